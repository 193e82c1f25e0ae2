"""The grammar of a swap: what a new wording does to the words around it.

Rules over a hit and its neighbours: the form of the new word, the article before it, the verb after it, capital
letters, and when a term is better left alone because its neutral wording would break the sentence.
"""

from __future__ import annotations

from helpers import prose
from helpers.swap.inflection import article_for, form_of, inflect, looks_plural, past_is_base

_BE = frozenset("am is are was were be been being seem seems seemed become becomes became look looks looked".split())
_AGREE = {"is": "are", "was": "were", "has": "have", "does": "do"}
_CLOSED = "auxiliary preposition conjunction subordinator pronoun that to relative determiner possessive time"
# A wording with one of these does not fit before a noun: "a with gangs town".
_HANGS_ON = frozenset("with without of for that who in to on from by about against at not as".split())
# "led to violence": a noun comes after this *to*.
_NEEDS_NOUN = frozenset("led due according leads leading response respond added return returned close".split())
# After these a verb stands in its base form, also one whose past looks the same: *to hit back*.
_BASE_AFTER = frozenset("to will would can could should must may might do does did let cannot".split())
# Plainer words that need to be told what is said: *he claims benefits* is not *he says benefits*.
_REPORTS = frozenset("say state report".split())
_CLAUSE_SUBJECTS = frozenset("i you he she it they we there this that who nobody everyone".split())
# Nouns that look like adjectives, and are such before a noun: *a radical plan*.
_ADJECTIVES = ("al", "ic", "ive", "ous")
_SUBJECTS = frozenset("to will would can could should must may might i we you they who cannot let".split())


def rows(page: prose.Prose, wanted: list[tuple]) -> list[tuple[int, int, str, str, str]]:
    """Rows ``(start, end, new, term, how)`` with laid offsets; places that stay have their own text as ``new``."""
    t = page.tokens
    # First what becomes of each hit, then the articles, since "a" looks at the word that will follow it.
    becomes: list[tuple[tuple[int, int, int, int], str | None, str, str]] = []
    for place, term, word, part in wanted:
        new, how = _wording(page, place, term, word.strip(), part)
        becomes.append((place, new, term, how))
    # What follows an article: the new wording where a whole word, or the first part of one, gives way.
    following = {
        place[0]: (new, place[1]) for place, new, _, _ in becomes if new is not None and place[2] == t.start[place[0]]
    }
    made: list[tuple[int, int, str, str, str]] = []
    capital = -1  # word that takes over the capital letter of a deleted one
    for (a, b, start, end), new, term, how in becomes:
        old = t.string(start, end)
        if new is None:
            if made and start < made[-1][1]:
                continue  # a deletion before it gave it its capital letter
            made.append((start, end, old, term, how))
            continue
        opens = start == t.start[a]
        if opens and page.word(a - 1) in ("a", "an") and page.joined(a - 1) and a - 1 not in following:
            row = _article(page, a, b, new, how, following, shouts=_shouts(old, term))
            if row:
                made.append(row)
        if how == "deleted":
            start, end, new, capital_next = _deleted(page, a, b, old, following)
            capital = b + 1 if capital_next else -1
            start = max(start, made[-1][1]) if made else start  # two deletions beside each other share one space
        else:
            new = _cased(old, new, term, opens and page.opens_sentence(a), capital == a)
            capital = -1
        made.append((start, end, new, term, how))
        verb = page.whole(b + 1).lower() if page.joined(b) else ""
        if how == "same" and verb in _AGREE and looks_plural(new) and not looks_plural(old) and b + 1 not in following:
            made.append((int(t.start[b + 1]), int(t.end[b + 1]), _AGREE[verb], "", "verb agrees"))
    return made


def _wording(
    page: prose.Prose, place: tuple[int, int, int, int], term: str, word: str, part: str
) -> tuple[str | None, str]:
    """New wording for a hit and how it was made, or None and why it stays.

    ``place`` holds the first and the last word, and the laid offsets: a hit may be a part of a word (*anti-mob*).
    ``part`` is ``verb``, ``noun`` or "" for any other part of speech.
    """
    t = page.tokens
    verb = part == "verb"
    a, b, start, end = place
    old = t.string(start, end)
    before_noun = page.joined(b) and (
        not page.is_a(b + 1, *_CLOSED.split(), "adverb", "verb", "past") or page.word(b + 1) in ("one", "ones")
    )
    if not word:
        return None, "kept: no neutral wording"
    if word == "-" and (start > t.start[a] or end < t.end[b]):
        return None, "kept: part of a longer word"
    if word == "-":
        predicate = page.word(a - 1) in _BE and not before_noun
        flows = _flows(page, b) or page.word(b).endswith("ly")
        return (None, "kept: the sentence needs it") if predicate or not flows else ("", "deleted")
    form = form_of(old, term, verb=verb)
    if verb and form == "same" and past_is_base(term) and page.word(a - 1) not in _BASE_AFTER:
        form = "past"
    new = inflect(word, form) if form else ""
    if not new:
        return None, "kept: no matching form"
    before = page.word(a - 1)
    if (
        not verb
        and form == "same"
        and before in _SUBJECTS
        and page.joined(a - 1)
        and page.word(a - 2) not in _NEEDS_NOUN
    ):
        return None, "kept: used as a verb"
    if part == "noun" and page.joined(b) and _does(page, a, b, form):
        return None, "kept: used as a verb"
    if verb and word.split()[0] in _REPORTS and page.joined(b) and not _clause_follows(page, b):
        return None, "kept: nothing is reported"
    if part == "noun" and form == "same" and before_noun and term.lower().endswith(_ADJECTIVES):
        return None, "kept: used as an adjective"
    if page.joined(b) and _repeated(new, page.word(b + 1)):
        return None, "kept: the next word says it too"
    # "their claims", "the weaponizing of the law"
    noun = form in ("same", "third") and page.is_a(a - 1, "determiner", "possessive") and page.joined(a - 1)
    if verb and (noun or (form == "ing" and page.word(b + 1) == "of")):
        return None, "kept: used as a noun"
    if before_noun and not verb and set(new.split()) & _HANGS_ON:
        return None, "kept: does not fit before a noun"
    opening, _, rest = new.partition(" ")
    if rest and opening in ("the", "a", "an") and page.is_a(a - 1, "determiner", "possessive"):
        new = rest
    return new, form


def _does(page: prose.Prose, a: int, b: int, form: str) -> bool:
    """Whether a word listed as a noun is what somebody does: *agents raid homes*, *she raids the shop*."""
    told = page.is_a(b + 1, "determiner", "possessive", "object")
    if form == "plural":
        # "The raids the police made": an article before it makes it a noun.
        return told and page.joined(a - 1) and not page.is_a(a - 1, "determiner", "possessive", "preposition")
    if form != "same" or not page.joined(a - 1) or page.tokens.genitive[a - 1] or not looks_plural(page.word(a - 1)):
        return False
    if page.is_a(a - 1, "determiner", "possessive", "auxiliary", "pronoun") or page.word(a - 2) in ("a", "an"):
        return False
    return told or not page.is_a(b + 1, *_CLOSED.split(), "verb", "past")


def _clause_follows(page: prose.Prose, b: int) -> bool:
    """Whether what follows tells something: a subject or *that*, or a verb further on in the clause."""
    if page.word(b + 1) in _CLAUSE_SUBJECTS:
        return True
    return any(page.is_a(k, "auxiliary", "past") or page.word(k) in _CLAUSE_SUBJECTS for k in page.clause(b)[2:])


def _repeated(new: str, following: str) -> bool:
    """Whether the new wording would say the next word twice: *criticized critics*, *big companies companies*.

    >>> _repeated("criticized", "critics"), _repeated("big companies", "companies"), _repeated("crowd", "of")
    (True, True, False)
    """
    last = new.lower().rpartition(" ")[2]
    return len(following) > 4 and len(last) > 4 and last[:6] == following[:6]


def _flows(page: prose.Prose, b: int) -> bool:
    """Whether the sentence goes on after ``b``, past a quotation mark or a comma (*an angry, unruly mob*)."""
    t = page.tokens
    return b + 1 < len(page) and t.sentence[b] == t.sentence[b + 1] and not page.gap(b, "colon", "semicolon", "dash")


def _deleted(page: prose.Prose, a: int, b: int, old: str, following: dict) -> tuple[int, int, str, bool]:
    """Offsets of a deletion with the space that goes with it; whether the next word takes over the capital."""
    t = page.tokens
    start, end = int(t.start[a]), int(t.end[b])
    if not _flows(page, b):
        # At the end of a sentence the space before goes.
        return int(t.end[a - 1]), end, "", False
    gap = t.string(end, int(t.start[b + 1]))
    end += len(gap) - len(gap.lstrip(" ,"))
    takes_over = page.opens_sentence(a) and old[:1].isupper()
    if takes_over and b + 1 not in following and int(t.start[b + 1]) == end:
        return start, end + 1, t.string(end, end + 1).upper(), False
    return start, end, "", takes_over


def _article(page: prose.Prose, a: int, b: int, new: str, how: str, following: dict, *, shouts: bool) -> tuple | None:
    """Change of *a* or *an* before a hit, or None where it stays."""
    t = page.tokens
    last = b
    while not new and last + 1 < len(page):  # deleted: the word after it decides, which may be replaced as well
        new, last = following.get(last + 1, (page.whole(last + 1), last + 1))
    start, end = int(t.start[a - 1]), int(t.end[a - 1])
    old = t.string(start, end)
    if how == "same" and looks_plural(new) and not looks_plural(t.string(int(t.start[a]), int(t.end[b]))):
        capital = old[:1].isupper()
        return None if capital else (start, int(t.start[a]), "", "", "article")
    right = article_for(new)
    right = right.upper() if shouts else right.capitalize() if old[:1].isupper() else right
    return None if right == old else (start, end, right, "", "article")


def _cased(old: str, new: str, term: str, opens: bool, takes_over: bool) -> str:
    """New wording with the capital letters of the old one."""
    if _shouts(old, term):
        return new.upper()
    own = term[:1].isupper() and not opens
    if takes_over or (old[:1].isupper() and not own):
        return new[:1].upper() + new[1:]
    return new


def _shouts(old: str, term: str) -> bool:
    """Whether a hit stands in capital letters that its term does not have."""
    letters = [c for c in old if c.isalpha()]
    return len(letters) > 1 and all(c.isupper() for c in letters) and not term.isupper()
