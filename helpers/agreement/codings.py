"""Codings of the same text by several coders, word by word: the ground of agreement and of the tables of differences.

A coding is a span table with a column of labels. Borders are taken to whole words: a span holds every word that it
touches, so a space or a full stop more or less changes nothing, and what holds no word is not compared.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.article import tables

# Between the names of coders in a table.
AND = ", "


@dataclass(frozen=True, eq=False)
class Grid:
    """Who marked which word with which label.

    Attributes
    ----------
    coders : tuple of str
    labels : tuple of str
        Every label that somebody used, in the order of the alphabet.
    marked : bool array, shape (labels, coders, words)
    read : bool array, shape (coders, words)
        Whether the coder read the word's article at all; where not, the judgement is missing, not *unmarked*.
    """

    coders: tuple[str, ...]
    labels: tuple[str, ...]
    marked: np.ndarray
    read: np.ndarray


def word_range(spans: pd.DataFrame, words: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """First and last row of ``words``, end exclusive, that each span touches.

    Parameters
    ----------
    spans : DataFrame
        Span table.
    words : DataFrame
        ``text.words(articles)``.

    Returns
    -------
    two int64 arrays
        Both the same where a span touches no word.

    Raises
    ------
    ValueError
        If a span is of an article that has no words here.

    Examples
    --------
    >>> from helpers import article, text
    >>> articles = article.from_text("The angry mob left.", title="t")
    >>> one = pd.DataFrame({"article_id": ["t", "t"], "start": [4, 3], "end": [13, 4]})
    >>> [ends.tolist() for ends in word_range(one, text.words(articles))]
    [[1, 1], [3, 1]]
    """
    ids = pd.Index(words["article_id"].unique())
    at, of = ids.get_indexer(spans["article_id"]).astype(np.int64), ids.get_indexer(words["article_id"])
    if (at < 0).any():
        raise ValueError(
            f"A span is of the article {spans['article_id'].iloc[int(np.argmin(at))]!r}, which is not among those "
            f"compared: {', '.join(map(str, ids)) or 'none'}. Give text.words of the articles that were coded."
        )
    order = np.argsort(of, kind="stable")
    if not np.array_equal(order, np.arange(len(of))):
        raise ValueError("The words are not in the order of their articles. Give them as text.words(articles) does.")
    # One number for article and offset together, as in text.row_of.
    laid = of.astype(np.int64) << 40
    first = np.searchsorted(laid + words["end"].to_numpy(), (at << 40) + spans["start"].to_numpy(), side="right")
    final = np.searchsorted(laid + words["start"].to_numpy(), (at << 40) + spans["end"].to_numpy(), side="left")
    return first, np.maximum(first, final)


def grid(
    codings: Mapping[str, pd.DataFrame],
    words: pd.DataFrame,
    *,
    label: str = "label",
    read: Mapping[str, Collection[str]] | None = None,
) -> Grid:
    """Lay the codings of all coders over the words.

    Parameters
    ----------
    codings : mapping of str to DataFrame
        For each coder a span table with the column ``label``. An empty table is a coder who read and marked nothing.
    words : DataFrame
        ``text.words(articles)`` of the articles that were coded.
    label : str
        Name of the column that holds the labels: ``category`` for the hits of a word list.
    read : mapping of str to collection of str, optional
        For each coder the ``article_id`` of what they read. Without it all of them read all articles.

    Returns
    -------
    Grid

    Raises
    ------
    TypeError
        If ``codings`` is no mapping from names to tables.
    KeyError, ValueError
        If a column is missing, there is no coder, or a span is of another article.

    Examples
    --------
    >>> from helpers import article, lexicon, text
    >>> articles = article.from_text("The angry mob left.")
    >>> by_list = lexicon.match(articles, lexicon.from_terms({"person": ["mob"]}))
    >>> grid({"list": by_list, "nobody": by_list[:0]}, text.words(articles), label="category").marked.sum()
    np.int64(1)
    """
    if isinstance(codings, pd.DataFrame) or not isinstance(codings, Mapping):
        raise TypeError(f"Codings come by coder, as in {{'Ada': marks, 'key': key}}, not as {type(codings).__name__}.")
    if not codings:
        raise ValueError(
            "There is no coding to compare. Give one span table for each coder: {'Ada': marks, 'key': key}."
        )
    for name, table in codings.items():
        do = "Say label='category' for the hits of a word list."
        tables.need(table, ["article_id", "start", "end", label], do, what=f"coding of {name!r}")
    used = {str(value) for table in codings.values() for value in table[label].unique()}
    labels = tuple(sorted(used))
    place = {name: i for i, name in enumerate(labels)}
    marked = np.zeros((len(labels), len(codings), len(words)), bool)
    seen = np.ones((len(codings), len(words)), bool)
    for coder, (name, table) in enumerate(codings.items()):
        first, final = word_range(table, words)
        for value, start, end in zip(table[label], first.tolist(), final.tolist(), strict=True):
            marked[place[str(value)], coder, start:end] = True
        if read is not None:
            seen[coder] = words["article_id"].isin(set(read.get(name, ()))).to_numpy()
            marked[:, coder] &= seen[coder]
    return Grid(tuple(map(str, codings)), labels, marked, seen)


def runs(same: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Starts and ends, end exclusive, of the stretches in which nothing is false.

    Parameters
    ----------
    same : bool array
        False where a stretch may not go on from the entry before; the first entry opens one in any case.

    Returns
    -------
    two int64 arrays

    Examples
    --------
    >>> [ends.tolist() for ends in runs(np.array([True, True, False, True]))]
    [[0, 2], [2, 4]]
    """
    if not len(same):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    start = np.flatnonzero(np.append(True, ~same[1:]))
    return start, np.append(start[1:], len(same))
