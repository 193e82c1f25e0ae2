"""Which part of an article something stands in: its headline, its lead or its body. A part of :mod:`helpers.text`."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.article.headlines import opens_with
from helpers.text.forms import Cut
from helpers.text.rows import row_of


def titled(articles: pd.DataFrame, pieces: Cut) -> np.ndarray:
    """1 for each article whose text opens with a line equal to its title, else 0."""
    titles = articles["title"].fillna("").tolist() if "title" in articles else [""] * len(articles)
    return np.array(
        [
            opens_with(x, t)
            for t, x in zip(titles, pieces.texts, strict=False)  # the last two belong to no article
        ],
        np.int64,
    )


def attach(spans: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Give each span the part of the article that it starts in: headline, lead or body.

    With it every measure of `helpers.metrics` can be taken by ``part``, alone or with ``voice``. What it does not do:
    it does not judge placement; that a word stands early says only where it stands.

    Parameters
    ----------
    spans : DataFrame
        Span table with ``article_id`` and ``start``: hits, words, devices, stretches of voices.
    sentences : DataFrame
        What :func:`helpers.text.sentences` returned for the same articles (where headlines are to be measured, for
        what :func:`helpers.article.with_headlines` returned).

    Returns
    -------
    DataFrame
        The rows of ``spans``, in their order and with their index, with the column ``part`` (``headline``, ``lead`` or
        ``body``).

    Raises
    ------
    KeyError
        When a column is missing (the two tables changed over, say), or an article of ``spans`` has no sentences.

    Examples
    --------
    >>> from helpers import article, text
    >>> articles = article.with_headlines(article.from_text("A crowd came.", title="Mob storms hall"))
    >>> attach(text.words(articles), text.sentences(articles))[["text", "part"]].values.tolist()[2:4]
    [['hall', 'headline'], ['A', 'lead']]
    """
    lacking = [name for name in ("article_id", "start", "part") if name not in sentences]
    if lacking or "start" not in spans or "article_id" not in spans:
        raise KeyError(
            f"The {'second' if lacking else 'first'} table is not what text.attach takes. Give the spans first and "
            "then the sentences, as in text.attach(hits, text.sentences(articles))."
        )
    row = row_of(spans, sentences)
    if (row < 0).any():
        lost = spans["article_id"].iloc[int(np.argmin(row))]
        raise KeyError(f"The sentences have no article {lost!r}; call text.sentences on the same articles first.")
    return spans.assign(part=sentences["part"].array.take(row))
