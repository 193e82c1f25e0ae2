"""A small picture of an article for the index: its lines as strokes, its marks and voices in their colours."""

from __future__ import annotations

from html.parser import HTMLParser

from helpers import palette
from helpers.views import drawings

_LETTERS, _LINES = 62, 8  # of the picture: more would be too fine to see in a card 20 rem wide
_STEP, _HEIGHT, _THICK = 6.0, 22, 9
_ADDED = ("data-ww-label", "ww-title", "ww-source", "ww-said", "ww-legend", "ww-gap")


def of_article(body: str) -> str:
    """Return the beginning of the first marked article of some views as a drawing.

    Parameters
    ----------
    body : str
        HTML of the views.

    Returns
    -------
    str
        SVG, or an empty string where no article has a mark or a voice.

    Examples
    --------
    >>> from helpers import article, lexicon, views
    >>> text = article.from_text("The mob left.")
    >>> of_article(views.article(text, lexicon.match(text, lexicon.read("loaded"))).body).count("<rect")
    4
    >>> of_article(views.article(text).body)
    ''
    """
    read = _Article()
    read.feed(body)
    if not any(category or voice not in ("", palette.NARRATOR) for _, category, voice in read.runs):
        return ""
    categories = palette.categories(category for _, category, _ in read.runs if category)
    voices = palette.voices(voice for *_, voice in read.runs if voice)
    parts, x, line = [], 0, 0
    for text, category, voice in read.runs:
        for at, word in enumerate(text.split(" ")):
            if word == "\n" or x + len(word) > _LETTERS:
                x, line = 0, line + (x > 0)
            if line >= _LINES:
                break
            if not word or word == "\n":
                x += at > 0 and word == ""
                continue
            top, left = 12 + line * _HEIGHT, 14 + x * _STEP
            width = min(len(word), _LETTERS) * _STEP
            if voice in voices and voices[voice].slot:
                parts.append(_rect(left - 3, top - 4, width + 7, _THICK + 8, voices[voice].ground))
            fill = categories[category].line if category else palette.RULE
            parts.append(_rect(left, top, width - 2, _THICK, fill))
            if category:
                parts.append(_rect(left, top + _THICK + 2, width - 2, 2.5, fill))
            x += len(word) + 1
    size = f"{28 + _LETTERS * _STEP:.0f} {16 + _LINES * _HEIGHT}"
    drawn = f'<svg viewBox="0 0 {size}" xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    return drawings.alone(drawings.themed(drawn))


class _Article(HTMLParser):
    """The runs of text of the first article: (text, category of its mark, voice); a new paragraph is a line end."""

    def __init__(self):
        super().__init__()
        self.runs: list[tuple[str, str, str]] = []
        self.open: list[tuple[bool, str, str]] = []  # for each open element: inside, category, voice
        self.done = False

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        inside, category, voice = self.open[-1] if self.open else (False, "", "")
        names = (given.get("class") or "").split()
        if "ww-article" in names:
            inside = not self.done
        if tag == "p" and inside:
            self.runs.append(("\n", "", ""))
        inside = inside and not any(name in given or name in names for name in _ADDED)
        category = given.get("data-ww-category") or category
        if "ww-hit" not in names:
            voice = given.get("data-ww-voice") or voice
        self.open.append((inside, category, voice))

    def handle_endtag(self, tag):
        if self.open:
            before = self.open.pop()[0]
            self.done = self.done or tag == "section" and before

    def handle_data(self, data):
        if self.open and self.open[-1][0] and data.strip():
            self.runs.append((" ".join(data[:2_000].split()), *self.open[-1][1:]))


def _rect(x: float, y: float, width: float, height: float, fill: str) -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" style="fill: {fill}"/>'
