"""Everything the registry records about a stay, declared once.

`CHARACTERISTICS` tell stays apart, in filters and comparisons; `VARIABLES` are these and everything else that is
recorded; `MULTIPLES` are the questions whose answers are several of them.
"""

from collections.abc import Mapping

from queries.variable import Multiple, Variable
from queries.variables.characteristics import (
    AGE,
    AIS_ADMISSION,
    AIS_DISCHARGE,
    CAUSE,
    CHARACTERISTICS,
    GRADES,
    LEVEL_ADMISSION,
    LEVEL_DISCHARGE,
    OLDEST_PLAUSIBLE,
    SEX,
)

VARIABLES: Mapping[str, Variable] = {**CHARACTERISTICS}
MULTIPLES: Mapping[str, Multiple] = {}

__all__ = [
    "AGE",
    "AIS_ADMISSION",
    "AIS_DISCHARGE",
    "CAUSE",
    "CHARACTERISTICS",
    "GRADES",
    "LEVEL_ADMISSION",
    "LEVEL_DISCHARGE",
    "MULTIPLES",
    "OLDEST_PLAUSIBLE",
    "SEX",
    "VARIABLES",
]
