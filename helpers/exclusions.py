"""The log of passages that a reader took out as false hits: as a file, and applied to the hits of a later run."""

from __future__ import annotations

import io
import warnings
from pathlib import Path

import pandas as pd

from helpers import files
from helpers.article import tables

COLUMNS = ("article_id", "start", "end", "text", "layer", "category", "term", "because")
_NEEDED = ("article_id", "start", "end", "text", "term", "because")
_WORDS = "words"  # the layer of loaded words; others hold devices
_LARGEST = 20_000_000  # bytes
_ENDING = "exclusions.csv"


def write(log: pd.DataFrame, path: str | Path) -> Path:
    """Write a log into a CSV file, safe to open in a spreadsheet.

    Parameters
    ----------
    log : DataFrame
        The ``excluded`` of a reader of :mod:`helpers.explore`.
    path : str or Path
        A file that ends in ``.csv``, or a folder. An earlier log is replaced, any other file is not.

    Returns
    -------
    Path
        The file: it is there as a whole, or not at all.

    Raises
    ------
    FileExistsError
        If a file of that name is there and is no log.

    Examples
    --------
    >>> import tempfile
    >>> row = {"article_id": ["a"], "start": [0], "end": [3], "text": ["mob"], "term": ["mob"], "because": ["=1+1"]}
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     read(write(pd.DataFrame(row), folder)).because.item()
    '=1+1'
    """
    path = Path(path).expanduser()
    path = path / _ENDING if path.is_dir() else path
    if path.exists() and not _is_log(path):
        raise FileExistsError(f"{path.name} is there and is no log of exclusions. Give another name.")
    log = log.reindex(columns=[name for name in COLUMNS if name in log])
    return files.write(path, files.csv(log, exact=True), default=_ENDING)


def read(path: str | Path) -> pd.DataFrame:
    """Read a log that :func:`write` wrote, or a table with the same columns.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    DataFrame
        One row per passage: ``article_id, start, end, text, layer, category, term, because``.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If the file is no log of exclusions.

    Examples
    --------
    >>> read("no-such-log.csv")
    Traceback (most recent call last):
    FileNotFoundError: There is no log of exclusions 'no-such-log.csv'. The reader writes one with Save the log.
    """
    path = Path(path).expanduser()
    if not path.is_file():
        raise FileNotFoundError(
            f"There is no log of exclusions {str(path)!r}. The reader writes one with Save the log."
        )
    what = f"{path.name!r} is no log of exclusions"
    if path.stat().st_size > _LARGEST:
        raise ValueError(f"{what}: it has more than {_LARGEST / 1e6:.0f} MB.")
    written = path.read_bytes().decode("utf-8-sig", "replace")
    head = written.partition("\n")[0]
    try:
        # A spreadsheet in a country with decimal commas parts the columns by semicolons.
        log = pd.read_csv(
            io.StringIO(written), sep=";" if head.count(";") > head.count(",") else ",", dtype="str", na_filter=False
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise ValueError(f"{what}: {str(error)[:200]}") from None
    lacking = [name for name in _NEEDED if name not in log]
    if lacking:
        raise ValueError(
            f"{what}: it has no column {lacking[0]!r}. It needs {', '.join(_NEEDED)}, as the reader writes them with "
            "Save the log."
        )
    for name in ("start", "end"):
        number = pd.to_numeric(log[name], errors="coerce")
        if (wrong := number.isna() | (number != number.round())).any():
            raise ValueError(f"{what}: {name} is {log.loc[wrong, name].iloc[0]!r:.60} in one row, and not a number.")
        log[name] = number.astype("int64")
    for name in log.columns.difference(["start", "end"]):
        marked = log[name].str[:1].eq("'") & log[name].str[1:2].isin([*files.FORMULA, "'"])
        log[name] = log[name].mask(marked, log[name].str[1:])
    return log.reindex(columns=list(COLUMNS), fill_value="").assign(layer=lambda t: t["layer"].replace("", _WORDS))


def apply(hits: pd.DataFrame, log: pd.DataFrame, articles: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Take the passages of a log out of hits.

    Parameters
    ----------
    hits : DataFrame
        Hits of one list, as :func:`helpers.lexicon.match` gives them.
    log : DataFrame
        As :func:`read` gives it, or the ``excluded`` of a reader.
    articles : DataFrame
        The articles in which the hits were found.

    Returns
    -------
    tuple of two DataFrames
        The hits that are left, and the rows of the log that took one out. Rows on devices take none; a warning says so.

    Raises
    ------
    KeyError
        If the log lacks a column.
    ValueError
        If the log belongs to another text or to another list.

    Examples
    --------
    >>> from helpers import article, lexicon
    >>> text = article.from_text("The mob left.")
    >>> hits = lexicon.match(text, lexicon.from_terms({"person": ["mob"]}, name="mine"))
    >>> left, used = apply(hits, hits.assign(because="name of a film"), text)
    >>> len(left), used.because.tolist()
    (0, ['name of a film'])
    """
    if log.empty:
        return hits, pd.DataFrame(columns=COLUMNS)
    if "layer" in log and (other := log["layer"] != _WORDS).any():
        warnings.warn(
            f"{other.sum():,} of {len(log):,} rows of the log are about devices and are left aside.", stacklevel=2
        )
        log = log[~other]
    do = f"It needs {', '.join(_NEEDED)}: a passage is taken out for a reason that others can read."
    tables.need(log, _NEEDED, do, what="log of exclusions")
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    keys = ["article_id", "start", "end", "term"]
    there = set(hits[keys].itertuples(index=False, name=None))
    for row in log.to_dict("records"):
        what = f"“{row['text']:.60}”, characters {row['start']:,} to {row['end']:,} of {str(row['article_id'])!r:.80}"
        if row["article_id"] not in texts:
            known = ", ".join(map(repr, list(texts)[:5]))
            raise ValueError(
                f"The log of exclusions belongs to another text: it takes out {what}. Articles here: {known}."
            )
        if texts[row["article_id"]][max(row["start"], 0) : max(row["end"], 0)] != row["text"]:
            raise ValueError(
                f"The log of exclusions belongs to another text: it takes out {what}, and there stands "
                f"“{texts[row['article_id']][max(row['start'], 0) : max(row['end'], 0)]:.60}”. Was the text changed?"
            )
        if tuple(row[key] for key in keys) not in there:
            lists = " and ".join(map(repr, hits["lexicon"].unique())) if len(hits) else "this word list"
            raise ValueError(
                f"The log of exclusions belongs to another word list: it takes out {what}, which is no hit of the term "
                f"{row['term']!r:.60} of {lists}. Name the list with which the log was made."
            )
    out = set(log[keys].itertuples(index=False, name=None))
    left = [key not in out for key in hits[keys].itertuples(index=False, name=None)]
    return hits[left].reset_index(drop=True), log.drop_duplicates(keys).reset_index(drop=True)


def _is_log(path: Path) -> bool:
    """Whether a file begins as a log does."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.readline(10_000).decode("utf-8-sig", "replace").strip()
    return set(_NEEDED) <= {column.strip(' "') for column in head.replace(";", ",").split(",")}
