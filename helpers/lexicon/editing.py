"""A list of one's own out of another, and a file for it: a part of :mod:`helpers.lexicon`."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from helpers import files
from helpers.article import DATA, tables
from helpers.lexicon.lists import Lexicon, check, filled, remade

_EDITED, _WHENCE = ", edited", "The new list"


def edited(
    lexicon: Lexicon,
    *,
    add: Mapping[str, Sequence[str]] | pd.DataFrame | None = None,
    remove: str | Sequence[str] = (),
    weights: Mapping[str, float] | None = None,
    name: str = "",
) -> Lexicon:
    """Make a list of your own out of another one: take terms off, put terms on, weigh them.

    The list that you began with stays as it is. To change an entry, take it off and put it on again: terms are taken
    off first.

    Parameters
    ----------
    lexicon : Lexicon
        The list to begin with.
    add : mapping of str to sequence of str, or DataFrame
        For each category its new terms, as in ``{"person": ["rabble", "rioter*"]}``; or a table with the columns
        ``term`` and ``category`` and any others of :data:`helpers.lexicon.COLUMNS`.
    remove : str or sequence of str
        Terms to take off, as they stand in the column ``term``.
    weights : mapping of str to float
        For how many hits one hit of a term counts in :func:`helpers.metrics.rate_by_voice`: 1 where nothing is said,
        0 for a term that stays marked and does not count. Other measures count places and not weights.
    name : str
        What the new list is called; the name of the old one, *edited*, where nothing is given.

    Returns
    -------
    Lexicon
        With a fingerprint of its own; ``origin`` says what it was made from.

    Raises
    ------
    KeyError, ValueError
        If a table of new entries lacks a column, a term to take off or to weigh is not there, a new one is there
        already, or a weight is none.

    Examples
    --------
    >>> from helpers import lexicon
    >>> loaded = lexicon.read("loaded")
    >>> mine = edited(loaded, add={"person": ["rabble-rouser*"]}, remove="raid", weights={"mob": 2})
    >>> len(mine) - len(loaded), mine.name, mine.sha256 == loaded.sha256
    (0, 'loaded, edited', False)
    """
    check(lexicon)
    remove = [remove] if isinstance(remove, str) else list(remove)
    weights = dict(weights or {})
    new, listed = _rows(add), lexicon.entries["term"].tolist()
    new = filled(new, _WHENCE, rows=False) if len(new) else new
    _known(remove, listed, lexicon.name, "taken off")
    off = set(remove)
    kept = np.fromiter((term not in off for term in listed), bool, len(listed))
    terms = {term for term in listed if term not in off}
    there = sorted(terms.intersection(new["term"].tolist()))
    if there:
        raise ValueError(f"{there[0]!r} is on the list {lexicon.name!r} already. Take it off first to put it on anew.")
    _known(weights, terms.union(new["term"].tolist()), lexicon.name, "weighed")
    changes = (("added", len(new)), ("taken off", len(remove)), ("weighed", len(weights)))
    said = ", ".join(f"{n} {what}" for what, n in changes if n) or "nothing changed"
    origin = f"made from {lexicon.name!r} (SHA-256 {lexicon.sha256[:12]}…): {said}"
    if lexicon.origin:
        origin += f"; that one was {lexicon.origin}"
    name = name or lexicon.name.removesuffix(_EDITED) + _EDITED
    return remade(name, lexicon, kept, new, weights, _WHENCE, origin)


def write(lexicon: Lexicon, path: str | Path) -> Path:
    """Write a list into a CSV file of your own, which :func:`helpers.lexicon.read` reads again.

    Parameters
    ----------
    lexicon : Lexicon
    path : str or Path
        A file that ends in ``.csv``, or a folder. A word list that is there already is replaced, any other file is not.

    Returns
    -------
    Path
        The file: it is there as a whole, or not at all.

    Raises
    ------
    ValueError
        If the file does not end in ``.csv``.
    FileExistsError
        If the place belongs to the kit, or to a file that is no word list.

    Examples
    --------
    >>> import tempfile
    >>> from helpers import lexicon
    >>> mine = lexicon.from_terms({"water": ["flood*"]}, name="mine")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     lexicon.read(write(mine, folder)).sha256 == mine.sha256
    True
    """
    check(lexicon)
    default = f"{files.slug(lexicon.name)}.csv"
    path = files.as_path(path)
    path = path / default if path.is_dir() else path
    if path.resolve().is_relative_to(DATA.resolve()):
        raise FileExistsError(
            f"{path.name} would lie among the kit's own data, which stay as they are. Give a place of your own, such "
            f"as {default!r} beside the notebook."
        )
    if path.exists() and not _is_list(path):
        raise FileExistsError(f"{path.name} is there and is no word list. Give another name.")
    return files.write(path, lexicon.entries.to_csv(index=False, lineterminator="\n"), default=default)


def _rows(add: Mapping[str, Sequence[str]] | pd.DataFrame | None) -> pd.DataFrame:
    """New entries as a table of strings."""
    if isinstance(add, pd.DataFrame):
        tables.need(add, ["term", "category"], "It needs term and category.", what="table of new entries")
        return add.fillna("").astype("str")
    return rows_of({} if add is None else add)


def rows_of(terms: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Terms by category as a table with the columns ``term`` and ``category``."""
    if isinstance(terms, str) or not isinstance(terms, Mapping) or any(isinstance(t, str) for t in terms.values()):
        raise TypeError(f"Terms come by category, as in {{'water': ['flood*', 'wave of']}}, not as {terms!r:.60}.")
    rows = [(str(term).strip(), category) for category, listed in terms.items() for term in listed]
    return pd.DataFrame(rows, columns=["term", "category"], dtype="str")


def _known(terms, there: Iterable[str], name: str, done: str) -> None:
    there = set(there) if len(terms) else ()
    for term in terms:
        if term not in there:
            near = difflib.get_close_matches(str(term), there, 1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise ValueError(
                f"{str(term)!r} cannot be {done}: it is not on the list {name!r}.{hint} Terms are written as in the "
                f"column term."
            )


def _is_list(path: Path) -> bool:
    """Whether a file begins as a word list in CSV does."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.readline(10_000).decode("utf-8-sig", "replace").strip()
    return {"term", "category"} <= {column.strip(' "') for column in head.split(",")}
