"""Notebooks as pages: each is run from a fresh kernel and written as one file that needs nothing else.

Views keep their marks, notes and links; a widget is shown as the plain HTML that it carries beside itself. Code is
folded, shown or left out. The end of each page says how the results were made.
"""

from __future__ import annotations

import base64
import os
import posixpath
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from helpers import palette
from helpers.share import notebook_pages, standalone
from helpers.share.folders import whole
from helpers.share.notebook_pages import ROOT, Page
from helpers.views import drawings
from helpers.views.markup import escape

CODE = ("folded", "none", "shown")
_SECONDS = 300  # for one cell: far above the slowest, so that only a cell that hangs is ended
# Run after the last cell and not shown as code: what the variables of the notebook rest on.
_PROVENANCE = "from helpers.share import record as _methods\n_methods.of_session(globals())"
_INTRODUCTION = (
    "Which words in a news article are loaded, and whose words are they? Each page was written by running a notebook. "
    "Marks, notes, filters and links work here without Python."
)


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
    names = _names(paths)
    with whole(folder, force=force) as new:
        pages = []
        for path in paths:
            say(f"Running {path.name}.")
            name = names[path.resolve()]
            pages.append(notebook_pages.read(path, run(path), name, code=code, names=names))
        for page in pages:
            _write(page, new, say)
        cards = {source.resolve(): name for page in pages for name, source in page.files.items()}
        for source, name in cards.items():
            _write(notebook_pages.card(source, name, names | cards), new, say)
        (new / "index.html").write_text(_index(pages, cards), encoding="utf-8")
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
    # Without the user's own IPython settings and history: a page must not depend on who made it.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        own = {
            "IPYTHONDIR": posixpath.join(folder, "ipython"),
            "PYTHONHASHSEED": "0",  # sets in a fixed order, so that two runs are the same
            "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")])),
        }
        client = NotebookClient(
            notebook, kernel_name="python3", timeout=_SECONDS, resources={"metadata": {"path": str(path.parent)}}
        )
        try:
            # Notes of the kernel program itself; what a cell writes to stderr is an output, and stays one.
            client.execute(stderr=subprocess.DEVNULL, env=os.environ | own)
        except CellExecutionError as error:
            raise RuntimeError(
                f"{path.name}: a cell raises {error.ename}: {error.evalue[:500]}. Open the notebook, run it, and "
                "correct the cell."
            ) from None
        except (CellTimeoutError, DeadKernelError) as error:
            raise RuntimeError(f"{path.name}: {str(error).strip()[:500]}") from None
    return notebook


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
    return paths


def _names(paths: list[Path]) -> dict[Path, str]:
    """The file name of each page: that of its notebook, with its folder's name where two notebooks have the same."""
    taken = Counter(path.stem.lower() for path in paths)
    names = {}
    for path in paths:
        stem = path.stem if taken[path.stem.lower()] == 1 else f"{path.resolve().parent.name}-{path.stem}"
        name = f"{stem}.html"
        if name.lower() in {"index.html", *(each.lower() for each in names.values())}:
            raise ValueError(f"Two pages would have the name {name}. Give the notebooks different names.")
        names[path.resolve()] = name
    return names


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


def _index(pages: Sequence[Page], files: dict[Path, str]) -> str:
    body = f'<h1>Whose Words</h1><p class="ww-lede">{escape(_INTRODUCTION)}</p>'
    guides = [
        f'<a href="{escape(name)}">{escape(source.read_text(encoding="utf-8").splitlines()[0].lstrip("# "))}</a>'
        for source, name in files.items()
        if source.parent.name == "docs"
    ]
    if guides:
        body += f'<p class="ww-lede">Guides: {" · ".join(guides)}.</p>'
    for folder in dict.fromkeys(page.source.resolve().parent for page in pages):
        own = "".join(_indexed(page) for page in pages if page.source.resolve().parent == folder)
        body += f'<h2>{escape(folder.name.capitalize())}</h2><ul class="ww-cards">{own}</ul>'
    foot = standalone.made(f"{len(pages)} notebook{'s' * (len(pages) != 1)}")
    return standalone.page("Whose Words", f'<div class="ww-report">{body}</div>', foot=foot)


def _indexed(page: Page) -> str:
    small = "An article with its marks and voices, in small." if page.article else "Three stripes."
    alt = _shortened(page.alt) if page.picture else small
    # Shown whole, a drawing that is higher than the card would be too small to be seen: its top is shown.
    tall = ' class="ww-tall"' * page.tall
    need = f'<p class="ww-need">{escape(page.need)}</p>' * bool(page.need)
    picture = page.picture or page.article or _plain_picture()
    return (
        f'<li class="ww-card"><img{tall} src="{escape(picture)}" alt="{escape(alt)}">'
        f'<h3><a href="{escape(page.name)}">{escape(page.title)}</a></h3><p>{escape(page.sentence)}</p>{need}</li>'
    )


def _plain_picture() -> str:
    """Three stripes in the hand of the kit, for a page without a drawing and without an article."""
    parts, x = [], 0
    for width, look in zip((130, 90, 180), palette.voices("abc").values(), strict=True):
        parts.append(f'<path d="M{x} 40h{width}v40h-{width}z" style="fill: {look.ground}; stroke: {look.ink}"/>')
        x += width
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 120">{"".join(parts)}</svg>'
    drawn = drawings.alone(drawings.themed(drawn))
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn.encode()).decode()}"


def _shortened(text: str) -> str:
    return text if len(text) <= 200 else text[:200].rsplit(" ", 1)[0] + " …"
