"""Rows of one table and rows of another: which have the same value, and in which span another span begins.

And the strings of many spans at once, and a table from columns at once.
"""

from __future__ import annotations

import functools

import numpy as np
import pandas as pd

from helpers.text.forms import Cut


def as_table(columns: dict[str, object], index: pd.Index | None = None) -> pd.DataFrame:
    """A table from columns that belong to nobody else: they are not copied.

    For each new table pandas makes a look-up table of the names of its columns, and needs as long for it as for the
    rest. Here all tables with the same names share one.

    Parameters
    ----------
    columns : dict
        Arrays of one length, by name.
    index : Index, optional
        Labels of the rows; their numbers if not given.

    Returns
    -------
    DataFrame

    Examples
    --------
    >>> as_table({"term": pd.array(["mob"], dtype="str"), "n": np.array([2])}).to_dict("records")
    [{'term': 'mob', 'n': 2}]
    """
    made = pd.DataFrame(dict(enumerate(columns.values())), index=index, copy=False)
    made.columns = _names(*columns).view()  # whoever names the index of one table does not name that of the others
    return made


@functools.lru_cache(maxsize=1000, typed=True)
def _names(*names: str) -> pd.Index:
    return pd.Index(names)


def as_strings(values: list[str]):
    """An array of strings of pandas from a list of nothing but strings, without looking at each for missing values.

    >>> as_strings(["Bass", "LAPD"]).tolist()
    ['Bass', 'LAPD']
    """
    if _dtype().storage != "pyarrow":
        return pd.array(values, dtype="str")
    import pyarrow as pa

    return pd.arrays.ArrowStringArray(pa.array(values, pa.large_string()), dtype=_dtype())


@functools.cache
def _dtype() -> pd.StringDtype:
    return pd.array([], dtype="str").dtype


def matched(column, other) -> tuple[np.ndarray, np.ndarray]:
    """Number the values of a column from 0, in order of appearance, and give the same values in another their numbers.

    Each distinct value is looked at once, however many rows hold it.

    Parameters
    ----------
    column, other : arrays of pandas (``table[name].array``)
        Of any lengths.

    Returns
    -------
    tuple of two int64 arrays
        A number for each row of ``column`` (-1 where the value is missing), and for each row of ``other`` (-1 where
        ``column`` has no such value).

    Examples
    --------
    >>> [number.tolist() for number in matched(pd.array(["b", "a", "b"]), pd.array(["a", "c"]))]
    [[0, 1, 0], [1, -1]]
    """
    number, values = column.factorize()
    other_number, other_values = other.factorize()
    numbers = {value: number for number, value in enumerate(values.tolist())}
    # A missing value has the number -1, which is the last place.
    found = np.array([*(numbers.get(value, -1) for value in other_values.tolist()), -1], np.int64)
    return number.astype(np.int64, copy=False), found[other_number]


def row_of(table: pd.DataFrame, cover: pd.DataFrame) -> np.ndarray:
    """Row of ``cover`` in which each span of ``table`` begins, for all articles at once.

    Parameters
    ----------
    table : DataFrame
        Spans to be placed, in any order.
    cover : DataFrame
        Spans to place them in (sentences, words, stretches of one voice), in any order.

    Returns
    -------
    int64 array, shape (len(table),)
        Row numbers of ``cover``: the last of its spans that begins at or before the span's start; the article's first
        where none does; -1 where ``cover`` has nothing of the article.

    Examples
    --------
    >>> from helpers import article, text
    >>> articles = article.from_text("He left. She came.")
    >>> row_of(text.words(articles), text.sentences(articles)).tolist()
    [0, 0, 1, 1]
    """
    if not len(cover):
        return np.full(len(table), -1)
    article, at = matched(cover["article_id"].array, table["article_id"].array)
    # One number for article and offset together: no text is as long as 2**40 characters.
    places = (article << 40) + cover["start"].to_numpy()
    order = places.argsort(kind="stable")
    places = places[order]
    found = places.searchsorted((at << 40) + table["start"].to_numpy(), side="right") - 1
    first = places.searchsorted(np.arange(article.max(initial=0) + 1) << 40)[at]
    return np.where(at < 0, -1, order[np.minimum(np.maximum(found, first), len(order) - 1)])


def strings(pieces: Cut, at: np.ndarray, start: np.ndarray, end: np.ndarray):
    """The texts of spans, as an array of strings of pandas.

    Where pandas keeps strings with pyarrow, an array of strings is one run of bytes with the places where each string
    begins. So the bytes of all spans are put one after the other, and no string needs to be made in Python. Spans that
    cover the texts without gap or overlap are such a run already.

    Parameters
    ----------
    pieces : Cut
    at, start, end : int arrays
        For each span the number of its text, and its offsets there; in any order.

    Examples
    --------
    >>> from helpers.text.forms import cut
    >>> pieces = cut(["die M\u00e4nner", "", "ja"])
    >>> strings(pieces, np.array([0, 0, 2]), np.array([0, 3, 0]), np.array([3, 10, 2])).tolist()
    ['die', ' M\u00e4nner', 'ja']
    """
    dtype = _dtype()
    if dtype.storage != "pyarrow" or not len(at):
        spans = zip(at.tolist(), start.tolist(), end.tolist(), strict=True)
        return as_strings([pieces.texts[a][s:e] for a, s, e in spans])
    import pyarrow as pa

    encoded, first, base = pieces.encoded
    begins, ends = first[base[at] + start], first[base[at] + end]
    if (begins[1:] == ends[:-1]).all():
        places = np.append(begins, ends[-1])
    else:
        places = np.append(0, np.cumsum(ends - begins))
        encoded = encoded[np.arange(places[-1]) + np.repeat(begins - places[:-1], ends - begins)]
    array = pa.LargeStringArray.from_buffers(len(at), pa.py_buffer(places), pa.py_buffer(encoded))
    return pd.arrays.ArrowStringArray(array, dtype=dtype)
