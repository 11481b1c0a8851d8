"""A control for each part of a question about outcomes; which are needed depends on the view."""

from collections.abc import Iterable
from dataclasses import replace

from dashboard.choice import Group, Option
from dashboard.controls import NO_CHOICE, Control, make_controls
from dashboard.language import _
from dashboard.outcomes.address import CHANGED, FILTERS, OUTCOMES, Asked
from dashboard.texts import country_name, field_name, level_name, shown_name, years
from queries import CHARACTERISTICS, Offer, Period, Settings, Viewer

FIRST = (
    "show",
    "ais_admission",
    "level_admission",
    "age",
    "cause",
    "sex",
    "detail",
    "unit",
    "country",
    "period",
)
FIELDS = FIRST


def outcome_controls(
    asked: Asked, offer: Offer | None, settings: Settings, viewer: Viewer | None
) -> dict[str, Control]:
    """Every control for a question, by field; those that its view has not are not needed."""
    common = make_controls(asked.selection, offer, settings)
    filters = {variable: common[variable] for variable in FIRST if variable in CHARACTERISTICS}
    made = {
        **{v: replace(control, needed=v in FILTERS[asked.view]) for v, control in filters.items()},
        "show": replace(_show(asked, offer), needed=asked.view == "severity"),
        "detail": replace(_detail(asked), needed=asked.view == "change"),
        "unit": _unit(asked, settings, viewer),
        "country": _country(asked, settings),
        "period": _period(asked, offer),
    }
    return {field: made[field] for field in FIELDS}


def _show(asked: Asked, offer: Offer | None) -> Control:
    lacking = offer.unavailable if offer else {}
    options = tuple(Option(value=id_, label=shown_name(id_), disabled=id_ in lacking) for id_ in OUTCOMES)
    value = asked.selection.shows if asked.selection.shows in OUTCOMES else OUTCOMES[0]
    return Control(field="show", label=field_name("show"), groups=(Group(options=options),), value=value)


def _detail(asked: Asked) -> Control:
    """How finely both grades are grouped."""
    levels = CHARACTERISTICS[CHANGED].shared_levels
    options = [Option(value=NO_CHOICE, label=_("Finest possible"))]
    options += [Option(value=level.id, label=level_name(level.id)) for level in reversed(levels)]
    value = asked.selection.detail or NO_CHOICE
    return Control(
        field="detail", label=field_name("detail"), groups=(Group(options=tuple(options)),), value=value
    )


def _unit(asked: Asked, settings: Settings, viewer: Viewer | None) -> Control:
    """Who is laid beside the whole; without a choice the viewer's own."""
    own = bool(viewer and viewer.scope)
    none = Option(value=NO_CHOICE, label=_("Your own") if own else _("No centre"))
    groups = [Group(options=(none,))]
    for country in settings.countries():
        units = sorted((settings.unit(unit) for unit in settings.unit_ids(country)), key=lambda one: one.name)
        options = tuple(Option(value=str(unit.id), label=unit.name) for unit in units)
        groups.append(Group(label=country_name(country), options=options))
    value = ",".join(map(str, asked.selection.units))
    names = ", ".join(settings.unit(unit).name for unit in asked.selection.units)
    return _with_value("unit", _("Beside it: centre"), groups, value, names)


def _country(asked: Asked, settings: Settings) -> Control:
    options = [Option(value=NO_CHOICE, label=_("Automatic"))]
    # A country that is one unit is that unit, which can be chosen as such.
    several = [country for country in settings.countries() if len(settings.unit_ids(country)) > 1]
    options += [Option(value=country, label=country_name(country)) for country in several]
    value = asked.selection.country or NO_CHOICE
    label = country_name(value) if value else ""
    return _with_value("country", _("Beside it: country"), [Group(options=tuple(options))], value, label)


def _period(asked: Asked, offer: Offer | None) -> Control:
    found = [choice.period for choice in offer.periods] if offer else []
    longest = max(found, key=_length, default=None)
    every = _("All years ({years})", years=years(longest)) if longest else _("All years")
    blocks = [period for period in found if _length(period) > 1 and period != longest]
    single = [period for period in found if _length(period) == 1]
    groups = [
        Group(options=(Option(value=NO_CHOICE, label=every),)),
        Group(label=_("Several years"), options=_years(blocks)),
        Group(label=_("Single years"), options=_years(single)),
    ]
    chosen = asked.selection.period
    value, label = ("-".join(map(str, chosen)), years(chosen)) if chosen else (NO_CHOICE, "")
    return _with_value("period", field_name("period"), groups, value, label)


def _years(periods: Iterable[Period]) -> tuple[Option, ...]:
    return tuple(Option(value="-".join(map(str, period)), label=years(period)) for period in periods)


def _length(period: Period) -> int:
    return period[1] - period[0] + 1


def _with_value(field: str, label: str, groups: list[Group], value: str, name: str) -> Control:
    """A control that can also show a value that only an address can hold."""
    known = {option.value for group in groups for option in group.options}
    extra = () if value in known else (Group(options=(Option(value=value, label=name),)),)
    return Control(field=field, label=label, groups=(*groups, *extra), value=value)
