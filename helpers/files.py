"""Writing files so that a power cut or a second program never leaves half of one, and no spreadsheet runs one."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

import pandas as pd

from helpers.article import tables

# A spreadsheet runs a text that begins with one of these.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv(table: pd.DataFrame, *, exact: bool = False) -> str:
    """A table as CSV with full precision, safe to open in a spreadsheet.

    A text that begins like a formula gets an apostrophe in front. Nothing else is changed.

    Parameters
    ----------
    table : DataFrame
    exact : bool
        A text that begins with an apostrophe gets one more, so that who reads the file can take each off again.

    Examples
    --------
    >>> csv(pd.DataFrame({"text": ["=1+1", "'a'"], "n": [-1, 2]}))
    "text,n\\n'=1+1,-1\\n'a',2\\n"
    >>> csv(pd.DataFrame({"text": ["'a'"]}), exact=True)
    "text\\n''a'\\n"
    """
    tables.need(table, (), "Give one table at a time, such as share.csv(rates).")
    begins = (*FORMULA, "'") if exact else FORMULA

    def guarded(value: object) -> object:
        return f"'{value}" if isinstance(value, str) and value.startswith(begins) else value

    texts = [name for name in table.columns if not pd.api.types.is_numeric_dtype(table[name])]
    return table.assign(**{name: table[name].map(guarded) for name in texts}).to_csv(index=False, lineterminator="\n")


def slug(name: str) -> str:
    """A part of a file name out of any text: letters, digits and hyphens.

    Examples
    --------
    >>> slug("../Night ferry: <b>"), slug("…")
    ('Night-ferry-b', 'article')
    """
    return re.sub(r"[\W_]+", "-", name).strip("-")[:80] or "article"


def as_path(path: object) -> Path:
    """A path out of what a user gave; ``~`` is the home folder.

    Examples
    --------
    >>> as_path("a/b.csv").name
    'b.csv'
    >>> as_path(1)
    Traceback (most recent call last):
    ...
    TypeError: A file or folder is a string or a Path, and a value of the type int came: 1. Write its name ...
    """
    if not isinstance(path, str | os.PathLike):
        raise TypeError(
            f"A file or folder is a string or a Path, and a value of the type {type(path).__name__} came: "
            f"{str(path)[:40]}. Write its name in quotation marks."
        )
    return Path(path).expanduser()


def write(path: str | Path, content: str | bytes, *, default: str) -> Path:
    """Write a file at once: first beside its place, then renamed into it.

    Parameters
    ----------
    path : str or Path
        A file, or a folder: one that is there, or a name without an ending. Folders that are missing are made.
    content : str or bytes
        Strings are written as UTF-8 with ``\\n`` as line end.
    default : str
        Name of the file where `path` is a folder; its ending is the one that a file must have.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    TypeError
        If `path` is no path.
    ValueError
        If the file's ending is another.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write(folder, "text", default="page.html").name
    'page.html'
    """
    path = as_path(path)
    if path.is_dir() or not (path.suffix or path.exists()):
        path = path / default
    ending = Path(default).suffix
    if path.suffix.lower() != ending:
        raise ValueError(f"{str(path)!r} does not end in {ending}. Give a file name such as {default!r}, or a folder.")
    path.parent.mkdir(parents=True, exist_ok=True)
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=ending)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(beside, 0o644)  # a temporary file is private; this one is to be handed out
        os.replace(beside, path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    return path
