"""Who is heard, and through whom: the drawings of the sources of an article."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from helpers import palette
from helpers.plots import drawing

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LINK = " > "
_MOST_ROWS = 24  # more cannot be read in one drawing
_DEEPEST = 5
_LABEL, _GAP, _NODE = 0.27, 0.16, 0.14  # inches: a line of text, the space under it, the width of a node
_THICKNESS = 2.4  # inches for all words of the article
_LAST, _LONGEST_BAND = 1.9, 3.2  # inches: room for the names on the right; a band
_LETTER = 0.064  # inches, of 9 points


def sources(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how many words each source gets: a filled bar for its own words, an empty one for those retold.

    Parameters
    ----------
    table : DataFrame
        As :func:`helpers.metrics.sources` returns it. The first 24 rows are drawn.
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
    >>> row = {"source": ["LAPD"], "type": "police", "named": True, "n": 255, "total": 413, "direct": 166}
    >>> sources(pd.DataFrame(row).assign(indirect=89, block=0)).alt
    'Bars: words credited to each source, of 413. LAPD (police): 255, of these 166 its own words and 89 retold.'
    """
    wanted = ["source", "type", "named", "n", "total", "direct", "indirect", "block"]
    drawing.need(table, wanted, "metrics.sources(voices)")
    shown = table.head(_MOST_ROWS)
    ax = ax or drawing.axes(0.42 * max(len(shown), 1), shown["source"], 0.95)
    looks, said = palette.voices(shown["source"]), []
    most = max(shown["n"], default=1) or 1
    for at, row in enumerate(shown.to_dict("records")):
        look, own = looks[str(row["source"])], row["direct"] + row["block"]
        drawing.bar(ax, at, own, look)
        if row["indirect"]:
            ax.barh(at, row["indirect"], left=own, height=0.66, color=palette.PAPER, edgecolor=look.ink, linewidth=1.2,
                    linestyle="--", zorder=2)  # fmt: skip
        kind = str(row["type"]) + ("" if row["named"] or row["type"] == "unnamed" else ", no name")
        ax.annotate(f"{row['n']:,} words, {kind}", (row["n"], at), (5, 0), textcoords="offset points", va="center")
        of = f", of these {own:,} its own words and {row['indirect']:,} retold" if row["n"] else ""
        said.append(f"{row['source']} ({kind}): {row['n']:,}{of}")
    drawing.rows(ax, shown["source"])
    every = int(table.groupby("article_id")["total"].first().sum()) if "article_id" in table else None
    total = every if every is not None else int(table["total"].max()) if len(table) else 0
    drawing.frame(ax, f"Who is heard (n = {total:,} words)", "words credited to the source", most)
    ax.set_xlim(0, most * 1.6)
    _own_and_retold(ax)
    rest = f" {len(table) - len(shown)} more sources are not drawn." if len(table) > len(shown) else ""
    ax.alt = f"Bars: words credited to each source, of {total:,}. {'; '.join(said) or 'none'}.{rest}"
    return ax


@dataclass
class _Node:
    """A source at its place in the chain; ``own`` words end here, the others go on to the parts."""

    name: str
    own: int = 0
    parts: dict[str, _Node] = field(default_factory=dict)
    height: float = 0.0

    @property
    def words(self) -> int:
        return self.own + sum(part.words for part in self.parts.values())


def attribution(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw who is heard through whom: the words of an article flow from its narrator to its sources.

    A band is as thick as the words that it carries are many. Words of a source that is quoted by another source flow
    through the other: *KABC > LAPD*.

    Parameters
    ----------
    table : DataFrame
        Words by chain, ``chain, n``: ``metrics.share_of_voice(voices, by="chain")``. The 24 chains with most words are
        drawn, the rest is one band.
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
    >>> table = pd.DataFrame({"chain": ["narrator", "KABC", "KABC > LAPD"], "n": [60, 46, 153]})
    >>> attribution(table).alt
    'Who is heard through whom, 259 words. narrator: 60 words of its own. Through narrator: KABC, 46 credited to it and
    153 passed on. Through KABC: LAPD, 153 credited to it.'
    """
    drawing.need(table, ["chain", "n"], "metrics.share_of_voice(voices, by='chain')")
    root = _tree(table)
    depth = _depth(root)
    width = drawing.WIDTH - drawing.LEFT - drawing.RIGHT
    step = min((width - _LAST) / max(depth, 1), _LONGEST_BAND)
    scale = _THICKNESS / max(root.words, 1)
    bottom = _place(root, 0.0, scale)
    ax = ax or drawing.axes(bottom, ())
    looks = palette.voices([palette.NARRATOR], also=_names(root))
    said: list[str] = []
    _draw(ax, root, 0.0, 0.0, step, scale, looks, said)
    ax.set_xlim(0, width)
    ax.set_ylim(bottom, 0)
    ax.set_xticks([])
    ax.set_yticks([])
    drawing.bare(ax)
    drawing.title(ax, f"Who is heard through whom (n = {root.words:,} words)")
    ax.set_xlabel("a band is as thick as the words that it carries are many", color=drawing.QUIET, loc="left")
    ax.alt = f"Who is heard through whom, {root.words:,} words. {' '.join(said) if root.words else 'No words: none.'}"
    return ax


def _tree(table: pd.DataFrame) -> _Node:
    """Nodes by chain, most words first."""
    words = table.groupby("chain", sort=False)["n"].sum().sort_values(ascending=False, kind="stable")
    root = _Node(palette.NARRATOR)
    chains = [(str(chain), int(n)) for chain, n in words.items() if n > 0]
    sources_only = [pair for pair in chains if pair[0] != palette.NARRATOR]
    root.own = sum(n for chain, n in chains if chain == palette.NARRATOR)
    for chain, n in sources_only[:_MOST_ROWS]:
        node = root
        for name in chain.split(_LINK, _DEEPEST):
            node = node.parts.setdefault(name, _Node(name))
        node.own += n
    rest = sources_only[_MOST_ROWS:]
    if rest:
        name = f"{len(rest)} more"
        root.parts[name] = _Node(name, sum(n for _, n in rest))
    return root


def _depth(node: _Node) -> int:
    return 1 + max(map(_depth, node.parts.values())) if node.parts else 0


def _names(node: _Node) -> list[str]:
    return [name for part in node.parts.values() for name in [part.name, *_names(part)]]


def _ordered(node: _Node) -> list[_Node]:
    return sorted(node.parts.values(), key=lambda part: -part.words)


def _place(node: _Node, top: float, scale: float) -> float:
    """Give each node its height from ``top`` on, and return where the next one may begin."""
    below = top
    for part in _ordered(node):
        below = _place(part, below, scale)
    node.height = max(below - top, _LABEL + node.words * scale + _GAP)
    return top + node.height


def _draw(ax: Axes, node: _Node, x: float, top: float, step: float, scale: float, looks: dict, said: list[str]) -> None:
    """Draw a node, the bands to its parts, and these."""
    from matplotlib.patches import PathPatch, Rectangle
    from matplotlib.path import Path

    look = looks.get(node.name, looks[palette.NARRATOR])
    y = top + _LABEL
    ax.add_patch(Rectangle((x, y), _NODE, node.words * scale, facecolor=drawing.ground(look), edgecolor=look.ink + "4d",
                           hatch=look.hatch, linewidth=0))  # fmt: skip
    ax.add_patch(Rectangle((x, y), _NODE, node.words * scale, fill=False, edgecolor=look.ink, linewidth=1.2, zorder=3))
    passed = node.words - node.own
    counts = f"{node.own:,} + {passed:,} passed on" if passed and x else f"{node.own:,}{' own' * (not x)}"
    room = int(((step if node.parts else max(step, _LAST)) - 0.1) / _LETTER) - len(counts) - 2
    name = " ".join(node.name.split())
    name = name if len(name) <= max(room, 6) else name[: max(room, 6) - 1] + "…"
    ax.text(x, top + _LABEL - 0.06, f"{name}: {counts}", fontsize=9, va="bottom", color=palette.INK, zorder=5,
            parse_math=False, bbox={"facecolor": palette.PAPER, "edgecolor": "none", "pad": 0.5})  # fmt: skip
    if node.name == palette.NARRATOR and x == 0:
        said.append(f"narrator: {node.own:,} words of its own.")
    at, below = y + node.own * scale, top
    for part in _ordered(node):
        thick = part.words * scale
        left, right, to = x + _NODE, x + step, below + _LABEL
        middle = (left + right) / 2
        points = [(left, at), (middle, at), (middle, to), (right, to), (right, to + thick), (middle, to + thick),
                  (middle, at + thick), (left, at + thick), (left, at)]  # fmt: skip
        codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
        other = looks[part.name] if part.name in looks else look
        ax.add_patch(PathPatch(Path(points, codes), facecolor=other.ground, edgecolor=other.ink, linewidth=0.6,
                               alpha=0.75, zorder=1))  # fmt: skip
        on = part.words - part.own
        more = f" and {on:,} passed on" if on else ""
        said.append(f"Through {node.name}: {part.name}, {part.own:,} credited to it{more}.")
        _draw(ax, part, right, below, step, scale, looks, said)
        at += thick
        below += part.height


def _own_and_retold(ax: Axes) -> None:
    from matplotlib.patches import Patch

    keys = [
        Patch(facecolor=drawing.GREY, edgecolor=palette.INK, label="own words: in quotation marks or in a block"),
        Patch(facecolor=palette.PAPER, edgecolor=palette.INK, linestyle="--", label="retold in other words"),
    ]
    drawing.legend(ax, keys, below=0.5, columns=2)
