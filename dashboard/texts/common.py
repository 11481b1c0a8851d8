"""The words for groups that many variables share: what was answered, and that nothing was."""

from collections.abc import Mapping

from dashboard.language import N_
from dashboard.texts.text import Text

COMMON_LEVELS: Mapping[str, Text] = {"recorded": Text(label=N_("As recorded"))}

COMMON_GROUPS: Mapping[str, Text] = {
    "yes": Text(label=N_("Yes")),
    "no": Text(label=N_("No")),
    "not_known": Text(label=N_("Unknown")),
    "missing": Text(label=N_("Missing")),
}
