"""The pane in which all explorers show their work: article on the left, what is measured on the right."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import anywidget
import traitlets

from helpers import views
from helpers.views.markup import escape

_STATIC = Path(__file__).parent / "static"
STYLE = views.style() + (_STATIC / "explore.css").read_text(encoding="utf-8")


class Pane(anywidget.AnyWidget):
    """A pane of HTML in which rows of a concordance lead to passages and passages to rows.

    The strip above each article is made in the browser from what the HTML says.

    Attributes
    ----------
    html : str
        What is shown. It has to be escaped, as the views are.
    picked : str
        Id of the passage that was chosen last; set by the reader's click or key.
    target : str
        Id of a passage to go to; set from Python.
    """

    _esm = views.script() + (_STATIC / "pane.js").read_text(encoding="utf-8")
    _css = STYLE
    html = traitlets.Unicode().tag(sync=True)
    picked = traitlets.Unicode().tag(sync=True)
    target = traitlets.Unicode().tag(sync=True)


def laid_out(texts: Iterable[str], measures: str, *, static: bool = False, more: str = "") -> str:
    """Return an explorer's page: one article, or two side by side, and what is measured.

    Parameters
    ----------
    texts : iterable of str
        HTML of each article.
    measures : str
        HTML of tables and passages.
    static : bool
        For a page without a kernel, where nothing scrolls inside a box.
    more : str
        Further attributes of the whole.
    """
    texts = list(texts)
    names = ["Article"] if len(texts) == 1 else [f"Article {number}" for number in range(1, len(texts) + 1)]
    shown = "".join(
        f'<div class="ww-text" data-ww-keep="text-{number}" role="group" aria-label="{name}" tabindex="0">{body}</div>'
        for number, (name, body) in enumerate(zip(names, texts, strict=True))
    )
    kind = f"ww-explorer{' ww-pair' * (len(texts) > 1)}{' ww-static' * static}"
    return (
        f'<div class="{kind}"{more}>{shown}<div class="ww-measures" data-ww-keep="measures" role="group" '
        f'aria-label="Counts and passages" tabindex="0">{measures}</div></div>'
    )


def failed(error: Exception, what: str = "This choice cannot be shown") -> str:
    """Return an error as it is shown where the reader looks: what a callback raises would go to a log."""
    name = "" if isinstance(error, (ValueError, OSError)) else f"{type(error).__name__}: "
    return f'<p class="ww-error" role="alert">{escape(f"{what}: {name}{error}")}</p>'
