"""Devices of one word or phrase: hedges, boosters, presuppositions, minds that are read, claims of nobody.

The words are lists (``data/lexicons``, ``data/devices/phrases.csv``); here stands what has to be so around a listed
word before it counts.
"""

from __future__ import annotations

import functools

import numpy as np

from helpers import lexicon
from helpers.article import DATA
from helpers.prose import NUMBERS, Prose

# Each of these devices is a house list as it stands.
LISTED = {"hedge": "hedges", "booster": "boosters", "minimiser": "minimisers", "euphemism": "euphemisms"}
_FIRST_OR_SECOND = frozenset("i we you me us".split())
_HYPOTHETICAL = frozenset("if whether will would might may could should wouldn anyone whoever unless".split())
# Further back in the clause these say that an aim is a guess, or that of anybody.
_GUESSED = frozenset(
    "if whether unless any anyone anybody whoever whatever whichever wherever seem seems seemed appear appears appeared"
    " apparently seemingly perhaps maybe probably presumably supposedly allegedly reportedly purportedly speculate"
    " speculates speculated speculation wonder wonders wondered"
    " someone somebody likely going ll unclear unknown".split()
)
_GENERIC = frozenset("those people one everyone everybody".split())  # *those who want to*
_THIRD = frozenset("he she it they who".split())
# After one of these in the clause, *he wants to* is what he says of himself.
_OWN_WORDS = frozenset(
    "say says said saying tell tells told telling add adds added vow vowed pledged insisted hinted announced".split()
)
_INTENSE = ("so", "too", "very")
_SPEAKERS = frozenset("i we".split())
_DENIED = frozenset("not no never n't without".split())
_FEARERS = frozenset("people many some others they who".split())  # *many fear that*, and not *in fear that*
# After these a clause has begun, whatever comes next.
_CLAUSE_OPENERS = frozenset("that how why what it he she they we i there when where".split())
_CLAUSE_BEFORE = 8  # words: farther back the clause mostly has another verb
NEGATED = ("n't", "n’t")
MARKS = frozenset('“”"«»')
_PEOPLE = frozenset(
    "activists agitators anarchists advocates americans allies backers bosses bureaucrats campaigners"
    " celebrities christians citizens commentators communists conservatives consumers criminals critics democrats"
    " demonstrators developers diplomats doctors economists elites employers environmentalists experts extremists"
    " farmers feminists foreigners gangs gunmen hardliners illegals immigrants insiders investors islamists jews"
    " journalists jihadists landlords lawyers leftists liberals lobbyists locals migrants millennials moderates"
    " muslims nationalists neighbours neighbors observers opponents organisers organizers parents parties"
    " patients politicians progressives protesters protestors pundits racists radicals reporters republicans residents"
    " rioters rivals scholars scientists skeptics sceptics socialists sources students supporters taxpayers teachers"
    " teenagers terrorists thugs tourists unions vigilantes voters whites women workers zealots".split()
)
_SAY = frozenset(
    "say believe think argue claim fear worry insist agree warn suspect complain call contend charge".split()
)
_PRESENT = _SAY | frozenset("are have want hope know hate love refuse demand see feel expect prefer keep need".split())
_NO_MODIFIERS = (
    *("determiner", "possessive", "digit", "preposition", "conjunction", "pronoun", "auxiliary", "subordinator"),
    *("question", "adverb", "ly"),
)
_SOME = frozenset("some many most".split())


@functools.cache
def house_list(name: str) -> lexicon.Lexicon:
    """A list of the house, read once.

    >>> len(house_list("hedges")) > 40
    True
    """
    return lexicon.read(name if name != "phrases" else DATA / "devices" / "phrases.csv")


def hits(prose: Prose, name: str) -> list[tuple[int, int, int]]:
    """First word, last word and entry of each hit of a house list.

    >>> from helpers.prose import read
    >>> hits(read(["It is perhaps true."]), "hedges")[0][:2]
    (3, 3)
    """
    cut, row = prose.tokens.cut, prose.tokens.row
    first, final, entry = lexicon.find(cut, house_list(name))
    first, final = (np.searchsorted(row, places, side="right") - 1 for places in (first, final))
    return list(zip(first.tolist(), final.tolist(), entry.tolist(), strict=True))


def from_list(prose: Prose, name: str) -> list[tuple[int, int, str]]:
    """All hits of a house list, the category as detail.

    >>> from helpers.prose import read
    >>> from_list(read(["It is perhaps true."]), "hedges")
    [(6, 13, 'adverb')]
    """
    category = house_list(name).entries["category"].tolist()
    found = [(a, b, category[entry]) for a, b, entry in hits(prose, name) if not _is_name(prose, a)]
    return [prose.span(*row) for row in found if row[2] != "restriction" or not _not_only(prose, row[0])]


def _not_only(prose: Prose, i: int) -> bool:
    """Whether word ``i`` is denied: *isn't just a*, *more than merely*, *no longer simply*.

    >>> from helpers.prose import read
    >>> prose = read(["It isn't merely old. It is more than merely old. It is merely old."])
    >>> [_not_only(prose, i) for i in range(len(prose)) if prose.word(i) == "merely"]
    [True, True, False]
    """
    before, two = prose.word(i - 1), (prose.word(i - 2), prose.word(i - 1))
    denied = before in (*_DENIED, "beyond", "cannot") or prose.whole(i - 1).lower().endswith(NEGATED)
    return prose.joined(i - 1) and (denied or two in (("more", "than"), ("no", "longer")))


def _is_name(prose: Prose, i: int) -> bool:
    """Whether word ``i`` is the name *May*: with a capital inside a sentence, or before a verb in the past.

    >>> from helpers.prose import read
    >>> prose = read(["May left. May we go? Then May fell. It may rain."])
    >>> [_is_name(prose, i) for i in range(1, len(prose)) if prose.word(i) == "may"]
    [True, False, True, False]
    """
    if prose.whole(i) != "May":
        return False
    return not prose.opens_sentence(i) or prose.is_a(i + 1, "past", "verb", "auxiliary")


def presuppositions(prose: Prose) -> list[tuple[int, int, str]]:
    """Find factive verbs with a clause after them, implicative verbs, and other triggers.

    >>> from helpers.prose import read
    >>> prose = read(["She realized it was late, knew the way and managed to leave yet again."])
    >>> [(prose.tokens.string(s, e), detail) for s, e, detail in presuppositions(prose)]
    [('realized', 'factive, noticing'), ('managed to', 'implicative, success'), ('yet again', 'trigger, again')]
    """
    found = []
    for name, kind in (("factives", "factive"), ("implicatives", "implicative"), ("presupposition", "trigger")):
        category = house_list(name).entries["category"].tolist()
        for a, b, entry in hits(prose, name):
            if kind == "factive" and not _takes_clause(prose, b):
                continue
            found.append(prose.span(a, b, f"{kind}, {category[entry]}"))
    return found


def _takes_clause(prose: Prose, i: int) -> bool:
    """Whether word ``i`` has a clause after it, or is itself the *that* or the preposition before the complement."""
    if prose.is_a(i, "that", "preposition") or prose.word(i) == "fact":
        return True
    if not prose.joined(i):
        return False
    after = prose.word(i + 1)
    if after == "that":
        # "proved that point": a noun after "that", no clause.
        return not prose.is_a(i + 2, "opening")
    return (
        after in _CLAUSE_OPENERS
        and prose.joined(i + 1)
        and prose.is_a(i + 2, "auxiliary", "past", "verb", "pronoun", "determiner")
    )


def minds(prose: Prose, found: list[tuple[int, int, str]], kind: list[str]) -> list[tuple[int, int, str]]:
    """Keep phrases about minds where the writer or speaker tells somebody else's mind.

    Parameters
    ----------
    prose : Prose
    found : list of (int, int, str)
        First and last word and detail of each phrase.
    kind : list of str
        Kind of the stretch of the voice table that each begins in.

    >>> from helpers.prose import read
    >>> prose = read(["They are trying to win. We are trying to win."])
    >>> [prose.tokens.string(s, e) for s, e, _ in minds(prose, [(3, 4, "aim"), (8, 9, "aim")], ["narrator"] * 2)]
    ['trying to']
    """
    kept = []
    for (a, b, detail), where in zip(found, kind, strict=True):
        clause = _clause_before(prose, a)
        if _own_or_nobodys(prose, a, where, clause) or _asked(prose, a) or _a_fear(prose, a):
            continue
        # "If they want to win", "they might want to", "seems to want to": nobody's mind is told.
        before = {
            prose.word(k) for k in range(max(a - 4, 0), a) if prose.tokens.sentence[k] == prose.tokens.sentence[a]
        }
        if before & _HYPOTHETICAL or not _GUESSED.isdisjoint(clause):
            continue
        if detail != "manner" or _DENIED.isdisjoint(clause):
            kept.append(prose.span(a, b, detail))
    return kept


def _own_or_nobodys(prose: Prose, a: int, where: str, clause: list[str]) -> bool:
    """Whether the mind at word ``a`` is the speaker's own, or that of nobody in particular.

    >>> from helpers.prose import read
    >>> prose = read(["Bass said she wants to win. She wants to win. One wants to win."])
    >>> [_own_or_nobodys(prose, i, "", _clause_before(prose, i)) for i in range(16) if prose.word(i) == "wants"]
    [True, False, True]
    """
    subject = a - 1
    while not prose.opens_sentence(subject) and (
        prose.is_a(subject, "auxiliary", "adverb", "ly") or prose.word(subject) in _INTENSE
    ):
        subject -= 1
    who, quoted = prose.word(subject), _opens_quotation(prose, a)
    # "I came determined to", "I hope he wants to", "Can't wait to".
    mine = who in _FIRST_OR_SECOND or not _SPEAKERS.isdisjoint(clause)
    mine = mine or (prose.opens_sentence(a) and prose.word(a).startswith("can"))
    # Bass said that she wants to win, Bass is “afraid that”: she tells her own mind.
    told = who in _THIRD and (where == "indirect" or quoted or not _OWN_WORDS.isdisjoint(clause))
    # "One tries to", "those who want to", "21% wanted to": nobody in particular, and what people said in a poll.
    nobody = who in ("one", "percent") or prose.is_a(subject, "digit")
    nobody = nobody or (prose.word(a - 1) == "who" and prose.word(a - 2) in _GENERIC)
    return mine or told or nobody or (where == "direct" and quoted)


def _clause_before(prose: Prose, i: int) -> list[str]:
    """Words before word ``i`` in its clause, at most eight; *don't* gives *n't* too.

    >>> from helpers.prose import read
    >>> _clause_before(read(["Now, they seem to want more."]), 5)
    ['to', 'seem', 'they']
    """
    words, k = [], i - 1
    while k > 0 and i - k <= _CLAUSE_BEFORE and prose.tokens.sentence[k] == prose.tokens.sentence[i]:
        if prose.gap(k, "comma", "semicolon", "colon", "dash", "break"):
            break
        words += [prose.word(k), "n't"] if prose.whole(k).lower().endswith(NEGATED) else [prose.word(k)]
        k -= 1
    return words


def _opens_quotation(prose: Prose, i: int) -> bool:
    """Whether a quotation mark stands right before word ``i``."""
    return not MARKS.isdisjoint(prose.tokens.cut.gaps[prose.tokens.cut.gap[prose.tokens.last[i - 1]]][-1:])


def _asked(prose: Prose, i: int) -> bool:
    """Whether the sentence of word ``i`` is a question, which tells no aim; *why* takes one for granted."""
    t = prose.tokens
    if prose.word(int(t.sentence_start[i])) == "why":
        return False
    return "?" in t.cut.gaps[t.cut.gap[t.last[t.sentence_end[i]]]].split("\n")[0]


def _a_fear(prose: Prose, i: int) -> bool:
    """Whether *fear* or *fears* is a noun there: *amid fears that*, *in constant fear that*."""
    if prose.word(i) == "fear":
        return prose.word(i - 1) not in _FEARERS and not prose.word(i - 1).endswith("s")
    closed = "preposition ing past verb determiner possessive adverb conjunction"
    return prose.word(i) == "fears" and prose.is_a(i - 1, *closed.split())


def sourceless(prose: Prose, found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Leave out phrases with a word before them that says which people: *these experts say*, *two critics say*.

    >>> from helpers.prose import read
    >>> prose = read(["These experts say so. Most experts say so."])
    >>> [prose.tokens.string(s, e) for s, e, _ in sourceless(prose, [(2, 3, ""), (6, 7, "")])]
    ['experts say']
    """
    kept = []
    for a, b, detail in found:
        which = prose.is_a(a - 1, "determiner", "possessive", "digit") and prose.word(a - 1) not in _SOME
        which = which or prose.word(a - 1) in NUMBERS or bool(prose.tokens.genitive[a - 1])
        if not (which and prose.joined(a - 1)):
            kept.append(prose.span(a, b, detail))
    return kept


def generalisations(prose: Prose) -> list[tuple[int, int, str]]:
    """Find sentences that say in the present what a kind of people does, without a number, a name or an article.

    >>> from helpers.prose import read
    >>> prose = read(["Angry voters are turning away. The voters are here. Voters marched on Monday."])
    >>> [prose.tokens.string(s, e) for s, e, _ in generalisations(prose)]
    ['Angry voters are']
    """
    found = []
    verbs = prose.among(_PRESENT)
    for p in np.flatnonzero(prose.among(_PEOPLE) & ~prose.tokens.genitive).tolist():
        if p + 1 >= len(prose) or not verbs[p + 1] or not prose.joined(p):
            continue
        first = p
        while p - first < 2 and not prose.opens_sentence(first) and prose.joined(first - 1):
            first -= 1
        before = range(first, p)
        bare = not any(
            prose.is_a(k, *_NO_MODIFIERS)
            and prose.word(k) not in _SOME
            or prose.word(k) in NUMBERS
            or prose.tokens.genitive[k]
            for k in before
        )
        if prose.opens_sentence(first) and bare:
            detail = "unnamed source" if prose.word(p + 1) in _SAY else "people in general"
            found.append(prose.span(first, p + 1, detail))
    return found
