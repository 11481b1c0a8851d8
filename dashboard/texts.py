# ruff: noqa: RUF001 - a range is written with an en dash
"""What every declared thing is called: variables, levels, groups, indicators and countries, found by id.

Messages are marked here and translated where they are asked for, so that one process serves every language. A
test demands a text for each declaration.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from dashboard.language import N_, _, integer, listed, percent
from queries import Indicator, Target

TargetClass = Literal["high", "moderate", "low"]


@dataclass(frozen=True, kw_only=True)
class Text:
    """The untranslated words for one thing; `short` stands where space is scarce."""

    label: str
    definition: str = ""
    short: str = ""
    among: str = ""


INDICATOR_TEXTS: Mapping[str, Text] = {
    "classification": Text(
        label=N_("Neurological classification at admission and discharge"),
        short=N_("Classified at both times"),
        among=N_("Share of all stays"),
        definition=N_(
            "Counted: an AIS grade A to E is recorded both at admission and at discharge. A grade that is"
            " unknown, not done or missing at either time is not counted as met."
        ),
    ),
    "bladder_assessed": Text(
        label=N_("Bladder function assessed"),
        short=N_("Bladder assessed"),
        among=N_("Share of all stays"),
        definition=N_("Counted: a lower urinary tract form dated on or before discharge."),
    ),
    "bladder_regime": Text(
        label=N_("Bladder emptied normally or by intermittent catheter"),
        short=N_("Bladder regime"),
        among=N_("Share of stays with paraplegia at discharge"),
        definition=N_(
            "Counted: the main way to empty the bladder is normal voiding or intermittent catheterisation, by"
            " the patient or by an attendant. Only stays with a neurological level at discharge of T1 or"
            " below and a recorded main method are considered."
        ),
    ),
    "nursing_home": Text(
        label=N_("Discharged to a nursing home"),
        short=N_("To a nursing home"),
        among=N_("Share of stays with a known place of discharge"),
        definition=N_("Counted: the recorded place of discharge is a nursing home. Lower is better."),
    ),
    "bowel_assessed": Text(
        label=N_("Bowel function assessed"),
        short=N_("Bowel assessed"),
        among=N_("Share of stays since the bowel form was taken into use"),
        definition=N_("Counted: a bowel function form dated on or before discharge."),
    ),
    "quality_of_life_reported": Text(
        label=N_("Quality of life reported"),
        short=N_("Quality of life reported"),
        among=N_("Share of stays of patients aged 16 or older"),
        definition=N_("Counted: a quality of life form dated on or before discharge."),
    ),
    "registered_in_time": Text(
        label=N_("Registered within 30 days of discharge"),
        short=N_("Registered in time"),
        among=N_("Share of stays with a completed main form"),
        definition=N_(
            "Counted: the main form was completed for the first time at most 30 days after discharge. No"
            " target is set."
        ),
    ),
}

_GRADE = N_(
    "The ASIA Impairment Scale grade by the international standards for neurological classification. A is a"
    " complete injury, E is normal. In comparisons D and E are one group."
)
_NEUROLOGICAL = N_(
    "The most rostral of the recorded sensory and motor levels of both sides. Partly missing levels are not"
    " classified, never paraplegia."
)

VARIABLE_TEXTS: Mapping[str, Text] = {
    "cause": Text(
        label=N_("Cause of injury"),
        short=N_("Injury"),
        definition=N_("The recorded cause: traumatic causes, and groups of non-traumatic disease."),
    ),
    "sex": Text(label=N_("Sex"), definition=N_("Sex assigned at birth, as recorded.")),
    "age": Text(
        label=N_("Age at admission"),
        short=N_("Age"),
        definition=N_("Age in whole years at the acute admission, in the international reporting groups."),
    ),
    "ais_admission": Text(
        label=N_("AIS grade at admission"), short=N_("AIS at admission"), definition=_GRADE
    ),
    "ais_discharge": Text(
        label=N_("AIS grade at discharge"), short=N_("AIS at discharge"), definition=_GRADE
    ),
    "level_admission": Text(
        label=N_("Neurological level at admission"),
        short=N_("Level at admission"),
        definition=_NEUROLOGICAL,
    ),
    "level_discharge": Text(
        label=N_("Neurological level at discharge"),
        short=N_("Level at discharge"),
        definition=_NEUROLOGICAL,
    ),
}

LEVEL_TEXTS: Mapping[str, Text] = {
    "injury_type": Text(label=N_("Traumatic or non-traumatic")),
    "main_causes": Text(label=N_("Main causes")),
    "traumatic_causes": Text(label=N_("Traumatic causes in detail")),
    "nontraumatic_causes": Text(label=N_("Non-traumatic causes in detail")),
    "recorded": Text(label=N_("As recorded")),
    "sex": Text(label=N_("Women and men")),
    "two_bands": Text(label=N_("Two age groups")),
    "three_bands": Text(label=N_("Three age groups")),
    "iscos_bands": Text(label=N_("International age groups")),
    "severity": Text(label=N_("A to C, or other")),
    "grade_groups": Text(label=N_("Grade groups")),
    "grades": Text(label=N_("Grades")),
    "cervical": Text(label=N_("Tetraplegia or other")),
    "plegia": Text(label=N_("Tetraplegia or paraplegia")),
    "segments": Text(label=N_("Segments")),
}

GROUP_TEXTS: Mapping[str, Text] = {
    "traumatic": Text(label=N_("Traumatic")),
    "nontraumatic": Text(label=N_("Non-traumatic")),
    "fall": Text(label=N_("Fall")),
    "transport": Text(label=N_("Transport")),
    "sport": Text(label=N_("Sports and leisure")),
    "assault": Text(label=N_("Assault")),
    "other_traumatic": Text(label=N_("Other traumatic cause")),
    "assault_other": Text(label=N_("Assault or other traumatic cause")),
    "congenital": Text(label=N_("Congenital or genetic")),
    "degenerative": Text(label=N_("Degenerative")),
    "tumour": Text(label=N_("Tumour")),
    "tumour_benign": Text(label=N_("Tumour, benign")),
    "tumour_malignant": Text(label=N_("Tumour, malignant")),
    "vascular": Text(label=N_("Vascular")),
    "infection": Text(label=N_("Infection")),
    "nontraumatic_other": Text(label=N_("Other non-traumatic cause")),
    "nontraumatic_unspecified": Text(label=N_("Non-traumatic, not specified")),
    "nontraumatic_rest": Text(label=N_("Other or unspecified non-traumatic cause")),
    "missing": Text(label=N_("Missing")),
    "woman": Text(label=N_("Women")),
    "man": Text(label=N_("Men")),
    "0_59": Text(label=N_("Under 60 years")),
    "0_44": Text(label=N_("Under 45 years")),
    "0_14": Text(label=N_("0–14 years")),
    "15_29": Text(label=N_("15–29 years")),
    "30_44": Text(label=N_("30–44 years")),
    "45_59": Text(label=N_("45–59 years")),
    "60_74": Text(label=N_("60–74 years")),
    "60_plus": Text(label=N_("60 years and over")),
    "75_plus": Text(label=N_("75 years and over")),
    "A": Text(label=N_("AIS A")),
    "B": Text(label=N_("AIS B")),
    "C": Text(label=N_("AIS C")),
    "D": Text(label=N_("AIS D")),
    "E": Text(label=N_("AIS E")),
    "A_C": Text(label=N_("AIS A to C")),
    "B_C": Text(label=N_("AIS B or C")),
    "D_E": Text(label=N_("AIS D or E")),
    "D_E_not_classified": Text(label=N_("AIS D, E or not classified")),
    "unknown": Text(label=N_("Examined, grade unknown")),
    "not_done": Text(label=N_("Examination not done")),
    "not_classified": Text(label=N_("Not classified")),
    "tetraplegia": Text(label=N_("Tetraplegia")),
    "c1_4": Text(label=N_("C1–C4")),
    "c5_8": Text(label=N_("C5–C8")),
    "c5_8_or_unspecified": Text(label=N_("C5–C8 or cervical, not specified")),
    "cervical_unspecified": Text(label=N_("Cervical, not specified")),
    "t1_s5": Text(label=N_("T1–S5 (paraplegia)")),
    "intact": Text(label=N_("Intact")),
    "not_classified_intact": Text(label=N_("Not classified or intact")),
    "below_not_classified": Text(label=N_("T1–S5, intact or not classified")),
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
    return _(GROUP_TEXTS[group].label)


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
