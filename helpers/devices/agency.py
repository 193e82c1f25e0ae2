"""Who did it is not said: agentless passives, agentless participles, nominalisations.

The verbs are data (``data/devices/agency.csv``), in four classes in which the doer is somebody who can be asked:
*coercion* (forced), *force* (arrested), *accusation* (accused), *decision* (fired). A passive of another verb (*the
bridge was opened in 1920*) hides nobody whom a reader would miss, and is left out.
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Mapping

import numpy as np

from helpers.article import DATA
from helpers.prose import NUMBERS, Prose

_BE = frozenset("am is are was were be been being get gets got getting".split())
_HELP = frozenset("has have had having will would can could shall should may might must to s re ve".split()) | _BE
_NOT = frozenset("not never no neither nor cannot without hardly barely".split())
# Nouns after which *detained in 2019* can only be a passive: they do not detain, they are detained.
_PEOPLE = frozenset(
    "people persons person man men woman women child children boy boys girl girls migrants immigrants refugees"
    " protesters demonstrators marchers activists residents students civilians families suspects prisoners detainees"
    " workers teenagers victims journalists reporters others those someone anyone everyone individuals citizens"
    " noncitizens asylum-seekers supporters bystanders".split()
)
# Persons whose name does not end in *-er*, *-or*, *-ist* or *-man*.
_KIN = frozenset(
    "agent agents police brother sister son daughter father mother husband wife cop cops mastermind clergy"
    " priest priests population patients patient veterans veteran passengers relatives persons animal animals".split()
)
# Words before a noun that name who acts: *a police shooting*, *the government ban*.
_ACTORS = frozenset(
    "police policeman policemen officer officers agent agents ice federal government state army military guard"
    " guards navy troops gang rebel soldiers sheriff fbi cia court judge gunman terrorist terror mob own suicide"
    " mass school drone air self".split()
)
# Nouns of which the owner may be the doer: *his abuse*, *their looting*.
_BY_OWNER = frozenset(
    "abuse looting vandalism censorship discrimination harassment intimidation exploitation coercion bombing bombings"
    " shelling destruction concealment mishandling withholding suppression targeting killings shootings".split()
)
# Participles that before a noun are mostly adjectives: *a charged debate*, *a tortured history*, *a poisoned climate*.
_NOT_BEFORE_NOUNS = frozenset(
    "charged targeted branded tortured pressed exploited seized removed suspected poisoned burnt burned trampled"
    " strangled silenced suppressed intimidated".split()
)
# Nouns made of participles: *the accused get a hearing*; a noun after them is a person.
_AS_NOUNS = frozenset("accused wounded injured condemned persecuted displaced exploited slain".split())
# Storms and crashes have no doer to ask for; *coalition airstrikes* names one.
_ACCIDENTS = frozenset(
    "storm storms hurricane hurricanes tornado tornadoes earthquake earthquakes quake flood floods flooding tsunami"
    " fire fires wildfire wildfires crash crashes accident accidents collapse explosion avalanche landslide combat"
    " action".split()
)
_HURT = frozenset("killed injured wounded displaced trampled".split())
_ATTACKS = frozenset("airstrike airstrikes strike strikes attack attacks raid raids bombing bombings offensive".split())
_NO_ARTICLES = frozenset("that another no".split())
# "An arrest", "any punishment", "each removal": mostly no particular deed.
_PARTICULAR = frozenset("the this these those".split())
# Of these only what is done to somebody counts: statues are removed, a court dismisses a case, limits are suspended.
_TO_OWNERS = frozenset(
    "removal removals dismissal dismissals suspension suspensions exclusion punishment targeting destruction"
    " withholding abandonment cancellation cancellations privatisation privatization relocation displacement".split()
)
_ILLNESS = frozenset("seizure seizures".split())
_PERSONS = frozenset("my your his her".split())
_LIGHT = frozenset(
    "make makes made making conduct conducts conducted conducting order orders ordered ordering launch launched"
    " announce announced announces announcing begin began begun start started carry carried plan plans planned planning"
    " issue issued commit committed committing execute face faces faced out".split()
)
# Words before a deed, in its clause, whose subject does it (*they vowed the closure*) or who did it follows.
_DOES = frozenset(
    "blame blames blamed accuse accuses accused"
    " accusing vow vows vowed threaten threatens threatened effect effected effecting attempt"
    " attempted complete completes completed oversaw oversee responsible responsibility behind resume resumed halt"
    " halted stop stopped stopping bar bars barred permit permits permitted authorize authorizes authorized require"
    " requires required approve approved uphold upheld demand demands demanded seek seeks"
    " sought seeking propose proposed proposes continue continues continued speed expand"
    " defer deferred delay delayed postpone postponed postponing demanding pioneered report reported reporting incited"
    " incite prevent prevented prohibit prohibits prohibited prohibiting allow allows allowed allowing call calls"
    " called calling push forbid forbids ban bans resulted".split()
)
# What stands before these is not established: *the risk of the closure*, *it would mean the deportation*.
_OPEN_BEFORE = frozenset(
    "if whether would could might may should can will likelihood possibility risk chance prospect threat plot attempt"
    " attempts plan plans possible possibly potential potentially looked seem seemed appear appeared alternative"
    " alternatives".split()
)
# A deed that is not established has no doer yet.
_OPEN = frozenset(
    "possible suspected alleged potential attempted apparent supposed presumed probable hypothetical".split()
)
# "Shot by the river": a place.
_PLACES = frozenset(
    "river lake sea road roadside side bridge gate door wall fence station border coast shore bank window pool canal"
    " railway tracks entrance exit water beach harbour harbor creek pond".split()
)
# Shots are fired and nobody is dismissed by it.
_FIRED = frozenset(
    "shot shots round rounds bullet bullets gun guns pistol pistols rifle rifles weapon weapons rocket rockets missile"
    " missiles mortar mortars shell shells torpedo torpedoes cannon cannons canister canisters grenade grenades flare"
    " flares ammunition volley volleys salvo salvos teargas gas".split()
)
# "Arrested by the hundreds": how many, not by whom.
_NUMBERS_OF = frozenset("dozen dozens score scores hundred hundreds thousand thousands million millions".split())
_CLAUSE_BEFORE = 8  # words: farther back the clause mostly has another verb
_FOLLOWED_BY_NO_DOER = frozenset(
    "then now mid noon midnight dawn dusk hand mistake law end week weekend letter phone post"
    " mail email e-mail telephone train car bus plane boat accident way name default force means virtue".split()
)


@functools.lru_cache(maxsize=1)
def verbs() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Class of the doer for each participle, and for each noun made from such a verb.

    >>> participles, nouns = verbs()
    >>> participles["forced"], nouns["detention"]
    ('coercion', 'force')
    """
    with open(DATA / "devices" / "agency.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    participles = {form: row["actor_class"] for row in rows for form in row["participle"].split("|")}
    return participles, {noun: row["actor_class"] for row in rows for noun in row["nouns"].split("|") if noun}


def passives(prose: Prose) -> list[tuple[int, int, str]]:
    """Find passives of the listed verbs in clauses that do not say by whom.

    >>> from helpers.prose import read
    >>> prose = read(["She is being forced to leave. He was forced out by his party. He was not fired."])
    >>> [(prose.tokens.string(s, e), detail) for s, e, detail in passives(prose)]
    [('is being forced to leave', 'coercion')]
    """
    participles, _ = verbs()
    found = []
    for p in np.flatnonzero(prose.among(participles.keys()) & ~prose.tokens.has("capital")).tolist():
        first = _auxiliaries(prose, p)
        if first < 0:
            continue
        series = _series(prose, p)
        if _doer_named(prose, series[-1]):
            continue
        for other in series[1:]:
            if participles[prose.word(other)] != "coercion":
                found.append(prose.span(other, other, participles[prose.word(other)]))
        kind, last = participles[prose.word(p)], p
        if prose.word(p) == "fired" and _thing_fired(prose, first):
            kind = "force"
        infinitive = prose.word(p + 1) == "to" and prose.joined(p) and prose.joined(p + 1)
        if kind == "coercion":
            # "She was driven home" and "it was made of wood" force nobody: there must be something she has to do.
            if not infinitive or prose.is_a(p + 2, "determiner", "possessive", "capital", "digit"):
                continue
            last = p + 2
        found.append(prose.span(first, last, kind))
    return found


def _auxiliaries(prose: Prose, p: int) -> int:
    """First of the auxiliaries before the participle ``p``, or -1: no passive, or one that is denied."""
    k, be = p - 1, -1
    while k > 0 and prose.joined(k) and p - k < 7:
        word = prose.word(k)
        if word in _NOT or (not prose.single[k] and prose.whole(k).lower().endswith(("n't", "n’t"))):
            return -1
        if word in _BE and prose.single[k]:
            be = k
        elif not (word in _HELP and be > 0) and not prose.is_a(k, "adverb", "ly"):
            break
        if be > 0 and (word in _HELP):
            be = k
        k -= 1
    # "to be forced" and "being forced" after a preposition keep their first word; a "to" alone is no auxiliary.
    return be + 1 if be > 0 and prose.word(be) == "to" else be


def _series(prose: Prose, p: int) -> list[int]:
    """The participle ``p`` and those that share its auxiliary: *was beaten, robbed and killed*.

    >>> from helpers.prose import read
    >>> _series(read(["He was beaten, robbed and later killed."]), 3)
    [3, 4, 7]
    """
    participles, found = verbs()[0], [p]
    while True:
        k = found[-1] + 1
        if not (prose.joined(k - 1) or prose.gap(k - 1, "comma")) or prose.opens_sentence(k):
            return found
        joint = prose.word(k) in ("and", "or", "then")
        while prose.word(k) in ("and", "or", "then") or (joint and prose.is_a(k, "adverb", "ly") and prose.joined(k)):
            k += 1
        together = joint or prose.gap(found[-1], "comma")
        if not together or prose.word(k) not in participles or not prose.single[k] or prose.is_a(k, "capital"):
            return found
        found.append(k)


def _thing_fired(prose: Prose, first: int) -> bool:
    """Whether what is fired goes off: *three shots were fired*, *the shots that were fired*."""
    before = first - 2 if prose.is_a(first - 1, "that", "relative") else first - 1
    return prose.word(before) in _FIRED and not prose.opens_sentence(first)


def _doer_named(prose: Prose, p: int) -> bool:
    """Whether the clause after ``p`` names a doer: *by the police*, *at the hands of the guards*."""
    clause = prose.clause(p)
    for k in clause:
        after = prose.word(k + 1)
        if prose.word(k) == "hands" and after == "of":
            return True
        if prose.word(k) != "by" or k + 1 not in clause:
            continue
        if after == "the" and prose.word(k + 2) in _PLACES and not (prose.joined(k + 2) and prose.is_a(k + 3, "ing")):
            continue
        number = k + 2 if after == "the" else k + 1
        if prose.word(number) in _NUMBERS_OF and prose.word(number + 1) != "of":
            continue
        if not prose.is_a(k + 1, "ing", "digit", "day", "time") and after not in _FOLLOWED_BY_NO_DOER:
            return True
    return False


def participles(prose: Prose) -> list[tuple[int, int, str]]:
    """Find participles of the listed verbs that stand with a noun and say nothing of the doer.

    >>> from helpers.prose import read
    >>> prose = read(["A partially handcuffed woman met people detained at the gate. A man shot by Bo fled."])
    >>> [prose.tokens.string(s, e) for s, e, _ in participles(prose)]
    ['A partially handcuffed woman', 'people detained at']
    """
    listed, _ = verbs()
    ready = prose.among({form for form, kind in listed.items() if kind in ("force", "accusation")} - _OPEN)
    found = []
    for p in np.flatnonzero(ready & ~prose.tokens.has("capital")).tolist():
        kind = listed[prose.word(p)]
        if _before_noun(prose, p):
            first = p - 1
            while prose.is_a(first, "ly") and prose.joined(first - 1):
                first -= 1
            if prose.word(p) in _NOT_BEFORE_NOUNS or prose.word(p + 1) in NUMBERS or prose.word(first) in _NO_ARTICLES:
                continue
            opens = prose.is_a(first, "determiner", "possessive", "digit") or prose.word(first) in NUMBERS
            # "All accused him", "those killed ranged": a verb, or a noun with its verb.
            finite = first == p - 1 and prose.word(first) in ("all", "both", "those")
            if opens and not finite and not _is_noun(prose, p) and not prose.is_a(first, "pronoun"):
                found.append(prose.span(first, p + 1, kind))
        elif (
            prose.word(p - 1) in _PEOPLE
            and prose.word(p) not in _NOT_BEFORE_NOUNS
            and prose.joined(p - 1)
            and _then_place(prose, p)
        ):
            if not _doer_named(prose, p) and not _by_nobody_or_named(prose, p):
                found.append(prose.span(p - 1, p + 1, kind))
    return found


def _is_noun(prose: Prose, p: int) -> bool:
    """Whether the participle ``p`` is itself the noun, or tells a state: *the wounded deserve it*, *a wounded state*.

    Words such as *wounded* count before a word for people, and before one in *-er*, *-or*, *-ist* or *-man*.
    """
    if prose.word(p) not in _AS_NOUNS:
        return False
    after = prose.word(p + 1)
    person = after in _PEOPLE or after in _KIN or after.rstrip("s").endswith(("er", "or", "ist", "man", "men", "ee"))
    return not person or prose.is_a(p + 1, "verb")


def _by_nobody_or_named(prose: Prose, p: int) -> bool:
    """Whether the clause after ``p`` tells of an accident, or of somebody's attack: *killed in Israeli airstrikes*."""
    clause = prose.clause(p)
    for k in clause:
        if prose.word(k) in _ACCIDENTS and prose.word(p) in _HURT:
            return True
        if prose.word(k) in _ATTACKS and k > p + 2 and prose.word(k - 1) != "the":
            return prose.is_a(k - 1, "capital") or prose.word(k - 1) in (*_ACTORS, "coalition", "allied")
    return False


def _before_noun(prose: Prose, p: int) -> bool:
    """Whether what follows ``p`` looks like the noun of the same phrase."""
    closed = "determiner possessive auxiliary preposition conjunction subordinator pronoun adverb that to relative time"
    return (
        prose.joined(p) and prose.joined(p - 1) and not prose.is_a(p + 1, *closed.split(), "capital", "digit", "object")
    )


def _then_place(prose: Prose, p: int) -> bool:
    return prose.joined(p) and prose.word(p + 1) in (
        *("in", "at", "on", "during", "near", "outside", "inside", "after", "over", "without", "since", "along"),
    )


def nominalisations(prose: Prose) -> list[tuple[int, int, str]]:
    """Find nouns made from the listed verbs where neither the phrase nor the clause says who did it.

    >>> from helpers.prose import read
    >>> prose = read(["He saw her detention or arrest. Police made an arrest. The killing of Ann by Bo shocked us."])
    >>> [prose.tokens.string(s, e) for s, e, _ in nominalisations(prose)]
    ['her detention or arrest']
    """
    _, nouns = verbs()
    found: list[tuple[int, int, str]] = []
    reached = -1
    for p in np.flatnonzero(prose.among(nouns.keys()) & ~prose.tokens.has("capital")).tolist():
        first = _phrase_start(prose, p)
        # "The second accusation, by her brother": a comma may come between.
        if prose.gap(p, "comma") and prose.word(p + 1) == "by":
            continue
        if first < 0 or p <= reached or not _ends_phrase(prose, p) or _doer_named(prose, p):
            continue
        last = p
        if prose.word(p + 1) in ("or", "and") and prose.joined(p) and prose.word(p + 2) in nouns:
            last = p + 2
        # "The arrest that the police made", "the removal it completed": the doer stands in the relative clause.
        made = prose.is_a(p + 1, "that", "relative") and {prose.word(k) for k in prose.clause(p)[3:8]} & _LIGHT
        made = made or (prose.joined(p) and prose.is_a(p + 1, "pronoun") and not prose.is_a(p + 1, "relative"))
        if not made and not _done_by_subject(prose, first):
            found.append(prose.span(first, last, nouns[prose.word(p)]))
            reached = last
    return found


def _done_by_subject(prose: Prose, first: int) -> bool:
    """Whether words before the phrase give its doer, or leave open whether the deed is done.

    >>> from helpers.prose import read
    >>> prose = read(["They vowed the closure. It would mean the closure. They saw the closure."])
    >>> [_done_by_subject(prose, i) for i in range(1, len(prose)) if prose.word(i) == "the"]
    [True, True, False]
    """
    near, clause, k = set(), set(), first - 1
    while k > 0 and first - k <= _CLAUSE_BEFORE and prose.tokens.sentence[k] == prose.tokens.sentence[first]:
        if prose.gap(k, "comma", "semicolon", "colon", "dash", "break"):
            break
        clause.add(prose.word(k))
        if first - k <= 3:
            near.add(prose.word(k))
        k -= 1
    return bool(near & (_LIGHT | _DOES)) or bool(clause & _OPEN_BEFORE)


def _phrase_start(prose: Prose, p: int) -> int:
    """First word of a phrase that ends in the noun ``p`` and names no doer, or -1."""
    before = p - 1
    if not prose.joined(before) or prose.word(before) == "no":
        return -1
    if prose.is_a(before, "possessive"):
        # "Her arrest" is done to her; "his accusation" is done by him.
        return before if _done_to_owner(prose, p) else -1
    if prose.is_a(before, "determiner"):
        return before if prose.word(before) in _PARTICULAR and not _of_things(prose, p) else -1
    # One plain adjective in between; *police*, *Israeli*, *Smith's* would name a doer.
    closed = "auxiliary conjunction pronoun capital that to relative time verb digit"
    plain = not prose.is_a(before, *closed.split()) and prose.word(before) not in _ACTORS
    plain = plain and prose.word(before) not in _OPEN and not prose.tokens.genitive[before] and prose.single[before]
    if plain and prose.joined(before - 1) and prose.is_a(before - 1, "determiner", "possessive"):
        if prose.is_a(before - 1, "possessive") and not _done_to_owner(prose, p):
            return -1
        adjective = not prose.is_a(before, "ing") and not prose.word(before).endswith("s")
        owned = prose.is_a(before - 1, "possessive")
        particular = owned or (prose.word(before - 1) in _PARTICULAR and not _of_things(prose, p))
        return before - 1 if adjective and particular and prose.word(before - 1) != "those" else -1
    return -1


def _of_things(prose: Prose, p: int) -> bool:
    """Whether ``p`` without an owner is mostly done to things, or an illness: *the removal*, *the seizures*."""
    illness = prose.word(p) in _ILLNESS and not (prose.joined(p) and prose.word(p + 1) == "of")
    return prose.word(p) in _TO_OWNERS or illness


def _done_to_owner(prose: Prose, p: int) -> bool:
    # "Her dismissal of the charges": who owns it does it. "Her seizures": an illness.
    if (prose.joined(p) and prose.word(p + 1) == "of") or (prose.word(p) in _ILLNESS and prose.word(p - 1) in _PERSONS):
        return False
    return verbs()[1][prose.word(p)] != "accusation" and prose.word(p) not in _BY_OWNER


def _ends_phrase(prose: Prose, p: int) -> bool:
    """Whether the phrase ends with ``p``: *detention centre* and *arrest warrant* are other things."""
    closed = "preposition conjunction auxiliary relative that to adverb subordinator time determiner verb pronoun past"
    return not prose.joined(p) or prose.is_a(p + 1, *closed.split())
