"""Readers to work with: choose, and the text, its numbers and its passages answer at once.

Meant for notebooks: it loads the widget libraries when it is imported. It computes no measure itself; it only chooses
rows of tables and hands them to :mod:`helpers.metrics` and :mod:`helpers.views`. Without a running kernel (a rendered
page) each reader shows what was chosen last, as plain HTML.
"""

from __future__ import annotations

import zlib
from pathlib import Path

import anywidget
import ipywidgets
import pandas as pd
import traitlets

from helpers import lexicon as word_lists
from helpers import metrics, text, views
from helpers import voices as voice_finder
from helpers.explore.corrections import voices as voices
from helpers.explore.workbench import naming as naming
from helpers.explore.workbench import swap as swap
from helpers.views import pages
from helpers.views.markup import Html, escape

_STATIC = Path(__file__).parent / "static"
# Fewer draws than a printed table has, so that an answer comes at once; the limits move by about one part in fifty.
_DRAWS = 1000
_LONGEST_NAME = 60
_ORDERS = {
    "as in the text": None,
    "by the words before": "left",
    "by the words after": "right",
    "by word": "term",
    "by whose claim": "credited",
}


_STYLE = views.style() + (_STATIC / "explore.css").read_text(encoding="utf-8")


class Pane(anywidget.AnyWidget):
    """A pane of HTML in which rows of a concordance lead to passages and passages to rows.

    Attributes
    ----------
    html : str
        What is shown. It has to be escaped, as the views are.
    picked : str
        Id of the passage that was chosen last; set by the reader's click or key.
    target : str
        Id of a passage to go to; set from Python.
    """

    _esm = _STATIC / "pane.js"
    _css = _STYLE
    html = traitlets.Unicode().tag(sync=True)
    picked = traitlets.Unicode().tag(sync=True)
    target = traitlets.Unicode().tag(sync=True)


class Reader(ipywidgets.VBox):
    """The interactive reader, made by :func:`article`.

    Attributes
    ----------
    which : Dropdown
        The article that is shown.
    categories, voices : dict of str to Checkbox
        What is marked, and whose words are shaded and looked through.
    order : Dropdown
        Order of the concordance.
    pane : Pane
        Text, counts and concordance.
    hits : DataFrame
        The hits of the present choice.
    """

    def __init__(self, articles: pd.DataFrame, hits: pd.DataFrame, voices: pd.DataFrame):
        self._articles, self._hits, self._voices = articles, hits, voices
        self._words = voice_finder.attach(text.words(articles), voices)
        self._sentences = text.sentences(articles)
        self._looks = pages.looks(hits, voices)
        self._ids = f"reader-{zlib.crc32('|'.join(articles['article_id']).encode('utf-8', 'replace')):08x}"
        self.hits = hits
        self.pane = Pane()
        self.which = ipywidgets.Dropdown(options=_titles(articles), description="Article")
        self.order = ipywidgets.Dropdown(options=list(_ORDERS), description="Order of the passages")
        self.categories = {name: _box(f"{name} ({n})") for name, n in hits["category"].value_counts().items() if name}
        self.categories = {name: self.categories[name] for name in self._looks.categories}
        self.voices: dict[str, ipywidgets.Checkbox] = {}
        self._rows = {name: ipywidgets.Box() for name in ("article", "categories", "voices", "order")}
        for row in self._rows.values():
            row.add_class("ww-controls")
        self._rows["article"].children = [self.which]
        empty = self._rows["article"] if len(articles) == 1 else None
        self._rows["categories"].children = [_name("Loaded words"), *self.categories.values()]
        self._rows["order"].children = [self.order]
        super().__init__([*(row for row in self._rows.values() if row is not empty), self.pane])
        self.add_class("ww-widget")
        self.which.observe(self._open, "value")
        for control in (self.order, *self.categories.values()):
            control.observe(self._draw, "value")
        self._open()

    def _open(self, change=None) -> None:
        """Show another article: its voices are others."""
        for box in self.voices.values():
            box.close()
        own = self._voices[self._voices["article_id"] == self.which.value]
        counted = own.groupby("voice", sort=False)["n_words"].sum() if "n_words" in own else {}
        self.voices = {
            name: _box(f"{name} ({counted[name]:,} words)" if name in counted else name)
            for name in own["voice"].unique()
        }
        for box in self.voices.values():
            box.observe(self._draw, "value")
        self._rows["voices"].children = [_name("Whose words"), *self.voices.values()]
        self._draw()

    def _draw(self, change=None) -> None:
        try:
            self.pane.html = self._page()
        except Exception as error:  # noqa: BLE001  (shown where the reader looks; a callback's errors go to a log)
            said = f"This choice cannot be shown: {type(error).__name__}: {error}"
            self.pane.html = f'<p class="ww-error" role="alert">{escape(said)}</p>'

    def _page(self, static: bool = False) -> str:
        """The HTML of the present choice."""
        key = self.which.value
        article, hits, voices, words, sentences = (
            t[t["article_id"] == key] for t in (self._articles, self._hits, self._voices, self._words, self._sentences)
        )
        marked = [name for name, box in self.categories.items() if box.value]
        heard = [name for name, box in self.voices.items() if box.value]
        self.hits = hits = hits[hits["category"].isin(marked) & hits["voice"].isin(heard)]
        page = views.article(article, hits, voices[voices["voice"].isin(heard)], ids=self._ids, looks=self._looks)
        rates = metrics.rate_by_voice(
            hits, words[words["voice"].isin(heard)], sentences.reset_index(drop=True), draws=_DRAWS
        )
        table = views.table(
            rates, caption="Loaded words in each voice", names={"voice": "whose words", "n": "loaded words"}
        )
        passages = views.concordance(
            hits, article, by=_ORDERS[self.order.value], width=40, ids=self._ids, looks=self._looks
        )
        return (
            f'<div class="ww-explorer{" ww-static" * static}">'
            f'<div class="ww-text" data-ww-keep="text" role="region" aria-label="Article" tabindex="0">'
            f"{page.body}</div>"
            f'<div class="ww-measures" data-ww-keep="measures" role="region" aria-label="Counts and passages" '
            f'tabindex="0">{table.body}{passages.body}</div></div>'
        )

    def static(self) -> Html:
        """Return the present choice as HTML that needs no kernel.

        Returns
        -------
        Html
        """
        chosen = [
            f"{row} {', '.join(n for n, box in boxes.items() if box.value) or 'none'}."
            for row, boxes in (("Loaded words shown:", self.categories), ("Voices shown:", self.voices))
        ]
        body = f'<div class="ww ww-pane">{pages.said(" ".join(chosen))}{self._page(static=True)}</div>'
        return Html(body, _STYLE)

    def _repr_mimebundle_(self, **kwargs):
        bundle = super()._repr_mimebundle_(**kwargs)
        static = self.static()
        return {**(bundle or {}), "text/plain": repr(static), "text/html": static._repr_html_()}


def article(
    articles: pd.DataFrame,
    lexicon: str | word_lists.Lexicon = "loaded",
    *,
    hits: pd.DataFrame | None = None,
    voices: pd.DataFrame | None = None,
) -> Reader:
    """Return an article to explore: every loaded word marked, every voice shaded, counts and passages beside it.

    Choose categories of words and voices with the boxes above the text. A row of the passages leads to its place in the
    text, a mark in the text to its row: by click, or by the Enter key.

    Parameters
    ----------
    articles : DataFrame
        One article or several, from :func:`helpers.article.read` or :func:`helpers.article.from_text`.
    lexicon : str or Lexicon
        Name of a word list in ``data/lexicons``, or a list that was read.
    hits, voices : DataFrame, optional
        Tables that are ready, in place of what is found now.

    Returns
    -------
    Reader
        A widget. In a page without a kernel it shows the present choice as plain HTML.

    Raises
    ------
    ValueError
        If there is no article.

    Examples
    --------
    >>> from helpers.article import from_text
    >>> reader = article(from_text("The mob left, Bass said."))
    >>> reader.hits.text.tolist()
    ['mob']
    >>> reader.categories["person"].value = False
    >>> len(reader.hits)
    0
    """
    if articles.empty:
        raise ValueError("There is no article to show: the table has no rows.")
    if voices is None:
        voices = voice_finder.find(articles)
    if hits is None:
        listed = word_lists.read(lexicon) if isinstance(lexicon, str) else lexicon
        hits = word_lists.explain(word_lists.match(articles, listed), listed)
    if "voice" not in hits:
        hits = voice_finder.attach(hits, voices)
    return Reader(articles, hits, voices)


def _titles(articles: pd.DataFrame) -> list[tuple[str, str]]:
    """What the list of articles shows, and the id that it stands for. Two may have one title."""
    titles = articles["title"] if "title" in articles else articles["article_id"]
    shown = [title or key for title, key in zip(titles, articles["article_id"], strict=True)]
    twice = {title for title in shown if shown.count(title) > 1}
    return [
        (f"{title} ({key})" if title in twice else title, key)
        for title, key in zip(shown, articles["article_id"], strict=True)
    ]


def _box(name: str) -> ipywidgets.Checkbox:
    name = " ".join(name.split())
    short = name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"
    return ipywidgets.Checkbox(value=True, description=short, indent=False)


def _name(name: str) -> ipywidgets.Label:
    label = ipywidgets.Label(name)
    label.add_class("ww-name")
    return label
