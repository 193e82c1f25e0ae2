"""The folder of a class: files of marks in, one table for each pupil out, and a report of what was left out and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pandas as pd

from helpers import files
from helpers.teach import marks

# A year group, not a class; more files are a sign that the folder is the wrong one.
MOST_FILES = 1_000
_ENDINGS = (".json", ".txt")
_LONGEST_SHOWN = 60


@dataclass(frozen=True, eq=False)
class Pupils:
    """The marks of a class.

    Attributes
    ----------
    articles : DataFrame
        The articles that somebody handed in marks for; all that were given where nobody did.
    marks : dict of str to DataFrame
        For each nickname a span table ``article_id, start, end, text, label, note``.
    read : dict of str to list of str
        For each nickname the articles that they handed in marks for, also where there is no mark.
    report : DataFrame
        One row per file: ``file``, ``nickname``, ``article_id``, ``taken`` (bool), ``note`` (why it was left out, or
        what to know).
    """

    articles: pd.DataFrame
    marks: dict[str, pd.DataFrame]
    read: dict[str, list[str]]
    report: pd.DataFrame

    def __len__(self) -> int:
        return len(self.marks)

    def of(self, article_id: str) -> tuple[pd.DataFrame, dict[str, pd.DataFrame]]:
        """One article of the class: the articles table with one row, and the marks of those who read it."""
        own = self.articles[self.articles["article_id"] == article_id].reset_index(drop=True)
        if own.empty:
            raise ValueError(
                f"There is no article {article_id!r} in this class. Articles: {', '.join(self.articles['article_id'])}."
            )
        return own, {
            name: table[table["article_id"] == article_id].reset_index(drop=True)
            for name, table in self.marks.items()
            if article_id in self.read[name]
        }

    def texts(self, name: str) -> pd.DataFrame:
        """The articles that one pupil handed in marks for."""
        if name not in self.read:
            raise ValueError(f"There is no pupil {name!r} in this class. Pupils: {', '.join(self.read) or 'none yet'}.")
        return self.articles[self.articles["article_id"].isin(self.read[name])].reset_index(drop=True)


def read(
    folder: str | Path,
    articles: pd.DataFrame,
    *,
    labels: marks.Labels | None = None,
    deadline: str | datetime | None = None,
) -> Pupils:
    """Read the folder into which the pupils' files were put.

    What cannot be used is left out and named: late, double, of another text or version of the page, with labels of
    another task, damaged, too large, or no file of marks. Nothing stops the rest.

    Parameters
    ----------
    folder : str or Path
        Folders inside it are not opened.
    articles : DataFrame
        The articles that the pages were made from: ``teach.lesson("02").articles``.
    labels : sequence or mapping, optional
        The labels of the task, ``teach.lesson("02").labels``; without them any label is accepted.
    deadline : str or datetime, optional
        Such as ``"2026-03-02 10:00"``, held against the clock of the pupil's device.

    Returns
    -------
    Pupils
        ``marks`` (a span table for each nickname), ``read`` (the articles each of them read), ``report`` (one row per
        file: ``file``, ``nickname``, ``article_id``, ``taken``, ``note``).

    Raises
    ------
    FileNotFoundError
        If there is no such folder.
    ValueError
        If it holds more than a thousand files, or the deadline is no time.

    Examples
    --------
    >>> import tempfile
    >>> from helpers import article
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     len(read(folder, article.from_text("The mob left.")))
    0
    """
    folder = files.as_path(folder)
    if not folder.is_dir():
        raise FileNotFoundError(
            f"There is no folder {str(folder)!r}. Make it, and put the pupils' files into it: those that the button "
            f"“Save my marks as a file” on their page makes."
        )
    until, paths = _deadline(deadline), sorted(p for p in folder.iterdir() if not p.name.startswith("."))
    if len(paths) > MOST_FILES:
        raise ValueError(
            f"The folder {str(folder)!r} holds {len(paths):,} files, more than {MOST_FILES:,}. Is it the right one?"
        )
    taken, rows = [], []
    for path in paths:
        try:
            found = marks.parse(_bytes(path), articles, labels=labels)
            if until is not None and (found.saved is None or found.saved > until):
                when = f"{found.saved:%Y-%m-%d %H:%M}" if found.saved else "at a time that it does not tell"
                raise ValueError(f"it came late: saved {when}")
            taken.append((path, found))
        except ValueError as error:
            rows.append((_shown(path), "", "", False, str(error)))
    own, read_by, named = _sorted_out(taken)
    rows += named
    report = pd.DataFrame(rows, columns=["file", "nickname", "article_id", "taken", "note"])
    report = report.astype({**dict.fromkeys(("file", "nickname", "article_id", "note"), "str"), "taken": bool})
    report = report.sort_values(["taken", "file"], kind="stable", ignore_index=True)
    handed_in = articles["article_id"].isin([name for names in read_by.values() for name in names])
    return Pupils(articles[handed_in | (not own)].reset_index(drop=True), own, read_by, report)


def _sorted_out(taken: list[tuple[Path, marks.Marks]]) -> tuple[dict, dict, list[tuple]]:
    """The newest file of each pupil and article, and a name for each pupil that no other has."""
    newest: dict[tuple[str, str, str], tuple[Path, marks.Marks]] = {}
    rows = []
    for path, found in sorted(taken, key=lambda pair: (_when(pair[1]), pair[0].name)):
        key = (found.nickname.casefold(), found.article_id, found.copy)
        if key in newest:
            old, before = newest[key]
            note = f"double: {_shown(path)} by the same pupil is newer"
            rows.append((_shown(old), before.nickname, before.article_id, False, note))
        newest[key] = (path, found)
    tables: dict[str, list[pd.DataFrame]] = {}
    read_by: dict[str, list[str]] = {}
    first_written: dict[str, str] = {}
    pages: dict[tuple[str, str], str] = {}
    for (folded, article_id, _), (path, found) in newest.items():
        # Ada and ada are one pupil on two articles, and two pupils on one.
        plain = first_written.setdefault(folded, found.nickname)
        name = next(name for name in _names(plain) if article_id not in read_by.get(name, ()))
        note = "" if name == plain else f"a second pupil with this nickname: shown as {name}"
        if found.copy and pages.setdefault((found.copy, article_id), name) != name:
            note = f"from the same page as {pages[found.copy, article_id]}: a shared device, or one pupil twice"
        tables.setdefault(name, []).append(found.table)
        read_by.setdefault(name, []).append(article_id)
        rows.append((_shown(path), name, article_id, True, note))
    own = {name: pd.concat(parts, ignore_index=True) for name, parts in tables.items()}
    order = sorted(own, key=str.casefold)
    return {name: own[name] for name in order}, {name: read_by[name] for name in order}, rows


def _names(plain: str) -> Iterator[str]:
    yield plain
    number = 2
    while True:
        yield f"{plain} ({number})"
        number += 1


def _when(found: marks.Marks) -> float:
    return found.saved.timestamp() if found.saved else float("-inf")


def _bytes(path: Path) -> bytes:
    """The content of an ordinary file; a link could lead anywhere on the teacher's computer."""
    if path.is_symlink() or not path.is_file():
        raise ValueError("it is a link or a folder, not a file")
    if path.suffix.lower() in (".html", ".htm"):
        raise ValueError("it is a page: ask for the file that its button “Save my marks as a file” makes")
    if path.suffix.lower() not in _ENDINGS:
        raise ValueError(f"it is no file of marks: those end in {' or '.join(_ENDINGS)}")
    try:
        with path.open("rb") as file:
            return file.read(marks.LARGEST + 1)
    except OSError as error:
        raise ValueError(f"it cannot be read: {error.strerror}") from None


def _shown(path: Path) -> str:
    """A file's name that can be shown: one line, no signs that turn it round, not too long."""
    name = "".join(c if c.isprintable() else "?" for c in path.name)
    return name if len(name) <= _LONGEST_SHOWN else f"{name[: _LONGEST_SHOWN - 15]}…{name[-14:]}"


def _deadline(deadline: str | datetime | None) -> datetime | None:
    if deadline is None:
        return None
    try:
        return (deadline if isinstance(deadline, datetime) else datetime.fromisoformat(deadline)).astimezone()
    except (ValueError, TypeError):
        raise ValueError(f"The deadline {deadline!r} is no time. Write it as '2026-03-02 10:00'.") from None
