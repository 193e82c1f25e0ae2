"""What is reckoned from two counts of a term: part of :mod:`helpers.compare`.

Every function takes arrays: ``n_a`` of ``total_a`` words on the one side, ``n_b`` of ``total_b`` on the other.
"""

from __future__ import annotations

import numpy as np

# Hardie's convention for a side without the term: half a use, so that the ratio can be written down.
HALF = 0.5


def g2(n_a: np.ndarray, total_a: float, n_b: np.ndarray, total_b: float) -> np.ndarray:
    """Log-likelihood ratio over all four cells: the term and all other words, on both sides.

    Dunning's own example, *the swiss*: 110 of 2,552 against 111 of 29,225.

    >>> g2(np.array([110.0]), 2552, np.array([111.0]), 29225).round(2).tolist()
    [270.72]
    """
    whole, both = total_a + total_b, n_a + n_b
    cells = ((n_a, total_a, both), (n_b, total_b, both), (total_a - n_a, total_a, whole - both),
             (total_b - n_b, total_b, whole - both))  # fmt: skip
    found = 0.0
    with np.errstate(divide="ignore", invalid="ignore"):
        for seen, total, row in cells:
            found = found + np.where(seen > 0, seen * np.log(seen * whole / (total * row)), 0.0)
    return np.maximum(2 * found, 0.0)


def log_ratio(n_a: np.ndarray, total_a: np.ndarray, n_b: np.ndarray, total_b: np.ndarray) -> np.ndarray:
    """How many times the rate doubles from *b* to *a*.

    >>> log_ratio(np.array([8.0, 0.0]), 100, np.array([1.0, 4.0]), 100).tolist()
    [3.0, -3.0]
    """
    rate_a, rate_b = np.maximum(n_a, HALF) / total_a, np.maximum(n_b, HALF) / total_b
    return np.log2(rate_a / rate_b)


def dirichlet_z(
    n_a: np.ndarray, total_a: float, n_b: np.ndarray, total_b: float, prior: np.ndarray, weight: float
) -> np.ndarray:
    """Log-odds ratio over its standard deviation, with a prior of ``weight`` words of which each term has its share.

    >>> one, other = np.array([3.0, 7.0]), np.array([3.0, 7.0])
    >>> dirichlet_z(one, 10, other, 10, np.array([0.3, 0.7]), 5.0).tolist()
    [0.0, 0.0]
    """
    a, b = n_a + weight * prior, n_b + weight * prior
    # A list of a single term, all of whose words are this term, leaves no odds: nothing stands on the other side.
    with np.errstate(divide="ignore", invalid="ignore"):
        delta = np.log(a / (total_a + weight - a)) - np.log(b / (total_b + weight - b))
        return np.nan_to_num(delta / np.sqrt(1 / a + 1 / b), nan=0.0)


def false_discovery(p: np.ndarray) -> np.ndarray:
    """Benjamini and Hochberg's adjustment: the share of false ones among all terms with a value this small or smaller.

    >>> false_discovery(np.array([0.01, 0.04, 0.03, 0.5])).round(4).tolist()
    [0.04, 0.0533, 0.0533, 0.5]
    """
    order = np.argsort(-p, kind="stable")
    ranked = p[order] * len(p) / np.arange(len(p), 0, -1)
    q = np.empty(len(p))
    q[order] = np.minimum.accumulate(ranked)
    return np.minimum(q, 1.0)
