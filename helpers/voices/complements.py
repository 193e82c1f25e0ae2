"""What stands after a cue: where the reported content begins, what form it has, and where it ends."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from helpers.voices.cues import PARTICLES
from helpers.voices.reading import ASIDE, CLAUSE, LONG, OBJECT, PERSON, QUESTION, QUOTE, SUBJECT, THAT, TO, Reading
from helpers.voices.subjects import Subjects
from helpers.voices.tokens import following, preceding

# Longest way from a cue to its quotation or *that*, in words: "said in a statement late on Tuesday that".
REACH = 14


@dataclass(frozen=True)
class Complements:
    """For each cue what it takes after it.

    Attributes
    ----------
    start : int array
        First word of the content, or the first word after the cue and whoever is spoken to where there is none.
    form : int array
        Bit of the form of the content, 0 for none.
    quote : int array
        Number of the quotation that the content is, or -1.
    """

    start: np.ndarray
    form: np.ndarray
    quote: np.ndarray


def complements(r: Reading, at: np.ndarray, entry: np.ndarray, as_noun: np.ndarray, s: Subjects) -> Complements:
    """Find the complement of each cue.

    Parameters
    ----------
    r : Reading
    at, entry : int arrays
        Words that are cues, and their entries in the cue list.
    as_noun : bool array
        Cues used as nouns: *claims by patients that*.
    s : Subjects
        Cues with their subject after them (*said Reed*) take nothing else there.
    """
    t, n = r.tokens, len(r)
    takes, inverted, passive = r.takes(entry), s.inverted, s.passive
    # "Described by rivals as “a fraud”": what is said comes after whoever says it.
    by = passive & (s.first > at)
    j = np.where(by, s.last, at) + 1
    near = r.plain[at]
    led_only = by & ((takes & PERSON) == 0)
    led_only[led_only] = ~t.among("naming", at[led_only])
    takes = np.where(by, takes & np.where(led_only, ~(OBJECT | CLAUSE | QUOTE), ~(OBJECT | CLAUSE)), takes)
    j = np.where(near, following(r.no_adverbs, j, n - 1), j)
    # A particle: "called for", "pointed out"; in "agreed to pay" *to* is none.
    names = t.has("determiner", "possessive", "pronoun", "object", "capital") | (r.opens_at >= 0)
    infinitive = ((takes & TO) > 0) & t.has("to", at=j) & ~names[j + 1]
    j, takes = _after_particle(r, (near & ~infinitive).nonzero()[0], entry, j, takes)
    # Somebody spoken to: "told reporters that".
    person = (takes & PERSON) > 0
    takes = np.where(person, takes | THAT | CLAUSE | TO | QUESTION | QUOTE, takes)
    to_somebody = (person & near & ~passive).nonzero()[0]
    j[to_somebody], bare = _after_person(r, j[to_somebody])
    takes[to_somebody[~bare]] &= ~CLAUSE
    j = np.minimum(j, n - 1)
    # "asked Reed about the dam": the particle comes after the listener.
    j, takes = _after_particle(r, to_somebody[~t.has("to", at=j[to_somebody])], entry, j, takes)
    # Time: "said Tuesday", "said on Tuesday", "said last week".
    j = np.where(near, _after_time(r, j), j)
    j = np.minimum(j, n - 1)
    quote = r.opens_at[j]
    # "Described as a “thug”".
    i = (passive & (quote < 0)).nonzero()[0]
    i = i[t.among("a_the", j[i])]
    quote[i] = r.opens_at[np.minimum(j[i] + 1, n - 1)]
    # Between the cue and its complement there is no mark, or just an opening one.
    ok = near & r.same_sentence(j, at) & (j > at) & (r.plain[j - 1] | (quote >= 0)) & ~inverted
    # "Your report (“Flood shames town”, 3 March)" names a title.
    ok &= (quote < 0) | ~t.gap_has("bracket", at=j - 1)
    form = np.zeros(len(at), np.int64)

    def choose(where: np.ndarray, needs: int, gives: int) -> None:
        """Where nothing is chosen yet and the cue takes one of ``needs``, the complement is ``gives``."""
        nonlocal form
        form = np.where(ok & (form == 0) & where & ((takes & needs) > 0), gives, form)

    choose(quote >= 0, QUOTE | OBJECT | CLAUSE, QUOTE)
    choose(r.that[j], THAT, THAT)
    choose(r.that[j], OBJECT, OBJECT)
    # "Says that is a lie": *that* is the subject of the clause.
    this = t.has("that", at=j) & t.has("be", at=np.minimum(j + 1, n - 1)) & ~as_noun & (j == at + 1)
    choose(this & ~t.has("preposition", "determiner", "possessive", at=at - 1), CLAUSE, CLAUSE)
    choose(t.has("to", at=j), TO | SUBJECT, TO)
    choose(t.has("question", at=j), QUESTION | OBJECT, QUESTION)
    phrase = ~t.has("to", "conjunction", "preposition", "that", at=j) & (
        ~t.has("auxiliary", at=j) | t.has("participle", at=j)
    )
    # "said about half", "found over 40 percent".
    phrase |= t.has("roughly", at=j) & t.has("digit", "number", at=j + 1)
    choose(phrase & ~t.has("past", at=j), CLAUSE, CLAUSE)
    choose(phrase, OBJECT, OBJECT)
    # "said in a statement that", "told the crowd in Ohio on Monday that".
    that = following(r.that.nonzero()[0], j, n - 1)
    mark = following(r.loud, at, n - 1)
    far = (
        (form == 0)
        & near
        & ~inverted
        & ((takes & THAT) > 0)
        & (((takes & (ASIDE | PERSON)) > 0) | (as_noun & t.has("agent", at=at + 1)))
        & (that - at <= REACH)
        & r.same_sentence(that, at)
    )
    far &= (mark >= that) & t.has("preposition", "time", "determiner", "to", at=j)
    form = np.where(far, THAT, form)
    j = np.where(far, that, j)
    # "said in a statement he would", "asked in May if he would".
    pronoun = t.has("pronoun") & ~t.has("relative") & np.append(r.finite[1:], False)
    pronoun = following(pronoun.nonzero()[0], j, n - 1)
    question = following(t.places("asking"), j, n - 1)
    mark = following((~r.plain & ~t.gap_has("quiet") | t.has("subordinator", "relative")).nonzero()[0], j, n - 1)
    for place, needs, gives in ((pronoun, CLAUSE, CLAUSE), (question, QUESTION, QUESTION)):
        far = (form == 0) & near & ~inverted & ((takes & needs) > 0) & (place - at <= REACH) & (mark >= place)
        far &= r.same_sentence(place, at) & t.has("preposition", "time", "by", at=j) & (place > j)
        form = np.where(far, gives, form)
        j = np.where(far, place, j)
    # A quotation further on: 'said in a statement, "…"', 'said: "…"'.
    ahead = np.append(r.q_first, n - 1)[r.q_first.searchsorted(at + 1)]
    reach = (
        (form == 0)
        & ((takes & np.where(as_noun, QUOTE, QUOTE | THAT | CLAUSE)) > 0)
        & (ahead < n - 1)
        & (ahead - at <= REACH)
    )
    reach &= ~led_only
    reach &= (t.paragraph[ahead] == t.paragraph[at]) | t.gap_has("colon", at=ahead - 1)
    reach &= r.same_sentence(ahead - 1, at) & (t.article[ahead] == t.article[at])
    led = t.has("preposition", "time", "that", at=j) & near & (ahead - at <= 8) & r.plain[ahead - 1]
    at_once = ahead - at <= 1
    # "…, Reed says. “I know,” Hall shrugs.": a new sentence, unless the cue reports nothing else.
    i = (reach & at_once & t.gap_has("stop", at=at) & ~t.gap_has("colon", at=at)).nonzero()[0]
    last = r.q_last[r.q_first.searchsorted(at[i] + 1)]
    left = np.maximum(s.left[i], 0)
    first = np.maximum(preceding(r.firm, left, 0), r.sentence_start[at[i]])
    aside = r.comma[left] & (r.closes_at[left] < 0)
    aside &= ~t.has("subordinator", "preposition", "participle", "adverb", at=first)
    at_once[i] = ~(as_noun[i] | aside | t.gap_has("comma", at=last))
    reach &= t.gap_has("comma", "colon", at=ahead - 1) | at_once | led
    # "they, he said, should know this: "…"": a comma after the cue, and more than a name before the quotation.
    reach &= ~(r.comma[at] & (ahead - at > 2) & ((takes & ASIDE) > 0))
    form = np.where(reach, QUOTE, form)
    quote = np.where(reach, r.q_first.searchsorted(at + 1), np.where(form == QUOTE, quote, -1))
    j = np.where(reach, ahead, j)
    # "He said: the world ends." without marks.
    colon = (
        (form == 0)
        & ~passive
        & t.gap_has("colon", at=at)
        & ((takes & (CLAUSE | QUOTE)) > 0)
        & r.same_sentence(at + 1, at)
    )
    form = np.where(colon, CLAUSE, form)
    j = np.where(colon, at + 1, j)
    return Complements(j, form, quote)


def _after_particle(r: Reading, i: np.ndarray, entry: np.ndarray, j: np.ndarray, takes: np.ndarray) -> tuple:
    """First word after a particle at ``j``, and what the cue takes with it, for the cues ``i`` that have one."""
    with_it = r.cues.takes[entry[i], r.particle[j[i]]] * (r.particle[j[i]] > 0)
    i, with_it = i[with_it > 0], with_it[with_it > 0]
    j, takes = j.copy(), takes.copy()
    j[i], takes[i] = following(r.no_adverbs, j[i] + 1, len(r) - 1), with_it
    return j, takes


def _after_person(r: Reading, j: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """First word after the person spoken to at ``j``, and whether a bare clause may begin there.

    *told them the …*, *told Reed he …*, *told the crowd that …*; a bare clause after a longer noun phrase begins only
    with a pronoun, since an article may still belong to the listener.
    """
    t, n = r.tokens, len(r)
    one = t.has("object", "audience", at=j)
    cap = t.has("capital") & ~t.has("pronoun", "day")
    the = t.has("determiner", at=j) & ~t.has("that", at=j) & cap[j + 1] & r.plain[j]
    named = j + the
    name = cap[named] & ~one
    start = np.where(one, j + 1, np.where(name, following(r.name_ends, named, n - 1) + 1, j)).clip(0, n - 1)
    bare = (one & ~t.has("preposition", at=start)) | (
        name & t.has("pronoun", "possessive", "determiner", "capital", at=start)
    )
    here = t.has("that", "to", "question", at=j) | (r.opens_at[j] >= 0)
    noun = ~one & ~(name & bare) & ~here
    sign = (t.has("that", "to", "question", "pronoun") & ~t.has("relative")) | t.has("that") | (r.opens_at >= 0)
    clause = following(sign.nonzero()[0], start + (noun & ~name), n - 2)
    block = following(((t.has("preposition") & ~t.has("to")) | ~r.plain).nonzero()[0], start, n - 1)
    reached = (block >= clause - 1) & (clause - start <= 6)
    reached |= t.has("pronoun", at=clause) & r.finite[clause + 1] & (clause - start <= 8)
    near = noun & r.same_sentence(clause, j) & reached
    start = np.where(near, clause, start)
    return start, bare | (near & t.has("pronoun", at=start))


def _after_time(r: Reading, j: np.ndarray) -> np.ndarray:
    """First word after a day or time at ``j``: *Tuesday*, *on Tuesday*, *last week*, *Friday night*."""
    t, n = r.tokens, len(r)
    day, time = t.has("day"), t.has("time")
    on = PARTICLES.index("on") + 1
    for _ in range(2):
        next_ = np.minimum(j + 1, n - 1)
        dated = (r.particle[j] == on) & day[next_]
        here = day[j] | (time[j] & time[next_])
        j = np.where(dated, np.minimum(j + 2, n - 1), np.where(here, next_, j))
    return np.where(time[j] & time[j - 1], np.minimum(j + 1, n - 1), j)


def content_end(r: Reading, start: np.ndarray, form: np.ndarray) -> np.ndarray:
    """Last word of the content that begins at ``start``.

    A clause runs to the end of its sentence unless the narrator takes over again; a noun phrase or an infinitive ends
    sooner (:mod:`helpers.voices.stops`).
    """
    if not len(start):
        return start
    n = len(r)
    end = r.sentence_end[start]
    # The end of a sentence inside a quotation does not end the content; the quotation's end does.
    for _ in range(2):
        inside = r.quote[end]
        end = np.maximum(end, r.takes_quote(inside, r.q_last, end))
    long_end = following(r.stops, start, n - 1)
    short_end = following(r.short_stops, start, n - 1)
    return np.minimum(end, np.where((form & LONG) > 0, long_end, short_end))
