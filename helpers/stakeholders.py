"""Who could have been heard: a declared list of those concerned, held against the sources of an article.

A list (``data/stakeholders``) names the groups that a topic concerns, with the words by which they are recognised and
the reason why they are on the list. :func:`check` prints one row for each, also where it is zero.

What it cannot know: whether somebody was asked and did not answer, spoke in another article, or has nothing to say on
this event. A zero is an absence from this text, and never shows that somebody was left out on purpose. Who belongs on a
list is a judgement: print it, argue with it, bring your own.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from helpers import lexicon
from helpers.article import DATA
from helpers.metrics import heard, introductions
from helpers.metrics.tallies import measured

__all__ = ["available", "check", "read"]

FOLDER = DATA / "stakeholders"
_COLUMNS = ("article_id", "stakeholder", "group", "n", "total", "value", "sources", "mentioned", "finding", "why")

_OF_PAPER = re.compile(r"\s(?:of|for|by|from|on|to|in|at|about|which|that)\s.*", re.DOTALL)

Declared = str | Path | lexicon.Lexicon | Mapping[str, Sequence[str]]


def available() -> list[str]:
    """Topics of which the kit has a list.

    Returns
    -------
    list of str
        What :func:`read` and :func:`check` take as a name.

    Examples
    --------
    >>> available()
    ['climate', 'economy', 'immigration', 'protest']
    """
    return sorted(path.stem for path in FOLDER.glob("*.csv"))


def read(declared: Declared) -> lexicon.Lexicon:
    """Read a list of stakeholders, from the kit or your own.

    Parameters
    ----------
    declared : str, Path, Lexicon or mapping of str to sequence of str
        The name of a topic (:func:`available`); or the path of a CSV file with the columns ``term`` (the stakeholder),
        ``pattern`` (words by which it is recognised, parted by ``|``; ``*`` stands for any ending), ``category`` (the
        group that it is shown under) and, where you like, ``unless`` and ``why``; or
        ``{"farmers": ["farmer*", "grower*"]}``.

    Returns
    -------
    Lexicon
        One entry a stakeholder; of a mapping, one entry a word, with the stakeholder as its category.

    Raises
    ------
    FileNotFoundError
        If there is neither such a topic nor such a file.
    TypeError
        If a mapping does not give a list of words for each stakeholder.
    ValueError
        If the list cannot be used; the message names the row.

    Examples
    --------
    >>> read({"farmers": ["farmer*", "grower*"]}).entries[["category", "term"]].values.tolist()
    [['farmers', 'farmer*'], ['farmers', 'grower*']]
    >>> len(read("immigration"))
    16
    """
    if isinstance(declared, lexicon.Lexicon):
        return declared
    if isinstance(declared, Mapping):
        for name, words in declared.items():
            if isinstance(words, str) or not isinstance(words, Sequence):
                raise TypeError(
                    f"The stakeholder {name!r} comes with {words!r}. Give a list of the words by which it is "
                    f"recognised, as in {{'farmers': ['farmer*', 'grower*']}}."
                )
        return lexicon.from_terms(declared)
    if str(declared) in available():
        return lexicon.read(FOLDER / f"{declared}.csv")
    if not Path(declared).is_file():
        near = difflib.get_close_matches(str(declared), available(), 1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        raise FileNotFoundError(
            f"There is no list of stakeholders {str(declared)!r} in data/stakeholders and no file of that name.{hint} "
            f"Lists there: {', '.join(available())}. A list of your own can be a CSV file, or a mapping such as "
            f"{{'farmers': ['farmer*', 'grower*']}}."
        )
    return lexicon.read(Path(declared))


def check(voices: pd.DataFrame, declared: Declared, *, types: pd.DataFrame | None = None) -> pd.DataFrame:
    """Hold a list of stakeholders against the sources of an article: who is heard, who is spoken of, who is absent.

    A source belongs to a stakeholder if the words with which the article presents it (its own phrase, its title, what
    stands beside its name) match the list. One source may belong to several.

    Parameters
    ----------
    voices : DataFrame
        As :func:`helpers.voices.find` returns them, of any number of articles.
    declared : str, Path, Lexicon or mapping of str to sequence of str
        A topic or a list of your own, as for :func:`read`.
    types : DataFrame, optional
        Types of the sources, if you corrected them (:func:`helpers.metrics.speakers.find`).

    Returns
    -------
    DataFrame
        One row for each article and stakeholder, in the order of the list, zeros included:

        - ``article_id``, ``stakeholder``, ``group``
        - ``n``: words credited to its sources; ``total``: all words of the article; ``value``: share, 0 to 1
        - ``sources``: names of these sources, parted by ``; ``
        - ``mentioned``: how often the article has a word for the stakeholder, in whose words ever
        - ``finding``: ``heard``, ``named as a source, no words``, ``spoken of, not heard`` or ``not in the text``
        - ``why``: why it is on the list

    Raises
    ------
    FileNotFoundError, TypeError, ValueError
        As :func:`read`.
    KeyError
        If a column of `voices` is missing.

    References
    ----------
    Gans, H. J. (1979). Deciding What's News. Pantheon.
    Wolfsfeld, G. (1997). Media and Political Conflict. Cambridge University Press.

    Examples
    --------
    >>> from helpers import article, voices
    >>> told = article.from_text("Police spokeswoman Ana Reyes said the march was calm. Marchers left at noon.")
    >>> own = {"police": ["police"], "marchers": ["marcher*"], "shops": ["shopkeeper*"]}
    >>> check(voices.find(told), own)[["stakeholder", "n", "mentioned", "finding"]].values.tolist()
    [['police', 4, 1, 'heard'], ['marchers', 0, 1, 'spoken of, not heard'], ['shops', 0, 0, 'not in the text']]
    """
    listed = read(declared)
    entries = listed.entries[["term", "category", "why"]].set_index("term")
    if isinstance(declared, Mapping):
        entries = pd.DataFrame({"stakeholder": entries["category"], "category": "", "why": ""}, index=entries.index)
    else:
        entries = entries.assign(stakeholder=entries.index)
    order = entries.drop_duplicates("stakeholder").set_index("stakeholder").rename(columns={"category": "group"})
    found = heard.sources(voices, types=types)
    said = introductions.find(voices)
    texts = introductions.texts(voices)
    grid = pd.MultiIndex.from_product([texts["article_id"], order.index], names=["article_id", "stakeholder"])

    hits = _hits(texts, listed, entries)
    mentioned = hits.groupby(["article_id", "stakeholder"]).size().reindex(grid, fill_value=0)
    # *A study for the board* is a study; *a spokesman for the board* speaks for it.
    papers = found.loc[found["type"] == "document", ["article_id", "source"]].assign(paper=True)
    paper = said.merge(papers, how="left", on=["article_id", "source"])["paper"].eq(True).to_numpy()
    said["phrase"] = said["phrase"].mask(paper, said["phrase"].str.replace(_OF_PAPER, "", regex=True))
    hits = _hits(said.assign(article_id=np.arange(len(said)).astype(str), text=said["phrase"]), listed, entries)
    at = hits["article_id"].astype(int).to_numpy()
    own = pd.DataFrame(
        {
            "article_id": said["article_id"].array[at],
            "source": said["source"].array[at],
            "stakeholder": hits["stakeholder"].array,
        }
    ).drop_duplicates()
    own = own.merge(found[["article_id", "source", "n"]], on=["article_id", "source"])
    own = own.sort_values("n", ascending=False, kind="stable").groupby(["article_id", "stakeholder"], sort=False)
    counted = pd.DataFrame({"n": own["n"].sum().reindex(grid, fill_value=0), "mentioned": mentioned})
    counted["sources"] = own["source"].agg("; ".join).reindex(grid, fill_value="").astype("str")
    counted = counted.reset_index()
    counted["total"] = counted["article_id"].map(voices.groupby("article_id")["n_words"].sum()).astype(np.int64)
    counted["finding"] = np.select(
        [counted["n"] > 0, counted["sources"] != "", counted["mentioned"] > 0],
        ["heard", "named as a source, no words", "spoken of, not heard"],
        "not in the text",
    )
    counted = counted.join(order[["group", "why"]], on="stakeholder")
    strings = dict.fromkeys(("article_id", "stakeholder", "group", "sources", "finding", "why"), "str")
    checked = measured(counted)[list(_COLUMNS)].astype({**strings, "n": np.int64, "mentioned": np.int64})
    checked.attrs["declared"] = {"name": listed.name, "sha256": listed.sha256}  # for the methods of a page
    return checked


def _hits(texts: pd.DataFrame, listed: lexicon.Lexicon, entries: pd.DataFrame) -> pd.DataFrame:
    """Hits with their stakeholder; an abbreviation in the list (*ICE*) does not match small letters (*ice*)."""
    hits = lexicon.match(texts, listed)
    patterns = listed.entries.set_index("term")["pattern"]
    short = {term: {word for word in pattern.split("|") if word.isupper()} for term, pattern in patterns.items()}
    keep = [
        text.isupper() or text.upper() not in short[term] for text, term in zip(hits["text"], hits["term"], strict=True)
    ]
    hits = hits[np.array(keep, bool)]
    return hits.assign(stakeholder=entries["stakeholder"].reindex(hits["term"]).array)
