"""Stretches from spans that lie one in another: whose words and whose claim at each place, all texts at once.

Contents and quotations are spans; one may lie in another, and whether it counts depends on what it lies in: a quotation
inside a reported clause is the source's own words, one inside a quotation is nothing new. So the spans are opened level
by level from the outside in, all those of a level together. No level needs more than a few array operations, and there
are as many levels as voices report voices.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from helpers.voices import reading
from helpers.voices.attribution import Attributions
from helpers.voices.cues import Cues
from helpers.voices.quotations import Quotations
from helpers.voices.tokens import Tokens

# Kinds by number: the own words of a block quotation are of kind "block".
KINDS = ("narrator", "indirect", "direct", "block")
_NARRATOR, _INDIRECT, _DIRECT, _OWN = range(4)
# Of spans with the same ends the one with the lower number holds the others.
_BLOCK, _CONTENT, _QUOTE = range(3)
# A quoted word is not longer than this, in characters, with its marks: no need to look at longer quotations.
_LONGEST_WORD = 40
# A says that B says that C says: no deeper chain occurs in the news read for the rules.
_DEEPEST = 3
_ARTICLES = frozenset(("a", "an", "the", "so-called"))


@dataclass
class Strings:
    """Distinct names and chains of names with their numbers; number 0 is the narrator.

    >>> strings = Strings(["narrator"], {"narrator": 0})
    >>> strings.add("Bass"), strings.add("narrator"), strings.add("Bass"), strings.listed
    (1, 0, 1, ['narrator', 'Bass'])
    """

    listed: list[str]
    number: dict[str, int]

    def add(self, string: str) -> int:
        """Number of a string, a new one for a new string."""
        number = self.number.setdefault(string, len(self.listed))
        if number == len(self.listed):
            self.listed.append(string)
        return number


@dataclass(frozen=True)
class Stretches:
    """Stretches that cover all texts, laid end to end, and the states that they are in.

    Attributes
    ----------
    start, state : int arrays
        Where each stretch begins, and the number of its state; it ends where the next one begins.
    kind, voice, credited, chain : int arrays, one place for each state
        The kind is a place in ``KINDS``, the others are numbers of ``Strings``. State 0 is the narrator's.
    cue_start, cue_end, block : int arrays, one place for each state
        Laid offsets of the reporting words, and number of the block quotation in its article, 0 outside.
    """

    start: np.ndarray
    state: np.ndarray
    kind: np.ndarray
    voice: np.ndarray
    credited: np.ndarray
    chain: np.ndarray
    cue_start: np.ndarray
    cue_end: np.ndarray
    block: np.ndarray


def find(
    words: Tokens, quoted: Quotations, found: Attributions, listed: Cues, names: np.ndarray, strings: Strings
) -> Stretches:
    """Cover all texts with stretches.

    Parameters
    ----------
    words : Tokens
    quoted : Quotations
    found : Attributions
    listed : Cues
    names : int array
        Number in ``strings`` of the name of each group's source.
    strings : Strings
        Chains of names are added.
    """
    # Spans from the outside in: contents, and the quotations inside them. Span 0 is the narrator's and holds all.
    rank = np.append(np.where(found.form == reading.BLOCK, _BLOCK, _CONTENT), np.full(len(quoted), _QUOTE))
    start, end = np.append(found.start, quoted.start), np.append(found.end, quoted.end)
    order = np.lexsort((rank, -end, start))
    order = order[end[order] > start[order]]
    rank, start, end = (np.append(0, column[order]) for column in (rank, start, end))
    end[0] = words.base[-1]
    clause = (found.form & reading.LONG) > 0
    spoken = (found.entry < 0) | (found.own & listed.spoken[found.entry] & clause)
    none = np.zeros(len(quoted), np.int64)
    of_content = (names[found.group], spoken, clause, found.cue_start, found.cue_end)
    name, spoken, clause, cue_start, cue_end = (np.append(0, np.append(c, none)[order]) for c in of_content)
    blocks = (rank[1:] == _BLOCK).nonzero()[0] + 1
    article = words.base.searchsorted(start[blocks], side="right")
    block = np.zeros(len(rank), np.int64)
    block[blocks] = np.arange(1, len(blocks) + 1) - article.searchsorted(article)

    kind, voice, credited, chain, outer = (np.zeros(len(rank), np.int64) for _ in range(5))
    left = np.arange(1, len(rank))
    opened = [left[:0]]
    for depth in range(len(rank)):
        if not len(left):
            break
        # What may begin inside the innermost span that is open there.
        around = outer[left]
        inside = kind[around]
        new = (spoken[left] > 0) & (name[left] != credited[around]) & (depth < _DEEPEST)
        may = (inside == _NARRATOR) | (inside == _OWN) | ((inside == _INDIRECT) & new)
        quotes = rank[left] == _QUOTE
        may[quotes] = inside[quotes] == _INDIRECT
        may |= rank[left] == _BLOCK
        short = (quotes & may & (clause[around] > 0) & (end[left] - start[left] < _LONGEST_WORD)).nonzero()[0]
        may[short] = ~_scare(words, start[left[short]], end[left[short]])
        may = left[may]
        now = may[_in_turn(start[may], end[may])]
        opened.append(now)

        around, is_quote, is_block = outer[now], rank[now] == _QUOTE, rank[now] == _BLOCK
        kind[now] = np.where(is_quote, _DIRECT, np.where(is_block, _OWN, _INDIRECT))
        before, told, said = chain[around], credited[around], name[now]
        credited[now] = np.where(is_quote, told, said)
        voice[now] = np.where(is_quote | is_block, credited[now], voice[around])
        linked = ~is_quote & np.where(is_block, told > 0, (before > 0) & (said != told))
        chain[now] = np.where(is_quote | (~is_block & (before > 0)), before, said)
        for at, first, last in zip(*(c[linked].tolist() for c in (now, before, said)), strict=True):
            chain[at] = strings.add(f"{strings.listed[first]} > {strings.listed[last]}")
        block[now] = np.where(is_block, block[now], block[around])
        for own in (cue_start, cue_end):
            own[now] = np.where(is_quote, own[around], own[now])
        clause[now[is_quote | is_block]] = 0

        # What begins in a span of this level may belong to the next one; it ends with what it lies in.
        if not len(now):
            break
        holder = now[np.maximum(now.searchsorted(left) - 1, 0)]
        within = (holder < left) & (start[left] < end[holder])
        left, holder = left[within], holder[within]
        outer[left] = holder
        end[left] = np.minimum(end[left], end[holder])
    opened = np.sort(np.concatenate(opened))
    place, after = _turns(start[opened], end[opened], opened, outer[opened])
    used = np.append(0, opened)
    number = np.zeros(len(rank), np.int64)
    number[used] = np.arange(len(used))
    columns = (column[used] for column in (kind, voice, credited, chain, cue_start, cue_end, block))
    return Stretches(place, number[after], *columns)


def _turns(start: np.ndarray, end: np.ndarray, number: np.ndarray, outer: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where another span becomes the innermost one, and its number; 0 is the number of what holds all.

    >>> [column.tolist() for column in _turns(*np.array([[2, 5], [9, 9], [1, 2], [0, 1]]))]
    [[0, 2, 5, 9], [0, 1, 2, 0]]
    """
    place = np.concatenate([[0], end, start])
    after = np.concatenate([[0], outer, number])
    # At one place inner spans end before outer ones, then outer ones begin before inner ones: the last says what is so.
    order = np.lexsort((np.concatenate([[0], -number, number]), place))
    order = order[np.append(place[order[1:]] > place[order[:-1]], True)]
    return place[order], after[order]


def _in_turn(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Of spans in order of their start those that begin after all chosen before them have ended.

    >>> _in_turn(np.array([0, 1, 3, 4]), np.array([3, 9, 4, 5])).tolist()
    [True, False, True, True]
    """
    chosen = np.zeros(len(start), bool)
    left = np.arange(len(start))
    while len(left):
        begins, ends = start[left], end[left]
        free = np.append(True, begins[1:] >= np.maximum.accumulate(ends[:-1]))
        first, others = free.nonzero()[0], (~free).nonzero()[0]
        chosen[left[first]] = True
        before = first[first.searchsorted(others) - 1]
        left = left[others[begins[others] >= ends[before]]]
    return chosen


def _scare(words: Tokens, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Which quotations in a reported clause are one word after an article: a scare quote or a mention, no quotation.

    >>> from helpers import text
    >>> from helpers.voices.tokens import tokens
    >>> page = tokens(text.cut(["Reports of a \u201ckidnapping\u201d left officers \u201cstunned\u201d."]))
    >>> _scare(page, np.array([13, 39]), np.array([25, 48])).tolist()
    [True, False]
    """
    scare = np.zeros(len(start), bool)
    before = words.start.searchsorted(start) - 1
    may = words.cut.by_form(_ends_article)[words.last[before]].nonzero()[0]
    for at, first, last in zip(may.tolist(), start[may].tolist(), end[may].tolist(), strict=True):
        content, base = words.text_at(first)
        said, led = content[first - base : last - base], content[max(0, first - base - 12) : first - base]
        scare[at] = len(said.split()) == 1 and bool(_ARTICLES.intersection(led.split()[-1:]))
    return scare


def _ends_article(form: str) -> bool:
    return form in ("a", "an", "the", "called")
