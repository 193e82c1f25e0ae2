"""Whose words, whose claim: every stretch of an article with its voice.

:func:`find` covers each text with stretches. The *voice* of a stretch chose its words; the stretch is *credited* to
whoever is said to make the claim. In a direct quotation the two are the same; in indirect speech they differ, since the
words are the narrator's. *Scare quotes* stay the narrator's words.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers import attribution, cues, quotations, reading, sources, text
from helpers.tokens import Tokens, tokens

NARRATOR = "narrator"
_COLUMNS = ("article_id", "start", "end", "text", "kind", "voice", "credited", "chain", "cue", "n_words", "block")
# Cues of the mind (*realized*, *hopes*) open no voice of their own inside what somebody else is said to say: the
# speaker reports the thought.
_SPOKEN = frozenset(("neutral", "endorsing", "distancing", "negative", "demand"))

# A quoted word is not longer than this, in characters, with its marks: no need to look at longer quotations.
_LONGEST_WORD = 40
# A says that B says that C says: no deeper chain occurs in the news read for the rules.
_DEEPEST = 3


def find(articles: pd.DataFrame) -> pd.DataFrame:
    """Cover each article with stretches of one voice.

    Measures who chose the words of each stretch and whose claim it is, by rules over quotation marks and a list of
    reporting words. It does not measure whether the claim is true, whether the source was quoted fairly, or what a
    sentence means: irony, free indirect speech and claims reported without any cue stay the narrator's.

    Parameters
    ----------
    articles : DataFrame
        Articles with the columns ``article_id`` and ``text``; any strings, any number of rows.

    Returns
    -------
    DataFrame
        One row for each stretch, in order; the rows of an article cover its text without gap or overlap.

        - ``article_id`` (str), ``start``, ``end`` (int64, code points, end exclusive), ``text`` (str)
        - ``kind``: ``narrator``, ``indirect``, ``direct`` or ``block`` (the own words of a block quotation)
        - ``voice``: whose words; ``narrator`` or a source
        - ``credited``: whose claim; ``narrator``, a source, or ``unnamed`` where a claim is credited to nobody
        - ``chain``: from the outermost source to the innermost, ``KABC > LAPD``
        - ``cue``: the reporting words, "" where there are none
        - ``n_words`` (int64): words that begin in the stretch
        - ``block`` (int64): number of the block quotation in the article that the stretch lies in, 0 outside

    Raises
    ------
    KeyError
        When a column is missing.

    Notes
    -----
    On 84 articles of political news that the rules were not tuned on (PolNeAR, development part), of the tokens inside
    reported content F1 is .88 (people among themselves .91), of spans with both ends right .62 (direct .92, indirect
    .50); the source of found content overlaps the coded one in 85 of 100. ``benchmarks/validity.py`` prints these
    figures with intervals. The commonest errors: a reporting word that is not on the list, a listed word that reports
    nothing, a content that ends too late or too soon.

    References
    ----------
    Newell, E., Margolin, D., & Ruths, D. (2018). An attribution relations corpus for political news. *LREC*.

    Examples
    --------
    >>> from helpers import article
    >>> rows = find(article.from_text("Mayor Bass said the fire was out. \\u201cGo home,\\u201d she told reporters."))
    >>> rows[["text", "kind", "voice", "credited"]].values.tolist()
    [['Mayor Bass said ', 'narrator', 'narrator', 'narrator'],
     ['the fire was out', 'indirect', 'narrator', 'Bass'],
     ['. ', 'narrator', 'narrator', 'narrator'],
     ['\\u201cGo home,\\u201d', 'direct', 'Bass', 'Bass'],
     [' she told reporters.', 'narrator', 'narrator', 'narrator']]
    """
    missing = [name for name in ("article_id", "text") if name not in articles]
    if missing:
        raise KeyError(f"The articles table has no column {missing[0]!r}; it needs article_id and text.")
    return text.by_block(_find, articles)


def _find(articles: pd.DataFrame) -> pd.DataFrame:
    """:func:`find` for a table that is small enough to be held as arrays at once."""
    texts = articles["text"].tolist()
    # Two empty texts at the end: rules may look two words ahead without asking whether there are any.
    pieces = text.cut([*texts, "", ""])
    words = tokens(pieces)
    quoted = quotations.find(pieces, words.base)
    listed = cues.read()
    found = attribution.find(words, quoted, listed)
    rows = _stretches(words, quoted, found, listed)
    return _table(articles, words, rows)


def _names(words: Tokens, found: attribution.Attributions) -> dict[int, str]:
    """Name of the source of each attribution, each article read from its start."""
    names: dict[int, str] = {}
    known, current = None, -1
    group = found.group
    _, firsts = np.unique(group, return_index=True)
    order = firsts[np.argsort(found.cue_start[firsts], kind="stable")]
    article = np.searchsorted(words.base, found.cue_start[order], side="right") - 1
    base = words.base[article]
    columns = (article, found.group[order], found.source_start[order] - base, found.source_end[order] - base)
    for at, number, start, end in zip(*(column.tolist() for column in columns), strict=True):
        if at != current:
            known, current = sources.introduce(words.cut.texts[at]), at
        if end <= start:
            names[number] = sources.UNNAMED
            continue
        # "40 %", and the last full stop of "L.A.".
        after = known.text[end : end + 1]
        end += after == "%" or (after == "." and known.text[end - 2 : end - 1] == ".")
        phrase = known.text[start:end]
        before = known.text[max(0, start - 60) : start] if len(phrase) < 6 else ""
        names[number] = sources.resolve(known, phrase, before)
    return names


def _stretches(words: Tokens, quoted, found, listed) -> list[tuple]:
    """Rows ``(start, end, kind, voice, credited, chain, cue, block)`` over all texts, with laid offsets."""
    names = _names(words, found)
    # Spans from the outside in: contents, and the quotations inside them.
    spans = []
    for start, end, group, entry, form, own, a, b in zip(
        found.start.tolist(),
        found.end.tolist(),
        found.group.tolist(),
        found.entry.tolist(),
        found.form.tolist(),
        found.own.tolist(),
        found.cue_start.tolist(),
        found.cue_end.tolist(),
        strict=True,
    ):
        kind = "block" if form == reading.BLOCK else "indirect"
        spoken = entry < 0 or own and listed.stances[entry] in _SPOKEN and form & reading.LONG
        clause = form & reading.LONG > 0
        spans.append((start, -end, 0 if kind == "block" else 1, kind, names[group], spoken, (a, b), clause))
    for start, end in zip(quoted.start.tolist(), quoted.end.tolist(), strict=True):
        spans.append((start, -end, 2, "quote", "", True, (0, 0), False))
    spans.sort(key=lambda span: span[:3])
    rows: list[tuple] = []
    stack: list[tuple] = []  # (end, kind, voice, credited, chain, cue, block, whether a clause)
    at = 0
    narrator = (NARRATOR, NARRATOR, NARRATOR, NARRATOR, (0, 0), 0, False)
    block, base_of = 0, words.base.tolist()
    article = 0

    def emit(until: int, state: tuple) -> None:
        nonlocal at
        if until > at:
            rows.append((at, until, *state))
            at = until

    def close(until: int) -> None:
        while stack and stack[-1][0] <= until:
            end, *state = stack.pop()
            emit(end, tuple(state))

    for start, negative_end, _, kind, name, spoken, cue, clause in spans:
        end = -negative_end
        close(start)
        state = tuple(stack[-1][1:]) if stack else narrator
        if stack and end > stack[-1][0]:
            end = stack[-1][0]
        if start < at or end <= start:
            continue
        while base_of[article + 1] <= start:
            article += 1
            block = 0
        outer_kind, voice, credited, chain, outer_cue, number, outer_clause = state
        if kind == "quote":
            if outer_kind in (NARRATOR, "direct", "block"):
                continue
            if (
                outer_clause
                and end - start < _LONGEST_WORD
                and _scare(words.string(max(0, start - 12), start), words.string(start, end))
            ):
                continue
            new = ("direct", credited, credited, chain, outer_cue, number, False)
        elif kind == "block":
            block += 1
            new = ("block", name, name, name if credited == NARRATOR else f"{chain} > {name}", cue, block, False)
        else:
            if outer_kind == "direct" or (outer_kind == "indirect" and not spoken):
                continue
            if outer_kind == "indirect" and (name == credited or len(stack) >= _DEEPEST):
                continue
            longer = name if chain == NARRATOR else chain if name == credited else f"{chain} > {name}"
            new = ("indirect", voice, name, longer, cue, number, clause)
        emit(start, state)
        stack.append((end, *new))
    close(base_of[-3])
    emit(base_of[-3], narrator)
    return rows


def _scare(before: str, quotation: str) -> bool:
    """One quoted word after an article in a reported clause is a scare quote or a mention, not a quotation.

    >>> _scare("report of a ", "\u201ckidnapping\u201d"), _scare("officers were ", "\u201cstunned\u201d")
    (True, False)
    """
    return len(quotation.split()) == 1 and before.rstrip().rsplit(None, 1)[-1:] in (
        ["a"],
        ["an"],
        ["the"],
        ["so-called"],
    )


def _table(articles: pd.DataFrame, words: Tokens, rows: list[tuple]) -> pd.DataFrame:
    """The contract table from rows with laid offsets; no row crosses from one text into the next."""
    base = words.base
    start = np.array([row[0] for row in rows], np.int64)
    end = np.array([row[1] for row in rows], np.int64)
    first = np.searchsorted(base, start, side="right") - 1
    last = np.searchsorted(base, np.maximum(end - 1, start), side="right") - 1
    times = last - first + 1
    row = np.repeat(np.arange(len(rows)), times)
    nth = np.arange(len(row)) - np.repeat(np.cumsum(times) - times, times)
    at = first[row] + nth if len(row) else np.zeros(0, np.int64)
    lengths = np.array([len(t) for t in words.cut.texts], np.int64)
    start = np.maximum(start[row], base[at]) - base[at]
    end = np.minimum(end[row] - base[at], lengths[at])
    keep = end > start
    at, start, end, row = at[keep], start[keep], end[keep], row[keep]
    texts, bases = words.cut.texts, base.tolist()
    at_list, row = at.tolist(), row.tolist()
    said = [texts[a][s:e] for a, s, e in zip(at_list, start.tolist(), end.tolist(), strict=True)]
    cue = [
        texts[a][s - bases[a] : e - bases[a]] if e else ""
        for a, (s, e) in zip(at_list, (rows[k][6] for k in row), strict=True)
    ]
    columns: dict[str, object] = {
        "article_id": pd.array(np.asarray(articles["article_id"], object)[at], dtype="str"),
        "start": start,
        "end": end,
        "text": pd.array(said, dtype="str"),
    }
    for place, name in enumerate(("kind", "voice", "credited", "chain"), start=2):
        columns[name] = pd.array([rows[k][place] for k in row], dtype="str")
    columns["cue"] = pd.array(cue, dtype="str")
    columns["n_words"] = words.cut.n_words(at, start, end)
    columns["block"] = np.array([rows[k][7] for k in row], np.int64)
    return pd.DataFrame(columns)


def attach(spans: pd.DataFrame, voices: pd.DataFrame) -> pd.DataFrame:
    """Give each span the voice of the stretch that it starts in.

    Parameters
    ----------
    spans : DataFrame
        Span table with ``article_id`` and ``start``.
    voices : DataFrame
        What :func:`find` returned for the same articles.

    Returns
    -------
    DataFrame
        The rows of ``spans``, in their order and with their index, with the columns ``kind, voice, credited, chain``.

    Raises
    ------
    KeyError
        When an article of ``spans`` has no stretches in ``voices``.
    ValueError
        When a span starts outside its article.

    Examples
    --------
    >>> from helpers import article
    >>> articles = article.from_text("Bass said an unruly mob came.", title="t")
    >>> words = text.spans(articles, [0], [13], [23])
    >>> attach(words, find(articles))[["text", "voice", "credited"]].values.tolist()
    [['unruly mob', 'narrator', 'Bass']]
    """
    result = spans.copy()
    names = ("kind", "voice", "credited", "chain")
    if not len(spans):
        for name in names:
            result[name] = pd.array([], dtype="str")
        return result
    ids = pd.Index(voices["article_id"].unique())
    wanted = ids.get_indexer(spans["article_id"])
    if (wanted < 0).any():
        lost = spans["article_id"].iloc[int(np.argmin(wanted))]
        raise KeyError(f"The voices table has no article {lost!r}; call voices.find on the same articles first.")
    given = ids.get_indexer(voices["article_id"])
    order = np.lexsort((voices["start"].to_numpy(), given))
    step = int(max(voices["end"].max(), spans["start"].max())) + 1
    laid = given[order] * step + voices["start"].to_numpy()[order]
    place = np.searchsorted(laid, wanted * step + spans["start"].to_numpy(), side="right") - 1
    row = order[np.maximum(place, 0)]
    outside = (given[row] != wanted) | (spans["start"].to_numpy() > voices["end"].to_numpy()[row])
    if outside.any():
        lost = spans.iloc[int(np.argmax(outside))]
        raise ValueError(f"A span starts at {lost['start']}, outside the text of article {lost['article_id']!r}.")
    for name in names:
        result[name] = voices[name].array[row]
    return result
