"""Pieces of content that each cue reports: after it, before it, around it, and where the narrator takes over again."""

from __future__ import annotations

import numpy as np

from helpers.voices import passives
from helpers.voices.complements import Complements, content_end
from helpers.voices.reading import (
    ASIDE,
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
)
from helpers.voices.subjects import Subjects
from helpers.voices.tokens import following, preceding


def pieces(r: Reading, at, entry, as_noun, s: Subjects, c: Complements) -> list[tuple]:
    """Pieces of content of the cues, each quotation given to one cue."""
    t, n = r.tokens, len(r)
    takes = r.takes(entry)
    # "The Herald quoted Reed as saying that …": what Reed said is what the Herald reports.
    i = s.relayed[c.form[s.relayed] > 0]
    c.start[i - 1], c.form[i - 1], c.quote[i - 1] = c.start[i], THAT, -1
    stance = r.cues.showing[entry]
    # "came to find": no claim, but what somebody met with.
    form = np.where(stance & t.has("to", at=at - 1) & ~as_noun, 0, c.form)
    # "Called the statement “a lie”": the quotation says what the statement is called.
    form = np.where(passives.named_as(r, at, entry, as_noun, c.start, c.quote, form), 0, form)
    speech = ((takes & (QUOTE | ASIDE | PERSON)) > 0) & ~as_noun
    before = r.closes_at[s.left]
    before = np.where(speech & t.gap_has("answered", at=s.left) & (t.paragraph[s.left] == t.paragraph[at]), before, -1)
    before = _tags(r, at, takes, form, before)
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
    # "Which Reed has called “a sham”, passed", "described as “a fraud”, won".
    naming = ((takes & OBJECT) > 0) & ((takes & ASIDE) == 0) & (c.quote >= 0)
    whom = t.has("relative", at=np.maximum(s.first - 1, 0)) & r.comma[np.maximum(s.first - 2, 0)] & (s.first > 1)
    ending = np.where(
        (aside_clause & (form != QUOTE)) | ((aside_clause | whom) & naming) | raised | (s.passive & naming),
        OBJECT,
        form,
    )
    comma = following((r.comma & ((r.quote < 0) | (r.closes_at >= 0))).nonzero()[0], c.start, n - 1)
    last = content_end(r, np.where(ok, c.start, 0), ending)
    last = np.where(fronted & (comma < last) & (comma >= c.start), comma, last)
    # "What Reed calls “a thug” is a boy", "branded “a thug” by Hall".
    whole = naming & (t.has("what", at=np.maximum(s.first - 1, 0)) | (s.passive & (c.start == at + 1)))
    i = (whole | (s.passive & (c.quote >= 0) & (s.first > c.start))).nonzero()[0]
    last[i] = np.minimum(last[i], passives.closing(r, c.quote[i], last[i]))
    # "Said yes and left".
    answer = t.has("answer", at=c.start) & ((form & (OBJECT | CLAUSE)) > 0)
    goes_on = t.has("preposition", "conjunction", "subordinator", "that", at=np.minimum(c.start + 1, n - 1))
    last = np.where(answer & goes_on, c.start, last)
    last = _before_main_verb(r, at, entry, as_noun, s, ending, c.start, last)
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


def _tags(r: Reading, at, takes, form, before) -> np.ndarray:
    """Of the quotations ``before`` the cues those that the cue may tag, else -1."""
    t = r.tokens
    i = (before >= 0).nonzero()[0]
    first, last = r.q_first[before[i]], r.q_last[before[i]]
    after = np.minimum(last + 1, len(r) - 1)
    # "Chanted “Shame!” and held signs", "asked if it was “a sham”, Hall said no".
    other = t.has("conjunction", at=after) & ~t.gap_has("comma", at=last)
    opening = r.sentence_start[first]
    other |= (
        t.has("opener", at=opening)
        & ~t.has("participle", at=opening)
        & r.same_sentence(opening, at[i])
        & (opening < first)
        & t.gap_has("quiet", at=first - 1)
    )
    # "Hall wrote on X: “We won!” Reed called it a sham.": a sentence of its own.
    led = t.gap_has("colon", at=first - 1) & ~t.gap_has("comma", at=last)
    other |= led & (form[i] > 0)
    # "“We won!” Reed called it “a sham”": such a verb tags nothing but what ends with a comma.
    other |= (
        ((takes[i] & OBJECT) > 0) & ((takes[i] & (ASIDE | PERSON)) == 0) & ~t.gap_has("comma", at=last) & (form[i] > 0)
    )
    before[i[other]] = -1
    return before


def _before_main_verb(r: Reading, at, entry, as_noun, s: Subjects, form, start, last) -> np.ndarray:
    """*The claim that the vote was stolen has spread*: a noun in the subject leaves the sentence a verb of its own."""
    t, n = r.tokens, len(r)
    before = r.finite_before
    # The same after "voters who say": the first word that the clause of the subject may not hold.
    clause = ~as_noun & s.own & (s.first > 0) & (s.first == s.last) & t.has("relative", at=np.maximum(s.first, 0))
    until = np.where(clause, s.first, at)
    # "Reed said that her claim that it rained was a lie": the clause begins after the cue before.
    opening = r.sentence_start[at]
    if len(at):
        held = (
            (form[:-1] & LONG > 0)
            & ~r.cues.showing[entry[:-1]]
            & (start[:-1] <= at[1:])
            & (last[:-1] >= at[1:])
            & (start[:-1] > opening[1:])
        )
        opening[1:] = np.where(held, start[:-1], opening[1:])
    i = ((as_noun | clause) & (before[until] == before[opening]) & (last > start)).nonzero()[0]
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
    aside &= ~t.has("read_said", at=first) & ~(t.has("by", at=at + 1) & t.has("ing", at=at + 2))
    aside &= ~asked[first] & ~(asked[first + 1] & t.has("subordinator", at=first)) & ~t.has("ing", at=at)
    short = (left == first) & (left == start) & goes_on & (form == 0)
    aside |= clausal & (before < 0) & ~as_clause & r.comma[left] & short & ~apposed
    # "As KABC reported, officers responded": the comma parts KABC's clause from its content, not content from a cue.
    aside &= ~t.has("ing", "preposition", at=np.maximum(s.last, 0)) & ~t.has("as", at=first)
    i = aside.nonzero()[0]
    add(i, first[i], left[i], CLAUSE)
    i = i[goes_on[i] & (form[i] == 0) & ~s.inverted[i]]
    # "It means, he said, that …" goes on; "the dam, he said, that was built" does not.
    on = tail[i] + 1
    i = i[r.same_sentence(on, at[i]) & ~t.has("ing", at=on) & (~t.has("relative", at=on) | r.that[on])]
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
    i = (by & ~as_noun & (c.quote < 0)).nonzero()[0]
    add(i, first[i], head[i], OBJECT)
