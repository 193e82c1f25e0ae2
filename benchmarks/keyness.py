"""What `helpers.compare` costs, how often its intervals hold the true value, and what it finds where nothing is.

1. *Speed*: a bootstrap draw of the log ratio of 20,000 terms, CPU time, by the size of the collection. Articles are
   made up: words by Zipf's law, 250 different ones in an article of 500.
2. *Intervals*: how often the 95 % interval holds the true log ratio, and the true difference of two rates, by the
   number of uses and of articles. Uses are clumped as words are: the rate of an article is gamma with a variance equal
   to the square of its mean, which makes an article that uses a rare word likely to use it again. LEAST_USES and
   FEW_ARTICLES in helpers/compare come from here.
3. *Chance*: terms that no side likes more than the other. How many have a p below .05, and how many are called
   different? Also by the mean and variance of all exchanges alone, which takes their sums for normal: for rare words
   and unequal sides it is wrong, and this is why helpers/compare/exchanges.py does more. And a term that is planted.
4. *Nothing to find* (with ``--corpus``, gzipped JSON lines with ``outlet`` and ``text``): the articles of one outlet
   are put on two sides by chance, 20 times for each of the five largest. How many terms are called different at .05?

usage: python benchmarks/keyness.py [--corpus FILE] [--repeats 400]
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import math
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from helpers import compare, text, voices
from helpers.compare import exchanges, keywords, scores

TERMS = 20_000


def made_up(n_articles: int, generator: np.random.Generator) -> keywords.Counted:
    """Articles of 500 words, 250 of them different, out of 20,000 terms; each term is used five times or more."""
    term = np.minimum((generator.pareto(1.0, 250 * n_articles) * 8).astype(np.int64), TERMS - 1)
    term = np.append(term, np.repeat(np.arange(TERMS), compare.LEAST_USES))
    article = generator.integers(0, n_articles, len(term))
    cell = np.unique(term * n_articles + article)
    term, article = np.divmod(cell, n_articles)
    n = np.where(generator.random(len(cell)) < 0.7, 1.0, 2.0)
    on_a = np.arange(n_articles) % 2 == 0
    return keywords.Counted([""] * TERMS, term, article, n, np.full(n_articles, 500.0), on_a)


def speed() -> None:
    """Print the CPU time of a draw, with drawing, sums, ratios and its part of the percentiles."""
    print(f"articles      cells   CPU ms a draw, {TERMS:,} terms (median of 5 runs of 200 draws)")
    for n_articles in (500, 2_000, 5_000, 10_000):
        counted = made_up(n_articles, np.random.default_rng(0))
        tested = np.ones(TERMS, bool)
        keywords.intervals(counted, tested, 10, 0)
        taken = []
        for _ in range(5):
            began = time.process_time()
            keywords.intervals(counted, tested, 200, 0)
            taken.append((time.process_time() - began) / 200 * 1000)
        print(f"{n_articles:8,d} {len(counted.n):10,d}   {np.median(taken):.2f}")


def clumped(m: int, expected: float, generator: np.random.Generator) -> np.ndarray:
    """Uses in each of ``m`` articles, ``expected`` in all."""
    return generator.poisson(generator.gamma(1.0, expected / m, m)).astype(float)


def coverage(m: int, uses: float, ratio: float, repeats: int, generator: np.random.Generator) -> tuple[float, float]:
    """Share of intervals that hold the true log ratio, among terms that are tested, and their median width."""
    total = np.maximum(50, generator.gamma(4, 125, 2 * m)).round()
    on_a = np.arange(2 * m) < m
    share = 2**ratio / (1 + 2**ratio)
    truth = ratio - math.log2(total[on_a].sum() / total[~on_a].sum())
    rows = []
    for _ in range(repeats):
        rows.append(np.append(clumped(m, uses * share, generator), clumped(m, uses * (1 - share), generator)))
    n = np.array(rows)
    term, article = np.nonzero(n)
    counted = keywords.Counted([""] * repeats, term, article, n[term, article], total, on_a)
    tested = n.sum(axis=1) >= compare.LEAST_USES
    low, high = keywords.intervals(counted, tested, 400, 0)
    held = (low <= truth) & (truth <= high)
    return float(held[tested].mean()) if tested.any() else math.nan, float(tested.mean())


def intervals(repeats: int) -> None:
    """Print how often intervals hold the true value."""
    generator = np.random.default_rng(1)
    print("\nlog ratio: share of intervals that hold it, by expected uses; sides equal, and one four times as often")
    sizes = (3, 5, 8, 12, 20, 50)
    print("articles a side  " + "   ".join(f"{uses:>9d}" for uses in (5, 8, 12, 20, 50)))
    for m in sizes:
        cells = []
        for uses in (5, 8, 12, 20, 50):
            shares = [coverage(m, uses, ratio, repeats, generator)[0] for ratio in (0.0, 2.0)]
            cells.append(" ".join(f"{share:.2f}" for share in shares))
        print(f"{m:15d}  " + "   ".join(f"{cell:>9s}" for cell in cells))
    print("\ndifference of rates of 20 and 10 in 1,000 words, articles of 250 words: the same, not paired and paired")
    for m in sizes:
        shares = []
        for paired in (False, True):
            held = 0
            for _ in range(repeats):
                held += rates_hold(m, paired, generator)
            shares.append(held / repeats)
        print(f"{m:15d}  " + "   ".join(f"{share:.3f}" for share in shares))


def rates_hold(m: int, paired: bool, generator: np.random.Generator) -> bool:
    """Whether the interval of a difference holds the true one; an event raises or lowers the rates of both sides."""
    event = generator.gamma(4, 1 / 4, m) if paired else np.ones(m)
    rows = []
    for side, rate in (("a", 0.02), ("b", 0.01)):
        total = np.maximum(50, generator.gamma(4, 62.5, m)).round()
        own = generator.gamma(4, 1 / 4, m)
        n = generator.poisson(total * rate * event * own)
        rows += [(f"{side}{i}", side, f"event {i}" if paired else "", n[i], total[i]) for i in range(m)]
    measure = pd.DataFrame(rows, columns=["article_id", "side", "event", "n", "total"])
    found = compare.difference(measure, measure, by="side", sides=("a", "b"), draws=400)
    return bool(found["low"][0] <= 0.01 <= found["high"][0])


def by_chance(kind: str, total: np.ndarray, n_terms: int, generator: np.random.Generator) -> np.ndarray:
    """Uses of terms by article: in one to three articles that repeat them, or in nearly all, clumped as above."""
    n = np.zeros((n_terms, len(total)))
    for row in n:
        if kind == "rare":
            at = generator.choice(len(total), generator.integers(1, 4), replace=False, p=total / total.sum())
            row[at] = generator.integers(3, 12, len(at))
        else:
            row[:] = generator.poisson(generator.gamma(1.0, 1.0, len(total)) * total / 100)
    return n[n.sum(axis=1) >= compare.LEAST_USES]


def normal_p(n: np.ndarray, total: np.ndarray, on_a: np.ndarray) -> np.ndarray:
    """p by the mean and variance of all exchanges."""
    m, m_a = len(on_a), int(on_a.sum())
    excess = n - np.outer(n.sum(axis=1) / total.sum(), total)
    spread = m_a * (m - m_a) / (m * (m - 1)) * (excess**2).sum(axis=1)
    z = np.abs(excess[:, on_a].sum(axis=1)) / np.sqrt(spread)
    return np.array([math.erfc(value / math.sqrt(2)) for value in z])


def exchanged_p(n: np.ndarray, total: np.ndarray, on_a: np.ndarray) -> np.ndarray:
    """p as keyness has it."""
    term, at = np.nonzero(n)
    counted = keywords.Counted([""] * len(n), term, at, n[term, at], total, on_a)
    return exchanges.p_values(counted, np.ones(len(n), bool))


def chance(n_terms: int) -> None:
    """Print the share of small p where nothing differs, and the q of a term that does."""
    print("\nnothing differs: share of terms with p < .05, p < .001, q < .05; normal, and as keyness has it")
    for m_a, m_b, longer in itertools.chain(((10, 190, 1), (10, 500, 1), (50, 50, 1)), ((10, 190, 4), (10, 500, 4))):
        for kind in ("rare", "frequent"):
            generator, on_a = np.random.default_rng(1), np.arange(m_a + m_b) < m_a
            total = np.where(on_a, 300.0 * longer, 300.0)
            n = by_chance(kind, total, n_terms, generator)
            cells = []
            for p in (normal_p(n, total, on_a), exchanged_p(n, total, on_a)):
                q = scores.false_discovery(p)
                cells.append(
                    " ".join(f"{share:.4f}" for share in ((p < 0.05).mean(), (p < 0.001).mean(), (q < 0.05).mean()))
                )
            length = ", a's articles four times as long" * (longer > 1)
            print(f"  {m_a:3d} against {m_b:3d}, {kind:8s} {cells[0]}   {cells[1]}{length}")
    for m_a, m_b, used in ((10, 190, 8), (10, 500, 8), (50, 50, 25)):
        generator, on_a = np.random.default_rng(3), np.arange(m_a + m_b) < m_a
        total = np.full(m_a + m_b, 300.0)
        planted = np.zeros((1, m_a + m_b))
        planted[0, :used], planted[0, -2:] = 3, 1
        n = np.concatenate([planted, *(by_chance(kind, total, 400, generator) for kind in ("rare", "frequent"))])
        q = scores.false_discovery(exchanged_p(n, total, on_a))
        found = f"q {q[0]:.1e} among {len(n)} terms; {(q[1:] < 0.05).sum()} of the others below .05"
        print(f"  planted, in {used} of {m_a} articles and 2 of {m_b}: {found}")


def nothing(path: Path) -> None:
    """Print how many terms are called different where two sides come from one outlet by chance."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in itertools.islice(lines, 3_000)]
    articles = pd.DataFrame(rows)[["id", "outlet", "text"]].rename(columns={"id": "article_id"}).astype("str")
    largest = articles["outlet"].value_counts().index[:5]
    articles = articles[articles["outlet"].isin(largest)]
    words = voices.attach(text.words(articles), voices.find(articles))
    generator = np.random.default_rng(2)
    calls = []
    for outlet in largest:
        own = articles[articles["outlet"] == outlet]
        theirs = words[words["article_id"].isin(own["article_id"])]
        for _ in range(20):
            side = pd.Series(generator.permutation(np.arange(len(own)) % 2), own.index)
            table = compare.keyness(theirs, own.assign(side=side.map({0: "x", 1: "y"})), by="side", draws=0)
            tested = table[table["q"].notna()]
            of_g2 = scores.false_discovery(np.array([math.erfc(math.sqrt(g / 2)) for g in tested["g2"]]))
            calls.append((len(tested), int((of_g2 < 0.05).sum()), int((tested["q"] < 0.05).sum())))
    tested, by_g2, by_q = (np.array(column) for column in zip(*calls, strict=True))
    print(f"\nnothing to find: {len(calls)} splits by chance, {tested.mean():,.0f} terms each")
    print(f"  p of G2, adjusted: {by_g2.mean():.1f} terms called different, at least one in {(by_g2 > 0).mean():.0%}")
    print(f"  q of keyness:      {by_q.mean():.2f} terms called different, at least one in {(by_q > 0).mean():.0%}")
    one, other = (articles[articles["outlet"] == outlet] for outlet in largest[:2])
    table = compare.keyness(words, pd.concat([one, other]), by="outlet", draws=0)
    print(f"  two outlets ({len(one)} and {len(other)} articles): {(table['q'] < 0.05).sum()} terms by q")


def main() -> None:
    """Print all parts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--repeats", type=int, default=400)
    arguments = parser.parse_args()
    speed()
    intervals(arguments.repeats)
    chance(4_000)
    if arguments.corpus:
        nothing(arguments.corpus)


if __name__ == "__main__":
    main()
