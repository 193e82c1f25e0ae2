"""The one hand in which all drawings are made: sizes, bars, names, axes, legend."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers import palette
from helpers.article import tables

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.patches import Patch

WIDTH = 7.5  # inches: the width of a text column in a notebook, and of a page in print
LEFT, RIGHT = 0.25, 0.2  # inches: the margins of a drawing without names
QUIET, GREY = palette.QUIET, palette.HAIR
LONGEST_NAME = 28
MOST_ROWS = 20  # more cannot be read in one drawing; this many are as high as a page
_IN_A_LINE = 4  # names in one line of a legend, where they fit
# A legend's parts, in letters' heights: a key and the room after it, the room between columns; and that height.
_KEY, _PAST_KEY, _BETWEEN, _HEIGHT = 2.4, 0.8, 2.0, 9
_LINE = 0.22  # inches: one line of a legend
_JOINT, _LAST = " · ", 14
# Inches for what is written beside a bar, such as 82.0 % (132 words).
_BESIDE = 1.65
# What measures are counted by, in words.
_EACH = {"voice": "voice", "credited": "credited source", "kind": "kind", "chain": "chain", "article_id": "article"}


def axes(height: float, names: Iterable[str], below: float = 0.55) -> Axes:
    """An Axes on a Figure of its own: pyplot would keep a list of all figures and ask for a window.

    Inches for the drawing itself and below it. The margins are reckoned here, not by a layout engine, whose results
    change a little from one drawing of the same figure to the next.
    """
    from matplotlib.figure import Figure

    above, left = 0.35, _left(names)
    whole = height + above + below
    figure = Figure(figsize=(WIDTH, whole), facecolor=palette.PAPER)
    return figure.add_axes((left / WIDTH, below / whole, 1 - (left + RIGHT) / WIDTH, height / whole))


def _left(names: Iterable[str]) -> float:
    """Inches left of a drawing with these names beside it: a letter of 10 points is 0.08 wide, a capital more."""
    names = [short(name) for name in names]
    return max(LEFT + 0.082 * max(map(len, names), default=0), 0.15 + max(_widths(names, 10), default=0) / 72)


def _widths(labels: list[str], size: int) -> list[float]:
    """How wide labels are, in points."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(size=size)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a letter that the font does not have is as wide as the box in its place
        return [text_to_path.get_text_width_height_descent(label, font, False)[0] for label in labels]


def need(table: pd.DataFrame, columns: list[str], step: str) -> None:
    """Refuse a table that lacks a column with the step that makes it."""
    tables.need(table, columns, f"{step} makes it.")


def groups(table: pd.DataFrame, step: str) -> tuple[list[str], list[str], str]:
    """What the rows of a measure were counted by: a label for each, the name it has its look from, and the word for it.

    A measure has its groups in the columns before ``n``. An article is named where there are several.

    >>> rows = pd.DataFrame({"article_id": ["a", "b"], "voice": ["narrator", "LAPD"], "n": [1, 2]})
    >>> groups(rows, "metrics.share_of_voice(voices)")
    (['a · narrator', 'b · LAPD'], ['narrator', 'LAPD'], 'group')
    """
    need(table, ["n"], step)
    keys = list(table.columns[: list(table.columns).index("n")])
    if not keys and "voice" in table:
        keys = ["voice"]
    if "article_id" in keys and len(keys) > 1 and table["article_id"].nunique() < 2:
        keys.remove("article_id")
    if not keys:
        need(table, ["voice"], step)
    labels = [_JOINT.join(map(str, row)) for row in table[keys].itertuples(index=False, name=None)]
    looks = [key for key in keys if key != "article_id"][-1:] or keys
    return labels, table[looks[0]].astype("str").tolist(), _EACH.get(keys[0], "group") if len(keys) == 1 else "group"


def gathered(
    table: pd.DataFrame, labels: list[str], looked: list[str], each: str, *, by: str
) -> tuple[pd.DataFrame, list[str], list[palette.Voice]]:
    """The rows that are drawn, with their labels and looks: of many, those with most ``by``, and the others as one row.

    >>> rows = pd.DataFrame({"voice": [f"v{i}" for i in range(30)], "n": range(30), "total": 435})
    >>> few, labels, _ = gathered(rows, list(rows.voice), list(rows.voice), "voice", by="n")
    >>> labels[0], labels[-1], len(labels), few["n"].tolist()[-1]
    ('v11', 'others (11 voices)', 20, 55)
    """
    looks = palette.voices(looked)
    if len(table) <= MOST_ROWS:
        return table, labels, [looks[name] for name in looked]
    kept = (table[by].rank(method="first", ascending=False) < MOST_ROWS).to_numpy()
    rest = table[~kept]
    # Rates are out of the words of each row, shares out of those of the article, or of all of them.
    once = rest if by == "total" else rest.drop_duplicates("article_id") if "article_id" in rest else rest.head(1)
    n, total = rest["n"].sum(), once["total"].sum()
    others = {"n": n, "total": total, "value": n / total if total else 0.0}
    if "thin" in table:  # as few as the rows that say so, or as many as one that does not
        others["thin"] = not (n >= table.loc[~table["thin"].astype(bool), "n"]).any()
    drawn = pd.concat([table[kept], pd.DataFrame([others])], ignore_index=True)
    labels = [label for label, own in zip(labels, kept, strict=True) if own]
    shown = [looks[name] for name, own in zip(looked, kept, strict=True) if own]
    return drawn, [*labels, f"others ({len(rest):,} {each}s)"], [*shown, palette.OTHERS]


def told_apart(weight: pd.Series) -> tuple[set[str], str | None]:
    """Names that have a look of their own, by their weights, and what all others are called; None where there are none.

    >>> told_apart(pd.Series(range(9), list("abcdefghi")))[1], told_apart(pd.Series([2], ["narrator"]))
    ('others (2)', ({'narrator'}, None))
    """
    heard = weight.drop(palette.NARRATOR, errors="ignore").sort_values(ascending=False, kind="stable").index
    rare = list(heard[palette.MOST_VOICES :])
    others = f"others ({len(rare):,})" if len(rare) > 1 else rare[0] if rare else None
    return {*weight.index} - {*rare}, others


def short(name: object) -> str:
    """A name that fits beside a drawing; of several, as :func:`groups` joins them, the last is kept and the others cut.

    >>> short("night-ferry-against-the-council · Ana Reyes")
    'night-f…-council · Ana Reyes'
    """
    name = " ".join(str(name).split())
    if len(name) <= LONGEST_NAME:
        return name
    front, joint, last = name.rpartition(_JOINT)
    if not joint:
        return name[: LONGEST_NAME - 1] + "…"
    last = last if len(last) <= _LAST else last[: _LAST - 1] + "…"
    room = LONGEST_NAME - len(joint) - len(last) - 1
    # Names of articles differ at their ends as often as at their beginnings.
    return (front if len(front) <= room + 1 else f"{front[: room // 2]}…{front[room // 2 - room :]}") + joint + last


def ground(look: palette.Voice) -> str:
    """The ground of a voice in a bar, where the narrator is not the paper itself."""
    return GREY if look.slot == 0 else look.ground


def bar(ax: Axes, at: int, value: float, look: palette.Voice, *, left: float = 0.0, thin: bool = False) -> None:
    """Draw one horizontal bar in the look of its voice; a thin one is pale with a broken edge."""
    if not value:
        return  # no edge where there is nothing
    # A hatch takes the colour of the edge: a lighter bar below carries it, the edge is drawn over it.
    ax.barh(at, value, left=left, height=0.66, color=palette.FAINT if thin else ground(look),
            edgecolor=look.ink + "4d", hatch=look.hatch, linewidth=0)  # fmt: skip
    ax.barh(at, value, left=left, height=0.66, fill=False, edgecolor=look.ink, linewidth=1.2,
            linestyle="--" if thin else "-", zorder=3)  # fmt: skip


def rows(ax: Axes, names) -> None:
    """Write the names of the rows, the first on top."""
    ax.set_yticks(range(len(names)), [short(name) for name in names], parse_math=False)
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(len(names) - 0.4, -0.6)  # the first row is on top


def title(ax: Axes, said: str) -> None:
    """Write above the drawing what it shows, with its n."""
    ax.set_title(said, loc="left", fontweight="bold", fontsize=11)


def frame(ax: Axes, said: str, unit: str, most: float) -> None:
    """Give a drawing of bars its title, its unit and room for what is written beside them."""
    title(ax, said)
    ax.set_xlabel(unit, color=QUIET)
    width = ax.get_position().width * ax.figure.get_size_inches()[0]
    room = min(max(1.35, width / max(width - _BESIDE, 0.1)), 2.0)
    ax.set_xlim(0, (most or 1) * room)  # room for what is written beside the bars
    bare(ax, keep=("bottom",))


def bare(ax: Axes, keep: tuple[str, ...] = ()) -> None:
    """Take off the edges of the drawing, except some."""
    for side, spine in ax.spines.items():
        spine.set_visible(side in keep)
        spine.set_color(QUIET)


def key(name: str, look: palette.Voice, ground: str) -> Patch:
    """The look of a voice as a legend shows it."""
    from matplotlib.patches import Patch

    return Patch(facecolor=ground, edgecolor=look.ink, hatch=look.hatch, linewidth=0.8, label=short(name) or "–")


def _columns(labels: list[str], room: float, most: int = _IN_A_LINE) -> int:
    """How many columns of a legend with these labels fit into so many inches, one after the other from top to bottom.

    >>> _columns(["LAPD", "KABC", "narrator"], 6.0), _columns(["a former official of the sta…"] * 4, 6.0)
    (3, 2)
    """
    widths = _widths(labels, _HEIGHT)
    for columns in range(min(most, len(labels)), 1, -1):
        each = [max(part) for part in np.array_split(widths, columns)]
        points = sum(each) + _HEIGHT * (columns * (_KEY + _PAST_KEY) + (columns - 1) * _BETWEEN + 0.8)
        if points / 72 <= room:
            return columns
    return 1


def legend_room(labels: Iterable[str], beside: Iterable[str]) -> float:
    """Inches that a legend takes below a drawing with such names beside it."""
    labels = [short(label) for label in labels]
    return _LINE * -(-len(labels) // _columns(labels, WIDTH - _left(beside) - RIGHT))


def legend(ax: Axes, keys: list[Artist], *, below: float, columns: int = _IN_A_LINE) -> None:
    """Explain grounds, hatches and edges so many inches below the drawing, where they never hide a mark.

    No more columns than fit with their names: one that is cut off at the edge explains nothing.
    """
    from matplotlib.transforms import ScaledTranslation

    place = ax.transAxes + ScaledTranslation(0, -below, ax.figure.dpi_scale_trans)
    room = ax.get_position().width * ax.figure.get_size_inches()[0]
    drawn = ax.legend(
        handles=keys, ncols=_columns([key.get_label() for key in keys], room, columns), frameon=False,
        fontsize=_HEIGHT, loc="upper left", bbox_to_anchor=(0, 0), bbox_transform=place, borderaxespad=0,
        handlelength=_KEY, handletextpad=_PAST_KEY, columnspacing=_BETWEEN, handleheight=1.2,
    )  # fmt: skip
    for text in drawn.get_texts():
        text.set_parse_math(False)
