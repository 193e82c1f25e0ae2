"""A class with an article: mark alone, compare, discuss, decide.

Pupils mark words on a page that needs no Python (:func:`page`) or in a notebook (:func:`mark`). The teacher reads the
folder of their files (:func:`read`) and sees where the class is of one mind and where it is divided. Nothing here gives
a grade: disagreement is what there is to talk about.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from helpers import article, files
from helpers.teach import handouts as lessons
from helpers.teach import marks, pupil_page
from helpers.teach.beside import recall_and_precision, side_by_side
from helpers.teach.checking import check
from helpers.teach.class_view import classroom, divided
from helpers.teach.decisions import decide, decided
from helpers.teach.finding import kit
from helpers.teach.handouts import handout
from helpers.teach.handouts import read as lesson
from helpers.teach.keys import key
from helpers.teach.pupils import read
from helpers.teach.replies import feedback, feedback_for_all

if TYPE_CHECKING:
    from helpers.teach.marking import Marking

__all__ = [
    "LABELS", "check", "classroom", "decide", "decided", "divided", "feedback", "feedback_for_all", "handout", "key",
    "kit", "lesson", "mark", "page", "pages", "read", "recall_and_precision", "side_by_side", "texts",
]  # fmt: skip

# The codebook of the lessons, for marking by hand: what each label means.
LABELS = {
    "loaded word": "a word that judges as well as names, where a plainer word would name the same thing",
    "scare quotes": "quotation marks around words that nobody is said to have spoken",
    "no source": "a claim that somebody must have made, and nobody is named",
}


def texts(event: str, slant: str = "") -> pd.DataFrame:
    """Return the texts for class on one event. They were written for the kit: places, people and events are invented.

    Parameters
    ----------
    event : str
        Such as ``"night ferry"``.
    slant : str
        Such as ``"plain"``; without it all versions come.

    Returns
    -------
    DataFrame
        The articles table, with the columns ``event`` and ``slant``.

    Raises
    ------
    ValueError
        If there is no such event or slant; the message names those that there are.

    Examples
    --------
    >>> texts("night ferry").slant.tolist()
    ['against the council', 'against the march', 'plain']
    """
    known = article.read(article.DATA / "classroom")
    found = known[(known["event"] == event) & ((known["slant"] == slant) | (slant == ""))].reset_index(drop=True)
    if found.empty:
        there = known[known["event"] == event] if event in set(known["event"]) else known
        column = "slant" if len(there) < len(known) else "event"
        raise ValueError(
            f"There are no texts for class on {event!r}{f' with the slant {slant!r}' if slant else ''}. "
            f"There is, as {column}: {', '.join(there[column].unique())}."
        )
    return found


def mark(
    articles: pd.DataFrame, labels: marks.Labels = tuple(LABELS), *, nickname: str = "me", folder: str | Path = "marks"
) -> Marking:
    """Return an article in which words can be marked with labels, by mouse, finger or keyboard.

    Marks may overlap and carry a note. With the first mark a file is written into the folder, and again with each
    change; when the cell is run again, the marks are there again.

    Parameters
    ----------
    articles : DataFrame
        The articles table with one row.
    labels : sequence of str, or mapping of str to str
        At most eight labels, with an explanation each where given.
    nickname : str
        Not a real name. It is part of the file and of its name.
    folder : str or Path
        Where the file is kept. An empty string keeps none.

    Returns
    -------
    Marking
        A widget; ``.spans`` is the table of the marks so far: ``article_id, start, end, text, label, note``.

    Raises
    ------
    ValueError
        If it is not one article, or the labels cannot be used.

    Examples
    --------
    >>> mine = mark(article.from_text("The mob left."), ["loaded word"], folder="")
    >>> mine.marks = [{"start": 4, "end": 7, "text": "mob", "label": "loaded word", "note": ""}]
    >>> mine.spans.text.tolist()
    ['mob']
    """
    if len(articles) != 1:
        raise ValueError(f"Mark one article at a time: the table has {len(articles)} rows. Choose one: articles[:1].")
    from helpers.teach.marking import Marking

    name = marks.clean(nickname)
    path = Path(folder) / marks.file_name(articles["article_id"].iloc[0], name) if str(folder) else None
    return Marking(articles, labels, path, name)


def page(
    articles: pd.DataFrame,
    labels: marks.Labels = LABELS,
    path: str | Path = ".",
    *,
    task: str = pupil_page.TASK,
    forewarning: str = pupil_page.FOREWARNING,
) -> Path:
    """Write the pupil's page: one HTML file on which an article is marked without Python, network or account.

    It opens from disk on a phone, a tablet or a school laptop. It keeps the marks in the browser until they are saved
    as a file; it sends nothing anywhere. It can be printed.

    Parameters
    ----------
    articles : DataFrame
        The articles table with one row.
    labels : sequence of str, or mapping of str to str
        At most eight labels, with an explanation each where given.
    path : str or Path
        A file that ends in ``.html``, or a folder, which is made where it is missing.
    task, forewarning : str
        What the pupil is to do, and what to know before reading.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    ValueError
        If it is not one article, the labels cannot be used, or the page would have more than 100 kB.

    Examples
    --------
    >>> import tempfile
    >>> from helpers import article
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page(article.from_text("The mob left.", title="Evening"), path=folder).name
    'mark-evening.html'
    """
    made = pupil_page.html(articles, labels, task=task, forewarning=forewarning)
    return files.write(path, made, default=f"mark-{files.slug(articles['article_id'].iloc[0])}.html")


def pages(lesson: str | Path | lessons.Lesson, folder: str | Path) -> list[Path]:
    """Write the pupil's pages of a lesson, one for each of its articles.

    Parameters
    ----------
    lesson : str, Path or Lesson
        Its number, its name, the path of its notebook, or what ``teach.lesson`` returned.
    folder : str or Path
        Where the pages go; it is made where it is missing.

    Returns
    -------
    list of Path
        The files; none where the lesson has nothing to mark.

    Raises
    ------
    FileNotFoundError
        If there is no such lesson.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     len(pages("01", folder))
    2
    """
    own = lessons.read(lesson)
    if not own.labels:
        return []
    files.as_path(folder).mkdir(parents=True, exist_ok=True)
    return [page(own.articles.iloc[[i]], own.labels, folder, task=own.task) for i in range(len(own.articles))]
