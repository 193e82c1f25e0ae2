"""A report on articles for somebody who never opens Jupyter: a page, tables, figures and one printed sheet.

It makes the same calls as the notebooks, in the same order, and shows their tables in the same views.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers import article, exports, lexicon, methods, metrics, pages, plots, standalone, text, views, voices
from helpers.folders import whole
from helpers.markup import Html, escape
from helpers.palette import NARRATOR

# Articles with a section of their own on the page: a class reads fewer, and a page of 12 stays below 2 MB. The tables
# have all.
MOST_ARTICLES = 12
_MOST_PASSAGES = 300
_MOST_LINES = 9  # of a table on the printed sheet, so that it stays one sheet

_WHAT = {
    "share-of-voice": "Whose words: the words of each voice, out of the words of its article",
    "share-of-claims": "Whose claim: the words credited to each source, out of the words of its article",
    "rate-by-voice": "Loaded words in each voice, per 1,000 words of that voice, with 95 % intervals",
    "term-by-voice": "Which voice uses which listed term, out of all uses of the term",
    "positions": "Where loaded words stand: each article in ten parts of equal length",
    "passages": "Every loaded word with its passage, and why it is listed",
    "stretches": "The whole text, cut into stretches of one voice; put together they are the text",
}


@dataclass(frozen=True)
class Found:
    """What was found in the articles of one report: the tables that everything in it is made from."""

    articles: pd.DataFrame
    voices: pd.DataFrame
    words: pd.DataFrame
    sentences: pd.DataFrame
    lexicon: lexicon.Lexicon
    hits: pd.DataFrame

    def of(self, article_id: str) -> Found:
        """The same for one article."""
        tables = (self.articles, self.voices, self.words, self.sentences, self.hits)
        own = [table[table["article_id"] == article_id].reset_index(drop=True) for table in tables]
        return Found(*own[:4], self.lexicon, own[4])


def find(articles: pd.DataFrame, word_list: lexicon.Lexicon) -> Found:
    """Find voices, words, sentences and loaded words of articles.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    word_list : Lexicon

    Returns
    -------
    Found

    Examples
    --------
    >>> find(article.from_text("The mob left."), lexicon.from_terms({"person": ["mob"]})).hits.voice.tolist()
    ['narrator']
    """
    found = voices.find(articles)
    hits = lexicon.explain(lexicon.match(articles, word_list), word_list)
    return Found(
        articles, found, voices.attach(text.words(articles), found), text.sentences(articles), word_list,
        voices.attach(hits, found),
    )  # fmt: skip


def write(
    source: object,
    folder: str | Path,
    *,
    word_list: str | Path = "loaded",
    force: bool = False,
    pdf: bool = True,
    browser: str = "",
    say: Callable[[str], object] = lambda sentence: None,
) -> Path:
    """Write a report on articles into a folder: a page to read, tables, figures, and one sheet to print.

    Parameters
    ----------
    source : DataFrame, or what :func:`helpers.article.read` takes
        The articles.
    folder : str or Path
        Where to write. It is there as a whole at the end, or as it was before.
    word_list : str or Path
        Name of a word list in ``data/lexicons``, or the path of your own.
    force : bool
        Replace an earlier report in this folder.
    pdf : bool
        Print the sheet as PDF, where Chromium, Chrome or Edge is installed.
    browser : str
        Name or path of one, to be used in place of those that are known.
    say : function of a sentence
        Is told what is being done.

    Returns
    -------
    Path
        The page: ``index.html`` in the folder.

    Raises
    ------
    FileExistsError
        If the folder holds files and `force` is False, or holds files that no report wrote.

    Examples
    --------
    >>> import tempfile
    >>> place = Path(tempfile.mkdtemp()) / "report"
    >>> write(article.from_text("The mob left."), place, pdf=False).name
    'index.html'
    """
    with whole(folder, force=force) as new:
        articles = source if isinstance(source, pd.DataFrame) else article.read(source)
        listed = lexicon.read(word_list)
        say(f"Reading {len(articles):,} article{'s' * (len(articles) != 1)}.")
        found = find(articles, listed)
        say("Writing tables.")
        _write_tables(found, new / "tables")
        say("Drawing figures.")
        drawn = _write_figures(found, new / "figures")
        said = methods.paragraph(articles, voices=found.voices, hits=found.hits, lexicons=[listed])
        (new / "methods.txt").write_text(f"{said!r}\n", encoding="utf-8")
        say("Writing the page.")
        (new / "sheet.html").write_text(_sheet(found, drawn), encoding="utf-8")
        program = exports.browser(browser) if pdf else None
        if program:
            say("Printing the sheet as PDF.")
            try:
                exports.pdf(new / "sheet.html", new / "sheet.pdf", program=program)
            except RuntimeError as error:
                say(f"Note: there is no PDF, because {error}. Open sheet.html in a browser and print it.")
        elif pdf:
            sought = f"{browser!r} was not found" if browser else "no Chromium, Chrome or Edge was found here"
            say(
                f"Note: there is no PDF, because {sought}. Open sheet.html in any browser and print it, or install "
                "Chromium, or name a browser with --browser."
            )
        (new / "index.html").write_text(_page(found, new, drawn), encoding="utf-8")
    return Path(folder).expanduser().resolve() / "index.html"


def file_name(title: str, number: int = 1) -> str:
    """Return a name for a file from a title, whatever stands in it: small letters of a to z, digits and hyphens.

    Parameters
    ----------
    title : str
        Any text.
    number : int
        Number of the file, which makes the name unique.

    Returns
    -------
    str
        At most 45 characters.

    Examples
    --------
    >>> file_name("../../Élan: <b>what</b>?", 3)
    '03-elan-b-what-b'
    >>> file_name("CON\\u202e\\u0645", 1)
    '01-con'
    """
    plain = unicodedata.normalize("NFKD", title[:200]).encode("ascii", "ignore").decode()
    return f"{number:02}-{re.sub('[^a-z0-9]+', '-', plain.lower()).strip('-')[:40]}".strip("-")


# --- tables -----------------------------------------------------------------------------------------------------------


def _measures(found: Found) -> dict[str, pd.DataFrame]:
    by = ["article_id", "voice"]
    return {
        "share-of-voice": metrics.share_of_voice(found.voices, by=by),
        "share-of-claims": metrics.share_of_voice(found.voices, by=["article_id", "credited"]),
        "rate-by-voice": metrics.rate_by_voice(found.hits, found.words, found.sentences, by=by),
        "term-by-voice": metrics.term_by_voice(found.hits),
        "positions": metrics.positions(found.hits, found.words),
    }


def _write_tables(found: Found, folder: Path) -> None:
    folder.mkdir()
    tables = {**_measures(found), "passages": _passages(found)}
    for name, table in tables.items():
        (folder / f"{name}.csv").write_text(exports.csv(table), encoding="utf-8")
        if name == "passages":
            table = table[["article_id", "before", "text", "after", "category", "voice", "credited"]]
        caption = f"{_WHAT[name]}. {_source(found)}."
        (folder / f"{name}.md").write_text(exports.markdown(table, caption=caption) + "\n", encoding="utf-8")
        tex = exports.latex(table, caption=caption, label=f"tab:{name}")
        (folder / f"{name}.tex").write_text(tex + "\n", encoding="utf-8")
    (folder / "stretches.csv").write_text(exports.csv(found.voices), encoding="utf-8")


def _passages(found: Found, width: int = 60) -> pd.DataFrame:
    texts = dict(zip(found.articles["article_id"], found.articles["text"], strict=True))
    hits = found.hits
    places = list(zip(hits["article_id"], hits["start"], hits["end"], strict=True))
    before = [" ".join(texts[key][max(0, start - width) : start].split()) for key, start, _ in places]
    after = [" ".join(texts[key][end : end + width].split()) for key, _, end in places]
    context = {"before": pd.array(before, dtype="str"), "after": pd.array(after, dtype="str")}
    place = ["article_id", "start", "end", "before", "text", "after", "category", "term"]
    return hits.assign(**context)[[*place, "voice", "credited", "chain", "why", "neutral", "source"]]


def _source(found: Found) -> str:
    listed = found.lexicon
    return f"Word list {listed.name!r} (SHA-256 {listed.sha256[:12]}…), {methods.software()}"


# --- figures ----------------------------------------------------------------------------------------------------------


def _write_figures(found: Found, folder: Path) -> dict[str, dict[str, Html]]:
    """Draw the figures of each article that has a section; returns them by article and kind."""
    folder.mkdir()
    drawn, captions, tex = {}, ["# Figures"], []
    for number, row in enumerate(found.articles.head(MOST_ARTICLES).to_dict("records"), 1):
        own = found.of(row["article_id"])
        axes = {
            "ribbon": plots.ribbon(own.voices, own.hits),
            "share-of-voice": plots.share_of_voice(metrics.share_of_voice(own.voices)),
            "rate-by-voice": plots.rate_by_voice(metrics.rate_by_voice(own.hits, own.words, own.sentences)),
            "positions": plots.positions(metrics.positions(own.hits, own.words)),
        }
        name = file_name(_title(row), number)
        shown = drawn[row["article_id"]] = {}
        for kind, each in axes.items():
            shown[kind] = exports.figure(each, folder, f"{name}-{kind}")
            caption = f"{each.get_title(loc='left')}. {_title(row)}. {_source(found)}."
            captions.append(
                f"## {name}-{kind}\n\n{exports.markdown_text(caption)}\n\n"
                f"In words: {exports.markdown_text(each.alt)}"
            )
            tex.append(exports.latex_figure(f"{name}-{kind}", caption=caption))
    (folder / "captions.md").write_text("\n\n".join(captions) + "\n", encoding="utf-8")
    (folder / "captions.tex").write_text("\n\n".join(tex) + "\n", encoding="utf-8")
    return drawn


# --- pages ------------------------------------------------------------------------------------------------------------


def _page(found: Found, folder: Path, drawn: dict[str, dict[str, Html]]) -> str:
    """The report page; an article that would make it too large is shown as far as it fits."""
    longest = views.LONGEST
    while True:
        page = _assembled(found, folder, drawn, longest)
        if len(page.encode()) <= standalone.LARGEST or longest < 1_000:
            return page
        longest //= 2


def _assembled(found: Found, folder: Path, drawn: dict[str, dict[str, Html]], longest: int) -> str:
    articles = found.articles
    n, shown = len(articles), articles.head(MOST_ARTICLES)
    title = _title(articles.iloc[0].to_dict()) if n == 1 else f"{n:,} articles"
    n_words, n_hits = len(found.words), len(found.hits)
    lede = (
        f"{'One article' if n == 1 else f'{n:,} articles'} with {n_words:,} words. {n_hits:,} of them, or phrases of "
        f"them, stand on the word list “{found.lexicon.name}”. Which are they, and whose words are they?"
    )
    parts = [f'<h1><bdi>{escape(title)}</bdi></h1><p class="ww-lede">{escape(lede)}</p>']
    if n > 1:
        parts.append(_compared(found))
    if n > len(shown):
        parts.append(pages.said(f"Shown below: the first {len(shown)} of {n:,} articles. The tables have all of them."))
    for number, row in enumerate(shown.to_dict("records"), 1):
        own = found.of(row["article_id"])
        head = f"<h2><bdi>{escape(_title(row))}</bdi></h2>" if n > 1 else ""
        level = 3 if n > 1 else 2
        parts.append(
            f"<div>{head}"
            + _section(own, drawn[row["article_id"]], f"a{number}", level, longest // len(shown))
            + "</div>"
        )
    parts.append(_methods(found))
    parts.append(_files(folder))
    body = f'<div class="ww-report">{"".join(parts)}</div>'
    return standalone.page(f"{title} – Whose Words", body, foot=standalone.made("the articles named above"))


def _section(own: Found, drawn: dict[str, Html], ids: str, level: int, longest: int) -> str:
    rates = metrics.rate_by_voice(own.hits, own.words, own.sentences)
    shares = metrics.share_of_voice(own.voices)
    claims = metrics.share_of_voice(own.voices, by="credited")
    looks = pages.looks(own.hits, own.voices)
    reader = views.article(own.articles, own.hits, own.voices, ids=ids, longest=max(longest, 1_000), looks=looks)
    passages = views.concordance(own.hits, own.articles, ids=ids, most=_MOST_PASSAGES, looks=looks)
    names = {"voice": "whose words", "credited": "whose claim"}

    def head(words: str) -> str:
        return f"<h{level}>{words}</h{level}>"

    listed = own.hits.drop_duplicates("term")[["category", "term", "why", "neutral", "source"]]
    return (
        head("The text and its passages")
        + f'<div class="ww-explorer ww-static"><div class="ww-text">{reader.body}</div>'
        + f'<div class="ww-measures">{passages.body}</div></div>'
        + head("Whose words, whose claim")
        + drawn["share-of-voice"].body
        + '<div class="ww-side">'
        + views.table(shares, caption="Whose words: who chose them", names=names).body
        + views.table(claims, caption="Whose claim: who is said to stand behind it", names=names).body
        + "</div>"
        + head("Loaded words in each voice")
        + drawn["rate-by-voice"].body
        + '<div class="ww-side">'
        + views.table(rates, caption="Loaded words per 1,000 words of each voice", names=names | {"n": "hits"}).body
        + views.table(metrics.term_by_voice(own.hits), caption="Which voice uses which listed term", names=names).body
        + "</div>"
        + head("Where they stand")
        + drawn["ribbon"].body
        + drawn["positions"].body
        + head("Why these words are listed")
        + views.table(listed, caption="A reason and a plainer word for each, to argue with").body
    )


def _compared(found: Found) -> str:
    rates = metrics.rate_by_voice(found.hits, found.words, found.sentences, by=["article_id", "voice"])
    own = rates[rates["voice"] == NARRATOR].drop(columns="voice")
    caption = "The narrator's own loaded words in each article"
    table = views.table(own, caption=caption, names={"article_id": "article"})
    return f"<section><h2>Side by side</h2>{table.body}</section>"


def _methods(found: Found) -> str:
    tables = {"voices": found.voices, "hits": found.hits, "lexicons": [found.lexicon]}
    said = methods.paragraph(found.articles, **tables)
    table = methods.shown(methods.provenance(found.articles, **tables))
    return f'<section class="ww-methods"><h2>Methods and provenance</h2>{said.body}{table.body}</section>'


def _files(folder: Path) -> str:
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    items = "".join(f'<li><a href="{escape(name)}">{escape(name)}</a></li>' for name in names)
    return (
        '<section class="ww-methods"><h2>Files of this report</h2><p>Tables as CSV, Markdown and LaTeX, figures as SVG '
        f'and PNG with their captions, and one sheet to print.</p></section><ul class="ww-files">{items}</ul>'
    )


def _sheet(found: Found, drawn: dict[str, dict[str, Html]]) -> str:
    """One sheet of paper: the picture, the two tables that matter most, and how they were made."""
    articles, n = found.articles, len(found.articles)
    first = articles.iloc[0].to_dict()
    title = _title(first) if n == 1 else f"{n:,} articles"
    source = " · ".join(str(first[key]) for key in ("outlet", "author", "date") if first.get(key)) if n == 1 else ""
    lede = f"{source + '. ' if source else ''}{len(found.words):,} words, {len(found.hits):,} of them loaded words."
    names = {"voice": "whose words", "article_id": "article"}
    if n == 1:
        picture = drawn[first["article_id"]]["ribbon"].body
        rates = metrics.rate_by_voice(found.hits, found.words, found.sentences)
        left = views.table(rates.drop(columns="thin"), caption="Loaded words by voice", names=names, most=_MOST_LINES)
    else:
        picture = ""
        rates = metrics.rate_by_voice(found.hits, found.words, found.sentences, by=["article_id", "voice"])
        rates = rates[rates["voice"] == NARRATOR].drop(columns=["voice", "thin"])
        rates["article_id"] = rates["article_id"].str.slice(0, 40)
        left = views.table(rates, caption="The narrator's loaded words", names=names, most=2 * _MOST_LINES)
    uses = found.hits.groupby(["term", "neutral", "voice"], sort=True).size().rename("uses").reset_index()
    uses = uses.sort_values("uses", ascending=False, kind="stable")
    uses["voice"] = uses["voice"].str.slice(0, 40)
    names |= {"neutral": "plainer word"}
    right = views.table(uses, caption="The loaded words", names=names, most=_MOST_LINES if n == 1 else 2 * _MOST_LINES)
    said = methods.paragraph(articles, voices=found.voices, hits=found.hits, lexicons=[found.lexicon])
    body = (
        f'<h1><bdi>{escape(title[:300])}</bdi></h1><p class="ww-lede">{escape(lede[:300])}</p>{picture}'
        f'<div class="ww-side">{left.body}{right.body}</div>'
        f'<section class="ww-methods"><h2>How this was counted</h2>{said.body}</section>'
    )
    foot = standalone.made("the articles named above")
    return standalone.page(f"{title} – one sheet", body, style=standalone.sheet("sheet.css"), foot=foot)


def _title(row: dict) -> str:
    return " ".join(str(row.get("title") or row["article_id"]).split()) or "Article"

