"""Notebooks as pages: each is run from a fresh kernel and written as one file that needs nothing else.

Views keep their marks, notes and links; a widget is shown as the plain HTML that it carries beside itself. Code is
folded, shown or left out. The end of each page says how the results were made.
"""

from __future__ import annotations

import base64
import html
import os
import posixpath
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from helpers import standalone, views
from helpers.article import DATA
from helpers.folders import whole
from helpers.markup import escape

ROOT = DATA.parent
CODE = ("folded", "none", "shown")
_SECONDS = 300  # for one cell: far above the slowest, so that only a cell that hangs is ended
_KIT_STYLE = re.compile(r"\s*<style>(\.ww\b.*?)</style>", re.DOTALL)
# Run after the last cell and not shown as code: what the variables of the notebook rest on.
_PROVENANCE = "from helpers import methods as _methods\n_methods.of_session(globals())"
_INTRODUCTION = (
    "Which words in a news article are loaded, and whose words are they? Each page was written by running a notebook. "
    "Marks, notes, filters and links work here without Python."
)


@dataclass
class Page:
    """A page while it is put together: its parts, the styles they need, and its first picture."""

    source: Path
    name: str
    title: str = ""
    sentence: str = ""
    need: str = ""
    picture: str = ""
    alt: str = ""
    style: str = ""
    parts: list[str] = field(default_factory=list)
    files: dict[str, Path] = field(default_factory=dict)


def build(
    folder: str | Path = ROOT / "site",
    notebooks: Iterable[str | Path] | None = None,
    *,
    code: str = "folded",
    force: bool = False,
    say: Callable[[str], object] = lambda sentence: None,
) -> Path:
    """Run notebooks and write them as pages, with an index.

    Parameters
    ----------
    folder : str or Path
        Where to write. It is there as a whole at the end, or as it was before.
    notebooks : iterable of str or Path, optional
        Notebook files; by default all in ``notebooks/`` and ``lessons/``.
    code : {"folded", "none", "shown"}
        Whether the code of a cell stands behind a line to click, is left out, or is shown.
    force : bool
        Replace an earlier site in this folder.
    say : function of a sentence
        Is told what is being done.

    Returns
    -------
    Path
        The index: ``index.html`` in the folder.

    Raises
    ------
    FileNotFoundError
        If a notebook is missing.
    FileExistsError
        If the folder holds files and `force` is False, or holds files that were not written by this function.
    ValueError
        If `code` is something else, a file is no notebook, or two have the same name.
    RuntimeError
        If a cell raises an error: a page must not show half of a notebook.

    Examples
    --------
    >>> build(code="hidden")
    Traceback (most recent call last):
    ValueError: Code can be 'folded', 'none' or 'shown', not 'hidden'.
    """
    if code not in CODE:
        raise ValueError(f"Code can be 'folded', 'none' or 'shown', not {code!r}.")
    paths = _notebooks(notebooks)
    with whole(folder, force=force) as new:
        pages = []
        for path in paths:
            say(f"Running {path.name}.")
            pages.append(_read(path, code, {each.resolve() for each in paths}))
        for page in pages:
            _write(page, new, say)
        for source, name in {s.resolve(): n for page in pages for n, s in page.files.items()}.items():
            _write(_card(source, name), new, say)
        (new / "index.html").write_text(_index(pages), encoding="utf-8")
        (new / ".nojekyll").write_text("", encoding="utf-8")  # GitHub Pages then serves the files as they are
    return Path(folder).expanduser().resolve() / "index.html"


def run(path: Path):
    """Run a notebook from a fresh kernel, in its own folder, as a reader does.

    Parameters
    ----------
    path : Path
        The notebook file, which is not changed.

    Returns
    -------
    NotebookNode
        With its outputs; one more cell at the end holds what the run rests on.

    Raises
    ------
    RuntimeError
        If a cell raises an error.
    ValueError
        If the file is no notebook.
    """
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    try:
        notebook = nbformat.read(path, as_version=4)
    except (ValueError, KeyError, AttributeError, nbformat.ValidationError) as error:
        raise ValueError(f"{str(path)!r} is no notebook that can be read: {str(error)[:200]}") from None
    notebook.cells.append(nbformat.v4.new_code_cell(_PROVENANCE, id="provenance"))
    with _quiet_surroundings():
        client = NotebookClient(
            notebook, kernel_name="python3", timeout=_SECONDS, resources={"metadata": {"path": str(path.parent)}}
        )
        try:
            # Notes of the kernel program itself; what a cell writes to stderr is an output, and stays one.
            client.execute(stderr=subprocess.DEVNULL)
        except CellExecutionError as error:
            raise RuntimeError(
                f"{path.name}: a cell raises {error.ename}: {error.evalue[:500]}. Open the notebook, run it, and "
                "correct the cell."
            ) from None
        except (CellTimeoutError, DeadKernelError) as error:
            raise RuntimeError(f"{path.name}: {str(error).strip()[:500]}") from None
    return notebook


# --- a notebook as a page ---------------------------------------------------------------------------------------------


def _notebooks(given: Iterable[str | Path] | None) -> list[Path]:
    if given is None:
        paths = [path for folder in ("notebooks", "lessons") for path in sorted((ROOT / folder).glob("*.ipynb"))]
    else:
        paths = [Path(path).expanduser() for path in given]
    if not paths:
        raise FileNotFoundError(f"There is no notebook in {str(ROOT / 'notebooks')!r}. Name the files to be run.")
    for path in paths:
        if not path.is_file() or path.suffix != ".ipynb":
            there = ", ".join(sorted(each.name for each in path.parent.glob("*.ipynb"))[:10]) or "none"
            raise FileNotFoundError(
                f"There is no notebook {str(path)!r}. A notebook is a file that ends in .ipynb. In that folder: "
                f"{there}."
            )
    names = [path.stem.lower() for path in paths]
    twice = next((name for name in names if names.count(name) > 1 or name == "index"), None)
    if twice:
        raise ValueError(f"Two pages would have the name {twice}.html. Give the notebooks different names.")
    return paths


def _read(path: Path, code: str, others: set[Path]) -> Page:
    notebook = run(path)
    page = Page(path, f"{path.stem}.html", title=path.stem)
    *cells, last = notebook.cells
    first = next((cell.source for cell in cells if cell.cell_type == "markdown"), "")
    _introduce(page, first)
    for number, cell in enumerate(cells, 1):
        if cell.cell_type == "markdown":
            page.parts.append(f'<div class="ww-prose">{_prose(cell, page, others)}</div>')
        elif cell.cell_type == "code":
            page.parts.append(_code(cell.source, code))
            for at, output in enumerate(cell.outputs, 1):
                page.parts.append(_output(output, page, f"c{number}-{at}-" if at > 1 else f"c{number}-"))
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


def _prose(cell, page: Page, others: set[Path]) -> str:
    attachments = {
        name: f"data:{kind};base64,{value}"
        for name, kinds in cell.get("attachments", {}).items()
        for kind, value in kinds.items()
    }
    source = re.sub(r"\(attachment:([^)\s]+)\)", lambda m: f"({attachments.get(unquote(m[1]), '')})", cell.source)
    return _markdown(source, page, others)


def _markdown(source: str, page: Page, others: set[Path]) -> str:
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    written = MarkdownWithMath(renderer=IPythonRenderer(escape=False, exclude_anchor_links=True)).render(source)
    written = re.sub(r'(<img\b[^>]*\bsrc=")([^"]+)(")', lambda m: m[1] + _embedded(m[2], page) + m[3], written)
    return standalone.clean(written, link=lambda address: _linked(address, page, others))


def _embedded(address: str, page: Page) -> str:
    """A picture beside the notebook as part of the page."""
    kinds = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".gif": "gif", ".webp": "webp", ".svg": "svg+xml"}
    if ":" in address:
        return address
    path = (page.source.parent / unquote(html.unescape(address))).resolve()
    if path.suffix.lower() not in kinds or not path.is_file() or not path.is_relative_to(ROOT):
        return address
    return f"data:image/{kinds[path.suffix.lower()]};base64,{base64.b64encode(path.read_bytes()).decode()}"


def _linked(address: str, page: Page, others: set[Path]) -> str | None:
    """Where a link leads from a page: to another page, or nowhere if the page has no such file beside it."""
    if ":" in address or address.startswith("#"):
        return address
    target, _, place = address.partition("#")
    path = (page.source.parent / unquote(target)).resolve()
    if path in others:
        return f"{path.stem}.html{'#' + place if place else ''}"
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
        return f'<div class="ww-out {wide or "ww-tabled" * ("<table" in body)}">{body}</div>'
    alt = _undyed(data.get("text/plain", "")) or "A picture without a description."
    if "image/svg+xml" in data:
        kept = base64.b64encode(data["image/svg+xml"].encode()).decode()
        return _image(f"data:image/svg+xml;base64,{kept}", alt, page)
    for kind in ("image/png", "image/jpeg"):
        if kind in data:
            return _image(f"data:{kind};base64,{''.join(data[kind].split())}", alt, page)
    if "text/markdown" in data:
        return f'<div class="ww-prose">{_markdown(data["text/markdown"], page, set())}</div>'
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
    """Take the first drawing as the picture of the page in the index."""
    if page.picture:
        return
    drawing = re.search(r'<div class="ww-drawing".*?(<svg\b.*?</svg>)', body, re.DOTALL)
    if drawing:
        alt = re.search(r'aria-label="([^"]*)"', drawing[1])
        page.alt = html.unescape(alt[1]) if alt else ""
        # Inside a page the names of the drawing's parts are known; a picture by itself has to say them.
        svg = drawing[1].replace("<svg ", '<svg xmlns:xlink="http://www.w3.org/1999/xlink" ', 1)
        page.picture = f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def _image(address: str, alt: str, page: Page) -> str:
    if not page.picture:
        page.picture, page.alt = address, alt
    return f'<div class="ww-out"><img src="{escape(address)}" alt="{escape(alt)}"></div>'


def _write(page: Page, folder: Path, say: Callable[[str], object]) -> None:
    top = '<a href="index.html">All pages</a>'
    if page.source.suffix == ".ipynb":
        top += "<span>A notebook as a page: its cells have been run.</span>"
    written = standalone.page(
        f"{page.title} – Whose Words", "\n".join(page.parts), style=page.style, top=top,
        foot=standalone.made(page.source.name),
    )  # fmt: skip
    size = len(written.encode())
    if size > standalone.LARGEST:
        most = f"{standalone.LARGEST / 1e6:.0f} MB"
        say(f"Note: {page.name} has {size / 1e6:.1f} MB, and a page should stay below {most}.")
    (folder / page.name).write_text(written, encoding="utf-8")


def _card(source: Path, name: str) -> Page:
    """A Markdown file that a notebook links to, as a page."""
    page = Page(source, name, title=source.stem)
    written = source.read_text(encoding="utf-8")
    if title := re.search(r"^#\s+(.+)$", written, re.MULTILINE):
        page.title = _plain(title[1])
    page.parts.append(f'<div class="ww-prose">{_markdown(written, page, set())}</div>')
    # Links from a card to further files lead nowhere on a site: their words stay.
    for further in page.files:
        page.parts = [re.sub(rf'<a href="{re.escape(further)}">(.*?)</a>', r"\1", part) for part in page.parts]
    return page


def _index(pages: Sequence[Page]) -> str:
    cards = []
    for page in pages:
        picture = page.picture or _PLAIN_PICTURE
        alt = _shortened(page.alt) or "Stripes, as in the picture of an article."
        need = f'<p class="ww-need">{escape(page.need)}</p>' * bool(page.need)
        cards.append(
            f'<li class="ww-card"><img src="{escape(picture)}" alt="{escape(alt)}"><h2><a href="{escape(page.name)}">'
            f"{escape(page.title)}</a></h2><p>{escape(page.sentence)}</p>{need}</li>"
        )
    body = f'<div class="ww-report"><h1>Whose Words</h1><p class="ww-lede">{escape(_INTRODUCTION)}</p>'
    body += f'<ul class="ww-cards">{"".join(cards)}</ul></div>'
    return standalone.page("Whose Words", body, foot=standalone.made(f"{len(pages)} notebooks"))


_PLAIN_PICTURE = (
    "data:image/svg+xml;base64,"
    + base64.b64encode(
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 120"><rect width="400" height="120" fill="#fff"/>'
        b'<path d="M0 40h130v40H0z" fill="#dbe5fa" stroke="#1f2f66"/><path d="M130 40h90v40h-90z" fill="#dcedd0" '
        b'stroke="#1e4620"/><path d="M220 40h180v40H220z" fill="#d9d9d9" stroke="#1a1a1a"/></svg>'
    ).decode()
)


def _plain(markdown: str) -> str:
    """The words of a line of Markdown."""
    bare = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", markdown)
    return " ".join(re.sub(r"[*_`]{1,3}(\S(?:.*?\S)?)[*_`]{1,3}", r"\1", bare).split())


def _shortened(text: str, longest: int = 200) -> str:
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"


def _undyed(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", text)


@contextmanager
def _quiet_surroundings():
    """A kernel without the user's own IPython settings and history: a page must not depend on who made it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        own = {
            "IPYTHONDIR": posixpath.join(folder, "ipython"),
            "PYTHONHASHSEED": "0",  # sets in a fixed order, so that two runs are the same
            "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")])),
        }
        before = {name: os.environ.get(name) for name in own}
        os.environ.update(own)
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value
