"""The words for complications, which are asked about at the end of the stay and again at follow-up."""

from collections.abc import Mapping

from dashboard.language import N_
from dashboard.texts.text import Text

_STAY = N_(
    "Ticked or not among the complications of the stay. Asked since 2023; a form on which nothing at all is ticked"
    " is missing."
)
_FOLLOW_UP = N_(
    "Ticked or not among the complications at the first follow-up. Asked on forms made since 15 February 2023; a"
    " form on which nothing at all is ticked is missing."
)

COMPLICATION_TEXTS: Mapping[str, Text] = {
    "complications": Text(
        label=N_("Complications during primary rehabilitation"),
        short=N_("Complications"),
        definition=N_(
            "What is ticked in the list of complications; a stay may have several. Asked since 2023. A form on"
            " which nothing is ticked, not even that there was none, is missing."
        ),
    ),
    "any_complication": Text(
        label=N_("Any complication during primary rehabilitation"),
        short=N_("Any complication"),
        definition=N_(
            "Whether any complication of the list is ticked; no if the box for none of them is. Asked since 2023."
        ),
    ),
    "follow_up_any_complication": Text(
        label=N_("Any complication at first follow-up"),
        short=N_("Any complication at follow-up"),
        definition=N_(
            "Whether any complication of the list is ticked at the first follow-up; no if the box for none of them"
            " is. Asked on forms made since 15 February 2023."
        ),
    ),
    "follow_up_complications": Text(
        label=N_("Complications at first follow-up"),
        short=N_("Complications at follow-up"),
        definition=N_(
            "What is ticked in the list of complications at the first follow-up. Asked on forms made since"
            " 15 February 2023; stays without a first follow-up are missing."
        ),
    ),
    "complication_pressure_ulcer": Text(
        label=N_("Pressure ulcer during the stay"), short=N_("Pressure ulcer"), definition=_STAY
    ),
    "complication_thromboembolism": Text(
        label=N_("Venous thromboembolism during the stay"),
        short=N_("Venous thromboembolism"),
        definition=_STAY,
    ),
    "complication_urinary_infection": Text(
        label=N_("Urinary tract infections during the stay"),
        short=N_("Urinary tract infections"),
        definition=_STAY,
    ),
    "complication_sepsis": Text(label=N_("Sepsis during the stay"), short=N_("Sepsis"), definition=_STAY),
    "complication_pneumonia": Text(
        label=N_("Pneumonia during the stay"), short=N_("Pneumonia"), definition=_STAY
    ),
    "complication_spasticity": Text(
        label=N_("Disabling spasticity during the stay"), short=N_("Disabling spasticity"), definition=_STAY
    ),
    "complication_syringomyelia": Text(
        label=N_("Symptomatic syringomyelia during the stay"),
        short=N_("Symptomatic syringomyelia"),
        definition=_STAY,
    ),
    "complication_ossification": Text(
        label=N_("Heterotopic ossification during the stay"),
        short=N_("Heterotopic ossification"),
        definition=_STAY,
    ),
    "complication_dysreflexia": Text(
        label=N_("Autonomic dysreflexia during the stay"), short=N_("Autonomic dysreflexia"), definition=_STAY
    ),
    "complication_hypotension": Text(
        label=N_("Orthostatic hypotension during the stay"),
        short=N_("Orthostatic hypotension"),
        definition=_STAY,
    ),
    "complication_osteoporosis": Text(
        label=N_("Osteoporosis during the stay"), short=N_("Osteoporosis"), definition=_STAY
    ),
    "complication_other": Text(
        label=N_("Other complication during the stay"), short=N_("Other complication"), definition=_STAY
    ),
    "complication_none": Text(
        label=N_("None of these during the stay"), short=N_("None of these"), definition=_STAY
    ),
    "follow_up_complication_pressure_ulcer": Text(
        label=N_("Pressure ulcer at follow-up"), short=N_("Pressure ulcer"), definition=_FOLLOW_UP
    ),
    "follow_up_complication_thromboembolism": Text(
        label=N_("Venous thromboembolism at follow-up"),
        short=N_("Venous thromboembolism"),
        definition=_FOLLOW_UP,
    ),
    "follow_up_complication_urinary_infection": Text(
        label=N_("Urinary tract infections at follow-up"),
        short=N_("Urinary tract infections"),
        definition=_FOLLOW_UP,
    ),
    "follow_up_complication_sepsis": Text(
        label=N_("Sepsis at follow-up"), short=N_("Sepsis"), definition=_FOLLOW_UP
    ),
    "follow_up_complication_pneumonia": Text(
        label=N_("Pneumonia at follow-up"), short=N_("Pneumonia"), definition=_FOLLOW_UP
    ),
    "follow_up_complication_spasticity": Text(
        label=N_("Disabling spasticity at follow-up"), short=N_("Disabling spasticity"), definition=_FOLLOW_UP
    ),
    "follow_up_complication_syringomyelia": Text(
        label=N_("Symptomatic syringomyelia at follow-up"),
        short=N_("Symptomatic syringomyelia"),
        definition=_FOLLOW_UP,
    ),
    "follow_up_complication_ossification": Text(
        label=N_("Heterotopic ossification at follow-up"),
        short=N_("Heterotopic ossification"),
        definition=_FOLLOW_UP,
    ),
    "follow_up_complication_dysreflexia": Text(
        label=N_("Autonomic dysreflexia at follow-up"),
        short=N_("Autonomic dysreflexia"),
        definition=_FOLLOW_UP,
    ),
    "follow_up_complication_hypotension": Text(
        label=N_("Orthostatic hypotension at follow-up"),
        short=N_("Orthostatic hypotension"),
        definition=_FOLLOW_UP,
    ),
    "follow_up_complication_osteoporosis": Text(
        label=N_("Osteoporosis at follow-up"), short=N_("Osteoporosis"), definition=_FOLLOW_UP
    ),
    "follow_up_complication_other": Text(
        label=N_("Other complication at follow-up"), short=N_("Other complication"), definition=_FOLLOW_UP
    ),
    "follow_up_complication_none": Text(
        label=N_("None of these at follow-up"), short=N_("None of these"), definition=_FOLLOW_UP
    ),
}
