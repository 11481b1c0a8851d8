"""Made-up outcomes of every kind that the Outcomes page must show. Tests may build answers, the product may not."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from queries import (
    CHARACTERISTICS,
    HIDDEN,
    SEVERITY_GROUPS,
    Answer,
    Cell,
    Grid,
    Group,
    Row,
    Selection,
    Settings,
    Shown,
    Unit,
)
from queries.release.schemes import Where, schemes
from tests.dashboard.made_up import ALL_YEARS, HAUKELAND, PROVENANCE, SETTINGS, SUNNAAS

NORDIC = Group(scope="nordic", key="", units=SETTINGS.unit_ids())
NORWAY = Group(scope="country", key="NO", units=SETTINGS.unit_ids("NO"))
OWN = Group(scope="unit", key=str(HAUKELAND), units=(HAUKELAND,))
OTHER = Group(scope="unit", key=str(SUNNAAS), units=(SUNNAAS,))
CATEGORIES = ("A", "B_C", "D_E", "not_classified")
# By starting grade A, B, C, D or E, not classified, in the order of CATEGORIES.
WHOLE = ((280, 52, 16, 34), (13, 104, 43, 16), (8, 163, 192, 44), (6, 59, 1280, 228), (16, 21, 66, 38))
MINE = ((21, 8, 2, 4), (0, 5, 5, 0), (2, 14, 24, 2), (1, 10, 114, 13), (2, 2, 4, 1))
Counts = Sequence[int]


def row(group: Group, counts: Counts | None, *, missing: int = 0) -> Row:
    """A group's row; without counts it is hidden. The clinician's own unit is read live."""
    total = sum(counts or ())
    cells: tuple[Cell, ...] = tuple(Shown(count=count, total=total) for count in counts or ())
    return Row(
        group=group,
        period=ALL_YEARS,
        cells=cells or (HIDDEN,) * len(CATEGORIES),
        not_counted=HIDDEN if counts is None else Shown(count=missing, total=total + missing),
        lane="own" if group == OWN else "shared",
    )


def answer(
    where: Where,
    rows: Sequence[Row],
    references: Sequence[Row],
    *,
    shows: str = "ais_discharge",
    categories: Sequence[str] = CATEGORIES,
) -> Answer:
    """The answer of one starting group."""
    detail = "grade_groups" if shows in CHARACTERISTICS else None
    asked = Selection(shows=shows, where=where, detail=detail)
    return Answer(
        asked=asked,
        shown=replace(asked, period=ALL_YEARS),
        categories=tuple(categories),
        rows=tuple(rows),
        references=tuple(references),
        changes=(),
        provenance=PROVENANCE,
    )


def change(
    mine: Sequence[Counts] | None = MINE,
    whole: Sequence[Counts] = WHOLE,
    country: Sequence[Counts] | None = None,
) -> Grid:
    """AIS grade at discharge by grade at admission: the clinician's unit, the whole, and a hidden country."""
    (scheme,) = schemes("ais_admission", "grades")
    answers = [
        answer(
            start,
            [] if mine is None else [row(OWN, mine[place])],
            [row(NORDIC, whole[place]), row(NORWAY, country[place] if country else None)],
        )
        for place, start in enumerate(scheme.starts)
    ]
    return grid("ais_admission", scheme.id, scheme.starts, answers)


def grid(by: str, scheme: str | None, starts: Sequence[Where], answers: Sequence[Answer]) -> Grid:
    """A grid that shows what was asked."""
    shows = answers[0].asked.shows if answers else "ais_discharge"
    return Grid(
        asked=Selection(shows=shows),
        by=by,
        scheme=scheme,
        starts=tuple(starts),
        answers=tuple(answers),
        changes=(),
    )


def by_severity(shares: Sequence[tuple[int, int]] = ((40, 200), (38, 210), (30, 320), (52, 1500))) -> Grid:
    """Discharge to a nursing home by the first severity scheme."""
    scheme = schemes(SEVERITY_GROUPS)[0]
    answers = []
    for start, (count, total) in zip(scheme.starts, shares, strict=True):
        rows = [indicator_row(OWN, count // 10, total // 10)]
        references = [indicator_row(NORDIC, count, total), indicator_row(NORWAY, count // 2, total // 2)]
        answers.append(answer(start, rows, references, shows="nursing_home", categories=("met",)))
    return grid(SEVERITY_GROUPS, scheme.id, scheme.starts, answers)


def indicator_row(group: Group, count: int, total: int) -> Row:
    """A group's share of an indicator."""
    return Row(
        group=group,
        period=ALL_YEARS,
        cells=(Shown(count=count, total=total),),
        not_counted=Shown(count=3, total=total + 3),
        lane="own" if group == OWN else "shared",
    )


def nothing() -> Grid:
    """Nothing can be shown."""
    return grid("ais_admission", None, (), ())


def all_hidden() -> Grid:
    """Rows are there, and none of them is shown."""
    (scheme,) = schemes("ais_admission", "grades")
    answers = [answer(start, [row(OTHER, None)], [row(NORDIC, None)]) for start in scheme.starts]
    return grid("ais_admission", scheme.id, scheme.starts, answers)


def empty() -> Grid:
    """Everything is shown, and nobody is in it."""
    nobody = [(0, 0, 0, 0)] * 5
    return change(mine=nobody, whole=nobody, country=nobody)


def wider() -> Grid:
    """For wider groups, fewer filters and a longer period than were asked for."""
    made = change()
    where = (("cause", ("traumatic",)),)
    answers = tuple(
        replace(one, shown=replace(one.shown, where=(*one.shown.where, *where))) for one in made.answers
    )
    asked = Selection(
        shows="ais_discharge", where=(("cause", ("fall",)), ("sex", ("man",))), period=(2024, 2024)
    )
    return replace(
        made, asked=asked, answers=answers, changes=("longer_period", "coarser_filter", "fewer_filters")
    )


def forty_units() -> tuple[Grid, Settings]:
    """Forty centres laid beside the whole."""
    units = tuple(
        Unit(id=number, name=f"Selkäydinvammayksikkö numero {number}", country="FI", active_from=2017)
        for number in range(1, 41)
    )
    made = change(mine=None)
    groups = [Group(scope="unit", key=str(one.id), units=(one.id,)) for one in units]
    answers = tuple(
        replace(one, rows=tuple(row(group, MINE[place]) for group in groups))
        for place, one in enumerate(made.answers)
    )
    return replace(made, answers=answers), replace(SETTINGS, units=(*SETTINGS.units, *units))


def every_kind() -> Mapping[str, tuple[Grid, Settings]]:
    """Every made-up grid by name, each with the settings that know its units."""
    made = {
        "usual": change(),
        "shared only": change(mine=None, country=MINE),
        "one unit": change(whole=MINE),
        "by severity": by_severity(),
        "nothing": nothing(),
        "all hidden": all_hidden(),
        "empty": empty(),
        "wider": wider(),
    }
    return {**{name: (one, SETTINGS) for name, one in made.items()}, "forty units": forty_units()}


def of_patients(
    shows: str, where: Where, *, changes: Sequence[str] = (), shown: Where | None = None
) -> Answer:
    """An outcome of patients like these."""
    if shows in CHARACTERISTICS:
        made = answer(where, [row(OWN, MINE[0])], [row(NORDIC, WHOLE[0])])
    else:
        rows, references = [indicator_row(OWN, 2, 30)], [indicator_row(NORDIC, 30, 320)]
        made = answer(where, rows, references, shows=shows, categories=("met",))
    return replace(
        made,
        shown=replace(made.shown, where=where if shown is None else shown),
        changes=tuple(changes),  # type: ignore[arg-type]
    )
