"""The columns of the forms that questions read, by how they are stored."""

URINARY_CODES = (
    "Incontnc",
    "Incontnc2",
    "AnyDrugs",
    "AnyDrugs2",
    "Bladrelx",
    "Spncrelx",
    "DrugsAnti",
    "Antiuti",
    "Antiprop",
    "Othdrg",
    "Surgicalpr",
)
URINARY_METHODS = tuple(f"EmbladM{number}" for number in range(1, 13))
URINARY_EXTRAS = tuple(f"EmbladS{number}" for number in range(1, 13))
URINARY_SURGERIES = (
    "Spcath",
    "Bstnrm",
    "Ustnrm",
    "Bladag",
    "Ustent",
    "Botox",
    "Artsph",
    "Ilvscs",
    "Ilurts",
    "Ccathv",
    "Sarstm",
    "Othsrg",
)
URINARY_TICKS = ("EmbladUn", *URINARY_METHODS, *URINARY_EXTRAS, *URINARY_SURGERIES)

BOWEL_CODES = (
    "OralLaxatives",
    "Osmodrp",
    "Osmotab",
    "Irrtdrp",
    "Irrttab",
    "Prokinet",
    "Othorlax",
    "Fcincfrq",
    "Fcincfrq2",
    "Fcincfrq3",
    "SurgicalIntervention",
    "NBD",
)
BOWEL_METHODS = tuple(f"DefcmthM{number}" for number in range(1, 11))
BOWEL_EXTRAS = tuple(f"OthdefS{number}" for number in range(1, 11))
BOWEL_SURGERIES = ("Apndec", "Chcyec", "Colost", "Ileost", "Hemec", "Apndic", "Otgisurg")
BOWEL_TICKS = ("DefcmthUn", "DefcmthNa", *BOWEL_METHODS, *BOWEL_EXTRAS, *BOWEL_SURGERIES)

COMPLICATIONS = (
    "PressureUlcer",
    "VTE",
    "UTI",
    "Sepsis",
    "Pneumonia",
    "Spasticity",
    "Syringomyelia",
    "HeterotopicOssification",
    "AutonomicDysreflexia",
    "OrthostaticHypotension",
    "Osteoporosis",
    "ComplicOther",
    "ComplicNone",
)
# Of the main form, besides what tells stays apart.
STAY_CODES = (
    "PPlacedis",
    "RecCtrl",
    "BeforeRehDy",
    "RehabDy",
    "HosptlDy",
    "SpnlSurg2",
    "VentAssi2",
)
DECIMALS = ("ABMI", "FBMI")

QUALITY_OF_LIFE_CODES = ("SatGenrl", "SatPhys", "SatPsych", "SatSocIf")
PERFORMANCE_CODES = ("Mobilmod", "Dreslbdy", "Feeding", "Toiletin")
SATISFACTION_CODES = ("MobilmodS", "DreslbdyS", "FeedingS", "ToiletinS")
EQ5D_CODES = (
    "Eq5dQ1Mobility",
    "Eq5dQ2Selfcare",
    "Eq5dQ3UsualActivities",
    "Eq5dQ4PainDiscomfort",
    "Eq5dQ5AnxietyDepression",
    "Eq5dQ6HealthToday",
)
FOLLOW_UP_CODES = (
    "CNum",
    "ControlStatus",
    "ControlInterruptedReason",
    "ControlPerformed",
    "CAis",
    "CPlaceDis",
)
FOLLOW_UP_TICKS = tuple(f"C{name}" for name in COMPLICATIONS)
