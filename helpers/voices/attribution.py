"""Reporting words with the content that they report and its source, all cues of all texts at once.

A cue (*said*, *claim*, *according to*) is looked up in the cue list; what stands after it decides which complement it
has (:mod:`helpers.voices.complements`), what stands before it who the source is (:mod:`helpers.voices.subjects`). No
parser and no tagger: each rule is a line or two over arrays, one place in them for each cue. What is reported by no
cue (irony, free indirect speech) is not found.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from helpers.voices import blocks, formulas, unclaimed
from helpers.voices.complements import Complements, complements, content_end
from helpers.voices.cues import Cues
from helpers.voices.quotations import Quotations
from helpers.voices.reading import (
    ASIDE,
    BLOCK,
    CLAUSE,
    LONG,
    OBJECT,
    PERSON,
    QUESTION,
    QUOTE,
    SUBJECT,
    THAT,
    TO,
    Reading,
    read,
)
from helpers.voices.subjects import Subjects, subjects
from helpers.voices.tokens import Tokens, following, preceding
from helpers.voices.unclaimed import PIECE, SOURCE, stack


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
    c = complements(r, at, entry, as_noun, s.inverted, s.passive)
    sources = [(at, at, s.first, s.last, entry, s.own)]
    pieces = _pieces(r, at, entry, as_noun, s, c)
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
    return at, np.where(as_noun, r.noun[at], r.verb[at]), as_noun


def _pieces(r: Reading, at, entry, as_noun, s: Subjects, c: Complements) -> list[tuple]:
    """Pieces of content of the cues, each quotation given to one cue."""
    t, n = r.tokens, len(r)
    takes = r.takes(entry)
    # "The Herald quoted Reed as saying that …": what Reed said is what the Herald reports.
    i = s.relayed[c.form[s.relayed] > 0]
    c.start[i - 1], c.form[i - 1], c.quote[i - 1] = c.start[i], THAT, -1
    stance = r.cues.showing[entry]
    # "came to find": no claim, but what somebody met with.
    form = np.where(stance & t.has("to", at=at - 1) & ~as_noun, 0, c.form)
    speech = ((takes & (QUOTE | ASIDE | PERSON)) > 0) & ~as_noun
    before = r.closes_at[s.left]
    before = np.where(speech & t.gap_has("answered", at=s.left) & (t.paragraph[s.left] == t.paragraph[at]), before, -1)
    # Each quotation has one cue: the one after it when a comma or question mark closes it, else the one before.
    owner = np.full(len(r.q_first) + 1, -1)
    after = (form == QUOTE).nonzero()[0]
    owner[c.quote[after]] = after
    left = (before >= 0).nonzero()[0]
    owner[before[left]] = left
    ok = (form > 0) & ~((form == QUOTE) & (owner[c.quote] != np.arange(len(at))))

    raised = ((takes & SUBJECT) > 0) & ((form == TO) | (form == OBJECT) | (form == CLAUSE)) & ~as_noun
    aside_clause = t.has("relative", at=np.maximum(s.first, 0)) & r.comma[np.maximum(s.first - 1, 0)] & (s.first > 0)
    # "Despite claims that it rained, …", "While Reed says it rained, …": a fronted part ends at its comma.
    opening = r.sentence_start[at]
    fronted = t.has("subordinator", "preposition", at=opening) & ~t.has("relative", at=opening)
    # "Now that Reed has claimed that it rained, …".
    fronted |= t.has("adverb", at=opening) & t.has("that", at=opening + 1)
    # "Asked if he was tired, Hall nodded."
    fronted |= (opening == at) & (r.verb[at] >= 0) & ~t.has("participle", at=at)
    fronted &= following(r.commas, opening, n - 1) >= at
    ending = np.where((aside_clause & (form != QUOTE)) | raised, OBJECT, form)
    comma = following((r.comma & ((r.quote < 0) | (r.closes_at >= 0))).nonzero()[0], c.start, n - 1)
    last = content_end(r, np.where(ok, c.start, 0), ending)
    last = np.where(fronted & (comma < last) & (comma >= c.start), comma, last)
    # "Said yes and left".
    answer = t.has("answer", at=c.start) & ((form & (OBJECT | CLAUSE)) > 0)
    goes_on = t.has("preposition", "conjunction", "subordinator", "that", at=np.minimum(c.start + 1, n - 1))
    last = np.where(answer & goes_on, c.start, last)
    last = _before_main_verb(r, at, as_noun, s, ending, c.start, last)
    # A clause has a finite verb; without one it is a noun phrase, or nothing that the cue takes.
    finite = r.finite_before
    bare = ok & (form == CLAUSE) & (finite[last + 1] == finite[np.maximum(c.start, 0)])
    part = np.minimum(np.minimum(comma, following(t.places("relative"), c.start + 1, n - 1) - 1), last)
    part = np.maximum(part, c.start)
    verbless = ok & (form == CLAUSE) & (finite[part + 1] == finite[np.maximum(c.start, 0)])
    phrase = verbless & ((takes & OBJECT) > 0)
    form = np.where(phrase, OBJECT, form)
    i = phrase.nonzero()[0]
    last[i] = content_end(r, c.start[i], form[i])
    ok &= ~(bare | (verbless & r.cues.showing[entry])) | phrase
    # "Reported thefts fell": a participle before its noun opens the sentence; "called the police": no name for them.
    opens = (at == r.sentence_start[at]) & (c.start == at + 1) & ~t.has("participle", at=at) & ~as_noun & ~s.passive
    ok &= ~(opens & ((form == OBJECT) | (form == CLAUSE)))
    summons = t.has("calls", at=at) & t.has("article", at=at + 1) & (form == OBJECT)
    summons &= (c.start == at + 1) & (last == at + 2)
    ok &= (last > c.start) | ~r.that[c.start]
    ok &= ~(summons & (r.quote[np.minimum(c.start + 1, n - 1)] < 0))
    # "Said nothing", "said no more", "did not say why".
    silent = ((form & (OBJECT | CLAUSE)) > 0) & t.has("silence", at=c.start) & t.has("silence", at=last)
    silent &= ~t.has("answer", at=last)
    silent |= (form == QUESTION) & t.has("question", at=c.start) & (last == c.start)
    ok &= ~silent | (last - c.start > 1) | (c.quote >= 0)
    pieces = []

    def add(which: np.ndarray, first: np.ndarray, last: np.ndarray, form: np.ndarray | int) -> None:
        pieces.append((which, first, last, form))

    i = (ok & ~(s.passive & (form == OBJECT))).nonzero()[0]
    add(i, c.start[i], last[i], form[i])
    # The quotation before the cue, with the words of its clause before it: 'Yet he is a "change agent," Cole said'.
    i = left[owner[before[left]] == left]
    first = r.q_first[before[i]]
    opening = np.maximum(preceding(r.firm, np.maximum(first - 1, 0), 0), r.sentence_start[first])
    grown = r.plain[first - 1] | ~t.gap_has("comma", "colon", "stop", "dash", "break", "semicolon", at=first - 1)
    grown &= r.same_sentence(first - 1, first) & (opening < first) & (r.quote[first - 1] < 0)
    add(i, np.where(grown, opening, first), r.q_last[before[i]], QUOTE)
    _add_asides(r, at, entry, as_noun, s, c, form, before, add)
    _add_subjects(r, at, entry, as_noun, s, c, form, raised, last, add)
    return pieces


def _before_main_verb(r: Reading, at, as_noun, s: Subjects, form, start, last) -> np.ndarray:
    """*The claim that the vote was stolen has spread*: a noun in the subject leaves the sentence a verb of its own."""
    t, n = r.tokens, len(r)
    before = r.finite_before
    # The same after "voters who say": the first word that the clause of the subject may not hold.
    clause = ~as_noun & s.own & (s.first > 0) & (s.first == s.last) & t.has("relative", at=np.maximum(s.first, 0))
    until = np.where(clause, s.first, at)
    i = ((as_noun | clause) & (before[until] == before[r.sentence_start[at]]) & (last > start)).nonzero()[0]
    light = ("auxiliary", "adverb", "to", "conjunction", "relative", "subordinator", "pronoun", "that", "question")
    verbs = r.finite.nonzero()[0]
    first = following(verbs, start[i], n - 1)
    verbs = verbs[t.has("auxiliary", "verb", at=verbs)]
    verbs = verbs[~t.has(*light, at=verbs - 1) & ~t.has("capital", at=verbs)]
    main = following(verbs, np.where((form[i] & LONG) > 0, first + 1, start[i] + 1), n - 1)
    last = last.copy()
    last[i] = np.where(main <= last[i], main - 1, last[i])
    return last


def _add_asides(r: Reading, at, entry, as_noun, s: Subjects, c: Complements, form, before, add) -> None:
    """*The dam, he said, is safe*; *as the Times reported*."""
    t, n = r.tokens, len(r)
    takes = r.takes(entry)
    start = r.sentence_start[at]
    says = ((takes & (ASIDE | PERSON)) > 0) & ~as_noun & ~s.passive
    # "As KABC reported, …" and "…, as KABC reported."
    sub = np.where(s.own & (s.first > 0), s.first - 1, 0)
    as_clause = t.has("as", at=sub) & r.same_sentence(sub, at) & says & ~r.plain[at] & (form == 0)
    by = (t.has("as", at=at - 1) & t.has("by", at=at + 1) & ~as_noun & ((takes & THAT) > 0)).nonzero()[0]
    leads = (as_clause & (sub == start) & r.comma[at]).nonzero()[0]
    first = at[leads] + 1
    add(leads, first, content_end(r, first, np.full(len(leads), CLAUSE)), CLAUSE)
    trails = (as_clause & (sub > start) & r.comma[np.maximum(sub - 1, 0)]).nonzero()[0]
    add(trails, np.maximum(preceding(r.hard, sub[trails] - 1, 0), start[trails]), sub[trails] - 1, CLAUSE)
    by = by[(at[by] - 1 == start[by]) & r.comma[np.maximum(s.last[by], 0)]]
    first = s.last[by] + 1
    add(by, first, content_end(r, first, np.full(len(by), CLAUSE)), CLAUSE)

    # The words before "he said" in its sentence, and those after the comma that follows.
    left = s.left
    first = np.maximum(preceding(r.firm, left, 0), start)
    tail = np.where(form == 0, c.start - 1, at)
    goes_on = r.comma[at] | (
        (form == 0) & ((takes & PERSON) > 0) & r.comma[np.maximum(tail, 0)] & r.same_sentence(np.maximum(tail, 0), at)
    )
    tail = np.where(r.comma[at], at, tail)
    opener = t.has("subordinator", "preposition", "adverb", "participle", at=first)
    opener = (opener & (following(r.commas, first, n) == left)) | t.has("opener", at=first)
    apposed = r.comma[np.maximum(preceding(r.heavy, at - 1, 0), 0)] & ~s.inverted
    clausal = says & ((takes & (CLAUSE | PERSON)) > 0)
    aside = clausal & (before < 0) & ~as_clause & r.comma[left] & (left >= start) & (first < left) & ~apposed
    aside &= ((form == 0) | goes_on) & ~t.gap_has("colon", at=at) & (~opener | (form == 0))
    asked = t.has("opener")
    aside &= ~t.has("read_said", at=first)
    aside &= ~asked[first] & ~(asked[first + 1] & t.has("subordinator", at=first)) & ~t.has("ing", at=at)
    short = (left == first) & (left == start) & goes_on & (form == 0)
    aside |= clausal & (before < 0) & ~as_clause & r.comma[left] & short & ~apposed
    # "As KABC reported, officers responded": the comma parts KABC's clause from its content, not content from a cue.
    aside &= ~t.has("ing", "preposition", at=np.maximum(s.last, 0)) & ~t.has("as", at=first)
    i = aside.nonzero()[0]
    add(i, first[i], left[i], CLAUSE)
    i = i[goes_on[i] & (form[i] == 0) & ~s.inverted[i]]
    i = i[r.same_sentence(tail[i] + 1, at[i]) & ~t.has("ing", "relative", at=tail[i] + 1)]
    add(i, tail[i] + 1, content_end(r, tail[i] + 1, np.full(len(i), CLAUSE)), CLAUSE)
    # "which critics said was unfair": the relative word, and the verb after the cue.
    relative = t.has("relative", "what", at=np.maximum(s.first - 1, 0))
    relative &= s.own & (s.first > 0) & ~as_noun & ((takes & (ASIDE | CLAUSE)) > 0) & (form == 0) & r.plain[at]
    i = (relative & t.has("auxiliary", "past", "verb", at=at + 1) & r.same_sentence(at + 1, at)).nonzero()[0]
    add(i, s.first[i] - 1, s.first[i] - 1, OBJECT)
    add(i, at[i] + 1, content_end(r, at[i] + 1, np.full(len(i), OBJECT)), OBJECT)


def _add_subjects(r: Reading, at, entry, as_noun, s: Subjects, c: Complements, form, raised, last, add) -> None:
    """Contents that begin with the grammatical subject: *rain is expected to stop*, *the plan was attacked by Reed*."""
    t, takes = r.tokens, r.takes(entry)
    first, head = s.grammatical
    known = (
        (head >= first)
        & (head >= 0)
        & ~t.has("conjunction", "preposition", "subordinator", "opening", at=np.maximum(head, 0))
    )
    i = (raised & known & (form > 0) & ~t.has("dummy", at=np.maximum(head, 0))).nonzero()[0]
    add(i, first[i], head[i], OBJECT)
    # "A letter seen by the Post" is read, not claimed.
    by = s.passive & (s.first >= 0) & known & ((takes & OBJECT) > 0) & ~r.cues.believed[entry]
    i = (by & ~as_noun).nonzero()[0]
    add(i, first[i], head[i], OBJECT)


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
