"""Which addresses of the Trends page the crawler asks: all that is shown, and seeded samples of the rest."""

import random
from collections.abc import Iterator
from dataclasses import replace

from dashboard.trends.address import Asked, Shape, Step, View, query_of, with_group
from queries import CHARACTERISTICS, INDICATORS, Selection, Settings
from tests.crawler.tour import SPLITS, shared_groups

SHAPES: tuple[Shape, ...] = ("figure", "chart", "table")
STEPS: tuple[Step, ...] = ("year", "halfyear", "quarter")
PATH = "/trends"


def addresses(seed: int, count: int, settings: Settings) -> list[str]:
    """So many questions, half of them of any shape, in turns of views and steps; all that is shown, if it fits."""
    draw, every = random.Random(seed), list(_every_shown())
    shown = every if count >= 2 * len(every) else draw.sample(every, count // 2)
    asked = [*shown, *_any(seed, count - len(shown), settings)]
    return [query_of(_looked_at(one, place, settings)) for place, one in enumerate(asked)]


def about(variable: str) -> Iterator[str]:
    """Every group of a characteristic over time, and as a filter of an indicator, in turns of views and steps."""
    for place, group in enumerate(shared_groups(variable)):
        asked = _of_group(Selection(shows=variable), group)
        filtered = Asked(selection=Selection(shows="nursing_home", where=((variable, (group,)),)))
        for one in (asked, filtered):
            view = View(shape=SHAPES[place % 3])
            yield query_of(replace(one, step=STEPS[place % 2], view=view))


def _every_shown() -> Iterator[Asked]:
    for shows in INDICATORS:
        yield from (Asked(selection=Selection(shows=shows, split_by=by)) for by in SPLITS)
    for shows in CHARACTERISTICS:
        for group in shared_groups(shows):
            yield _of_group(Selection(shows=shows), group)


def _of_group(selection: Selection, group: str) -> Asked:
    return Asked(selection=with_group(selection, group), group=group)


def _any(seed: int, count: int, settings: Settings) -> Iterator[Asked]:
    draw = random.Random(seed)
    for _ in range(count):
        shows = draw.choice((*INDICATORS, *CHARACTERISTICS))
        filters = draw.sample(list(CHARACTERISTICS), draw.choice((0, 1, 1, 2, 3)))
        selection = Selection(
            shows=shows,
            where=tuple((v, (draw.choice(CHARACTERISTICS[v].group_ids),)) for v in filters),
            split_by=draw.choice(SPLITS),
            country=draw.choice((None, None, *settings.countries())),
            units=tuple(draw.sample(settings.unit_ids(), draw.choice((0, 0, 2, 3)))),
        )
        group = draw.choice(shared_groups(shows)) if shows in CHARACTERISTICS else None
        yield _of_group(selection, group) if group else Asked(selection=selection)


def _looked_at(asked: Asked, place: int, settings: Settings) -> Asked:
    of = (None, "nordic", *map(str, settings.unit_ids()))[place % 9]
    view = View(shape=SHAPES[place % 3], of=of, kind=(None, "events")[place % 2])
    return Asked(selection=asked.selection, group=asked.group, step=STEPS[place % 4 % 3], view=view)
