"""Random answers on forms: blocks with none, one or several ticks, choices not made, gates shut."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from tests.form_columns import (
    BOWEL_EXTRAS,
    BOWEL_METHODS,
    BOWEL_SURGERIES,
    COMPLICATIONS,
    DECIMALS,
    FOLLOW_UP_TICKS,
    PERFORMANCE_CODES,
    QUALITY_OF_LIFE_CODES,
    SATISFACTION_CODES,
    URINARY_EXTRAS,
    URINARY_METHODS,
    URINARY_SURGERIES,
)

if TYPE_CHECKING:
    from tests.registry_rows import Delivery

Answers = dict[str, object]
GATE = (1, 1, 1, 0, 9)


def urinary_answers(delivery: Delivery) -> Answers:
    """Everything a urinary form says."""
    return {
        **_boxes(delivery, ("EmbladUn", *URINARY_METHODS)),
        **_boxes(delivery, URINARY_EXTRAS),
        "Incontnc": delivery.code(range(5)),
        "Incontnc2": delivery.code((1, 2, 3, 7, 8, 9)),
        "AnyDrugs": delivery.code((0, 1, 9)),
        "AnyDrugs2": delivery.code(GATE),
        **_choices(delivery, ("Bladrelx", "Spncrelx", "Othdrg", "Antiuti", "Antiprop")),
        "DrugsAnti": delivery.code((1, 1, 0, -1)),
        "Surgicalpr": delivery.code(GATE),
        **_boxes(delivery, URINARY_SURGERIES),
    }


def bowel_answers(delivery: Delivery) -> Answers:
    """Everything a bowel form says."""
    return {
        **_boxes(delivery, ("DefcmthUn", "DefcmthNa", *BOWEL_METHODS)),
        **_boxes(delivery, BOWEL_EXTRAS),
        "OralLaxatives": delivery.code(GATE),
        **_choices(delivery, ("Osmodrp", "Osmotab", "Irrtdrp", "Irrttab", "Prokinet", "Othorlax")),
        "Fcincfrq": delivery.code(range(1, 8)),
        "Fcincfrq2": delivery.code((-1, -1, 1, 2, 3, 4, 7, 8, 9)),
        "Fcincfrq3": delivery.code((-1, 1, 2, 3, 4, 8, 9)),
        "SurgicalIntervention": delivery.code(GATE),
        **_boxes(delivery, BOWEL_SURGERIES),
        "NBD": delivery.code((0, 6, 7, 9, 10, 13, 14, 47, 48, -1)),
    }


def stay_answers(delivery: Delivery) -> Answers:
    """What a main form says besides what tells stays apart; lengths at the edges of their bins."""
    return {
        "PPlacedis": delivery.code((1, 2, 3, 4, 8, -1)),
        "RecCtrl": delivery.code(range(1, 9)),
        "BeforeRehDy": delivery.code((0, 9, 10, 19, 20, 35, 40, 55, 60, 75, 80, 99, 100, 800, -3)),
        "RehabDy": delivery.code((0, 19, 20, 59, 60, 85, 110, 130, 150, 179, 180, 999, -1)),
        "HosptlDy": delivery.code((0, 29, 30, 60, 89, 100, 130, 160, 200, 239, 240, 1500, -1)),
        "SpnlSurg2": delivery.code((0, 1, 8, 9)),
        "VentAssi2": delivery.code((0, 1, 2, 3, 4, 9)),
        **{column: delivery.random.choice(BODY_MASSES) for column in DECIMALS},
        **_boxes(delivery, COMPLICATIONS),
    }


BODY_MASSES = (4.9, 5.0, 18.4, 18.5, 24.9, 25.0, 29.9, 30.0, 34.9, 35.0, 39.9, 40.0, 71.25, 0.0, -1.0, None)


def quality_of_life_answers(delivery: Delivery) -> Answers:
    """Four scores."""
    return {column: delivery.code((*range(11), 11)) for column in QUALITY_OF_LIFE_CODES}


def performance_answers(delivery: Delivery) -> Answers:
    """Four activities."""
    return {column: delivery.code((*range(9), 99)) for column in PERFORMANCE_CODES}


def satisfaction_answers(delivery: Delivery) -> Answers:
    """Satisfaction with the four."""
    return {column: delivery.code((0, 1, 2, 99)) for column in SATISFACTION_CODES}


def eq5d_answers(delivery: Delivery) -> Answers:
    """Five dimensions, and health today."""
    dimensions = ("Mobility", "Selfcare", "UsualActivities", "PainDiscomfort", "AnxietyDepression")
    return {
        **{f"Eq5dQ{n}{name}": delivery.code(range(1, 6)) for n, name in enumerate(dimensions, start=1)},
        "Eq5dQ6HealthToday": delivery.code((0, 9, 10, 29, 30, 45, 50, 69, 70, 85, 89, 90, 100, 101)),
    }


def follow_up_answers(delivery: Delivery) -> Answers:
    """A follow-up with and without number, carried out or not, made before and after the first day of a question."""
    made = delivery.random.choice((date(2023, 2, 14), date(2023, 2, 15), date(2020, 1, 1), date(2025, 3, 1)))
    return {
        "CreationDate": delivery.day(made),
        "PatientAge": delivery.random.choice((0, 14, 15, 16, 29, 44, 59, 74, 75, 121, -1, None)),
        "CNum": delivery.random.choice((1, 1, 1, 1, 2, 3, -1, None)),
        "ControlStatus": delivery.random.choice((0, 0, 0, 0, 1, 1, -1, None)),
        "ControlInterruptedReason": delivery.code(range(1, 10)),
        "ControlPerformed": delivery.code(range(1, 5)),
        "CAis": delivery.code((1, 2, 3, 4, 5)),
        "CPlaceDis": delivery.code((1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)),
        **_boxes(delivery, FOLLOW_UP_TICKS),
    }


def _boxes(delivery: Delivery, block: Sequence[str]) -> Answers:
    ticked = delivery.random.sample(block, delivery.random.choice((0, 1, 1, 2)))
    return {column: delivery.tick(column in ticked) for column in block}


def _choices(delivery: Delivery, block: Sequence[str]) -> Answers:
    listed = delivery.random.choice(((-1,), (0, 1), (0, 1, -1)))
    return {column: delivery.code(listed) for column in block}
