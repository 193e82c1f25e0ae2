"""Handouts of a lesson for paper: for pupils without answers, for the teacher with answers and key.

A lesson's notebook names its articles, labels and task in its metadata (``whose_words``); the cells whose prose is
meant for paper carry the tag ``handout``.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from helpers import article, files, text, views
from helpers.share import exports, standalone
from helpers.teach import keys, pupil_page
from helpers.views.markup import Span, escape, nest

LESSONS = article.DATA.parent / "lessons"
PAPERS = ("A4", "Letter")

_STATIC = Path(__file__).parent / "static"
_DETAILS = re.compile(r"<details>\s*<summary>(.*?)</summary>(.*?)</details>", re.DOTALL)
_CODE = re.compile(r"```python\n.*?```\n?", re.DOTALL)
# Room for handwriting under a question: about twenty-five words; under a guess, a word.
_LINES, _ONE = 3, 1


@dataclass(frozen=True, eq=False, repr=False)
class Lesson:
    """What a lesson needs besides its notebook.

    Attributes
    ----------
    name : str
        Of the file, without its ending.
    title : str
    minutes : int
    articles : DataFrame
    labels : dict of str to str
        Names and explanations of the labels, empty where nothing is marked.
    task : str
        What pupils do on the page or on paper.
    cells : tuple of str
        Markdown of the cells for paper, each question with its answer.
    """

    name: str
    title: str
    minutes: int
    articles: pd.DataFrame
    labels: dict[str, str]
    task: str
    cells: tuple[str, ...]

    def __repr__(self) -> str:
        return (
            f"Lesson {self.name[:2]}: {self.title} ({self.minutes} minutes)\n"
            f"Texts: {', '.join(self.articles['article_id'])}\n"
            f"Pupils mark: {', '.join(self.labels) or 'nothing in this lesson'}"
        )


def available() -> list[str]:
    """Names of the lessons."""
    return sorted(path.stem for path in LESSONS.glob("*.ipynb"))


def read(lesson: str | int | Path | Lesson) -> Lesson:
    """Read a lesson: its texts, the labels that pupils mark with, the task.

    Parameters
    ----------
    lesson : str, int or Path
        Its number, its name, or the path of its notebook; a lesson that was read comes back as it is.

    Returns
    -------
    Lesson
        ``name, title, minutes, articles, labels, task, cells``.

    Raises
    ------
    FileNotFoundError
        If there is no such lesson.
    ValueError
        If it is a notebook without a lesson's metadata.

    Examples
    --------
    >>> read("02")
    Lesson 02: Whose words are these, and whose claim? (45 minutes)
    Texts: tent-camp-wire, tent-camp-against-the-clearance
    Pupils mark: quoted, retold
    """
    if isinstance(lesson, Lesson):
        return lesson
    wanted = f"{lesson:02}" if isinstance(lesson, int) else str(lesson).strip()
    named = [path for path in sorted(LESSONS.glob("*.ipynb")) if wanted in (path.stem, path.stem[:2], path.stem[1:2])]
    path = named[0] if named else Path(wanted)
    if not path.is_file():
        raise FileNotFoundError(f"There is no lesson {wanted!r}. Lessons there: {', '.join(available())}.")
    notebook = json.loads(path.read_text(encoding="utf-8"))
    about = notebook["metadata"].get("whose_words")
    if about is None:
        raise ValueError(f"{path.name} is no lesson: its metadata have no entry 'whose_words'. See docs/teaching.md.")
    sources = ["".join(cell["source"]) for cell in notebook["cells"]]
    paper = [
        source
        for source, cell in zip(sources, notebook["cells"], strict=True)
        if "handout" in cell["metadata"].get("tags", ())
    ]
    for i in range(len(paper) - 1, 0, -1):  # an answer belongs to the cell with its question
        if paper[i].startswith("<details>"):
            paper[i - 1 : i + 1] = [f"{paper[i - 1]}\n\n{paper[i]}"]
    title = sources[0].splitlines()[0].removeprefix("# ").strip()
    texts = article.read([article.DATA / "classroom" / f"{name}.md" for name in about["articles"]])
    return Lesson(path.stem, title, about["minutes"], texts, about["labels"], about["task"], tuple(paper))


def html(lesson: str | Path | Lesson, *, answers: bool = False, paper: str = "A4", slant: str = "") -> str:
    """The handout as a page that asks for nothing.

    Parameters
    ----------
    lesson : str, Path or Lesson
    answers : bool
        With the answers and the key: for the teacher. Without them there are lines to write on.
    paper : {"A4", "Letter"}
    slant : str
        Only this version of the text.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If there is no such paper or version.
    """
    if paper not in PAPERS:
        raise ValueError(f"There is no paper {paper!r} here. Use one of {', '.join(map(repr, PAPERS))}.")
    own = read(lesson)
    first = own.articles["article_id"].iloc[0]
    own = _version(own, slant)
    coded = keys.key(own.articles, labels=own.labels) if answers else None
    parts = [f"<h1>{escape(own.title)}</h1>", _head(own, answers)]
    # A guess comes before the marking, and before the page is turned to the next text.
    guesses = [source for source in own.cells if source.startswith("## Predict")]
    guess = f'<div class="ww-guess">{"".join(_prose(source, answers) for source in guesses)}</div>'
    if own.articles["article_id"].iloc[0] != first:  # who has another version before them cannot guess what is in it
        guess = ""
    parts.append(guess)
    for number, row in enumerate(own.articles.to_dict("records")):
        parts.append(_article(row, coded, new_page=number > 0))
    parts.append('<section class="ww-new"><h2>Questions</h2>')
    parts += [f'<div class="ww-q">{_prose(source, answers)}</div>' for source in own.cells if source not in guesses]
    parts.append("</section>")
    parts.append(
        '<p class="ww-foot">Whose Words. The texts were written for the kit; places, people and events are invented '
        "(CC BY 4.0). The kit shows evidence and gives no verdict.</p>"
    )
    style = views.style() + (_STATIC / "handout.css").read_text(encoding="utf-8")
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(own.title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"><link rel="icon" href="data:,">'
        f"<style>{style}@page{{size:{paper};margin:15mm 17mm}}</style></head>"
        f'<body class="ww"><main class="ww-sheet{" ww-teacher" * answers}">{"".join(parts)}</main></body></html>\n'
    )


def handout(
    lesson: str | Path, path: str | Path = ".", *, answers: bool = False, paper: str = "A4", slant: str = ""
) -> Path:
    """Write the handout of a lesson: for pupils with lines to write on, or for the teacher with answers and key.

    Parameters
    ----------
    lesson : str or Path
        Its name, the number it begins with, or the path of its notebook.
    path : str or Path
        A folder, a file that ends in ``.html``, or one that ends in ``.pdf``, which needs an installed Chromium, Chrome
        or Edge.
    answers : bool
        For the teacher.
    paper : {"A4", "Letter"}
    slant : str
        Only this version of the text, such as ``"plain"``: each part of a class may get another one.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    FileNotFoundError
        If there is no such lesson, or no browser for a PDF.
    TypeError
        If the path is none.
    ValueError
        If there is no such paper or version, or the path ends otherwise.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     handout("01", folder).name
    '01-loaded-words-pupils-A4.html'
    """
    own = read(lesson)
    page = html(own, answers=answers, paper=paper, slant=slant)
    which = f"-{files.slug(slant)}" if slant else ""
    name = f"{own.name}{which}-{'teacher' if answers else 'pupils'}-{paper}"
    path = files.as_path(path)
    ending = path.suffix.lower()
    if ending not in ("", ".html", ".pdf") and not path.is_dir():
        raise ValueError(
            f"{str(path)!r} ends in {ending}. A handout is a page (.html) or, where a browser is installed, a PDF "
            f"(.pdf): give a file such as '{name}.pdf', or a folder."
        )
    if ending != ".pdf":
        return files.write(path, page, default=f"{name}.html")
    program = exports.browser()
    if program is None:
        raise FileNotFoundError(
            "A PDF needs Chromium, Chrome or Edge on this computer, and none was found. Write the handout as .html, "
            "open it in your browser and print it."
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = files.write(path.with_suffix(".html"), page, default=f"{name}.html")
    exports.pdf(beside, path, program=program)
    return path


def _version(own: Lesson, slant: str) -> Lesson:
    """The lesson with one version of its text."""
    if not slant:
        return own
    chosen = own.articles[own.articles["slant"] == slant].reset_index(drop=True)
    if chosen.empty:
        raise ValueError(
            f"Lesson {own.name[:2]} has no text with the slant {slant!r}. It has: {', '.join(own.articles['slant'])}."
        )
    return replace(own, articles=chosen)


def _head(own: Lesson, answers: bool) -> str:
    labels = "".join(
        f"<li><b>{escape(name)}</b>{f': {escape(what)}' if what else ''}</li>" for name, what in own.labels.items()
    )
    who = "" if answers else '<p class="ww-who-am-i"><span>Nickname:</span><span>Date:</span></p>'
    note = "<p><b>For the teacher: with key and answers.</b></p>" if answers else ""
    listed = f"<ul>{labels}</ul>" if labels else ""
    # The minutes are those of the whole lesson: on a pupil's sheet they would read as the time for marking.
    minutes = f" (the whole lesson: {own.minutes} minutes)" if answers else ""
    return (
        f'{note}{who}<div class="ww-box"><p><b>Before you read.</b> {escape(pupil_page.FOREWARNING)}</p>'
        f"<p><b>Task{minutes}.</b> {escape(own.task)}</p>{listed}</div>"
    )


def _article(row: dict, coded: pd.DataFrame | None, *, new_page: bool) -> str:
    articles = pd.DataFrame([row])
    own = coded[coded["article_id"] == row["article_id"]] if coded is not None else None
    spans = []
    for number, mark in enumerate(own.to_dict("records") if own is not None else (), start=1):
        spans.append(
            Span(
                mark["start"],
                mark["end"],
                lambda first: "<mark>",
                lambda last, n=number: f"</mark><sup>{n}</sup>" if last else "</mark>",
            )
        )
    shown = "".join(
        f'<p><span class="ww-num" aria-hidden="true">{number}</span>'
        f"<span>{nest(row['text'], int(a), int(b), spans)}</span></p>"
        for number, (a, b) in enumerate(text.paragraphs(articles)[["start", "end"]].itertuples(index=False), start=1)
    )
    source = escape(" · ".join(row[name] for name in ("outlet", "author", "date") if row.get(name)))
    opens = ' class="ww-new"' if new_page else ""
    title = escape(row["title"] or row["article_id"])
    return (
        f'<section{opens}><h2>{title}</h2><p class="ww-from">{source}</p><div class="ww-text">{shown}</div>'
        f"{keys.html(own, articles) if own is not None else ''}</section>"
    )


def _prose(source: str, answers: bool) -> str:
    guess = source.startswith("## Predict")
    lines = f"\n\n<div class='ww-lines'>{'<i></i>' * (_ONE if guess else _LINES)}</div>\n\n"
    boxed = "\n\n<div class='ww-answer'>\n\n**{0}.** {1}\n\n</div>\n\n"

    def told(found: re.Match) -> str:
        return boxed.format(found[1].strip(), _CODE.sub("", found[2]).strip()) if answers else lines

    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    if guess and not answers and not _DETAILS.search(source):
        source += lines
    # A guess stands above the first text, which is a part of its own: so its heading is of that rank.
    source = re.sub(r"^##? ", "## " if guess else "### ", _DETAILS.sub(told, source), flags=re.MULTILINE)
    # A link leads nowhere on paper.
    source = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", source)
    made = MarkdownWithMath(renderer=IPythonRenderer(escape=False, exclude_anchor_links=True)).render(source)
    return standalone.clean(made)
