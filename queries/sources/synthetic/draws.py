"""Random draws shared by all parts of the synthetic registry: one seeded generator in, one array out."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Rng = np.random.Generator
Integers = NDArray[np.int64]
Numbers = NDArray[np.float64]
Ticks = NDArray[np.bool_]
Days = NDArray[np.datetime64]
Texts = NDArray[np.str_]
Weights = Mapping[int, float]  # how common each code is, in any unit

NULL = -32768  # stands for SQL NULL in integer arrays: no code, count of days or age comes near it
NO_DAY = np.datetime64("NaT", "D")


def pick(rng: Rng, weights: Numbers | Sequence[float], size: int) -> Integers:
    """Positions 0..len(weights)-1 drawn in proportion to weights; `size` draws."""
    return pick_rows(rng, np.broadcast_to(np.asarray(weights, dtype=np.float64), (size, len(weights))))


def pick_rows(rng: Rng, weights: Numbers) -> Integers:
    """One position per row of a (rows, choices) array of non-negative weights."""
    cumulative = np.cumsum(weights, axis=1)
    threshold = rng.random(len(weights)) * cumulative[:, -1]
    position: Integers = (threshold[:, None] >= cumulative).sum(axis=1)
    return position.clip(max=weights.shape[1] - 1)


def pick_codes(rng: Rng, weights: Weights, size: int) -> Integers:
    """Codes drawn in proportion to their weights."""
    return np.array(tuple(weights), dtype=np.int64)[pick(rng, tuple(weights.values()), size)]


def chance(rng: Rng, probability: Numbers | float, size: int) -> Ticks:
    """Independent yes or no with the given probability (one for all, or one each)."""
    return rng.random(size) < probability


def between(rng: Rng, *, mean: Numbers, sd: Numbers, low: float, high: float) -> Numbers:
    """Beta-distributed numbers within [low, high] with the given means and standard deviations."""
    share, spread = (mean - low) / (high - low), (sd / (high - low)) ** 2
    concentration = share * (1 - share) / spread - 1
    return low + (high - low) * rng.beta(share * concentration, (1 - share) * concentration)


def skewed(rng: Rng, *, median: Numbers | float, sigma: float, size: int) -> Numbers:
    """Lognormal numbers; `sigma` is the standard deviation of the logarithm."""
    return median * np.exp(sigma * rng.standard_normal(size))


def shifted(probability: Numbers, logits: Numbers) -> Numbers:
    """Probabilities moved on the logit scale; 0 and 1 stay where they are."""
    odds = probability * np.exp(logits)
    return odds / (odds + 1 - probability)


def days(count: Numbers | Integers) -> NDArray[np.timedelta64]:
    """Whole days as a duration, fractions cut off."""
    return count.astype(np.int64).astype("timedelta64[D]")


def year_of(day: Days) -> Integers:
    """The calendar year of each day."""
    return day.astype("datetime64[Y]").astype(np.int64) + 1970


def guids(rng: Rng, size: int) -> Texts:
    """Lower-case GUIDs (version 4), distinct with overwhelming probability."""
    digits = rng.bytes(16 * size).hex()
    parts = (digits[start : start + 32] for start in range(0, 32 * size, 32))
    return np.array([f"{h[:8]}-{h[8:12]}-4{h[13:16]}-a{h[17:20]}-{h[20:]}" for h in parts], dtype="U36")
