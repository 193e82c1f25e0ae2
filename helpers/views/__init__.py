"""The article, its passages and its numbers as HTML that everybody can read.

Each function takes tables, computes no measure, and returns an :class:`~helpers.views.markup.Html`, which a notebook
shows. The text of an article is escaped and otherwise kept character by character; what a view adds to it (labels)
stands in elements of its own. Nothing depends on colour, on a script or on a pointer: voices and categories are also
written out, and a note appears when a marked word is focused by keyboard. Where a page drops the stylesheet, as
GitHub does, marks read as *mob [person]* and voices as *[KABC › LAPD, quoted]*.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from itertools import zip_longest

import numpy as np
import pandas as pd

from helpers import denials, palette
from helpers.article.tables import check, records
from helpers.text.rows import matched
from helpers.views import drawings, pages
from helpers.views.markup import Html, escape
from helpers.views.names import naming
from helpers.views.pages import Looks
from helpers.views.stylesheet import script, style
from helpers.views.tables import MOST_ROWS, table

__all__ = [
    "Html", "LONGEST", "Looks", "MOST_MARKS", "anchor", "article", "concordance", "figure", "naming", "script",
    "style", "table",
]  # fmt: skip

# 200,000 characters are about 40 news articles; 2,000 marks with their notes make about 600 kB of HTML. More would
# swell a notebook (12,000 marks made 4 MB) and is nothing to be read through.
LONGEST = 200_000
MOST_MARKS = 2_000

# Signs that stand directly at a word: a comma after it, an opening quotation mark before it.
_AFTER, _BEFORE = tuple(",.;:!?)]”’'\"-–—"), tuple("([“‘'\"-–—")
_SORTS = ("left", "right", "term", "voice", "credited", "category")


def article(
    articles: pd.DataFrame,
    hits: pd.DataFrame | None = None,
    voices: pd.DataFrame | None = None,
    *,
    ids: str = "",
    longest: int = LONGEST,
    looks: Looks | None = None,
) -> Html:
    """Return the text with every loaded term marked and every voice shaded.

    A mark carries its category as a line style and as a word, *mob [person]*. Pointing at it or reaching it with the
    tabulator key shows why the term is listed, a neutral alternative and the source, where `hits` has them
    (:func:`helpers.lexicon.explain`), and whose words and whose claim the passage is. The narrator's words are
    unshaded.
    A stretch of another voice begins with its name: *quoted* for their own words, *retold* for their claim in the
    words of whoever tells it, *denied* for a claim that they are said to reject.

    Parameters
    ----------
    articles : DataFrame
        The articles table, one row or several.
    hits : DataFrame, optional
        Span table with ``category`` and ``term``, and ``why``, ``neutral``, ``source`` where known.
    voices : DataFrame, optional
        Voices table (:func:`helpers.voices.find`).
    ids : str
        When given, each mark gets an id that begins with it, to which :func:`concordance` links.
    longest : int
        Characters to show in all; a line says what is left out.
    looks : Looks, optional
        From :func:`helpers.views.pages.looks` for the whole tables, when `hits` and `voices` are a part of them:
        colours then stay.

    Returns
    -------
    Html

    Raises
    ------
    ValueError
        If a span lies outside its article's text, or in no article of the table.

    Examples
    --------
    >>> from helpers import lexicon
    >>> from helpers.article import from_text
    >>> text = from_text("The mob left.", title="Evening")
    >>> article(text, lexicon.match(text, lexicon.read("loaded")))
    Loaded words: person 1
    Evening
    The mob [person] left.
    """
    check(articles)
    hits, voices = _checked(hits, articles, "hits"), _checked(voices, articles, "voices")
    looks = looks or pages.looks(hits, voices)
    if voices is not None and "cue" in voices:
        voices = voices.assign(denied=denials.of_stretches(voices))
    found = 0 if hits is None else len(hits)
    hits = hits if hits is None else hits.head(MOST_MARKS)
    marks, stretches = _rows_by_article(hits), _rows_by_article(voices)
    left, parts = longest, [pages.legend(hits, voices, looks)]
    for shown, row in enumerate(records(articles)):
        if left <= 0:
            parts.append(pages.said(f"Shown: the first {shown:,} of {len(articles):,} articles."))
            break
        key = row["article_id"]
        name = functools.partial(anchor, ids) if ids else None
        parts.append(pages.article(row, marks.get(key, []), stretches.get(key, []), looks, name, left))
        left -= len(row["text"])
    if found > MOST_MARKS:
        parts.append(pages.said(f"Marked: the first {MOST_MARKS:,} of {found:,} {palette.marked(hits)}."))
    parts.append(pages.notes(hits, looks))
    return _page("".join(parts), "ww-reader")


def concordance(
    hits: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    order: str | None = None,
    width: int = 45,
    ids: str = "",
    most: int = MOST_ROWS,
    looks: Looks | None = None,
) -> Html:
    """Return the hits in context, one a row, aligned on the hit (keyword in context, KWIC).

    Parameters
    ----------
    hits : DataFrame
        Span table with ``category`` and ``term``, and ``voice`` and ``credited`` where known. Where there is a column
        ``denied`` (:func:`helpers.metrics.denied`), the source of a claim that it denies is shown with *denies it*.
    articles : DataFrame
        The articles that the hits were found in.
    order : {None, "left", "right", "term", "voice", "credited", "category"}
        Order of the rows: as in the text, by the words before (from right to left) or after the hit, or by a column.
    width : int
        Characters of context on each side.
    ids : str
        As given to :func:`article`: each row then links to its passage there.
    most : int
        Rows to show; a line says how many are left out.
    looks : Looks, optional
        As for :func:`article`.

    Returns
    -------
    Html

    Raises
    ------
    ValueError
        If `order` is something else, or a span does not fit its article.

    Examples
    --------
    >>> from helpers import lexicon
    >>> from helpers.article import from_text
    >>> text = from_text("Then the mob left.")
    >>> concordance(lexicon.match(text, lexicon.read("loaded")), text)
    1 passage with a loaded word
    before  loaded word  after  category
    Then the  mob  left.  person
    """
    if order is not None and (order not in _SORTS or (order in ("voice", "credited") and order not in hits)):
        raise ValueError(
            f"A concordance cannot be sorted by {order!r}. Use one of {', '.join(map(repr, _SORTS))}, or None for the "
            f"order of the text; voice and credited need hits with voices: voices.attach(hits, voices)."
        )
    check(articles)
    hits = _checked(hits, articles, "hits")
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    looks = looks or pages.looks(hits)
    rows = [(row, *_context(texts[row["article_id"]], row["start"], row["end"], width)) for row in records(hits)]
    places: dict[str | None, Callable] = {
        None: lambda r: 0,
        "left": lambda r: [w.casefold() for w in reversed(re.findall(r"\w+", r[1]))],
        "right": lambda r: [w.casefold() for w in re.findall(r"\w+", r[2])],
    }
    rows.sort(key=places.get(order, lambda r: str(r[0][order]).casefold()))
    # What no list gave, or several layers, are marks; else each layer has its own word for one of them.
    layers = list(hits["layer"].unique()) if "layer" in hits else [pages.WORDS] * ("lexicon" in hits)
    words = layers == [pages.WORDS]
    what = palette.marked(hits, one=True) if words else pages.ONE[layers[0]] if len(layers) == 1 else "mark"
    heads = ["before", ("term" if palette.own_list(hits) else what) if words else "marked", "after"]
    heads += [head for head, column in (("whose words", "voice"), ("whose claim", "credited")) if column in hits]
    heads += ["category"] + ["article"] * (len(articles) > 1)
    head = "".join(f'<th scope="col" class="ww-k{i if i < 3 else 3}">{h}</th>' for i, h in enumerate(heads))
    body = "".join(_kwic(row, left, right, looks, ids, len(articles) > 1) for row, left, right in rows[:most])
    n = len(rows)
    with_what = f" with a {escape(what)}" if layers else ""
    caption = f"{n:,} passage{'s' * (n != 1)}{with_what}" + (f"; the first {most:,} are shown" if n > most else "")
    own = f' id="{escape(ids)}-passages"' if ids else ""
    empty = "" if n else pages.said("No passage: nothing is found, or everything is switched off.")
    return _page(
        f'<div class="ww-scroll"{own} role="group" aria-label="Passages" tabindex="0"><table class="ww-table ww-kwic">'
        f"<caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{empty}"
    )


def figure(axes) -> Html:
    """Return the figure of an Axes as a drawing inside the page, with its description for those who do not see it.

    The colours of the palette follow the page: light or dark, and always light on paper.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        As the functions of :mod:`helpers.plots` return them; their ``alt`` describes what is to be seen.

    Returns
    -------
    Html
        The same drawing gives the same HTML.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> axes = Figure().subplots()
    >>> axes.alt = "An empty plot."
    >>> 'role="img" aria-label="An empty plot."' in figure(axes).body
    True
    """
    width = axes.figure.get_size_inches()[0] * 96
    drawn = drawings.themed(drawings.svg(axes))
    return _page(
        f'<figure class="ww-figure"><div class="ww-drawing" tabindex="0" style="max-width:{width:.0f}px">{drawn}</div>'
        f"<figcaption><details><summary>This figure in words</summary><p>{drawings.described(axes)}</p></details>"
        "</figcaption></figure>"
    )


def anchor(ids: str, hit: dict) -> str:
    """Return the id of a passage: the same wherever the same passage is shown.

    Parameters
    ----------
    ids : str
        What the id begins with.
    hit : dict
        The passage: a row of a table of hits.

    Returns
    -------
    str

    Examples
    --------
    >>> anchor("reader", {"article_id": "lapd-ice-raid", "start": 184, "end": 187})
    'reader-1f0bb256-184-187'
    """
    return f"{ids}-{pages.place(hit)}"


def _page(body: str, *classes: str) -> Html:
    return Html(f'<div class="{" ".join(("ww", *classes))}">{body}</div>', style())


def _rows_by_article(spans: pd.DataFrame | None) -> dict[str, list[dict]]:
    found: dict[str, list[dict]] = {}
    for row in records(spans) if spans is not None else ():
        found.setdefault(row["article_id"], []).append(row)
    return found


def _checked(spans: pd.DataFrame | None, articles: pd.DataFrame, what: str) -> pd.DataFrame | None:
    """The spans in the order of the texts, once they fit them: a wrong offset would mark innocent words."""
    if spans is None:
        return spans
    if "device" in spans and "category" not in spans:
        spans = spans.assign(layer="devices", category=spans["device"], term=spans["detail"])
    needed = {"hits": "category", "voices": "kind"}[what]
    if needed not in spans:
        raise KeyError(f"The table of {what} has no column {needed!r}. First the articles, then hits, then voices.")
    if spans.empty:
        return spans
    _, at = matched(articles["article_id"].array, spans["article_id"].array)
    length, start, end = articles["text"].str.len().to_numpy(), spans["start"].to_numpy(), spans["end"].to_numpy()
    wrong = (at < 0) | (start < 0) | (end < start)
    wrong |= end > length[at] if len(length) else True
    if wrong.any():
        row = spans[wrong].iloc[0]
        there = ", ".join(
            f"{key!r} ({n:,} characters)" for key, n in zip(articles["article_id"][:5], length.tolist(), strict=False)
        )
        raise ValueError(
            f"A row of {what} does not fit the articles: {row['article_id']!r}, characters {row['start']} to "
            f"{row['end']}. Articles here: {there}. Give the articles table that the {what} were made from."
        )
    order = np.lexsort((-end, start, at))
    return spans if (order[1:] > order[:-1]).all() else spans.iloc[order]


def _context(text: str, start: int, end: int, width: int) -> tuple[str, str]:
    """Left and right context on one line, without the word that the edge cuts through."""
    left, right = text[max(0, start - width) : start], text[end : end + width]
    if start > width:
        left = "… " + (left.split(maxsplit=1)[1] if not left[0].isspace() and len(left.split()) > 1 else left)
    if end + width < len(text):
        right = (right.rsplit(maxsplit=1)[0] if not right[-1].isspace() and len(right.split()) > 1 else right) + " …"
    return " ".join(left.split()), " ".join(right.split())


def _kwic(row: dict, left: str, right: str, looks: Looks, ids: str, several: bool) -> str:
    slot = looks.categories[row["category"]].slot
    word = f'<mark class="ww-c{slot}">{escape(" ".join(row["text"].split()))}</mark>'
    if ids:
        word = f'<a href="#{escape(anchor(ids, row))}">{word}</a>'
    cells = [row[column] for column in ("voice", "credited") if column in row]
    if row.get("denied") and "credited" in row:
        cells[-1] = f"{cells[-1]} (denies it)"
    cells += [row["category"]] + [row["article_id"]] * several
    heads = [head for head, column in (("words", "voice"), ("claim", "credited")) if column in row] + ["category"]
    rest = "".join(
        f'<td class="ww-k3" data-ww-head="{head}: "><bdi>{escape(cell)}</bdi></td>'
        for head, cell in zip_longest(heads, cells, fillvalue="article")
    )
    return (
        f'<tr{pages.data(row)}><td class="ww-k0{" ww-joined" * left.endswith(_BEFORE)}"><bdi>{escape(left)}</bdi></td>'
        f'<th scope="row" class="ww-k1">{word}</th>'
        f'<td class="ww-k2{" ww-joined" * right.startswith(_AFTER)}"><bdi>{escape(right)}</bdi></td>{rest}</tr>'
    )
