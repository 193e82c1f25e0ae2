"""Widgets to change names and words: correct who is meant, swap loaded terms, and see text and numbers follow.

They compute nothing themselves: tables come from :mod:`helpers.naming`, :mod:`helpers.swap` and :mod:`helpers.metrics`.
"""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets
import pandas as pd

from helpers import lexicon as word_lists
from helpers import metrics, text, views
from helpers import naming as names_of
from helpers import swap as swapping
from helpers import voices as voice_finder
from helpers.views import names
from helpers.views.markup import Html, escape

_AS_IT_IS, _PLAINER = "the article's words", "the list's plainer words"
_DRAWS = 1000
_MOST_FRAMES = 12


class Bench(ipywidgets.VBox):
    """A few controls above a page that follows them.

    Attributes
    ----------
    controls : dict of str to Widget
    page : HTML
        What is shown.
    articles : DataFrame
        The articles as they are shown now.
    """

    def __init__(self, controls: dict, draw):
        self.controls, self._draw = controls, draw
        self.page = ipywidgets.HTML()
        self.articles = pd.DataFrame()
        super().__init__([ipywidgets.HBox(list(controls.values()), layout={"flex_flow": "row wrap"}), self.page])
        self.add_class("ww-widget")
        for control in controls.values():
            control.observe(self._show, "value")
        self._show()

    def _show(self, change=None) -> None:
        try:
            self.articles, shown = self._draw({name: control.value for name, control in self.controls.items()})
            self.page.value = shown._repr_html_()
        except Exception as error:  # noqa: BLE001  (shown where the reader looks; a callback's errors go to a log)
            said = f"This choice cannot be shown: {type(error).__name__}: {error}"
            self.page.value = f'<p class="ww-error" role="alert">{escape(said)}</p>'

    def _repr_mimebundle_(self, **kwargs):
        bundle = super()._repr_mimebundle_(**kwargs)
        return {**(bundle or {}), "text/html": self.page.value}


def swap(articles: pd.DataFrame, lexicon: str | word_lists.Lexicon = "loaded") -> Bench:
    """Return the article in other words: choose the words, and text, marks and rates follow.

    Parameters
    ----------
    articles : DataFrame
        One article, or a few.
    lexicon : str or Lexicon
        Name of a word list, or a list that was read; its ``neutral`` column gives the plainer words.

    Returns
    -------
    Bench
        A widget with the controls ``words`` and ``voice``. In a page without a kernel it shows the present choice.

    Raises
    ------
    ValueError
        If there is no article.

    Examples
    --------
    >>> from helpers.article import from_text
    >>> bench = swap(from_text("A mob came."))
    >>> bench.controls["words"].value = "the list's plainer words"
    >>> bench.articles.text.item()
    'A crowd came.'
    """
    if articles.empty:
        raise ValueError("There is no article to show: the table has no rows.")
    listed = word_lists.read(lexicon) if isinstance(lexicon, str) else lexicon
    names = names_of.thesaurus()
    found = voice_finder.find(articles)
    frames = [f"names of the frame: {frame}" for frame in _frames(articles, names)]
    hits = word_lists.explain(word_lists.match(articles, listed), listed)
    sense = listed.entries.set_index("term")[["sense"]]
    hits = voice_finder.attach(hits.join(sense, on="term"), found)
    everybody = "everybody's words"

    def draw(chosen: dict) -> tuple[pd.DataFrame, Html]:
        made = _made(articles, hits, names, found, chosen["words"])
        if chosen["voice"] != everybody:
            made = _only(made, found, chosen["voice"])
        new = swapping.apply(articles, made)
        moved = swapping.move(found, made, new)
        left = voice_finder.attach(word_lists.match(new, listed), moved)
        marked = _marks(made, new)
        words = voice_finder.attach(text.words(new), moved)
        rates = metrics.rate_by_voice(left, words, text.sentences(new).reset_index(drop=True), draws=_DRAWS)
        page = views.article(new, marked, moved)
        table = views.table(rates, caption="Loaded words in each voice, in the text as it stands below")
        return new, Html(table.body + page.body, page.style)

    controls = {
        "words": ipywidgets.Dropdown(options=[_AS_IT_IS, _PLAINER, *frames], description="Words"),
        "voice": ipywidgets.Dropdown(options=[everybody, *dict.fromkeys(found["voice"])], description="Changed in"),
    }
    return Bench(controls, draw)


def naming(articles: pd.DataFrame, *, by: str | Sequence[str] = "voice", least: int = 2) -> Bench:
    """Return the names of each referent by voice, with a field to correct who or what is meant.

    Write one correction a line, *name = referent*: ``pedestrians = passers-by``. An empty referent takes a name out;
    words that were not found are looked for.

    Parameters
    ----------
    articles : DataFrame
        One article, or several about one event.
    by : str or sequence of str
        What makes a column: ``"voice"``, ``"article_id"``, or both.
    least : int
        Referents with fewer different names are not shown.

    Returns
    -------
    Bench
        A widget with the control ``corrections``.

    Raises
    ------
    ValueError
        If there is no article.

    Examples
    --------
    >>> from helpers.article import from_text
    >>> bench = naming(from_text("A mob came. Police met the crowd."))
    >>> bench.controls["corrections"].value = "mob = the visitors"
    >>> "mob" in bench.page.value
    False
    """
    if articles.empty:
        raise ValueError("There is no article to show: the table has no rows.")
    found = voice_finder.find(articles)
    groups = [by] if isinstance(by, str) else list(by)

    def draw(chosen: dict) -> tuple[pd.DataFrame, Html]:
        pairs = (line.partition("=") for line in chosen["corrections"].splitlines() if "=" in line)
        corrections = {name.strip(): referent.strip() for name, _, referent in pairs if name.strip()}
        spans = voice_finder.attach(names_of.find(articles, corrections=corrections), found)
        counted = names_of.names_by_voice(spans, by=groups)
        counted = counted[counted.groupby("referent")["name"].transform("nunique") >= least]
        column = " · ".join(groups)
        if len(groups) > 1:
            counted = counted.assign(**{column: counted[groups].agg(" · ".join, axis=1)})
        return articles, names.naming(counted, by=column)

    field = ipywidgets.Textarea(
        description="Corrections", placeholder="name = referent", rows=3, continuous_update=False
    )
    return Bench({"corrections": field}, draw)


def _frames(articles: pd.DataFrame, names: word_lists.Lexicon) -> list[str]:
    """Frames of the groups that the articles have names of."""
    groups = names_of.find(articles)["referent"].unique()
    entries = names.entries
    return list(dict.fromkeys(entries["sense"][entries["category"].isin(groups)]))[:_MOST_FRAMES]


def _made(articles, hits, names, found, words: str) -> pd.DataFrame:
    if words == _AS_IT_IS:
        return swapping.changes(articles, hits.iloc[:0])
    if words == _PLAINER:
        return swapping.changes(articles, hits)
    return swapping.changes(articles, names, use=swapping.in_frame(names, words.partition(": ")[2]))


def _only(made: pd.DataFrame, found: pd.DataFrame, voice: str) -> pd.DataFrame:
    """Changes in the words of one voice, with their new offsets."""
    return swapping.placed(made[(voice_finder.attach(made, found)["voice"] == voice).to_numpy()])


def _marks(made: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """The changed places of the new text as marks."""
    shown = made[(made["new"] != "") & (made["term"] != "") & (made["text"] != made["new"])]
    marks = shown[["article_id"]].assign(start=shown["new_start"], end=shown["new_end"], text=shown["new"])
    return marks.assign(category="changed", term=shown["term"], why=["In the article: " + t for t in shown["text"]])
