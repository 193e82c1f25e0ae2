"""The articles table: one check of it for every function that finds something in one, and names that no other has.

What any other table lacks is said here too. A part of :mod:`helpers.article`. The columns are looked at as wholes;
single rows only where something is wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pandas as pd

_MADE = "article.read(...) makes such a table of files or a DataFrame, and article.from_text(...) one of a copied text."


def check(articles: object, *, some: bool = False) -> None:
    """Refuse what is not an articles table, with what came, what is accepted and what to do.

    Parameters
    ----------
    articles : object
        What a user gave as the articles table: one row is an article, ``article_id`` is a string that no other row
        has, and ``text`` is a string. Any further columns, any index, any number of rows.
    some : bool
        There has to be at least one article, since one is to be shown.

    Raises
    ------
    TypeError
        It is no table, or an ``article_id`` or a ``text`` is not a string (a missing value, a number). The message
        names the row.
    KeyError
        A column is missing.
    ValueError
        Two rows have one ``article_id``, a column stands twice, or `some` is True and there is no row.

    Examples
    --------
    >>> from helpers import article
    >>> check(article.from_text("The mob left."))
    >>> check("The mob left.")
    Traceback (most recent call last):
    ...
    TypeError: Articles are a table (a DataFrame), and the text 'The mob left.' came. article.read(...) makes such ...
    """
    if not isinstance(articles, pd.DataFrame):
        came, do = f"a value of the type {type(articles).__name__}", _MADE
        if isinstance(articles, str):
            came = f"the text {articles[:60]!r}"
            if not any(sign.isspace() for sign in articles):  # a name or a path, by its looks
                came, do = repr(articles[:60]), f"Read it first, and give what comes: article.read({articles[:60]!r})."
        raise TypeError(f"Articles are a table (a DataFrame), and {came} came. {do}")
    if some and not len(articles):
        raise ValueError("There is no article to show: the table has no rows.")
    names = list(articles.columns)
    for name in ("article_id", "text"):
        if name not in names:
            raise KeyError(
                f"The articles table has no column {name!r}; its columns are {', '.join(map(str, names)) or 'none'}. "
                f"It needs article_id and text: rename one with articles.rename(columns={{'old name': {name!r}}}). "
                f"{_MADE}"
            )
        if names.count(name) > 1:
            raise ValueError(f"The articles table has the column {name!r} twice. Drop or rename one of them.")
    _strings(articles, "text")
    _strings(articles, "article_id")
    if len(articles) > 1 and not articles["article_id"].is_unique:
        twice = articles["article_id"].duplicated(keep=False)
        name = articles["article_id"][twice.to_numpy()].iloc[0]
        rows = (articles["article_id"] == name).to_numpy().nonzero()[0] + 1
        raise ValueError(
            f"The articles table has the article_id {name!r} more than once, in its rows {rows[0]} and {rows[1]}. Each "
            "article needs one of its own, or two would be counted as one. Number them: "
            "articles['article_id'] = [f'a{n}' for n in range(len(articles))]."
        )


def need(table: pd.DataFrame, columns: Iterable[str], do: str, *, what: str = "table") -> None:
    """Refuse what is no table, or lacks a column: which one, what there is, and what to do.

    >>> need(pd.DataFrame({"n": [1]}), ["n", "total"], "metrics.sources(voices) makes it.")
    Traceback (most recent call last):
    ...
    KeyError: "The table has no column 'total'; its columns are n. metrics.sources(voices) makes it."
    """
    if not isinstance(table, pd.DataFrame):
        raise TypeError(f"The {what} is a DataFrame, and a value of the type {type(table).__name__} came. {do}")
    for name in columns:
        if name not in table:
            there = ", ".join(map(str, table.columns)) or "none"
            raise KeyError(f"The {what} has no column {name!r}; its columns are {there}. {do}")


def repeated(articles: pd.DataFrame) -> list[str]:
    """A note where two articles have one text: given twice by mistake, or a text that several outlets print.

    Parameters
    ----------
    articles : DataFrame
        The articles table.

    Returns
    -------
    list of str
        One sentence for the reader, or none.

    Examples
    --------
    >>> repeated(pd.DataFrame({"article_id": ["a", "b"], "text": "The mob left."}))[0][:55]
    "1 of 2 articles repeats the text of another one: 'b' th"
    """
    again = articles["text"].duplicated()
    if not again.any():
        return []
    second = articles[again].iloc[0]
    first = articles["article_id"][articles["text"] == second["text"]].iloc[0]
    n = int(again.sum())
    return [
        f"{n:,} of {len(articles):,} articles {'repeat' if n > 1 else 'repeats'} the text of another one: "
        f"{second['article_id'][:60]!r} that of {first[:60]!r}. Each is counted. To keep one of each: "
        "articles.drop_duplicates('text')."
    ]


def renamed(names: list[str], unique: list[str]) -> list[str]:
    """A note where several articles have one name, and all but one of them got another.

    >>> renamed(["flood", "flood"], ["flood", "flood-2"])[0][:68]
    "1 of 2 articles has an article_id that came before: 'flood' is 'floo"
    """
    again = [(old, new) for old, new in zip(names, unique, strict=True) if old != new]
    if not again:
        return []
    n, (old, new) = len(again), again[0]
    have, are = ("have", "they get numbers") if n > 1 else ("has", "it gets a number")
    return [
        f"{n:,} of {len(names):,} articles {have} an article_id that came before: {old[:60]!r} is {new[:60]!r} there. "
        f"Since each article needs a name of its own, {are}. Logs and tables that are kept go by these names."
    ]


def unique(names: list[str]) -> list[str]:
    """Add ``-2``, ``-3`` … to a name that came before, but never make a name that another article has of its own.

    Parameters
    ----------
    names : list of str

    Returns
    -------
    list of str

    Examples
    --------
    >>> unique(["flood", "flood", "flood-2", "flood"])
    ['flood', 'flood-3', 'flood-2', 'flood-4']
    """
    taken, seen, unique = set(names), Counter(), []
    for name in names:
        seen[name] += 1
        new = name
        if seen[name] > 1:
            while (new := f"{name}-{seen[name]}") in taken:
                seen[name] += 1
        unique.append(new)
    return unique


def _strings(articles: pd.DataFrame, name: str) -> None:
    """Refuse a column with anything but strings in it."""
    column = articles[name]
    if column.dtype == "str" and not column.array.isna().any():  # the usual case, at once
        return
    # Both answers come from one pass in C. "categorical" and the like are looked at row by row.
    kind = pd.api.types.infer_dtype(column, skipna=False)
    if kind in ("string", "empty") and not column.hasnans:
        return
    for row, value in enumerate(column.tolist()):
        if isinstance(value, str):
            continue
        missing = not isinstance(value, bytes) and bool(pd.isna(value)) if pd.api.types.is_scalar(value) else False
        what = "nothing (a missing value)" if missing else f"{str(value)[:40]!r} (of the type {type(value).__name__})"
        of = "" if name == "article_id" else f" (article_id {str(articles['article_id'].iloc[row])[:40]!r})"
        if missing:
            do = f"Leave such rows out: articles.dropna(subset=[{name!r}])"
        elif isinstance(value, bytes):
            do = f"Make strings of them: articles[{name!r}] = articles[{name!r}].str.decode('utf-8')"
        else:
            do = f"Make strings of them: articles.astype({{{name!r}: 'str'}})"
        raise TypeError(
            f"The articles table has {what} as {name} in row {row + 1} of {len(column)}{of}. Each {name} must be a "
            f"string. {do}."
        )


def records(table: pd.DataFrame) -> list[dict]:
    """Return the rows as dictionaries of plain Python values, as ``to_dict("records")`` does, in a third of its time.

    Examples
    --------
    >>> records(pd.DataFrame({"term": ["mob", "raid"], "n": [2, 4]}))
    [{'term': 'mob', 'n': 2}, {'term': 'raid', 'n': 4}]
    """
    names = table.columns.tolist()
    return [dict(zip(names, row, strict=True)) for row in zip(*(c.tolist() for _, c in table.items()), strict=True)]
