"""Counts of each article on two sides, and how far their difference moves: part of :mod:`helpers.compare`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.compare import draws as drawing
from helpers.compare.sides import Sides
from helpers.metrics.tallies import need

# Two values are the same when they differ by no more than what a sum of numbers loses.
_ROUNDING = 1e-12
_SHOWN = 5  # articles named in an error


@dataclass(frozen=True, eq=False)
class Tallied:
    """What a measure counted, by unit and group.

    Attributes
    ----------
    groups : list of str
    n, total : float arrays, shape (2, units, groups)
        Sides *a* and *b*. Paired, a unit is an event and has both; else it is an article, and the side where it does
        not stand has zeros.
    on_a : bool array, shape (units,)
        Which side each unit stands on; of no meaning where they are paired.
    paired : bool
    rate : bool
        Whether each count is out of its own row's total; else it is a share of its article.
    articles : tuple of int
        Articles on each side.
    """

    groups: list[str]
    n: np.ndarray
    total: np.ndarray
    on_a: np.ndarray
    paired: bool
    rate: bool
    articles: tuple[int, int]

    @property
    def units(self) -> int:
        """How many are drawn from: events, or articles of the side that has fewer."""
        return self.n.shape[1] if self.paired else int(min(self.on_a.sum(), (~self.on_a).sum()))


def tally(measure: pd.DataFrame, found: Sides, of: str | None, voices: pd.DataFrame | None) -> Tallied:
    """Add up what was counted, for each article or event and each group."""
    need(measure, ["article_id", "n", "total", *([of] if of else [])], "A measure with by=['article_id', ...]")
    at = found.ids.get_indexer(measure["article_id"])
    rows, at = measure[at >= 0], at[at >= 0]
    if not len(rows):
        raise ValueError("The measure has no row for any of the articles that are compared. Measure the same articles.")
    number, groups = pd.factorize(rows[of].astype("str")) if of else (np.zeros(len(rows), np.int64), ["all"])
    n, total = np.zeros((2, len(found.ids), len(groups)))
    np.add.at(n, (at, number), rows["n"].to_numpy(float))
    rate = _rate(rows)
    if not rate:
        whole = np.zeros(len(found.ids))
        whole[at] = rows["total"].to_numpy(float)
        if "stance" not in rows:  # of introductions an article without a row has none
            _complete(whole, np.isin(np.arange(len(whole)), at), found, voices)
        total = np.repeat(whole[:, None], len(groups), axis=1)
    else:
        np.add.at(total, (at, number), rows["total"].to_numpy(float))
    there = total.sum(axis=1) > 0
    for name, on in ((found.a, found.on_a), (found.b, ~found.on_a)):
        if not (there & on).any():
            raise ValueError(f"The measure counts nothing in the articles of {name!r}, so there is nothing to compare.")
    n, total, on_a, event = n[there], total[there], found.on_a[there], found.event[there]
    both = [name for name in dict.fromkeys(event) if name and len(set(on_a[event == name])) == 2]
    sides = np.stack([on_a, ~on_a])[:, :, None]
    n, total = n * sides, total * sides
    if not both:
        return Tallied(list(groups), n, total, on_a, False, rate, (int(on_a.sum()), int((~on_a).sum())))
    unit = pd.Index(both).get_indexer(event)
    keep = unit >= 0
    by_event = [np.zeros((2, len(both), len(groups))) for _ in range(2)]
    for sums, values in zip(by_event, (n, total), strict=True):
        for side in (0, 1):
            np.add.at(sums[side], unit[keep], values[side][keep])
    articles = (int((on_a & keep).sum()), int((~on_a & keep).sum()))
    return Tallied(list(groups), *by_event, np.ones(len(both), bool), True, rate, articles)


def _complete(whole: np.ndarray, counted: np.ndarray, found: Sides, voices: pd.DataFrame | None) -> None:
    """Put in the words of articles without a row: nothing was counted there, and yet it is out of all their words."""
    lacks = np.flatnonzero(~counted & ~found.empty)
    if voices is not None:
        need(voices, ["article_id", "n_words"], "voices.find(articles)")
        each = voices.groupby("article_id")["n_words"].sum().reindex(found.ids).to_numpy(float)
        for at in np.flatnonzero(counted & (each != whole))[:1]:
            raise ValueError(
                f"The measure counts out of {whole[at]:,.0f} in {found.ids[at]!r}, and the voices have "
                f"{np.nan_to_num(each[at]):,.0f} words there. Give shares of words, and all voices of these articles."
            )
        for at in lacks[np.isnan(each[lacks])][:1]:
            raise ValueError(f"The voices have no row for {found.ids[at]!r}. Give those of all articles compared.")
        whole[lacks] = each[lacks]
    elif len(lacks):
        names = ", ".join(map(repr, found.ids[lacks[:_SHOWN]])) + ", …" * (len(lacks) > _SHOWN)
        raise ValueError(
            f"The measure has no row for {len(lacks):,} of the articles that are compared: {names}. Without their "
            f"words shares would be wrong. Give the voices too, difference(measure, articles, voices, by=...): they "
            f"then count with all their words and nothing found in them. Or leave them out of the articles yourself."
        )


def _rate(rows: pd.DataFrame) -> bool:
    """Whether each count is out of its own row's total, and not a share of everything in its article.

    Rates say so in a column. Of a table made by hand, totals that differ inside an article do.
    """
    if "rate_per_1000" in rows or "n_words" in rows:  # of metrics.rate_by_voice; of scale
        return True
    return bool((rows.groupby("article_id")["total"].nunique() > 1).any())


def difference(n: np.ndarray, total: np.ndarray) -> np.ndarray:
    """Value of *a* minus value of *b*; not a number where one of them has nothing to be counted out of."""
    with np.errstate(divide="ignore", invalid="ignore"):
        value = n / np.where(total > 0, total, np.nan)
    return value[0] - value[1]


def interval(tallied: Tallied, draws: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """95 % interval of the difference, over draws of the events, or of the articles of each side."""
    generator = np.random.default_rng(seed)
    m = tallied.n.shape[1]
    if tallied.units < 2 or not draws:
        return tuple(np.full((2, len(tallied.groups)), np.nan))
    if tallied.paired:
        weights = np.stack(list(drawing.drawn(m, draws, generator)))
    else:
        weights = np.zeros((draws, m))
        for on in (tallied.on_a, ~tallied.on_a):
            weights[:, on] = np.stack(list(drawing.drawn(int(on.sum()), draws, generator)))
    found = difference(weights @ tallied.n, weights @ tallied.total)
    ends = np.full((2, len(tallied.groups)), np.nan)
    some = np.isfinite(found).any(axis=0)
    ends[:, some] = np.nanpercentile(found[:, some], drawing.levels(tallied.units), axis=0)
    # Where a side has nothing, every draw has nothing too; it may be as much as Garwood's limit.
    n, total = tallied.n.sum(axis=1), tallied.total.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        most = np.where(n == 0, np.minimum(drawing.NOTHING / total, 1.0), 0.0)
    return ends[0] - most[1], ends[1] + most[0]


def shuffled_p(tallied: Tallied, draws: int, seed: int) -> np.ndarray:
    """Two-sided p: how often a difference as large comes when the sides are exchanged by chance.

    Where single articles are exchanged and those of one side are shorter, their values vary more by this alone. p is
    then the larger of two: of the difference of the values, and of the counts beyond those that were to be expected.
    """
    generator = np.random.default_rng(seed)
    n, total, m = tallied.n, tallied.total, tallied.n.shape[1]
    if tallied.paired:
        ways, every = drawing.flips(m, draws, generator)
    else:
        ways, every = drawing.partings(m, int(tallied.on_a.sum()), draws, generator)
    chosen = ways.astype(float)
    found = []
    for values in (n, total):
        if tallied.paired:
            moved = chosen @ (values[1] - values[0])
            found.append(np.stack([values[0].sum(axis=0) + moved, values[1].sum(axis=0) - moved]))
        else:
            first = chosen @ values.sum(axis=0)
            found.append(np.stack([first, values.sum(axis=(0, 1)) - first]))
    seen = np.abs(difference(n.sum(axis=1), total.sum(axis=1)))
    p = _as_large(np.abs(difference(*found)), seen, every)
    if not tallied.paired:
        whole = total.sum(axis=(0, 1))
        excess = n.sum(axis=0) - total.sum(axis=0) * n.sum(axis=(0, 1)) / np.where(whole > 0, whole, np.nan)
        p = np.maximum(p, _as_large(np.abs(chosen @ excess), np.abs(tallied.on_a @ excess), every))
    return np.where(np.isfinite(seen), p, np.nan)


def _as_large(by_chance: np.ndarray, seen: np.ndarray, every: bool) -> np.ndarray:
    """Share of the ways in which a difference is as large as the one that was seen."""
    with np.errstate(invalid="ignore"):
        as_large = (by_chance >= seen - _ROUNDING).sum(axis=0)
    possible = np.isfinite(by_chance).sum(axis=0)
    # All ways hold the one that was seen; to some ways by chance it is added (Phipson & Smyth 2010).
    return as_large / np.maximum(possible, 1) if every else (as_large + 1) / (possible + 1)
