"""The class and a text: how far it is of one mind, where it is divided, and what there is to talk about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd

from helpers import agreement, files, text, views
from helpers.agreement import codings, differences
from helpers.teach import heat
from helpers.teach.pupils import Pupils
from helpers.views.markup import Html, escape

DECISIONS = ("mark", "no mark", "open")
# Few enough to be talked about in one lesson, five minutes each.
_TALKS = 6
_REASONS = 3
# Two can be compared; a share of fewer than five says more about who they are than about the text.
_FEW = 5


def divided(pupils: Pupils, *, most: int = _TALKS) -> pd.DataFrame:
    """Find the passages over which the class is divided most evenly.

    Parameters
    ----------
    pupils : Pupils
        From :func:`helpers.teach.pupils.read`.
    most : int
        How many passages.

    Returns
    -------
    DataFrame
        One row per passage, the most divided first: ``passage`` (its number, for :func:`decide`), ``article_id, start,
        end, text, label``, ``n, total, value`` (pupils who marked it), ``division`` (0 all or none, 1 half and half),
        ``marked_by, not_marked_by``, ``reasons`` (notes that were given, a line each).

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
    found = found[found["division"] > 0].sort_values(
        ["division", "n", "start"], ascending=[False, False, True], kind="stable"
    )
    found = found.head(most).reset_index(drop=True)
    found.insert(0, "passage", np.arange(1, len(found) + 1))
    found["reasons"] = pd.array([_reasons(row, pupils) for row in found.to_dict("records")], dtype="str")
    return found


def against(pupils: Pupils, other: pd.DataFrame, *, label: str = "label") -> pd.DataFrame:
    """The class against one coding, such as the teacher's key or what the kit finds: where most of it says otherwise.

    Labels are not compared, since the kit has others than the class: only whether something is marked.

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
        One row per passage: ``article_id, start, end, text``, ``difference`` (``class only``: more than half of the
        class marked it; ``other only``: not more than half marked any word of it), ``n, total, value`` (pupils who
        marked some of it), ``other_label`` (empty for ``class only``).
    """
    counted = differences.by_word(pupils.marks, pupils.articles, read=pupils.read)
    words = text.words(pupils.articles)
    other = other[other["article_id"].isin(pupils.articles["article_id"])].reset_index(drop=True)
    first, final = codings.word_range(other, words)
    most = (counted["value"] > 0.5).to_numpy()
    covered = np.zeros(len(words), bool)
    rows = []
    at = pd.Index(pupils.articles["article_id"]).get_indexer(words["article_id"])
    laid = codings.grid(pupils.marks, words, read=pupils.read).marked.any(axis=0) if len(pupils) else None
    for f, e, name in zip(first.tolist(), final.tolist(), other[label], strict=True):
        covered[f:e] = True
        if e > f and not most[f:e].any():
            rows.append((f, e, "other only", name))
    stops = np.append(False, most[1:] & most[:-1] & (at[1:] == at[:-1]))[: len(words)]
    # A passage of which the other has a part is not the class's alone.
    together = [(f, e) for f, e in zip(*codings.runs(stops), strict=True) if most[f:e].any()]
    rows += [(f, e, "class only", "") for f, e in together if not covered[f:e].any()]
    rows.sort(key=lambda row: row[:2])
    f, e = (np.array([row[i] for row in rows], np.int64) for i in (0, 1))
    table = text.spans(pupils.articles, at[f], words["start"].to_numpy()[f], words["end"].to_numpy()[e - 1])
    table["difference"] = pd.array([row[2] for row in rows], dtype="str")
    table["n"] = [int(laid[:, a:b].any(axis=1).sum()) for a, b in zip(f, e, strict=True)]
    table["total"] = counted["total"].to_numpy()[f]
    table["value"] = table["n"] / np.maximum(table["total"], 1)
    table["other_label"] = pd.array([row[3] for row in rows], dtype="str")
    return table.astype({"n": np.int64, "total": np.int64})


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
            parts.append(_beside(pupils, key, "label", "The class and the teacher's key", "in the key only"))
        if hits is not None and len(hits):
            parts.append(_beside(pupils, hits, "category", "The class and the kit", "found by the kit only"))
    return Html(f'<div class="ww ww-class">{"".join(parts)}</div>', heat.style())


def talk(pupils: Pupils, *, hits: pd.DataFrame | None = None, most: int = _TALKS) -> Html:
    """Questions for the class, made from the passages over which it is divided most.

    Parameters
    ----------
    pupils : Pupils
    hits : DataFrame, optional
        What the kit finds, with ``neutral``: a question then offers the plainer word.
    most : int
        How many passages.

    Returns
    -------
    Html
    """
    rows = divided(pupils, most=most).to_dict("records")
    items = "".join(f"<li>{_question(row, pupils, hits)}</li>" for row in rows)
    body = (
        f'<ol class="ww-talk">{items}</ol>' if rows else "<p>There is no passage over which the class is divided.</p>"
    )
    return Html(f'<section aria-label="To talk about"><h2>To talk about</h2>{body}</section>', heat.style())


def decide(
    passages: pd.DataFrame, decisions: Mapping[int, tuple[str, str]], path: str | Path, *, by: str = "class"
) -> pd.DataFrame:
    """Write down what the class decided about divided passages, and why. Nothing in the file is written over.

    Parameters
    ----------
    passages : DataFrame
        From :func:`divided`.
    decisions : mapping of int to (str, str)
        For the number of a passage: ``"mark"``, ``"no mark"`` or ``"open"``, and the reason.
    path : str or Path
        The record, a CSV file. A later decision on the same passage counts.
    by : str
        Who decided.

    Returns
    -------
    DataFrame
        The whole record, one row per decision: ``decided, by, article_id, start, end, text, label, decision, reason, n,
        total``.

    Raises
    ------
    ValueError
        If there is no such passage or decision, or a reason is missing.

    Examples
    --------
    >>> import tempfile
    >>> row = {"passage": 1, "article_id": "a", "start": 4, "end": 7, "text": "mob", "label": "loaded word"}
    >>> passages = pd.DataFrame([row | {"n": 1, "total": 2}])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     record = decide(passages, {1: ("mark", "crowd says the same")}, f"{folder}/decisions.csv")
    >>> record[["text", "decision", "reason"]].values.tolist()
    [['mob', 'mark', 'crowd says the same']]
    """
    rows, numbered = [], passages.set_index("passage")
    for number, given in decisions.items():
        if number not in numbered.index:
            raise ValueError(f"There is no passage {number!r}; passages are numbered 1 to {len(passages)}.")
        if isinstance(given, str) or len(given) != 2 or given[0] not in DECISIONS or not str(given[1]).strip():
            raise ValueError(
                f"Passage {number}: a decision is one of {', '.join(map(repr, DECISIONS))} with a reason, as in "
                f"{{{number}: ('mark', 'it judges people')}}, not {given!r}."
            )
        row = numbered.loc[number]
        kept = [row[name] for name in ("article_id", "start", "end", "text", "label")]
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        rows.append([now, by, *kept, given[0], str(given[1]).strip(), row["n"], row["total"]])
    names = ["decided", "by", "article_id", "start", "end", "text", "label", "decision", "reason", "n", "total"]
    record, path = pd.DataFrame(rows, columns=names).astype("str"), Path(path).expanduser()
    if path.is_file():
        record = pd.concat([_record(path), record], ignore_index=True)
    files.write(path, files.csv(record), default="decisions.csv")
    return _record(path)


def decided(path: str | Path) -> pd.DataFrame:
    """Read what stands after all decisions, as a key for the next class.

    Parameters
    ----------
    path : str or Path
        A record of :func:`decide`.

    Returns
    -------
    DataFrame
        One row per passage whose last decision is ``mark``: ``article_id, start, end, text, label, why``.

    Examples
    --------
    >>> import tempfile
    >>> row = {"passage": 1, "article_id": "a", "start": 4, "end": 7, "text": "mob", "label": "loaded word"}
    >>> passages = pd.DataFrame([row | {"n": 1, "total": 2}])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     record = decide(passages, {1: ("mark", "crowd says the same")}, f"{folder}/decisions.csv")
    ...     decided(f"{folder}/decisions.csv").why.tolist()
    ['crowd says the same']
    """
    record = _record(Path(path).expanduser())
    last = record.drop_duplicates(["article_id", "start", "end", "label"], keep="last")
    last = last[last["decision"] == "mark"].rename(columns={"reason": "why"})
    return last[["article_id", "start", "end", "text", "label", "why"]].reset_index(drop=True)


def _record(path: Path) -> pd.DataFrame:
    table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    return table.astype(dict.fromkeys(("start", "end", "n", "total"), np.int64))


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
            number = "no alpha"
        else:
            # 0.0 is added so that a value just below nought does not read -0.00.
            value, low, high = (round(row[name], 2) + 0.0 for name in ("alpha", "alpha_low", "alpha_high"))
            inside = "no interval" if np.isnan(low) else f"95 % interval {low:.2f} to {high:.2f}"
            number = f"alpha {value:.2f} ({inside})"
        lines.append(
            f"<li><b>{escape(row['label'])}</b>: {row['meaning']}. {number}. Of {row['total']} words, {row['n']} are "
            f"marked by all or by nobody.</li>"
        )
    return (
        '<section aria-label="Agreement"><h2>How far the class agrees</h2>'
        f"<ul>{''.join(lines)}</ul><p>Alpha takes chance away: 1 is full agreement, 0 what marks at random would give. "
        "Researchers rely on .800 and above. A class that reads a text for the first time is mostly far below, and "
        "that is no failure: a loaded word is a judgement, and judgements differ. What you can agree on is what each "
        "of you meant.</p></section>"
    )


def _beside(pupils: Pupils, other: pd.DataFrame, label: str, title: str, alone: str) -> str:
    found = against(pupils, other, label=label)
    body = ""
    for name, caption in (("class only", "Most of the class marked it; it is not there"), ("other only", None)):
        rows = found[found["difference"] == name]
        caption = caption or f"{alone[0].upper()}{alone[1:]}: half of the class or fewer marked it"
        if len(rows):
            # Columns that would say the same in each row are left out.
            columns = ["article_id"] * (len(pupils.articles) > 1) + ["text", "n", "total", "value"]
            if name == "other only":
                rows = rows.assign(label=rows["other_label"], reason=_why(rows, other))
                more = ["label"] * (other[label].nunique() > 1) + ["reason"] * ("why" in other)
                columns[-3:-3] = more
            shown = rows[columns]
            body += views.table(shown, caption=caption, unit="pupils", names={"n": "marked by"}).body
    body = body or "<p>They do not differ in what most pupils marked.</p>"
    return f'<section aria-label="{escape(title)}"><h2>{escape(title)}</h2>{body}</section>'


def _why(rows: pd.DataFrame, other: pd.DataFrame) -> list[str]:
    """The reason that the other coding gives for each row: it may begin before the row's first word, with a mark."""
    found = []
    for row in rows.to_dict("records"):
        own = other[(other["article_id"] == row["article_id"]) & (other["end"] > row["start"])]
        own = own[own["start"] <= row["start"]].sort_values("start")
        found.append(own["why"].iloc[-1] if "why" in other and len(own) else "")
    return found


def _question(row: dict, pupils: Pupils, hits: pd.DataFrame | None) -> str:
    quoted, label = f"“{escape(row['text'])}”", escape(row["label"])
    sentence = _sentence(row, pupils.articles)
    lines = [
        f"<b>{quoted}</b>: {row['n']} of {row['total']} marked it as <i>{label}</i>, the others did not.",
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


def _reasons(row: dict, pupils: Pupils) -> str:
    """Up to three notes on marks of this passage, each once, the longest first: they say most."""
    notes = {
        " ".join(note.split())
        for table in pupils.marks.values()
        for note in table.loc[
            (table["article_id"] == row["article_id"])
            & (table["label"] == row["label"])
            & (table["start"] < row["end"])
            & (table["end"] > row["start"]),
            "note",
        ]
    } - {""}
    return "\n".join(sorted(notes, key=lambda note: (-len(note), note))[:_REASONS])
