"""Every row of the registry's own list of variables is answered by something that can be asked."""

from collections import Counter

from queries import MULTIPLES, VARIABLES

# Rows of that list, by the name the older service has for them. Those in `PAIRED` are a variable divided by another.
KEYS = (
    "Alder",
    "AAis",
    "FAis",
    "ABMI",
    "FBMI",
    "AnbefTidKtr",
    "DagerRehab",
    "DagerTilRehab",
    "OpphTot",
    "NivaaInn",
    "NivaaUt",
    "Ntsci",
    "KomplPrim",
    "SkadeArsak",
    "UtTil",
    "PPlaceDis",
    "RegForsinkelse",
    "SpnlSurg2",
    "VentAssi2",
    "LivsGen",
    "LivsFys",
    "LivsPsyk",
    "LivsSosLiv",
    "UrinInkontinens",
    "UrinInkontinensTom2018",
    "UrinKirInngr",
    "UrinLegemidler",
    "UrinLegemidlerTom2018",
    "UrinLegemidlerHvilke",
    "UrinTomBlareHoved",
    "UrinTomBlareTillegg",
    "TarmAvfHoved",
    "TarmAvfTillegg",
    "TarmAvfmiddel",
    "TarmAvfmiddelHvilke",
    "TarmInkontinensFra2019",
    "TarmInkontinensTom2018",
    "TarmKirInngrep",
    "TarmKirInngrepHvilke",
    "TarmNBD",
    "Eq5dQ1Mobility",
    "Eq5dQ2Selfcare",
    "Eq5dQ3UsualActivities",
    "Eq5dQ4PainDiscomfort",
    "Eq5dQ5AnxietyDepression",
    "Eq5dQ6HealthToday",
    "FunkMob",
    "FunkKler",
    "FunkSpis",
    "FunkDo",
    "TilfMob",
    "TilfKler",
    "TilfSpis",
    "TilfDo",
    "KontControlInterruptedReason",
    "KontrKompl",
    "KontUtfHvordan",
)
PAIRED = {
    "AAisFAis": ("ais_discharge", "ais_admission"),
    "KontFAis": ("ais_follow_up", "ais_discharge"),
    "KontUtTil": ("place_follow_up", "discharge_place"),
}
# Shown both as a number and as measured or not.
SEVERAL_TIMES = {"ABMI": 2, "FBMI": 2}


def test_every_key_is_answered_and_no_other() -> None:
    of_variables = [key for one in VARIABLES.values() for key in one.keys]
    answered = [*of_variables, *(key for one in MULTIPLES.values() for key in one.keys)]
    expected = {**dict.fromkeys((*KEYS, *PAIRED), 1), **SEVERAL_TIMES}
    assert Counter(answered) == expected


def test_pairs_are_a_variable_that_can_be_divided_by_the_other() -> None:
    for key, (shown, divided_by) in PAIRED.items():
        assert key in VARIABLES[shown].keys
        assert divided_by in VARIABLES
