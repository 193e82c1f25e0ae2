"""The names of one referent as a drawing: a bar for each name, in the hatch of each voice that uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from helpers import palette

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WIDTH = 7.5  # inches, as all drawings of the kit
_ROW = 0.34  # inches for a name
_QUIET, _GREY = palette.QUIET, palette.HAIR
_LONGEST_NAME = 34
_MOST_NAMES = 40  # more cannot be read in one drawing


def naming(counted: pd.DataFrame, *, by: str = "voice", ax: Axes | None = None) -> Axes:
    """Draw which voice uses which name how often, the names of one referent together.

    Parameters
    ----------
    counted : DataFrame
        As :func:`helpers.naming.names_by_voice` returns it. The first 40 names are drawn.
    by : str
        The column that gives colour and hatch.
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
    >>> rows = {"referent": ["people"] * 2, "voice": ["narrator", "LAPD"], "name": ["mob", "crowd"], "n": [2, 1]}
    >>> naming(pd.DataFrame(rows)).alt
    'Bars: uses of each name, by voice. people: mob narrator 2; crowd LAPD 1.'
    """
    missing = [column for column in ("referent", "name", "n", by) if column not in counted]
    if missing:
        raise KeyError(
            f"The table has no column {missing[0]!r}; its columns are {', '.join(map(str, counted.columns))}. "
            f"naming.names_by_voice(found) makes it."
        )
    looks = palette.voices(counted[by])
    names = list(dict.fromkeys(zip(counted["referent"], counted["name"], strict=True)))[:_MOST_NAMES]
    places, headings, at = _places(names)
    ax = ax if ax is not None else _axes(at)
    reached, said = dict.fromkeys(names, 0), dict.fromkeys((referent for referent, _ in names), "")
    for row in counted.to_dict("records"):
        key = (row["referent"], row["name"])
        if key not in places:
            continue
        look, left = looks[str(row[by])], reached[key]
        ground = _GREY if look.slot == 0 else look.ground
        ax.barh(places[key], row["n"], left=left, height=0.66, color=ground, edgecolor=look.ink + "4d",
                hatch=look.hatch, linewidth=0)  # fmt: skip
        ax.barh(places[key], row["n"], left=left, height=0.66, fill=False, edgecolor=look.ink, linewidth=1.2, zorder=3)
        reached[key] += row["n"]
        said[row["referent"]] += f"{row['name']} {row[by]} {row['n']}; "
    for key, n in reached.items():
        ax.annotate(f"{n:,}", (n, places[key]), (5, 0), textcoords="offset points", va="center")
    for referent, place in headings.items():
        ax.text(0, place, referent, fontweight="bold", va="center", parse_math=False)
    ax.set_yticks(list(places.values()), [_short(name) for _, name in places], parse_math=False)
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(at - 0.4, -0.6)
    ax.set_xlim(0, max(reached.values(), default=1) * 1.15)
    ax.xaxis.get_major_locator().set_params(integer=True)
    ax.set_title(f"Who calls it what (n = {sum(reached.values()):,} names)", loc="left", fontweight="bold", fontsize=11)
    ax.set_xlabel("uses", color=_QUIET)
    for side, spine in ax.spines.items():
        spine.set_visible(side == "bottom")
        spine.set_color(_QUIET)
    _legend(ax, looks)
    told = " ".join(f"{referent}: {text.removesuffix('; ')}." for referent, text in said.items())
    ax.alt = f"Bars: uses of each name, by {by}. {told or 'No names.'}"
    return ax


def _places(names: list[tuple[str, str]]) -> tuple[dict[tuple[str, str], int], dict[str, int], int]:
    """Row of each name and of each heading, and how many rows there are."""
    places: dict[tuple[str, str], int] = {}
    headings: dict[str, int] = {}
    at = 0
    for referent, name in names:
        if referent not in headings:
            headings[referent] = at
            at += 1
        places[referent, name] = at
        at += 1
    return places, headings, max(at, 1)


def _axes(rows: int) -> Axes:
    from matplotlib.figure import Figure

    above, below, left, right = 0.35, 1.05, 2.6, 0.2
    height = _ROW * rows
    whole = height + above + below
    figure = Figure(figsize=(_WIDTH, whole), facecolor=palette.PAPER)
    return figure.add_axes((left / _WIDTH, below / whole, 1 - (left + right) / _WIDTH, height / whole))


def _legend(ax: Axes, looks: dict[str, palette.Voice]) -> None:
    from matplotlib.patches import Patch
    from matplotlib.transforms import ScaledTranslation

    patches = [
        Patch(facecolor=_GREY if v.slot == 0 else v.ground, edgecolor=v.ink, hatch=v.hatch, linewidth=0.8,
              label=_short(name) or "–")
        for name, v in looks.items()
    ]  # fmt: skip
    below = ax.transAxes + ScaledTranslation(0, -0.55, ax.figure.dpi_scale_trans)
    legend = ax.legend(
        handles=patches, ncols=3, frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(0, 0),
        bbox_transform=below, borderaxespad=0, handlelength=2.4, handleheight=1.2,
    )  # fmt: skip
    for text in legend.get_texts():
        text.set_parse_math(False)


def _short(name: object) -> str:
    name = " ".join(str(name).split())
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
