"""Codings of the same text against each other: two people, a class, a person and the kit, two programs.

Agreement says that two codings are alike. It does not say that either is right: two people who share a mistake agree.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from helpers.agreement import codings
from helpers.article import tables
from helpers.metrics import THIN_UNITS, percentiles
from helpers.text import row_of

__all__ = ["alpha", "by_words", "f1", "meaning"]

# Krippendorff (2004, p. 241): rely on the first, draw tentative conclusions from the second.
RELIABLE, TENTATIVE = 0.800, 0.667
ANY, WHICH = "any label", "which label"
ALONE = "cannot be said: no word has two readers"

# Draws without any mark, in per cent, from which on there is no interval: as many as it leaves on one side.
_MOST_EMPTY = 2.5

# What is compared where the caller names nothing: the columns that say whose words and whose claim.
CODED = ("kind", "voice", "credited", "chain")


def by_words(
    one: pd.DataFrame, other: pd.DataFrame, words: pd.DataFrame, *, columns: tuple[str, ...] = CODED
) -> pd.DataFrame:
    """Compare two codings word by word: each word has the label of the stretch that it begins in.

    What it does not measure: whether borders are drawn in the same place; a border that is one word off costs one word.

    Parameters
    ----------
    one, other : DataFrame
        Two span tables that cover the articles without gap, such as two voices tables.
    words : DataFrame
        ``text.words(articles)``: the words to be compared.
    columns : tuple of str
        The columns that hold labels, each compared for itself.

    Returns
    -------
    DataFrame
        One row per column: ``label`` (its name), ``n`` (words with the same label), ``total`` (words), ``value``
        (share, 0 to 1), ``alpha`` (Krippendorff's alpha for nominal labels: 1 is full agreement, 0 what chance would
        give; NaN where only one label is used, since chance then agrees too).

    Raises
    ------
    KeyError
        If a column is missing in one of the two.

    Notes
    -----
    Alpha is 1 - observed / expected disagreement, by :class:`nltk.metrics.agreement.AnnotationTask`. Krippendorff
    (2004, p. 241) relies on .800 and above and draws tentative conclusions from .667. The words of one sentence are no
    independent units, so alpha over words looks firmer than it is.

    References
    ----------
    Krippendorff, K. (2004). *Content Analysis: An Introduction to Its Methodology* (2nd ed.). Sage.

    Examples
    --------
    >>> from helpers import article, text, voices
    >>> articles = article.from_text("She left. “We go,” he said.")
    >>> found = voices.find(articles)
    >>> by_words(found, found, text.words(articles), columns=("kind",)).to_dict("records")
    [{'label': 'kind', 'n': 6, 'total': 6, 'value': 1.0, 'alpha': 1.0}]
    """
    rows = []
    for what, table in (("first coding", one), ("second coding", other)):
        tables.need(table, columns, "Name the columns to be compared with columns=(...).", what=what)
    for column in columns:
        first, second = (table[column].to_numpy()[row_of(words, table)] for table in (one, other))
        n, total = int((first == second).sum()), len(words)
        rows.append((column, n, total, n / total if total else 0.0, _alpha(first, second)))
    return pd.DataFrame(rows, columns=["label", "n", "total", "value", "alpha"]).astype({"label": "str"})


def _alpha(first, second) -> float:
    if len({*first, *second}) < 2:
        return float("nan")
    from nltk.metrics.agreement import AnnotationTask

    labels = [("one", item, label) for item, label in enumerate(first)]
    labels += [("other", item, label) for item, label in enumerate(second)]
    return float(AnnotationTask(labels).alpha())


def f1(found: pd.DataFrame, reference: pd.DataFrame, words: pd.DataFrame, *, label: str = "label") -> pd.DataFrame:
    """Precision, recall and F1 of one coding against another, by exact spans, by overlap and by words.

    What it does not measure: which of the two is right. With the two tables changed over, precision and recall change
    places and F1 stays.

    Parameters
    ----------
    found, reference : DataFrame
        Span tables with the column ``label``. A span holds each word that it touches, so one space more or less
        changes nothing.
    words : DataFrame
        ``text.words(articles)`` of the articles that were coded.
    label : str
        Name of the column with the labels.

    Returns
    -------
    DataFrame
        For each label and for ``any label`` (last), three rows each for the measures ``precision``, ``recall``, ``F1``:
        ``label``; ``match`` (``exact``: the same words; ``overlap``: each span counts by the part of it that the other
        coding covers; ``words``: each word counts); ``measure``; ``n``, ``total`` (spans or words; for F1 of both
        codings together); ``value`` (0 to 1; NaN where there is nothing to count).

    Raises
    ------
    KeyError, ValueError
        If a column is missing or a span is of another article.

    Notes
    -----
    Overlap precision is the mean, over the spans found, of the share of their words that a span of the same label in
    the reference covers; recall is the same with the two changed over (Johansson & Moschitti 2013, without counting a
    word twice). So a span that is much too long costs precision, which overlap by the reference alone would not see.
    F1 is 2 P R / (P + R).

    References
    ----------
    Johansson, R. & Moschitti, A. (2013). Relational Features in Fine-Grained Opinion Analysis. *Computational
    Linguistics* 39(3), 473-509.

    Examples
    --------
    >>> from helpers import article, lexicon, text
    >>> articles = article.from_text("An unruly mob left the square.")
    >>> short, long = (lexicon.match(articles, lexicon.from_terms({"x": [t]})) for t in ("mob", "unruly mob left"))
    >>> scores = f1(long, short, text.words(articles), label="category").query("label == 'x' and match == 'overlap'")
    >>> scores.set_index("measure").value.round(2).to_dict()
    {'precision': 0.33, 'recall': 1.0, 'F1': 0.5}
    """
    codings.grid({"found": found, "reference": reference}, words, label=label)  # checks both, with names
    labels = sorted({str(value) for table in (found, reference) for value in table[label].unique()})
    ends = [codings.word_range(table, words) for table in (found, reference)]
    rows = []
    for name in [*labels, ANY]:
        spans = []
        for table, (first, final) in zip((found, reference), ends, strict=True):
            own = (table[label].astype(str) == name).to_numpy() if name != ANY else np.ones(len(table), bool)
            spans.append(
                sorted({(f, e) for f, e in zip(first[own].tolist(), final[own].tolist(), strict=True) if e > f})
            )
        rows += [(name, *row) for row in _scores(*spans, len(words))]
    table = pd.DataFrame(rows, columns=["label", "match", "measure", "n", "total", "value"])
    return table.astype(
        {"label": "str", "match": "str", "measure": "str", "n": float, "total": np.int64, "value": float}
    )


def alpha(
    coded: Mapping[str, pd.DataFrame],
    words: pd.DataFrame,
    sentences: pd.DataFrame | None = None,
    *,
    label: str = "label",
    read: Mapping[str, Collection[str]] | None = None,
    draws: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Krippendorff's alpha of any number of coders, for each label, with its interval and its meaning in words.

    What it does not measure: whether the coders are right, or clever. Low agreement can mean an unclear task, a word
    that can be read in two ways, or careless marks: the passages tell.

    Parameters
    ----------
    coded : mapping of str to DataFrame
        For each coder a span table with the column ``label``; an empty one for a coder who marked nothing.
    words : DataFrame
        ``text.words(articles)`` of the articles that were coded.
    sentences : DataFrame, optional
        ``text.sentences(articles)``: the interval is drawn over sentences. Without it it is drawn over words, and is
        too narrow, since the words of one mark belong together.
    label : str
        Name of the column with the labels.
    read : mapping of str to collection of str, optional
        For each coder the articles they read; what they did not read is missing, not unmarked.
    draws : int
        Bootstrap samples.
    seed : int
        The same seed gives the same interval.

    Returns
    -------
    DataFrame
        One row per label (marked so, or not), then ``any label`` (marked or not) and, where there are several labels,
        ``which label`` (this one, that one, several at once, or none): ``label``, ``coders`` (their number), ``n``
        (words on which all who read them say the same), ``total`` (words that two or more read), ``value`` (share, 0 to
        1), ``alpha`` (1 full agreement, 0 what chance would give, below 0 less than that; NaN where all words were
        judged alike, or nobody else read them), ``alpha_low``, ``alpha_high`` (95 % interval; NaN where it cannot be
        drawn, see Notes), ``meaning`` (in words).

    Raises
    ------
    TypeError, KeyError, ValueError
        If the codings are no mapping, a column is missing or a span is of another article.

    Notes
    -----
    Each word is a unit, and each coder gives it one value: marked with this label, or not; or, for ``which label``, the
    labels that it has. Values differ or are the same (nominal data). Alpha is that of
    :meth:`nltk.metrics.agreement.AnnotationTask.alpha`. The interval is a bootstrap over sentences, between percentiles
    that are further out the fewer there are (Hesterberg 2015). There is none for one sentence, nor where more than
    2.5 % of the draws have no mark at all: these say nothing, and without them the interval would be that of texts that
    happen to have marks. With 4 sentences an interval of 95 % holds the true alpha in .71 to .79 of cases, with 6 or 8
    in .86 to .90, with 10 to 40 in .88 to .95 (simulation, 2 to 20 coders, 400 texts each); below
    :data:`helpers.metrics.THIN_UNITS` ``meaning`` says *few sentences*. Krippendorff (2004, p. 241) relies on .800 and
    above and draws tentative conclusions from .667.

    References
    ----------
    Krippendorff, K. (2004). *Content Analysis: An Introduction to Its Methodology* (2nd ed.). Sage.
    Krippendorff, K. (2011). *Computing Krippendorff's Alpha-Reliability*. University of Pennsylvania.

    Examples
    --------
    >>> from helpers import article, lexicon, text
    >>> articles = article.from_text("An unruly mob left the square.")
    >>> one, other = (lexicon.match(articles, lexicon.from_terms({"x": [t]})) for t in ("mob", "unruly mob"))
    >>> found = alpha({"one": one, "other": other}, text.words(articles), label="category")
    >>> found[["label", "n", "total"]].values.tolist()
    [['x', 5, 6], ['any label', 5, 6]]
    """
    laid = codings.grid(coded, words, label=label, read=read)
    groups = row_of(words, sentences) if sentences is not None else np.arange(len(words))
    pairable = laid.read.sum(axis=0) >= 2
    read_by, groups = laid.read[:, pairable], groups[pairable]
    judged = [*zip(laid.labels, laid.marked, strict=True), (ANY, laid.marked.any(axis=0))]
    if len(laid.labels) > 1:
        judged.append((WHICH, _combined(laid.marked)))
    rows = []
    for name, values in judged:
        counted = _counted(values[:, pairable], read_by)
        n, total = int((counted == counted.sum(axis=0)).any(axis=0).sum()), int(pairable.sum())
        value = _alpha_of_many(values[:, pairable], read_by)
        low, high = _interval(counted, groups, draws, np.random.default_rng(seed))
        share = n / total if total else 0.0
        said = meaning(value, low) if total else ALONE
        few = ", few sentences" * (sentences is not None and not np.isnan(value) and len(set(groups)) < THIN_UNITS)
        rows.append((name, len(laid.coders), n, total, share, value, low, high, said + few))
    names = ["label", "coders", "n", "total", "value", "alpha", "alpha_low", "alpha_high", "meaning"]
    found = pd.DataFrame(rows, columns=names).astype({"label": "str", "meaning": "str"})
    found.attrs["drawn"] = {"over": "words" if sentences is None else "sentences", "draws": draws, "seed": seed}
    return found


def meaning(value: float, low: float | None = None) -> str:
    """Return what a value of alpha means, in words.

    Parameters
    ----------
    value : float
        Krippendorff's alpha.
    low : float, optional
        Lower end of its interval; NaN where there is none.

    Returns
    -------
    str

    Notes
    -----
    The borders are Krippendorff's (2004, p. 241). They were set for conclusions in research; a class that reads a text
    for the first time will mostly stay below them, and has then something to talk about.

    Examples
    --------
    >>> meaning(0.83, 0.71), meaning(0.5)
    ('reliable, but the interval reaches lower', 'not reliable: read the passages')
    """
    if np.isnan(value):
        return "cannot be said: all words were judged alike"
    if value >= RELIABLE:
        if low is not None and np.isnan(low):
            return "reliable in this text, but there is no interval"
        return "reliable" + ", but the interval reaches lower" * (low is not None and low < RELIABLE)
    if value >= TENTATIVE:
        return "tentative: good enough for careful conclusions only"
    return "not reliable: read the passages" if value > 0 else "no better than chance: read the passages"


def _scores(found: list, reference: list, length: int) -> list[tuple]:
    """Rows (match, measure, n, total, value) for two lists of word ranges."""
    same = len(set(found) & set(reference))
    covers = []
    for ranges in (found, reference):
        cover = np.zeros(length, bool)
        for first, final in ranges:
            cover[first:final] = True
        covers.append(cover)
    part = [
        sum(float(cover[f:e].mean()) for f, e in own) for own, cover in ((found, covers[1]), (reference, covers[0]))
    ]
    shared = int((covers[0] & covers[1]).sum())
    counted = [
        ("exact", same, len(found), same, len(reference)),
        ("overlap", part[0], len(found), part[1], len(reference)),
        ("words", shared, int(covers[0].sum()), shared, int(covers[1].sum())),
    ]
    rows = []
    for match, right, of_found, met, of_reference in counted:
        precision = right / of_found if of_found else float("nan")
        recall = met / of_reference if of_reference else float("nan")
        if of_found and of_reference:
            both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        else:
            both = 0.0 if of_found or of_reference else float("nan")  # one side alone has marks: nothing in common
        rows += [(match, "precision", right, of_found, precision), (match, "recall", met, of_reference, recall)]
        rows.append((match, "F1", right + met, of_found + of_reference, both))
    return rows


def _combined(marked: np.ndarray) -> np.ndarray:
    """For each coder and word one number, the same where the labels are the same, 0 where there is none."""
    _, number = np.unique(marked.reshape(len(marked), -1), axis=1, return_inverse=True)
    return number.reshape(marked.shape[1:])


def _counted(values: np.ndarray, read: np.ndarray) -> np.ndarray:
    """How many of those who read a word gave it which value: one row per value, one column per word."""
    given = np.unique(values)
    counted = np.empty((len(given), read.shape[1]), np.int64)
    for row, value in enumerate(given):
        counted[row] = ((values == value) & read).sum(axis=0)
    return counted


def _alpha_of_many(values: np.ndarray, read: np.ndarray) -> float:
    """NLTK's alpha for values of words that two or more read; NaN where there is nothing that could differ."""
    coder, item = np.nonzero(read)
    given = values[coder, item]
    if len(np.unique(given)) < 2:
        return float("nan")
    from nltk.metrics.agreement import AnnotationTask

    return float(AnnotationTask(list(zip(coder.tolist(), item.tolist(), given.tolist(), strict=True))).alpha())


def _interval(counted: np.ndarray, groups, draws: int, generator: np.random.Generator) -> tuple[float, float]:
    """95 % interval of alpha over draws of the groups of units.

    Alpha needs only sums over units: with m judgements, k of them for each value, a unit adds (m² - Σ k²) / (m - 1) to
    the observed disagreement, and its counts to those of the values.
    """
    none = float("nan"), float("nan")
    if (counted.sum(axis=1) > 0).sum() < 2 or not draws:
        return none
    _, group = np.unique(groups, return_inverse=True)
    if not group.max():  # one sentence, which can be drawn in one way
        return none
    asked = counted.sum(axis=0)
    differ = np.bincount(group, weights=(asked**2 - (counted**2).sum(axis=0)) / (asked - 1))
    each = np.array([np.bincount(group, weights=row) for row in counted])
    weights = generator.multinomial(len(differ), np.full(len(differ), 1 / len(differ)), size=draws)
    drawn_each = weights @ each.T
    all_of = drawn_each.sum(axis=1)
    chance = (all_of**2 - (drawn_each**2).sum(axis=1)) / (all_of - 1)
    if 100 * (chance == 0).mean() > _MOST_EMPTY:  # a draw without any mark says nothing, and may stand at either end
        return none
    low, high = np.percentile(1 - (weights @ differ)[chance > 0] / chance[chance > 0], percentiles.levels(len(differ)))
    return float(low), float(high)
