"""The noun phrase of a source taken apart: its head, its name, what hangs on it, without a look at the article.

A rule about sources gets the words before a reporting word, and they may hold more than the source: a day, an adverb,
the verb of the sentence. Here they are cut to what can be the name of somebody.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from helpers.voices.classes import BIT, BODIES, classes_of, is_a_person

_TITLES = frozenset(
    "mr mrs ms miss dr prof sir sen sens rep reps gov gen lt col maj capt sgt president vice mayor senator governor"
    " representative congressman congresswoman secretary minister prime chancellor king queen pope chief officer"
    " detective sheriff captain sergeant judge justice attorney general spokesman spokeswoman spokesperson speaker"
    " director chairman chairwoman chair professor former ex state u.s us republican democratic gop house senate white"
    " candidate nominee councilman councilwoman councilmember commissioner ambassador deputy assistant acting press"
    " strategist pollster reporter editor author analyst aide adviser advisor leader democrat rev father sister"
    " principal treasurer coach inspector constable superintendent executive mp msp".split()
)
# Before another title: "Police Chief Ann Hill", "Opposition MP Ann Hill".
_BEFORE_A_TITLE = frozenset("police fire opposition tory labour conservative liberal labor ruling shadow".split())
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
# "Teacher Ann Hill", after a comma; nobody else's name, "the senator, a Democrat".
_APPOSED = re.compile(rf"(?:[a-z][\w’'-]*\s){{0,3}}({_OWN_NAME.pattern})")
_DEFINITE = frozenset("the this that his her its their my our".split())
_OWNED = re.compile(rf"{CAP}[’']s\s({CAP}(?:\s{CAP})+)")
_GENITIVE = re.compile(r"(?<=\w)[’']s$")
_BODY = frozenset(
    "university department bureau ministry council institute house bank board office center centre committee district"
    " secretary attorney college school church museum club league league association union coalition federation army"
    " court agency administration academy society chamber commission republic united bureau city state county people"
    " committee director chief".split()
)
_PREPOSITION = re.compile(r"\s(?:of|for|from|in|at|with|on|by|to|near|under|behind|about|who|which|that|whose)\s")
LEADING = re.compile(
    r"(?i)^(?:(?:the|a|an|but|and|or|so|yet|then|now|as|when|while|if|meanwhile|however|in|at|on|by|to|from|close|with"
    r"|after|before|whenever|what|how|why|where|suddenly|although|though|because|since|until|despite|during|amid"
    r"|without|unlike|whether|take|like)\s+)+"
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
    r"and|but|or|that|what|to|of|for|from|in|by|with|did|does|do|is|are|was|were|has|have|had|will|would|can|could|should)\s+"
    r"(?=(?:the|a|an|his|her|their|its|our|some|many)\s|[A-Z])",
    re.IGNORECASE,
)
# Words that make no noun phrase alone or together: "today", "at least", "in".
_EMPTY = frozenset(
    "a an the and but or nor so yet if as at by for from in into of off on out over to up with within without about"
    " after before during despite beyond since until while when where why how what which who whom whose that than then"
    " there here am is are was were be been being has have had do does did will would can could may might must should"
    " not never no also even still just only too very more most much less least better best well again ago now already"
    " earlier later recently today yesterday tomorrow tonight last next this week month year day time times morning"
    " evening night monday tuesday wednesday thursday friday saturday sunday january february march april june july"
    " august september october november december percent longer other his her its their my our let me us com led came"
    " going getting help helped helping leading lead like nevertheless nonetheless moreover however indeed finally"
    " lately otherwise alas instead meanwhile yes oh please asked speaking having looking according such much any"
    " each".split()
)
# A single common noun in the singular stands without an article only where it is one of these.
_BARE = frozenset(
    "police people media data research evidence testimony history science management government congress parliament"
    " opposition industry labor labour business law prosecution defense defence counsel staff crew anybody"
    " everybody somebody anyone everyone someone nothing everything some many others few both all half two-thirds"
    " another either one official officials men women children folk tradition scripture analysis word rumor"
    " rumour legend myth critics polling god mum mom dad mother father grandma grandpa".split()
)
# "No witness said that": a claim of nobody.
_NO_ONE = re.compile(r"(?i)(?:nobody|none|neither|no(?! (?:doubt|wonder|matter|longer)\b))\b")
# What binds a body to its purpose.
_BINDS = ("for", "on", "against")
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
    # "Indiana’s Ann Hill".
    owner = _OWNED.fullmatch(name)
    if owner and owner[1].rsplit(None, 1)[-1].lower() not in BODIES:
        name = owner[1]
    words = name.split()
    low = [word.lower().removesuffix("’s").rstrip(".") for word in words]
    if low[-1:] and low[-1] in BODIES:
        return name
    k = 0
    while k < len(words) and (
        low[k] in _TITLES or (low[k] in _BEFORE_A_TITLE and low[k + 1 : k + 2] and low[k + 1] in _TITLES)
    ):
        k += 1
    # "Parent Ann Hill", at the start of a sentence.
    if not k and len(words) > 2 and is_a_person(low[0]):
        k = 1
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


def _is_empty(word: str) -> bool:
    return word in _EMPTY or bool(_LY.fullmatch(word)) or not re.search(r"[^\W\d_]|%", word)


def _is_nobody(phrase: str) -> bool:
    """Whether a phrase can be nobody's name: numbers and words such as *today*, *at least*, *recently*.

    >>> [_is_nobody(phrase) for phrase in ("No witness", "nobody", "None of them")]
    [True, True, True]
    >>> [_is_nobody(phrase) for phrase in ("today", "11", "at least", "8%", "police", "Reed", "plan", "the plan")]
    [True, True, True, False, False, False, True, False]
    """
    words = [word.strip(".,;:—–-’'") for word in phrase.split()]
    if _NO_ONE.match(phrase):
        return True
    if _is_empty(words[0].lower() if words[0].lower() in _EMPTY else words[0]) and all(map(_is_empty, words[1:])):
        return True
    word = words[0]
    if len(words) > 1 or not phrase.islower() or word.endswith("s") or "%" in word:
        return False
    return not (word in _BARE or is_a_person(word) or classes_of(word) & BIT["who_speaks"])


def _is_other(word: str) -> bool:
    """Whether a capitalised word after a comma is a day or a party, and not the name of what stands before it."""
    return word.lower() in _PARTISANS or bool(classes_of(word) & BIT["day"])


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
    if _is_nobody(phrase):
        return Phrase(low, "none")
    head = phrase.split(",")[0].strip() if "," in phrase else phrase
    cut = _PREPOSITION.search(head)
    words = (head[: cut.start()] if cut else head).split()
    if not words:
        return Phrase(low, "noun", phrase)
    # "The landlord, Harrow Homes": a common noun, and then its name.
    apposed = phrase[len(head) + 1 :].strip()
    if words[-1].islower() and (own := _APPOSED.fullmatch(apposed)):
        return read(own[1])
    if words[-1].islower() and words[0].lower() in _DEFINITE and re.fullmatch(CAP, apposed) and not _is_other(apposed):
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
    # "Department of Justice", "Council on Foreign Relations", "Moms for Liberty".
    preposition = cut.group().strip() if cut else ""
    binds = preposition == "of" or (preposition in _BINDS and head[cut.end() :][:1].isupper())
    if binds and last[:1].isupper() and (noun in _BODY or (preposition == "for" and noun.endswith("s"))):
        return Phrase(low, "name", NAME.search(head).group(), noun)
    partisan = first == "the" and noun in _PARTISANS
    numbered = last[:1].isdigit() and len(words) > 1 and words[-2][:1].isupper() and "percent" not in low
    if (last[:1].isupper() and not partisan) or numbered:
        names = NAME.findall(" ".join(words))
        return Phrase(low, "name", names[-1] if names else " ".join(words), noun)
    definite = first in _DEFINITE
    if head.count(" ") >= _LONGEST_NAME:
        head = _TAIL.split(head, maxsplit=1)[0]
    return Phrase(low, "noun", head, noun, definite and len(words) == 2, partisan)
