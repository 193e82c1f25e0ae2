"""Whose words, whose claim: every stretch of an article with its voice.

:func:`find` covers each text with stretches. The *voice* of a stretch chose its words; the stretch is *credited* to
whoever is said to make the claim. In a direct quotation the two are the same; in indirect speech they differ, since the
words are the narrator's. *Scare quotes* stay the narrator's words.
"""

from __future__ import annotations

import bisect
from array import array
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers import text
from helpers.text.rows import covering
from helpers.text.rows import strings as strings_of
from helpers.voices import attribution, corrections, cues, proper_names, quotations, reading, sources
from helpers.voices.tokens import Tokens
from helpers.voices.tokens import tokens as read_tokens

NARRATOR = "narrator"
# Kinds by number: the own words of a block quotation are of kind "block".
_KINDS = (NARRATOR, "indirect", "direct", "block")
_NARRATOR, _INDIRECT, _DIRECT, _OWN = range(4)
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


def _find(articles: pd.DataFrame) -> pd.DataFrame:
    """:func:`find` for a table that is small enough to be held as arrays at once."""
    pieces = text.pieces_of(articles)
    words = read_tokens(pieces)
    quoted = quotations.find(pieces, words.base)
    listed = cues.read()
    found = attribution.find(words, quoted, listed)
    strings = _Strings([NARRATOR], {NARRATOR: 0})
    return _table(articles, words, strings, *_stretches(words, quoted, found, listed, strings))


@dataclass
class _Strings:
    """Distinct names and chains of names with their numbers; number 0 is the narrator."""

    listed: list[str]
    number: dict[str, int]

    def add(self, string: str) -> int:
        number = self.number.setdefault(string, len(self.listed))
        if number == len(self.listed):
            self.listed.append(string)
        return number


def _names(words: Tokens, found: attribution.Attributions, strings: _Strings) -> list[int]:
    """Number of the name of each group's source, each article read from its start."""
    group = found.group
    first = np.full(int(group.max(initial=-1)) + 1, -1)
    first[group[::-1]] = np.arange(len(group))[::-1]
    unnamed = strings.add(sources.UNNAMED)
    numbers = [unnamed] * len(first)
    first = first[first >= 0]
    first = first[found.source_end[first] > found.source_start[first]]
    # Those who come up without a report are read too, for the pronouns after them.
    cue, start, end = found.silent
    silent = len(numbers)
    of = np.append(group[first], np.full(len(cue), silent))
    cue = np.append(found.cue_start[first], cue)
    start, end = np.append(found.source_start[first], start), np.append(found.source_end[first], end)
    order = np.argsort(cue, kind="stable")
    article = np.searchsorted(words.base, cue[order], side="right") - 1
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
    return numbers


def _stretches(words: Tokens, quoted, found, listed, strings: _Strings) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Cover all texts, laid end to end, with stretches.

    Returns the ends of the stretches, each of which begins where the one before it ends; for each the number of its
    state; and the states, a row each: kind, voice, credited, chain, first and last place of the cue, block, whether a
    clause. The narrator's is the first. Kinds are places in ``_KINDS``, names and chains have the numbers of
    ``strings``.
    """
    names = _names(words, found, strings)
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
    narrator = (_NARRATOR, 0, 0, 0, 0, 0, 0, False)
    states, n_states = array("q", narrator), 1
    ends, of_end = array("q", [0]), array("q", [0])
    # Open spans, the innermost last, each with its end, the number of its state, and the state; all lie in the
    # narrator's.
    open_ = [(base[-1], 0, narrator)]
    block, text_end = 0, 0

    def cover(until: int, state: int, _: tuple = ()) -> None:
        if until > ends[-1]:
            ends.append(until)
            of_end.append(state)

    def longer(chain: int, name: int) -> int:
        return strings.add(f"{strings.listed[chain]} > {strings.listed[name]}")

    for start, end, rank, group, spoken, clause, cue_start, cue_end in zip(*spans, strict=True):
        while open_[-1][0] <= start:
            cover(*open_.pop())
        outer_end, outer, inherited = open_[-1]
        if end > outer_end:
            end = outer_end
        if start < ends[-1] or end <= start:
            continue
        kind, voice, credited, chain, outer_cue_start, outer_cue_end, number, outer_clause = inherited
        if rank == _QUOTE:
            if kind != _INDIRECT:
                continue
            if outer_clause and end - start < _LONGEST_WORD and _scare(words, start, end):
                continue
            state = (_DIRECT, credited, credited, chain, outer_cue_start, outer_cue_end, number, False)
        elif rank == _BLOCK:
            if start >= text_end:
                block, text_end = 0, base[bisect.bisect_right(base, start)]
            block += 1
            name = names[group]
            chain = longer(chain, name) if credited else name
            state = (_OWN, name, name, chain, cue_start, cue_end, block, False)
        else:
            name = names[group]
            if kind == _DIRECT or (kind == _INDIRECT and (not spoken or name == credited or len(open_) > _DEEPEST)):
                continue
            if not chain:
                chain = name
            elif name != credited:
                chain = longer(chain, name)
            state = (_INDIRECT, voice, name, chain, cue_start, cue_end, number, clause)
        cover(start, outer)
        open_.append((end, n_states, state))
        states.extend(state)
        n_states += 1
    while open_:
        cover(*open_.pop())
    return *(np.frombuffer(column, np.int64) for column in (ends, of_end)), np.array(states).reshape(n_states, -1)


def _scare(words: Tokens, start: int, end: int) -> bool:
    """One quoted word after an article in a reported clause is a scare quote or a mention, not a quotation.

    >>> page = read_tokens(text.cut(["Reports of a \u201ckidnapping\u201d left officers \u201cstunned\u201d."]))
    >>> _scare(page, 13, 25), _scare(page, 39, 48)
    (True, False)
    """
    content, base = words.text_at(start)
    if len(content[start - base : end - base].split()) != 1:
        return False
    before = content[max(0, start - base - 12) : start - base].split()[-1:]
    return before in (["a"], ["an"], ["the"], ["so-called"])


def _table(articles: pd.DataFrame, words: Tokens, strings: _Strings, laid, of_end, states) -> pd.DataFrame:
    """The contract table from stretches over laid texts; no row crosses from one text into the next."""
    base = words.base
    # Each text's end cuts the stretch that it lies in; the place between two texts belongs to none.
    cuts = np.sort(np.concatenate([laid, base]), kind="stable")
    start, end = cuts[:-1], cuts[1:]
    at = np.searchsorted(base, start, side="right") - 1
    end = np.minimum(end, base[1:].take(at, mode="clip") - 1)
    keep = end > start
    at, start, end = at[keep], start[keep], end[keep]
    state = of_end[np.searchsorted(laid, start, side="right")]
    opens = words.start[words.end > words.start]
    n_words = np.searchsorted(opens, end) - np.searchsorted(opens, start)
    kind, voice, credited, chain, cue_start, cue_end, block, _ = states.T
    opening = np.searchsorted(words.start, cue_start)
    cue = strings_of(words.cut, words.row[opening], cue_end - base[words.article[opening]])
    named = pd.array(strings.listed, dtype="str")
    columns = {"kind": pd.array(_KINDS, dtype="str").take(kind[state])}
    columns |= {"voice": named.take(voice[state]), "credited": named.take(credited[state])}
    columns |= {"chain": named.take(chain[state]), "cue": cue.take(state), "n_words": n_words, "block": block[state]}
    start, end = start - base[at], end - base[at]
    return text.spans(articles, at, start, end, text=covering(words.cut.texts, at, start, end), **columns)


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
