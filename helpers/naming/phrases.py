"""Noun phrases around a name of people: a part of :mod:`helpers.naming`.

How far the adjectives of a name go (*an angry mob*, not *the bill protects immigrants*), whether its noun is the head
of its phrase (*a refugee*, not *a refugee camp*), and singular and plural as one name. There is no tagger: a rule that
is not sure leaves the noun alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from helpers import lexicon, prose
from helpers.voices.cues import noun_forms

_NO_ADJECTIVE = (
    *("determiner", "possessive", "auxiliary", "preposition", "conjunction", "subordinator", "pronoun", "that", "to"),
    *("relative", "adverb", "verb", "digit", "opening", "time", "object", "question"),
)
_MOST_ADJECTIVES = 3
# How many, or which of them: no part of what they are called.
_QUANTITIES = prose.NUMBERS | frozenset(
    "million millions billion billions trillion thousand dozen fifteen more fewer less enough numerous countless"
    " additional certain such other others same own single".split()
)
_MORE_PREPOSITIONS = frozenset("throughout amongst beyond versus except besides unlike plus minus".split())
# Nouns in -s that stand before another noun as they are; any other word in -s is a plural or a verb.
_PLURAL_MODIFIERS = frozenset("rights sports arms news".split())
_PLURALS = frozenset("men women people police children".split())
# Words of these forms are adjectives and hardly ever verbs: where a phrase is not seen to begin, it begins with one.
_ADJECTIVE = re.compile(r".{2,}(?:al|ic|ous|ful|less|ive|ible|able|ary|ent)")
_ADJECTIVES = frozenset("young old new black white brown poor gay local large small angry unruly muslim fellow".split())
_NO_ADJECTIVES = frozenset(
    "represent prevent present resent invent deal reveal heal steal signal appeal give receive drive survive live"
    " enable disable deprive bless".split()
)
# A crowd is the people themselves: *crowd control* and *mob violence* name them, *a refugee camp* names no refugee.
_COLLECTIVE = frozenset("crowd mob horde rabble".split())
# After one of these a singular noun has no plural after it: *a mob attacks*.
_ONE = frozenset("a an this that each every one another".split())
# Past forms that are in no class of words, and what may follow a noun without being one.
_NO_NOUNS = frozenset(
    "fled fought rode cut let burst beat bit blew fed hung hurt laid dealt dug slid sought shut split spread wept sang"
    " swung flung able unable ready eager willing likely unlikely due free home here there back outside inside alone"
    " alike himself who’s responsible worth else present is".split()
)
_VERBS_AFTER_TO = frozenset(("rally", "march", "protest", "riot", "raid"))  # *akin to murder* has a noun
_VERBS = _VERBS_AFTER_TO | frozenset(
    "rallies marches protests riots raids murder murders torture tortures slaughter massacre cuts".split()
)
_GROUPED = ("rich", "wealthy")  # the rich: adjectives that stand for people, with a verb in the plural


def start_of(page: prose.Prose, a: int) -> tuple[int, int]:
    """First of the adjectives before the noun ``a`` (or ``a``), and the word at which the phrase ends to the left.

    All of them count where the phrase is seen to begin: after an article, owner, number or preposition, or at the start
    of a sentence. Elsewhere it begins with the first that has the form of an adjective: *move pedestrians* has none,
    *and legal residents* has one. A word in -ed or -ing is one after an article (*the chanting crowd*); elsewhere it is
    a verb, and what it governs goes on after it (*of separating young migrants*).

    >>> page = prose.read(["The bill protects young migrants. The masked gunmen met a small crowd."])
    >>> [page.whole(start_of(page, noun)[0]) for noun in (5, 8, 12)]
    ['young', 'masked', 'small']
    """
    k = a
    if page.whole(a).isupper() and len(page.whole(a)) > 1:  # in capital letters no word shows what it is
        return a, a - 1
    while a - k < _MOST_ADJECTIVES and not page.opens_sentence(k) and page.joined(k - 1):
        if _ends(page, k - 1, a):
            break
        k -= 1
    governs = max((i for i in range(k, a) if _participle(page, i) and not _describes(page, k, i)), default=-1)
    if governs >= 0:
        # *Nursing home residents*: a noun between says that it is no verb, and nothing more.
        sure = all(_adjective(page, i, named=True) or page.is_a(i, "ly") for i in range(governs + 1, a))
        return (governs + 1 if sure else a), governs
    if not _begins(page, k):
        while k < a and not (_adjective(page, k, named=not page.whole(a)[:1].isupper()) or _participle(page, k)):
            k += 1
    return k, k - 1


def _ends(page: prose.Prose, i: int, a: int) -> bool:
    """Whether word ``i`` is no adjective of the noun ``a``."""
    word, whole = page.word(i), page.whole(i)
    # "So-called" holds the name at arm's length and is no part of it.
    if word == "so" or word in _QUANTITIES or word in _MORE_PREPOSITIONS or page.tokens.genitive[i]:
        return True
    if "-" in whole and not whole[-1].isdigit():
        return False
    # Words in -ly belong to it, as in *unruly* or *increasingly angry*; other adverbs do not.
    if page.is_a(i, *_NO_ADJECTIVE) and not (page.is_a(i, "ly") or (len(whole) > 1 and whole.isupper())):
        return True
    if word in _PLURALS:
        return i < a - 1 or word in ("people", "police")
    if not page.is_a(i, "plural") or word in _PLURAL_MODIFIERS or whole.isupper():
        return False
    return i < a - 1 or not whole[:1].isupper()


def _participle(page: prose.Prose, i: int) -> bool:
    return page.is_a(i, "past", "participle") and "-" not in page.whole(i) and not page.whole(i)[:1].isupper()


def _describes(page: prose.Prose, k: int, i: int) -> bool:
    """Whether a word in -ed or -ing at ``i`` is an adjective of a phrase that begins at ``k``."""
    if not all(_adjective(page, j) or page.is_a(j, "ly") for j in range(k, i)):
        return False
    if page.opens_sentence(k) or page.word(k - 1) in ("that", "this"):
        return False
    owned = page.is_a(k - 1, "determiner", "possessive", "digit") or page.tokens.genitive[k - 1]
    return _begins(page, k) and bool(owned or page.is_a(i, "past"))


def _adjective(page: prose.Prose, i: int, *, named: bool = False) -> bool:
    """Whether a word has the form of an adjective, or, where a capital says something, is a name."""
    word, whole = page.word(i), page.whole(i)
    if named and whole[:1].isupper() and not page.opens_sentence(i):
        return True
    formed = _ADJECTIVE.fullmatch(word) is not None and word not in _NO_ADJECTIVES
    rights = word in _PLURAL_MODIFIERS or page.word(i + 1) in _PLURAL_MODIFIERS
    return "-" in whole or formed or rights or word in _ADJECTIVES


def _begins(page: prose.Prose, k: int) -> bool:
    """Whether a noun phrase is seen to begin at ``k``."""
    if page.opens_sentence(k):
        return True
    if not page.joined(k - 1) or page.word(k - 1) in ("to", "that", "who", "which"):
        return False
    opening = page.is_a(k - 1, "determiner", "possessive", "digit", "preposition", "subordinator", "question")
    return opening or page.word(k - 1) in _QUANTITIES | _MORE_PREPOSITIONS or bool(page.tokens.genitive[k - 1])


def modifies(page: prose.Prose, b: int, before: int) -> bool:
    """Whether the noun ``b`` only modifies the next one; ``before`` is the word that stands before its phrase.

    >>> page = prose.read(["A refugee camp burned. The refugee fled. The rebel attacks the hall. Migrant shelters."])
    >>> [modifies(page, *places) for places in ((2, 1), (6, 5), (9, 8), (13, 12))]
    [True, False, False, True]
    """
    word, following = page.word(b), page.word(b + 1)
    if not page.joined(b) or page.tokens.genitive[b] or page.whole(b).lower().endswith(("s", "men", "children")):
        return False
    if page.is_a(b + 1, *_NO_ADJECTIVE, "capital", "past") or following in _NO_NOUNS or page.is_a(b + 1, "ly"):
        return False
    if word in _COLLECTIVE or page.whole(b).isupper():
        return False
    plural = page.is_a(b + 1, "plural") and not following.endswith("is")
    if word in _GROUPED:
        return plural
    leads = page.joined(before) and page.is_a(before, "determiner", "possessive")
    if page.is_a(b + 1, "participle") and leads:
        return False
    if plural and leads and page.word(before) in _ONE:
        return False
    if plural and leads:
        objects = ("determiner", "possessive", "object", "pronoun", "digit", "adverb")
        return not (page.joined(b + 1) and page.is_a(b + 2, *objects))
    return True


def is_verb(page: prose.Prose, a: int) -> bool:
    """Whether a word that names an event elsewhere is a verb, or the month, at ``a``.

    >>> page = prose.read(["They rally voters. He is killing people. They will protest in March. A march on March 4."])
    >>> [is_verb(page, i) for i in (2, 6, 10, 12, 14, 16)]
    [True, True, True, True, False, True]
    """
    word, joined = page.word(a), page.joined(a - 1)
    before = a - 1 if joined else -1
    objects = page.joined(a) and page.is_a(a + 1, "determiner", "possessive", "object", "digit")
    counted = page.joined(a) and page.word(a + 1) in prose.NUMBERS
    objects = counted or (objects and page.word(a + 1) != "that")
    if word == "march" and page.whole(a) == "March" and not page.opens_sentence(a):
        beside = (joined and page.is_a(before, "capital"), page.joined(a) and page.word(a + 1) in ("for", "on", "of"))
        if not any(beside) or (page.joined(a) and page.is_a(a + 1, "digit")):
            return True
    if word.endswith("ing"):
        return objects or page.is_a(before, "be")
    if word not in _VERBS:
        return False
    subject = page.is_a(before, "pronoun") or (page.is_a(before, "auxiliary") and not page.is_a(before, "be"))
    return subject or (page.word(before) == "to" and (objects or word in _VERBS_AFTER_TO))


def singulars(names: lexicon.Lexicon) -> dict[str, str]:
    """For each listed plural its singular, where that is listed too.

    >>> from helpers import naming
    >>> found = singulars(naming.thesaurus())
    >>> found["mobs"], found["gunmen"], found["passersby"], "dreamers" in found
    ('mob', 'gunman', 'passerby', False)
    """
    forms = {form.strip() for cell in names.entries["pattern"] for form in cell.lower().split("|")}
    found = {plural: form for form in forms for plural in noun_forms(form)[1:]}
    found |= {form[:-3] + "men": form for form in forms if form.endswith("man")} | {"passersby": "passerby"}
    found |= {form + "ren": form for form in forms if form.endswith("child")}
    return {plural: one for plural, one in sorted(found.items()) if plural in forms and one in forms}


def singular(name: str, of: dict[str, str]) -> str:
    """A name in small letters with its noun in the singular.

    >>> singular("Angry mobs", {"mobs": "mob"})
    'angry mob'
    """
    words = name.lower().split(" ")
    for k in range(len(words)):
        if (one := of.get(" ".join(words[k:]))) is not None:
            return " ".join([*words[:k], one])
    return " ".join(words)


def one_form(rows: list[tuple], of: dict[str, str]) -> list[tuple]:
    """Rows whose names have one form for singular and plural: the commoner one, of equals the first.

    >>> one_form([(1, 1, "mob"), (5, 5, "mobs"), (9, 9, "mobs")], {"mobs": "mob"})
    [(1, 1, 'mobs'), (5, 5, 'mobs'), (9, 9, 'mobs')]
    """
    keys = [singular(row[2], of) for row in rows]
    forms: dict[str, Counter] = defaultdict(Counter)
    for key, row in zip(keys, rows, strict=True):
        forms[key][row[2]] += 1
    return [
        (*row[:2], max(forms[key], key=forms[key].__getitem__), *row[3:]) for key, row in zip(keys, rows, strict=True)
    ]
