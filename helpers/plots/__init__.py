"""One drawing for each measure: a table in, a matplotlib Axes out.

The drawings look alike: one voice has the same ground and the same hatch in all of them and in the views, counts
stand beside the bars, and ``axes.alt`` says in words what is to be seen. Nothing global is changed and no window opens;
show a drawing in a notebook with :func:`helpers.views.figure`, or save it with ``axes.figure.savefig``.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers import palette
from helpers.plots import drawing
from helpers.plots.compared import difference, keyness
from helpers.plots.heard import attribution, sources
from helpers.plots.names import naming
from helpers.plots.sides import frames

__all__ = [
    "attribution", "difference", "frames", "keyness", "naming", "positions", "rate_by_voice", "ribbon",
    "share_of_voice", "sources",
]  # fmt: skip

# What a strip can show: dots in its width, ticks below it, voices with a colour of their own, stretches in its
# description.
_FINEST, _MOST_TICKS, _MOST_VOICES, _MOST_TOLD = 1_500, 200, 24, 60
_OTHERS = "other voices"

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def share_of_voice(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw whose words an article is made of: one bar for each voice, or for whatever was counted by.

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
    ax = ax or drawing.axes(0.42 * max(len(table), 1), names)
    looks = palette.voices(looked)
    # Shares of each article are out of its own words.
    several = "article_id" in table and table["article_id"].nunique() > 1
    each_once = table.drop_duplicates("article_id") if several else table.head(1)
    total = int(each_once["total"].sum())
    rows = list(zip(names, looked, table["n"], table["value"], strict=True))
    for at, (_, look, n, value) in enumerate(rows):
        drawing.bar(ax, at, 100 * value, looks[look])
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
    without a line has no interval.

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
    ax = ax or drawing.axes(0.42 * max(len(table), 1), names)
    looks, said, most = palette.voices(looked), [], 0.0
    for at, row in enumerate(table.to_dict("records")):
        low, high, rate = 1000 * row["low"], 1000 * row["high"], row["rate_per_1000"]
        drawing.bar(ax, at, rate, looks[looked[at]], thin=row["thin"])
        ax.plot([low, high], [at, at], color=palette.INK, linewidth=1.5, marker="|", markersize=9, zorder=4)
        few = "  few" if row["thin"] else ""
        end = rate if math.isnan(high) else max(rate, high)
        most = max(most, end)
        ax.annotate(
            f"{row['n']:,.10g} of {row['total']:,}{few}", (end, at), (9, 0), textcoords="offset points",
            va="center", style="italic" if row["thin"] else "normal",
        )  # fmt: skip
        inside = "no interval" if math.isnan(high) else f"{low:.1f} to {high:.1f}"
        of = f"{row['n']:,.10g} of {row['total']:,} words; {inside}{'; few' if row['thin'] else ''}"
        said.append(f"{names[at]} {rate:.1f} ({of})")
    drawing.rows(ax, names)
    what = palette.marked(table)
    drawing.frame(
        ax, f"{palette.heading(table)} in each {each} (n = {table['n'].sum():,.10g})",
        f"{what} per 1,000 words of that {each}; line: 95 % interval", most,
    )  # fmt: skip
    ax.alt = f"Bars: {what} per 1,000 words of each {each}, with 95 % intervals. {'; '.join(said) or 'no words'}."
    return ax


def ribbon(voices: pd.DataFrame, hits: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the article as one strip from its first to its last character.

    The lowest band is shaded by whose words a passage is in, the one above it by whose claim it is; above stands a row
    for each category, with a mark where a loaded term is. Small ticks below show where paragraphs begin.

    Parameters
    ----------
    voices : DataFrame
        Voices table of one article (:func:`helpers.voices.find`).
    hits : DataFrame
        Hits in that article, with ``category``.
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
        If there are several articles.

    Examples
    --------
    >>> row = {"article_id": ["t"], "start": [0], "end": [20], "text": ["x" * 20], "kind": "narrator"}
    >>> voices = pd.DataFrame(row).assign(voice="narrator", credited="narrator")
    >>> hits = pd.DataFrame({"article_id": ["t"], "start": [4], "end": [7], "category": ["person"]})
    >>> ribbon(voices, hits).alt
    'The article as a strip. Whose words, in order: narrator. Loaded words: person 1 (at 20 % of the text).'
    """
    drawing.need(voices, ["article_id", "start", "end", "text", "voice", "credited"], "voices.find(articles)")
    drawing.need(hits, ["article_id", "start", "category"], "lexicon.match(articles, lexicon)")
    ids = list(dict.fromkeys([*voices["article_id"], *hits["article_id"]]))
    if len(ids) > 1:
        raise ValueError(
            f"A ribbon shows one article, and the tables have {len(ids)}: {', '.join(ids[:5])}. "
            f"Choose one, for example voices[voices.article_id == {ids[0]!r}], and its hits in the same way."
        )
    voices = _few(voices)
    looks = palette.voices(voices["voice"], also=voices["credited"])
    categories = palette.categories(hits["category"])
    lines = -(-len(looks) // drawing.IN_A_LINE)
    ax = ax or drawing.axes(0.85 + 0.27 * len(categories), ["whose words", *categories], 0.75 + 0.22 * lines)
    length = int(voices["end"].max()) if len(voices) else 1
    runs = {column: _runs(voices, column) for column in ("voice", "credited")}
    _strip(ax, _drawn(runs["voice"], length), 0.0, 1.0, looks, length, named=True)
    _strip(ax, _drawn(runs["credited"], length), 1.15, 1.65, looks, length, named=False)
    levels = {category: 2.2 + 0.6 * i for i, category in enumerate(reversed(categories))}
    for category, look in categories.items():
        # Of several marks on one dot of paper one is seen.
        at = hits.loc[hits["category"] == category, "start"].to_numpy()
        at = at[np.unique(at * _FINEST // length, return_index=True)[1]]
        ax.hlines(levels[category], 0, length, color=drawing.GREY, linewidth=0.8, zorder=1)
        ax.vlines(at, 1.65, levels[category], color=look.line, linewidth=1, zorder=2)
        ax.plot(
            at,
            [levels[category]] * len(at),
            look.marker,
            color=look.line,
            markersize=8,
            linestyle="none",
            zorder=3,
            clip_on=False,
        )
    labels = {0.5: "whose words", 1.4: "whose claim"} | {level: name for name, level in levels.items()}
    ax.set_yticks(list(labels), [drawing.short(name) for name in labels.values()], parse_math=False, color=palette.INK)
    ax.tick_params(axis="y", length=0)
    ax.set_xlim(0, length)
    ax.set_ylim(-0.1, 2.6 + 0.6 * len(categories) - 0.6 * bool(categories))
    ax.set_xticks([length * i / 4 for i in range(5)], ["start", "25 %", "half", "75 %", "end"])
    ax.xaxis.remove_overlapping_locs = False  # a paragraph may begin at a quarter
    paragraphs = _paragraph_starts(voices)
    if len(paragraphs) <= _MOST_TICKS:
        ax.set_xticks(paragraphs, minor=True)
    ax.tick_params(axis="x", which="minor", length=6, color=palette.INK)
    ax.tick_params(axis="x", which="major", length=0, pad=8)
    ticks = "ticks: paragraphs" if len(paragraphs) <= _MOST_TICKS else f"{len(paragraphs):,} paragraphs"
    ax.set_xlabel(f"position in the article; {ticks}", color=drawing.QUIET)
    what = palette.marked(hits)
    drawing.title(ax, f"The article as a strip (n = {len(hits):,} {what})")
    drawing.bare(ax)
    if looks:
        drawing.legend(ax, [drawing.key(name, look, look.ground) for name, look in looks.items()], below=0.65)
    said = []
    for category in categories:
        at = hits.loc[hits["category"] == category, "start"]
        places = ", ".join(dict.fromkeys(f"{100 * a / length:.0f}" for a in at))
        said.append(f"{category} {len(at)} (at {places} % of the text)")
    order = [name for name, *_ in runs["voice"]]
    whose = ", ".join(order[:_MOST_TOLD])
    if len(order) > _MOST_TOLD:
        whose += f", and {len(order) - _MOST_TOLD:,} stretches more"
    marks = f"{palette.heading(hits)}: {'; '.join(said) or 'none'}"
    ax.alt = f"The article as a strip. Whose words, in order: {whose}. {marks}."
    return ax


def positions(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw where in the article loaded words stand: one bar for each part; for several articles one line each.

    Parameters
    ----------
    table : DataFrame
        As :func:`helpers.metrics.positions` returns it: ``article_id, part, n, total, value``.
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
    drawing.need(table, ["article_id", "part", "n", "total"], "metrics.positions(hits, words)")
    ax = ax or drawing.axes(1.9, ["123"], 0.75)
    ids = list(dict.fromkeys(table["article_id"]))
    parts = int(table["part"].max()) if len(table) else 0
    looks, said = palette.voices(ids), []
    for i, key in enumerate(ids):
        own = table[table["article_id"] == key]
        if len(ids) == 1:
            ax.bar(own["part"], own["n"], width=0.8, color=drawing.GREY, edgecolor=palette.INK, linewidth=1)
            for part, n, total in zip(own["part"], own["n"], own["total"], strict=True):
                ax.annotate(f"{n:,.10g}", (part, n), (0, 3), textcoords="offset points", ha="center")
                ax.annotate(
                    f"of {total}", (part, 0), (0, -8), textcoords="offset points", ha="center", va="top", fontsize=8,
                    color=drawing.QUIET,
                )  # fmt: skip
        else:
            line, marker = ("-", "--", ":", "-.")[i % 4], "osD^vPX*"[i % 8]
            ax.plot(
                own["part"], own["n"], color=looks[str(key)].ink, linestyle=line, linewidth=1.5, marker=marker,
                markersize=7, label=drawing.short(key),
            )  # fmt: skip
        said.append(f"{key}: {', '.join(f'{n:,.10g}' for n in own['n'])}")
    ax.set_xticks(range(1, parts + 1))
    ax.tick_params(axis="x", length=0, pad=20 if len(ids) == 1 else 4)
    ax.set_xlabel(f"part of the article (1 is its start, {parts} its end)", color=drawing.QUIET)
    unit = f", of {int(table['total'].sum()):,} words" if len(table) else ""
    what = palette.marked(table)
    ax.set_ylabel(drawing.short(what), color=drawing.QUIET)
    ax.set_ylim(0, max(1, table["n"].max() if len(table) else 1) * 1.2)
    ax.yaxis.get_major_locator().set_params(integer=True)
    drawing.title(ax, f"Where {what} stand (n = {table['n'].sum():,.10g}{unit})")
    drawing.bare(ax, keep=("left", "bottom"))
    if len(ids) > 1:
        for text in ax.legend(frameon=False, loc="upper right").get_texts():
            text.set_parse_math(False)
    where = f"in {parts} equal parts of the article, from its start to its end"
    ax.alt = f"{palette.heading(table)} {where}. {'; '.join(said) or 'none'}."
    return ax


def _strip(
    ax: Axes, runs: list[tuple[str, int, int]], low: float, high: float, looks: dict, length: int, *, named: bool
) -> None:
    """A band of runs, all of one voice at once: one by one, a long article took minutes."""
    band = (low, high - low)
    for name in dict.fromkeys(name for name, *_ in runs):
        look = looks[name]
        own = [(start, end - start) for other, start, end in runs if other == name]
        ax.broken_barh(own, band, facecolor=look.ground, edgecolor=look.ink + "4d", hatch=look.hatch, linewidth=0)
        ax.broken_barh(own, band, facecolor="none", edgecolor=look.ink, linewidth=0.8, zorder=3)
    for name, start, end in runs if named else []:
        # A name is written where it fits: about 0.09 inches for a letter of 9 points, on three quarters of the width.
        if (end - start) / length * drawing.WIDTH * 0.75 > 0.09 * len(drawing.short(name)) + 0.1:
            look = looks[name]
            ax.text(
                (start + end) / 2, (low + high) / 2, drawing.short(name), ha="center", va="center", fontsize=9,
                zorder=4, parse_math=False, color=look.ink,
                bbox={"facecolor": look.ground, "edgecolor": "none", "pad": 1.5},
            )  # fmt: skip


def _few(voices: pd.DataFrame) -> pd.DataFrame:
    """The table with the rarer voices under one name, where there are more than colours can tell apart."""
    length = voices["end"] - voices["start"]
    heard = length.groupby(voices["credited"]).sum().sort_values(ascending=False, kind="stable").index
    if len(heard) <= _MOST_VOICES:
        return voices
    kept = {palette.NARRATOR, *heard[: _MOST_VOICES - 1]}
    rare = {column: voices[column].where(voices[column].isin(kept), _OTHERS) for column in ("voice", "credited")}
    return voices.assign(**rare)


def _drawn(runs: list[tuple[str, int, int]], length: int) -> list[tuple[str, int, int]]:
    """Runs as they can be seen: one that is narrower than a dot belongs to the run before it.

    >>> _drawn([("a", 0, 4_000), ("b", 4_000, 4_001), ("c", 4_001, 9_000)], 9_000)
    [('a', 0, 4001), ('c', 4001, 9000)]
    """
    seen: list[tuple[str, int, int]] = []
    for name, start, end in runs:
        if seen and ((end - start) * _FINEST < length or seen[-1][0] == name):
            seen[-1] = (*seen[-1][:2], end)
        else:
            seen.append((name, start, end))
    return seen


def _runs(voices: pd.DataFrame, column: str) -> list[tuple[str, int, int]]:
    """(name, start, end) of neighbouring stretches with the same name, joined."""
    runs: list[tuple[str, int, int]] = []
    for name, start, end in zip(voices[column], voices["start"], voices["end"], strict=True):
        if runs and runs[-1][0] == str(name) and runs[-1][2] == start:
            runs[-1] = (str(name), runs[-1][1], int(end))
        else:
            runs.append((str(name), int(start), int(end)))
    return runs


def _paragraph_starts(voices: pd.DataFrame) -> list[int]:
    """Offsets at which a blank line ends; the stretches of an article put together are its text."""
    first = int(voices["start"].min()) if len(voices) else 0
    text = "".join(voices["text"])
    ends = (m.end() for m in re.finditer(r"\n(?:[^\S\n]*\n)+", text))
    return [first, *(first + end for end in ends if end < len(text))]
