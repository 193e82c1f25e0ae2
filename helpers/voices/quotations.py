"""Quotation marks paired into quotations, all texts at once.

Straight and curly, guillemets, German and British single marks, marks that a writer forgot to close, and quotations
over several paragraphs (opened again in each, closed once). Apostrophes and inch marks are not quotation marks. This
module only pairs marks; whether a pair is speech, a scare quote or a title is for :mod:`helpers.voices` to say.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

import numpy as np

from helpers.text import Cut

_MARK = re.compile(r"''|``|[\"“”„‟«»‹›＂〝〞]|['‘’‚]")
_ALL = "\"“”„‟«»‹›＂〝〞'‘’‚`"
_SINGLE = frozenset("'‘’‚")
_OPENING = frozenset("“„«‹‘‚〝‟")
_CLOSING = frozenset("”»›’〞")
_BEFORE_OPEN = " \t\n\r\xa0\u2009\u202f\u3000([{—–-/:*>"
_AFTER_CLOSE = " \t\n\r\xa0\u2009\u202f\u3000)]},.;:?!…—–-/*"
OPEN, CLOSE, SINGLE = 1, 2, 4
# How many paragraphs on an open quotation may be closed: a missing mark must not swallow an article.
_MOST_PARAGRAPHS = 12
# No text has a longer run of marks and spaces between two words; what is longer is noise and is not read to its end.
_LONGEST_GAP = 1_000
# Words that begin with an apostrophe: no quotation opens before them.
_STOP = re.compile(r"[.?!…,;]+")
_CLIPPED = re.compile(r"(?i)(?:em|til|till|tis|twas|cause|n|round|bout|\d\d?s?)\Z")


@functools.lru_cache(maxsize=100_000)
def marks_in(gap: str) -> list[tuple[int, int, int]]:
    """Quotation marks of a gap between two words: place, length, and ``OPEN`` or ``CLOSE`` (+ ``SINGLE``).

    What stands on both sides decides, the shape of the mark only where that leaves it open.

    >>> marks_in(', \\u201c'), marks_in('," '), marks_in("' ")
    ([(2, 1, 1)], [(1, 1, 2)], [(0, 1, 6)])
    """
    found = []
    gap = gap[:_LONGEST_GAP]
    for mark in _MARK.finditer(gap):
        place, text = mark.start(), mark.group()
        # Marks side by side ("'Stop,') share their neighbours.
        left = gap[:place].rstrip(_ALL)[-1:] or "x"
        right = gap[mark.end() :].lstrip(_ALL)[:1] or "x"
        if text in _SINGLE and left == right == "x":
            continue  # don't
        opens, closes = left in _BEFORE_OPEN, right in _AFTER_CLOSE
        if opens == closes:
            opens = text in _OPENING or (text not in _CLOSING and left in ":=")
        role = OPEN if opens else CLOSE
        found.append((mark.start(), len(text), role | (SINGLE if text in _SINGLE else 0)))
    return found


def _has_mark(gap: str) -> bool:
    return _MARK.search(gap) is not None


@dataclass(frozen=True)
class Quotations:
    """Quotations in order, without overlap.

    Attributes
    ----------
    start, end : int64 arrays
        Offsets laid end to end over all texts (see :class:`helpers.voices.tokens.Tokens`), the marks included.
    closed : bool array
        False where the closing mark is missing, as in all but the last paragraph of a long quotation.
    """

    start: np.ndarray
    end: np.ndarray
    closed: np.ndarray

    def __len__(self) -> int:
        return len(self.start)


def find(cut: Cut, base: np.ndarray) -> Quotations:
    """Pair the quotation marks of all texts.

    Parameters
    ----------
    cut : Cut
    base : int64 array
        Place of each text when all are laid end to end.

    Returns
    -------
    Quotations

    Notes
    -----
    A mark left open in its paragraph is closed by the next mark if that is a closing one; else it runs to the end of
    the paragraph when it opened the paragraph or the next one opens again; else to the end of its sentence. A lone
    closing mark is left alone.

    Examples
    --------
    >>> from helpers.text import cut
    >>> pieces = cut(["\\u201cStop,\\u201d she said. It's a 6\\" pipe."])
    >>> found = find(pieces, np.array([0, 99]))
    >>> list(zip(found.start.tolist(), found.end.tolist()))
    [(0, 7)]
    """
    row = cut.by_gap(_has_mark).nonzero()[0]
    # The gaps at a text's two ends have no word on one side: a space stands for it.
    article = cut.article[row]
    side = np.where(row == cut.first[article], 1, np.where(row + 1 == cut.first[article + 1], 2, 0))
    distinct, which = np.unique(cut.gap_id[row] * 3 + side, return_inverse=True)
    listed = [
        marks_in(" " * (key % 3 == 1) + cut.known_gaps.strings[key // 3] + " " * (key % 3 == 2))
        for key in distinct.tolist()
    ]
    n_marks = np.array([len(marks) for marks in listed], np.int64)
    if not n_marks.any():
        none = np.zeros(0, np.int64)
        return Quotations(none, none, none.astype(bool))
    flat = np.array([mark for marks in listed for mark in marks], np.int64)
    before = n_marks.cumsum() - n_marks
    times = n_marks[which]
    nth = np.arange(times.sum()) - np.repeat(times.cumsum() - times, times)
    offset, length, role = flat[np.repeat(before[which], times) + nth].T
    row, side = row.repeat(times), side.repeat(times)
    laid = base[cut.article]
    place = laid[row] + cut.end[row] + offset - (side == 1)
    # A mark belongs to the paragraph of the word it touches: an opening one to that of the next word.
    # After a text's last word there is none.
    nearest = np.where(role & OPEN, np.minimum(row + 1, cut.first[1:][cut.article[row]] - 1), row)
    paragraph = cut.paragraph[nearest]
    double = (role & SINGLE) == 0
    start, end, closed = _doubles(
        cut, laid, place[double], length[double], role[double], paragraph[double], nearest[double]
    )
    if not double.all():
        single = _outside(~double, place, start, end)
        spans = _singles(cut, laid, place[single], role[single], paragraph[single], nearest[single])
        start, end, closed = _with((start, end, closed), spans)
    keep = np.ones(len(start), bool)
    keep[1:] = start[1:] >= np.maximum.accumulate(end)[:-1]
    return Quotations(start[keep], end[keep], closed[keep] > 0)


def _outside(wanted: np.ndarray, place: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Which of the wanted marks stand outside all spans."""
    if not len(start):
        return wanted
    last = start.searchsorted(place, side="right") - 1
    return wanted & ((last < 0) | (place >= end[last]))


def _with(columns: tuple[np.ndarray, ...], spans: list[tuple[int, int, bool]]) -> tuple[np.ndarray, ...]:
    """Spans as columns with more of them, in order.

    >>> [column.tolist() for column in _with((np.array([5]), np.array([9]), np.array([1])), [(0, 3, False)])]
    [[0, 5], [3, 9], [0, 1]]
    """
    more = np.array(spans, np.int64).reshape(-1, 3).T
    start, end, closed = (np.concatenate(pair) for pair in zip(columns, more, strict=True))
    order = np.lexsort((closed, end, start))
    return start[order], end[order], closed[order]


def _doubles(cut, laid, place, length, role, paragraph, nearest) -> tuple[np.ndarray, ...]:
    """Pair double marks: alternating paragraphs at once, the others one by one."""
    if not len(place):
        return place, place, place
    head = np.append(True, paragraph[1:] != paragraph[:-1]).nonzero()[0]
    size = np.diff(np.append(head, len(place)))
    nth = np.arange(len(place)) - head.repeat(size)
    fits = (role & CLOSE != 0) == (nth % 2 == 1)
    regular = np.logical_and.reduceat(fits, head) & (size % 2 == 0)
    good = regular.repeat(size)
    opening = (good & (nth % 2 == 0)).nonzero()[0]
    paired = place[opening], place[opening + 1] + length[opening + 1], np.ones(len(opening), np.int64)
    spans: list[tuple[int, int, bool]] = []
    article = cut.article[nearest]
    taken = -1  # closing mark of a later paragraph that has its opening mark already
    for h, n in zip(head[~regular].tolist(), size[~regular].tolist(), strict=True):
        number = int(paragraph[h])
        first_row, last_row = cut.paragraph.searchsorted([number, number + 1]).tolist()
        last_row -= 1
        opened = -1
        for m in range(h, h + n):
            if role[m] & OPEN:
                if opened >= 0:
                    spans.append((int(place[opened]), _sentence_end(cut, laid, int(nearest[opened])), False))
                opened = m
            elif opened >= 0:
                spans.append((int(place[opened]), int(place[m] + length[m]), True))
                opened = -1
        if opened < 0:
            continue
        again = h + n
        near = (
            again < len(place) and article[again] == article[opened] and paragraph[again] - number <= _MOST_PARAGRAPHS
        )
        if near and role[again] & CLOSE and again != taken:
            taken = again
            spans.append((int(place[opened]), int(place[again] + length[again]), True))
            continue
        reopened = near and paragraph[again] == number + 1 and nearest[again] <= last_row + 2
        if reopened or nearest[opened] <= first_row + 1:
            end = int(laid[last_row] + cut.end[last_row]) + _stop_length(cut, last_row)
        else:
            end = _sentence_end(cut, laid, int(nearest[opened]))
        spans.append((int(place[opened]), end, False))
    return _with(paired, [span for span in spans if span[1] > span[0]])


def _stop_length(cut: Cut, row: int) -> int:
    """Length of the full stop (or the like) after a form."""
    stop = _STOP.match(cut.known_gaps.strings[cut.gap_id[row]])
    return stop.end() if stop else 0


def _sentence_end(cut: Cut, laid: np.ndarray, row: int) -> int:
    last = int(cut.sentence.searchsorted(cut.sentence[row], side="right")) - 1
    return int(laid[last] + cut.end[last]) + _stop_length(cut, last)


def _opens_paragraph(cut: Cut, row: int) -> bool:
    return row < 2 or cut.paragraph[row - 1] != cut.paragraph[row]


def _singles(cut, laid, place, role, paragraph, nearest) -> list[tuple[int, int, bool]]:
    """Pair British single marks; an apostrophe is not one of them.

    A closing mark after a stop or comma is sure; one after a bare word may be a plural genitive (*the voters' choice*),
    so it closes only when it does not follow an s, or no surer mark comes in the paragraph. A quotation that is not
    closed goes on where the next paragraph opens it again.
    """
    spans = []
    free = -1
    for m in (role & OPEN).nonzero()[0].tolist():
        if place[m] < free or _CLIPPED.match(cut.known_forms.strings[cut.form_id[nearest[m]]]):
            continue
        doubtful = -1
        chosen = -1
        for k in range(m + 1, min(len(place), m + 40)):
            if paragraph[k] != paragraph[m]:
                again = paragraph[k] == paragraph[m] + 1 and cut.article[nearest[k]] == cut.article[nearest[m]]
                if again and role[k] & OPEN and _opens_paragraph(cut, int(nearest[k])):
                    end = int(cut.paragraph.searchsorted(paragraph[k])) - 1
                    spans.append((int(place[m]), int(laid[end] + cut.end[end]) + _stop_length(cut, end), False))
                    free, doubtful = spans[-1][1], -1
                break
            form = cut.known_forms.strings[cut.form_id[nearest[k]]]
            if role[k] & OPEN:
                if _CLIPPED.match(form):
                    continue
                break
            gap = cut.known_gaps.strings[cut.gap_id[nearest[k]]]
            if gap[:1] in ",.?!…" or gap[1:2] in ",.;:)" or not form.endswith("s"):
                chosen = k
                break
            doubtful = k if doubtful < 0 else doubtful
        chosen = chosen if chosen >= 0 else doubtful
        if chosen >= 0:
            spans.append((int(place[m]), int(place[chosen]) + 1, True))
            free = int(place[chosen]) + 1
    return spans
