"""Where codings differ, with the passages: between two coders, and inside a class."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from helpers import text
from helpers.agreement import codings

# Two neighbouring words are one passage where more than this part of those who marked either marked both. Half is the
# usual border for taking two overlapping spans as the same (intersection over union); the rule shapes rows, not counts.
TOGETHER = 0.5


def by_word(
    coded: Mapping[str, pd.DataFrame],
    articles: pd.DataFrame,
    *,
    label: str = "label",
    read: Mapping[str, Collection[str]] | None = None,
) -> pd.DataFrame:
    """Count for each word how many coders marked it, with any label.

    Parameters
    ----------
    coded : mapping of str to DataFrame
        For each coder a span table with labels.
    articles : DataFrame
        The articles that were coded.
    label : str
        Name of the column with the labels.
    read : mapping of str to collection of str, optional
        For each coder the articles they read.

    Returns
    -------
    DataFrame
        One row per word: ``article_id, start, end, text``, ``n`` (coders who marked it), ``total`` (coders who read
        it), ``value`` (share, 0 to 1; 0 where nobody read it).

    Raises
    ------
    TypeError, KeyError, ValueError
        As :func:`helpers.agreement.codings.grid` says.

    Examples
    --------
    >>> from helpers import article, lexicon
    >>> articles = article.from_text("An unruly mob left.")
    >>> one, other = (lexicon.match(articles, lexicon.from_terms({"x": [t]})) for t in ("mob", "unruly mob"))
    >>> by_word({"one": one, "other": other}, articles, label="category").n.tolist()
    [0, 1, 2, 0]
    """
    words = text.words(articles)
    laid = codings.grid(coded, words, label=label, read=read)
    n = laid.marked.any(axis=0).sum(axis=0)
    total = laid.read.sum(axis=0)
    table = words[["article_id", "start", "end", "text"]].reset_index(drop=True)
    return table.assign(n=n, total=total, value=n / np.maximum(total, 1))


def passages(
    coded: Mapping[str, pd.DataFrame],
    articles: pd.DataFrame,
    *,
    label: str = "label",
    read: Mapping[str, Collection[str]] | None = None,
) -> pd.DataFrame:
    """Every passage that somebody marked, with who marked it and who did not.

    Neighbouring words are one passage where most of those who marked one of the two marked both; so *an unruly mob* by
    one and *unruly mob* by nine others is one passage, with the same names.

    Parameters
    ----------
    coded : mapping of str to DataFrame
        For each coder a span table with labels.
    articles : DataFrame
        The articles that were coded.
    label : str
        Name of the column with the labels.
    read : mapping of str to collection of str, optional
        For each coder the articles they read.

    Returns
    -------
    DataFrame
        One row per passage and label, in the order of the texts: ``article_id, start, end, text, label``, ``n`` (coders
        who marked some of it so), ``total`` (coders who read it), ``value`` (share, 0 to 1), ``division`` (0 all or
        none, 1 half and half), ``marked_by``, ``not_marked_by`` (names, parted by commas). Where ``coded`` comes from
        strangers, the names are theirs: escape them in a page, as :func:`helpers.views.table` does.

    Raises
    ------
    TypeError, KeyError, ValueError
        As :func:`helpers.agreement.codings.grid` says.

    Notes
    -----
    ``division`` is 1 - |2 value - 1|.

    Examples
    --------
    >>> from helpers import article, lexicon
    >>> articles = article.from_text("An unruly mob left.")
    >>> one, other = (lexicon.match(articles, lexicon.from_terms({"x": [t]})) for t in ("mob", "unruly mob"))
    >>> found = passages({"one": one, "other": other}, articles, label="category")
    >>> found[["text", "n", "division", "not_marked_by"]].values.tolist()
    [['unruly', 1, 1.0, 'one'], ['mob', 2, 0.0, '']]
    """
    words = text.words(articles)
    laid = codings.grid(coded, words, label=label, read=read)
    ids = words["article_id"].to_numpy()
    rows = []
    for name, marked in zip(laid.labels, laid.marked, strict=True):
        both = (marked[:, 1:] & marked[:, :-1]).sum(axis=0)
        either = (marked[:, 1:] | marked[:, :-1]).sum(axis=0)
        neighbours = (both > TOGETHER * either) & (ids[1:] == ids[:-1])
        for first, final in zip(*codings.runs(np.append(False, neighbours)[: len(ids)]), strict=True):
            by = marked[:, first:final].any(axis=1)
            if by.any():
                rows.append((first, final, name, by, laid.read[:, first]))
    rows.sort(key=lambda row: row[:2])
    return _passages(rows, articles, words, laid.coders)


def between(one: pd.DataFrame, other: pd.DataFrame, articles: pd.DataFrame, *, label: str = "label") -> pd.DataFrame:
    """Hold two codings against each other, mark by mark: a pupil and the key, a pupil and the kit.

    Parameters
    ----------
    one, other : DataFrame
        Span tables with labels.
    articles : DataFrame
        The articles that were coded.
    label : str
        Name of the column with the labels, in both.

    Returns
    -------
    DataFrame
        One row per mark of ``one`` and per mark of ``other`` that nothing in ``one`` touches, in the order of the
        texts: ``article_id, start, end, text, label`` (of ``one``, or of ``other`` where only it has a mark),
        ``difference`` (``none``: the same words and label; ``border``: the same label on more or fewer words;
        ``label``: another label; ``only one``; ``only other``), ``other_text``, ``other_label`` (what ``other`` has
        there; empty where nothing).

    Raises
    ------
    KeyError, ValueError
        If a column is missing or a span is of another article.

    Examples
    --------
    >>> from helpers import article, lexicon
    >>> articles = article.from_text("An unruly mob left in a fury.")
    >>> one, other = (lexicon.match(articles, lexicon.from_terms({"x": t})) for t in (["mob"], ["unruly mob", "fury"]))
    >>> found = between(one, other, articles, label="category")
    >>> found[["text", "difference", "other_text"]].values.tolist()
    [['mob', 'border', 'unruly mob'], ['fury', 'only other', 'fury']]
    """
    words = text.words(articles)
    codings.grid({"one": one, "other": other}, words, label=label)  # checks both, with names
    (a, b), (c, d) = (codings.word_range(table, words) for table in (one, other))
    mine, theirs = (table[label].astype(str).to_numpy() for table in (one, other))
    rows, met = [], np.zeros(len(other), bool)
    for i in range(len(one)):
        over = np.flatnonzero((c < b[i]) & (d > a[i]))
        met[over] = True
        same = over[theirs[over] == mine[i]]
        exact = same[(c[same] == a[i]) & (d[same] == b[i])]
        if len(exact):
            difference, at = "none", exact[0]
        elif len(same):
            difference, at = "border", same[0]
        elif len(over):
            difference, at = "label", over[0]
        else:
            difference, at = "only one", None
        rows.append((one.iloc[i], mine[i], difference, at))
    rows += [(other.iloc[j], theirs[j], "only other", j) for j in np.flatnonzero(~met)]
    table = pd.DataFrame(
        [
            (
                *(row[column] for column in ("article_id", "start", "end", "text")),
                *(name, difference),
                *(("", "") if at is None else (other["text"].iloc[at], theirs[at])),
            )
            for row, name, difference, at in rows
        ],
        columns=["article_id", "start", "end", "text", "label", "difference", "other_text", "other_label"],
    )
    strings = dict.fromkeys(("article_id", "text", "label", "difference", "other_text", "other_label"), "str")
    table = table.astype({**strings, "start": np.int64, "end": np.int64})
    place = {name: i for i, name in enumerate(words["article_id"].unique())}
    order = pd.DataFrame({"at": table["article_id"].map(place), "start": table["start"], "end": table["end"]})
    return table.iloc[order.sort_values(["at", "start", "end"], kind="stable").index].reset_index(drop=True)


def _passages(rows: list[tuple], articles: pd.DataFrame, words: pd.DataFrame, coders: tuple[str, ...]) -> pd.DataFrame:
    first = np.array([row[0] for row in rows], np.int64)
    final = np.array([row[1] for row in rows], np.int64) - 1
    at = pd.Index(articles["article_id"]).get_indexer(words["article_id"].take(first))
    start, end = words["start"].to_numpy()[first], words["end"].to_numpy()[final]
    table = text.spans(articles, at, start, end)
    table["label"] = [row[2] for row in rows]
    table["n"] = [int(row[3].sum()) for row in rows]
    table["total"] = [int(row[4].sum()) for row in rows]
    table["value"] = table["n"] / table["total"].where(table["total"] > 0, 1)
    table["division"] = 1 - (2 * table["value"] - 1).abs()
    names = np.array(coders, object)
    table["marked_by"] = [codings.AND.join(names[row[3]]) for row in rows]
    table["not_marked_by"] = [codings.AND.join(names[row[4] & ~row[3]]) for row in rows]
    strings = dict.fromkeys(("article_id", "text", "label", "marked_by", "not_marked_by"), "str")
    return table.astype({**strings, "start": np.int64, "end": np.int64, "n": np.int64, "total": np.int64})
