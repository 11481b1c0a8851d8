"""The columns of the urinary and the bowel form that questions read, by how they are stored."""

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
