"""What all measures do: check the columns of a table, add the share, put the most first."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers.article import tables
from helpers.text.rows import matched

# Columns that steps of the kit make. What else a table lacks comes from the articles or nowhere.
_MADE = frozenset(
    ("article_id", "start", "end", "text", "kind", "voice", "credited", "chain", "cue", "n_words", "block", "category",
     "term", "lexicon", "n", "total", "value", "type", "source", "named", "stance")
)  # fmt: skip


def keys(by: str | Sequence[str]) -> list[str]:
    """Columns to count by, as a list."""
    return [by] if isinstance(by, str) else list(by)


def need(table: pd.DataFrame, columns: list[str], step: str) -> None:
    """Raise a KeyError that names the step, if a column is missing."""
    lacks = next((column for column in columns if column not in table), "")
    if lacks not in _MADE and "article_id" in table:  # a column that no step makes, such as the outlet
        do = (
            f"Count by one of these, or bring it in from the articles: "
            f"table[{lacks!r}] = table['article_id'].map(articles.set_index('article_id')[{lacks!r}])."
        )
    elif lacks not in _MADE and "voice" in table:
        do = "Count by one of these."
    else:
        do = f"{step} makes it."
    tables.need(table, columns, do)


def same_articles(hits: pd.DataFrame, words: pd.DataFrame, what: str = "words", step: str = "") -> None:
    """Raise a ValueError if there are hits in an article of which the other table has nothing.

    >>> same_articles(pd.DataFrame({"article_id": ["a"]}), pd.DataFrame({"article_id": ["a", "b"]}))
    """
    strange = ~hits["article_id"].isin(words["article_id"].unique())
    if strange.any():
        there, key = "hits" if what == "words" else "words", hits["article_id"][strange].iloc[0]
        raise ValueError(
            f"There are {there} in {key!r}, but no {what} of this article. Give the {what} of the same articles: "
            f"{step or 'voices.attach(text.words(articles), voices)'}."
        )


def hits_of(words: pd.DataFrame, hits: pd.DataFrame) -> None:
    """Raise a ValueError where the two tables were given the wrong way round, or hits stand in theirs twice.

    >>> hits_of(pd.DataFrame({"start": [0, 4]}), pd.DataFrame({"article_id": ["a"], "start": [0], "term": ["mob"]}))
    """
    if "term" in words and len(hits) > len(words):
        raise ValueError(
            f"These are {len(hits):,} hits in {len(words):,} words, and the second table has the column 'term' of a "
            "table of hits. First the hits, then the words: metrics.rate_by_voice(hits, words)."
        )
    keys = [key for key in ("article_id", "start", "end", "lexicon", "category", "term") if key in hits]
    if "term" in keys and (twice := int(hits.duplicated(keys).sum())):
        raise ValueError(
            f"{twice:,} of the {len(hits):,} hits stand twice in their table, and each would be counted twice. Count "
            f"each once: hits.drop_duplicates({keys})."
        )


def whole(number: int, name: str, least: int, example: int) -> int:
    """The number, if it is a whole one and large enough; else a ValueError that says what is accepted.

    >>> whole(10, "parts", 1, 10)
    10
    """
    if isinstance(number, bool) or not isinstance(number, int | np.integer) or number < least:
        raise ValueError(
            f"{name}={number!r} is not a whole number from {least} on. Give one, for example {name}={example}."
        )
    return int(number)


def weights(hits: pd.DataFrame) -> np.ndarray | None:
    """For how many each hit counts, where the list it comes from weighs its entries.

    >>> weights(pd.DataFrame({"term": ["mob"]})), weights(pd.DataFrame({"weight": [0.5]})).tolist()
    (None, [0.5])
    """
    return hits["weight"].to_numpy(float) if "weight" in hits else None


def numbered(
    table: pd.DataFrame, names: list[str], other: pd.DataFrame | None = None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Number the groups of a table from 0, in order of appearance; a row without a key is in none, -1.

    Returns the number of each row; the number of each row of ``other``, -1 where the table lacks its group; and the
    first row of each group.

    >>> table, other = pd.DataFrame({"voice": ["b", "a", "b"]}), pd.DataFrame({"voice": ["a", "c"]})
    >>> [rows.tolist() for rows in numbered(table, ["voice"], other)]
    [[0, 1, 0], [1, -1], [0, 1]]
    """
    mine = theirs = None
    for name in names:
        column = table[name].array
        if other is None:
            number, found = column.factorize()[0], np.zeros(0, np.int64)
        else:
            number, found = matched(column, other[name].array)
        if mine is None:
            mine, theirs = number, found
            continue
        n = number.max(initial=0) + 1
        mine = np.where((mine < 0) | (number < 0), -1, mine * n + number)
        theirs = np.where((theirs < 0) | (found < 0), -1, theirs * n + found)
        # Without holes again, so that the numbers stay small whatever is counted by.
        known = mine >= 0
        mine[known], values = pd.factorize(mine[known])
        if other is not None:
            theirs = pd.Index(values).get_indexer(theirs)
    first = np.zeros(mine.max(initial=-1) + 2, np.int64)  # the last place is for -1
    # Of several rows of a group the last one that is set stays: from the end on, that is the first one.
    first[mine[::-1]] = np.arange(len(mine))[::-1]
    return mine, theirs, first[:-1]


def summed(number: np.ndarray, n: int, values: np.ndarray | None = None) -> np.ndarray:
    """Sum of the values of each of ``n`` groups, or how many rows each has; rows numbered -1 belong to none.

    >>> summed(np.array([0, 1, 0, -1]), 2, np.array([5, 6, 7, 8])).tolist()
    [12, 6]
    """
    known = number >= 0
    if values is None:
        return np.bincount(number[known], minlength=n)
    # bincount adds up as floats, which hold every whole number below 2**53.
    return np.bincount(number[known], weights=values[known], minlength=n).astype(values.dtype)


def ranked(values) -> np.ndarray:
    """Rank of each value of an array of pandas among the distinct values, from 0; each of these is looked at once.

    >>> ranked(pd.array(["b", "a", "b"])).tolist()
    [1, 0, 1]
    """
    number, distinct = values.factorize()
    rank = np.empty(len(distinct) + 1, np.int64)
    rank[np.argsort(np.asarray(distinct), kind="stable")] = np.arange(len(distinct))
    rank[-1] = len(distinct)  # missing values have the number -1 and come last
    return rank[number]


def shares(n: np.ndarray, total: np.ndarray) -> np.ndarray:
    """The share of ``n`` in ``total``; of nothing it is 0.

    >>> shares(np.array([1, 0]), np.array([4, 0])).tolist()
    [0.25, 0.0]
    """
    return np.divide(n, total, out=np.zeros(len(n)), where=total > 0)


def measured(counted: pd.DataFrame) -> pd.DataFrame:
    """Add ``value``, the share of ``n`` in ``total``; of nothing it is 0.

    >>> measured(pd.DataFrame({"n": [1, 0], "total": [4, 0]}))["value"].tolist()
    [0.25, 0.0]
    """
    value = shares(counted["n"].to_numpy(float), counted["total"].to_numpy(float))
    return counted.assign(value=value).reset_index(drop=True)


def ordered(counted: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """Most first, inside each group of the leading columns.

    >>> ordered(pd.DataFrame({"voice": ["a", "b"], "n": [1, 4]}), ["voice"])["voice"].tolist()
    ['b', 'a']
    """
    order = ranking({name: counted[name].array for name in names}, counted["n"].to_numpy())
    return counted.iloc[order].reset_index(drop=True)


def ranking(groups: dict, n: np.ndarray) -> np.ndarray:
    """The order of :func:`ordered`, for the arrays of pandas that the groups are counted by.

    >>> ranking({"voice": pd.array(["a", "b"])}, np.array([1, 4])).tolist()
    [1, 0]
    """
    leading = [ranked(values) for values in list(groups.values())[-2::-1]]
    return np.lexsort((-n, *leading))
