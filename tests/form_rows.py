"""Random answers on urinary and bowel forms: blocks with none, one or several ticks, choices not made, gates shut."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tests.form_columns import (
    BOWEL_EXTRAS,
    BOWEL_METHODS,
    BOWEL_SURGERIES,
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


def _boxes(delivery: Delivery, block: Sequence[str]) -> Answers:
    ticked = delivery.random.sample(block, delivery.random.choice((0, 1, 1, 2)))
    return {column: delivery.tick(column in ticked) for column in block}


def _choices(delivery: Delivery, block: Sequence[str]) -> Answers:
    listed = delivery.random.choice(((-1,), (0, 1), (0, 1, -1)))
    return {column: delivery.code(listed) for column in block}
