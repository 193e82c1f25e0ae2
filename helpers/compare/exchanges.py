"""How often a word would differ as much if articles changed sides by chance: part of :mod:`helpers.compare`.

Articles are exchanged, not words, since the words of an article come together: a word that one article uses fifty times
is one finding, and of one article no more can be said than how large its side is.
"""

from __future__ import annotations

import math

import numpy as np

# Terms in so few articles are exchanged in all ways, 1,024 at most.
EXACT = 10
# Of other terms so many articles, those with the most uses, are exchanged in all ways, and the others by moments. With
# 6 of them p is close to that of real exchanges: benchmarks/keyness.py.
_LARGEST = 6
# Numbers in one table of ways by terms: 8 MB.
_AT_ONCE = 1_000_000
# Two sums are the same when they differ by no more than what adding loses.
_ROUNDING = 1e-9


def p_values(counted, tested: np.ndarray) -> np.ndarray:
    """Two-sided p of each tested term of a :class:`helpers.compare.keywords.Counted`, in their order.

    A term in :data:`EXACT` articles or fewer is put on the sides in all ways that its articles can be, and p is the
    probability of those that part its uses as far from the share of the words as they are. For other terms the articles
    with the most uses are put on the sides in all ways, and what the others add has the mean, variance and skewness
    that it has over all exchanges (Pearson's type III, by Wilson & Hilferty).

    Where the articles of one side are longer, they are no equals of those that they are exchanged with. So p is the
    larger of two. For few articles: of such that are exchanged as they are, and of such that use a word as often as
    they are long. For many: of exchanged counts, and of exchanged rates.

    No p is smaller than the probability of the one way that was seen (Phipson & Smyth 2010).
    """
    m_a, m = int(counted.on_a.sum()), len(counted.on_a)
    cells = np.flatnonzero(tested[counted.term])
    number = (np.cumsum(tested) - 1)[counted.term[cells]]
    n_terms = int(tested.sum())
    k = np.bincount(number, minlength=n_terms)
    first = np.cumsum(k) - k  # cells stand in the order of their terms
    n, on = counted.n[cells], counted.on_a[counted.article[cells]]
    smallest = np.exp(_log_way(k, np.bincount(number, weights=on, minlength=n_terms), m_a, m))
    p = np.ones(n_terms)
    share = counted.total[counted.on_a].sum() / counted.total.sum()
    odds = share / (1 - share) * (m - m_a) / m_a  # mean length on side a over that on side b
    for few in range(1, EXACT + 1):
        at = np.flatnonzero(k == few)
        for own in np.array_split(at, max(1, len(at) * 2**few // _AT_ONCE)):
            if len(own):
                rows = first[own][:, None] + np.arange(few)
                p[own] = _all_ways(n[rows], on[rows], share, odds, m_a, m)
    many = k > EXACT
    if many.any():
        cells, number = cells[many[number]], (np.cumsum(many) - 1)[number[many[number]]]
        n, total = counted.n[cells], counted.total[counted.article[cells]]
        of_counts = _by_moments(n, total, counted.total, counted.article[cells], number, counted.on_a)
        same = np.ones(m)
        of_rates = _by_moments(n / total, np.ones(len(n)), same, counted.article[cells], number, counted.on_a)
        p[many] = np.maximum(of_counts, of_rates)
    return np.minimum(np.maximum(p, smallest), 1.0)


def _log_way(k, on_a, m_a: int, m: int) -> np.ndarray:
    """Log of the probability of one way to put ``k`` of ``m`` articles on the sides, ``on_a`` of them on side *a*.

    One of two articles on the side that holds one of four:

    >>> round(float(np.exp(_log_way(np.array([2]), np.array([1]), 1, 4))[0]), 4)
    0.25
    """
    left, left_a = m - k, m_a - on_a
    possible = (left_a >= 0) & (left_a <= left)
    left_a = np.where(possible, left_a, 0)
    ways = _log_factorial(left) - _log_factorial(left_a) - _log_factorial(left - left_a)
    every = math.lgamma(m + 1) - math.lgamma(m_a + 1) - math.lgamma(m - m_a + 1)
    return np.where(possible, ways - every, -np.inf)


def _log_factorial(numbers) -> np.ndarray:
    values, at = np.unique(np.asarray(numbers), return_inverse=True)
    return np.array([math.lgamma(value + 1) for value in values.tolist()])[at].reshape(np.shape(numbers))


def _ways(k: int) -> np.ndarray:
    """All ways to put ``k`` articles on side *a* or not, one a column."""
    return (np.arange(2**k) >> np.arange(k)[:, None] & 1).astype(float)


def _all_ways(n: np.ndarray, on: np.ndarray, share: float, odds: float, m_a: int, m: int) -> np.ndarray:
    """p of terms that have the same number of articles; ``n`` and ``on`` have a row for each term."""
    k = n.shape[1]
    ways = _ways(k)
    middle = n.sum(axis=1) * share
    seen = np.abs((n * on).sum(axis=1) - middle)
    as_far = np.abs(n @ ways - middle[:, None]) >= seen[:, None] - _ROUNDING * n.sum(axis=1)[:, None]
    on_a = ways.sum(axis=0)
    found = []
    for weight in (0.0, math.log(odds)):
        log = _log_way(np.full(len(on_a), k), on_a, m_a, m) + weight * on_a
        probability = np.exp(log - log.max())
        found.append(as_far @ (probability / probability.sum()))
    return np.maximum(*found)


def _by_moments(n, size, sizes, article, number, on_a) -> np.ndarray:
    """p of terms in many articles.

    Parameters
    ----------
    n, size, article, number : arrays
        Of each cell: uses, size and place of its article, and number of its term; a term's cells stand together.
    sizes, on_a : arrays
        Of each article.
    """
    m_a, m = int(on_a.sum()), len(on_a)
    order = np.lexsort((-n, number))
    n, size, on, number = n[order], size[order], on_a[article[order]], number[order]
    first = np.flatnonzero(np.diff(number, prepend=-1))
    n_terms = len(first)
    rate = np.bincount(number, weights=n) / sizes.sum()
    expected = rate[number] * size
    excess = n - expected
    # Over all articles, those without the term too: there the excess is minus what was expected.
    sums = [np.zeros(n_terms)]
    for power in (2, 3):
        without = (-rate) ** power * (sizes**power).sum()
        sums.append(without + np.bincount(number, weights=excess**power - (-expected) ** power))
    seen = np.bincount(number, weights=n * on) - rate * sizes[on_a].sum()
    # Counts go up in steps; half of the smallest step makes tails of steps and of a curve alike.
    limit = np.abs(seen) - np.minimum.reduceat(n, first) / 2
    ways = _ways(_LARGEST)
    moved = ways.sum(axis=0)
    probability = np.exp(_log_way(np.full(len(moved), _LARGEST), moved, m_a, m))
    left = m - _LARGEST
    drawn = np.clip(m_a - moved, 0, left)
    p = np.empty(n_terms)
    for own in np.array_split(np.arange(n_terms), max(1, n_terms * len(moved) // _AT_ONCE)):
        largest = excess[first[own][:, None] + np.arange(_LARGEST)]
        one, two, three = (sums[power - 1][own] - (largest**power).sum(axis=1) for power in (1, 2, 3))
        mean = one / left
        square = np.maximum(two - left * mean**2, 0.0)
        cube = three - 3 * mean * two + 2 * left * mean**3
        variance = square[:, None] * drawn * (left - drawn) / (left * (left - 1))
        third = cube[:, None] * drawn * (left - drawn) * (left - 2 * drawn) / (left * (left - 1) * (left - 2))
        middle = largest @ ways + mean[:, None] * drawn
        above = _tail(limit[own][:, None] - middle, variance, third)
        below = _tail(limit[own][:, None] + middle, variance, -third)
        p[own] = (above + below) @ probability
    return p


def _tail(distance: np.ndarray, variance: np.ndarray, third: np.ndarray) -> np.ndarray:
    """Probability of a deviation from the mean of at least ``distance``, by variance and third moment.

    >>> _tail(np.array([0.0, 1.96]), np.ones(2), np.zeros(2)).round(3).tolist()
    [0.5, 0.025]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.sqrt(variance)
        z = np.where(spread > 0, distance / spread, np.where(distance > 0, np.inf, -np.inf))
        skew = np.where(spread > 0, third / spread**3, 0.0)
        some = np.abs(skew) > 1e-4
        sixth = np.where(some, skew, 1.0) / 6
        bent = (np.cbrt(np.maximum(3 * sixth * z + 1, 0.0)) - 1) / sixth + sixth
    z = np.where(some & np.isfinite(z), bent, z) / math.sqrt(2)
    return np.array([math.erfc(value) for value in z.ravel().tolist()]).reshape(z.shape) / 2
