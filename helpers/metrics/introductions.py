"""How an article introduces its sources: the words beside a name that say who somebody is.

*Police spokeswoman Ana Reyes*, *Hal Brook, a farmer*, *the Harbour Workers Union (HWU)*: an article says once who
speaks, and goes on with the name. Rules over commas, brackets and titles; nothing here knows what the words mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from helpers.metrics.tallies import need
from helpers.voices import NARRATOR, phrases, proper_names

LINK = " > "
# Sources are introduced early on: of 753 sources in 60 articles, 145 had no type when 8 mentions of each were looked
# at, 144 with 20 and 143 with 60.
_MENTIONS, _BEFORE, _AFTER = 20, 70, 110
# Places looked at for them: a bound for texts that repeat one word without end.
_LOOKS = 200
_ABBREVIATED = (
    "[A-Z]|Mr|Mrs|Ms|Dr|Sens?|Reps?|Gov|Gen|Lt|Col|Sgt|Capt|Maj|Det|Prof|Rev|Hon|Supt|Insp|Brig|Adm|Cllr|Pres"
)
# After a comma these open a clause of their own and say nothing of the name before.
_OPENERS = "and|but|or|so|said|says|she|he|they|it|we|I|you|which|then|told|adding|while|when|including|such|especially"
# Words that stand before a name in one noun phrase: no stop, comma or quotation mark between.
_RUN_BEFORE = re.compile(rf"(?<![\w.])(?:(?:(?:{_ABBREVIATED})\.(?:[A-Z]\.)*|\w[\w’'&/-]*)[^\S\n]){{1,6}}$")
# What is said of somebody beside the name: in commas or dashes, in brackets, after *of*, *from*, *is a*.
_BESIDE = (
    re.compile(r"^,? \((?P<said>[^()\n]{1,60})\)"),
    re.compile(r"^, (?P<said>(?:[DR]|Lab|Con)-[A-Z][\w.]*)"),
    re.compile(
        rf"^(?:, \d{{1,3}})?(?:,| [–—-]+)\s(?!(?:{_OPENERS})\b)"
        r"(?P<said>[^,;:.!?“”\"\n–—][^,;:.!?\n–—]{2,100}(?:(?<=[^\w.][A-Z])\.[^,;:!?“”\"\n–—]{0,60})?)"
        r"(?=[,;:.!?\n–—]|\swho\s)"
    ),
    re.compile(
        r"^ (?P<said>(?:of|from|with|at) (?:the )?"
        r"[A-Z][\w’'&.-]*(?: (?:(?:of|for|and|the) ){0,2}[A-Z][\w’'&.-]*){0,5})"
    ),
    re.compile(r"^ (?:is|was) (?P<said>(?:a|an|the|one of) [^,;:.!?“”\"\n]{3,60})"),
    re.compile(r"^(?:’s|'s)? (?P<said>(?:(?:presidential|reelection|re-election|Senate) )?campaign)\b"),
)
# A noun phrase before a name does not reach over these.
_BREAKS = frozenset(
    "a an the that to by with not and or but in on at near from as of for is was were are be been has had have do does"
    " did said says told asked reported according when while after before because if than since until who which it he"
    " she they we i you".split()
)
# Capitalised words right before a last name; *Ms Keller* and *Mr Keller* are two persons.
_BEFORE_LAST = re.compile(r"(?<![\w.])(?:[A-Z][\w’'.-]*[^\S\n]+){1,3}$")
_HONORIFICS = {"Mr": "Mr", "Mrs": "Ms", "Ms": "Ms", "Miss": "Ms"}
_NO_NAMES = frozenset(_OPENERS.split("|")) | _BREAKS
# *According to Bass, the fire …*: the comma closes the phrase with *according*, and no apposition follows.
_ACCORDING = re.compile(r"(?i)\baccording to (?:the )?(?:[\w’'.-]+ ){0,5}$")
# *Edwards III, a scholar*, *Hill Jr., a farmer*.
_SUFFIX = re.compile(r"(?:,? (?:Jr|Sr)\b\.?| I{2,3}\b| IV\b)?")
# *Lena’s father, Hal, said*: whose he is, before the comma.
_OWNED = re.compile(r"(?:\b[Hh]is|\b[Hh]er|\b[Tt]heir|\b[Ii]ts|\w[’']s) ((?:[a-z][\w-]* ){0,3}[a-z][\w-]*), $")
_ONE_NOUN = re.compile(r"(?i)the ([a-z]+)")


def find(voices: pd.DataFrame) -> pd.DataFrame:
    """Find the words by which an article presents its sources.

    Parameters
    ----------
    voices : DataFrame
        As :func:`helpers.voices.find` returns them.

    Returns
    -------
    DataFrame
        One row for each phrase, by source in the order in which they come up: ``article_id``, ``start``, ``end``,
        ``text``, ``source``, ``place`` (``own``: the source's own phrase; ``before`` or ``after`` its name; ``name``:
        the full name of an abbreviation), ``phrase`` (the words; of ``own`` the source as ``voices`` has it, even
        where the text writes it otherwise).

    Raises
    ------
    KeyError
        When a column of `voices` is missing.

    Examples
    --------
    >>> from helpers import article, voices
    >>> told = article.from_text("Police spokeswoman Ana Reyes, a former nurse, said it rained.")
    >>> find(voices.find(told))[["place", "phrase"]].values.tolist()
    [['own', 'Ana Reyes'], ['before', 'Police spokeswoman'], ['after', 'a former nurse']]
    """
    need(voices, ["article_id", "start", "text", "credited", "chain"], "voices.find(articles)")
    rows = []
    for key, text, names in _articles(voices):
        long = {short: name for name, short in proper_names.introduce(text).acronyms.items()}
        for source, first in names.items():
            full = long.get(source) or _written_out(text, source)
            for start, end, place, phrase in _phrases(text, source, first, full):
                rows.append((key, start, end, text[start:end], source, place, phrase))
    table = pd.DataFrame(rows, columns=["article_id", "start", "end", "text", "source", "place", "phrase"])
    strings = dict.fromkeys(("article_id", "text", "source", "place", "phrase"), "str")
    return table.astype({**strings, "start": np.int64, "end": np.int64})


def _articles(voices: pd.DataFrame) -> Iterator[tuple[str, str, dict[str, int]]]:
    """Of each article its id, its text, and its sources with the place of their first stretch."""
    for key, rows in voices.groupby("article_id", sort=False):
        names: dict[str, int] = {}
        starts = rows["start"].tolist()
        for start, credited, chain in zip(starts, rows["credited"].tolist(), rows["chain"].tolist(), strict=True):
            for name in [*chain.split(LINK), credited]:
                if name != NARRATOR:
                    names.setdefault(name, start)
        yield key, _laid(starts, rows["text"].tolist()), names


def texts(voices: pd.DataFrame) -> pd.DataFrame:
    """Put the stretches of each article together to its text.

    Parameters
    ----------
    voices : DataFrame
        As :func:`helpers.voices.find` returns them. Where rows were left out, line ends fill the gap, so that offsets
        stay true.

    Returns
    -------
    DataFrame
        One row for each article: ``article_id``, ``text``.

    Examples
    --------
    >>> from helpers import article, voices
    >>> texts(voices.find(article.from_text("Bass said it rained.", title="t"))).text.tolist()
    ['Bass said it rained.']
    """
    groups = voices.groupby("article_id", sort=False)
    whole = [(key, _laid(rows["start"].tolist(), rows["text"].tolist())) for key, rows in groups]
    return pd.DataFrame(whole, columns=["article_id", "text"]).astype("str")


def _laid(starts: list[int], parts: list[str]) -> str:
    text, at = [], 0
    for start, part in zip(starts, parts, strict=True):
        text.append("\n" * max(0, start - at) + part)
        at = start + len(part)
    return "".join(text)


def _phrases(text: str, source: str, first: int, long: str) -> Iterator[tuple[int, int, str, str]]:
    """Rows ``(start, end, place, phrase)`` that say who a source is."""
    places = _mentions(text, source)
    whole = text.find(source)
    start, end = (whole, whole + len(source)) if whole >= 0 else places[0] if places else (first, first)
    yield start, end, "own", source
    one = _ONE_NOUN.fullmatch(source)
    if one:
        # *The spokesman* is the one who was introduced before: *a Foreign Office spokesman*.
        whom = r"(?: (?:of|for) (?:the )?[\w’'-]+(?: [A-Z][\w’'-]*)*)?"
        noun = re.search(rf"(?<![\w’'-])(?:[\w’'&-]{{1,30}}[^\S\n]){{1,4}}{one[1]}\b{whom}", text)
        if noun and (title := _title(noun[0])):
            yield noun.end() - len(title), noun.end(), "name", title
    if long and (at := text.find(long)) >= 0:
        yield at, at + len(long), "name", long
        places = [(at, at + len(long)), *places]
    # *Its author, the biologist Ines Roth,*: a common noun has nothing but what comes after its comma.
    common = not source[:1].isupper()
    for a, b in places:
        run = None if common else _RUN_BEFORE.search(text[max(0, a - _BEFORE) : a])
        title = _title(run[0][:-1]) if run else ""
        if title:
            yield a - 1 - len(title), a - 1, "before", title
        owned = None if common else _OWNED.search(text[max(0, a - _BEFORE) : a])
        if owned and not title:
            yield a - 2 - len(owned[1]), a - 2, "before", owned[1]
        b += len(_SUFFIX.match(text[b : b + 6])[0])
        window = text[b : b + _AFTER]
        if window[:1] == "-":  # KABC-7
            window = window[len(re.match(r"[\w-]*", window)[0]) :]
        for pattern in _BESIDE:
            beside = pattern.search(window)
            if (
                beside
                and not (common and window[:1] != ",")
                and not (window[:1] == "," and _ACCORDING.search(text[max(0, a - _BEFORE) : a]))
            ):
                at = b + len(text[b : b + _AFTER]) - len(window) + beside.start("said")
                yield at, at + len(beside["said"].rstrip()), "after", beside["said"].rstrip()
                break


def _title(run: str) -> str:
    """The words of a run that may belong to one noun phrase with the name after it.

    >>> _title("officers told local ABC affiliate"), _title("reported that the"), _title("The volunteers of")
    ('local ABC affiliate', '', 'volunteers of')
    """
    words = run.split(" ")
    of = next(
        (n for n in (2, 1) if n < len(words) and " ".join(words[-n:]).lower() in ("of", "for", "of the", "for the")), 0
    )
    at = len(words) - of
    while at and words[at - 1].lower().strip("’'") not in _BREAKS and words[at - 1][:1].isalnum():
        at -= 1
    return " ".join(words[at:]) if at < len(words) - of else ""


def _written_out(text: str, letters: str) -> str:
    """The name that an abbreviation may stand for, by its first letters, or "".

    >>> _written_out("The Harbour Workers Union met. The HWU will strike.", "HWU")
    'Harbour Workers Union'
    """
    if not (letters.isupper() and letters.isalpha() and letters.isascii() and 2 < len(letters) < 7):
        return ""
    small = r"(?: (?:of|for|and|the|on))*"
    found = re.search(rf"\b{letters[0]}[a-z]\w*" + "".join(rf"{small} {c}\w+" for c in letters[1:]), text)
    return found[0] if found else ""


def _mentions(text: str, source: str) -> list[tuple[int, int]]:
    """Where a source is named, at most 20 times; a person also by the last name, where nobody else has it.

    >>> told = "Ana Reyes left. Reyes said so."
    >>> [told[a:b] for a, b in _mentions(told, "Ana Reyes")]
    ['Ana Reyes', 'Reyes']
    >>> told = "Ana Reyes left. Her sister Eva Reyes stayed. Reyes said so."
    >>> [told[a:b] for a, b in _mentions(told, "Ana Reyes")]
    ['Ana Reyes']
    """
    words = source.split()
    if not words:
        return []
    last, first = words[-1], " ".join(words[:-1])
    person = 0 < len(words) - 1 < 4 and all(word[:1].isupper() for word in words) and last.isalpha() and len(last) > 2
    found, leads, at = [], [], -1
    for _ in range(_LOOKS):
        at = text.find(last, at + 1)
        if at < 0 or len(found) == _MENTIONS:
            break
        end, start = at + len(last), at
        if text[end : end + 1].isalnum():
            continue
        if first and text[max(0, at - 1 - len(first)) : at] == f"{first} ":
            start = at - 1 - len(first)
        elif first and not person:
            continue
        if not (text[start - 1 : start].isalnum() or text[start - 1 : start] in ("’", "'", ".")) or not start:
            found.append((start, end))
            leads.append(_lead(text[max(0, at - _BEFORE) : at], last) if person else (frozenset(), ""))
    return [
        place
        for place, lead in zip(found, leads, strict=True)
        if not person or _same(_lead(f"{first} ", last), lead, leads)
    ]


def _lead(before: str, last: str) -> tuple[frozenset[str], str]:
    """Given names right before a last name, and *Mr* or *Ms*; titles and words that are no names are left out.

    >>> _lead("said Mayor Lena ", "Holt"), _lead("But Mrs. ", "Holt"), _lead("and the LAPD Chief ", "Holt")
    ((frozenset({'Lena'}), ''), (frozenset(), 'Ms'), (frozenset(), ''))
    """
    run = _BEFORE_LAST.search(before)
    words = [word.rstrip(".") for word in run[0].split()] if run else []
    titles = [_HONORIFICS[word] for word in words if word in _HONORIFICS]
    given = set()
    # Names stand right before the last one: *Later Senator Marsh* has none.
    for word in reversed(words):
        title = phrases.untitled(f"{word} {last}") == last or (word.isupper() and len(word) > 1)
        if title or word.lower() in _NO_NAMES:
            break
        given.add(word)
    return frozenset(given), "".join(titles[-1:])


def _same(own: tuple[frozenset[str], str], lead: tuple[frozenset[str], str], leads: list) -> bool:
    """Whether a mention is one of the source, by what stands before the last name there and elsewhere."""
    (given, title), (theirs, called) = own, lead
    if given and theirs:
        return bool(given & theirs)
    if not given and not theirs and title and called:
        return title == called
    # Without a name of its own, a mention may be of anybody who has this last name.
    names = [names for names, _ in leads if names] + [given] * bool(given)
    several = any(not one & other for one in names for other in names) or len({who for _, who in leads if who}) > 1
    return not several
