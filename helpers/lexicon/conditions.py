"""What must stand after a term, and what may not stand before it, for it to count, a part of :mod:`helpers.lexicon`.

*So-called* denies a name before *experts* and brings in a term before *debt ceiling*. An entry with ``only_before``
counts only where one of its words stands within the :data:`WITHIN` words after it: *the so-called experts*, *the
so-called climate experts*.

*She claims that* doubts what is said, *the claims that* names it. An entry with ``not_after`` does not count where one
of its words stands right before it.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.lexicon.patterns import Steps, parsed
from helpers.text.forms import Cut

COLUMN = "only_before"
BARRED = "not_after"
# Names of several words (a so-called national security expert); further on another clause has mostly begun.
WITHIN = 3
_QUOTES = frozenset("\"'‘’")  # with a space after it, one of these closes a quotation
_PASSED = frozenset(" \n\t\u00a0-‐‑'’‘“\"«„")
_OWNERS = frozenset(("' ", "’ "))  # after a word in s: the workers' claims


@dataclass(frozen=True)
class Neighbours:
    """Words beside a hit that decide whether it counts.

    Attributes
    ----------
    words : dict
        For the row of an entry its words, and the beginnings of words that may have any ending.
    has : bool array
        For each row of the list, and one after them, whether its entry has such words.
    """

    words: Mapping[int, tuple[frozenset[str], tuple[str, ...]]]
    has: np.ndarray

    def hits(self, entry: np.ndarray) -> list[int]:
        """Numbers of the hits that they decide about; phrases of ``unless`` lie beyond the last row."""
        return self.has.take(entry, mode="clip").nonzero()[0].tolist()


def followers(entries: pd.DataFrame) -> Neighbours:
    """What must stand after a hit of each entry that has a condition.

    >>> followers(pd.DataFrame({"term": ["so-called"], "only_before": ["expert*|judge"]})).words
    {0: (frozenset({'judge'}), ('expert',))}
    """
    return _of_column(entries, COLUMN)


def barred(entries: pd.DataFrame) -> Neighbours:
    """What may not stand before a hit of each entry that has such a condition.

    >>> barred(pd.DataFrame({"term": ["claims"], "not_after": ["the|unfound*"]})).words
    {0: (frozenset({'the'}), ('unfound',))}
    """
    return _of_column(entries, BARRED)


def _of_column(entries: pd.DataFrame, column: str) -> Neighbours:
    cells = entries[column].tolist() if column in entries else []
    found = {row: _condition(cell, column) for row, cell in enumerate(cells) if cell}
    words = {row: words for row, words in found.items() if any(words)}
    has = np.zeros(len(entries) + 1, bool)
    has[list(words)] = True
    return Neighbours(words, has)


@functools.lru_cache(maxsize=10_000)
def _condition(cell: str, column: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The words, and the beginnings of words, of one cell."""
    words = [word.strip() for word in cell.split("|") if word.strip()]
    steps = [_one_word(word, each, column) for word, each in zip(words, parsed(words), strict=True)]
    exact = frozenset(form for _, form, wild in steps if not wild)
    return exact, tuple(form for _, form, wild in steps if wild)


def _one_word(word: str, steps: Steps | ValueError, column: str) -> tuple[int, str, bool]:
    if isinstance(steps, ValueError) or len(steps) != 1:
        raise ValueError(
            f"{word!r} cannot stand in the column {column}: it holds single words, with a * at their end where any "
            f"ending may follow, parted by |."
        )
    return steps[0]


def met(pieces: Cut, final: np.ndarray, entry: np.ndarray, wanted: Neighbours) -> np.ndarray:
    """For each hit, whether the condition of its entry holds; True where it has none.

    The words after a hit are looked at as far as the next mark that is no quotation mark, and in its sentence.
    """
    keep = np.ones(len(entry), bool)
    for hit in wanted.hits(entry):
        exact, begun = wanted.words[int(entry[hit])]
        keep[hit] = any(form in exact or form.startswith(begun) for form in _after(pieces, int(final[hit])))
    return keep


def _after(pieces: Cut, row: int) -> list[str]:
    """The next words after a row, in small letters."""
    found: list[str] = []
    while len(found) < WITHIN and row + 1 < len(pieces.form_id) and not pieces.new_sentence[row + 1]:
        gap = pieces.known_gaps.strings[pieces.gap_id[row]]
        closed = len(gap) > 1 and gap[0] in _QUOTES
        if closed or not _PASSED.issuperset(gap) or gap.count("\n") > 1:
            break
        row += 1
        if not (form := pieces.known_forms.strings[pieces.form_id[row]]):
            break  # the next text begins
        found.append(form.casefold())
    return found


def free(pieces: Cut, first: np.ndarray, entry: np.ndarray, barring: Neighbours) -> np.ndarray:
    """For each hit, whether none of the words that its entry bars stands right before it; True where it bars none.

    An owner is the word *s*, also where the apostrophe stands alone: *the mayor's claims*, *the workers' claims*.
    """
    keep = np.ones(len(entry), bool)
    for hit in barring.hits(entry):
        exact, begun = barring.words[int(entry[hit])]
        form = _before(pieces, int(first[hit]))
        keep[hit] = not form or not (form in exact or form.startswith(begun))
    return keep


def _before(pieces: Cut, row: int) -> str:
    """The word before a row, in small letters; nothing where a mark or the border of a sentence stands between."""
    if pieces.new_sentence[row]:
        return ""
    gap = pieces.known_gaps.strings[pieces.gap_id[row - 1]]
    form = pieces.known_forms.strings[pieces.form_id[row - 1]].casefold()
    if gap in _OWNERS and form.endswith("s"):
        return "s"
    return form if _PASSED.issuperset(gap) and gap.count("\n") < 2 else ""
