"""A drawing of matplotlib as SVG: by itself for a file, and inside a page in the colours of the page's theme."""

from __future__ import annotations

import io
import re
import warnings
from typing import TYPE_CHECKING

from helpers import palette
from helpers.views.markup import escape

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_STYLE = re.compile(r' style="[^"]*"')
_COLOUR = re.compile(r"(?<=: )#[0-9a-f]{6}\b")


def svg(axes: Axes) -> str:
    """Return the figure of an Axes as SVG on white paper, with its description.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Its ``alt`` describes what is to be seen.

    Returns
    -------
    str
        The same drawing gives the same SVG. Text stays text.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> svg(Figure().subplots())[:4]
    '<svg'
    """
    from matplotlib import rc_context

    drawn = io.StringIO()
    # Both settings go back to what they were. Text stays text, and names inside the drawing are the same in each run;
    # of two drawings they differ, since a page that hides one of them would take the other's hatches away.
    settings = {"svg.hashsalt": f"whose-words {described(axes)}", "svg.fonttype": "none"}
    with rc_context(settings), warnings.catch_warnings():
        # The browser has letters that the drawing's own font lacks: a warning about them would be wrong.
        warnings.filterwarnings("ignore", "Glyph .* missing from", UserWarning)
        axes.figure.savefig(drawn, format="svg", metadata={"Date": None, "Creator": None})
    made = drawn.getvalue()
    made = made[made.index("<svg") :]
    made = re.sub(r"<metadata>.*?</metadata>\s*", "", made, flags=re.DOTALL)
    made = re.sub(r"<!--.*?-->\s*", "", made, flags=re.DOTALL)
    made = re.sub(r'<g id="[^"]*">', "<g>", made)  # names of groups would repeat from figure to figure
    box = re.search(r'viewBox="[^"]*"', made).group()
    opening = f'<svg {box} xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{described(axes)}">'
    return opening + made[made.index(">") + 1 :].strip()


def themed(drawing: str) -> str:
    """Return an SVG with the palette's colours by their names, so that a page shows it on light and on dark paper.

    A colour that is not the palette's stays. Where nothing defines the names, the colours of light paper hold.

    Parameters
    ----------
    drawing : str
        As :func:`svg` returns it.

    Returns
    -------
    str

    Examples
    --------
    >>> themed('<path style="fill: #1a1a1a"/>')
    '<path style="fill: var(--ww-text,#1a1a1a)"/>'
    """
    names = palette.named()
    # An attribute cannot hold such a name in every browser; a style can.
    drawing = re.sub(r' fill="(#[0-9a-f]{6})"(?=\s*/>)', r' style="fill: \1"', drawing)
    return _STYLE.sub(
        lambda style: _COLOUR.sub(lambda m: f"var({names[m[0]]},{m[0]})" if m[0] in names else m[0], style[0]), drawing
    )


def alone(drawing: str) -> str:
    """Return a themed SVG as a picture that needs no page: it follows the reader's system by itself.

    Parameters
    ----------
    drawing : str

    Returns
    -------
    str

    Examples
    --------
    >>> "prefers-color-scheme:dark" in alone('<svg viewBox="0 0 1 1"></svg>')
    True
    """
    style = (
        f"<style>svg{{fill:var(--ww-text);{palette.variables()}}}"
        f"@media screen and (prefers-color-scheme:dark){{svg{{{palette.variables(dark=True)}}}}}</style>"
    )
    inside = drawing.index(">") + 1
    # Inside a page the names of the drawing's parts are known; a picture by itself has to say them.
    opening = drawing[:inside].replace("<svg ", '<svg xmlns:xlink="http://www.w3.org/1999/xlink" ', 1)
    return opening + style + drawing[inside:]


def described(axes: Axes) -> str:
    """Return what a figure shows, in words, escaped."""
    return escape(getattr(axes, "alt", "") or "A figure without a description.")
