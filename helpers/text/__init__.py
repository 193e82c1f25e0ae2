"""Paragraphs, sentences and words of all articles at once, each with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.article import tables
from helpers.text.forms import SENTENCE_END, Cut, cut
from helpers.text.parts import attach, titled
from helpers.text.rows import as_table, row_of, strings

__all__ = [
    "attach", "blocks", "by_block", "count_words", "cut", "paragraphs", "pieces_of", "read_spans", "row_of",
    "sentences", "spans", "words",
]  # fmt: skip

# Characters that are worked on together. With half as many it takes an eighth longer; twice as many need more memory
# and gain next to nothing (benchmarks/speed.py).
BLOCK = 1_000_000
_BEFORE_TEXT = re.compile(r"\s*(?:(?:^|(?<=\n))>\s*)*")


def paragraphs(articles: pd.DataFrame) -> pd.DataFrame:
    """Paragraphs of every article.

    Blank lines part paragraphs, and so does the end of a line that ends like a sentence; in an article without blank
    lines every line break does, unless the next line goes on in lower case. The mark ``> `` of a block quotation stays
    outside the paragraph's span.

    Parameters
    ----------
    articles : DataFrame
        The articles table (:func:`helpers.article.read`).

    Returns
    -------
    DataFrame
        One row per paragraph: ``article_id``, ``start``, ``end`` (code points), ``text``.

    Examples
    --------
    >>> from helpers import article
    >>> paragraphs(article.from_text("One.\\n\\nTwo.")).text.tolist()
    ['One.', 'Two.']
    """
    return by_block(_paragraphs, articles)


def _paragraphs(articles: pd.DataFrame) -> pd.DataFrame:
    pieces = pieces_of(articles)
    at, start, end = _stretches(pieces, pieces.new_paragraph)
    return spans(articles, at, start, end, text=strings(pieces, at, start, end))


def sentences(articles: pd.DataFrame) -> pd.DataFrame:
    """Sentences of every article.

    What it does not do: it does not part a quoted sentence from the words that report it (*"Stop!" he said.* is one
    sentence), and it goes by a short list of English abbreviations.

    Parameters
    ----------
    articles : DataFrame
        The articles table (:func:`helpers.article.read`).

    Returns
    -------
    DataFrame
        One row per sentence: ``article_id``, ``start``, ``end`` (code points), ``text``, ``part`` (``headline`` where
        the text's first paragraph repeats the article's title, ``lead`` for the first other paragraph, else ``body``).

    Examples
    --------
    >>> from helpers import article
    >>> sentences(article.from_text("Gov. Ann Lee came at 9 a.m. on Monday. She left at noon.")).text.tolist()
    ['Gov. Ann Lee came at 9 a.m. on Monday.', 'She left at noon.']
    """
    return by_block(_sentences, articles)


def _sentences(articles: pd.DataFrame) -> pd.DataFrame:
    pieces = pieces_of(articles)
    at, start, end = _stretches(pieces, pieces.new_sentence)
    rows = np.minimum(pieces.row_at(at, start), pieces.first[at + 1] - 1)  # a text may end without a word
    number = pieces.paragraph[rows] - pieces.paragraph[pieces.first[at]]
    headline = titled(articles, pieces)
    part = np.where(headline[at] & (number == 0), "headline", np.where(number == headline[at], "lead", "body"))
    text = strings(pieces, at, start, end)
    return spans(articles, at, start, end, text=text, part=pd.array(part, dtype="str"))


def words(articles: pd.DataFrame) -> pd.DataFrame:
    """Words of every article, as they are counted everywhere in the kit.

    A word is a run of letters and digits with what joins them: apostrophes and hyphens (*don't*, *so-called*), full
    stops between single letters (*L.A.*, *i.e.*), marks inside numbers (*9:10*, *1,000*). Punctuation is no word.

    Parameters
    ----------
    articles : DataFrame
        The articles table (:func:`helpers.article.read`).

    Returns
    -------
    DataFrame
        One row per word: ``article_id``, ``start``, ``end`` (code points), ``text``.

    Examples
    --------
    >>> from helpers import article
    >>> words(article.from_text("L.A.'s so-called mob \\u2026 at 9:10.")).text.tolist()
    ["L.A.'s", 'so-called', 'mob', 'at', '9:10']
    """
    return by_block(_words, articles)


def _words(articles: pd.DataFrame) -> pd.DataFrame:
    pieces = pieces_of(articles)
    forms = (pieces.end > pieces.start).nonzero()[0]
    opens = pieces.opens_word[forms].nonzero()[0]
    final = forms[np.append(opens[1:], len(forms))[: len(opens)] - 1]
    opens = forms[opens]
    end = pieces.end[final] + _closing_stop(pieces)[final]
    at, start = pieces.article[opens], pieces.start[opens]
    return spans(articles, at, start, end, text=strings(pieces, at, start, end))


def count_words(strings: Iterable[str]) -> np.ndarray:
    """Number of words in each string, counted as :func:`words` does.

    Parameters
    ----------
    strings : iterable of str

    Returns
    -------
    int64 array, one number for each string.

    Examples
    --------
    >>> count_words(["an unruly mob", "\\u2026", "KABC-7 isn't there"]).tolist()
    [3, 0, 3]
    """
    strings = list(strings)
    counts = [np.zeros(0, np.int64)]
    for first, final in _bounds(strings):
        pieces = cut(strings[first:final])
        counts.append(np.bincount(pieces.article[pieces.opens_word], minlength=len(pieces.texts)))
    return np.concatenate(counts)


def blocks(articles: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Part a table into blocks of about :data:`BLOCK` characters, so that memory does not grow with the table.

    Parameters
    ----------
    articles : DataFrame
        The articles table, of any length.

    Yields
    ------
    DataFrame
        Some of its rows in a row, at least one article; of an empty table the table itself.

    Returns
    -------
    iterator of DataFrame

    Examples
    --------
    >>> from helpers import article
    >>> [len(block) for block in blocks(article.from_text("short"))]
    [1]
    """
    if len(articles) < 2:
        yield articles
        return
    for first, final in _bounds(articles["text"]):
        yield articles.iloc[first:final]


def by_block(find: Callable[[pd.DataFrame], pd.DataFrame], articles: pd.DataFrame) -> pd.DataFrame:
    """Find something in a table of any length, block by block.

    Parameters
    ----------
    find : function
        From articles to a table of what is found in them, in their order.
    articles : DataFrame
        The articles table.

    Returns
    -------
    DataFrame
        What ``find`` gives for all articles.

    Raises
    ------
    TypeError, KeyError, ValueError
        If it is no articles table (:func:`helpers.article.tables.check`): the message says what came and what to do.

    Examples
    --------
    >>> from helpers import article
    >>> len(by_block(words, article.from_text("three short words")))
    3
    """
    tables.check(articles)
    found = [find(block) for block in blocks(articles)]
    return found[0] if len(found) == 1 else pd.concat(found, ignore_index=True)


def _bounds(strings: Iterable[str]) -> list[tuple[int, int]]:
    """First and final item of each block: as many as have fewer than BLOCK characters together, or one longer one.

    So a block that is parted again stays whole.
    """
    after = np.cumsum([len(string) for string in strings], dtype=np.int64)
    bounds, before = [0], 0
    while bounds[-1] < len(after):
        bounds.append(max(bounds[-1] + 1, int(after.searchsorted(before + BLOCK))))
        before = int(after[bounds[-1] - 1])
    return list(zip(bounds[:-1], bounds[1:], strict=True))


def pieces_of(articles: pd.DataFrame) -> Cut:
    """Cut the texts of a table, with two empty texts after them.

    Rules may then look two words ahead without asking whether there are any. All finders cut a table in this way, so
    that the cut of one serves the next.

    Parameters
    ----------
    articles : DataFrame
        The articles table.

    Returns
    -------
    Cut

    Examples
    --------
    >>> from helpers import article
    >>> pieces_of(article.from_text("an unruly mob")).texts
    ['an unruly mob', '', '']
    """
    return cut([*articles["text"].tolist(), "", ""])


def spans(
    articles: pd.DataFrame, at: np.ndarray, start: np.ndarray, end: np.ndarray, *, text=None, **columns
) -> pd.DataFrame:
    """Make a span table from places: the shape of everything that is found in a text.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    at : int array
        For each span, the row number (not the label) of its article.
    start, end : int arrays
        Code-point offsets, end exclusive.
    text : array of str, optional
        What stands there, where it is known already (:func:`helpers.text.rows.strings`).
    **columns
        Further columns; pandas sets them faster together than one after the other.

    Returns
    -------
    DataFrame
        One row per span: ``article_id``, ``start``, ``end``, ``text``, and the further columns.

    Examples
    --------
    >>> from helpers import article
    >>> spans(article.from_text("an unruly mob", title="t"), [0], [10], [13]).to_dict("records")
    [{'article_id': 't', 'start': 10, 'end': 13, 'text': 'mob'}]
    """
    at, start, end = (np.asarray(column, np.int64) for column in (at, start, end))
    if text is None:
        texts = articles["text"].tolist()
        text = [texts[a][s:e] for a, s, e in zip(at.tolist(), start.tolist(), end.tolist(), strict=True)]
        text = pd.array(text, dtype="str")
    ids = articles["article_id"].array
    ids = (ids if ids.dtype == "str" else ids.astype("str")).take(at)
    return as_table({"article_id": ids, "start": start, "end": end, "text": text, **columns})


def read_spans(path: str | Path, articles: pd.DataFrame) -> pd.DataFrame:
    """Read a span table from a CSV file, such as a coding by hand, and hold it against the articles.

    Parameters
    ----------
    path : str or Path
        A CSV file in UTF-8 with at least the columns ``article_id``, ``start``, ``end``, ``text``.
    articles : DataFrame
        The articles that the spans were coded on.

    Returns
    -------
    DataFrame
        The file's rows and columns; ``start`` and ``end`` are numbers, all others strings, empty where nothing stands.

    Raises
    ------
    ValueError
        If a column is missing, or a span is not what stands at its place in the article: the message names the row.

    Examples
    --------
    >>> from helpers import article
    >>> by_hand = read_spans(article.DATA / "gold" / "lapd-ice-raid.csv", article.read("lapd-ice-raid"))
    >>> by_hand.voice.unique().tolist()
    ['narrator', 'KABC', 'LAPD', 'Los Angeles Times']
    """
    table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    missing = [column for column in ("article_id", "start", "end", "text") if column not in table]
    if missing:
        raise ValueError(
            f"{Path(path).name} has no column {missing[0]!r}; its columns are {', '.join(table.columns)}. A span table "
            f"needs article_id, start, end and text."
        )
    contents = dict(zip(articles["article_id"], articles["text"], strict=True))
    for row, span in enumerate(table.itertuples(index=False), start=2):
        where = f"{Path(path).name}, row {row}"
        if span.article_id not in contents:
            raise ValueError(f"{where}: there is no article {span.article_id!r} among {', '.join(contents)}.")
        if not (span.start.isdecimal() and span.end.isdecimal()):
            raise ValueError(f"{where}: start and end are {span.start!r} and {span.end!r}, not places in the text.")
        stands = contents[span.article_id][int(span.start) : int(span.end)]
        if stands != span.text:
            raise ValueError(
                f"{where}: {span.text[:40]!r} was coded at {span.start}:{span.end}, where the article has "
                f"{stands[:40]!r}. The coding belongs to another version of the text."
            )
    return table.astype({"start": np.int64, "end": np.int64})


def _left(gap: str) -> int:
    """How much of a gap that ends a sentence or paragraph still belongs to it.

    >>> _left('.\u201d \u2026 \u201c'), _left(':\\n\\n'), _left('')
    (2, 1, 0)
    """
    line = gap.split("\n", 1)[0]
    end = SENTENCE_END.search(line + "\n")
    return end.end() if end else len(line.rstrip())


def _right(gap: str) -> int:
    """Where in a gap the text goes on after an end: past white space and the marks of a block quotation."""
    return _BEFORE_TEXT.match(gap, _left(gap)).end()


def _lead(gap: str) -> int:
    """How much white space and how many marks of a block quotation stand before a text's first word."""
    return _BEFORE_TEXT.match(gap).end()


def _stretches(pieces: Cut, opens: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Article, start and end of the stretches that begin at the rows where ``opens`` is true."""
    left, right = pieces.by_gap(_left, np.int64), pieces.by_gap(_right, np.int64)
    lead = pieces.by_gap(_lead, np.int64)
    row = opens.nonzero()[0]
    opening = pieces.end[row] == pieces.start[row]
    before = np.maximum(row - 1, 0)
    start = np.where(opening, lead[row], pieces.end[before] + right[before])
    final = np.append(row[1:], len(opens))[: len(row)] - 1
    end = pieces.end[final] + left[final]
    keep = end > start
    return pieces.article[row][keep], start[keep], end[keep]


def _closing_stop(pieces: Cut) -> np.ndarray:
    """1 where a full stop after a form belongs to the word (*L.A.*, *i.e.*), else 0."""
    return (pieces.by_form(_letter) & pieces.after_stop & pieces.by_gap(_stop)).astype(np.int64)


def _letter(form: str) -> bool:
    return len(form) == 1 and form.isalpha()


def _stop(gap: str) -> bool:
    return gap[:1] == "."
