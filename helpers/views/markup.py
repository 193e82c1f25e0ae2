"""The ground of every view: escaped text, and spans over it as well-nested HTML."""

from __future__ import annotations

import html
import re
from bisect import insort
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_LONGEST_PLAIN = 4_000  # characters of the plain-text form, which Jupyter stores beside the HTML
# A browser reads NUL as U+FFFD, and half a surrogate pair cannot be sent to it at all.
_UNSENDABLE = re.compile("[\0\ud800-\udfff]")
_CELL_END = re.compile(r"</t[dh]>")
_BLOCK_END = re.compile(r"</(?:p|div|li|tr|caption|summary|dt|dd|blockquote|section|figure|h[1-6])>")


@dataclass(frozen=True)
class Html:
    """A piece of HTML that Jupyter shows as a page and a terminal as plain text.

    Attributes
    ----------
    body : str
        The HTML itself.
    style : str
        The stylesheet it needs, the same for all views: a page with several of them needs it once.

    Examples
    --------
    >>> Html("<p>an <b>angry</b> mob</p>")
    an angry mob
    """

    body: str
    style: str = ""

    def _repr_html_(self) -> str:
        return f"<style>{self.style}</style>{self.body}" if self.style else self.body

    def __repr__(self) -> str:
        bare = re.sub(
            r'<(style|svg)\b.*?</\1>|<details class="ww-columns">.*?</details>', "", self.body, flags=re.DOTALL
        )
        bare = html.unescape(re.sub(r"<[^>]*>", "", _BLOCK_END.sub("\n", _CELL_END.sub("  ", bare))))
        bare = re.sub(r"\n\s*\n+", "\n\n", bare).strip()
        return bare if len(bare) <= _LONGEST_PLAIN else bare[:_LONGEST_PLAIN] + " …"


@dataclass(frozen=True)
class Span:
    """A stretch of a text and the HTML around it.

    A span that has to be interrupted, because another one ends inside it, is opened again: so opening and closing are
    functions that are told whether this is the first, or the last, piece.
    """

    start: int
    end: int
    opening: Callable[[bool], str]
    closing: Callable[[bool], str]


def escape(text: object) -> str:
    """Text as HTML, safe in an element and in a quoted attribute.

    Parameters
    ----------
    text : object
        Taken as a string.

    Returns
    -------
    str

    Examples
    --------
    >>> escape('<img src="x" onerror=alert(1)>')
    '&lt;img src=&quot;x&quot; onerror=alert(1)&gt;'
    """
    return html.escape(_UNSENDABLE.sub("\ufffd", str(text))).replace("\r", "&#13;")


def nest(text: str, start: int, end: int, spans: Sequence[Span]) -> str:
    """HTML of a part of a text with spans over it, which may lie inside each other, overlap or touch.

    Parameters
    ----------
    text : str
    start, end : int
        The part to show, in code points. Spans are cut to it.
    spans : sequence of Span
        The outermost first: where two cover the same characters, the earlier one in the list is outside.

    Returns
    -------
    str
        Without its tags and labels exactly ``text[start:end]``, escaped.

    Examples
    --------
    >>> tag = lambda name: (lambda first: f"<{name}>", lambda last: f"</{name}>")
    >>> nest("abcdef", 0, 6, [Span(1, 4, *tag("b")), Span(2, 5, *tag("i"))])
    'a<b>b<i>cd</i></b><i>e</i>f'
    """
    if start >= end:
        return ""
    spans = [(i, s) for i, s in enumerate(spans) if s.start < end and s.end > start and s.start < s.end]
    opens: dict[int, list[int]] = {}
    closes: dict[int, list[int]] = {}
    of = dict(spans)
    for i, span in spans:
        opens.setdefault(max(span.start, start), []).append(i)
        closes.setdefault(min(span.end, end), []).append(i)
    out: list[str] = []
    stack: list[int] = []
    active: list[int] = []
    seen: set[int] = set()
    at = start
    for point in sorted({*opens, *closes, end}):
        out.append(escape(text[at:point]))
        at = point
        ended = closes.get(point, ())
        for i in ended:
            active.remove(i)
        for i in opens.get(point, ()):
            insort(active, i)
        kept = 0
        while kept < min(len(stack), len(active)) and stack[kept] == active[kept]:
            kept += 1
        while len(stack) > kept:
            i = stack.pop()
            out.append(of[i].closing(i in ended and of[i].end <= point))
        for i in active[kept:]:
            out.append(of[i].opening(i not in seen and of[i].start >= start))
            seen.add(i)
        stack = list(active)
    return "".join(out)
