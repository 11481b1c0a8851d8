"""What the main form records of a stay besides its characteristics.

Source: International SCI Core Data Set 3.0 (Biering-Sørensen et al., Spinal Cord 2023;61:65).
"""

import datetime
from collections.abc import Mapping

from queries.variable import Multiple, Variable
from queries.variables.reading import YES_NO_CODES, recorded, yes_no

SPINAL_SURGERY = Variable(
    id="spinal_surgery",
    needs=frozenset({"stay.spinal_surgery", "stay.admission"}),
    codes=YES_NO_CODES,
    levels=(recorded(*YES_NO_CODES),),
    code=yes_no("stay.spinal_surgery"),
    reference="ISCoS Core 3.0: spinal surgery",
    keys=("SpnlSurg2",),
    first_admission=datetime.date(2024, 1, 1),
)

STAY_VARIABLES: Mapping[str, Variable] = {variable.id: variable for variable in (SPINAL_SURGERY,)}
STAY_MULTIPLES: Mapping[str, Multiple] = {}
