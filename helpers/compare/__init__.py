"""Articles and outlets side by side: whose words differ, by how much, and how sure that is.

:func:`keyness` asks which words are typical of one side, :func:`difference` how a measure of the kit differs between
two sides, and :func:`passages` shows the places that were counted. A side is what you say it is: the articles with one
value in a column (an outlet, a slant that you coded). Both are split by voice, since two articles may quote the same
people and still tell two stories. No result is a verdict: it says that words differ, not who is right.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers.compare import contrasts, keywords, scores
from helpers.compare.sides import headlines, split, spoken
from helpers.metrics import THIN_HITS
from helpers.metrics.tallies import whole

__all__ = ["FEW_ARTICLES", "LEAST_USES", "difference", "keyness", "passages"]

# From five on, intervals of 95 % hold the true value in .89 to 1.00 of cases, below in as few as .74: simulation in
# benchmarks/keyness.py.
LEAST_USES = 5
FEW_ARTICLES = 5


def keyness(
    uses: pd.DataFrame,
    articles: pd.DataFrame,
    words: pd.DataFrame | None = None,
    *,
    by: str,
    sides: str | Sequence[str] | None = None,
    whose: str = "narrator",
    draws: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """Which words are typical of one side, held against the other.

    What it does not measure: bias, or meaning. A word may be typical of a side because that side tells of something
    else, or has another house style. Look at the passages. Each use counts as one, whatever weight a list gives the
    term: a term is held against itself, and weights are for adding different terms up.

    Parameters
    ----------
    uses : DataFrame
        Words with their voices, ``voices.attach(text.words(articles), voices)``: then each word, in small letters, is a
        term. Or the hits of a list with their voices, ``voices.attach(lexicon.match(articles, lexicon), voices)``,
        also as ``scale.read(out, "hits")`` gives them: then the terms of the list are.
    articles : DataFrame
        ``article_id`` and the column of `by`. Texts are not needed; where they are there with their titles, a warning
        says that titles are not counted on both sides alike. Only these articles are compared.
    words : DataFrame, optional
        Needed for hits: the words they are out of, as above, or ``scale.read(out, "counts")``.
    by : str
        The column of `articles` that tells the sides, such as ``outlet`` or ``slant``.
    sides : str or pair of str, optional
        The values for side *a* and side *b*. One alone is held against all others. By default the column has two
        values, and the one that comes first is *a*.
    whose : {"narrator", "sources", "everybody"}
        Whose words: the narrator's (with those in which he retells others), those of sources that are quoted, or all.
    draws : int
        Bootstrap samples.
    seed : int
        The same seed gives the same interval.

    Returns
    -------
    DataFrame
        One row per term, the largest ``z_a_over_b`` first, whichever its sign:

        - ``term``; ``typical_of``: the name of the side that uses it more often, "" where both do equally
        - ``a``, ``b``: what the sides are called, the same in all rows
        - ``n_a``, ``total_a``, ``n_b``, ``total_b``: uses, and all words in these voices
        - ``articles_a``, ``articles_b``: articles that use it
        - ``dispersion``: how unevenly it is spread over the articles of the side that it is typical of, 0 (evenly) to 1
          (all in one of many)
        - ``log_ratio_a_over_b``: how many times its rate doubles from *b* to *a*; above 0 it is typical of *a*, 1 means
          twice, 2 four times as often. ``low, high``: its 95 % interval, -inf and inf where it has no end
        - ``g2``: log-likelihood ratio, 0 or more, without a sign
        - ``z_a_over_b``: log-odds ratio with a prior, in standard deviations; above 0 it is typical of *a*
        - ``q``: share of false findings among all terms with a value as small or smaller, 0 to 1
        - ``thin``: True where fewer than :data:`LEAST_USES` uses, fewer than :data:`FEW_ARTICLES` articles that use it,
          or fewer than that on a side at all make ``low, high`` and ``q`` unreliable. Terms with fewer uses have none

    Raises
    ------
    KeyError
        If a column is missing; the message names the step that makes it.
    ValueError
        If there are not two sides, or one has no words.

    Warns
    -----
    UserWarning
        The titles of the articles are counted as text on one side more than on the other.

    Notes
    -----
    *G2* is Dunning's, over all four cells of the table. It takes each word for a draw of its own, and words come in
    clumps, so no p is made from it. ``log_ratio_a_over_b`` is Hardie's: log2 of the ratio of the rates, half a use in
    place of none. Its interval draws the articles of each side with replacement (expanded percentiles: Hesterberg
    2015). A side without any use is taken to have used the term at most 3.69 times (Garwood 1936); the interval has
    then no other end. Nor has it one where more draws than are cut off leave out each article of a side that uses it.

    *z* is that of Monroe, Colaresi & Quinn (eq. 16, 20, 22) with a prior as strong as one article of mean length, in
    which each term has the share that it has on both sides together.

    *q* is p adjusted for the number of terms that have :data:`LEAST_USES` uses (Benjamini & Hochberg 1995). p comes
    from exchanging articles between the sides, not words (Lijffijt et al. 2016): a word that one article uses fifty
    times is one finding, not fifty, and of a word in one article p is never below the share of the articles that stand
    on its side. Words in ten articles or fewer are exchanged in all ways; of others six articles are, those with the
    most uses, and the rest by the mean, variance and skewness of all exchanges (Mielke & Berry 2007). Where the
    articles of one side are longer, p is the larger of two: of exchanged counts and of exchanged rates (in few
    articles: of equal articles, and of such that use a word as often as they are long). Where sides do not differ, p is
    below .05 for no more than one term in twenty, also of 10 articles against 500: benchmarks/keyness.py.

    References
    ----------
    Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence. Computational Linguistics
    19(1), 61-74.
    Gries, S. Th. (2008). Dispersions and adjusted frequencies in corpora. International Journal of Corpus Linguistics
    13(4), 403-437.
    Hardie, A. (2014). Log Ratio: an informal introduction. CASS, Lancaster University.
    Hesterberg, T. (2015). What teachers should know about the bootstrap. The American Statistician 69(4), 371-386.
    Lijffijt, J., Nevalainen, T., Säily, T., Papapetrou, P., Puolamäki, K. & Mannila, H. (2016). Significance testing
    of word frequencies in corpora. Digital Scholarship in the Humanities 31(2), 374-397.
    Mielke, P. W. & Berry, K. J. (2007). Permutation Methods: A Distance Function Approach (2nd ed.). Springer.
    Monroe, B. L., Colaresi, M. P. & Quinn, K. M. (2008). Fightin' words. Political Analysis 16(4), 372-403.

    Examples
    --------
    >>> from helpers import article, text, voices
    >>> event = article.read(article.DATA / "classroom").query("event == 'night ferry'")
    >>> words = voices.attach(text.words(event), voices.find(event))
    >>> found = keyness(words, event, by="slant", sides=("against the march", "against the council"))
    >>> found.loc[found.term.isin(["mob", "residents"]), ["term", "typical_of", "n_a", "n_b"]].values.tolist()
    [['mob', 'against the march', 1, 0], ['residents', 'against the council', 0, 1]]
    """
    draws = whole(draws, "draws", 0, 1000)
    found = split(articles, by, sides)
    if note := headlines(articles, found):
        warnings.warn(note, stacklevel=2)
    counted = keywords.count(uses, words, found, whose)
    rows = keywords.table(counted, (found.a, found.b), LEAST_USES, FEW_ARTICLES, draws, seed)
    rows.attrs["drawn"] = {"over": "the articles of each side", "draws": draws, "seed": seed, "whose": whose}
    return rows


def difference(
    measure: pd.DataFrame,
    articles: pd.DataFrame,
    voices: pd.DataFrame | None = None,
    *,
    by: str,
    sides: str | Sequence[str] | None = None,
    of: str | None = None,
    draws: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """How a measure differs between two sides, with the interval of the difference.

    Where the articles have a column ``event``, only events that both sides tell of are compared, each with itself:
    what an event brings with it then counts on both sides. Without it, or where no event has both, all articles of one
    side are held against all of the other.

    What it does not measure: why the sides differ, or whether they should not.

    Parameters
    ----------
    measure : DataFrame
        Counts of each article: ``article_id, n, total`` and the column of `of`. Any of these:

        - ``metrics.rate_by_voice(hits, words, by=["article_id", "kind"])``
        - ``metrics.share_of_voice(voices, by=["article_id", "kind"])``
        - ``metrics.cue_stance(voices, by="article_id")``, of ``stance``
        - ``metrics.sources(voices)``, of ``type``
        - ``scale.read(out, "counts")``: rates of listed terms, of ``kind``
    articles : DataFrame
        ``article_id``, the column of `by`, and ``event`` where there is one; texts are not needed.
    voices : DataFrame, optional
        ``voices.find(articles)``. Needed where `measure` gives shares of words and has no row for some article: one
        that quotes nobody has none in ``metrics.sources``, and yet its words belong to the whole.
    by : str
        The column of `articles` that tells the sides.
    sides : str or pair of str, optional
        As for :func:`keyness`.
    of : str, optional
        The column of `measure` that tells groups, such as ``kind``, ``stance`` or ``type``: one row for each. Without
        it all rows are taken together.
    draws : int
        Bootstrap samples, and exchanges of the sides.
    seed : int
        The same seed gives the same interval.

    Returns
    -------
    DataFrame
        One row per group, in the order of `measure`:

        - the column of `of` (*all* without one), then ``a``, ``b``: what the sides are called
        - ``n_a``, ``total_a``, ``value_a``, ``n_b``, ``total_b``, ``value_b``: counts (of weighted hits the sums of
          the weights) and shares of both sides
        - ``a_minus_b``: the difference, -1 to 1; above 0 there is more on side *a*. ``low, high``: its 95 % interval
        - ``q``: p of the difference, adjusted for the number of rows, 0 to 1
        - ``articles_a``, ``articles_b``; ``events``: events that are compared, 0 where the sides are not paired
        - ``rate``: True where each count is out of words of its own group, so that 1,000 times the value is a rate per
          1,000 words; else it is a share of everything in the articles
        - ``thin``: True where fewer than :data:`FEW_ARTICLES` events, or articles of a side, or fewer than
          :data:`helpers.metrics.THIN_HITS` counts on both sides together make ``low, high`` and ``q`` unreliable

    Raises
    ------
    KeyError
        If a column is missing; the message names the step that makes it.
    ValueError
        If there are not two sides, or one has nothing that could be counted; if shares of words lack articles and no
        voices are given.

    Warns
    -----
    UserWarning
        As :func:`keyness`.

    Notes
    -----
    A value is the ratio of sums over the articles of a side. The interval draws events, or the articles of each side,
    with replacement (expanded percentiles: Hesterberg 2015). p exchanges the sides inside each event, or articles
    between the sides: in all ways, or in as many as `draws` where there are more (Phipson & Smyth 2010). With three
    events there are eight ways, and p is never below .25. Where single articles are exchanged and those of one side are
    shorter, p is the larger of two: of the difference, and of the counts beyond those that were to be expected.

    The totals of an article are one number where its rows are shares of it, and add up where each row is a rate: one
    that ``rate_per_1000`` or ``n_words`` stands beside, or in a table made by hand one whose totals differ inside an
    article. An article without a row counts with all its words where shares are of words, and with nothing where they
    are of introductions (``stance``), of which it has none. Rates have no way to tell rows that were taken out: give
    them whole, without a filter for ``n``.

    References
    ----------
    Hesterberg, T. (2015). What teachers should know about the bootstrap. The American Statistician 69(4), 371-386.
    Phipson, B. & Smyth, G. K. (2010). Permutation p-values should never be zero. Statistical Applications in Genetics
    and Molecular Biology 9(1).

    Examples
    --------
    >>> from helpers import article, metrics, voices
    >>> articles = article.read(article.DATA / "classroom").query("event == 'night ferry'")
    >>> shares = metrics.share_of_voice(voices.find(articles), by=["article_id", "kind"])
    >>> found = difference(shares, articles, by="slant", sides=("against the march", "plain"), of="kind")
    >>> found.loc[found.kind == "direct", ["n_a", "n_b", "events", "thin"]].values.tolist()
    [[29, 29, 1, True]]
    """
    draws = whole(draws, "draws", 0, 2000)
    found = split(articles, by, sides)
    if note := headlines(articles, found):
        warnings.warn(note, stacklevel=2)
    tallied = contrasts.tally(measure, found, of, voices)
    n, total = tallied.n.sum(axis=1), tallied.total.sum(axis=1)
    value = n / np.where(total > 0, total, np.nan)
    low, high = contrasts.interval(tallied, draws, seed)
    p = contrasts.shuffled_p(tallied, draws, seed)
    q = np.full(len(p), np.nan)
    q[np.isfinite(p)] = scores.false_discovery(p[np.isfinite(p)])
    rows = {of or "group": pd.array(tallied.groups, dtype="str")}
    rows |= {side: pd.array([name] * len(q), dtype="str") for side, name in (("a", found.a), ("b", found.b))}
    for side, k in (("a", 0), ("b", 1)):
        rows |= {f"n_{side}": _counts(n[k]), f"total_{side}": total[k].round().astype(np.int64)}
        rows |= {f"value_{side}": value[k]}
    rows |= {"a_minus_b": value[0] - value[1], "low": low, "high": high, "q": q}
    rows |= {"articles_a": tallied.articles[0], "articles_b": tallied.articles[1]}
    rows |= {"events": tallied.n.shape[1] if tallied.paired else 0, "rate": tallied.rate}
    rows = pd.DataFrame(rows).assign(thin=(tallied.units < FEW_ARTICLES) | (n.sum(axis=0) < THIN_HITS))
    over = "events" if tallied.paired else "the articles of each side"
    rows.attrs["drawn"] = {"over": over, "draws": draws, "seed": seed}
    return rows


def _counts(n: np.ndarray) -> np.ndarray:
    """Whole numbers, or sums of weights as they are."""
    return n.round().astype(np.int64) if np.allclose(n, n.round()) else n


def passages(
    uses: pd.DataFrame,
    articles: pd.DataFrame,
    terms: pd.DataFrame | str | Sequence[str],
    *,
    by: str,
    sides: str | Sequence[str] | None = None,
    whose: str = "narrator",
) -> pd.DataFrame:
    """The places that :func:`keyness` counted, to be read in their sentences: ``views.concordance`` takes them.

    Parameters
    ----------
    uses, articles, by, sides, whose
        As they were given to :func:`keyness`.
    terms : DataFrame, str or sequence of str
        Rows of what :func:`keyness` returned, or terms.

    Returns
    -------
    DataFrame
        The rows of `uses` that were counted for these terms, in their order, with ``term`` and ``category``: the name
        of the side that the article stands on.

    Raises
    ------
    KeyError
        If a column is missing.
    ValueError
        If there are not two sides.

    Examples
    --------
    >>> from helpers import article, text, voices
    >>> event = article.read(article.DATA / "classroom").query("event == 'night ferry'")
    >>> words = voices.attach(text.words(event), voices.find(event))
    >>> found = passages(words, event, ["mob", "crowd"], by="slant", sides=("against the march", "plain"))
    >>> found[["text", "category"]].values.tolist()
    [['mob', 'against the march']]
    """
    found = split(articles, by, sides)
    wanted = [terms] if isinstance(terms, str) else list(terms["term"] if isinstance(terms, pd.DataFrame) else terms)
    rows = spoken(uses, whose)
    term = keywords.terms_of(rows)
    at = found.ids.get_indexer(rows["article_id"])
    keep = (at >= 0) & pd.Series(term, dtype=object).isin(wanted).to_numpy()
    side = np.where(found.on_a[at], found.a, found.b)
    return rows.assign(term=pd.array(term, dtype="str"), category=pd.array(side, dtype="str"))[keep]
