"""How often the interval of `metrics.rate_by_voice` holds the true rate, by the number of hits that it rests on.

Sentences with the lengths of news (gamma, mean 22 words, standard deviation 11) get hits at a known rate, a little
clustered as loaded words are (negative binomial, variance 1.3 times the mean). The share of intervals that hold the
true rate should be 95 in 100. This is where THIN_HITS in helpers/metrics comes from.

Then the same by the number of units that are drawn, articles of 400 words with plenty of hits: THIN_UNITS.

usage: python benchmarks/intervals.py [--repeats 1000]
"""

import argparse

import numpy as np

from helpers.metrics import THIN_HITS, _interval


def of_units(units: int, rate: float, clumped: bool, repeats: int, generator: np.random.Generator) -> float:
    """Share of intervals that hold the true rate, among those with ten hits or more."""
    held = []
    for _ in range(repeats):
        total = np.maximum(1, generator.gamma(4, 100, units).round())
        own = generator.gamma(4, 1 / 4, units) if clumped else np.ones(units)
        n = generator.negative_binomial(total * rate * own / 0.3, 1 / 1.3)
        low, high = _interval(n, total, 500, generator)
        if n.sum() >= THIN_HITS:
            held.append(low <= rate <= high)
    return float(np.mean(held))


def coverage(expected: float, rate: float, repeats: int, generator: np.random.Generator) -> tuple[float, float]:
    """Share of intervals that hold the true rate, and how many hits they rest on, on average."""
    held, hits = [], []
    n_sentences = max(2, round(expected / (22 * rate)))
    for _ in range(repeats):
        total = np.maximum(1, generator.gamma(4, 5.5, n_sentences).round())
        mean = total * rate
        n = generator.negative_binomial(mean / 0.3, 1 / 1.3)
        low, high = _interval(n, total, 500, generator)
        held.append(low <= rate <= high)
        hits.append(n.sum())
    return float(np.mean(held)), float(np.mean(hits))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=1000)
    repeats = parser.parse_args().repeats
    generator = np.random.default_rng(1)
    print("expected hits   interval holds the true rate, at 10, 20, 40 hits per 1,000 words")
    for expected in (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30):
        shares = [coverage(expected, rate / 1000, repeats, generator)[0] for rate in (10, 20, 40)]
        print(f"{expected:13d}   " + "   ".join(f"{share:.3f}" for share in shares))
    print("units   at 20 and 50 hits per 1,000 words; at 30, where articles differ by half of it")
    for units in (2, 3, 4, 5, 6, 8, 10, 12, 15, 20):
        cases = ((0.02, False), (0.05, False), (0.03, True))
        shares = [of_units(units, rate, clumped, repeats, generator) for rate, clumped in cases]
        print(f"{units:5d}   " + "   ".join(f"{share:.3f}" for share in shares))


if __name__ == "__main__":
    main()
