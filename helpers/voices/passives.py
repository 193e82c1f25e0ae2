"""Passives and the one who does it: *described as “barbaric” by aid groups*, *branded “a thug”*, *accused by Hall of*.

In the passive the grammatical subject is spoken of and says nothing. Who speaks stands after *by*, before or after what
is said; without a *by* nobody is named.
"""

from __future__ import annotations

import numpy as np

from helpers.voices.cues import PARTICLES
from helpers.voices.reading import ASIDE, CLAUSE, OBJECT, QUOTE, Reading, noun_phrase_end
from helpers.voices.tokens import following, preceding

_AS, OF = (1 + PARTICLES.index(particle) for particle in ("as", "of"))
# Between a quotation and its *by* in words: "described as “barbaric” again on Monday by aid groups".
_NEAR_BY = 4
# "As “a fraud”", "as a dangerous “fraud”", in words.
_NEAR_AS = 4
# "Called the mayor’s latest statement on the dam “a lie”": from the verb to the noun, in words.
_LONGEST_OBJECT = 8


def reduced(r: Reading, at: np.ndarray, entry: np.ndarray, as_noun: np.ndarray, next_: np.ndarray) -> np.ndarray:
    """Participles without *was*: *the strike, described as “barbaric”*, *a bill dubbed “the snoopers’ charter”*.

    The verbs need an object; where *as* or a quotation follows at once, the object is the noun before them, unless a
    relative word is (*which Reed called “a sham”*).
    """
    t, n = r.tokens, len(r)
    found = np.zeros(len(at), bool)
    i = (t.has("past", at=at) & ~as_noun & ~t.has("object", at=at + 1)).nonzero()[0]
    on = next_[i]
    as_ = t.has("as", at=on)
    # "Dubbed a “thug”".
    near = as_ | (r.opens_at[on] >= 0) | (r.opens_at[np.minimum(on + 1, n - 1)] >= 0)
    i, on, as_ = i[near], on[near], as_[near]
    as_ &= (r.cues.takes[entry[i], _AS] > 0) & ((r.takes(entry[i]) & OBJECT) > 0) & r.plain[on - 1]
    i = i[as_ | (t.among("naming", at[i]) & ((r.opens_at[on] >= 0) | t.among("a_the", on)))]
    if not len(i):
        return found
    quote = following(r.q_first, next_[i], n - 1)
    near = (quote - next_[i] < _NEAR_AS) & (following(r.marks, next_[i], n) >= quote - 1)
    i, quote = i[near], quote[near]
    if not len(i):
        return found
    prev = preceding(r.no_adverbs, at[i] - 1, 0)
    apposed = t.gap_has("comma", "dash", "bracket", at=prev) & ~t.gap_has("closes", at=prev)
    # "a bill dubbed", after a preposition or a verb: one noun phrase, so that no subject stands in it.
    article = np.where(t.has("determiner", at=prev - 1), prev - 1, np.maximum(prev - 2, 0))
    single = t.has("article", at=article) & ~t.has("that", at=article) & ~t.has("capital", "pronoun", at=prev)
    single &= t.has("preposition", "opening", "verb", "past", "auxiliary", at=article - 1) | ~r.plain[article - 1]
    single &= r.plain[prev]
    by = _by(r, quote)
    single |= (by >= 0) & r.plain[prev]
    # "What the mayor, a farmer, called “a sham”".
    what = preceding(t.places("what"), prev, 0)
    apposed &= ~(
        t.has("what", at=what) & r.same_sentence(what, prev) & (r.finite_before[at[i]] == r.finite_before[what])
    )
    mark = preceding(r.marks, prev - 1, -1)
    relative = t.places("relative", "what")
    active = preceding(relative, prev, -1) > mark
    # "Knowing that the man labeled “a thug” by the police": *by* says that it is passive.
    active &= ~((by >= 0) & (preceding(relative[~t.has("that", at=relative)], prev, -1) <= mark))
    active |= t.has("pronoun", "object", "conjunction", "auxiliary", "to", at=prev)
    found[i] = apposed | (single & ~active)
    return found


def _by(r: Reading, first: np.ndarray) -> np.ndarray:
    """Place of the *by* behind the quotation that begins with the word ``first``, or -1."""
    t, n = r.tokens, len(r)
    number = r.opens_at[first]
    last = closing(r, number, first)
    by = following(t.places("by"), last + 1, n - 1)
    near = (number >= 0) & (by - last <= _NEAR_BY) & t.has("by", at=by) & r.same_sentence(by, first)
    near &= following(r.marks, last + 1, n - 1) >= by
    near &= ~t.gap_has("stop", "semicolon", "dash", at=last) | t.gap_has("inside", at=last)
    near &= (by == last + 1) | t.has("adverb", "time", "preposition", at=last + 1)
    near &= ~no_doer(r, np.minimum(by + 1, n - 1))
    return np.where(near, by, -1)


def closing(r: Reading, number: np.ndarray, otherwise: np.ndarray) -> np.ndarray:
    """Last word of the quotations ``number``, with a second one joined by *and* or *or*: *“a fraud” and “a thief”*."""
    t, n = r.tokens, len(r)
    last = r.takes_quote(number, r.q_last, otherwise)
    on = np.minimum(last + 2, n - 1)
    joined = t.has("conjunction", at=np.minimum(last + 1, n - 1)) & (r.opens_at[on] >= 0) & r.same_sentence(on, last)
    return np.where(joined, r.takes_quote(r.opens_at[on], r.q_last, last), last)


def no_doer(r: Reading, at: np.ndarray) -> np.ndarray:
    """*By phone*, *by Tuesday*, *by proving it*, *by 10 percent*: nobody does it."""
    t, on = r.tokens, np.minimum(at + 1, len(r) - 1)
    gerund = t.has("determiner", "possessive", "that", "object", "question", "preposition", "capital", at=on)
    gerund = t.has("ing", at=at) & (gerund | (r.verb[at] >= 0))
    return gerund | t.has("day", "digit", at=at) | t.among("channel", at)


def doers(r: Reading, quote: np.ndarray) -> tuple[np.ndarray, ...]:
    """Who is named behind the quotations: whether there is somebody, and first and last word."""
    if not len(quote):
        return quote > 0, quote, quote
    by = _by(r, r.q_first[quote])
    return by >= 0, by + 1, noun_phrase_end(r, by + 1)


def named_as(r: Reading, at, entry, as_noun, start, quote, form) -> np.ndarray:
    """Nouns whose quotation belongs to the verb before them: *called the statement “a lie”*."""
    none = np.zeros(len(at), bool)
    i = (as_noun & (quote >= 0) & (form == QUOTE)).nonzero()[0]
    i = i[i > 0]
    verb = i - 1
    takes = r.takes(entry[verb])
    ok = ~as_noun[verb] & ((takes & OBJECT) > 0) & ((takes & (ASIDE | CLAUSE)) == 0) & (form[verb] == OBJECT)
    ok &= (at[i] - at[verb] <= _LONGEST_OBJECT) & r.same_sentence(at[i], at[verb])
    ok &= following(r.loud, at[verb], len(r)) >= start[i] - 1
    none[i[ok]] = True
    return none
