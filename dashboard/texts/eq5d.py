# ruff: noqa: RUF001 - a range is written with an en dash
"""The words for EQ-5D-5L, after its own questionnaire."""

from collections.abc import Mapping

from dashboard.language import N_
from dashboard.texts.text import Text

_DIMENSION = N_(
    "The patient's own answer on the last EQ-5D-5L form of the stay, whether filled in before or after discharge."
)

EQ5D_TEXTS: Mapping[str, Text] = {
    "eq5d_mobility": Text(
        label=N_("EQ-5D-5L: mobility"), short=N_("Mobility (EQ-5D)"), definition=_DIMENSION
    ),
    "eq5d_self_care": Text(
        label=N_("EQ-5D-5L: self-care"), short=N_("Self-care (EQ-5D)"), definition=_DIMENSION
    ),
    "eq5d_usual_activities": Text(
        label=N_("EQ-5D-5L: usual activities"), short=N_("Usual activities (EQ-5D)"), definition=_DIMENSION
    ),
    "eq5d_pain": Text(
        label=N_("EQ-5D-5L: pain or discomfort"), short=N_("Pain (EQ-5D)"), definition=_DIMENSION
    ),
    "eq5d_anxiety": Text(
        label=N_("EQ-5D-5L: anxiety or depression"), short=N_("Anxiety (EQ-5D)"), definition=_DIMENSION
    ),
    "eq5d_health": Text(
        label=N_("EQ-5D-5L: health today"),
        short=N_("Health today (EQ VAS)"),
        definition=N_(
            "The patient's own rating of health today, from 0, the worst imaginable, to 100, the best imaginable, on"
            " the last EQ-5D-5L form of the stay, whether filled in before or after discharge."
        ),
    ),
}

EQ5D_LEVELS: Mapping[str, Text] = {
    "any_problems": Text(label=N_("No problems or any")),
}

EQ5D_GROUPS: Mapping[str, Text] = {
    "no_problems": Text(label=N_("No problems")),
    "any_problems": Text(label=N_("Any problems")),
    "slight_moderate_problems": Text(label=N_("Slight or moderate problems")),
    "severe_extreme_problems": Text(label=N_("Severe problems or unable")),
    "slight_problems": Text(label=N_("Slight problems")),
    "moderate_problems": Text(label=N_("Moderate problems")),
    "severe_problems": Text(label=N_("Severe problems")),
    "unable": Text(label=N_("Unable")),
    "no_symptoms": Text(label=N_("Not at all")),
    "any_symptoms": Text(label=N_("Slight to extreme")),
    "slight_moderate_symptoms": Text(label=N_("Slight or moderate")),
    "severe_extreme_symptoms": Text(label=N_("Severe or extreme")),
    "slight_symptoms": Text(label=N_("Slight")),
    "moderate_symptoms": Text(label=N_("Moderate")),
    "severe_symptoms": Text(label=N_("Severe")),
    "extreme_symptoms": Text(label=N_("Extreme")),
    **{
        f"points_{first}_{last}": Text(
            label=N_("{first}–{last} points"), values={"first": first, "last": last}
        )
        for first, last in (
            *((tens, tens + 9) for tens in range(0, 90, 10)),
            *((0, 49), (50, 69), (50, 100), (70, 100), (90, 100)),
        )
    },
}
