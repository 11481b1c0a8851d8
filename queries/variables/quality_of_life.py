"""Satisfaction with life, 0 to 10, as the patient reports it at the end of the stay.

Sources: International SCI Quality of Life Basic Data Set 2.0 (Post et al., Spinal Cord 2023); the bands low 0-5,
medium 6-8 and high 9-10 are those of European and Norwegian official statistics on life satisfaction (Eurostat,
Quality of life: facts and views, 2015).
"""

from collections.abc import Mapping

from sqlalchemy.sql import ColumnElement

from queries.schema import SATISFACTIONS
from queries.variable import MISSING, Columns, Level, Quantity, Variable
from queries.variables.characteristics import OLDEST_PLAUSIBLE
from queries.variables.reading import binned, column, recorded

YOUNGEST = 16
_SCORES = {f"score_{score}": score for score in range(11)}
_LOW, _MEDIUM, _HIGH = (tuple(_SCORES)[first:after] for first, after in ((0, 6), (6, 9), (9, 11)))
_KEYS = ("LivsGen", "LivsFys", "LivsPsyk", "LivsSosLiv")


def _asked(columns: Columns) -> ColumnElement[bool]:
    return columns["stay.age"].between(YOUNGEST, OLDEST_PLAUSIBLE)


def _satisfaction(what: str, key: str) -> Variable:
    score = column(f"quality_of_life.{what}")
    return Variable(
        id=f"quality_of_life_{what}",
        needs=frozenset({f"quality_of_life.{what}", "stay.age"}),
        codes=(*_SCORES, MISSING),
        levels=(
            Level(
                id="two_groups",
                groups={"score_0_5": _LOW, "score_6_10": (*_MEDIUM, *_HIGH), MISSING: (MISSING,)},
            ),
            Level(
                id="three_groups",
                coarser=("two_groups",),
                groups={"score_0_5": _LOW, "score_6_8": _MEDIUM, "score_9_10": _HIGH, MISSING: (MISSING,)},
            ),
            # Eleven answers are too many for anybody to be hidden among.
            recorded(*_SCORES, MISSING, coarser=("three_groups",), shared=False),
        ),
        code=binned(score, _SCORES, most=10),
        reference="ISCoS Quality of Life 2.0",
        keys=(key,),
        among=_asked,
        quantity=Quantity(number=score, unit="points", step=1, bins=_SCORES),
    )


QUALITY_OF_LIFE_VARIABLES: Mapping[str, Variable] = {
    variable.id: variable
    for variable in (_satisfaction(what, key) for what, key in zip(SATISFACTIONS, _KEYS, strict=True))
}
