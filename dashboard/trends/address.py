"""The address of a trend: the question, the group and step asked for, and how it is looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast
from urllib.parse import parse_qs, urlencode

from dashboard.pages.address import fitting
from dashboard.trends.judging import Kind
from dashboard.trends.timelines import NORDIC
from queries import CHARACTERISTICS, TREND_STEPS, Selection, Settings, read_query

Shape = Literal["figure", "chart", "table"]
Step = Literal["year", "halfyear", "quarter"]
SHAPES: Mapping[str, Shape] = {"figure": "figure", "chart": "chart", "table": "table"}
KINDS: Mapping[str, Kind] = {"shares": "shares", "events": "events"}
# Parts of other pages' questions that a trend has not: it stands for all periods, and shows one group of a level.
NOT_HERE = ("period", "detail")


@dataclass(frozen=True, kw_only=True)
class View:
    """How a trend is looked at: as small panels, as the chart of one line (`of` its key), or as a table."""

    shape: Shape = "figure"
    of: str | None = None
    kind: Kind | None = None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What an address asks. `group` is a group of the characteristic shown, `step` that of the own units."""

    selection: Selection
    group: str | None = None
    step: Step = "year"
    view: View = View()
    ignored: tuple[str, ...] = ()

    @property
    def what(self) -> tuple[Selection, str | None, Step, View]:
        """What two addresses have in common that show the same."""
        return self.selection, self.group, self.step, self.view


def read_address(search: str, settings: Settings) -> Asked:
    """Read the query string of an address, whatever stands in it."""
    return read_fields(parse_qs(search.removeprefix("?")), settings)


def read_fields(fields: Mapping[str, str | list[str]], settings: Settings) -> Asked:
    """Read the fields of a query string."""
    reading = read_query({name: value for name, value in fields.items() if name not in NOT_HERE})
    selection = fitting(reading.selection, settings)
    group = _last(fields, "group")
    known = group if group in _groups(selection.shows) else None
    ignored = [*reading.ignored, *(["unit"] if selection != reading.selection else [])]
    ignored += ["group"] if group and not known and selection.shows in CHARACTERISTICS else []
    step = _last(fields, "step")
    return Asked(
        selection=with_group(selection, known),
        group=known,
        step=cast("Step", step) if step in TREND_STEPS else "year",
        view=_view(fields, settings),
        ignored=tuple(ignored),
    )


def with_group(selection: Selection, group: str | None) -> Selection:
    """The question at the coarsest detail that has a group; without one, of a characteristic, at its coarsest."""
    if selection.shows not in CHARACTERISTICS:
        return replace(selection, detail=None)
    levels = CHARACTERISTICS[selection.shows].shared_levels
    detail = next((level.id for level in levels if group in level.groups), levels[0].id)
    return replace(selection, detail=detail)


def query_of(asked: Asked) -> str:
    """The query string of a question and its view: "?..." or nothing at all."""
    fields = {name: text for name, text in asked.selection.to_query().items() if name not in NOT_HERE}
    view = asked.view
    more = {
        "group": asked.group or "",
        "step": asked.step if asked.step != "year" else "",
        "view": view.shape if view.shape != "figure" else "",
        "of": view.of or "",
        "kind": view.kind or "",
    }
    fields |= {name: text for name, text in more.items() if text}
    return f"?{urlencode(fields, safe=',')}" if fields else ""


def _groups(shows: str) -> Sequence[str]:
    if shows not in CHARACTERISTICS:
        return ()
    variable = CHARACTERISTICS[shows]
    return [
        group
        for level in variable.shared_levels
        for group, codes in level.groups.items()
        if set(codes) - variable.left_out
    ]


def _view(fields: Mapping[str, str | list[str]], settings: Settings) -> View:
    of = _last(fields, "of")
    keys = {*map(str, settings.unit_ids()), *settings.countries(), NORDIC}
    return View(
        shape=SHAPES.get(_last(fields, "view"), "figure"),
        of=of if of in keys else None,
        kind=KINDS.get(_last(fields, "kind")),
    )


def _last(fields: Mapping[str, str | list[str]], name: str) -> str:
    """A field's last value; nothing for one that is not there or is no text."""
    value = fields.get(name, "")
    text = value[-1] if isinstance(value, list) and value else value
    return text if isinstance(text, str) else ""
