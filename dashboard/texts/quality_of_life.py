# ruff: noqa: RUF001 - a range is written with an en dash
"""The words for satisfaction with life."""

from collections.abc import Mapping

from dashboard.language import N_
from dashboard.texts.text import Text

_SCORE = N_(
    "The patient's own answer, from 0, completely dissatisfied, to 10, completely satisfied, on the last form dated"
    " on or before discharge. Patients of 16 or older."
)

QUALITY_OF_LIFE_TEXTS: Mapping[str, Text] = {
    "quality_of_life_general": Text(
        label=N_("Satisfaction with life as a whole"), short=N_("Life as a whole"), definition=_SCORE
    ),
    "quality_of_life_physical": Text(
        label=N_("Satisfaction with physical health"), short=N_("Physical health"), definition=_SCORE
    ),
    "quality_of_life_psychological": Text(
        label=N_("Satisfaction with psychological health"),
        short=N_("Psychological health"),
        definition=_SCORE,
    ),
    "quality_of_life_social": Text(
        label=N_("Satisfaction with social life"), short=N_("Social life"), definition=_SCORE
    ),
}

QUALITY_OF_LIFE_GROUPS: Mapping[str, Text] = {
    "score_0_5": Text(label=N_("Low (0–5)")),
    "score_6_10": Text(label=N_("Medium or high (6–10)")),
    "score_6_8": Text(label=N_("Medium (6–8)")),
    "score_9_10": Text(label=N_("High (9–10)")),
    **{f"score_{score}": Text(label=N_("Score {score}"), values={"score": score}) for score in range(11)},
}
