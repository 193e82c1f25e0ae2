"""Files that a word list can be read from, a part of :mod:`helpers.lexicon`: our CSV, and lists of other programs.

A file comes from outside. It is bounded in size, only text is taken from it (YAML without tags, aliases or types), and
an error names the line. A pattern that the matcher cannot express is left out, and a warning names it.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from helpers.lexicon.patterns import parsed

# LIWC's own dictionaries and the largest ones for quanteda are below 1 MB and 20,000 terms.
LARGEST = 10_000_000
MOST_TERMS = 100_000
LONGEST_TERM = 200
DEEPEST = 20
# Between the names of nested categories, and between several categories of one term.
WITHIN, ALSO = " > ", " | "
_SHOWN = 5
_ENDINGS = {
    ".csv": "a table with the columns term and category",
    ".tsv": "the same between tabs",
    ".dic": "a LIWC dictionary",
    ".yml": "a quanteda dictionary",
    ".yaml": "a quanteda dictionary",
    ".txt": "one term a line",
}
# What LIWC writes before or instead of a number where a category holds only beside certain words: (02 134)125/464.
_CONDITION = re.compile(r"\([^()]*\)\S*|<[^<>]*>\S*")

# Where a term stands, the term as it is written, and its category.
Listed = Iterator[tuple[int, str, str]]


def read(path: Path) -> pd.DataFrame:
    """Read the entries of a list; the file's ending says what it is.

    Parameters
    ----------
    path : Path
        A file that is there.

    Returns
    -------
    DataFrame
        ``term``, ``category`` and, of a CSV file, its other columns.
    """
    ending = path.suffix.lower()
    if ending not in _ENDINGS:
        known = "; ".join(f"{each}: {what}" for each, what in _ENDINGS.items())
        raise ValueError(f"{path.name} has the ending {ending!r}. A word list is read from these: {known}.")
    text = _text(path)
    if ending in (".csv", ".tsv"):
        return _table(text, path.name)
    listed = {".dic": _liwc, ".txt": _plain}.get(ending, _quanteda)(text, path)
    return _entries(listed, path.name)


def _text(path: Path) -> str:
    """The whole file as text, once it is small enough and is one."""
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ValueError(
            f"{path.name} is larger than {LARGEST / 1e6:.0f} MB, which no word list is. Is it the file that you meant?"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ValueError(
            f"{path.name} cannot be read as a table or list: line {line} is not in UTF-8. Save the file as UTF-8 "
            f"(in a text editor: Save as, Encoding)."
        ) from None
    if "\0" in text:
        raise ValueError(f"{path.name} is no text file: it holds zero bytes. Save the list as plain text in UTF-8.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _table(text: str, name: str) -> pd.DataFrame:
    # A spreadsheet in a country with decimal commas parts the columns by semicolons.
    separator = max(",;\t", key=text.partition("\n")[0].count)
    try:
        return pd.read_csv(io.StringIO(text), sep=separator, dtype=str, keep_default_na=False)
    except (ValueError, pd.errors.ParserError) as error:
        raise ValueError(
            f"{name} cannot be read as a table: {error}. A lexicon is a CSV file in UTF-8 whose first line names "
            f"the columns, among them term and category."
        ) from error


def _entries(listed: Listed, name: str) -> pd.DataFrame:
    """Terms as patterns of ours: each once, with all its categories."""
    rows = []
    for line, term, category in listed:
        term = " ".join(term.replace("_", " ").split())
        if len(term) > LONGEST_TERM:
            raise ValueError(
                f"{name}, line {line}: {term[:40]!r}… has {len(term):,} characters, which is no term. "
                f"A list has one term a line."
            )
        if term:
            rows.append((term, " ".join(category.replace("|", "/").split())))
        if len(rows) > MOST_TERMS:
            raise ValueError(f"{name} has more than {MOST_TERMS:,} terms. Take those that you need.")
    if not rows:
        raise ValueError(f"{name} holds no term.")
    found: dict[tuple, tuple[str, dict]] = {}
    lost = []
    for (term, category), steps in zip(rows, parsed([term for term, _ in rows]), strict=True):
        if isinstance(steps, ValueError) or "|" in term:
            lost.append(term)
        else:
            found.setdefault(steps, (term, {}))[1].setdefault(category)
    if lost:
        some = ", ".join(repr(term) for term in lost[:_SHOWN]) + ", …" * (len(lost) > _SHOWN)
        said = (
            f"{name}: {len(lost):,} of {len(rows):,} terms cannot be matched: {some}. A term needs at least one word, "
            f"and a * may stand only at the end of a word (immigra*)."
        )
        if not found:
            raise ValueError(said)
        warnings.warn(f"{said} They are left out.", stacklevel=4)
    pairs = [(term, ALSO.join(categories)) for term, categories in found.values()]
    return pd.DataFrame(pairs, columns=["term", "category"], dtype="str")


def _plain(text: str, path: Path) -> Listed:
    for line, term in enumerate(text.split("\n"), 1):
        if not term.lstrip().startswith("#"):
            yield line, term, path.stem


def _liwc(text: str, path: Path) -> Listed:
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    borders = [i for i, (_, line) in enumerate(lines) if line.strip() == "%"]
    if len(borders) != 2 or borders[0] != 0:
        raise ValueError(
            f"{path.name} is no LIWC dictionary: its categories stand between a first line % and a second line %. "
            f"It has {len(borders)} of them."
        )
    names: dict[str, str] = {}
    for number, line in lines[1 : borders[1]]:
        key, _, name = line.strip().partition("\t") if "\t" in line.strip() else line.strip().partition(" ")
        if not key.strip().isdecimal() or not name.strip():
            raise ValueError(
                f"{path.name}, line {number}: {line.strip()[:60]!r} is no category. A category is a number and a name."
            )
        key = str(int(key))
        if key in names:
            raise ValueError(f"{path.name}, line {number}: the number {key} stands for {names[key]!r} already.")
        names[key] = name
    conditions = []
    for number, line in lines[borders[1] + 1 :]:
        term, keys = _term_and_keys(line)
        written = _CONDITION.sub(" / ", keys).split()
        keys = [key for key in written if "/" not in key]
        if len(keys) < len(written):
            conditions.append(term)
        for key in keys:
            if not key.isdecimal() or str(int(key)) not in names:
                raise ValueError(
                    f"{path.name}, line {number}: {term[:60]!r} stands under {key[:20]!r}, which is no number of a "
                    f"category. Categories: {', '.join(list(names)[:20])}."
                )
            yield number, term, names[str(int(key))]
        if not written:
            raise ValueError(f"{path.name}, line {number}: {term[:60]!r} has no category. Write its number behind it.")
    if conditions:
        some = ", ".join(map(repr, conditions[:_SHOWN])) + ", …" * (len(conditions) > _SHOWN)
        warnings.warn(
            f"{path.name}: conditions in brackets are not understood and left out, with {len(conditions):,} "
            f"{'term' if len(conditions) == 1 else 'terms'}: {some}.",
            stacklevel=5,
        )


def _term_and_keys(line: str) -> tuple[str, str]:
    """A line of a LIWC dictionary in two; where there is no tabulator, the numbers at its end are the categories.

    >>> _term_and_keys("kind of\\t12 3"), _term_and_keys("abandon*  12 3")
    (('kind of', '12 3'), ('abandon*', '12 3'))
    """
    line = line.strip()
    if "\t" in line:
        term, _, keys = line.partition("\t")
        return term.strip(), keys.replace("\t", " ")
    words = line.split()
    first = len(words)
    while first > 1 and words[first - 1].isdecimal():
        first -= 1
    return " ".join(words[:first]), " ".join(words[first:])


def _quanteda(text: str, path: Path) -> Listed:
    tree = _tree(text, path.name)
    if not isinstance(tree, dict):
        raise ValueError(
            f"{path.name} is no dictionary: it must begin with the name of a category and a colon. A list without "
            f"categories is a .txt file with one term a line."
        )
    waiting: list[tuple[object, tuple[str, ...]]] = [(tree, ())]
    while waiting:
        node, names = waiting.pop()
        if isinstance(node, dict):
            inner = [(value, (*names, name)) for name, values in node.items() for value in values]
            waiting.extend(reversed(inner))
        elif isinstance(node, list):
            waiting.extend((value, names) for value in reversed(node))
        else:
            line, term = node
            yield line, term, WITHIN.join(names)


def _tree(text: str, name: str) -> object:
    """Mappings, lists and (line, text): all that is taken from YAML. No type is guessed: *no* and *on* are words."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    top: list = []
    # Where values go: a list, or a mapping with the key that waits for its value.
    open_: list[tuple[list | dict, list[str]]] = [(top, [])]
    n = 0
    try:
        for event in yaml.parse(text, Loader=loader):
            line = event.start_mark.line + 1
            inside, key = open_[-1]
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise ValueError(
                    f"{name}, line {line}: YAML takes a word that begins with * or & for a reference. "
                    f"Put it in quotation marks."
                )
            if isinstance(event, yaml.DocumentStartEvent) and top:
                raise ValueError(f"{name}, line {line}: a second document begins. A dictionary is one document.")
            if isinstance(event, yaml.ScalarEvent):
                value: object = (line, "" if event.value == "~" and event.implicit[0] else event.value)
            elif isinstance(event, yaml.MappingStartEvent):
                value = {}
            elif isinstance(event, yaml.SequenceStartEvent):
                value = []
            else:
                if isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                    open_.pop()
                continue
            n += 1
            if n > 2 * MOST_TERMS or len(open_) > DEEPEST:
                limit = f"{2 * MOST_TERMS:,} items" if n > 2 * MOST_TERMS else f"{DEEPEST} levels"
                raise ValueError(f"{name}, line {line}: more than {limit}, which no word list has.")
            if isinstance(inside, list):
                inside.append(value)
            elif not key:
                if not isinstance(value, tuple) or not value[1].strip():
                    raise ValueError(f"{name}, line {line}: the name of a category must be a word.")
                key.append(value[1].strip())
            else:
                inside.setdefault(key.pop(), []).append(value)
            if not isinstance(value, tuple):
                open_.append((value, []))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        why = getattr(error, "problem", None) or getattr(error, "reason", None) or "it holds characters YAML forbids"
        raise ValueError(
            f"{name}{where} cannot be read as YAML: {why}. Words with a colon or a special sign stand in "
            f"quotation marks."
        ) from None
    return top[0] if top else None
