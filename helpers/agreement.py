"""Two codings of the same text against each other: a person and the kit, two people, two programs.

Agreement says that two codings are alike. It does not say that either is right: two people who share a mistake agree.
"""

from __future__ import annotations

import pandas as pd

from helpers.text import row_of

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
    for column in columns:
        for table in (one, other):
            if column not in table:
                raise KeyError(
                    f"One of the codings has no column {column!r}; its columns are {', '.join(table.columns)}. "
                    f"Name the columns to be compared with columns=(...)."
                )
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
