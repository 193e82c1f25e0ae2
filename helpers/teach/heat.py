"""How many of a class marked which words, over the text itself, as HTML."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import pandas as pd

from helpers import views
from helpers.views.markup import Html, Span, escape, nest

_STATIC = Path(__file__).parent / "static"
# What parts two shades though they are alike: the end of a sentence or a line, and quotation marks.
_PARTS = re.compile(r"[\n.!?:;“”\"]")
# Five equal steps of the share: more cannot be told apart as shades beside each other.
_STEPS = 5


@functools.cache
def style() -> str:
    """Return the stylesheet of the views of a class."""
    return views.style() + (_STATIC / "class.css").read_text(encoding="utf-8")


def heat_map(articles: pd.DataFrame, paragraphs: pd.DataFrame, counted: pd.DataFrame, passages: pd.DataFrame) -> Html:
    """Return the text with each word shaded by how many marked it, and the number behind each passage.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    paragraphs : DataFrame
        ``text.paragraphs(articles)``.
    counted : DataFrame
        As :func:`helpers.agreement.differences.by_word` returns it.
    passages : DataFrame
        As :func:`helpers.agreement.differences.passages` returns it; where it has several labels they are named.

    Returns
    -------
    Html
    """
    several = passages["label"].nunique() > 1
    parts = [_scale(counted, several)]
    for row in articles.to_dict("records"):
        key, text = row["article_id"], row["text"]
        spans = [_numbered(p, several) for p in passages[passages["article_id"] == key].to_dict("records")]
        spans += _shaded(counted[counted["article_id"] == key], text)
        title = escape(row.get("title") or key)
        parts.append(
            f'<article class="ww-article" aria-label="{title}"><p class="ww-title" dir="auto"><b>{title}</b></p>'
        )
        for start, end in paragraphs.loc[paragraphs["article_id"] == key, ["start", "end"]].itertuples(index=False):
            parts.append(f'<p dir="auto">{nest(text, int(start), int(end), spans)}</p>')
        parts.append("</article>")
    return Html(f'<div class="ww ww-class">{"".join(parts)}</div>', style())


def plain_quoted(passage: str) -> str:
    """A passage between quotation marks; one that brings its own gets no second pair.

    >>> plain_quoted("mob"), plain_quoted("“improvement.”")
    ('“mob”', '“improvement.”')
    """
    return passage if passage[:1] in '“"' and passage[-1:] in '”"' else f"“{passage}”"


def quoted(passage: str) -> str:
    """The same, escaped for a page."""
    return escape(plain_quoted(passage))


def _scale(counted: pd.DataFrame, several: bool) -> str:
    totals = {int(n) for n in counted["total"]} - {0}
    n = max(totals, default=0)
    who = f"of {n}" if len(totals) < 2 else "of a text's readers"
    keys = " ".join(
        f'<span class="ww-h ww-h{i}">{"up to" if i < _STEPS else "above"} '
        f"{(100 * i if i < _STEPS else 100 * (_STEPS - 1)) // _STEPS} %</span>"
        for i in range(1, _STEPS + 1)
    )
    so = " with this label" if several else ""
    return (
        f'<p class="ww-legend ww-scale"><b>Share {who} who marked a word:</b> {keys}</p><p class="ww-legend">'
        f"<i>[{'label ' if several else ''}3 of {max(n, 3)}]</i> behind a passage: so many marked some of it{so}.</p>"
    )


def _step(value: float) -> int:
    """The step of a share above 0, borders belonging to the lower one.

    >>> [_step(value) for value in (0.01, 0.2, 0.5, 0.81, 1.0)]
    [1, 1, 3, 5, 5]
    """
    return min(_STEPS, max(1, -int(-value * _STEPS // 1)))


def _shaded(counted: pd.DataFrame, text: str) -> list[Span]:
    """Spans of one shade: neighbouring words of the same step, with what stands between them."""
    spans: list[Span] = []
    start = end = step = 0
    for a, b, value in counted[["start", "end", "value"]].itertuples(index=False):
        own = _step(value) if value > 0 else 0
        if own and own == step and not _PARTS.search(text, end, a):
            end = b
            continue
        if step:
            spans.append(_shade(start, end, step))
        start, end, step = a, b, own
    return [*spans, _shade(start, end, step)] if step else spans


def _shade(start: int, end: int, step: int) -> Span:
    return Span(start, end, lambda first: f'<span class="ww-h ww-h{step}">', lambda last: "</span>")


def _numbered(passage: dict, several: bool) -> Span:
    named = f"{escape(passage['label'])} " if several else ""
    label = f'<small class="ww-n"> [{named}{passage["n"]} of {passage["total"]}]</small>'
    return Span(passage["start"], passage["end"], lambda first: "", lambda last: label if last else "")
