"""Which article stands on which side, and whose words are compared: part of :mod:`helpers.compare`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.article import tables
from helpers.article.headlines import opens_with
from helpers.metrics.tallies import need
from helpers.voices import NARRATOR

OTHERS = "all others"
_WHOSE = ("narrator", "sources", "everybody")
_SHOWN = 8  # values named in an error
_UNLIKE = 0.1  # of the articles of a side; less moves a measure of whole articles by next to nothing


@dataclass(frozen=True, eq=False)
class Sides:
    """Two groups of articles.

    Attributes
    ----------
    a, b : str
        What the sides are called.
    ids : Index
        Ids of the articles that stand on a side.
    on_a : bool array
        Whether each of them stands on side *a*; the others stand on *b*.
    event : array of str
        The event that each of them tells of, "" where it is not known.
    empty : bool array
        Whether each of them is known to have no text.
    """

    a: str
    b: str
    ids: pd.Index
    on_a: np.ndarray
    event: np.ndarray
    empty: np.ndarray


def split(articles: pd.DataFrame, by: str, sides: str | Sequence[str] | None) -> Sides:
    """Put the articles on two sides by a column of theirs.

    >>> found = split(pd.DataFrame({"article_id": ["1", "2"], "outlet": ["Post", "Mail"]}), "outlet", None)
    >>> found.a, found.b, found.on_a.tolist()
    ('Post', 'Mail', [True, False])
    """
    do = f"by= names the one that tells the sides. Add it: articles[{by!r}] = [...], one value for each."
    tables.need(articles, ["article_id", by], do, what="articles table")
    twice = articles["article_id"][articles["article_id"].duplicated()]
    if len(twice):
        raise ValueError(f"The article {twice.iloc[0]!r} is there twice, so its words would count twice. Drop one row.")
    value = articles[by].fillna("").astype("str").to_numpy(object)
    there = list(dict.fromkeys(value[value != ""]))
    a, b = _names(there, by, sides)
    on_a = value == a
    on_b = (value != a) & (value != "") if b == OTHERS and OTHERS not in there else value == b
    for name, on in ((a, on_a), (b, on_b)):
        if not on.any():
            raise ValueError(f"No article stands on the side {name!r} of the column {by!r}. {_values(there, by)}")
    keep = on_a | on_b
    event = articles["event"] if "event" in articles else pd.Series("", articles.index)
    event = event.fillna("").astype("str").to_numpy(object)
    empty = np.zeros(len(articles), bool)
    if "text" in articles:
        empty = articles["text"].fillna("").astype("str").str.strip().eq("").to_numpy(bool)
    return Sides(a, b, pd.Index(articles["article_id"].to_numpy(object)[keep]), on_a[keep], event[keep], empty[keep])


def headlines(articles: pd.DataFrame, found: Sides) -> str:
    """Say that titles are counted as text on one side more than on the other; "" where they are not.

    >>> both = pd.DataFrame({"article_id": ["1", "2"], "outlet": ["Post", "Mail"], "text": ["Mob", "A mob"]})
    >>> headlines(both.assign(title="Mob"), split(both, "outlet", None))[:72]
    'The title is counted as text in 1 of 1 articles of ‘Post’ and in 0 of 1 '
    """
    if not {"title", "text"} <= set(articles.columns):
        return ""
    own = articles.set_index("article_id").loc[found.ids, ["title", "text"]].fillna("").astype("str")
    counted = np.array([opens_with(text, title) for title, text in own.itertuples(index=False, name=None)], bool)
    a, b = counted[found.on_a], counted[~found.on_a]
    if abs(a.mean() - b.mean()) < _UNLIKE:
        return ""
    return (
        f"The title is counted as text in {a.sum():,} of {len(a):,} articles of ‘{found.a[:60]}’ and in {b.sum():,} of "
        f"{len(b):,} of ‘{found.b[:60]}’. So a difference between the sides may be one between headlines and bodies. "
        "Count it in all: articles = article.with_headlines(articles), and find words and voices anew; or take it out "
        "of the texts that begin with it."
    )


def _names(there: list[str], by: str, sides: str | Sequence[str] | None) -> tuple[str, str]:
    wanted = there if sides is None else [sides] if isinstance(sides, str) else [str(side) for side in sides]
    if len(wanted) == 1 and sides is not None:
        wanted = [*wanted, OTHERS]
    if len(wanted) != 2:
        example = f"sides=({there[0]!r}, {there[1]!r})" if len(there) > 1 else "another column"
        raise ValueError(
            f"Two sides can be compared, not {len(wanted)}. {_values(there, by)} Say which two, for example {example}, "
            f"or give one and it is held against all others."
        )
    missing = [side for side in wanted if side not in there and side != OTHERS]
    if missing:
        raise ValueError(f"No article has {missing[0]!r} in the column {by!r}. {_values(there, by)}")
    if wanted[0] == wanted[1]:
        raise ValueError(f"{wanted[0]!r} cannot be compared with itself: give two different sides.")
    return wanted[0], wanted[1]


def _values(there: list[str], by: str) -> str:
    shown = ", ".join(map(repr, there[:_SHOWN])) + f" and {len(there) - _SHOWN} more" * (len(there) > _SHOWN)
    return f"The column {by!r} has {shown or 'no values'}."


def spoken(table: pd.DataFrame, whose: str) -> pd.DataFrame:
    """The rows that are in the narrator's words, in those of quoted sources, or all.

    >>> words = pd.DataFrame({"text": ["mob", "crowd"], "voice": ["narrator", "LAPD"]})
    >>> spoken(words, "sources")["text"].tolist()
    ['crowd']
    """
    if whose not in _WHOSE:
        raise ValueError(f"whose={whose!r} is not known. Use one of {', '.join(map(repr, _WHOSE))}.")
    if whose == "everybody":
        return table
    need(table, ["voice"], "voices.attach(words, voices)")
    narrators = (table["voice"] == NARRATOR).to_numpy()
    return table[narrators if whose == "narrator" else ~narrators]
