"""A widget to edit a word list: take terms off, put terms on, weigh them, and see text and numbers follow.

It computes nothing itself: :mod:`helpers.lexicon` makes the edited list, :mod:`helpers.metrics` counts.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field, replace
from pathlib import Path

import ipywidgets
import pandas as pd

from helpers import files, metrics, text, views
from helpers import lexicon as word_lists
from helpers import voices as voice_finder
from helpers.article import tables
from helpers.explore.panes import STYLE, Pane, failed, laid_out
from helpers.views import pages
from helpers.views.markup import Html, escape

# The rates are shown without their intervals, which one edit would hardly move: no need to draw many.
_DRAWS = 1
_HOW = (
    "Choose an entry, or a marked word in the text; take it off the list or let it count for more or less. Or add one."
)


@dataclass(frozen=True)
class Changes:
    """What was changed so far: new rows by their term, terms taken off, weights by term."""

    added: dict[str, dict] = field(default_factory=dict)
    removed: frozenset[str] = frozenset()
    weights: dict[str, float] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.weights)


class WordList(ipywidgets.VBox):
    """Fields to edit a word list above an article that follows, made by :func:`lexicon`.

    Attributes
    ----------
    lexicon : Lexicon
        The list as it is now.
    hits : DataFrame
        Its hits in the article that is shown.
    which, entry, weight : Widget
        The article, the entry that is chosen, and for how many hits it counts.
    term, category, neutral : Widget
        A new entry.
    add, off, undo, again, save : Button
    file : Text
        Name of the file to save into.
    said : HTML
        What was done last, or why it could not be.
    pane : Pane
        Text, counts, changes and passages.
    """

    def __init__(self, articles: pd.DataFrame, listed: word_lists.Lexicon):
        self._articles, self._first, self.lexicon = articles, listed, listed
        self._voices = voice_finder.find(articles)
        self._words = voice_finder.attach(text.words(articles), self._voices)
        self._sentences = text.sentences(articles)
        self._ids = f"list-{zlib.crc32('|'.join(articles['article_id']).encode('utf-8', 'replace')):08x}"
        self._category = dict(zip(listed.entries["term"].tolist(), listed.entries["category"].tolist(), strict=True))
        self._states = [(Changes(), listed)]
        self._still = False
        self._before: dict[str, tuple[pd.DataFrame, pd.DataFrame]] = {}  # of the list as it was, by article
        titles = articles["title"].where(articles["title"] != "", articles["article_id"])
        titles = titles.where(~titles.duplicated(keep=False), titles + " (" + articles["article_id"] + ")")
        self.which = ipywidgets.Dropdown(
            options=list(zip(titles, articles["article_id"], strict=True)), description="Article"
        )
        self.entry = ipywidgets.Dropdown(description="Entry")
        self.off = _button("Take off the list")
        self.weight = ipywidgets.BoundedFloatText(
            value=1, min=0, max=100, step=0.5, description="Counts as", layout={"width": "9rem"}
        )
        # A value is sent when its field is left: sent with each letter, the last ones may come after the click on Add.
        self.term = ipywidgets.Text(
            description="New term", placeholder="hazard* or public safety", continuous_update=False
        )
        self.category = ipywidgets.Combobox(
            description="Category",
            options=list(listed.entries["category"].unique()),
            ensure_option=False,
            continuous_update=False,
        )
        self.neutral = ipywidgets.Text(
            description="Plainer word", placeholder="may be left out", continuous_update=False
        )
        self.add = _button("Add")
        self.undo = _button("Undo")
        self.again = _button("Start again")
        self.file = ipywidgets.Text(value="my-words", description="File name", continuous_update=False)
        self.save = _button("Save as CSV")
        self.said = ipywidgets.HTML()
        self.pane = Pane()
        rows = [
            [self.entry, self.weight, self.off],
            [self.term, self.category, self.neutral, self.add],
            [self.undo, self.again, self.file, self.save],
        ]
        rows = [[self.which], *rows] if len(articles) > 1 else rows
        boxes = [ipywidgets.Box(row) for row in rows]
        for box in boxes:
            box.add_class("ww-controls")
        super().__init__([*boxes, self.said, self.pane])
        self.add_class("ww-widget")
        self.which.observe(lambda change: self._try(self._draw), "value")
        self.entry.observe(lambda change: self._chosen(), "value")
        self.weight.observe(lambda change: self._still or self._try(self._weigh), "value")
        self.pane.observe(lambda change: self._picked(), "picked")
        for button, act in (
            (self.add, self._add),
            (self.off, self._off),
            (self.undo, self._undo),
            (self.again, self._again),
            (self.save, self._save),
        ):
            button.on_click(lambda _, act=act: self._try(act))
        self._draw()
        self._tell(_HOW)

    @property
    def changes(self) -> Changes:
        """What is changed now."""
        return self._states[-1][0]

    def _become(self, changes: Changes) -> None:
        """Take on new changes, once a list can be made of them."""
        rows = pd.DataFrame(
            list(changes.added.values()), columns=["term", "category", "neutral", "source"], dtype="str"
        )
        made = self._first
        if changes:
            removed = sorted(changes.removed & self._category.keys())
            made = word_lists.edited(self._first, add=rows, remove=removed, weights=changes.weights)
        self._states.append((changes, made))
        self._go_on()

    def _go_on(self) -> None:
        """Show what the last state is."""
        self.lexicon = self._states[-1][1]
        self._draw()

    def _add(self) -> None:
        term, category = " ".join(self.term.value.split()), " ".join(self.category.value.split())
        if not term:
            raise ValueError("there is no new term. Write one, such as hazard* (the * stands for any ending).")
        now = self.changes
        on_list = (self._category.keys() - now.removed) | set(now.added)
        if term in on_list:
            raise ValueError(f"{term!r} is on the list already.")
        row = {
            "term": term,
            "category": category or "own",
            "neutral": self.neutral.value.strip(),
            "source": "added here",
        }
        self._become(replace(now, added=now.added | {term: row}))
        n = int((self.hits["term"] == term).sum())
        self.term.value = self.neutral.value = ""
        self._choose(term)
        self._tell(f"Added: {term} [{row['category']}], {_n(n, 'hit')} here.")

    def _off(self) -> None:
        term, now = self._term(), self.changes
        if term in now.removed:
            self._become(replace(now, removed=now.removed - {term}))
            self._tell(f"On the list again: {term}.")
            return
        weights = {other: weight for other, weight in now.weights.items() if other != term}
        if term in now.added:
            added = {other: row for other, row in now.added.items() if other != term}
            self._become(replace(now, added=added, weights=weights))
        else:
            self._become(replace(now, removed=now.removed | {term}, weights=weights))
        self._tell(f"Taken off the list: {term}.")

    def _weigh(self) -> None:
        term, now, weight = self._term(), self.changes, float(self.weight.value)
        if term in now.removed:
            raise ValueError(f"{term!r} is off the list, so it counts for nothing.")
        weights = {other: old for other, old in now.weights.items() if other != term}
        if weight != _weight(self._first, term):
            weights[term] = weight
        self._become(replace(now, weights=weights))
        self._tell(f"One hit of {term} counts as {weight:g}.")

    def _undo(self) -> None:
        if len(self._states) == 1:
            raise ValueError("there is nothing to take back.")
        del self._states[-1]
        self._go_on()
        self._tell("The last change is taken back.")

    def _again(self) -> None:
        self._become(Changes())
        self._tell("This is the list as it was read. Undo brings your changes back.")

    def _save(self) -> None:
        if not re.search(r"\w", self.file.value):
            raise ValueError("the file has no name. Write one, such as my-words.")
        name = files.slug(self.file.value.strip().removesuffix(".csv"))
        path = word_lists.write(self.lexicon, Path(f"{name}.csv"))
        self._tell(
            f"Saved: {_n(len(self.lexicon), 'entry', 'entries')} in {path.name}, in the folder of this notebook. "
            f'lexicon.read("{path.name}") reads it; its fingerprint begins with {self.lexicon.sha256[:12]}.'
        )

    def _term(self) -> str:
        if self.entry.value is None:
            raise ValueError("no entry is chosen: none of the list is found in this article.")
        return self.entry.value

    def _choose(self, term: str) -> None:
        if term in [value for _, value in self.entry.options]:
            self.entry.value = term

    def _chosen(self) -> None:
        """Show the weight of the entry, and whether it is on the list."""
        term = self.entry.value
        self._still = True
        self.weight.value = self.changes.weights.get(term, _weight(self._first, term))
        self._still = False
        self.off.description = "Put back on" if term in self.changes.removed else "Take off the list"

    def _picked(self) -> None:
        """A mark or a row was chosen: its entry is the one to edit."""
        start, end = self.pane.picked.rsplit("-", 2)[1:]
        at = self.hits[(self.hits["start"] == int(start)) & (self.hits["end"] == int(end))]
        if len(at):
            self._choose(at["term"].iloc[0])
            self._tell(f"Chosen: {self.entry.value}.")

    def _try(self, act) -> None:
        try:
            act()
        except Exception as error:  # noqa: BLE001  (shown where the reader looks; a callback's errors go to a log)
            self.said.value = f'<div class="ww">{failed(error, "Not done")}</div>'
            self._chosen()

    def _tell(self, sentence: str) -> None:
        self.said.value = f'<div class="ww"><p class="ww-said" role="status">{escape(sentence)}</p></div>'

    def _draw(self) -> None:
        self.pane.html = self._page()
        now, found = self.changes, self.hits["term"].value_counts()
        options = [(f"{term} ({n})", term) for term, n in found.items()]
        options += [(f"{term} (0)", term) for term in (*now.added, *now.weights) if term not in found]
        options += [(f"{term} (off the list)", term) for term in sorted(now.removed)]
        options, before = list(dict.fromkeys(options)), self.entry.value
        self.entry.options = options
        terms = [term for _, term in options]
        self.entry.value = before if before in terms else next(iter(terms), None)
        self.entry.disabled = self.weight.disabled = self.off.disabled = not terms
        self.undo.disabled = self.again.disabled = len(self._states) == 1
        self._chosen()

    def _page(self, static: bool = False) -> str:
        key = self.which.value
        article, voices, words = (t[t["article_id"] == key] for t in (self._articles, self._voices, self._words))
        sentences = self._sentences[self._sentences["article_id"] == key].reset_index(drop=True)
        if key not in self._before:
            self._before[key] = self._found(self._first, article, voices, words, sentences)
        before, first = self._before[key]
        self.hits, now = self._found(self.lexicon, article, voices, words, sentences)
        looks = pages.looks(pd.concat([before[["category"]], self.hits[["category"]]]), voices)
        shown = views.article(article, self.hits, voices, ids=self._ids, looks=looks)
        passages = views.concordance(self.hits, article, width=40, ids=self._ids, looks=looks)
        both = pd.DataFrame(
            {
                "words": first["total"],
                "hits before": first["n"],
                "hits now": now["n"],
                "rate before": first["rate_per_1000"].round(1),
                "rate now": now["rate_per_1000"].round(1),
            }
        )
        table = views.table(
            both.rename_axis("whose words").reset_index(),
            caption=f"Hits in each voice, with {self._first.name!r} as it was and as it is now (rate: per 1,000 words)",
        )
        weighed = "weight" in self.lexicon.entries
        note = pages.said("Hits of your list are added up by what they count as.") if weighed else ""
        return laid_out([shown.body], table.body + note + self._changes() + passages.body, static=static)

    @staticmethod
    def _found(listed: word_lists.Lexicon, article, voices, words, sentences) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Hits of a list in an article, and their rate in each voice."""
        hits = voice_finder.attach(word_lists.explain(word_lists.match(article, listed), listed), voices)
        return hits, metrics.rate_by_voice(hits, words, sentences, draws=_DRAWS).set_index("voice")

    def _changes(self) -> str:
        """The changes so far, and which list this is."""
        now, found = self.changes, self.hits["term"].value_counts()
        rows = [("added", term, row["category"]) for term, row in now.added.items()]
        rows += [("taken off", term, "") for term in sorted(now.removed)]
        rows += [(f"counts as {weight:g}", term, "") for term, weight in now.weights.items()]
        done = pd.DataFrame(
            [(what, term, own or self._category.get(term, ""), int(found.get(term, 0))) for what, term, own in rows],
            columns=["change", "term", "category", "hits here"],
        )
        which = (
            f"This list: {self.lexicon.name}, {_n(len(self.lexicon), 'entry', 'entries')}, fingerprint "
            f"{self.lexicon.sha256[:12]}."
        )
        if done.empty:
            return pages.said(f"No change yet. {which}")
        return views.table(done, caption="Your changes").body + pages.said(which)

    def static(self) -> Html:
        """Return text, numbers and changes as HTML that needs no kernel.

        Returns
        -------
        Html
        """
        return Html(f'<div class="ww ww-pane">{self._page(static=True)}</div>', STYLE)

    def _repr_mimebundle_(self, **kwargs):
        bundle = super()._repr_mimebundle_(**kwargs)
        static = self.static()
        return {**(bundle or {}), "text/plain": repr(static), "text/html": static._repr_html_()}


def lexicon(articles: pd.DataFrame, lexicon: str | word_lists.Lexicon = "loaded") -> WordList:
    """Return a word list to edit: add, take off and weigh entries, and see an article and its numbers follow.

    The list that you begin with stays as it is. *Save as CSV* writes yours into a file in the folder of the notebook.

    Parameters
    ----------
    articles : DataFrame
        One article or several, from :func:`helpers.article.read` or :func:`helpers.article.from_text`.
    lexicon : str or Lexicon
        Name of a word list in ``data/lexicons``, or a list that was read.

    Returns
    -------
    WordList
        A widget; its attribute ``lexicon`` is the list as it is now. In a page without a kernel it shows the text, the
        numbers and the changes.

    Raises
    ------
    ValueError
        If there is no article.

    Examples
    --------
    >>> from helpers.article import from_text
    >>> desk = lexicon(from_text("The mob left the square."))
    >>> desk.entry.value
    'mob'
    >>> desk.off.click()
    >>> len(desk.hits), desk.lexicon.name
    (0, 'loaded, edited')
    """
    tables.check(articles, some=True)
    return WordList(articles, word_lists.read(lexicon) if isinstance(lexicon, str) else lexicon)


def _button(name: str) -> ipywidgets.Button:
    return ipywidgets.Button(description=name, layout={"width": "auto"})


def _weight(listed: word_lists.Lexicon, term: str | None) -> float:
    """For how many hits a term counts in a list."""
    if "weight" not in listed.entries or term is None:
        return 1.0
    own = listed.entries.loc[listed.entries["term"] == term, "weight"]
    return float(own.iloc[0] or 1) if len(own) else 1.0


def _n(n: int, what: str, several: str = "") -> str:
    return f"{n:,} {what if n == 1 else several or what + 's'}"
