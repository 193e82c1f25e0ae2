"""A report on articles for somebody who never opens Jupyter: a page, tables, figures and one printed sheet.

It makes the same calls as the notebooks, in the same order, and shows their tables in the same views.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from helpers import article, exclusions, files, metrics, palette, plots
from helpers import lexicon as word_lists
from helpers.article import tables
from helpers.share import exports, record, report_pages
from helpers.share.findings import Found, find
from helpers.share.folders import whole
from helpers.views.markup import Html

_WHAT = {
    "share-of-voice": "Whose words: the words of each voice, out of the words of its article",
    "share-of-claims": "Whose claim: the words credited to each source, out of the words of its article",
    "rate-by-voice": "{what} in each voice, per 1,000 words of that voice, with 95 % intervals",
    "term-by-voice": "Which voice uses which listed term, out of all uses of the term",
    "sources": "Who is heard: words credited to each source of an article, how they are given, and where they stand",
    "devices": "Candidates for framing devices, to be read one by one",
    "rate-by-outlet": "{what} in each outlet's articles, by kind of voice, per 1,000 words, with 95 % intervals",
    "positions": "Where they stand ({what}): each article in ten parts of equal length",
    "passages": "{what}, each with its passage, and why it is listed",
    "stretches": "The whole text, cut into stretches of one voice; put together they are the text",
}


def write(
    source: object,
    folder: str | Path,
    *,
    lexicon: str | Path | word_lists.Lexicon = "loaded",
    excluded: str | Path | pd.DataFrame | None = None,
    force: bool = False,
    pdf: bool | str = True,
    say: Callable[[str], object] = lambda sentence: None,
) -> Path:
    """Write a report on articles into a folder: a page to read, tables, figures, and one sheet to print.

    Parameters
    ----------
    source : DataFrame, or what :func:`helpers.article.read` takes
        The articles.
    folder : str or Path
        Where to write. It is there as a whole at the end, or as it was before.
    lexicon : str, Path or Lexicon
        Name of a word list in ``data/lexicons``, the path of your own, or a list itself, such as the one that you
        edit in a notebook (``desk.lexicon``).
    excluded : str, Path or DataFrame, optional
        What a reader took out as false hits: the log as a file, or the ``excluded`` of a reader of
        :mod:`helpers.explore`. It is counted nowhere, and named in the methods.
    force : bool
        Replace an earlier report in this folder.
    pdf : bool or str
        Print the sheet as PDF, where Chromium, Chrome or Edge is installed; or the name or path of one, to be used in
        place of those that are known.
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
    ValueError
        If the log of exclusions belongs to another text or to another list.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write(article.from_text("The mob left."), Path(folder, "report"), pdf=False).name
    'index.html'
    """
    with whole(folder, force=force) as new:
        articles = article.read(source) if not isinstance(source, pd.DataFrame) else _table(source)
        listed = lexicon if isinstance(lexicon, word_lists.Lexicon) else word_lists.read(lexicon)
        log = exclusions.read(excluded) if isinstance(excluded, str | Path) else excluded
        say(f"Reading {len(articles):,} article{'s' * (len(articles) != 1)}.")
        found = find(articles, listed, log)
        say("Writing tables.")
        _write_tables(found, new / "tables")
        say("Drawing figures.")
        drawn = _write_figures(found, new / "figures")
        said = report_pages.methods(found)
        (new / "methods.txt").write_text(f"{said!r}\n", encoding="utf-8")
        say("Writing the page.")
        (new / "sheet.html").write_text(report_pages.sheet(found, drawn), encoding="utf-8")
        browser = pdf if isinstance(pdf, str) else ""
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
        written = sorted(path.relative_to(new).as_posix() for path in new.rglob("*") if path.is_file())
        (new / "index.html").write_text(report_pages.page(found, drawn, written), encoding="utf-8")
    return Path(folder).expanduser().resolve() / "index.html"


def _table(articles: pd.DataFrame) -> pd.DataFrame:
    """The articles table with all its columns; what came from elsewhere is read first."""
    if len(articles) and set(article.COLUMNS) <= set(articles.columns):
        tables.check(articles)
        return articles
    if len(articles) or "text" not in articles:
        return article.read(articles)
    raise ValueError("There is no article to report on: the table has no rows.")


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
    by, outlets = ["article_id", "voice"], found.by_outlet()
    return {
        "share-of-voice": metrics.share_of_voice(found.voices, by=by),
        "share-of-claims": metrics.share_of_voice(found.voices, by=["article_id", "credited"]),
        "rate-by-voice": metrics.rate_by_voice(found.hits, found.words, found.sentences, by=by),
        **({} if outlets is None else {"rate-by-outlet": outlets}),
        "term-by-voice": metrics.term_by_voice(found.hits),
        "positions": metrics.positions(found.hits, found.words),
        "sources": metrics.sources(found.voices),
    }


def _write_tables(found: Found, folder: Path) -> None:
    folder.mkdir()
    tables = {**_measures(found), "passages": _passages(found), "devices": _devices(found)}
    for name, table in tables.items():
        (folder / f"{name}.csv").write_text(files.csv(table), encoding="utf-8")
        if name == "passages":
            table = table[["article_id", "before", "text", "after", "category", "voice", "credited"]]
        caption = f"{_WHAT[name].replace('{what}', palette.heading(found.hits))}. {_source(found)}."
        (folder / f"{name}.md").write_text(exports.markdown(table, caption=caption) + "\n", encoding="utf-8")
        tex = exports.latex(table, caption=caption, label=f"tab:{name}")
        (folder / f"{name}.tex").write_text(tex + "\n", encoding="utf-8")
    (folder / "articles.csv").write_text(files.csv(_articles(found)), encoding="utf-8")
    (folder / "stretches.csv").write_text(files.csv(found.voices), encoding="utf-8")
    if len(found.excluded):
        exclusions.write(found.excluded, folder / "exclusions.csv")


def _articles(found: Found) -> pd.DataFrame:
    """What is known of each article, with the user's own columns: all other tables name it by its ``article_id``."""
    counted = {name: found.articles["article_id"].map(table["article_id"].value_counts()).fillna(0).astype("int64")
               for name, table in (("n_words", found.words), ("n_hits", found.hits))}  # fmt: skip
    return found.articles.drop(columns=["text", "encoding", "corrections"], errors="ignore").assign(**counted)


def _passages(found: Found, width: int = 60) -> pd.DataFrame:
    texts = dict(zip(found.articles["article_id"], found.articles["text"], strict=True))
    hits = found.hits
    places = list(zip(hits["article_id"], hits["start"], hits["end"], strict=True))
    before = [" ".join(texts[key][max(0, start - width) : start].split()) for key, start, _ in places]
    after = [" ".join(texts[key][end : end + width].split()) for key, _, end in places]
    context = {"before": pd.array(before, dtype="str"), "after": pd.array(after, dtype="str")}
    place = ["article_id", "start", "end", "before", "text", "after", "category", "term"]
    return hits.assign(**context)[[*place, "voice", "credited", "chain", "why", "neutral", "source"]]


def _devices(found: Found) -> pd.DataFrame:
    return found.devices[["article_id", "start", "end", "device", "detail", "text", "voice", "credited"]]


def _source(found: Found) -> str:
    listed = found.lexicon
    return f"Word list {listed.name!r} (SHA-256 {listed.sha256[:12]}…), {record.software()}"


# --- figures ----------------------------------------------------------------------------------------------------------


def _write_figures(found: Found, folder: Path) -> dict[str, dict[str, Html]]:
    """Draw the figures of each article that has a section; returns them by article and kind."""
    folder.mkdir()
    drawn, captions, tex = {}, ["# Figures"], []
    for number, row in enumerate(found.articles.head(report_pages.MOST_ARTICLES).to_dict("records"), 1):
        own = found.of(row["article_id"])
        axes = {
            "ribbon": plots.ribbon(own.voices, own.hits),
            "share-of-voice": plots.share_of_voice(metrics.share_of_voice(own.voices)),
            "rate-by-voice": plots.rate_by_voice(metrics.rate_by_voice(own.hits, own.words, own.sentences)),
            "positions": plots.positions(metrics.positions(own.hits, own.words)),
        }
        name = file_name(report_pages.title_of(row), number)
        shown = drawn[row["article_id"]] = {}
        for kind, each in axes.items():
            shown[kind] = exports.figure(each, folder, f"{name}-{kind}")
            caption = f"{each.get_title(loc='left')}. {report_pages.title_of(row)}. {_source(found)}."
            captions.append(
                f"## {name}-{kind}\n\n{exports.markdown_text(caption)}\n\nIn words: {exports.markdown_text(each.alt)}"
            )
            tex.append(exports.latex_figure(f"{name}-{kind}", caption=caption))
    (folder / "captions.md").write_text("\n\n".join(captions) + "\n", encoding="utf-8")
    (folder / "captions.tex").write_text("\n\n".join(tex) + "\n", encoding="utf-8")
    return drawn
