"""Feedback to one pupil: what they found and the kit did not, the reverse, and why. No grade, no count of faults."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from helpers import files
from helpers.agreement import differences
from helpers.teach import heat, keys
from helpers.teach.pupils import Pupils
from helpers.views.markup import Html, escape

_SHEET = (
    "body.ww{margin:0;padding:1rem}main{max-width:46rem;margin:0 auto}.ww-own+.ww-own{break-before:page}"
    "@page{margin:18mm}"
)
# Labels that ask what the text says, and not for a judgement.
_TOLD = frozenset({"quoted", "retold", "quotation", "paraphrase", "scare quotes", "the board", "the people outside"})
_OTHERWISE = "You and {other} marked these with different labels"
_TOGETHER = "You and {other} marked these"
_YOURS = "You marked these, and {other} did not"
_THEIRS = "{Other} marked these, and you did not"


def feedback(
    articles: pd.DataFrame,
    marked: pd.DataFrame,
    *,
    hits: pd.DataFrame | None = None,
    key: pd.DataFrame | None = None,
    nickname: str = "",
) -> Html:
    """Return the feedback on one pupil's marks: what they found and the kit did not, the reverse, and why. No grade.

    Parameters
    ----------
    articles : DataFrame
        The articles that the pupil read: ``pupils.texts("Ada")``.
    marked : DataFrame
        The pupil's marks: ``pupils.marks["Ada"]``, or ``.spans`` of ``teach.mark``.
    hits : DataFrame, optional
        What the kit finds, with ``why`` and ``neutral`` (``teach.kit``, :func:`helpers.lexicon.explain`).
    key : DataFrame, optional
        Another person's marks, with ``why``.
    nickname : str
        For whom it is, as a heading.

    Returns
    -------
    Html

    Examples
    --------
    >>> from helpers import article, lexicon
    >>> from helpers.teach import marks
    >>> articles, loaded = article.from_text("The mob left."), lexicon.read("loaded")
    >>> hits = lexicon.explain(lexicon.match(articles, loaded), loaded)
    >>> feedback(articles, marks.table("a", []), hits=hits)
    You have not marked anything yet, ...
    """
    parts = [f"<h2>For {escape(nickname)}</h2>"] if nickname else []
    n = len(marked)
    parts.append(
        f"<p>You marked {n} passage{'s' * (n != 1)}. A mark is not right because a list or a key has it: what "
        "counts is the reason that you can give. Look at where others read the text in another way than you.</p>"
        if n
        else "<p>You have not marked anything yet, or you found nothing to mark. Both can be a reading: here is what "
        "others marked, with their reasons. Which of them convince you?</p>"
    )
    if hits is not None and len(hits):
        parts.append(
            _beside(
                articles,
                marked,
                hits,
                "the kit",
                "It goes by lists and rules. It does not understand what a sentence says.",
            )
        )
    if key is not None:
        parts.append(_beside(articles, marked, key, "the key", f"It is one reading, with reasons. {keys.MADE}"))
    return Html(f'<div class="ww ww-class">{"".join(parts)}</div>', heat.style())


def feedback_for_all(
    pupils: Pupils,
    folder: str | Path,
    *,
    hits: pd.DataFrame | None = None,
    key: pd.DataFrame | None = None,
) -> list[Path]:
    """Write the feedback of every pupil: a page for each, and one page for all, to be printed and cut.

    Parameters
    ----------
    pupils : Pupils
        From :func:`helpers.teach.pupils.read`.
    folder : str or Path
        Where the pages go; it is made where it is missing.
    hits, key : DataFrame, optional
        As for :func:`feedback`.

    Returns
    -------
    list of Path
        First ``all-feedback.html``, on which each pupil begins on a new sheet of paper, then ``feedback-…`` for each.

    Examples
    --------
    >>> import tempfile
    >>> from helpers import article, teach
    >>> texts = teach.texts("night ferry", "against the march")
    >>> pupils = teach.read(article.DATA / "sample-class", texts)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in feedback_for_all(pupils, folder)][:3]
    ['all-feedback.html', 'feedback-1-Basalt.html', 'feedback-2-Ember.html']
    """
    folder = files.as_path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    made = {
        name: feedback(pupils.texts(name), table, hits=hits, key=key, nickname=name).body
        for name, table in pupils.marks.items()
    }
    every = "".join(f'<section class="ww-own">{body}</section>' for body in made.values())
    written = [files.write(folder, _page("Feedback for all", every), default="all-feedback.html")]
    for number, (name, body) in enumerate(made.items(), start=1):  # two nicknames may give one file name
        own = f"feedback-{number}-{files.slug(name)}.html"
        written.append(files.write(folder, _page(f"Feedback for {name}", body), default=own))
    return written


def _page(title: str, body: str) -> str:
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"><link rel="icon" href="data:,">'
        f'<style>{heat.style()}{_SHEET}</style></head><body class="ww"><main>{body}</main></body></html>\n'
    )


def _beside(articles: pd.DataFrame, marks: pd.DataFrame, other: pd.DataFrame, name: str, word: str) -> str:
    mine, theirs = (
        table[table["article_id"].isin(articles["article_id"])].reset_index(drop=True) for table in (marks, other)
    )
    theirs = theirs if "label" in theirs else theirs.assign(label=theirs["category"])
    shared = bool(mine["label"].isin(theirs["label"]).any())
    # Where labels have nothing in common, as with the categories of a word list, only marked or not is compared.
    rows = (
        differences.between(mine, theirs, articles)
        if shared
        else differences.between(mine.assign(label="marked"), theirs.assign(label="marked"), articles)
    )
    several = shared and (theirs["label"].nunique() > 1 or mine["label"].nunique() > 1)
    said = {"other": name, "Other": name[0].upper() + name[1:]}

    def kind(*names: str) -> list[dict]:
        return rows[rows["difference"].isin(names)].to_dict("records")

    judged = _TOLD.isdisjoint(theirs["label"])
    both = [_mine(row, mine, theirs) for row in kind("none", "border")]
    otherwise = [_mine(row, mine, theirs, labels=True) for row in kind("label")]
    alone = [_mine(row, mine, None) for row in kind("only one")]
    missed = [_theirs(row, theirs, several) for row in kind("only other")]
    parts = [f"<h2>You and {escape(name)}</h2><p>{escape(word)}</p>"]
    parts += _list(_OTHERWISE.format(**said), otherwise, "Which label fits? Look at what the text says, and decide.")
    parts += _list(_TOGETHER.format(**said), both, "")
    parts += _list(
        _YOURS.format(**said),
        alone,
        "Here you saw something of your own. Could you explain it to somebody who does not see it?",
    )
    keep = "say why the word is fair here" if judged else "show what in the text speaks for it"
    parts += _list(
        _THEIRS.format(**said), missed, f"Do the reasons convince you? You may keep your reading: then {keep}."
    )
    return "".join(parts)


def _list(title: str, items: list[str], after: str) -> list[str]:
    if not items:
        return []
    return [f"<h3>{escape(title)}</h3><ul>{''.join(items)}</ul>" + (f"<p>{escape(after)}</p>" if after else "")]


def _mine(row: dict, mine: pd.DataFrame, theirs: pd.DataFrame | None, *, labels: bool = False) -> str:
    own = mine[
        (mine["start"] == row["start"]) & (mine["end"] == row["end"]) & (mine["article_id"] == row["article_id"])
    ]
    note = next((note for note in own.get("note", ()) if note), "")
    parts = [f"<b>{heat.quoted(row['text'])}</b>"]
    if labels:
        parts.append(f"you: <i>{escape(row['label'])}</i>, they: <i>{escape(row['other_label'])}</i>")
    parts += [f"Your note: {escape(note)}"] * bool(note)
    if theirs is not None:
        over = theirs[
            (theirs["article_id"] == row["article_id"])
            & (theirs["start"] < row["end"])
            & (theirs["end"] > row["start"])
        ]
        parts += _reasons(over.iloc[0].to_dict()) if len(over) else []
    return f"<li>{' · '.join(parts)}</li>"


def _theirs(row: dict, theirs: pd.DataFrame, several: bool) -> str:
    found = theirs[(theirs["article_id"] == row["article_id"]) & (theirs["start"] == row["start"])]
    parts = [f"<b>{heat.quoted(row['text'])}</b>"] + [f"<i>{escape(row['label'])}</i>"] * several
    parts += _reasons(found.iloc[0].to_dict()) if len(found) else []
    return f"<li>{' · '.join(parts)}</li>"


def _reasons(row: dict) -> list[str]:
    said = [escape(row["why"])] if row.get("why") else []
    return said + ([f"plainer: <i>{escape(row['neutral'])}</i>"] if row.get("neutral", "-").strip(" -–") else [])
