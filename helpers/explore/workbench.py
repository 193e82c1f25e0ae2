"""Widgets to change names and words: correct who is meant, swap loaded terms, and see text and numbers follow.

They compute nothing themselves: tables come from :mod:`helpers.naming`, :mod:`helpers.swap` and :mod:`helpers.metrics`.
Both are the reader with controls of their own above it.
"""

from __future__ import annotations

from collections.abc import Iterable

import ipywidgets
import numpy as np
import pandas as pd

from helpers import lexicon as word_lists
from helpers import naming as names_of
from helpers import swap as swapping
from helpers import voices as voice_finder
from helpers.article import tables
from helpers.explore.reader import Reader
from helpers.text.rows import as_strings, as_table
from helpers.views import names

_AS_IT_IS, _PLAINER = "the article's words", "the list's plainer words"
_MOST_FRAMES = 12


def swap(articles: pd.DataFrame, lexicon: str | word_lists.Lexicon = "loaded", *, choice: dict | None = None) -> Reader:
    """Return the article in other words: choose the words, and text, marks and rates follow.

    Parameters
    ----------
    articles : DataFrame
        One article, or a few.
    lexicon : str or Lexicon
        Name of a word list, or a list that was read; its ``neutral`` column gives the plainer words.
    choice : dict, optional
        What to choose at the beginning, as for :func:`helpers.explore.article`; ``controls`` has the two lists.

    Returns
    -------
    Reader
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
    tables.check(articles, some=True)
    listed = word_lists.read(lexicon) if isinstance(lexicon, str) else lexicon
    names = names_of.thesaurus()
    found = voice_finder.find(articles)
    frames = [f"names of the frame: {frame}" for frame in _frames(articles, names)]
    hits = word_lists.explain(word_lists.match(articles, listed), listed)
    sense = listed.entries.set_index("term")[["sense"]]
    hits = voice_finder.attach(hits.join(sense, on="term"), found)
    everybody = "everybody's words"

    def follow(chosen: dict) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
        made = _made(articles, hits, names, found, chosen["words"])
        if chosen["voice"] != everybody:
            made = _only(made, found, chosen["voice"])
        new = swapping.apply(articles, made)
        moved = swapping.move(found, made, new)
        left = word_lists.explain(word_lists.match(new, listed), listed)
        marks = pd.concat([left.assign(layer="words"), _marks(made, left.columns)], ignore_index=True)
        return new, voice_finder.attach(marks, moved), moved

    controls = {
        "words": ipywidgets.Dropdown(options=[_AS_IT_IS, _PLAINER, *frames], description="Words"),
        "voice": ipywidgets.Dropdown(options=[everybody, *dict.fromkeys(found["voice"])], description="Changed in"),
    }
    # A quotation is somebody else's words: it is changed only where the reader asks for it.
    if voice_finder.NARRATOR in controls["voice"].options:
        controls["voice"].value = voice_finder.NARRATOR
    first = {name: control.value for name, control in controls.items()}
    given = {"": articles, "lexicon": None if lexicon == "loaded" else lexicon}
    return Reader(*follow(first), controls=controls, follow=follow, choice=choice, made_by=("swap", given))


def naming(articles: pd.DataFrame, *, least: int = 2, choice: dict | None = None) -> Reader:
    """Return the names of each referent by voice, with a field to correct who or what is meant.

    Write one correction a line, *name = referent*: ``pedestrians = passers-by``. An empty referent takes a name out;
    words that were not found are looked for.

    Parameters
    ----------
    articles : DataFrame
        One article, or several about one event.
    least : int
        Referents with fewer different names are not in the table.
    choice : dict, optional
        What to choose at the beginning, as for :func:`helpers.explore.article`; ``controls`` has the corrections.

    Returns
    -------
    Reader
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
    >>> bench.hits.set_index("text").loc["mob", "category"]
    'the visitors'
    """
    tables.check(articles, some=True)
    found = voice_finder.find(articles)

    def follow(chosen: dict) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
        pairs = (line.partition("=") for line in chosen["corrections"].splitlines() if "=" in line)
        corrections = {name.strip(): referent.strip() for name, _, referent in pairs if name.strip()}
        spans = names_of.find(articles, corrections=corrections)
        why = ("As a name: " + spans["frame"] + ".").where(spans["frame"] != "", "")
        marks = spans.assign(layer="names", category=spans["referent"], term=spans["name"], why=why)
        return articles, voice_finder.attach(marks, found), found

    def measures(hits: pd.DataFrame, words, sentences, *, by: list[str], ids: str) -> str:
        counted = names_of.names_by_voice(hits, by=by)
        counted = counted[counted.groupby("referent")["name"].transform("nunique") >= least]
        column = " · ".join(by)
        if len(by) > 1:
            counted = counted.assign(**{column: counted[by].agg(" · ".join, axis=1)})
        return names.naming(counted, by=column, ids=ids).body

    field = ipywidgets.Textarea(
        description="Corrections", placeholder="name = referent", rows=3, continuous_update=False
    )
    field.add_class("ww-whole-line")
    return Reader(
        *follow({"corrections": ""}), controls={"corrections": field}, follow=follow, measures=measures, choice=choice,
        made_by=("naming", {"": articles, "least": None if least == 2 else least}),
    )  # fmt: skip


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


def _marks(made: pd.DataFrame, names: Iterable[str]) -> pd.DataFrame:
    """The changed places of the new text as marks, with the columns of hits, empty where a change has none."""
    changed = (made["new"] != "") & (made["term"] != "") & (made["text"] != made["new"])
    shown = made[changed.to_numpy()]
    n = len(shown)
    own = {name: shown[name].array for name in ("article_id", "term")}
    own |= {"start": shown["new_start"].array, "end": shown["new_end"].array, "text": shown["new"].array}
    own |= {"category": as_strings(["changed"] * n), "layer": as_strings(["changes"] * n)}
    own["why"] = as_strings([f"In the article: {text}" for text in shown["text"].tolist()])
    own |= {"weight": np.ones(n)} if "weight" in names else {}
    return as_table({name: own[name] if name in own else as_strings([""] * n) for name in (*names, "layer")})
