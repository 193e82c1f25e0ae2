"""Proper names inside an article: which abbreviation, full name and title belong to one person or body.

An article gives a name in full once, and then by halves: *Mayor Karen Bass* and *Bass*, *the Los Angeles Police
Department (LAPD)* and *LAPD*. What it has told so far is kept as :class:`Known`.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from typing import NamedTuple

from helpers.voices.phrases import CAP, LEADING, plain, untitled
from helpers.voices.tokens import Tokens

_ACRONYM = re.compile(r"\((?:the\s)?([A-Z][A-Z.&-]{1,9})\)")
_JOINING = ("of", "for", "and", "the", "on", "de", "von", "van", "del", "bin", "al")
_RUN_AT_END = re.compile(rf"(?<![\w’'.-])({CAP}(?:\s(?:(?:{'|'.join(_JOINING)})\s)?{CAP}){{1,8}})$")
# A name is introduced in full early on; looking further than this, in mentions and characters, found no more.
_LOOKS, _WINDOW = 8, 80
_ON = ("on", "to", "via", "from")
# A genitive, or a channel number (KABC-7), at the end of a name.
_ENDING = re.compile(r"(?:[’']s?|-\d+)+$")


@dataclass
class Known:
    """What one article has told so far about its names."""

    text: str
    titles: dict[str, set[str]] = field(default_factory=dict)
    acronyms: dict[str, str] = field(default_factory=dict)
    full: dict[str, str] = field(default_factory=dict)
    mentions: list[tuple[str, str, bool]] = field(default_factory=list)
    cache: dict[str, str] = field(default_factory=dict)
    persons: dict[tuple[str, str], bool] = field(default_factory=dict)


def titled(words: Tokens) -> dict[int, dict[str, set[str]]]:
    """For each article, by number, the last names that it writes with *Mr* or *Ms* (which *Mrs* and *Miss* count as).

    >>> from helpers import text
    >>> from helpers.voices.tokens import tokens
    >>> titled(tokens(text.cut(["Mr. Hill met Mrs. Cole’s son."])))
    {0: {'Hill': {'Mr'}, 'Cole': {'Ms'}}}
    """
    found: dict[int, dict[str, set[str]]] = {}
    title = words.cut.by_form(_is_title)[words.row].nonzero()[0]
    title = title[words.gap_has("plain", "dot", at=title)]
    name = title + 1
    of_title = words.strings(words.start[title], words.end[title])
    of_name = words.strings(words.start[name], words.end[name])
    for at, title, last in zip(words.article[name].tolist(), of_title, of_name, strict=True):
        found.setdefault(at, {}).setdefault(_ENDING.sub("", last), set()).add("Mr" if title == "Mr" else "Ms")
    return found


def _is_title(form: str) -> bool:
    return form in ("Mr", "Mrs", "Ms", "Miss")


def introduce(text: str, titles: dict[str, set[str]] | None = None) -> Known:
    """Read the abbreviations that an article introduces; ``titles`` are what :func:`titled` found in it.

    >>> introduce("The Los Angeles Police Department (LAPD) and Mayor Karen Bass met.").acronyms
    {'Los Angeles Police Department': 'LAPD'}
    """
    known = Known(text, titles or {})
    for match in _ACRONYM.finditer(text):
        before = _RUN_AT_END.search(text[max(0, match.start() - _WINDOW) : match.start()].rstrip())
        if not before:
            continue
        name, letters = LEADING.sub("", before[1]), match[1].replace(".", "")
        words = [w for w in re.split(r"[\s-]+", name) if w and w[0].isupper()]
        # The abbreviation belongs to as many of the capitalised words before it as it has letters.
        while len(words) > len(letters) and words[0][0] != letters[0]:
            name = name.split(None, 1)[-1]
            words = words[1:]
        known.acronyms[name] = letters
    return known


@functools.lru_cache(maxsize=100_000)
def _run_at_end(words: str) -> str:
    """The name that some words end with, without articles and titles before it; "" where they end with none.

    >>> _run_at_end("said Mayor Karen Bass"), _run_at_end("she said")
    ('Karen Bass', '')
    """
    run = _RUN_AT_END.search(words)
    return plain(run[1]) if run else ""


def _full_name(known: Known, last: str) -> str:
    """The full name that an article gives for a last name, or the last name.

    >>> _full_name(Known("Mayor Karen Bass came. Bass left."), "Bass")
    'Karen Bass'
    """
    if last in known.full:
        return known.full[last]
    text, at, found = known.text, -1, last
    for _ in range(_LOOKS):
        at = text.find(last, at + 1)
        if at < 0:
            break
        end = at + len(last)
        if at == 0 or text[at - 1] != " " or text[end : end + 1].isalnum():
            continue
        # "said Bass": mostly the word before says already that no longer name ends here.
        before = text[text.rfind(" ", 0, at - 1) + 1 : at - 1]
        if before.islower() and before not in _JOINING:
            continue
        words = text[max(0, at - _WINDOW) : end].split(" ")
        # A name reaches no further back than to a word in small letters: "said Karen Bass".
        first = len(words) - 1
        while first and (not words[first - 1].islower() or words[first - 1] in _JOINING):
            first -= 1
        # "He replied on X. Reed posted": the name of a platform is no initial.
        if "X." in words and words[words.index("X.") - 1] in _ON:
            first = max(first, words.index("X.") + 1)
        run = _run_at_end(" ".join(words[first:])) if first < len(words) - 1 else ""
        if " " in run:
            found = run
            break
    known.full[last] = found
    return found


class Forms(NamedTuple):
    """What the rules about a proper name ask for.

    Attributes
    ----------
    name : str
        The name without article, genitive and channel number.
    bare : str
        The same without titles.
    rest : str
        What follows its first word, "" for a single word.
    single : str
        ``bare`` without full stops (*F.B.I.*).
    initials : str
        The first word without full stops where it is a row of capitals (*LA Times*), else "".
    letters : str
        The capital letters with which its words begin, "" for fewer than three.
    """

    name: str
    bare: str
    rest: str
    single: str
    initials: str
    letters: str


@functools.lru_cache(maxsize=100_000)
def forms_of(name: str) -> Forms:
    """Take a proper name apart.

    >>> forms = forms_of("The Mayor Karen Bass’s")
    >>> forms.name, forms.bare, forms.rest, forms_of("LA Times").initials
    ('Mayor Karen Bass', 'Karen Bass', 'Bass', 'LA')
    """
    name = _ENDING.sub("", LEADING.sub("", name.strip(" .,’'")))
    bare = untitled(name)
    first, _, rest = bare.partition(" ")
    initials = first.replace(".", "")
    letters = "".join(word[0] for word in bare.split() if word[0].isupper())
    return Forms(
        name,
        bare,
        rest,
        single=bare.replace(".", ""),
        initials=initials if initials.isupper() and len(initials) > 1 else "",
        letters=letters if len(letters) > 2 else "",
    )


def named(known: Known, name: str) -> str:
    """One name for a proper name: the abbreviation for a body, the full name for a person."""
    name, bare, rest, single, initials, letters = forms_of(name)
    acronyms = known.acronyms
    if acronyms:
        short = acronyms.get(name) or acronyms.get(bare)
        if short:
            return short
        plain = name.replace(".", "")
        if plain in acronyms.values():
            return plain
    if not rest:
        return single if single.isupper() and len(single) > 1 else _full_name(known, single)
    if initials:
        # "LA Times" for "Los Angeles Times".
        full = _full_name(known, rest.rsplit(None, 1)[-1])
        if full.endswith(rest) and "".join(w[0] for w in full.removesuffix(rest).split()) == initials:
            return full
    # "Federal Bureau of Investigation" where the article also says "FBI".
    if letters and _stands_alone(letters, known.text):
        acronyms[bare] = letters
        return letters
    return bare


def _stands_alone(word: str, text: str) -> bool:
    """True where the first mention of a word in a text is the whole word.

    >>> _stands_alone("FBI", "the FBI came"), _stands_alone("FBI", "FBIX")
    (True, False)
    """
    at = text.find(word)
    return at >= 0 and not text[at + len(word) : at + len(word) + 1].isalnum() and not text[at - 1 : at].isalnum()
