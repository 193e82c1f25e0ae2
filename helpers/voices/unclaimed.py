"""Quotations that no reporting word claims: the clause or the quotation before them says whose they are."""

from __future__ import annotations

import numpy as np

from helpers.voices.reading import QUOTE, Reading, noun_phrase_end
from helpers.voices.tokens import following, preceding

# A quotation that no cue claims is carried on from the one before if it is this long, in words; shorter ones are mostly
# names of things and scare quotes.
_LONG_QUOTATION = 5
# A tag is no longer, in words: "the old farmer Ann Hill sighed".
_LONGEST_TAG = 6
# Columns of a cue with its source, and of a piece of content; places are words.
SOURCE = ("cue_first", "cue_last", "first", "last", "entry", "own")
PIECE = ("group", "first", "last", "form")


def stack(names: tuple[str, ...], parts: list[tuple]) -> dict[str, np.ndarray]:
    """One array for each name from the parts, in which single numbers stand for a whole column."""
    columns: dict[str, list] = {name: [] for name in names}
    for part in parts:
        length = len(part[0])
        for name, values in zip(names, part, strict=True):
            columns[name].append(values if isinstance(values, np.ndarray) else np.full(length, values))
    return {name: np.concatenate(values) for name, values in columns.items()}


def carried(r: Reading, piece: dict[str, np.ndarray], total: int) -> tuple[tuple, dict[str, np.ndarray]]:
    """Give quotations that no cue claims to whoever signed them, or was quoted before them; else to nobody known.

    Returns the new sources, numbered from ``total`` on, and all pieces.
    """
    t, n = r.tokens, len(r)
    piece = {name: piece[name] for name in PIECE}
    edge = np.zeros(n + 1, np.int64)
    np.add.at(edge, piece["first"], 1)
    np.add.at(edge, piece["last"] + 1, -1)
    covered = edge.cumsum()[:-1] > 0
    led = _led(r, covered)
    covered[r.q_first[led[0]]] = True
    tagged = _tagged(r, covered)
    led = tuple(np.append(*columns) for columns in zip((*led, *_before(r, led[0])), tagged, strict=True))
    source = (led[3], led[4], led[1], led[2], -1, True)
    covered[r.q_first[led[0]]] = True
    length = r.q_last - r.q_first + 1
    sentence = t.gap_has("inside", at=r.q_last) & ~t.gap_has("comma", at=r.q_last) & (length >= 3)
    finite = r.finite_before
    spoken = (finite[r.q_last + 1] > finite[r.q_first]) | (length > 2 * _LONG_QUOTATION)
    spoken |= sentence & (length >= _LONG_QUOTATION)
    said = ((length >= _LONG_QUOTATION) | sentence) & spoken
    # Paragraphs that the next one opens again; a sentence after another quotation: "… said. “Use the bridge.”"
    opens = t.paragraph[r.q_first] != t.paragraph[r.q_first - 1]
    first, last = t.paragraph[r.q_first[1:]], t.paragraph[r.q_last[:-1]]
    same = t.article[r.q_first[1:]] == t.article[r.q_last[:-1]]
    said[:-1] |= ~r.q_closed[:-1] & opens[1:] & (first == last + 2) & same
    after = sentence[1:] & (first == last) & covered[r.q_first[:-1]]
    said[1:] |= after & (t.sentence[r.q_first[1:]] != t.sentence[r.q_first[1:] - 1])
    free = (~covered[r.q_first] & said).nonzero()[0]
    if not len(led[0]) and not len(free):
        return tuple(stack(SOURCE, [source]).values()), piece
    piece = stack(PIECE, [tuple(piece.values()), (total + np.arange(len(led[0])), *_ends(r, led[0]), QUOTE)])
    order = piece["first"].argsort(kind="stable")
    piece = {name: values[order] for name, values in piece.items()}
    total += len(led[0])
    first, last = r.q_first[free], r.q_last[free]
    earlier = np.searchsorted(piece["first"], first) - 1
    # Of pieces one in another the outer one: "People are told that it is safe, he says. “It is not.”"
    if len(order):
        reached = np.maximum.accumulate(piece["last"])
        earlier = np.where(earlier >= 0, reached.searchsorted(reached[np.maximum(earlier, 0)]), -1)
    known = earlier >= 0
    known[known] = t.article[piece["first"][earlier[known]]] == t.article[first[known]]
    # Signed below or behind: "…" — Ann Hill.
    name = np.minimum(last + 1, n - 1)
    signed = t.gap_has("dash", at=last) & t.has("capital", at=name) & (t.paragraph_end[name] - name <= 5)
    signed &= (t.paragraph[name] == t.paragraph[last]) | (t.article[name] == t.article[last])
    # A quotation opened again in each paragraph, with its cue in the last: the one that is closed tells whose it is.
    closed = following(r.q_closed.nonzero()[0], free, len(r.q_first) - 1)
    of_last = np.searchsorted(piece["first"], r.q_first[closed], side="right") - 1
    later = (closed > free) & covered[r.q_first[closed]] & (t.article[first] == t.article[r.q_first[closed]])
    opening = r.q_first[closed]
    later &= (of_last >= 0) & (t.paragraph[opening] != t.paragraph[np.maximum(opening - 1, 0)])
    earlier, known = np.where(later, of_last, earlier), known | later
    # "…,” Hall, who had come late to the hearing in Ely, sighed": the name behind it, whatever comes after.
    tag = t.gap_has("comma", at=last) & t.gap_has("inside", at=last) & r.same_sentence(last, name) & ~later
    tag &= t.has("capital", "pronoun", at=name) & ~t.has("relative", "day", at=name) & ~signed
    tag &= (r.sentence_start[last] == first) & (r.quote[name] < 0)
    new = signed | ~known | tag
    group = np.where(new, 0, piece["group"][np.maximum(earlier, 0)] if len(piece["group"]) else 0)
    group[new] = total + np.arange(int(new.sum()))
    behind = (
        first[new],
        first[new] - 1,
        np.where(signed | tag, name, -1)[new],
        np.where(signed, t.paragraph_end[name], np.where(tag, following(r.name_ends, name, n - 1), -1))[new],
        -1,
        True,
    )
    piece = stack(PIECE, [tuple(piece.values()), (group, first, last, QUOTE)])
    return tuple(stack(SOURCE, [source, behind]).values()), piece


def _ends(r: Reading, number: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return r.q_first[number], r.q_last[number]


def _led(r: Reading, covered: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Find quotations after a colon whose clause has no listed verb, as in *Hall hit back: “She lied.”*.

    Returns their numbers, and first and last word of the clause's subject.
    """
    t = r.tokens
    on = r.q_first
    i = (t.gap_has("colon", at=on - 1) & ~covered[on] & t.gap_has("inside", at=r.q_last)).nonzero()[0]
    i = i[~t.gap_has("dash", at=r.q_last[i])]
    on = on[i]
    # "His latest book is: “…”" names a title.
    i = i[(t.paragraph[on] == t.paragraph[on - 1]) & (on - 1 > 0) & ~t.has("be", at=on - 1)]
    if not len(i):
        return i, i, i
    first, last = subject_before(r, r.q_first[i] - 1)
    # "It ended with a plea: “…”", "There was one answer: “…”", "Here is Reed: “…”": no speaker.
    ok = (last >= first) & ~t.has("dummy", "label", at=first) | (last > first) & t.has("article", at=first)
    ok &= ~((first == last) & t.has("determiner", "relative", "question", at=first))
    return i[ok], first[ok], last[ok]


def _before(r: Reading, number: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A cue without words, before each of the quotations."""
    return r.q_first[number], r.q_first[number] - 1


def _tagged(r: Reading, covered: np.ndarray) -> tuple[np.ndarray, ...]:
    """Find quotations with a tag whose verb is not listed: *“Oh well,” Hall sighed*, *“It was late,” offers Hall*.

    Behind a quotation that ends with a comma a name and a verb say whose it is, whatever the verb. Returns numbers of
    the quotations, first and last word of the source, and of the verb.
    """
    t, n = r.tokens, len(r)
    i = (t.gap_has("answered", at=r.q_last) & ~covered[r.q_first] & (r.q_last + 2 < n)).nonzero()[0]
    opening, last = r.q_first[i], r.q_last[i]
    # "After “Macbeth,” Hall went home" names a play; what is said begins a sentence or comes after a comma.
    led = t.gap_has("quiet", at=opening - 1) & r.same_sentence(opening - 1, opening)
    i = i[(~led | (last - opening >= _LONG_QUOTATION)) & ~t.gap_has("colon", at=opening - 1)]
    i = i[r.same_sentence(r.q_last[i], r.q_last[i] + 1) & (r.quote[r.q_last[i] + 1] < 0)]
    if not len(i):
        return i, i, i, i, i
    j = r.q_last[i] + 1
    comma = t.gap_has("comma", at=j - 1)
    said = ("past", "verb", "plural")
    no_verb = (
        *("auxiliary", "capital", "preposition", "determiner", "possessive", "time", "adverb", "conjunction", "to"),
        *("question", "subordinator", "object", "pronoun", "that"),
    )

    def is_verb(at: np.ndarray) -> np.ndarray:
        return (t.has(*said, at=at) | (r.verb[at] >= 0)) & ~t.has(*no_verb, at=at) & ~t.genitive[at]

    # "Hall sighed", "the old farmer sighed", "she sighed".
    person = t.has("pronoun", at=j) & ~t.has("relative", at=j)
    opens = person | t.has("determiner", "possessive", "capital", at=j)
    mark = following(r.marks, j, n - 1)
    cap = t.has("capital", "determiner", "possessive", at=j)
    verb = np.where(person, j + 1, n - 1)
    for step in range(_LONGEST_TAG, 0, -1):
        on = np.minimum(j + step, n - 1)
        here = is_verb(on) & cap & ~person
        # The last capital letter of a name stands right before its verb.
        here &= t.has("capital", at=on - 1) | t.has("determiner", "possessive", at=j)
        verb = np.where(here & (on - 1 <= mark), on, verb)
    # "Hall, a farmer, sighed".
    apposed = np.minimum(following(r.commas, mark + 1, n - 1) + 1, n - 1)
    apposed = np.where(r.comma[mark] & t.has("capital", at=mark) & cap & is_verb(apposed), apposed, n - 1)
    named = (verb == n - 1) & (following(r.marks, mark + 1, n - 1) == apposed - 1)
    verb = np.where(named, apposed, verb)
    before = opens & is_verb(verb) & ((verb - 1 <= mark) | named) & (verb < n - 1)
    on = np.minimum(verb + 1, n - 1)
    ends = ~r.plain[verb] | t.has("preposition", "adverb", "to", "time", "conjunction", "subordinator", at=on)
    ends |= ~r.same_sentence(on, verb)
    before &= (comma | ends | (person & ~t.has("capital", at=j))) & r.same_sentence(verb, j)
    # "Sighed Hall", "offers the farmer".
    name = np.minimum(j + 1, n - 1)
    end = noun_phrase_end(r, name)
    after = is_verb(j) & r.plain[j] & t.has("capital", "determiner", "possessive", at=name) & ~t.has("day", at=name)
    after &= (end - j <= _LONGEST_TAG) & ~before & r.same_sentence(name, j)
    after &= ~r.plain[end] | t.has("preposition", "time", "relative", at=np.minimum(end + 1, n - 1))
    found = before | after
    end = np.where(before, np.where(named, mark, verb - 1), end)
    first, verb = np.where(before, j, name), np.where(before, verb, j)
    return i[found], first[found], end[found], verb[found], verb[found]


def subject_before(r: Reading, at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """First and last word of the subject of the clause that ends with the word ``at``.

    Where there is no subject before a verb, the last word is before the first.
    """
    t, n = r.tokens, len(r)
    start = r.sentence_start[at]
    # Only the words of these sentences are looked at: they are few.
    long = at - start + 1
    near = np.unique(np.repeat(start - (long.cumsum() - long), long) + np.arange(long.sum()))
    verbs = near[(r.finite[near] | _third(r, near)) & ~t.has("capital", at=near)]
    light = near[~t.has("conjunction", "opening", at=near)]
    heavy = light[~t.has("adverb", "subordinator", at=light)]
    commas = near[r.comma[near]]
    opener = ("preposition", "time", "ing", "past", "subordinator", "adverb", "participle")
    first, last = at + 1, at.copy()
    # The last clause of the sentence, or where that has no subject ("…, and hit back:") the whole sentence.
    for begin in (np.maximum(preceding(r.hard, at, 0), start), start):
        f = begin
        for _ in range(2):
            f = following(light, f, n - 1)
            comma = following(commas, f, n - 1) + 1
            f = np.where(t.has(*opener, at=f) & (comma <= at), comma, f)
        f = following(heavy, f, n - 1)
        verb = following(verbs, f, n - 1)
        ok = (verb <= at) & (verb > f) & (last > at - 1) & (first > at)
        first, last = np.where(ok, f, first), np.where(ok, verb - 1, last)
    none = first > at
    # "In later speeches he fired back": without a comma only the pronoun before the verb is sure.
    led = ~none & t.has("preposition", at=np.minimum(first, n - 1))
    none |= led & ~(t.has("pronoun", at=last) & (last > first))
    first = np.where(led, last, first)
    # "Reed, who had slept badly, was blunt": the name before the relative word.
    mark = following(commas[t.has("relative", at=np.minimum(commas + 1, n - 1))], first, n - 1)
    last = np.where(mark < last, mark, last)
    # "A day earlier, Reed fired back": an apposition has a comma behind it too.
    comma = preceding(commas, last - 1, -1)
    first = np.where((comma >= first) & ~r.comma[last], comma + 1, first)
    last = preceding(r.heavy, last, 0)
    return first, np.where(none, first - 1, last)


def _third(r: Reading, at: np.ndarray) -> np.ndarray:
    """*Reed hits back*: after a name or *he* and *she*, a form in -s is mostly a verb."""
    t = r.tokens
    before = np.maximum(at - 1, 0)
    named = t.has("capital", "pronoun", at=before) & r.plain[before] & ~t.genitive[before]
    return t.has("plural", at=at) & named & ~t.has("pronoun", "determiner", "possessive", "preposition", at=at)
