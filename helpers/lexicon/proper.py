"""Hits inside the name of a body or a person, a part of :mod:`helpers.lexicon`.

*The Congressional Budget Office* and *Sir Alan Price* bring up no money. An entry with ``outside_names`` does not count
there. The names of laws, courts, offices and events are no such names: *the Tax Code* is about taxes.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.text.forms import Cut

COLUMN = "outside_names"
# A name with one of these nouns is the name of a body, whatever its other words say.
_BODIES = frozenset(
    "administration agency alliance association associates authority bank board bureau center centers centre centres"
    " coalition commission committee company conference corp corporation corps council department directorate"
    " federation forum foundation fund funds group groups inc institute institutes institution journal"
    " laboratory league llc ltd magazine ministries ministry monitor museum network news office organisation"
    " organization partners partnership post project report review secretary services service society studies"
    " times today trust tribune union university watch".split()
)
_TITLES = frozenset("mr mrs ms miss sir dame dr prof".split())
_LINKS = frozenset("of for and on the".split())
_JOINS = frozenset((" ", "-", " & ", "\u00a0"))
_STOPS = frozenset((". ", "."))  # after one letter or a title: *U.S. Citizenship*, *Mr. Law*
_REACH = 6  # words on either side that are looked at
_MOST_LINKS = 2  # words in small letters between two of a name: *Office of the High Commissioner*
_MOST_CAPITALS = 0.6  # where more of the other words of a sentence have one, a capital says nothing: a headline
_CAPITAL, _LINK, _BODY, _TITLE, _LONG, _FOR, _PLURAL, _CUT = (1 << place for place in range(8))


def flagged(entries: pd.DataFrame) -> np.ndarray:
    """For each row of the list, whether its entry does not count inside names.

    >>> flagged(pd.DataFrame({"term": ["budget", "party"], "outside_names": ["yes", ""]})).tolist()
    [True, False]
    >>> flagged(pd.DataFrame({"term": ["budget"], "outside_names": ["no"]}))
    Traceback (most recent call last):
    ...
    ValueError: 'no' cannot stand in the column outside_names: it holds yes, where a term does not count inside the ...
    """
    if COLUMN not in entries:
        return np.zeros(len(entries), bool)
    for cell in entries[COLUMN]:
        if cell not in ("yes", ""):
            raise ValueError(
                f"{cell!r} cannot stand in the column {COLUMN}: it holds yes, where a term does not count inside the "
                f"name of a body or a person, or nothing."
            )
    return (entries[COLUMN] == "yes").to_numpy()


def _facts(form: str) -> int:
    """What is true of a form, as bits."""
    low = form.lower()
    facts = _LONG * (len(form) > 2) | _CUT * (len(form) == 1 or low in _TITLES)
    if not form[:1].isupper():
        return facts | _LINK * (low in _LINKS) | _FOR * (low == "for")
    shouted = len(form) > 3 and form.isupper()
    return (
        facts
        | _CAPITAL
        | _BODY * (low in _BODIES and not shouted)
        | _TITLE * (low in _TITLES)
        | _PLURAL * (low[-1:] == "s")
    )


def _joins(gap: str) -> int:
    """Whether a name goes on after a gap: 1 always, 2 after what is cut short."""
    return (gap in _JOINS) | 2 * (gap in _STOPS)


def inside(pieces: Cut, first: np.ndarray, final: np.ndarray) -> np.ndarray:
    """For each hit, whether it stands inside the name of a body or a person.

    A name is a run of words with a capital, with at most two of *of, for, and, on, the* between them. It is a body's
    where one of its words is a noun such as *Office*, or where it has the form *Moms for Decency*; a person's after a
    title. A person without one (*Alan Price*) is not seen.

    >>> from helpers.text.forms import cut
    >>> pieces = cut(["The Congressional Budget Office met.", "Then Mr Law left.", "It is in the Tax Code."])
    >>> inside(pieces, np.array([3, 9, 16]), np.array([3, 9, 16])).tolist()
    [True, True, False]
    """
    found = np.zeros(len(first), bool)
    some = (_at(pieces, first) & _at(pieces, final) & _CAPITAL > 0).nonzero()[0]
    if not len(some):
        return found
    body = (first[some] == final[some]) & (_at(pieces, first[some]) & _BODY > 0)
    named, titled = np.zeros(len(some), bool), np.zeros(len(some), bool)
    edges = []
    for step, edge in ((-1, first[some]), (1, final[some])):
        going, links, linked = np.ones(len(some), bool), np.zeros(len(some), np.int64), np.zeros(len(some), bool)
        after_for = np.zeros(len(some), bool)
        for _ in range(_REACH):
            row = (edge + step).clip(0, len(pieces.form_id) - 1)
            left = np.minimum(edge, row)
            joins = pieces.known_gaps.answers(_joins, pieces.gap_id[left], np.uint8)
            on = (joins == 1) | ((joins == 2) & (_at(pieces, left) & _CUT > 0))
            going = going & on & ~pieces.new_sentence[np.maximum(edge, row)] & (row != edge)
            if not going.any():
                break
            fact = _at(pieces, row)
            capital = going & (fact & _CAPITAL > 0)
            going = capital | (going & (fact & _LINK > 0) & (links < _MOST_LINKS))
            named |= capital
            body |= capital & (fact & _BODY > 0)
            if step < 0:
                body |= capital & after_for & (fact & _PLURAL > 0)
                titled |= capital & ~linked & (fact & _TITLE > 0)
                after_for = going & (fact & _FOR > 0)
            linked |= ~capital
            links = np.where(capital, 0, links + 1)
            edge = np.where(going, row, edge)
        edges.append(edge)
    bodies = (body & named & ~titled).nonzero()[0]
    titled[bodies] = ~_headlines(pieces, *(edge[bodies] for edge in edges))
    found[some] = titled
    return found


def _at(pieces: Cut, rows: np.ndarray) -> np.ndarray:
    return pieces.known_forms.answers(_facts, pieces.form_id[rows], np.uint8)


def _headlines(pieces: Cut, begin: np.ndarray, end: np.ndarray) -> np.ndarray:
    """For each name, whether most words of its sentence beside it have a capital too, or there is none."""
    opens = np.append(pieces.new_sentence.nonzero()[0], len(pieces.form_id))
    after = opens.searchsorted(begin, side="right")
    start, length = opens[after - 1], opens[after] - opens[after - 1]
    # All rows of these sentences one after the other, and which name each is beside.
    of = np.repeat(np.arange(len(begin)), length)
    rows = np.arange(len(of)) - np.repeat(length.cumsum() - length, length) + start[of]
    facts = _at(pieces, rows)
    other = (facts & _LONG > 0) & ((rows < begin[of]) | (rows > end[of]))
    others = np.bincount(of[other], minlength=len(begin))
    large = np.bincount(of[other & (facts & _CAPITAL > 0)], minlength=len(begin))
    return (others == 0) | (large > _MOST_CAPITALS * others)
