"""The words for what became of a stay."""

from collections.abc import Mapping

from dashboard.language import N_
from dashboard.texts.text import Text

FOLLOW_UP_TEXTS: Mapping[str, Text] = {
    "ais_follow_up": Text(
        label=N_("AIS grade at first follow-up"),
        short=N_("AIS at follow-up"),
        definition=N_(
            "The ASIA Impairment Scale grade at the first follow-up that was carried out. Stays without one, or"
            " without a grade, are missing."
        ),
    ),
    "place_follow_up": Text(
        label=N_("Place of living at first follow-up"),
        short=N_("Living at follow-up"),
        definition=N_(
            "Where the person lives at the first follow-up that was carried out. Stays without one are missing."
        ),
    ),
    "age_follow_up": Text(
        label=N_("Age at first follow-up"),
        short=N_("Age at follow-up"),
        definition=N_("Age in whole years at the first follow-up that was carried out."),
    ),
    "follow_up_carried_out": Text(
        label=N_("How the first follow-up was carried out"),
        short=N_("Way of follow-up"),
        definition=N_(
            "In what way the person was seen at the first follow-up. Stays without one are missing."
        ),
    ),
    "missed_follow_up_reason": Text(
        label=N_("Why a follow-up was not carried out"),
        short=N_("Follow-up not carried out"),
        definition=N_(
            "The reason on the stay's last form for a follow-up that did not take place, among stays that have one."
        ),
    ),
}

FOLLOW_UP_LEVELS: Mapping[str, Text] = {
    "severity_in_two": Text(label=N_("A to C, or D and E")),
    "met_or_remote": Text(label=N_("Met or at a distance")),
    "whose_reason": Text(label=N_("Reason of the unit or the patient")),
}

FOLLOW_UP_GROUPS: Mapping[str, Text] = {
    "follow_up_met": Text(label=N_("At the hospital")),
    "follow_up_remote": Text(label=N_("By video or telephone")),
    "follow_up_inpatient": Text(label=N_("Inpatient")),
    "follow_up_outpatient": Text(label=N_("Outpatient")),
    "follow_up_video": Text(label=N_("By video")),
    "follow_up_telephone": Text(label=N_("By telephone")),
    "reason_of_unit": Text(label=N_("No capacity, or followed up elsewhere")),
    "reason_of_patient": Text(label=N_("Reasons of the patient, or other")),
    "did_not_attend": Text(label=N_("Did not attend")),
    "patient_postponed": Text(label=N_("Postponed by the patient")),
    "no_contact": Text(label=N_("No contact")),
    "health_reasons": Text(label=N_("Health reasons")),
    "no_capacity": Text(label=N_("No capacity in the unit")),
    "followed_up_elsewhere": Text(label=N_("Follow-up at another hospital")),
    "declined": Text(label=N_("Declined")),
    "death": Text(label=N_("Death")),
    "other_reason": Text(label=N_("Other reason")),
}
