"""Rows of one table and rows of another: which have the same value, and in which span another span begins.

And the strings of many rows at once, each distinct one made once.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.text.forms import Cut


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
    order = np.argsort(places, kind="stable")
    places = places[order]
    found = np.searchsorted(places, (at << 40) + table["start"].to_numpy(), side="right") - 1
    first = np.searchsorted(places, at << 40)
    return np.where(at < 0, -1, order[np.minimum(np.maximum(found, first), len(order) - 1)])


def strings(pieces: Cut, row: np.ndarray, end: np.ndarray):
    """The texts from the beginning of some rows to the ends given, as an array of strings of pandas.

    Parameters
    ----------
    pieces : Cut
    row : int array
        Rows of ``pieces``, each the first of its stretch.
    end : int array
        Offsets in the same texts.

    Examples
    --------
    >>> from helpers.text.forms import cut
    >>> strings(cut(["an unruly mob"]), np.array([1, 2]), np.array([2, 13])).tolist()
    ['an', 'unruly mob']
    """
    start, form, known = pieces.start[row], pieces.form_id[row], pieces.known_forms
    # Most stretches are one form, and most forms come again. One that hides invisible characters is shorter than its
    # place in the text, so that equal lengths mean equal strings.
    whole = known.answers(len, form, np.int64) == end - start
    met = np.zeros(len(known), np.int64)
    met[form[whole]] = 1
    distinct = np.flatnonzero(met)
    met[distinct] = np.arange(len(distinct))
    others = np.flatnonzero(~whole)
    places = zip(pieces.article[row[others]].tolist(), start[others].tolist(), end[others].tolist(), strict=True)
    found = [pieces.texts[a][s:e] for a, s, e in places]
    which = np.where(whole, met[form], 0)
    which[others] = len(distinct) + np.arange(len(others))
    return pd.array([*(known.strings[i] for i in distinct.tolist()), *found], dtype="str").take(which)


def covering(texts: list[str], at: np.ndarray, start: np.ndarray, end: np.ndarray):
    """The texts of stretches that cover texts from the first to the last, as an array of strings of pandas.

    Where pandas keeps strings with pyarrow, an array of strings is one run of bytes with the places where each string
    begins. Stretches without gap or overlap are just that, and no string needs to be made in Python.

    Parameters
    ----------
    texts : list of str
    at, start, end : int arrays
        For each stretch its text, and its offsets there; in order, without gap or overlap.

    Examples
    --------
    >>> covering(["die M\u00e4nner", "", "ja"], np.array([0, 0, 2]), np.array([0, 3, 0]), np.array([3, 10, 2])).tolist()
    ['die', ' M\u00e4nner', 'ja']
    """
    dtype = pd.array([], dtype="str").dtype
    if dtype.storage == "pyarrow" and len(at):
        import pyarrow as pa

        whole = "".join(texts).encode()
        # Of the bytes of one character all but the first are 128 to 191.
        first = np.append(np.flatnonzero(np.frombuffer(whole, np.int8) >= -64), len(whole))
        base = np.cumsum([0, *map(len, texts)])
        places = first[np.append(base[at] + start, base[-1])]
        array = pa.LargeStringArray.from_buffers(len(at), pa.py_buffer(places), pa.py_buffer(whole))
        return pd.arrays.ArrowStringArray(array, dtype=dtype)
    stretches = zip(at.tolist(), start.tolist(), end.tolist(), strict=True)
    return pd.array([texts[a][s:e] for a, s, e in stretches], dtype="str")
