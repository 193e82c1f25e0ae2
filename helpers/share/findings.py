"""All that is found in some articles with one word list, kept together: the tables that a report is made from."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from helpers import devices, exclusions, lexicon, metrics, text, voices

_MOST_OUTLETS = 8  # more are not held side by side


@dataclass(frozen=True)
class Found:
    """What was found in the articles of one report: the tables that everything in it is made from."""

    articles: pd.DataFrame
    voices: pd.DataFrame
    words: pd.DataFrame
    sentences: pd.DataFrame
    lexicon: lexicon.Lexicon
    hits: pd.DataFrame
    excluded: pd.DataFrame
    devices: pd.DataFrame

    def of(self, article_id: str) -> Found:
        """The same for one article."""
        tables = (self.articles, self.voices, self.words, self.sentences, self.hits, self.excluded, self.devices)
        own = [table[table["article_id"] == article_id].reset_index(drop=True) for table in tables]
        return Found(*own[:4], self.lexicon, *own[4:])

    def by_outlet(self) -> pd.DataFrame | None:
        """Rates of each outlet by kind of voice, drawn over articles; None where there are not a few outlets."""
        names = self.articles["outlet"].replace("", "not known")
        if not 2 <= self.articles.loc[self.articles["outlet"] != "", "outlet"].nunique() <= _MOST_OUTLETS:
            return None
        outlet = pd.Series(names.array, self.articles["article_id"])
        hits, words = (table.assign(outlet=table["article_id"].map(outlet)) for table in (self.hits, self.words))
        return metrics.rate_by_voice(hits, words, by=["outlet", "kind"]).sort_values("outlet", kind="stable")


def find(articles: pd.DataFrame, listed: lexicon.Lexicon, excluded: pd.DataFrame | None = None) -> Found:
    """Find voices, words, sentences, loaded words and framing devices of articles.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    listed : Lexicon
    excluded : DataFrame, optional
        What a reader took out as false hits (:func:`helpers.exclusions.read`).

    Returns
    -------
    Found

    Examples
    --------
    >>> from helpers import article
    >>> find(article.from_text("The mob left."), lexicon.from_terms({"person": ["mob"]})).hits.voice.tolist()
    ['narrator']
    """
    found = voices.find(articles)
    hits = lexicon.match(articles, listed)
    excluded = pd.DataFrame(columns=exclusions.COLUMNS) if excluded is None else excluded
    hits, excluded = exclusions.apply(hits, excluded, articles)
    hits = lexicon.explain(hits, listed)
    return Found(
        articles, found, voices.attach(text.words(articles), found), text.sentences(articles), listed,
        voices.attach(hits, found), excluded, voices.attach(devices.find(articles, found), found),
    )  # fmt: skip
