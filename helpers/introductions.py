"""How an article introduces its sources: the words beside a name that say who somebody is.

*Police spokeswoman Ana Reyes*, *Hal Brook, a farmer*, *the Harbour Workers Union (HWU)*: an article says once who
speaks, and goes on with the name. Rules over commas, brackets and titles; nothing here knows what the words mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from helpers import sources
from helpers.voices import NARRATOR

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
    ),
    re.compile(
        r"^ (?P<said>(?:of|from|with|at) (?:the )?"
        r"[A-Z][\w’'&.-]*(?: (?:(?:of|for|and|the) ){0,2}[A-Z][\w’'&.-]*){0,5})"
    ),
    re.compile(r"^ (?:is|was) (?P<said>(?:a|an|the|one of) [^,;:.!?“”\"\n]{3,60})"),
    re.compile(r"^(?:’s|'s)? (?P<said>(?:(?:presidential|reelection|re-election|Senate) )?campaign)\b"),
)
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
    for name in ("article_id", "start", "text", "credited", "chain"):
        if name not in voices:
            raise KeyError(f"The voices table has no column {name!r}; voices.find(articles) makes it.")
    rows = []
    for key, text, names in _articles(voices):
        long = {short: name for name, short in sources.introduce(text).acronyms.items()}
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
        # Offsets count from the article's start, also where rows of the table were left out.
        text, at = [], 0
        for start, part in zip(starts, rows["text"].tolist(), strict=True):
            text.append("\n" * max(0, start - at) + part)
            at = start + len(part)
        yield key, "".join(text), names


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
        if noun:
            yield *noun.span(), "name", noun[0]
    if long and (at := text.find(long)) >= 0:
        yield at, at + len(long), "name", long
        places = [(at, at + len(long)), *places]
    # *Its author, the biologist Ines Roth,*: a common noun has nothing but what comes after its comma.
    common = not source[:1].isupper()
    for a, b in places:
        run = None if common else _RUN_BEFORE.search(text[max(0, a - _BEFORE) : a])
        if run:
            yield a - len(run[0]), a - 1, "before", run[0][:-1]
        window = text[b : b + _AFTER]
        if window[:1] == "-":  # KABC-7
            window = window[len(re.match(r"[\w-]*", window)[0]) :]
        for pattern in _BESIDE:
            beside = pattern.search(window)
            if beside and not (common and window[:1] != ","):
                at = b + len(text[b : b + _AFTER]) - len(window) + beside.start("said")
                yield at, at + len(beside["said"].rstrip()), "after", beside["said"].rstrip()
                break


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
    """Where a source is named, at most 20 times; a person also by the last name.

    >>> told = "Ana Reyes left. Reyes said so."
    >>> [told[a:b] for a, b in _mentions(told, "Ana Reyes")]
    ['Ana Reyes', 'Reyes']
    """
    words = source.split()
    if not words:
        return []
    last, first = words[-1], " ".join(words[:-1])
    person = 0 < len(words) - 1 < 4 and all(word[:1].isupper() for word in words) and last.isalpha() and len(last) > 2
    found, at = [], -1
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
    return found
