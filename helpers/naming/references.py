"""Which words are a name, and for whom: a part of :mod:`helpers.naming`.

Names of the thesaurus with their adjectives, what is no name (teams, papers, parts of longer words), and the asides
that give a person a name.
"""

from __future__ import annotations

import re

import numpy as np

from helpers import lexicon, prose
from helpers.naming import phrases
from helpers.voices.cues import noun_forms

# Groups of names for people: their adjectives are part of the name (*angry mob*). Names of events stand alone, so that
# *the ICE raid* and *raids* are one name.
_PEOPLE = frozenset(("people at the scene", "organiser", "people who migrated", "armed people", "people with money"))
_GENITIVE = re.compile(r"['’][sS]?$")
_LONGEST_APPOSITION = 7  # words; longer asides between commas tell a story and give no name
_PREFIXES = frozenset(("counter", "ex"))  # before a hyphen they are part of a name: *counter-demonstration*
_NEAR = 10  # words on either side that are looked at for capital letters
_NO_NAMES = frozenset(
    "day week month year time result first second third last latest next same one most city state country".split()
)


def listed(page: prose.Prose, names: lexicon.Lexicon) -> list[tuple]:
    """Rows ``(first, last, name, referent, frame, role)`` of the names of a thesaurus."""
    cut, row = page.tokens.cut, page.tokens.row
    first, final, entry = lexicon.find(cut, names)
    # A name does not begin inside a longer word: *anti-immigrant* names nobody.
    opens = row[np.searchsorted(row, first, side="right") - 1]
    whole = (opens == first) | np.isin(
        cut.form[opens], [i for i, form in enumerate(cut.forms) if form.lower() in _PREFIXES]
    )
    first, final, entry = first[whole], final[whole], entry[whole]
    ending = [cut.forms[form].lower() for form in cut.form[final].tolist()]
    first, final = (np.searchsorted(row, places, side="right") - 1 for places in (first, final))
    entries = names.entries
    terms, referents, frames = (entries[column].tolist() for column in ("term", "category", "sense"))
    rows = []
    for a, b, e, end in zip(first.tolist(), final.tolist(), entry.tolist(), ending, strict=True):
        people = referents[e] in _PEOPLE
        if _part_of_word(page, b, end) or _proper(page, a, b, people=people, term=terms[e]):
            continue
        if not people and phrases.is_verb(page, a):
            continue
        start, before = phrases.start_of(page, a) if people else (a, a - 1)
        if people and phrases.modifies(page, b, before):
            continue
        rows.append((start, b, _name(page, start, a, b, terms[e], referents[e]), referents[e], frames[e]))
    return [(*row, role(page, row[0], row[1])) for row in rows]


def _part_of_word(page: prose.Prose, b: int, ending: str) -> bool:
    """Whether a longer word goes on after a name: *crowd-funded* names no crowd."""
    whole = _GENITIVE.sub("", page.whole(b)).lower()
    return "-" in whole and whole.rpartition("-")[2] != ending


def _proper(page: prose.Prose, a: int, b: int, *, people: bool, term: str) -> bool:
    """Whether a capital letter makes it the name of a team, a paper or a person: *the Patriots*, *Rebel Wilson*.

    Not in a line in which most words have one: there it says nothing.
    """
    word = page.whole(b)
    if not word[:1].isupper() or word.isupper() or term[:1].isupper():
        return False
    t = page.tokens
    if set("/(") & set(t.string(int(t.end[a - 1]), int(t.start[a]))):
        return True
    inside = [k for k in range(max(a - _NEAR, 1), min(b + _NEAR, len(page)))
              if t.sentence[k] == t.sentence[a] and not a <= k <= b and len(page.word(k)) > 3]  # fmt: skip
    capital = sum(page.is_a(k, "capital") for k in inside)
    if capital >= 2 and 2 * capital > len(inside):
        return False
    follows = page.joined(b) and page.is_a(b + 1, "capital") and not t.genitive[b]
    return follows or (people and not page.opens_sentence(a))


def bare(page: prose.Prose, a: int, b: int) -> tuple[int, int, str]:
    """Span of a name without the ending of the genitive: *the mob’s leader* names a mob."""
    start, end, detail = page.span(a, b, "")
    return start, start + len(_GENITIVE.sub("", page.tokens.string(start, end))), detail


def _name(page: prose.Prose, start: int, a: int, b: int, term: str, referent: str) -> str:
    """How a name is listed: as written, in small letters; for events singular and plural are one name."""
    words = [_GENITIVE.sub("", page.whole(k)) for k in range(start, b + 1)]
    if referent not in _PEOPLE:
        written = " ".join(words).lower()
        return term if written in noun_forms(term) else written
    if page.opens_sentence(start):
        # A capital that only the start of the sentence gave; a word never seen in small letters keeps it.
        lower = words[0].lower() in page.written
        words[0] = words[0].lower() if lower or start == a else words[0]
    noun = a - start
    words[noun:] = [word.lower() for word in words[noun:]]
    return " ".join(words)


def role(page: prose.Prose, a: int, b: int) -> str:
    """A rough role in the sentence, from the words on both sides."""
    before = a - 1
    while page.is_a(before, "determiner", "possessive"):
        before -= 1
    if page.word(before) == "by" and page.joined(before):
        return "agent"
    if page.joined(b) and page.is_a(b + 1, "auxiliary", "past", "verb") and not page.is_a(before, "preposition"):
        return "subject"
    return "other"


def _person(page: prose.Prose, i: int) -> int:
    """First word of a name of two or three capitalised words that ends with ``i``, or -1."""
    k = i
    while page.is_a(k - 1, "capital") and page.joined(k - 1) and i - k < 2 and page.word(k - 1):
        k -= 1
    return k if k < i and page.is_a(i, "capital") else -1


def given(page: prose.Prose) -> list[tuple[int, int, str]]:
    """Asides that give a person a name: first and last word after the article, and the person.

    >>> page = prose.read(["Bo Hall, the ringleader of the strike, left. Ann Roth, who led the strike, wept."])
    >>> given(page)
    [(4, 7, 'Bo Hall'), (11, 14, 'Ann Roth')]
    """
    t = page.tokens
    ends = t.gap_has("comma") & t.has("capital")
    after = np.append(page.among({"the", "a", "an", "who"})[1:], False)
    found = []
    for i in np.flatnonzero(ends & after).tolist():
        first = _person(page, i)
        if first < 0:
            continue
        told = page.word(i + 1) == "who"
        last = page.clause(i + 1)[-1]
        if last - i - 1 > _LONGEST_APPOSITION or not (page.gap(last, "comma", "dash") or page.gap(last, "stop")):
            continue
        if not told and any(page.is_a(k, "auxiliary", "verb") for k in range(i + 2, last + 1)):
            continue
        found.append((i + 1 if told else i + 2, last, t.string(int(t.start[first]), int(t.end[i]))))
    return found


def appositions(page: prose.Prose) -> list[tuple]:
    """Rows for the asides: the noun phrase up to its first preposition, or the whole of *who led the strike*."""
    rows = []
    for a, b, person in given(page):
        if page.word(a) == "who":
            rows.append((a, b, " ".join(page.whole(k) for k in range(a, b + 1)), person, "", "apposition"))
            continue
        last = a
        while last < b and page.joined(last) and not page.is_a(last + 1, "preposition", "relative", "conjunction"):
            last += 1
        noun = page.word(last)
        if noun in _NO_NAMES or page.is_a(last, "capital", "digit", "adverb", "past", "ing", "preposition"):
            continue
        name = " ".join(page.whole(k) for k in range(a, last + 1))
        rows.append((a, last, name, person, "", "apposition"))
    return rows


def with_given(rows: list[tuple], given: list[tuple[int, int, str]]) -> list[tuple]:
    """Give names of the thesaurus that open such an aside to the person; others inside it keep their referent."""
    by_start = {a: person for a, _, person in given}
    return [
        (*row[:3], by_start[row[0]], row[4], "apposition") if row[0] in by_start and row[3] == "organiser" else row
        for row in rows
    ]
