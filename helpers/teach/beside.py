"""The class beside one other coding, the teacher's key or what the kit finds: label by label, where they differ."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers import text, views
from helpers.agreement import codings, differences
from helpers.teach.pupils import Pupils
from helpers.views.markup import escape

# What stands for every label where class and other coding have none in common, as with the categories of a word list.
_ANY = "marked"


def against(pupils: Pupils, other: pd.DataFrame, *, label: str = "label") -> pd.DataFrame:
    """The class against one coding, such as the teacher's key or what the kit finds: where most of it says otherwise.

    Labels are compared where both have some in common. Where they have none, only whether something is marked.

    Parameters
    ----------
    pupils : Pupils
    other : DataFrame
        Span table with the column ``label``.
    label : str
        Name of that column: ``category`` for the hits of a word list.

    Returns
    -------
    DataFrame
        One row per passage: ``article_id, start, end, text``, ``difference`` (``other label``: most of the class
        marked it too, with another label; ``class only``: more than half of the class marked it, with a label that the
        other has nowhere in it; ``other only``: not more than half marked any word of it with the other's label),
        ``n, total, value`` (pupils who marked some of it with the class's label, in rows ``other only`` with the
        other's), ``class_label``, ``other_label`` (empty where there is none), ``rivals`` (in rows ``other only``: how
        many marked some of it with which other label).
    """
    words = text.words(pupils.articles)
    other = other[other["article_id"].isin(pupils.articles["article_id"])].reset_index(drop=True)
    used = {name for table in pupils.marks.values() for name in table["label"]}
    shared = not used or not used.isdisjoint(other[label])
    theirs = other[label].tolist() if shared else [_ANY] * len(other)
    coded = pupils.marks if shared else {who: table.assign(label=_ANY) for who, table in pupils.marks.items()}
    laid = codings.grid(coded, words, read=pupils.read)
    marked = dict(zip(laid.labels, laid.marked, strict=True))
    total = laid.read.sum(axis=0)
    nobody = np.zeros((len(coded), len(words)), bool)
    most = {name: rows.sum(axis=0) > total / 2 for name, rows in marked.items()}
    covered = {name: np.zeros(len(words), bool) for name in marked}
    first, final = codings.word_range(other, words)
    spans = [s for s in zip(first.tolist(), final.tolist(), theirs, other[label], strict=True) if s[1] > s[0]]
    for f, e, name, _ in spans:
        covered.setdefault(name, np.zeros(len(words), bool))[f:e] = True
    rows = []
    for f, e, name, shown in spans:
        if name in most and most[name][f:e].any():
            continue
        # Another label of most pupils on more than half of the words says: this passage, and read otherwise.
        rival = next((k for k in most if most[k][f:e].sum() * 2 > e - f and not covered[k][f:e].any()), "")
        if rival:
            covered[rival][f:e] = True
        n = int(marked.get(rival or name, nobody)[:, f:e].any(axis=1).sum())
        others = {k: int(m[:, f:e].any(axis=1).sum()) for k, m in marked.items() if k != name}
        said = ", ".join(f"{count} {k}" for k, count in sorted(others.items(), key=lambda pair: -pair[1]) if count)
        rows.append((f, e, "other label" if rival else "other only", n, rival, shown, "" if rival else said))
    at = pd.Index(pupils.articles["article_id"]).get_indexer(words["article_id"])
    for name, is_most in most.items():
        stops = np.append(False, is_most[1:] & is_most[:-1] & (at[1:] == at[:-1]))[: len(words)]
        for f, e in zip(*codings.runs(stops), strict=True):
            # A passage of which the other has a part is not the class's alone.
            if is_most[f:e].any() and not covered[name][f:e].any():
                n = int(marked[name][:, f:e].any(axis=1).sum())
                rows.append((int(f), int(e), "class only", n, name if shared else "", "", ""))
    rows.sort(key=lambda row: row[:2])
    f, e = (np.array([row[i] for row in rows], np.int64) for i in (0, 1))
    table = text.spans(pupils.articles, at[f], words["start"].to_numpy()[f], words["end"].to_numpy()[e - 1])
    table["difference"] = pd.array([row[2] for row in rows], dtype="str")
    table["n"] = [row[3] for row in rows]
    table["total"] = total[f]
    table["value"] = table["n"] / np.maximum(table["total"], 1)
    for i, name in ((4, "class_label"), (5, "other_label"), (6, "rivals")):
        table[name] = pd.array([row[i] for row in rows], dtype="str")
    return table.astype({"n": np.int64, "total": np.int64})


def side_by_side(
    one: pd.DataFrame, other: pd.DataFrame, articles: pd.DataFrame, *, names: tuple[str, str] = ("you", "the other")
) -> pd.DataFrame:
    """Hold two codings of a lesson against each other, mark by mark, in words that need no explanation.

    Parameters
    ----------
    one, other : DataFrame
        Span tables with the column ``label``.
    articles : DataFrame
        The articles that were coded.
    names : (str, str)
        Whose they are.

    Returns
    -------
    DataFrame
        One row per mark of the first, and per mark of the second that the first has nowhere: ``passage``, a column for
        each name (the label it has there, with the words where those are others; ``-`` where it has no mark), and
        ``difference``: ``the same``, ``more or fewer words``, ``another label`` or ``only`` with the name.

    Examples
    --------
    >>> from helpers import article, lexicon
    >>> articles = article.from_text("An unruly mob left in a fury.")
    >>> one, other = (
    ...     lexicon.match(articles, lexicon.from_terms({"x": t})).assign(label="loaded")
    ...     for t in (["mob"], ["unruly mob", "fury"])
    ... )
    >>> side_by_side(one, other, articles, names=("you", "the key")).values.tolist()
    [['mob', 'loaded', 'loaded: unruly mob', 'more or fewer words'], ['fury', '-', 'loaded', 'only the key']]
    """
    mine, theirs = names
    said = {
        "none": "the same", "border": "more or fewer words", "label": "another label",
        "only one": f"only {mine}", "only other": f"only {theirs}",
    }  # fmt: skip
    rows = []
    for row in differences.between(one, other, articles).to_dict("records"):
        words = "" if row["other_text"] == row["text"] else f": {row['other_text']}"
        first = "-" if row["difference"] == "only other" else row["label"]
        second = {"only one": "-", "only other": row["label"]}.get(row["difference"], f"{row['other_label']}{words}")
        rows.append((row["text"], first, second, said[row["difference"]]))
    return pd.DataFrame(rows, columns=["passage", mine, theirs, "difference"]).astype("str")


def recall_and_precision(found: pd.DataFrame, key: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Count how much of a key was found, and how much of what was found is in the key, in whole passages.

    A passage counts as soon as one of its words is marked in the other coding too, so that each number can be counted
    in a table of the passages. ``agreement.f1`` measures more exactly, with parts of passages.

    Parameters
    ----------
    found, key : DataFrame
        Span tables.
    articles : DataFrame
        The articles that were coded.

    Returns
    -------
    DataFrame
        Two rows, ``recall`` and ``precision``: ``measure, n, total, value`` (share, 0 to 1; 0 where there is nothing).

    Examples
    --------
    >>> from helpers import article, lexicon
    >>> articles = article.from_text("An unruly mob left in a fury.")
    >>> one, other = (lexicon.match(articles, lexicon.from_terms({"x": t})) for t in (["mob"], ["unruly mob", "fury"]))
    >>> recall_and_precision(one, other, articles).values.tolist()
    [['recall', 1, 2, 0.5], ['precision', 1, 1, 1.0]]
    """
    rows = []
    for measure, these, those in (("recall", key, found), ("precision", found, key)):
        held = differences.between(these.assign(label=_ANY), those.assign(label=_ANY), articles)
        n = int(held["difference"].isin(["none", "border"]).sum())
        rows.append((measure, n, len(these), n / max(len(these), 1)))
    return pd.DataFrame(rows, columns=["measure", "n", "total", "value"]).astype({"measure": "str"})


def section(
    pupils: Pupils, other: pd.DataFrame, label: str, *, who: str, title: str, alone: str, about: str = ""
) -> str:
    """The differences as a part of the page: other labels first, since telling labels apart is what a lesson is for."""
    found = against(pupils, other, label=label)
    found["reason"] = _why(found, other)
    several = other[label].nunique() > 1
    kinds = (
        ("other label", "Most of the class marked it with another label", ["other_label", "class_label", "reason"]),
        ("class only", "Most of the class marked it; it is not there", ["class_label"] * several),
        (
            "other only",
            f"{alone[0].upper()}{alone[1:]}, and marked so by half of the class or fewer",
            ["other_label"] * several + ["reason"] + ["rivals"] * several,
        ),
    )
    named = {"n": "marked by", "class_label": "the class", "other_label": who, "rivals": "other labels of pupils"}
    body = ""
    for name, caption, more in kinds:
        rows = found[found["difference"] == name]
        if len(rows):
            # Columns that would say nothing are left out.
            more = [column for column in more if rows[column].ne("").any()]
            columns = ["article_id"] * (len(pupils.articles) > 1) + ["text", *more, "n", "total", "value"]
            body += views.table(rows[columns], caption=caption, unit="pupils", names=named).body
    body = body or "<p>They do not differ in what most pupils marked.</p>"
    said = f"<p>{escape(about)}</p>" * bool(about)
    return f'<section aria-label="{escape(title)}"><h2>{escape(title)}</h2>{said}{body}</section>'


def _why(rows: pd.DataFrame, other: pd.DataFrame) -> list[str]:
    """The reason that the other coding gives for each row: it may begin before the row's first word, with a mark."""
    found = []
    for row in rows.to_dict("records"):
        own = other[(other["article_id"] == row["article_id"]) & (other["end"] > row["start"])]
        own = own[own["start"] <= row["start"]].sort_values("start")
        found.append(own["why"].iloc[-1] if "why" in other and len(own) and row["difference"] != "class only" else "")
    return found
