"""Function, satisfaction and EQ-5D: forms that only the Norwegian units fill in, and what people say fits together.

Behind all answers of a stay lies one standard normal number, how well the person manages for the severity of the
injury; behind EQ-5D also the well-being that quality of life has. Answers keep the shares they are calibrated to.
"""

from collections.abc import Mapping

import numpy as np
from scipy.special import ndtr, ndtri

from queries.sources.synthetic import child_parameters as c
from queries.sources.synthetic.attachments import Attachments
from queries.sources.synthetic.core_form import Columns
from queries.sources.synthetic.draws import Integers, Numbers, Rng, Ticks, Weights, chance, guids, pick_codes
from queries.sources.synthetic.neurology import NOT_CHOSEN, D
from queries.sources.synthetic.stays import Stays

UNKNOWN = 99
UNANSWERED = (UNKNOWN, NOT_CHOSEN)
ANSWERED = 0  # stands for any answer where it is drawn whether there is one


def performance_forms(rng: Rng, stays: Stays, forms: Attachments, ability: Numbers) -> Columns:
    """Four activities by severity at discharge; whoever manages one well manages the others well."""
    severe = _severe(stays, forms)
    items: Mapping[str, tuple[Weights, Weights]] = {
        "Mobilmod": (c.MOBILITY_SEVERE, c.MOBILITY_SLIGHT),
        "Dreslbdy": (c.DRESSING_SEVERE, c.DRESSING_SLIGHT),
        "Feeding": (c.FEEDING_SEVERE, c.FEEDING_SLIGHT),
        "Toiletin": (c.TOILETING_SEVERE, c.TOILETING_SLIGHT),
    }
    return {
        "DataClDt": forms.date,
        **{
            name: _answers(rng, _noisy(rng, ability[forms.stay]), severe, if_severe, if_slight)
            for name, (if_severe, if_slight) in items.items()
        },
    }


def satisfaction_on(rng: Rng, performance: Attachments) -> Attachments:
    """Satisfaction hangs on the performance form, not on the stay."""
    answered = performance.take(chance(rng, c.SATISFACTION, len(performance)))
    return Attachments(
        stay=answered.stay, parent=answered.key, key=guids(rng, len(answered)), date=answered.date
    )


def satisfaction_forms(rng: Rng, stays: Stays, forms: Attachments, ability: Numbers) -> Columns:
    """Satisfaction with the four activities: less where less is possible."""
    possible = ability[forms.stay] + c.SATISFACTION_SEVERE * _severe(stays, forms)
    nobody = np.zeros(len(forms), dtype=np.bool_)
    return {
        "DataClDtS": forms.date,
        **{
            name: _answers(rng, _ranked(_noisy(rng, possible)), nobody, weights, weights)
            for name, weights in c.SATISFIED.items()
        },
    }


def eq5d_forms(rng: Rng, stays: Stays, forms: Attachments, ability: Numbers, well_being: Numbers) -> Columns:
    """EQ-5D-5L: five dimensions, of which the higher code is the worse, and health today (0-100)."""
    severe = _severe(stays, forms)
    felt = {name: -(well_being if name in c.EQ5D_FELT else ability)[forms.stay] for name in c.EQ5D_SEVERE}
    noise = _noisy(rng, well_being[forms.stay])
    health = c.HEALTH_TODAY + c.HEALTH_SEVERE * severe + c.HEALTH_SD * noise
    return {
        "Eq5d5lDt": forms.date,
        **{
            name: _answers(rng, _noisy(rng, latent), severe, c.EQ5D_SEVERE[name], c.EQ5D_SLIGHT[name])
            for name, latent in felt.items()
        },
        "Eq5dQ6HealthToday": health.round().clip(0, 100).astype(np.int64),
    }


def _severe(stays: Stays, forms: Attachments) -> Ticks:
    return stays.neurology.grade_discharge[forms.stay] < D


def _noisy(rng: Rng, latent: Numbers) -> Numbers:
    """Standard normal numbers that go with `latent`."""
    common, own = np.sqrt(c.ANSWERS_CORRELATION), np.sqrt(1 - c.ANSWERS_CORRELATION)
    return np.asarray(common * latent + own * rng.standard_normal(len(latent)))


def _ranked(latent: Numbers) -> Numbers:
    """Any numbers as standard normal ones, in the same order: shares then stay what they are."""
    share = (np.argsort(np.argsort(latent)) + 0.5) / max(len(latent), 1)
    return np.asarray(ndtri(share))


def _answers(rng: Rng, latent: Numbers, severe: Ticks, if_severe: Weights, if_slight: Weights) -> Integers:
    """Codes in their shares, the higher the greater `latent`; whether there is an answer is chance."""
    place = ndtr(latent)
    answer = np.where(severe, _at(place, if_severe), _at(place, if_slight))
    size = len(latent)
    none = np.where(severe, _unanswered(rng, if_severe, size), _unanswered(rng, if_slight, size))
    return np.where(none == ANSWERED, answer, none)


def _at(place: Numbers, weights: Weights) -> Integers:
    """The code at each place (0 to 1) of the answered ones in ascending order."""
    answered = {code: weight for code, weight in sorted(weights.items()) if code not in UNANSWERED}
    edges = np.cumsum(tuple(answered.values()))
    position = np.searchsorted(edges / edges[-1], place, side="right").clip(max=len(answered) - 1)
    codes: Integers = np.array(tuple(answered), dtype=np.int64)
    return np.take(codes, position)


def _unanswered(rng: Rng, weights: Weights, size: int) -> Integers:
    """Which answer is missing in which way."""
    total = sum(weight for code, weight in weights.items() if code not in UNANSWERED)
    missing: Mapping[int, float] = {code: weights.get(code, 0) for code in UNANSWERED}
    return pick_codes(rng, {ANSWERED: total, **missing}, size)
