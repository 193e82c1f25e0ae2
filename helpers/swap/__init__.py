"""Read the article in other words: loaded terms replaced, and every number follows.

A swap shows what the choice of words does. The plainer text is not the right text, and a sentence may say less after
it. Grammar is kept by rule: *an angry mob* becomes *an angry crowd* and *an unruly mob* *a crowd*; forms and capital
letters agree. Where a term stands in a form that its neutral wording does not have, it is left alone and the table of
changes says so.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers import lexicon, prose
from helpers.article import tables
from helpers.swap import rewording

__all__ = ["apply", "back", "changes", "in_frame", "move", "neutral", "placed"]

_COLUMNS = ("article_id", "start", "end", "text", "new", "new_start", "new_end", "term", "how")
# Categories of entries that name people or things, and so are no verbs.
_NAMES = ("person", "event", "policy", "contested")


def changes(
    articles: pd.DataFrame, terms: lexicon.Lexicon | pd.DataFrame, *, use: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """List what would be changed if the terms of a list gave way to their neutral alternatives.

    Parameters
    ----------
    articles : DataFrame
        The articles table (:func:`helpers.article.read`).
    terms : Lexicon or DataFrame
        A list, all of whose terms are replaced, in quotations too; or hits with the column ``neutral``
        (:func:`helpers.lexicon.explain`), such as the rows of one voice or category. A changed quotation is no
        quotation any more: ``hits[hits.voice == "narrator"]`` leaves other people's words as they are.
    use : mapping, optional
        Another word for some terms, ``{"mob": "gathering"}``: these alone are replaced then.
        :func:`in_frame` makes such a mapping for the other side's names.

    Returns
    -------
    DataFrame
        One row per change, in order: ``article_id``, ``start``, ``end``, ``text`` (as it is), ``new`` (as it would
        be), ``new_start``, ``new_end`` (offsets in the changed text), ``term``, ``how`` (the form, *deleted*,
        *article*, *verb agrees*, or *kept: …* with the reason where the text stays).

    Raises
    ------
    KeyError
        If `terms` is a table of hits without the columns ``term`` and ``neutral``.

    Examples
    --------
    >>> from helpers import article
    >>> own = lexicon.read("loaded")
    >>> made = changes(article.from_text("An unruly mob came."), own, use={"unruly": "-", "mob": "crowd"})
    >>> made[["text", "new", "how"]].values.tolist()
    [['An', 'A', 'article'], ['unruly ', '', 'deleted'], ['mob', 'crowd', 'same']]
    """
    hits = _hits(articles, terms)
    if use is not None:
        _words(use)
        lower = {term.lower(): word for term, word in use.items()}
        hits = hits.assign(neutral=[lower.get(term.lower(), "") for term in hits["term"]])
        hits = hits[hits["neutral"] != ""]
    page = prose.read(articles["text"].tolist())
    at = pd.Index(articles["article_id"]).get_indexer(hits["article_id"])
    order = np.lexsort((hits["start"].to_numpy(), at))
    laid = page.tokens.base[at] + hits["start"].to_numpy()
    first = np.searchsorted(page.tokens.start, laid, side="right") - 1
    stop = page.tokens.base[at] + hits["end"].to_numpy()
    last = np.searchsorted(page.tokens.start, stop) - 1
    parts = _parts(hits)
    places = zip(first.tolist(), last.tolist(), laid.tolist(), stop.tolist(), strict=True)
    wanted = list(zip(places, hits["term"].tolist(), hits["neutral"].tolist(), parts, strict=True))
    rows = rewording.rows(page, [wanted[k] for k in order.tolist() if at[k] >= 0])
    made = prose.table(articles, page, [(a, b, how) for a, b, _, _, how in rows]).rename(columns={"detail": "how"})
    made["new"] = pd.array([row[2] for row in rows], dtype="str")
    made["term"] = pd.array([row[3] for row in rows], dtype="str")
    return placed(made)


def _words(use: object) -> None:
    """Refuse what is no mapping from words to words."""
    came = "" if isinstance(use, Mapping) else f"a value of the type {type(use).__name__}"
    for term, word in [] if came else use.items():
        if not (isinstance(term, str) and isinstance(word, str)):
            came = f"{term!r}: {word!r}"
    if came:
        raise TypeError(f'use= takes the new word for each term, such as {{"mob": "crowd"}}, and {came} came.')


def placed(made: pd.DataFrame) -> pd.DataFrame:
    """Work out the offsets in the changed text, for all changes or for those that were chosen.

    Parameters
    ----------
    made : DataFrame
        As :func:`changes` returns it, or some of its rows.

    Returns
    -------
    DataFrame
        The same rows with ``new_start`` and ``new_end`` as they are when these changes alone are carried out.

    Examples
    --------
    >>> from helpers import article
    >>> made = changes(article.from_text("A mob met a mob."), lexicon.read("loaded"), use={"mob": "large crowd"})
    >>> placed(made.iloc[1:])[["start", "new_start", "new_end"]].values.tolist()
    [[12, 12, 23]]
    """
    shifts: dict[str, int] = {}
    start, end = [], []
    for key, a, b, new in zip(*(made[name].tolist() for name in ("article_id", "start", "end", "new")), strict=True):
        start.append(a + shifts.get(key, 0))
        end.append(start[-1] + len(new))
        shifts[key] = end[-1] - b
    return made.assign(new_start=np.array(start, np.int64), new_end=np.array(end, np.int64))[list(_COLUMNS)]


def neutral(
    articles: pd.DataFrame, terms: lexicon.Lexicon | pd.DataFrame, *, use: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Return the articles with loaded terms replaced by their neutral alternatives.

    It changes words and shows nothing about truth: the result may be less exact than the original.

    Parameters
    ----------
    articles, terms, use
        As in :func:`changes`.

    Returns
    -------
    DataFrame
        The articles table with another ``text``; all other columns stay, so that every measure can be taken again. To
        keep offsets, make the table of :func:`changes` first and hand it to :func:`apply` and :func:`move`.

    Raises
    ------
    KeyError
        If `terms` is a table of hits without the columns ``term`` and ``neutral``.

    Examples
    --------
    >>> from helpers import article
    >>> articles = article.from_text("An angry mob stopped the raids. A mob!")
    >>> neutral(articles, lexicon.read("loaded"), use={"mob": "crowd", "raid": "operation"}).text.item()
    'An angry crowd stopped the operations. A crowd!'
    """
    return apply(articles, changes(articles, terms, use=use))


def apply(articles: pd.DataFrame, made: pd.DataFrame) -> pd.DataFrame:
    """Carry out changes.

    Parameters
    ----------
    articles : DataFrame
        The articles that `made` was made for.
    made : DataFrame
        As :func:`changes` returns it, or some of its rows.

    Returns
    -------
    DataFrame
        The articles table with the changed texts.

    Raises
    ------
    KeyError
        If `made` is no table of changes.
    ValueError
        If a change is not what stands at its place.

    Examples
    --------
    >>> from helpers import article
    >>> articles = article.from_text("A mob came.")
    >>> made = changes(articles, lexicon.read("loaded"), use={"mob": "crowd"})
    >>> apply(articles, made).text.item()
    'A crowd came.'
    """
    return _carry_out(articles, made, "start", "end", "text", "new")


def back(articles: pd.DataFrame, made: pd.DataFrame) -> pd.DataFrame:
    """Take changes back.

    Parameters
    ----------
    articles : DataFrame
        The changed articles.
    made : DataFrame
        All the changes that were carried out.

    Returns
    -------
    DataFrame
        The articles table with the texts as they were.

    Raises
    ------
    ValueError
        If a change is not what stands at its place.

    Examples
    --------
    >>> from helpers import article
    >>> articles = article.from_text("A mob came.")
    >>> made = changes(articles, lexicon.read("loaded"), use={"mob": "crowd"})
    >>> back(apply(articles, made), made).text.item()
    'A mob came.'
    """
    return _carry_out(articles, made, "new_start", "new_end", "new", "text")


def move(spans: pd.DataFrame, made: pd.DataFrame, swapped: pd.DataFrame) -> pd.DataFrame:
    """Bring spans of the original text to their places in the changed text.

    Parameters
    ----------
    spans : DataFrame
        Any span table of the original articles.
    made : DataFrame
        All the changes that were carried out.
    swapped : DataFrame
        The changed articles.

    Returns
    -------
    DataFrame
        The same rows with new ``start``, ``end`` and ``text``. A span that begins or ends inside a change is stretched
        to the whole of the new wording; one that was deleted has no length left.

    Examples
    --------
    >>> from helpers import article, text
    >>> articles = article.from_text("A mob came here.")
    >>> made = changes(articles, lexicon.read("loaded"), use={"mob": "large crowd"})
    >>> move(text.words(articles), made, apply(articles, made)).text.tolist()
    ['A', 'large crowd', 'came', 'here']
    """
    moved = spans.copy()
    start, end = spans["start"].to_numpy(), spans["end"].to_numpy()
    new_start, new_end = start.copy(), end.copy()
    rows = spans.groupby("article_id", sort=False).indices
    for key, group in made.groupby("article_id", sort=False):
        here = rows.get(key, [])
        new_start[here] = _moved(start[here], group, at_end=False)
        new_end[here] = _moved(end[here], group, at_end=True)
    texts = dict(zip(swapped["article_id"], swapped["text"], strict=True))
    moved["start"], moved["end"] = new_start, np.maximum(new_start, new_end)
    cut = zip(moved["article_id"], new_start.tolist(), moved["end"].tolist(), strict=True)
    moved["text"] = pd.array([texts[key][a:b] for key, a, b in cut], dtype="str")
    return moved


def in_frame(names: lexicon.Lexicon, frame: str) -> dict[str, str]:
    """For each name of a thesaurus the name for the same referent in another frame.

    Parameters
    ----------
    names : Lexicon
        A thesaurus such as :func:`helpers.naming.thesaurus`: the category is the referent, the sense the frame.
    frame : str
        ``"threat"``, ``"plain"``, ``"official"`` …

    Returns
    -------
    dict of str to str
        What :func:`changes` takes as ``use``. Groups of names without that frame are left out.

    Raises
    ------
    ValueError
        If no name has the frame; the message lists the frames there are.

    Examples
    --------
    >>> from helpers import article, naming
    >>> names = naming.thesaurus()
    >>> neutral(article.from_text("Two bystanders left the crowd."), names, use=in_frame(names, "threat")).text.item()
    'Two mobs left the mob.'
    """
    entries = names.entries
    rows = list(zip(*(entries[name].tolist() for name in ("term", "category", "sense")), strict=True))
    chosen: dict[str, str] = {}
    for term, category, sense in rows:
        if sense == frame:
            chosen.setdefault(category, term)
    if not chosen:
        raise ValueError(f"No name has the frame {frame!r}. Frames there: {', '.join(entries['sense'].unique())}.")
    return {term: chosen[category] for term, category, sense in rows if category in chosen and sense != frame}


# --- rules ----------------------------------------------------------------------------------------------------------


def _hits(articles: pd.DataFrame, terms: lexicon.Lexicon | pd.DataFrame) -> pd.DataFrame:
    if isinstance(terms, pd.DataFrame):
        do = "lexicon.explain(hits, lexicon) adds the neutral wordings."
        tables.need(terms, ["term", "neutral"], do, what="table of hits")
        return terms
    hits = lexicon.explain(lexicon.match(articles, terms), terms)
    return hits.join(terms.entries.set_index("term")[["sense"]], on="term")


def _parts(hits: pd.DataFrame) -> list[str]:
    """``verb`` or ``noun`` for each hit by the sense of its entry; a category that names people or things has nouns."""
    sense = hits["sense"] if "sense" in hits else pd.Series("", hits.index, dtype="str")
    category = hits["category"] if "category" in hits else pd.Series("action", hits.index, dtype="str")
    verb = sense.str.startswith("verb") | ((sense == "") & (category == "action"))
    names = category.isin(_NAMES)
    noun = names & (verb | sense.str.startswith("noun"))
    return np.where(verb & ~names, "verb", np.where(noun, "noun", "")).tolist()


def _carry_out(articles: pd.DataFrame, made: pd.DataFrame, start: str, end: str, old: str, new: str) -> pd.DataFrame:
    do = "Give what swap.changes(articles, list) returned. (swap.neutral gives articles that are changed already.)"
    tables.need(made, ["article_id", start, end, old, new], do, what="table of changes")
    texts = articles["text"].tolist()
    at = pd.Index(articles["article_id"]).get_indexer(made["article_id"])
    order = np.lexsort((made[start].to_numpy(), at))
    pieces: dict[int, list[str]] = {}
    reached: dict[int, int] = {}
    columns = [made[name].tolist() for name in (start, end, old, new)]
    for k in order.tolist():
        row = int(at[k])
        a, b, stands, replaced = (column[k] for column in columns)
        if row < 0 or texts[row][a:b] != stands or a < reached.get(row, 0):
            name = made["article_id"].iloc[k]
            raise ValueError(
                f"The change of {stands!r} at {a}:{b} does not fit the text of {name!r}: the changes belong to other "
                f"articles, or were carried out already."
            )
        pieces.setdefault(row, []).extend((texts[row][reached.get(row, 0) : a], replaced))
        reached[row] = b
    for row, parts in pieces.items():
        texts[row] = "".join(parts) + texts[row][reached[row] :]
    return articles.assign(text=pd.array(texts, dtype="str"))


def _moved(offset: np.ndarray, group: pd.DataFrame, *, at_end: bool) -> np.ndarray:
    """Offsets in the changed text; inside a change its new beginning, or its new end."""
    start, end = group["start"].to_numpy(), group["end"].to_numpy()
    new_start, new_end = group["new_start"].to_numpy(), group["new_end"].to_numpy()
    k = np.searchsorted(start, offset, side="left" if at_end else "right") - 1
    j = np.maximum(k, 0)
    inside = (k >= 0) & (offset <= end[j] if at_end else offset < end[j])
    moved = offset + np.where(k >= 0, new_end[j] - end[j], 0)
    return np.where(inside, new_end[j] if at_end else new_start[j], moved)
