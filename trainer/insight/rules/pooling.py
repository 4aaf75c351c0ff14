"""Few takers say little about one item, yet all items of a module say much about what items of it are like.

Each estimate is drawn towards the mean of the module, the more so the fewer takers it rests on: partial pooling, or
empirical Bayes (Efron and Morris 1975, J Am Stat Assoc 70:311-319).
"""

from dataclasses import dataclass

import numpy as np

from trainer.insight.rules.distributions import beta_quantile, quantile
from trainer.insight.rules.intervals import CONFIDENCE

MOST_APART = 0.04  # variance between items: where so many are right that scores hardly vary, moments find too much
MOST_ALIKE, LEAST_ALIKE = 1e-4, 0.5  # bounds of the likeness of answers to one item


@dataclass(frozen=True)
class BetaPrior:
    """What the facility of an item of the module is like before anybody has met it: Beta(mean·size, (1-mean)·size).

    `size` is how many takers that is worth.
    """

    mean: float
    size: float

    def facility(self, points, takers):
        """The pooled facility: (points + mean·size) / (takers + size)."""
        return (points + self.mean * self.size) / (takers + self.size)

    def interval(self, points, takers, confidence: float = CONFIDENCE):
        """The middle `confidence` of Beta(points + a, takers - points + b)."""
        a, b = points + self.mean * self.size, takers - points + (1 - self.mean) * self.size
        tail = (1 - confidence) / 2
        return beta_quantile(tail, a, b), beta_quantile(1 - tail, a, b)


def beta_prior(points: np.ndarray, takers: np.ndarray) -> BetaPrior | None:
    """By moments, each item with the weight of its takers (Kleinman 1973, J Am Stat Assoc 68:46-54).

    With S = Σ n(p - m)², I items and N answers, the likeness of answers to one item is
    (S - m(1-m)(I-1)) / (m(1-m)(N - Σn²/N - (I-1))), and the size of the prior 1/likeness - 1.
    Shares of a mark vary less than right and wrong do, so they are pooled a little too much, never too little.
    """
    there = takers > 0
    n, x = takers[there].astype(float), points[there]
    if len(n) < 2:
        return None
    total, items = n.sum(), len(n)
    mean = x.sum() / total
    variance = mean * (1 - mean)
    room = total - (n**2).sum() / total - (items - 1)
    if variance <= 0 or room <= 0:
        return BetaPrior(float(np.clip(mean, 0.001, 0.999)), 1 / LEAST_ALIKE)
    between = (n * (x / n - mean) ** 2).sum()
    likeness = (between - variance * (items - 1)) / (variance * room)
    return BetaPrior(float(mean), float(1 / np.clip(likeness, MOST_ALIKE, LEAST_ALIKE) - 1))


@dataclass(frozen=True)
class NormalPrior:
    """What artanh of the discrimination of an item of the module is like: its mean and variance."""

    mean: float
    variance: float

    def pooled(self, correlation, takers, confidence: float = CONFIDENCE):
        """The pooled discrimination with its ends; that of the prior where the item's own says nothing."""
        own, precision = own_and_precision(correlation, takers)
        known = 1 / max(self.variance, 1e-9)
        middle = (own * precision + self.mean * known) / (precision + known)
        spread = quantile(0.5 + confidence / 2) / np.sqrt(precision + known)
        return np.tanh(middle), np.tanh(middle - spread), np.tanh(middle + spread)


def own_and_precision(correlation, takers):
    correlation, takers = np.asarray(correlation, float), np.asarray(takers, float)
    known = ~np.isnan(correlation) & (takers > 3)
    own = np.where(known, np.arctanh(np.clip(np.nan_to_num(correlation), -0.99, 0.99)), 0.0)
    return own, np.where(known, takers - 3, 0.0)


def normal_prior(correlation: np.ndarray, takers: np.ndarray) -> NormalPrior | None:
    """Mean and variance between items, as DerSimonian and Laird estimate them (1986, Control Clin Trials 7:177-188).

    artanh r has the variance 1/(n - 3); Q = Σ(n-3)(z - z̄)², and the variance between items is
    (Q - (I-1)) / (Σw - Σw²/Σw) with w = n - 3, from 0 to MOST_APART.
    """
    z, w = own_and_precision(correlation, takers)
    z, w = z[w > 0], w[w > 0]
    if len(z) < 2:
        return None
    mean = (w * z).sum() / w.sum()
    q = (w * (z - mean) ** 2).sum()
    variance = float(np.clip((q - (len(z) - 1)) / (w.sum() - (w**2).sum() / w.sum()), 0, MOST_APART))
    weight = 1 / (variance + 1 / w)
    return NormalPrior(float((weight * z).sum() / weight.sum()), variance)
