"""Made-up answers of every kind that the page must show. Tests may build answers, the product may not."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace

from queries import (
    CHARACTERISTICS,
    HIDDEN,
    INDICATORS,
    Answer,
    Cell,
    Grid,
    Group,
    Offer,
    PeriodChoice,
    Provenance,
    Row,
    Selection,
    Settings,
    Shown,
    Trend,
    Unit,
    Viewer,
)
from queries.settings import load

SETTINGS: Settings = load()
HORNBAEK, SUNNAAS, VIBORG, ST_OLAVS, HAUKELAND, LINKOPING, REYKJAVIK = SETTINGS.unit_ids()
PERIOD = (2020, 2024)
ALL_YEARS = (2017, 2025)
CLINICIAN = Viewer(role="clinician", scope=frozenset({HAUKELAND}))
COUNCIL = Viewer(role="council")
PROVENANCE = Provenance(
    release="2026-1",
    created=datetime.datetime(2026, 3, 2, 9, 30, tzinfo=datetime.UTC),
    frozen_through=2025,
    k=5,
    synthetic=True,
)
USUAL: Mapping[int, tuple[int, int]] = {
    SUNNAAS: (96, 108),
    HORNBAEK: (99, 116),
    VIBORG: (58, 69),
    ST_OLAVS: (40, 49),
    HAUKELAND: (25, 32),
    LINKOPING: (21, 28),
}


def usual() -> Answer:
    """Six units shown, one of them the clinician's own, and one hidden that a longer period would show."""
    rows = [unit_row(unit, [Shown(count=x, total=n)]) for unit, (x, n) in USUAL.items()]
    hidden = unit_row(REYKJAVIK, [HIDDEN], not_counted=HIDDEN, instead=ALL_YEARS)
    whole = Row(
        group=Group(scope="group", key="", units=tuple(USUAL)),
        period=PERIOD,
        cells=(Shown(count=339, total=402),),
        not_counted=Shown(count=17, total=419),
        lane="shared",
    )
    asked = Selection(shows="bladder_regime", where=(("cause", ("traumatic",)),), period=PERIOD)
    return answer([*rows, hidden], asked=asked, references=[whole, norway()])


def norway() -> Row:
    """The country of the clinician, as a reference."""
    return Row(
        group=Group(scope="country", key="NO", units=SETTINGS.unit_ids("NO")),
        period=PERIOD,
        cells=(Shown(count=161, total=189),),
        not_counted=Shown(count=9, total=198),
        lane="shared",
    )


def longer_period() -> Answer:
    """Asked for three years, shown for five."""
    made = usual()
    asked = replace(made.asked, period=(2022, 2024))
    return replace(made, asked=asked, changes=("longer_period",))


def changed_in_every_way() -> Answer:
    """A distribution for which every change was needed."""
    made = distribution("cause", "injury_type")
    asked = replace(
        made.asked,
        detail="recorded",
        period=(2026, 2026),
        where=(("age", ("45_59",)), ("level_admission", ("c1_4",)), ("sex", ("woman",))),
    )
    shown = replace(made.shown, where=(("age", ("0_59",)), ("sex", ("woman",))))
    pair = (LINKOPING, REYKJAVIK)
    merged = Row(
        group=Group(scope="group", key="", units=pair),
        period=PERIOD,
        cells=(Shown(count=30, total=47), Shown(count=17, total=47)),
        not_counted=Shown(count=0, total=47),
        lane="shared",
    )
    rows = tuple(row for row in made.rows if not set(row.group.units) & set(pair))
    return replace(
        made,
        asked=asked,
        shown=shown,
        rows=(*rows, merged),
        changes=(
            "unreleased_years",
            "longer_period",
            "coarser_detail",
            "coarser_filter",
            "fewer_filters",
            "merged_units",
        ),
    )


def one_unit() -> Answer:
    """Only the clinician's own unit was asked for."""
    made = usual()
    own = tuple(row for row in made.rows if row.group.key == str(HAUKELAND))
    asked = replace(made.asked, units=(HAUKELAND,))
    return replace(made, asked=asked, shown=asked, rows=own)


def all_hidden(*, instead: tuple[int, int] | None = ALL_YEARS) -> Answer:
    """Nothing can be shown; with or without a longer period that could."""
    rows = [unit_row(unit, [HIDDEN], not_counted=HIDDEN, instead=instead) for unit in SETTINGS.unit_ids()]
    whole = replace(nordic([HIDDEN]), not_counted=HIDDEN)
    return answer(rows, asked=Selection(period=PERIOD), references=[whole])


def empty() -> Answer:
    """Every row is shown, and nothing is recorded in any."""
    nothing = Shown(count=0, total=0)
    rows = [unit_row(unit, [nothing]) for unit in SETTINGS.unit_ids()]
    return answer(rows, asked=Selection(period=PERIOD), references=[nordic([nothing])])


def forty_units() -> tuple[Answer, Settings]:
    """More units than the Nordic countries will bring, with long names, and settings that know them."""
    units = tuple(
        Unit(id=number, name=f"Selkäydinvammayksikkö numero {number}", country="FI", active_from=2017)
        for number in range(1, 41)
    )
    rows = [unit_row(unit.id, [Shown(count=unit.id, total=2 * unit.id + 5)]) for unit in units]
    return answer(rows, asked=Selection(period=PERIOD)), replace(SETTINGS, units=(*SETTINGS.units, *units))


def distribution(variable: str = "cause", level: str = "nontraumatic_causes") -> Answer:
    """A characteristic of every unit, all groups shown, with the Nordic whole."""
    categories = [group for group in CHARACTERISTICS[variable].level(level).groups if group != "missing"]
    rows = [unit_row(unit, spread(place + 3, categories)) for place, unit in enumerate(SETTINGS.unit_ids())]
    asked = Selection(shows=variable, detail=level, period=PERIOD)
    return answer(rows, asked=asked, references=[nordic(spread(30, categories))], categories=categories)


def partly_hidden() -> Answer:
    """A characteristic of which some groups of some units are hidden."""
    made = distribution("ais_admission", "grades")
    first, second, *others = made.rows
    partly = replace(first, cells=(*first.cells[:2], *[HIDDEN] * (len(first.cells) - 2)))
    wholly = replace(second, cells=tuple([HIDDEN] * len(second.cells)), not_counted=HIDDEN)
    return replace(made, rows=(partly, wholly, *others))


def with_share(share: tuple[int, int], unit: int = HAUKELAND) -> Answer:
    """The usual answer with another count and total for one unit."""
    made = usual()
    cells = (Shown(count=share[0], total=share[1]),)
    rows = tuple(replace(row, cells=cells) if row.group.key == str(unit) else row for row in made.rows)
    return replace(made, rows=rows)


def every_kind() -> dict[str, tuple[Answer, Settings]]:
    """Every made-up answer by name, each with the settings that know its units."""
    answers = {
        "usual": usual(),
        "longer period": longer_period(),
        "changed in every way": changed_in_every_way(),
        "one unit": one_unit(),
        "all hidden": all_hidden(),
        "all hidden for good": all_hidden(instead=None),
        "empty": empty(),
        "distribution": distribution(),
        "partly hidden": partly_hidden(),
    }
    return {**{name: (made, SETTINGS) for name, made in answers.items()}, "forty units": forty_units()}


def spread(weight: int, categories: Sequence[str]) -> list[Cell]:
    """Shown cells of one total over categories, larger ones first."""
    counts = [weight * (len(categories) - place) for place in range(len(categories))]
    return [Shown(count=count, total=sum(counts)) for count in counts]


def unit_row(
    unit: int,
    cells: Sequence[Cell],
    *,
    not_counted: Cell | None = None,
    instead: tuple[int, int] | None = None,
) -> Row:
    """A unit's row; the clinician's own is read live."""
    return Row(
        group=Group(scope="unit", key=str(unit), units=(unit,)),
        period=PERIOD,
        cells=tuple(cells),
        not_counted=Shown(count=3, total=100) if not_counted is None else not_counted,
        lane="own" if unit == HAUKELAND else "shared",
        instead=instead,
    )


def nordic(cells: Sequence[Cell]) -> Row:
    """The Nordic whole."""
    return Row(
        group=Group(scope="nordic", key="", units=SETTINGS.unit_ids()),
        period=PERIOD,
        cells=tuple(cells),
        not_counted=Shown(count=12, total=600),
        lane="shared",
    )


def answer(
    rows: Sequence[Row],
    *,
    asked: Selection,
    references: Sequence[Row] = (),
    categories: Sequence[str] = ("met",),
) -> Answer:
    """An answer that shows exactly what was asked."""
    if asked.shows not in INDICATORS and list(categories) == ["met"]:
        raise ValueError("a characteristic needs its categories")
    return Answer(
        asked=asked,
        shown=asked,
        categories=tuple(categories),
        rows=tuple(rows),
        references=tuple(references),
        changes=(),
        provenance=PROVENANCE,
    )


class MadeUpRegistry:
    """Stands in for `queries.Registry`: gives one answer to every question, or fails in one way."""

    def __init__(self, given: Answer | Exception, settings: Settings = SETTINGS) -> None:
        self.given = given
        self.settings = settings
        self.asked: list[Selection] = []
        self.given_trend: Trend | None = None
        self.given_grid: Grid | None = None
        self.given_outcomes: dict[str, Answer] = {}

    def answer(self, selection: Selection, viewer: Viewer) -> Answer:  # noqa: ARG002
        """The answer, with the question that was really asked."""
        self.asked.append(selection)
        if isinstance(self.given, Exception):
            raise self.given
        return replace(self.given, asked=selection)

    def trend(self, selection: Selection, viewer: Viewer, *, today: datetime.date, step: str) -> Trend:  # noqa: ARG002
        """The trend, with the question that was really asked."""
        self.asked.append(selection)
        if isinstance(self.given, Exception):
            raise self.given
        if self.given_trend is None:
            raise LookupError("no trend was made up")
        return replace(self.given_trend, asked=selection)

    def grid(
        self,
        selection: Selection,
        viewer: Viewer,  # noqa: ARG002
        *,
        by: str,  # noqa: ARG002
        level: str | None = None,  # noqa: ARG002
    ) -> Grid:
        """The grid that was made up."""
        self.asked.append(selection)
        if isinstance(self.given, Exception):
            raise self.given
        if self.given_grid is None:
            raise LookupError("no grid was made up")
        return self.given_grid

    def outcome(self, selection: Selection, viewer: Viewer) -> Answer:  # noqa: ARG002
        """The outcome that was made up for what is shown."""
        self.asked.append(selection)
        if isinstance(self.given, Exception):
            raise self.given
        return replace(self.given_outcomes[selection.shows], asked=selection)

    def offer(self, selection: Selection, viewer: Viewer) -> Offer:  # noqa: ARG002
        """A few periods, one of them shown longer, and one variable that the registry lacks."""
        if isinstance(self.given, Exception):
            raise self.given
        periods = {(2025, 2025): False, (2023, 2025): True, ALL_YEARS: True}
        choices = tuple(PeriodChoice(period=period, shown=shown) for period, shown in periods.items())
        return Offer(periods=choices, frozen_through=2025, unavailable={"sex": ("stay.sex",)})

    def synthetic(self) -> bool:
        """Always."""
        return True

    def partly_synthetic(self) -> bool:
        """Always."""
        return True
