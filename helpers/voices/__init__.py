"""Whose words, whose claim: every stretch of an article with its voice.

:func:`find` covers each text with stretches. The *voice* of a stretch chose its words; the stretch is *credited* to
whoever is said to make the claim. In a direct quotation the two are the same; in indirect speech they differ, since the
words are the narrator's. *Scare quotes* stay the narrator's words.
"""

from __future__ import annotations

import functools

import numpy as np
import pandas as pd

from helpers import text
from helpers.text.rows import as_strings, as_table
from helpers.text.rows import strings as strings_of
from helpers.voices import attribution, corrections, cues, mentions, proper_names, quotations, sources, stretches
from helpers.voices.stretches import KINDS, Stretches, Strings
from helpers.voices.tokens import Tokens
from helpers.voices.tokens import tokens as read_tokens

__all__ = ["NARRATOR", "attach", "find"]

NARRATOR = "narrator"


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
    reported content F1 is .88 (people among themselves .91), of spans with both ends right .63 (direct .93, indirect
    .51); the source of found content overlaps the coded one in 85 of 100. ``benchmarks/validity.py`` prints these
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


# What a span is given from its stretch.
_GIVEN = ("kind", "voice", "credited", "chain")


def _find(articles: pd.DataFrame) -> pd.DataFrame:
    """:func:`find` for a table that is small enough to be held as arrays at once."""
    pieces = text.pieces_of(articles)
    words = read_tokens(pieces)
    quoted = quotations.find(pieces, words.base)
    listed = cues.read()
    found = attribution.find(words, quoted, listed)
    strings = Strings([NARRATOR], {NARRATOR: 0})
    names = _names(words, quoted, found, strings)
    return _table(articles, words, strings, stretches.find(words, quoted, found, listed, names, strings))


def _names(
    words: Tokens, quoted: quotations.Quotations, found: attribution.Attributions, strings: Strings
) -> np.ndarray:
    """Number of the name of each group's source, each article read from its start."""
    group = found.group
    first = np.full(int(group.max(initial=-1)) + 1, -1)
    first[group[::-1]] = np.arange(len(group))[::-1]
    unnamed = strings.add(sources.UNNAMED)
    numbers = [unnamed] * len(first)
    first = first[first >= 0]
    first = first[found.source_end[first] > found.source_start[first]]
    # Those who come up without a report are read too, for the pronouns after them.
    from_ = found.source_start[first]
    asks = np.unique(words.start.searchsorted(from_[from_ > 0]))
    first_word, last_word = mentions.find(words, quoted, asks)
    subjects = words.start[first_word], words.start[first_word], words.end[last_word]
    cue, start, end = (np.append(*pair) for pair in zip(found.silent, subjects, strict=True))
    silent = len(numbers)
    of = np.append(group[first], np.full(len(cue), silent))
    cue = np.append(found.cue_start[first], cue)
    start, end = np.append(found.source_start[first], start), np.append(found.source_end[first], end)
    order = cue.argsort(kind="stable")
    article = words.base.searchsorted(cue[order], side="right") - 1
    base = words.base[article]
    columns = (article, of[order], start[order] - base, end[order] - base)
    current, known, content = -1, None, ""
    titles = proper_names.titled(words)
    number, add, resolve = strings.number, strings.add, sources.resolve
    for at, of, start, end in zip(*(column.tolist() for column in columns), strict=True):
        if at != current:
            current, content = at, words.cut.texts[at]
            known = proper_names.introduce(content, titles.get(at))
        # "40 %", and the last full stop of "L.A.".
        after = content[end : end + 1]
        if after == "%" or (after == "." and content[end - 2 : end - 1] == "."):
            end += 1
        before = content[max(0, start - 60) : start] if end - start < 8 else ""
        if of == silent:
            sources.notice(known, content[start:end], before)
            continue
        name = resolve(known, content[start:end], before)
        numbers[of] = number[name] if name in number else add(name)
    return np.array(numbers, np.int64)


def _table(articles: pd.DataFrame, words: Tokens, strings: Strings, found: Stretches) -> pd.DataFrame:
    """The contract table from stretches over laid texts; no row crosses from one text into the next."""
    base = words.base
    # Each text's end cuts the stretch that it lies in; the place between two texts belongs to none.
    cuts = np.sort(np.concatenate([found.start, base]), kind="stable")
    start, end = cuts[:-1], cuts[1:]
    at = base.searchsorted(start, side="right") - 1
    end = np.minimum(end, base[1:].take(at, mode="clip") - 1)
    keep = end > start
    at, start, end = at[keep], start[keep], end[keep]
    state = found.state[found.start.searchsorted(start, side="right") - 1]
    n_words = np.diff(np.searchsorted(words.start[words.end > words.start], cuts))[keep]
    opening = words.start.searchsorted(found.cue_start)
    of_cue = words.article[opening]
    cue = strings_of(words.cut, of_cue, found.cue_start - base[of_cue], found.cue_end - base[of_cue])
    named = as_strings(strings.listed)
    columns = {"kind": _kinds().take(found.kind[state])}
    columns |= {name: named.take(getattr(found, name)[state]) for name in ("voice", "credited", "chain")}
    columns |= {"cue": cue.take(state), "n_words": n_words, "block": found.block[state]}
    start, end = start - base[at], end - base[at]
    return text.spans(articles, at, start, end, text=strings_of(words.cut, at, start, end), **columns)


@functools.cache
def _kinds():
    return pd.array(KINDS, dtype="str")


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
    there = set(voices.columns.tolist())
    lacking = [name for name in ("article_id", "start", "end", *_GIVEN) if name not in there]
    if lacking or "start" not in spans:
        raise KeyError(
            f"The {'second' if lacking else 'first'} table has no column {(lacking or ['start'])[0]!r}. Give the spans "
            "first and then what voices.find returned, as in voices.attach(hits, found)."
        )
    bare = pd.DataFrame(spans) if spans.attrs else spans  # pandas would copy attrs with each column
    row = text.row_of(bare, voices)
    if (row < 0).any():
        lost = spans["article_id"].iloc[int(np.argmin(row))]
        raise KeyError(f"The voices table has no article {lost!r}; call voices.find on the same articles first.")
    start = bare["start"].to_numpy()
    outside = (start < voices["start"].to_numpy()[row]) | (start > voices["end"].to_numpy()[row])
    if outside.any():
        lost = spans.iloc[int(np.argmax(outside))]
        raise ValueError(
            f"The voices do not cover {lost['start']:,} of {lost['article_id']!r}, where a span starts. Give all that "
            "voices.find returned for this text, and choose among the spans afterwards: spans[spans.kind == 'direct']."
        )
    columns = {name: column.array.copy() for name, column in bare.items()}
    columns |= {name: voices[name].array.take(row) for name in _GIVEN}
    result = as_table(columns, spans.index)  # in one go: a column set later costs as much as ten set now
    if spans.attrs:
        result.attrs = spans.attrs.copy()
    return result
