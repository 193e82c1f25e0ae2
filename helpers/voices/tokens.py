"""Words with their classes: what the rules about voices ask of a word and of the gap after it.

A token is a whole word (*don't*, *L.A.*, *KABC-7*), made from :func:`helpers.text.cut`. Its classes (*a determiner, an
auxiliary, a name*) are looked up once for each distinct form, never word by word. There is no tagger here: a form
belongs to each class that it can belong to, and the rules look at its neighbours.
"""

from __future__ import annotations

import bisect
import functools
from dataclasses import dataclass

import numpy as np

from helpers.text import Cut
from helpers.voices.classes import BIT, FEW_BIT, GAP_BIT, classes_of, few_of, gap_classes_of


@dataclass(frozen=True)
class Tokens:
    """All words of all texts, in order; each text opens with one empty token.

    Attributes
    ----------
    cut : Cut
    row, last : int64 arrays
        First and last row of the word in ``cut``.
    base : int64 array, shape (n_texts + 1,)
        Place of each text when all texts are laid end to end with one place between them: the offsets here are *laid*
        offsets, ``base[article] + offset``, so that no two texts share one.
    start, end : int64 arrays
        Laid offsets of the word.
    bits, after : int64 arrays
        Classes of the word's first form, and of the gap after the word.
    genitive : bool array
        True for *Clinton's* and *officials'*.
    """

    cut: Cut
    row: np.ndarray
    last: np.ndarray
    base: np.ndarray
    start: np.ndarray
    end: np.ndarray
    bits: np.ndarray
    after: np.ndarray
    genitive: np.ndarray
    sentence: np.ndarray
    paragraph: np.ndarray
    article: np.ndarray

    def __len__(self) -> int:
        return len(self.row)

    def has(self, *names: str, at: np.ndarray | None = None) -> np.ndarray:
        """True for words of any of the classes named; for the words ``at`` only, if given.

        The answer for all words is kept, since several rules ask for the same: it cannot be written to.
        """
        if at is not None:
            return (self.bits.take(at) & _mask(names)).astype(bool)
        if names not in self._had:
            self._had[names] = (self.bits & _mask(names)).astype(bool)
            self._had[names].flags.writeable = False
        return self._had[names]

    def among(self, name: str, at: np.ndarray) -> np.ndarray:
        """True for the words ``at`` that are in a list of :data:`helpers.voices.classes.FEW`."""
        return (self._few.take(at) & FEW_BIT[name]).astype(bool)

    @functools.cached_property
    def _few(self) -> np.ndarray:
        return self.cut.by_form(few_of, np.int64).take(self.row)

    def gap_has(self, *names: str, at: np.ndarray | None = None) -> np.ndarray:
        """True for words with a gap after them that holds any of the things named."""
        after = self.after if at is None else self.after.take(at)
        return (after & _gap_mask(names)).astype(bool)

    def places(self, *names: str) -> np.ndarray:
        """Places of the words of any of the classes named, in order; kept, since several rules ask for the same."""
        if names not in self._places:
            self._places[names] = self.has(*names).nonzero()[0]
        return self._places[names]

    @functools.cached_property
    def _had(self) -> dict[tuple[str, ...], np.ndarray]:
        return {}

    @functools.cached_property
    def _places(self) -> dict[tuple[str, ...], np.ndarray]:
        return {}

    @functools.cached_property
    def form(self) -> np.ndarray:
        """Form number (in ``cut.forms``) of the word's first form."""
        return self.cut.form[self.row]

    @functools.cached_property
    def sentence_end(self) -> np.ndarray:
        """For each word the last word of its sentence."""
        return _last_of(self.sentence)

    @functools.cached_property
    def paragraph_end(self) -> np.ndarray:
        """For each word the last word of its paragraph."""
        return _last_of(self.paragraph)

    @functools.cached_property
    def sentence_start(self) -> np.ndarray:
        """For each word the first word of its sentence."""
        return _first_of(self.sentence)

    @functools.cached_property
    def paragraph_start(self) -> np.ndarray:
        """For each word the first word of its paragraph."""
        return _first_of(self.paragraph)

    def string(self, start: int, end: int) -> str:
        """Text between two laid offsets of one article."""
        text, base = self.text_at(start)
        return text[start - base : end - base]

    def text_at(self, laid: int) -> tuple[str, int]:
        """The text in which a laid offset lies, and where that text begins."""
        article = bisect.bisect_right(self._bounds, laid) - 1
        return self.cut.texts[article], self._bounds[article]

    def strings(self, start: np.ndarray, end: np.ndarray) -> list[str]:
        """Texts between laid offsets, each pair inside one article."""
        article = self.base.searchsorted(start, side="right") - 1
        base, texts = self.base[article], self.cut.texts
        places = zip(article.tolist(), (start - base).tolist(), (end - base).tolist(), strict=True)
        return [texts[a][s:e] for a, s, e in places]

    @functools.cached_property
    def _bounds(self) -> list[int]:
        return self.base.tolist()


@functools.cache
def _mask(names: tuple[str, ...]) -> np.ndarray:
    # An array with no axis: numpy makes one of a number at each call, which in one article takes longer than the work.
    return np.array(sum(BIT[name] for name in names))


@functools.cache
def _gap_mask(names: tuple[str, ...]) -> np.ndarray:
    return np.array(sum(GAP_BIT[name] for name in names))


def _last_of(group: np.ndarray) -> np.ndarray:
    ends = np.append((group[1:] != group[:-1]).nonzero()[0], len(group) - 1)
    return ends.repeat(np.diff(ends, prepend=-1))


def _first_of(group: np.ndarray) -> np.ndarray:
    starts = np.append(0, (group[1:] != group[:-1]).nonzero()[0] + 1)
    return starts.repeat(np.diff(starts, append=len(group)))


def tokens(cut: Cut) -> Tokens:
    """Make the words of a cut, with their classes."""
    lengths = np.array([len(text) + 1 for text in cut.texts], np.int64)
    base = np.concatenate([[0], lengths.cumsum()])
    row = (~cut.joined).nonzero()[0]
    last = np.append(row[1:], len(cut.start)) - 1
    of_form, of_gap = cut.by_form(classes_of, np.int64), cut.by_gap(gap_classes_of, np.int64)
    bits, after = of_form[row], of_gap[last]
    # "Reed's", "voters' "
    genitive = ((after & GAP_BIT["owner"]) > 0) & ((of_form[last] & BIT["ends_s"]) > 0)
    compound = (last > row).nonzero()[0]
    final = last[compound]
    genitive[compound] |= cut.by_form(_is_s)[final] & ((of_gap[final - 1] & GAP_BIT["apostrophe"]) > 0)
    # "down-ballot", "as-yet": a compound is no preposition or adverb.
    hyphened = compound[(of_gap[row[compound]] & GAP_BIT["hyphen"]) > 0]
    bits[hyphened] &= BIT["capital"] | BIT["digit"]
    article = cut.article[row]
    laid = base[article]
    # The empty opening word is a sentence and a paragraph of its own, so that "first in its sentence" holds.
    filled = cut.end[row] > cut.start[row]
    return Tokens(
        cut=cut,
        row=row,
        last=last,
        base=base,
        start=laid + cut.start[row],
        end=laid + cut.end[last],
        bits=bits,
        after=after,
        genitive=genitive,
        sentence=cut.sentence[row] * 2 + filled,
        paragraph=cut.paragraph[row] * 2 + filled,
        article=article,
    )


def _is_s(form: str) -> bool:
    return form in ("s", "S")


@dataclass(frozen=True)
class Most:
    """The places of what most words are: whoever looks for the next one is mostly there already."""

    mask: np.ndarray

    @functools.cached_property
    def places(self) -> np.ndarray:
        """The places, in order."""
        return self.mask.nonzero()[0]


def following(where: np.ndarray | Most, at: np.ndarray, none: int) -> np.ndarray:
    """First place in the sorted ``where`` that is at or after each ``at``; ``none`` where there is no such place.

    >>> following(np.array([2, 5]), np.array([0, 3, 6]), 99).tolist()
    [2, 5, 99]
    >>> following(Most(np.array([True, False, True])), np.array([0, 1, 3]), 99).tolist()
    [0, 2, 99]
    """
    if not len(at):
        return at
    if isinstance(where, Most):
        far = (~where.mask.take(at, mode="clip") | (at >= len(where.mask))).nonzero()[0]
        found = at.copy()
        found[far] = following(where.places, at[far], none)
        return found
    if not len(where):
        return np.full(len(at), none)
    place = where.searchsorted(at)
    found = where.take(place, mode="clip")
    found[place == len(where)] = none
    return found


def preceding(where: np.ndarray | Most, at: np.ndarray, none: int) -> np.ndarray:
    """Last place in the sorted ``where`` that is at or before each ``at``; ``none`` where there is no such place.

    >>> preceding(np.array([2, 5]), np.array([0, 3, 6]), -1).tolist()
    [-1, 2, 5]
    """
    if not len(at):
        return at
    if isinstance(where, Most):
        far = (~where.mask.take(at, mode="clip") | (at < 0)).nonzero()[0]
        found = at.copy()
        found[far] = preceding(where.places, at[far], none)
        return found
    if not len(where):
        return np.full(len(at), none)
    place = where.searchsorted(at, side="right") - 1
    found = where.take(place, mode="clip")
    found[place < 0] = none
    return found
