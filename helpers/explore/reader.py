"""The reader that all explorers are made of: filters, one article or two, their measures, passages and exclusions."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from pathlib import Path

import ipywidgets
import numpy as np
import pandas as pd

from helpers import exclusions as logs
from helpers import files, metrics, palette, text, views
from helpers import voices as voice_finder
from helpers.article import tables
from helpers.explore import choices, exclusions
from helpers.explore.filters import Filter
from helpers.explore.panes import STYLE, Pane, failed, laid_out
from helpers.text import languages
from helpers.views import pages
from helpers.views.markup import Html, escape

ORDERS = {
    "as in the text": None,
    "by the words before": "left",
    "by the words after": "right",
    "by word": "term",
    "by whose words": "voice",
    "by whose claim": "credited",
}
_NAMES = {"voice": "whose words", "article_id": "article"}
_ALONE = "–"


def in_each_voice(hits: pd.DataFrame, words: pd.DataFrame, sentences: pd.DataFrame, *, by: list[str], ids: str) -> str:
    """Return what the reader measures: the rate of loaded words in each voice, and the devices that are shown."""
    rates = metrics.rate_by_voice(pages.of_layer(hits, pages.WORDS), words, sentences, by=by)
    names = _NAMES | {"n": "terms" if palette.own_list(hits) else "loaded words"}
    caption = f"{palette.heading(hits)} in each voice"
    shown = views.table(rates, caption=caption, names=names, ids=ids).body
    devices = pages.of_layer(hits, "devices")
    if len(devices):
        counted = metrics.term_by_voice(devices.assign(term=devices["category"])).drop(columns="term")
        counted = counted.rename(columns={"category": "device"})
        caption = "Devices in each voice: candidates to look at"
        shown += views.table(counted, caption=caption, unit="uses", names=_NAMES, ids=ids).body
    return shown


class Reader(ipywidgets.VBox):
    """Articles to work with: choose, and the text, its numbers and its passages answer at once.

    Attributes
    ----------
    which, beside : Dropdown
        The article that is shown, and the one beside it.
    categories, devices, voices, kinds, sources : dict of str to Checkbox
        What is marked; whose words, told in which way and credited to whom, are shaded and looked through.
    order : Dropdown
        Order of the concordance.
    pane : Pane
        Text, counts and concordance.
    articles : DataFrame
    hits : DataFrame
        The marks of the present choice.
    excluded : DataFrame
        What the reader took out as false hits: where, what, and ``because``.
    file, save : Widget
        Name of a file for that log, and the button that writes it.
    said : HTML
        What became of it.
    """

    def __init__(
        self,
        articles: pd.DataFrame,
        marks: pd.DataFrame,
        voices: pd.DataFrame,
        *,
        controls: dict | None = None,
        follow: Callable[[dict], tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]] | None = None,
        measures: Callable[..., str] = in_each_voice,
        choice: dict | None = None,
        made_by: tuple[str, dict] = ("article", {}),
    ):
        tables.check(articles, some=True)
        self.controls, self._follow, self._measures = controls or {}, follow, measures
        self._because: dict[str, str] = {}
        self._call = choices.call(*made_by)
        self.first = {name: control.value for name, control in self.controls.items()}
        self._still = True
        self.pane = Pane()
        self.pane.on_msg(self._asked)
        self.which = ipywidgets.Dropdown(description="Article")
        self.beside = ipywidgets.Dropdown(description="Beside it")
        self.order = ipywidgets.Dropdown(options=list(ORDERS), description="Order of the passages")
        self._filters = {
            **{layer: Filter(title, self._draw, on=layer != "devices") for layer, (_, title) in pages.LAYERS.items()},
            pages.WORDS: Filter(palette.heading(marks), self._draw),
            "voices": Filter("Whose words", self._draw),
            "kinds": Filter("How it is told", self._draw),
            "sources": Filter("Whose claim", self._draw),
        }
        self.more = _toggle("More filters", "How it is told, whose claim, devices")
        self.as_python = _toggle("This view as Python", "A line of Python that shows this view again")
        self.again = ipywidgets.Button(
            description="Show all", tooltip="As at the beginning; what was excluded stays so"
        )
        self.again.on_click(lambda button: self._restart())
        self.code = ipywidgets.Textarea(description="This view as Python", rows=3, continuous_update=False)
        self.file = ipywidgets.Text(value="my-exclusions", description="File name", continuous_update=False)
        self.save = ipywidgets.Button(description="Save the log as CSV", layout={"width": "auto"})
        self.save.on_click(lambda button: self._save())
        self.said = ipywidgets.HTML()
        self._rows = {name: _row() for name in ("controls", "articles", "order", "code", "log")}
        self._rows["log"].children = [self.file, self.save, self.said]
        self._rows["controls"].children = list(self.controls.values())
        self._rows["articles"].children = [self.which, self.beside]
        self._rows["order"].children = [self.order, self.more, self.again, self.as_python]
        self._rows["code"].children = [self.code]
        self._take(articles, marks, voices)
        folded = [self._filters[name] for name in ("kinds", "sources", "devices")]
        self._folded = ipywidgets.VBox(folded)
        super().__init__(
            [
                *[self._rows["controls"]] * bool(self.controls),
                *[self._rows["articles"]] * (len(articles) > 1),
                *[self._filters[name] for name in ("words", "changes", "names", "voices")],
                self._folded,
                self._rows["order"],
                self._rows["code"],
                self.pane,
                self._rows["log"],
            ]
        )
        self.add_class("ww-widget")
        for control in self.controls.values():
            control.observe(self._again, "value")
        for control in (self.which, self.beside):
            control.observe(self._open, "value")
        for control in (self.order, self.more, self.as_python):
            control.observe(self._draw, "value")
        self._open()
        choices.choose(self, choice or {})
        self._still = False
        self._draw()

    # --- what is chosen

    @property
    def categories(self) -> dict[str, ipywidgets.Checkbox]:
        return self._filters[pages.WORDS].boxes

    @property
    def devices(self) -> dict[str, ipywidgets.Checkbox]:
        return self._filters["devices"].boxes

    @property
    def voices(self) -> dict[str, ipywidgets.Checkbox]:
        return self._filters["voices"].boxes

    @property
    def kinds(self) -> dict[str, ipywidgets.Checkbox]:
        return self._filters["kinds"].boxes

    @property
    def sources(self) -> dict[str, ipywidgets.Checkbox]:
        return self._filters["sources"].boxes

    @property
    def excluded(self) -> pd.DataFrame:
        return exclusions.table(self._marks, self._names, self._because)

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """What the reader works on, for a description of what was done; nothing where it shows another text."""
        if self._follow is not None:
            return {}
        hits = pages.of_layer(self._marks, pages.WORDS)
        rates = metrics.rate_by_voice(hits, self._words, self._sentences)
        return {"articles": self.articles, "voices": self._voices, "hits": hits, "rates": rates}

    def exclude(self, passage: str, because: str = "") -> None:
        """Take a passage out as a false hit: it is marked and counted no more.

        Parameters
        ----------
        passage : str
            Its name, such as ``"lapd-ice-raid:184-187"``.
        because : str
            Why it is no hit.

        Raises
        ------
        ValueError
            If no passage has this name.
        """
        if passage not in set(self._names):
            known = ", ".join(map(repr, self._names.head(3)))
            raise ValueError(f"There is no passage {passage!r} to take out. Passages here: {known or 'none'} …")
        self._because[passage] = str(because)[: exclusions.LONGEST_REASON]
        self._draw()

    def restore(self, passage: str) -> None:
        """Take back an exclusion.

        Parameters
        ----------
        passage : str
            Its name.
        """
        self._because.pop(passage, None)
        self._draw()

    def _asked(self, widget, asked, buffers) -> None:
        """What a click or a key in the pane asks for."""
        try:
            name = self._places[asked["at"]]
            if asked["do"] == "exclude":
                self.exclude(name)
            elif asked["do"] == "restore":
                self.restore(name)
            elif asked["do"] == "because" and name in self._because:
                self.exclude(name, asked["because"])
        except (KeyError, TypeError):
            return  # a passage of a page that has changed since

    def _save(self) -> None:
        """Write the log into a file in the folder of the notebook."""
        try:
            name = self.file.value.strip().removesuffix(".csv")
            if not re.search(r"[^\W_]", name):
                raise ValueError("the file has no name. Write one, such as my-exclusions.")
            path = logs.write(self.excluded, Path(f"{files.slug(name)}.csv"))
            n = len(self._because)
            said = f"Saved: {n:,} passage{'s' * (n != 1)} in {path.name}, in the folder of this notebook."
            self.said.value = f'<div class="ww"><p class="ww-said" role="status">{escape(said)}</p></div>'
        except Exception as error:  # noqa: BLE001  (shown where the reader looks; a callback's errors go to a log)
            self.said.value = f'<div class="ww">{failed(error, "Not saved")}</div>'

    # --- what is shown

    def _take(self, articles: pd.DataFrame, marks: pd.DataFrame, voices: pd.DataFrame) -> None:
        """Work on other tables; what was chosen stays chosen where it is still there."""
        marks = marks if "layer" in marks else marks.assign(layer=pages.WORDS)
        self.articles, self._marks, self._voices = articles, marks, voices
        self._words = voice_finder.attach(text.words(articles), voices)
        self._sentences = text.sentences(articles)
        self._looks = pages.looks(marks, voices)
        said = {key: languages.warnings(articles[articles["article_id"] == key]) for key in articles["article_id"]}
        self._doubts = {key: "".join(map(pages.said, sentences)) for key, sentences in said.items()}
        self._ids = f"reader-{zlib.crc32('|'.join(articles['article_id']).encode('utf-8', 'replace')):08x}"
        rows = tables.records(marks)
        self._names = pd.Series([exclusions.name_of(row) for row in rows], dtype="str")
        self._places = dict(zip(map(pages.place, rows), self._names, strict=True))
        self.hits = marks
        options = _titles(articles)
        self.which.options, self.which.value = options, options[0][1]
        self.beside.options, self.beside.value = [(_ALONE, ""), *options], ""

    def _again(self, change=None) -> None:
        """A control of this explorer was changed: other tables."""
        still, self._still = self._still, True
        try:
            key, beside = self.which.value, self.beside.value
            self._take(*self._follow({name: control.value for name, control in self.controls.items()}))
            self.which.value, self.beside.value = key, beside
            self._open()
        except Exception as error:  # noqa: BLE001  (shown where the reader looks; a callback's errors go to a log)
            self.pane.html = failed(error)
            return
        finally:
            self._still = still
        self._draw()

    def _restart(self) -> None:
        self._still = True
        for row in self._filters.values():
            row.show(None)
        self.order.value = next(iter(ORDERS))
        self._still = False
        self._draw()

    def _open(self, change=None) -> None:
        """Show another article: its voices are others."""
        still, self._still = self._still, True
        keys = self._keys()
        marks, voices = (t[t["article_id"].isin(keys)] for t in (self._marks, self._voices))
        for layer in pages.LAYERS:
            counted = pages.of_layer(marks, layer)["category"].value_counts()
            names = [name for name in (*self._looks.categories, *counted.index) if name in counted and name]
            self._filters[layer].offer({name: f"{name} ({counted[name]:,})" for name in dict.fromkeys(names)})
        for name, column in (("voices", "voice"), ("kinds", "kind"), ("sources", "credited")):
            counted = voices.groupby(column, sort=False)["n_words"].sum() if "n_words" in voices else {}
            labels = {
                each: f"{pages.KINDS.get(each, each) if column == 'kind' else each}"
                + (f" ({counted[each]:,} word{'s' * int(counted[each] != 1)})" if each in counted else "")
                for each in voices[column].unique()
            }
            self._filters[name].offer(labels)
        self._still = still
        self._draw()

    def _keys(self) -> list[str]:
        return list(dict.fromkeys(key for key in (self.which.value, self.beside.value) if key))

    def _draw(self, change=None) -> None:
        if self._still:
            return
        self._folded.layout.display = "flex" if self.more.value else "none"
        self._rows["code"].layout.display = "flex" if self.as_python.value else "none"
        self._rows["log"].layout.display = "flex" if self._because else "none"
        self.said.value = ""
        try:
            self.pane.html = self._page()
            self.code.value = choices.line(self, self._call)
        except Exception as error:  # noqa: BLE001  (shown where the reader looks; a callback's errors go to a log)
            self.pane.html = failed(error)

    def _page(self, static: bool = False) -> str:
        """The HTML of the present choice."""
        keys = self._keys()
        articles = pd.concat([self.articles[self.articles["article_id"] == key] for key in keys])
        heard = {column: self._filters[name] for name, column in choices.HEARD.items()}
        heard = {column: box.shown for column, box in heard.items() if len(box.shown) < len(box.boxes)}
        shown = {(layer, name) for layer in pages.LAYERS for name in self._filters[layer].shown}
        marks = zip(*(self._marks[name].tolist() for name in ("layer", "category")), self._names.tolist(), strict=True)
        kept = [(layer, category) in shown and name not in self._because for layer, category, name in marks]
        self.hits = hits = _within(self._marks[np.array(kept, bool)], keys, heard)
        words, voices = _within(self._words, keys, heard), _within(self._voices, keys, heard)
        sentences = self._sentences[self._sentences["article_id"].isin(keys)].reset_index(drop=True)
        told = metrics.denied(hits, self._voices)
        given = {"ids": self._ids, "looks": self._looks}
        texts = [
            self._doubts[key]
            + views.article(*(t[t["article_id"] == key] for t in (articles, told, voices)), **given).body
            for key in keys
        ]
        by = ["article_id", "voice"] if len(keys) > 1 else ["voice"]
        passages = views.concordance(told, articles, order=ORDERS[self.order.value], width=40, **given)
        log = exclusions.shown(self.excluded, self.articles, static=static) if self._because else ""
        measured = self._measures(hits, words, sentences, by=by, ids=self._ids)
        more = " data-ww-excludes" if self._follow is None else ""
        return laid_out(texts, f"{self._shares(keys)}{measured}{passages.body}{log}", static=static, more=more)

    def _shares(self, keys: list[str]) -> str:
        """The narrator's share of the words of each whole article, whatever is listened to."""
        titles, lines = {key: title for title, key in _titles(self.articles)}, []
        for key in keys:
            voice = self._words["voice"][self._words["article_id"] == key]
            own, total = int((voice == palette.NARRATOR).sum()), len(voice)
            where = f" in {titles[key][:80]!r}" if len(keys) > 1 else ""
            share = f" ({100 * own / total:.1f} %)" if total else ""
            lines.append(
                f"Of {total:,} words{where} {own:,} are the narrator’s words{share}, claims that it retells included."
            )
        return "".join(map(pages.said, lines))

    def static(self) -> Html:
        """Return the present choice as HTML that needs no kernel.

        Returns
        -------
        Html
        """
        always = {self._filters[pages.WORDS], self._filters["voices"]}
        said = [
            f"{row.title} shown: {', '.join(row.shown) or 'none'}."
            for row in self._filters.values()
            if row.boxes and (row in always or not row.usual)
        ]
        body = f'<div class="ww ww-pane">{pages.said(" ".join(said))}{self._page(static=True)}</div>'
        return Html(body, STYLE)

    def _repr_mimebundle_(self, **kwargs):
        bundle = super()._repr_mimebundle_(**kwargs)
        static = self.static()
        return {**(bundle or {}), "text/plain": repr(static), "text/html": static._repr_html_()}


def _within(spans: pd.DataFrame, keys: list[str], heard: dict[str, list[str]]) -> pd.DataFrame:
    """Rows of these articles in what is listened to, by the columns where not everything is."""
    inside = spans["article_id"].isin(keys)
    for column, names in heard.items():
        if column in spans:
            inside &= spans[column].isin(names)
    return spans if inside.all() else spans[inside]


def _titles(articles: pd.DataFrame) -> list[tuple[str, str]]:
    """What the list of articles shows, and the id that it stands for. Two may have one title."""
    titles = articles["title"] if "title" in articles else articles["article_id"]
    shown = [title or key for title, key in zip(titles, articles["article_id"], strict=True)]
    twice = {title for title in shown if shown.count(title) > 1}
    return [
        (f"{title} ({key})" if title in twice else title, key)
        for title, key in zip(shown, articles["article_id"], strict=True)
    ]


def _row() -> ipywidgets.Box:
    row = ipywidgets.Box()
    row.add_class("ww-controls")
    return row


def _toggle(name: str, tooltip: str) -> ipywidgets.ToggleButton:
    return ipywidgets.ToggleButton(description=name, tooltip=tooltip, layout={"width": "auto"})
