"""How an article looks on the page: its paragraphs, stretches, marks, legend and notes as HTML.

:mod:`helpers.views` checks the tables and puts these parts together.
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
import pandas as pd

from helpers import palette
from helpers.article.headlines import opens_with
from helpers.article.tables import records
from helpers.views.markup import Span, escape, nest

# A line end, then one or more blank lines; or blank lines at the beginning.
_GAP = re.compile(r"\A(?:[^\S\n]*\n)+|\n(?:[^\S\n]*\n)+")
_TOLD = {"direct": "quoted", "indirect": "retold", "block": "quoted at length"}
KINDS = {"narrator": "narrator alone", "indirect": "retold", "direct": "quoted", "block": "quoted at length"}
_LINK = " > "  # between the names of a chain
# A table of marks may hold several layers of them. The name under which a script knows a row's category, by its layer,
# and what readers call the layer; a table without the column ``layer`` holds loaded words.
WORDS = "words"
LAYERS = {
    WORDS: ("category", "Loaded words"),
    "devices": ("device", "Devices"),
    "changes": ("change", "Changed words"),
    "names": ("referent", "Names"),
}
# One mark of each layer.
ONE = {WORDS: "loaded word", "devices": "device", "changes": "changed word", "names": "name"}


@dataclass(frozen=True)
class Looks:
    """The looks of all voices and categories of a view, by name."""

    voices: dict[str, palette.Voice]
    categories: dict[str, palette.Category]


def looks(hits: pd.DataFrame | None = None, voices: pd.DataFrame | None = None) -> Looks:
    """Return the looks of the voices and categories of these tables.

    Parameters
    ----------
    hits, voices : DataFrame, optional
        Voices come from `voices`, or where there is none from the voices in `hits`.

    Returns
    -------
    Looks

    Examples
    --------
    >>> looks(pd.DataFrame({"category": ["event"]})).categories["event"].style
    'dashed'
    """
    table = voices if voices is not None else hits
    own = table["voice"].unique() if table is not None and "voice" in table else ()
    also = table["credited"].unique() if table is not None and "credited" in table else ()
    found: dict[str, palette.Category] = {}
    # Each layer by itself: a category keeps its look whatever else is marked. Loaded words come last and win.
    for layer in reversed(LAYERS) if has_marks(hits) else ():
        found |= palette.categories(of_layer(hits, layer)["category"].unique())
    return Looks(palette.voices(own, also=also), found)


def has_marks(hits: pd.DataFrame | None) -> bool:
    """Return whether a table has marks with categories."""
    return hits is not None and "category" in hits


def of_layer(hits: pd.DataFrame, layer: str) -> pd.DataFrame:
    """Return the rows of one layer of marks.

    Examples
    --------
    >>> of_layer(pd.DataFrame({"category": ["event", "hedge"], "layer": ["words", "devices"]}), "devices").index.item()
    1
    """
    if "layer" not in hits:
        return hits if layer == WORDS else hits.iloc[:0]
    own = [each == layer for each in hits["layer"].tolist()]
    return hits if all(own) else hits[np.array(own, bool)]


def place(hit: dict) -> str:
    """Return the name of a passage, by which a script on a page finds its mark and its rows.

    Examples
    --------
    >>> place({"article_id": "lapd-ice-raid", "start": 184, "end": 187})
    '1f0bb256-184-187'
    """
    layer = hit.get("layer") or WORDS
    # One passage may be a loaded word and several devices.
    own = "" if layer == WORDS else "-" + re.sub("[^a-z0-9]+", "-", f"{layer} {hit['category']}".lower())
    return f"{of_article(hit['article_id'])}-{hit['start']}-{hit['end']}{own}"


def of_article(article_id: object) -> str:
    """Return what the names of all passages of an article begin with."""
    return f"{zlib.crc32(str(article_id).encode('utf-8', 'replace')):08x}"


def data(hit: dict) -> str:
    """Return what a script on a page can filter by, as attributes: the passage, its category, whose words and claim.

    Examples
    --------
    >>> data({"article_id": "a", "start": 0, "end": 3, "category": "person", "voice": "narrator"})
    ' data-ww-at="e8b7be43-0-3" data-ww-category="person" data-ww-voice="narrator"'
    """
    layer = LAYERS.get(hit.get("layer") or WORDS, LAYERS[WORDS])[0]
    said = [(layer, hit.get("category")), *((name, hit.get(name)) for name in ("voice", "credited", "kind", "term"))]
    return f' data-ww-at="{place(hit)}"' + "".join(f' data-ww-{name}="{escape(v)}"' for name, v in said if v)


def said(sentence: str) -> str:
    """Return a sentence of the kit itself, set apart from the article's text."""
    return f'<p class="ww-said">{escape(sentence)}</p>'


def article(
    row: dict, hits: list[dict], voices: list[dict], looks: Looks, name: Callable[[dict], str] | None, longest: int
) -> str:
    """Return one article: title, then paragraph after paragraph.

    Parameters
    ----------
    row : dict
        A row of the articles table.
    hits, voices : list of dict
        Its rows of the hits and of the voices table, in order.
    looks : Looks
    name : function of a row of hits, optional
        Gives a mark its id.
    longest : int
        Characters to show.
    """
    text = row["text"]
    shown = min(len(text), longest)
    title = str(row.get("title") or "") or str(row["article_id"])
    # The title is shown once: where the text begins with it, it is seen there, with its marks.
    headline = opens_with(text, title)
    source = " · ".join(str(row[key]) for key in ("outlet", "author", "date") if row.get(key))
    parts = [f'<p class="ww-title" dir="auto"{" hidden" * headline}><b>{escape(title)}</b></p>']
    parts += [f'<p class="ww-source" dir="auto">{escape(source)}</p>'] * bool(source)
    block, marks = None, _Window(hits)
    for start, end, gap, stretches, own in _paragraphs(text, shown, voices):
        if own != block:
            parts.append("</blockquote>" * (block is not None) + (_block(own, looks) if own else ""))
            block = own
        spans = [_stretch(s, start, gap, own, looks) for s in stretches if _apart(s, own)]
        spans += [_mark(hit, stretches, looks, name) for hit in marks.over(start, gap)]
        inner = nest(text, start, gap, spans)
        rest = f'<span class="ww-gap">{escape(text[gap:end])}</span>' if end > gap else ""
        looks_like = ' class="ww-headline"' * headline if inner.strip() else ' class="ww-blank"'
        headline &= not inner.strip()
        parts.append(f'<p dir="auto"{looks_like}>{inner}{rest}</p>')
    parts.append("</blockquote>" * (block is not None))
    if shown < len(text):
        parts.append(said(f"Shown: the first {shown:,} of {len(text):,} characters of this article."))
    return f'<article class="ww-article" aria-label="{escape(title)}">{"".join(parts)}</article>'


def legend(hits: pd.DataFrame | None, voices: pd.DataFrame | None, looks: Looks) -> str:
    """Return what the shades and the lines mean, for those that occur."""
    lines = []
    if voices is not None and len(voices):
        names = dict.fromkeys(voices["voice"].tolist())
        keys = ['<span class="ww-key">narrator</span>'] * (palette.NARRATOR in names)
        keys += [
            f'<span class="ww-key ww-v{looks.voices[n].slot}"><bdi>{escape(n)}</bdi></span>'
            for n in names
            if n != palette.NARRATOR
        ]
        lines.append(f"<b>Whose words:</b> {' · '.join(keys)}")
        if (voices["kind"] == "indirect").any():
            rejected = " <i>denied</i>: a claim that they are said to reject." * bool(
                voices.get("denied", pd.Series()).any()
            )
            lines.append(
                "<i>quoted</i>: their own words. <i>retold</i>: their claim, in the words of the one who retells it."
                f"{rejected}"
            )
    for layer, (_, title) in LAYERS.items() if looks.categories and has_marks(hits) else ():
        n = Counter(of_layer(hits, layer)["category"].tolist())
        keys = [
            f'<span class="ww-key ww-c{c.slot}"><mark>{escape(k)}</mark> {n[k]:,}</span>'
            for k, c in looks.categories.items()
            if k in n
        ]
        if keys:
            if layer == WORDS:
                # Spans that no list gave (a reader's own, a key) are marks, whatever they are marks of.
                title = palette.heading(hits) if "lexicon" in hits else "Marked"
            lines.append(f"<b>{escape(title)}:</b> {' · '.join(keys)}")
    if has_marks(hits) and hits.empty:
        lines.append("Nothing is marked in this text.")
    return "".join(f'<p class="ww-legend">{line}</p>' for line in lines)


def notes(hits: pd.DataFrame | None, looks: Looks) -> str:
    """Return why each marked term is listed, once for each term, for readers without a pointer and for print."""
    if hits is None or "why" not in hits or hits.empty:
        return ""
    items = []
    listed = {(row["term"], row["category"]): row for row in reversed(records(hits))}
    for row in sorted(listed.values(), key=lambda row: str(row["term"]).casefold()):
        said_of = " ".join(_reasons(row))
        slot = looks.categories[row["category"]].slot
        items.append(
            f'<dt class="ww-c{slot}"><mark>{escape(row["term"])}</mark> [{escape(row["category"])}]</dt>'
            f"<dd>{escape(said_of)}</dd>"
        )
    return f'<details class="ww-notes"><summary>Why these words are listed</summary><dl>{"".join(items)}</dl></details>'


class _Window:
    """Spans in order of their starts, looked at through a window that moves on through the text."""

    def __init__(self, spans: list[dict]):
        self.spans, self.first = spans, 0

    def over(self, start: int, end: int) -> list[dict]:
        """Spans that cover something of start:end; each call starts at or after the one before."""
        while self.first < len(self.spans) and self.spans[self.first]["end"] <= start:
            self.first += 1
        found = []
        for span in islice(self.spans, self.first, None):
            if span["start"] >= end:
                break
            if span["end"] > start:
                found.append(span)
        return found


def _paragraphs(text: str, shown: int, voices: list[dict]) -> Iterator[tuple]:
    """(start, end, where its blank lines start, its stretches, its block) of each paragraph.

    A block is (name of the voice, its number) where all words of the paragraph stand in one block quotation.
    """
    voices = _Window(voices)
    cuts = [*(m.span() for m in _GAP.finditer(text, 0, shown)), (shown, shown)]
    start = 0
    for gap, end in cuts:
        if end == start:
            continue
        over = [s for s in voices.over(start, gap) if text[max(s["start"], start) : min(s["end"], gap)].strip()]
        roots = {(s["chain"].split(_LINK)[0], s.get("block", 0)) for s in over}
        own = roots.pop() if len(roots) == 1 and any(s["kind"] == "block" for s in over) else None
        yield start, end, gap, over, own
        start = end


def _apart(stretch: dict, own: tuple | None) -> bool:
    """Whether a stretch needs a sign of its own inside its paragraph."""
    if stretch["kind"] == palette.NARRATOR:
        return False
    return own is None or stretch["kind"] != "block" or stretch["chain"] != own[0]


def _block(own: tuple, looks: Looks) -> str:
    name = own[0]
    slot = looks.voices[name].slot if name in looks.voices else 1
    return (
        f'<blockquote class="ww-block ww-v{slot}" data-ww-voice="{escape(name)}" data-ww-kind="block">'
        f'<p class="ww-who" data-ww-label><span class="ww-b">[</span>'
        f'<bdi>{escape(name)}</bdi>, {_TOLD["block"]}<span class="ww-b">]</span></p>'
    )


def _stretch(stretch: dict, start: int, end: int, own: tuple | None, looks: Looks) -> Span:
    kind = stretch["kind"]
    name = stretch["credited"] if kind == "indirect" else stretch["voice"]
    look = looks.voices.get(name)
    chain = stretch["chain"].replace(_LINK, " › ")
    told = ", denied" if stretch.get("denied") else f", {_TOLD[kind]}" if kind in _TOLD else ""
    whose = f'data-ww-voice="{escape(stretch["voice"])}" data-ww-kind="{escape(kind)}"'
    whose += f' data-ww-credited="{escape(stretch["credited"])}"'
    opening = f'<span class="ww-say ww-{escape(kind)} ww-v{look.slot if look else 0}" {whose}>'
    label = (
        f'<small class="ww-who" data-ww-label><span class="ww-b">[</span><bdi>{escape(chain)}</bdi>{told}'
        f'<span class="ww-b">] </span></small>'
    )
    closing = '<small class="ww-end" data-ww-label> [end]</small></span>'
    return Span(
        max(stretch["start"], start),
        min(stretch["end"], end),
        lambda first: opening + label * first,
        lambda last: closing if last else "</span>",
    )


def _mark(hit: dict, stretches: list[dict], looks: Looks, name: Callable[[dict], str] | None) -> Span:
    slot = looks.categories[hit["category"]].slot
    at = bisect_right(stretches, hit["start"], key=lambda s: s["start"]) - 1
    within = stretches[at] if at >= 0 else {}
    whose = {key: hit.get(key) or within.get(key) for key in ("voice", "credited", "kind")}
    lines = [f"{hit['term']} – {hit['category']}", *_reasons(hit)]
    denies = f" ({whose['credited']} denies it)" * bool(hit.get("denied") or within.get("denied"))
    lines += [f"Whose words: {whose['voice']}. Whose claim: {whose['credited']}{denies}."] * bool(whose["voice"])
    note = escape("\n".join(lines)).replace("\n", "&#10;")
    own = f' id="{escape(name(hit))}"' if name else ""
    marked = f"{own}{data({**hit, **whose})}"
    opening = f'<span class="ww-hit ww-c{slot}"{marked} role="term" tabindex="0" aria-description="{note}"><mark>'
    label = f'</mark><small class="ww-what" data-ww-label> [{escape(hit["category"])}]</small></span>'
    return Span(
        hit["start"],
        hit["end"],
        lambda first: opening if first else f'<span class="ww-hit ww-c{slot}"><mark>',
        lambda last: label if last else "</mark></span>",
    )


def _reasons(hit: dict) -> list[str]:
    """What the word list says about a term, a sentence each."""
    said_of = [str(hit["why"]).strip()] if hit.get("why") else []
    # A dash in a list says that there is no plainer word for it.
    said_of += [f"A plainer word: {hit['neutral']}."] if str(hit.get("neutral") or "").strip("-–— ") else []
    return said_of + ([f"Source: {hit['source']}."] if hit.get("source") else [])
