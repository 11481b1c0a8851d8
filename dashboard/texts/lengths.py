# ruff: noqa: RUF001 - a range is written with an en dash
"""The words for days in hospital, days until registration, and body mass."""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from dashboard.language import N_
from dashboard.texts.text import Text

_INDEX = N_(
    "Weight in kilograms divided by the square of height in metres, in the groups of the World Health Organization."
    " Adults of 18 or older, since 2025; missing where height or weight was not measured."
)
_MEASURED = N_(
    "Whether a body mass index is recorded, for which both height and weight have to be measured. Adults of 18 or"
    " older, since 2025."
)

LENGTH_TEXTS: Mapping[str, Text] = {
    "days_to_rehab": Text(
        label=N_("Days from acute admission to specialised rehabilitation"),
        short=N_("Days to rehabilitation"),
        definition=N_(
            "Days between the acute admission and the start of specialised rehabilitation. Since 2015."
        ),
    ),
    "rehab_days": Text(
        label=N_("Days in specialised rehabilitation"),
        short=N_("Days in rehabilitation"),
        definition=N_(
            "Days from the start of specialised rehabilitation to discharge. Days on leave are not subtracted, so"
            " this and the days before need not add up to the whole stay. Since 2015."
        ),
    ),
    "over_28_days": Text(
        label=N_("More than 28 days in specialised rehabilitation"),
        short=N_("Over 28 days"),
        definition=N_(
            "Whether specialised rehabilitation took more than 28 days. Short stays seldom leave time for a second"
            " neurological examination, so its completeness is told for these apart. Since 2015."
        ),
    ),
    "total_days": Text(
        label=N_("Total length of stay"),
        short=N_("Length of stay"),
        definition=N_(
            "Days from the acute admission to discharge from primary rehabilitation. Days on leave are subtracted."
            " Since 2011."
        ),
    ),
    "registration_delay": Text(
        label=N_("Registration delay"),
        definition=N_(
            "Days from discharge until the main form was completed for the first time. Forms completed before"
            " discharge cannot be right and are not counted. The registry's goal is 30 days."
        ),
    ),
    "bmi_admission": Text(
        label=N_("Body mass index at admission"), short=N_("BMI at admission"), definition=_INDEX
    ),
    "bmi_discharge": Text(
        label=N_("Body mass index at discharge"), short=N_("BMI at discharge"), definition=_INDEX
    ),
    "bmi_measured_admission": Text(
        label=N_("Height and weight measured at admission"),
        short=N_("Measured at admission"),
        definition=_MEASURED,
    ),
    "bmi_measured_discharge": Text(
        label=N_("Height and weight measured at discharge"),
        short=N_("Measured at discharge"),
        definition=_MEASURED,
    ),
}

LENGTH_LEVELS: Mapping[str, Text] = {
    "overweight_or_not": Text(label=N_("Overweight or not")),
    "weight_classes": Text(label=N_("Weight classes")),
}


def _days(*firsts: int) -> dict[str, Text]:
    """Groups of days by the first day of each; the last is open-ended."""
    return {
        **{_id(first, after - 1): _between(first, after - 1) for first, after in pairwise(firsts)},
        f"days_{firsts[-1]}_plus": Text(label=N_("{days} days or more"), values={"days": firsts[-1]}),
    }


def _id(first: int, last: int) -> str:
    return f"days_{first}_{last}"


def _between(first: int, last: int) -> Text:
    return Text(label=N_("{first}–{last} days"), values={"first": first, "last": last})


def _all_days(groupings: Iterable[tuple[int, ...]]) -> dict[str, Text]:
    return {id_: text for firsts in groupings for id_, text in _days(*firsts).items()}


LENGTH_GROUPS: Mapping[str, Text] = {
    **_all_days(
        (
            tuple(range(0, 101, 10)),
            tuple(range(0, 181, 20)),
            tuple(range(0, 241, 30)),
            (0, 2, 8, 15, 31, 91, 366),
            *((0, first) for first in (20, 31, 80, 120)),
            (0, 10, 20, 40),
            (0, 40, 80, 120),
            (0, 60, 120, 180),
            (0, 8, 31, 91),
        )
    ),
    "bmi_under_25": Text(label=N_("Under 25")),
    "bmi_25_plus": Text(label=N_("25 or more")),
    "bmi_under_18_5": Text(label=N_("Underweight (under 18.5)")),
    "bmi_18_5_25": Text(label=N_("Normal weight (18.5 to under 25)")),
    "bmi_25_30": Text(label=N_("Overweight (25 to under 30)")),
    "bmi_30_plus": Text(label=N_("Obesity (30 or more)")),
    "bmi_30_35": Text(label=N_("Obesity (30 to under 35)")),
    "bmi_35_40": Text(label=N_("Obesity, class II (35 to under 40)")),
    "bmi_40_plus": Text(label=N_("Obesity, class III (40 or more)")),
}
