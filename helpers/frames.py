"""Which sides of an issue each voice brings up: cues of sixteen dimensions, by whose words they stand in.

A building can be about money, about law, about health, about who lives next door. Which of these a text brings up, and
in whose mouth, is a first step to its frames and no more: framing is selection and stress (Entman 1993), and only a
person can say what the passages add up to. The cues are a word list, ``data/lexicons/frames.csv``; the card beside it
says how it was made and how often it errs. :mod:`helpers.lexicon` finds the cues, :mod:`helpers.voices` says whose they
are; here they are counted.

References
----------
Boydstun, A. E., Card, D., Gross, J. H., Resnik, P. & Smith, N. A. (2014). Tracking the development of media frames
within and across policy issues.

Entman, R. M. (1993). Framing: toward clarification of a fractured paradigm. Journal of Communication 43.

Semetko, H. A. & Valkenburg, P. M. (2000). Framing European politics. Journal of Communication 50.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

import pandas as pd

from helpers import metrics, palette
from helpers.article import DATA
from helpers.metrics import tallies

__all__ = ["by_voice", "catalogue"]


@functools.cache
def _dimensions() -> pd.DataFrame:
    return pd.read_csv(DATA / "frames" / "dimensions.csv", dtype="str", keep_default_na=False)


def catalogue() -> pd.DataFrame:
    """List the dimensions: the sides of an issue that the list `frames` has cues for.

    Returns
    -------
    DataFrame
        One row per dimension: ``dimension``, ``asks`` (the question that this side puts), ``codebook`` (its name in the
        Policy Frames Codebook; for the last two, among the generic news frames), ``right`` (how many of its cues in
        news articles were right when one reader read them).

    References
    ----------
    Boydstun et al. (2014); Semetko & Valkenburg (2000).

    Examples
    --------
    >>> catalogue().set_index("dimension").loc["economic", ["asks", "codebook"]].tolist()
    ['What does it cost, who pays, who gains?', 'Economic']
    """
    known = _dimensions()
    return known[["dimension", "asks", "codebook"]].assign(right=known["right"] + " of " + known["read"])


def by_voice(
    hits: pd.DataFrame,
    words: pd.DataFrame,
    sentences: pd.DataFrame | None = None,
    *,
    by: str | Sequence[str] = "voice",
    draws: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """How often each voice brings up each side of the issue: cues of a dimension over the words of that voice.

    What it does not measure: frames, and what a voice thinks. A voice that says *this is not about money* brings up
    money. A zero says that no listed word stands there, not that the side is absent.

    Parameters
    ----------
    hits : DataFrame
        Cues with their voices: ``voices.attach(lexicon.match(articles, lexicon.read("frames")), voices)``. Hits of any
        other list are counted by its own categories.
    words : DataFrame
        Words with their voices: ``voices.attach(text.words(articles), voices)``.
    sentences : DataFrame, optional
        ``text.sentences(articles)``, for the interval of one article (:func:`helpers.metrics.rate_by_voice`).
    by : str or sequence of str
        ``voice`` (whose words), ``credited`` (whose claim), ``article_id``, or several.
    draws, seed : int
        Of the interval.

    Returns
    -------
    DataFrame
        One row per dimension and voice, zeros too: ``category`` (the dimension), the columns of `by`, ``n`` (cues),
        ``total`` (words of that voice), ``value``, ``low``, ``high``, ``rate_per_1000``, ``thin`` (too few to compare).

    Raises
    ------
    KeyError
        If a column is missing; the message names the step that makes it.

    Notes
    -----
    Each dimension is counted by :func:`helpers.metrics.rate_by_voice`, in the order of :func:`catalogue`.

    Examples
    --------
    >>> from helpers import article, lexicon, text, voices
    >>> articles = article.from_text("The bridge costs too much, and the law forbids it.")
    >>> found = voices.find(articles)
    >>> cues = voices.attach(lexicon.match(articles, lexicon.read("frames")), found)
    >>> words = voices.attach(text.words(articles), found)
    >>> counted = by_voice(cues, words)
    >>> counted[counted.n > 0][["category", "voice", "n", "total"]].values.tolist()
    [['economic', 'narrator', 1, 10], ['legality', 'narrator', 2, 10]]
    """
    tallies.need(hits, ["category"], "lexicon.match(articles, lexicon)")
    known, found = _dimensions()["dimension"].tolist(), sorted(hits["category"].unique())
    names = known if set(found) <= set(known) else found
    counted = []
    for name in names:
        own = hits[hits["category"] == name]
        rates = metrics.rate_by_voice(own, words, sentences, by=by, draws=draws, seed=seed)
        rates.insert(0, "category", pd.array([name] * len(rates), dtype="str"))
        counted.append(rates)
    table = pd.concat(counted, ignore_index=True)
    table.attrs = counted[0].attrs | {"lists": palette.lists(hits)}  # the first dimension may have no hit
    return table
