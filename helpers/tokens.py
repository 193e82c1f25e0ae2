"""Words with their classes: what the rules about voices ask of a word and of the gap after it.

A token is a whole word (*don't*, *L.A.*, *KABC-7*), made from :func:`helpers.text.cut`. Its classes (*a determiner, an
auxiliary, a name*) are looked up once for each distinct form, never word by word. There is no tagger here: a form
belongs to each class that it can belong to, and the rules look at its neighbours.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

import numpy as np

from helpers.text import Cut

# Closed word classes of English. Each is a bit, so that a word can belong to several.
CLASSES = {
    "pronoun": "i you he she it we they who",
    "relative": "who which that whom",
    "determiner": "the a an this that these those some any no every each all both many several most few another one",
    "article": "the a an this that these those no every each",
    "possessive": "his her its their our my your whose",
    "auxiliary": "am is are was were be been being has have had having do does did will would can could shall should"
    " may might must ll d ve re isn aren wasn weren hasn haven hadn don doesn didn won wouldn couldn shouldn not never",
    "be": "am is are was were be been being get gets got",
    "adverb": "also again then later now still just even only ever once yet already often soon always never not first"
    " further instead too however therefore thus meanwhile rather quickly sometimes long far"
    " previously both well once twice himself herself themselves itself publicly seldom rarely hardly",
    "conjunction": "and but or nor yet so",
    "subordinator": "because although though while when whenever as since until unless after before if once where"
    " whereas whether than",
    "question": "whether how why what who which when where if",
    "preposition": "of in on at to for from by with about against during through under over into between among after"
    " before since without within near across around behind off out up down amid despite toward towards upon via as"
    " like including according per",
    "that": "that",
    "to": "to",
    "by": "by",
    "as": "as",
    "and": "and",
    "but": "but",
    "time": "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight earlier later"
    " late recently morning afternoon evening night week month year weekend last next this january february march april"
    " june july august september october november december jan feb aug sept oct nov dec",
    "day": "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight jan feb aug sept oct nov"
    " dec january february april june july august september october november december",
    "verb": "left made came went took gave got had was were said told began became broke brought built bought caught"
    " chose did drew drove fell felt found flew forgot grew held heard hid hit kept knew led lay lost meant met paid"
    " put ran rose saw sold sent set shook shot sat slept spoke spent stood stole stuck struck swore swept taught"
    " thought threw understood woke wore won wrote leads makes comes goes takes gives gets says has is does",
    "object": "me him her us them you it himself herself themselves myself",
    "audience": "reporters supporters voters viewers journalists lawmakers audiences delegates donors people officials"
    " listeners investigators congress colleagues police readers students americans",
}
BIT = {name: 1 << place for place, name in enumerate([*CLASSES, "capital", "digit", "opening", "ly", "ing", "past"])}
_WORDS: dict[str, int] = {}
for _name, _words in CLASSES.items():
    for _word in _words.split():
        _WORDS[_word] = _WORDS.get(_word, 0) | BIT[_name]
_NUMBERS = "half two three four five six seven eight nine ten a most many".split()
_NOT_PAST = frozenset("need indeed united speed feed seed bed red need hundred embed exceed proceed succeed".split())


def classes_of(form: str) -> int:
    """Bits of the classes of a form.

    >>> classes_of("the") == BIT["determiner"] | BIT["article"], bool(classes_of("Bass") & BIT["capital"])
    (True, True)
    """
    low = form.lower()
    bits = _WORDS.get(low, 0)
    if not form:
        return BIT["opening"]
    if form[0] != low[0]:
        bits |= BIT["capital"]
    elif form[0].isdigit():
        bits |= BIT["digit"]
    elif not bits:
        if low.endswith("ly") and len(low) > 4:
            bits |= BIT["ly"] | BIT["adverb"]
        elif low.endswith("ing") and len(low) > 4:
            bits |= BIT["ing"]
        elif low.endswith("ed") and len(low) > 3 and low not in _NOT_PAST:
            bits |= BIT["past"]
    return bits


# What a gap can hold. The first four are read from what stands directly after the word.
GAPS = {
    "comma": r"^[\"”’'»]*,",
    "colon": r"^[\"”’'»]*:|: *$",
    "semicolon": r";",
    "dash": r"[—–]|\s--?\s|--",
    "stop": r"[.?!…]",
    "opens": r"(?:^|[\s(\[—–:-])(?:[\"“„«]|''|``|‘|')(?=\S|$)|[“„]$",
    "closes": r"^[\s\]).,?!…;:–—-]*(?:[\"”»]|'')(?=[\s,.;:!?)\]—–-]|$)|[,.?!…]['’]",
    "break": r"\n",
    "bracket": r"[(\[]",
    "unbracket": r"[)\]]",
    "quiet": r"^[\s\"“”„«»'‘’`]*$",
    "plain": r"^\s*$|^'\s$|^’\s$",
    "inside": r"^[,.?!…—–-]+(?:[\"”“»«’‘'›]|'')",
    "answered": r"^[,?!…—–-]+(?:[\"”“»«’‘'›]|'')|^(?:[\"”“»«’‘'›]|''),",
}
GAP_BIT = {name: 1 << place for place, name in enumerate(GAPS)}
_GAP_PATTERNS = [(GAP_BIT[name], re.compile(pattern)) for name, pattern in GAPS.items()]


def gap_classes_of(gap: str) -> int:
    """Bits of what a gap holds.

    >>> bool(gap_classes_of(',\\u201d ') & GAP_BIT["closes"]), bool(gap_classes_of(" ") & GAP_BIT["plain"])
    (True, True)
    """
    if gap == " ":
        return GAP_BIT["plain"]
    gap = gap[:200]
    return sum(bit for bit, pattern in _GAP_PATTERNS if pattern.search(gap))


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
        """True for words of any of the classes named; for the words ``at`` only, if given."""
        bits = self.bits if at is None else self.bits[at]
        return (bits & sum(BIT[name] for name in names)) != 0

    def gap_has(self, *names: str, at: np.ndarray | None = None) -> np.ndarray:
        """True for words with a gap after them that holds any of the things named."""
        after = self.after if at is None else self.after[at]
        return (after & sum(GAP_BIT[name] for name in names)) != 0

    def places(self, *names: str) -> np.ndarray:
        """Places of the words of any of the classes named, in order; kept, since several rules ask for the same."""
        if names not in self._places:
            self._places[names] = np.flatnonzero(self.has(*names))
        return self._places[names]

    @functools.cached_property
    def _places(self) -> dict[tuple[str, ...], np.ndarray]:
        return {}

    @functools.cached_property
    def form(self) -> np.ndarray:
        """Form number (in ``cut.forms``) of the word's first form."""
        return self.cut.form[self.row]

    @functools.cached_property
    def _numbers(self) -> dict[str, list[int]]:
        """Form numbers of each lower-case form."""
        numbers: dict[str, list[int]] = {}
        for number, form in enumerate(self.cut.forms):
            numbers.setdefault(form.lower(), []).append(number)
        return numbers

    def is_word(self, *words: str, at: np.ndarray | None = None) -> np.ndarray:
        """True for the words given, whatever their case."""
        wanted = np.zeros(len(self.cut.forms), bool)
        for word in words:
            wanted[self._numbers.get(word, [])] = True
        return wanted[self.form if at is None else self.form[at]]

    def is_number(self, at: np.ndarray) -> np.ndarray:
        """True for the words ``at`` that are numbers, in figures or letters."""
        return self.has("digit", at=at) | self.is_word(*_NUMBERS, at=at)

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
        article = int(np.searchsorted(self.base, start, side="right")) - 1
        return self.cut.texts[article][start - self.base[article] : end - self.base[article]]


def _last_of(group: np.ndarray) -> np.ndarray:
    ends = np.append(np.flatnonzero(group[1:] != group[:-1]), len(group) - 1)
    return following_all(ends, len(group), -1)


def _first_of(group: np.ndarray) -> np.ndarray:
    starts = np.append(0, np.flatnonzero(group[1:] != group[:-1]) + 1)[: len(group)]
    return preceding_all(starts, len(group), 0)


def tokens(cut: Cut) -> Tokens:
    """Make the words of a cut, with their classes."""
    lengths = np.array([len(text) + 1 for text in cut.texts], np.int64)
    base = np.concatenate([[0], np.cumsum(lengths)])
    row = np.flatnonzero(~cut.joined)
    last = np.append(row[1:], len(cut.form))[: len(row)] - 1
    of_form = np.array([classes_of(form) for form in cut.forms], np.int64)
    of_gap = np.array([gap_classes_of(gap) for gap in cut.gaps], np.int64)
    is_s = np.array([form in ("s", "S") for form in cut.forms], bool)
    mark = np.array([gap in ("'", "’") for gap in cut.gaps], bool)
    plural = np.array([gap in ("' ", "’ ") for gap in cut.gaps], bool)
    ends_s = np.array([form.endswith("s") for form in cut.forms], bool)
    form, gap = cut.form, cut.gap
    genitive = (last > row) & is_s[form[last]] & mark[gap[last - 1]] | plural[gap[last]] & ends_s[form[last]]
    laid = base[cut.article]
    bits = of_form[form[row]]
    # "down-ballot", "as-yet": a compound is no preposition or adverb.
    hyphen = np.array([gap in ("-", "‑", "‐") for gap in cut.gaps], bool)
    compound = (last > row) & hyphen[gap[row]]
    bits[compound] &= BIT["capital"] | BIT["digit"]
    return Tokens(
        cut=cut,
        row=row,
        last=last,
        base=base,
        start=laid[row] + cut.start[row],
        end=laid[last] + cut.end[last],
        bits=bits,
        after=of_gap[gap[last]],
        genitive=genitive,
        # The empty opening word is a sentence and a paragraph of its own, so that "first in its sentence" holds.
        sentence=cut.sentence[row] * 2 + (cut.end[row] > cut.start[row]),
        paragraph=cut.paragraph[row] * 2 + (cut.end[row] > cut.start[row]),
        article=cut.article[row],
    )


def following(where: np.ndarray, at: np.ndarray, none: int) -> np.ndarray:
    """First place in the sorted ``where`` that is at or after each ``at``; ``none`` where there is no such place.

    >>> following(np.array([2, 5]), np.array([0, 3, 6]), 99).tolist()
    [2, 5, 99]
    """
    return np.append(where, none)[np.searchsorted(where, at)]


def following_all(where: np.ndarray, n: int, none: int) -> np.ndarray:
    """:func:`following` for each of the places 0 to n - 1, without a search.

    >>> following_all(np.array([1, 2]), 4, 9).tolist()
    [1, 1, 2, 9]
    """
    runs = np.diff(np.concatenate([[-1], where, [n - 1]]))
    return np.repeat(np.append(where, none), runs)


def preceding_all(where: np.ndarray, n: int, none: int) -> np.ndarray:
    """:func:`preceding` for each of the places 0 to n - 1, without a search.

    >>> preceding_all(np.array([1, 2]), 4, 9).tolist()
    [9, 1, 2, 2]
    """
    runs = np.diff(np.concatenate([[0], where, [n]]))
    return np.repeat(np.append(none, where), runs)


def preceding(where: np.ndarray, at: np.ndarray, none: int) -> np.ndarray:
    """Last place in the sorted ``where`` that is at or before each ``at``; ``none`` where there is no such place.

    >>> preceding(np.array([2, 5]), np.array([0, 3, 6]), -1).tolist()
    [-1, 2, 5]
    """
    return np.append(none, where)[np.searchsorted(where, at, side="right")]
