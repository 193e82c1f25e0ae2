"""Part of :mod:`helpers.text`: whether a text looks like English, which is the only language that the kit reads."""

from __future__ import annotations

import re

import pandas as pd

# Short words that every English text is full of, and that other languages seldom have ("in", "was", "is" and "on" are
# left out: they are German, Dutch or French words too).
COMMON = frozenset(
    "the of and to that for with as by this not are but from have they which been has will would there who when were "
    "it he his their said".split()
)
# Measured: of 6,122 English news articles one has a smaller share of these words (a long list of names); their median
# is 26 %, and 99 of 100 have 20 % or more. Of their first 50 words alone 7 have a smaller share. Of texts in sixteen
# other languages, written for tests/test_languages.py, none has more than 4 %.
LEAST_SHARE = 0.06
LEAST_WORDS = 50  # a shorter text may be a headline or a list of names: it is not judged
_LOOKED_AT = 20_000  # characters from the beginning: a language shows long before
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LATIN = re.compile(r"[A-Za-z\u00aa-\u024f\u1e00-\u1eff]")


def not_english(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the articles that do not look like English: few of their words are the commonest English words.

    It is a sign and no proof. It does not tell which language it is, does not see a passage in another language inside
    an English text, and does not judge texts of fewer than 50 words.

    Parameters
    ----------
    articles : DataFrame
        The articles table.

    Returns
    -------
    DataFrame
        One row per article that does not look like English: ``article_id``, ``n`` (common English words in it),
        ``total`` (words), ``value`` (share, 0 to 1).

    Examples
    --------
    >>> from helpers.article import from_text
    >>> not_english(from_text("Die Menschen standen vor dem Rathaus und warteten. " * 9))["value"].tolist()
    [0.0]
    >>> len(not_english(from_text("The people stood in front of the town hall and waited. " * 9)))
    0
    """
    rows = []
    for key, text in zip(articles["article_id"], articles["text"], strict=True):
        words = _WORD.findall(text[:_LOOKED_AT])
        letters = "".join(words)
        n = sum(word.casefold() in COMMON for word in words)
        # Some scripts have no blanks between words, so letters are counted too.
        other_script = len(letters) >= LEAST_WORDS and len(_LATIN.findall(letters)) < len(letters) / 2
        if other_script or (len(words) >= LEAST_WORDS and n < LEAST_SHARE * len(words)):
            rows.append((str(key), n, len(words), n / len(words)))
    found = pd.DataFrame(rows, columns=["article_id", "n", "total", "value"])
    return found.astype({"article_id": "str", "n": "int64", "total": "int64", "value": "float64"})


def warnings(articles: pd.DataFrame) -> list[str]:
    """Return a sentence for each article that does not look like English.

    Parameters
    ----------
    articles : DataFrame
        The articles table.

    Returns
    -------
    list of str
    """
    titles = articles["title"] if "title" in articles else articles["article_id"]
    named = dict(zip(articles["article_id"], titles, strict=True))
    return [
        f"{(named.get(row.article_id) or row.article_id)[:80]!r} does not look like English: {row.n} of its first "
        f"{row.total:,} words are among the commonest English words. The kit's lists and rules know English alone. "
        "What is marked here, and what is not, tells nothing about this text."
        for row in not_english(articles).itertuples()
    ]
