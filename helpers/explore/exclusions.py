"""Passages that a reader takes out as false hits, and the log of them: what, where, why."""

from __future__ import annotations

import pandas as pd

from helpers.exclusions import COLUMNS
from helpers.views import pages
from helpers.views.markup import escape

_WIDTH = 30  # characters of context on each side: enough to know the passage again
LONGEST_REASON = 500


def name_of(mark: dict) -> str:
    """Return by which name a passage stands in a log, for people: ``lapd-ice-raid:184-187``.

    A device carries its name too, because one passage may hold several.
    """
    layer = mark.get("layer") or pages.WORDS
    own = "" if layer == pages.WORDS else f":{mark['category']}"
    return f"{mark['article_id']}:{mark['start']}-{mark['end']}{own}"


def table(marks: pd.DataFrame, names: pd.Series, because: dict[str, str]) -> pd.DataFrame:
    """Return the log: one row per passage that was taken out, in the order of the texts.

    Parameters
    ----------
    marks : DataFrame
        All marks.
    names : Series
        :func:`name_of` of each.
    because : dict of str to str
        Reasons by the names of the passages.

    Returns
    -------
    DataFrame
        ``article_id, start, end, text, layer, category, term, because``.
    """
    out = names.isin(list(because)).to_numpy()
    log = marks.loc[out, [name for name in COLUMNS if name in marks]].reset_index(drop=True)
    return log.assign(because=pd.array([because[name] for name in names[out]], dtype="str"))


def shown(log: pd.DataFrame, articles: pd.DataFrame, *, static: bool = False) -> str:
    """Return the log as HTML: in a pane with a field for the reason and a button to take each back.

    Parameters
    ----------
    log : DataFrame
        As :func:`table` returns it.
    articles : DataFrame
        The articles.
    static : bool
        For a page without a kernel.
    """
    if log.empty:
        return ""
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    items = []
    for row in log.to_dict("records"):
        text, place = texts[row["article_id"]], pages.place(row)
        before = " ".join(text[max(0, row["start"] - _WIDTH) : row["start"]].split())
        after = " ".join(text[row["end"] : row["end"] + _WIDTH].split())
        word = escape(" ".join(row["text"].split()))
        why = f"<i>Why:</i> <bdi>{escape(row['because'] or 'no reason given')}</bdi>"
        if not static:
            why = (
                f'<label>Why? <input type="text" id="because-{place}" data-ww-because="{place}" '
                f'value="{escape(row["because"])}" aria-label="Why is {word} no hit?" maxlength="{LONGEST_REASON}">'
                f'</label> <button type="button" id="back-{place}" data-ww-back="{place}" '
                f'aria-label="Take {word} back in">take back</button>'
            )
        items.append(
            f"<li><bdi>{escape(before)} <b>{word}</b> {escape(after)}</bdi> "
            f'<small class="ww-where">[{escape(row["category"])}] <bdi>{escape(row["article_id"])}</bdi>, characters '
            f"{row['start']:,} to {row['end']:,}</small><div>{why}</div></li>"
        )
    n = len(log)
    return (
        f'<section class="ww-log" aria-label="Passages taken out"><p><b>{n:,} passage{"s" * (n != 1)} taken out by the '
        f"reader as false hits, and counted nowhere above</b></p><ul>{''.join(items)}</ul></section>"
    )
