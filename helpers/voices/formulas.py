"""Set phrases that report without a cue verb: *according to Reed*, *in the words of Reed*, *as Reed put it*, *Reed: …*.

Each rule gives two tuples of columns: the cues with their sources (first and last word of the cue, first and last word
of the source, entry of the cue list or -1, whether the source is its own), and the pieces of content (number of the
source, first and last word, form).
"""

from __future__ import annotations

import numpy as np

from helpers.voices.classes import BIT
from helpers.voices.complements import content_end
from helpers.voices.reading import CLAUSE, THAT, Reading
from helpers.voices.tokens import following, preceding


def find(r: Reading) -> list[tuple[tuple, tuple]]:
    """All set phrases, each rule with its cues and its pieces of content."""
    return [_according_to(r), _in_polls(r), _speakers(r)]


def _according_to(r: Reading) -> tuple[tuple, tuple]:
    """*According to X, …* and *…, according to X*."""
    t, n = r.tokens, len(r)
    at = np.flatnonzero(t.has("according")[:-2] & t.has("to")[1:-1] & (r.quote[:-2] < 0))
    at = at[~t.has("possessive", at=at + 2) & (at > 0)]
    first, end, left = at + 2, r.sentence_end[at], at - 1
    comma = following(np.flatnonzero(r.comma & (r.quote < 0)), first, n - 1)
    opens = (at == r.sentence_start[at]) | (following(r.hard, at, n) == at) | t.has("conjunction", "that", at=left)
    leads = opens & (comma < end)
    mark = t.gap_has("dash", "semicolon", "colon", "unbracket") | np.append(r.opens_at[1:] >= 0, False)
    last = np.minimum(comma, np.where(leads, comma, end))
    last = np.minimum(last, np.maximum(following(np.flatnonzero(mark), first, n - 1), first))
    # Before it: the sentence up to here, or just the quotation that ends here with a comma.
    start = np.maximum(preceding(r.firm, left, 0), r.sentence_start[at])
    quote = r.closes_at[left]
    alone = (quote >= 0) & t.gap_has("inside", at=left) & ~leads
    start = np.where(alone, r.takes_quote(quote, r.q_first, start), start)
    said_first = np.where(leads, np.minimum(last + 1, n - 1), start)
    said_last = np.where(leads, content_end(r, said_first, np.full(len(at), THAT)), left)
    # "The cause, according to X, was a storm.": the words after the source, too.
    middle = ~leads & r.comma[left] & r.comma[last] & (last < end)
    middle &= ~t.has("relative", "conjunction", "ing", "determiner", "past", at=np.minimum(last + 1, n - 1))
    i = np.flatnonzero(middle)
    rest = content_end(r, last[i] + 1, np.full(len(i), THAT))
    group = np.concatenate([np.arange(len(at)), i])
    said = (group, np.append(said_first, last[i] + 1), np.append(said_last, rest), CLAUSE)
    return (at, at + 1, first, last, -1, True), said


def _in_polls(r: Reading) -> tuple[tuple, tuple]:
    """*In a poll of farmers, half were for the dam*: at the start of a sentence only.

    *Half were for the dam in a poll* cannot be told from *he fell in the polls*; of such trailing phrases under a third
    were attributions when counted.
    """
    t, n = r.tokens, len(r)
    poll = t.has("poll")
    at = np.flatnonzero(t.has("in") & (r.quote < 0) & (r.sentence_start == np.arange(n)))
    noun = following(np.flatnonzero(poll), at + 1, n - 1)
    stop = np.flatnonzero(~r.plain | t.has("relative", "to", "conjunction") | (r.finite & ~t.has("capital")))
    ok = (noun - at <= 9) & (following(stop, at + 1, n - 1) >= noun) & poll[noun]
    at, noun = at[ok], noun[ok]
    end = r.sentence_end[at]
    comma = following(r.commas, noun, n - 1)
    last = np.where(comma < end, comma, noun)
    said_first = np.minimum(last + 1, n - 1)
    said_last = content_end(r, said_first, np.full(len(at), THAT))
    finite = np.append(0, np.cumsum(r.finite))
    ok = (said_last > said_first) & (finite[said_last + 1] > finite[said_first]) & (last < end)
    part = [values[ok] for values in (at, at + 1, last, said_first, said_last)]
    return (part[0], part[0], part[1], part[2], -1, True), (np.arange(int(ok.sum())), part[3], part[4], CLAUSE)


def _speakers(r: Reading) -> tuple[tuple, tuple]:
    """*Reed: We won.* at the start of a paragraph: the rest of the paragraph is Reed's."""
    t, n = r.tokens, len(r)
    start = np.flatnonzero(np.append(True, t.paragraph[1:] != t.paragraph[:-1]))
    colon = following(np.flatnonzero(t.gap_has("colon")), start, n - 1)
    capital = np.append(0, np.cumsum(t.has("capital")))
    named = capital[colon + 1] - capital[start] == colon - start + 1
    # A headline: "Clinton camp: We won".
    finite = np.append(0, np.cumsum(r.finite))
    headline = t.has("capital", at=start) & (finite[colon + 1] == finite[start])
    headline &= (t.bits[np.maximum(start - 1, 0)] & BIT["opening"]) > 0
    ok = (colon - start < 5) & ~t.has("letter", at=start) & (t.paragraph_end[start] - colon >= 4) & (named | headline)
    ok &= (colon < t.paragraph_end[start]) & r.same_sentence(colon, start) & (r.quote[start] < 0)
    ok &= ~t.has("label", at=start) & (r.verb[colon] < 0)
    start, colon = start[ok], colon[ok]
    said = (np.arange(len(start)), colon + 1, t.paragraph_end[start], CLAUSE)
    return (colon, colon - 1, start, colon, -1, True), said
