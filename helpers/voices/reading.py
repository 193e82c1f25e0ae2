"""One reading of all texts: words, quotations and cues, with the places that several rules ask for worked out once."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from helpers.voices import stops
from helpers.voices.cues import TAKE_BIT, Cues
from helpers.voices.quotations import Quotations
from helpers.voices.stops import ahead
from helpers.voices.tokens import Most, Tokens, following

THAT, CLAUSE, TO, QUESTION, QUOTE, OBJECT = (TAKE_BIT[name] for name in "that clause to question quote object".split())
PERSON, ASIDE, SUBJECT = TAKE_BIT["person"], TAKE_BIT["aside"], TAKE_BIT["subject"]
# Contents that are clauses: they run on to the end of the sentence more often than not.
LONG = THAT | CLAUSE | QUESTION | QUOTE
BLOCK = 1 << 20
# A longer noun phrase than this, in words, is a misreading; the words nearest to the cue are kept.
LONGEST_SOURCE = 40


@dataclass(frozen=True)
class Reading:
    """What the rules look at. All arrays have one place for each word, but those that begin with ``q_`` and the lists.

    Attributes
    ----------
    tokens, cues : Tokens, Cues
    quote : int array
        Number of the quotation that the word stands in, or -1.
    opens_at, closes_at : int arrays
        Number of the quotation that begins (ends) with the word, or -1.
    q_first, q_last, q_start, q_end : int arrays, one place for each quotation
        First and last word, and laid offsets with the marks.
    q_closed : bool array, one place for each quotation
        False where the closing mark is missing, as in all but the last paragraph of a long quotation.
    verb, noun : int arrays
        Entry of the cue list for the word as a verb and as a noun, or -1.
    particle : int array
        Column of the cue list's table for the word as a particle (*for*, *out*), or 0.
    that : bool array
        True for *that* before a clause; False in *a statement that said*.
    finite, asides : bool arrays
        True for words that may be a finite verb; for verbs that may stand aside (*…, she said*).
    plain, comma : bool arrays
        Whether the gap after the word is white space, or begins with a comma.
    commas, colons : int arrays, sorted places
        Words with a comma, a colon after them.
    edges, hard, firm : int arrays, sorted places
        Words before which a noun phrase, a clause, a sentence part cannot reach back.
    heavy, no_adverbs, name_ends : Most
        Words that are neither auxiliary nor adverb; that are no adverb; that may be the last word of a name.
    stops, short_stops : int arrays, sorted places
        Words after which a reported clause, a reported noun phrase may end (:func:`helpers.voices.stops.find`).
    """

    tokens: Tokens
    cues: Cues
    quote: np.ndarray
    opens_at: np.ndarray
    closes_at: np.ndarray
    q_first: np.ndarray
    q_last: np.ndarray
    q_start: np.ndarray
    q_end: np.ndarray
    q_closed: np.ndarray
    verb: np.ndarray
    noun: np.ndarray
    particle: np.ndarray
    that: np.ndarray
    finite: np.ndarray
    asides: np.ndarray
    plain: np.ndarray
    comma: np.ndarray
    commas: np.ndarray
    colons: np.ndarray
    edges: np.ndarray
    hard: np.ndarray
    firm: np.ndarray
    sentence_start: np.ndarray
    sentence_end: np.ndarray
    heavy: Most
    no_adverbs: Most
    name_ends: Most
    stops: np.ndarray
    short_stops: np.ndarray

    def __len__(self) -> int:
        return len(self.tokens)

    @functools.cached_property
    def finite_before(self) -> np.ndarray:
        """For each word how many that may be finite verbs stand before it, over all texts."""
        return np.append(0, self.finite.cumsum())

    @functools.cached_property
    def marks(self) -> np.ndarray:
        """Places of the words with more than white space after them."""
        return (~self.plain).nonzero()[0]

    @functools.cached_property
    def loud(self) -> np.ndarray:
        """Those of ``marks`` with more than quotation marks there."""
        return self.marks[~self.tokens.gap_has("quiet", at=self.marks)]

    def takes(self, entry: np.ndarray) -> np.ndarray:
        """Bits of what may follow each entry of the cue list directly."""
        return self.cues.takes[entry, 0]

    def takes_quote(self, where: np.ndarray, of: np.ndarray, otherwise: np.ndarray) -> np.ndarray:
        """``of`` at the numbers of quotations in ``where``, and ``otherwise`` where that is -1."""
        return np.where(where >= 0, of[np.maximum(where, 0)], otherwise) if len(of) else otherwise

    def same_sentence(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        """True where two words stand in one sentence."""
        return self.tokens.sentence[a] == self.tokens.sentence[b]


def _looked_up(table: np.ndarray, place: np.ndarray) -> Iterator[np.ndarray]:
    """Each row of a table at the places of all words; most words are not listed, and have its last column.

    >>> [row.tolist() for row in _looked_up(np.array([[7, 8, 0]]), np.array([-1, 1, -1, 0]))]
    [[0, 8, 0, 7]]
    """
    listed = (place >= 0).nonzero()[0]
    for row in table:
        of_word = np.full(len(place), row[-1])
        of_word[listed] = row.take(place[listed])
        yield of_word


def read(tokens: Tokens, quotations: Quotations, cues: Cues) -> Reading:
    """Work out what the rules about attribution ask for."""
    t = tokens
    n = len(t)
    # A word never begins at a mark, so "after the mark" is right even where the text opens with one.
    q_first = t.start.searchsorted(quotations.start, side="right")
    q_last = t.start.searchsorted(quotations.end) - 1
    filled = q_last >= q_first
    q_first, q_last = q_first[filled], q_last[filled]
    number = np.arange(len(q_first))
    # Small numbers: what is shorter is read faster.
    quote, opens_at, closes_at = (np.full(n, -1, np.int32) for _ in range(3))
    long = q_last - q_first + 1
    inside = np.repeat(q_first - (long.cumsum() - long), long) + np.arange(long.sum())
    quote[inside] = number.repeat(long)
    opens_at[q_first], closes_at[q_last] = number, number

    place = t.cut.by_form(cues.place, np.int16).take(t.row)
    verb, noun, doubtful, particle, aside = _looked_up(cues.table, place)
    base, doubtful = (doubtful & 2) > 0, (doubtful & 1) > 0
    # "The state tax", "in reports": no verb unless a subject stands before it or a clause begins after it.
    subject = t.has("pronoun", "relative", "auxiliary", "to", "capital", "object") | t.has("and_that")
    plural = t.has("plural")
    third = doubtful & plural
    subject |= plural & ~t.has("possessive", "auxiliary") & ~t.genitive
    before = subject & ~t.has("capital")
    subject = np.append(False, subject[:-1])
    subject[2:] |= before[:-2] & t.has("adverb")[1:-1]
    # "The firm plans to close": a noun after its article, and an infinitive.
    i = (third & ahead(t.has("to"), 1)).nonzero()[0]
    i = i[t.has("determiner", "possessive", at=i - 2) & ~t.genitive[i - 1]]
    subject[i] |= ~t.has("preposition", "conjunction", "auxiliary", "possessive", "past", "verb", at=i - 1)
    opening = ahead(t.has("that", "question", "pronoun", "possessive") | (opens_at >= 0), 1)
    verb = np.where(doubtful & ~subject & ~(third & opening), -1, verb)
    # "Read more", "Share this story": nobody's claim.
    new = np.append(True, t.sentence[1:] != t.sentence[:-1])
    verb = np.where(base & new, -1, verb)
    finite = t.has("auxiliary", "past", "verb") | ((verb >= 0) & ~t.has("ing"))
    # "It’s", "we’ll", "that’s": a pronoun with its verb.
    finite |= t.has("pronoun", "that") & (t.last > t.row)
    verb_next = ahead(t.has("auxiliary", "verb", "read_said") | ((verb >= 0) & t.has("past")), 1)

    cap = t.has("capital") & ~t.has("pronoun")
    # "Mr. Reed", "Ann J. Hill": the stop of an abbreviation parts nothing.
    plain = t.gap_has("plain") | (t.gap_has("dot") & np.append(t.sentence[1:] == t.sentence[:-1], False))
    light = t.has("auxiliary", "adverb") & ~t.has("opening")
    # "America First said": a part of the name, and no adverb.
    light[1:-1] &= ~(cap[:-2] & plain[:-2] & cap[1:-1] & ~cap[2:])
    adverb = t.has("adverb") & ~t.has("that", "to")
    comma = t.gap_has("comma")
    joins = np.zeros(n, bool)
    joins[1:-1] = cap[:-2] & cap[2:] & t.has("and")[1:-1] & plain[:-2] & plain[1:-1]
    edge, hard = new.copy(), new.copy()
    edge[1:] |= (t.gap_has("stop") & ~plain)[:-1]
    edge[1:] |= t.gap_has("comma", "semicolon", "colon", "dash", "break", "closes", "bracket", "unbracket")[:-1]
    edge[1:] |= (t.has("conjunction", "subordinator", "relative", "what") & ~joins)[:-1]
    ended = t.gap_has("closes") & t.gap_has("inside")
    hard[1:] |= (t.gap_has("semicolon", "colon", "dash", "break") | ended)[:-1]
    firm = hard.nonzero()[0]
    hard[1:] |= (comma & ahead(t.has("conjunction"), 1))[:-1]
    speech = (verb >= 0) & (quote < 0) & (aside > 0)
    long_stops, short_stops = stops.find(t, quote, closes_at, verb, speech)
    return Reading(
        tokens=tokens,
        cues=cues,
        quote=quote,
        opens_at=opens_at,
        closes_at=closes_at,
        q_first=q_first,
        q_last=q_last,
        q_start=quotations.start[filled],
        q_end=quotations.end[filled],
        q_closed=quotations.closed[filled],
        verb=verb,
        noun=noun,
        particle=particle,
        that=t.has("that") & ~verb_next,
        finite=finite,
        asides=(verb >= 0) & (aside > 0),
        plain=plain,
        comma=comma,
        commas=comma.nonzero()[0],
        colons=t.gap_has("colon").nonzero()[0],
        edges=edge.nonzero()[0],
        hard=hard.nonzero()[0],
        firm=firm,
        sentence_start=t.sentence_start,
        sentence_end=t.sentence_end,
        heavy=Most(~light),
        no_adverbs=Most(~adverb),
        name_ends=Most(~ahead(cap, 1) | ~plain | t.genitive),
        stops=long_stops,
        short_stops=short_stops,
    )


def noun_phrase_end(r: Reading, j: np.ndarray) -> np.ndarray:
    """Last word of the noun phrase that begins at ``j``: up to a mark or a preposition other than *of* and *for*."""
    t, n = r.tokens, len(r)
    j = np.minimum(j, n - 1)
    new = np.append(t.sentence[1:] != t.sentence[:-1], True)
    mark = following((~r.plain | new).nonzero()[0], j, n - 1)
    cut = t.has("preposition", "subordinator", "time", "relative", "auxiliary", "to") & ~t.has("of_for")
    end = following(cut.nonzero()[0], j + 1, n) - 1
    return np.minimum(np.minimum(mark, end), j + LONGEST_SOURCE)
