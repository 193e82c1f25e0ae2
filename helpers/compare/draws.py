"""Articles drawn again and again, to see how far a number hangs on which articles there are.

Part of :mod:`helpers.compare`.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from statistics import NormalDist

import numpy as np

# Garwood's exact upper limit for a count of nothing, -log(0.025).
NOTHING = 3.69
_HALF_OF_FIVE = 0.025


def drawn(m: int, draws: int, generator: np.random.Generator) -> Iterator[np.ndarray]:
    """How often each of ``m`` units comes, when ``m`` are drawn with replacement; so many times.

    >>> [int(weights.sum()) for weights in drawn(4, 2, np.random.default_rng(0))]
    [4, 4]
    """
    for _ in range(draws):
        yield np.bincount(generator.integers(0, m, m), minlength=m).astype(np.float32)


def levels(m: int) -> tuple[float, float]:
    """Per cents between which an interval of 95 % lies, when ``m`` units were drawn from.

    Of few units the plain 2.5 and 97.5 are too narrow; these are the levels of Hesterberg's expanded interval.

    >>> [round(level, 2) for level in levels(1000)], [round(level, 2) for level in levels(5)]
    ([2.48, 97.52], [0.1, 99.9])
    """
    if m < 2:
        return math.nan, math.nan
    low = 100 * NormalDist().cdf(-math.sqrt(m / (m - 1)) * _t(m - 1))
    return low, 100 - low


def _t(freedom: int) -> float:
    """The 97.5 % point of Student's t, by its expansion in 1/freedom (Abramowitz & Stegun 1964, 26.7.5).

    >>> [round(_t(freedom), 2) for freedom in (4, 9, 30)]
    [2.78, 2.26, 2.04]
    """
    x = NormalDist().inv_cdf(1 - _HALF_OF_FIVE)
    terms = (
        (x**3 + x) / 4,
        (5 * x**5 + 16 * x**3 + 3 * x) / 96,
        (3 * x**7 + 19 * x**5 + 17 * x**3 - 15 * x) / 384,
        (79 * x**9 + 776 * x**7 + 1482 * x**5 - 1920 * x**3 - 945 * x) / 92160,
    )
    return x + sum(term / freedom**power for power, term in enumerate(terms, 1))


def partings(m: int, m_a: int, draws: int, generator: np.random.Generator) -> tuple[np.ndarray, bool]:
    """Ways to put ``m_a`` of ``m`` articles on the first side, and whether these are all ways or some by chance.

    One row is one way, True where an article stands on the first side.

    >>> [(len(rows), every) for m in (4, 40) for rows, every in [partings(m, m // 2, 100, np.random.default_rng(0))]]
    [(6, True), (100, False)]
    """
    if math.comb(m, m_a) <= draws:
        rows = np.zeros((math.comb(m, m_a), m), bool)
        for row, chosen in zip(rows, itertools.combinations(range(m), m_a), strict=True):
            row[list(chosen)] = True
        return rows, True
    order = np.argsort(generator.random((draws, m)), axis=1)
    return order < m_a, False


def flips(m: int, draws: int, generator: np.random.Generator) -> tuple[np.ndarray, bool]:
    """Ways to exchange the two sides in some of ``m`` pairs, and whether these are all ways or some by chance.

    >>> [(len(rows), every) for m in (3, 30) for rows, every in [flips(m, 100, np.random.default_rng(0))]]
    [(8, True), (100, False)]
    """
    if 2**m <= draws:
        return np.arange(2**m)[:, None] >> np.arange(m) & 1 == 1, True
    return generator.random((draws, m)) < 0.5, False
