"""A page that is complete in one file: style, script and pictures are inside, and it may ask for nothing else.

The policy of a page lets one script run, the kit's own, known by its SHA-256. So even where a text from outside got
past the escaping of the views, nothing in it could be executed or fetched. :func:`clean` takes out beforehand what the
policy would stop.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import html
import os
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

from helpers import __version__, views
from helpers.views.markup import escape

# Read on a phone with a slow line, 2 MB take about ten seconds.
LARGEST = 2_000_000

_FOLDER = Path(__file__).parent / "templates"
_DROPPED = re.compile(r"<(script|iframe|object|embed|noscript|template)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<([a-zA-Z][^\s/>]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*+)>")
_ATTRIBUTE = re.compile(r"""([^\s"'=/>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_STYLE = re.compile(r"(<style\b[^>]*>)(.*?)(</style\s*>)", re.DOTALL | re.IGNORECASE)
# url() of anything but a part of the same page, in any of the ways that CSS can write it; @import takes a bare string.
_REACHES_OUT = re.compile(r"@import|\\|url\(\s*['\"]?\s*(?!#|data:image/)[^)]*\)?", re.IGNORECASE)
_WITHOUT = {"link", "meta", "base", "form"}
_NEVER = {"srcdoc", "srcset", "formaction", "action", "ping", "background", "poster", "data", "autofocus", "target"}
_NAMES_AN_ID = {"id", "for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "headers"}


def page(title: str, body: str, *, style: str = "", top: str = "", foot: str = "") -> str:
    """Return a whole page with the style and the script of the kit inside.

    Parameters
    ----------
    title : str
        Shown in the browser's tab.
    body : str
        HTML of the content; texts in it are escaped.
    style : str
        Style that the content needs beside that of the views.
    top, foot : str
        HTML above and below the content.

    Returns
    -------
    str
        HTML that asks for nothing: ``default-src 'none'``.

    Examples
    --------
    >>> "default-src 'none'" in page("A <title>", "<p>text</p>")
    True
    """
    script = _script()
    allowed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; script-src 'sha256-{allowed}'; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    top = f'<nav class="ww-top" aria-label="Pages">{top}</nav>\n' * bool(top)
    style = views.style() + sheet("page.css") + style
    return Template((_FOLDER / "page.html").read_text(encoding="utf-8")).substitute(
        policy=policy, version=__version__, title=escape(title), style=style, top=top, body=body, foot=foot,
        script=script,
    )  # fmt: skip


def clean(body: str, *, ids: str = "", link: Callable[[str], str | None] | None = None) -> str:
    """Return HTML without what could run or fetch something, its ids made unique by what they begin with.

    Text is kept as it is. Scripts, frames and embedded objects go with what is in them; event handlers and addresses of
    pictures elsewhere go from their elements. A picture elsewhere is replaced by its description.

    Parameters
    ----------
    body : str
        HTML, well-formed where it matters: what is no tag is left alone.
    ids : str
        What each id, and each link to one, is to begin with.
    link : function of an address, optional
        Gives the address to use in its place, or None for plain text. By default links elsewhere stay.

    Returns
    -------
    str

    Examples
    --------
    >>> clean('<p onclick="x()">a<script>x()</script> <a href="#b">b</a></p>', ids="c1-")
    '<p>a <a href="#c1-b">b</a></p>'
    """
    body = _DROPPED.sub("", body)
    # An empty corner of a table is no heading: a screen reader would announce one.
    body = re.sub(r"<th\b[^>]*>\s*</th>", "<td></td>", body)
    body = _STYLE.sub(lambda m: m[1] + _REACHES_OUT.sub("", m[2]) + m[3], body)
    return _TAG.sub(functools.partial(_tag, ids=ids, link=link or (lambda address: address)), body)


@functools.cache
def sheet(name: str) -> str:
    """Return a stylesheet of ``helpers/share/templates`` without its comments and line ends.

    Parameters
    ----------
    name : str
        Its file name.

    Returns
    -------
    str

    Examples
    --------
    >>> "@page" in sheet("sheet.css")
    True
    """
    written = re.sub(r"/\*.*?\*/", "", (_FOLDER / name).read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"\s*\n\s*", "", written)


def today() -> date:
    """Return the date that pages carry; ``SOURCE_DATE_EPOCH`` fixes it, so that two builds can be the same.

    Returns
    -------
    date

    Examples
    --------
    >>> today().year > 2000
    True
    """
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(fixed), UTC).date() if fixed.isdigit() else date.today()


def made(what: str) -> str:
    """Return the lines at the end of each page: what made it, when, and what it does not do.

    Parameters
    ----------
    what : str
        What the page was made from.

    Returns
    -------
    str
        HTML.

    Examples
    --------
    >>> "Nothing on this page" in made("a notebook")
    True
    """
    day = f'<time datetime="{today().isoformat()}">{today().isoformat()}</time>'
    return (
        f"<p>Made with Whose Words {__version__} from {escape(what)} on {day}.</p>"
        "<p>Nothing on this page is loaded from elsewhere or sent anywhere. It works from disk and on paper. It "
        "describes a text and gives no verdict on it, its writer or its outlet.</p>"
    )


@functools.cache
def _script() -> str:
    script = views.script() + (_FOLDER / "page.js").read_text(encoding="utf-8")
    return re.sub(r"^\s*(?://.*)?\n", "", script, flags=re.MULTILINE)


def _tag(match: re.Match, *, ids: str, link: Callable[[str], str | None]) -> str:
    name, given = match[1].lower(), match[2]
    if name in _WITHOUT:
        return ""
    kept, alt, dropped_picture = [], "", False
    for found in _ATTRIBUTE.finditer(given):
        key, value = found[1], found[2]
        low = key.lower()
        plain = html.unescape(value.strip("\"'")) if value else ""
        if low == "alt":
            alt = plain
        if low.startswith("on") or low in _NEVER:
            continue
        if low in ("src", "href", "xlink:href"):
            plain = _address(name, plain, ids, link)
            if plain is None:
                dropped_picture |= name == "img"
                continue
            value = f'"{escape(plain)}"'
        elif low in _NAMES_AN_ID and ids and plain:
            value = f'"{escape(" ".join(ids + each for each in plain.split()))}"'
        elif value and "url(" in plain.lower():
            plain = _REACHES_OUT.sub("", plain)
            value = f'"{escape(re.sub(r"(url[(][^#)]*#)", lambda m: m[1] + ids, plain))}"'
        elif low == "style" and value:
            value = f'"{escape(_REACHES_OUT.sub("", plain))}"'
        kept.append(key if value is None else f"{key}={value}")
    if dropped_picture:
        return f"<span>[picture not included: {escape(alt or 'without a description')}]</span>"
    end = " /" if given.rstrip().endswith("/") else ""
    return f"<{match[1]}{''.join(f' {each}' for each in kept)}{end}>"


def _address(name: str, address: str, ids: str, link: Callable[[str], str | None]) -> str | None:
    """The address as it may stand in the page, None where it may not."""
    address = re.sub(r"[\x00-\x20]+", "", address) if ":" in address else address.strip()
    if address.startswith("#"):
        return f"#{ids}{address[1:]}" if len(address) > 1 else address
    if re.match(r"data:image/(png|jpeg|gif|webp|svg\+xml)[;,]", address, re.IGNORECASE):
        return address if name in ("img", "image") else None
    if name != "a":
        return None
    try:
        scheme = urlsplit(address).scheme.lower()
    except ValueError:
        return None
    return link(address) if scheme in ("", "http", "https", "mailto") else None
