"""Patterns of words, matched against all rows of a cut at once: what a lexicon match stands on."""

from __future__ import annotations

import unicodedata

import numpy as np
import pandas as pd

from helpers.forms import Cut, cut

# Between the words of a pattern and of a text: white space and a hyphen are the same, so are all apostrophes. The full
# stop of an abbreviation (U.S. troops) is passed over; one that ends a sentence is not, see Automaton.run.
_BREAK, _SPACE, _APOSTROPHE = 0, 1, 2
HYPHENS = frozenset("-‐‑")
_APOSTROPHES = frozenset("'’ʼ‘`´")


def _separator(gap: str) -> int:
    """What a gap between two forms is to a pattern: a break that no term crosses, a space or hyphen, an apostrophe.

    >>> [_separator(gap) for gap in (" ", "-", "\\n", "\\n\\n", "'", "; ", ", ", ".")]
    [1, 1, 1, 0, 2, 0, 44, 46]
    """
    if gap in _APOSTROPHES:
        return _APOSTROPHE
    between = gap.removeprefix(".")
    inner = between.strip()
    if (not inner and between and between.count("\n") < 2) or (inner in HYPHENS and "\n" not in between):
        return _SPACE
    mark = gap.strip(" ")
    return ord(mark) if gap == "." or mark in ("&", ",", "/", "_", "@") else _BREAK


def _folded(form: str) -> str:
    return form.casefold() if form.isascii() else unicodedata.normalize("NFC", form).casefold()


class Automaton:
    """All patterns of a list as one tree of words, walked by all rows of a :class:`~helpers.forms.Cut` together.

    A state is a set of places in the tree (several at once, since ``immigra*`` and ``immigrant`` may both go on). Each
    step asks in plain Python only about the pairs of state and next form that really occur, once each.
    """

    def __init__(self, entries: pd.DataFrame):
        # Row of the entry for each pattern; the phrases of ``unless`` have rows past the end of the table.
        patterns = [
            (row + offset, written.strip())
            for column, offset in (("pattern", 0), ("unless", len(entries)))
            for row, cell in enumerate(entries[column])
            for written in cell.split("|")
            if written.strip()
        ]
        self.entry = [entry for entry, _ in patterns]
        # For each place in the tree: exact words and beginnings of words that lead on, and the pattern that ends there.
        self.exact: list[dict[tuple[int, str], int]] = [{}]
        self.begun: list[dict[tuple[int, str], int]] = [{}]
        self.ending: list[int | None] = [None]
        pieces = cut([written for _, written in patterns])
        forms = [pieces.forms[form] for form in pieces.form.tolist()]
        gaps = [pieces.gaps[gap] for gap in pieces.gap.tolist()]
        bounds = pieces.first.tolist()
        for pattern, (entry, written) in enumerate(patterns):
            a, b = bounds[pattern], bounds[pattern + 1]
            place = self._plant(_steps(written, forms[a:b], gaps[a:b]))
            if self.ending[place] is None:
                self.ending[place] = pattern
            elif entry < len(entries) and self.entry[self.ending[place]] != entry:
                other = entries["term"][self.entry[self.ending[place]]]
                raise ValueError(
                    f"The pattern {written!r} of {entries['term'][entry]!r} stands under {other!r} too. One pattern "
                    f"belongs to one term: take it out of one of them."
                )
        # Where several patterns end at once, the one with fewer * wins, then the longer one.
        self.preference = [(written.count("*"), -len(written)) for _, written in patterns]
        self.states: dict[frozenset[int], int] = {frozenset(): 0, frozenset([0]): 1}
        self.places: list[frozenset[int]] = list(self.states)
        self.ends: list[int] = [-1, -1]
        self.steps: dict[tuple[int, int, str], int] = {}

    def _plant(self, steps: list[tuple[int, str, bool]]) -> int:
        place = 0
        for between, word, wild in steps:
            branch = (self.begun if wild else self.exact)[place]
            if (between, word) not in branch:
                branch[between, word] = len(self.ending)
                self.exact.append({})
                self.begun.append({})
                self.ending.append(None)
            place = branch[between, word]
        return place

    def _step(self, state: int, between: int, word: str) -> int:
        """State after one more word; 0 where no pattern goes on."""
        key = (state, between, word)
        if key not in self.steps:
            reached = set()
            for place in self.places[state]:
                reached.add(self.exact[place].get((between, word)))
                if begun := self.begun[place]:
                    reached.update(begun.get((between, word[:length])) for length in range(1, len(word) + 1))
            self.steps[key] = self._state(frozenset(reached - {None}))
        return self.steps[key]

    def _state(self, places: frozenset[int]) -> int:
        if places not in self.states:
            self.states[places] = len(self.places)
            self.places.append(places)
            ending = [self.ending[place] for place in places if self.ending[place] is not None]
            self.ends.append(self.entry[min(ending, key=self.preference.__getitem__)] if ending else -1)
        return self.states[places]

    def run(self, pieces: Cut) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """First row, last row and entry of each hit; entries past the end of the table are phrases of ``unless``."""
        folded = [_folded(form) for form in pieces.forms]
        state = np.array([self._step(1, _SPACE, word) if word else 0 for word in folded], np.int64)[pieces.form]
        between = pieces.by_gap(_separator, np.int64)
        first = row = np.flatnonzero(state)
        state = state[row]
        final, entry = np.full(len(row), -1), np.full(len(row), -1)
        walker = np.arange(len(row))
        while len(row):
            states, each = np.unique(state, return_inverse=True)
            end = np.array([self.ends[s] for s in states.tolist()], np.int64)[each]
            ends = end >= 0
            final[walker[ends]], entry[walker[ends]] = row[ends], end[ends]
            onward = np.array([any(self.exact[p] or self.begun[p] for p in self.places[s]) for s in states.tolist()])
            onward = onward[each] & (between[row] != _BREAK) & (row + 1 < len(pieces.form))
            onward[onward] &= ~pieces.new_sentence[row[onward] + 1]
            walker, state, row = walker[onward], state[onward], row[onward]
            seen = np.stack([state, between[row], pieces.form[row + 1]], axis=1)
            kinds, each = np.unique(seen, axis=0, return_inverse=True)
            state = np.array([self._step(s, b, folded[f]) for s, b, f in kinds.tolist()], np.int64)[each.ravel()]
            alive = state > 0
            walker, state, row = walker[alive], state[alive], row[alive] + 1
        return _leftmost_longest(first[final >= 0], final[final >= 0], entry[final >= 0])


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
    """Of hits that overlap, keep the one that begins first; ``final`` is the longest for each beginning already."""
    keep = np.ones(len(first), bool)
    reached = np.concatenate([[-1], np.maximum.accumulate(final)[:-1]])[: len(first)]
    last = -1
    # Only hits that begin before an earlier one has ended need to be looked at one by one.
    for i in np.flatnonzero((first <= reached) | np.append(first[1:] <= final[:-1], False)[: len(first)]).tolist():
        keep[i] = first[i] > last
        if keep[i]:
            last = final[i]
    return first[keep], final[keep], entry[keep]
