"""The class and a text: how far it is of one mind, where it is divided, and what there is to talk about."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd

from helpers import agreement, text, views
from helpers.agreement import differences
from helpers.teach import beside, heat, keys
from helpers.teach.pupils import Pupils
from helpers.views.markup import Html, escape

# Few enough to be talked about in one lesson, five minutes each.
_TALKS = 6
_REASONS = 3
# Two can be compared; a share of fewer than five says more about who they are than about the text.
_FEW = 5
_ALPHA_OF = {
    agreement.ANY: " (whether a word is marked at all)",
    agreement.WHICH: " (of what several marked: with the same label?)",
}


def divided(pupils: Pupils, *, most: int = _TALKS) -> pd.DataFrame:
    """Find the passages over which the class is divided most evenly.

    In a class of five or more, a passage that only one pupil marked is left out.

    Parameters
    ----------
    pupils : Pupils
        From :func:`helpers.teach.pupils.read`.
    most : int
        How many passages.

    Returns
    -------
    DataFrame
        One row per passage, the most divided first: ``passage`` (its number, for :func:`helpers.teach.decide`),
        ``article_id, start, end, text, label``, ``n, total, value`` (pupils who marked it), ``division`` (0 all or
        none, 1 half and half), ``marked_by, not_marked_by``, ``reasons`` (notes that were given, a line each, with the
        words they were given for where those are others).

    Examples
    --------
    >>> from helpers import article
    >>> from helpers.teach import marks
    >>> articles = article.from_text("The mob left.", title="a")
    >>> one = marks.table("a", [{"start": 4, "end": 7, "text": "mob", "label": "loaded word"}])
    >>> both = Pupils(articles, {"Ada": one, "Ben": one[:0]}, {"Ada": ["a"], "Ben": ["a"]}, pd.DataFrame())
    >>> divided(both)[["text", "n", "total"]].values.tolist()
    [['mob', 1, 2]]
    """
    found = differences.passages(pupils.marks, pupils.articles, read=pupils.read)
    # In a class, one tap of one pupil is no division.
    alone = (found["total"] >= _FEW) & (found["n"] < 2)
    found = found[(found["division"] > 0) & ~alone].sort_values(
        ["division", "n", "start"], ascending=[False, False, True], kind="stable"
    )
    found = found.head(most).reset_index(drop=True)
    found.insert(0, "passage", np.arange(1, len(found) + 1))
    found["reasons"] = pd.array([_reasons(row, pupils) for row in found.to_dict("records")], dtype="str")
    return found


def classroom(pupils: Pupils, *, key: pd.DataFrame | None = None, hits: pd.DataFrame | None = None) -> Html:
    """Show the class on one page: who is in, the heat map, agreement in words, what to talk about, key and kit.

    Nicknames stand only in the list of files, so that the rest can be shown to the class.

    Parameters
    ----------
    pupils : Pupils
        From :func:`helpers.teach.pupils.read`.
    key : DataFrame, optional
        The teacher's own marks: ``teach.key(articles)``, or a span table with ``label``.
    hits : DataFrame, optional
        What the kit finds: ``teach.kit(articles, labels=…)``.

    Returns
    -------
    Html

    Examples
    --------
    >>> import tempfile
    >>> from helpers import article, teach
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     classroom(teach.read(folder, article.from_text("The mob left.")))
    Who is in
    0 pupils, 0 of 0 files.
    There is nothing to compare yet. Put the pupils' files into the folder.
    """
    parts = [_files(pupils)]
    if len(pupils):
        parts += [_heat(pupils), _agreement(pupils), talk(pupils, hits=hits).body]
        if key is not None:
            named = {"who": "the key", "title": "The class and the key", "about": keys.MADE, "alone": "in the key"}
            parts.append(beside.section(pupils, key, "label", **named))
        if hits is not None and len(hits):
            named = {"who": "the kit", "title": "The class and the kit", "alone": "found by the kit"}
            parts.append(beside.section(pupils, hits, "category", **named))
    return Html(f'<div class="ww ww-class">{"".join(parts)}</div>', heat.style())


def talk(pupils: Pupils, *, hits: pd.DataFrame | None = None) -> Html:
    """Questions for the class, made from the passages over which it is divided most.

    Parameters
    ----------
    pupils : Pupils
    hits : DataFrame, optional
        What the kit finds, with ``neutral``: a question then offers the plainer word.

    Returns
    -------
    Html
    """
    rows = divided(pupils).to_dict("records")
    items = "".join(f"<li>{_question(row, pupils, hits)}</li>" for row in rows)
    body = (
        f'<ol class="ww-talk">{items}</ol>' if rows else "<p>There is no passage over which the class is divided.</p>"
    )
    return Html(f'<section aria-label="To talk about"><h2>To talk about</h2>{body}</section>', heat.style())


def _files(pupils: Pupils) -> str:
    report = pupils.report
    out, said = report[~report["taken"]], report[report["taken"] & (report["note"] != "")]
    n = len(pupils)
    few = " So few cannot stand for a class: read the passages, not the shares." if 0 < n < _FEW else ""
    body = f"<p>{n} pupil{'s' * (n != 1)}, {int(report['taken'].sum())} of {len(report)} files.{few}</p>"
    if not n:
        body += "<p>There is nothing to compare yet. Put the pupils' files into the folder.</p>"
    for rows, caption in ((out, "Files that were left out, and why"), (said, "Files to look at")):
        if len(rows):
            body += views.table(rows[["file", "nickname", "note"]], caption=caption).body
    if n:
        names = "".join(f"<li>{escape(name)}</li>" for name in pupils.marks)
        body += f"<details><summary>The nicknames that are in: for the teacher</summary><ul>{names}</ul></details>"
    return f'<section aria-label="Files"><h2>Who is in</h2>{body}</section>'


def _heat(pupils: Pupils) -> str:
    alike = {name: table.assign(label="marked") for name, table in pupils.marks.items()}
    counted = differences.by_word(alike, pupils.articles, read=pupils.read)
    several = len({label for table in pupils.marks.values() for label in table["label"]}) > 1
    passages = differences.passages(pupils.marks if several else alike, pupils.articles, read=pupils.read)
    shown = heat.heat_map(pupils.articles, text.paragraphs(pupils.articles), counted, passages)
    return f'<section aria-label="Heat map"><h2>What the class marked</h2>{shown.body}</section>'


def _agreement(pupils: Pupils) -> str:
    words, sentences = text.words(pupils.articles), text.sentences(pupils.articles)
    found = agreement.alpha(pupils.marks, words, sentences, read=pupils.read)
    if found["label"].nunique() == 2:  # with one label, "any label" says the same again
        found = found[found["label"] != agreement.ANY]
    lines = []
    for row in found.to_dict("records"):
        if np.isnan(row["alpha"]):
            number = "no alpha" if len(pupils) > 1 else "no alpha: it takes two to agree"
        else:
            # 0.0 is added so that a value just below nought does not read -0.00.
            value, low, high = (round(row[name], 2) + 0.0 for name in ("alpha", "alpha_low", "alpha_high"))
            inside = "no interval" if np.isnan(low) else f"95 % interval {low:.2f} to {high:.2f}"
            number = f"alpha {value:.2f} ({inside})"
        said = _ALPHA_OF.get(row["label"], "")
        of = f" Of {row['total']} words, {row['n']} are marked by all or by nobody." if row["total"] else ""
        lines.append(f"<li><b>{escape(row['label'])}</b>{said}: {row['meaning']}. {number}.{of}</li>")
    return (
        '<section aria-label="Agreement"><h2>How far the class agrees</h2>'
        "<p>A class that reads a text for the first time agrees little, and that is no failure: it is what there is to "
        "talk about. The measure is <i>alpha</i>. It takes chance away: 1 is full agreement, 0 what marks at random "
        f"would give. Researchers who want to count marks rely on 0.8 and above.</p><ul>{''.join(lines)}</ul>"
        "<p>Where a label asks for a judgement, as <i>loaded word</i> does, judgements differ. Where it asks what "
        "the text says, as <i>quoted</i> does, see who of you can show it in the text. What you can agree on is "
        "what each of you meant.</p></section>"
    )


def _question(row: dict, pupils: Pupils, hits: pd.DataFrame | None) -> str:
    quoted = heat.quoted(row["text"])
    sentence = _sentence(row, pupils.articles)
    lines = [
        f"<b>{quoted}</b>: {_split(row, pupils)}.",
        f"<blockquote>{escape(sentence)}</blockquote>{_whence(row, pupils.articles)}",
    ]
    if row["reasons"]:
        given = "".join(f"<li>{escape(reason)}</li>" for reason in row["reasons"].split("\n"))
        lines.append(f"Reasons that were given:<ul>{given}</ul>")
    plainer = _plainer(row, hits)
    lines.append(
        f"The list offers “{escape(plainer)}”: what is lost in its place, and what is gained?" if plainer else ""
    )
    return "".join(lines)


def _plainer(row: dict, hits: pd.DataFrame | None) -> str:
    if hits is None or "neutral" not in hits:
        return ""
    over = hits[(hits["article_id"] == row["article_id"]) & (hits["start"] < row["end"]) & (hits["end"] > row["start"])]
    return next((word for word in over["neutral"] if word.strip(" -–")), "")


def _sentence(row: dict, articles: pd.DataFrame) -> str:
    own = articles[articles["article_id"] == row["article_id"]]
    found = text.sentences(own)
    found = found[(found["start"] <= row["start"]) & (found["end"] > row["start"])]
    return found["text"].iloc[0] if len(found) else row["text"]


def _whence(row: dict, articles: pd.DataFrame) -> str:
    """In which text a passage stands, where there are several."""
    if len(articles) < 2:
        return ""
    own = articles[articles["article_id"] == row["article_id"]].iloc[0]
    return f"<p>In <i>{escape(own.get('title') or row['article_id'])}</i>.</p>"


def _split(row: dict, pupils: Pupils) -> str:
    """How the class is divided over a passage, in words: with which labels, and how many marked nothing there."""
    counts, nothing = Counter(), 0
    for name, table in pupils.marks.items():
        if row["article_id"] in pupils.read[name]:
            labels = set(_on(row, table)["label"])
            counts.update(labels)
            nothing += not labels
    if set(counts) == {row["label"]}:
        return f"{row['n']} of {row['total']} marked it as <i>{escape(row['label'])}</i>, the others did not"
    said = [f"{count} as <i>{escape(label)}</i>" for label, count in counts.most_common()]
    return f"of {row['total']}, {', '.join(said)} and {nothing} not at all"


def _on(row: dict, table: pd.DataFrame) -> pd.DataFrame:
    """The marks of one pupil that touch a passage."""
    return table[
        (table["article_id"] == row["article_id"]) & (table["start"] < row["end"]) & (table["end"] > row["start"])
    ]


def _reasons(row: dict, pupils: Pupils) -> str:
    """Up to three notes on marks of this passage, each once, the longest first: they say most.

    A note that was written on other words says on which: *unruly* alone is not *An unruly mob of 300*.
    """
    notes = set()
    for table in pupils.marks.values():
        for mark in _on(row, table).to_dict("records"):
            note = " ".join(mark["note"].split())
            if note and mark["label"] == row["label"]:
                notes.add(note if mark["text"] == row["text"] else f"{note} (on {heat.plain_quoted(mark['text'])})")
    return "\n".join(sorted(notes, key=lambda note: (-len(note), note))[:_REASONS])
