"""The names of one referent as a drawing: a bar for each name, in the hatch of each voice that uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from helpers import palette
from helpers.plots import drawing

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ROW = 0.34  # inches for a name
_MOST_NAMES = 40  # more cannot be read in one drawing


def naming(table: pd.DataFrame, *, by: str = "voice", ax: Axes | None = None) -> Axes:
    """Draw which voice uses which name how often, the names of one referent together.

    Parameters
    ----------
    table : DataFrame
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
    drawing.need(table, ["referent", "name", "n", by], "naming.names_by_voice(found)")
    kept, others = drawing.told_apart(table.groupby(table[by].astype("str"))["n"].sum())
    looks = palette.voices(kept) | ({} if others is None else {others: palette.OTHERS})
    names = list(dict.fromkeys(zip(table["referent"], table["name"], strict=True)))[:_MOST_NAMES]
    places, headings, at = _places(names)
    beside = [name for _, name in names]
    ax = ax or drawing.axes(_ROW * at, beside, 0.65 + drawing.legend_room(looks, beside))
    reached, said = dict.fromkeys(names, 0), dict.fromkeys((referent for referent, _ in names), "")
    for row in table.to_dict("records"):
        key = (row["referent"], row["name"])
        if key not in places:
            continue
        look, left = looks[str(row[by]) if str(row[by]) in kept else others], reached[key]
        drawing.bar(ax, places[key], row["n"], look, left=left)
        reached[key] += row["n"]
        said[row["referent"]] += f"{row['name']} {row[by]} {row['n']}; "
    for key, n in reached.items():
        ax.annotate(f"{n:,}", (n, places[key]), (5, 0), textcoords="offset points", va="center")
    for referent, place in headings.items():
        ax.text(0, place, referent, fontweight="bold", va="center", parse_math=False)
    ax.set_yticks(list(places.values()), [drawing.short(name) for _, name in places], parse_math=False)
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(at - 0.4, -0.6)
    most = max(reached.values(), default=1)
    drawing.frame(ax, f"Who calls it what (n = {sum(reached.values()):,} names)", "uses", most)
    ax.set_xlim(0, most * 1.15)
    ax.xaxis.get_major_locator().set_params(integer=True)
    drawing.legend(ax, [drawing.key(name, v, drawing.ground(v)) for name, v in looks.items()], below=0.55)
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
