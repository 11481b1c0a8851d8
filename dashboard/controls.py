"""A control for each part of a question, made from its declaration and from what the release can offer."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from dashboard.choice import Group, Option
from dashboard.language import _, ngettext
from dashboard.texts import country_name, field_name, group_name, group_names, level_name, shown_name, years
from queries import CHARACTERISTICS, INDICATORS, Offer, Period, Selection, Settings, Variable

# In the row over the answer, then under "More filters". Each is a field of the query string.
FIRST = ("show", "cause", "country", "unit", "period", "by", "detail")
MORE = tuple(variable for variable in CHARACTERISTICS if variable not in FIRST)
FIELDS = (*FIRST, *MORE)
# What stands for no choice: the field is then not in the address at all.
NO_CHOICE = ""


@dataclass(frozen=True, kw_only=True)
class Control:
    """A control as it must look for a question: its options, and the one that is chosen."""

    field: str
    label: str
    groups: tuple[Group, ...]
    value: str
    disabled: bool = False
    needed: bool = True


def make_controls(selection: Selection, offer: Offer | None, settings: Settings) -> dict[str, Control]:
    """Every control for a question, by field; without an offer (nothing can be read) the choices are fewer."""
    lacking = offer.unavailable if offer else {}
    made = [
        _show(selection, lacking),
        _filter(CHARACTERISTICS["cause"], selection, lacking),
        _country(selection, settings),
        _unit(selection, settings),
        _period(selection, offer, settings),
        _by(selection),
        _detail(selection),
        *(_filter(CHARACTERISTICS[variable], selection, lacking) for variable in MORE),
    ]
    return {control.field: control for control in made}


def filters_set(selection: Selection) -> int:
    """How many of the filters under "More filters" are set."""
    return sum(variable in MORE for variable, _groups in selection.where)


def filters_allowed(settings: Settings) -> str:
    """What a reader should know before setting a third filter."""
    most = settings.rule.max_filters
    return ngettext(
        "{n} filter on patients can be set when units are compared. Your own unit alone takes any number.",
        "{n} filters on patients can be combined when units are compared. Your own unit alone takes any number.",
        most,
        n=most,
    )


def _show(selection: Selection, lacking: Mapping[str, object]) -> Control:
    def options(ids: Iterable[str]) -> tuple[Option, ...]:
        return tuple(_declared(id_, shown_name(id_), lacking) for id_ in ids)

    return Control(
        field="show",
        label=field_name("show"),
        groups=(
            Group(label=_("Quality indicators"), options=options(INDICATORS)),
            Group(label=_("Characteristics"), options=options(CHARACTERISTICS)),
        ),
        value=selection.shows,
    )


def _declared(id_: str, label: str, lacking: Mapping[str, object]) -> Option:
    if id_ not in lacking:
        return Option(value=id_, label=label)
    return Option(value=id_, label=_("{name} (not in this registry)", name=label), disabled=True)


def _filter(variable: Variable, selection: Selection, lacking: Mapping[str, object]) -> Control:
    """All, then the groups of each level that a release may hold, coarse to fine."""
    chosen = selection.filters.get(variable.id, ())
    absent = variable.id in lacking
    every = _("Not in this registry") if absent else _("All")
    groups = (Group(options=(Option(value=NO_CHOICE, label=every),)), *_level_groups(variable))
    label = field_name(variable.id)
    return _control(variable.id, label, groups, ",".join(chosen), group_names(chosen), disabled=absent)


def _level_groups(variable: Variable) -> Iterator[Group]:
    seen: set[str] = set()
    for level in variable.shared_levels:
        new = [
            group
            for group, codes in level.groups.items()
            if group not in seen and set(codes) - variable.left_out
        ]
        seen.update(new)
        options = tuple(Option(value=group, label=group_name(group)) for group in new)
        yield Group(label=level_name(level.id), options=options)


def _control(
    field: str, label: str, groups: Iterable[Group], value: str, value_label: str, *, disabled: bool = False
) -> Control:
    """A control that can also show a value that only an address can hold, such as two groups at once."""
    groups = tuple(groups)
    known = {option.value for group in groups for option in group.options}
    extra = () if value in known else (Group(options=(Option(value=value, label=value_label),)),)
    return Control(field=field, label=label, groups=(*groups, *extra), value=value, disabled=disabled)


def _country(selection: Selection, settings: Settings) -> Control:
    options = [Option(value=NO_CHOICE, label=_("All"))]
    options += [Option(value=country, label=country_name(country)) for country in settings.countries()]
    chosen = selection.country or NO_CHOICE
    label = country_name(chosen) if chosen else ""
    return _control("country", field_name("country"), [Group(options=tuple(options))], chosen, label)


def _unit(selection: Selection, settings: Settings) -> Control:
    countries = (selection.country,) if selection.country else settings.countries()
    groups = [Group(options=(Option(value=NO_CHOICE, label=_("All")),))]
    for country in countries:
        units = sorted(
            (settings.unit(unit) for unit in settings.unit_ids(country)), key=lambda unit: unit.name
        )
        options = tuple(Option(value=str(unit.id), label=unit.name) for unit in units)
        groups.append(Group(label=country_name(country), options=options))
    names = {str(unit.id): unit.name for unit in settings.units}
    value = ",".join(map(str, selection.units))
    label = ", ".join(names.get(unit, unit) for unit in value.split(","))
    return _control("unit", field_name("unit"), groups, value, label)


def _period(selection: Selection, offer: Offer | None, settings: Settings) -> Control:
    choices = {choice.period: choice.shown for choice in offer.periods} if offer else {}
    longest = max(choices, key=_length, default=None)

    def options(wanted: Iterable[Period]) -> tuple[Option, ...]:
        return tuple(
            Option(value=_value(p), label=_marked(p, shown=choices[p] or p == longest)) for p in wanted
        )

    blocks = [p for p in choices if p != longest and _length(p) > 1]
    groups = (
        Group(options=(Option(value=NO_CHOICE, label=_("Latest years")),)),
        Group(label=_("All years"), options=options([longest] if longest else [])),
        Group(label=_("{n} years", n=settings.rule.block_years), options=options(blocks)),
        Group(
            label=_("Single years"), options=options(p for p in choices if p != longest and _length(p) == 1)
        ),
    )
    chosen = selection.period
    value, label = (_value(chosen), years(chosen)) if chosen else (NO_CHOICE, "")
    return _control("period", field_name("period"), groups, value, label)


def _length(period: Period) -> int:
    return period[1] - period[0] + 1


def _value(period: Period) -> str:
    return "-".join(map(str, period))


def _marked(period: Period, *, shown: bool) -> str:
    """A period as it is offered; one that would be made longer says so before it is chosen."""
    return years(period) if shown else _("{years} (shown longer)", years=years(period))


def _by(selection: Selection) -> Control:
    options = (Option(value="unit", label=_("Centres")), Option(value="country", label=_("Countries")))
    return Control(
        field="by", label=field_name("by"), groups=(Group(options=options),), value=selection.split_by
    )


def _detail(selection: Selection) -> Control:
    """How finely a characteristic is grouped; an indicator has no such choice."""
    levels = CHARACTERISTICS[selection.shows].shared_levels if selection.shows in CHARACTERISTICS else ()
    options = [Option(value=NO_CHOICE, label=_("Finest possible"))]
    options += [Option(value=level.id, label=level_name(level.id)) for level in levels]
    label = level_name(selection.detail) if selection.detail else ""
    made = _control(
        "detail", field_name("detail"), [Group(options=tuple(options))], selection.detail or "", label
    )
    return replace(made, needed=len(levels) > 1)
