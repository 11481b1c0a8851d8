"""The words for groups that many variables share: what was answered, and that nothing was."""

from collections.abc import Mapping

from dashboard.language import N_
from dashboard.texts.text import Text

COMMON_LEVELS: Mapping[str, Text] = {
    "recorded": Text(label=N_("As recorded")),
    "two_groups": Text(label=N_("Two groups")),
    "three_groups": Text(label=N_("Three groups")),
    "four_groups": Text(label=N_("Four groups")),
    "five_groups": Text(label=N_("Five groups")),
    "six_groups": Text(label=N_("Six groups")),
    "how_often": Text(label=N_("How often")),
}

COMMON_GROUPS: Mapping[str, Text] = {
    "yes": Text(label=N_("Yes")),
    "no": Text(label=N_("No")),
    "not_known": Text(label=N_("Unknown")),
    "answered_not_applicable": Text(label=N_("Not applicable, as answered")),
    "missing": Text(label=N_("Missing")),
    "daily": Text(label=N_("Daily")),
    "weekly": Text(label=N_("Weekly")),
    "monthly": Text(label=N_("Monthly")),
    "never": Text(label=N_("Never")),
}
