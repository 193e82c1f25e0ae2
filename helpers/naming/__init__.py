"""One referent, many names: what each voice calls the same people, the same event.

*An angry mob* or *bystanders*, *a raid* or *an operation*: each name brings a view with it. Names are gathered by a
small thesaurus (``data/thesaurus/names.csv``) that says which names may stand for one thing, and by a few readable
rules: adjectives belong to the name of a group of people, singular and plural are one name, and *Bo Hall, the
ringleader of the strike,* gives Bo Hall a name.
The kit cannot know what a name refers to; a reader can, and corrects it with a table of their own.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from helpers import lexicon, prose
from helpers import voices as voice_finder
from helpers.article import DATA, tables
from helpers.naming import phrases, references

__all__ = ["find", "names_by_voice", "table", "thesaurus"]

_COLUMNS = ("name", "referent", "frame", "role")


@functools.cache
def thesaurus() -> lexicon.Lexicon:
    """Return the thesaurus of the house, a lexicon whose categories are referents and whose senses are frames.

    Returns
    -------
    Lexicon

    Examples
    --------
    >>> thesaurus().entries.set_index("term").loc["raid", ["category", "sense", "neutral"]].tolist()
    ['action by police or an agency', 'attack', 'operation']
    """
    return lexicon.read(DATA / "thesaurus" / "names.csv")


def find(
    articles: pd.DataFrame,
    *,
    names: lexicon.Lexicon | None = None,
    corrections: Mapping[str, str] | pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Find names and what they may refer to.

    Measures which names of the thesaurus stand where. It does not measure whether two names mean the same people in
    this text: a mob and the police's *crowd* may be two groups.

    Parameters
    ----------
    articles : DataFrame
        The articles table (:func:`helpers.article.read`): one article, or several about one event.
    names : Lexicon, optional
        A thesaurus in place of the house's: the category is the referent, the sense the frame.
    corrections : mapping or DataFrame, optional
        ``{name: referent}``, or a table with the columns ``name`` and ``referent``. The name may be one that was found
        (*angry mob*), its head (*mob*), or any other words (*people*), which are then looked for. An empty referent
        takes the name out. Case does not matter.

    Returns
    -------
    DataFrame
        One row per name, in the order of the texts: ``article_id``, ``start``, ``end`` (code points), ``text``,
        ``name`` (as it is listed: small letters, adjectives with people; of singular and plural the form that is
        commoner in these articles), ``referent``, ``frame`` (what view the name
        brings, from the thesaurus; ``""`` for others), ``role`` (``subject``, ``agent`` after *by*, ``apposition``,
        or ``other``).

    Raises
    ------
    TypeError, KeyError, ValueError
        If it is no articles table (:func:`helpers.article.tables.check`), or `corrections` is something else, such as a
        table without the columns ``name`` and ``referent``.

    Examples
    --------
    >>> from helpers import article
    >>> found = find(article.from_text("An angry mob met the raid. Bo Hall, the ringleader, left."))
    >>> found[["text", "name", "referent"]].values.tolist()
    [['angry mob', 'angry mob', 'people at the scene'],
     ['raid', 'raid', 'action by police or an agency'],
     ['ringleader', 'ringleader', 'Bo Hall']]
    >>> find(article.from_text("People met."), corrections={"people": "people at the scene"}).name.tolist()
    ['people']
    """
    tables.check(articles)
    listed = names if names is not None else thesaurus()
    mended = _corrections(corrections)
    page = prose.read(articles["text"].tolist())
    rows = references.listed(page, listed)
    asides = [
        row
        for row in references.appositions(page)
        if not any(a == row[0] or b == row[1] and row[0] > a for a, b, *_ in rows)
    ]
    heads = {(a, b) for a, b, *_ in rows}
    given = [(a, b, referent) for a, b, referent in references.given(page) if any(a <= x and y <= b for x, y in heads)]
    of = phrases.singulars(listed)
    rows = phrases.one_form(references.with_given(rows, given), of) + asides
    if mended:
        rows = _mend(page, rows, mended, listed, of)
    rows.sort(key=lambda row: row[:2])
    found = prose.table(articles, page, [references.bare(page, a, b) for a, b, *_ in rows]).drop(columns="detail")
    for place, column in enumerate(_COLUMNS, start=2):
        found[column] = pd.array([row[place] for row in rows], dtype="str")
    own = "" if names is None else f"{listed.name!r}, SHA-256 {listed.sha256[:12]}…"
    found.attrs["names"] = {"thesaurus": own, "corrections": len(mended)}  # for the methods of a page
    return found


def names_by_voice(found: pd.DataFrame, *, by: str | Sequence[str] = "voice") -> pd.DataFrame:
    """Count which name each voice uses for each referent.

    Parameters
    ----------
    found : DataFrame
        As :func:`find` returns it, with the columns of `by` (:func:`helpers.voices.attach` adds ``voice``).
    by : str or sequence of str
        Whose names are held beside each other: ``"voice"``, ``"credited"``, ``"article_id"``, or several.

    Returns
    -------
    DataFrame
        One row per referent, group and name, the frequent referents first: ``referent``, the columns of `by`, ``name``,
        ``frame`` (of the name), ``n`` (uses), ``total`` (uses of any name for the referent in that group), ``value``
        (n / total, 0 to 1).

    Raises
    ------
    KeyError
        If a column of `by` is missing.

    Examples
    --------
    >>> from helpers import article, voices
    >>> articles = article.from_text("A mob came. A mob left. “The crowd left,” Bass said.")
    >>> names_by_voice(voices.attach(find(articles), voices.find(articles))).values.tolist()
    [['people at the scene', 'narrator', 'mob', 'threat', 2, 2, 1.0],
     ['people at the scene', 'Bass', 'crowd', 'plain', 1, 1, 1.0]]
    """
    groups = [by] if isinstance(by, str) else list(by)
    do = "voices.attach(naming.find(articles), voices) adds voice and credited."
    tables.need(found, groups, do, what="table of names")
    keys = ["referent", *groups, "name"]
    counted = found.groupby(keys, sort=False).agg(frame=("frame", "first"), n=("name", "size")).reset_index()
    counted["total"] = counted.groupby(["referent", *groups])["n"].transform("sum")
    counted["value"] = counted["n"] / counted["total"]
    in_all = counted.groupby("referent")["n"].transform("sum")
    order = np.lexsort((np.arange(len(counted)), -in_all.to_numpy()))
    first = {name: place for place, name in enumerate(dict.fromkeys(counted["referent"].iloc[order]))}
    counted = counted.iloc[np.lexsort((np.arange(len(counted)), counted["referent"].map(first).to_numpy(np.int64)))]
    types = {"n": "int64", "total": "int64", "value": "float64"}
    counted = counted.astype(types).reset_index(drop=True)
    counted.attrs = _held(found, groups)
    return counted


def table(
    articles: pd.DataFrame,
    voices: pd.DataFrame,
    *,
    by: str | Sequence[str] = "voice",
    names: lexicon.Lexicon | None = None,
    corrections: Mapping[str, str] | pd.DataFrame | None = None,
    least: int = 2,
) -> pd.DataFrame:
    """Hold the names of one referent beside each other: one row per referent, one column per voice.

    Of several articles all names stand in one row, as for one event. Where they are about different events, ask for
    ``by=["article_id", "voice"]``.

    Parameters
    ----------
    articles, voices : DataFrame
        The articles, and what :func:`helpers.voices.find` returned for them.
    by : str or sequence of str
        What makes a column: ``"voice"`` (whose words), ``"credited"``, ``"article_id"``, or several, such as
        ``["article_id", "voice"]`` for articles about one event.
    names, corrections
        As in :func:`find`.
    least : int
        Referents with fewer different names than this are left out; 1 shows all.

    Returns
    -------
    DataFrame
        ``referent``, then one column of strings per group, the narrator's first: the names, the frequent first, with
        ``×`` and the number where a name is used more than once.

    Raises
    ------
    TypeError
        If `corrections` is something else than in :func:`find`.
    KeyError
        If a table of corrections lacks a column, `voices` lacks an article, or `by` names no column.

    Examples
    --------
    >>> from helpers import article, voices
    >>> articles = article.from_text("A mob came. A mob left. “The crowd left,” Bass said.")
    >>> table(articles, voices.find(articles)).values.tolist()
    [['people at the scene', 'mob ×2', 'crowd']]
    """
    found = voice_finder.attach(find(articles, names=names, corrections=corrections), voices)
    groups = [by] if isinstance(by, str) else list(by)
    counted = names_by_voice(found, by=groups)
    varied = counted.groupby("referent")["name"].transform("nunique")
    counted = counted[varied >= least]
    column = counted[groups].agg(" · ".join, axis=1) if len(counted) else counted[groups[0]]
    cells: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for referent, group, name, n in zip(counted["referent"], column, counted["name"], counted["n"], strict=True):
        cells.setdefault((referent, group), []).append((-n, f"{name} ×{n}" if n > 1 else name))
    columns = sorted(dict.fromkeys(group for _, group in cells), key=lambda group: voice_finder.NARRATOR not in group)
    wide = {"referent": list(dict.fromkeys(referent for referent, _ in cells))}
    for group in columns:
        wide[group] = [
            ", ".join(text for _, text in sorted(cells.get((r, group), []), key=lambda cell: cell[0]))
            for r in wide["referent"]
        ]
    held = pd.DataFrame(wide, columns=["referent", *columns], dtype="str")
    held.attrs = _held(found, groups)
    return held


# --- rules ----------------------------------------------------------------------------------------------------------


def _held(found: pd.DataFrame, by: list[str]) -> dict:
    """What a table of names beside each other keeps for the methods of a page."""
    return {"names": found.attrs["names"] | {"by": by}} if "names" in found.attrs else {}


def _corrections(given: Mapping[str, str] | pd.DataFrame | None) -> dict[str, str]:
    """Names in small letters with their referents."""
    if given is None:
        return {}
    if isinstance(given, pd.DataFrame):
        do = "It needs name and referent: which name refers to what."
        tables.need(given, ["name", "referent"], do, what="table of corrections")
        filled = given[["name", "referent"]].astype("object").where(given[["name", "referent"]].notna(), "")
        given = dict(filled.itertuples(index=False, name=None))
    if not isinstance(given, Mapping):
        raise TypeError(
            f"corrections is a value of the type {type(given).__name__}. Give a mapping, such as "
            f'{{"mob": "the marchers"}}, or a table with the columns name and referent.'
        )
    for pair in given.items():
        for what, value in zip(("name", "referent"), pair, strict=True):
            if not isinstance(value, str):
                raise TypeError(
                    f"In corrections the {what} {value!r} is a value of the type {type(value).__name__}. Names and "
                    f'referents are texts, as in {{"mob": "the marchers"}}; an empty referent takes the name out.'
                )
    return {name.strip().lower(): referent.strip() for name, referent in given.items() if name.strip()}


def _mend(
    page: prose.Prose, rows: list[tuple], mended: dict[str, str], listed: lexicon.Lexicon, of: dict[str, str]
) -> list[tuple]:
    """Rows with a reader's corrections, and rows for names that the reader added."""
    heads = {form: term for term, forms in zip(listed.entries["term"], listed.entries["pattern"], strict=True)
             for form in forms.lower().split("|")}  # fmt: skip
    meant = {phrases.singular(name, of): name for name in mended}
    kept, known = [], set()
    for row in rows:
        name = row[2].lower()
        last = page.word(row[1])
        for key in (name, last, heads.get(last, name)):
            # A reader corrects the singular or the plural: they are one name.
            if (given := meant.get(phrases.singular(key, of))) is not None:
                known.add(given)
                row = (*row[:3], mended[given], *row[4:])
                break
        kept.append(row)
    new = [name for name, referent in mended.items() if name not in known and referent]
    if new:
        own = lexicon.from_terms({"own": new})
        first, final, entry = lexicon.find(page.tokens.cut, own)
        for a, b, e in zip(first.tolist(), final.tolist(), entry.tolist(), strict=True):
            a, b = (int(np.searchsorted(page.tokens.row, place, side="right")) - 1 for place in (a, b))
            kept = [row for row in kept if row[1] < a or row[0] > b]
            kept.append((a, b, new[e], mended[new[e]], "", references.role(page, a, b)))
    return [row for row in kept if row[3]]
