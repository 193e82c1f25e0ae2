"""Who the sources of an article are: officials, police, people affected, experts, and whether they have a name.

The type of a source is told by words of the article itself: the source's own phrase (*local officials*), a title before
its name (*Mayor Lena Holt*), or what is said of it beside the name (*Hal Brook, a farmer*). Which words tell which type
is data (``data/sources/types.csv``). A source of which the article says nothing is *other*: the kit knows no people.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path

import numpy as np
import pandas as pd

from helpers import lexicon
from helpers.article import DATA
from helpers.metrics import introductions
from helpers.voices import sources

#: In the order in which tables and drawings list them.
TYPES = (
    *("official", "police", "politician", "business", "activist", "affected person", "witness", "expert", "media"),
    *("document", "unnamed", "other"),
)
# These speak for a body: the type is that of the body (*a spokesman for the ministry*).
_SPEAKS_FOR = "speaks for"
_DETERMINER = re.compile(r"(?i)^(?:the|a|an|this|that|these|those|its|his|her|their|our|my|some|many|two|three)\s+")
# Where the head of a noun phrase is over: *a professor | at Yale*.
_HEAD_ENDS = re.compile(
    r"\s(?:of|for|from|in|at|with|on|by|to|near|under|behind|about|inside|against|who|which|that|whose|and|familiar|close"
    r"|[a-z]{4,}ing|[a-z]{3,}ed|taken|made)\b"
)
# *Most of the villagers* are villagers.
_SHARE_OF = re.compile(
    r"(?i)^(?:[\d.,]+%?|one|two|three|four|some|many|most|several|all|both|half|two-thirds|members|a \w+)"
    r"(?: per ?cent)? of "
)
_FIRST_NAMES = re.compile(r"\.?(?: [A-Z][\w.’'-]*){0,2}(?: (?:de|da|van|von|der|bin|al|la))*")
# *Who organised the march* tells a type by what somebody did; *who met a prisoner* does not.
_WHO = re.compile(
    r"who(?:m|se)?\b(?! (?:(?:is|was|has been|became) (?:an?|the)|(?:works?|worked|serve[sd]?) as|leads|heads|runs)\b)"
)
# *Who served as ambassador* says it as *the ambassador* would.
_WHO_IS = re.compile(
    r"who (?:(?:is|was|has been|became) (?=(?:an?|the)\b)|(?:works?|worked|serve[sd]?) as |leads |heads |runs )"
)
_TELLS = re.compile(r"(?:who(?:se)?|an?|the|one|\w+ who)\b")
# A president leads a state, unless another body stands before the word: *Judicial Watch President*.
_OF_A_STATE = re.compile(
    r"(?:[’']s|an|ish|ese|i|French|Dutch|Greek|Swiss|Czech|US|U\.S\.?|Former|The|Then|Vice|New|Democratic)$"
)
# A specific name opens the phrase or follows small letters: *the Fed*, not *Michael R. Bloomberg*.
_BEGINS = re.compile(r"(?:^|\b[a-z’'-]+\s|^[Tt]he\s|[’'\"“(/-]|\b(?:A|An|Former|Senior|Top|Local|U\.S\.|US)\s)$")
_WHOLE = re.compile(r"(?i)(?:the\s)?(?:[\w ]+ and |,? and [\w ]+)?[.,’'s]*")
_SOME = re.compile(r"(?i)(?:some|many|most|several|few|other|all|fellow|more|no|any|every|both|two|three)\s")


@functools.cache
def types() -> lexicon.Lexicon:
    """Return the words that tell the type of a source, a lexicon whose categories are the types.

    Returns
    -------
    Lexicon

    Examples
    --------
    >>> types().entries.set_index("term").loc[["spokeswoman", "nurse"], "category"].tolist()
    ['speaks for', 'affected person']
    """
    return lexicon.read(DATA / "sources" / "types.csv")


@functools.cache
def _states() -> frozenset[str]:
    """First words of the names of countries, and of what else a president may lead that is a state or its house."""
    entries = types().entries
    patterns = entries["pattern"][entries["sense"] == "country"]
    names = {name.split()[0] for pattern in patterns for name in pattern.split("|")}
    return frozenset(names | set("Republic United European Senate Congress Parliament Federation Assembly".split()))


def find(voices: pd.DataFrame, *, words: lexicon.Lexicon | str | Path | None = None) -> pd.DataFrame:
    """Say of each source what type it is, and by which words of the article.

    Measures how the article presents a source. It does not measure who the source is in the world: a minister whom the
    article calls by name alone is *other*, and a *resident* may be an activist too.

    Parameters
    ----------
    voices : DataFrame
        As :func:`helpers.voices.find` returns them: the rows of an article put together are its text.
    words : Lexicon, str or Path, optional
        Words of your own in place of the house's, or the path of their CSV file: ``category`` is the type, ``sense``
        one of ``role``, ``head``, ``title``, ``body``, ``name``, ``country``, ``person``, ``speaker``, ``clause`` (see
        the card, ``data/sources/types.md``).

    Returns
    -------
    DataFrame
        One row for each source of an article, in the order in which they come up:

        - ``article_id`` (str), ``start``, ``end`` (int64, code points), ``text`` (str): the passage that tells the
          type; where nothing tells it, the first mention of the source, or an empty passage where there is none
        - ``source``: the name in ``voices``
        - ``type``: one of :data:`TYPES`. *unnamed* is a source without a name of which nothing more is said
          (*sources*), *other* one with a name of which nothing is said that the list knows
        - ``named`` (bool): whether the article gives a name; *local officials* are of the type *official*, not named
        - ``term``: the entry of the list that tells the type, "" where none does

    Raises
    ------
    KeyError
        When a column of `voices` is missing.

    References
    ----------
    Gans, H. J. (1979). Deciding What's News. Pantheon.
    Sigal, L. V. (1973). Reporters and Officials. Heath.

    Examples
    --------
    >>> from helpers import article, voices
    >>> told = "Mayor Lena Holt said it rained. Hal Brook, a farmer, said it was dry. Local officials denied it."
    >>> find(voices.find(article.from_text(told)))[["source", "type", "named", "text"]].values.tolist()
    [['Lena Holt', 'politician', True, 'Mayor'],
     ['Hal Brook', 'affected person', True, 'a farmer'],
     ['Local officials', 'official', False, 'Local officials']]
    """
    listed = words if isinstance(words, lexicon.Lexicon) else types() if words is None else lexicon.read(words)
    said = introductions.find(voices)
    hits = lexicon.match(said.assign(article_id=np.arange(len(said)).astype(str), text=said["phrase"]), listed)
    hits["sense"] = listed.entries.set_index("term")["sense"].reindex(hits["term"]).array
    if "as_name" in listed.entries:
        # *An internal review* is a document, the *Harvard Business Review* a magazine.
        other = pd.Series(listed.entries.set_index("term")["as_name"].reindex(hits["term"]).array, hits.index)
        # *Father Tom Ray* is a priest, *his father, Tom Ray* is not.
        phrase = said.take(hits["article_id"].astype(int))
        title = (phrase["place"] == "before").array & (hits["end"] == phrase["phrase"].str.len().array)
        title &= ~hits["text"].str.endswith("s")  # Warner Brothers
        there = title.where(hits["category"] == "affected person", hits["start"] > 0)
        named = (other != "") & there & hits["text"].str[:1].str.isupper()
        hits["category"] = hits["category"].mask(named, other)
        hits["sense"] = hits["sense"].mask(named, "body")
    hits = hits[_fits(hits, said)]
    of_phrase: dict[int, list[tuple]] = {}
    columns = (hits[name].tolist() for name in ("article_id", "start", "end", "category", "sense", "term"))
    for phrase, *hit in zip(*columns, strict=True):
        of_phrase.setdefault(int(phrase), []).append(tuple(hit))
    alone = listed.entries.set_index("term")["alone"].to_dict() if "alone" in listed.entries else {}
    return _table(said, of_phrase, alone)


def _fits(hits: pd.DataFrame, said: pd.DataFrame) -> np.ndarray:
    """Which hits count where they stand: names of bodies need their capital, clauses stand after a name."""
    place = said["place"].to_numpy()[hits["article_id"].astype(int)]
    sense, text = hits["sense"], hits["text"]
    capital = text.str[:1].str.isupper()
    short = text.str.len() <= 4
    keep = ~sense.isin(["body", "name", "country", "person", "title"]) | capital
    # ICE is not ice, WHO not Who: an abbreviation is written in capitals.
    listed = hits["term"].str.isupper() & short
    keep &= ~listed | text.str.isupper()
    keep &= ~sense.isin(["clause", "paren"]) | (place == "after")
    bare = said["phrase"].take(hits["article_id"].astype(int))
    starts = [bool(_BEGINS.search(phrase[:start])) for phrase, start in zip(bare, hits["start"], strict=True)]
    # *Fu'ad* holds no *ad*.
    before = (phrase[start - 1 : start] for phrase, start in zip(bare, hits["start"], strict=True))
    keep &= ~np.array([mark in ("'", "’") for mark in before], bool)
    keep &= (sense != "name") | (place == "before") | np.array(starts, bool)
    # A country, or somebody whom articles no longer introduce, is the source where the name is all of the phrase, one
    # of two, or the owner: *Iran*, not *Iran expert*.
    whole = [
        bool(_WHOLE.fullmatch(phrase.replace(name, "", 1))) or phrase[end:].startswith(("’s", "'s"))
        for phrase, name, end in zip(bare, text, hits["end"], strict=True)
    ]
    keep &= ~sense.isin(["country", "person"]) | np.array(whole, bool)
    keep &= (sense != "person") | (place != "before")  # *the Clinton White House*
    return keep.to_numpy()


def _told(place: str, phrase: str, hits: list[tuple]) -> tuple | None:
    """The hit that tells the type by one phrase, or None; hits are ``(start, end, type, sense, term)``."""
    if place == "before":
        return _before(phrase, hits)
    share = _SHARE_OF.match(phrase) or _WHO_IS.match(phrase)
    if share:
        rest = [(a - share.end(), b - share.end(), *more) for a, b, *more in hits if a >= share.end()]
        told = _told(place, phrase[share.end() :], rest)
        if told and told[2] != "unnamed":
            return told[0] + share.end(), told[1] + share.end(), *told[2:]
    if place == "after":
        bare = phrase.strip()
        if re.fullmatch(r"[DRI](?:-[\w. ]+)?|(?:Lab|Con|Lib Dem|SNP|D|R)(?:[-,. ].*)?", bare):
            return (0, len(phrase), "politician", "paren", bare.split("-")[0])
    head = _HEAD_ENDS.search(phrase)
    # A name of a body goes on after *of*: Department of Justice, University of Leeds.
    edge = head.start() if head and head.start() > 1 else len(phrase)
    roles = [hit for hit in hits if hit[3] not in ("clause", "paren")]
    first = [hit for hit in roles if hit[0] < edge]
    clauses = [hit for hit in hits if hit[3] == "clause"] if _TELLS.match(phrase) else []
    if place == "after" and _WHO.match(phrase):
        return clauses[0] if clauses else None
    own = _last(phrase, first, edge)
    if own and own[3] == "head":
        own = _led(phrase, own, roles)
    if own and own[2] == _SPEAKS_FOR:
        # A spokesman: for whom stands before or after it.
        others = [hit for hit in roles if hit is not own and hit[2] not in (_SPEAKS_FOR, "unnamed", "document")]
        # In *director of Family Matters* no family speaks.
        others = [hit for hit in others if hit[2] != "affected person" or phrase[hit[0]].islower()]
        near = [hit for hit in others if hit[1] <= own[0]][-1:] + [hit for hit in others if hit[0] >= own[1]][:1]
        return near[0] if near else own
    if own and own[2] == "unnamed":
        return _of_whom(phrase, own, roles) or own
    if own:
        return own
    if place == "after":
        if clauses:
            return clauses[0]
        # *of Harvard University*, *from the Sierra Club*
        return roles[0] if roles and re.match(r"(?:of|from|with|at)\b", phrase) and roles[0][2] != "unnamed" else None
    return None


def _of_whom(phrase: str, own: tuple, roles: list[tuple]) -> tuple | None:
    """The hit that says of whom *sources* and *critics* are: before them, or after *in*, *at*, *from*.

    >>> government, sources = (0, 10, "official", "role", "government"), (11, 18, "unnamed", "role", "source")
    >>> _of_whom("government sources", sources, [government, sources])[2]
    'official'
    """
    known = [hit for hit in roles if hit[2] not in ("unnamed", "document", _SPEAKS_FOR)]
    before = [hit for hit in known if phrase[hit[1] : own[0]].strip(" -") == "" and hit[1] <= own[0]]
    rest = re.match(r"\s(?:in|at|from|within|inside)\s(?:the\s)?", phrase[own[1] :])
    after = [hit for hit in known if rest and hit[0] == own[1] + rest.end()]
    return next(iter(before + after), None)


def _last(phrase: str, hits: list[tuple], edge: int) -> tuple | None:
    """The last hit of the head of a noun phrase, or one that reaches its end."""
    for hit in reversed(hits):
        # In *police dogs* the head is no listed word: a role tells only where nothing but a name follows it.
        rest = phrase[hit[1] : edge].strip(" .,’'-").removeprefix("s ")
        if not rest or rest[:1].isupper() or rest[:1].isdigit() or hit[3] == "body":
            return hit
    return None


def _led(phrase: str, own: tuple, hits: list[tuple]) -> tuple:
    """The hit of a president, a governor: a politician, unless the phrase names a body that is no state.

    >>> president = (15, 24, "politician", "head", "president")
    >>> _led("Judicial Watch President", president, [])[2], _led("All the French President", president, [])[2]
    ('speaks for', 'politician')
    """
    body = [hit for hit in hits if hit is not own and hit[2] in ("activist", "business", "expert", "media")]
    of = re.match(r"\s(?:of|at)\s(?:the\s)?", phrase[own[1] :])
    led = [hit for hit in body if hit[1] <= own[0] or of]
    before = phrase[: own[0]].split()
    other = before and before[-1][:1].isupper() and not _OF_A_STATE.search(before[-1])
    # *President of Bright Harbour* leads no state; *president of France* and *of the Senate* do.
    named = re.match(r"\s(?:of|at)\s(?:the\s)?([A-Z][\w-]*)", phrase[own[1] :])
    body = named and named[1] not in _states() and own[4].endswith("president")
    if led or other or body:
        return (*own[:2], _SPEAKS_FOR, *own[3:])
    return own


def _before(phrase: str, hits: list[tuple]) -> tuple | None:
    """The hit that reaches up to the name, or what stands before a word such as *spokeswoman* that does."""
    ends = [hit for hit in hits if hit[1] >= len(phrase.rstrip(". "))]
    # The source may be known by the last name alone: *Mayor Bill de* before *Blasio*.
    ends = ends or [
        hit
        for hit in hits
        if hit[3] in ("role", "head", "title", "speaker")
        and hit[2] not in ("document", "unnamed")
        and _FIRST_NAMES.fullmatch(phrase[hit[1] :])
    ]
    of = [hit for hit in hits if re.fullmatch(r"\s(?:of|for)(?: the)?", phrase[hit[1] :])]
    if not ends:
        # *The volunteers of Roof First*: the name is the group's.
        return next((hit for hit in of if hit[2] in ("activist", "business") and hit[3] == "role"), None)
    own = ends[-1]
    if own[3] == "head":
        own = _led(phrase, own, hits)
    if own[2] in ("document", "unnamed"):
        return None
    if own[2] == _SPEAKS_FOR:
        others = [h for h in hits if h[1] <= own[0] and h[2] not in (_SPEAKS_FOR, "unnamed", "document")]
        others = [h for h in others if not re.search(r"\b(?:said|told|by|to|and|that|with)\b", phrase[h[1] : own[0]])]
        return others[-1] if others else own
    return own


def _named(source: str, known: bool) -> bool:
    """Whether a source has a proper name: its head is written with a capital that does not come from a sentence.

    >>> [_named("Ana Reyes", False), _named("LAPD", True), _named("Local officials", True), _named("Police", True)]
    [True, True, False, False]
    """
    head = _HEAD_ENDS.split(_DETERMINER.sub("", source), maxsplit=1)[0].split(",")[0].split()
    if not head or _SOME.match(source):
        return False
    if known and head[-1].endswith("s") and len(head[-1]) > 2 and not head[-1].isupper():
        return False  # *House Republicans*
    if len(head) == 1 and known and not (head[0].isupper() and len(head[0]) > 1):
        return False  # a listed common noun, capital only because it opens a sentence
    last = head[-1].strip("’'\"”“")
    return last[:1].isupper() or (last[:1].isdigit() and head[0][:1].isupper())


def _inherit(rows: list[list]) -> None:
    """Give *Bass's spokesman* the type of Bass, where the article tells that of Bass."""
    known: dict[tuple[str, str], str] = {}
    for key, _, _, _, source, kind, _ in rows:
        if kind not in ("", _SPEAKS_FOR, "unnamed", "document") and source[:1].isupper():
            known.setdefault((key, source.split()[-1]), kind)
    for row in rows:
        if row[5] == _SPEAKS_FOR:
            names = re.findall(r"[A-Z][\w-]*", f"{row[4]} {row[3]}")
            told = [known[row[0], name] for name in names if (row[0], name) in known and name != row[4].split()[-1]]
            row[5] = told[0] if told else _SPEAKS_FOR


def _table(said: pd.DataFrame, of_phrase: dict[int, list[tuple]], alone: dict[str, str]) -> pd.DataFrame:
    """One row for each source, from its phrases and the hits in each."""
    rows: list[list] = []
    placed: dict[tuple[str, str], int] = {}
    rank: list[int] = []
    common: dict[int, bool] = {}
    columns = (said[name].tolist() for name in ("article_id", "start", "end", "text", "source", "place", "phrase"))
    for number, (key, start, end, text, source, place, phrase) in enumerate(zip(*columns, strict=True)):
        if place == "own":
            placed[key, source] = len(rows)
            rows.append([key, start, end, text, source, "", ""])
            rank.append(9)
        row = placed[key, source]
        hits = of_phrase.get(number, [])
        if place == "own":
            common[row] = any(hit[3] in ("role", "speaker") and hit[1] == len(phrase) for hit in hits)
        told = _told(place, phrase, hits) if hits or place == "after" else None
        if not told or told[2] == "unnamed" and place != "own":
            continue
        # What stands before or after the name tells more than the name; a word that speaks for nobody known, little.
        weight = 8 if told[2] == _SPEAKS_FOR else 7 if told[2] == "unnamed" else 1 + (place == "after")
        weight = 0 if place in ("own", "name") and weight == 1 else weight
        if weight < rank[row]:
            rank[row] = weight
            if place != "own":
                # The words that tell: in front of a name only these, beside it the whole phrase.
                lead = phrase[: told[0]] if place == "before" else ""
                rows[row][1:4] = start + len(lead), end, text[len(lead) :]
            rows[row][5:7] = told[2], told[4]
    _inherit(rows)
    for row in rows:
        if row[5] == _SPEAKS_FOR:
            # *Aides said*: of whom is not said, and of whom they mostly are stands in the list.
            row[5] = alone.get(row[6], "") or _SPEAKS_FOR
    for number, row in enumerate(rows):
        row.append(_named(row[4], common.get(number, False)) and row[4] not in (sources.UNNAMED, sources.AUTHOR))
        if row[4] == sources.AUTHOR:
            row[5:7] = "media", ""
        elif row[5] in ("", _SPEAKS_FOR, "unnamed"):
            row[5] = "other" if row[7] or row[5] == _SPEAKS_FOR else "unnamed"
    table = pd.DataFrame(rows, columns=["article_id", "start", "end", "text", "source", "type", "term", "named"])
    table = table[["article_id", "start", "end", "text", "source", "type", "named", "term"]]
    strings = dict.fromkeys(("article_id", "text", "source", "type", "term"), "str")
    return table.astype({**strings, "start": np.int64, "end": np.int64, "named": bool})
