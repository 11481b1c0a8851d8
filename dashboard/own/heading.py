"""The words that go with an answer about own units wherever it goes: title, facts, source, marks."""

from collections.abc import Iterator

from dashboard.language import _, date, integer, listed, ngettext
from dashboard.own.display import Display
from dashboard.own.names import (
    SPLIT_TITLES,
    group_or_reason,
    inside,
    period_words,
    place_name,
    unit_name,
    what_is_shown,
)
from dashboard.texts import counted_among, level_name, short_name
from dashboard.words import Heading
from queries import INDICATORS, VARIABLES, Settings

FEW_UNITS = 3


def heading(display: Display, *, synthetic: bool) -> Heading:
    """Title, facts and source of an answer, and the marks that must never leave it."""
    read = _("Read live from the registry on {date}", date=date(display.made_on))
    warnings = [_("Synthetic data – not real patients")] if synthetic else []  # noqa: RUF001 - of the banner
    return Heading(
        title=title(display),
        facts=tuple(_facts(display)),
        source=(read,),
        warnings=(*warnings, _("Contains live data of your own unit: do not pass on")),
    )


def title(display: Display) -> str:
    """What is shown, and how it is divided."""
    asked = display.answer.asked
    shown = what_is_shown(asked.shows)
    if asked.split is None:
        return shown
    if asked.split in VARIABLES:
        return _("{shown}, by {variable}", shown=shown, variable=inside(what_is_shown(asked.split)))
    return _(SPLIT_TITLES[asked.split], shown=shown)


def _facts(display: Display) -> Iterator[str]:
    asked = display.answer.asked
    if asked.shows in INDICATORS:
        yield counted_among(asked.shows)
    yield units_words(display.answer.units, display.settings)
    yield period_words(*asked.dates, asked.axis)
    if asked.ages != (None, None):
        yield ages_words(*asked.ages)
    for variable, groups in asked.where:
        names = listed([group_or_reason(group) for group in groups])
        yield _("{characteristic}: {groups}", characteristic=short_name(variable), groups=names)
    if asked.detail is not None:
        yield _("in detail: {level}", level=level_name(asked.detail))
    yield ngettext("{n} stay", "{n} stays", display.stays, n=integer(display.stays))


def units_words(units: tuple[int, ...], settings: Settings) -> str:
    """The units that are counted: by name, as a country, as all of them, or how many."""
    if set(units) >= set(settings.unit_ids()) and len(units) > 1:
        return _("All units")
    for country in settings.countries():
        if len(units) > 1 and set(units) == set(settings.unit_ids(country)):
            return place_name(country)
    if len(units) <= FEW_UNITS:
        return listed([unit_name(unit, settings) for unit in units])
    return ngettext("{n} unit", "{n} units", len(units), n=len(units))


def ages_words(youngest: int | None, oldest: int | None) -> str:
    """An age range, either end of which may be open."""
    if youngest is not None and oldest is not None:
        return _("age {youngest} to {oldest}", youngest=youngest, oldest=oldest)
    if youngest is not None:
        return _("age {youngest} or older", youngest=youngest)
    return _("age {oldest} or younger", oldest=oldest)
