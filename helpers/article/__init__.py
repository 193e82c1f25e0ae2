"""Read articles from files, folders and tables into one table.

One row is one article. Every position that the kit reports counts characters (Unicode code points) in the column
``text``. So a text is changed as little as possible:

* the line ends ``\\r\\n`` and ``\\r`` become ``\\n``;
* a letter and its accent (*e*, ``U+0301``) become one character (*é*, Unicode's NFC): offsets are into that text;
* half a surrogate pair, which no file and no table can hold, becomes ``U+FFFD`` (one character for one character).

Everything else stays: control characters, ``> `` before block quotations, empty lines, lines of the page around it.

A ``.md`` file may start with *front matter*: a line ``---``, lines ``key: value``, a line ``---``. A value is what
stands after the first colon, without the spaces around it. It is not YAML: quotation marks are kept, because in a
headline they mean something. The text starts after the closing line; one empty line in between is not part of it.
"""

import difflib
import os
import re
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from helpers.article import characters, leftovers, records, tables
from helpers.article.headlines import with_headlines

__all__ = ["COLUMNS", "DATA", "available", "from_text", "read", "with_headlines"]

# Beside the package in the folder of the kit; inside the package where a wheel was installed.
_INSIDE, _BESIDE = (parent / "data" for parent in Path(__file__).resolve().parents[1:3])
DATA = _INSIDE if _INSIDE.is_dir() else _BESIDE
COLUMNS = ("article_id", "title", "outlet", "author", "date", "url", "text")

_TEXTS = (".txt", ".md")
# What readers corrected in the voices of flood.md lies beside it, in flood.voices.csv (helpers.voices.corrections).
_CORRECTED = ".voices.csv"
# Bounds, in MB, against reading something by mistake. War and Peace is about 3 MB of plain text, so an article never
# has 20. A table of 200 MB holds about 40,000 articles of 5,000 characters.
_LARGEST = {".txt": 20, ".md": 20, ".csv": 200, ".tsv": 200, ".jsonl": 200}
_LONGEST_NAME = 255  # of a file on the usual file systems (ext4, NTFS, APFS)
_LONGEST_PATH = 4096  # PATH_MAX of Linux, the largest of the usual systems
_LISTED = 10  # names or notes in one message


def read(source: str | os.PathLike | pd.DataFrame | Iterable) -> pd.DataFrame:
    """Read articles: by name, from a file, from a folder, from a table, or several of these.

    It reads what a file says and checks nothing: neither whether the fields are true nor whether the text is complete.
    The first line of a text is not taken for a headline: a headline belongs in the field ``title``. A title is shown
    and not counted, since every measure is of ``text``; `with_headlines` makes it a part of the text. A headline in the
    first line of a text is counted with it. So articles that are compared have to be saved in one way.

    Parameters
    ----------
    source : str, path, DataFrame, or a list of these
        One of

        * the name of an article in ``data/articles``, such as ``"lapd-ice-raid"`` (see `available`);
        * the path of a ``.txt`` or ``.md`` file (20 MB at most), which is one article;
        * the path of a ``.csv``, ``.tsv`` or ``.jsonl`` file (200 MB at most), in which each row is an article. It
          needs a column ``text``. Fields of a ``.csv`` file may be separated by commas, semicolons or tabs;
        * the path of a folder: its ``.txt`` and ``.md`` files, in the order of their names, are read. What is passed
          over is said in a warning; hidden files are not mentioned;
        * a DataFrame with a column ``text``, as pandas reads it from elsewhere: it is checked as a file is.

        For a text that you have copied, see `from_text`.

    Returns
    -------
    pandas.DataFrame
        One row is one article. All columns are strings, and empty where nothing is known.

        * ``article_id``: unique. It is the source's own ``article_id``, of a table without one its ``id``, or else the
          file's name without its ending (for a table, with the number of the row). When two are the same, the second
          gets ``-2``, and so on.
        * ``title``, ``outlet``, ``author``, ``date``, ``url``: as written in the source.
        * ``text``: the text, with ``\\n`` as line end, in composed characters.
        * ``encoding``: what was assumed to turn the file's bytes into characters, such as ``utf-8`` or
          ``windows-1252``.
        * ``corrections``: only where a text has a file of corrected voices beside it, ``flood.voices.csv`` for
          ``flood.md``: the text of that file (:mod:`helpers.voices.corrections`).
        * further columns that the sources had, in lower case. A name that does not work as ``articles.name`` in Python
          is changed: ``Page No.`` becomes ``page_no_``, ``size`` becomes ``size_``.

    Raises
    ------
    FileNotFoundError
        There is no such article, file or folder. The message gives the names that are near.
    PermissionError
        The computer does not let the file or folder be read.
    ValueError
        The file is empty, too large, not a text (such as a PDF), or of a kind that is not read; the folder holds no
        article; a table has no column ``text``; `source` is the text of an article or a web address.
    TypeError
        `source` is something else, such as a number; a text in a table is not a string.

    Warns
    -----
    UserWarning
        At most once in each call: an encoding that was guessed, damaged places, front matter that could not be read,
        rows without text, the source of a web page, one text or one name in two articles, words cut at the ends of
        lines, what looks like a part of a page (*Sign up …*, one line in three articles), and what was passed over.

    Notes
    -----
    `helpers.article.characters.decode` says how the encoding is found. Names are looked up in the list of
    ``data/articles``; they never lead out of that folder.

    Examples
    --------
    >>> from helpers import article
    >>> articles = article.read("lapd-ice-raid")
    >>> articles.article_id.item(), articles.encoding.item(), len(articles.text.item())
    ('lapd-ice-raid', 'utf-8', 2654)
    >>> articles.title.item()  # not known, so empty
    ''
    >>> list(article.read(article.DATA / "articles").columns)[:7]
    ['article_id', 'title', 'outlet', 'author', 'date', 'url', 'text']
    """
    articles = _table(rows := _rows(source, notes := []))
    notes += tables.renamed([row["article_id"] for row in rows], articles["article_id"].tolist())
    notes += [*tables.repeated(articles), *leftovers.parts_of_pages(articles["text"])]
    if notes:
        more = [f"… and {len(notes) - _LISTED} more"] if len(notes) > _LISTED else []
        warnings.warn("\n".join(notes[:_LISTED] + more), stacklevel=2)
    return articles


def from_text(
    text: str, *, title: str = "", outlet: str = "", author: str = "", date: str = "", url: str = ""
) -> pd.DataFrame:
    """Make the articles table of one text that you have copied or typed.

    Parameters
    ----------
    text : str
        The article, without its headline, which would be counted as text (see `with_headlines`). Line ends and accents
        are changed as in `read`, and nothing else.
    title, outlet, author, date, url : str
        What is known about it, kept as it is.

    Returns
    -------
    pandas.DataFrame
        One row, with the columns of `read`. ``article_id`` is made from the title, or is ``pasted`` when there is none.
        ``encoding`` is empty, because nothing had to be assumed.

    Raises
    ------
    ValueError
        The text is empty.
    TypeError
        `text` or a field is not a string.

    Warns
    -----
    UserWarning
        The text looks like the name of a file; or, as in `read`, something in it does not look like an article.

    Examples
    --------
    >>> from helpers import article
    >>> articles = article.from_text("The river rose.\\r\\nNobody was hurt.", title="Flood: what we know")
    >>> articles.article_id.item()
    'flood-what-we-know'
    >>> articles.text.item()
    'The river rose.\\nNobody was hurt.'
    """
    fields = {"title": title, "outlet": outlet, "author": author, "date": date, "url": url}
    for name, value in {"text": text, **fields}.items():
        if not isinstance(value, str):
            raise TypeError(
                f"article.from_text takes texts in quotation marks, but {name} is {_type(value)}. "
                f'Write {name}="…"; leave a field out when it is not known.'
            )
    if not text.strip():
        raise ValueError("article.from_text was given an empty text. Paste the article between the quotation marks.")
    if re.fullmatch(r"\S+\.(txt|md|csv|tsv|jsonl)", text.strip(), re.IGNORECASE):
        warnings.warn(
            f"{_shown(text)} looks like the name of a file, but article.from_text takes it for the text of an article. "
            "To read a file use article.read.",
            stacklevel=2,
        )
    if notes := [f"{_shown(text[:40])} …: {note}" for note in leftovers.odd([text])] + leftovers.parts_of_pages([text]):
        warnings.warn("\n".join(notes), stacklevel=2)
    name = re.sub(r"[\W_]+", "-", title.lower())[:60].strip("-") or "pasted"
    return _table([{"article_id": name, **fields, "text": text}])


def available() -> list[str]:
    """List the names of the articles in ``data/articles``, which `read` accepts.

    Returns
    -------
    list of str
        The names, sorted.

    Examples
    --------
    >>> from helpers import article
    >>> "lapd-ice-raid" in article.available()
    True
    """
    return sorted(_named())


def _named() -> dict[str, Path]:
    return {path.stem: path for path in _listing(DATA / "articles") if path.suffix.lower() in _TEXTS}


def _table(rows: list[dict[str, str]]) -> pd.DataFrame:
    columns = dict.fromkeys([*COLUMNS, "encoding", *(name for row in rows for name in row)])
    values = {name: [characters.tidy(row.get(name, "")) for row in rows] for name in columns}
    values["article_id"] = tables.unique(values["article_id"])
    return pd.DataFrame(values, dtype="str")


# --- from a source to rows ------------------------------------------------------------------------------------------


def _rows(source, notes: list[str]) -> list[dict[str, str]]:
    if isinstance(source, (str, os.PathLike)):
        path = _locate(source)
        if path.name.endswith(_CORRECTED):
            name = path.name.removesuffix(_CORRECTED)
            raise ValueError(
                f"{_shown(path.name)} holds corrected voices, not articles. Read the article {_shown(name)}: "
                "its corrections are taken along."
            )
        return _folder(path, notes) if path.is_dir() else _file(path, notes)
    if isinstance(source, pd.DataFrame):
        try:
            rows, left_out = records.frame(source)
        except (TypeError, ValueError) as error:
            raise type(error)(f"The table that was given: {error}") from None
        left_out += leftovers.odd(row["text"] for row in rows)
        notes += [f"The table that was given: {note}" for note in left_out]
        return rows
    no_list = isinstance(source, (bytes, bytearray, Mapping)) or hasattr(source, "read")
    if no_list or not isinstance(source, Iterable):
        raise TypeError(
            "article.read takes the name of an article, the path of a file or folder, a DataFrame, or a list of these, "
            f"not {_type(source)}. For a text that you have copied use article.from_text(text)."
        )
    parts = list(source)
    if not parts:
        raise ValueError("article.read was given an empty list. Put names or paths into it: ['lapd-ice-raid'].")
    return [row for part in parts for row in _rows(part, notes)]


def _locate(source: str | os.PathLike) -> Path:
    """Return the path that a name, or a path as the user wrote it, stands for; something is there."""
    name = os.fspath(source)
    if isinstance(source, str):
        if not name.strip():
            raise ValueError(
                "article.read was given an empty string. Give the name of an article, such as "
                f"{_list(available())}, or the path of a file."
            )
        longest = max(map(len, re.split(r"[/\\]", name)))
        if re.search(r"[\n\r\0]", name) or longest > _LONGEST_NAME or len(name) > _LONGEST_PATH:
            raise ValueError(
                f"This looks like the text of an article, not like a name or a path: {_shown(name)} "
                f"({len(name):,} characters). For a text that you have copied use article.from_text(text)."
            )
        if re.match(r"(https?://|www\.)", name, re.IGNORECASE):
            raise ValueError(
                f"{_shown(name)} is a web address, and article.read does not go online. Open the page in a browser and "
                "copy the article. Then use article.from_text(text, url=...), or save it as a .txt file and read that."
            )
        if name in (named := _named()):
            return named[name]
    path = Path(os.path.expanduser(name))
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise FileNotFoundError(_not_found(name, path)) from None
    except PermissionError:
        raise PermissionError(_no_permission(path)) from None
    except (OSError, ValueError) as error:  # links in a circle, or a character that no path may have
        reason = getattr(error, "strerror", None) or error
        raise ValueError(f"{_shown(name)} does not work as a path ({reason}). Check how it is written.") from None
    return path


def _not_found(name: str, path: Path) -> str:
    names, folder = available(), path.absolute().parent
    beside = [file.name for file in _listing(folder) if file.suffix.lower() in records.READERS]
    near = [file for file in beside if Path(file).stem == path.name] or _near(path.name, beside)
    near = near or _near(path.stem, names)
    meant = f" Did you mean {' or '.join(map(repr, near))}?" if near else ""
    if path.name == name and not path.suffix:
        return (
            f"There is no article {_shown(name)} in data/articles. Articles there: {_list(names)}.{meant} "
            "A file of your own is read by its path and with its ending, such as 'my-article.txt'. For a text that you "
            "have copied use article.from_text(text)."
        )
    if not os.path.isdir(folder):
        return f"There is no file {_shown(name)}, because there is no folder {_shown(folder)}. Check the path."
    return (
        f"There is no file {_shown(path.name)} in the folder {_shown(folder)}. Files there that can be read: "
        f"{_list(beside)}.{meant} Articles that come with the kit and are read by name: {_list(names)}."
    )


def _folder(folder: Path, notes: list[str]) -> list[dict[str, str]]:
    """Return the rows of a folder's texts. What cannot be read is noted, so that one bad file does not stop the rest.

    Tables are passed over too: beside texts, they are more often about the texts than articles themselves.
    """
    try:
        paths = [path for path in folder.iterdir() if not path.name.startswith(".")]
        paths = sorted((path for path in paths if not path.name.endswith(_CORRECTED)), key=lambda path: path.name)
    except PermissionError:
        raise PermissionError(_no_permission(folder)) from None
    rows, passed = [], []
    for path in paths:
        try:
            if path.is_dir():
                raise ValueError(f"{_shown(path)}: it is a folder inside the folder. Read it by its own path.")
            if path.suffix.lower() in records.READERS and path.suffix.lower() not in _TEXTS:
                raise ValueError(f"{_shown(path)}: it is a table. Read it by its own path if its rows are articles.")
            rows += _file(path, notes)
        except (OSError, ValueError) as error:
            passed.append(f"Passed over {error}")
    if not rows:
        first = "".join(f" {reason}" for reason in passed[:1])
        raise ValueError(
            f"There is no article to read in the folder {_shown(folder)}. Articles are .txt and .md files. "
            f"In the folder: {_list(path.name for path in paths)}.{first}"
        )
    notes += passed
    return rows


def _file(path: Path, notes: list[str]) -> list[dict[str, str]]:
    suffix = path.suffix.lower()
    if suffix not in records.READERS:
        ending = f"files that end in {suffix} are" if suffix else "a file without an ending is"
        raise ValueError(
            f"{_shown(path)}: {ending} not read, only {', '.join(records.READERS)}. Open it in its own program, "
            "save its text as plain text (.txt, UTF-8), and read that file."
        )
    data = _bytes(path)
    try:
        text, encoding, doubt = characters.decode(data)
        rows, left_out = records.READERS[suffix](characters.tidy(text), path.stem)
    except ValueError as error:
        raise ValueError(f"{_shown(path)}: {error}") from None
    odd = leftovers.odd(row["text"] for row in rows)
    notes += [f"{_shown(path)}: {note}" for note in [doubt, *odd, *left_out] if note]
    return [{**row, "encoding": encoding, **_corrections(path)} for row in rows]


def _corrections(path: Path) -> dict[str, str]:
    beside = path.with_name(path.stem + _CORRECTED)
    if path.suffix.lower() not in _TEXTS or not beside.is_file():
        return {}
    try:
        return {"corrections": characters.tidy(characters.decode(_bytes(beside))[0])}
    except ValueError as error:
        raise ValueError(f"{_shown(beside)}: {error}") from None


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise ValueError(f"{_shown(path)}: this is neither a file nor a folder. Give the path of a .txt or .md file.")
    largest = _LARGEST[path.suffix.lower()]
    try:
        with path.open("rb") as file:
            data = file.read(largest * 1_000_000 + 1)
    except PermissionError:
        raise PermissionError(_no_permission(path)) from None
    if len(data) > largest * 1_000_000:
        raise ValueError(
            f"{_shown(path)}: the file is larger than {largest} MB, the most that is read from a {path.suffix} file. "
            "Check that it is the right file, or divide it into several."
        )
    return data


# --- for messages ---------------------------------------------------------------------------------------------------


def _shown(text: str | Path) -> str:
    """Return the text in quotation marks, without its middle when it is long: a path is known by both of its ends."""
    text = str(text)
    text = text if len(text) <= 100 else f"{text[:40]} … {text[-50:]}"
    return f"'{text}'" if text.isprintable() else repr(text)


def _list(names: Iterable[str]) -> str:
    names = list(names)
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return (", ".join(name if name.isprintable() else repr(name) for name in names[:_LISTED]) or "none") + more


def _near(name: str, names: Iterable[str]) -> list[str]:
    lower = {each.lower(): each for each in names}
    return [lower[each] for each in difflib.get_close_matches(name.lower(), lower, n=2)]


def _type(value) -> str:
    return "None" if value is None else f"a value of the type {type(value).__name__}"


def _no_permission(path: Path) -> str:
    return (
        f"{_shown(path)}: this computer does not let you read it. Copy it to a folder of your own, or ask its owner to "
        "give you access."
    )


def _listing(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:  # no such folder, or no access to it: then there is nothing to list
        return []
