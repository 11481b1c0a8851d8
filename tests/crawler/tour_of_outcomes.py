"""Which addresses of the Outcomes page the crawler asks: each view plain, and seeded samples of the rest."""

import random
from collections.abc import Iterator

from dashboard.outcomes.address import FILTERS, OUTCOMES, SHAPES, VIEWS, Asked, View, query_of
from queries import CHARACTERISTICS, Selection, Settings
from tests.crawler.tour import ODD_PERIODS, PERIODS, shared_groups

PATH = "/outcomes"


def addresses(seed: int, count: int, settings: Settings) -> list[str]:
    """Questions of every view, drawn: criteria, years, centres and countries beside the whole, shapes."""
    draw = random.Random(seed)
    plain = [
        query_of(Asked(selection=Selection(shows=_shows(view, draw)), view=view)) for view in VIEWS.values()
    ]
    return [*plain, *(query_of(_drawn(draw, settings, place)) for place in range(count))]


def _shows(view: View, draw: random.Random) -> str:
    return "ais_discharge" if view == "change" else draw.choice(OUTCOMES)


def _drawn(draw: random.Random, settings: Settings, place: int) -> Asked:
    view = list(VIEWS.values())[place % 3]
    chosen = draw.sample(
        FILTERS[view], draw.randint(0, min(4 if view == "patients" else 2, len(FILTERS[view])))
    )
    selection = Selection(
        shows=_shows(view, draw),
        detail=draw.choice((None, None, "severity", "grades")) if view == "change" else None,
        where=tuple((v, (draw.choice(shared_groups(v)),)) for v in chosen),
        period=draw.choice((None, None, *PERIODS, *ODD_PERIODS)),
        units=tuple(draw.sample(settings.unit_ids(), draw.choice((0, 0, 1, 2)))),
        country=draw.choice((None, *settings.countries())),
    )
    return Asked(selection=selection, view=view, shape=list(SHAPES.values())[place // 3 % 3])


def about(variable: str) -> Iterator[str]:
    """Every question of the page about one characteristic: as rows, and as a criterion."""
    yield from ("", "?detail=severity&country=DK", "?shape=flow", "?view=severity&show=ais_discharge")
    for group in CHARACTERISTICS[variable].group_ids:
        yield f"?{variable}={group}&view=patients"
