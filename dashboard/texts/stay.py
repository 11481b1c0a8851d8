"""The words for what the main form records of a stay besides its characteristics."""

from collections.abc import Mapping

from dashboard.language import N_
from dashboard.texts.text import Text

STAY_TEXTS: Mapping[str, Text] = {
    "spinal_surgery": Text(
        label=N_("Spinal surgery"),
        definition=N_("Whether the spinal column was operated on. Asked since 2024."),
    ),
}

STAY_LEVELS: Mapping[str, Text] = {}

STAY_GROUPS: Mapping[str, Text] = {}
