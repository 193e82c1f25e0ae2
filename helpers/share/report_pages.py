"""The pages of a report: the one to read, and the sheet to print.

:mod:`helpers.share.reports` finds what they show and draws the figures; here the parts are put in their order.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from helpers import metrics, palette, views
from helpers.palette import NARRATOR
from helpers.share import record, standalone
from helpers.share.findings import Found
from helpers.text import languages
from helpers.views import pages
from helpers.views.markup import Html, escape

# Articles with a section of their own on the page: a class reads fewer, and a page of 12 stays below 2 MB. The tables
# have all.
MOST_ARTICLES = 12
_MOST_PASSAGES, _MOST_DEVICES = 300, 100
_CANDIDATES = (
    "Each row is a candidate, found by a rule that knows no meaning: read it before you count it. The codebook of the "
    "kit (data/codebook.md) says for each device how many of those read by hand were right."
)
_TO_COMPARE = (
    "tables/articles.csv has all columns of your own table; each other table names its articles by article_id, as it "
    "does. To hold two groups of articles against each other, with the interval of the difference, see the notebook "
    "07 Two sides of one event: compare.difference(rates, articles, by=…) takes any column that tells them."
)
_MOST_LISTED = 200  # titles, in about 20 kB of a page
_MOST_LINES = 9  # of a table on the printed sheet, so that it stays one sheet


def page(found: Found, drawn: dict[str, dict[str, Html]], files: Iterable[str]) -> str:
    """Return the page of a report; articles that would make it too large are shown as far as they fit.

    Parameters
    ----------
    found : Found
        The tables.
    drawn : dict
        For each article that has a section, its figures by kind.
    files : iterable of str
        Names of the other files of the report, to be listed.

    Returns
    -------
    str
        HTML.
    """
    files = list(files)
    longest = views.LONGEST
    while True:
        written = _assembled(found, drawn, files, longest)
        if len(written.encode()) <= standalone.LARGEST or longest < 1_000:
            return written
        longest //= 2


def _assembled(found: Found, drawn: dict[str, dict[str, Html]], files: list[str], longest: int) -> str:
    articles = found.articles
    n, shown = len(articles), articles.head(MOST_ARTICLES)
    title = title_of(articles.iloc[0].to_dict()) if n == 1 else f"{n:,} articles"
    n_words, n_hits = len(found.words), len(found.hits)
    lede = (
        f"{'One article' if n == 1 else f'{n:,} articles'} with {n_words:,} words. {n_hits:,} of them, or phrases of "
        f"them, stand on the word list “{found.lexicon.name}”. Which are they, and whose words are they?"
    )
    parts = [f'<h1><bdi>{escape(title)}</bdi></h1><p class="ww-lede">{escape(lede)}</p>']
    parts += map(pages.said, languages.warnings(articles))
    if n > 1:
        parts.append(_compared(found))
    if n > len(shown):
        few = f"Shown in full below: the first {len(shown)} of {n:,} articles. The tables have all of them."
        parts.append(pages.said(few))
    for number, row in enumerate(shown.to_dict("records"), 1):
        own = found.of(row["article_id"])
        head = f"<h2><bdi>{escape(title_of(row))}</bdi></h2>" if n > 1 else ""
        level = 3 if n > 1 else 2
        parts.append(
            f'<div id="article-{number}">{head}'
            + _section(own, drawn[row["article_id"]], f"a{number}", level, longest // len(shown))
            + "</div>"
        )
    parts.append(_methods(found))
    parts.append(_files(files))
    body = f'<div class="ww-report">{"".join(parts)}</div>'
    return standalone.page(f"{title} – Whose Words", body, foot=standalone.made("the articles named above"))


def _section(own: Found, drawn: dict[str, Html], ids: str, level: int, longest: int) -> str:
    rates = metrics.rate_by_voice(own.hits, own.words, own.sentences)
    shares = metrics.share_of_voice(own.voices)
    claims = metrics.share_of_voice(own.voices, by="credited")
    looks = pages.looks(own.hits, own.voices)
    hits = metrics.denied(own.hits, own.voices)
    reader = views.article(own.articles, hits, own.voices, ids=ids, longest=max(longest, 1_000), looks=looks)
    passages = views.concordance(hits, own.articles, ids=ids, most=_MOST_PASSAGES, looks=looks)
    names = {"voice": "whose words", "credited": "whose claim"}

    def head(words: str) -> str:
        return f"<h{level}>{words}</h{level}>"

    what = escape(palette.heading(own.hits))
    sources = metrics.sources(own.voices)[["source", "type", "n", "total", "value", "direct", "indirect", "denied"]]
    listed = own.hits.drop_duplicates("term")[["category", "term", "why", "neutral", "source"]]
    return (
        head("The text and its passages")
        + f'<div class="ww-explorer ww-static"><div class="ww-text">{reader.body}</div>'
        + f'<div class="ww-measures">{passages.body}</div></div>'
        + head("Whose words, whose claim")
        + drawn["share-of-voice"].body
        + '<div class="ww-side">'
        + views.table(shares, caption="Whose words: who chose them", names=names).body
        + views.table(claims, caption="Whose claim: who is said to stand behind it, or to deny it", names=names).body
        + "</div>"
        + views.table(sources, caption="Who is heard: the sources, their kind, and their share of the words").body
        + head(f"{what} in each voice")
        + drawn["rate-by-voice"].body
        + '<div class="ww-side">'
        + views.table(rates, caption=f"{what} per 1,000 words of each voice", names=names | {"n": "hits"}, ids=ids).body
        + views.table(
            metrics.term_by_voice(own.hits),
            caption="Which voice uses which listed term",
            unit="uses",
            names=names,
            ids=ids,
        ).body
        + "</div>"
        + head("Where they stand")
        + drawn["ribbon"].body
        + drawn["positions"].body
        + head("Devices beyond single words")
        + pages.said(_CANDIDATES)
        + views.table(_devices(own), caption="Devices in each voice's words", names=names, unit="passages").body
        + views.concordance(own.devices, own.articles, most=_MOST_DEVICES).body
        + head("Why these words are listed")
        + views.table(listed, caption="A reason and a plainer word for each, to argue with").body
    )


def _devices(own: Found) -> pd.DataFrame:
    """Passages of each device in each voice's words, out of all passages of the device."""
    passages = own.devices.assign(category="", term=own.devices["device"])
    return metrics.term_by_voice(passages).drop(columns="category").rename(columns={"term": "device"})


def _narrators(found: Found, longest: int) -> pd.DataFrame:
    """The narrator's rate in each article, in the order of the articles, which are called by their titles."""
    rates = metrics.rate_by_voice(found.hits, found.words, found.sentences, by=["article_id", "voice"])
    own = rates[rates["voice"] == NARRATOR].drop(columns="voice")
    place = {key: i for i, key in enumerate(found.articles["article_id"])}
    own = own.sort_values("article_id", key=lambda keys: keys.map(place))
    return own.assign(article_id=own["article_id"].map(_called(found.articles, longest)))


def _compared(found: Found) -> str:
    rows = found.articles.head(_MOST_LISTED).to_dict("records")
    items = ""
    for number, row in enumerate(rows, 1):
        title = f"<bdi>{escape(title_of(row)[:200])}</bdi>"
        linked = f'<a href="#article-{number}">{title}</a>' if number <= MOST_ARTICLES else title
        known = " · ".join(f"<bdi>{escape(str(row[key])[:80])}</bdi>" for key in ("outlet", "date") if row[key])
        items += f"<li>{linked}{f' <small>{known}</small>' * bool(known)}</li>"
    left = len(found.articles) - len(rows)
    more = (
        pages.said(f"{left:,} more articles are not listed here; tables/articles.csv has all of them.") if left else ""
    )
    caption = f"{palette.heading(found.hits)} in the narrator's own words, article by article"
    table = views.table(_narrators(found, longest=80), caption=caption, names={"article_id": "article"})
    listed = f'<nav aria-label="Articles"><ol class="ww-files">{items}</ol>{more}</nav>'
    return f"{listed}<section><h2>Side by side</h2>{table.body}{_outlets(found)}</section>"


def _outlets(found: Found) -> str:
    """The outlets side by side, where there are a few; and how any other column of the table is compared."""
    rates, what = found.by_outlet(), palette.heading(found.hits)
    caption = f"{what} in each outlet's articles, by kind of voice; intervals are drawn over articles"
    table = "" if rates is None else views.table(rates, caption=caption, names={"n": "hits"}).body
    return table + pages.said(_TO_COMPARE)


def methods(found: Found, *, sheet: bool = False) -> Html:
    """Return the methods paragraph of a report, whose rates are drawn over sentences; for the sheet, of what it has."""
    made = [metrics.rate_by_voice(found.hits, found.words, found.sentences)]
    if not sheet:
        made += [found.devices, metrics.share_of_voice(found.voices, by=["article_id", "voice"])]
        made += [metrics.sources(found.voices), metrics.positions(found.hits, found.words)]
    tables = {"voices": found.voices, "hits": found.hits, "lexicons": [found.lexicon]}
    return record.paragraph(found.articles, **tables, results=made, excluded=found.excluded)


def _methods(found: Found) -> str:
    tables = {"voices": found.voices, "hits": found.hits, "lexicons": [found.lexicon]}
    said = methods(found)
    table = record.shown(record.provenance(found.articles, **tables))
    return f'<section class="ww-methods"><h2>Methods and provenance</h2>{said.body}{table.body}</section>'


def _files(names: list[str]) -> str:
    items = "".join(f'<li><a href="{escape(name)}">{escape(name)}</a></li>' for name in names)
    return (
        '<section class="ww-methods"><h2>Files of this report</h2><p>Tables as CSV, Markdown and LaTeX, figures as SVG '
        f'and PNG with their captions, and one sheet to print.</p></section><ul class="ww-files">{items}</ul>'
    )


def sheet(found: Found, drawn: dict[str, dict[str, Html]]) -> str:
    """Return one sheet of paper: the picture, the two tables that matter most, and how they were made.

    Parameters
    ----------
    found, drawn
        As for :func:`page`.

    Returns
    -------
    str
        HTML.
    """
    articles, n = found.articles, len(found.articles)
    first = articles.iloc[0].to_dict()
    title = title_of(first) if n == 1 else f"{n:,} articles"
    source = " · ".join(str(first[key]) for key in ("outlet", "author", "date") if first.get(key)) if n == 1 else ""
    hits = f"{len(found.hits):,} {palette.marked(found.hits)}"
    lede = f"{source + '. ' if source else ''}{len(found.words):,} words, {hits}."
    names = {"voice": "whose words", "article_id": "article"}
    if n == 1:
        picture = drawn[first["article_id"]]["ribbon"].body
        rates = metrics.rate_by_voice(found.hits, found.words, found.sentences)
        rates = views.table(rates, caption=f"{palette.heading(found.hits)} by voice", names=names, most=_MOST_LINES)
    else:
        picture = ""
        rates = _narrators(found, longest=60)
        rates = views.table(
            rates, caption=f"{palette.heading(found.hits)} of the narrator", names=names, most=2 * _MOST_LINES
        )
    uses = found.hits.groupby(["term", "neutral", "voice"], sort=True).size().rename("uses").reset_index()
    uses = uses.sort_values("uses", ascending=False, kind="stable")
    uses["voice"] = uses["voice"].str.slice(0, 40)
    uses = views.table(
        uses, caption=palette.heading(found.hits), names=names | {"neutral": "plainer word"}, most=_MOST_LINES
    )
    said = methods(found, sheet=True)
    body = (
        f'<h1><bdi>{escape(title[:300])}</bdi></h1><p class="ww-lede">{escape(lede[:300])}</p>{picture}'
        f'<div class="{"ww-side" if n == 1 else "ww-below"}">{rates.body}{uses.body}</div>'
        f'<section class="ww-methods"><h2>How this was counted</h2>{said.body}</section>'
    )
    foot = standalone.made("the articles named above")
    return standalone.page(f"{title} – one sheet", body, style=standalone.sheet("sheet.css"), foot=foot)


def _called(articles: pd.DataFrame, longest: int) -> dict[str, str]:
    """What each article is called in a table: its title, with its name where two have the same."""
    titles = {row["article_id"]: title_of(row) for row in articles.to_dict("records")}
    twice = pd.Series(titles).duplicated(keep=False)
    called = {key: f"{title[:longest]} ({key})" if twice[key] else title for key, title in titles.items()}
    return {key: name if len(name) <= longest else name[: longest - 1] + "…" for key, name in called.items()}


def title_of(row: dict) -> str:
    """Return what an article is called: its title on one line, or where there is none its name.

    Parameters
    ----------
    row : dict
        A row of the articles table.

    Returns
    -------
    str

    Examples
    --------
    >>> title_of({"article_id": "a", "title": " The\\nquarry "}), title_of({"article_id": "a", "title": ""})
    ('The quarry', 'a')
    """
    return " ".join(str(row.get("title") or row["article_id"]).split()) or "Article"
