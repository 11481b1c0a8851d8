# ruff: noqa: RUF001 - a range is written with an en dash
"""The words for the characteristics, their levels of detail and their groups."""

from collections.abc import Mapping

from dashboard.language import N_
from dashboard.texts.text import Text

_GRADE = N_(
    "The ASIA Impairment Scale grade by the international standards for neurological classification. A is a"
    " complete injury, E is normal. In comparisons D and E are one group."
)
_NEUROLOGICAL = N_(
    "The most rostral of the recorded sensory and motor levels of both sides. Partly missing levels are not"
    " classified, never paraplegia."
)

CHARACTERISTIC_TEXTS: Mapping[str, Text] = {
    "cause": Text(
        label=N_("Cause of injury"),
        short=N_("Injury"),
        definition=N_("The recorded cause: traumatic causes, and groups of non-traumatic disease."),
    ),
    "sex": Text(label=N_("Sex"), definition=N_("Sex assigned at birth, as recorded.")),
    "age": Text(
        label=N_("Age at admission"),
        short=N_("Age"),
        definition=N_("Age in whole years at the acute admission, in the international reporting groups."),
    ),
    "ais_admission": Text(
        label=N_("AIS grade at admission"), short=N_("AIS at admission"), definition=_GRADE
    ),
    "ais_discharge": Text(
        label=N_("AIS grade at discharge"), short=N_("AIS at discharge"), definition=_GRADE
    ),
    "level_admission": Text(
        label=N_("Neurological level at admission"),
        short=N_("Level at admission"),
        definition=_NEUROLOGICAL,
    ),
    "level_discharge": Text(
        label=N_("Neurological level at discharge"),
        short=N_("Level at discharge"),
        definition=_NEUROLOGICAL,
    ),
}

CHARACTERISTIC_LEVELS: Mapping[str, Text] = {
    "injury_type": Text(label=N_("Traumatic or non-traumatic")),
    "main_causes": Text(label=N_("Main causes")),
    "traumatic_causes": Text(label=N_("Traumatic causes in detail")),
    "nontraumatic_causes": Text(label=N_("Non-traumatic causes in detail")),
    "sex": Text(label=N_("Women and men")),
    "two_bands": Text(label=N_("Two age groups")),
    "three_bands": Text(label=N_("Three age groups")),
    "iscos_bands": Text(label=N_("International age groups")),
    "severity": Text(label=N_("A to C, or other")),
    "grade_groups": Text(label=N_("Grade groups")),
    "grades": Text(label=N_("Grades")),
    "cervical": Text(label=N_("Tetraplegia or other")),
    "plegia": Text(label=N_("Tetraplegia or paraplegia")),
    "segments": Text(label=N_("Segments")),
}

CHARACTERISTIC_GROUPS: Mapping[str, Text] = {
    "traumatic": Text(label=N_("Traumatic")),
    "nontraumatic": Text(label=N_("Non-traumatic")),
    "fall": Text(label=N_("Fall")),
    "transport": Text(label=N_("Transport")),
    "sport": Text(label=N_("Sports and leisure")),
    "assault": Text(label=N_("Assault")),
    "other_traumatic": Text(label=N_("Other traumatic cause")),
    "assault_other": Text(label=N_("Assault or other traumatic cause")),
    "congenital": Text(label=N_("Congenital or genetic")),
    "degenerative": Text(label=N_("Degenerative")),
    "tumour": Text(label=N_("Tumour")),
    "tumour_benign": Text(label=N_("Tumour, benign")),
    "tumour_malignant": Text(label=N_("Tumour, malignant")),
    "vascular": Text(label=N_("Vascular")),
    "infection": Text(label=N_("Infection")),
    "nontraumatic_other": Text(label=N_("Other non-traumatic cause")),
    "nontraumatic_unspecified": Text(label=N_("Non-traumatic, not specified")),
    "nontraumatic_rest": Text(label=N_("Other or unspecified non-traumatic cause")),
    "woman": Text(label=N_("Women")),
    "man": Text(label=N_("Men")),
    "0_59": Text(label=N_("Under 60 years")),
    "0_44": Text(label=N_("Under 45 years")),
    "0_14": Text(label=N_("0–14 years")),
    "15_29": Text(label=N_("15–29 years")),
    "30_44": Text(label=N_("30–44 years")),
    "45_59": Text(label=N_("45–59 years")),
    "60_74": Text(label=N_("60–74 years")),
    "60_plus": Text(label=N_("60 years and over")),
    "75_plus": Text(label=N_("75 years and over")),
    "A": Text(label=N_("AIS A")),
    "B": Text(label=N_("AIS B")),
    "C": Text(label=N_("AIS C")),
    "D": Text(label=N_("AIS D")),
    "E": Text(label=N_("AIS E")),
    "A_C": Text(label=N_("AIS A to C")),
    "B_C": Text(label=N_("AIS B or C")),
    "D_E": Text(label=N_("AIS D or E")),
    "D_E_not_classified": Text(label=N_("AIS D, E or not classified")),
    "unknown": Text(label=N_("Examined, grade unknown")),
    "not_done": Text(label=N_("Examination not done")),
    "not_classified": Text(label=N_("Not classified")),
    "tetraplegia": Text(label=N_("Tetraplegia")),
    "c1_4": Text(label=N_("C1–C4")),
    "c5_8": Text(label=N_("C5–C8")),
    "c5_8_or_unspecified": Text(label=N_("C5–C8 or cervical, not specified")),
    "cervical_unspecified": Text(label=N_("Cervical, not specified")),
    "t1_s5": Text(label=N_("T1–S5 (paraplegia)")),
    "intact": Text(label=N_("Intact")),
    "not_classified_intact": Text(label=N_("Not classified or intact")),
    "below_not_classified": Text(label=N_("T1–S5, intact or not classified")),
}
