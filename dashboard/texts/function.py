"""The words for how a person manages in daily life, and how satisfied with it."""

from collections.abc import Mapping

from dashboard.language import N_
from dashboard.texts.text import Text

_FUNCTION = N_(
    "What the person does, on the last form on function dated on or before discharge. Since 2017; only units that"
    " use the form."
)
_SATISFACTION = N_(
    "The person's own answer, on the last form on satisfaction dated on or before discharge. Since 2017; only units"
    " that use the form."
)

FUNCTION_TEXTS: Mapping[str, Text] = {
    "function_mobility": Text(
        label=N_("Function: mobility over 10 to 100 metres"), short=N_("Mobility"), definition=_FUNCTION
    ),
    "function_dressing": Text(
        label=N_("Function: dressing the lower body"), short=N_("Dressing"), definition=_FUNCTION
    ),
    "function_feeding": Text(label=N_("Function: feeding"), short=N_("Feeding"), definition=_FUNCTION),
    "function_toileting": Text(
        label=N_("Function: use of toilet"), short=N_("Use of toilet"), definition=_FUNCTION
    ),
    "satisfaction_mobility": Text(
        label=N_("Satisfaction with mobility"), short=N_("Satisfied: mobility"), definition=_SATISFACTION
    ),
    "satisfaction_dressing": Text(
        label=N_("Satisfaction with dressing the lower body"),
        short=N_("Satisfied: dressing"),
        definition=_SATISFACTION,
    ),
    "satisfaction_feeding": Text(
        label=N_("Satisfaction with feeding"), short=N_("Satisfied: feeding"), definition=_SATISFACTION
    ),
    "satisfaction_toileting": Text(
        label=N_("Satisfaction with use of toilet"),
        short=N_("Satisfied: use of toilet"),
        definition=_SATISFACTION,
    ),
}

FUNCTION_LEVELS: Mapping[str, Text] = {
    "wheelchair_or_walking": Text(label=N_("Wheelchair or walking")),
    "degrees_of_mobility": Text(label=N_("Degrees of mobility")),
    "help_or_not": Text(label=N_("With or without help")),
    "degrees_of_help": Text(label=N_("Degrees of help")),
    "satisfied_or_not": Text(label=N_("Satisfied or not")),
}

FUNCTION_GROUPS: Mapping[str, Text] = {
    "wheelchair": Text(label=N_("Wheelchair or total assistance")),
    "walks": Text(label=N_("Walks")),
    "mobility_with_help": Text(label=N_("Help, or electric wheelchair")),
    "mobility_electric_or_help": Text(label=N_("Electric wheelchair, or help with a manual one")),
    "mobility_manual_wheelchair": Text(label=N_("Independent in a manual wheelchair")),
    "walks_with_aids": Text(label=N_("Walks with supervision or aids")),
    "mobility_supervision": Text(label=N_("Walks with supervision")),
    "mobility_frame_crutches": Text(label=N_("Walks with a frame or crutches, swinging")),
    "mobility_two_canes": Text(label=N_("Walks with crutches or two canes")),
    "mobility_one_cane": Text(label=N_("Walks with one cane")),
    "mobility_orthosis": Text(label=N_("Walks with a leg orthosis only")),
    "mobility_unaided": Text(label=N_("Walks without aids")),
    "needs_help": Text(label=N_("Needs help from others")),
    "needs_no_help": Text(label=N_("Manages without help from others")),
    "total_assistance": Text(label=N_("Total assistance")),
    "partial_assistance": Text(label=N_("Help with some tasks")),
    "toileting_partial_assistance": Text(label=N_("Partial assistance")),
    "toileting_cleans_not_self": Text(label=N_("Partial assistance, does not clean self")),
    "toileting_cleans_self": Text(label=N_("Partial assistance, cleans self")),
    "independent_aids": Text(label=N_("Independent with aids or adapted setting")),
    "independent_no_fastenings": Text(label=N_("Independent except for buttons, zips or laces")),
    "independent_aids_or_limits": Text(label=N_("Independent with aids or except for fastenings")),
    "independent": Text(label=N_("Independent")),
    "not_satisfied": Text(label=N_("Not satisfied")),
    "satisfied": Text(label=N_("Fairly or very satisfied")),
    "fairly_satisfied": Text(label=N_("Fairly satisfied")),
    "very_satisfied": Text(label=N_("Very satisfied")),
}
