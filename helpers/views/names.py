"""The names of one referent as a table to be read: a row for each referent, a column for each voice."""

from __future__ import annotations

import pandas as pd

from helpers import palette
from helpers.article import tables
from helpers.views.markup import Html, escape
from helpers.views.stylesheet import style
from helpers.views.tables import way

MOST_ROWS = 200
_CAPTIONS = {"voice": "Names by whose words", "credited": "Names by whose claim", "article_id": "Names by article"}


def naming(table: pd.DataFrame, *, by: str = "voice", most: int = MOST_ROWS, ids: str = "") -> Html:
    """Return who calls what by which name: names of one referent stand side by side.

    Each name carries the frame that the thesaurus gives it, in brackets and in words, and how often it is used.

    Parameters
    ----------
    table : DataFrame
        As :func:`helpers.naming.names_by_voice` returns it: ``referent``, the column of `by`, ``name``,
        ``frame``, ``n``.
    by : str
        The column whose values make the columns of the page, the narrator first.
    most : int
        Referents to show; a line says how many are left out.
    ids : str
        As given to :func:`helpers.views.concordance` for the same names: each then leads to its passages.

    Returns
    -------
    Html

    Raises
    ------
    KeyError
        If a column is missing.

    Examples
    --------
    >>> rows = {"referent": ["people"] * 2, "voice": ["narrator", "LAPD"], "name": ["mob", "crowd"], "n": [2, 1]}
    >>> naming(pd.DataFrame(rows).assign(frame=["threat", "plain"]))
    Names by whose words
    referent  narrator  LAPD
    people  mob [threat] ×2  crowd [plain]
    """
    tables.need(table, ["referent", "name", "n", by], "naming.names_by_voice(found) makes it.")
    caption = _CAPTIONS.get(by, f"Names by {by.replace('_', ' ')}")
    looks = palette.voices(table[by])
    columns = sorted(dict.fromkeys(table[by]), key=lambda name: palette.NARRATOR not in name)
    cells: dict[tuple[str, str], list[dict]] = {}
    for row in tables.records(table):
        cells.setdefault((row["referent"], row[by]), []).append(row)
    referents = list(dict.fromkeys(table["referent"]))
    rows = []
    for referent in referents[:most]:
        html = f'<th scope="row"><bdi>{escape(referent)}</bdi></th>'
        for column in columns:
            names = sorted(cells.get((referent, column), []), key=lambda row: -row["n"])
            html += f"<td>{'<br>'.join(_one(row, ids) for row in names) or '–'}</td>"
        rows.append(f"<tr>{html}</tr>")
    heads = "".join(
        f'<th scope="col"><span class="ww-key ww-v{looks[str(name)].slot}"><bdi>{escape(name)}</bdi></span></th>'
        for name in columns
    )
    rest = f"; the first {most:,} of {len(referents):,} referents" if len(referents) > most else ""
    return Html(
        f'<div class="ww"><div class="ww-scroll" role="group" aria-label="{escape(caption)}" tabindex="0">'
        f'<table class="ww-table ww-measure"><caption>{escape(caption)}{rest}</caption>'
        f'<thead><tr><th scope="col">referent</th>{heads}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div></div>",
        style(),
    )


def _one(row: dict, ids: str) -> str:
    frame = f' <small class="ww-what">[{escape(row["frame"])}]</small>' if row.get("frame") else ""
    times = f" ×{row['n']:,}" if row["n"] > 1 else ""
    shown = f"<bdi>{escape(row['name'])}</bdi>"
    if ids:
        shown = f'<a class="ww-way" href="#{escape(ids)}-passages"{way({**row, "term": row["name"]})}>{shown}</a>'
    return f"{shown}{frame}{times}"
