"""Corrections of voices: what a reader says of a stretch, kept beside the article and applied when voices are found.

A correction is a row of the voices table as it should be, with what it was and why. Those of one article are a CSV file
beside it: ``flood.voices.csv`` for ``flood.md``. :func:`helpers.article.read` puts the file's text into the column
``corrections`` of the articles table, and :func:`helpers.voices.find` applies what stands there, so that every measure
follows. The columns of the file:

- ``start``, ``end``, ``text``: the stretch, in code points, and its words. Where the article was edited since, the
  correction goes with its words, if they stand in it exactly once; else it is refused, with a warning, and the others
  are applied.
- ``kind``: ``narrator``, ``indirect``, ``direct`` or ``block``
- ``credited``: whose claim it is; empty for the narrator
- ``voice``, ``chain``, ``cue``: may stay empty, and then follow from the others and from what was found there
- ``was``, ``why``, ``by``, ``date``: for people; nothing depends on them

Of corrections that overlap the later one counts.
"""

from __future__ import annotations

import csv
import io
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

from helpers import files, text
from helpers.palette import NARRATOR
from helpers.voices import recut

#: Column of the articles table that holds the text of the file.
FIELD = "corrections"
KINDS = ("narrator", "indirect", "direct", "block")
_SAID = ("kind", "voice", "credited", "chain", "cue")
_LOG = ("was", "why", "by", "date")
_COLUMNS = ("start", "end", "text", *_SAID, *_LOG)
_NEEDED = ("start", "end", "text", "kind", "credited")
# Bounds for files from elsewhere, in characters and rows.
_LONGEST_NAME, _LONGEST_NOTE, _MOST = 200, 2_000, 10_000
_LISTED = 5


def read(said: str, name: str = "The corrections") -> pd.DataFrame:
    """Read the text of a file of corrections, and say what is wrong with it.

    Parameters
    ----------
    said : str
        The text of a CSV file; its fields may be separated by commas, semicolons or tabs.
    name : str
        What to call it in errors.

    Returns
    -------
    DataFrame
        One row for each correction, with the columns of the file (see above); ``start`` and ``end`` are int64, all
        others strings, empty where nothing is said. Further columns of the file are left out.

    Raises
    ------
    ValueError
        When it is no such table, or a row cannot be a correction; the message names the line.

    Examples
    --------
    >>> read("start,end,text,kind,credited\\n0,4,Bass,narrator,\\n")[["text", "kind"]].values.tolist()
    [['Bass', 'narrator']]
    """
    first = said.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    rows: list[dict] = []
    try:
        lines = csv.reader(io.StringIO(said.replace("\0", "\ufffd")), delimiter=delimiter, strict=True)
        head = [field.strip().lower() for field in next(lines, [])]
        missing = [column for column in _NEEDED if column not in head]
        if missing:
            raise ValueError(
                f"{name}: there is no column {missing[0]!r}. The first line must name the columns "
                f"{', '.join(_NEEDED)}; it is {first[:80]!r}."
            )
        for fields in lines:
            if not any(field.strip() for field in fields):
                continue
            where = f"{name}, line {lines.line_num}"
            if len(fields) != len(head):
                raise ValueError(
                    f"{where}: {len(fields)} fields, but the first line names {len(head)} columns. Words that hold the "
                    f"separator {delimiter!r} or a line end need quotation marks around them."
                )
            if len(rows) == _MOST:
                raise ValueError(f"{name}: more than {_MOST:,} corrections for one article are not read.")
            rows.append(_checked(dict(zip(head, fields, strict=True)), where))
    except csv.Error as error:
        raise ValueError(f"{name}: this is no CSV table ({error}). Mend it, or move it away to start anew.") from None
    return _table(rows)


def _table(rows: list[dict]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=list(_COLUMNS)).astype("str")
    return table.astype({"start": np.int64, "end": np.int64})


def _checked(row: dict[str, str], where: str) -> dict:
    """One correction with its numbers and names; an error where it cannot be one."""
    places = [row[name].strip() for name in ("start", "end")]
    if not all(place.isdecimal() and len(place) < 10 for place in places):
        raise ValueError(f"{where}: start and end are {places[0][:20]!r} and {places[1][:20]!r}, not places in a text.")
    start, end = map(int, places)
    words = row["text"].replace("\r\n", "\n")
    if end <= start or len(words) != end - start:
        raise ValueError(
            f"{where}: {words[:40]!r} has {len(words):,} characters, and from start {start} to end {end} are "
            f"{end - start:,}. Text, start and end have to belong together."
        )
    kind, credited = row["kind"].strip().lower(), row["credited"].strip()
    if kind not in KINDS:
        raise ValueError(f"{where}: the kind is {kind[:40]!r}; it can be {', '.join(KINDS)}.")
    made: dict = {"start": start, "end": end, "text": words, "kind": kind}
    names = {name: row.get(name, "").strip() for name in ("voice", "credited", "chain")}
    for name, value in {**names, "cue": row.get("cue", "")}.items():
        if len(value) > _LONGEST_NAME or not value.isprintable():
            raise ValueError(
                f"{where}: {name} is {value[:40]!r}. It can have {_LONGEST_NAME} characters, all on one line."
            )
    if kind == NARRATOR:
        if {*names.values()} - {"", NARRATOR}:
            raise ValueError(f"{where}: the narrator's own words are credited to nobody else: leave credited empty.")
        names = dict.fromkeys(names, NARRATOR)
    elif credited in ("", NARRATOR) or recut.LINK in f" {credited} ":
        raise ValueError(
            f"{where}: credited is {credited!r}. For {kind!r} it has to name one source, or 'unnamed'; the narrator's "
            f"own words are of the kind {NARRATOR!r}."
        )
    elif kind != "indirect" and names["voice"] not in ("", credited):
        raise ValueError(
            f"{where}: voice is {names['voice']!r} and credited is {credited!r}; the words of a quotation and its "
            "claim belong to one source. For a claim in somebody else's words use the kind 'indirect'."
        )
    elif names["chain"] and names["chain"].split(recut.LINK)[-1] != credited:
        raise ValueError(f"{where}: the chain {names['chain']!r} has to end with the credited source, {credited!r}.")
    notes = {name: " ".join(row.get(name, "").split())[:_LONGEST_NOTE] for name in _LOG}
    return {**made, **names, "cue": row.get("cue", "").strip(), **notes}


def write(table: pd.DataFrame) -> str:
    """Return corrections as the text of their file, which :func:`read` reads.

    Examples
    --------
    >>> write(read("start,end,text,kind,credited\\n0,4,Bass,narrator,\\n")).splitlines()[0]
    'start,end,text,kind,voice,credited,chain,cue,was,why,by,date'
    """
    return table.reindex(columns=list(_COLUMNS), fill_value="").to_csv(index=False, lineterminator="\n")


def placed(articles: pd.DataFrame) -> pd.DataFrame:
    """Say of each correction whether it is applied, and where: the log of all corrections.

    Parameters
    ----------
    articles : DataFrame
        The articles table; without a column ``corrections`` nothing is corrected.

    Returns
    -------
    DataFrame
        One row for each correction: ``article_id``, the columns of the file with the place in the present text, and
        ``state``: ``applied``, ``moved`` (its words stand elsewhere now, and it is applied there), or why it is
          refused.

    Raises
    ------
    ValueError
        When corrections are damaged; the message names article and line.

    Examples
    --------
    >>> from helpers import article
    >>> told = article.from_text("Early on Bass left.").assign(
    ...     corrections="start,end,text,kind,credited\\n0,4,Bass,narrator,\\n0,5,Mayor,narrator,\\n")
    >>> placed(told)[["start", "state"]].values.tolist()
    [[9, 'moved'], [0, 'refused: its words do not stand in the article any more']]
    """
    tables = []
    for key, said, whole in _corrected(articles):
        table = read(said, f"The corrections of {key!r}")
        states = [_place(row, whole) for row in table.itertuples(index=False)]
        starts = np.array([start for start, _ in states], np.int64)
        table = table.assign(end=starts + table["end"].to_numpy() - table["start"].to_numpy(), start=starts)
        table.insert(0, "article_id", key)
        tables.append(table.assign(state=[state for _, state in states]))
    if not tables:
        empty = _table([])
        empty.insert(0, "article_id", "")
        return empty.assign(state="").astype({"article_id": "str", "state": "str"})
    return pd.concat(tables, ignore_index=True).astype({"article_id": "str", "state": "str"})


def _corrected(articles: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Id, corrections and text of each article that has corrections."""
    if FIELD not in articles:
        return []
    has = articles[FIELD].notna() & (articles[FIELD] != "")
    own = articles[has]
    return list(zip(own["article_id"], own[FIELD], own["text"], strict=True))


def _place(row, whole: str) -> tuple[int, str]:
    if whole[row.start : row.end] == row.text:
        return row.start, "applied"
    at = whole.find(row.text)
    if at < 0:
        return row.start, "refused: its words do not stand in the article any more"
    if whole.find(row.text, at + 1) >= 0:
        return row.start, "refused: its words stand at several places now, and none is the old one"
    return at, "moved"


def apply(articles: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Correct a voices table by the column ``corrections`` of the articles.

    Parameters
    ----------
    articles, found : DataFrame
        The articles, and their stretches as the rules find them.

    Returns
    -------
    DataFrame
        The voices table in which corrected stretches are rows of their own; it still covers each text without gap.

    Warns
    -----
    UserWarning
        When a correction is refused, with its words and the reason.

    Examples
    --------
    >>> from helpers import article, voices
    >>> told = article.from_text("The square was closed.")
    >>> voices.find(told.assign(corrections="start,end,text,kind,credited,why\\n0,10,The square,direct,Bo,\\n"))[
    ...     ["text", "voice"]].values.tolist()
    [['The square', 'Bo'], [' was closed.', 'narrator']]
    """
    if not _corrected(articles):
        return found  # at once: an empty log takes longer than finding the voices
    log = placed(articles)
    refused = log[log["state"].str.startswith("refused")]
    if len(refused):
        lines = [
            f"{row.article_id!r}: the correction of {row.text[:60]!r} is {row.state}."
            for row in refused.head(_LISTED).itertuples(index=False)
        ]
        more = [f"… and {len(refused) - _LISTED} more."] if len(refused) > _LISTED else []
        warnings.warn("\n".join([*lines, *more]), stacklevel=3)
    log = log.drop(index=refused.index)
    touched = articles[articles["article_id"].isin(log["article_id"])]
    words = text.words(touched)
    made = []
    for key, whole in zip(touched["article_id"], touched["text"], strict=True):
        rows = found[found["article_id"] == key].to_dict("records")
        for correction in log[log["article_id"] == key].to_dict("records"):
            rows = recut.cut(rows, correction)
        opens = words["start"].to_numpy()[(words["article_id"] == key).to_numpy()]
        made += recut.tidied(rows, whole, opens)
    new = pd.DataFrame(made, columns=list(found.columns)).astype(found.dtypes)
    result = pd.concat([found[~found["article_id"].isin(touched["article_id"])], new], ignore_index=True)
    order = dict(zip(articles["article_id"], range(len(articles)), strict=True))
    return result.iloc[np.lexsort((result["start"], result["article_id"].map(order)))].reset_index(drop=True)


def add(
    articles: pd.DataFrame,
    found: pd.DataFrame,
    words: str,
    *,
    kind: str,
    credited: str = "",
    why: str = "",
    by: str = "",
    at: int | None = None,
) -> pd.DataFrame:
    """Correct one stretch: say what its words are, and to whom they belong.

    Parameters
    ----------
    articles, found : DataFrame
        The articles, and their voices as they are now.
    words : str
        The stretch, exactly as it stands in one article.
    kind : str
        ``narrator``, ``indirect`` (retold), ``direct`` (quoted) or ``block``.
    credited : str
        The source; empty for the narrator.
    why, by : str
        For the log.
    at : int, optional
        Where the stretch begins; needed where its words stand more than once.

    Returns
    -------
    DataFrame
        The articles with the correction in the column ``corrections``; find their voices again.

    Raises
    ------
    ValueError
        When the words are not in the articles, or stand in them more than once, or the correction cannot be one.

    Examples
    --------
    >>> from helpers import article, voices
    >>> told = article.from_text("Marchers said the square was closed.")
    >>> told = add(told, voices.find(told), "the square was closed", kind="indirect", credited="The police")
    >>> voices.find(told).credited.tolist()
    ['narrator', 'The police', 'narrator']
    >>> placed(told)["was"].tolist()
    ['indirect, Marchers']
    """
    places = [
        (key, start)
        for key, whole in zip(articles["article_id"], articles["text"], strict=True)
        for start in _starts(whole, words)
        if at is None or start == at
    ]
    if len(places) != 1:
        n = f"{len(places)} times" if places else "nowhere"
        where = "" if at is None else f" at {at}"
        raise ValueError(
            f"The words {words[:60]!r} stand {n} in the articles{where}. Give words that stand there once, exactly as "
            "they are written, or say with at= where they begin."
        )
    key, start = places[0]
    row = {"start": str(start), "end": str(start + len(words)), "text": words, "kind": kind, "credited": credited}
    old = found[(found["article_id"] == key) & (found["start"] <= start) & (found["end"] > start)]
    was = ", ".join(dict.fromkeys([*old["kind"], *old["chain"]]))
    new = _table([_checked({**row, "was": was, "why": why, "by": by, "date": str(pd.Timestamp.now().date())}, "add")])
    column = articles[FIELD].fillna("") if FIELD in articles else pd.Series("", articles.index, dtype="str")
    own = articles["article_id"] == key
    before = read(column[own].iloc[0], f"The corrections of {key!r}") if column[own].iloc[0] else _table([])
    return articles.assign(**{FIELD: column.mask(own, write(pd.concat([before, new]))).astype("str")})


def _starts(whole: str, words: str) -> list[int]:
    """Where words stand in a text; two are enough to know that they do not stand there once."""
    starts, at = [], whole.find(words) if words else -1
    while at >= 0 and len(starts) < _MOST:
        starts.append(at)
        at = whole.find(words, at + 1)
    return starts


def save(articles: pd.DataFrame, path: str | Path) -> Path:
    """Write the corrections of one article to their file, at once: first beside its place, then renamed into it.

    Parameters
    ----------
    articles : DataFrame
        One article with the column ``corrections``.
    path : str or Path
        ``flood.voices.csv`` beside ``flood.md``, so that ``article.read("flood.md")`` finds it.

    Returns
    -------
    Path

    Raises
    ------
    ValueError
        When there is not one article, or the name does not end in ``.voices.csv``.

    Examples
    --------
    >>> from helpers import article, voices
    >>> told = article.from_text("Bass left.")
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save(add(told, voices.find(told), "Bass", kind="narrator"), f"{folder}/flood.voices.csv").name
    'flood.voices.csv'
    """
    path = Path(path).expanduser()
    if len(articles) != 1:
        raise ValueError(f"The table has {len(articles)} articles; each has a file of its own. Save them one by one.")
    if not path.name.endswith(".voices.csv"):
        raise ValueError(f"{path.name!r} does not end in .voices.csv, by which article.read knows corrections.")
    said = str(articles[FIELD].iloc[0]) if FIELD in articles else ""
    return files.write(path, said or write(_table([])), default=f"{files.slug(path.name)}.csv")
