"""Distinct strings, numbered once and for all, so that known words cost no Python when they come again.

News repeats itself: of a million words all but a few thousand were met before. A :class:`Vocabulary` turns each stretch
of a text into the number of its string by a few array operations. Whatever is asked about a string (*is it an
abbreviation? can a pattern begin with it?*) is answered once in plain Python, kept under that number, and looked up for
every place where the string stands. It is exact: two strings have one number only if they are equal.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable

import numpy as np

# Letters are one byte each here, and eight of them make one number of 64 bits: a string of up to eight letters is one
# such number, one of up to sixteen is two. Longer ones (1 in 2,000 in news) are looked up one by one.
HEAD = 8
LONGEST = 2 * HEAD
# An odd factor spreads numbers over a table and loses none of them (Knuth 1998, section 6.4: multiplicative hashing).
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_LETTERS = np.array([(1 << 8 * n) - 1 for n in range(HEAD + 1)], np.uint64)
_SMALLEST = 1 << 10


def grown(column: np.ndarray, n: int) -> np.ndarray:
    """The column with room for at least ``n`` items; doubled, so that growing one by one stays cheap.

    >>> len(grown(np.zeros(4), 5)), len(grown(np.zeros(4), 3))
    (8, 4)
    """
    if n <= len(column):
        return column
    return np.concatenate([column, np.zeros(max(n - len(column), len(column)), column.dtype)])


class Table:
    """A dictionary from 64-bit keys to numbers that is asked about many keys at once (open addressing).

    >>> table = Table()
    >>> table.add(np.array([7, 9], np.uint64), np.array([0, 1]))
    >>> table.find(np.array([9, 8, 7], np.uint64)).tolist()
    [1, -1, 0]
    """

    def __init__(self) -> None:
        self._n = 0
        self._make(_SMALLEST)

    def _make(self, places: int) -> None:
        self._keys = np.zeros(places, np.uint64)
        self._numbers = np.full(places, -1, np.int32)
        self._shift = np.uint64(64 - (places - 1).bit_length())

    def _place(self, keys: np.ndarray) -> np.ndarray:
        return (keys * _FACTOR >> self._shift).view(np.int64)

    def find(self, keys: np.ndarray) -> np.ndarray:
        """The number of each key, -1 where there is none."""
        place = self._place(keys)
        numbers = self._numbers.take(place)
        rows = (self._keys.take(place) != keys).nonzero()[0]
        while True:
            # A free place says that the key is new; another key's place sends on to the next one.
            rows = rows[numbers[rows] >= 0]
            if not len(rows):
                return numbers
            place[rows] = (place[rows] + 1) & (len(self._keys) - 1)
            numbers[rows] = self._numbers[place[rows]]
            rows = rows[self._keys[place[rows]] != keys[rows]]

    def add(self, keys: np.ndarray, numbers: np.ndarray) -> None:
        """Add keys that are new and all different; numbers may repeat."""
        self._n += len(keys)
        if 3 * self._n > len(self._keys):
            kept = self._numbers >= 0
            keys = np.concatenate([self._keys[kept], keys])
            numbers = np.concatenate([self._numbers[kept], numbers])
            self._make(1 << (8 * self._n - 1).bit_length())
        place = self._place(keys)
        while len(keys):
            free = self._numbers[place] < 0
            self._keys[place[free]] = keys[free]  # of several that want one place, one gets it
            placed = free & (self._keys[place] == keys)
            self._numbers[place[placed]] = numbers[placed]
            keys, numbers = keys[~placed], numbers[~placed]
            place = (place[~placed] + 1) & (len(self._keys) - 1)


class Vocabulary:
    """Distinct strings in the order in which texts brought them; number 0 is the empty one.

    Attributes
    ----------
    strings : list of str
        The string of each number.
    """

    def __init__(self) -> None:
        self.strings = [""]
        self._number = {"": 0}
        self._short, self._long = Table(), Table()
        self._short.add(np.zeros(1, np.uint64), np.zeros(1, np.int32))
        self._tail = np.zeros(_SMALLEST, np.uint64)
        self._single = np.full(256, -1, np.int64)
        # For each question: the answers, which strings were asked about, and up to which number all were.
        self._answers: weakref.WeakKeyDictionary[Callable, tuple] = weakref.WeakKeyDictionary()

    def __len__(self) -> int:
        return len(self.strings)

    def number(
        self, letters: np.ndarray, start: np.ndarray, end: np.ndarray, odd: np.ndarray, read: Callable[[int, int], str]
    ) -> np.ndarray:
        """Number of the string in each stretch; new strings get new numbers.

        Parameters
        ----------
        letters : uint8 array
            A byte for each character, with ``LONGEST`` more at the end.
        start, end : int64 arrays
        odd : int64 array
            Rows of the stretches that hold a character which has no byte of its own.
        read : function
            From a start and an end to the string.
        """
        single = end - start == 1
        if 2 * np.count_nonzero(single) < len(single):
            return self._hashed(letters, start, end, odd, read)
        # Gaps: most are one space, and a string of one letter is looked up by that letter. Odd characters are letter 0.
        letter = letters.take(start)
        number = self._single.take(letter)
        number[~single] = -1
        rest = (number < 0).nonzero()[0]
        is_odd = np.zeros(len(number), bool)
        is_odd[odd] = True
        number[rest] = self._hashed(letters, start[rest], end[rest], is_odd[rest].nonzero()[0], read)
        learned = rest[single[rest]]
        self._single[letter[learned]] = number[learned]
        self._single[0] = -1
        return number

    def _hashed(self, letters, start, end, odd, read) -> np.ndarray:
        """What :meth:`number` gives, for strings of any length."""
        length = end - start
        # Eight letters from each place on as one number: the same bytes, seen anew at every step of one byte.
        eight = np.ndarray((len(letters) - HEAD + 1,), "<u8", letters, strides=(1,))
        head = eight.take(start) & _LETTERS.take(length, mode="clip")
        number = self._short.find(head)
        rows = (length > HEAD).nonzero()[0]
        tail = eight.take(start[rows] + HEAD) & _LETTERS.take(length[rows] - HEAD, mode="clip")
        key = head[rows] * _FACTOR ^ tail
        found = self._long.find(key)
        # Head and tail give the key, and the key and the tail give the head: with an equal tail nothing else differs.
        found[(self._tail.take(found, mode="clip") != tail) | (length[rows] > LONGEST)] = -1
        number[rows] = found
        number[odd] = -1
        new = (number < 0).nonzero()[0]
        if len(new):
            number[new] = list(map(self._learn, map(read, start[new].tolist(), end[new].tolist())))
            self._tail = grown(self._tail, len(self))
            plain = np.zeros(len(number), bool)
            plain[new] = length[new] <= LONGEST
            plain[odd] = False
            short = (plain & (length <= HEAD)).nonzero()[0]
            self._short.add(*_once(head[short], number[short]))
            long = plain[rows]
            self._tail[number[rows[long]]] = tail[long]
            self._long.add(*_once(key[long], number[rows[long]]))
        return number.astype(np.int64)

    def _learn(self, string: str) -> int:
        number = self._number.setdefault(string, len(self.strings))
        if number == len(self.strings):
            self.strings.append(string)
        return number

    def answers(self, question: Callable[[str], object], number: np.ndarray, dtype: type) -> np.ndarray:
        """The answer to a question about each numbered string, asked once for each string while the question lives."""
        known = self._answers.get(question)
        answers, asked, n = known or (np.zeros(_SMALLEST, dtype), np.zeros(_SMALLEST, bool), 0)
        if n == len(self):
            return answers.take(number)
        answers, asked = grown(answers, len(self)), grown(asked, len(self))
        # Strings that are new since the last time mostly come from these texts: all are asked about. Where they are
        # many more than the places here, only those here are.
        if len(self) - n <= len(number):
            new = n + (~asked[n : len(self)]).nonzero()[0]
            n = len(self)
        else:
            new = number[~asked.take(number)]
            new = np.unique(new) if len(new) > 1 else new
        answers[new] = np.fromiter((question(self.strings[i]) for i in new.tolist()), dtype, len(new))
        asked[new] = True
        self._answers[question] = answers, asked, n
        return answers.take(number)


def _once(keys: np.ndarray, numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    keys, first = np.unique(keys, return_index=True)
    return keys, numbers[first]
