"""The words for what the main form records of a stay besides its characteristics and its lengths."""

from collections.abc import Mapping

from dashboard.language import N_
from dashboard.texts.text import Text

_PLEGIA = N_(
    "Tetraplegia if any of the four recorded levels, sensory and motor on both sides, is cervical; paraplegia if none"
    " is and all four are known. Partly missing levels are not classified."
)

STAY_TEXTS: Mapping[str, Text] = {
    "nontraumatic_cause": Text(
        label=N_("Cause of non-traumatic injury"),
        short=N_("Non-traumatic cause"),
        definition=N_("The recorded disease, among stays with a non-traumatic injury. Asked since 2018."),
    ),
    "plegia_admission": Text(
        label=N_("Tetraplegia or paraplegia at admission"),
        short=N_("Paralysis at admission"),
        definition=_PLEGIA,
    ),
    "plegia_discharge": Text(
        label=N_("Tetraplegia or paraplegia at discharge"),
        short=N_("Paralysis at discharge"),
        definition=_PLEGIA,
    ),
    "spinal_surgery": Text(
        label=N_("Spinal surgery"),
        definition=N_("Whether the spinal column was operated on. Asked since 2024."),
    ),
    "ventilation": Text(
        label=N_("Ventilatory assistance at discharge"),
        short=N_("Ventilation"),
        definition=N_(
            "Help with breathing at discharge, by hours a day. Help that is needed only for disordered breathing in"
            " sleep does not count as dependence on a ventilator. Asked since 2025."
        ),
    ),
    "discharge_place": Text(
        label=N_("Place of discharge"),
        short=N_("Discharged to"),
        definition=N_(
            "Where the patient went at the end of the stay. A home that is only planned is not counted as home;"
            " deaths are counted among the other places."
        ),
    ),
    "planned_place": Text(
        label=N_("Planned temporary place of discharge"),
        short=N_("Planned place"),
        definition=N_("Where the patient stays while a home is being prepared. Asked since 2018."),
    ),
    "recommended_follow_up": Text(
        label=N_("Recommended time to follow-up"),
        short=N_("Recommended follow-up"),
        definition=N_("How soon after discharge the unit recommends the first follow-up."),
    ),
}

STAY_LEVELS: Mapping[str, Text] = {
    "nontraumatic_main": Text(label=N_("Main non-traumatic causes")),
    "nontraumatic_kinds": Text(label=N_("Kinds of non-traumatic cause")),
    "ventilator_dependence": Text(label=N_("Dependent on a ventilator or not")),
    "home_or_not": Text(label=N_("Home or elsewhere")),
    "kinds_of_place": Text(label=N_("Kinds of place")),
    "main_places": Text(label=N_("Main places")),
    "institution_or_not": Text(label=N_("Institution or not")),
    "follow_up_or_not": Text(label=N_("Follow-up recommended or not")),
    "follow_up_times": Text(label=N_("Within one year or later")),
}

STAY_GROUPS: Mapping[str, Text] = {
    "nontraumatic_not_degenerative_tumour": Text(label=N_("Vascular, infection or other cause")),
    "not_ventilator_dependent": Text(label=N_("Not dependent on a ventilator")),
    "ventilator_dependent": Text(label=N_("Dependent on a ventilator")),
    "ventilated_sleep": Text(label=N_("Only for disordered breathing in sleep")),
    "ventilated_part_time": Text(label=N_("Less than 24 hours a day")),
    "ventilated_full_time": Text(label=N_("24 hours a day")),
    "ventilated_hours_not_known": Text(label=N_("Hours a day unknown")),
    "home": Text(label=N_("Home")),
    "not_home": Text(label=N_("Not home")),
    "care": Text(label=N_("Hospital, nursing home or supported living")),
    "elsewhere": Text(label=N_("Other place, planned home or deceased")),
    "hospital": Text(label=N_("Hospital")),
    "nursing_home": Text(label=N_("Nursing home")),
    "supported_living": Text(label=N_("Assisted or group living")),
    "assisted_living": Text(label=N_("Assisted living")),
    "group_living": Text(label=N_("Group living")),
    "correctional": Text(label=N_("Correctional institution")),
    "hotel": Text(label=N_("Hotel")),
    "homeless": Text(label=N_("Homeless")),
    "deceased": Text(label=N_("Deceased")),
    "other_place": Text(label=N_("Other place")),
    "planned_home": Text(label=N_("Home being planned")),
    "institution": Text(label=N_("Institution")),
    "family_or_other": Text(label=N_("Family, friends or other place")),
    "nursing_respite": Text(label=N_("Nursing home or respite care")),
    "training_institution": Text(label=N_("Institution with training")),
    "family": Text(label=N_("Family or friends")),
    "follow_up_recommended": Text(label=N_("Follow-up recommended")),
    "no_follow_up": Text(label=N_("No follow-up planned")),
    "after_1_year": Text(label=N_("Within 2 to 5 years")),
    "within_1_year": Text(label=N_("Within 1 year")),
    **{
        f"within_{years}_years": Text(label=N_("Within {years} years"), values={"years": years})
        for years in range(2, 6)
    },
    "follow_up_not_applicable": Text(label=N_("Follow-up not applicable")),
    "follow_up_not_arranged": Text(label=N_("Follow-up not arranged")),
    "follow_up_not_relevant": Text(label=N_("Follow-up not relevant")),
}
