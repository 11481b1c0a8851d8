"""The address of a question about outcomes: whose patients, which view, and in which shape."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import parse_qs, urlencode

from dashboard.pages.address import fitting
from queries import Selection, Settings, read_query

View = Literal["change", "severity", "patients"]
Shape = Literal["figure", "flow", "table"]
VIEWS: Mapping[str, View] = {"change": "change", "severity": "severity", "patients": "patients"}
SHAPES: Mapping[str, Shape] = {"figure": "figure", "flow": "flow", "table": "table"}
CHANGED, BEFORE = "ais_discharge", "ais_admission"
# What each view may be asked besides whose patients and which years; a part that it has not is not looked at.
CRITERIA = ("ais_admission", "level_admission", "age", "cause")
FILTERS: Mapping[View, tuple[str, ...]] = {
    "change": ("cause", "age", "level_admission", "sex"),
    "severity": ("cause", "age", "sex"),
    "patients": CRITERIA,
}
PATIENT_OUTCOMES = ("ais_discharge", "nursing_home", "bladder_regime")
OUTCOMES = ("nursing_home", "bladder_regime", "ais_discharge", "level_discharge")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What an address asks. `detail` of the selection is that of both grades in the view "change"."""

    selection: Selection
    view: View = "change"
    shape: Shape = "figure"
    ignored: tuple[str, ...] = ()

    @property
    def what(self) -> tuple[Selection, View, Shape]:
        """What two addresses have in common that show the same."""
        return self.selection, self.view, self.shape


def read_address(search: str, settings: Settings) -> Asked:
    """Read the query string of an address, whatever stands in it."""
    return read_fields(parse_qs(search.removeprefix("?")), settings)


def read_fields(fields: Mapping[str, str | list[str]], settings: Settings) -> Asked:
    """Read the fields of a query string."""
    view = VIEWS.get(_last(fields, "view"), "change")
    wanted = {name: value for name, value in fields.items() if name in _fields_of(view)}
    shows = {"change": CHANGED, "patients": OUTCOMES[0]}.get(view)
    wanted |= {"show": shows or _outcome(_last(fields, "show"))}
    reading = read_query(wanted)
    selection = _with_centres(reading.selection, settings)
    ignored = [*reading.ignored, *(["unit"] if selection.units != reading.selection.units else [])]
    shape = SHAPES.get(_last(fields, "shape"), "figure")
    return Asked(
        selection=selection,
        view=view,
        shape=shape if shape != "flow" or view == "change" else "figure",
        ignored=tuple(ignored),
    )


def _fields_of(view: View) -> frozenset[str]:
    detail = ("detail",) if view == "change" else ()
    return frozenset({"country", "unit", "period", *detail, *FILTERS[view]})


def _outcome(shows: str) -> str:
    return shows if shows in OUTCOMES else OUTCOMES[0]


def _with_centres(selection: Selection, settings: Settings) -> Selection:
    """Centres laid beside the whole may be of any country, unlike those that are compared in one."""
    return replace(fitting(replace(selection, country=None), settings), country=selection.country)


def query_of(asked: Asked) -> str:
    """The query string of a question: "?..." or nothing at all."""
    fields = asked.selection.to_query()
    fields = {name: text for name, text in fields.items() if name in _fields_of(asked.view)}
    if asked.view == "severity" and asked.selection.shows != OUTCOMES[0]:
        fields["show"] = asked.selection.shows
    if asked.view != "change":
        fields["view"] = asked.view
    if asked.shape != "figure":
        fields["shape"] = asked.shape
    return f"?{urlencode(fields, safe=',')}" if fields else ""


def in_view(asked: Asked, view: View) -> Asked:
    """The same patients in another view, as far as it can be asked about them."""
    kept = tuple(
        (variable, groups) for variable, groups in asked.selection.where if variable in FILTERS[view]
    )
    shows = asked.selection.shows if view == asked.view else CHANGED if view == "change" else OUTCOMES[0]
    selection = replace(asked.selection, shows=shows, detail=None, where=kept)
    return Asked(selection=selection, view=view)


def _last(fields: Mapping[str, str | list[str]], name: str) -> str:
    value = fields.get(name, "")
    text = value[-1] if isinstance(value, list) and value else value
    return text if isinstance(text, str) else ""
