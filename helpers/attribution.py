"""Reporting words with the content that they report and its source, all cues of all texts at once.

A cue (*said*, *claim*, *according to*) is looked up in the cue list; what stands after it decides which complement it
has; the complement decides where the content ends. No parser and no tagger: each rule is a line or two over arrays, one
place in them for each cue. What is reported by no cue (irony, free indirect speech) is not found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from helpers.cues import PARTICLES, TAKE_BIT, Cues
from helpers.quotations import Quotations
from helpers.tokens import Tokens, following, preceding

# Longest way from a cue to its quotation or *that*, in words: "said in a statement late on Tuesday that".
REACH = 14
# A longer noun phrase than this, in words, is a misreading; the words nearest to the cue are kept.
LONGEST_SOURCE = 40
THAT, CLAUSE, TO, QUESTION, QUOTE, OBJECT = (TAKE_BIT[name] for name in "that clause to question quote object".split())
PERSON, ASIDE, SUBJECT = TAKE_BIT["person"], TAKE_BIT["aside"], TAKE_BIT["subject"]
LONG = THAT | CLAUSE | QUESTION | QUOTE


@dataclass(frozen=True)
class Attributions:
    """Contents with cue and source, one row for each piece of content; offsets are laid end to end over the texts.

    Attributes
    ----------
    start, end : int64 arrays
        The content, quotation marks included, without the stop that ends the sentence.
    group : int64 array
        Pieces with the same number belong to one attribution.
    cue_start, cue_end, source_start, source_end : int64 arrays
        Cue and source of that attribution; a source of no length means that none is named.
    entry : int64 array
        Entry of the cue list, or -1 for *according to*, *as X said* and quotations without a cue.
    form : int64 array
        What the content is: one of the bits of ``TAKE_BIT``.
    own : bool array
        True where the cue has a subject of its own; False for *saying*, *to say*, *the claim*.
    """

    start: np.ndarray
    end: np.ndarray
    group: np.ndarray
    cue_start: np.ndarray
    cue_end: np.ndarray
    source_start: np.ndarray
    source_end: np.ndarray
    entry: np.ndarray
    form: np.ndarray
    own: np.ndarray

    def __len__(self) -> int:
        return len(self.start)


class Reading:
    """Tokens, quotations and the places that several rules ask for, worked out once."""

    def __init__(self, tokens: Tokens, quotations: Quotations, cues: Cues):
        self.tokens, self.quotations, self.cues = tokens, quotations, cues
        t = tokens
        n = len(t)
        self.n = n
        # A word never begins at a mark, so "after the mark" is right even where the text opens with one.
        self.q_first = np.searchsorted(t.start, quotations.start, side="right")
        self.q_last = np.searchsorted(t.start, quotations.end) - 1
        filled = self.q_last >= self.q_first
        self.q_first, self.q_last = self.q_first[filled], self.q_last[filled]
        self.q_start, self.q_end = quotations.start[filled], quotations.end[filled]
        self.q_closed = quotations.closed[filled]
        self.quote = np.full(n, -1)
        for number, (a, b) in enumerate(zip(self.q_first.tolist(), self.q_last.tolist(), strict=True)):
            self.quote[a : b + 1] = number
        self.opens_at = np.full(n + 2, -1)
        self.opens_at[self.q_first] = np.arange(len(self.q_first))
        self.closes_at = np.full(n + 2, -1)
        self.closes_at[self.q_last] = np.arange(len(self.q_last))
        forms = t.cut.forms
        low = [form.lower() for form in forms]
        pairs = [cues.forms.get(form, (-1, -1)) for form in low]
        pairs = np.array(pairs, np.int64).reshape(-1, 2)
        self.verb, self.noun = pairs[t.form, 0], pairs[t.form, 1]
        particle = {word: number + 1 for number, word in enumerate(PARTICLES)}
        self.particle = np.array([particle.get(form, 0) for form in low], np.int64)[t.form]
        self.sentence_end = t.sentence_end
        self.sentence_start = t.sentence_start
        at = np.arange(n)
        # Stops inside a quotation do not end the sentence that holds it, unless the quotation ends with one.
        comma = t.gap_has("comma")
        self.comma = comma
        # Words that can be stepped over between subject and verb, or between verb and complement.
        light = t.has("auxiliary", "adverb") & ~t.has("opening")
        self.before_light = preceding(np.flatnonzero(~light), at, 0)
        # "a statement that said" opens a relative clause, not what the statement says.
        after = np.append(np.arange(1, n), n - 1)
        verb_next = t.has("auxiliary")[after] | ((self.verb[after] >= 0) & t.has("past")[after])
        verb_next |= t.is_word("said", "says", "shows", "found", "made", "read", "reads")[after]
        self.that = t.has("that") & ~verb_next
        adverb = t.has("adverb") & ~t.has("that", "to")
        self.after_adverb = following(np.flatnonzero(~adverb), at, n - 1)
        cap = t.has("capital") & ~t.has("pronoun")
        self.end_of_name = following(np.flatnonzero(~(cap & t.gap_has("plain") & ~t.genitive)), at, n - 1)
        edge = np.ones(n, bool)
        edge[1:] = (
            t.gap_has("comma", "stop", "semicolon", "colon", "dash", "break", "closes", "bracket", "unbracket")[:-1]
            | (t.has("conjunction", "subordinator", "relative")[:-1] & ~self._joins_names(cap))
            | (t.sentence[1:] != t.sentence[:-1])
        )
        self.edges = np.flatnonzero(edge)
        hard = np.ones(n, bool)
        hard[1:] = t.gap_has("semicolon", "colon", "dash", "break", "closes")[:-1] | (t.sentence[1:] != t.sentence[:-1])
        hard[1:] |= (t.gap_has("comma") & np.append(t.has("conjunction")[1:], False))[:-1]
        self.hard = np.flatnonzero(hard)

    def _joins_names(self, cap: np.ndarray) -> np.ndarray:
        """True for *and* between two names: *Smith and Jones said*."""
        t = self.tokens
        both = np.zeros(self.n, bool)
        both[1:-1] = cap[:-2] & cap[2:] & t.has("and")[1:-1] & t.gap_has("plain")[:-2] & t.gap_has("plain")[1:-1]
        return both[:-1]


def find(tokens: Tokens, quotations: Quotations, cues: Cues) -> Attributions:
    """Find the attributions of all texts.

    Parameters
    ----------
    tokens : Tokens
    quotations : Quotations
    cues : Cues

    Returns
    -------
    Attributions
    """
    r = Reading(tokens, quotations, cues)
    t = r.tokens
    n = r.n
    at = np.flatnonzero(((r.verb >= 0) | (r.noun >= 0)) & (r.quote < 0))
    at = at[at > 0]
    prev = at - 1
    fixed = t.has("determiner", "possessive", "digit")[prev] | t.genitive[prev]
    fixed2 = (t.has("determiner", "possessive")[np.maximum(at - 2, 0)] | t.genitive[np.maximum(at - 2, 0)]) & ~t.has(
        "pronoun", "capital", "auxiliary", "preposition", "to", "conjunction", "relative"
    )[prev]
    noun_next = t.has("that", "to", "preposition")[np.minimum(at + 1, n - 1)]
    as_noun = (r.noun[at] >= 0) & (fixed | (fixed2 & noun_next) | (r.verb[at] < 0))
    as_verb = (r.verb[at] >= 0) & ~as_noun & ~(fixed & ~t.has("that")[prev])
    keep = as_noun | as_verb
    at, as_noun = at[keep], as_noun[keep]
    entry = np.where(as_noun, r.noun[at], r.verb[at])

    start, form, quote_after = complements(r, at, entry)
    source, content_before, quote_before, before_form, blocked = left_side(r, at, entry, as_noun)
    return _assemble(
        r, at, entry, as_noun, start, form, quote_after, source, content_before, quote_before, before_form, blocked
    )


def complements(r: Reading, at: np.ndarray, entry: np.ndarray):
    """Where the content after each cue begins: first word (or -1), its form, and the quotation it is (or -1)."""
    t, n = r.tokens, r.n
    sent = t.sentence
    takes = r.cues.takes[entry, 0]
    j = np.minimum(at + 1, n - 1)
    plain = t.gap_has("plain")
    near = plain[at]
    j = np.where(near, r.after_adverb[j], j)
    # A particle: "called for", "pointed out".
    piece = r.cues.takes[entry, r.particle[j]] * (r.particle[j] > 0) * near
    with_particle = piece > 0
    takes = np.where(with_particle, piece, takes)
    j = np.where(with_particle, r.after_adverb[np.minimum(j + 1, n - 1)], j)
    # Somebody spoken to: "told reporters that".
    person = (takes & PERSON) > 0
    takes = np.where(person, takes | THAT | CLAUSE | TO | QUESTION | QUOTE, takes)
    j = np.where(person & near, _after_person(r, j), j)
    # Time: "said Tuesday", "said on Tuesday", "said last week".
    j = np.where(near, _after_time(r, j), j)
    joined = near & (sent[j] == sent[at]) & (j > at)
    # Between the cue and its complement there is no mark, or just an opening one.
    before = np.maximum(j - 1, 0)
    quote = r.opens_at[j]
    clean = plain[before] | (quote >= 0)
    ok = joined & clean
    form = np.zeros(len(at), np.int64)
    form = np.where(ok & (quote >= 0) & ((takes & (QUOTE | OBJECT | CLAUSE)) > 0), QUOTE, form)
    free = ok & (form == 0)
    form = np.where(free & r.that[j] & ((takes & (THAT | OBJECT)) > 0), np.where(takes & THAT, THAT, OBJECT), form)
    free = ok & (form == 0)
    form = np.where(free & t.has("to")[j] & ((takes & TO) > 0), TO, form)
    free = ok & (form == 0)
    form = np.where(free & t.has("question")[j] & ((takes & (QUESTION | OBJECT)) > 0), QUESTION, form)
    free = ok & (form == 0) & ~t.has("to", "conjunction", "preposition", "auxiliary", "by")[j]
    form = np.where(free & ((takes & CLAUSE) > 0), CLAUSE, form)
    free = free & (form == 0)
    form = np.where(free & ((takes & OBJECT) > 0), OBJECT, form)
    # "said in a statement that", "told the crowd in Ohio on Monday that".
    that = following(np.flatnonzero(r.that), j, n - 1)
    mark = following(np.flatnonzero(~plain), at, n - 1)
    far = (form == 0) & near & ((takes & THAT) > 0) & (that - at <= REACH) & (sent[that] == sent[at]) & (mark >= that)
    far &= t.has("preposition", "time", "determiner", "to")[j]
    form = np.where(far, THAT, form)
    j = np.where(far, that, j)
    # A quotation further on in the sentence: 'said in a statement, "…"', 'said: "…"'.
    after = following(r.q_first, at + 1, n)
    number = np.searchsorted(r.q_first, at + 1)
    after_safe = np.minimum(after, n - 1)
    intro = t.gap_has("comma", "colon", "plain")[np.maximum(after_safe - 1, 0)]
    reach = (form == 0) & ((takes & (QUOTE | THAT | CLAUSE)) > 0) & (after < n) & (after - at <= REACH)
    reach &= (t.paragraph[after_safe] == t.paragraph[at]) & intro & (sent[after_safe - 1] == sent[at])
    leading = t.gap_has("comma", "colon")[np.maximum(after_safe - 1, 0)]
    reach &= leading | (after - at <= 1)
    form = np.where(reach, QUOTE, form)
    quote = np.where(reach, number, np.where(form == QUOTE, quote, -1))
    j = np.where(reach, after_safe, j)
    # "He said: the world ends." without marks.
    colon = (
        (form == 0)
        & t.gap_has("colon")[at]
        & ((takes & (CLAUSE | QUOTE)) > 0)
        & (sent[np.minimum(at + 1, n - 1)] == sent[at])
    )
    form = np.where(colon, CLAUSE, form)
    j = np.where(colon, np.minimum(at + 1, n - 1), j)
    return np.where(form > 0, j, -1), form, quote


def _after_person(r: Reading, j: np.ndarray) -> np.ndarray:
    """First word after the person spoken to, when there is one at ``j``."""
    t, n = r.tokens, r.n
    next_ = np.minimum(j + 1, n - 1)
    one = t.has("object", "audience")[j]
    name = t.has("capital")[j] & ~t.has("pronoun")[j] & ~one
    after_name = np.minimum(r.end_of_name[j] + 1, n - 1)
    noun = t.has("determiner", "possessive")[j] & ~t.has("that")[j]
    clause = following(np.flatnonzero(t.has("that", "to", "question") | (r.opens_at[:n] >= 0)), j + 1, n - 1)
    near = noun & (clause - j <= 6) & (t.sentence[clause] == t.sentence[j])
    return np.where(one, next_, np.where(name, after_name, np.where(near, clause, np.where(noun, j + 2, j)))).clip(
        0, n - 1
    )


def _after_time(r: Reading, j: np.ndarray) -> np.ndarray:
    """First word after a day or time at ``j``: *Tuesday*, *on Tuesday*, *last week*, *Friday night*."""
    t, n = r.tokens, r.n
    day, time = t.has("day"), t.has("time")
    for _ in range(2):
        next_ = np.minimum(j + 1, n - 1)
        on = (r.particle[j] == PARTICLES.index("on") + 1) & day[next_]
        here = day[j] | (time[j] & time[next_])
        j = np.where(on, np.minimum(j + 2, n - 1), np.where(here, next_, j))
    time_after = time[j] & time[np.maximum(j - 1, 0)]
    return np.where(time_after, np.minimum(j + 1, n - 1), j)


def left_side(r: Reading, at: np.ndarray, entry: np.ndarray, as_noun: np.ndarray):
    """Source before (or after) each cue, and content that stands before it."""
    t, n = r.tokens, r.n
    takes = r.cues.takes[entry, 0]
    sent0 = r.sentence_start[at]
    prev = at - 1
    # Subject: step left over auxiliaries and adverbs, and over "is forced to", "continues to".
    head = r.before_light[prev]
    comma = r.comma[head] & (head >= sent0)
    infinitive = t.has("to")[head] & ~as_noun
    past_verb = r.before_light[np.maximum(head - 2, 0)]
    head = np.where(infinitive, past_verb, head)
    head = np.maximum(head, sent0 - 1)
    bracketed = t.gap_has("unbracket")[np.maximum(head, 0)]
    opening = preceding(np.flatnonzero(t.gap_has("bracket")), np.maximum(head - 1, 0), 0)
    head = np.where(bracketed & (head - opening < 6) & (opening >= sent0), opening, head)
    inside = head >= sent0
    edge = preceding(r.edges, np.maximum(head, 0), 0)
    first = np.maximum(edge, sent0)
    # An apposition: "Brian Fallon, a spokesman for Clinton, said".
    comma &= inside
    wide = np.maximum(preceding(r.hard, np.maximum(head, 0), 0), sent0)
    opener = t.has("preposition", "subordinator", "adverb", "time", "conjunction")[wide] | t.has("ing")[wide]
    next_comma = following(np.flatnonzero(r.comma), wide, n - 1) + 1
    wide = np.where(opener & (next_comma < edge), next_comma, wide)
    first = np.where(comma, np.minimum(wide, first), first)
    while_light = following(np.flatnonzero(~t.has("conjunction", "adverb", "opening")), first, n - 1)
    first = np.where(while_light <= head, while_light, first)
    relative = t.has("relative", "pronoun")[head.clip(0)] & inside & ~comma
    first = np.where(relative, head, first)
    source_first, source_last, lacks = _without_subject(
        r, at, entry, as_noun, first, np.where(inside, head, -1), infinitive
    )
    # The subject stands after the cue: '…," said John Smith, a farmer.'
    gap_before = t.gap_has("comma", "closes")[prev]
    closed = r.closes_at[prev]
    j = np.minimum(at + 1, n - 1)
    names = (
        t.has("capital", "determiner", "possessive", "pronoun")[j]
        & t.gap_has("plain")[at]
        & (t.sentence[j] == t.sentence[at])
    )
    inverted = (closed >= 0) & t.gap_has("answered")[prev] & names & ~as_noun
    inverted |= (
        gap_before & names & ~t.has("ing")[at] & ((takes & ASIDE) > 0) & (r.comma[prev]) & ~comma_pair(r, at, sent0)
    )
    inv_end = following(np.flatnonzero(~t.gap_has("plain") | (t.sentence[1:].tolist() + [-1] != t.sentence)), j, n - 1)
    ender = (
        following(
            np.flatnonzero(t.has("preposition", "subordinator", "time", "relative") & ~t.is_word("of", "for")), j + 1, n
        )
        - 1
    )
    inv_end = np.minimum(np.minimum(inv_end, ender), j + LONGEST_SOURCE)
    # Content before the cue: a quotation that ends just before the subject (or the cue).
    anchor = np.where(inverted, at, first)
    left = np.maximum(anchor - 1, 0)
    quote = r.closes_at[left]
    quote = np.where(
        (quote >= 0) & t.gap_has("answered")[left] & (t.paragraph[left] == t.paragraph[at]) & ~as_noun, quote, -1
    )
    source_first = np.maximum(source_first, source_last - LONGEST_SOURCE)
    source_first = np.where(inverted, j, source_first)
    source_last = np.where(inverted, inv_end, source_last)
    # Aside: "An ambassador's job, he said, should be …"; the words before it in its sentence.
    ends = ~t.gap_has("plain")[at] | inverted | t.has("preposition", "time")[j]
    start = np.maximum(preceding(r.hard, left, 0), sent0)
    aside = (
        ((takes & ASIDE) > 0)
        & ~as_noun
        & (quote < 0)
        & r.comma[left]
        & (left >= sent0)
        & ends
        & (start < left)
        & ~comma
    )
    opener = t.has("subordinator", "preposition", "adverb")[start] & (
        following(np.flatnonzero(r.comma), start, n) == left
    )
    aside &= ~(opener & (left - start < 25))
    before = np.where(aside, start, -1)
    own = ~lacks & ~infinitive | inverted
    return (source_first, source_last, own), (before, left), quote, aside, inverted


def _without_subject(r, at, entry, as_noun, first, last, infinitive):
    """Source of the cues with no subject of their own: *saying*, *and said*, *by proving*, nouns.

    They take the source of the cue before them in the sentence, else the sentence's first noun phrase.
    """
    t, n = r.tokens, r.n
    prev = at - 1
    genitive = preceding(np.flatnonzero(t.genitive | (t.has("possessive"))), prev, -1)
    owned = as_noun & (genitive >= first) & (genitive >= at - 4)
    last = np.where(owned, genitive, last)
    by = np.minimum(at + 1, n - 1)
    from_ = as_noun & ~owned & t.is_word("by", "from", "among")[by]
    ender = following(
        np.flatnonzero(~t.gap_has("plain") | np.append(t.has("that", "to", "preposition", "auxiliary")[1:], True)),
        by + 1,
        n - 1,
    )
    first, last = np.where(from_, by + 1, first), np.where(from_, ender, last)
    lacks = (
        (last < first)
        | (t.has("ing")[at] & ~t.has("be")[prev])
        | t.has("conjunction", "preposition", "opening", "subordinator")[np.maximum(last, 0)]
    )
    lacks |= as_noun & ~owned & ~from_
    lacks |= last < 0
    # The sentence's first noun phrase: up to its first verb or comma.
    sent0 = r.sentence_start[at]
    s0 = following(np.flatnonzero(~t.has("conjunction", "adverb", "opening", "subordinator")), sent0, n - 1)
    opener = t.has("preposition", "time", "ing")[s0]
    comma = following(np.flatnonzero(r.comma), s0, n - 1) + 1
    s0 = np.where(opener & (comma < at), comma, s0)
    verb = np.append((t.has("auxiliary", "past", "verb") | (r.verb >= 0) & ~t.has("capital"))[1:], True) | ~t.gap_has(
        "plain"
    )
    e0 = following(np.flatnonzero(verb), s0, n - 1)
    found = e0 < at
    given = np.arange(len(at))
    same = np.append(False, t.sentence[at[1:]] == t.sentence[at[:-1]])
    anchor = np.maximum.accumulate(np.where(~lacks | ~same, given, 0)) if len(at) else given
    use = lacks & (anchor < given) & ~lacks[anchor]
    alone = lacks & ~use
    first = np.where(use, first[anchor], np.where(alone, np.where(found, s0, -1), first))
    last = np.where(use, last[anchor], np.where(alone, np.where(found, e0, -1), last))
    return first, last, lacks


def comma_pair(r: Reading, at: np.ndarray, sent0: np.ndarray) -> np.ndarray:
    """True where a comma stands before the apposition that ends at the cue: *Smith, a farmer, said*."""
    commas = np.flatnonzero(r.comma)
    earlier = preceding(commas, at - 2, -1)
    return (earlier >= sent0) & (at - earlier < 12) & r.tokens.has("capital")[np.maximum(earlier, 0)]


def content_end(r: Reading, start: np.ndarray, form: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Last word of the content that begins at ``start``, by its form."""
    t, n = r.tokens, r.n
    end = r.sentence_end[start]
    # A sentence end inside a quotation: go on to the quotation's end.
    for _ in range(2):
        quote = r.quote[end]
        end = np.where(
            (quote >= 0) & (r.q_last[quote] > end) if len(r.q_last) else False, _pick(r.q_last, quote, end), end
        )
    nxt = np.append(np.arange(1, n), n - 1)
    outside = (r.quote < 0) | (r.closes_at[:n] >= 0)
    cue_next = (r.verb[nxt] >= 0) & (r.quote[nxt] < 0)
    comma = r.comma & outside
    # Every content stops at a quotation that closes with a stop or comma inside, and at a semicolon.
    stop = (r.closes_at[:n] >= 0) & t.gap_has("inside")
    stop |= t.gap_has("semicolon") & outside
    stop |= comma & t.has("ing")[nxt] & cue_next
    conj = t.has("conjunction")[nxt]
    stop |= comma & conj & (r.verb[nxt[nxt]] >= 0) & (r.quote[nxt] < 0)
    speaks = np.zeros(n, bool)
    said = np.flatnonzero((r.cues.takes[r.verb, 0] & ASIDE) > 0)
    said = said[r.verb[said] >= 0]
    near = following(said, nxt, n + 99)
    speaks = near - nxt <= 5
    stop |= outside & t.has("but")[nxt] & comma & speaks
    stop |= comma & t.is_word("which", "while", "though", "although")[nxt]
    stop |= comma & t.has("pronoun")[nxt] & (r.verb[nxt[nxt]] >= 0)
    long_end = following(np.flatnonzero(stop), start, n - 1)
    phrase = stop | (comma & ~t.has("digit")[nxt]) | (t.gap_has("dash", "colon", "bracket") & outside)
    phrase |= (
        outside
        & t.is_word(
            "but", "while", "when", "after", "before", "because", "although", "though", "during", "during", "since"
        )[nxt]
    )
    phrase |= outside & t.has("and")[nxt] & ((r.verb[nxt[nxt]] >= 0) | t.has("past")[nxt[nxt]])
    phrase |= outside & t.is_word("on", "in", "at", "last")[nxt] & t.has("day", "time")[nxt[nxt]]
    phrase |= outside & t.has("day")[nxt]
    short_end = following(np.flatnonzero(phrase), start, n - 1)
    long = (form & LONG) > 0
    return np.minimum(end, np.where(long, long_end, short_end))


def _pick(values: np.ndarray, at: np.ndarray, otherwise: np.ndarray) -> np.ndarray:
    """``values[at]`` where ``at`` is not negative."""
    return np.where(at >= 0, values[np.maximum(at, 0)], otherwise) if len(values) else otherwise


def _offsets(r: Reading, first: np.ndarray, last: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Laid offsets of a stretch of words, with the quotation marks that belong to it."""
    t = r.tokens
    start, end = t.start[first], t.end[last]
    opened, closed = r.opens_at[first], r.closes_at[last]
    start = np.where((opened >= 0) & (_pick(r.q_last, opened, last) <= last), _pick(r.q_start, opened, start), start)
    end = np.where((closed >= 0) & (_pick(r.q_first, closed, first) >= first), _pick(r.q_end, closed, end), end)
    return start, end


def according_to(r: Reading):
    """*According to X, …* and *…, according to X*: cue, source, content."""
    t, n = r.tokens, r.n
    at = (
        np.flatnonzero(t.is_word("according")[:-1] & t.has("to")[1:] & (r.quote[:-1] < 0))
        if n > 1
        else np.zeros(0, int)
    )
    at = at[at + 2 < n]
    first = at + 2
    end = r.sentence_end[at]
    comma = following(np.flatnonzero(r.comma & (r.quote < 0)), first, n - 1)
    open_ = (
        np.isin(at - 1, r.hard - 1)
        | (at == r.sentence_start[at])
        | (t.has("conjunction", "that")[at - 1] & (np.isin(at - 1, r.edges)))
    )
    leads = open_ & (comma < end)
    last = np.where(leads, comma, np.minimum(comma, end))
    mark = following(
        np.flatnonzero(t.gap_has("dash", "semicolon", "colon", "unbracket") | (r.opens_at[1 : n + 1] >= 0)),
        first,
        n - 1,
    )
    last = np.minimum(last, np.maximum(mark, first))
    left = at - 1
    start = np.maximum(preceding(r.hard, np.maximum(left, 0), 0), r.sentence_start[at])
    quote = r.closes_at[left]
    alone = (quote >= 0) & t.gap_has("inside")[left] & ~leads
    start = np.where(alone, _pick(r.q_first, quote, start), start)
    lead = following(np.flatnonzero(~t.has("conjunction", "opening")), start, n - 1)
    start = np.where(alone, start, lead)
    content_first = np.where(leads, np.minimum(last + 1, n - 1), start)
    content_last = np.where(leads, content_end(r, content_first, np.full(len(at), THAT), at), left)
    ok = content_last >= content_first
    return at[ok], at[ok] + 1, first[ok], last[ok], content_first[ok], content_last[ok]


_NO_SPEAKERS = (
    "update",
    "exclusive",
    "breaking",
    "read",
    "watch",
    "related",
    "photo",
    "photos",
    "video",
    "poll",
    "note",
    "more",
    "live",
    "analysis",
    "opinion",
    "review",
    "correction",
    "editor",
    "follow",
    "contact",
    "image",
    "also",
    "see",
    "here",
    "first",
    "source",
    "sources",
    "story",
    "topics",
)


def speakers(r: Reading):
    """*Smith: We won.* at the start of a paragraph: the rest of the paragraph is Smith's."""
    t, n = r.tokens, r.n
    start = np.flatnonzero(np.append(True, t.paragraph[1:] != t.paragraph[:-1]))
    start = start + t.has("opening")[start]
    start = start[start < n]
    colon = following(np.flatnonzero(t.gap_has("colon")), start, n - 1)
    names = t.has("capital")
    n_names = np.cumsum(names)
    count = n_names[colon] - n_names[start] + names[start]
    ok = (
        (colon - start < 5)
        & (count >= colon - start + 1)
        & (colon < t.paragraph_end[start])
        & (t.sentence[colon] == t.sentence[start])
    )
    ok &= ~t.is_word(*_NO_SPEAKERS)[start] & (r.quote[start] < 0) & (r.verb[colon] < 0)
    start, colon = start[ok], colon[ok]
    return colon, colon, start, colon, colon + 1, t.paragraph_end[start]


BLOCK = 1 << 20


def blocks(r: Reading, at: np.ndarray, takes: np.ndarray, as_noun: np.ndarray):
    """Block quotations: the introducing cue (place in ``at``), the first and the last word of each.

    Notes
    -----
    An unmarked block follows a paragraph that ends with a colon and whose last sentence has a cue of saying. It is the
    next paragraph, and goes on only while a paragraph ends without a full stop or the next one opens with an ellipsis:
    more would be a guess. A marked block (``> ``) is as long as its marks.
    """
    t, n = r.tokens, r.n
    gaps = t.cut.gaps
    ends = np.flatnonzero(t.gap_has("colon") & t.gap_has("break"))
    ends = ends[ends + 1 < n]
    ends = ends[t.article[ends + 1] == t.article[ends]]
    marked_gap = np.array([bool(re.search(r"(?:^|\n)[^\S\n]*>[\s>]*[\"“”'‘’(…. ]*$", gap)) for gap in gaps], bool)[
        t.cut.gap[t.last]
    ]
    says = np.flatnonzero((takes & QUOTE) > 0)
    introducers, firsts, lasts = [], [], []

    def introducer(end: int, sentence_only: bool = True) -> int:
        low = int(r.sentence_start[end]) if sentence_only else int(t.paragraph_start[end])
        k = np.searchsorted(at[says], low)
        return int(says[k]) if k < len(says) and at[says[k]] <= end else -1

    marked = np.flatnonzero(marked_gap[:-1]) if n else np.zeros(0, int)
    done = -1
    for m in marked.tolist():
        first = m + 1
        if first <= done or first >= n or t.article[first] != t.article[m]:
            continue
        last = int(t.paragraph_end[first])
        while last + 1 < n and marked_gap[last] and t.article[last + 1] == t.article[first]:
            last = int(t.paragraph_end[last + 1])
        introducers.append(introducer(m) if not t.has("opening")[m] else -1)
        firsts.append(first)
        lasts.append(last)
        done = last
    taken = set(firsts)
    for end in ends.tolist():
        first = end + 1
        who = introducer(end)
        if first in taken or who < 0:
            continue
        if r.opens_at[first] >= 0:
            continue
        last = int(t.paragraph_end[first])
        for _ in range(20):
            following_ = last + 1
            if following_ >= n or t.article[following_] != t.article[first]:
                break
            gap = gaps[t.cut.gap[t.last[last]]]
            if re.match(r"[^\n]*[.?!…]", gap) and not gap.rstrip().endswith(("…", "...")):
                break
            last = int(t.paragraph_end[following_])
        introducers.append(who)
        firsts.append(first)
        lasts.append(last)
    order = np.argsort(firsts, kind="stable")
    return tuple(np.array(c, np.int64)[order] for c in (introducers, firsts, lasts))


def _paragraph_offsets(r: Reading, first: np.ndarray, last: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Laid offsets of whole paragraphs, from the first mark to the last stop."""
    t = r.tokens
    gaps = t.cut.gaps
    before = [gaps[g] for g in t.cut.gap[t.last[first - 1]].tolist()]
    after = [gaps[g] for g in t.cut.gap[t.last[last]].tolist()]
    lead = [len(gap.rsplit("\n", 1)[-1].lstrip()) for gap in before]
    tail = [len(gap.split("\n", 1)[0].rstrip()) for gap in after]
    return t.start[first] - np.array(lead, np.int64), t.end[last] + np.array(tail, np.int64)


def _assemble(
    r, at, entry, as_noun, start, form, quote_after, source, before, quote_before, aside, inverted
) -> Attributions:
    """Put the pieces of all attributions together, each quotation given to one cue."""
    t, n = r.tokens, r.n
    n_q = len(r.q_first)
    be = t.has("be")[at - 1]
    takes = r.cues.takes[entry, 0]
    m = len(at)
    evidence = np.array([stance in ("evidence", "endorsing") for stance in r.cues.stances] + [False])[entry]
    form = np.where(evidence & t.has("to")[at - 1] & ~as_noun, 0, form)
    # Which cue has which quotation: the one after it when a comma closes it inside the marks, else the one before.
    owner = np.full(n_q + 1, -1)
    has = (quote_after >= 0) & (form == QUOTE)
    owner[quote_after[has]] = np.flatnonzero(has)
    speech = (takes & (QUOTE | ASIDE | PERSON)) > 0
    left = np.flatnonzero((quote_before >= 0) & speech)
    owner[quote_before[left]] = left
    ok = (form > 0) & ~((form == QUOTE) & (owner[quote_after] != np.arange(m)))
    ok &= ~(inverted & (form != QUOTE))
    first = np.where(ok, start, 0)
    # "The farmer, who said it rained, left.": the content ends at the comma that closes the relative clause.
    aside_clause = t.has("relative")[np.maximum(source[0], 0)] & r.comma[np.maximum(source[0] - 1, 0)]
    last = content_end(r, first, np.where(aside_clause & (form != QUOTE), OBJECT, form), at)
    # "As KABC reported, …" and "…, as KABC reported."
    sub = np.maximum(source[0] - 1, 0)
    as_clause = (
        t.is_word("as")[sub]
        & (source[0] > 0)
        & (t.sentence[sub] == t.sentence[at])
        & ((takes & (ASIDE | THAT)) > 0)
        & ~as_noun
    )
    as_clause &= ~t.gap_has("plain")[at] & ~ok
    leads = as_clause & (sub == r.sentence_start[at]) & r.comma[at]
    trails = as_clause & ~leads & r.comma[np.maximum(sub - 1, 0)] & (r.sentence_start[at] < sub)
    pieces = []
    i = np.flatnonzero(ok & (last >= first))
    pieces.append((i, first[i], last[i], form[i]))
    i = left[owner[quote_before[left]] == left]
    pieces.append((i, r.q_first[quote_before[i]], r.q_last[quote_before[i]], np.full(len(i), QUOTE)))
    i = np.flatnonzero(aside & ~be & ~as_clause)
    pieces.append((i, before[0][i], before[1][i], np.full(len(i), CLAUSE)))
    go_on = i[r.comma[at[i]] & ~inverted[i] & (form[i] == 0) & (at[i] + 1 < n)]
    go_on = go_on[t.sentence[at[go_on] + 1] == t.sentence[at[go_on]]]
    pieces.append(
        (
            go_on,
            at[go_on] + 1,
            content_end(r, at[go_on] + 1, np.full(len(go_on), CLAUSE), at[go_on]),
            np.full(len(go_on), CLAUSE),
        )
    )
    i = np.flatnonzero(leads)
    pieces.append(
        (
            i,
            at[i] + 1,
            content_end(r, np.minimum(at[i] + 1, n - 1), np.full(len(i), THAT), at[i]),
            np.full(len(i), CLAUSE),
        )
    )
    i = np.flatnonzero(trails)
    pieces.append(
        (i, np.maximum(preceding(r.hard, sub[i] - 1, 0), r.sentence_start[at[i]]), sub[i] - 1, np.full(len(i), CLAUSE))
    )
    cue = [(at, at, source[0], source[1], entry, source[2])]
    for cue_at, cue_to, who_first, who_last, said_first, said_last in (according_to(r), speakers(r)):
        k = len(cue_at)
        pieces.append((np.arange(k) + m, said_first, said_last, np.full(k, CLAUSE)))
        cue.append((cue_at, cue_to, who_first, who_last, np.full(k, -1), np.ones(k, bool)))
        m += k
    who, block_first, block_last = blocks(r, at, takes, as_noun)
    cue_first, cue_last, source_first, source_last, entry, own = (np.concatenate(c) for c in zip(*cue, strict=True))
    group, first, last, kind = (np.concatenate(p) for p in zip(*pieces, strict=True))
    good = last >= first
    group, first, last, kind = group[good], first[good], last[good], kind[good]
    # Quotations that no cue claims go to whoever was quoted before in the paragraph.
    covered = np.zeros(n + 1, np.int64)
    np.add.at(covered, first, 1)
    np.add.at(covered, last + 1, -1)
    covered = np.cumsum(covered)[:-1] > 0
    free = np.flatnonzero(
        ~covered[r.q_first]
        & ((r.q_last - r.q_first >= 4) | t.gap_has("inside")[r.q_last] & (r.q_last - r.q_first >= 2))
    )
    order = np.argsort(first, kind="stable")
    group, first, last, kind = group[order], first[order], last[order], kind[order]
    if len(group):
        earlier = np.searchsorted(first, r.q_first[free]) - 1
        known = (earlier >= 0) & (t.article[first[np.maximum(earlier, 0)]] == t.article[r.q_first[free]])
        free, earlier = free[known], earlier[known]
        group = np.concatenate([group, group[earlier]])
        first = np.concatenate([first, r.q_first[free]])
        last = np.concatenate([last, r.q_last[free]])
        kind = np.concatenate([kind, np.full(len(free), QUOTE)])
    # A marked block that nobody introduces has a speaker of its own, not known.
    unknown = np.flatnonzero(who < 0)
    who[unknown] = len(cue_first) + np.arange(len(unknown))
    cue_first = np.append(cue_first, block_first[unknown])
    cue_last = np.append(cue_last, block_first[unknown] - 1)
    source_first = np.append(source_first, np.full(len(unknown), -1))
    source_last = np.append(source_last, np.full(len(unknown), -1))
    entry = np.append(entry, np.full(len(unknown), -1))
    own = np.append(own, np.ones(len(unknown), bool))
    s, e = _offsets(r, first, last)
    block_start, block_end = _paragraph_offsets(r, block_first, block_last)
    s, e = np.append(s, block_start), np.append(e, block_end)
    group = np.append(group, who)
    kind = np.append(kind, np.full(len(who), BLOCK))
    order = np.lexsort((-e, s))
    group, s, e, kind = group[order], s[order], e[order], kind[order]
    named = source_first[group] >= 0
    sf, sl = np.maximum(source_first[group], 0), np.maximum(source_last[group], 0)
    return Attributions(
        start=s,
        end=e,
        group=group,
        cue_start=t.start[cue_first[group]],
        cue_end=np.where(cue_last >= cue_first, t.end[cue_last], t.start[cue_first])[group],
        source_start=np.where(named, t.start[sf], 0),
        source_end=np.where(named, np.maximum(t.end[sl], t.start[sf]), 0),
        entry=entry[group],
        form=kind,
        own=own[group],
    )
