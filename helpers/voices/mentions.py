"""Persons who come up as the subject of a sentence and report nothing: *Reed left. “I had enough,” he said*.

A part of :mod:`helpers.voices`. Who comes up in this way may be the *he* or *she* of the next sentences; whether it is
one person is for :mod:`helpers.voices.persons` to say.
"""

from __future__ import annotations

import numpy as np

from helpers.voices.classes import is_a_person
from helpers.voices.quotations import Quotations
from helpers.voices.tokens import Most, Tokens, following

# A longer noun phrase, in words, is rather a misreading.
_LONGEST = 8
# So many words at most stand before the dash or bracket that opens a report.
_LONGEST_LINE = 5
# Past forms of verbs that report nothing, which the rules about reporting words do not ask for.
_PAST = frozenset(
    "ate bent bit bled blew bound burst clung crept cut dealt drank dug fed fled flung forbade fought froze hung hurt"
    " knelt leapt lent let lit overcame quit rang ran rode sang sank shed shone shot shrank shut sought spat sped split"
    " sprang spread spun strode strove swam swung tore wept withdrew wound wove".split()
)
# Whoever came up more sentences before "he said" is hardly meant: those of the quotation count too.
_FURTHEST = 10


def find(words: Tokens, quoted: Quotations, pronouns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """First and last word of the subject of each sentence outside quotations, where it may be a person.

    The subject is read as the words up to the first form of a verb: of a sentence that opens with *In May, …* the words
    after the comma. A noun with a name after it (*His wife, Sue Reed, left*) is taken with the name.

    Parameters
    ----------
    words : Tokens
    quoted : Quotations
    pronouns : int array
        Words that are sources and may be *he* or *she*: only the sentences before them are looked at.

    Returns
    -------
    tuple of two int arrays
        In the order of the texts.

    Examples
    --------
    >>> from helpers import text
    >>> from helpers.voices import quotations
    >>> from helpers.voices.tokens import tokens
    >>> page = tokens(text.cut(["In May, Tom Reed left. His wife, Sue Reed, stayed. “It rained,” she said.", "", ""]))
    >>> first, last = find(page, quotations.find(page.cut, page.base), np.array([13]))
    >>> page.strings(page.start[first], page.end[last])
    ['Tom Reed', 'His wife, Sue Reed']
    """
    t, n = words, len(words)
    start = (t.sentence[1:] != t.sentence[:-1]).nonzero()[0] + 1
    asks = pronouns[t.cut.by_form(_is_he_or_she)[t.row[pronouns]]]
    if not len(asks):
        return asks, asks
    for_whom = following(asks, start, n - 1)
    near = t.sentence[for_whom] - t.sentence[start] <= 2 * _FURTHEST  # sentences are numbered in steps of two
    # Of an earlier paragraph only the first sentence says whom it is about: further on somebody else is spoken of.
    near &= (t.paragraph[for_whom] == t.paragraph[start]) | (t.paragraph_start[start] == start)
    start = start[near & (t.article[for_whom] == t.article[start]) & (t.end[start] > t.start[start])]
    around = quoted.start.searchsorted(t.start[start], side="right") - 1
    if len(quoted):
        start = start[(around < 0) | (t.start[start] >= quoted.end[np.maximum(around, 0)])]
    end = t.sentence_end[start]
    # "(CNN) Tom Reed left", "LONDON (Reuters) — Tom Reed left": where and by whom the report is.
    line = following(t.gap_has("unbracket", "dash").nonzero()[0], start, n - 1)
    first = np.where((t.paragraph_start[start] == start) & (line - start < _LONGEST_LINE), line + 1, start)
    first = following(Most(~t.has("conjunction", "adverb", "opening")), np.minimum(first, n - 1), n - 1)
    opener = t.has("preposition", "time", "ing", "subordinator", "participle", at=first)
    comma = following(t.gap_has("comma").nonzero()[0], first, n - 1)
    first = np.where(opener & (comma < end), comma + 1, first)
    verb = (t.has("auxiliary", "verb", "past") | t.cut.by_form(_is_past)[t.row]) & ~t.has("capital")
    plain = t.gap_has("plain", "dot")
    last = following(np.append(verb[1:] | ~plain[:-1], True).nonzero()[0], first, n - 1)
    # "His wife, Sue Reed, stayed", and no "Reed, Hall and Cole left".
    parted = t.gap_has("comma", at=last)
    on = np.minimum(last + 1, n - 1)
    named = parted & t.has("possessive", "determiner", at=first) & t.has("capital", at=on)
    capital = t.has("capital")
    name_ends = (~plain | ~np.append(capital[1:], False)).nonzero()[0]
    last = np.where(named, following(name_ends, on, n - 1), last)
    # "Mrs Okafor fainted": of a name that opens the sentence no verb need be known.
    run = following(name_ends, first, n - 1)
    last = np.where(capital[first] & ~capital[last] & (run > first), run, last)
    listed = parted & ~named & (capital[on] | (t.sentence[on] != t.sentence[last]))
    person = capital | t.cut.by_form(is_a_person)[t.row]
    ok = person[last] & ~listed & (last < end) & (last - first < _LONGEST) & (last >= first)
    ok &= ~t.genitive[last] & ~t.has("pronoun", "day", "time", at=last)
    return first[ok], last[ok]


def _is_past(form: str) -> bool:
    return form in _PAST


def _is_he_or_she(form: str) -> bool:
    return form.lower() in ("he", "she")
