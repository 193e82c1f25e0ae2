"""Whose words, whose claim: every stretch of an article with its voice.

:func:`find` covers each text with stretches. The *voice* of a stretch chose its words; the stretch is *credited* to
whoever is said to make the claim. In a direct quotation the two are the same; in indirect speech they differ, since the
words are the narrator's. *Scare quotes* stay the narrator's words.
"""

from __future__ import annotations

import bisect

import numpy as np
import pandas as pd

from helpers import text
from helpers.voices import attribution, corrections, cues, quotations, reading, sources
from helpers.voices.tokens import Tokens
from helpers.voices.tokens import tokens as read_tokens

NARRATOR = "narrator"
_COLUMNS = ("article_id", "start", "end", "text", "kind", "voice", "credited", "chain", "cue", "n_words", "block")
# Of spans with the same ends the one with the lower number holds the others.
_BLOCK, _CONTENT, _QUOTE = range(3)
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
        Articles with the columns ``article_id`` and ``text``; any strings, any number of rows. What readers corrected
        (the column ``corrections``, see :mod:`helpers.voices.corrections`) is applied.

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
    TypeError, KeyError, ValueError
        If it is no articles table (:func:`helpers.article.tables.check`).

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
    return corrections.apply(articles, text.by_block(_find, articles))


def _find(articles: pd.DataFrame) -> pd.DataFrame:
    """:func:`find` for a table that is small enough to be held as arrays at once."""
    pieces = text.pieces_of(articles)
    words = read_tokens(pieces)
    quoted = quotations.find(pieces, words.base)
    listed = cues.read()
    found = attribution.find(words, quoted, listed)
    return _table(articles, words, *_stretches(words, quoted, found, listed))


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
        before = known.text[max(0, start - 60) : start] if len(phrase) < 8 else ""
        names[number] = sources.resolve(known, phrase, before)
    return names


def _stretches(words: Tokens, quoted, found, listed) -> tuple[list[int], list[int], list[tuple]]:
    """Cover all texts, laid end to end, with stretches.

    Returns the ends of the stretches, each of which begins where the one before it ends; for each the place of its
    state in the last list; and there the states ``(kind, voice, credited, chain, first and last place of the cue,
    block, whether a clause)``, the narrator's first.
    """
    names = _names(words, found)
    # Spans from the outside in: contents, and the quotations inside them.
    rank = np.append(np.where(found.form == reading.BLOCK, _BLOCK, _CONTENT), np.full(len(quoted), _QUOTE))
    clause = (found.form & reading.LONG) > 0
    spoken = (found.entry < 0) | (found.own & listed.spoken[found.entry] & clause)
    start, end = np.append(found.start, quoted.start), np.append(found.end, quoted.end)
    order = np.lexsort((rank, -end, start))
    none = np.zeros(len(quoted), np.int64)
    of_content = [np.append(column, none) for column in (found.group, spoken, clause, found.cue_start, found.cue_end)]
    spans = [column[order].tolist() for column in (start, end, rank, *of_content)]
    base = words.base.tolist()
    states: list[tuple] = [(NARRATOR, NARRATOR, NARRATOR, NARRATOR, 0, 0, 0, False)]
    ends, of_end = [0], [0]
    # Open spans, the innermost last, each with its end and state; all lie in the narrator's.
    open_ = [(base[-1], 0)]
    block, text_end = 0, 0

    def cover(until: int, state: int) -> None:
        if until > ends[-1]:
            ends.append(until)
            of_end.append(state)

    for start, end, rank, group, spoken, clause, cue_start, cue_end in zip(*spans, strict=True):
        while open_[-1][0] <= start:
            cover(*open_.pop())
        outer_end, outer = open_[-1]
        end = min(end, outer_end)
        if start < ends[-1] or end <= start:
            continue
        kind, voice, credited, chain, outer_cue_start, outer_cue_end, number, outer_clause = states[outer]
        if rank == _QUOTE:
            if kind in (NARRATOR, "direct", "block"):
                continue
            if outer_clause and end - start < _LONGEST_WORD and _scare(words, start, end):
                continue
            state = ("direct", credited, credited, chain, outer_cue_start, outer_cue_end, number, False)
        elif rank == _BLOCK:
            if start >= text_end:
                block, text_end = 0, base[bisect.bisect_right(base, start)]
            block += 1
            name = names[group]
            longer = name if credited == NARRATOR else f"{chain} > {name}"
            state = ("block", name, name, longer, cue_start, cue_end, block, False)
        else:
            name = names[group]
            if kind == "direct" or (kind == "indirect" and (not spoken or name == credited or len(open_) > _DEEPEST)):
                continue
            longer = name if chain == NARRATOR else chain if name == credited else f"{chain} > {name}"
            state = ("indirect", voice, name, longer, cue_start, cue_end, number, clause)
        cover(start, outer)
        open_.append((end, len(states)))
        states.append(state)
    while open_:
        cover(*open_.pop())
    return ends, of_end, states


def _scare(words: Tokens, start: int, end: int) -> bool:
    """One quoted word after an article in a reported clause is a scare quote or a mention, not a quotation.

    >>> page = read_tokens(text.cut(["Reports of a \u201ckidnapping\u201d left officers \u201cstunned\u201d."]))
    >>> _scare(page, 13, 25), _scare(page, 39, 48)
    (True, False)
    """
    before = words.string(max(0, start - 12), start).split()[-1:]
    return before in (["a"], ["an"], ["the"], ["so-called"]) and len(words.string(start, end).split()) == 1


def _table(articles: pd.DataFrame, words: Tokens, ends: list[int], of_end: list[int], states: list) -> pd.DataFrame:
    """The contract table from stretches over laid texts; no row crosses from one text into the next."""
    base, laid = words.base, np.array(ends)
    # Each text's end cuts the stretch that it lies in; the place between two texts belongs to none.
    cuts = np.sort(np.concatenate([laid, base]), kind="stable")
    start, end = cuts[:-1], cuts[1:]
    at = np.searchsorted(base, start, side="right") - 1
    end = np.minimum(end, base[1:].take(at, mode="clip") - 1)
    keep = end > start
    at, start, end = at[keep], start[keep], end[keep]
    state = np.array(of_end)[np.searchsorted(laid, start, side="right")]
    opens = words.start[words.end > words.start]
    n_words = np.searchsorted(opens, end) - np.searchsorted(opens, start)
    kind, voice, credited, chain, cue_start, cue_end, block = ([state[k] for state in states] for k in range(7))
    cue = words.strings(np.array(cue_start), np.array(cue_end))
    strings = pd.array([*kind, *voice, *credited, *chain, *cue], dtype="str")
    names = ("kind", "voice", "credited", "chain", "cue")
    columns = {name: strings.take(state + k * len(states)) for k, name in enumerate(names)}
    block = np.array(block)[state]
    return text.spans(articles, at, start - base[at], end - base[at], **columns, n_words=n_words, block=block)


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
        When a column is missing (the two tables changed over, say), or an article of ``spans`` has no stretches in
        ``voices``.
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
    lacking = [
        name for name in ("article_id", "start", "end", "kind", "voice", "credited", "chain") if name not in voices
    ]
    if lacking or "start" not in spans:
        raise KeyError(
            f"The {'second' if lacking else 'first'} table has no column {(lacking or ['start'])[0]!r}. Give the spans "
            "first and then what voices.find returned, as in voices.attach(hits, found)."
        )
    row = text.row_of(spans, voices)
    if (row < 0).any():
        lost = spans["article_id"].iloc[int(np.argmin(row))]
        raise KeyError(f"The voices table has no article {lost!r}; call voices.find on the same articles first.")
    start = spans["start"].to_numpy()
    outside = (start < voices["start"].to_numpy()[row]) | (start > voices["end"].to_numpy()[row])
    if outside.any():
        lost = spans.iloc[int(np.argmax(outside))]
        raise ValueError(f"A span starts at {lost['start']}, outside the text of article {lost['article_id']!r}.")
    columns = {name: spans[name].array for name in spans}
    columns |= {name: voices[name].array.take(row) for name in ("kind", "voice", "credited", "chain")}
    result = pd.DataFrame(columns, index=spans.index)  # in one go: a column set later costs as much as ten set now
    result.attrs = spans.attrs.copy()
    return result
