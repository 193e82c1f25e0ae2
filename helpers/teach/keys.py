"""Keys of the class texts: marks with reasons, those of a second coder, and both as a table to print."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from helpers import article, files, lexicon, text
from helpers.agreement import differences
from helpers.teach import marks
from helpers.views.markup import escape

KEYS = article.DATA / "keys"
_DISPUTED = (
    "<b>Disputed:</b> a second coder (another language model, which did not see the key) left it unmarked, or gave it "
    "another label."
)
_CODERS = ("", "second")
# Said wherever a key is shown. It is also true where a teacher gives a key of their own.
MADE = (
    "A key that comes with the kit was made by a language model: a computer program that has read very many texts. "
    "No teacher made it, and it can err."
)


def key(articles: pd.DataFrame, *, labels: marks.Labels | None = None, coder: str = "") -> pd.DataFrame:
    """Return the marks of the key on articles of the kit, as far as ``data/keys`` holds any.

    A key is one reading with its reasons, made by a language model, for comparison; it is not the right answer.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    labels : sequence or mapping, optional
        The labels of a task: marks with other labels are left out.
    coder : {"", "second"}
        ``"second"``: the marks of a second coder, another language model, which saw neither the key nor
        what the kit finds. Where the two differ, a mark is open to dispute.

    Returns
    -------
    DataFrame
        One row per mark: ``article_id, start, end, text, label, why``, and ``defence``: what a pupil might say for the
        word, for the teacher (empty where nothing is judged).

    Raises
    ------
    ValueError
        If a key does not fit its text, or there is no such coder.

    Examples
    --------
    >>> from helpers import article
    >>> len(key(article.read(article.DATA / "classroom" / "night-ferry-wire.md")))
    0
    """
    if coder not in _CODERS:
        raise ValueError(f"There is no coder {coder!r}. There is the key itself, '', and 'second'.")
    table = _coded(KEYS / coder, articles)
    return table if labels is None else table[table["label"].isin(list(labels))].reset_index(drop=True)


def _coded(folder: Path, articles: pd.DataFrame) -> pd.DataFrame:
    paths = [folder / f"{files.slug(name)}.csv" for name in articles["article_id"]]
    found = [text.read_spans(path, articles) for path in paths if path.is_file()]
    if not found:
        return marks.table("", []).rename(columns={"note": "why"})
    return pd.concat(found, ignore_index=True)


def html(own: pd.DataFrame, articles: pd.DataFrame) -> str:
    """The key of one text for the teacher's paper: reasons, what a pupil might say for the word, and what is disputed.

    Where loaded words are marked, the list's own hits stand above it, to be counted against the key.
    """
    labels = own["label"].drop_duplicates().tolist()
    listed = _listed(articles) if "loaded word" in labels else ""
    if own.empty:
        return ""
    said = "defence" in own and bool(own["defence"].ne("").any())
    left = _left(own, articles)
    rows = "".join(
        f'<tr><th scope="row">{n}</th><td>{escape(m["text"])}</td>'
        + f'<td class="ww-short">{escape(m["label"])}</td>' * (len(labels) > 1)
        + f"<td>{escape(m['why'])}{' <b>Disputed.</b>' * disputed}</td>"
        + (f"<td>{escape(m['defence'])}</td>" if said else "")
        + "</tr>"
        for n, (m, disputed) in enumerate(zip(own.to_dict("records"), left, strict=True), start=1)
    )
    note = f"<p>{_DISPUTED}</p>" * any(left)
    return (
        f'<div class="ww-keyhead"><h3>Key: one reading, with reasons</h3><p>{MADE}</p>{listed}{note}</div>'
        "<table><thead><tr><th>No.</th>"
        f"<th>passage</th>{'<th>label</th>' * (len(labels) > 1)}"
        f"<th>why</th>{'<th>what speaks for the word</th>' * said}</tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )


def _left(own: pd.DataFrame, articles: pd.DataFrame) -> list[bool]:
    """Which marks of a key the second coder has nowhere, or has with another label. None where nobody coded twice."""
    other = key(articles, coder="second")
    # A label that the second coder was never asked for is not disputed.
    other = other[other["label"].isin(own["label"])].reset_index(drop=True)
    if other.empty:
        return [False] * len(own)
    rows = [differences.between(own.iloc[[i]].reset_index(drop=True), other, articles) for i in range(len(own))]
    first = [table.loc[table["difference"] != "only other", "difference"].iloc[0] for table in rows]
    asked = own["label"].isin(other["label"])
    return [ask and kind in ("only one", "label") for ask, kind in zip(asked, first, strict=True)]


def _listed(articles: pd.DataFrame) -> str:
    hits = lexicon.match(articles, lexicon.read("loaded"))
    if hits.empty:
        return ""
    named = ", ".join(f"<i>{escape(word)}</i>" for word in hits["text"])
    return f"<p><b>The kit's list marks {len(hits)} here:</b> {named}.</p>"
