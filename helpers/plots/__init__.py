"""One drawing for each measure: a table in, a matplotlib Axes out.

The drawings look alike: one voice has the same ground and the same hatch in all of them and in the views, counts
stand beside the bars, and ``axes.alt`` says in words what is to be seen. Nothing global is changed and no window opens;
show a drawing in a notebook with :func:`helpers.views.figure`, or save it with ``axes.figure.savefig``.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from helpers import palette
from helpers.plots import drawing
from helpers.plots.compared import difference, keyness
from helpers.plots.heard import attribution, sources
from helpers.plots.names import naming
from helpers.plots.sides import frames
from helpers.plots.strip import ribbon

__all__ = [
    "attribution", "difference", "frames", "keyness", "naming", "positions", "rate_by_voice", "ribbon",
    "share_of_voice", "sources",
]  # fmt: skip

_MOST_LINES = 5  # more lines cannot be told apart

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def share_of_voice(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw whose words an article is made of: one bar for each voice, or for whatever was counted by.

    Of more than 20 rows, those with most words are drawn, and the others as one bar.

    Parameters
    ----------
    table : DataFrame
        As :func:`helpers.metrics.share_of_voice` returns it: the columns of its ``by``, ``n, total, value``. Where
        ``article_id`` is among them and there are several, the article is named at each bar.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes

    Raises
    ------
    KeyError
        If a column is missing.
    ValueError
        If these are rates.

    Examples
    --------
    >>> table = pd.DataFrame({"voice": ["narrator", "LAPD"], "n": [3, 1], "total": [4, 4], "value": [0.75, 0.25]})
    >>> share_of_voice(table).alt
    'Bars: whose words, share of all 4 words. narrator 75.0 % (3 words); LAPD 25.0 % (1 words).'
    """
    names, looked, each = drawing.groups(table, "metrics.share_of_voice(voices)")
    drawing.need(table, ["n", "total", "value"], "metrics.share_of_voice(voices)")
    if "rate_per_1000" in table:
        raise ValueError("These are rates, which do not add up to a whole: plots.rate_by_voice draws them.")
    # Shares of each article are out of its own words.
    several = "article_id" in table and table["article_id"].nunique() > 1
    each_once = table.drop_duplicates("article_id") if several else table.head(1)
    total = int(each_once["total"].sum())
    table, names, looks = drawing.gathered(table, names, looked, each, by="n")
    ax = ax or drawing.axes(0.42 * max(len(table), 1), names)
    rows = list(zip(names, looks, table["n"], table["value"], strict=True))
    for at, (_, look, n, value) in enumerate(rows):
        drawing.bar(ax, at, 100 * value, look)
        ax.annotate(
            f"{100 * value:.1f} %  ({n:,} words)", (100 * value, at), (5, 0), textcoords="offset points", va="center"
        )
    drawing.rows(ax, names)
    what = {"voice": "whose words", "credited source": "whose claim"}.get(each, f"words of each {each}")
    of = "share of the words of its article" if several else "share of all words"
    drawing.frame(
        ax, f"{what[0].upper()}{what[1:]} (n = {total:,} words)", f"{of}, %",
        max((100 * value for *_, value in rows), default=1),
    )  # fmt: skip
    said = "; ".join(f"{name} {100 * value:.1f} % ({n:,} words)" for name, _, n, value in rows) or "no words"
    of = f"{of}, {total:,} in all" if several else f"share of all {total:,} words"
    ax.alt = f"Bars: {what}, {of}. {said}."
    return ax


def rate_by_voice(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how often loaded words stand in each voice's words, or in those of whatever was counted by, with intervals.

    Grey bars with a broken edge are those whose interval rests on few hits, sentences or articles; they say so. A bar
    without a line has no interval. The axis is set by the other rows: what such a bar or its interval has beyond twice
    their length is cut off, and an arrow says so. Of more than 20 rows, those with most words are drawn, and the others
    as one bar without an interval.

    Parameters
    ----------
    table : DataFrame
        As :func:`helpers.metrics.rate_by_voice` returns it: the columns of its ``by``, ``n, total, value, low,
        high, rate_per_1000, thin``.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes

    Raises
    ------
    KeyError
        If a column is missing.

    Examples
    --------
    >>> row = {"voice": ["narrator"], "n": [13], "total": [143], "value": [13 / 143], "low": [0.05], "high": [0.14]}
    >>> rate_by_voice(pd.DataFrame(row).assign(rate_per_1000=90.9, thin=False)).alt
    'Bars: loaded words per 1,000 words of each voice, with 95 % intervals.
    narrator 90.9 (13 of 143 words; 50.0 to 140.0).'
    """
    step = "metrics.rate_by_voice(hits, words)"
    names, looked, each = drawing.groups(table, step)
    drawing.need(table, ["n", "total", "low", "high", "rate_per_1000", "thin"], step)
    what, heading, hits = palette.marked(table), palette.heading(table), table["n"].sum()
    table, names, looks = drawing.gathered(table, names, looked, each, by="total")
    rates = 1000 * table[["low", "high"]].assign(rate=table["n"] / table["total"])
    thin = table["thin"].astype(bool)
    most = _reach(rates, thin, table["total"])
    cut = bool((rates[["rate", "high"]].max(axis=1) > most).any())
    ax = ax or drawing.axes(0.42 * max(len(table), 1), names, 0.75 if cut else 0.55)
    said = []
    rows = zip(table["n"], table["total"], rates["low"], rates["high"], rates["rate"], thin, strict=True)
    for at, (n, total, low, high, rate, few) in enumerate(rows):
        drawing.bar(ax, at, min(rate, most), looks[at], thin=few)
        end = rate if math.isnan(high) else max(rate, high)
        line = {"color": palette.INK, "linewidth": 1.5, "markersize": 9, "zorder": 4}
        if end > most:
            ax.plot([min(low, most), most], [at, at], marker="|", markevery=[0], **line)
            ax.plot([most], [at], marker=">", **line | {"markersize": 7})
        else:
            ax.plot([low, high], [at, at], marker="|", **line)
        ax.annotate(
            f"{n:,.10g} of {total:,}{'  few' * few}", (min(end, most), at), (9, 0), textcoords="offset points",
            va="center", style="italic" if few else "normal",
        )  # fmt: skip
        inside = "no interval" if math.isnan(high) else f"{low:.1f} to {high:.1f}"
        said.append(f"{names[at]} {rate:.1f} ({n:,.10g} of {total:,} words; {inside}{'; few' * few})")
    drawing.rows(ax, names)
    drawing.frame(
        ax, f"{heading} in each {each} (n = {hits:,.10g})",
        f"{what} per 1,000 words of that {each}; line: 95 % interval" + "\narrow: it goes on" * cut, most,
    )  # fmt: skip
    ax.alt = f"Bars: {what} per 1,000 words of each {each}, with 95 % intervals. {'; '.join(said) or 'no words'}."
    return ax


def positions(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw where in the articles loaded words stand: one bar for each part; for several groups one line each.

    A bar is as high as the hits are many; lines show hits per 1,000 words, since groups are not equally long. Of more
    than six groups, the five with most words are drawn, and the others as one line.

    Parameters
    ----------
    table : DataFrame
        As :func:`helpers.metrics.positions` returns it: the columns of its ``by``, ``part, n, total``.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes

    Raises
    ------
    KeyError
        If a column is missing.

    Examples
    --------
    >>> table = pd.DataFrame({"article_id": "t", "part": [1, 2], "n": [3, 0], "total": [10, 10], "value": [0.3, 0.0]})
    >>> positions(table).alt
    'Loaded words in 2 equal parts of the article, from its start to its end. t: 3, 0.'
    """
    drawing.need(table, ["part", "n", "total"], "metrics.positions(hits, words)")
    labels, _, each = drawing.groups(table.drop(columns="part"), "metrics.positions(hits, words)")
    counts = table[["part", "n", "total"]].assign(group=labels)
    total = counts.groupby("group", sort=False)["total"].sum().sort_values(ascending=False, kind="stable")
    rare = total.index[_MOST_LINES:] if len(total) > _MOST_LINES + 1 else total.index[:0]
    others = f"others ({len(rare):,} {each}s)"
    counts["group"] = counts["group"].where(~counts["group"].isin(rare), others)
    counts = counts.groupby(["group", "part"], sort=False)[["n", "total"]].sum().reset_index()
    names = list(dict.fromkeys(counts["group"]))
    looks = palette.voices(name for name in names if name != others) | {others: palette.OTHERS}
    names.sort(key=others.__eq__)  # the others last
    parts = int(table["part"].max()) if len(table) else 0
    beside = ["12345"] if len(names) > 1 else ["123"]
    below = 0.6 + drawing.legend_room(names, beside) if len(names) > 1 else 0.75
    ax = ax or drawing.axes(1.9, beside, below)
    keys, said, most = [], [], 1.0
    for i, name in enumerate(names):
        own = counts[counts["group"] == name]
        if len(names) == 1:
            _bars(ax, own)
            most = max(1, own["n"].max())
            said.append(f"{name}: {', '.join(f'{n:,.10g}' for n in own['n'])}")
            continue
        rates = 1000 * own["n"] / own["total"].where(own["total"] > 0)
        keys += ax.plot(
            own["part"], rates, color=looks[name].ink, linestyle=("-", "--", ":", "-.")[i % 4], linewidth=1.5,
            marker="osD^vP"[i], markersize=7, label=drawing.short(name),
        )  # fmt: skip
        most = max(most, rates.max())
        told = zip(rates.fillna(0.0), own["n"], own["total"], strict=True)
        said.append(f"{name}: {', '.join(f'{rate:.1f} ({n:,.10g} of {words:,})' for rate, n, words in told)}")
    ax.set_xticks(range(1, parts + 1))
    ax.tick_params(axis="x", length=0, pad=20 if len(names) == 1 else 4)
    ax.set_xlabel(f"part of the article (1 is its start, {parts} its end)", color=drawing.QUIET)
    unit = f", of {int(table['total'].sum()):,} words" if len(table) else ""
    what, per = palette.marked(table), " per 1,000 words" * (len(names) > 1)
    ax.set_ylabel(per.strip() or drawing.short(what), color=drawing.QUIET)
    ax.set_ylim(0, most * 1.2)
    ax.yaxis.get_major_locator().set_params(integer=True)
    drawing.title(ax, f"Where {what} stand (n = {table['n'].sum():,.10g}{unit})")
    drawing.bare(ax, keep=("left", "bottom"))
    if keys:
        drawing.legend(ax, keys, below=0.5)
    where = f"in {parts} equal parts of the article, from its start to its end"
    ax.alt = f"{palette.heading(table)}{per} {where}. {'; '.join(said) or 'none'}."
    return ax


def _bars(ax: Axes, own: pd.DataFrame) -> None:
    """One bar for each part, with its hits above and its words below."""
    ax.bar(own["part"], own["n"], width=0.8, color=drawing.GREY, edgecolor=palette.INK, linewidth=1)
    for part, n, total in zip(own["part"], own["n"], own["total"], strict=True):
        ax.annotate(f"{n:,.10g}", (part, n), (0, 3), textcoords="offset points", ha="center")
        ax.annotate(
            f"of {total}", (part, 0), (0, -8), textcoords="offset points", ha="center", va="top", fontsize=8,
            color=drawing.QUIET,
        )  # fmt: skip


def _reach(rates: pd.DataFrame, thin: pd.Series, words: pd.Series) -> float:
    """How far the axis of rates goes: as far as the rows that are not thin, and up to twice as far for those that are.

    A voice with three words and no hit has an interval from 0 to 1,000, which would leave nothing of all others to be
    seen. Where all rows are thin, the one with most words is taken.
    """
    ends = rates[["rate", "high"]].max(axis=1)
    if ends.empty:
        return 0.0
    sure = ends[~thin] if not thin.all() else ends[words == words.max()]
    return float(min(ends.max(), 2 * sure.max()) or ends.max())
