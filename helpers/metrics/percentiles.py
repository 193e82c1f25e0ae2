"""Between which per cents of the draws an interval lies: part of :mod:`helpers.metrics`."""

from __future__ import annotations

import math
from statistics import NormalDist

_HALF_OF_FIVE = 0.025
# Garwood's exact upper limit for a count of nothing, 3.69.
NOTHING = -math.log(_HALF_OF_FIVE)


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
