"""The one stylesheet of all views."""

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
