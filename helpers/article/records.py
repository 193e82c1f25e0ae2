"""From the characters of a file to the fields of its articles: front matter, CSV and JSON Lines.

Each reader takes a text whose line ends are ``\\n`` and the file's name without its ending. It returns `Records`: a row
for each article, with at least ``article_id`` and a ``text`` that is not empty, and notes for the user about what was
left out. ``article_id`` is the source's own, or else made from the name.
"""

import io
import json
import keyword
import re
from collections.abc import Iterable
from csv import QUOTE_MINIMAL, QUOTE_NONE
from functools import lru_cache, partial
from typing import NamedTuple

import pandas as pd

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)\n?", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"([^\W\d][\w-]*)[ \t]*:(?!//)[ \t]*(.*)")  # (?!//): an address alone on its line is no field
_QUOTED = re.compile(r'(?:\A|(?<=[\t\n]))"(?:[^"]|"")*"(?=[\t\n]|\Z)')
_LEFT_OUT = re.compile(r"[ \t]+\S|#|- ")  # YAML's nested lines, comments and lists

# article.read adds these columns, so a source's own field of that name becomes encoding_.
_ADDED = frozenset({"encoding", "corrections"})
# What other programs call our columns: named in a note, and never taken for them unasked.
_ALIKE = {
    "text": ("body", "content", "full_text", "fulltext", "article_text", "article"),
    "title": ("headline", "head"),
    "outlet": ("source", "publication", "newspaper", "publisher", "medium"),
}


class Records(NamedTuple):
    """The rows found in a file, and notes about what was left out."""

    rows: list[dict[str, str]]
    notes: list[str]


def plain(text: str, name: str) -> Records:
    """Return the one row of a plain text.

    Parameters
    ----------
    text, name : str
        The file's text, and its name without the ending.

    Returns
    -------
    Records
        One row: ``article_id``, which is `name`, and ``text``.

    Raises
    ------
    ValueError
        There is no text.

    Examples
    --------
    >>> from helpers.article import records
    >>> records.plain("The river rose.", "flood").rows
    [{'article_id': 'flood', 'text': 'The river rose.'}]
    """
    if not text.strip():
        raise ValueError(
            "the file is empty: there is no text in it. Save the article's text into it, and read it again."
        )
    return Records([{"article_id": name, "text": text}], [])


def markdown(text: str, name: str) -> Records:
    """Return the one row of a text that may start with front matter.

    Front matter is a line ``---``, lines ``key: value``, and a line ``---``. A key is one word of letters, digits,
    ``-`` and ``_``. A value is what stands after the first colon, without the spaces around it; it is not YAML. One
    empty line after the closing line is not part of the text.

    Empty lines are skipped. Comments (``#``), lists (``- ``) and nested lines (a space in front), as other programs
    write them, are left out, with a note. With any other line, or without a closing line, the whole file is text, with
    a note: a lost paragraph is worse than a line too many.

    Parameters
    ----------
    text, name : str
        The file's text, and its name without the ending.

    Returns
    -------
    Records
        One row: the fields of the front matter, ``article_id`` and ``text``.

    Raises
    ------
    ValueError
        There is no text, or none below the front matter.

    Examples
    --------
    >>> from helpers.article import records
    >>> records.markdown("---\\ntitle: Flood: what we know\\n---\\n\\nThe river rose.\\n", "flood").rows
    [{'title': 'Flood: what we know', 'article_id': 'flood', 'text': 'The river rose.\\n'}]
    """
    if not re.match(r"---[ \t]*\n", text):
        return plain(text, name)
    block = _FRONT_MATTER.match(text)
    if not block:
        note = (
            "a line --- at the top opens front matter, but no second line --- closes it. So the whole file is read as "
            "text. If the lines at the top are about the article, put a line --- below them."
        )
        return Records(plain(text, name).rows, [note])
    pairs, left_out = [], []
    for number, line in enumerate(block[1].split("\n"), start=2):
        if field := _FIELD.fullmatch(line.rstrip()):
            pairs.append(field.groups())
        elif _LEFT_OUT.match(line) and pairs:
            left_out.append(str(number))
        elif line.strip():
            note = (
                f"line {number}, between --- and ---, is not of the form 'key: value'. So the whole file is read as "
                "text. If the lines between --- and --- are about the article, correct that line."
            )
            return Records(plain(text, name).rows, [note])
    body = text[block.end() :]
    if not body.strip():
        raise ValueError(
            "there is front matter but no text below it. Put the article's text below the second line ---."
        )
    note = f"left out of the front matter, because it is not of the form 'key: value': line {_some(left_out)}."
    fields = _fields(pairs, {"text", *_ADDED})
    row = {**fields, "article_id": fields.get("article_id") or name, "text": body}
    return Records([row], [note] * bool(left_out))


def csv(text: str, name: str, separators: str = ",;\t") -> Records:
    """Return a row for each row of a table whose first line names the columns, one of them ``text``.

    Fields are separated by the one of `separators` that the first line has most of, or else by the first. A field may
    stand in quotation marks, and marks inside it are then doubled; between tabs, where many programs write marks as
    they stand, all of them are text as soon as one at the beginning of a field is not of that form.

    Parameters
    ----------
    text, name : str
        The file's text, and its name without the ending.
    separators : str
        What may stand between fields.

    Returns
    -------
    Records
        For each row that has a text: the columns as fields, ``article_id`` and ``text``.

    Raises
    ------
    ValueError
        It is not such a table, or no row has a text.

    Examples
    --------
    >>> from helpers.article import records
    >>> records.csv("Title;Text\\nFlood;The river rose.\\n", "week").rows
    [{'title': 'Flood', 'text': 'The river rose.', 'article_id': 'week-1'}]
    """
    text = text.lstrip("\n")
    plain(text, name)  # says so when the file is empty
    separator = max(separators, key=text.split("\n", 1)[0].count)
    as_text = separator == "\t" and re.search(r'(?:\A|(?<=[\t\n]))"', _QUOTED.sub("", text))
    try:
        # header=None: with a header, pandas would take a row that is longer for one that starts with an index.
        how = {"sep": separator, "quoting": QUOTE_NONE if as_text else QUOTE_MINIMAL}
        table = pd.read_csv(io.StringIO(text), **how, header=None, dtype="str", na_filter=False).fillna("")
    except pd.errors.ParserError as error:
        reason = str(error).removeprefix("Error tokenizing data. C error: ").strip()
        raise ValueError(
            f"this is not a table that can be read ({reason}). A field that holds a comma, a semicolon or a line end "
            'must stand in "quotation marks", as spreadsheets save it.'
        ) from None
    columns = list(_fields(((column, "") for column in table.iloc[0]), _ADDED))
    return _with_text(table.iloc[1:].set_axis(columns, axis="columns").to_dict("records"), columns, name)


def json_lines(text: str, name: str) -> Records:
    """Return a row for each line, which is a JSON object with a ``text``.

    Strings are kept, ``null`` becomes an empty string, and other values stand as JSON.

    Parameters
    ----------
    text, name : str
        The file's text, and its name without the ending.

    Returns
    -------
    Records
        For each line that has a text: its fields, ``article_id`` and ``text``.

    Raises
    ------
    ValueError
        A line is not a JSON object, or no line has a text.

    Examples
    --------
    >>> from helpers.article import records
    >>> records.json_lines('{"text": "The river rose.", "page": 3}', "week").rows
    [{'text': 'The river rose.', 'page': '3', 'article_id': 'week-1'}]
    """
    plain(text, name)  # says so when the file is empty
    rows, columns = [], {}
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise ValueError(
                f"line {number} is not JSON ({getattr(error, 'msg', error)}). Each line must hold one article, as one "
                "object."
            ) from None
        if not isinstance(record, dict):
            raise ValueError(f'line {number} is not an object. Each line must look like {{"title": "…", "text": "…"}}.')
        rows.append(_fields(((key, _as_text(value)) for key, value in record.items()), _ADDED))
        columns.update(dict.fromkeys(rows[-1]))
    return _with_text(rows, list(columns), name)


def frame(table: pd.DataFrame) -> Records:
    """Return a row for each row of a DataFrame with a column ``text``, which was read or made elsewhere.

    Parameters
    ----------
    table : DataFrame
        With any index. Missing values become "", numbers and dates what ``str`` makes of them.

    Returns
    -------
    Records
        For each row that has a text: the columns as fields, ``article_id`` and ``text``.

    Raises
    ------
    TypeError
        A text is not a string.
    ValueError
        There is no column ``text``, or no row has a text.

    Examples
    --------
    >>> from helpers.article import records
    >>> records.frame(pd.DataFrame({"Text": ["The river rose."], "year": [2025]})).rows
    [{'text': 'The river rose.', 'year': '2025', 'article_id': 'article-1'}]
    """
    # What article.read made has these columns already, with their meaning.
    made = {"article_id", "title", "outlet", "encoding", "text"} <= set(table.columns)
    columns = list(_fields(((str(name), "") for name in table.columns), () if made else _ADDED))
    rows = []
    for number, values in enumerate(table.itertuples(index=False, name=None), start=1):
        row = dict(zip(columns, values, strict=True))
        if not isinstance(text := row.get("text", ""), str) and not _missing(text):
            raise TypeError(
                f"the text in row {number} is {str(text)[:40]!r} (of the type {type(text).__name__}). Each text must "
                "be a string."
            )
        rows.append({name: _written(value) for name, value in row.items()})
    return _with_text(rows, columns, "article")


# How a file is read, by its ending.
READERS = {".txt": plain, ".md": markdown, ".csv": csv, ".tsv": partial(csv, separators="\t,;"), ".jsonl": json_lines}


def _missing(value) -> bool:
    return value is None or bool(pd.api.types.is_scalar(value) and pd.isna(value))


def _written(value) -> str:
    """A value of a table as text; a number that pandas made a float because others are missing is whole again.

    >>> [_written(value) for value in ("a", 7.0, float("nan"), pd.Timestamp("2025-06-08"))]
    ['a', '7', '', '2025-06-08 00:00:00']
    """
    if isinstance(value, str):
        return value
    if _missing(value):
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _with_text(rows: list[dict], columns: list[str], name: str) -> Records:
    """Give each row of a table its ``article_id``, and leave out the rows that have no text."""
    like = {name: [other for other in _ALIKE[name] if other in columns] for name in _ALIKE if name not in columns}
    if "text" not in columns:
        perhaps = f" Perhaps it is {like['text'][0]!r}." if like["text"] else ""
        raise ValueError(
            f"there is no column 'text'. Columns there: {_some(columns)}. Give the name text to the column that "
            f"holds the articles.{perhaps}"
        )
    full, empty, given = [], [], "id" if "id" in columns and "article_id" not in columns else "article_id"
    for number, row in enumerate(rows, start=1):
        if row.get("text", "").strip():
            full.append({**row, "article_id": row.get(given) or f"{name}-{number}"})
        else:
            empty.append(str(number))
    if not full:
        raise ValueError("there is no article in it: no row has anything in the column 'text'.")
    notes = [f"{len(empty)} of {len(rows)} rows left out, because they have no text (row {_some(empty)})."] * bool(
        empty
    )
    if given == "id":
        notes.append("there is no column 'article_id', so 'id' is taken for it.")
    for name, others in like.items():
        if others:
            notes.append(
                f"there is no column {name!r}, so it is empty. If {others[0]!r} is meant, rename it to {name!r}."
            )
    return Records(full, notes)


def _as_text(value) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _some(names: list[str]) -> str:
    return ", ".join(name[:60] for name in names[:10]) + f" and {len(names) - 10} more" * (len(names) > 10)


def _fields(pairs: Iterable[tuple[str, str]], taken: Iterable[str]) -> dict[str, str]:
    """Return the fields under names that can be columns; a name that is taken gets ``_``, so that no field is lost."""
    fields = {}
    for key, value in pairs:
        name = _column(key)
        while name in fields or name in taken:
            name += "_"
        fields[name] = value
    return fields


@lru_cache(maxsize=1024)
def _column(key: str) -> str:
    """Return `key` as the name of a column: an identifier in lower case that is no attribute of a table.

    >>> [_column(key) for key in ["Title", "Page No.", "2nd edition", "size", "class"]]
    ['title', 'page_no_', 'column_2nd_edition', 'size_', 'class_']
    """
    name = "".join(c if f"_{c}".isidentifier() else "_" for c in key.strip().lower())
    if not name.isidentifier():
        name = f"column_{name}"
    return f"{name}_" if keyword.iskeyword(name) or hasattr(pd.DataFrame, name) else name
