# ruff: noqa: RUF001 - a range is written with an en dash
"""What every declared thing is called: variables, levels, groups, indicators and countries, found by id.

Messages are marked here and translated where they are asked for, so that one process serves every language. A
test demands a text for each declaration. The id of a group says what it means: the same id has the same words in
every variable.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

from dashboard.language import N_, _, integer, listed, percent
from dashboard.texts.bowel import BOWEL_GROUPS, BOWEL_LEVELS, BOWEL_TEXTS
from dashboard.texts.characteristics import (
    CHARACTERISTIC_GROUPS,
    CHARACTERISTIC_LEVELS,
    CHARACTERISTIC_TEXTS,
)
from dashboard.texts.common import COMMON_GROUPS, COMMON_LEVELS
from dashboard.texts.complications import COMPLICATION_TEXTS
from dashboard.texts.eq5d import EQ5D_GROUPS, EQ5D_LEVELS, EQ5D_TEXTS
from dashboard.texts.follow_up import FOLLOW_UP_GROUPS, FOLLOW_UP_LEVELS, FOLLOW_UP_TEXTS
from dashboard.texts.function import FUNCTION_GROUPS, FUNCTION_LEVELS, FUNCTION_TEXTS
from dashboard.texts.indicators import INDICATOR_TEXTS as INDICATOR_TEXTS
from dashboard.texts.lengths import LENGTH_GROUPS, LENGTH_LEVELS, LENGTH_TEXTS
from dashboard.texts.quality_of_life import (
    QUALITY_OF_LIFE_GROUPS,
    QUALITY_OF_LIFE_TEXTS,
)
from dashboard.texts.stay import STAY_GROUPS, STAY_LEVELS, STAY_TEXTS
from dashboard.texts.text import Text
from dashboard.texts.urinary import URINARY_GROUPS, URINARY_LEVELS, URINARY_TEXTS
from queries import Indicator, Target

TargetClass = Literal["high", "moderate", "low"]

# Variables, and questions with several answers.
VARIABLE_TEXTS: Mapping[str, Text] = {
    **CHARACTERISTIC_TEXTS,
    **STAY_TEXTS,
    **COMPLICATION_TEXTS,
    **LENGTH_TEXTS,
    **QUALITY_OF_LIFE_TEXTS,
    **URINARY_TEXTS,
    **BOWEL_TEXTS,
    **FUNCTION_TEXTS,
    **EQ5D_TEXTS,
    **FOLLOW_UP_TEXTS,
}
LEVEL_TEXTS: Mapping[str, Text] = {
    **COMMON_LEVELS,
    **CHARACTERISTIC_LEVELS,
    **STAY_LEVELS,
    **LENGTH_LEVELS,
    **URINARY_LEVELS,
    **BOWEL_LEVELS,
    **FUNCTION_LEVELS,
    **EQ5D_LEVELS,
    **FOLLOW_UP_LEVELS,
}
GROUP_TEXTS: Mapping[str, Text] = {
    **COMMON_GROUPS,
    **CHARACTERISTIC_GROUPS,
    **STAY_GROUPS,
    **LENGTH_GROUPS,
    **QUALITY_OF_LIFE_GROUPS,
    **URINARY_GROUPS,
    **BOWEL_GROUPS,
    **FUNCTION_GROUPS,
    **EQ5D_GROUPS,
    **FOLLOW_UP_GROUPS,
}

COUNTRY_NAMES: Mapping[str, str] = {
    "DK": N_("Denmark"),
    "FI": N_("Finland"),
    "IS": N_("Iceland"),
    "NO": N_("Norway"),
    "SE": N_("Sweden"),
}

# How well a target is met; for an indicator where lower is better, high attainment is a low share.
CLASS_NAMES: Mapping[TargetClass, str] = {
    "high": N_("high"),
    "moderate": N_("moderate"),
    "low": N_("low"),
}

# Parts of a question that are not variables, as a person would name them.
FIELD_NAMES: Mapping[str, str] = {
    "show": N_("Show"),
    "detail": N_("Detail"),
    "by": N_("Compare"),
    "country": N_("Country"),
    "unit": N_("Centre"),
    "period": N_("Discharged"),
    "group": N_("Group"),
    "step": N_("Your unit by"),
}


def shown_name(shows: str) -> str:
    """The name of an indicator or a variable. KeyError for an unknown id, here and below."""
    return _(_of_shown(shows).label)


def short_name(shows: str) -> str:
    """The name of an indicator or a variable where space is scarce."""
    text = _of_shown(shows)
    return _(text.short or text.label)


def definition(shows: str) -> str:
    """What an indicator counts or a variable records, in a sentence or two."""
    return _(_of_shown(shows).definition)


def counted_among(indicator: str) -> str:
    """Whose share an indicator is, e.g. "Share of all stays"."""
    return _(INDICATOR_TEXTS[indicator].among)


def level_name(level: str) -> str:
    """The name of a level of detail."""
    return _(LEVEL_TEXTS[level].label)


def group_name(group: str) -> str:
    """The name of a group of a variable's codes."""
    text = GROUP_TEXTS[group]
    return _(text.label, **text.values)


def group_names(groups: Iterable[str]) -> str:
    """The names of some groups as a list in running text."""
    return listed([group_name(group) for group in groups])


def country_name(country: str) -> str:
    """The name of a country by its code."""
    return _(COUNTRY_NAMES[country])


def field_name(field: str) -> str:
    """The name of a part of a question: a control's label, or a variable."""
    return _(FIELD_NAMES[field]) if field in FIELD_NAMES else short_name(field)


def filter_words(variable: str, groups: tuple[str, ...]) -> str:
    """A filter in words, e.g. "Sex: Women"."""
    return _("{characteristic}: {groups}", characteristic=short_name(variable), groups=group_names(groups))


def years(period: tuple[int, int]) -> str:
    """A period of whole years, e.g. "2024", or the first and last year with a dash between."""
    first, last = period
    return str(first) if first == last else f"{first}–{last}"


def _of_shown(shows: str) -> Text:
    return INDICATOR_TEXTS[shows] if shows in INDICATOR_TEXTS else VARIABLE_TEXTS[shows]


def percent_range(low: float, high: float) -> str:
    """Two shares (0 to 1) as a range of per cent, with one sign for both."""
    return f"{integer(round(low * 100))}–{percent(high)}"


def class_name(target_class: TargetClass) -> str:
    """The word for a target class."""
    return _(CLASS_NAMES[target_class])


def class_limits(indicator: Indicator, target: Target) -> dict[TargetClass, str]:
    """The limits of each target class in words; a share on a limit is moderate."""
    high, moderate = percent(target.high / 100), percent(target.moderate / 100)
    if indicator.better == "lower":
        return {
            "high": _("under {limit}", limit=high),
            "moderate": percent_range(target.high / 100, target.moderate / 100),
            "low": _("over {limit}", limit=moderate),
        }
    return {
        "high": _("over {limit}", limit=high),
        "moderate": percent_range(target.moderate / 100, target.high / 100),
        "low": _("under {limit}", limit=moderate),
    }
