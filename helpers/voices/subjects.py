"""What stands before a cue, or just after it when verb and subject are turned round: the source."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from helpers.voices import passives
from helpers.voices.reading import ASIDE, LONGEST_SOURCE, OBJECT, QUOTE, THAT, Reading, noun_phrase_end
from helpers.voices.tokens import Most, following, preceding

# Between two dashes stands an aside to the source, if it is no longer than this, in words.
_LONGEST_BRACKET, _LONGEST_ASIDE = 6, 20


@dataclass(frozen=True)
class Subjects:
    """For each cue its source.

    Attributes
    ----------
    first, last : int arrays
        First and last word of the source; -1 for none.
    own : bool array
        True where the cue has a subject of its own; False for *saying*, *to say*, *the claim*.
    inverted : bool array
        True for *said Reed*.
    passive : bool array
        True for *was told*, *is expected*, and for a participle with *by* after it.
    left : int array
        Last word before the source and its cue: where content before the cue would end.
    relayed : int array
        Numbers of the cues whose source is the object of the cue before them: *the Herald quoted Reed as saying*.
    grammatical : tuple of int arrays
        First and last word of the grammatical subject, which in the passive is no source.
    """

    first: np.ndarray
    last: np.ndarray
    own: np.ndarray
    inverted: np.ndarray
    passive: np.ndarray
    left: np.ndarray
    relayed: np.ndarray
    grammatical: tuple[np.ndarray, np.ndarray]


def subjects(r: Reading, at: np.ndarray, entry: np.ndarray, as_noun: np.ndarray) -> Subjects:
    """Find the source of each cue.

    Parameters
    ----------
    r : Reading
    at, entry : int arrays
        Words that are cues, and their entries in the cue list.
    as_noun : bool array
        Cues used as nouns.
    """
    t, n = r.tokens, len(r)
    takes = r.takes(entry)
    start = r.sentence_start[at]
    prev = at - 1
    # Step left over auxiliaries and adverbs, and over "is forced to", "continues to".
    head = _without_day(r, preceding(r.heavy, prev, 0), start)
    # "An official, who would not speak publicly, said": the comma behind an adverb ends the aside.
    i = (r.comma[prev] & (head < prev) & (r.quote[prev] < 0)).nonzero()[0]
    i = i[~t.has("auxiliary", at=head[i] + 1)]
    head[i] = prev[i]
    apposed = r.comma[head] & (head >= start)
    infinitive = t.has("to", at=head) & ~as_noun
    head = np.where(infinitive, preceding(r.heavy, np.maximum(head - 2, 0), 0), head)
    head = np.maximum(head, start - 1)
    # "Reed (of Ohio) said", "Reed — who chairs the panel — said".
    for opens, closes, longest in (("bracket", "unbracket", _LONGEST_BRACKET), ("dash", "dash", _LONGEST_ASIDE)):
        i = t.gap_has(closes, at=np.maximum(head, 0)).nonzero()[0]
        if not len(i):
            continue
        before = preceding(t.gap_has(opens).nonzero()[0], np.maximum(head[i] - 1, 0), -1)
        head[i] = np.where((head[i] - before < longest) & (before >= start[i]), before, head[i])
    inside = head >= start
    seen = np.maximum(head, 0)
    edge = preceding(r.edges, seen, 0)
    first = np.maximum(edge, start)
    # "people who have seen the letter said": the relative clause belongs to the noun phrase.
    whom = (t.has("relative") & ~t.has("that") & r.plain)[np.maximum(first - 1, 0)]
    hung = whom & r.plain[np.maximum(first - 2, 0)] & (first - 2 >= start)
    hung &= inside & (head >= first)
    wider = np.maximum(preceding(r.edges, np.maximum(first - 2, 0), 0), start)
    first = np.where(hung, wider, first)
    # "Reed said many wonder": a noun phrase does not reach over another cue.
    said = preceding((r.asides & r.finite & ~t.has("capital")).nonzero()[0], np.maximum(head - 1, 0), -1)
    first = np.where(~hung & (said >= first) & inside, said + 1, first)
    # An apposition: "Brian Fallon, a spokesman for Clinton, said".
    apposed &= inside
    i = apposed.nonzero()[0]
    wide = np.maximum(preceding(r.hard, seen[i], 0), start[i])
    opener = t.has("preposition", "subordinator", "adverb", "time", "conjunction", "ing", at=wide)
    next_comma = following(r.commas, wide, n - 1) + 1
    first[i] = np.minimum(np.where(opener & (next_comma < edge[i]), next_comma, wide), first[i])
    heavy = following(Most(~t.has("conjunction", "adverb", "opening")), first, n - 1)
    first = np.where(heavy <= head, heavy, first)
    alone = t.has("relative", "pronoun", at=seen) & inside & ~apposed
    first = np.where(alone, head, first)
    first = np.maximum(first, head - LONGEST_SOURCE)
    last = np.where(inside, head, -1)
    grammatical = (first, last)

    be = t.has("be", at=preceding(r.no_adverbs, prev, 0))
    # "“It is,” said Reed".
    be &= ~t.gap_has("answered", at=prev)
    adjective = r.cues.adjective[entry]
    participle = ~t.has("ing", at=at) & ~as_noun & ~adjective
    next_ = following(r.no_adverbs, at + 1, n - 1)
    by = participle & t.has("by", at=next_) & r.plain[at] & ((takes & (OBJECT | THAT)) > 0)
    i = by.nonzero()[0]
    by[i] = ~passives.no_doer(r, np.minimum(next_[i] + 1, n - 1))
    passive = (be & participle) | by | passives.reduced(r, at, entry, as_noun, next_)
    inverted = _inverted(r, at, takes, as_noun | passive)
    first, last, lacks = _without_subject(r, at, as_noun, first, last)
    first, last = np.where(passive, -1, first), np.where(passive, -1, last)
    after = (inverted | by).nonzero()[0]
    first[after] = np.where(inverted, at, next_)[after] + 1
    last[after] = noun_phrase_end(r, first[after])
    # "Accused by his rivals of fraud": with these verbs the noun phrase ends before *of*.
    i = (by & (r.cues.takes[entry, passives.OF] > 0)).nonzero()[0]
    of = (r.particle == passives.OF).nonzero()[0] if len(i) else i
    last[i] = np.minimum(last[i], np.maximum(following(of, first[i] + 1, n) - 1, first[i]))
    left = np.where(inverted, at, np.where(inside, grammatical[0], at)) - 1
    # "It seems to rain", "rain is expected": nobody is named who says so.
    nobody = r.cues.evidence[entry] & ~inverted
    first, last = np.where(nobody, -1, first), np.where(nobody, -1, last)
    own = (~lacks & ~infinitive) | inverted
    relayed = (t.has("as", at=prev) & t.has("participle", at=at)).nonzero()[0]
    relayed = relayed[relayed > 0]
    by = relayed - 1
    near = (at[relayed] - at[by] > 2) & (at[relayed] - at[by] <= _LONGEST_RELAYED)
    near &= np.array([r.plain[a:b].all() for a, b in zip(at[by].tolist(), prev[relayed].tolist(), strict=True)], bool)
    near &= ((takes[by] & OBJECT) > 0) & ~as_noun[by] & ~passive[by] & ((takes[relayed] & (THAT | QUOTE)) > 0)
    relayed = relayed[near]
    first[relayed], last[relayed], own[relayed] = at[relayed - 1] + 1, prev[relayed] - 1, True
    return Subjects(first, last, own, inverted, passive, left, relayed, grammatical)


# "Quoted the mayor of Ohio as saying": words from cue to cue; more is rather another sentence part.
_LONGEST_RELAYED = 12
# A bare noun with what hangs on it ("critics of the plan"), in words; more is rather the rest of the sentence.
_LONGEST_BARE = 6
_NO_NOUN = (
    *("preposition", "to", "that", "question", "adverb", "auxiliary", "time", "object", "ing", "pronoun", "day"),
    *("subordinator", "relative"),
)


def _without_day(r: Reading, head: np.ndarray, start: np.ndarray) -> np.ndarray:
    """The word before a day or time: *Reed on Monday said*, *Reed, a farmer, this week said*."""
    t = r.tokens
    i = (t.has("time", at=head) & (head > start + 1) & ~t.has("capital", at=np.maximum(head - 1, 0))).nonzero()[0]
    if not len(i):
        return head
    before = head[i] - 1
    dated = t.has("moment", "time", "determiner", at=before)
    ok = t.has("day", at=head[i]) | (dated & t.cut.by_form(_is_period)[t.row[head[i]]])
    back = np.where(dated, before - 1, before)
    ok &= back >= start[i]
    head = head.copy()
    head[i] = np.where(ok, preceding(r.heavy, np.maximum(back, 0), 0), head[i])
    return head


def _is_period(form: str) -> bool:
    return form in ("week", "month", "year", "morning", "afternoon", "evening", "night", "weekend")


def _inverted(r: Reading, at: np.ndarray, takes: np.ndarray, never: np.ndarray) -> np.ndarray:
    """Find the cues with their source after them: *…,” said Reed*.

    After a comma without marks (*The dam is safe, said Reed.*) the words up to the next mark or *who* hold no finite
    verb; else they are a clause (*Reed, a farmer, said the dam was safe.*).
    """
    t, n = r.tokens, len(r)
    quoted = (r.closes_at[at - 1] >= 0) & t.gap_has("answered", at=at - 1)
    aside = r.comma[at - 1] & ((takes & ASIDE) > 0) & ~t.has("ing", at=at) & (r.sentence_start[at] < at - 1)
    may = ((quoted | aside) & r.plain[at] & r.same_sentence(at + 1, at) & ~never).nonzero()[0]
    inverted = np.zeros(len(at), bool)
    at, quoted, aside = at[may], quoted[may], aside[may]
    j = at + 1
    names = t.has("capital", "determiner", "possessive", "pronoun", at=j) & ~t.has("day", "that", at=j)
    cap = t.has("capital") & ~t.has("day", "pronoun")
    title = ~t.has("preposition", "to", "that", "question", "adverb", "auxiliary", "time", "object", at=j)
    name = following(cap.nonzero()[0], j, n - 1)
    title &= (name - j <= 3) & (t.article[name] == t.article[at])
    # "…,” said police." "…,” said two witnesses on Monday.": a bare noun, right after the quotation's closing marks.
    bare = quoted & ~t.has(*_NO_NOUN, at=j)
    end = noun_phrase_end(r, j)
    bare &= ~t.has("auxiliary", at=np.minimum(end + 1, n - 1)) & (end - j < _LONGEST_BARE)
    # "The gate was open, said police.": a bare noun for people, at the end.
    people = t.has("who_speaks", at=j) & (r.sentence_end[at] == j)
    names |= title | bare | people
    mark = following((~r.plain | t.has("relative")).nonzero()[0], j, n - 1)
    mark = np.where(t.has("relative", at=mark) & (mark > j), mark - 1, mark)
    verb = following((r.finite & ~t.has("capital")).nonzero()[0], j, n - 1)
    aside &= verb > mark
    # 'Reed, a farmer, said the dam "was safe"': the quotation goes on with the clause.
    aside &= ~((r.opens_at[np.minimum(mark + 1, n - 1)] >= 0) & t.gap_has("quiet", at=mark))
    # 'Hall, whom Reed called “a liar”, said he was innocent': a pronoun with its verb opens a clause.
    clause = t.has("pronoun", at=j) & r.finite[np.minimum(j + 1, n - 1)] & r.plain[j] & ~t.has("relative", at=j)
    inverted[may] = names & (quoted | aside) & ~clause
    return inverted


def _without_subject(r: Reading, at, as_noun, first, last):
    """Source of the cues with no subject of their own: *saying*, *and said*, *by proving*, nouns.

    They take the source of the cue before them in the sentence, else the sentence's first noun phrase.
    """
    t, n = r.tokens, len(r)
    prev = at - 1
    owned, i = np.zeros(len(at), bool), as_noun.nonzero()[0]
    genitive = preceding((t.genitive | t.has("possessive")).nonzero()[0], prev[i], -1)
    owned[i] = genitive >= np.maximum(first[i], at[i] - 4)
    last = last.copy()
    last[i] = np.where(owned[i], genitive, last[i])
    from_ = as_noun & ~owned & t.has("agent", at=at + 1)
    cut = ~r.plain | np.append(t.has("that", "to", "preposition", "auxiliary")[1:], True)
    i = from_.nonzero()[0]
    first[i], last[i] = at[i] + 2, following(cut.nonzero()[0], at[i] + 2, n - 1)
    nobody = t.has("conjunction", "preposition", "opening", "subordinator", at=np.maximum(last, 0))
    lacks = (
        (last < 0)
        | (last < first)
        | (t.has("ing", at=at) & ~t.has("be", at=prev) & ~as_noun)
        | nobody
        | (as_noun & ~owned & ~from_)
    )
    given = np.arange(len(at))
    same = np.append(False, t.sentence[at[1:]] == t.sentence[at[:-1]])[: len(at)]
    anchor = np.maximum.accumulate(np.where(~lacks | ~same, given, 0)) if len(at) else given
    use = lacks & (anchor < given) & ~lacks[anchor]
    first, last = np.where(use, first[anchor], first), np.where(use, last[anchor], last)
    # The sentence's first noun phrase: up to its first verb or mark.
    i = (lacks & ~use).nonzero()[0]
    heavy = Most(~t.has("conjunction", "adverb", "opening", "subordinator"))
    s0 = following(heavy, r.sentence_start[at[i]], n - 1)
    comma = following(r.commas, s0, n - 1) + 1
    s0 = np.where(t.has("preposition", "time", "ing", at=s0) & (comma < at[i]), comma, s0)
    verb = np.append((r.finite & ~t.has("capital"))[1:], True) | ~r.plain
    e0 = following(verb.nonzero()[0], s0, n - 1)
    found = (e0 < at[i]) & ~t.has("preposition", at=s0)
    first[i], last[i] = np.where(found, s0, -1), np.where(found, e0, -1)
    # "resigned over allegations that", "faces new accusations that": others make them.
    others = t.has("suffers", at=prev) | (t.has("suffers", at=np.maximum(at - 2, 0)) & ~t.has("preposition", at=prev))
    others &= as_noun & lacks & (at - 2 >= r.sentence_start[at])
    return np.where(others, -1, first), np.where(others, -1, last), lacks
