"""Where reported content may end before its sentence does: the narrator takes over again."""

from __future__ import annotations

import numpy as np

from helpers.voices.tokens import Tokens, following

# How near, in words, the next cue of saying makes ", and" or ", but" the start of a new report. Counted on coded news:
# with a cue this near the content ended there three times out of four, without one it went on.
_NEAR = 8


def ahead(values: np.ndarray, steps: int) -> np.ndarray:
    """The values ``steps`` places further on; False beyond the end.

    >>> ahead(np.array([True, False, True]), 1).tolist()
    [False, True, False]
    """
    found = np.zeros_like(values)
    found[:-steps] = values[steps:]
    return found


def find(t: Tokens, quote: np.ndarray, closes_at: np.ndarray, verb: np.ndarray, speech: np.ndarray):
    """Find the words after which a clause, and a noun phrase or infinitive, may end.

    A clause stops after a quotation that closes with a comma or stop, at a semicolon, before another cue (*…, adding*,
    *…, but she said*), at *which* and *while*. A noun phrase or an infinitive stops there too, and at a comma, a dash,
    *but*, *after*, a day, an occasion (*at a rally*), or *and* with another verb.

    Parameters
    ----------
    t : Tokens
    quote, closes_at : int arrays
        Number of the quotation that each word stands in, and that ends with it, or -1.
    verb : int array
        Entry of the cue list for the word as a verb, or -1.
    speech : bool array
        Cues of saying outside quotations.

    Returns
    -------
    tuple of int arrays
        Places for clauses, and places for noun phrases, in order.
    """
    n = len(t)
    free = quote < 0
    outside = free | (closes_at >= 0)
    listed = verb >= 0
    cue = listed & free
    comma, dash = t.gap_has("comma") & outside, t.gap_has("dash") & outside
    digit, and_ = t.has("digit"), t.has("and")
    stop = (closes_at >= 0) & t.gap_has("inside")
    stop |= t.gap_has("semicolon") & outside
    mark = (comma | dash)[: n - 3].nonzero()[0]
    stop[mark[t.has("ing", at=mark + 1) & cue[mark + 1]]] = True
    # What stands after each comma: the places that decide are few, so they are looked up one by one.
    at = comma[: n - 3].nonzero()[0]
    one, two = at + 1, at + 2
    ends = t.has("turn", at=one) | (t.has("pronoun", at=one) & listed[two])
    ends |= t.has("conjunction", at=one) & free[one] & listed[two]
    said = speech.nonzero()[0]
    ends |= t.has("and", "but", at=one) & (following(said, one, n + 99) - one <= _NEAR)
    cap, next_cap = t.has("capital", at=at), t.has("capital", at=one)
    ends |= next_cap & cue[one]
    # "…, Reed said", "…, the mayor said".
    here = free[one] & next_cap
    ends |= here & (speech[two] | (t.has("capital", at=two) & speech[at + 3]))
    ends |= t.has("determiner", at=one) & free[one] & speech[at + 3]
    # "When asked what it cost, replied that".
    ends |= speech[one] & ~t.has("ing", at=one) & t.has("past", "verb", at=one)
    stop[at[ends]] = True
    stop |= outside & ~comma & ahead(and_, 1) & ahead(t.has("plainly_said"), 2)

    # "Chappaqua, N.Y., and": a place in its state.
    state = cap & next_cap & (t.gap_has("comma", "stop", at=one) | ~t.has("capital", at=two)) & ~cue[two]
    phrase = stop.copy()
    phrase[at[~(t.has("digit", "further", at=one) | state)]] = True
    # "Ann Hill (D-Ohio)" goes on.
    bracket = t.gap_has("bracket")[: n - 3].nonzero()[0]
    long = ~(t.gap_has("unbracket", at=bracket + 1) | t.gap_has("unbracket", at=bracket + 2)) & outside[bracket]
    phrase[bracket[long]] = True
    phrase |= t.gap_has("dash", "colon") & outside
    # "asked not to be named said": another verb of saying, without "and".
    before = t.places("read_said") - 1
    no_noun = t.has("auxiliary", "to", "adverb", "conjunction", "pronoun", "relative", at=before)
    phrase[before[~no_noun & outside[before] & free[before + 1]]] = True
    named = t.has("occasion")
    occasion = named | (t.has("article") & (ahead(named, 1) | ahead(named, 2)))
    day = t.has("day")
    follows = ahead(t.has("breaking") | day, 1)
    follows |= ahead(and_, 1) & ahead(listed | t.has("past"), 2)
    follows |= ahead(t.has("place"), 1) & ahead(occasion | digit, 2)
    follows |= ahead(t.has("moment"), 1) & ahead(day | t.has("time"), 2)
    return stop.nonzero()[0], (phrase | (outside & follows)).nonzero()[0]
