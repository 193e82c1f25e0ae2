"""A widget to correct voices: choose words, say whose they are, and the text, its counts and the log follow.

It computes nothing itself: :mod:`helpers.voices.corrections` keeps the corrections, :mod:`helpers.metrics` counts.
"""

from __future__ import annotations

import warnings
from pathlib import Path

import anywidget
import ipywidgets
import pandas as pd
import traitlets

from helpers import files, metrics, views
from helpers import voices as voice_finder
from helpers.article import DATA, available, tables
from helpers.views.markup import Html
from helpers.voices import corrections

_STATIC = Path(__file__).parent / "static"
_STYLE = views.style() + "".join(
    (_STATIC / name).read_text(encoding="utf-8") for name in ("explore.css", "corrections.css")
)
_KINDS = {
    "the narrator speaks": "narrator",
    "retold: a source's claim, in somebody else's words": "indirect",
    "quoted: the source's own words": "direct",
    "block quotation": "block",
}
_TOLD = {"narrator": "narrator", "indirect": "retold", "direct": "quoted", "block": "block"}
_ENDING = ".voices.csv"
_SHOWN = 60


class Page(anywidget.AnyWidget):
    """The article with its counts; the pointer chooses words in it.

    Attributes
    ----------
    html : str
        What is shown, escaped.
    said : str
        What happened last; read out by screen readers.
    failed : bool
        Whether that is an error.
    chosen : list of int
        Start and end of the words chosen last, in code points, and how many times something was chosen.
    """

    _esm = _STATIC / "corrections.js"
    _css = _STYLE
    html = traitlets.Unicode().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)
    failed = traitlets.Bool(False).tag(sync=True)
    chosen = traitlets.List(traitlets.Int()).tag(sync=True)


class Corrector(ipywidgets.VBox):
    """Fields above an article in which a reader corrects voices, made by :func:`voices`.

    Attributes
    ----------
    articles : DataFrame
        The articles with what was corrected so far.
    found : DataFrame
        Their voices, corrected.
    which, passage, words, kind, source, why : Widget
        The fields: article, stretch, its words, how they are told, by whom, and the reason.
    correct, undo, save : Button
    page : Page
    """

    def __init__(self, articles: pd.DataFrame, file: str | Path | None):
        self.articles, self._file = articles, file
        self._before: list[pd.DataFrame] = []
        self._start: int | None = None
        self.page = Page()
        wide = ipywidgets.Layout(width="100%")
        # Sent when a field is left: an answer to each letter could overtake who types fast.
        late = {"continuous_update": False, "layout": wide}
        ids = articles["article_id"]
        titles = articles["title"].where(articles["title"] != "", ids) if "title" in articles else ids
        options = list(zip(titles, ids, strict=True))
        self.which = ipywidgets.Dropdown(options=options, description="Article", layout=wide)
        self.passage = ipywidgets.Dropdown(description="Stretch", layout=wide)
        self.words = ipywidgets.Textarea(description="Words", rows=3, **late)
        self.kind = ipywidgets.Dropdown(options=list(_KINDS.items()), description="How", layout=wide)
        self.source = ipywidgets.Combobox(description="Source", placeholder="who", ensure_option=False, **late)
        self.why = ipywidgets.Text(description="Why", placeholder="for the log", **late)
        self.correct = ipywidgets.Button(description="Correct", button_style="", tooltip="Correct these words")
        self.undo = ipywidgets.Button(description="Undo", tooltip="Take the last correction back", disabled=True)
        self.save = ipywidgets.Button(description="Save", tooltip="Keep the corrections in a file beside the article")
        fields = [self.passage, self.words, self.kind, self.source, self.why]
        fields = [self.which, *fields] if len(articles) > 1 else fields
        for field in fields:
            field.add_class("ww-field")
        buttons = ipywidgets.HBox([self.correct, self.undo, self.save])
        controls = ipywidgets.VBox([*fields, buttons])
        for box in (controls, buttons):
            box.add_class("ww-form")
        super().__init__([controls, self.page])
        self.add_class("ww-widget")
        self._load()
        self.which.observe(lambda change: self._try(self._open), "value")
        self.passage.observe(lambda change: self._pick(change["new"]), "value")
        self.page.observe(self._choose, "chosen")
        for button, act in ((self.correct, self._correct), (self.undo, self._undo), (self.save, self._keep)):
            button.on_click(lambda _, act=act: self._try(act))
        self._tell("Choose words in the text, or a stretch from the list; say whose they are; then press Correct.")

    def _load(self) -> None:
        """Take corrections along that lie in the file of an article without any, and show the first article."""
        for key in self.articles["article_id"]:
            own = self.articles["article_id"] == key
            carried = self.articles.loc[own, corrections.FIELD].iloc[0] if corrections.FIELD in self.articles else ""
            path = self._path(key)
            if carried in ("", None) and path.is_file():
                said = path.read_text(encoding="utf-8", errors="replace")
                corrections.read(said, path.name)
                if corrections.FIELD not in self.articles:
                    self.articles = self.articles.assign(**{corrections.FIELD: ""})
                field = self.articles[corrections.FIELD].mask(own, said)
                self.articles = self.articles.assign(**{corrections.FIELD: field.astype("str")})
        self._open()

    def _path(self, key: str) -> Path:
        """The file of an article's corrections: beside the kit's own article, else where the reader said, or here."""
        if self._file is not None:
            return Path(self._file).expanduser()
        folder = DATA / "articles" if key in available() else Path()
        return folder / f"{key if key in available() else files.slug(key)}{_ENDING}"

    def _own(self) -> pd.DataFrame:
        return self.articles[self.articles["article_id"] == self.which.value]

    def _open(self) -> None:
        """Find the voices again, and show the article that is chosen."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what was refused stands in the log below the text
            self.found = voice_finder.find(self.articles)
        rows = self.found[self.found["article_id"] == self.which.value]
        rows = rows[rows["text"].str.strip() != ""]
        listed = [
            (f"{number}. {_TOLD[row.kind]}{self._whose(row)}: {_short(row.text)}", row.start)
            for number, row in enumerate(rows.itertuples(index=False), start=1)
        ]
        self._rows = rows.set_index("start", drop=False)
        chosen = self.passage.value
        self.passage.options = listed
        places = [place for _, place in listed]
        self.passage.value = max((place for place in places if place <= (chosen or 0)), default=places[0])
        names = self.found.loc[self.found["article_id"] == self.which.value, "credited"].unique()
        self.source.options = [name for name in names if name != "narrator"]
        self.undo.disabled = not self._before
        self.page.html = self._shown()
        self._pick(self.passage.value)

    @staticmethod
    def _whose(row) -> str:
        return "" if row.kind == "narrator" else f", {row.credited}"

    def _pick(self, start: int | None) -> None:
        """Fill the fields with a stretch as it stands."""
        self._start = None
        if start is None or start not in self._rows.index:
            return
        row = self._rows.loc[start]
        self.words.value = row["text"].strip()
        self.kind.value = row["kind"]
        self.source.value = "" if row["kind"] == "narrator" else row["credited"]

    def _choose(self, change) -> None:
        """Words were chosen with the pointer: a place alone means its stretch."""
        start, end = change["new"][:2]
        within = self._rows.index[self._rows.index <= start]
        if len(within):
            self.passage.value = int(within[-1])
            self._pick(self.passage.value)
        chosen = self._own()["text"].iloc[0][start:end]
        if chosen.strip():
            self._start = start + len(chosen) - len(chosen.lstrip())
            self.words.value = chosen.strip()
            self._tell(f"Chosen: {_short(chosen)}")
        elif len(within):
            self._tell(f"Chosen: {_short(self.words.value)}")

    def _place(self) -> int | None:
        """Where the words stand: as they were chosen, or in the stretch; else None, where they may stand once."""
        whole, words = self._own()["text"].iloc[0], self.words.value
        start = self._start
        if start is not None and whole[start : start + len(words)] == words:
            return start
        row = self._rows.loc[self.passage.value]
        at = whole.find(words, row["start"], row["end"])
        return at if at >= 0 else None

    def _correct(self) -> None:
        row = {"kind": self.kind.value, "credited": "" if self.kind.value == "narrator" else self.source.value}
        own = self._own()
        new = corrections.add(
            own, self.found, self.words.value, **row, why=self.why.value, at=self._place() if self.words.value else None
        )
        before = self.articles
        column = before[corrections.FIELD] if corrections.FIELD in before else pd.Series("", before.index, dtype="str")
        changed = column.fillna("").mask(before["article_id"] == self.which.value, new[corrections.FIELD].iloc[0])
        self.articles = before.assign(**{corrections.FIELD: changed.astype("str")})
        self._before.append(before)
        self._open()
        self.why.value = ""
        self._tell(f"Corrected: {_short(corrections.placed(new)['text'].iloc[-1])} – not saved yet.")

    def _undo(self) -> None:
        if not self._before:
            raise ValueError("There is nothing to take back.")
        self.articles = self._before.pop()
        self._open()
        self._tell("The last correction is taken back. What was saved before stays in its file until you press Save.")

    def _keep(self) -> None:
        path = self._path(self.which.value)
        corrections.save(self._own(), path)
        n = len(corrections.placed(self._own()))
        self._tell(
            f"Saved: {n} correction{'s' * (n != 1)} in {path.name}. article.read takes them along where this file lies "
            "beside the article's."
        )

    def _try(self, act) -> None:
        try:
            act()
        except Exception as error:  # noqa: BLE001  (shown where the reader looks; a callback's errors go to a log)
            self._tell(f"Not done. {error.args[0] if error.args else type(error).__name__}", failed=True)

    def _tell(self, said: str, *, failed: bool = False) -> None:
        self.page.failed, self.page.said = failed, said

    def _shown(self) -> str:
        """The article, whose claim its words are before and after, and the log."""
        own = self._own()
        plain = voice_finder.find(own.drop(columns=corrections.FIELD, errors="ignore"))
        found = self.found[self.found["article_id"] == self.which.value]
        article = views.article(own, voices=found)
        counts = [metrics.share_of_voice(rows, by="credited").set_index("credited")["n"] for rows in (plain, found)]
        both = pd.concat(counts, axis=1, keys=["by the rules", "corrected"]).fillna(0).astype(int)
        table = views.table(both.rename_axis("whose claim").reset_index(), caption="Words credited to each source")
        log = corrections.placed(own)
        told = views.table(_readable(log), caption="The log of corrections") if len(log) else Html("")
        return (
            '<div class="ww-explorer"><div class="ww-text" data-ww-keep="text" role="group" '
            f'aria-label="Article to correct" tabindex="0">{article.body}</div><div class="ww-measures" role="group" '
            f'aria-label="Counts and log" tabindex="0">{table.body}{told.body}</div></div>'
        )

    def _repr_mimebundle_(self, **kwargs):
        bundle = super()._repr_mimebundle_(**kwargs)
        body = self.page.html.replace('class="ww-explorer"', 'class="ww-explorer ww-static"', 1)
        static = Html(f'<div class="ww ww-pane">{body}</div>', _STYLE)
        return {**(bundle or {}), "text/plain": repr(static), "text/html": static._repr_html_()}


def voices(articles: pd.DataFrame, *, file: str | Path | None = None) -> Corrector:
    """Return an article whose voices can be corrected: choose words, say whose they are, and the counts follow.

    Choose words with the pointer, or a stretch from the list, or write words of the article into the field. *Save* puts
    the corrections into a file beside the article, and from then on :func:`helpers.article.read` takes them along.

    Parameters
    ----------
    articles : DataFrame
        One article or several. Corrections that it carries are shown, and can be added to.
    file : str or Path, optional
        Where to keep the corrections of one article: ``flood.voices.csv`` in the folder of ``flood.md``. Without it
        they lie beside the kit's own article of that name, else in the folder of the notebook. A file that is there is
        read first.

    Returns
    -------
    Corrector
        A widget; ``.articles`` and ``.found`` are the corrected tables. In a page without a kernel it shows the text
        and the log.

    Raises
    ------
    ValueError
        If there is no article, or several for one file, or the file cannot be read as corrections.

    Examples
    --------
    >>> from helpers.article import from_text
    >>> desk = voices(from_text("Marchers said the square was theirs."))
    >>> desk.words.value, desk.kind.value, desk.source.value = "the square was theirs", "direct", "Ann Hill"
    >>> desk.correct.click()
    >>> desk.found.voice.tolist()
    ['narrator', 'Ann Hill', 'narrator']
    """
    tables.check(articles, some=True)
    if file is not None and len(articles) > 1:
        raise ValueError(f"file= is for one article, and the table has {len(articles)}. Choose one, or leave file out.")
    if file is not None and not Path(file).name.endswith(_ENDING):
        raise ValueError(f"{Path(file).name!r} does not end in {_ENDING}, by which article.read knows corrections.")
    return Corrector(articles, file)


def _readable(log: pd.DataFrame) -> pd.DataFrame:
    """The log in the words of the fields."""
    was = [kind.partition(", ") for kind in log["was"]]
    was = [f"{_TOLD.get(kind, kind)}{comma}{name}" for kind, comma, name in was]
    now = [
        _TOLD[kind] if kind == "narrator" else f"{_TOLD[kind]}, {name}"
        for kind, name in zip(log["kind"], log["credited"], strict=True)
    ]
    return log.assign(was=was, now=now)[["text", "was", "now", "why", "state"]]


def _short(said: str) -> str:
    said = " ".join(said.split())
    return said if len(said) <= _SHOWN else f"{said[:_SHOWN]} …"
