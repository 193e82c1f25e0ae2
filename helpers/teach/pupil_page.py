"""The pupil's page: one HTML file with the article, the task and the labels, on which marks are made without Python.

It opens from disk on a phone, a tablet or a school laptop, needs no network and sends nothing. Its policy forbids every
request and every script but its own.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import json
import re
from pathlib import Path
from string import Template

import pandas as pd

from helpers import palette, text
from helpers.teach import marks
from helpers.views.markup import escape

# A page that travels by mail, by stick or by a school's message board has to be small.
LARGEST = 100_000
# Spinde et al. (2022): readers who were warned before reading noticed more of the slant of a text; labels of left and
# right did nothing.
FOREWARNING = (
    "Every text chooses its words. Some words judge as well as name, and readers take the judgement in without "
    "noticing. Read slowly. Other readers will mark other words than you: what counts is your reason."
)
TASK = "Read the article once. Then mark the words that the labels describe, and say why in the note where you can."

_STATIC = Path(__file__).parent / "static"


def html(
    articles: pd.DataFrame, labels: marks.Labels, *, task: str = TASK, forewarning: str = FOREWARNING, kept: str = ""
) -> str:
    """The pupil's page of one article as a string.

    Parameters
    ----------
    articles : DataFrame
        The articles table with one row.
    labels : sequence of str, or mapping of str to str
        At most eight, with an explanation each where given.
    task, forewarning : str
        What the pupil is to do, and what to know before reading.
    kept : str
        Changes the place in the browser where the marks are kept: two tasks on one article need two.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If it is not one article, there is no text in it, or the page would be too large.

    Examples
    --------
    >>> from helpers import article
    >>> "connect-src 'none'" in html(article.from_text("The mob left."), ["loaded word"])
    True
    """
    if len(articles) != 1:
        raise ValueError(
            f"A page holds one article, and the table has {len(articles)} rows. Choose one: articles[:1], or "
            f"articles[articles.article_id == 'night-ferry-wire']."
        )
    row, known = articles.iloc[0], marks.for_page(labels)
    sha = marks.fingerprint(row["text"])
    state = {
        "text": row["text"],
        "labels": known,
        "marks": [],
        "article_id": row["article_id"],
        "title": row["title"],
        "sha256": sha,
        "page": hashlib.sha256(json.dumps([sha, [k["name"] for k in known], kept]).encode()).hexdigest()[:16],
    }
    script, style = _script(), _style()
    title = row["title"] or row["article_id"]
    source = " · ".join(row[name] for name in ("outlet", "author", "date") if row.get(name))
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; img-src data:; "
        f"connect-src 'none'; base-uri 'none'; form-action 'none'"
    )
    explained = "".join(
        f'<dt class="ww-c{k["slot"]}"><kbd>{i}</kbd> <mark>{escape(k["name"])}</mark></dt>'
        + (f"<dd>{escape(k['help'])}</dd>" if k["help"] else "")
        for i, k in enumerate(known, start=1)
    )
    # In a script element only "</" and "<!--" could end or bend it; as an escape in a string they mean the same.
    data = json.dumps(state, ensure_ascii=True).replace("<", "\\u003c")
    plain = "".join(
        f'<p dir="auto">{escape(part)}</p>' for part in text.paragraphs(articles.reset_index(drop=True))["text"]
    )
    page = Template((_STATIC / "pupil.html").read_text(encoding="utf-8")).substitute(
        policy=policy, style=style, script=script, state=data, title=escape(title), source=escape(source),
        task=escape(task), forewarning=escape(forewarning), labels=explained, plain=plain, longest=marks.LONGEST_NAME,
    )  # fmt: skip
    n = len(page.encode())
    if n > LARGEST:
        raise ValueError(
            f"The page would have {n:,} bytes, and at most {LARGEST:,} travel well. The article has "
            f"{len(row['text']):,} characters: give a part of it."
        )
    return page


@functools.cache
def _script() -> str:
    marking = (_STATIC / "mark.js").read_text(encoding="utf-8").replace("export default { render };", "")
    pupil = (_STATIC / "pupil.js").read_text(encoding="utf-8")
    return _bare(f"(() => {{\n{marking}\nconst widget = {{ render }};\n{pupil}}})();")


@functools.cache
def _style() -> str:
    sheet = re.sub(r"/\*.*?\*/", "", (_STATIC / "mark.css").read_text(encoding="utf-8"), flags=re.DOTALL)
    return ":root{color-scheme:light dark}body{margin:0}" + palette.css() + re.sub(r"\s*\n\s*", "", sheet)


def _bare(script: str) -> str:
    """Without the lines that are comments, and without indents: no string of ours runs over a line."""
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
