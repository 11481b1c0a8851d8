"""What the parts of a question about own units are called, and their numbers in words."""

import datetime
from collections.abc import Iterable, Iterator, Mapping

from dashboard.catalogue import FORM_NAMES, form_of
from dashboard.language import N_, _, date, day_of, integer, ngettext, number
from dashboard.texts import GROUP_TEXTS, country_name, definition, group_name, shown_name
from queries import (
    CHARACTERISTICS,
    INDICATORS,
    MISSING,
    MULTIPLES,
    NOT_APPLICABLE,
    PEOPLE,
    STAYS,
    UNKNOWN_COUNTRY,
    VARIABLES,
    Settings,
    Variable,
)

COUNT_NAMES: Mapping[str, str] = {STAYS: N_("Stays"), PEOPLE: N_("People")}
COUNT_DEFINITIONS: Mapping[str, str] = {
    STAYS: N_("A stay is one primary rehabilitation of one person in one unit: one main form."),
    PEOPLE: N_(
        "Different people among the stays. Somebody with stays in two groups or periods is counted in both. A stay"
        " without a person's key counts as somebody of its own."
    ),
}
# As it is chosen, and as it stands in a title.
SPLIT_NAMES: Mapping[str, str] = {
    "unit": N_("Centre"),
    "country": N_("Country"),
    "year": N_("Year"),
    "halfyear": N_("Half-year"),
    "quarter": N_("Quarter"),
    "month": N_("Month"),
}
SPLIT_TITLES: Mapping[str, str] = {
    "unit": N_("{shown}, by centre"),
    "country": N_("{shown}, by country"),
    "year": N_("{shown}, by year"),
    "halfyear": N_("{shown}, by half-year"),
    "quarter": N_("{shown}, by quarter"),
    "month": N_("{shown}, by month"),
}
MANY = 50  # from here on a tenth of a day or a point says nothing
# Answers that say nothing of what is asked: no group that somebody can stay in or change to.
SAYING_NOTHING = frozenset({"unknown", "not_done", "not_known", "not_classified", MISSING, NOT_APPLICABLE})


def what_is_shown(shows: str) -> str:
    """The name of whatever a question may show."""
    return _(COUNT_NAMES[shows]) if shows in COUNT_NAMES else shown_name(shows)


def what_it_means(shows: str) -> str:
    """Its definition in a sentence or two."""
    return _(COUNT_DEFINITIONS[shows]) if shows in COUNT_DEFINITIONS else definition(shows)


def inside(name: str) -> str:
    """A name inside a sentence or title: without its capital, unless it is an abbreviation."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def group_or_reason(group: str) -> str:
    """The name of a group, also where it says that there is none; a plain code that is no group is its own name."""
    if group == NOT_APPLICABLE:
        return _("Not applicable")
    return group_name(group) if group in GROUP_TEXTS else group


def unit_name(unit: int, settings: Settings) -> str:
    """The unit's name; one that is not in the unit table has only its number."""
    return settings.unit(unit).name if unit in settings.unit_ids() else str(unit)


def place_name(country: str) -> str:
    """A country's name, or that it is not known."""
    return _("Country not known") if country == UNKNOWN_COUNTRY else country_name(country)


def answers_of() -> Mapping[str, str]:
    """The question that each variable is one of several answers of, by the variable's id."""
    return {answer: multiple.id for multiple in MULTIPLES.values() for answer in multiple.answers}


def by_form(ids: Iterable[str]) -> Mapping[str, list[str]]:
    """Ids under the names of their forms, in the order in which forms are offered; characteristics come first."""
    found: dict[str, list[str]] = {_("Characteristics"): []}
    found |= {_(name): [] for name in FORM_NAMES.values()}
    for id_ in ids:
        heading = _("Characteristics") if id_ in CHARACTERISTICS else form_of(id_)
        found[heading].append(id_)
    return {heading: members for heading, members in found.items() if members}


def amount(value: float, unit: str, decimals: int = 0) -> str:
    """A number with its unit: "61 days"; `unit` is that of a quantity."""
    text = number(value, decimals) if decimals else integer(round(value))
    many = round(value) if value == round(value) else 2
    match unit:
        case "days":
            return ngettext("{n} day", "{n} days", many, n=text)
        case "years":
            return ngettext("{n} year", "{n} years", many, n=text)
        case "points":
            return ngettext("{n} point", "{n} points", many, n=text)
        case _:
            return _("{n} kg/m²", n=text)


def unit_of_measure(unit: str) -> str:
    """What an axis of a quantity is counted in."""
    names = {"days": _("days"), "years": _("years"), "points": _("points")}
    return names.get(unit, _("kg/m²"))


def exact(value: float) -> str:
    """A median or quartile: whole or halfway as it is, else with no more digits than say something."""
    if value == round(value) or (2 * value != round(2 * value) and value >= MANY):
        return integer(round(value))
    return number(value)


def since(shows: str) -> datetime.date | None:
    """The first admission of whose stays it was collected; None where there is no such day."""
    if shows in MULTIPLES:
        starts = [VARIABLES[answer].first_admission for answer in MULTIPLES[shows].answers]
        return min((day for day in starts if day), default=None)
    declared = INDICATORS.get(shows) or VARIABLES.get(shows)
    return declared.first_admission if declared else None


def changes(shows: str) -> Iterator[tuple[datetime.date, str]]:
    """The days from which something else is recorded under this name than before, and what is said of each."""
    if (start := since(shows)) is not None:
        yield start, _("collected since {date}", date=day_of(start))
    replaced = VARIABLES[shows].replaces if shows in VARIABLES else None
    if replaced is not None:
        yield replaced.on, _("other wording before {date}", date=day_of(replaced.on))


def period_words(first: datetime.date | None, last: datetime.date | None, axis: str) -> str:
    """Whose stays: those admitted or discharged in a period, either end of which may be open."""
    admitted = axis == "admission"
    if first and last:
        words = _("admitted {first} to {last}") if admitted else _("discharged {first} to {last}")
        return words.format(first=date(first), last=date(last))
    if first:
        words = _("admitted from {first}") if admitted else _("discharged from {first}")
        return words.format(first=date(first))
    if last:
        words = _("admitted to {last}") if admitted else _("discharged to {last}")
        return words.format(last=date(last))
    return _("admitted at any time") if admitted else _("discharged at any time")


def is_missing(group: str) -> bool:
    """Whether a row is of stays without an answer."""
    return group in (MISSING, NOT_APPLICABLE)


def numeric(shows: str) -> Variable | None:
    """The variable shown where it is a number."""
    variable = VARIABLES.get(shows)
    return variable if variable is not None and variable.quantity is not None else None
