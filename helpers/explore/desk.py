"""An article of one's own: pasted, uploaded, or read from a path; it stays on this computer."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path

import ipywidgets
import pandas as pd

from helpers import article as article_files
from helpers.article.records import READERS
from helpers.article.tables import unique
from helpers.exclusions import COLUMNS
from helpers.explore.panes import STYLE, failed
from helpers.views import pages
from helpers.views.markup import Html, escape

_LARGEST = 20_000_000  # bytes of one uploaded file: as much as is read from a text
_HOW = (
    "Paste a text and press Read; or choose files, or write the name of an article or the path of a file or a folder: "
    "these are read at once. Nothing leaves this computer."
)


class Desk(ipywidgets.VBox):
    """Fields for articles of one's own, and below them the reader that shows what was read.

    Attributes
    ----------
    text : Textarea
    title, path : Text
    files : FileUpload
    read : Button
    said : HTML
        What was read, and what could not be and why.
    articles : DataFrame
        All articles that were read so far.
    reader : Reader or None
        What shows them.
    """

    def __init__(self, show: Callable[[pd.DataFrame], ipywidgets.Widget], articles: pd.DataFrame | None = None):
        self._show = show
        self.articles, self.reader = pd.DataFrame(), None
        self.text = ipywidgets.Textarea(description="Text", placeholder="Paste the article here", rows=6)
        self.title = ipywidgets.Text(description="Its headline", placeholder="may be left out")
        self.files = ipywidgets.FileUpload(
            accept=",".join(READERS), multiple=True, description="Choose files", layout={"width": "auto"}
        )
        self.path = ipywidgets.Text(description="Or a path", placeholder="my-article.txt", continuous_update=False)
        self.read = ipywidgets.Button(description="Read", layout={"width": "auto"})
        self.clear = ipywidgets.Button(description="Start again", layout={"width": "auto"})
        self.said = ipywidgets.HTML(_said(_HOW))
        pasted, rest = ipywidgets.Box([self.text]), ipywidgets.Box([self.title, self.files, self.path, self.read])
        rest.children += (self.clear,)
        for row in (pasted, rest):
            row.add_class("ww-controls")
        self.text.add_class("ww-whole-line")
        super().__init__([pasted, rest, self.said])
        self.add_class("ww-widget")
        self.read.on_click(self._read)
        self.clear.on_click(self._clear)
        self.path.observe(lambda change: change["new"].strip() and self._read(), "value")
        self.files.observe(lambda change: change["new"] and self._read(), "value")
        if articles is not None:
            self._add(articles)

    def _read(self, button=None) -> None:
        if not self._filled and len(self.articles):
            # A chosen file was read at once: who presses Read then is told so.
            last = self.articles.tail(1)
            self.said.value = _said(f"Nothing new stands in the fields. Read already, as the last: {_named(last)}.")
            return
        given, refused = self._given(), []

        def tried(step: Callable[[], pd.DataFrame]) -> pd.DataFrame | None:
            try:
                return step()
            except Exception as error:  # noqa: BLE001  (shown where the reader looks; a callback's errors go to a log)
                refused.append(failed(error, "This could not be read"))
                return None

        with warnings.catch_warnings(record=True) as noted:
            warnings.simplefilter("always")
            # Each by itself: what is wrong with one text keeps nobody from the others.
            read = [(fields, table) for fields, step in given if (table := tried(step)) is not None]
            new = tried(lambda: self._add(pd.concat([table for _, table in read]))) if read else None
        told = ""
        if new is not None:
            n = len(self.articles)
            more = f"{n} articles are here; choose one, and one beside it." if n > 1 else "Nothing left this computer."
            told = _said(f"Read: {_named(new)}. {more}")
            for field in (field for fields, _ in read for field in fields):
                field.value = ""
        self.said.value = told + _shown("".join([*refused, *(pages.said(str(note.message)) for note in noted)]))
        self.files.value = ()  # so that the same file can be chosen again

    def _add(self, new: pd.DataFrame) -> pd.DataFrame:
        """Show articles together with those that are here."""
        before = 0 if self.reader is None else len(self.articles)
        articles = pd.concat([self.articles, new], ignore_index=True) if before else new.reset_index(drop=True)
        articles = articles.astype("str").where(articles.notna(), "")
        articles["article_id"] = unique(articles["article_id"].tolist())
        reader = self._show(articles)
        self.articles, self.reader = articles, reader
        reader.which.value = articles["article_id"].iloc[before]
        self.children = (*self.children[:3], reader)
        return new

    @property
    def _filled(self) -> bool:
        return bool(self.text.value.strip() or self.files.value or self.path.value.strip())

    def _given(self) -> list[tuple[tuple[ipywidgets.Text, ...], Callable[[], pd.DataFrame]]]:
        """What stands in the fields: which are emptied when it was read, and how each is read."""
        text, title, path = (field.value.strip() for field in (self.text, self.title, self.path))
        given = []
        if text:
            pasted = partial(article_files.from_text, self.text.value, title=title)
            given.append(((self.text, self.title), pasted))
        given += [((), partial(_uploaded, file)) for file in self.files.value]
        if path:
            given.append(((self.path,), partial(article_files.read, path)))
        return given or [((), _nothing)]

    def _clear(self, button=None) -> None:
        self.articles, self.reader = pd.DataFrame(), None
        self.children = self.children[:3]
        self.said.value = _said(_HOW)

    @property
    def excluded(self) -> pd.DataFrame:
        """What the reader took out as false hits."""
        return pd.DataFrame(columns=COLUMNS) if self.reader is None else self.reader.excluded

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """What the reader works on, for a description of what was done."""
        return {} if self.reader is None else self.reader.tables

    def _repr_mimebundle_(self, **kwargs):
        bundle = super()._repr_mimebundle_(**kwargs)
        static = Html(_shown(pages.said("Here stand fields for an article of your own; they need JupyterLab.")), STYLE)
        if self.reader is not None:
            static = self.reader.static()
        return {**(bundle or {}), "text/plain": repr(static), "text/html": static._repr_html_()}


def _named(articles: pd.DataFrame) -> str:
    return ", ".join(articles["title"].where(articles["title"] != "", articles["article_id"]))[:300]


def _nothing() -> pd.DataFrame:
    raise ValueError(f"nothing was given. {_HOW}")


def _uploaded(file: dict) -> pd.DataFrame:
    """Articles of an uploaded file, which never gets a place outside a folder that is taken away at once."""
    name, content = Path(str(file["name"])), bytes(file["content"])
    ending = name.suffix.lower()
    if len(content) > _LARGEST:
        raise ValueError(
            f"{name.name!r} has {len(content) / 1e6:.0f} MB; an article has {_LARGEST // 10**6} MB at most."
        )
    if ending not in READERS:
        raise ValueError(
            f"{name.name!r} is not read: files that end in {', '.join(READERS)} are. Save its text as plain text, or "
            "copy it and paste it."
        )
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        # The name of the file is a text from outside: it names the article, and never a place on the disk.
        path = Path(folder) / f"upload{ending}"
        path.write_bytes(content)
        read = _as_called(lambda: article_files.read(path), str(path), name.name)
    same = read["article_id"].str.startswith(path.stem)
    mended = read["article_id"].str.replace(path.stem, name.stem, n=1, regex=False)
    return read.assign(article_id=read["article_id"].where(~same, mended))


def _as_called(read: Callable[[], pd.DataFrame], path: str, name: str) -> pd.DataFrame:
    """What a file holds; in every message it is called as its owner calls it, not as it is kept for a moment."""

    def called(said: object) -> str:
        said = str(said).replace(repr(path), repr(name)).replace(path, name).replace(Path(path).name, name)
        return said.replace("give that text to article.from_text", "paste it into the field Text")

    with warnings.catch_warnings(record=True) as noted:
        warnings.simplefilter("always")
        try:
            new = read()
        except Exception as error:
            raise ValueError(called(error)) from error
    for note in noted:
        warnings.warn(called(note.message), note.category, stacklevel=2)
    return new


def _said(sentence: str) -> str:
    return f'<div class="ww"><p class="ww-said" role="status">{escape(sentence)}</p></div>'


def _shown(body: str) -> str:
    return f'<div class="ww">{body}</div>' if body else ""
