"""Made-up trends of every kind that the Trends page must show. Tests may build answers, the product may not."""

import datetime
from collections.abc import Sequence
from dataclasses import replace

from queries import (
    Delays,
    Event,
    Gaps,
    Group,
    OwnAnswer,
    OwnQuestion,
    OwnRow,
    OwnSeries,
    Period,
    Row,
    Selection,
    Series,
    Settings,
    Shown,
    Summary,
    Trend,
    Unit,
)
from tests.dashboard.made_up import (
    HAUKELAND,
    HORNBAEK,
    LINKOPING,
    PROVENANCE,
    REYKJAVIK,
    SETTINGS,
    ST_OLAVS,
    SUNNAAS,
    VIBORG,
)

TODAY = datetime.date(2026, 11, 22)
YEARS: tuple[Period, ...] = tuple((year, year) for year in range(2017, 2026))
BLOCKS: tuple[Period, ...] = ((2017, 2019), (2020, 2022), (2023, 2025))
MIXED: tuple[Period, ...] = ((2017, 2019), (2020, 2020), (2021, 2021), (2022, 2022), (2023, 2025))
STEADY = [8, 9, 8, 7, 9, 8, 9, 8, 7]
NO_SUMMARY = Summary(
    n=0, mean=None, mean_interval=None, median=None, median_interval=None, quartiles=None, extremes=None
)


def series(group: Group, periods: Sequence[Period], counts: Sequence[tuple[int, int]]) -> Series:
    """A group's released rows."""
    rows = (
        Row(
            group=group,
            period=period,
            cells=(Shown(count=count, total=total),),
            not_counted=Shown(count=total // 10, total=total + total // 10),
            lane="shared",
        )
        for period, (count, total) in zip(periods, counts, strict=True)
    )
    return Series(group=group, rows=tuple(rows))


def unit(id_: int, periods: Sequence[Period] = (), counts: Sequence[tuple[int, int]] = ()) -> Series:
    """A unit's time line; without periods nothing of it can be shown."""
    return series(Group(scope="unit", key=str(id_), units=(id_,)), periods, counts)


def whole(periods: Sequence[Period] = YEARS) -> Series:
    """The Nordic whole."""
    counts = [(210 + 3 * place, 270) for place in range(len(periods))]
    return series(Group(scope="nordic", key="", units=SETTINGS.unit_ids()), periods, counts)


def own(
    counts: Sequence[tuple[int, int]], shows: str = "bladder_regime", *, gaps: Gaps | None = None
) -> OwnSeries:
    """The clinician's own unit by year from 2017, the last of them not over."""
    rows = tuple(
        OwnRow(
            group=f"{2017 + place}-01-01",
            stays=total + 2,
            cells=(Shown(count=count, total=total),),
            not_counted={"missing": 1, "not_applicable": 1},
        )
        for place, (count, total) in enumerate(counts)
    )
    answer = OwnAnswer(
        asked=OwnQuestion(shows=shows, split="year", units=(HAUKELAND,), axis="discharge"),
        units=(HAUKELAND,),
        categories=("met",),
        rows=rows,
        undated=0,
        first=datetime.date(2017, 1, 1),
        last=TODAY,
    )
    group = Group(scope="unit", key=str(HAUKELAND), units=(HAUKELAND,))
    delays = Delays(
        unit=HAUKELAND, days={10: 40, 90: 25, 200: 10}, summary=NO_SUMMARY, implausible=1, unknown=0
    )
    return OwnSeries(group=group, answer=answer, gaps=gaps, delays=delays)


def trend(
    *,
    mine: Sequence[OwnSeries] = (),
    others: Sequence[Series] = (),
    references: Sequence[Series] = (),
    asked: Selection | None = None,
) -> Trend:
    """A trend that shows exactly what was asked."""
    question = asked or Selection()
    return Trend(
        asked=question,
        shown=question,
        step="year",
        through=TODAY,
        categories=("met",),
        own=tuple(mine),
        series=tuple(others),
        references=tuple(references),
        changes=(),
        provenance=PROVENANCE,
    )


def with_own(counts: Sequence[int], total: int = 10) -> Trend:
    """The usual trend with other counts for the clinician's unit in 2017, 2018 and so on."""
    made = usual()
    return replace(made, own=(own([(count, total) for count in counts]),))


def usual() -> Trend:
    """The clinician's own unit by year, three units with time lines of their own, and one that has none."""
    return trend(
        mine=[own([(count, 10) for count in [*STEADY, 4]], gaps=rare(18))],
        others=[
            unit(HORNBAEK, MIXED, [(190, 240), (60, 72), (61, 74), (66, 80), (200, 244)]),
            unit(SUNNAAS, YEARS, [(50, 60 + place) for place in range(9)]),
            unit(VIBORG, BLOCKS, [(110, 148), (120, 160), (130, 170)]),
            unit(REYKJAVIK),
        ],
        references=[whole()],
    )


def rare(gaps: int = 14) -> Gaps:
    """Some events of the clinician's unit."""
    events = (Event(day=datetime.date(2017 + n // 2, 3 + n % 2, 5), after=12 + n % 5) for n in range(gaps))
    return Gaps(event="not_met", events=tuple(events), since=3)


def one_unit() -> Trend:
    """Only the clinician's own unit."""
    made = usual()
    return replace(made, series=(), references=(), asked=Selection(units=(HAUKELAND,)))


def shared_only() -> Trend:
    """What somebody without a unit sees."""
    made = usual()
    return replace(made, own=(), series=(*made.series, unit(ST_OLAVS, [(2017, 2025)], [(280, 344)])))


def all_hidden() -> Trend:
    """No line has a period."""
    return trend(others=[unit(id_) for id_ in SETTINGS.unit_ids()])


def empty() -> Trend:
    """Every line is shown, and nobody is in any."""
    return trend(others=[unit(id_, YEARS, [(0, 0)] * 9) for id_ in (HORNBAEK, LINKOPING)])


def forty_units() -> tuple[Trend, Settings]:
    """More units than a figure may have lines, with long names."""
    units = tuple(
        Unit(id=number, name=f"Selkäydinvammayksikkö numero {number}", country="FI", active_from=2017)
        for number in range(1, 41)
    )
    lines = [unit(one.id, BLOCKS, [(one.id, 2 * one.id + 5)] * 3) for one in units]
    settings = replace(SETTINGS, units=(*SETTINGS.units, *units))
    return trend(others=lines, references=[whole()]), settings


def changed() -> Trend:
    """A trend for wider groups and fewer filters than were asked for, with units together."""
    made = shared_only()
    where = (("ais_admission", ("B",)), ("cause", ("fall",)), ("sex", ("man",)))
    pool = series(Group(scope="group", key="", units=(LINKOPING, REYKJAVIK)), [(2017, 2025)], [(40, 60)])
    return replace(
        made,
        asked=replace(made.asked, where=where),
        shown=replace(made.shown, where=(("cause", ("traumatic",)), ("sex", ("man",)))),
        series=(*made.series, unit(LINKOPING), pool),
        changes=("coarser_filter", "fewer_filters", "merged_units"),
    )


def of_a_group() -> Trend:
    """A group of a characteristic."""
    asked = Selection(shows="cause", detail="injury_type")
    rows = [
        replace(row, cells=(Shown(count=30 + n, total=60), Shown(count=30 - n, total=60)))
        for n, row in enumerate(unit(HORNBAEK, YEARS, [(30, 60)] * 9).rows)
    ]
    line = Series(group=rows[0].group, rows=tuple(rows))
    nordic = Series(group=whole().group, rows=tuple(replace(row, group=whole().group) for row in rows))
    made = trend(others=[line, unit(VIBORG)], references=[nordic], asked=asked)
    return replace(made, categories=("traumatic", "nontraumatic"))


def every_kind() -> dict[str, tuple[Trend, Settings]]:
    """Every made-up trend by name, each with the settings that know its units."""
    made = {
        "usual": usual(),
        "one unit": one_unit(),
        "shared only": shared_only(),
        "all hidden": all_hidden(),
        "empty": empty(),
        "changed": changed(),
        "of a group": of_a_group(),
        "a drop": with_own([9, 9, 9, 9, 9, 9, 9, 9, 0]),
        "a run": with_own([3, *[7] * 8]),
        "too few": with_own([8, 9, 7]),
        "nobody of one's own": with_own([0] * 9, total=0),
    }
    return {**{name: (one, SETTINGS) for name, one in made.items()}, "forty units": forty_units()}
