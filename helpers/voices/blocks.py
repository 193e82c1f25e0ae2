"""Block quotations: paragraphs that are somebody else's words as a whole, with or without marks."""

from __future__ import annotations

import re

import numpy as np

from helpers.voices.reading import Reading

_MARKED = re.compile(r"(?:^|\n)[^\S\n]*>[\s>]*[\"“”'‘’(….\s]*$")
# "…,", "…:" and a gap before the bullet of a list go on to the next paragraph.
_GOES_ON = re.compile(r"[\"”’]?[,;:]\s|[^\n]*\n\s*[*•–-]\s*$")
_BULLET = re.compile(r"\n\s*[*•–-]\s*$")
# No block in the news read for the rules went on over more unfinished paragraphs than this.
_MOST_PARAGRAPHS = 20


def find(r: Reading, says: np.ndarray, strong: np.ndarray, turns: tuple[np.ndarray, ...]) -> tuple[np.ndarray, ...]:
    """Find the block quotations: introducing cue (place in ``says``, or -1), first and last word, and of the name too.

    Parameters
    ----------
    r : Reading
    says : int array, sorted
        Words that are cues of saying.
    strong : bool array
        Those that are verbs: *in a statement, the police wrote* has a noun before its verb.
    turns : tuple of int arrays
        What :func:`helpers.voices.formulas.turns` found.

    Returns
    -------
    tuple of int arrays
        Name: the first and last word of the speaker's name before the colon of a turn, else -1.

    Notes
    -----
    An unmarked block follows a paragraph that ends with a colon and whose last sentence has a cue of saying. It is the
    next paragraph, and goes on only over commas, colons and the items of a list: more would be a guess. A paragraph
    that opens with a quotation mark is a quotation, not a block. A marked block (``> ``) is as long as its marks. Turns
    of an interview (*Q: … A: …*) are blocks of whoever is named before the colon.
    """
    t, n = r.tokens, len(r)
    gaps, gap = t.cut.known_gaps.strings, t.cut.gap_id[t.last]
    marked = t.cut.by_gap(_is_marked)[t.last]
    colon = r.colons[t.gap_has("break", at=r.colons) & (r.colons + 1 < n)]
    colon = colon[t.article[colon + 1] == t.article[colon]]
    found: dict[int, tuple[int, int]] = {}

    def introducer(end: int) -> int:
        first, k = says.searchsorted([r.sentence_start[end], end + 1]).tolist()
        verbs = strong[first:k].nonzero()[0]
        return first + int(verbs[0]) if len(verbs) else first if k > first else -1

    done = -1
    for before in marked[:-1].nonzero()[0].tolist():
        first = before + 1
        if first <= done or t.article[first] != t.article[before]:
            continue
        last = int(t.paragraph_end[first])
        while last + 1 < n and marked[last] and t.article[last + 1] == t.article[first]:
            last = int(t.paragraph_end[last + 1])
        found[first] = (introducer(before), last)
        done = last
    for end in colon.tolist():
        first, who = end + 1, introducer(end)
        if first in found or who < 0 or r.opens_at[first] >= 0:
            continue
        if _BULLET.search(gaps[gap[end]]) and strong[slice(*says.searchsorted([first, t.paragraph_end[first]]))].any():
            continue  # "What supporters say:", and a list in which each item names its speaker
        last = int(t.paragraph_end[first])
        for _ in range(_MOST_PARAGRAPHS):
            if last + 1 >= n or t.article[last + 1] != t.article[first] or not _GOES_ON.match(gaps[gap[last]]):
                break
            last = int(t.paragraph_end[last + 1])
        found[first] = (who, last)
    firsts = sorted(found)
    who = np.array([found[first][0] for first in firsts], np.int64)
    last = np.array([found[first][1] for first in firsts], np.int64)
    first, none = np.array(firsts, np.int64), np.full(len(firsts), -1)
    known = (first, last, none, none)
    if not len(turns[0]):
        return who, *known
    new = ~np.isin(turns[0], first)
    columns = (np.append(old, turn[new]) for old, turn in zip(known, turns, strict=True))
    return np.append(who, np.full(int(new.sum()), -1)), *columns


def _is_marked(gap: str) -> bool:
    return ">" in gap and _MARKED.search(gap[-1000:]) is not None


def offsets(r: Reading, first: np.ndarray, last: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Laid offsets of whole paragraphs, from the first mark to the last stop."""
    t = r.tokens
    gaps, gap = t.cut.known_gaps.strings, t.cut.gap_id[t.last]
    lead = [len(gaps[g].rsplit("\n", 1)[-1].lstrip(": \t\xa0")) for g in gap[first - 1].tolist()]
    tail = [len(gaps[g].split("\n", 1)[0].rstrip(" —–-\t\xa0")) for g in gap[last].tolist()]
    return t.start[first] - np.array(lead, np.int64), t.end[last] + np.array(tail, np.int64)
