"""Uses of every term in every article of two sides, and how their ratio moves when articles are drawn anew.

Part of :mod:`helpers.compare`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.compare import draws as drawing
from helpers.compare import exchanges, scores
from helpers.compare.sides import Sides, spoken
from helpers.metrics.tallies import need

# Terms whose draws are put in order together: the table of them stays small enough for a processor's cache.
_TERMS = 2_000


@dataclass(frozen=True, eq=False)
class Counted:
    """A sparse table of terms by articles; a cell is a term in an article that uses it.

    Attributes
    ----------
    terms : list of str
    term, article : int64 arrays
        Of each cell, in the order of the terms.
    n : float array
        Uses in each cell.
    total : float array
        Words of each article, in the voices that are compared; articles without any are left out.
    on_a : bool array
        Whether each article stands on side *a*.
    """

    terms: list[str]
    term: np.ndarray
    article: np.ndarray
    n: np.ndarray
    total: np.ndarray
    on_a: np.ndarray

    def by_term(self, values: np.ndarray) -> np.ndarray:
        """Sums over the cells of each term."""
        return np.bincount(self.term, weights=values, minlength=len(self.terms))


def terms_of(uses: pd.DataFrame) -> np.ndarray:
    """The term of each row: that of a list where there is one, else the word as it stands, in small letters.

    >>> terms_of(pd.DataFrame({"text": ["Mob", "DON’T"]})).tolist()
    ['mob', "don't"]
    """
    if "term" in uses:
        return uses["term"].to_numpy(object)
    number, forms = pd.factorize(uses["text"])
    plain = np.array([str(form).lower().replace("’", "'") for form in forms], object)
    return plain[number] if len(plain) else np.array([], object)


def count(uses: pd.DataFrame, words: pd.DataFrame | None, found: Sides, whose: str) -> Counted:
    """Count the uses of each term in each article, out of the words of the same voices."""
    need(uses, ["article_id"], "text.words(articles)")
    if "term" not in uses:
        need(uses, ["text"], "text.words(articles)")
    elif words is None:
        raise ValueError(
            "The table has a column 'term': these are the hits of a list, and hits need the words that they are out "
            "of. Give them too: compare.keyness(hits, articles, words, by=...)."
        )
    rows, base = spoken(uses, whose), spoken(uses if words is None else words, whose)
    need(base, ["article_id"], "voices.attach(text.words(articles), voices)")
    at = found.ids.get_indexer(base["article_id"])
    weight = base["n_words"].to_numpy(float)[at >= 0] if "n_words" in base else None
    total = np.bincount(at[at >= 0], weights=weight, minlength=len(found.ids)).astype(float)
    for name, on in ((found.a, found.on_a), (found.b, ~found.on_a)):
        if not total[on].any():
            which = {"narrator": "words of the narrator", "sources": "words of sources", "everybody": "words"}[whose]
            raise ValueError(f"The articles of {name!r} have no {which} in this table, so there is nothing to compare.")
    place = np.cumsum(total > 0) - 1  # of each article among those that have words
    at = found.ids.get_indexer(rows["article_id"])
    keep = (at >= 0) & (total[at] > 0)
    number, terms = pd.factorize(terms_of(rows)[keep], sort=True)
    n = rows["n"].to_numpy(float)[keep] if "n" in rows else np.ones(int(keep.sum()))
    cell, of_row = np.unique(number.astype(np.int64) * len(total) + place[at[keep]], return_inverse=True)
    term, article = np.divmod(cell, len(total))
    n = np.bincount(of_row, weights=n, minlength=len(cell))
    return Counted(list(terms), term, article, n, total[total > 0], found.on_a[total > 0])


def intervals(counted: Counted, tested: np.ndarray, draws: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """95 % interval of the log ratio of each tested term, over draws of the articles of each side.

    A side without any use of a term is taken to have used it no more than 3.69 times (Garwood 1936), and the interval
    is open towards its side. A draw may leave out all articles of a side that use the term: its rate is then 0 there.
    Where more draws do so than are cut off, the interval is open towards that side too, and 0 lies in it where a draw
    has no use on either side.
    """
    m_a, m_b = int(counted.on_a.sum()), int((~counted.on_a).sum())
    low, high = np.full((2, len(counted.terms)), np.nan)
    if min(m_a, m_b) < 2 or not draws or not tested.any():
        return low, high
    generator = np.random.default_rng(seed)
    cells = np.flatnonzero(tested[counted.term])
    side = np.where(counted.on_a[counted.article[cells]], 0, 1)
    number = (np.cumsum(tested) - 1)[counted.term[cells]]
    order = np.argsort(2 * number + side, kind="stable")
    group = (2 * number + side)[order]
    article, n = counted.article[cells][order], counted.n[cells][order].astype(np.float32)
    first = np.flatnonzero(np.diff(group, prepend=-1))
    # A side without a cell keeps the most that it may have used.
    sums = np.full(2 * int(tested.sum()), drawing.NOTHING, np.float32)
    where = group[first]
    none_a, none_b = np.ones((2, int(tested.sum())), bool)
    none_a[where[where % 2 == 0] // 2] = False
    none_b[where[where % 2 == 1] // 2] = False
    total, on_a = counted.total.astype(np.float32), counted.on_a
    weights = np.empty(len(total), np.float32)
    ratios = np.empty((draws, int(tested.sum())), np.float32)
    both = zip(drawing.drawn(m_a, draws, generator), drawing.drawn(m_b, draws, generator), strict=True)
    for row, (of_a, of_b) in enumerate(both):
        weights[on_a], weights[~on_a] = of_a, of_b
        sums[where] = np.add.reduceat(weights[article] * n, first)
        words = np.log2((weights[~on_a] @ total[~on_a]) / (weights[on_a] @ total[on_a]))
        with np.errstate(divide="ignore", invalid="ignore"):
            ratios[row] = np.log2(sums[0::2] / sums[1::2]) + words
    low[tested], high[tested] = _ends(ratios, drawing.levels(min(m_a, m_b)))
    low[np.flatnonzero(tested)[none_a]] = -np.inf
    high[np.flatnonzero(tested)[none_b]] = np.inf
    return low, high


def _ends(ratios: np.ndarray, cut: tuple[float, float]) -> np.ndarray:
    """Ends of the interval of each column; what is no number, nothing over nothing, may be anything.

    >>> _ends(np.array([[0.0, np.nan], [1.0, 1.0], [2.0, 2.0]]), (1.0, 99.0)).T.tolist()
    [[0.0, 2.0], [-inf, inf]]
    """
    last = len(ratios) - 1
    at = math.floor(last * cut[0] / 100), math.ceil(last * cut[1] / 100)
    found = np.empty((2, ratios.shape[1]))
    for begin in range(0, ratios.shape[1], _TERMS):
        part = np.ascontiguousarray(ratios[:, begin : begin + _TERMS].T)
        part.partition(at, axis=1)  # puts what is no number behind all numbers
        found[:, begin : begin + _TERMS] = part[:, at].T
        unknown = np.isnan(part).sum(axis=1)
        for row in np.flatnonzero(unknown):
            known = np.sort(part[row, : len(ratios) - unknown[row]])
            whole = [np.concatenate([np.full(unknown[row], -np.inf), known]), np.append(known, [np.inf] * unknown[row])]
            found[:, begin + row] = whole[0][at[0]], whole[1][at[1]]
    return found


def table(counted: Counted, names: tuple[str, str], least: int, few: int, draws: int, seed: int) -> pd.DataFrame:
    """One row for each term with all that is reckoned of it; see :func:`helpers.compare.keyness`."""
    cell_a, cell_total = counted.on_a[counted.article], counted.total[counted.article]
    n = counted.by_term(counted.n)
    n_a = counted.by_term(counted.n * cell_a)
    n_b = n - n_a
    total_a, total_b = counted.total[counted.on_a].sum(), counted.total[~counted.on_a].sum()
    m_a, m_b = int(counted.on_a.sum()), int((~counted.on_a).sum())
    # Half a use for none must not turn the sign, as it would where the side without a use has few words.
    lead = np.sign(n_a * total_b - n_b * total_a)
    ratio = lead * np.maximum(lead * scores.log_ratio(n_a, total_a, n_b, total_b), 0.0)
    on_a = lead > 0
    tested = n >= least
    low, high = intervals(counted, tested, draws, seed)
    rate = n / (total_a + total_b)
    q = np.full(len(n), np.nan)
    q[tested] = scores.false_discovery(exchanges.p_values(counted, tested))
    # Gries's DP on the side that a term is typical of: its share of uses in each article against that of words.
    own = cell_a == on_a[counted.term]
    whole = np.where(on_a, total_a, total_b)[counted.term]
    used = np.where(on_a, n_a, n_b)[counted.term]
    with np.errstate(divide="ignore", invalid="ignore"):
        gaps = np.where(own, np.abs(counted.n / used - cell_total / whole) - cell_total / whole, 0.0)
    z = scores.dirichlet_z(n_a, total_a, n_b, total_b, rate, counted.total.mean())
    found = pd.DataFrame(
        {
            "term": pd.array(counted.terms, dtype="str"),
            "typical_of": pd.array(np.where(lead == 0, "", np.where(on_a, *names)), dtype="str"),
            "a": pd.array([names[0]] * len(n), dtype="str"),
            "b": pd.array([names[1]] * len(n), dtype="str"),
            "n_a": n_a.round().astype(np.int64),
            "total_a": int(total_a),
            "n_b": n_b.round().astype(np.int64),
            "total_b": int(total_b),
            "articles_a": counted.by_term(cell_a).astype(np.int64),
            "articles_b": counted.by_term(~cell_a).astype(np.int64),
            "dispersion": np.clip((1 + counted.by_term(gaps)) / 2, 0, 1),
            "log_ratio_a_over_b": ratio,
            "low": low,
            "high": high,
            "g2": scores.g2(n_a, total_a, n_b, total_b),
            "z_a_over_b": z,
            "q": q,
            "thin": ~tested | (min(m_a, m_b) < few) | (counted.by_term(np.ones(len(counted.n))) < few),
        }
    )
    order = np.lexsort((found["term"], -found["z_a_over_b"].abs().round(9)))
    return found.iloc[order].reset_index(drop=True)
