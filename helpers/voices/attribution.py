"""Reporting words with the content that they report and its source, all cues of all texts at once.

A cue (*said*, *claim*, *according to*) is looked up in the cue list; what stands after it decides which complement it
has (:mod:`helpers.voices.complements`), what stands before it who the source is (:mod:`helpers.voices.subjects`). No
parser and no tagger: each rule is a line or two over arrays, one place in them for each cue. What is reported by no
cue (irony, free indirect speech) is not found.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from helpers.voices import blocks, contents, formulas, passives, unclaimed
from helpers.voices.complements import complements
from helpers.voices.cues import Cues
from helpers.voices.quotations import Quotations
from helpers.voices.reading import ASIDE, BLOCK, CLAUSE, OBJECT, PERSON, QUOTE, THAT, Reading, read
from helpers.voices.subjects import subjects
from helpers.voices.tokens import Tokens, preceding
from helpers.voices.unclaimed import PIECE, SOURCE, stack

# A negation stands before its verb with no more than this between them, in words: "has not yet publicly said".
_FARTHEST_NOT = 3


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
        Entry of the cue list, or -1 for *according to*, speakers before a colon and quotations without a cue.
    form : int64 array
        What the content is: a bit of ``TAKE_BIT``, or ``BLOCK``.
    own : bool array
        True where the cue has a subject of its own; False for *saying*, *to say*, *the claim*.
    silent : tuple of int64 arrays
        Of cues that report nothing (*Reed disputed that. “…,” he said.*): the cue's place, and start and end of its
        source. Who comes up in this way may be the *he* of the next sentence.
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
    silent: tuple[np.ndarray, np.ndarray, np.ndarray]

    def __len__(self) -> int:
        return len(self.start)


def find(tokens: Tokens, quotations: Quotations, cues: Cues) -> Attributions:
    """Find the attributions of all texts.

    Parameters
    ----------
    tokens : Tokens
        Words of texts of which the last two are empty, so that rules may look two words ahead.
    quotations : Quotations
    cues : Cues

    Returns
    -------
    Attributions
        In order of their start; a longer piece before a shorter one.
    """
    t = tokens
    r = read(t, quotations, cues)
    at, entry, as_noun = _candidates(r)
    s = subjects(r, at, entry, as_noun)
    c = complements(r, at, entry, as_noun, s)
    i = (s.passive & (s.first < 0) & (c.quote >= 0)).nonzero()[0]
    known, first, last_ = passives.doers(r, c.quote[i])
    s.first[i[known]], s.last[i[known]] = first[known], last_[known]
    sources = [(_negated(r, at, as_noun, c.form), at, s.first, s.last, entry, s.own)]
    pieces = contents.pieces(r, at, entry, as_noun, s, c)
    total = len(at)
    turns = formulas.turns(r)
    for who, (number, *said) in formulas.find(r, s.first[(s.first >= 0) & s.own], turns[0]):
        sources.append(who)
        pieces.append((total + number, *said))
        total += len(who[0])
    n_according = len(sources[1][0])
    source, piece = stack(SOURCE, sources), stack(PIECE, pieces)
    whole = piece["last"] >= piece["first"]
    piece = {name: values[whole] for name, values in piece.items()}
    carried, piece = unclaimed.carried(r, piece, total)
    total += len(carried[0])
    start, end = _offsets(r, piece["first"], piece["last"])

    # What may introduce a block: cues of saying, and "according to", whose numbers come after those of the cues.
    says = ((r.takes(entry) & QUOTE) > 0).nonzero()[0]
    according = len(at) + np.arange(n_according)
    places = np.append(at[says], source["cue_first"][according])
    order = places.argsort(kind="stable")
    # "In a statement released on Friday", "a statement issued by the union": no verb of the sentence.
    led = t.has("preposition", at=np.maximum(s.first[says], 0)) & (s.first[says] >= 0) & ~s.inverted[says]
    strong = ~as_noun[says] & ~s.passive[says] & ~led
    says, strong = np.append(says, according)[order], np.append(strong, np.full(n_according, True))[order]
    who, first, last, name, name_last = blocks.find(r, places[order], strong, turns)
    who = np.where(who >= 0, says[who] if len(says) else who, -1)
    unknown = (who < 0).nonzero()[0]
    who[unknown] = total + np.arange(len(unknown))
    new = (first[unknown], first[unknown] - 1, name[unknown], name_last[unknown], -1, True)
    source = stack(SOURCE, [tuple(source.values()), carried, new])
    block_start, block_end = blocks.offsets(r, first, last)
    start, end = np.append(start, block_start), np.append(end, block_end)
    group, form = np.append(piece["group"], who), np.append(piece["form"], np.full(len(who), BLOCK))

    order = np.lexsort((-end, start))
    group = group[order]
    named = (source["first"] >= 0) & (source["last"] >= source["first"])
    from_ = np.where(named, t.start[source["first"]], 0)
    to = np.where(named, t.end[source["last"]], 0)
    cue_from = t.start[source["cue_first"]]
    silent = np.ones(len(named), bool)
    silent[group] = False
    # Without a report the word may be no reporting word at all; a cue of saying with a subject of its own is.
    silent[len(at) :] = False
    silent[: len(at)] &= s.own & ~as_noun & ~s.passive & ((r.takes(entry) & (QUOTE | ASIDE | PERSON)) > 0)
    silent &= named
    # Only names of persons are remembered (sources.notice).
    silent &= t.has("capital", at=source["last"].clip(0))
    silent &= ~t.has("determiner", "possessive", "pronoun", at=source["first"].clip(0))
    silent = silent.nonzero()[0]
    cue_to = np.where(source["cue_last"] >= source["cue_first"], t.end[source["cue_last"]], cue_from)
    return Attributions(
        start=start[order],
        end=end[order],
        group=group,
        cue_start=cue_from[group],
        cue_end=cue_to[group],
        source_start=from_[group],
        source_end=to[group],
        entry=source["entry"][group],
        form=form[order],
        own=source["own"][group],
        silent=(cue_from[silent], from_[silent], to[silent]),
    )


def _candidates(r: Reading) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Words that may be cues, with their entry, and whether they are used as nouns; quoted words are left alone."""
    t = r.tokens
    at = (((r.verb >= 0) | (r.noun >= 0)) & (r.quote < 0)).nonzero()[0]
    at = at[at > 0]
    # "Said Bill Clinton": after another cue a capital letter, and a second one, make a name.
    named = t.has("capital", at=at) & (r.verb[at - 1] >= 0) & ~t.has("capital", at=at - 1) & r.plain[at - 1]
    at = at[~(named & r.plain[at] & t.has("capital", at=at + 1))]
    # "“No,” said Reed": the last word of a quotation that is answered says nothing about the word after it.
    answered = t.gap_has("answered", at=at - 1) & (r.closes_at[at - 1] >= 0)
    prev = np.where(answered, 0, at - 1)
    fixing = t.has("determiner", "possessive", "digit") | t.genitive
    fixed = fixing[prev]
    held = t.has("article", "possessive", at=prev) | t.genitive[prev]
    other = t.has("pronoun", "capital", "auxiliary", "preposition", "to", "conjunction", "relative", at=prev)
    fixed_before = fixing[np.maximum(at - 2, 0)] & ~t.has("digit", at=np.maximum(at - 2, 0)) & ~other
    noun_next = t.has("that", "to", "preposition", at=at + 1)
    noun_next &= ~(t.has("to", at=at + 1) & t.has("plural", at=at) & (r.verb[at] >= 0))
    # "Denied reports that": the object of another cue.
    fixed |= (r.verb[prev] >= 0) & t.has("past", at=prev) & t.has("plural", at=at) & t.has("that", "of_for", at=at + 1)
    as_noun = (r.noun[at] >= 0) & (fixed | (fixed_before & noun_next) | (r.verb[at] < 0))
    as_verb = (r.verb[at] >= 0) & ~as_noun & ~(held & ~t.has("that", at=prev))
    keep = as_noun | as_verb
    at, as_noun = at[keep], as_noun[keep]
    keep = ~_unnamed(t, at)
    at, as_noun = at[keep], as_noun[keep]
    return at, np.where(as_noun, r.noun[at], r.verb[at]), as_noun


def _unnamed(t: Tokens, at: np.ndarray) -> np.ndarray:
    """Which cues only say why somebody is not named: *authorized to discuss it*, *not to be named*."""
    found = np.zeros(len(at), bool)
    i = t.has("to", at=at - 1).nonzero()[0]
    found[i] = t.among("allowed", np.maximum(at[i] - 2, 0))
    i = (t.has("be", at=at - 1)).nonzero()[0]
    i = i[t.among("identified", at[i]) & t.has("to", "auxiliary", at=np.maximum(at[i] - 2, 0))]
    i = i[t.has("to", at=np.maximum(at[i] - 2, 0)) | t.among("negation", np.maximum(at[i] - 2, 0))]
    found[i] = True
    i = t.among("name", at).nonzero()[0]
    found[i] |= t.among("given", at[i] - 1)
    return found


def _negated(r: Reading, at: np.ndarray, as_noun: np.ndarray, form: np.ndarray) -> np.ndarray:
    """First word of each cue: of *never said*, *did not say*, *stopped short of saying* the negation belongs to it."""
    t, first = r.tokens, at.copy()
    i = (~as_noun & ((form & (THAT | CLAUSE | OBJECT)) > 0)).nonzero()[0]
    i = i[t.has("auxiliary", "adverb", "preposition", at=at[i] - 1)]
    for back in range(1, _FARTHEST_NOT + 1):
        if not len(i):
            break
        before = np.maximum(at[i] - back, 0)
        no = t.among("negation", before) & ~t.among("merely", before + 1)
        short = t.has("of_for", at=before) & t.among("short", np.maximum(before - 1, 0))
        no |= short | t.among("without", before)
        first[i[no]] = (before - short)[no]
        # Only over auxiliaries and adverbs.
        i = i[~no & t.has("auxiliary", "adverb", at=before) & r.plain[np.maximum(before - 1, 0)]]
    return first


def _offsets(r: Reading, first: np.ndarray, last: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Laid offsets of a stretch of words, with the quotation marks that belong to it."""
    t = r.tokens
    opened, closed = r.opens_at[first], r.closes_at[last]
    opens = r.takes_quote(opened, r.q_last, last + 1) <= last
    closes = r.takes_quote(closed, r.q_first, first - 1) >= first
    start = np.where(opens, r.takes_quote(opened, r.q_start, t.start[first]), t.start[first])
    # "Reed (R-Ohio)": the bracket that is opened inside.
    i = t.gap_has("bracketed", at=last).nonzero()[0]
    plain_end = t.end[last]
    plain_end[i] += preceding(t.gap_has("bracket").nonzero()[0], last[i] - 1, -1) >= first[i]
    end = np.where(closes, r.takes_quote(closed, r.q_end, plain_end), plain_end)
    return start, end
