"""Tables and drawings as files for a paper, a spreadsheet or a printer."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from helpers import views
from helpers.article import tables
from helpers.views import drawings
from helpers.views.markup import Html, escape

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BROWSERS = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "chrome", "msedge"),
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
_DPI = 200  # a column of 7.5 inches is then 1,500 dots wide: sharp in print and on a projector
_SECONDS = 120  # a browser that has not printed a page by then hangs
# Marks that turn the order of what stands around them would turn the rest of a row too.
_CONTROL = re.compile("[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_HEADS = {
    "article_id": "article",
    "voice": "whose words",
    "credited": "whose claim",
    "value": "share",
    "rate_per_1000": "per 1,000 words",
    "low": "low (95 %)",
    "high": "high (95 %)",
    "thin": "few",
}
# After the end of a row LaTeX would read [ and * as its options.
_LATEX = {letter: f"\\{letter}" for letter in "{}$&%#_"} | {letter: f"{{{letter}}}" for letter in "[]*"}
_LATEX |= {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}"}
_LATEX |= {">": r"\textgreater{}", "|": r"\textbar{}", "`": r"\textasciigrave{}"}


def readable(measure: pd.DataFrame) -> pd.DataFrame:
    """Return a measure with its numbers written out: shares in per cent, rates with one digit.

    Parameters
    ----------
    measure : DataFrame
        Any table; the columns of measures are known by their names.

    Returns
    -------
    DataFrame
        The same rows, all columns strings, with column names for readers.

    Examples
    --------
    >>> readable(pd.DataFrame({"voice": ["narrator"], "n": [5], "total": [1143], "value": [0.25]})).iloc[0].to_dict()
    {'whose words': 'narrator', 'n': '5', 'total': '1,143', 'share': '25.0 %'}
    """
    tables.need(measure, (), "Give one table at a time, such as share.markdown(rates).")
    columns = {}
    for name in measure.columns:
        values = measure[name]
        if pd.api.types.is_bool_dtype(values):
            written = ["yes" if value else "no" for value in values]
        elif name in ("value", "low", "high"):
            written = ["" if pd.isna(value) else f"{100 * value:.1f} %" for value in values]
        elif pd.api.types.is_float_dtype(values):
            written = ["" if pd.isna(value) else f"{value:,.1f}" for value in values]
        elif pd.api.types.is_integer_dtype(values):
            written = [f"{value:,}" for value in values]
        else:
            written = ["" if pd.isna(value) else " ".join(str(value).split()) for value in values]
        columns[_HEADS.get(name, name.replace("_", " "))] = written
    return pd.DataFrame(columns, dtype="str")


def latex(measure: pd.DataFrame, *, caption: str, label: str = "") -> str:
    r"""Return a table as LaTeX, to be read in with ``\input``; it needs the package ``booktabs``.

    Every character that means something to LaTeX is written so that it is only shown. Compile with LuaLaTeX or XeLaTeX
    where a text has letters that pdfLaTeX lacks.

    Parameters
    ----------
    measure : DataFrame
        Any table, numbers as they are measured.
    caption : str
        What it shows.
    label : str
        To refer to it: ``tab:rates``.

    Returns
    -------
    str

    Examples
    --------
    >>> print(latex(pd.DataFrame({"voice": ["R&D_{x}"], "n": [5]}), caption="Hits"))
    \begin{table}
    \caption{Hits}
    \begin{tabular}{lr}
    \toprule
    whose words & n \\
    \midrule
    R\&D\_\{x\} & 5 \\
    \bottomrule
    \end{tabular}
    \end{table}
    """
    table = readable(measure)
    sides = "".join("r" if pd.api.types.is_numeric_dtype(measure[name]) else "l" for name in measure.columns)
    rows = [r" & ".join(map(_for_latex, row)) + r" \\" for row in table.itertuples(index=False)]
    lines = [r"\begin{table}", rf"\caption{{{_for_latex(caption)}}}"]
    lines += [rf"\label{{{re.sub(r'[^a-zA-Z0-9:-]', '-', label)}}}"] * bool(label)
    lines += [rf"\begin{{tabular}}{{{sides}}}", r"\toprule", " & ".join(map(_for_latex, table.columns)) + r" \\"]
    return "\n".join([*lines, r"\midrule", *rows, r"\bottomrule", r"\end{tabular}", r"\end{table}"])


def markdown(measure: pd.DataFrame, *, caption: str = "") -> str:
    """Return a table as Markdown (pipe table), for a text that becomes a page or a paper.

    Parameters
    ----------
    measure : DataFrame
        Any table, numbers as they are measured.
    caption : str
        What it shows, as a paragraph above.

    Returns
    -------
    str

    Examples
    --------
    >>> print(markdown(pd.DataFrame({"voice": ["a|b *c*"], "n": [5]}), caption="Hits"))
    Hits
    <BLANKLINE>
    | whose words | n |
    | --- | ---: |
    | a\\|b \\*c\\* | 5 |
    """
    table = readable(measure)
    sides = ["---:" if pd.api.types.is_numeric_dtype(measure[name]) else "---" for name in measure.columns]
    rows = [[markdown_text(value) for value in row] for row in [table.columns, *table.itertuples(index=False)]]
    rows.insert(1, sides)
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([markdown_text(caption), "", *lines] if caption else lines)


def latex_figure(name: str, *, caption: str) -> str:
    r"""Return the lines that put a figure of a report into a LaTeX document.

    Parameters
    ----------
    name : str
        Name of the PNG without its ending: letters, digits and hyphens.
    caption : str

    Returns
    -------
    str

    Examples
    --------
    >>> print(latex_figure("01-ribbon", caption="100 %").splitlines()[1])
    \includegraphics[width=\linewidth]{01-ribbon.png}
    """
    return (
        "\\begin{figure}\n"
        rf"\includegraphics[width=\linewidth]{{{name}.png}}"
        f"\n\\caption{{{_for_latex(caption)}}}\n\\label{{fig:{name}}}\n\\end{{figure}}"
    )


def figure(axes: Axes, folder: Path, name: str) -> Html:
    """Write a drawing as SVG and PNG, and return it as a page shows it.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        From :mod:`helpers.plots`.
    folder : Path
        Where to write.
    name : str
        Name of the files without their endings.

    Returns
    -------
    Html
        As :func:`helpers.views.figure` gives it.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = figure(Figure().subplots(), Path(folder), "empty")
    ...     sorted(path.name for path in Path(folder).iterdir())
    ['empty.png', 'empty.svg']
    """
    alt = getattr(axes, "alt", "")
    svg = drawings.svg(axes)
    width, height = (72 * side for side in axes.figure.get_size_inches())
    svg = svg.replace("<svg ", f'<svg width="{width:.0f}pt" height="{height:.0f}pt" ', 1)
    if "xlink:href" in svg:
        svg = svg.replace("<svg ", '<svg xmlns:xlink="http://www.w3.org/1999/xlink" ', 1)
    svg = svg.replace(">", f"><title>{escape(alt)}</title>", 1)
    paths = [folder / f"{name}.svg", folder / f"{name}.png"]
    paths[0].write_text(f'<?xml version="1.0" encoding="utf-8"?>\n{svg}\n', encoding="utf-8")
    with warnings.catch_warnings():
        # The PNG shows a box for a letter that matplotlib's own font lacks; the SVG beside it has the letter.
        warnings.filterwarnings("ignore", "Glyph .* missing from", UserWarning)
        axes.figure.savefig(paths[1], dpi=_DPI, metadata={"Software": None})
    return views.figure(axes)


def browser(path: str = "") -> str | None:
    """Return the Chromium, Chrome or Edge of this computer, None where there is none.

    Parameters
    ----------
    path : str
        Name or path of one, to be used in place of those that are known.

    Returns
    -------
    str or None

    Examples
    --------
    >>> browser("no-browser-of-this-name") is None
    True
    """
    return next((found for name in ((path,) if path else BROWSERS) if (found := shutil.which(name))), None)


def pdf(page: Path, target: Path, *, program: str) -> None:
    """Print a page as PDF with an installed browser, which is kept from the network.

    Parameters
    ----------
    page : Path
        An HTML file.
    target : Path
        The PDF to write; it is there as a whole or not at all.
    program : str
        From :func:`browser`.

    Raises
    ------
    RuntimeError
        If the browser prints nothing.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        printed = Path(profile) / "printed.pdf"
        command = [
            program, "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-sync",
            "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
            "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={profile}/profile", "--no-pdf-header-footer",
            f"--print-to-pdf={printed}", page.resolve().as_uri(),
        ]  # fmt: skip
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.insert(1, "--no-sandbox")  # Chromium's sandbox does not start for root
        said = ""
        try:
            done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=_SECONDS)
            said = done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"exit code {done.returncode}"
        except (OSError, subprocess.TimeoutExpired) as error:
            said = str(error)
        if not printed.is_file() or not printed.read_bytes().startswith(b"%PDF"):
            raise RuntimeError(f"{program} printed no PDF: {said[:300]}")
        with contextlib.suppress(OSError):
            target.unlink()
        shutil.move(printed, target)


def _for_latex(text: object) -> str:
    return "".join(_LATEX.get(letter, letter) for letter in _CONTROL.sub("\ufffd", " ".join(str(text).split())))


def markdown_text(text: object) -> str:
    """Return a text on one line of Markdown, in which nothing is markup.

    Examples
    --------
    >>> print(markdown_text('<b> [a](b) *c*'))
    \\<b\\> \\[a\\](b) \\*c\\*
    """
    shown = _CONTROL.sub("\ufffd", " ".join(str(text).split()))
    return re.sub(r"([\\`*_{}\[\]<>|~$#!&])", r"\\\1", shown)
