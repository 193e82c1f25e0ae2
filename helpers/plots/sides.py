"""Which sides of an issue each voice brings up: the drawing of :mod:`helpers.frames`."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pandas as pd

from helpers import palette
from helpers.plots import drawing

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MOST_COLUMNS = 5  # more leave no room for bars and their counts
_ROW = 0.29  # inches
# Of the width of a column: the longest bar, and the room before the next column.
_BAR, _COLUMN = 0.62, 1.0
_LETTERS = 72  # of all names above the columns, in one line


def frames(table: pd.DataFrame, *, by: str = "voice", ax: Axes | None = None) -> Axes:
    """Draw how often each voice brings up each side of an issue: a row for each dimension, a column for each voice.

    A bar is as long as the cues are many in 1,000 words of that voice; the number beside it says how many cues there
    are. Pale bars with a broken edge are too few to be compared. A dot stands where no cue was found.

    Parameters
    ----------
    table : DataFrame
        As :func:`helpers.frames.by_voice` returns it: ``category, voice, n, total, rate_per_1000, thin``.
    by : str
        The column whose values stand side by side; the five with most words are drawn.
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
        If a dimension has several rows for one of the values side by side.

    Examples
    --------
    >>> row = {"category": ["economic", "crime"], "voice": "narrator", "n": [3, 0], "total": 100}
    >>> frames(pd.DataFrame(row).assign(rate_per_1000=[30.0, 0.0], thin=True)).alt
    'Bars: cues of the sides of an issue in 1,000 words of each voice. narrator (100 words): economic 3, few.'
    """
    drawing.need(table, ["category", by, "n", "total", "rate_per_1000", "thin"], "frames.by_voice(hits, words)")
    twice = table[table.duplicated(["category", by])]
    if len(twice):
        raise ValueError(
            f"{twice['category'].iloc[0]!r} has several rows for {twice[by].iloc[0]!r}. Choose the rows of one article "
            f"or voice first, or count by {by!r} alone: frames.by_voice(hits, words, by={by!r})."
        )
    words = table.drop_duplicates(by).set_index(by)["total"].sort_values(ascending=False, kind="stable")
    rows, names = list(dict.fromkeys(table["category"])), list(words.index[:_MOST_COLUMNS])
    ax = ax or drawing.axes(_ROW * max(len(rows), 1) + 0.5, rows, 0.55)
    looks = palette.voices(names)
    most = max(table.loc[table[by].isin(names), "rate_per_1000"], default=0) or 1
    said = []
    for at, name in enumerate(names):
        own, left = table[table[by] == name].set_index("category"), at * _COLUMN
        _column(ax, own, rows, left, _BAR / most, looks[str(name)])
        lines = textwrap.wrap(str(name), _LETTERS // max(len(names), 3), max_lines=2, placeholder="…")
        ax.text(left, -1.05, "\n".join(lines), fontweight="bold", fontsize=9, va="bottom", parse_math=False)
        ax.text(left, -0.75, f"{words[name]:,} words", fontsize=8, va="center", color=drawing.QUIET)
        there = [
            f"{category} {n:,.10g}{', few' if thin else ''}"
            for category, n, thin in zip(own.index, own["n"], own["thin"], strict=True)
            if n
        ]
        said.append(f"{name} ({words[name]:,} words): {'; '.join(there) or 'none'}.")
    drawing.rows(ax, rows)
    ax.set_ylim(len(rows) - 0.4, -2.1)
    ax.set_xlim(-0.02, max(len(names), 1) * _COLUMN)
    ax.set_xticks([])
    drawing.bare(ax)
    total = int(table["n"].sum())
    drawing.title(ax, f"Which sides are brought up (n = {total:,} cues)")
    more = len(words) - len(names)
    are = "is" if more == 1 else "are"
    left_out = f"\nThe {len(names)} with most words; {more:,} more {are} not drawn." * (more > 0)
    ax.set_xlabel(
        f"bar: cues per 1,000 words, longest {most:.0f}; number: cues; pale and broken: too few to compare{left_out}",
        color=drawing.QUIET, loc="left", fontsize=8.5,
    )  # fmt: skip
    told = " ".join(said) or "No words: none."
    ax.alt = f"Bars: cues of the sides of an issue in 1,000 words of each {by.replace('_', ' ')}. {told}"
    return ax


def _column(ax: Axes, own: pd.DataFrame, rows: list[str], left: float, scale: float, look: palette.Voice) -> None:
    """Bars of one voice, from its own edge on, with their counts."""
    ax.axvline(left, color=drawing.GREY, linewidth=0.8, zorder=1, ymax=len(rows) / (len(rows) + 1.7))
    for at, category in enumerate(rows):
        n = own["n"].get(category, 0)
        if not n:
            ax.plot(left + 0.02, at, ".", color=drawing.QUIET, markersize=3)
            continue
        thin, length = bool(own["thin"][category]), scale * own["rate_per_1000"][category]
        drawing.bar(ax, at, length, look, left=left, thin=thin)
        ax.annotate(f"{n:,.10g}", (left + length, at), (4, 0), textcoords="offset points", va="center", fontsize=9,
                    style="italic" if thin else "normal")  # fmt: skip
