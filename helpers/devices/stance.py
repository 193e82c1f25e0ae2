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
    " someone somebody likely going ll".split()
)
_GENERIC = frozenset("those people one everyone everybody".split())  # *those who want to*
_THIRD = frozenset("he she it they who".split())
# After one of these in the clause, *he wants to* is what he says of himself.
_OWN_WORDS = frozenset("say says said saying tell tells told telling add adds added vow vowed pledged insisted".split())
_DENIED = frozenset("not no never n't without".split())
_FEARERS = frozenset("people many some others they who".split())  # *many fear that*, and not *in fear that*
# After these a clause has begun, whatever comes next.
_CLAUSE_OPENERS = frozenset("that how why what it he she they we i there when where".split())
# Questions that web pages put between the lines: "Interested in North Korea?", "Want news in your inbox?".
_INVITATIONS = frozenset("interested want hide like skip recall remember anybody anyone".split())
_CLAUSE_BEFORE = 8  # words: farther back the clause mostly has another verb
_CALLED_QUESTION = frozenset("question questions riddle asked".split())
_ANSWERED = frozenset("answer answers question questions".split())
_BESIDE = 40  # words before a question in which it may be called one
_LONGEST_QUESTION = 40  # words: in the news read for the rules, longer ones were headlines run into a sentence
# A question with one of these does not ask for a fact: it has its answer in its wording.
_POINTED = frozenset("really ever even seriously possibly worth wonder surely honestly dare".split())
# These only as the subject, or right after it: *does anyone believe*, and not *did she tell anyone*.
_ANYBODY = frozenset("anyone anybody".split())
_POINTED_WITHIN = 9  # words: a word such as *really* further on mostly belongs to another clause
_MODALS = frozenset("would could should can must might shall".split())
_NEGATED = ("n't", "n’t")
_WHO = frozenset("who why how".split())
_READERS = frozenset("you your".split())
_NO_ANSWER = frozenset("nobody none neither".split())
_MARKS = frozenset('“”"«»')
_ANSWERS = frozenset(
    "yes no nope not well because absolutely sure certainly possibly probably maybe perhaps here".split()
)
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
    return [prose.span(a, b, category[entry]) for a, b, entry in hits(prose, name) if not _is_name(prose, a)]


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
        subject = a - 1
        while prose.is_a(subject, "auxiliary", "adverb", "ly") and not prose.opens_sentence(subject):
            subject -= 1
        who, clause = prose.word(subject), _clause_before(prose, a)
        own = where == "indirect" or not _OWN_WORDS.isdisjoint(clause) or _opens_quotation(prose, a)
        # Bass said that she wants to win, Bass is “afraid that”: she tells her own mind.
        mine = who in _FIRST_OR_SECOND or prose.opens_sentence(a) and prose.word(a).startswith("can")
        if mine or (own and who in _THIRD) or (where == "direct" and _opens_quotation(prose, a)):
            continue
        # "If they want to win", "they might want to", "who would want to": nobody's mind is told.
        before = {
            prose.word(k) for k in range(max(a - 4, 0), a) if prose.tokens.sentence[k] == prose.tokens.sentence[a]
        }
        generic = prose.word(a - 1) == "who" and prose.word(a - 2) in _GENERIC
        if before & _HYPOTHETICAL or not _GUESSED.isdisjoint(clause) or generic or _asked(prose, a):
            continue
        if (detail == "manner" and not _DENIED.isdisjoint(clause)) or _a_fear(prose, a):
            continue
        kept.append(prose.span(a, b, detail))
    return kept


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
        words += [prose.word(k), "n't"] if prose.whole(k).lower().endswith(_NEGATED) else [prose.word(k)]
        k -= 1
    return words


def _opens_quotation(prose: Prose, i: int) -> bool:
    """Whether a quotation mark stands right before word ``i``."""
    return not _MARKS.isdisjoint(prose.tokens.cut.gaps[prose.tokens.cut.gap[prose.tokens.last[i - 1]]][-1:])


def _asked(prose: Prose, i: int) -> bool:
    """Whether the sentence of word ``i`` is a question: it tells no aim."""
    t = prose.tokens
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


def _in_interview(prose: Prose, first: int, last: int) -> bool:
    """Whether a question is a heading, one of an interview, or has a speaker before it (*BO HALL: Why?*).

    Headings and questions of interviews are paragraphs of their own before a longer one. Where each sentence is a
    paragraph, a question is one like the others.
    """
    t = prose.tokens
    alone = t.paragraph_start[first] == first and t.paragraph_end[first] == last
    after = min(last + 1, len(prose) - 1)
    among_others = t.article[after] == t.article[first] and t.sentence_end[after] < t.paragraph_end[after]
    letters = t.string(int(t.start[first]), int(t.end[last]))
    speaker = any(prose.gap(k, "colon") and prose.is_a(k, "capital") for k in range(first, min(first + 4, last)))
    return bool(alone and among_others) or letters.isupper() or speaker


def questions(prose: Prose) -> list[tuple[int, int, str]]:
    """Find questions that ask for no fact: by a negation, *would* or *should*, *really*, or another question beside it.

    Left out are questions in quotation marks or after *Q*, headings, questions put to the reader, and plain questions
    (*What happened?*), which the next sentences mostly answer.

    >>> from helpers.prose import read
    >>> prose = read(["Who pays for all this? Nobody knows. “Why me?” she asked. What happened? It rained. Who cares?"])
    >>> [prose.tokens.string(s, e) for s, e, _ in questions(prose)]
    ['Who pays for all this?']
    """
    t = prose.tokens
    asks = np.array(["?" in gap.split("\n")[0] for gap in t.cut.gaps], bool)[t.cut.gap[t.last]]
    found = []
    for last in np.flatnonzero(asks & (t.sentence_end == np.arange(len(t)))).tolist():
        first = int(t.sentence_start[last])
        gap = t.cut.gaps[t.cut.gap[t.last[last]]]
        if _in_interview(prose, first, last) or prose.word(last + 1) in _ANSWERS:
            continue
        # The gap before holds the mark that opens a quotation, but no full stop of the sentence before.
        before = t.cut.gaps[t.cut.gap[t.last[first - 1]]].rsplit(" ", 1)[-1] if first else ""
        sentence = before + t.string(int(t.start[first]), int(t.end[last])) + gap
        invited = prose.word(first) in _INVITATIONS or last - first >= _LONGEST_QUESTION
        if invited or not _MARKS.isdisjoint(sentence) or sentence.lstrip().startswith(("JUST ", "MUST ")):
            continue
        if first == last or prose.word(first) in ("q", "question") or not _asks_for_no_fact(prose, first, last):
            continue
        stop = gap.index("?") + 1
        found.append((int(t.start[first]), int(t.end[last]) + stop, "question"))
    return found


def _opening(words: list[str]) -> list[str]:
    """The words without an *and* or *but* before them.

    >>> _opening(["and", "why", "not"])
    ['why', 'not']
    """
    return words[1:] if words[0] in ("and", "but", "so", "or") else words


def _real(prose: Prose, first: int, last: int) -> bool:
    """Whether the sentences beside a question call it one: *questions loom*, *the answer is*, *they asked*."""
    t = prose.tokens
    before = range(max(int(t.paragraph_start[first]), first - _BESIDE), last + 1)
    after = range(last + 1, min(int(t.sentence_end[min(last + 1, len(t) - 1)]) + 1, len(t)))
    return any(prose.word(k) in _CALLED_QUESTION for k in before) or any(prose.word(k) in _ANSWERED for k in after)


def _asks_for_no_fact(prose: Prose, first: int, last: int) -> bool:
    """Whether the wording of a question, or what stands beside it, says that no answer is expected.

    A question that opens one of several paragraphs mostly asks what the paragraph answers.
    """
    t = prose.tokens
    opens, closes = int(t.paragraph_start[first]), int(t.paragraph_end[first])
    words = [prose.word(k) for k in range(first, last + 1)]
    parts = prose.word(opens - 1) != "" and t.article[opens - 1] == t.article[first]
    # Where each sentence is a paragraph, that is said of *who, why, how* alone.
    leads = parts and opens == first and (closes > last or words[0] in _WHO or words[1] in _WHO)
    # "The question is: how much power does he truly have?", "So what is really going on?": an answer follows.
    # "How can the party win?": a plan is asked for. "What does it really do?": the next sentences tell.
    plan = _opening(words)[:2] == ["how", "can"] and _POINTED.isdisjoint(words) and "any" not in words
    if plan or _opening(words)[:1] == ["what"] or (words[0] == "even" and len(words) < 6):
        return False
    if _real(prose, first, last):
        return False
    asking = words[0] in ("so", "but") and words[1] in ("what", "how", "who") or words[:2] == ["how", "should"]
    if asking or len(words) < 3 and words[0] != "why" or any(prose.gap(k, "colon") for k in range(first, last)):
        return False
    if prose.is_a(first, "digit") or not _READERS.isdisjoint(words) or leads:
        return False
    if parts and all(prose.is_a(k, "capital") for k in range(int(t.paragraph_start[opens - 1]), opens)):
        return False  # under a line with a name alone: somebody in an interview speaks
    if prose.word(last + 1) in _ANSWERS or (prose.word(last + 1), prose.word(last + 2)) == ("the", "answer"):
        return False
    opening = _opening(words)[:2]
    modal = opening[:1] != [] and opening[0] in _WHO and opening[-1] in _MODALS
    negated = any(prose.whole(k).lower().endswith(_NEGATED) for k in range(first, min(first + 3, last + 1)))
    pointed = not _POINTED.isdisjoint(words[:_POINTED_WITHIN]) or not _ANYBODY.isdisjoint(words[:4])
    pointed = pointed or words[-2:] == ["all", "this"] or words[:2] == ["how", "long"]
    return modal or negated or pointed or "why not" in " ".join(words) or prose.word(last + 1) in _NO_ANSWER
