"""The noun phrase of a source taken apart: its head, its name, what hangs on it, without a look at the article.

A rule about sources gets the words before a reporting word, and they may hold more than the source: a day, an adverb,
the verb of the sentence. Here they are cut to what can be the name of somebody.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

_TITLES = frozenset(
    "mr mrs ms miss dr prof sir sen sens rep reps gov gen lt col maj capt sgt president vice mayor senator governor"
    " representative congressman congresswoman secretary minister prime chancellor king queen pope chief officer"
    " detective sheriff captain sergeant judge justice attorney general spokesman spokeswoman spokesperson speaker"
    " director chairman chairwoman chair professor former ex state u.s us republican democratic gop house senate white"
    " candidate nominee councilman councilwoman councilmember commissioner ambassador deputy assistant acting press"
    " strategist pollster reporter editor author analyst aide adviser advisor leader democrat rev father sister"
    " principal treasurer coach inspector constable superintendent".split()
)
# Of these the ones after which a person's own name begins.
_BEFORE_A_NAME = frozenset(
    "mr mrs ms dr prof sir sen rep gov gen lt col maj capt sgt president mayor senator governor congressman"
    " congresswoman secretary minister chancellor detective sheriff captain sergeant judge spokesman spokeswoman"
    " spokesperson director chairman chairwoman commissioner ambassador adviser advisor leader analyst strategist state"
    " general officer whip speaker principal treasurer coach inspector constable superintendent".split()
)
_SMALL = "of|for|and|the|de|la|von|van|del|bin|al|da|di|du|on"
# A capitalised word; a stop belongs to it only in initials and in titles.
CAP = (
    r"(?:(?:[A-Z]\.)+|(?:Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Gen|Jr|Sr|St|Prof|Lt|Col|Sgt|Capt|Maj)\."
    r"|[A-Z\u00c0-\u00de][\w’'&-]*)"
)
NAME = re.compile(rf"(?:{CAP}|\d\w*)(?:(?:\s+(?:{_SMALL}))*\s+{CAP})*")
_OWN_NAME = re.compile(rf"{CAP}(?:(?:\s+(?:{_SMALL}))*\s+{CAP})+")
_GENITIVE = re.compile(r"(?<=\w)[’']s$")
_BODY = frozenset(
    "university department bureau ministry council institute house bank board office center centre committee district"
    " secretary attorney college school church museum club league league association union coalition federation army"
    " court agency administration academy society chamber commission republic united bureau city state county people"
    " committee director chief".split()
)
_PREPOSITION = re.compile(r"\s(?:of|for|from|in|at|with|on|by|to|near|under|behind|about|who|which|that|whose)\s")
LEADING = re.compile(
    r"(?i)^(?:(?:the|a|an|but|and|or|so|yet|then|now|as|when|while|if|meanwhile|however|in|at|on|by|to|from|close)\s+)+"
)
_PRONOUN = frozenset(
    "he she they it him her them his their its who that which we you this these those one your".split()
)
_NUMBERS = frozenset("one two three four five six seven eight nine ten several many some most both".split())
_AUTHOR = frozenset("i we my our me us".split())
_PARTISANS = frozenset("republican democrat independent conservative liberal candidate nominee".split())
# A phrase that begins with one of these before a noun or a name has it too much: "That the mayor", "To Ms. Hill"; so
# does one with the platform that ends the sentence before: "He replied on X. Reed posted".
_TOO_MUCH = re.compile(
    r"^(?:(?:on\s)?X\.|"
    r"that|what|to|of|for|from|in|by|with|did|does|do|is|are|was|were|has|have|had|will|would|can|could|should)\s+"
    r"(?=(?:the|a|an|his|her|their|its|our|some|many)\s|[A-Z])",
    re.IGNORECASE,
)
# With one of these in front there is no noun phrase.
_NOTHING = re.compile(
    r"(?:there|here|but|and|or|not|the|a|an|then|seems?|means|indeed|(?:is|are|was|were|has|have|had|will|would|can|did)"
    r"\s.*|(?:citing|saying|referring|noting|adding|claiming|calling|challenged|joined)\s.*|there\W.*)",
    re.IGNORECASE,
)
# "She’d", "he even", "it appeared": the pronoun is the source.
_PRONOUN_FIRST = re.compile(
    r"(he|she|they|it|i|we|you)(?:[’'](?:d|ll|re|ve|m|s))?(?:\s(?!(?:who|and|of)\b).*)?", re.IGNORECASE
)
# The verb of the sentence, and with it all that follows, is no part of its subject.
_VERBS = frozenset(
    "is are was were isn’t aren’t wasn’t weren’t isn't aren't wasn't weren't has have had will would can could may"
    " might should must cannot does did says said told took went gave gets goes makes takes gives leads becomes became"
    " came began wants begins get make take".split()
)
_NOT_VERBS = frozenset("united hundred red speed".split())
_ADVERBS = frozenset(
    "also even alone indeed himself herself themselves itself now then already still just only too later recently once"
    " often again though however".split()
)
_LY = re.compile(r"(?!early|daily|weekly|family|elderly|homily|friendly)[a-z]{3,}ly")
_DAY = re.compile(
    r"\s(?:(?:on|late|early|last)\s)?(?<!Black )(?<!Super )(?<!Bloody )(?<!Good )"
    r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|yesterday|today|tonight"
    r"|(?:last|this|next) (?:week|month|year|night|fall|spring|summer|winter))$"
)
# "President of the officers’ union Ray Holt": the name after the office, not "of the United States".
_HOLDER = re.compile(
    rf"\s(?!(?:of|for|from|in|at|on|to|with|by|near|about|the|a|and)\s)[a-z][\w’'-]*\s({CAP}(?:\s{CAP}){{1,2}})$"
)
# A longer noun phrase, in words, is cut before its first participle or preposition.
_LONGEST_NAME = 8
_TAIL = re.compile(r"\s(?:who|which|that|from|in|at|on|with|\w{3,}ed|\w{3,}ing)\s")


def untitled(name: str) -> str:
    """A name without titles before it.

    >>> untitled("Former Mayor Karen Bass"), untitled("Police Chief"), untitled("Justice Department")
    ('Karen Bass', 'Police Chief', 'Justice Department')
    >>> untitled("Ohio Democratic Gov. Ann Hill"), untitled("Secretary of State Ann Hill")
    ('Ann Hill', 'Ann Hill')
    """
    words = name.split()
    low = [word.lower().removesuffix("’s").rstrip(".") for word in words]
    k = 0
    while k < len(words) and low[k] in _TITLES:
        k += 1
    # After "Gov." or "Secretary of State", wherever it stands, come two or three words of a name.
    for at in range(len(words) - 2, max(k - 1, len(words) - 5), -1):
        if low[at] in _BEFORE_A_NAME and not _BODY & {*low[at + 1 :]} and "of" not in low[at + 1 :]:
            k = at + 1
            break
    rest = words[k:]
    return " ".join(rest) if rest and not (k and len(rest) == 1 and low[-1] in _BODY) else name


@functools.lru_cache(maxsize=100_000)
def plain(name: str) -> str:
    """A name without articles and titles before it."""
    return untitled(LEADING.sub("", name))


def trimmed(phrase: str) -> str:
    """Cut what a phrase has too much to be the name of a source; "" where nothing is left.

    >>> [trimmed(said) for said in ("Obama on Sunday", "she’d", "Ann Hill also", "The party is probing", "seems")]
    ['Obama', 'she', 'Ann Hill', 'The party', '']
    >>> trimmed("That the mayor"), trimmed("police officers refused to leave their"), trimmed("a retired officer")
    ('the mayor', 'police officers', 'a retired officer')
    """
    phrase = _TOO_MUCH.sub("", phrase)
    if _NOTHING.fullmatch(phrase):
        return ""
    pronoun = _PRONOUN_FIRST.fullmatch(phrase)
    if pronoun:
        return pronoun[1]
    words = phrase.split()
    for k in range(1, len(words)):
        word, before = words[k], words[k - 1]
        past = word.endswith("ed") and word.islower() and len(word) > 4 and "-" not in word and word not in _NOT_VERBS
        past = past and (before[:1].isupper() or before.endswith("s") or before in _ADVERBS)
        past = past and before.lower() not in ("the", "a", "this")
        if word in _VERBS or past:
            words = words[:k]
            break
    while len(words) > 1 and (words[-1] in _ADVERBS or _LY.fullmatch(words[-1])):
        words.pop()
    return _DAY.sub("", " ".join(words))


class Phrase(NamedTuple):
    """A noun phrase taken apart, without a look at its article.

    A named tuple, since there is one for each source as written, and a frozen dataclass takes three times as long.

    Attributes
    ----------
    text : str
        The phrase in lower case.
    kind : str
        ``none``, ``author``, ``pronoun``, ``name`` (a proper name is its head) or ``noun``.
    head : str
        The name, or the common-noun phrase without what hangs on it.
    noun : str
        Last word of the head, in lower case.
    short : bool
        True for *the department*: a definite article or possessive and one noun.
    partisan : bool
        True for *the Ohio Republican*.
    """

    text: str
    kind: str
    head: str = ""
    noun: str = ""
    short: bool = False
    partisan: bool = False


@functools.lru_cache(maxsize=100_000)
def read(source: str) -> Phrase:
    """Take a noun phrase apart.

    >>> read("local ABC affiliate KABC-7").head, read("the department").short, read("she").kind
    ('KABC-7', True, 'pronoun')
    >>> read("President of the officers’ union Ray Holt").head, read("president of the United States").head
    ('Ray Holt', 'president of the United States')
    >>> read("The landlord, Harrow Homes").head
    'Harrow Homes'
    """
    phrase = _GENITIVE.sub("", " ".join(source.split()).strip(" ,;:—–-\"“”'‘’()[]"))
    phrase = trimmed(phrase).strip(" ,;:") if phrase else phrase
    low = phrase.lower()
    if not phrase:
        return Phrase(low, "none")
    if low in _AUTHOR:
        return Phrase(low, "author")
    if low in _PRONOUN and phrase != "WHO":
        return Phrase(low, "pronoun")
    head = phrase.split(",")[0].strip() if "," in phrase else phrase
    cut = _PREPOSITION.search(head)
    words = (head[: cut.start()] if cut else head).split()
    if not words:
        return Phrase(low, "noun", phrase)
    # "The landlord, Harrow Homes": a common noun, and then its name.
    apposed = phrase[len(head) + 1 :].strip()
    if words[-1].islower() and _OWN_NAME.fullmatch(apposed):
        return read(apposed)
    if (
        cut
        and words[-1].lower() in _TITLES
        and (holder := _HOLDER.search(head))
        and not _BODY & {*holder[1].lower().split()}
    ):
        return Phrase(low, "name", holder[1], holder[1].rsplit(None, 1)[-1].lower())
    # "One of them", "two of the officers": a number names nobody.
    if len(words) == 1 and cut and words[0].lower() in _NUMBERS:
        return Phrase(low, "noun", _TAIL.split(head, maxsplit=1)[0] if head.count(" ") >= _LONGEST_NAME else head)
    last = words[-1].strip("’'\"”")
    noun, first = last.lower(), words[0].lower()
    if cut and cut.group().strip() == "of" and last[:1].isupper() and noun in _BODY:
        return Phrase(low, "name", NAME.search(head).group(), noun)
    partisan = first == "the" and noun in _PARTISANS
    numbered = last[:1].isdigit() and len(words) > 1 and words[-2][:1].isupper() and "percent" not in low
    if (last[:1].isupper() and not partisan) or numbered:
        names = NAME.findall(" ".join(words))
        return Phrase(low, "name", names[-1] if names else " ".join(words), noun)
    definite = first in ("the", "this", "that", "his", "her", "its", "their")
    if head.count(" ") >= _LONGEST_NAME:
        head = _TAIL.split(head, maxsplit=1)[0]
    return Phrase(low, "noun", head, noun, definite and len(words) == 2, partisan)
