"""Four activities of daily life at the end of the stay: how the person manages, and how satisfied with it.

Source: International SCI Activities and Participation Basic Data Set (Post et al., Spinal Cord 2016;54:482), whose
items on function are those of SCIM III.
"""

import datetime
from collections.abc import Mapping

from queries.schema import ACTIVITIES
from queries.variable import MISSING, Level, Variable
from queries.variables.reading import NOT_KNOWN, coded, one_each, recorded

_REFERENCE = "ISCoS Activities and Participation"
_SINCE = datetime.date(2017, 1, 1)
_UNANSWERED = one_each(NOT_KNOWN, MISSING)

_HELP, _PARTLY = "total_assistance", "partial_assistance"
_AIDS, _ALONE = "independent_aids", "independent"

_MOBILITY = (
    _HELP,
    "mobility_electric_or_help",
    "mobility_manual_wheelchair",
    "mobility_supervision",
    "mobility_frame_crutches",
    "mobility_two_canes",
    "mobility_one_cane",
    "mobility_orthosis",
    "mobility_unaided",
)
_DRESSING = (_HELP, _PARTLY, _AIDS, "independent_no_fastenings", _ALONE)
_FEEDING = (_HELP, _PARTLY, _AIDS, _ALONE)
_TOILETING = (_HELP, "toileting_cleans_not_self", "toileting_cleans_self", _AIDS, _ALONE)

_MOBILITY_LEVELS = (
    Level(
        id="wheelchair_or_walking",
        groups={"wheelchair": _MOBILITY[:3], "walks": _MOBILITY[3:], **_UNANSWERED},
    ),
    Level(
        id="degrees_of_mobility",
        coarser=("wheelchair_or_walking",),
        groups={
            "mobility_with_help": _MOBILITY[:2],
            "mobility_manual_wheelchair": _MOBILITY[2:3],
            "walks_with_aids": _MOBILITY[3:8],
            "mobility_unaided": _MOBILITY[8:],
            **_UNANSWERED,
        },
    ),
)


def _help_levels(helped: tuple[str, ...], alone: tuple[str, ...]) -> tuple[Level, ...]:
    """Levels of an activity: with or without another person's help, and how much of each."""
    total, partly, aided, unaided = helped[:1], helped[1:], alone[:-1], alone[-1:]
    return (
        Level(id="help_or_not", groups={"needs_help": helped, "needs_no_help": alone, **_UNANSWERED}),
        Level(
            id="degrees_of_help",
            coarser=("help_or_not",),
            groups={
                _HELP: total,
                (_PARTLY if len(partly) == 1 else "toileting_partial_assistance"): partly,
                (_AIDS if len(aided) == 1 else "independent_aids_or_limits"): aided,
                _ALONE: unaided,
                **_UNANSWERED,
            },
        ),
    )


def _function(activity: str, key: str, codes: tuple[str, ...], levels: tuple[Level, ...]) -> Variable:
    listed = (*codes, NOT_KNOWN, MISSING)
    return Variable(
        id=f"function_{activity}",
        needs=frozenset({f"performance.{activity}", "stay.admission"}),
        codes=listed,
        levels=(*levels, recorded(*listed, coarser=(levels[-1].id,))),
        code=coded(f"performance.{activity}", {**dict(enumerate(codes)), 99: NOT_KNOWN}),
        reference=_REFERENCE,
        keys=(key,),
        first_admission=_SINCE,
    )


_SATISFIED = ("not_satisfied", "fairly_satisfied", "very_satisfied")


def _satisfaction(activity: str, key: str) -> Variable:
    listed = (*_SATISFIED, NOT_KNOWN, MISSING)
    return Variable(
        id=f"satisfaction_{activity}",
        needs=frozenset({f"satisfaction.{activity}", "stay.admission"}),
        codes=listed,
        levels=(
            Level(
                id="satisfied_or_not",
                groups={"not_satisfied": _SATISFIED[:1], "satisfied": _SATISFIED[1:], **_UNANSWERED},
            ),
            recorded(*listed, coarser=("satisfied_or_not",)),
        ),
        code=coded(f"satisfaction.{activity}", {**dict(enumerate(_SATISFIED)), 99: NOT_KNOWN}),
        reference=f"{_REFERENCE}: satisfaction",
        keys=(key,),
        first_admission=_SINCE,
    )


FUNCTION_VARIABLES: Mapping[str, Variable] = {
    variable.id: variable
    for variable in (
        _function("mobility", "FunkMob", _MOBILITY, _MOBILITY_LEVELS),
        _function("dressing", "FunkKler", _DRESSING, _help_levels(_DRESSING[:2], _DRESSING[2:])),
        _function("feeding", "FunkSpis", _FEEDING, _help_levels(_FEEDING[:2], _FEEDING[2:])),
        _function("toileting", "FunkDo", _TOILETING, _help_levels(_TOILETING[:3], _TOILETING[3:])),
        *(
            _satisfaction(activity, key)
            for activity, key in zip(ACTIVITIES, ("TilfMob", "TilfKler", "TilfSpis", "TilfDo"), strict=True)
        ),
    )
}
