"""Forms of English words: which form of a term stands in a text, and the same form of another word.

Enough for the words of the lists: regular endings, the irregular verbs and nouns that plain wordings use, *a* and *an*.
"""

from __future__ import annotations

import re

from helpers.voices.cues import noun_forms, verb_forms

_PLURALS = {
    "person": "people", "man": "men", "woman": "women", "child": "children", "wife": "wives", "life": "lives",
    "businessman": "businessmen", "policeman": "policemen", "fetus": "fetuses", "crisis": "crises", "half": "halves",
    "people": "people", "police": "police", "news": "news", "spokesman": "spokesmen", "thief": "thieves",
    "oligarch": "oligarchs", "monarch": "monarchs", "patriarch": "patriarchs",
}  # fmt: skip
# Base: third person, past, participle where they are not regular.
_VERBS = {
    "be": ("is", "was", "been"), "have": ("has", "had", "had"), "do": ("does", "did", "done"),
    "say": ("says", "said", "said"), "take": ("takes", "took", "taken"), "give": ("gives", "gave", "given"),
    "make": ("makes", "made", "made"), "come": ("comes", "came", "come"), "go": ("goes", "went", "gone"),
    "tell": ("tells", "told", "told"), "write": ("writes", "wrote", "written"), "speak": ("speaks", "spoke", "spoken"),
    "leave": ("leaves", "left", "left"), "hold": ("holds", "held", "held"), "keep": ("keeps", "kept", "kept"),
    "bring": ("brings", "brought", "brought"), "find": ("finds", "found", "found"), "think": ("thinks", "thought",
    "thought"), "see": ("sees", "saw", "seen"), "know": ("knows", "knew", "known"), "begin": ("begins", "began",
    "begun"), "break": ("breaks", "broke", "broken"), "drive": ("drives", "drove", "driven"), "fall": ("falls", "fell",
    "fallen"), "fight": ("fights", "fought", "fought"), "lead": ("leads", "led", "led"), "lose": ("loses", "lost",
    "lost"), "meet": ("meets", "met", "met"), "pay": ("pays", "paid", "paid"), "rise": ("rises", "rose", "risen"),
    "run": ("runs", "ran", "run"), "sell": ("sells", "sold", "sold"), "send": ("sends", "sent", "sent"),
    "spend": ("spends", "spent", "spent"), "stand": ("stands", "stood", "stood"), "win": ("wins", "won", "won"),
    "get": ("gets", "got", "got"), "put": ("puts", "put", "put"), "cut": ("cuts", "cut", "cut"), "set": ("sets", "set",
    "set"), "let": ("lets", "let", "let"), "hit": ("hits", "hit", "hit"), "spread": ("spreads", "spread", "spread"),
    "show": ("shows", "showed", "shown"), "draw": ("draws", "drew", "drawn"), "grow": ("grows", "grew", "grown"),
    "throw": ("throws", "threw", "thrown"), "tear": ("tears", "tore", "torn"), "shoot": ("shoots", "shot", "shot"),
    "hang": ("hangs", "hung", "hung"), "choose": ("chooses", "chose", "chosen"), "stop": ("stops", "stopped",
    "stopped"), "plan": ("plans", "planned", "planned"), "slam": ("slams", "slammed", "slammed"), "seek": ("seeks",
    "sought", "sought"), "mean": ("means", "meant", "meant"), "feel": ("feels", "felt", "felt"), "spit": ("spits",
    "spat", "spat"), "become": ("becomes", "became", "become"), "understand": ("understands", "understood",
    "understood"), "step": ("steps", "stepped", "stepped"), "drop": ("drops", "dropped", "dropped"),
    "mislead": ("misleads", "misled", "misled"), "withdraw": ("withdraws", "withdrew", "withdrawn"),
}  # fmt: skip
_DOUBLED = frozenset("begin admit omit commit refer prefer".split())
# One vowel between consonants at the end of a short word: *brag, bragged*.
_SHORT = re.compile(r"(?:[^aeiou]+|qu)[aeiou][bdgklmnprtz]\Z")
# "Well-knownly", "disputedly"; "sadnessing".
_NO_ADVERBS = ("ed", "known", "made", "like", "est")
_NOUNS = ("ness", "tion", "ism", "ity")
# Where a noun phrase ends and what hangs on it begins: *city that limits help*.
_AFTER_HEAD = re.compile(
    r"\s(?:that|who|which|of|with|without|in|for|on|to|from|by|at|against|about|near|under|over)\s"
)
_VOWEL_SOUND = re.compile(
    r"(?i)(?!(?:uni(?!n|m)|us[aeu]|eu|ew|one\b|once|ut[ei]|ub|u\b))[aeiou]|(?:hour|honest|honou?r|heir)"
)
_LETTERS_WITH_VOWEL_SOUND = frozenset("AEFHILMNORSX")


def same_words(one: str, other: str) -> bool:
    """Whether two strings have the same words, whatever their case and hyphens.

    >>> same_words("So-called", "so called"), same_words("hard-line", "hardline")
    (True, True)
    """
    return re.sub(r"[\W_]+", "", one).casefold() == re.sub(r"[\W_]+", "", other).casefold()


def form_of(written: str, term: str, *, verb: bool) -> str:
    """Which form of a term stands in a text.

    Parameters
    ----------
    written : str
        As it stands in the text.
    term : str
        The head form of its entry.
    verb : bool
        Whether the entry is a verb: *raids* is the third person then, and else a plural.

    Returns
    -------
    str
        ``same``, ``plural``, ``third``, ``past``, ``participle``, ``ing``, ``adverb``, or "" where it is no form of it.

    Examples
    --------
    >>> form_of("mobs", "mob", verb=False), form_of("slammed", "slam", verb=True), form_of("so", "mob", verb=False)
    ('plural', 'past', '')
    >>> form_of("physically confronting", "physically confront", verb=True)
    'ing'
    """
    if same_words(written, term):
        return "same"
    if not verb and same_words(written, pluralise(term)):
        return "plural"
    one, other = (re.sub(r"[\W_]+", " ", each.lower()).split() for each in (term, written))
    # One word is bent and the others stand as they are: "physically confronting".
    bent = [(base, form) for base, form in zip(one, other, strict=False) if base != form]
    if len(one) == len(other) and len(bent) == 1:
        third, past, participle, ing = _conjugated(bent[0][0])
        for form, name in ((past, "past"), (participle, "participle"), (ing, "ing"), (third, "third")):
            if bent[0][1] == form and (verb or name != "third"):
                return name
    return "adverb" if same_words(written, _adverb(term)) else ""


def inflect(word: str, form: str) -> str:
    """A word or phrase in a form that :func:`form_of` names, or "" where it has no such form.

    >>> inflect("crowd", "plural"), inflect("criticize", "past"), inflect("clear", "adverb"), inflect("ask for", "ing")
    ('crowds', 'criticized', 'clearly', 'asking for')
    >>> inflect("person who rejects the findings", "plural")
    'people who reject the findings'
    >>> inflect("well-known", "adverb"), inflect("sadness", "ing")
    ('', '')
    """
    if form == "same":
        return word
    if form == "plural":
        return pluralise(word)
    if form == "adverb":
        return _adverb(word) if " " not in word and not word.endswith(_NO_ADVERBS) else ""
    first, _, rest = word.partition(" ")
    if first.endswith(_NOUNS):
        return ""
    third, past, participle, ing = _conjugated(first)
    chosen = {"third": third, "past": past, "participle": participle, "ing": ing}[form]
    return f"{chosen} {rest}".strip()


def past_is_base(term: str) -> bool:
    """Whether the past of a verb looks like its base form: *hit back*.

    >>> past_is_base("hit back"), past_is_base("slam")
    (True, False)
    """
    base = term.lower().split()[0] if term.split() else ""
    return base in _VERBS and _VERBS[base][1] == base


def pluralise(phrase: str) -> str:
    """Plural of a noun phrase: its head, and a verb after *who* or *that*.

    >>> pluralise("city that limits help"), pluralise("person"), pluralise("tax on estates")
    ('cities that limit help', 'people', 'taxes on estates')
    """
    split = _AFTER_HEAD.search(phrase)
    head, tail = (phrase[: split.start()], phrase[split.start() :]) if split else (phrase, "")
    *before, noun = head.split(" ")
    # What is plural already stays.
    if not looks_plural(noun):
        noun = _PLURALS.get(noun.lower()) or _plural(noun)
    relative = re.match(r"(\s(?:who|that|which)\s)(\w+)(.*)", tail, re.DOTALL)
    if relative and relative[2] in ("is", "was", "has"):
        tail = relative[1] + {"is": "are", "was": "were", "has": "have"}[relative[2]] + relative[3]
    elif relative and relative[2].endswith("s") and not relative[2].endswith("ss"):
        base = relative[2][:-2] if relative[2].endswith(("shes", "ches", "sses", "xes")) else relative[2][:-1]
        tail = relative[1] + base + relative[3]
    return " ".join([*before, noun]) + tail


def looks_plural(phrase: str) -> bool:
    """Whether the head of a noun phrase looks like a plural.

    >>> looks_plural("strong words"), looks_plural("crisis"), looks_plural("people"), looks_plural("loss of jobs")
    (True, False, True, False)
    """
    head = _AFTER_HEAD.split(phrase + " ")[0].split()
    noun = head[-1].lower() if head else ""
    if noun in _PLURALS.values() and noun not in ("news",):
        return True
    return noun.endswith("s") and not noun.endswith(("ss", "us", "is", "ics")) and noun not in ("news", "gas", "bus")


def article_for(word: str) -> str:
    """*a* or *an*, by the sound that a word begins with.

    >>> [article_for(word) for word in ("crowd", "angry", "hour", "union", "uninvited", "FBI", "LAPD", "UN", "one-off")]
    ['a', 'an', 'an', 'a', 'an', 'an', 'an', 'a', 'a']
    """
    word = re.sub(r"^\W+", "", word)
    capitals = re.match(r"[A-Z]{2,}(?![a-z])", word)
    if capitals:
        return "an" if word[0] in _LETTERS_WITH_VOWEL_SOUND else "a"
    return "an" if _VOWEL_SOUND.match(word) else "a"


def _plural(noun: str) -> str:
    return noun_forms(noun)[-1] if noun.islower() or noun[:1].isupper() else noun + "s"


def _adverb(word: str) -> str:
    """Adverb of an adjective.

    >>> [_adverb(word) for word in ("clear", "angry", "terrible", "dramatic", "full")]
    ['clearly', 'angrily', 'terribly', 'dramatically', 'fully']
    """
    if word.endswith("ly"):
        return word
    for ending, replaced in (("le", "ly"), ("ll", "lly"), ("ic", "ically"), ("y", "ily")):
        if word.endswith(ending):
            return word[: -len(ending)] + replaced
    return word + "ly"


def _conjugated(base: str) -> tuple[str, str, str, str]:
    """Third person, past, participle, and the form in -ing."""
    forms = verb_forms(base)
    doubled = base in _DOUBLED or (_SHORT.match(base) and not base.endswith(("k",)))
    ing = base + base[-1] + "ing" if doubled else forms[2] if len(forms) > 2 else base + "ing"
    if base in _VERBS:
        return (*_VERBS[base], ing)
    if doubled:
        return (forms[1], base + base[-1] + "ed", base + base[-1] + "ed", ing)
    return forms[1], forms[-1], forms[-1], ing
