"""What was done, in words that can go into a paper, and with which versions and lists it was done.

The paragraph is made from the tables of the run, so it cannot say anything else than what happened.
"""

from __future__ import annotations

import platform
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version

import pandas as pd

from helpers import __version__, fingerprint, metrics, text, views
from helpers.article import tables
from helpers.article.headlines import opens_with
from helpers.lexicon import Lexicon
from helpers.palette import NARRATOR
from helpers.share.results import said as results_said
from helpers.views.markup import Html, escape
from helpers.voices import corrections

_MOST_EXCLUDED = 30
# The tables that decide voices, types of sources, names and devices.
_TABLES = ("cues/cues.csv", "sources/types.csv", "thesaurus/names.csv", "devices/agency.csv", "devices/phrases.csv",
           "devices/readings.csv")  # fmt: skip
_PACKAGES = ("pandas", "numpy", "nltk", "matplotlib")
_LIMITS = (
    "A word list knows words and not what they mean in their place, and it misses what is not on it. The rules for "
    "voices miss irony, free indirect speech and claims that no reporting word announces. Counts of one article "
    "describe that article; they support no inference about an outlet or about news in general. A rate is no verdict."
)


def paragraph(
    articles: pd.DataFrame,
    *,
    voices: pd.DataFrame | None = None,
    hits: pd.DataFrame | None = None,
    lexicons: Iterable[Lexicon] = (),
    results: Iterable[pd.DataFrame] = (),
    excluded: pd.DataFrame | None = None,
) -> Html:
    """Return a methods paragraph for a paper or a handout, made from the tables of the run.

    It says what was counted and how, and what it cannot show. It does not say whether the result is right.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    voices : DataFrame, optional
        Voices table, when whose words was asked.
    hits : DataFrame, optional
        Hits, when terms were matched.
    lexicons : iterable of Lexicon
        The word lists that were used.
    results : iterable of DataFrame
        What else was made: rates, devices, names, swaps, comparisons of sides, agreement. It says a sentence for each
        kind that is among them (:mod:`helpers.share.results`) and nothing of others.
    excluded : DataFrame, optional
        What a reader took out as false hits: the ``excluded`` of a reader of :mod:`helpers.explore`.

    Returns
    -------
    Html
        Plain text with ``repr``, a paragraph in a page.

    Examples
    --------
    >>> from helpers import article, lexicon
    >>> loaded = lexicon.from_terms({"person": ["mob"]}, name="mine")
    >>> text = article.from_text("The mob left.")
    >>> print(repr(paragraph(text, hits=lexicon.match(text, loaded), lexicons=[loaded]))[:90])
    1 article with 3 words was read. Terms of the word list 'mine' (1 term, SHA-256 ...
    """
    results, lexicons = _several(results, pd.DataFrame, "results"), _several(lexicons, Lexicon, "lexicons")
    tables.check(articles)
    if voices is not None:
        tables.need(voices, ["voice", "credited", "n_words"], "voices.find(articles) makes it.", what="voices table")
    if hits is not None:
        tables.need(hits, ["start", "term"], "lexicon.match(articles, lexicon) makes it.", what="table of hits")
    n_words = int(text.count_words(articles["text"]).sum())
    said = [f"{_n(len(articles), 'article')} with {_n(n_words, 'word')} {_was(len(articles))} read."]
    said += _titles_said(articles)
    if voices is not None:
        said.append(_voices_said(voices, articles))
        said += _corrections_said(articles)
    if hits is not None:
        said.append(_hits_said(hits, lexicons))
    said += results_said(results)
    if excluded is not None and len(excluded):
        said.append(_excluded_said(excluded, hits))
    said.append(_LIMITS)
    said.append(f"Software: {software()}.")
    return Html(f"<p>{escape(' '.join(said))}</p>")


def provenance(
    articles: pd.DataFrame | None = None,
    *,
    voices: pd.DataFrame | None = None,
    hits: pd.DataFrame | None = None,
    lexicons: Iterable[Lexicon] = (),
) -> pd.DataFrame:
    """Return what a run rests on: versions, word lists with their fingerprints, and how much was counted.

    Parameters
    ----------
    articles, voices, hits : DataFrame, optional
        Tables of the run.
    lexicons : iterable of Lexicon
        The word lists that were used.

    Returns
    -------
    DataFrame
        One row per fact: ``what`` (``software``, ``word list``, ``table``, ``corrected voices``, ``count``), ``name``,
        ``value``.

    Examples
    --------
    >>> provenance().what.unique().tolist()
    ['software', 'table']
    """
    rows = [("software", "Whose Words", __version__)]
    rows.append(("software", "Whose Words, code and tables", f"SHA-256 {fingerprint.program()}"))
    rows.append(("software", "Python", platform.python_version()))
    for package in _PACKAGES:
        try:
            rows.append(("software", package, version(package)))
        except PackageNotFoundError:  # an environment that was put together by hand
            rows.append(("software", package, "version not known"))
    lexicons = list(lexicons)
    rows += [
        ("word list", f"{each.name} ({_n(len(each), 'term')})", f"SHA-256 {each.sha256}{_made(each)}")
        for each in lexicons
    ]
    matched = hits.attrs.get("lexicons", {}) if hits is not None else {}  # lists that were not kept in a variable
    given = {each.sha256 for each in lexicons}
    rows += [("word list", name, f"SHA-256 {sha256}") for sha256, name in matched.items() if sha256 not in given]
    if hits is not None and not matched and not lexicons and "lexicon" in hits:
        rows += [("word list", str(name), "fingerprint not kept") for name in hits["lexicon"].unique()]
    rows += [("table", name, f"SHA-256 {fingerprint.table(name)}") for name in _TABLES]
    if articles is not None:
        rows.append(("count", "articles", f"{len(articles):,}"))
        rows.append(("count", "words", f"{int(text.count_words(articles['text']).sum()):,}"))
        log = corrections.placed(articles)
        for key, own in log.groupby("article_id", sort=False):
            refused = int(own["state"].str.startswith("refused").sum())
            rows.append(("corrected voices", key, f"{len(own) - refused:,} applied, {refused:,} refused"))
    if voices is not None:
        rows.append(("count", "stretches of one voice", f"{len(voices):,}"))
    if hits is not None:
        rows.append(("count", "hits", f"{len(hits):,}"))
    return pd.DataFrame(rows, columns=["what", "name", "value"], dtype="str")


def of_session(names: Mapping[str, object]) -> Html:
    """Return paragraph and provenance for what the variables of a notebook hold at its end.

    Parameters
    ----------
    names : mapping of str to object
        The variables, as ``globals()`` gives them.

    Returns
    -------
    Html

    Examples
    --------
    >>> from helpers import article
    >>> print(repr(of_session({"texts": article.from_text("The mob left.")}))[:32])
    1 article with 3 words was read.
    """
    own = {name: value for name, value in names.items() if not name.startswith("_")}
    # Readers hold their tables, and what was taken out; the module that makes them is not needed to ask for it.
    read = [kept for value in own.values() if isinstance(kept := getattr(value, "tables", None), dict)]
    tables = [table for table in (*own.values(), *(table for kept in read for table in kept.values()))
              if isinstance(table, pd.DataFrame)]  # fmt: skip
    lexicons = {each.sha256: each for each in names.values() if isinstance(each, Lexicon)}
    articles = _joined(tables, {"article_id", "title", "outlet", "text"})
    voices = _joined(tables, {"article_id", "kind", "voice", "credited", "n_words"})
    hits = _joined(tables, {"article_id", "start", "lexicon", "term"})
    logs = [log for value in own.values() if isinstance(log := getattr(value, "excluded", None), pd.DataFrame)]
    excluded = _joined(logs, {"article_id", "start", "end", "text", "because"})
    if articles is None:
        said = ""
    else:
        made = {"voices": voices, "hits": hits, "lexicons": lexicons.values(), "excluded": excluded}
        said = paragraph(articles, **made, results=tables).body
    table = provenance(articles, voices=voices, hits=hits, lexicons=lexicons.values())
    return Html(said + shown(table).body)


def shown(provenance: pd.DataFrame) -> Html:
    """Return the table of a provenance as it stands at the end of a page.

    Parameters
    ----------
    provenance : DataFrame
        As :func:`provenance` returns it.

    Returns
    -------
    Html

    Examples
    --------
    >>> print(repr(shown(pd.DataFrame({"what": ["count"], "name": ["words"], "value": ["3"]}))))
    What this page was made with
    what  name  value
    count  words  3
    """
    return views.table(provenance, caption="What this page was made with")


def software() -> str:
    """Return the kit, its version and the fingerprint of its code, with Python's version.

    Returns
    -------
    str

    Examples
    --------
    >>> software().split()[:2]
    ['Whose', 'Words']
    """
    code = fingerprint.program()[:12]
    return f"Whose Words {__version__} (code and tables SHA-256 {code}…), Python {platform.python_version()}"


def _several(given: object, kind: type, name: str) -> list:
    """What was given for several of a kind, as a list; one alone is refused, as its parts would be taken for them."""
    of = kind.__name__
    if isinstance(given, kind):
        raise TypeError(f"{name}= takes a list, and one {of} came. Put it into brackets: {name}=[…].")
    given = list(given)
    if wrong := [type(each).__name__ for each in given if not isinstance(each, kind)]:
        raise TypeError(f"{name}= takes a list with a {of} in each place, and a value of the type {wrong[0]} is there.")
    return given


def _titles_said(articles: pd.DataFrame) -> list[str]:
    if "title" not in articles:
        return []
    titled = articles[articles["title"] != ""]
    counted = sum(map(opens_with, titled["text"], titled["title"]))
    if not counted:
        return ["Titles were not counted."] * (len(titled) > 0)
    where = "" if counted == len(articles) else f" in {counted:,} of {len(articles):,} articles, and in the others not"
    return [f"Titles were counted as the first part of the text{where}."]


def _voices_said(voices: pd.DataFrame, articles: pd.DataFrame) -> str:
    narrators = voices["voice"] == NARRATOR
    total, own = int(voices["n_words"].sum()), int(voices["n_words"][narrators].sum())
    share = f" ({100 * own / total:.1f} %)" if total else ""
    retold = int(voices["n_words"][narrators & (voices["credited"] != NARRATOR)].sum())
    retelling = f", {retold:,} of them retelling claims of others" if retold else ""
    # A name is one voice in its article alone: *police* of two towns are two.
    others = len(voices.loc[~narrators, ["article_id", "voice"]].drop_duplicates())
    each = ", each counted in its article" if voices["article_id"].nunique() > 1 else ""
    rest = f"; the rest {_was(total - own)} in those of {_n(others, 'other voice')}{each}, speakers without a name "
    asked = voices["article_id"].nunique()
    where = f"In {asked:,} of the articles, where this was asked, " if asked < len(articles) else ""
    denied = int(voices["n_words"][metrics.denied(voices, voices)["denied"]].sum())
    more = f" {denied:,} of the words credited to others retell what these are said to deny." if denied else ""
    return (
        "Whose words each stretch is (who chose them) and whose claim (who is said to stand behind it) was decided by "
        "rules over quotation marks, block quotations and a list of reporting words. "
        f"{where}{own:,} of {_n(total, 'word')}{share} {_was(own)} found to be in the narrator's words{retelling}"
        f"{f'{rest}included' * (others > 0)}.{more}"
    )


def _corrections_said(articles: pd.DataFrame) -> list[str]:
    log = corrections.placed(articles)
    if log.empty:
        return []
    refused = int(log["state"].str.startswith("refused").sum())
    more = f" {_n(refused, 'correction')} did not fit the text any more and {_was(refused)} refused." if refused else ""
    n = len(log) - refused
    return [f"{n:,} stretch{'es' * (n != 1)} {_was(n)} corrected by readers.{more}"]


def _hits_said(hits: pd.DataFrame, lexicons: list[Lexicon]) -> str:
    lists = " and ".join(
        f"{each.name!r} ({_n(len(each), 'term')}, SHA-256 {each.sha256[:12]}…{_made(each)})" for each in lexicons
    )
    if not lists:  # lists that were not kept: what their hits say of them
        matched = [(name, f"SHA-256 {sha256[:12]}…") for sha256, name in hits.attrs.get("lexicons", {}).items()]
        if not matched and "lexicon" in hits:  # pandas drops what is said of a table where it is merged
            matched = [(name, "fingerprint not kept") for name in hits["lexicon"].astype("str").unique()]
        lists = " and ".join(f"{name!r} ({known})" for name, known in matched)
        lexicons = matched
    of = f"of the word list{'s' * (len(lexicons) > 1)} {lists}" if lists else "of a word list"
    own = ""
    if "weight" in hits and len(hits):
        weights = f"{hits['weight'].sum():,.6g}; rates and positions count these, other tables each hit as one"
        own += f", with weights that add up to {weights}"
    if "voice" in hits and len(hits):
        n = int((hits["voice"] == NARRATOR).sum())
        own += f"; {n:,} of them {'stands' if n == 1 else 'stand'} in the narrator's words"
    return (
        f"Terms {of} were matched as whole words without regard to case; where terms overlap, the one that begins "
        f"first and then the longest one counts. This gave {_n(len(hits), 'hit')}{own}."
    )


def _excluded_said(excluded: pd.DataFrame, hits: pd.DataFrame | None) -> str:
    """What was taken out, where and why; of a long log the first passages."""
    shown = [
        f"“{' '.join(row['text'].split())}” ({row['article_id']}, characters {row['start']:,} to {row['end']:,}: "
        f"{row['because'] or 'no reason given'})"
        for row in excluded.head(_MOST_EXCLUDED).to_dict("records")
    ]
    more = f"; and {len(excluded) - len(shown):,} more" if len(excluded) > len(shown) else ""
    n, keys = len(excluded), ["article_id", "start", "end"]
    counted = set() if hits is None else set(hits[keys].itertuples(index=False, name=None))
    if hits is None or counted & set(excluded[keys].itertuples(index=False, name=None)):
        where, what = "In the reader, ", "left out of its counts"
    else:
        where, what = "By a reader, ", f"{'is' if n == 1 else 'are'} not among these hits"
    return f"{where}{_n(n, 'passage')} {_was(n)} taken out by hand as false hits and {what}: {'; '.join(shown)}{more}."


def _joined(tables: list[pd.DataFrame], columns: set[str]) -> pd.DataFrame | None:
    """The rows of all tables that have these columns, each row once; a filtered copy adds nothing."""
    found = [table for table in tables if columns <= set(table.columns)]
    if not found:
        return None
    keys = [key for key in ("article_id", "start", "end", "lexicon", "term") if all(key in table for table in found)]
    joined = pd.concat(found, ignore_index=True).drop_duplicates(keys, ignore_index=True)
    # Two tables may rest on different lists, and pandas keeps what is said of a table only where all say the same.
    joined.attrs = {"lexicons": {h: n for table in found for h, n in table.attrs.get("lexicons", {}).items()}}
    return joined


def _made(listed: Lexicon) -> str:
    """From which list this one was made, where it was."""
    return f"; {listed.origin}" if listed.origin else ""


def _n(n: int, what: str) -> str:
    return f"{n:,} {what}{'s' * (n != 1)}"


def _was(n: int) -> str:
    return "was" if n == 1 else "were"
