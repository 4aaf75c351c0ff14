"""How far a share or a correlation may be off."""

from typing import NamedTuple

import numpy as np

from trainer.insight.rules.distributions import quantile

CONFIDENCE = 0.95


class Interval(NamedTuple):
    low: float
    high: float


def wilson(right, takers, confidence: float = CONFIDENCE):
    """Lower and upper end for a share, of right answers or shares of a mark among so many takers.

    Wilson 1927 (J Am Stat Assoc 22:209-212): with p = right/n and z, the ends are
    (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n). It stays within 0 and 1, and holds for few takers.
    """
    z = quantile(0.5 + confidence / 2)
    n = np.maximum(np.asarray(takers, float), 1e-9)
    p = np.asarray(right, float) / n
    middle, spread = p + z**2 / (2 * n), z * np.sqrt(np.maximum(p * (1 - p), 0) / n + z**2 / (4 * n**2))
    none = np.asarray(takers) == 0
    low, high = (middle - spread) / (1 + z**2 / n), (middle + spread) / (1 + z**2 / n)
    return np.where(none, 0.0, np.maximum(low, 0)), np.where(none, 1.0, np.minimum(high, 1))


def fisher(correlation, takers, confidence: float = CONFIDENCE):
    """Lower and upper end for a correlation: tanh(artanh r ± z / √(n - 3)). Not a number for fewer than 4 takers.

    Fisher 1921 (Metron 1:3-32).
    """
    z = quantile(0.5 + confidence / 2)
    n = np.asarray(takers, float)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.where(n > 3, z / np.sqrt(np.maximum(n - 3, 1e-9)), np.nan)
        middle = np.arctanh(np.clip(correlation, -0.9999, 0.9999))
    return np.tanh(middle - spread), np.tanh(middle + spread)
