"""Patterns of words, matched against all rows of a cut at once: what a lexicon match stands on."""

from __future__ import annotations

import functools
import threading
import unicodedata
import weakref
import zlib
from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers.text.forms import Cut, cut
from helpers.text.vocabulary import Table, Vocabulary, grown

# Between the words of a pattern and of a text: white space and a hyphen are the same, so are all apostrophes. The full
# stop of an abbreviation (U.S. troops) is passed over; one that ends a sentence is not, see Automaton.run.
_BREAK, _SPACE, _APOSTROPHE, _CLIPPED = 0, 1, 2, 3
_ANY = (1 << 64) - 1
_NOWHERE: dict[tuple[int, str], int] = {}
HYPHENS = frozenset("-‐‑")
_APOSTROPHES = frozenset("'’ʼ‘`´")
# For each word of a pattern what stands before it, the word in small letters, and whether any ending may follow.
Steps = tuple[tuple[int, str, bool], ...]


def _separator(gap: str) -> int:
    """What a gap between two forms is to a pattern: a break that no term crosses, a space or hyphen, an apostrophe.

    >>> [_separator(gap) for gap in (" ", "-", "\\n", "\\n\\n", "'", "' ", "; ", ", ", ".")]
    [1, 1, 1, 0, 2, 3, 0, 44, 46]
    """
    if gap in _APOSTROPHES:
        return _APOSTROPHE
    if gap[:1] in _APOSTROPHES and gap[1:] == " ":
        return _CLIPPED
    between = gap.removeprefix(".")
    inner = between.strip()
    if (not inner and between and between.count("\n") < 2) or (inner in HYPHENS and "\n" not in between):
        return _SPACE
    mark = gap.strip(" ")
    return ord(mark) if gap == "." or mark in ("&", ",", "/", "_", "@") else _BREAK


def _bit(form: str) -> int:
    """One of 64 bits for the first three letters of a word, whatever their case; none for the empty one."""
    return 1 << (zlib.crc32(_folded(form)[:3].encode("utf-8", "surrogatepass")) & 63) if form else 0


def _folded(form: str) -> str:
    return form.casefold() if form.isascii() else unicodedata.normalize("NFC", form).casefold()


class Tree:
    """Patterns as one tree of words; a list made from another one has most of its tree in common with it."""

    def __init__(self):
        # For each place in the tree: exact words and beginnings of words that lead on.
        self.exact: list[dict[tuple[int, str], int]] = [_NOWHERE]
        self.begun: list[dict[tuple[int, str], int]] = [_NOWHERE]
        # Letters of the longest beginning at each place: no more of a word is asked about, however long it is.
        self.longest: list[int] = [0]
        # Where each pattern ends.
        self.place: dict[str, int] = {}

    def grown(self, patterns: Sequence[str]) -> Tree:
        """This tree where it has all these patterns, else a copy that has the missing ones too."""
        new = [pattern for pattern in patterns if pattern not in self.place]
        if not new:
            return self
        tree = Tree()
        tree.exact, tree.begun = list(self.exact), list(self.begun)
        tree.longest, tree.place = list(self.longest), dict(self.place)
        shared = bool(self.place)
        for pattern, steps in zip(new, parsed(new), strict=True):
            if isinstance(steps, ValueError):
                raise steps
            tree.place[pattern] = tree._plant(steps, shared)
        return tree

    def _plant(self, steps: Steps, shared: bool) -> int:
        place = 0
        for between, word, wild in steps:
            tree = self.begun if wild else self.exact
            reached = tree[place].get((between, word))
            if reached is None:
                if shared or not tree[place]:  # places that lead nowhere share the one that stays empty
                    tree[place] = dict(tree[place])
                reached = tree[place][between, word] = len(self.exact)
                self.exact.append(_NOWHERE)
                self.begun.append(_NOWHERE)
                self.longest.append(0)
            if wild and len(word) > self.longest[place]:
                self.longest[place] = len(word)
            place = reached
        return place


class Automaton:
    """All patterns of a list as one tree of words, walked by all rows of a :class:`~helpers.text.forms.Cut` together.

    A state is a set of places in the tree (several at once, since ``immigra*`` and ``immigrant`` may both go on). Each
    step asks in plain Python only about the pairs of state and next form that really occur, once each.
    """

    def __init__(self, entries: pd.DataFrame, tree: Tree | None = None):
        # Row of the entry for each pattern; the phrases of ``unless`` have rows past the end of the table.
        rows, forms = written(entries["pattern"])
        beyond, exceptions = written(entries["unless"], len(entries))
        self.entry, self.forms = rows + beyond, forms + exceptions
        self.tree = (tree or Tree()).grown(self.forms)
        # The pattern that ends at a place: of several the first one.
        places = list(map(self.tree.place.__getitem__, self.forms))
        self.ending = dict(zip(reversed(places), range(len(places) - 1, -1, -1), strict=True))
        if len(self.ending) < len(places):
            self._refuse_twice(entries, places)
        # States 0 (nothing goes on) and 1 (nothing read yet); for each, the entry that ends there and a bit for each
        # word that may follow, so that most rows are seen to lead nowhere without a question.
        self.states: dict[frozenset[int], int] = {frozenset(): 0, frozenset([0]): 1}
        self.places: list[frozenset[int]] = list(self.states)
        self.ends = np.full(2, -1, np.int64)
        self.follow = np.zeros(2, np.uint64)
        self.opening = functools.partial(self._step, 1, _SPACE)
        # What was answered for the words of a vocabulary: key of state, gap and form -> next state.
        self.steps: weakref.WeakKeyDictionary[Vocabulary, Table] = weakref.WeakKeyDictionary()
        self.lock = threading.Lock()

    def _refuse_twice(self, entries: pd.DataFrame, places: list[int]) -> None:
        n = len(entries)
        for pattern, first in enumerate(map(self.ending.__getitem__, places)):
            if first != pattern and self.entry[first] != self.entry[pattern] < n:
                term, other = (entries["term"][self.entry[which]] for which in (pattern, first))
                raise ValueError(
                    f"The pattern {self.forms[pattern]!r} of {term!r} stands under {other!r} too. "
                    "One pattern belongs to one term: take it out of one of them."
                )

    def _step(self, state: int, between: int, form: str) -> int:
        """State after one more form; 0 where no pattern goes on."""
        word, reached = _folded(form), set()
        tree = self.tree
        for place in self.places[state]:
            reached.add(tree.exact[place].get((between, word)))
            if begun := tree.begun[place]:
                most = min(len(word), tree.longest[place])
                reached.update(begun.get((between, word[:length])) for length in range(1, most + 1))
        places = frozenset(reached - {None})
        return self.states[places] if places in self.states else self._new_state(places)

    def _preference(self, pattern: int) -> tuple[int, int]:
        """Where several patterns end at once, the one with fewer * wins, then the longer one."""
        return self.forms[pattern].count("*"), -len(self.forms[pattern])

    def _new_state(self, places: frozenset[int]) -> int:
        ending = [self.ending[place] for place in places if place in self.ending]
        follow = 0
        for place in places:
            for _, word in self.tree.exact[place]:
                follow |= _bit(word)
            for _, beginning in self.tree.begun[place]:
                follow |= _bit(beginning) if len(beginning) >= 3 else _ANY
        with self.lock:  # another thread may match with the same list
            state = len(self.places)
            self.ends, self.follow = grown(self.ends, state + 1), grown(self.follow, state + 1)
            self.ends[state] = self.entry[min(ending, key=self._preference)] if ending else -1
            self.follow[state] = follow
            self.places.append(places)
            return self.states.setdefault(places, state)

    def run(self, pieces: Cut) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """First row, last row and entry of each hit; entries past the end of the table are phrases of ``unless``."""
        state = pieces.by_form(self.opening, np.int32)
        bit = np.append(pieces.by_form(_bit, np.uint64), np.uint64(0))  # nothing follows the last row
        gap = pieces.by_gap(_separator, np.uint8)
        first = row = (state > 0).nonzero()[0]
        state, walker = state[row].astype(np.int64), np.arange(len(row))
        final, entry = np.full(len(row), -1), np.full(len(row), -1)
        while len(row):
            end = self.ends[state]
            ends = (end >= 0).nonzero()[0]
            final[walker[ends]], entry[walker[ends]] = row[ends], end[ends]
            onward = ((self.follow[state] & bit[row + 1]) > 0).nonzero()[0]
            onward = onward[gap[row[onward]] != _BREAK]
            onward = onward[~pieces.new_sentence[row[onward] + 1]]
            walker, row = walker[onward], row[onward] + 1
            state = self._next(pieces, state[onward], gap[row - 1].astype(np.int64), row)
            alive = state.nonzero()[0]
            walker, row, state = walker[alive], row[alive], state[alive]
        hits = (final >= 0).nonzero()[0]
        return _leftmost_longest(first[hits], final[hits], entry[hits])

    def _next(self, pieces: Cut, state: np.ndarray, gap: np.ndarray, row: np.ndarray) -> np.ndarray:
        """State after each row; each combination of state, gap and form is asked about once and then remembered."""
        known = self.steps.setdefault(pieces.known_forms, Table())
        form = pieces.form_id[row]
        # A gap is below 128 (see _separator), a vocabulary holds fewer than 2**32 forms.
        key = (state << 40 | gap << 32 | form).astype(np.uint64)
        reached = known.find(key)
        new = (reached < 0).nonzero()[0]
        if len(new):
            keys, example = np.unique(key[new], return_index=True)
            asked = zip(*(column[new[example]].tolist() for column in (state, gap, form)), strict=True)
            strings = pieces.known_forms.strings
            known.add(keys, np.array([self._step(s, g, strings[f]) for s, g, f in asked], np.int64))
            reached[new] = known.find(key[new])
        return reached.astype(np.int64)


def written(cells: pd.Series, first: int = 0) -> tuple[list[int], list[str]]:
    """The number of its row for each alternative of a column of patterns, counted from `first`, and the alternatives.

    >>> written(pd.Series(["mob|mobs", "", " raid "]))
    ([0, 0, 2], ['mob', 'mobs', 'raid'])
    """
    rows: list[int] = []
    forms: list[str] = []
    for row, cell in enumerate(cells.tolist(), first):
        if cell:
            found = _alternatives(cell)
            forms += found
            rows += [row] * len(found)
    return rows, forms


@functools.lru_cache(maxsize=50_000)
def _alternatives(cell: str) -> tuple[str, ...]:
    return tuple(form.strip() for form in cell.split("|") if form.strip())


def parsed(patterns: Sequence[str]) -> list[Steps | ValueError]:
    """The words of each pattern; two patterns with the same words match the same. What cannot be used is an error.

    >>> parsed(["Sanctuary-City", "immigra*"])
    [((1, 'sanctuary', False), (1, 'city', False)), ((1, 'immigra', True),)]
    >>> isinstance(parsed(["*ism"])[0], ValueError)
    True
    """
    pieces = cut(list(patterns))
    forms = [pieces.forms[form] for form in pieces.form.tolist()]
    gaps = [pieces.gaps[gap] for gap in pieces.gap.tolist()]
    found: list[Steps | ValueError] = []
    for pattern, a, b in zip(patterns, pieces.first[:-1].tolist(), pieces.first[1:].tolist(), strict=True):
        try:
            found.append(tuple(_steps(pattern, forms[a:b], gaps[a:b])))
        except ValueError as error:
            found.append(error)
    return found


def _steps(written: str, forms: list[str], gaps: list[str]) -> list[tuple[int, str, bool]]:
    """The words of a pattern: what stands before each, the word in small letters, whether any ending may follow."""
    steps, between = [], _SPACE
    for form, gap in zip(forms[1:], gaps[1:], strict=True):
        steps.append((between, _folded(form), gap.startswith("*")))
        between = _separator(gap.removeprefix("*"))
        if between == _BREAK and len(steps) < len(forms) - 1:
            raise ValueError(
                f"The pattern {written!r} has {gap!r} between two words. Words of a pattern are parted by a space, a "
                f"hyphen or an apostrophe; alternatives by |."
            )
    if written.count("*") != sum(wild for _, _, wild in steps) or not steps:
        raise ValueError(
            f"The pattern {written!r} cannot be used: it needs at least one word, and a * may stand only at the end of "
            f"a word, for any ending (immigra*)."
        )
    return steps


def _leftmost_longest(first: np.ndarray, final: np.ndarray, entry: np.ndarray) -> tuple[np.ndarray, ...]:
    """Of hits that overlap, keep the one that begins first; ``final`` is the longest for each beginning already.

    >>> [column.tolist() for column in _leftmost_longest(*np.array([[0, 1, 3, 5], [2, 3, 4, 5], [7, 8, 9, 6]]))]
    [[0, 3, 5], [2, 4, 5], [7, 9, 6]]
    """
    keep = np.zeros(len(first), bool)
    left = np.arange(len(first))
    while len(left):
        # A hit that begins after all earlier ones have ended is kept. What it overlaps falls; of what is left, the next
        # one that overlaps nothing kept is found in the same way.
        begins, ends = first[left], final[left]
        free = np.append(True, begins[1:] > np.maximum.accumulate(ends[:-1]))
        kept, others = free.nonzero()[0], (~free).nonzero()[0]
        keep[left[kept]] = True
        before = kept[kept.searchsorted(others) - 1]
        left = left[others[begins[others] > ends[before]]]
    return first[keep], final[keep], entry[keep]
