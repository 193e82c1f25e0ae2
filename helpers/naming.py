"""One referent, many names: what each voice calls the same people, the same event.

*An angry mob* or *bystanders*, *a raid* or *an operation*: each name brings a view with it. Names are gathered by a
small thesaurus (``data/thesaurus/names.csv``) that says which names may stand for one thing, and by two readable rules:
adjectives belong to the name of a group of people, and *Bo Hall, the ringleader of the strike,* gives Bo Hall a name.
The kit cannot know what a name refers to; a reader can, and corrects it with a table of their own.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from helpers import lexicon, prose
from helpers import voices as voice_finder
from helpers.article import DATA, tables
from helpers.voices.cues import noun_forms

_COLUMNS = ("name", "referent", "frame", "role")
# Groups of names for people: their adjectives are part of the name (*angry mob*). Names of events stand alone, so that
# *the ICE raid* and *raids* are one name.
_PEOPLE = frozenset(("people at the scene", "organiser", "people who migrated", "armed people", "people with money"))
_NO_ADJECTIVE = (
    *("determiner", "possessive", "auxiliary", "preposition", "conjunction", "subordinator", "pronoun", "that", "to"),
    *("relative", "adverb", "verb", "digit", "opening", "time", "object", "past"),
)
_GENITIVE = re.compile(r"['’][sS]?$")
_MOST_ADJECTIVES = 3
_LONGEST_APPOSITION = 7  # words; longer asides between commas tell a story and give no name
_NO_NAMES = frozenset(
    "day week month year time result first second third last latest next same one most city state country".split()
)


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
        ``name`` (as it is listed: small letters, adjectives with people), ``referent``, ``frame`` (what view the name
        brings, from the thesaurus; ``""`` for others), ``role`` (``subject``, ``agent`` after *by*, ``apposition``,
        or ``other``).

    Raises
    ------
    TypeError, KeyError, ValueError
        If it is no articles table (:func:`helpers.article.tables.check`), or `corrections` is a table without the
        columns ``name`` and ``referent``.

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
    rows = _listed(page, listed)
    asides = [
        row for row in _appositions(page) if not any(a == row[0] or b == row[1] and row[0] > a for a, b, *_ in rows)
    ]
    heads = {(a, b) for a, b, *_ in rows}
    given = [(a, b, referent) for a, b, referent in _given(page) if any(a <= x and y <= b for x, y in heads)]
    rows = _with_given(rows, given) + asides
    if mended:
        rows = _mend(page, rows, mended, listed)
    rows.sort(key=lambda row: row[:2])
    found = prose.table(articles, page, [_bare(page, a, b) for a, b, *_ in rows]).drop(columns="detail")
    for place, column in enumerate(_COLUMNS, start=2):
        found[column] = pd.array([row[place] for row in rows], dtype="str")
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
    missing = [column for column in groups if column not in found]
    if missing:
        raise KeyError(
            f"The table of names has no column {missing[0]!r}; its columns are {', '.join(found.columns)}. "
            f"voices.attach(naming.find(articles), voices) adds voice and credited."
        )
    keys = ["referent", *groups, "name"]
    counted = found.groupby(keys, sort=False).agg(frame=("frame", "first"), n=("name", "size")).reset_index()
    counted["total"] = counted.groupby(["referent", *groups])["n"].transform("sum")
    counted["value"] = counted["n"] / counted["total"]
    in_all = counted.groupby("referent")["n"].transform("sum")
    order = np.lexsort((np.arange(len(counted)), -in_all.to_numpy()))
    first = {name: place for place, name in enumerate(dict.fromkeys(counted["referent"].iloc[order]))}
    counted = counted.iloc[np.lexsort((np.arange(len(counted)), counted["referent"].map(first).to_numpy(np.int64)))]
    types = {"n": "int64", "total": "int64", "value": "float64"}
    return counted.astype(types).reset_index(drop=True)


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
    ValueError
        If `corrections` is a table without the columns ``name`` and ``referent``.
    KeyError
        If `voices` lacks an article, or `by` names no column.

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
    return pd.DataFrame(wide, columns=["referent", *columns], dtype="str")


# --- rules ----------------------------------------------------------------------------------------------------------


def _listed(page: prose.Prose, listed: lexicon.Lexicon) -> list[tuple]:
    """Rows ``(first, last, name, referent, frame, role)`` of the names of a thesaurus."""
    first, final, entry = lexicon.find(page.tokens.cut, listed)
    row = page.tokens.row
    first, final = (np.searchsorted(row, places, side="right") - 1 for places in (first, final))
    entries = listed.entries
    terms, referents, frames = (entries[column].tolist() for column in ("term", "category", "sense"))
    rows = []
    for a, b, e in zip(first.tolist(), final.tolist(), entry.tolist(), strict=True):
        start = _adjectives(page, a) if referents[e] in _PEOPLE else a
        rows.append((start, b, _name(page, start, a, b, terms[e], referents[e]), referents[e], frames[e]))
    return [(*row, _role(page, row[0], row[1])) for row in rows]


def _bare(page: prose.Prose, a: int, b: int) -> tuple[int, int, str]:
    """Span of a name without the ending of the genitive: *the mob’s leader* names a mob."""
    start, end, detail = page.span(a, b, "")
    return start, start + len(_GENITIVE.sub("", page.tokens.string(start, end))), detail


def _adjectives(page: prose.Prose, a: int) -> int:
    """First of the adjectives before the noun ``a``, or ``a``.

    They count only where the phrase is seen to begin: after an article, owner, number or preposition, or at the start
    of a sentence. *Move pedestrians* has no adjective.
    """
    k = a
    while a - k < _MOST_ADJECTIVES and not page.opens_sentence(k) and page.joined(k - 1):
        # Words in -ly belong to it, as in *unruly* or *increasingly angry*; other adverbs do not.
        closed = page.is_a(k - 1, *_NO_ADJECTIVE) and not page.is_a(k - 1, "ly")
        if closed or page.word(k - 1) in prose.NUMBERS or page.tokens.genitive[k - 1]:
            break
        k -= 1
    begins = page.opens_sentence(k) or (
        page.joined(k - 1)
        and (
            (page.is_a(k - 1, "determiner", "possessive", "digit", "preposition") and page.word(k - 1) != "to")
            or page.word(k - 1) in prose.NUMBERS
            or bool(page.tokens.genitive[k - 1])
        )
    )
    return k if begins else a


def _name(page: prose.Prose, start: int, a: int, b: int, term: str, referent: str) -> str:
    """How a name is listed: as written, in small letters; for events singular and plural are one name."""
    words = [_GENITIVE.sub("", page.whole(k)) for k in range(start, b + 1)]
    if referent not in _PEOPLE:
        written = " ".join(words).lower()
        return term if written in noun_forms(term) else written
    if page.opens_sentence(start):
        # A capital that only the start of the sentence gave; a word never seen in small letters keeps it.
        lower = words[0].lower() in page.written
        words[0] = words[0].lower() if lower or start == a else words[0]
    noun = a - start
    words[noun:] = [word.lower() for word in words[noun:]]
    return " ".join(words)


def _role(page: prose.Prose, a: int, b: int) -> str:
    """A rough role in the sentence, from the words on both sides."""
    before = a - 1
    while page.is_a(before, "determiner", "possessive"):
        before -= 1
    if page.word(before) == "by" and page.joined(before):
        return "agent"
    if page.joined(b) and page.is_a(b + 1, "auxiliary", "past", "verb") and not page.is_a(before, "preposition"):
        return "subject"
    return "other"


def _person(page: prose.Prose, i: int) -> int:
    """First word of a name of two or three capitalised words that ends with ``i``, or -1."""
    k = i
    while page.is_a(k - 1, "capital") and page.joined(k - 1) and i - k < 2 and page.word(k - 1):
        k -= 1
    return k if k < i and page.is_a(i, "capital") else -1


def _given(page: prose.Prose) -> list[tuple[int, int, str]]:
    """Asides that give a person a name: first and last word after the article, and the person.

    >>> page = prose.read(["Bo Hall, the ringleader of the strike, left. Ann Roth, who led the strike, wept."])
    >>> _given(page)
    [(4, 7, 'Bo Hall'), (11, 14, 'Ann Roth')]
    """
    t = page.tokens
    ends = t.gap_has("comma") & t.has("capital")
    after = np.append(page.among({"the", "a", "an", "who"})[1:], False)
    found = []
    for i in np.flatnonzero(ends & after).tolist():
        first = _person(page, i)
        if first < 0:
            continue
        told = page.word(i + 1) == "who"
        last = page.clause(i + 1)[-1]
        if last - i - 1 > _LONGEST_APPOSITION or not (page.gap(last, "comma", "dash") or page.gap(last, "stop")):
            continue
        if not told and any(page.is_a(k, "auxiliary", "verb") for k in range(i + 2, last + 1)):
            continue
        found.append((i + 1 if told else i + 2, last, t.string(int(t.start[first]), int(t.end[i]))))
    return found


def _appositions(page: prose.Prose) -> list[tuple]:
    """Rows for the asides: the noun phrase up to its first preposition, or the whole of *who led the strike*."""
    rows = []
    for a, b, person in _given(page):
        if page.word(a) == "who":
            rows.append((a, b, " ".join(page.whole(k) for k in range(a, b + 1)), person, "", "apposition"))
            continue
        last = a
        while last < b and page.joined(last) and not page.is_a(last + 1, "preposition", "relative", "conjunction"):
            last += 1
        noun = page.word(last)
        if noun in _NO_NAMES or page.is_a(last, "capital", "digit", "adverb", "past", "ing", "preposition"):
            continue
        name = " ".join(page.whole(k) for k in range(a, last + 1))
        rows.append((a, last, name, person, "", "apposition"))
    return rows


def _with_given(rows: list[tuple], given: list[tuple[int, int, str]]) -> list[tuple]:
    """Give names of the thesaurus that open such an aside to the person; others inside it keep their referent."""
    by_start = {a: person for a, _, person in given}
    return [
        (*row[:3], by_start[row[0]], row[4], "apposition") if row[0] in by_start and row[3] == "organiser" else row
        for row in rows
    ]


def _corrections(given: Mapping[str, str] | pd.DataFrame | None) -> dict[str, str]:
    """Names in small letters with their referents."""
    if given is None:
        return {}
    if isinstance(given, pd.DataFrame):
        missing = [column for column in ("name", "referent") if column not in given]
        if missing:
            raise ValueError(
                f"The table of corrections has no column {missing[0]!r}; its columns are {', '.join(given.columns)}. "
                f"It needs name and referent: which name refers to what."
            )
        given = dict(zip(given["name"], given["referent"], strict=True))
    return {str(name).strip().lower(): str(referent).strip() for name, referent in given.items() if str(name).strip()}


def _mend(page: prose.Prose, rows: list[tuple], mended: dict[str, str], listed: lexicon.Lexicon) -> list[tuple]:
    """Rows with a reader's corrections, and rows for names that the reader added."""
    heads = {form: term for term, forms in zip(listed.entries["term"], listed.entries["pattern"], strict=True)
             for form in forms.lower().split("|")}  # fmt: skip
    kept, known = [], set()
    for row in rows:
        name = row[2].lower()
        last = page.word(row[1])
        for key in (name, last, heads.get(last, name)):
            if key in mended:
                known.add(key)
                row = (*row[:3], mended[key], *row[4:])
                break
        kept.append(row)
    new = [name for name, referent in mended.items() if name not in known and referent]
    if new:
        own = lexicon.from_terms({"own": new})
        first, final, entry = lexicon.find(page.tokens.cut, own)
        for a, b, e in zip(first.tolist(), final.tolist(), entry.tolist(), strict=True):
            a, b = (int(np.searchsorted(page.tokens.row, place, side="right")) - 1 for place in (a, b))
            kept = [row for row in kept if row[1] < a or row[0] > b]
            kept.append((a, b, new[e], mended[new[e]], "", _role(page, a, b)))
    return [row for row in kept if row[3]]
