"""An article as one strip: whose words, whose claim, and where the marked words stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers import palette
from helpers.plots import drawing

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# What a strip can show: dots in its width, ticks below it, stretches in its description.
_FINEST, _MOST_TICKS, _MOST_TOLD = 1_500, 200, 60
_BESIDE = "whose words"


def ribbon(voices: pd.DataFrame, hits: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the article as one strip from its first to its last character.

    The lowest band is shaded by whose words a passage is in, the one above it by whose claim it is; above stands a row
    for each category, with a mark where a loaded term is. Small ticks below show where paragraphs begin. The narrator
    and the seven voices with most words and claims each have a look of their own; all others are one, *others (5)*.

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
    told, (voices, others) = voices, _few(voices)
    looks = palette.voices(set(voices["voice"]) - {others}, also=set(voices["credited"]) - {others})
    looks |= {others: palette.OTHERS} if others is not None else {}
    categories = palette.categories(hits["category"])
    beside = [_BESIDE, *categories]
    ax = ax or drawing.axes(0.85 + 0.27 * len(categories), beside, 0.75 + drawing.legend_room(looks, beside))
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
    labels = {0.5: _BESIDE, 1.4: "whose claim"} | {level: name for name, level in levels.items()}
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
    order = [name for name, *_ in _runs(told, "voice")]
    whose = ", ".join(order[:_MOST_TOLD])
    if len(order) > _MOST_TOLD:
        whose += f", and {len(order) - _MOST_TOLD:,} stretches more"
    marks = f"{palette.heading(hits)}: {'; '.join(said) or 'none'}"
    ax.alt = f"The article as a strip. Whose words, in order: {whose}. {marks}."
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
        fits = (end - start) / length * drawing.WIDTH * 0.75 > 0.09 * len(drawing.short(name)) + 0.1
        if fits and (look := looks[name]) is not palette.OTHERS:
            ax.text(
                (start + end) / 2, (low + high) / 2, drawing.short(name), ha="center", va="center", fontsize=9,
                zorder=4, parse_math=False, color=look.ink,
                bbox={"facecolor": look.ground, "edgecolor": "none", "pad": 1.5},
            )  # fmt: skip


def _few(voices: pd.DataFrame) -> tuple[pd.DataFrame, str | None]:
    """The table with the rarer voices under one name, where there are more than looks; and that name."""
    length = voices["end"] - voices["start"]
    heard = length.groupby(voices["credited"]).sum().add(length.groupby(voices["voice"]).sum(), fill_value=0)
    kept, others = drawing.told_apart(heard)
    if others is None:
        return voices, None
    return voices.assign(
        **{of: voices[of].where(voices[of].isin(kept), others) for of in ("voice", "credited")}
    ), others


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
