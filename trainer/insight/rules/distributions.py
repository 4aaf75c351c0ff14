"""Tails and quantiles of the distributions that intervals and tests are made from."""

import math
from statistics import NormalDist

import numpy as np

NORMAL = NormalDist()
STEPS = 60  # halvings of 0 to 1: exact to the last digit that matters
LARGE = 1000  # degrees of freedom from which on log F is as good as normal
log_gamma = np.frompyfunc(math.lgamma, 1, 1)
complement = np.frompyfunc(math.erfc, 1, 1)


def above(z):
    """The chance of a standard normal value above z."""
    return 0.5 * np.asarray(complement(np.asarray(z, float) / math.sqrt(2)), float)


def quantile(share: float) -> float:
    return NORMAL.inv_cdf(share)


def beta_below(a, b, x):
    """The regularized incomplete beta function I_x(a, b), elementwise.

    By its continued fraction (DLMF 8.17.22), evaluated as Lentz does, on the side where it converges fast: I_x(a, b)
    is 1 - I_1-x(b, a).
    """
    a, b, x = (np.array(one, float) for one in np.broadcast_arrays(a, b, np.clip(x, 0.0, 1.0)))
    turned = x > (a + 1) / (a + b + 2)
    a, b, x = np.where(turned, b, a), np.where(turned, a, b), np.where(turned, 1 - x, x)
    inside = np.clip(x, 1e-300, 1 - 1e-16)
    front = np.exp(
        np.asarray(log_gamma(a + b) - log_gamma(a) - log_gamma(b), float) + a * np.log(inside) + b * np.log1p(-inside)
    )
    found = np.where(x <= 0, 0.0, front * fraction(a, b, inside) / a)
    return np.where(turned, 1 - found, found)


def fraction(a, b, x):
    tiny = 1e-300
    c, d = np.ones_like(x), 1 - (a + b) * x / (a + 1)
    d = 1 / np.where(np.abs(d) < tiny, tiny, d)
    value = d.copy()
    for m in range(1, 500):
        for top in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 + top * d
            d = 1 / np.where(np.abs(d) < tiny, tiny, d)
            c = 1 + top / c
            c = np.where(np.abs(c) < tiny, tiny, c)
            value = value * c * d
        if np.all(np.abs(c * d - 1) < 1e-12):
            break
    return value


def beta_quantile(share, a, b):
    """Where a beta distribution has so much of itself below; by halving."""
    share, a, b = np.broadcast_arrays(np.asarray(share, float), a, b)
    low, high = np.zeros(share.shape), np.ones(share.shape)
    for _ in range(STEPS):
        middle = (low + high) / 2
        is_below = beta_below(a, b, middle) < share
        low, high = np.where(is_below, middle, low), np.where(is_below, high, middle)
    return (low + high) / 2


def f_quantile(share: float, first: float, second: float) -> float:
    """Of the F distribution, from the beta distribution that x = d1 F / (d1 F + d2) has.

    With very many degrees of freedom half of log F is normal with mean (1/d2 - 1/d1) / 2 and variance
    (1/d1 + 1/d2) / 2 (Fisher 1924).
    """
    if min(first, second) > LARGE:
        half = (1 / second - 1 / first) / 2 + quantile(share) * math.sqrt((1 / first + 1 / second) / 2)
        return math.exp(2 * half)
    x = float(beta_quantile(share, first / 2, second / 2))
    return second * x / (first * (1 - x))


def at_least(count, of, chance):
    """The chance of `count` or more out of `of`: a binomial tail is an incomplete beta function (DLMF 8.17.5)."""
    count, of = np.asarray(count, float), np.asarray(of, float)
    return np.where(count <= 0, 1.0, beta_below(np.maximum(count, 1e-9), np.maximum(of - count + 1, 1e-9), chance))


def at_most(count, of, chance):
    return 1 - np.where(np.asarray(count) >= np.asarray(of), 0.0, at_least(np.asarray(count) + 1, of, chance))
