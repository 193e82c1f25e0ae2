"""The one stylesheet of all views, and the script that pages and panes share."""

from __future__ import annotations

import functools
import re
from pathlib import Path

from helpers import palette

_STATIC = Path(__file__).parent / "static"


@functools.cache
def style() -> str:
    """Return the stylesheet of all views: it touches nothing outside elements of the class ``ww``.

    Returns
    -------
    str

    Examples
    --------
    >>> "prefers-color-scheme" in style()
    True
    """
    sheet = re.sub(r"/\*.*?\*/", "", (_STATIC / "views.css").read_text(encoding="utf-8"), flags=re.DOTALL)
    return palette.css() + re.sub(r"\s*\n\s*", "", sheet)


@functools.cache
def script() -> str:
    """Return what every page with views can do by script; it is put in front of the page's own script.

    Returns
    -------
    str

    Examples
    --------
    >>> "ribbon" in script()
    True
    """
    return (_STATIC / "views.js").read_text(encoding="utf-8")
