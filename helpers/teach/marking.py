"""Marking words of an article in the notebook: the widget behind :func:`helpers.teach.mark`.

It loads the widget library when it is imported. The script is the same as on the pupil's page.
"""

from __future__ import annotations

import re
import secrets
from pathlib import Path

import anywidget
import pandas as pd
import traitlets

from helpers import files, palette, views
from helpers.teach import marks
from helpers.views import pages
from helpers.views.markup import Html

_STATIC = Path(__file__).parent / "static"
_STYLE = palette.css() + re.sub(r"/\*.*?\*/", "", (_STATIC / "mark.css").read_text(encoding="utf-8"), flags=re.DOTALL)


class Marking(anywidget.AnyWidget):
    """An article to be marked, made by :func:`helpers.teach.mark`.

    Attributes
    ----------
    text : str
    labels : list of dict
        ``name``, ``help``, ``slot``.
    marks : list of dict
        ``start``, ``end`` (code points), ``text``, ``label``, ``note``.
    said : str
        A line for the reader, such as where the marks are saved.
    path : Path or None
        The file in which the marks are kept; None where nothing is to be saved.
    """

    _esm = _STATIC / "mark.js"
    _css = _STYLE
    text = traitlets.Unicode().tag(sync=True)
    labels = traitlets.List().tag(sync=True)
    marks = traitlets.List().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)

    def __init__(self, articles: pd.DataFrame, labels: marks.Labels, path: Path | None, nickname: str):
        self._articles, self._copy, self._nickname = articles, secrets.token_hex(8), nickname
        self.path = path
        super().__init__(text=articles["text"].iloc[0], labels=marks.for_page(labels))
        self._restore()
        self.observe(self._save, "marks")

    @traitlets.validate("marks")
    def _fitting(self, proposal: dict) -> list:
        """Refuse marks that do not fit the text: an offset that is wrong would mark innocent words."""
        names = [label["name"] for label in self.labels]
        for mark in proposal["value"]:
            start, end = mark.get("start"), mark.get("end")
            if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(self.text)):
                raise traitlets.TraitError(f"A mark has no place in the text: {mark}")
            if mark.get("text") != self.text[start:end] or mark.get("label") not in names:
                raise traitlets.TraitError(f"A mark is not what stands there, or its label is none of {names}: {mark}")
        return proposal["value"]

    @property
    def spans(self) -> pd.DataFrame:
        """The marks so far as a span table: ``article_id, start, end, text, label, note``."""
        return marks.table(self._articles["article_id"].iloc[0], self.marks)

    def _restore(self) -> None:
        if self.path is None or not self.path.is_file():
            return
        try:
            kept = marks.parse(self.path.read_bytes(), self._articles, labels=[label["name"] for label in self.labels])
        except (OSError, ValueError) as error:
            # What cannot be read is not written over: perhaps it can be mended, or it is of another text.
            old, number = self.path, 2
            while self.path.exists():
                self.path, number = old.with_stem(f"{old.stem}-{number}"), number + 1
            self.said = f"{old.name} was left as it is: {error}. Your marks go to {self.path.name}."
            return
        self._copy = kept.copy or self._copy
        self.marks = kept.table.drop(columns="article_id").to_dict("records")

    def _save(self, change: dict) -> None:
        if self.path is None:
            return
        row, names = self._articles.iloc[0], [label["name"] for label in self.labels]
        try:
            made = marks.content(row, names, self.marks, nickname=self._nickname, copy=self._copy)
            files.write(self.path, made, default=self.path.name)
        except OSError as error:  # a callback's error goes to a log that nobody reads
            self.said = f"The marks could not be saved: {error}"

    def static(self) -> Html:
        """Return the marks so far as HTML that needs no kernel."""
        spans = self.spans
        looks = pages.Looks({}, marks.looks([label["name"] for label in self.labels]))
        return views.article(self._articles, spans.assign(category=spans["label"], term=spans["label"]), looks=looks)

    def _repr_mimebundle_(self, **kwargs):
        bundle = super()._repr_mimebundle_(**kwargs)
        data, about = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        static = self.static()
        return {**data, "text/plain": repr(static), "text/html": static._repr_html_()}, about
