"""What the kit finds where pupils mark: for each label of a lesson the list or the rules that look for the same."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from helpers import devices, lexicon, text, voices
from helpers.teach import marks
from helpers.voices import sources

COLUMNS = ("article_id", "start", "end", "text", "category", "why", "neutral")


def kit(articles: pd.DataFrame, *, labels: marks.Labels) -> pd.DataFrame:
    """Return what the kit finds for the labels of a task, to be held beside a class.

    The kit goes by a list and by rules. It looks for loaded words, quotations, retold claims and scare quotes; who is
    meant by a name it does not know, so that a label of that kind has no rows.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    labels : sequence or mapping
        The labels of the task, as in ``teach.lesson("02").labels``.

    Returns
    -------
    DataFrame
        One row per passage, in the order of the texts: ``article_id``, ``start``, ``end`` (code points), ``text``,
        ``category`` (the label), ``why``, ``neutral`` (a plainer word, ``""`` where there is none).

    Examples
    --------
    >>> from helpers import article
    >>> articles = article.from_text("The mob left. “We were calm,” Ann Bell said. She said the rain came.")
    >>> kit(articles, labels=["loaded word", "quoted", "retold"])[["text", "category"]].values.tolist()
    [['mob', 'loaded word'], ['“We were calm,”', 'quoted'], ['the rain came', 'retold']]
    """
    found = [_FINDERS[name](articles).assign(category=name) for name in labels if name in _FINDERS]
    if not found:
        return text.spans(articles, [], [], []).assign(**dict.fromkeys(COLUMNS[4:], pd.array([], dtype="str")))
    order = pd.Index(articles["article_id"])
    table = pd.concat([rows[list(COLUMNS)] for rows in found], ignore_index=True)
    table = table.assign(at=order.get_indexer(table["article_id"])).sort_values(["at", "start"], kind="stable")
    return table.drop(columns="at").reset_index(drop=True)


def _loaded(articles: pd.DataFrame) -> pd.DataFrame:
    loaded = lexicon.read("loaded")
    return lexicon.explain(lexicon.match(articles, loaded), loaded)


def _spoken(articles: pd.DataFrame) -> pd.DataFrame:
    return _credited(articles, ("direct", "block"), "the words of {}")


def _retold(articles: pd.DataFrame) -> pd.DataFrame:
    return _credited(articles, ("indirect",), "a claim of {}")


def _credited(articles: pd.DataFrame, kinds: tuple[str, ...], said: str) -> pd.DataFrame:
    """Stretches of these kinds, each with whose they are and by which words the kit knows it."""
    rows = voices.find(articles)
    rows = rows[rows["kind"].isin(kinds)]
    why = [
        said.format(_named(who)) + (f"; the kit goes by “{cue}”" if cue else "")
        for who, cue in zip(rows["credited"], rows["cue"], strict=True)
    ]
    return rows.assign(why=pd.array(why, dtype="str"), neutral="")


def _named(who: str) -> str:
    """A source as it stands inside a sentence.

    >>> _named("The city"), _named("unnamed")
    ('the city', 'somebody who is not named')
    """
    if who == sources.UNNAMED:
        return "somebody who is not named"
    first, *rest = who.split(" ", 1)
    return " ".join([first.lower(), *rest]) if first in ("The", "A", "An") else who


def _scare(articles: pd.DataFrame) -> pd.DataFrame:
    rows = devices.find(articles)
    return rows[rows["device"] == "scare quotes"].assign(why="nobody is said to have spoken these words", neutral="")


_FINDERS: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "loaded word": _loaded,
    "quoted": _spoken,
    "quotation": _spoken,
    "retold": _retold,
    "paraphrase": _retold,
    "scare quotes": _scare,
}
