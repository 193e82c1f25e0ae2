"""Articles drawn again and again, to see how far a number hangs on which articles there are.

Part of :mod:`helpers.compare`.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator

import numpy as np

from helpers.metrics.percentiles import NOTHING, levels

__all__ = ["NOTHING", "drawn", "flips", "levels", "partings"]


def drawn(m: int, draws: int, generator: np.random.Generator) -> Iterator[np.ndarray]:
    """How often each of ``m`` units comes, when ``m`` are drawn with replacement; so many times.

    >>> [int(weights.sum()) for weights in drawn(4, 2, np.random.default_rng(0))]
    [4, 4]
    """
    for _ in range(draws):
        yield np.bincount(generator.integers(0, m, m), minlength=m).astype(np.float32)


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
