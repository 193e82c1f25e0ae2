"""The measures: tables of found spans in, tables of counts out.

Every measure gives the columns ``n, total, value``: how many, out of how many, and the first over the second, a share
from 0 to 1. Rates also carry an interval (``low, high``) and ``rate_per_1000``. The rows that were counted are the
rows of the table that went in, so each number can be opened to its passages. No measure is a verdict: a rate says how
often listed words stand in somebody's words, not whether they are fair.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers import palette
from helpers.metrics import percentiles
from helpers.metrics.heard import cue_stance, denied, sources
from helpers.metrics.tallies import (
    hits_of,
    measured,
    need,
    numbered,
    ranked,
    ranking,
    same_articles,
    shares,
    summed,
    weights,
    whole,
)
from helpers.metrics.tallies import keys as keys_of
from helpers.text import row_of
from helpers.text.rows import as_table

__all__ = [
    "THIN_HITS", "THIN_UNITS", "cue_stance", "denied", "leave_one_term_out", "positions", "rate_by_voice",
    "share_of_voice", "sources", "term_by_voice",
]  # fmt: skip

# Below this many hits an interval of 95 % holds the true rate in as few as .73 (one or two hits) to .89 (five) of
# cases, from ten on in .91 to .95: simulation in benchmarks/intervals.py, sentences of news length.
THIN_HITS = 10
# The same where it is drawn over fewer sentences or articles than this, however many hits there are: with 4 it holds
# the true rate in .85 to .87 of cases, from 5 on in .89 to .95 (the same benchmark).
THIN_UNITS = 5
# Units drawn at once: two numbers for each make 8 MB.
_DRAWN = 500_000


def share_of_voice(voices: pd.DataFrame, *, by: str | Sequence[str] = "voice") -> pd.DataFrame:
    """Whose words an article is made of: the words of each voice, out of all words.

    What it does not measure: importance or agreement. Many words may be given to a voice in order to refute it. By
    ``credited``, what a source is said to deny counts for it too (:func:`sources` and :func:`denied` tell it apart). Of
    several articles, one name is one row: *police*, *she* and *unnamed* of different articles are added up as if they
    were one. With ``article_id`` in `by` they are not, and :func:`sources` always goes by article.

    Parameters
    ----------
    voices : DataFrame
        As ``voices.find`` returns them.
    by : str or sequence of str
        What to count by: ``voice`` (whose words), ``credited`` (whose claim), ``kind``, ``chain``; with ``article_id``
        among them, shares are out of the words of each article.

    Returns
    -------
    DataFrame
        One row per group, most words first: the columns of ``by``, ``n`` (words of the group), ``total`` (all words),
        ``value`` (share, 0 to 1).

    Raises
    ------
    KeyError
        If a column is missing; the message names the step that makes it.

    Examples
    --------
    >>> from helpers import article, voices
    >>> shares = share_of_voice(voices.find(article.read("lapd-ice-raid")))
    >>> shares.loc[shares.voice == "narrator", ["n", "total"]].values.tolist()
    [[143, 413]]
    """
    keys = keys_of(by)
    need(voices, [*keys, "n_words"], "voices.find(articles)")
    number, _, first = numbered(voices, keys)
    n = summed(number, len(first), voices["n_words"].to_numpy())
    first, n = first[n > 0], n[n > 0]
    groups = {key: voices[key].array.take(first) for key in keys}
    order = ranking(groups, n)
    groups, n = {key: values.take(order) for key, values in groups.items()}, n[order]
    if "article_id" in keys:
        article = groups["article_id"].factorize()[0]
        total = summed(article, len(n), n)[article]
    else:
        total = np.full(len(n), n.sum())
    return as_table({**groups, "n": n, "total": total, "value": shares(n, total)})


def term_by_voice(hits: pd.DataFrame, *, by: str | Sequence[str] = "voice") -> pd.DataFrame:
    """Which voice uses which term: the uses of each term in each voice, out of all uses of the term.

    What it does not measure: what a voice would call the thing when asked. A term without a row in a voice was not
    found in that voice's words in this text, no more. Each use counts as one, whatever weight the list gives the term:
    the share of a term in itself hangs on no weight.

    Parameters
    ----------
    hits : DataFrame
        Hits with their voices: ``voices.attach(lexicon.match(articles, lexicon), voices)``.
    by : str or sequence of str
        ``voice`` (whose words), ``credited`` (whose claim), ``chain``, or several.

    Returns
    -------
    DataFrame
        One row per term and voice, by category and term: ``category``, ``term``, the columns of ``by``, ``n`` (uses of
        the term in that voice), ``total`` (all uses of the term), ``value`` (share, 0 to 1).

    Raises
    ------
    KeyError
        If a column is missing; the message names the step that makes it.

    Examples
    --------
    >>> from helpers import article, lexicon, voices
    >>> articles = article.read("lapd-ice-raid")
    >>> hits = voices.attach(lexicon.match(articles, lexicon.read("loaded")), voices.find(articles))
    >>> term_by_voice(hits).query("term == 'mob'")[["voice", "n", "total"]].values.tolist()
    [['narrator', 2, 2]]
    """
    keys = list(dict.fromkeys(["category", "term", *keys_of(by)]))
    need(hits, keys, "voices.attach(hits, voices)")
    hits = pd.DataFrame(hits) if hits.attrs else hits  # pandas would copy attrs with each column
    number, _, first = numbered(hits, keys)
    n = summed(number, len(first))
    groups = {key: hits[key].array.take(first) for key in keys}
    ranks = [ranked(values) for values in groups.values()]
    order = np.lexsort(ranks[::-1])
    groups, n = {key: values.take(order) for key, values in groups.items()}, n[order]
    # In this order the rows of a term stand together.
    category, term = (rank[order] for rank in ranks[:2])
    opens = np.append(True, (category[1:] != category[:-1]) | (term[1:] != term[:-1]))[: len(n)]
    term = np.cumsum(opens) - 1
    total = summed(term, len(n), n)[term]
    return as_table({**groups, "n": n, "total": total, "value": shares(n, total)})


def rate_by_voice(
    hits: pd.DataFrame,
    words: pd.DataFrame,
    sentences: pd.DataFrame | None = None,
    *,
    by: str | Sequence[str] = "voice",
    draws: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """How often listed terms stand in each voice's words: hits over the words of that voice.

    What it does not measure: bias. A voice that reports an attack has reason for strong words; look at the passages.

    Parameters
    ----------
    hits : DataFrame
        Hits with their voices: ``voices.attach(lexicon.match(articles, lexicon), voices)``. Where the list weighs its
        entries, they have a column ``weight``, and ``n`` is the sum of the weights.
    words : DataFrame
        Words with their voices: ``voices.attach(text.words(articles), voices)``.
    sentences : DataFrame, optional
        ``text.sentences(articles)``: the interval is then drawn over sentences, which is right for one article.
        Without it, it is drawn over articles, which is right for a collection; of one article there is then none.
    by : str or sequence of str
        ``voice`` (whose words), ``credited`` (whose claim), ``kind``, ``chain``, or several.
    draws : int
        Bootstrap samples.
    seed : int
        The same seed gives the same interval.

    Returns
    -------
    DataFrame
        One row per group that has words, most words first: the columns of ``by``, ``n`` (hits), ``total`` (words of the
        group), ``value`` (hits per word), ``low`` and ``high`` (95 % interval of ``value``; NaN where all words of the
        group stand in one sentence, or one article), ``rate_per_1000`` (hits per 1,000 words), ``thin`` (True where
        fewer than :data:`THIN_HITS` hits, or than :data:`THIN_UNITS` sentences or articles, make the interval
        unreliable).

    Raises
    ------
    KeyError
        If a column is missing; the message names the step that makes it.
    ValueError
        If a hit is in an article that has no words, or a word in one that has no sentences; if the tables were given
        the wrong way round, or hits stand in theirs twice; if ``draws`` is no whole number from 0 on.

    Notes
    -----
    The interval is a bootstrap (Efron & Tibshirani 1993, ch. 13) of the ratio of sums: the sentences in which the group
    has words are drawn with replacement, and hits and words added up. It lies between percentiles that are further out
    the fewer sentences there are, since between 2.5 and 97.5 it would be too narrow (Hesterberg 2015). One sentence
    cannot be drawn in two ways: there is then no interval. Where a group has no hit at all every draw is 0 and says
    nothing; ``high`` is then the exact Poisson limit, 3.69 hits over the words of the group (Garwood 1936). One article
    supports description, not inference.

    A word that names the topic is chosen once and repeated. To count each term once in an article and a kind of voice,
    give ``hits.drop_duplicates(["article_id", "kind", "term"])``.

    Examples
    --------
    >>> from helpers import article, lexicon, text, voices
    >>> articles = article.read("lapd-ice-raid")
    >>> found = voices.find(articles)
    >>> hits = voices.attach(lexicon.match(articles, lexicon.from_terms({"crowd": ["mob"]})), found)
    >>> words = voices.attach(text.words(articles), found)
    >>> rates = rate_by_voice(hits, words, text.sentences(articles))
    >>> rates.loc[rates.voice == "narrator", ["n", "total", "rate_per_1000"]].round(1).values.tolist()
    [[2.0, 143.0, 14.0]]
    """
    keys = keys_of(by)
    need(hits, keys, "voices.attach(hits, voices)")
    need(words, keys, "voices.attach(text.words(articles), voices)")
    hits_of(words, hits)
    same_articles(hits, words)
    draws = whole(draws, "draws", 0, 2000)
    group, hit_group, first = numbered(words, keys, hits)
    if sentences is None:
        unit, hit_unit, _ = numbered(words, ["article_id"], hits)
    else:
        same_articles(words, sentences, "sentences", "text.sentences(articles)")
        unit, hit_unit = row_of(words, sentences), row_of(hits, sentences)
    # A cell is a group inside a unit: the words of one voice in one sentence.
    width = int(unit.max(initial=0)) + 2
    cell, cells = pd.factorize(group * width + unit + 1)
    hit_cell = np.where(hit_group < 0, -1, pd.Index(cells).get_indexer(hit_group * width + hit_unit + 1))
    weight = weights(hits)
    total, hit_n = summed(cell, len(cells)), summed(hit_cell, len(cells))
    n = hit_n if weight is None else summed(hit_cell, len(cells), weight)
    of_group = cells // width
    # Each group draws from the same seed, so its interval does not hang on which other groups are shown.
    order, units = np.argsort(of_group, kind="stable"), summed(of_group, len(first))
    ends = [
        _interval(n[own], total[own], draws, np.random.default_rng(seed))
        for own in np.split(order, np.cumsum(units)[:-1])[: len(first)]
    ]
    low, high = np.array(ends).reshape(-1, 2).T
    n, hit_n, total = (summed(of_group, len(first), column) for column in (n, hit_n, total))
    value = n / total
    order = np.argsort(-total, kind="stable")
    columns = {"n": n, "total": total, "value": value, "low": low, "high": high, "rate_per_1000": 1000 * value}
    columns["thin"] = (hit_n < THIN_HITS) | (units < THIN_UNITS)
    groups = {key: words[key].array.take(first[order]).astype("str") for key in keys}
    rates = pd.DataFrame({**groups, **{name: values[order] for name, values in columns.items()}})
    over = "articles" if sentences is None else "sentences"
    rates.attrs["drawn"] = {"over": over, "draws": draws, "seed": seed}  # for the methods of a page
    rates.attrs["lists"] = palette.lists(hits)  # for what a drawing calls them
    return rates


def leave_one_term_out(hits: pd.DataFrame, words: pd.DataFrame, *, by: str | Sequence[str] = "voice") -> pd.DataFrame:
    """Whether one word carries the result: the rate of each voice when one term at a time is left out.

    Parameters
    ----------
    hits, words : DataFrame
        As for :func:`rate_by_voice`.
    by : str or sequence of str
        What to count by.

    Returns
    -------
    DataFrame
        One row per group and term that it uses, largest change first: the columns of ``by``, ``without`` (the term left
        out), ``n`` (hits that remain), ``total`` (words of the group), ``value``, ``rate_per_1000``.

    Raises
    ------
    KeyError
        If a column is missing; the message names the step that makes it.
    ValueError
        If a hit is in an article that has no words.

    Examples
    --------
    >>> from helpers import article, lexicon, text, voices
    >>> articles = article.from_text("The mob met a second mob and a regime.")
    >>> found = voices.find(articles)
    >>> own = lexicon.from_terms({"label": ["mob", "regime"]})
    >>> hits, words = (voices.attach(t, found) for t in (lexicon.match(articles, own), text.words(articles)))
    >>> leave_one_term_out(hits, words)[["without", "n", "total"]].values.tolist()
    [['mob', 1, 9], ['regime', 2, 9]]
    """
    keys = keys_of(by)
    need(hits, [*keys, "term"], "voices.attach(hits, voices)")
    need(words, keys, "voices.attach(text.words(articles), voices)")
    hits_of(words, hits)
    same_articles(hits, words)
    weight = weights(hits)
    uses = hits[[*keys, "term"]].assign(uses=1 if weight is None else weight)
    uses = uses.groupby([*keys, "term"], as_index=False)["uses"].sum()
    uses["n"] = uses.groupby(keys)["uses"].transform("sum") - uses["uses"]
    uses = uses.merge(words.groupby(keys).size().rename("total").reset_index(), on=keys)
    uses = uses.sort_values(["uses", "term"], ascending=[False, True], kind="stable", ignore_index=True)
    rates = measured(uses.rename(columns={"term": "without"}))[[*keys, "without", "n", "total", "value"]]
    rates["rate_per_1000"] = 1000 * rates["value"]
    return rates


def positions(
    hits: pd.DataFrame, words: pd.DataFrame, *, by: str | Sequence[str] = "article_id", parts: int = 10
) -> pd.DataFrame:
    """Where in an article the hits stand: its words cut into equal parts, the hits of each part.

    What it does not measure: what a reader remembers. Who stops early has not read what stands late; how
    many do, this cannot tell.

    Parameters
    ----------
    hits : DataFrame
        Any span table. Where it has a column ``weight``, ``n`` is the sum of the weights.
    words : DataFrame
        ``text.words(articles)``, with or without voices.
    by : str or sequence of str
        What to count by: ``article_id``, or other columns of ``words``, such as ``kind``, or ``outlet`` where you
        brought it in. Each article is cut into its own parts first; then its first part counts with the first parts of
        the others.
    parts : int
        How many parts of equal length in words, at least 1.

    Returns
    -------
    DataFrame
        One row per group and part, empty parts included, groups in the order in which they come: the columns of ``by``,
        ``part`` (1 is the opening), ``n`` (hits that begin in the part), ``total`` (words of the part), ``value`` (hits
        per word).

    Raises
    ------
    KeyError
        If a column is missing; the message says how to bring it in.
    ValueError
        If ``parts`` is no whole number from 1 on, or a hit is in an article that has no words.

    Examples
    --------
    >>> from helpers import article, lexicon, text
    >>> articles = article.from_text("The mob came. " + "Nobody else did. " * 3, title="t")
    >>> hits = lexicon.match(articles, lexicon.from_terms({"label": ["mob"]}))
    >>> positions(hits, text.words(articles), parts=2)[["part", "n", "total"]].values.tolist()
    [[1, 1, 6], [2, 0, 6]]
    """
    keys, parts = keys_of(by), whole(parts, "parts", 1, 10)
    need(words, ["article_id", *keys], "voices.attach(text.words(articles), voices)")
    hits_of(words, hits)
    same_articles(hits, words, step="text.words(articles)")
    length = words.groupby("article_id", sort=False)["start"].transform("size")
    part = (words.groupby("article_id", sort=False).cumcount() * parts // length).to_numpy(np.int64)
    group, _, first = numbered(words, keys)
    cell, n_cells = np.where(group < 0, -1, group * parts + part), len(first) * parts
    total = summed(cell, n_cells)
    n = summed(cell[row_of(hits, words)], n_cells, weights(hits))
    groups = {key: words[key].array.take(np.repeat(first, parts)).astype("str") for key in keys}
    result = measured(
        pd.DataFrame({**groups, "part": np.tile(np.arange(1, parts + 1), len(first)), "n": n, "total": total})
    )
    result.attrs["lists"] = palette.lists(hits)
    return result


def _interval(n: np.ndarray, total: np.ndarray, draws: int, generator: np.random.Generator) -> tuple[float, float]:
    """95 % interval of the sum of ``n`` over that of ``total``, over draws of the units; of one unit there is none."""
    if not n.any():
        return 0.0, min(percentiles.NOTHING / total.sum(), 1.0)
    if len(n) < 2 or not draws:
        return float("nan"), float("nan")
    pairs = np.column_stack([n, total]).astype(float)
    sums = []
    # A row of numbers of units is a draw; so many at once that they stay in a few megabytes, however many units.
    at_once = max(1, _DRAWN // len(n))
    for first in range(0, draws, at_once):
        drawn = generator.integers(len(n), size=(min(at_once, draws - first), len(n)), dtype=np.int32)
        sums.append(pairs[drawn].sum(axis=1))
    hits, words = np.concatenate(sums).T
    low, high = np.percentile(hits / words, percentiles.levels(len(n)))
    return float(low), float(high)
