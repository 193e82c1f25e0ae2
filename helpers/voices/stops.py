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
    ing, digit, and_ = t.has("ing"), t.has("digit"), t.has("and")
    stop = (closes_at >= 0) & t.gap_has("inside")
    stop |= t.gap_has("semicolon") & outside
    stop |= (comma | dash) & ahead(ing & cue, 1)
    stop |= comma & ahead(t.has("conjunction") & free, 1) & ahead(listed, 2)
    joined = np.flatnonzero(comma & ahead(and_ | t.has("but"), 1)) + 1
    stop[joined[following(np.flatnonzero(speech), joined, n + 99) - joined <= _NEAR] - 1] = True
    stop |= outside & ~comma & ahead(and_, 1) & ahead(t.has("plainly_said"), 2)
    stop |= comma & ahead(t.has("turn"), 1)
    stop |= comma & ahead(t.has("pronoun"), 1) & ahead(listed, 2)
    stop |= comma & ahead(cue & t.has("capital"), 1)
    # "…, Reed said", "…, the mayor said".
    said = np.flatnonzero(speech)
    said = said[said > 3]
    one, two = said - 1, said - 2
    cap, whole = t.has("capital", at=two), free[two]
    named = free[one] & t.has("capital", at=one)
    for before, ok in ((two, named), (said - 3, whole & ((cap & named) | t.has("determiner", at=two)))):
        stop[before[ok & comma[before]]] = True

    # "Chappaqua, N.Y., and": a place in its state.
    cap = t.has("capital")
    state = comma & cap & ahead(cap & (t.gap_has("comma", "stop") | ~ahead(cap, 1)), 1) & ~ahead(cue, 2)
    phrase = stop | (comma & ~ahead(digit | t.has("further"), 1) & ~state)
    # "Ann Hill (D-Ohio)" goes on.
    short = ahead(t.gap_has("unbracket"), 1) | ahead(t.gap_has("unbracket"), 2)
    phrase |= (t.gap_has("dash", "colon") | (t.gap_has("bracket") & ~short)) & outside
    # "asked not to be named said": another verb of saying, without "and".
    phrase |= (
        ahead(t.has("read_said") & free, 1)
        & ~t.has("auxiliary", "to", "adverb", "conjunction", "pronoun", "relative")
        & outside
    )
    named = t.has("occasion")
    occasion = named | (t.has("article") & (ahead(named, 1) | ahead(named, 2)))
    day = t.has("day")
    follows = ahead(t.has("breaking") | day, 1)
    follows |= ahead(and_, 1) & ahead(listed | t.has("past"), 2)
    follows |= ahead(t.has("place"), 1) & ahead(occasion | digit, 2)
    follows |= ahead(t.has("moment"), 1) & ahead(day | t.has("time"), 2)
    return np.flatnonzero(stop), np.flatnonzero(phrase | (outside & follows))
