"""Two sides held against each other: the drawings of words that are typical of one, and of measures that differ."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from helpers import palette
from helpers.plots import drawing

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MOST_ROWS = 12  # of each side; more cannot be read in one drawing
_KEY = "line: 95 % interval; open mark, broken line: few"
_ROW, _LETTER = 0.3, 0.075  # inches for a row, and for a letter of 9 points
# Colour is never alone: a side also has its mark and its half of the drawing.
_MARKS = {"a": ("o", "#a83200"), "b": ("s", "#005a9c"), "": ("D", palette.INK)}
_TIMES = {power: f"{2**power:,} times" for power in (2, 3, 4, 5, 6, 8, 10, 12)} | {0: "as often", 1: "twice"}


def keyness(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw which words are typical of which side: a mark for the ratio of the rates, a line for its interval.

    To the right stands what is typical of side *a*, to the left what is typical of side *b*. An open mark with a broken
    stem rests on few uses or few articles. A line that ends in an arrow has no end: a side has no use at all, or would
    have none without an article or two.

    Parameters
    ----------
    table : DataFrame
        As :func:`helpers.compare.keyness` returns it. The first 12 rows of each side are drawn.
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
    >>> row = {"term": ["mob"], "typical_of": ["Mail"], "a": ["Post"], "b": ["Mail"], "n_a": [1], "total_a": [900]}
    >>> row |= {"n_b": [8], "total_b": [900], "log_ratio_a_over_b": [-3.0], "low": [-5.2], "high": [-1.1]}
    >>> keyness(pd.DataFrame(row).assign(thin=False)).alt
    'Marks: how many times as often a word is used on one side as on the other. More in Post (900 words): none. More in
    Mail (900 words): mob 8 to 1, 8 times (2.1 to 36.8 times).'
    """
    columns = ["term", "typical_of", "a", "b", "n_a", "total_a", "n_b", "total_b", "log_ratio_a_over_b", "low", "high"]
    drawing.need(table, [*columns, "thin"], "compare.keyness(words, articles, by=...)")
    a, b, total_a, total_b = _sides(table)
    of_a = table[table["typical_of"] == a].head(_MOST_ROWS)
    of_b = table[table["typical_of"] == b].head(_MOST_ROWS)
    rows = [*of_a.to_dict("records"), *of_b.to_dict("records")]
    ax = ax or drawing.axes(_ROW * (len(rows) + 1), [row["term"] for row in rows], 0.75)
    reach = [abs(value) for row in rows for value in (row["log_ratio_a_over_b"], row["low"], row["high"])
             if math.isfinite(value)]  # fmt: skip
    most = max([*reach, 1.0]) * 1.1
    said: dict[str, list[str]] = {"a": [], "b": []}
    for at, row in enumerate(rows):
        ratio = row["log_ratio_a_over_b"]
        side, other, sign = ("a", "b", 1) if at < len(of_a) else ("b", "a", -1)
        _mark(ax, at, ratio, row["low"], row["high"], side, most, thin=row["thin"])
        if not row["n_" + other] and math.isnan(row["low"]):
            ax.annotate("", (ratio, at), (ratio + sign * 0.12 * most, at), zorder=3,
                        arrowprops={"arrowstyle": "<|-", "color": _MARKS[side][1], "shrinkA": 0})  # fmt: skip
        inside = _inside(*sorted(sign * end for end in (row["low"], row["high"])))
        few = ", few" if row["thin"] else ""
        counts = f"{row['term']} {row['n_' + side]:,} to {row['n_' + other]:,}"
        said[side].append(counts + (f", {2 ** abs(ratio):.3g} times" if row["n_" + other] else "") + inside + few)
    step = 1 if most < 4 else 2
    ticks = {sign * power: _TIMES[power] for power in _TIMES for sign in (1, -1) if power <= most and not power % step}
    counts = [f"{row['n_a']:,} : {row['n_b']:,}" for row in rows]
    _finish(ax, [row["term"] for row in rows], counts, (a, b), most)
    ax.set_xticks(list(ticks), list(ticks.values()))
    drawing.title(ax, f"Which words are typical (n = {total_a:,} and {total_b:,} words)")
    ax.set_xlabel(f"how many times as often; numbers: uses, right : left\n{_KEY}; arrow: no end",
                  color=drawing.QUIET, loc="right")  # fmt: skip
    listed = {side: "; ".join(told) or "none" for side, told in said.items()}
    ax.alt = (
        f"Marks: how many times as often a word is used on one side as on the other. "
        f"More in {a} ({total_a:,} words): {listed['a']}. More in {b} ({total_b:,} words): {listed['b']}."
    )
    return ax


def difference(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how a measure differs between two sides: a mark for the difference, a line for its interval.

    To the right there is more on side *a*, to the left more on side *b*. An open mark with a broken line rests on few
    counts, articles or events.

    Parameters
    ----------
    table : DataFrame
        As :func:`helpers.compare.difference` returns it. The first 24 rows are drawn.
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
    >>> row = {"kind": ["narrator"], "a": ["Post"], "b": ["Mail"], "n_a": [30], "total_a": [900], "value_a": [30 / 900]}
    >>> row |= {"n_b": [9], "total_b": [900], "value_b": [0.01], "a_minus_b": [0.0233], "low": [0.01], "high": [0.04]}
    >>> difference(pd.DataFrame(row).assign(events=0, articles_a=9, articles_b=9, rate=True, thin=False)).alt
    'Marks: Post minus Mail, per 1,000 words, with 95 % intervals. narrator +23.3 (10.0 to 40.0): 30 of 900 against 9 of
    900.'
    """
    columns = ["a", "b", "n_a", "total_a", "n_b", "total_b", "a_minus_b", "low", "high", "rate", "thin", "events"]
    drawing.need(table, [*columns, "articles_a", "articles_b"], "compare.difference(measure, articles, by=...)")
    shown = table.head(2 * _MOST_ROWS)
    a, b = (str(table[side].iloc[0]) if len(table) else side for side in ("a", "b"))
    names = shown.iloc[:, 0].astype("str").tolist()
    ax = ax or drawing.axes(_ROW * (len(shown) + 1), names, 0.75)
    rate = bool(table["rate"].any())
    scale, unit = (1000, "per 1,000 words") if rate else (100, "percentage points")
    reach = [abs(scale * value) for column in ("a_minus_b", "low", "high") for value in shown[column]
             if math.isfinite(value)]  # fmt: skip
    most, said = max([*reach, 1.0]) * 1.1, []
    counts = []
    for at, (name, row) in enumerate(zip(names, shown.to_dict("records"), strict=True)):
        value, low, high = (scale * row[column] for column in ("a_minus_b", "low", "high"))
        if math.isfinite(value):
            side = "a" if value > 0 else "b" if value < 0 else ""
            _mark(ax, at, value, low, high, side, most, thin=row["thin"], stem=False)
        against = f"{row['n_a']:,} of {row['total_a']:,} against {row['n_b']:,} of {row['total_b']:,}"
        counts.append(f"{row['n_a']:,}/{row['total_a']:,} : {row['n_b']:,}/{row['total_b']:,}")
        inside = f" ({low:.1f} to {high:.1f})" if math.isfinite(low) else ""
        said.append(f"{name} {value:+.1f}{inside}: {against}{', few' if row['thin'] else ''}")
    _finish(ax, names, counts, (a, b), most)
    from matplotlib.ticker import MaxNLocator

    ax.set_xticks([tick for tick in MaxNLocator(6).tick_values(-most, most) if abs(tick) <= most])
    events, *articles = (int(table[name].max()) if len(table) else 0 for name in ("events", "articles_a", "articles_b"))
    n = f"{events} events" if events else f"{articles[0]:,} and {articles[1]:,} articles"
    drawing.title(ax, f"How the sides differ (n = {n})")
    ax.set_xlabel(f"difference, {unit}; numbers: counts, right : left\n{_KEY}", color=drawing.QUIET, loc="right")
    ax.alt = f"Marks: {a} minus {b}, {unit}, with 95 % intervals. {'; '.join(said) or 'No rows: none'}."
    return ax


def _inside(low: float, high: float) -> str:
    """The interval of a ratio in words; its ends are powers of two.

    >>> _inside(1, 3), _inside(1, math.inf), _inside(-math.inf, 3), _inside(-math.inf, math.inf)
    (' (2.0 to 8.0 times)', ' (2.0 times or more)', ' (8.0 times or less)', ' (any number of times)')
    """
    if math.isnan(low) or math.isnan(high):
        return ""
    if math.isfinite(low):
        return f" ({2**low:.1f} to {2**high:.1f} times)" if math.isfinite(high) else f" ({2**low:.1f} times or more)"
    return f" ({2**high:.1f} times or less)" if math.isfinite(high) else " (any number of times)"


def _sides(table: pd.DataFrame) -> tuple[str, str, int, int]:
    if not len(table):
        return "a", "b", 0, 0
    first = table.iloc[0]
    return str(first["a"]), str(first["b"]), int(first["total_a"]), int(first["total_b"])


def _mark(
    ax: Axes, at: int, value: float, low: float, high: float, side: str, most: float, *, thin: bool, stem: bool = True
) -> None:
    """Draw one row: a stem from the middle, the interval, and the mark of its side."""
    marker, ink = _MARKS[side]
    if stem:
        ax.plot([0, value], [at, at], color=ink, linewidth=1, linestyle="--" if thin else "-", alpha=0.6, zorder=2)
    if not (math.isnan(low) or math.isnan(high)):
        ends = [max(low, -0.97 * most), min(high, 0.97 * most)]
        ax.plot(ends, [at, at], color=palette.INK, linewidth=1.5, linestyle="--" if thin else "-", zorder=3)
        for end, bound, arrow in zip((low, high), ends, "<>", strict=True):
            shape = "|" if math.isfinite(end) else arrow
            ax.plot([bound], [at], marker=shape, color=palette.INK, markersize=7, zorder=3, clip_on=False)
    ax.plot([value], [at], marker=marker, markersize=7, color=ink, markerfacecolor=palette.PAPER if thin else ink,
            markeredgewidth=1.5, zorder=4)  # fmt: skip


def _finish(ax: Axes, names: list, counts: list[str], sides: tuple[str, str], most: float) -> None:
    """Name rows, sides and counts, and leave room for the counts on the right."""
    drawing.rows(ax, names)
    ax.set_ylim(len(names) - 0.4, -1.5)  # the sides are named above the first row
    inches = ax.figure.get_size_inches()[0] * ax.get_position().width
    room = _LETTER * max(map(len, counts), default=0) + 0.15
    ax.set_xlim(-most, most + 2 * most * room / max(inches - room, 1.0))
    for at, written in enumerate(counts):
        ax.text(ax.get_xlim()[1], at, written, ha="right", va="center", fontsize=9, color=palette.INK)
    ax.plot([0, 0], [-0.5, len(names) - 0.4], color=palette.INK, linewidth=1, zorder=1)
    letters = int((inches - room) / 2 / _LETTER) - 12
    for side, ha in (("a", "left"), ("b", "right")):
        name = " ".join(sides["ab".index(side)].split())
        name = name if len(name) <= letters else name[: max(letters - 1, 1)] + "…"
        written = f"more in “{name}” →" if side == "a" else f"← more in “{name}”"
        ax.annotate(written, (0, -1), (8 if ha == "left" else -8, 0), textcoords="offset points", ha=ha, va="center",
                    fontsize=9, color=_MARKS[side][1], fontweight="bold", parse_math=False)  # fmt: skip
    drawing.bare(ax, keep=("bottom",))
