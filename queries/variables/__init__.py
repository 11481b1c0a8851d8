"""Everything the registry records about a stay, declared once.

`CHARACTERISTICS` tell stays apart, in filters and comparisons; `VARIABLES` are these and everything else that is
recorded; `MULTIPLES` are the questions whose answers are several of them.
"""

from collections.abc import Mapping

from queries.variable import Multiple, Variable
from queries.variables.bowel import BOWEL_MULTIPLES, BOWEL_VARIABLES
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
from queries.variables.eq5d import EQ5D_VARIABLES
from queries.variables.follow_up import FOLLOW_UP_MULTIPLES, FOLLOW_UP_VARIABLES
from queries.variables.function import FUNCTION_VARIABLES
from queries.variables.lengths import LENGTH_VARIABLES
from queries.variables.quality_of_life import QUALITY_OF_LIFE_VARIABLES
from queries.variables.stay import STAY_MULTIPLES, STAY_VARIABLES
from queries.variables.urinary import URINARY_MULTIPLES, URINARY_VARIABLES

VARIABLES: Mapping[str, Variable] = {
    **CHARACTERISTICS,
    **STAY_VARIABLES,
    **LENGTH_VARIABLES,
    **QUALITY_OF_LIFE_VARIABLES,
    **URINARY_VARIABLES,
    **BOWEL_VARIABLES,
    **FUNCTION_VARIABLES,
    **EQ5D_VARIABLES,
    **FOLLOW_UP_VARIABLES,
}
MULTIPLES: Mapping[str, Multiple] = {
    **STAY_MULTIPLES,
    **URINARY_MULTIPLES,
    **BOWEL_MULTIPLES,
    **FOLLOW_UP_MULTIPLES,
}

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
