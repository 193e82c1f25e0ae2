"""What the rules for devices ask of a text: words by their forms, and how far a clause goes.

The columns are those of :mod:`helpers.voices.tokens`; a question about a word is answered once for each distinct
form. Only the few places that could hold a device are then looked at one by one.
"""

from __future__ import annotations

import functools
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.text import cut, spans
from helpers.voices.classes import BIT, GAP_BIT
from helpers.voices.tokens import Tokens, tokens

NUMBERS = frozenset(
    "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred hundreds"
    " thousands dozens several".split()
)
# A clause with more words than this after a verb is not searched to its end.
_LONGEST_CLAUSE = 60


@functools.cache
def _mask(classes: tuple[str, ...]) -> int:
    return sum(BIT[name] for name in classes if name != "ly")


def _in_ly(word: str) -> bool:
    """Whether a word in small letters looks like an adverb, or an adjective such as *unruly*.

    >>> _in_ly("quickly"), _in_ly("unruly"), _in_ly("only"), _in_ly("family")
    (True, True, False, False)
    """
    return (
        word.endswith("ly") and len(word) > 4 and word not in ("family", "supply", "reply", "apply", "imply", "italy")
    )


@dataclass(frozen=True)
class Prose:
    """All words of all texts, with the few questions that the rules share.

    Attributes
    ----------
    tokens : Tokens
        The words, with offsets laid end to end over the texts.
    """

    tokens: Tokens

    def __len__(self) -> int:
        return len(self.tokens)

    @functools.cached_property
    def low(self) -> list[str]:
        """Distinct forms in small letters; ``tokens.form`` points into it."""
        return [form.lower() for form in self.tokens.cut.forms]

    @functools.cached_property
    def single(self) -> np.ndarray:
        """True for words of one form (*mob*, not *mob-like* or *don't*)."""
        return self.tokens.row == self.tokens.last

    @functools.cached_property
    def written(self) -> frozenset[str]:
        """Distinct forms as they are written."""
        return frozenset(self.tokens.cut.forms)

    def among(self, words: Collection[str]) -> np.ndarray:
        """True for the words of one form that are among ``words``."""
        return np.array([form in words for form in self.low], bool)[self.tokens.form] & self.single

    def word(self, i: int) -> str:
        """The first form of word ``i`` in small letters; "" outside the texts."""
        return self.low[self.tokens.form[i]] if 0 <= i < len(self) else ""

    def whole(self, i: int) -> str:
        """Word ``i`` as written, hyphens and apostrophes included."""
        return self.tokens.string(int(self.tokens.start[i]), int(self.tokens.end[i]))

    def is_a(self, i: int, *classes: str) -> bool:
        """Word ``i`` is of one of the classes of :mod:`helpers.voices.classes`; ``ly``: an adverb by its form."""
        if not 0 <= i < len(self):
            return False
        return bool(self.tokens.bits[i] & _mask(classes)) or ("ly" in classes and _in_ly(self.word(i)))

    def gap(self, i: int, *kinds: str) -> bool:
        """Whether the gap after word ``i`` holds any of these."""
        return bool(self.tokens.after[i] & sum(GAP_BIT[name] for name in kinds))

    def joined(self, i: int) -> bool:
        """Whether only white space stands between word ``i`` and the next, in one sentence."""
        t = self.tokens
        return 0 <= i < len(self) - 1 and self.gap(i, "plain") and t.sentence[i] == t.sentence[i + 1]

    def clause(self, i: int) -> range:
        """Places from word ``i`` to the end of its clause: to the next comma, colon, dash or end of the sentence."""
        t, last = self.tokens, i
        while (
            last + 1 < len(self)
            and last - i < _LONGEST_CLAUSE
            and t.sentence[last + 1] == t.sentence[i]
            and not self.gap(last, "comma", "semicolon", "colon", "dash", "break")
        ):
            last += 1
        return range(i, last + 1)

    def opens_sentence(self, i: int) -> bool:
        """Whether word ``i`` is the first of its sentence."""
        return i > 0 and bool(self.tokens.sentence[i] != self.tokens.sentence[i - 1])

    def span(self, first: int, last: int, detail: str) -> tuple[int, int, str]:
        """Laid offsets of the words ``first`` to ``last``, with a detail."""
        return int(self.tokens.start[first]), int(self.tokens.end[last]), detail


def read(texts: list[str]) -> Prose:
    """Read texts.

    >>> prose = read(["She isn't sure. Go."])
    >>> [prose.word(i) for i in range(1, 4)], prose.whole(2), prose.opens_sentence(4)
    (['she', 'isn', 'sure'], "isn't", True)
    """
    # Two empty texts at the end: rules may look two words ahead without asking whether there are any.
    return Prose(tokens(cut([*texts, "", ""])))


def table(articles: pd.DataFrame, prose: Prose, found: list[tuple[int, int, str]]) -> pd.DataFrame:
    """Make the span table of what a rule found; laid offsets become offsets into each text.

    >>> from helpers import article
    >>> articles = article.from_text("The mob left.", title="t")
    >>> table(articles, read(["The mob left."]), [(4, 7, "a detail")]).values.tolist()
    [['t', 4, 7, 'mob', 'a detail']]
    """
    start = np.array([row[0] for row in found], np.int64)
    end = np.array([row[1] for row in found], np.int64)
    base = prose.tokens.base
    at = np.searchsorted(base, start, side="right") - 1
    made = spans(articles, at, start - base[at], end - base[at])
    made["detail"] = pd.array([row[2] for row in found], dtype="str")
    return made


_CLOSED = (
    *("determiner", "possessive", "auxiliary", "preposition", "conjunction", "subordinator", "pronoun", "that", "to"),
    *("relative", "digit", "opening", "time", "object", "question"),
)
# Words of a phrase on each side of a hit, and between two phrases. With three, F1 on the half of PTC that the list was
# tuned on is no better.
_MOST_BEFORE = _MOST_AFTER = _MOST_BETWEEN = 2


def phrases(articles: pd.DataFrame, hits: pd.DataFrame) -> pd.DataFrame:
    """Widen hits to the phrases in which they stand: *the [reckless] and costly plan of the board*.

    People who mark loaded language mark phrases. A hit takes in its article, up to two words that modify it, up to two
    that it modifies, another hit after *and*, the noun after *of*, and the words up to the next phrase, where they are
    two at most. What is done (category *action*) takes in what follows alone. It goes by the forms of words and knows
    no grammar: *a crowd marching* may become too long.

    Parameters
    ----------
    articles : DataFrame
        The articles table (:func:`helpers.article.read`).
    hits : DataFrame
        Spans of these articles with the column ``category`` (:func:`helpers.lexicon.match`).

    Returns
    -------
    DataFrame
        The same rows with wider ``start``, ``end`` (code points) and ``text``; phrases may overlap.

    Examples
    --------
    >>> from helpers import article, lexicon
    >>> articles = article.from_text("They called it the utterly reckless plan of the board.")
    >>> hits = lexicon.match(articles, lexicon.from_terms({"evaluation": ["reckless"]}))
    >>> phrases(articles, hits).text.tolist()
    ['the utterly reckless plan of the board']
    """
    page = read(articles["text"].tolist())
    t = page.tokens
    at = pd.Index(articles["article_id"]).get_indexer(hits["article_id"])
    first = np.searchsorted(t.start, t.base[at] + hits["start"].to_numpy(), side="right") - 1
    last = np.searchsorted(t.start, t.base[at] + hits["end"].to_numpy()) - 1
    taken = np.zeros(len(t) + 2, bool)
    for a, b in zip(first.tolist(), last.tolist(), strict=True):
        taken[a : b + 1] = True
    done = (hits["category"] == "action").tolist()
    widened = [
        (a if act else _before(page, a, taken), _after(page, b, taken, of=not act))
        for a, b, act in zip(first.tolist(), last.tolist(), done, strict=True)
    ]
    # What parts a phrase from the next one in its sentence, where it is a word or two, belongs to it.
    begins = np.sort([a for a, _ in widened])
    for k, (a, b) in enumerate(widened):
        following = np.searchsorted(begins, b, side="right")
        ahead = int(begins[following]) if following < len(begins) else len(t)
        if ahead - b - 1 <= _MOST_BETWEEN and t.sentence[min(ahead, len(t) - 1)] == t.sentence[b]:
            widened[k] = (a, ahead - 1)
    start = np.array([page.span(a, b, "")[0] for a, b in widened], np.int64) - t.base[at]
    end = np.array([page.span(a, b, "")[1] for a, b in widened], np.int64) - t.base[at]
    texts = articles["text"].tolist()
    text = [texts[k][a:b] for k, a, b in zip(at.tolist(), start.tolist(), end.tolist(), strict=True)]
    return hits.assign(start=start, end=end, text=pd.array(text, dtype="str"))


def _open(page: Prose, i: int) -> bool:
    """Whether word ``i`` may be a noun, an adjective or an adverb: it is in none of the closed classes."""
    return bool(page.word(i)) and not page.is_a(i, *_CLOSED)


def _before(page: Prose, a: int, taken: np.ndarray) -> int:
    """First word of the phrase of a hit that begins with word ``a``."""
    k = a
    while a - k < _MOST_BEFORE and not page.opens_sentence(k) and page.joined(k - 1):
        if page.word(k - 1) in ("and", "or", "but") and page.joined(k - 2) and taken[k - 2]:
            k -= 2
            continue
        told = page.is_a(k - 1, "past") and not page.is_a(k - 2, "determiner", "possessive")
        if not _open(page, k - 1) or page.is_a(k - 1, "verb") or told:
            break
        k -= 1
    owned = not page.opens_sentence(k) and page.joined(k - 1) and page.is_a(k - 1, "determiner", "possessive")
    return k - 1 if owned else k


def _after(page: Prose, b: int, taken: np.ndarray, *, of: bool) -> int:
    """Last word of the phrase of a hit that ends with word ``b``."""
    k = b
    while k - b < _MOST_AFTER and page.joined(k):
        if page.word(k + 1) in ("and", "or") and page.joined(k + 1) and taken[k + 2]:
            k += 2
            continue
        if not _open(page, k + 1) or page.is_a(k + 1, "verb", "adverb", "ly"):
            break
        k += 1
    if not (of and page.joined(k) and page.word(k + 1) == "of" and page.joined(k + 1)):
        return k
    noun = k + 2
    while page.is_a(noun, "determiner", "possessive") and page.joined(noun):
        noun += 1
    if not _open(page, noun):
        return k
    longer = page.joined(noun) and _open(page, noun + 1) and not page.is_a(noun + 1, "verb", "past", "adverb", "ly")
    return noun + 1 if longer else noun
