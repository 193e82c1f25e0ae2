"""Readers to work with: choose, and the text, its numbers and its passages answer at once.

Meant for notebooks: it loads the widget libraries when it is imported. It computes no measure itself; it only chooses
rows of tables and hands them to :mod:`helpers.metrics` and :mod:`helpers.views`. Without a running kernel (a rendered
page) each reader shows what was chosen last, as plain HTML.
"""

from __future__ import annotations

import pandas as pd

from helpers import devices as device_finder
from helpers import lexicon as word_lists
from helpers import voices as voice_finder
from helpers.article import tables
from helpers.explore.corrections import voices
from helpers.explore.desk import Desk
from helpers.explore.reader import Reader
from helpers.explore.word_list import lexicon
from helpers.explore.workbench import naming, swap

__all__ = ["article", "lexicon", "naming", "own", "swap", "voices"]


def article(
    articles: pd.DataFrame,
    lexicon: str | word_lists.Lexicon = "loaded",
    *,
    hits: pd.DataFrame | None = None,
    voices: pd.DataFrame | None = None,
    choice: dict | None = None,
) -> Reader:
    """Return an article to explore: every loaded word marked, every voice shaded, counts and passages beside it.

    Choose what is marked and whose words are looked through with the boxes above the text; *More filters* has how it is
    told, whose claim it is, and framing devices. Of several articles two can stand side by side. A row of the passages
    leads to its place in the text, a mark in the text to its row, a count to the passages that it counts: by click, or
    by the Enter key. A passage that is no hit can be taken out; the counts follow, and a log keeps what was taken out
    and why.

    Parameters
    ----------
    articles : DataFrame
        One article or several, from :func:`helpers.article.read` or :func:`helpers.article.from_text`.
    lexicon : str or Lexicon
        Name of a word list in ``data/lexicons``, or a list that was read.
    hits, voices : DataFrame, optional
        Tables that are ready, in place of what is found now.
    choice : dict, optional
        What to choose at the beginning. *This view as Python* writes it for the present view. Its parts: ``article``,
        ``beside``, ``order``; lists of what is shown in ``categories``, ``devices``, ``voices``, ``kinds``,
        ``sources``; ``excluded``, a reason by the name of each passage that is no hit.

    Returns
    -------
    Reader
        A widget. In a page without a kernel it shows the present choice as plain HTML.

    Raises
    ------
    ValueError
        If there is no article, or `choice` names something that is not there.

    Examples
    --------
    >>> from helpers.article import from_text
    >>> reader = article(from_text("The mob left, Bass said."))
    >>> reader.hits.text.tolist()
    ['mob']
    >>> reader.categories["person"].value = False
    >>> len(reader.hits)
    0
    >>> article(from_text("The mob left."), choice={"excluded": {"pasted:4-7": "name of a film"}}).excluded.text.item()
    'mob'
    """
    tables.check(articles, some=True)
    given = {"": articles, "lexicon": None if lexicon == "loaded" else lexicon, "hits": hits, "voices": voices}
    if voices is None:
        voices = voice_finder.find(articles)
    if hits is None:
        listed = word_lists.read(lexicon) if isinstance(lexicon, str) else lexicon
        hits = word_lists.explain(word_lists.match(articles, listed), listed)
    if "voice" not in hits:
        hits = voice_finder.attach(hits, voices)
    marks = _together(hits, voice_finder.attach(_devices(articles, voices), voices))
    return Reader(articles, marks, voices, choice=choice, made_by=("article", given))


def own(articles: pd.DataFrame | None = None) -> Desk:
    """Return fields for an article of your own: paste it, choose a file, or write a path; it is read as any other.

    Nothing leaves this computer. Several articles can be read one after the other and put side by side.

    Parameters
    ----------
    articles : DataFrame, optional
        Articles that are there from the beginning.

    Returns
    -------
    Desk
        A widget. Its ``articles`` are what was read, for further cells. In a page without a kernel it shows the reader
        as it stood.

    Examples
    --------
    >>> mine = own()
    >>> mine.text.value = "The mob left."
    >>> mine.read.click()
    >>> mine.articles.article_id.item(), mine.reader.hits.text.tolist()
    ('pasted', ['mob'])
    """
    return Desk(article, articles)


def _devices(articles: pd.DataFrame, voices: pd.DataFrame) -> pd.DataFrame:
    """Framing devices as a layer of marks."""
    found = device_finder.find(articles, voices)
    what = {name: said[0] for name, said in device_finder.DEVICES.items()}
    return found.assign(
        layer=pd.array(["devices"] * len(found), dtype="str"),
        category=found["device"],
        term=found["detail"].where(found["detail"] != "", found["device"]),
        why=found["device"].map(what).astype("str").str.capitalize() + ".",
        source="the kit's codebook of devices",
    ).drop(columns=["device", "detail"])


def _together(hits: pd.DataFrame, devices: pd.DataFrame) -> pd.DataFrame:
    """One table of marks; what a layer has no column for stays empty."""
    hits = hits.assign(layer=pd.array(["words"] * len(hits), dtype="str"))
    columns = list(dict.fromkeys([*hits.columns, *devices.columns]))
    both = pd.concat([hits, devices], ignore_index=True)[columns]
    both.attrs = hits.attrs  # from which lists they are
    return both.fillna({name: "" for name in columns if not pd.api.types.is_numeric_dtype(both[name])})
