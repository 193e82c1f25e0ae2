"""Marks of one person on one text, as a span table and as a file.

The pupil's page and the marking in the notebook write the same file: JSON with the nickname, the fingerprint of the
text and the marks. Such a file comes from a stranger: everything in it is checked and bounded, and nothing in it is a
path.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pandas as pd

from helpers import palette

FORMAT, VERSION = "whose-words-marks", 1
COLUMNS = ("article_id", "start", "end", "text", "label", "note")
# A digit key for each label, and a look of its own for each.
MOST_LABELS = 8
# As in mark.js and pupil.js. A class file is about 5 kB; a megabyte is not a pupil's work.
MOST_MARKS, LONGEST_NOTE, LONGEST_NAME, LARGEST = 500, 300, 40, 1_000_000

# Names that have the first eight looks of the palette, in its order.
_IN_ORDER = ("person", "event", "policy", "evaluation", "action", "alarm", "praise", "distancing")

Labels = Sequence[str] | Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Marks:
    """What one file holds.

    Attributes
    ----------
    nickname : str
        Cleaned and bounded; "no name" where there is none.
    copy : str
        Random number of the page or notebook that wrote it: two people with one nickname have two.
    saved : datetime or None
        When it was saved, by the clock of that device.
    article_id : str
        The article in the teacher's table; it is found by the fingerprint of the text.
    table : DataFrame
        Span table with the columns ``label`` and ``note``.
    """

    nickname: str
    copy: str
    saved: datetime | None
    article_id: str
    table: pd.DataFrame


def fingerprint(text: str) -> str:
    """SHA-256 of a text: marks fit a text with the same one, and no other.

    Examples
    --------
    >>> fingerprint("The mob left.")[:8]
    'dad8e086'
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def for_page(labels: Labels) -> list[dict]:
    """Labels as the page needs them: name, explanation, and look.

    Parameters
    ----------
    labels : sequence of str, or mapping of str to str
        Names, or names with an explanation each.

    Returns
    -------
    list of dict
        ``name``, ``help``, ``slot``.

    Raises
    ------
    TypeError
        If it is one string, or something else that is no list of names.
    ValueError
        If there are none, too many, or two alike.

    Examples
    --------
    >>> for_page({"loaded word": "judges as well as names"})[0]["name"]
    'loaded word'
    """
    if isinstance(labels, str) or not isinstance(labels, Mapping | Iterable):
        raise TypeError(f'Labels are a list, as in ["loaded word", "scare quote"], not {labels!r}.')
    names = [" ".join(str(name).split()) for name in labels]
    if not names or not all(names):
        raise ValueError('There is no label, or one is empty. Give at least one, as in ["loaded word"].')
    if len(set(names)) < len(names):
        raise ValueError(f"A label stands twice: {', '.join(names)}. Each needs a name of its own.")
    if len(names) > MOST_LABELS or max(map(len, names)) > LONGEST_NAME:
        raise ValueError(
            f"There are {len(names)} labels, the longest of {max(map(len, names))} characters. At most {MOST_LABELS} "
            f"labels of {LONGEST_NAME} characters can be told apart: join some, or mark the text twice."
        )
    looked = looks(names)
    helps = [str(text) for text in labels.values()] if isinstance(labels, Mapping) else [""] * len(names)
    return [{"name": n, "help": h, "slot": looked[n].slot} for n, h in zip(names, helps, strict=True)]


def looks(names: Iterable[str]) -> dict[str, palette.Category]:
    """Looks of the labels of a task, in their order: lines under the words first, which can lie over each other.

    Examples
    --------
    >>> [look.style for look in looks(["loaded word", "no source"]).values()]
    ['solid', 'dashed']
    """
    return dict(zip(names, palette.categories(_IN_ORDER).values(), strict=False))


def table(article_id: str, rows: Iterable[dict]) -> pd.DataFrame:
    """Marks of one article as a span table.

    Parameters
    ----------
    article_id : str
    rows : iterable of dict
        ``start``, ``end``, ``text``, ``label`` and ``note``.

    Returns
    -------
    DataFrame
        One row per mark: ``article_id, start, end, text, label, note``.

    Examples
    --------
    >>> table("a", []).columns.tolist()
    ['article_id', 'start', 'end', 'text', 'label', 'note']
    """
    rows = [{"article_id": article_id, **row} for row in rows]
    made = pd.DataFrame([[row.get(c, "") for c in COLUMNS] for row in rows], columns=list(COLUMNS))
    return made.astype({**dict.fromkeys(COLUMNS, "str"), "start": np.int64, "end": np.int64})


def clean(name: object) -> str:
    """A nickname that can stand in a table: one line, no signs that cannot be seen, no comma, not too long.

    Examples
    --------
    >>> clean("  Ada\\u202e,\\n L. "), clean(None)
    ('Ada L.', 'no name')
    """
    text = "".join(
        " " if c == "," or unicodedata.category(c) == "Cc" else c
        for c in unicodedata.normalize("NFC", name if isinstance(name, str) else "")
        if unicodedata.category(c) not in ("Cf", "Cs", "Co", "Cn")
    )
    return " ".join(text.split())[:LONGEST_NAME].strip() or "no name"


def file_name(article_id: str, nickname: str) -> str:
    """Name of a file of marks: letters, digits and hyphens, whatever the nickname is.

    Examples
    --------
    >>> file_name("night-ferry", "../../Ada <b>")
    'marks-night-ferry-Ada-b.json'
    """
    signs = "".join(c if c.isalnum() else "-" for c in f"marks-{article_id}-{nickname}")
    return "-".join(part for part in signs.split("-") if part)[:100] + ".json"


def content(article: pd.Series, labels: Sequence[str], rows: list[dict], *, nickname: str, copy: str) -> str:
    """The file of marks, as the pupil's page writes it too.

    Examples
    --------
    >>> from helpers import article
    >>> row = article.from_text("The mob left.").iloc[0]
    >>> "whose-words-marks" in content(row, ["loaded"], [], nickname="Ada", copy="1")
    True
    """
    kept = {
        "format": FORMAT,
        "version": VERSION,
        "nickname": nickname,
        "copy": copy,
        "saved": datetime.now().astimezone().isoformat(timespec="seconds"),
        "article_id": article["article_id"],
        "title": article["title"],
        "text_sha256": fingerprint(article["text"]),
        "labels": list(labels),
        "marks": rows,
    }
    return json.dumps(kept, ensure_ascii=True, indent=1)


def parse(data: bytes, articles: pd.DataFrame, *, labels: Labels | None = None) -> Marks:
    """Read one file of marks, trusting nothing in it.

    Parameters
    ----------
    data : bytes
        The file.
    articles : DataFrame
        The articles that the class worked on.
    labels : sequence or mapping, optional
        The labels of the task; without them any label is accepted.

    Returns
    -------
    Marks

    Raises
    ------
    ValueError
        If the file cannot be used: the message says why, and what to do.

    Examples
    --------
    >>> from helpers import article
    >>> parse(b"{}", article.from_text("The mob left."))
    Traceback (most recent call last):
    ...
    ValueError: it is no file of marks: the page's button “Save my marks” makes one
    """
    if len(data) > LARGEST:
        raise ValueError(f"it has {len(data):,} bytes; a file of marks has at most {LARGEST:,}")
    given = _json(data)
    if not isinstance(given, dict) or given.get("format") != FORMAT:
        raise ValueError("it is no file of marks: the page's button “Save my marks” makes one")
    if given.get("version") != VERSION:
        raise ValueError(
            f"it is of another version of the page ({str(given.get('version'))[:20]}, not {VERSION}): hand out the "
            f"page again"
        )
    contents = {
        fingerprint(text): (key, text) for key, text in zip(articles["article_id"], articles["text"], strict=True)
    }
    sha = given.get("text_sha256")
    if not isinstance(sha, str) or sha not in contents:
        title = clean(given.get("title") or given.get("article_id"))
        raise ValueError(f"it belongs to another text or lesson, or to another version of the text (“{title}”)")
    key, text = contents[sha]
    rows = given.get("marks")
    if not isinstance(rows, list) or len(rows) > MOST_MARKS:
        raise ValueError("it is damaged: its marks are no list, or too many")
    known = {label["name"] for label in for_page(labels)} if labels is not None else None
    found = table(key, [_mark(row, text, known, number) for number, row in enumerate(rows, start=1)])
    copy = given.get("copy")
    return Marks(
        clean(given.get("nickname")),
        copy[:40] if isinstance(copy, str) else "",
        _time(given.get("saved")),
        key,
        found.drop_duplicates(["start", "end", "label"], ignore_index=True),
    )


# What mail and message programs make of straight quotation marks and of the spaces at the beginning of a line.
_BENT = str.maketrans(dict.fromkeys("“”„‟«»″", '"') | {"\xa0": " "})


def _json(data: bytes) -> object:
    """What a file holds, also where it came as a message: in UTF-16, with a greeting around it, with curly quotes.

    The page writes every sign of the text as an escape, so that a curly quotation mark can only be a bent straight one.

    >>> _json("Hello! {“version”: 1} Ada".encode("utf-16"))
    {'version': 1}
    """
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        content = data.decode("utf-16" if wide else "utf-8-sig")
        inner = content[content.find("{") : content.rfind("}") + 1]
    except ValueError:
        content = inner = ""
    for tried in (content, inner, inner.translate(_BENT)):
        try:
            return json.loads(tried)
        except (ValueError, RecursionError):
            continue
    raise ValueError("it is damaged: it cannot be read as JSON; ask for it again")


def _mark(row: object, text: str, known: set[str] | None, number: int) -> dict:
    start, end, label, note = (
        row.get(name) if isinstance(row, dict) else None for name in ("start", "end", "label", "note")
    )
    # A bool is an int to Python, and True is no place in a text.
    if not (type(start) is int and type(end) is int and 0 <= start < end <= len(text)):
        raise ValueError(f"it is damaged: mark {number} has no place in the text")
    if row.get("text") != text[start:end]:
        raise ValueError(f"it is damaged: mark {number} is not what stands at its place in the text")
    if not isinstance(label, str) or not label.strip() or len(label) > LONGEST_NAME:
        raise ValueError(f"it is damaged: mark {number} has no label")
    if known is not None and label not in known:
        raise ValueError(
            f"it has the label “{clean(label)}”, which is not in this task ({', '.join(sorted(known))}): is it of "
            f"another lesson?"
        )
    note = note[:LONGEST_NOTE] if isinstance(note, str) else ""
    return {"start": start, "end": end, "text": text[start:end], "label": clean(label), "note": note}


def _time(saved: object) -> datetime | None:
    """A time with its zone; without one it is the time of this computer."""
    try:
        return datetime.fromisoformat(str(saved)[:40]).astimezone()
    except (ValueError, OverflowError, OSError):
        return None
