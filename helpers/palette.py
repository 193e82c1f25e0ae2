"""One set of colours, hatches and line styles for everything that readers see.

Colour is never alone: a voice also has a hatch and its name, a category also has a line style and its name. The
pairs of a pale ground and a dark ink follow Tol's schemes *pale* and *dark*, which were made to mark text; each ink
keeps a contrast of at least 7:1 on its ground, each text on each ground too (kept by a test).

References
----------
Paul Tol (2021). Colour Schemes. SRON/EPS/TN/09-002, issue 3.2.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from pandas import DataFrame

NARRATOR = "narrator"
PAPER, INK = "#ffffff", "#1a1a1a"
DARK_PAPER, DARK_INK = "#111111", "#f2f2f2"
# For what is said beside the text, for borders, for hair lines and pale grounds, and for the palest ground.
QUIET, RULE, HAIR, FAINT = _GREYS = ("#454545", "#8a8a8a", "#d9d9d9", "#f0f0f0")
_DARK_GREYS = ("#c9c9c9", "#7d7d7d", "#3d3d3d", "#262626")


@dataclass(frozen=True)
class Voice:
    """How a voice looks: its place in the palette, ground and ink on light and on dark paper, hatch in plots."""

    slot: int
    ground: str
    ink: str
    dark_ground: str
    dark_ink: str
    hatch: str


@dataclass(frozen=True)
class Category:
    """How a category of words looks: its place, line colour on light and on dark paper, line style, marker in plots."""

    slot: int
    line: str
    dark_line: str
    style: str
    marker: str


# The narrator is the paper itself: unshaded in the text, without a hatch in a plot.
_NARRATOR = Voice(0, PAPER, INK, DARK_PAPER, DARK_INK, "")
_VOICES = (
    Voice(1, "#dbe5fa", "#1f2f66", "#1d2a55", "#c9d8ff", "///"),
    Voice(2, "#dcedd0", "#1e4620", "#1c3b21", "#c8efc0", "\\\\\\"),
    Voice(3, "#fbe5cf", "#6b3200", "#4a2b0a", "#ffd9b0", "|||"),
    Voice(4, "#eadff5", "#46216b", "#392453", "#e6d0ff", "xxx"),
    Voice(5, "#f7f2cb", "#4d4600", "#3c380c", "#f2e88e", "---"),
    Voice(6, "#fadde1", "#6e1423", "#501c26", "#ffccd3", "+++"),
    Voice(7, "#d3efef", "#0b4a4a", "#0e3f40", "#b3eeee", "//--"),
)
# How many voices beside the narrator have a look of their own; and what the others look like where they are one.
MOST_VOICES = len(_VOICES)
OTHERS = Voice(8, FAINT, QUIET, "#262626", "#c9c9c9", "xx")
# The five line styles of CSS under the word, then four around it (a line above it would touch the line before).
_CATEGORIES = (
    Category(0, "#a83200", "#ff9e6d", "solid", "v"),
    Category(1, "#005a9c", "#7cc0ff", "dashed", "s"),
    Category(2, "#00664b", "#5fd3ae", "dotted", "o"),
    Category(3, "#8a2c6e", "#f09bd0", "wavy", "D"),
    Category(4, "#5c4b00", "#e3d34a", "double", "^"),
    Category(5, "#a80f2b", "#ff9aa2", "box solid", "X"),
    Category(6, "#2b3fa8", "#aab6ff", "box dotted", "P"),
    Category(7, "#444444", "#cccccc", "box dashed", "*"),
    Category(8, "#6b2fa0", "#cfa6ff", "box double", ">"),
)
_KNOWN = ("person", "event", "policy", "evaluation", "action", "alarm", "praise", "distancing", "contested")


def lists(table: DataFrame) -> list[str]:
    """Names of the word lists that a table comes from, in the order of their first hits; a measure has them noted.

    >>> lists(DataFrame({"lexicon": ["loaded", "mine", "loaded"]})), lists(DataFrame({"start": [0]}))
    (['loaded', 'mine'], [])
    """
    if "lexicon" not in table:
        return table.attrs.get("lists", [])
    return [name for name in table["lexicon"].dropna().unique() if name]


def own_list(table: DataFrame) -> str:
    """Names of the lists of a table as they stand in a sentence; nothing where it is the house list alone.

    >>> own_list(DataFrame({"lexicon": ["loaded"]})), own_list(DataFrame({"lexicon": ["hedges", "mine"]}))
    ('', '‘hedges’ and ‘mine’')
    """
    names = lists(table)
    return "" if set(names) <= {"loaded"} else " and ".join(f"‘{name[:60]}’" for name in names)


def marked(table: DataFrame, *, one: bool = False) -> str:
    """What the marked words of a table are called: those of another list than the house list go by its name.

    >>> marked(DataFrame({"lexicon": ["loaded"]})), marked(DataFrame({"lexicon": ["mine"]}), one=True)
    ('loaded words', 'term of ‘mine’')
    """
    own, many = own_list(table), "" if one else "s"
    return f"term{many} of {own}" if own else f"loaded word{many}"


def heading(table: DataFrame) -> str:
    """What the marked words of a table are called at the beginning of a title.

    >>> heading(DataFrame({"lexicon": ["mine"]}))
    'Terms of ‘mine’'
    """
    said = marked(table)
    return said[0].upper() + said[1:]


def voices(names: Iterable[str], *, also: Iterable[str] = ()) -> dict[str, Voice]:
    """Looks of voices, the same in every view and plot that shows the same voices.

    The place of a voice comes from its name, so that it keeps its colour from one article to the next. Where two names
    fall on the same place, the one later in the alphabet moves on. Above seven voices, looks are used twice: names
    stand beside them then, or the rarer voices are drawn as one (``OTHERS``).

    Parameters
    ----------
    names : iterable of str
        Names of voices, repeated or not.
    also : iterable of str
        Further names, of sources without words of their own: they take what places are left.

    Returns
    -------
    dict of str to Voice
        In the order of the alphabet, the narrator first, then the further names.

    Examples
    --------
    >>> found = voices(["LAPD", "narrator", "KABC"])
    >>> list(found)
    ['narrator', 'KABC', 'LAPD']
    >>> found["narrator"].hatch, found["KABC"] != found["LAPD"]
    ('', True)
    """
    wanted = {str(name) for name in names}
    further = {str(name) for name in also} - wanted
    looks = {NARRATOR: _NARRATOR} if NARRATOR in wanted | further else {}
    return _placed([*sorted(wanted - {NARRATOR}), *sorted(further - {NARRATOR})], _VOICES, looks)


def categories(names: Iterable[str]) -> dict[str, Category]:
    """Looks of categories of words: fixed for those of the kit's lists, by name for those of a user's own list.

    Parameters
    ----------
    names : iterable of str

    Returns
    -------
    dict of str to Category
        The kit's categories first, in their order, then the others in the order of the alphabet.

    Examples
    --------
    >>> list(categories(["water", "event", "person"]))
    ['person', 'event', 'water']
    >>> categories(["event"])["event"].style
    'dashed'
    """
    wanted = {str(name) for name in names}
    known = {name: _CATEGORIES[i] for i, name in enumerate(_KNOWN) if name in wanted}
    return _placed(sorted(wanted - set(known)), _CATEGORIES, known)


def variables(*, dark: bool = False) -> str:
    """Return the palette as declarations of CSS custom properties.

    Parameters
    ----------
    dark : bool
        For dark paper.

    Returns
    -------
    str
        ``--ww-ground-1``, ``--ww-ink-1`` … for voices, ``--ww-line-0`` … for categories, and those of the paper.

    Examples
    --------
    >>> "--ww-line-1:#005a9c" in variables()
    True
    """
    paper, ink = (DARK_PAPER, DARK_INK) if dark else (PAPER, INK)
    said = f"--ww-paper:var(--jp-layout-color0,{paper});--ww-text:{ink};"
    quiet, rule, hair, faint = _DARK_GREYS if dark else _GREYS
    said += f"--ww-quiet:{quiet};--ww-rule:{rule};--ww-hair:{hair};--ww-faint:{faint};"
    for v in _VOICES:
        ground, ink = (v.dark_ground, v.dark_ink) if dark else (v.ground, v.ink)
        said += f"--ww-ground-{v.slot}:{ground};--ww-ink-{v.slot}:{ink};"
    return said + "".join(f"--ww-line-{c.slot}:{c.dark_line if dark else c.line};" for c in _CATEGORIES)


def named() -> dict[str, str]:
    """Return the custom property of each colour that drawings have on light paper: a page then shows them on dark too.

    Examples
    --------
    >>> named()["#005a9c"]
    '--ww-line-1'
    """
    colours = {v.ground: f"--ww-ground-{v.slot}" for v in _VOICES} | {v.ink: f"--ww-ink-{v.slot}" for v in _VOICES}
    colours |= {c.line: f"--ww-line-{c.slot}" for c in _CATEGORIES}
    colours |= dict(zip(_GREYS, ("--ww-quiet", "--ww-rule", "--ww-hair", "--ww-faint"), strict=True))
    return colours | {PAPER: "--ww-paper", INK: "--ww-text", "#000000": "--ww-text"}


def css() -> str:
    """Return the stylesheet of the palette, for light and for dark paper.

    Returns
    -------
    str
        Rules for ``.ww``.

    Examples
    --------
    >>> "--ww-line-1:#005a9c" in css()
    True
    """
    own = "".join(f".ww .ww-v{v.slot}{{--g:var(--ww-ground-{v.slot});--i:var(--ww-ink-{v.slot})}}" for v in _VOICES)
    for c in _CATEGORIES:
        own += f".ww .ww-c{c.slot}{{--l:var(--ww-line-{c.slot})}}"
        own += f".ww .ww-c{c.slot}>mark,.ww mark.ww-c{c.slot}{{{_line(c.style)}}}"
    # A page that names its theme (JupyterLab, exported pages, VS Code) is believed; elsewhere the reader's system is
    # asked. Paper is always light.
    dark = f"color-scheme:dark;{variables(dark=True)}"
    return (
        f".ww{{color-scheme:light;{variables()}}}{own}"
        f"@media screen{{[data-jp-theme-light='false'] .ww,.vscode-dark .ww{{{dark}}}}}"
        "@media screen and (prefers-color-scheme:dark){"
        f"body:not([data-jp-theme-light]):not(.vscode-light) .ww{{{dark}}}}}"
        f"@media print{{.ww{{--ww-paper:{PAPER}}}}}"
    )


def _line(style: str) -> str:
    """CSS of a line style; the thin ones of CSS need more, the double and wavy ones less, to weigh the same."""
    if style.startswith("box "):
        # A double line is two and what is between them; dots and dashes leave out half of theirs.
        width = {"box double": "3px", "box dotted": "2.5px", "box dashed": "2px"}.get(style, "1.5px")
        return f"border:{width} {style.removeprefix('box ')} var(--l);border-radius:3px;padding:0 .12em"
    width = {"dotted": "3px", "double": "1.5px", "wavy": "1.5px"}.get(style, "2.5px")
    return f"text-decoration:underline {style} {width} var(--l)"


def _placed(names: list[str], looks: tuple, placed: dict) -> dict:
    """Give each name the look at the place its checksum points to, or the next one that is free."""
    placed = dict(placed)
    free = [look for look in looks if look not in placed.values()]
    for name in names:
        free = free or list(looks)
        start = zlib.crc32(name.casefold().encode("utf-8", "replace")) % len(looks)
        turn = looks[start:] + looks[:start]
        placed[name] = next(look for look in turn if look in free)
        free.remove(placed[name])
    return placed
