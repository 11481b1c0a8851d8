"""A control for each part of a question about own units, made from the declarations and the viewer's scope."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from dashboard.choice import Group, Option
from dashboard.controls import NO_CHOICE, Control
from dashboard.inputs import Filter
from dashboard.language import N_, _, listed
from dashboard.own.address import DAYS, RANGES, Asked
from dashboard.own.names import (
    COUNT_NAMES,
    SPLIT_NAMES,
    answers_of,
    by_form,
    group_or_reason,
    numeric,
    place_name,
    unit_name,
    what_is_shown,
)
from dashboard.texts import level_name, short_name
from queries import (
    INDICATORS,
    MONTHS,
    MULTIPLES,
    OLDEST_PLAUSIBLE,
    VARIABLES,
    Level,
    OwnQuestion,
    Settings,
    Viewer,
)

# Each is a field of the query string. The row over the answer, then what stands under "More filters".
FIRST = ("show", "detail", "statistic", "split", "split_level", "unit")
MORE = ("axis",)
CHOICES = (*FIRST, *MORE)
LABELS: Mapping[str, str] = {
    "show": N_("Show"),
    "detail": N_("Detail"),
    "statistic": N_("As"),
    "split": N_("Divided by"),
    "split_level": N_("In groups"),
    "unit": N_("Units"),
    "axis": N_("Dates are of"),
    "from": N_("From"),
    "to": N_("To"),
    "age_from": N_("Age from"),
    "age_to": N_("Age to"),
}


@dataclass(frozen=True, kw_only=True)
class Range:
    """A typed end of a range: what stands in it, and whether it contradicts something."""

    field: str
    label: str
    value: str
    wrong: bool

    @property
    def is_day(self) -> bool:
        """Whether it is a day; else an age in years."""
        return self.field in DAYS

    @property
    def ends(self) -> tuple[str, str]:
        """The least and the most that can be typed."""
        return ("1900-01-01", "2100-12-31") if self.is_day else ("0", str(OLDEST_PLAUSIBLE))


@dataclass(frozen=True, kw_only=True)
class Controls:
    """Every control as it must look for a question."""

    choices: Mapping[str, Control]
    ranges: Mapping[str, Range]
    filters: tuple[Filter, ...]
    addable: tuple[Group, ...]


def make_controls(
    asked: Asked,
    *,
    viewer: Viewer,
    settings: Settings,
    lacking: Collection[str] = (),
    open_filters: Iterable[str] = (),
) -> Controls:
    """Every control; `lacking` are declarations that the registry has no columns for, `open_filters` variables
    that were chosen to filter by, of which no group is ticked yet."""
    question = asked.question
    made = (
        _show(question, lacking),
        _detail(question),
        _statistic(question),
        _split(question, viewer, settings, lacking),
        _split_level(question),
        _unit(question, viewer, settings),
        _axis(question),
    )
    # In the order in which they were chosen: a filter that is being ticked must not move away.
    filtered = dict.fromkeys((*(one for one in open_filters if one in VARIABLES), *question.filters))
    return Controls(
        choices={control.field: control for control in made},
        ranges={field: _range(field, asked) for field in RANGES},
        filters=tuple(_filter(variable, question.filters.get(variable, ())) for variable in filtered),
        addable=tuple(_variables(set(lacking) | set(filtered))),
    )


def filters_set(question: OwnQuestion) -> int:
    """How many of the filters under "More filters" are set."""
    return len(question.where) + (question.ages != (None, None)) + (question.axis != "admission")


def shown_and_detail(show: str, detail: str) -> tuple[str, str]:
    """What two controls ask for together: the detail of a question with several answers is one of them."""
    return (detail, NO_CHOICE) if show in MULTIPLES and detail in MULTIPLES[show].answers else (show, detail)


def units_chosen(value: str, viewer: Viewer, settings: Settings) -> str:
    """The units that a control's value stands for, as in the address: a country is its units in scope."""
    if value not in settings.countries():
        return value
    return ",".join(str(unit) for unit in settings.unit_ids(value) if viewer.sees_exactly(unit))


# --- What is shown --------------------------------------------------------------------------------
def _show(question: OwnQuestion, lacking: Collection[str]) -> Control:
    single = answers_of()
    listed_ids = [id_ for id_ in (*VARIABLES, *MULTIPLES) if id_ not in single]
    groups = (
        Group(label=_("Counts"), options=_options(COUNT_NAMES, lacking)),
        Group(label=_("Quality indicators"), options=_options(INDICATORS, lacking)),
        *(
            Group(label=heading, options=_options(ids, lacking))
            for heading, ids in by_form(listed_ids).items()
        ),
    )
    value = single.get(question.shows, question.shows)
    return Control(field="show", label=_(LABELS["show"]), groups=groups, value=value)


def _options(ids: Iterable[str], lacking: Collection[str]) -> tuple[Option, ...]:
    return tuple(_option(id_, what_is_shown(id_), lacking) for id_ in ids)


def _option(id_: str, label: str, lacking: Collection[str]) -> Option:
    if id_ not in lacking:
        return Option(value=id_, label=label)
    return Option(value=id_, label=_("{name} (not in this registry)", name=label), disabled=True)


def _detail(question: OwnQuestion) -> Control:
    """How finely a variable is grouped; or which of several answers is shown alone."""
    multiple = answers_of().get(question.shows, question.shows)
    if multiple in MULTIPLES:
        options = [Option(value=NO_CHOICE, label=_("All answers"))]
        options += [Option(value=one, label=short_name(one)) for one in MULTIPLES[multiple].answers]
        value = question.shows if question.shows in VARIABLES else NO_CHOICE
        return _control("detail", options, value, needed=True)
    levels = VARIABLES[question.shows].levels if question.shows in VARIABLES else ()
    options = _level_options([level.id for level in levels])
    return _control(
        "detail",
        options,
        _level_chosen(question.detail, levels),
        needed=len(levels) > 1 and question.statistic == "count",
    )


def _level_options(levels: list[str]) -> list[Option]:
    """Levels from fine to coarse."""
    *coarser, finest = levels or [""]
    options = [Option(value=NO_CHOICE, label=level_name(finest) if finest else _("All"))]
    return [*options, *(Option(value=level, label=level_name(level)) for level in reversed(coarser))]


def _level_chosen(level: str | None, levels: tuple[Level, ...]) -> str:
    """The finest level is what is shown where none is chosen."""
    return NO_CHOICE if level is None or level == levels[-1].id else level


def _statistic(question: OwnQuestion) -> Control:
    options = [
        Option(value=NO_CHOICE, label=_("Distribution")),
        Option(value="median", label=_("Median")),
        Option(value="mean", label=_("Mean")),
    ]
    value = NO_CHOICE if question.statistic == "count" else question.statistic
    return _control("statistic", options, value, needed=numeric(question.shows) is not None)


# --- What the rows are ----------------------------------------------------------------------------
def _split(question: OwnQuestion, viewer: Viewer, settings: Settings, lacking: Collection[str]) -> Control:
    several = len(viewer.scope) > 1
    countries = {settings.unit(unit).country for unit in viewer.scope & set(settings.unit_ids())}
    places = [*(["unit"] if several else []), *(["country"] if len(countries) > 1 else [])]
    groups = (
        Group(options=(Option(value=NO_CHOICE, label=_("Nothing: all together")),)),
        Group(label=_("Over time"), options=_split_options(MONTHS)),
        Group(label=_("Places"), options=_split_options(places)),
        *_variables(lacking),
    )
    return _from_groups("split", groups, question.split or NO_CHOICE)


def _split_options(splits: Iterable[str]) -> tuple[Option, ...]:
    return tuple(Option(value=split, label=_(SPLIT_NAMES[split])) for split in splits)


def _split_level(question: OwnQuestion) -> Control:
    levels = VARIABLES[str(question.split)].levels if question.split in VARIABLES else ()
    options = _level_options([level.id for level in levels])
    chosen = _level_chosen(question.split_level, levels)
    return _control("split_level", options, chosen, needed=len(levels) > 1)


def _variables(without: Collection[str]) -> Iterator[Group]:
    """Every variable, by form; the answers of a question stand under the question."""
    single = answers_of()
    for heading, ids in by_form(id_ for id_ in VARIABLES if id_ not in single).items():
        yield Group(
            label=heading,
            options=tuple(Option(value=id_, label=what_is_shown(id_)) for id_ in ids if id_ not in without),
        )
    for multiple in MULTIPLES.values():
        yield Group(
            label=what_is_shown(multiple.id),
            options=tuple(
                Option(value=id_, label=what_is_shown(id_)) for id_ in multiple.answers if id_ not in without
            ),
        )


# --- Whose ----------------------------------------------------------------------------------------
def _unit(question: OwnQuestion, viewer: Viewer, settings: Settings) -> Control:
    """Everything in scope, a country of it, or a unit. With one unit in scope there is no choice."""
    inside = [unit for unit in settings.unit_ids() if viewer.sees_exactly(unit)]
    outside = sorted(viewer.scope.difference(inside))
    countries = {
        country: [unit for unit in settings.unit_ids(country) if unit in inside]
        for country in settings.countries()
    }
    several = [country for country, units in countries.items() if 0 < len(units) < len(viewer.scope)]
    everything = set(inside) == set(settings.unit_ids()) and not outside
    whole = _("All units") if everything else _("All your units")
    groups = [Group(options=(Option(value=NO_CHOICE, label=whole),))]
    groups.append(
        Group(
            label=_("Countries"),
            options=tuple(Option(value=one, label=place_name(one)) for one in several),
        )
    )
    for country, units in countries.items():
        options = tuple(Option(value=str(unit), label=unit_name(unit, settings)) for unit in units)
        groups.append(Group(label=place_name(country), options=options))
    groups.append(
        Group(label=_("Others"), options=tuple(Option(value=str(unit), label=str(unit)) for unit in outside))
    )
    chosen = ",".join(map(str, question.units))
    for country in several:
        if question.units and set(question.units) == set(countries[country]) and len(question.units) > 1:
            chosen = country
    made = _from_groups(
        "unit", groups, chosen, label=listed([unit_name(u, settings) for u in question.units])
    )
    return replace(made, needed=len(viewer.scope) > 1)


def _axis(question: OwnQuestion) -> Control:
    options = [
        Option(value=NO_CHOICE, label=_("Admission")),
        Option(value="discharge", label=_("Discharge")),
    ]
    return _control("axis", options, NO_CHOICE if question.axis == "admission" else question.axis)


# --- Ranges and filters ---------------------------------------------------------------------------
def _range(field: str, asked: Asked) -> Range:
    value = asked.kept.get(field) or asked.question.to_query().get(field, "")
    return Range(field=field, label=_(LABELS[field]), value=value, wrong=field in asked.kept)


def _filter(variable: str, chosen: tuple[str, ...]) -> Filter:
    told = listed([group_or_reason(group) for group in chosen]) if chosen else _("no group ticked yet")
    groups = tuple(_filter_groups(variable))
    return Filter(id=variable, label=short_name(variable), told=told, groups=groups, chosen=chosen)


def _filter_groups(variable: str) -> Iterator[Group]:
    """The groups of every level, each once, coarse ones first."""
    seen: set[str] = set()
    for level in VARIABLES[variable].levels:
        new = [group for group in level.groups if group not in seen]
        seen.update(new)
        options = tuple(Option(value=group, label=group_or_reason(group)) for group in new)
        if options:
            yield Group(label=level_name(level.id), options=options)


# --- Controls -------------------------------------------------------------------------------------
def _control(field: str, options: list[Option], value: str, *, needed: bool = True) -> Control:
    made = _from_groups(field, (Group(options=tuple(options)),), value)
    return replace(made, needed=needed)


def _from_groups(field: str, groups: Iterable[Group], value: str, *, label: str = "") -> Control:
    """A control that can also show a value that only an address can hold, such as two units at once."""
    groups = tuple(groups)
    known = {option.value for group in groups for option in group.options}
    extra = () if value in known else (Group(options=(Option(value=value, label=label or value),)),)
    return Control(field=field, label=_(LABELS[field]), groups=(*groups, *extra), value=value)
