"""Forms and gaps: all texts of a table cut at once, with arrays in place of loops.

A text becomes a row of *forms* (runs of letters and digits) with *gaps* between them. Every question about a form or a
gap (*is it an abbreviation? does it end a sentence?*) is answered once for each distinct form or gap, in plain Python,
and then looked up for every row. Words, sentences and paragraphs (:mod:`helpers.text`), voices and lexicon matches all
stand on these columns. No NLTK data are needed.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

# Abbreviations after which a sentence never ends: something always follows them.
TITLES = frozenset(
    "mr mrs ms mx dr prof rev fr hon gov sen rep reps sens pres gen lt col maj capt cmdr cpl sgt adm atty asst supt det"
    " insp vs v cf approx gens govs messrs".split()
)
# Abbreviations only before a number.
NUMBERED = frozenset("no nos art sec fig".split())
# What follows *a.m.* inside a sentence.
DATES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun"
    " january february march april may june july august september october november december jan feb mar apr jun"
    " jul aug sept sep oct nov dec est edt cst cdt mst mdt pst pdt et ct mt pt gmt bst utc eastern central mountain"
    " pacific".split()
)
# Abbreviations that may also be the last word of a sentence: the next word decides.
ABBREVIATIONS = frozenset(
    "st mt ft inc ltd co corp bros jr sr esq etc al est dept univ assn ave blvd rd jan feb mar apr jun jul aug sept"
    " sep oct nov dec mon tue tues wed thu thur thurs fri sat sun ala ariz ark calif colo conn del fla ga ill ind"
    " kan ky la md mass mich minn miss mo mont neb nev okla ore pa penn tenn tex va vt wash wis wyo".split()
)
# Words that open a sentence far more often than they follow an abbreviation inside one.
STARTERS = frozenset(
    "the a an this that these those he she it they we i you his her its their our my there here but and or so yet if"
    " when while as at in on by for from after before since during with according although though because until"
    " however meanwhile what who how why where both some many most no not all another one".split()
)
TERMINAL = ".!?…。！？"
CLOSERS = "\"'”’»›)]}」』"
JOINERS = frozenset("'’ʼ‘-‐‑_@&")
# Between two forms of one letter (L.A., i.e.) and between two numbers (9:10, 3.5, 1,000).
LETTER_JOINERS, NUMBER_JOINERS = frozenset("."), frozenset(".,:")

# Possessive quantifiers and the look-behind keep the search linear on a text of a million full stops.
SENTENCE_END = re.compile(rf"(?<![{re.escape(TERMINAL)}])[{re.escape(TERMINAL)}]++[{re.escape(CLOSERS)}]*+(?=\s)")
_CLOSED = re.compile(rf"[{re.escape(TERMINAL)}:][{re.escape(CLOSERS)}]*\s*\n")
_BLANK_LINE = re.compile(r"\n[^\S\n]*+\n")

_WORD, _OTHER, _IGNORED, _MARK, _UNSEEN = range(5)
# What kind each code point is, filled in as texts bring new ones: a cache of facts about Unicode.
_KINDS = np.full(0x110000, _UNSEEN, np.uint8)


@dataclass(frozen=True)
class Cut:
    """Every form of several texts, in order, as columns.

    A *form* is a run of letters and digits; *don't* is ``don`` + gap ``'`` + ``t``, joined to one word. Each text opens
    with one empty form, so that what stands before its first word has a place too and no rule looks across texts.

    Attributes
    ----------
    texts : list of str
    first : int64 array, shape (n_texts + 1,)
        Row of each text's empty opening form; the last item is the number of rows.
    article : int64 array, shape (n,)
        Number of the text that the form stands in.
    start, end : int64 arrays, shape (n,)
        Code-point offsets inside that text.
    form, gap : int64 arrays, shape (n,)
        Places in ``forms`` and ``gaps``; a gap stands between a form and the next one, or the end of the text.
    forms, gaps : list of str
        The distinct strings, as written (forms without invisible characters).
    """

    texts: list[str]
    first: np.ndarray
    article: np.ndarray
    start: np.ndarray
    end: np.ndarray
    form: np.ndarray
    forms: list[str]
    gap: np.ndarray
    gaps: list[str]

    def by_form(self, answer: Callable[[str], object], dtype: type = bool) -> np.ndarray:
        """Ask a question of each distinct form once and give every row its answer."""
        return np.array([answer(form) for form in self.forms], dtype)[self.form]

    def by_gap(self, answer: Callable[[str], object], dtype: type = bool) -> np.ndarray:
        """Ask a question of each distinct gap once and give every row its answer."""
        return np.array([answer(gap) for gap in self.gaps], dtype)[self.gap]

    @functools.cached_property
    def joined(self) -> np.ndarray:
        """True where a form belongs to one word with the form before it (*don't*, *L.A.*, *KABC-7*, *9:10*)."""
        letter = self.by_form(lambda form: len(form) == 1 and form.isalpha())
        number = self.by_form(lambda form: form[:1].isdigit())
        glued = self.by_gap(lambda gap: gap in JOINERS)
        glued[:-1] |= self.by_gap(lambda gap: gap in LETTER_JOINERS)[:-1] & letter[:-1] & letter[1:]
        glued[:-1] |= self.by_gap(lambda gap: gap in NUMBER_JOINERS)[:-1] & number[:-1] & number[1:]
        glued[:-1] |= self.by_gap(lambda gap: gap in (".'", ".’"))[:-1] & letter[:-1]
        glued &= self.end > self.start
        glued[self.first[1:] - 1] = False
        return np.concatenate([[False], glued[:-1]])

    @functools.cached_property
    def new_paragraph(self) -> np.ndarray:
        """True where a form opens a paragraph: after a blank line, or after a line that ends like a sentence.

        In an article without blank lines any line break counts, unless the next line goes on in lower case.
        """
        newline = self.by_gap(lambda gap: "\n" in gap)
        blank = self.by_gap(lambda gap: _BLANK_LINE.search(gap) is not None)
        closed = self.by_gap(lambda gap: _CLOSED.search(gap) is not None)
        has_blank = np.zeros(len(self.texts), bool)
        has_blank[self.article[blank & (self.end > self.start)]] = True
        lower = self._next(lambda form: form[:1].islower())
        breaks = blank | closed | (newline & ~has_blank[self.article] & ~lower)
        return self._after(breaks)

    @functools.cached_property
    def after_stop(self) -> np.ndarray:
        """True for a form that a full stop joins to the one before it: the *A* of *L.A.*, not the *t* of *don't*."""
        return self.joined & np.concatenate([[False], self.by_gap(lambda gap: gap == ".")[:-1]])[: len(self.gap)]

    @functools.cached_property
    def new_sentence(self) -> np.ndarray:
        """True where a form opens a sentence.

        A mark of :data:`TERMINAL` with white space after it ends a sentence, unless the next word is written in lower
        case, or the mark is the full stop of an abbreviation that expects something after it.
        """
        mark = self.by_gap(lambda gap: SENTENCE_END.search(gap) is not None)
        stop = self.by_gap(lambda gap: gap[:1] == "." and gap[1:2] not in (".", "…"))
        title = self.by_form(lambda form: form.lower() in TITLES and (form[0].isupper() or len(form) < 3))
        numbered = self.by_form(lambda form: form.lower() in NUMBERED)
        short = self.by_form(lambda form: form.lower() in ABBREVIATIONS and (form[0].isupper() or form == "etc"))
        initial = self.by_form(lambda form: len(form) == 1 and form.isupper() and form != "I")
        dotted = self.after_stop & self.by_form(lambda form: len(form) == 1)
        clock = dotted & self.by_form(lambda form: form in ("m", "M"))
        lower = self._next(lambda form: form[:1].islower())
        number = self._next(lambda form: form[:1].isdigit())
        starter = self._next(lambda form: form.lower() in STARTERS and form[0].isupper())
        date = self._next(lambda form: form.lower() in DATES)
        quoted = self.by_gap(lambda gap: gap.rstrip()[-1:] in tuple('“"«„‘'))
        held = title | (numbered & number) | (initial & ~dotted & ~starter) | (clock & date)
        held |= (short | (dotted & ~clock)) & ~starter & ~quoted
        return self._after(mark & ~lower & ~(held & stop)) | self.new_paragraph

    def _next(self, answer: Callable[[str], object]) -> np.ndarray:
        """Ask a question of each row's next form; after a text's last form stands the next text's empty one."""
        return np.append(self.by_form(answer)[1:], False)[: len(self.form)]

    def _after(self, breaks: np.ndarray) -> np.ndarray:
        """Move each break to the form after it. A text's opening form is one, and none stands after it."""
        moved = np.concatenate([[True], breaks[:-1] & (self.end > self.start)[:-1]])[: len(breaks)]
        moved[self.first[:-1]] = True
        return moved

    @functools.cached_property
    def sentence(self) -> np.ndarray:
        """Number of the sentence that each form stands in, counted over all texts."""
        return np.cumsum(self.new_sentence) - 1

    @functools.cached_property
    def paragraph(self) -> np.ndarray:
        """Number of the paragraph that each form stands in, counted over all texts."""
        return np.cumsum(self.new_paragraph) - 1

    @functools.cached_property
    def opens_word(self) -> np.ndarray:
        """True where a word begins; words are what is counted."""
        return ~self.joined & (self.end > self.start)

    def n_words(self, article: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
        """Count the words that begin inside each span ``start:end`` of text number ``article``."""
        before = np.concatenate([[0], np.cumsum(self.opens_word)])
        return before[self.row_at(article, end)] - before[self.row_at(article, start)]

    def row_at(self, article: np.ndarray, offset: np.ndarray) -> np.ndarray:
        """Row of the first form that begins at or after ``offset`` in text number ``article``."""
        base = _base(self.texts)
        return np.searchsorted(base[self.article] + self.start, base[np.asarray(article)] + np.asarray(offset))


def cut(texts: Sequence[str]) -> Cut:
    """Cut texts into forms and gaps, and from them words, sentences and paragraphs, all texts at once.

    Parameters
    ----------
    texts : sequence of str
        Any strings; nothing in them is an error. Invisible characters inside a word (soft hyphen, zero-width space and
        the rest of Unicode's *format* class) do not part it: offsets count them, forms leave them out.

    Returns
    -------
    Cut
        Columns over all forms of all texts.

    Examples
    --------
    >>> pieces = cut(["L.A. police don't say \\u201cmob.\\u201d They say so. Twice."])
    >>> [pieces.forms[i] for i in pieces.form]
    ['', 'L', 'A', 'police', 'don', 't', 'say', 'mob', 'They', 'say', 'so', 'Twice']
    >>> pieces.sentence.tolist()
    [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 2]
    """
    texts = list(texts)
    buffer = "\0".join(texts) + "\0" if texts else ""
    codes = _codes(buffer)
    kinds, invisible = _kinds(codes)
    edges = np.flatnonzero(kinds[1:] != kinds[:-1]) + 1
    if len(kinds) and kinds[0] == _WORD:
        edges = np.concatenate([[0], edges])
    base = _base(texts)[:-1]
    where = np.searchsorted(edges[0::2], base)
    start, end = np.insert(edges[0::2], where, base), np.insert(edges[1::2], where, base)
    first = np.append(where + np.arange(len(texts)), len(start))
    article = np.repeat(np.arange(len(texts)), np.diff(first))
    gap_end = np.append(start[1:], 0)[: len(start)]
    gap_end[first[1:] - 1] = base + [len(text) for text in texts]
    hashes = _Hashes(codes)
    form, forms = _distinct(buffer, hashes.of(start, end), start, end)
    gap, gaps = _distinct(buffer, hashes.of(end, gap_end), end, gap_end)
    if invisible:
        form, forms = _merged(form, ["".join(c for c in f if unicodedata.category(c) != "Cf") for f in forms])
    return Cut(texts, first, article, start - base[article], end - base[article], form, forms, gap, gaps)


def _base(texts: Sequence[str]) -> np.ndarray:
    """Where each text begins when all are laid end to end with one character between; then the whole length."""
    return np.concatenate([[0], np.cumsum([len(text) + 1 for text in texts], dtype=np.int64)])


def _codes(buffer: str) -> np.ndarray:
    """Code points of a string as numbers, two bytes each where that is enough."""
    if not buffer or max(buffer) <= "\uffff":
        return np.frombuffer(buffer.encode("utf-16-le", "surrogatepass"), np.uint16)
    return np.frombuffer(buffer.encode("utf-32-le", "surrogatepass"), np.uint32)


def _kinds(codes: np.ndarray) -> tuple[np.ndarray, bool]:
    """Part of a word or not, for each code point; and whether any invisible one stands inside a word."""
    kinds = _KINDS[codes]
    unseen = codes[kinds == _UNSEEN]
    if len(unseen):
        for code in np.unique(unseen).tolist():
            _KINDS[code] = _kind(chr(code))
        kinds = _KINDS[codes]
    odd = kinds > _OTHER
    if not odd.any():
        return kinds, False
    # A run of invisible characters and combining marks belongs to the word before it where the word goes on after the
    # run, or where the run is an accent.
    start = np.flatnonzero(odd & ~np.concatenate([[False], odd[:-1]]))
    end = np.flatnonzero(odd & ~np.append(odd[1:], False)) + 1
    before = np.where(start > 0, kinds[start - 1], _OTHER) == _WORD
    after = kinds[np.minimum(end, len(kinds) - 1)] == _WORD
    inside = before & (after | (kinds[start] == _MARK))
    kinds[odd] = np.where(np.repeat(inside, end - start), _WORD, _OTHER)
    return kinds, bool(inside.any())


def _kind(character: str) -> int:
    category = unicodedata.category(character)
    if character.isalnum():
        return _WORD
    return _IGNORED if category == "Cf" else _MARK if category[0] == "M" else _OTHER


class _Hashes:
    """Numbers that are equal where stretches of a text are equal, for any number of stretches at once.

    The number of a stretch is its polynomial in an odd base, taken from running sums modulo 2**64 and brought to a
    common place by the inverse power, so that its cost does not grow with the stretch.
    """

    BASE = 0x9E3779B97F4A7C15

    def __init__(self, codes: np.ndarray):
        power, inverse = _powers(max(len(codes), 1).bit_length())
        weighed = codes.astype(np.uint64)
        weighed += np.uint64(1)
        weighed *= power[: len(codes)]
        self.sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(weighed, dtype=np.uint64)])
        self.inverse = inverse

    def of(self, start: np.ndarray, end: np.ndarray) -> np.ndarray:
        return (self.sums[end] - self.sums[start]) * self.inverse[start]


@functools.cache
def _powers(bits: int) -> tuple[np.ndarray, np.ndarray]:
    """The first 2**bits powers of the base and of its inverse."""
    columns = []
    for factor in (_Hashes.BASE, pow(_Hashes.BASE, -1, 1 << 64)):
        column = np.full(1 << bits, factor, np.uint64)
        column[0] = 1
        columns.append(np.multiply.accumulate(column))
    return columns[0], columns[1]


def _distinct(buffer: str, hashes: np.ndarray, start: np.ndarray, end: np.ndarray) -> tuple[np.ndarray, list[str]]:
    """Number the stretches so that equal ones have equal numbers; and the distinct strings in order of appearance."""
    number, found = pd.factorize(hashes)
    example = np.empty(len(found), np.int64)
    example[number[::-1]] = np.arange(len(number))[::-1]
    return number, [buffer[s:e] for s, e in zip(start[example].tolist(), end[example].tolist(), strict=True)]


def _merged(number: np.ndarray, strings: list[str]) -> tuple[np.ndarray, list[str]]:
    """Give strings that have become equal one number."""
    place = {string: i for i, string in enumerate(dict.fromkeys(strings))}
    return np.array([place[string] for string in strings], np.int64)[number], list(place)
