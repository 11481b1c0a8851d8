"""Case-mix adjustment by indirect standardisation: what is expected of patients like a unit's own.

A logistic model, ridge-penalised so that rare groups shrink towards the rest, is fitted to all stays of a release
(scikit-learn; Hosmer & Lemeshow, Applied Logistic Regression, 3rd ed. 2013). A unit's expected share is the mean
of its patients' chances; observed and expected are set side by side, never a "corrected" share. A model is
refused rather than shown when it could mislead: too few events for its factors (Peduzzi, J Clin Epidemiol
1996;49:1373), discrimination or calibration that does not hold in cross-validation (Steyerberg, Eur Heart J
2014;35:1925). Units' ratios are shrunk towards one by how much they could differ by chance alone (empirical
Bayes, Marshall, Appl Stat 1991;40:283).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
Reason = Literal["too_few_events", "poor_discrimination", "poor_calibration"]

EVENTS_PER_FACTOR = 10
LEAST_DISCRIMINATION = 0.6
CALIBRATION_SLOPES = (0.8, 1.25)
FOLDS = 5
# Strength of the ridge penalty on standardised nothing: factors are 0/1, and one unit of penalty costs as much as
# one patient's misfit.
PENALTY = 1.0


@dataclass(frozen=True, kw_only=True, eq=False)
class CaseMix:
    """A model and how good it is; `chances` has one for each row it was fitted to, from 0 to 1.

    `discrimination` is the area under the ROC curve, `slope` the calibration slope (1 is perfect), both over
    patients the model had not seen (cross-validation). `refused` says why it must not be used, None if it may.
    """

    chances: Floats
    events: int
    stays: int
    factors: int
    discrimination: float | None
    slope: float | None
    refused: Reason | None


@dataclass(frozen=True, kw_only=True)
class Decomposition:
    """A difference from the reference, in shares: `case_mix` of it goes with who the patients are, `rest` does
    not. They add up to the whole difference exactly."""

    case_mix: float
    rest: float

    @property
    def whole(self) -> float:
        """The crude difference."""
        return self.case_mix + self.rest


def decompose(observed: float, expected: float, reference: float) -> Decomposition:
    """Split the difference between an observed share and a reference share at the expected one."""
    return Decomposition(case_mix=expected - reference, rest=observed - expected)


def fit_case_mix(factors: NDArray[np.int64], met: Counts, not_met: Counts, *, seed: int = 0) -> CaseMix:
    """Fit a model to rows of patients that are alike.

    `factors` has one column a factor with small whole numbers as its groups; `met` and `not_met` count the
    row's stays. Raises ValueError for rows that do not match or without a stay.
    """
    if len(factors) != len(met) or len(met) != len(not_met):
        raise ValueError("factors and counts have different numbers of rows")
    if met.sum() + not_met.sum() == 0:
        raise ValueError("no stay to fit a model to")
    # However many patients there are, there are only so many kinds of them.
    kinds, place = np.unique(factors, axis=0, return_inverse=True)
    place = place.ravel()
    met, not_met = (np.bincount(place, weights=one).astype(np.int64) for one in (met, not_met))
    model = _of_kinds(_design(kinds), met, not_met, np.random.default_rng(seed))
    return replace(model, chances=model.chances[place])


def _of_kinds(design: Floats, met: Counts, not_met: Counts, random: np.random.Generator) -> CaseMix:
    events, stays = int(min(met.sum(), not_met.sum())), int(met.sum() + not_met.sum())
    about = {"events": events, "stays": stays, "factors": design.shape[1]}
    if events < EVENTS_PER_FACTOR * max(design.shape[1], 1):
        chances = np.full(len(met), met.sum() / stays)
        return CaseMix(chances=chances, discrimination=None, slope=None, refused="too_few_events", **about)
    unseen = _unseen(design, met, not_met, random)
    discrimination, slope = area_under_curve(*unseen), _slope(*unseen)
    return CaseMix(
        chances=_chances(_fitted(design, met, not_met), design),
        discrimination=discrimination,
        slope=slope,
        refused=_reason(discrimination, slope),
        **about,
    )


def _reason(discrimination: float, slope: float) -> Reason | None:
    if discrimination < LEAST_DISCRIMINATION:
        return "poor_discrimination"
    if not CALIBRATION_SLOPES[0] <= slope <= CALIBRATION_SLOPES[1]:
        return "poor_calibration"
    return None


def _design(factors: NDArray[np.int64]) -> Floats:
    """A 0/1 column for each group of each factor but its first."""
    columns = [
        (factors[:, place] == group).astype(np.float64)
        for place in range(factors.shape[1])
        for group in np.unique(factors[:, place])[1:]
    ]
    return np.column_stack(columns) if columns else np.empty((len(factors), 0))


def _fitted(design: Floats, met: Counts, not_met: Counts) -> Any:
    # Only a build fits models; importing the library takes seconds that no page should wait for.
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    twice = np.vstack([design, design])
    outcome = np.concatenate([np.ones(len(met)), np.zeros(len(not_met))])
    weights = np.concatenate([met, not_met])
    there = weights > 0
    model = LogisticRegression(C=1 / PENALTY, max_iter=1000, tol=1e-8)
    return model.fit(twice[there], outcome[there], sample_weight=weights[there])


def _chances(model: Any, design: Floats) -> Floats:
    chances: Floats = model.predict_proba(design)[:, 1]
    return chances


def _unseen(
    design: Floats, met: Counts, not_met: Counts, random: np.random.Generator
) -> tuple[Floats, Counts, Counts]:
    """Patients with the chance by a model that was fitted without them: rows of chance, met and not met.

    Each patient is in one of the folds by lot, so patients of one kind are in all of them.
    """
    parts = [random.multinomial(count, np.full(FOLDS, 1 / FOLDS)).T for count in (met, not_met)]
    chances = [
        _chances(_fitted(design, met - own_met, not_met - own_not), design)
        for own_met, own_not in zip(*parts, strict=True)
    ]
    return np.concatenate(chances), np.concatenate(parts[0]), np.concatenate(parts[1])


def area_under_curve(chances: Floats, met: Counts, not_met: Counts) -> float:
    """The probability that of two patients, one met and one not, the model gives the former the higher chance."""
    order = np.argsort(chances, kind="stable")
    value, first = np.unique(chances[order], return_index=True)
    hits = np.add.reduceat(met[order], first).astype(np.float64)
    misses = np.add.reduceat(not_met[order], first).astype(np.float64)
    below = np.cumsum(misses) - misses
    del value
    return float((hits * (below + misses / 2)).sum() / (hits.sum() * misses.sum()))


def _slope(chances: Floats, met: Counts, not_met: Counts) -> float:
    """The calibration slope: the weight a second model gives to the log odds of the first."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    odds = np.log(chances / (1 - chances))[:, None]
    outcome = np.concatenate([np.ones(len(met)), np.zeros(len(not_met))])
    weights = np.concatenate([met, not_met])
    there = weights > 0
    model = LogisticRegression(C=np.inf, max_iter=1000, tol=1e-8)
    fitted = model.fit(np.vstack([odds, odds])[there], outcome[there], sample_weight=weights[there])
    return float(fitted.coef_[0][0])


def shrunken_ratios(
    observed: Sequence[float], expected: Sequence[float], overall: float | None = None
) -> tuple[float, ...]:
    """Each unit's observed to expected ratio, drawn towards the overall one by how uncertain it is.

    Marshall's empirical Bayes estimator. `overall`: a ratio known from elsewhere (1 where the units are some of
    those the model was fitted to); otherwise that of the units together. A unit with nothing expected gets the
    overall ratio. Raises ValueError where nothing is expected of anybody.
    """
    total = sum(expected)
    if total <= 0:
        raise ValueError("nothing is expected of anybody")
    overall = sum(observed) / total if overall is None else overall
    spread = sum(e * (o / e - overall) ** 2 for o, e in zip(observed, expected, strict=True) if e > 0) / total
    units = sum(e > 0 for e in expected)
    between = max(0.0, spread - overall * units / total)
    return tuple(
        overall + _weight(between, overall, e) * (o / e - overall) if e > 0 else overall
        for o, e in zip(observed, expected, strict=True)
    )


def _weight(between: float, overall: float, expected: float) -> float:
    within = overall / expected
    return between / (between + within) if between + within > 0 else 0.0
