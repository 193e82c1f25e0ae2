"""Who a source is: one name for one person or body inside an article.

*Mayor Karen Bass*, *Bass* and *she* are one voice; so are *the Los Angeles Police Department*, *LAPD* and, where
nothing else comes between, *the department* and *the statement*. Unnamed sources (*local officials*) stay as they
stand. The resolution is by plain rules inside one article: it knows nothing of the world, and a *she* between two women
may go to the wrong one.
"""

from __future__ import annotations

import functools
import re

from helpers.voices.persons import is_one, is_titled, several, used_for
from helpers.voices.phrases import CAP, NAME, Phrase, read
from helpers.voices.proper_names import Known, forms_of, named

UNNAMED = "unnamed"
AUTHOR = "the author"

_WORDS = re.compile(r"\w+")
# "They" and "it" look back so many mentions.
_NEAR = 6
# Whom a pronoun or "the department" stands for was named not long before: a text of pronouns alone must not take for
# ever.
_LOOKS_BACK = 200
_OPENS_A_PHRASE = frozenset(
    "the a an his her their its this some many one two three four five six seven eight nine ten several both".split()
)
# Pronouns of one person, and for whom they are used.
_FITS = {"he": "men", "him": "men", "his": "men", "she": "women", "her": "women"}
_MANY = frozenset("they them their".split())
# What may stand for anything: it is left as it stands.
_ANYTHING = frozenset("one this these those what we us you your".split())
_FULL_NAME = re.compile(rf"{CAP}(?: (?:(?:de|la|von|van|bin|al) )?(?!\w+[’']s$){CAP})+")
_STATE = re.compile(r"[DRI]-[A-Z][\w.]{1,5}")
# Mr. Hill and Mrs. Hill in one article are two.
_MR = re.compile(r"^(Mr|Mrs|Ms|Miss)\.?\s(\w[\w’'-]+)$")
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
    >>> from helpers.voices.proper_names import introduce
    >>> known = introduce("The Los Angeles Police Department (LAPD) met Karen Bass.")
    >>> resolve(known, "local ABC affiliate KABC-7"), resolve(known, "Mayor Bass"), resolve(known, "she")
    ('KABC', 'Karen Bass', 'Karen Bass')
    >>> resolve(known, "the LAPD"), resolve(known, "The department"), resolve(known, "the statement")
    ('LAPD', 'LAPD', 'LAPD')
    >>> resolve(known, "Local officials, all Democrats,")
    'Local officials'
    """
    name = _anywhere(source)
    if name is None:
        name = known.cache.get(source)
    elif known.acronyms and name[:1].isupper():
        name = known.cache.get(source)
    if name is not None:
        known.mentions.append((name, source, False))
        return name
    if before and source[1:2] == "-" and _STATE.fullmatch(source):
        # "Rep. Ann Hill, R-Ohio, said": the name stands before it.
        names = NAME.findall(before)
        source = names[-1] if names else source
    phrase = read(source)
    kind = phrase.kind
    if kind == "none":
        return UNNAMED
    if kind == "author":
        return AUTHOR
    if kind == "pronoun":
        name = _pronoun(known, phrase.text, before)
        if name not in (UNNAMED, AUTHOR):
            known.mentions.append((name, source, phrase.text in _FITS))
        return name
    name, lasting = _phrase(known, phrase, before)
    if name not in (UNNAMED, AUTHOR):
        known.mentions.append((name, source, False))
        if lasting:
            known.cache[source] = name
    return name


def notice(known: Known, source: str, before: str = "") -> None:
    """Remember a person who comes up with a reporting word that reports nothing, for the pronouns after it.

    >>> known = Known("Sheriff Tom Reed disputed that. The Elks disputed it.")
    >>> notice(known, "Sheriff Tom Reed"), notice(known, "The Elks"), resolve(known, "he")
    (None, None, 'Tom Reed')
    """
    n = len(known.mentions)
    name = resolve(known, source, before)
    # Of bodies, common nouns and single words too few are whom the next sentence speaks of.
    if not (_FULL_NAME.fullmatch(name) or is_titled(name, source) or name[:1].islower()) or not is_one(
        known, name, source
    ):
        del known.mentions[n:]


@functools.lru_cache(maxsize=100_000)
def _anywhere(source: str) -> str | None:
    """The name of a source that is the same in every article, but for abbreviations that an article introduces.

    >>> _anywhere("Mayor Karen Bass"), _anywhere("local officials, all Democrats,"), _anywhere("Bass"), _anywhere("she")
    ('Karen Bass', 'local officials', None, None)
    """
    phrase = read(source)
    if phrase.kind == "noun":
        context = phrase.noun in _ISSUED or (phrase.short and phrase.noun in _ROLES) or phrase.partisan
        return None if context or phrase.head in (UNNAMED, AUTHOR) else phrase.head
    if phrase.kind != "name" or _MR.match(phrase.head) or _STATE.fullmatch(source):
        return None
    forms = forms_of(phrase.head)
    return forms.bare if forms.rest and not forms.initials and not forms.letters else None


def _pronoun(known: Known, low: str, before: str) -> str:
    if low in ("who", "that", "which") and before.strip():
        words = before.split()
        # The noun phrase that the relative clause hangs on: from its article or first capital on.
        for k in range(len(words) - 1, max(-1, len(words) - 6), -1):
            if words[k].lower() in _OPENS_A_PHRASE and k + 1 < len(words):
                return _phrase(known, read(" ".join(words[k:])), before)[0] or UNNAMED
        name = NAME.search(" ".join(words[-3:]))
        phrase = read(name.group() if name else words[-1])
        return UNNAMED if phrase.kind in ("none", "pronoun", "author") else _phrase(known, phrase, "")[0]
    if low in _ANYTHING:
        return "you" if low == "your" else low
    if low in _FITS:
        for name, written, _ in known.mentions[:-_LOOKS_BACK:-1]:
            if is_one(known, name, written) and used_for(known, name) in ("", _FITS[low]):
                return name
        return low
    if low in ("who", "that", "which"):
        return known.mentions[-1][0] if known.mentions else UNNAMED
    # They and it: whoever was named many sources ago is hardly meant.
    for name, written, _ in known.mentions[:-_NEAR:-1]:
        many = several(name)
        if name in _FITS or name == "you" or (is_one(known, name, written) and not many):
            continue
        if many == (low in _MANY) or (low in _MANY and name[:1].isupper()):
            return name
    return low


def _phrase(known: Known, phrase: Phrase, context: str) -> tuple[str, bool]:
    """Name for a noun phrase, and whether it will be the same further on in the article."""
    if phrase.kind == "name":
        mr = known.titles and _MR.match(phrase.head)
        if mr and len(known.titles.get(mr[2], ())) == 2:
            return phrase.head, True
        return named(known, phrase.head), True
    # A common noun: "the statement", "the department", "officials", "a spokesman for Clinton".
    if phrase.noun in _ISSUED:
        owner = _OWNER.match(phrase.head)
        if owner:
            return _phrase(known, read(owner[1]), "")
        issuer = _ISSUER.search(context)
        if issuer:
            return named(known, issuer[1]), False
        for name, _, _ in known.mentions[:-_LOOKS_BACK:-1]:
            if name[:1].isupper() and not name.lower().startswith(("the ", "a ", "an ")):
                return name, False
    if phrase.short and phrase.noun in _ROLES:
        wanted = _ROLES[phrase.noun] | {phrase.noun}
        for name, written, _ in known.mentions[:-_LOOKS_BACK:-1]:
            if not name[:1].isupper() or name.lower().startswith("the "):
                continue
            if wanted & _words(written) or wanted & _words(_long(known, name)):
                return name, False
    # "The Louisiana Republican" is whoever was named before.
    if phrase.partisan:
        for name, _, person in known.mentions[:-_LOOKS_BACK:-1]:
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
