"""What a class decided about divided passages: a record with reasons, and the key that it makes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd

from helpers import files

DECISIONS = ("mark", "no mark", "open")


def decide(
    passages: pd.DataFrame, decisions: Mapping[str | int, tuple[str, str]], path: str | Path, *, who: str = "class"
) -> pd.DataFrame:
    """Write down what the class decided about divided passages, and why. Nothing in the file is written over.

    A passage is named by its words: so a decision that was written for one text cannot slip to another one when the
    lesson or the class is changed. A cell that is run again writes nothing twice.

    Parameters
    ----------
    passages : DataFrame
        From :func:`helpers.teach.divided`.
    decisions : mapping of str to (str, str)
        For the words of a passage: ``"mark"``, ``"no mark"`` or ``"open"``, and the reason. Where two passages have
        the same words, its number.
    path : str or Path
        The record, a CSV file. A later decision on the same passage counts.
    who : str
        Who decided.

    Returns
    -------
    DataFrame
        The whole record, one row per decision: ``decided, by, article_id, start, end, text, label, decision, reason, n,
        total``.

    Raises
    ------
    ValueError
        If there is no such passage among those of this text, or no such decision, or a reason is missing.

    Examples
    --------
    >>> import tempfile
    >>> row = {"passage": 1, "article_id": "a", "start": 4, "end": 7, "text": "mob", "label": "loaded word"}
    >>> passages = pd.DataFrame([row | {"n": 1, "total": 2}])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     record = decide(passages, {"mob": ("mark", "crowd says the same")}, f"{folder}/decisions.csv")
    >>> record[["text", "decision", "reason"]].values.tolist()
    [['mob', 'mark', 'crowd says the same']]
    """
    rows = []
    for named, given in decisions.items():
        row = _passage(passages, named)
        if isinstance(given, str) or len(given) != 2 or given[0] not in DECISIONS or not str(given[1]).strip():
            raise ValueError(
                f"Passage {named!r}: a decision is one of {', '.join(map(repr, DECISIONS))} with a reason, as in "
                f"{{{named!r}: ('mark', 'it judges people')}}, not {given!r}."
            )
        kept = [row[name] for name in ("article_id", "start", "end", "text", "label")]
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        rows.append([now, who, *kept, given[0], str(given[1]).strip(), row["n"], row["total"]])
    names = ["decided", "by", "article_id", "start", "end", "text", "label", "decision", "reason", "n", "total"]
    record, path = pd.DataFrame(rows, columns=names).astype("str"), Path(path).expanduser()
    if path.is_file():
        before = _record(path)
        record = pd.concat([before, record[~_stands(record, before)]], ignore_index=True)
    files.write(path, files.csv(record), default="decisions.csv")
    return _record(path)


def decided(path: str | Path) -> pd.DataFrame:
    """Read what stands after all decisions, as a key for the next class.

    Parameters
    ----------
    path : str or Path
        A record of :func:`decide`.

    Returns
    -------
    DataFrame
        One row per passage whose last decision is ``mark``: ``article_id, start, end, text, label, why``.

    Examples
    --------
    >>> import tempfile
    >>> row = {"passage": 1, "article_id": "a", "start": 4, "end": 7, "text": "mob", "label": "loaded word"}
    >>> passages = pd.DataFrame([row | {"n": 1, "total": 2}])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     record = decide(passages, {"mob": ("mark", "crowd says the same")}, f"{folder}/decisions.csv")
    ...     decided(f"{folder}/decisions.csv").why.tolist()
    ['crowd says the same']
    """
    record = _record(Path(path).expanduser())
    last = record.drop_duplicates(["article_id", "start", "end", "label"], keep="last")
    last = last[last["decision"] == "mark"].rename(columns={"reason": "why"})
    return last[["article_id", "start", "end", "text", "label", "why"]].reset_index(drop=True)


def _passage(passages: pd.DataFrame, named: str | int) -> pd.Series:
    """The passage with these words, or with this number."""
    column = passages["text"].map(_plain) if isinstance(named, str) else passages["passage"]
    found = passages[column == (_plain(named) if isinstance(named, str) else named)]
    if len(found) == 1:
        return found.iloc[0]
    if len(found):
        which = ", ".join(f"{row.passage} ({row.label}, in {row.article_id})" for row in found.itertuples())
        raise ValueError(f"There is more than one passage {named!r}. Write its number in place of the words: {which}.")
    there = "; ".join(f"{row.passage} “{row.text}”" for row in passages.itertuples()) or "none at all"
    raise ValueError(
        f"There is no passage {named!r} among those to talk about in this lesson, so nothing was written. There is: "
        f"{there}. Was the line written for another lesson or class? Put the # back, or name one of these."
    )


def _plain(words: str) -> str:
    """One spelling for all: case, quotation marks and spaces do not matter."""
    return " ".join(words.casefold().replace("’", "'").split()).strip(" .,;:!?\"'“”‘")


def _stands(record: pd.DataFrame, before: pd.DataFrame) -> np.ndarray:
    """Which rows say what their passage's last decision by the same people says already: a cell was run again."""
    place = ["by", "article_id", "start", "end", "label"]
    last = before.astype("str").drop_duplicates(place, keep="last")
    said = [*place, "decision", "reason"]
    known = set(last[said].itertuples(index=False, name=None))
    # A spreadsheet must not run a cell: what begins like a formula is kept with a mark before it.
    return np.array(
        [
            row in known or (*row[:-1], "'" + row[-1]) in known
            for row in record[said].itertuples(index=False, name=None)
        ],
        dtype=bool,
    )


def _record(path: Path) -> pd.DataFrame:
    table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    return table.astype(dict.fromkeys(("start", "end", "n", "total"), np.int64))
