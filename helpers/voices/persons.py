"""Whom a pronoun may stand for: whether a name is that of one person, of a man or a woman, of several, or of a body.

A part of :mod:`helpers.voices`. It goes by how the article writes the name, by nouns for people, and by first names
that are mostly used for women or for men (``data/sources/first_names.csv``). Nobody is known to it, and who a person is
no first name can tell: *Mr* and *Ms* in the article come before it, and a name that is not listed fits either pronoun.
"""

from __future__ import annotations

import csv
import functools
import re

from helpers.article import DATA
from helpers.voices.classes import BODIES, MEN, PEOPLE, WOMEN, is_a_person
from helpers.voices.proper_names import Known

# One word with one of these before it somewhere in the article is a place: *in Germany*.
_PLACED = ("in", "In", "from", "From", "across", "throughout")
_SEVERAL = frozenset(
    "many some most several few two three four five six seven eight nine ten both all other others these those no none"
    " nobody any various numerous hundreds thousands dozens".split()
)
_PLURAL = frozenset("people police media folks men women children staff youths families majority public".split())
_SINGULAR_S = frozenset(
    "news times states nations texas congress paris homes airlines airways industries systems services sciences"
    " arkansas massachusetts illinois kansas motors holdings partners brothers".split()
)
_HUNG_ON = re.compile(r"\s(?:of|for|from|in|at|with|on|by|to|near|who|which|that|whose)\s|,")
_BINDS = re.compile(r"\s(?:of|for|on|against|the|to|in|at)\s")
_TITLED = re.compile(r"(?:[A-Z][a-z]+\.?\s)+")


@functools.cache
def _first_names() -> dict[str, str]:
    with open(DATA / "sources" / "first_names.csv", encoding="utf-8", newline="") as file:
        return {row["name"]: row["used_for"] for row in csv.DictReader(file)}


@functools.cache
def _no_persons() -> frozenset[str]:
    """Countries, and bodies with a name of their own, which tell the type of a source too."""
    with open(DATA / "sources" / "types.csv", encoding="utf-8", newline="") as file:
        return frozenset(row["term"] for row in csv.DictReader(file) if row["sense"] in ("country", "name", "body"))


@functools.lru_cache(maxsize=100_000)
def _head(name: str) -> tuple[str, str, bool]:
    """First and last word of a noun phrase without what hangs on it, in small letters; and whether it is a noun."""
    words = _HUNG_ON.split(name, maxsplit=1)[0].split()
    if not words:
        return "", "", False
    last = words[-1]
    return words[0].lower(), last.lower().strip("’'."), last[:1].islower() or last.lower() in PEOPLE


@functools.lru_cache(maxsize=100_000)
def may_be_one(name: str) -> bool:
    """Whether a name may be that of one person, whatever the article says of it.

    >>> [may_be_one(name) for name in ("Karen Bass", "LAPD", "The Senate", "local officials", "a neighbor", "Some")]
    [True, False, False, False, True, False]
    """
    first, last, noun = _head(name)
    if not last or first in _SEVERAL or last in _SEVERAL:
        return False
    if noun:
        return is_a_person(last)
    if (
        name in _no_persons()
        or not name[:1].isupper()
        or (name.isupper() and " " not in name)
        or first in ("the", "what", "with")
    ):
        return False
    # "TPS for Haitians", "PAC Fight": neither words that bind nor an abbreviation stand in a person's name.
    words = name.split()
    if _BINDS.search(name):
        return False
    if len(first) > 2 and words[0].isupper() and not name.isupper() and not _first_names().keys() & set(words[1:-1]):
        return False
    return not (" and " in name or "%" in name or any(map(str.isdigit, name)) or last in BODIES)


def is_one(known: Known, name: str, written: str) -> bool:
    """Whether a name is that of one person, by how the article writes it.

    A single word that is no first name is one person's where the article gives a title or a longer name with it;
    else not where it stands with *the*, after *in*, or in the plural, or where the article has it in small letters too.

    >>> told = Known("Reed flew in from Germany. The Kremlin and Sen. Sanders and the Republicans objected.")
    >>> [is_one(told, name, name) for name in ("Reed", "Germany", "Republicans")]
    [True, False, False]
    >>> is_one(told, "Kremlin", "The Kremlin"), is_one(told, "Sanders", "Sen. Sanders")
    (False, True)
    """
    if (name, written) not in known.persons:
        known.persons[name, written] = may_be_one(name) and _is_one(known, name, written)
    return known.persons[name, written]


def _is_one(known: Known, name: str, written: str) -> bool:
    if " " in name or name.islower() or name in _first_names() or is_titled(name, written):
        return True
    if written.lower().startswith("the ") or (name.endswith("s") and not name.endswith("ss")):
        return False
    # "Data show" where the article has "data" too.
    return f" {name.lower()}" not in known.text and not any(f"{word} {name}" in known.text for word in _PLACED)


def is_titled(name: str, written: str) -> bool:
    """Whether a name is written with a title before it.

    >>> is_titled("Sanders", "Sen. Sanders"), is_titled("Okafor", "Mrs Okafor"), is_titled("Kremlin", "The Kremlin")
    (True, True, False)
    >>> is_titled("Sam", "my neighbor Sam")
    True
    """
    before = written.removesuffix(name).split()
    if not before or len(before) == len(written.split()):
        return False
    if is_a_person(before[-1]):
        return True
    return bool(_TITLED.fullmatch(written.removesuffix(name))) and before[0] not in ("The", "A", "An")


def used_for(known: Known, name: str) -> str:
    """Whether a person is written of as a man or a woman: ``men``, ``women``, or "" where nothing says so.

    >>> told = Known("", {"Hill": {"Mr"}, "Cole": {"Ms"}, "Reed": {"Mr", "Ms"}})
    >>> [used_for(told, name) for name in ("Hill", "Ann Cole", "Reed", "Karen Bass", "a spokesman for Bass", "Trump")]
    ['men', 'women', '', 'women', 'men', '']
    """
    first, last, noun = _head(name)
    if noun:
        return "men" if last in MEN else "women" if last in WOMEN else ""
    written = known.titles.get(name.rsplit(None, 1)[-1], ())
    if len(written) == 1:
        return "men" if "Mr" in written else "women"
    words = name.split()
    for word in words[-2::-1] or words:
        found = _first_names().get(word.capitalize() if word.isupper() else word)
        if found:
            return found
    return ""


@functools.lru_cache(maxsize=100_000)
def several(name: str) -> bool:
    """Whether a noun phrase stands for several: *officials*, *Republicans*, *Hill and Reed*, *police*.

    >>> [several(name) for name in ("officials", "Hill and Reed", "some", "the police", "the report", "United States")]
    [True, True, True, True, False, False]
    """
    first, last, _ = _head(name)
    if first in _SEVERAL or last in _PLURAL or " and " in name:
        return True
    return last.endswith("s") and not last.endswith(("ss", "us", "is")) and last not in _SINGULAR_S
