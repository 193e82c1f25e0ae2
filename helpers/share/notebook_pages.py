"""What becomes of the cells of a notebook on a page: prose, folded code, views, pictures, links that lead somewhere.

:mod:`helpers.share.sites` runs the notebooks and writes the pages.
"""

from __future__ import annotations

import base64
import html
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from helpers import views
from helpers.article import DATA
from helpers.share import standalone, thumbnails
from helpers.views import drawings, pages
from helpers.views.markup import escape

ROOT = DATA.parent
# The tag of a cell whose output is another one on each computer and in each run, such as a time.
MEASURED_HERE = "measured-here"
_MEASURED = "This is measured on your own computer: run the notebook to see it. A page shows only what every run gives."
# A cell of a lesson that stands on paper too carries this tag; a notebook with such cells is a lesson.
_LESSON = "handout"
_AS_RUN = (
    "This page shows a notebook that was run. Where the text tells you to run, write, paste or press something, do it "
    "in the notebook itself, in JupyterLab."
)
_TOOL = "In JupyterLab this is a tool with fields and buttons. Here stands what it showed when the notebook was run."
_WIDGET = "application/vnd.jupyter.widget-view+json"
_KIT_STYLE = re.compile(r"\s*<style>(\.ww\b.*?)</style>", re.DOTALL)


@dataclass
class Page:
    """A page while it is put together: its parts, the styles they need, and what may be its picture."""

    source: Path
    name: str
    title: str = ""
    sentence: str = ""
    need: str = ""
    picture: str = ""
    alt: str = ""
    tall: bool = False
    article: str = ""
    style: str = ""
    parts: list[str] = field(default_factory=list)
    files: dict[str, Path] = field(default_factory=dict)


def read(path: Path, notebook, name: str, *, code: str, names: dict[Path, str]) -> Page:
    """Turn a notebook that was run into the parts of a page.

    Parameters
    ----------
    path : Path
        The notebook file: links and pictures in it are looked for from there.
    notebook : NotebookNode
        With its outputs; the last cell holds what the run rests on.
    name : str
        File name of the page.
    code : str
        ``folded``, ``none`` or ``shown``.
    names : dict of Path to str
        The page of each notebook of the site, by its resolved path.

    Returns
    -------
    Page
    """
    page = Page(path, name, title=path.stem)
    *cells, last = notebook.cells
    first = next((cell.source for cell in cells if cell.cell_type == "markdown"), "")
    _introduce(page, first)
    lesson = any(_LESSON in cell.metadata.get("tags", ()) for cell in cells)
    folds = False
    for number, cell in enumerate(cells, 1):
        if cell.cell_type == "markdown":
            page.parts.append(f'<div class="ww-prose">{_prose(cell, page, names)}</div>')
            if cell.source is first:
                page.parts.append(f'<div class="ww-out">{pages.said(_AS_RUN)}</div>')
        elif cell.cell_type == "code":
            page.parts.append(_code(cell.source, code))
            if MEASURED_HERE in cell.metadata.get("tags", ()) and cell.outputs:
                page.parts.append(f'<div class="ww-out"><p class="ww-said">{escape(_MEASURED)}</p></div>')
                continue
            shown = [
                _output(output, page, f"c{number}-{at}-" if at > 1 else f"c{number}-")
                for at, output in enumerate(cell.outputs, 1)
            ]
            page.parts += [_folded("".join(shown))] if folds and any(shown) else shown
            # What a lesson shows after its first tool is an answer: a pupil opens it after doing the task.
            folds = folds or (lesson and any(_WIDGET in output.get("data", {}) for output in cell.outputs))
    ending = "".join(_output(output, page, "provenance-") for output in last.outputs)
    page.parts.append(f'<section class="ww-methods"><h2>Methods and provenance</h2>{ending}</section>')
    return page


def _introduce(page: Page, source: str) -> None:
    """Title, sentence and time from the first cell, which says *You will* and *You need*."""
    if title := re.search(r"^#\s+(.+)$", source, re.MULTILINE):
        page.title = _plain(title[1])
    if will := re.search(r"\*\*You will\*\*\s+(.+?)(?:\n\s*\n|\Z)", source, re.DOTALL):
        page.sentence = f"You will {_plain(will[1])}"
    else:
        rest = re.sub(r"^#.*$", "", source, flags=re.MULTILINE).strip()
        page.sentence = _plain(rest.split("\n\n")[0])[:300] or "A notebook without an introduction."
    if need := re.search(r"\*\*You need\*\*\s+(\d+ minutes?)", source):
        page.need = need[1]


def _prose(cell, page: Page, names: dict[Path, str]) -> str:
    attachments = {
        name: f"data:{kind};base64,{value}"
        for name, kinds in cell.get("attachments", {}).items()
        for kind, value in kinds.items()
    }
    source = re.sub(r"\(attachment:([^)\s]+)\)", lambda m: f"({attachments.get(unquote(m[1]), '')})", cell.source)
    return _markdown(source, page, names)


def _markdown(source: str, page: Page, names: dict[Path, str]) -> str:
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    written = MarkdownWithMath(renderer=IPythonRenderer(escape=False, exclude_anchor_links=True)).render(source)
    written = re.sub(r'(<img\b[^>]*\bsrc=")([^"]+)(")', lambda m: m[1] + _embedded(m[2], page) + m[3], written)
    cleaned = standalone.clean(written, link=lambda address: _linked(address, page, names))
    # A wide table moves inside a box of its own, which keys can reach.
    opening = '<div class="ww-scroll" role="group" aria-label="Table" tabindex="0"><table'
    return cleaned.replace("<table", opening).replace("</table>", "</table></div>")


def _embedded(address: str, page: Page) -> str:
    """A picture beside the notebook as part of the page."""
    kinds = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".gif": "gif", ".webp": "webp", ".svg": "svg+xml"}
    if ":" in address:
        return address
    path = (page.source.parent / unquote(html.unescape(address))).resolve()
    if path.suffix.lower() not in kinds or not path.is_file() or not path.is_relative_to(ROOT):
        return address
    return f"data:image/{kinds[path.suffix.lower()]};base64,{base64.b64encode(path.read_bytes()).decode()}"


def _linked(address: str, page: Page, names: dict[Path, str]) -> str | None:
    """Where a link leads from a page: to another page, or nowhere if the page has no such file beside it."""
    if ":" in address or address.startswith("#"):
        return address
    target, _, place = address.partition("#")
    path = (page.source.parent / unquote(target)).resolve()
    if path in names:
        return f"{names[path]}{'#' + place if place else ''}"
    if path.suffix == ".md" and path.is_file() and path.is_relative_to(ROOT):
        # The card of a word list, for example: it becomes a page too, so that the link keeps its evidence.
        name = path.relative_to(ROOT).with_suffix("").as_posix().replace("/", "-") + ".html"
        page.files[name] = path
        return name
    return None


def _code(source: str, code: str) -> str:
    if code == "none" or not source.strip():
        return ""
    opened = " open" if code == "shown" else ""
    return f'<details class="ww-code"{opened}><summary>Python code</summary><pre>{_highlighted(source)}</pre></details>'


def _folded(shown: str) -> str:
    return f'<details class="ww-later"><summary>What comes out here</summary>{shown}</details>'


def _highlighted(source: str) -> str:
    """Keywords bold and comments slanted: two things that read without colour."""
    from pygments.lexers import PythonLexer
    from pygments.token import Comment, Keyword

    written = []
    for kind, value in PythonLexer(stripnl=False, ensurenl=False).get_tokens(source):
        name = "k" if kind in Keyword else "c" if kind in Comment else ""
        written.append(f'<span class="{name}">{escape(value)}</span>' if name else escape(value))
    return "".join(written)


def _output(output, page: Page, ids: str) -> str:
    if output.output_type == "stream":
        # Warnings of libraries concern whoever runs the notebook, not whoever reads the page.
        return "" if output.name == "stderr" else f'<div class="ww-out"><pre>{escape(_undyed(output.text))}</pre></div>'
    data = output.get("data", {})
    if "text/html" in data:
        body = _KIT_STYLE.sub(lambda match: _kept(match[1], page), data["text/html"])
        body = standalone.clean(body, ids=ids)
        _illustrate(page, body)
        wide = "ww-wide" if re.search(r'class="[^"]*\bww-(?:explorer|kwic)\b', body) else ""
        tool = pages.said(_TOOL) if _WIDGET in data else ""
        return f'<div class="ww-out {wide or "ww-tabled" * ("<table" in body)}">{tool}{body}</div>'
    if _WIDGET in data:
        return ""  # a widget without a twin, such as a bar of progress: without a kernel it has nothing to say
    alt = _undyed(data.get("text/plain", "")) or "A picture without a description."
    if "image/svg+xml" in data:
        kept = base64.b64encode(data["image/svg+xml"].encode()).decode()
        return _image(f"data:image/svg+xml;base64,{kept}", alt, page)
    for kind in ("image/png", "image/jpeg"):
        if kind in data:
            return _image(f"data:{kind};base64,{''.join(data[kind].split())}", alt, page)
    if "text/markdown" in data:
        return f'<div class="ww-prose">{_markdown(data["text/markdown"], page, {})}</div>'
    if "text/plain" in data:
        return f'<div class="ww-out"><pre>{escape(_undyed(data["text/plain"]))}</pre></div>'
    return ""


def _kept(style: str, page: Page) -> str:
    """Move a style of the kit's views to the head of the page, where it stands once."""
    rest = style.removeprefix(views.style())
    if rest not in page.style:
        page.style += rest
    return ""


def _illustrate(page: Page, body: str) -> None:
    """Take the first drawing as the picture of the page in the index; without one, the first marked article."""
    if not page.article and (small := thumbnails.of_article(body)):
        page.article = f"data:image/svg+xml;base64,{base64.b64encode(small.encode()).decode()}"
    if page.picture:
        return
    drawing = re.search(r'<div class="ww-drawing".*?(<svg\b.*?</svg>)', body, re.DOTALL)
    if drawing:
        alt = re.search(r'aria-label="([^"]*)"', drawing[1])
        page.alt = html.unescape(alt[1]) if alt else ""
        width, height = map(float, re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawing[1]).groups())
        page.tall = height > 0.7 * width
        page.picture = f"data:image/svg+xml;base64,{base64.b64encode(drawings.alone(drawing[1]).encode()).decode()}"


def _image(address: str, alt: str, page: Page) -> str:
    if not page.picture:
        page.picture, page.alt = address, alt
    return f'<div class="ww-out"><img src="{escape(address)}" alt="{escape(alt)}"></div>'


def card(source: Path, name: str, names: dict[Path, str] | None = None) -> Page:
    """Turn a Markdown file that a notebook links to into a page.

    Parameters
    ----------
    source : Path
        The file.
    name : str
        File name of the page.
    names : dict of Path to str, optional
        The pages of the site, by the resolved paths of what they were made from: links to these stay links.

    Returns
    -------
    Page
    """
    page = Page(source, name, title=source.stem)
    written = source.read_text(encoding="utf-8")
    if title := re.search(r"^#\s+(.+)$", written, re.MULTILINE):
        page.title = _plain(title[1])
    page.parts.append(f'<div class="ww-prose">{_anchored(_markdown(written, page, names or {}))}</div>')
    # Links from a card to files that are no page of the site lead nowhere: their words stay.
    for further in page.files:
        page.parts = [re.sub(rf'<a href="{re.escape(further)}">(.*?)</a>', r"\1", part) for part in page.parts]
    return page


def _anchored(written: str) -> str:
    """Headings with the names by which GitHub lets a table of contents lead to them."""

    def named(match: re.Match) -> str:
        words = html.unescape(re.sub(r"<[^>]+>", "", match[2])).lower()
        place = re.sub(r"[^\w -]", "", words).strip().replace(" ", "-")
        return f'<h{match[1]} id="{escape(place)}">{match[2]}</h{match[1]}>'

    return re.sub(r"<h([2-6])>(.*?)</h\1>", named, written, flags=re.DOTALL)


def _plain(markdown: str) -> str:
    """The words of a line of Markdown."""
    bare = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", markdown)
    return " ".join(re.sub(r"[*_`]{1,3}(\S(?:.*?\S)?)[*_`]{1,3}", r"\1", bare).split())


def _undyed(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", text)
