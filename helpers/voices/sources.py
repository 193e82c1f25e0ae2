"""Who a source is: one name for one person or body inside an article.

*Mayor Karen Bass*, *Bass* and *she* are one voice; so are *the Los Angeles Police Department*, *LAPD* and, where
nothing else comes between, *the department* and *the statement*. Unnamed sources (*local officials*) stay as they
stand. The resolution is by plain rules inside one article: it knows nothing of the world, and a *she* between two women
may go to the wrong one.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field

from helpers.voices.phrases import CAP, LEADING, NAME, Phrase, plain, read, untitled

UNNAMED = "unnamed"
AUTHOR = "the author"

_ACRONYM = re.compile(r"\((?:the\s)?([A-Z][A-Z.&-]{1,9})\)")
_JOINING = ("of", "for", "and", "the", "on", "de", "von", "van", "del", "bin", "al")
_RUN_AT_END = re.compile(rf"(?<![\w’'.-])({CAP}(?:\s(?:(?:{'|'.join(_JOINING)})\s)?{CAP}){{1,8}})$")
# A name is introduced in full early on; looking further than this, in mentions and characters, found no more.
_LOOKS, _WINDOW = 8, 80
_WORDS = re.compile(r"\w+")
# A genitive, or a channel number (KABC-7), at the end of a name.
_ENDING = re.compile(r"(?:[’']s?|-\d+)+$")
_PERSON = frozenset("he she him her his i".split())
_OTHER = {"he": "Ms", "him": "Ms", "his": "Ms", "she": "Mr", "her": "Mr"}
_NOT_ONE = re.compile(
    r"^(?:The|A|An|Most|Many|Some|This|That|These|Those)\s(?!.*(?:man|woman|person|president|secretary|minister|mayor|"
    r"governor|senator|chief|official|officer|judge|lawyer|professor)$)|\sand\s|%|\d|\s[a-z]+s$"
    r"|\b(?:Times|Post|Journal|News|Magazine|House|Party|Department|Committee|Court|Council|Congress|Senate|University)$"
)
_STATE = re.compile(r"[DRI]-[A-Z][\w.]{1,5}")
# Mr. Hill and Mrs. Hill in one article are two.
_MR = re.compile(r"^(Mr|Mrs|Ms|Miss)\.?\s(\w[\w’'-]+)$")
_HIS, _HERS = ("Mr.", "Mr"), ("Ms.", "Ms", "Mrs.", "Mrs", "Miss.", "Miss")
# Documents that speak for whoever issued them. A report, a study or a lawsuit is a source of its own.
_ISSUED = frozenset("statement release letter message memo tweet post email e-mail note announcement notice".split())
# Short words for bodies and roles, with the words in a full name or title that they may stand for.
_ROLES = {
    role: frozenset(words.split())
    for role, words in {
        "department": "department",
        "agency": "agency bureau administration service",
        "bureau": "bureau",
        "ministry": "ministry",
        "committee": "committee",
        "council": "council",
        "union": "union association",
        "university": "university",
        "company": "inc corp company co",
        "campaign": "campaign",
        "senator": "sen senator",
        "congressman": "rep congressman",
        "congresswoman": "rep congresswoman",
        "governor": "gov governor",
        "president": "president",
        "mayor": "mayor",
        "newspaper": "times post journal herald tribune news",
        "paper": "times post journal herald tribune news",
        "network": "news cnn nbc abc cbs msnbc",
        "group": "group association coalition alliance union",
        "organization": "group association organization",
        "court": "court",
        "judge": "judge justice",
        "spokesman": "spokesman",
        "spokeswoman": "spokeswoman",
        "spokesperson": "spokesperson",
        "sheriff": "sheriff",
        "chief": "chief",
        "secretary": "secretary",
        "minister": "minister",
        "professor": "professor prof",
        "director": "director",
        "attorney": "attorney",
        "police": "police",
        "commission": "commission",
        "board": "board",
        "office": "office",
        "station": "kabc knbc station tv",
        "administration": "administration",
    }.items()
}


@dataclass
class Known:
    """What one article has told so far about its names."""

    text: str
    acronyms: dict[str, str] = field(default_factory=dict)
    full: dict[str, str] = field(default_factory=dict)
    mentions: list[tuple[str, str, bool]] = field(default_factory=list)
    cache: dict[str, str] = field(default_factory=dict)

    @functools.cached_property
    def has_titles(self) -> bool:
        """Whether the article writes Mr, Mrs, Ms or Miss anywhere: many never do, and need no search for each name."""
        return any(title in self.text for title in ("Mr", "Ms", "Miss"))


def introduce(text: str) -> Known:
    """Read the abbreviations that an article introduces.

    >>> introduce("The Los Angeles Police Department (LAPD) and Mayor Karen Bass met.").acronyms
    {'Los Angeles Police Department': 'LAPD'}
    """
    known = Known(text)
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
        words = text[max(0, at - _WINDOW) : end].split(" ")
        # A name reaches no further back than to a word in small letters: "said Karen Bass".
        first = len(words) - 1
        while first and (not words[first - 1].islower() or words[first - 1] in _JOINING):
            first -= 1
        run = _run_at_end(" ".join(words[first:])) if first < len(words) - 1 else ""
        if " " in run:
            found = run
            break
    known.full[last] = found
    return found


# "The LAPD’s statement", "The LAPD released a statement that said".
_OWNER = re.compile(r"(.{2,60}?\w)[’']s?\s")
_ISSUER = re.compile(
    r"([A-Z][\w.’'&-]*(?:\s(?:of\s)?[A-Z][\w.’'&-]*)*)\s(?:\w+\s)?"
    r"(?:released|issued|sent|posted|published|wrote|put out|gave)\s"
)


def resolve(known: Known, source: str, before: str = "") -> str:
    """Name of a source, as one name for one person or body in the article.

    Parameters
    ----------
    known : Known
        The article; it remembers each source for the pronouns after it, so call this in the order of the text.
    source : str
        The noun phrase as written; "" for none.
    before : str
        Up to a few words before it, for relative pronouns (*a statement that said*).

    Returns
    -------
    str

    Examples
    --------
    >>> known = introduce("The Los Angeles Police Department (LAPD) met Karen Bass.")
    >>> resolve(known, "local ABC affiliate KABC-7"), resolve(known, "Mayor Bass"), resolve(known, "she")
    ('KABC', 'Karen Bass', 'Karen Bass')
    >>> resolve(known, "the LAPD"), resolve(known, "The department"), resolve(known, "the statement")
    ('LAPD', 'LAPD', 'LAPD')
    >>> resolve(known, "Local officials, all Democrats,")
    'Local officials'
    """
    name = known.cache.get(source)
    if name is not None:
        known.mentions.append((name, source, False))
        return name
    if before and _STATE.fullmatch(source):
        # "Rep. Ann Hill, R-Ohio, said": the name stands before it.
        names = NAME.findall(before)
        source = names[-1] if names else source
    phrase = read(source)
    if phrase.kind == "none":
        return UNNAMED
    if phrase.kind == "author":
        return AUTHOR
    if phrase.kind == "pronoun":
        name, lasting = _pronoun(known, phrase.text, before), False
    else:
        name, lasting = _phrase(known, phrase, before)
    if name not in (UNNAMED, AUTHOR):
        known.mentions.append((name, source, phrase.text in _PERSON))
        if lasting:
            known.cache[source] = name
    return name


def _pronoun(known: Known, low: str, before: str) -> str:
    if low in ("who", "that", "which") and before:
        words = before.split()
        # The noun phrase that the relative clause hangs on: from its article or first capital on.
        for k in range(len(words) - 1, max(-1, len(words) - 6), -1):
            if words[k].lower() in ("the", "a", "an", "his", "her", "their", "its", "this", "some", "many"):
                return _phrase(known, read(" ".join(words[k:])), before)[0]
        name = NAME.search(" ".join(words[-3:]))
        return _phrase(known, read(name.group()), "")[0] if name else " ".join(words[-1:])
    if low == "you":
        return low
    for name, _, _ in reversed(known.mentions):
        # An abbreviation is no he or she, nor is what has "the" or "and" in it; Mr. Hill is no she.
        if low in _PERSON and not _may_be_one(name):
            continue
        if low in _OTHER and _titled(known, name.rsplit(None, 1)[-1]) == _OTHER[low]:
            continue
        return name
    return low if low not in ("who", "that", "which") else UNNAMED


@functools.lru_cache(maxsize=100_000)
def _may_be_one(name: str) -> bool:
    """Whether a name may be that of one person.

    >>> [_may_be_one(name) for name in ("Karen Bass", "LAPD", "The Senate", "local officials")]
    [True, False, False, False]
    """
    return name[:1].isupper() and not name.isupper() and not _NOT_ONE.search(name)


def _both(known: Known, last: str) -> bool:
    """Whether an article has a Mr and a Mrs of one last name."""
    text, name = known.text, re.escape(last)
    # A pattern made for one name is costly: it is made only where it may be found.
    if not all(any(f"{title} {last}" in text for title in titles) for titles in (_HIS, _HERS)):
        return False
    return bool(re.search(rf"\bMr\.? {name}\b", text)) and bool(re.search(rf"\bM(?:r?s|iss)\.? {name}\b", text))


def _titled(known: Known, last: str) -> str:
    """Which of *Mr* and *Mrs* an article writes before a last name; "" for none of them, or both.

    >>> told = Known("Mr. Hill met Ms. Cole. Mr. Reed and Mrs Reed left.")
    >>> _titled(told, "Hill"), _titled(told, "Cole"), _titled(told, "Reed")
    ('Mr', 'Ms', '')
    """
    if not known.has_titles:
        return ""
    key = f"Mr {last}"
    if key not in known.full:
        him = any(f"{title} {last}" in known.text for title in _HIS)
        her = any(f"{title} {last}" in known.text for title in _HERS)
        known.full[key] = "" if him == her else "Mr" if him else "Ms"
    return known.full[key]


def _phrase(known: Known, phrase: Phrase, context: str) -> tuple[str, bool]:
    """Name for a noun phrase, and whether it will be the same further on in the article."""
    if phrase.kind == "name":
        titled = known.has_titles and _MR.match(phrase.head)
        if titled and _both(known, titled[2]):
            return phrase.head, True
        return _named(known, phrase.head), True
    # A common noun: "the statement", "the department", "officials", "a spokesman for Clinton".
    if phrase.noun in _ISSUED:
        owner = _OWNER.match(phrase.head)
        if owner:
            return _phrase(known, read(owner[1]), "")
        issuer = _ISSUER.search(context)
        if issuer:
            return _named(known, issuer[1]), False
        for name, _, _ in reversed(known.mentions):
            if name[:1].isupper() and not name.lower().startswith(("the ", "a ", "an ")):
                return name, False
    if phrase.short and phrase.noun in _ROLES:
        wanted = _ROLES[phrase.noun] | {phrase.noun}
        for name, written, _ in reversed(known.mentions):
            if not name[:1].isupper() or name.lower().startswith("the "):
                continue
            if wanted & _words(written) or wanted & _words(_long(known, name)):
                return name, False
    # "The Louisiana Republican" is whoever was named before.
    if phrase.partisan:
        for name, _, person in reversed(known.mentions):
            if person or (" " in name and name[:1].isupper()):
                return name, False
    return phrase.head, True


@functools.lru_cache(maxsize=100_000)
def _words(name: str) -> frozenset[str]:
    return frozenset(_WORDS.findall(name.lower()))


def _long(known: Known, name: str) -> str:
    for long, short in known.acronyms.items():
        if short == name:
            return long
    return name


@functools.lru_cache(maxsize=100_000)
def _forms_of(name: str) -> tuple[str, str, str]:
    """A proper name without article, genitive and channel number; the same without titles; its capital letters.

    >>> _forms_of("The Mayor Karen Bass’s")
    ('Mayor Karen Bass', 'Karen Bass', 'KB')
    """
    name = _ENDING.sub("", LEADING.sub("", name.strip(" .,’'")))
    bare = untitled(name)
    return name, bare, "".join(word[0] for word in bare.split() if word[0].isupper())


def _named(known: Known, name: str) -> str:
    """One name for a proper name: the abbreviation for a body, the full name for a person."""
    name, bare, letters = _forms_of(name)
    acronyms = known.acronyms
    if acronyms:
        short = acronyms.get(name) or acronyms.get(bare)
        if short:
            return short
        plain = name.replace(".", "")
        if plain in acronyms.values():
            return plain
    first, _, rest = bare.partition(" ")
    if not rest:
        plain = bare.replace(".", "")
        return plain if plain.isupper() and len(plain) > 1 else _full_name(known, plain)
    initials = first.replace(".", "")
    if initials.isupper() and len(initials) > 1:
        # "LA Times" for "Los Angeles Times".
        full = _full_name(known, rest.rsplit(None, 1)[-1])
        if full.endswith(rest) and "".join(w[0] for w in full.removesuffix(rest).split()) == initials:
            return full
    # "Federal Bureau of Investigation" where the article also says "FBI".
    if len(letters) > 2 and _stands_alone(letters, known.text):
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
