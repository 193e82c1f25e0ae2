"""What a narrator makes of the sources: words that they did not use, doubts that they had.

Both look at a claim as the narrator tells it beside the source's own words in the same article. They know only what the
article quotes: a source may have said more.
"""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from helpers import prose
from helpers import voices as voice_finder
from helpers.article import tables
from helpers.denials import is_denied
from helpers.devices import agency, stance
from helpers.voices import NARRATOR

_LONGEST_SHOWN = 300  # characters of a source's own words that are shown; the offsets lead to the rest
_SOURCE_COLUMNS = ("source_start", "source_end", "source_text")
# A hedge and its noun: "a possible kidnapping", "a suspected armed kidnapping".
_FARTHEST = 2
_HEDGES = frozenset("adjective reported".split())
# Deeds and accidents that are no passive verb's noun (those stand in ``data/devices/agency.csv``). Of other nouns one
# word mostly stands for two things: *a possible step*, *such a step*.
_DEEDS = frozenset(
    "accident arson assault attack blast bombing break-in breach bribery burglary clash collapse collision conspiracy"
    " corruption cover-up crash crime cruelty cyberattack embezzlement espionage explosion extortion fire fraud hack"
    " hacking homicide infection infiltration interference invasion kidnapping leak looting lynching massacre murder"
    " negligence outbreak overdose plot poisoning rape riot robbery sabotage scam shooting smuggling spying stabbing"
    " strike suicide tampering terrorism theft threat torture trafficking treason vandalism violation".split()
)


_OF_VOICES = ["article_id", "start", "end", "text", "kind", "voice", "credited", "cue", "n_words"]


def laundering(hits: pd.DataFrame, voices: pd.DataFrame) -> pd.DataFrame:
    """Find claims credited to a source in loaded words that the source's own quoted words do not have.

    *KABC reported that an unruly mob came*, while KABC, quoted below, wrote *crowd*: readers may take *unruly mob* for
    KABC's wording. Readers are shown it as *attributed, not quoted*. It does not measure intent, and a source may have
    used the word in a part that is not quoted. Claims of which the source is said to be the denier (*deny that …*) do
    not count, nor do sources of which the article quotes not one word.

    Parameters
    ----------
    hits : DataFrame
        Loaded words (:func:`helpers.lexicon.match`) or devices (:func:`helpers.devices.find`) of the articles.
    voices : DataFrame
        What :func:`helpers.voices.find` returned for the same articles.

    Returns
    -------
    DataFrame
        One row per claim: ``article_id``, ``start``, ``end`` (code points), ``text`` (the claim as the narrator tells
        it), ``credited``, ``cue``, ``terms`` (the loaded words, as written), ``n`` (how many), ``source_start``,
        ``source_end``, ``source_text`` (the longest stretch of the source's own words, the first 300 characters).

    Raises
    ------
    KeyError
        When an article of `hits` has no rows in `voices`.

    Examples
    --------
    >>> from helpers import article, lexicon
    >>> articles = article.from_text("Bass said a mob came. “The crowd was small,” Bass said.")
    >>> found = voice_finder.find(articles)
    >>> rows = laundering(lexicon.match(articles, lexicon.read("loaded")), found)
    >>> rows[["text", "credited", "terms", "source_text"]].values.tolist()
    [['a mob came', 'Bass', 'mob', '“The crowd was small,”']]
    """
    tables.need(voices, _OF_VOICES, "voices.find(articles) makes it: laundering(hits, voices).")
    placed = voice_finder.attach(hits, voices)
    told = placed[(placed["kind"] == "indirect") & ~placed["credited"].isin([NARRATOR, "unnamed"])]
    told = told[told["voice"] != told["credited"]]
    key = "term" if "term" in told else "text"
    # Plain rows by article: few claims, and a table for each would cost more than the comparison.
    stretches, said = _by_article(voices, sorted(set(told["article_id"]))), _by_article(placed)
    rows = []
    for (where, credited), group in told.groupby(["article_id", "credited"], sort=False).indices.items():
        own = [row for row in stretches[where] if _is_own(row, credited)]
        if not own:
            continue
        quoted = _folded(" … ".join(row["text"] for row in own))
        uttered = {hit[key] for hit in said[where] if any(row["start"] <= hit["start"] < row["end"] for row in own)}
        by_itself = [row for row in own if row["voice"] == credited] or own
        longest = max(by_itself, key=lambda row: row["n_words"])
        new = told.iloc[group][["start", "text", key]].set_axis(["start", "text", "term"], axis=1).to_dict("records")
        new = [hit for hit in new if hit["term"] not in uttered and _folded(hit["text"]) not in quoted]
        for row in stretches[where]:
            if row["kind"] != "indirect" or row["credited"] != credited or is_denied(row["cue"]):
                continue
            inside = [hit["text"] for hit in new if row["start"] <= hit["start"] < row["end"]]
            if inside:
                shown = longest["text"][:_LONGEST_SHOWN]
                rows.append(
                    (where, row["start"], row["end"], row["text"], credited, row["cue"])
                    + (", ".join(dict.fromkeys(inside)), len(inside))
                    + (longest["start"], longest["start"] + len(shown), shown)
                )
    columns = ["article_id", "start", "end", "text", "credited", "cue", "terms", "n", *_SOURCE_COLUMNS]
    return _typed(pd.DataFrame(rows, columns=columns), voices)


def _by_article(table: pd.DataFrame, chosen: list[str] | None = None) -> dict[str, list[dict]]:
    """Rows of each article, in order."""
    table = table if chosen is None else table[table["article_id"].isin(chosen)]
    rows: dict[str, list[dict]] = {}
    for row in table.to_dict("records"):
        rows.setdefault(row["article_id"], []).append(row)
    return rows


def _is_own(row: dict, source: str) -> bool:
    """Whether a stretch holds a source's own words, or what it quotes of others."""
    direct = row["voice"] == source and row["kind"] in ("direct", "block")
    return direct or (row["voice"] != NARRATOR and source in row["chain"].split(" > ")[:-1])


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).casefold()


def hedge_drop(articles: pd.DataFrame, voices: pd.DataFrame) -> pd.DataFrame:
    """Find events that sources hedge (*a possible kidnapping*) and the narrator states (*a kidnapping*).

    It compares one noun for a deed or an accident in the words of the sources and of the narrator. An event counts when
    each mention in the sources' words is hedged and no mention in the narrator's words is. It does not know other words
    for the same event, whether one word stands for two events, and what is not in doubt any more when the narrator
    writes: each row has to be read. It finds next to nothing in a corpus and is for single articles.

    Parameters
    ----------
    articles, voices : DataFrame
        The articles, and what :func:`helpers.voices.find` returned for them.

    Returns
    -------
    DataFrame
        One row per event: ``article_id``, ``start``, ``end``, ``text`` (the narrator's first mention), ``event`` (the
        word), ``n`` (mentions by the narrator), ``in_quotation_marks`` (bool: the narrator holds the word in quotation
        marks), ``hedges`` (hedges with the source), ``n_sources`` (hedged mentions), ``source_start``, ``source_end``,
        ``source_text`` (the first hedged mention).

    Raises
    ------
    KeyError
        When an article has no rows in `voices`.

    Examples
    --------
    >>> from helpers import article
    >>> articles = article.from_text("The theft shocked us. “We know of a possible theft,” Bass said.")
    >>> hedge_drop(articles, voice_finder.find(articles))[["event", "hedges", "n"]].values.tolist()
    [['theft', 'possible (Bass)', 1]]
    """
    tables.check(articles)
    tables.need(voices, _OF_VOICES, "voices.find(articles) makes it: hedge_drop(articles, voices).")
    page = prose.read(articles["text"].tolist())
    t = page.tokens
    category = stance.house_list("hedges").entries["category"].tolist()
    hedged: dict[tuple[int, str], list[tuple[int, int, int]]] = {}
    hedge_at = np.zeros(len(t) + 1, bool)
    for a, b, entry in stance.hits(page, "hedges"):
        hedge_at[a : b + 1] = True
        if category[entry] not in _HEDGES:
            continue
        event = b + 1
        while event - b <= _FARTHEST and page.joined(event - 1) and page.joined(event) and _modifier(page, event):
            event += 1
        deed = page.single[event] and (_stem(page.word(event)) in _DEEDS or page.word(event) in agency.verbs()[1])
        if page.joined(event - 1) and deed:
            hedged.setdefault((int(t.article[event]), _stem(page.word(event))), []).append((a, b, event))
    if not hedged:
        return _typed(pd.DataFrame([], columns=_DROP_COLUMNS), voices)
    stems = {event for _, event in hedged}
    of_form = [_stem(form) for form in page.low]
    wanted = np.array([stem in stems for stem in of_form], bool)[t.form] & page.single
    mentions: dict[tuple[int, str], list[int]] = {}
    for i in np.flatnonzero(wanted).tolist():
        mentions.setdefault((int(t.article[i]), of_form[t.form[i]]), []).append(i)
    spoken = prose.table(articles, page, [page.span(i, i, "") for each in mentions.values() for i in each])
    voice = iter(voice_finder.attach(spoken, voices)["voice"].tolist())
    whose = {i: next(voice) for each in mentions.values() for i in each}
    rows = []
    for (at, stem), places in hedged.items():
        all_of_it = mentions.get((at, stem), [])
        # "An invasion of privacy" and "the invasion of Normandy" are two things.
        told = [i for i in all_of_it if whose[i] == NARRATOR and _one_thing(page, i, places[0][2])]
        said = [i for i in all_of_it if whose[i] != NARRATOR]
        by_source = [(a, b, event) for a, b, event in places if whose.get(event, NARRATOR) != NARRATOR]
        if not told or len(by_source) < len(said) or not by_source:
            continue
        # "In what may be a sign of a deal": a hedge earlier in the sentence counts for the narrator.
        if any(hedge_at[t.sentence_start[i] : i].any() for i in told):
            continue
        base, (first, _, event) = int(t.base[at]), by_source[0]
        hedges = dict.fromkeys(f"{t.string(int(t.start[a]), int(t.end[b]))} ({whose[e]})" for a, b, e in by_source)
        marks = t.string(int(t.start[told[0]]) - 1, int(t.start[told[0]])) if t.start[told[0]] > base else ""
        rows.append(
            (at, int(t.start[told[0]]) - base, int(t.end[told[0]]) - base)
            + (t.string(int(t.start[told[0]]), int(t.end[told[0]])), page.word(told[0]), len(told))
            + (marks in tuple("“\"'‘«"), ", ".join(hedges), len(by_source))
            + (int(t.start[first]) - base, int(t.end[event]) - base, t.string(int(t.start[first]), int(t.end[event])))
        )
    rows.sort(key=lambda row: row[:2])
    ids = articles["article_id"].tolist()
    rows = [(ids[row[0]], *row[1:]) for row in rows]
    return _typed(pd.DataFrame(rows, columns=_DROP_COLUMNS), voices)


_DROP_COLUMNS = ["article_id", "start", "end", "text", "event", "n", "in_quotation_marks", "hedges", "n_sources"]
_DROP_COLUMNS += _SOURCE_COLUMNS


def _modifier(page: prose.Prose, i: int) -> bool:
    """Whether word ``i`` may stand between a hedge and its noun: the next word goes on with the phrase."""
    return _content(page, i) and _content(page, i + 1)


def _one_thing(page: prose.Prose, one: int, other: int) -> bool:
    """Whether what follows two mentions lets them be one event: an *of*, if both have it, leads to the same word."""
    ends = []
    for i in (one, other):
        k = i + 2
        while page.is_a(k, "determiner", "possessive"):
            k += 1
        ends.append(page.word(k) if page.word(i + 1) == "of" and page.joined(i) else "")
    return not all(ends) or ends[0] == ends[1]


def _content(page: prose.Prose, i: int) -> bool:
    closed = "determiner auxiliary preposition conjunction subordinator pronoun that to relative adverb possessive time"
    return (
        bool(page.word(i))
        and not page.is_a(i, *closed.split(), "digit", "capital", "opening")
        and len(page.word(i)) > 3
    )


def _stem(form: str) -> str:
    """A form without the endings of number and tense.

    >>> _stem("kidnappings"), _stem("kidnapping"), _stem("robberies"), _stem("stole")
    ('kidnapping', 'kidnapping', 'robbery', 'stole')
    """
    if form.endswith("ies") and len(form) > 5:
        return form[:-3] + "y"
    return form[:-1] if form.endswith("s") and not form.endswith("ss") and len(form) > 4 else form


def _typed(table: pd.DataFrame, voices: pd.DataFrame) -> pd.DataFrame:
    """Give each column its type, also where there is no row."""
    numbers = {"start", "end", "n", "n_sources", "source_start", "source_end"}
    kinds = {name: "int64" if name in numbers else "bool" if name == "in_quotation_marks" else "str" for name in table}
    return table.astype(kinds)
