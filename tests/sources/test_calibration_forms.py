"""The other forms of the synthetic registry resemble published ones; tolerances as in `test_calibration.py`."""

import datetime

import numpy as np
import pandas as pd

from queries.sources.layout import COMPLICATIONS, KEY, PARENT_KEY
from tests.sources.calibrated import AREAS, Registry, close, shares


# --- Bladder, bowel, quality of life ---------------------------------------------------------
def test_bladder_emptying_goes_with_completeness_and_level(registry: Registry) -> None:
    forms = registry.urinary.merge(registry.stays, left_on=PARENT_KEY, right_on=KEY, suffixes=("", "_stay"))
    slight, complete = forms[forms.FAis == 4], forms[forms.FAis.isin([1, 2])]
    assert abs(slight.EmbladM1.mean() - 0.68) < 0.03
    assert complete.EmbladM1.mean() < 0.06
    catheter = complete.EmbladM6.eq(1) | complete.EmbladM7.eq(1)
    paraplegia = complete[[f"F{area}" for area in AREAS]].isin([2, 3, 4]).all(axis=1)
    assert 0.68 < catheter[paraplegia].mean() < 0.85
    assert catheter[~paraplegia].mean() < catheter[paraplegia].mean() - 0.15
    assert slight.EmbladM6.eq(1).mean() < 0.3


def test_bladder_emptying_and_leakage_as_published(registry: Registry) -> None:
    forms = registry.urinary
    ticked = {number: 100 * forms[f"EmbladM{number}"].mean() for number in (1, 4, 6, 7, 8, 9)}
    close(ticked, {1: 47, 4: 1, 6: 30, 7: 7, 8: 5, 9: 8}, points=6)
    close(shares(forms.Incontnc[forms.Incontnc >= 0]), {0: 62, 1: 6, 2: 6, 3: 11}, points=4)


def test_defaecation_laxatives_and_faecal_leakage_as_published(registry: Registry) -> None:
    forms = registry.bowel
    ticked = {number: 100 * forms[f"DefcmthM{number}"].mean() for number in (1, 2, 3, 5, 6, 7, 8, 10)}
    close(ticked, {1: 54, 2: 9, 3: 6, 5: 1, 6: 13, 7: 2, 8: 6, 10: 10}, points=5)
    assert abs(forms.OralLaxatives.eq(1).mean() - 0.63) < 0.04
    older = forms.Fcincfrq[forms.Fcincfrq >= 0]
    close(shares(older), {7: 48, 6: 16}, points=6)
    assert abs(older.between(1, 5).mean() - 0.16) < 0.1


def test_bowel_dysfunction_goes_with_completeness(registry: Registry) -> None:
    forms = registry.bowel.merge(registry.stays, left_on=PARENT_KEY, right_on=KEY, suffixes=("", "_stay"))
    known = forms[forms.NBD >= 0]
    bands = pd.cut(known.NBD, [-1, 6, 9, 13, 47], labels=False)
    close(shares(bands), {0: 58, 1: 12, 2: 12, 3: 18}, points=4)
    assert known.NBD[known.FAis.isin([1, 2, 3])].median() > known.NBD[known.FAis == 4].median() + 4


def test_questions_asked_of_some_are_answered_by_them(registry: Registry) -> None:
    """And by nobody else; of several answers hardly anybody gives none."""
    urinary, bowel = registry.urinary, registry.bowel
    operations = ["Spcath", "Bstnrm", "Ustnrm", "Bladag", "Ustent", "Botox", "Artsph", "Ccathv", "Othsrg"]
    asked = {
        "antibiotics": (urinary.DrugsAnti == 1, urinary[["Antiuti", "Antiprop"]] >= 0),
        "laxatives": (bowel.OralLaxatives == 1, bowel[["Osmodrp", "Irrtdrp", "Othorlax"]] >= 0),
        "urinary surgery": (urinary.Surgicalpr == 1, urinary[operations] == 1),
        "bowel surgery": (
            bowel.SurgicalIntervention == 1,
            bowel[["Apndec", "Chcyec", "Colost", "Otgisurg"]] == 1,
        ),
    }
    for gate, answered in asked.values():
        assert answered[gate].any(axis=1).mean() > 0.85
        assert not answered[~gate].any(axis=None)


def test_quality_of_life(registry: Registry) -> None:
    items = registry.quality_of_life[["SatGenrl", "SatPhys", "SatPsych", "SatSocIf"]].replace(-1, np.nan)
    for item, mean, sd in (("SatGenrl", 6.4, 2.3), ("SatPhys", 5.8, 2.4), ("SatPsych", 6.7, 2.4)):
        assert abs(items[item].mean() - mean) < 0.25
        assert abs(items[item].std() - sd) < 0.25
    correlation = items.corr().to_numpy()[np.triu_indices(4, 1)]
    assert ((correlation > 0.5) & (correlation < 0.7)).all()
    before = registry.quality_of_life.QolDt < datetime.date(2020, 1, 1)
    assert items.SatSocIf[before].isna().all()


# --- Function, satisfaction, EQ-5D, follow-up ----------------------------------------------------
def test_function_as_published(registry: Registry) -> None:
    forms = registry.performance
    known = {name: shares(forms[name][forms[name].between(0, 98)]) for name in ("Mobilmod", "Toiletin")}
    close(known["Mobilmod"], {8: 41, 2: 20, 4: 12}, points=5)
    close(known["Toiletin"], {4: 52, 3: 19, 0: 16}, points=4)
    close(shares(forms.Feeding[forms.Feeding.between(0, 98)]), {3: 78, 2: 16}, points=4)
    assert abs(forms.Dreslbdy.eq(4).mean() - 0.62) < 0.04
    activities = forms[["Mobilmod", "Dreslbdy", "Feeding", "Toiletin"]]
    together = activities.where(activities.ge(0) & activities.lt(99)).corr(method="spearman").to_numpy()
    assert (together[np.triu_indices(4, 1)] > 0.35).all()


def test_satisfaction_as_published_and_less_where_less_is_possible(registry: Registry) -> None:
    forms = registry.satisfaction
    published = {
        "MobilmodS": {0: 8, 1: 51, 2: 40},
        "DreslbdyS": {0: 12, 1: 46, 2: 38},
        "FeedingS": {0: 4, 1: 33, 2: 62},
        "ToiletinS": {0: 18, 1: 42, 2: 38},
    }
    for name, figures in published.items():
        close(shares(forms[name]), figures, points=4)
    both = forms.merge(registry.performance, left_on=PARENT_KEY, right_on=KEY, suffixes=("", "_function"))
    unsatisfied = both.ToiletinS.eq(0).groupby(both.Toiletin).mean()
    assert unsatisfied[0] > unsatisfied[3] > unsatisfied[4]


def test_health_goes_with_severity_function_and_well_being(registry: Registry) -> None:
    forms = registry.eq5d.merge(registry.stays, left_on=PARENT_KEY, right_on=KEY, suffixes=("", "_stay"))
    severe = forms.FAis.isin([1, 2, 3])
    assert forms.Eq5dQ1Mobility[severe].mean() > forms.Eq5dQ1Mobility[~severe].mean() + 1
    assert 55 < forms.Eq5dQ6HealthToday.mean() < 66
    assert forms.Eq5dQ5AnxietyDepression.corr(forms.Eq5dQ6HealthToday) < -0.3
    assert forms.Eq5dQ1Mobility.corr(forms.Eq5dQ2Selfcare) > 0.4


def test_people_live_at_follow_up_mostly_where_they_went(registry: Registry) -> None:
    first = registry.follow_up[(registry.follow_up.CNum == 1) & (registry.follow_up.ControlStatus == 0)]
    both = first.merge(registry.stays, left_on=PARENT_KEY, right_on=KEY, suffixes=("", "_stay"))
    assert abs(both.CPlaceDis.eq(1).mean() - 0.83) < 0.03
    at_home, from_home = both.CPlaceDis.eq(1), both.PlaceDis.eq(1)
    assert at_home[from_home].mean() > 0.9
    assert at_home[both.PlaceDis.eq(3)].mean() < 0.4
    graded = both[both.CAis.between(1, 5) & both.FAis.between(1, 5)]
    assert (graded.CAis >= graded.FAis).mean() > 0.95
    assert (graded.CAis == graded.FAis).mean() > 0.75


def test_complications_are_commoner_the_graver_the_injury(registry: Registry) -> None:
    asked = registry.stays[registry.stays.ComplicNone.notna()]
    assert 0.38 < asked.ComplicNone.mean() < 0.52
    assert 0.09 < asked.PressureUlcer.mean() < 0.15
    named = asked[[name for name in COMPLICATIONS if name != "ComplicNone"]].sum(axis=1)
    assert (named[asked.ComplicNone.eq(1)] == 0).all()
    assert asked.ComplicNone[asked.FAis.isin([1, 2])].mean() < asked.ComplicNone[asked.FAis == 4].mean() - 0.2
