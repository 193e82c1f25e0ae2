"""Forms and gaps: all texts of a table cut at once, with arrays in place of loops.

A text becomes a row of *forms* (runs of letters and digits) with *gaps* between them. Every question about a form or
a gap (*is it an abbreviation? does it end a sentence?*) is answered once for each distinct form or gap, in plain
Python, and then looked up for every row (:mod:`helpers.text.vocabulary`). Words, sentences and paragraphs
(:mod:`helpers.text`), voices and lexicon matches all stand on these columns. No NLTK data are needed.
"""

from __future__ import annotations

import functools
import re
import threading
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from helpers.text.vocabulary import LONGEST, Vocabulary

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

# A byte for each character of Windows-1252, the alphabet of most Western European texts; 0, *odd*, for all others. The
# letters and digits come last, so that one comparison finds the words. The soft hyphen is odd: it is invisible.
_WESTERN = sorted(set(bytes(range(1, 256)).decode("cp1252", "ignore")) - {"\u00ad"}, key=lambda c: (c.isalnum(), c))
_ALPHABET = np.zeros(0x110000, np.uint8)
_ALPHABET[[ord(character) for character in _WESTERN]] = range(1, len(_WESTERN) + 1)
_FIRST_LETTER = 1 + [character.isalnum() for character in _WESTERN].index(True)
_OTHER, _WORD, _IGNORED, _MARK, _UNSEEN = range(5)
# What kind each odd character is, filled in as texts bring new ones: a cache of facts about Unicode.
_KINDS = np.full(0x110000, _UNSEEN, np.uint8)

# More distinct forms than this and the vocabulary is begun anew, so that memory stays bounded whatever the texts hold:
# 37,000 news articles have 400,000.
MOST_FORMS = 1 << 19
# A cut of so many characters at most is kept for the next question, so that a huge text is not held for ever.
MOST_KEPT = 4_000_000
# What was learned from earlier texts, and the last cut. Each thread has its own, so that none waits for another.
_LEARNED = threading.local()


# What is asked about a gap and about a form, a bit for each answer.
JOINS, JOINS_LETTERS, JOINS_NUMBERS, JOINS_TO_LETTER, NEWLINE, BLANK_LINE, CLOSED_LINE, ENDS, STOP, QUOTES = (
    1 << bit for bit in range(10)
)
LETTER, SINGLE, NUMBER, TITLE, NUMBERED_, SHORT, INITIAL, CLOCK, LOWER, STARTER, DATE, EMPTY = (
    1 << bit for bit in range(12)
)


def _bits(answers: dict[int, bool]) -> int:
    return sum(bit for bit, true in answers.items() if true)


def _gap_facts(gap: str) -> int:
    return _bits(
        {
            JOINS: gap in JOINERS,
            JOINS_LETTERS: gap in LETTER_JOINERS,
            JOINS_NUMBERS: gap in NUMBER_JOINERS,
            JOINS_TO_LETTER: gap in (".'", ".’"),
            NEWLINE: "\n" in gap,
            BLANK_LINE: _BLANK_LINE.search(gap) is not None,
            CLOSED_LINE: _CLOSED.search(gap) is not None,
            ENDS: SENTENCE_END.search(gap) is not None,
            STOP: gap[:1] == "." and gap[1:2] not in (".", "…"),
            QUOTES: gap.rstrip()[-1:] in ("“", '"', "«", "„", "‘"),
        }
    )


def _form_facts(form: str) -> int:
    word, capital = form.lower(), form[:1].isupper()
    return _bits(
        {
            LETTER: len(form) == 1 and form.isalpha(),
            SINGLE: len(form) == 1,
            NUMBER: form[:1].isdigit(),
            TITLE: word in TITLES and (capital or len(form) < 3),
            NUMBERED_: word in NUMBERED,
            SHORT: word in ABBREVIATIONS and (capital or form == "etc"),
            INITIAL: len(form) == 1 and form.isupper() and form != "I",
            CLOCK: word == "m",
            LOWER: form[:1].islower(),
            STARTER: word in STARTERS and capital,
            DATE: word in DATES,
            EMPTY: not form,
        }
    )


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
    known_forms, known_gaps : Vocabulary
        All distinct strings met so far, here or in earlier texts, as written (forms without invisible characters).
    form_id, gap_id : int64 arrays, shape (n,)
        Their numbers in ``known_forms`` and ``known_gaps``; a gap stands between a form and the next one, or the end
        of the text.
    """

    texts: list[str]
    first: np.ndarray
    article: np.ndarray
    start: np.ndarray
    end: np.ndarray
    known_forms: Vocabulary
    form_id: np.ndarray
    known_gaps: Vocabulary
    gap_id: np.ndarray

    @functools.cached_property
    def forms(self) -> list[str]:
        """The distinct forms of these texts, the empty one first."""
        return [self.known_forms.strings[i] for i in np.unique(self.form_id).tolist()]

    @functools.cached_property
    def form(self) -> np.ndarray:
        """Place of each row's form in ``forms``."""
        return _ranks(self.form_id, len(self.known_forms))

    @functools.cached_property
    def gaps(self) -> list[str]:
        """The distinct gaps of these texts."""
        return [self.known_gaps.strings[i] for i in np.unique(self.gap_id).tolist()]

    @functools.cached_property
    def gap(self) -> np.ndarray:
        """Place of each row's gap in ``gaps``."""
        return _ranks(self.gap_id, len(self.known_gaps))

    def by_form(self, answer: Callable[[str], object], dtype: type = bool) -> np.ndarray:
        """Ask a question of each distinct form once and give every row its answer.

        The answers are kept for later texts as long as the function lives: one at the top of a module is asked about a
        form once and for all, a lambda once for each call.
        """
        return self.known_forms.answers(answer, self.form_id, dtype)

    def by_gap(self, answer: Callable[[str], object], dtype: type = bool) -> np.ndarray:
        """Ask a question of each distinct gap once and give every row its answer, as :meth:`by_form` does."""
        return self.known_gaps.answers(answer, self.gap_id, dtype)

    @functools.cached_property
    def encoded(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """All texts as bytes of UTF-8, where each character begins there, and the first character of each text."""
        # One character more at the end: where the last text ends has a place too.
        encoded = np.frombuffer("".join([*self.texts, "\n"]).encode("utf-8", "replace"), np.uint8)
        # Of the bytes of one character all but the first are 128 to 191.
        return encoded, (encoded.view(np.int8) >= -64).nonzero()[0], np.cumsum([0, *map(len, self.texts)])

    @functools.cached_property
    def gap_facts(self) -> np.ndarray:
        """What is true of each row's gap, as bits."""
        return self.by_gap(_gap_facts, np.int16)

    def form_facts(self, rows: np.ndarray) -> np.ndarray:
        """What is true of the forms in some rows, as bits; a row past the end has the facts of the empty form."""
        return self.known_forms.answers(_form_facts, np.append(self.form_id, 0).take(rows, mode="clip"), np.int16)

    @functools.cached_property
    def joined(self) -> np.ndarray:
        """True where a form belongs to one word with the form before it (*don't*, *L.A.*, *KABC-7*, *9:10*)."""
        rows = ((self.gap_facts & (JOINS | JOINS_LETTERS | JOINS_NUMBERS | JOINS_TO_LETTER)) > 0).nonzero()[0]
        rows = rows[(self.end > self.start)[rows]]
        gap, before, after = self.gap_facts[rows], self.form_facts(rows), self.form_facts(rows + 1)
        glued = gap & JOINS > 0
        glued |= (gap & JOINS_LETTERS > 0) & (before & after & LETTER > 0)
        glued |= (gap & JOINS_NUMBERS > 0) & (before & after & NUMBER > 0)
        glued |= (gap & JOINS_TO_LETTER > 0) & (before & LETTER > 0)
        glued &= after & EMPTY == 0
        joined = np.zeros(len(self.start), bool)
        joined[rows[glued] + 1] = True
        return joined

    @functools.cached_property
    def after_stop(self) -> np.ndarray:
        """True for a form that a full stop joins to the one before it: the *A* of *L.A.*, not the *t* of *don't*."""
        after = self.joined.copy()
        after[1:] &= (self.gap_facts & JOINS_LETTERS > 0)[:-1]
        return after

    @functools.cached_property
    def new_paragraph(self) -> np.ndarray:
        """True where a form opens a paragraph: after a blank line, or after a line that ends like a sentence.

        In an article without blank lines any line break counts, unless the next line goes on in lower case.
        """
        rows = ((self.gap_facts & NEWLINE) > 0).nonzero()[0]
        rows = rows[(self.end > self.start)[rows]]
        gap, after = self.gap_facts[rows], self.form_facts(rows + 1)
        has_blank = np.zeros(len(self.texts), bool)
        has_blank[self.article[rows[gap & BLANK_LINE > 0]]] = True
        lone = ~has_blank[self.article[rows]] & (after & LOWER == 0)
        return self._after(rows[(gap & (BLANK_LINE | CLOSED_LINE) > 0) | lone])

    @functools.cached_property
    def new_sentence(self) -> np.ndarray:
        """True where a form opens a sentence.

        A mark of :data:`TERMINAL` with white space after it ends a sentence, unless the next word is written in lower
        case, or the mark is the full stop of an abbreviation that expects something after it.
        """
        rows = ((self.gap_facts & ENDS) > 0).nonzero()[0]
        gap, before, after = self.gap_facts[rows], self.form_facts(rows), self.form_facts(rows + 1)
        dotted = self.after_stop[rows] & (before & SINGLE > 0)
        starter, clock = after & STARTER > 0, dotted & (before & CLOCK > 0)
        held = (before & TITLE > 0) | ((before & NUMBERED_ > 0) & (after & NUMBER > 0))
        held |= (before & INITIAL > 0) & ~dotted & ~starter
        held |= clock & (after & DATE > 0)
        held |= ((before & SHORT > 0) | (dotted & ~clock)) & ~starter & (gap & QUOTES == 0)
        ends = (after & LOWER == 0) & ~(held & (gap & STOP > 0)) & (self.end > self.start)[rows]
        return self._after(rows[ends]) | self.new_paragraph

    def _after(self, rows: np.ndarray) -> np.ndarray:
        """True in the rows after these, and in each text's opening one."""
        opens = np.zeros(len(self.start) + 1, bool)
        opens[rows + 1] = True
        opens[self.first[:-1]] = True
        return opens[:-1]

    @functools.cached_property
    def sentence(self) -> np.ndarray:
        """Number of the sentence that each form stands in, counted over all texts."""
        return self.new_sentence.cumsum() - 1

    @functools.cached_property
    def paragraph(self) -> np.ndarray:
        """Number of the paragraph that each form stands in, counted over all texts."""
        return self.new_paragraph.cumsum() - 1

    @functools.cached_property
    def opens_word(self) -> np.ndarray:
        """True where a word begins; words are what is counted."""
        return ~self.joined & (self.end > self.start)

    def n_words(self, article: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
        """Count the words that begin inside each span ``start:end`` of text number ``article``."""
        before = np.concatenate([[0], self.opens_word.cumsum()])
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
    last = getattr(_LEARNED, "cut", None)
    # Voices, words, sentences and matches are mostly asked for one after the other of the same texts.
    if last is not None and last.texts == texts:
        return last
    buffer = "\n".join([*texts, ""])
    letters, word, odd = _letters(buffer)
    edges = (word[1:] != word[:-1]).nonzero()[0] + 1
    if word[0]:
        edges = np.concatenate([[0], edges])
    base = _base(texts)[:-1]
    opening = np.searchsorted(edges[0::2], base)
    start, end = np.insert(edges[0::2], opening, base), np.insert(edges[1::2], opening, base)
    first = np.append(opening + np.arange(len(texts)), len(start))
    gap_end = np.append(start[1:], 0)[: len(start)]
    gap_end[first[1:] - 1] = base + [len(text) for text in texts]
    row = start.searchsorted(odd, side="right") - 1
    in_form = odd < end[row]
    forms, gaps = _known()
    form_id = forms.number(letters, start, end, row[in_form], lambda s, e: _visible(buffer[s:e]))
    gap_id = gaps.number(letters, end, gap_end, row[~in_form], lambda s, e: buffer[s:e])
    n_rows = np.diff(first)
    article, laid = np.repeat(np.arange(len(texts)), n_rows), base.repeat(n_rows)
    made = Cut(texts, first, article, start - laid, end - laid, forms, form_id, gaps, gap_id)
    _LEARNED.cut = made if len(buffer) < MOST_KEPT else None
    return made


def _known() -> tuple[Vocabulary, Vocabulary]:
    """The vocabularies of forms and of gaps of this thread; new ones when one has grown too large."""
    known = getattr(_LEARNED, "known", None)
    if known is None or max(map(len, known)) > MOST_FORMS:
        known = _LEARNED.known = Vocabulary(), Vocabulary()
    return known


def _base(texts: Sequence[str]) -> np.ndarray:
    """Where each text begins when all are laid end to end with one character between; then the whole length."""
    return np.concatenate([[0], np.cumsum([len(text) + 1 for text in texts], dtype=np.int64)])


def _letters(buffer: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A byte for each character; whether it is part of a word; and the places of odd characters, which have no byte."""
    codes = np.frombuffer(buffer.encode("utf-32-le", "surrogatepass"), "<u4")
    letters = np.zeros(len(codes) + LONGEST, np.uint8)
    _ALPHABET.take(codes, out=letters[: len(codes)], mode="clip")
    word = letters >= _FIRST_LETTER
    odd = (letters[: len(codes)] == 0).nonzero()[0]
    if len(odd):
        kinds = _kinds(codes[odd])
        word[odd] = kinds == _WORD
        # A run of invisible characters and combining marks belongs to the word before it where the word goes on after
        # the run, or where the run is an accent.
        hidden, mark = odd[kinds > _WORD], kinds[kinds > _WORD] == _MARK
        begins = (np.diff(hidden, prepend=-2) > 1).nonzero()[0]
        start, end = hidden[begins], hidden[np.append(begins[1:], len(hidden))[: len(begins)] - 1] + 1
        inside = (start > 0) & word[start - 1] & (word[end] | mark[begins])
        word[hidden] = inside.repeat(end - start)
    return letters, word, odd


def _kinds(codes: np.ndarray) -> np.ndarray:
    kinds = _KINDS[codes]
    if (kinds == _UNSEEN).any():
        for code in np.unique(codes[kinds == _UNSEEN]).tolist():
            _KINDS[code] = _kind(chr(code))
        kinds = _KINDS[codes]
    return kinds


def _kind(character: str) -> int:
    category = unicodedata.category(character)
    if character.isalnum():
        return _WORD
    return _IGNORED if category == "Cf" else _MARK if category[0] == "M" else _OTHER


def _visible(form: str) -> str:
    if form.isascii():
        return form
    return "".join(character for character in form if unicodedata.category(character) != "Cf")


def _ranks(number: np.ndarray, n: int) -> np.ndarray:
    """Numbers from 0 without holes, in the same order."""
    met = np.zeros(n, bool)
    met[number] = True
    return (met.cumsum() - 1)[number]
