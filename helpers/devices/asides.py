"""Names held at arm's length and labels given in passing: scare quotes, glosses, party labels."""

from __future__ import annotations

import functools
import re
from collections import Counter

import numpy as np
import pandas as pd

from helpers import lexicon
from helpers.lexicon import conditions, formats
from helpers.prose import Prose
from helpers.voices import quotations

# After so-called. Without it only one word is taken: of those read by hand, half of the longer ones were terms
# (*“social distancing”*) or somebody's words, against one in four or five of one word.
LONGEST_SCARE = 3
# Words before a quotation that say: this is a name or a word that is talked about, or a cry that was heard.
_MENTION = frozenset(
    "word words term terms phrase phrases expression slogan slogans motto title titled entitled called named nicknamed"
    " dubbed headline headlined song film movie book album show series episode hashtag letter letters letterhead sign"
    " signs banner banners placard reading reads read chanting chanted chant chants shouting shouted yelling yelled"
    " screaming screamed crying cried chorus means meaning spelled spelling labelled labeled label labels marked"
    " category advertised billed".split()
)
# Before a quotation, in its clause: somebody's words or thoughts follow, or a term of law, a vote, a rating.
_SAID = frozenset(
    "according accuse accused accusing acknowledge acknowledged add added admit admits admitted announce announced"
    " answer answered argue argued argues arguing ask asked attention believed blast blasted brand branded call"
    " called calling calls characterize characterized characterizing charge charged charges charging cite cited"
    " cites citing claim claimed claiming claims conclude concluded concludes consider considered considers convict"
    " convicted criticize criticized declare declared declares declaring deem deemed deems define defined defines"
    " demand demanded demands denied denies denounce denounced deny describe described describes describing dismiss"
    " dismissed dubbed estimated express expressed feel felt find finds found hail hailed identified identify"
    " insinuate insinuated insist insisted insists known label labels list listed maintain maintained maintains"
    " mention mentioned mock mocked named nicknamed note noted notes pledge pledged portray portrayed praise praised"
    " promise promised quote quoted rank ranked rate rated rates refer referred referring refers regard regarded"
    " regards reject rejected repeat repeated replied reply reported reports require required requires respond said"
    " saw say saying says seen sees show showed shows slam slammed stated states suggest suggested suggests tell"
    " tells termed think thinks thought threaten threatened threatens told tweet tweeted tweeting tweets urge urged"
    " use used uses using view viewed vote voted votes voting vow vowed want wanted wants warn warned warning warns"
    " write writes written wrote".split()
)
# A quotation after one of these, or before one of the next, is a term that has a meaning of its own.
_OF_A_TERM = frozenset(
    "theory concept idea notion doctrine principle policy rule act program programme strategy project standard clause"
    " provision category status".split()
)
_TERM_AFTER = frozenset("clause doctrine test provision standard exception amendment theory hypothesis effect".split())
_SINGLE = frozenset("'‘‚")
_VOTES = frozenset("yes no nay nays aye ayes present leave remain".split())
_MOST_QUOTED = 1  # quotations in one sentence: two or more are mostly taken from one speech, or terms beside each other
# Who says *I* or *you* is speaking.
_SPEAKERS = frozenset("i we you my me us our your".split())
_BE = frozenset("is are was were be been".split())
# An aside that begins so explains, and gives no name.
_NO_NAMES = frozenset(
    "one ones more less a an no either both those that about referring when if because not it he she they there what"
    " who can do does to".split()
)
_NO_OWN_NAME = frozenset("equal equally similar different".split())
_QUANTIFIERS = frozenset("all both mostly mainly every each".split())
_CAPITAL_LABELS = re.compile(r"(?i)^(?:democrats?|democratic|dems?|republicans?|gop|tory|tories|maga|labour)\b")
# Party and state after a name: *Ann Reed (D-Calif.)*, *Bo Hall, R-Texas,*; alone only in brackets: *(D)*.
_INITIALS = re.compile(r"([DR])(?:[-‐‑]((?!Day\b)[A-Z]\S*))?\Z")
# Of the names that *so-called* denies these are plain as often: a court, a ban, a moderate bill, an emergency order.
_PLAIN = frozenset(
    "moderate free objective emergency humanitarian deal deals group ban council board commission court courts study"
    " studies government governments republic republics".split()
)
# Names that are themselves at issue; *so-called* takes a side about them.
_AT_ISSUE = frozenset(
    "whistleblower whistleblowers mainstream responsible amnesty censorship caliphate commonsense corrupt".split()
)
_CLOSES_NAME = ("comma", "semicolon", "colon", "dash", "break")
_LONGEST_GLOSS = 8  # words: a longer aside is a sentence of its own, not a name
_SIDE_BY_SIDE = frozenset("or nor".split())


@functools.cache
def _denied() -> tuple[frozenset[str], tuple[str, ...]]:
    """Names of rank, merit or success, which *so-called* denies: the words that the list ``loaded`` asks for after it.

    >>> exact, begun = _denied()
    >>> "judge" in exact, "expert" in begun
    (True, True)
    """
    entries = formats.read(lexicon.FOLDER / "loaded.csv")
    return conditions.followers(entries[entries["term"] == "so-called"].reset_index(drop=True)).words[0]


def _is_denied(prose: Prose, i: int, *, at_issue: bool = False) -> bool:
    """Whether word ``i`` is a name that is denied: *so-called experts*, not *so-called group* or *the Heroes Act*.

    With ``at_issue`` also one that people fight about (*so-called amnesty*): in quotation marks alone these are mostly
    somebody's words.

    >>> from helpers.prose import read
    >>> prose = read(["The so-called experts met the so-called Heroes group."])
    >>> [prose.word(i) for i in range(len(prose)) if _is_denied(prose, i)]
    ['experts']
    """
    word, (exact, begun) = prose.word(i), _denied()
    named = word in exact or (at_issue and word in _AT_ISSUE) or word.startswith(begun)
    return named and word not in _PLAIN and not word.endswith("ism") and not prose.is_a(i, "capital")


def distancing(prose: Prose, found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Tell *so-called* that denies a name (detail *name denied*) from *so-called* that may only bring in a term.

    The name may be up to three words long: *the so-called climate experts*.

    >>> from helpers.prose import read
    >>> prose = read(["The so-called climate experts left. The so-called debt ceiling stays."])
    >>> [detail for _, _, detail in distancing(prose, [(2, 2, "so-called"), (8, 8, "so-called")])]
    ['name denied', 'so-called']
    """
    rows = []
    for first, last, detail in found:
        if detail == "so-called":
            k = last + 1
            while k < last + 3 and not prose.gap(k, *_CLOSES_NAME) and not prose.opens_sentence(k + 1):
                if _is_denied(prose, k, at_issue=True):
                    break
                k += 1
            detail = "name denied" if _is_denied(prose, k, at_issue=True) else detail
        rows.append(prose.span(first, last, detail))
    return rows


def scare_quotes(prose: Prose) -> list[tuple[int, int, str]]:
    """Find words in quotation marks that nobody is said to have spoken; who speaks is asked later, of the voices.

    One word, or up to three after *so-called*. Where a word is a name of rank, merit or success (*“experts”*,
    *“reform”*) the detail is *name denied*: most of these are held at arm's length, of other words many are terms.

    A title, a word that is talked about (*the word “mob”*), a cry and a whole sentence are no candidates.

    >>> from helpers.prose import read
    >>> prose = read(["The “experts” left. They read “War and Peace” and the word “mob” there."])
    >>> [(prose.tokens.string(s, e), detail) for s, e, detail in scare_quotes(prose)]
    [('“experts”', 'name denied')]
    """
    t = prose.tokens
    marked = quotations.find(t.cut, t.base)
    first = np.searchsorted(t.start, marked.start, side="right")
    last = np.searchsorted(t.start, marked.end) - 1
    n = last - first + 1
    # Where a text has double marks, single ones stand in headlines and inside speech.
    single = np.array([t.string(at, at + 1) in _SINGLE for at in marked.start.tolist()], bool)
    article = t.article[np.minimum(first, len(t) - 1)]
    single &= np.isin(article, article[~single])
    in_sentence = Counter(t.sentence[np.minimum(first, len(t) - 1)].tolist())
    found = []
    for i in np.flatnonzero((n > 0) & (n <= LONGEST_SCARE) & marked.closed).tolist():
        a, b = int(first[i]), int(last[i])
        inside = t.string(int(marked.start[i]), int(marked.end[i])).strip("“”\"'‘’«»„")
        if re.search(r"[.?!…]$", inside) and inside[:1].isupper() or not re.search(r"[^\W\d]", inside):
            continue
        if all(
            prose.is_a(k, "capital") or prose.is_a(k, "preposition", "determiner", "and", "conjunction")
            for k in range(a, b + 1)
        ):
            continue
        if any(prose.word(k) in _SPEAKERS for k in range(a, b + 1)) or (prose.opens_sentence(a) and inside[-1:] == ","):
            continue
        # A part of a word: “news”letter.
        if t.string(int(marked.end[i]), int(marked.end[i]) + 1).isalnum():
            continue
        if {prose.word(a - 1), prose.word(a - 2)} & _MENTION or prose.word(b + 1) in ("means", "refers", "meaning"):
            continue
        so_called = re.search(r"(?i)so[ -]called$", f"{prose.whole(a - 2)} {prose.whole(a - 1)}") is not None
        if not so_called and (b > a or single[i] or _told(prose, a, b) or in_sentence[t.sentence[a]] > _MOST_QUOTED):
            continue
        denied = any(_is_denied(prose, k, at_issue=so_called) for k in range(a, b + 1))
        detail = "name denied" if denied else "after so-called" if so_called else "one word"
        found.append((int(marked.start[i]), int(marked.end[i]), detail))
    return found


def _told(prose: Prose, a: int, b: int) -> bool:
    """Whether the words ``a`` to ``b`` are told as somebody's words, or as a term or a name.

    Names begin with a capital; a word of saying or thinking stands before, in the same clause.
    """
    t = prose.tokens
    if prose.is_a(a, "capital") and not prose.opens_sentence(a):
        return True
    # "A “zero-tolerance” policy", "the rule, or “triggers”": terms of a trade or of a debate.
    compound = re.search(r"\w-\w", t.string(int(t.start[a]), int(t.end[b]))) is not None and prose.word(b + 1) != ""
    if compound or prose.word(a - 1) in _SIDE_BY_SIDE:
        return True
    if prose.word(b + 1) in _TERM_AFTER or (prose.word(a - 1) == "of" and prose.word(a - 2) in _OF_A_TERM):
        return True
    if prose.word(b + 1) in ("is", "was") and prose.word(b + 3) in _MENTION or prose.word(a) in _VOTES:
        return True
    # "The operation was “complex.”", "in the words of Bo Hall": what somebody said of it.
    verb = prose.is_a(a, "auxiliary") or (prose.is_a(a - 1, "auxiliary") and not prose.joined(b))
    if (
        verb
        or prose.word(a) in ("a", "an")
        or "words" in {prose.word(k) for k in (*range(a - 9, a), *prose.clause(b)[1:6])}
    ):
        return True
    k = a - 1
    while k >= 0 and t.sentence[k] == t.sentence[a] and not prose.gap(k, "semicolon"):
        if prose.gap(k, "colon"):
            return True
        if prose.gap(k, "comma") and k < a - 1:
            # "Bo Hall wrote, a “dope.”": the words go on after the comma.
            return prose.word(k) in _SAID and a - k < 4
        if prose.word(k) in _SAID and not prose.is_a(k - 1, "determiner", "possessive"):
            return True
        k -= 1
    return False


def unspoken(
    prose: Prose, found: list[tuple[int, int, str]], kind: list[str], spoken: set[int]
) -> list[tuple[int, int, str]]:
    """Leave out quotations that are somebody's speech, or stand in a sentence with somebody's speech.

    *Bass called it “slow”, a “constant concern.”*: the second is hers too.

    >>> from helpers.prose import read
    >>> prose = read(["The “experts” left."])
    >>> unspoken(prose, [(4, 13, "")], ["narrator"], set()), unspoken(prose, [(4, 13, "")], ["direct"], set())
    ([(4, 13, '')], [])
    """
    rows = np.searchsorted(prose.tokens.start, [row[0] for row in found], side="right")
    where = prose.tokens.sentence[np.minimum(rows, len(prose) - 1)].tolist()
    return [row for row, k, at in zip(found, kind, where, strict=True) if k != "direct" and at not in spoken]


def spoken_sentences(voices: pd.DataFrame, articles: pd.DataFrame, prose: Prose) -> set[int]:
    """Numbers of the sentences in which direct speech begins.

    >>> from helpers import article, voices
    >>> from helpers.prose import read
    >>> articles = article.from_text("Bass left. “We won,” Bass said.")
    >>> len(spoken_sentences(voices.find(articles), articles, read(articles.text.tolist())))
    1
    """
    direct = voices[voices["kind"] == "direct"]
    at = pd.Index(articles["article_id"]).get_indexer(direct["article_id"])
    laid = prose.tokens.base[at] + direct["start"].to_numpy()
    rows = np.searchsorted(prose.tokens.start, laid[at >= 0], side="left")
    return set(prose.tokens.sentence[np.minimum(rows, len(prose) - 1)].tolist())


def glosses(prose: Prose, cues: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """Find what stands after *i.e.*, *a.k.a.* and the like, to the end of the name that is given, in common words.

    Parameters
    ----------
    prose : Prose
    cues : list of (int, int)
        First and last word of each cue.

    >>> from helpers.prose import read
    >>> prose = read(["They met ICE, i.e. federal law enforcement, at noon."])
    >>> [(prose.tokens.string(s, e), detail) for s, e, detail in glosses(prose, [(4, 4)])]
    [('i.e. federal law enforcement', 'for ICE')]
    """
    found = []
    t = prose.tokens
    for first, last in cues:
        end = last + 1
        if end >= len(prose) or t.sentence[end] != t.sentence[first] or prose.word(first - 1) in _BE:
            continue
        if prose.word(end) in _NO_NAMES or prose.is_a(end, "digit") or prose.word(end + 1) == "fact":
            continue
        # "This [i.e. the ferry]" is an editor's, "aka: most of us" a sentence.
        if prose.gap(last, "colon") or "[" in t.cut.gaps[t.cut.gap[t.last[first - 1]]]:
            continue
        # A second proper name (*ISIL, also known as ISIS*) and what explains a verb (*vacated, i.e. set aside*) judge
        # nothing.
        named = end + 1 if prose.is_a(end, "determiner", "possessive") else end
        if prose.is_a(named, "capital", "past", "digit") or prose.is_a(first - 1, "past", "ing", "adverb"):
            continue
        known = prose.word(first + 1) == "known"
        if known and prose.word(first) != "otherwise" and prose.word(end) != "the" or prose.is_a(end, "adverb", "ly"):
            continue
        while (
            end + 1 < len(prose)
            and end - last < _LONGEST_GLOSS
            and prose.joined(end)
            and not prose.is_a(end + 1, "auxiliary", "relative", "subordinator", "verb")
        ):
            end += 1
        listed = any(prose.is_a(k, "digit", "conjunction") or prose.word(k) == "more" for k in range(last + 1, end + 1))
        listed |= "=" in t.cut.gaps[t.cut.gap[t.last[end]]]
        closed = end + 1 >= len(prose) or t.sentence[end + 1] != t.sentence[end] or not prose.joined(end)
        # "Socially progressive (i.e. gay marriage)", "new, i.e., future", "women (i.e., equal regardless of race)".
        adjective = end == last + 1 and not (prose.word(end).endswith("s") or prose.is_a(end, "participle"))
        adjective = adjective and prose.word(first) == "i" or prose.word(last + 1) in _NO_OWN_NAME
        listed |= any(prose.word(k) == "regardless" for k in range(last + 1, end + 1))
        if end - last < _LONGEST_GLOSS and closed and not listed and not adjective:
            found.append(prose.span(first, end, f"for {_named_before(prose, first)}"))
    return found


def _named_before(prose: Prose, i: int) -> str:
    """The word before ``i``, with the capitalised words and the adjective that belong to it."""
    k = i - 1
    while k > 1 and prose.joined(k - 1) and prose.is_a(k - 1, "capital") and prose.is_a(k, "capital"):
        k -= 1
    t = prose.tokens
    return t.string(int(t.start[k]), int(t.end[i - 1])) if prose.word(i - 1) else "what stands before"


def party_labels(prose: Prose, found: list[tuple[int, int, str]], voice: list[str]) -> list[tuple[int, int, str]]:
    """Keep labels of one side where a voice of the article gives the other side none.

    Parameters
    ----------
    prose : Prose
    found : list of (int, int, str)
        First and last word of each label, and its side (``left`` or ``right``).
    voice : list of str
        Whose word each label is.

    >>> from helpers.prose import read
    >>> prose = read(["Officials, all Democrats, met the Republicans.", "Bo, a Democrat, met Ann."])
    >>> labels = [(3, 3, "left"), (6, 6, "right"), (10, 10, "left")]
    >>> [(prose.tokens.string(s, e), side) for s, e, side in party_labels(prose, labels, ["narrator"] * 3)]
    [('Democrat', 'left')]
    """
    t = prose.tokens
    kept = []
    for (first, last, side), name in zip(found, voice, strict=True):
        label = prose.whole(first)
        if _CAPITAL_LABELS.match(label) and not label[:1].isupper():
            continue
        if label.startswith("Labour") and t.genitive[first] and not prose.is_a(first + 1, "capital"):
            continue  # Labour's plan: the party itself acts
        named = label.rstrip("s") in ("Liberal", "Conservative", "Progressive", "Nationalist", "Socialist")
        if last == first and named and (not label.endswith("s") or not prose.opens_sentence(first)):
            continue  # names of parties and papers outside the United States
        kept.append((first, last, side, (int(t.article[first]), name)))
    sides = Counter((where, side) for *_, side, where in kept)
    # Whoever says it: a label of the other side in the same sentence.
    beside = {(int(t.sentence[first]), side) for first, _, side, _ in kept}
    labels = []
    for first, last, side, where in kept:
        other = "right" if side == "left" else "left"
        if not sides[where, other] and (int(t.sentence[first]), other) not in beside:
            opens = first - 1 if prose.word(first - 1) in _QUANTIFIERS and prose.joined(first - 1) else first
            labels.append(prose.span(opens, last, side))
    return labels


def party_initials(prose: Prose) -> list[tuple[int, int, str]]:
    """First and last word and side of labels in one letter after a name: *(D-Calif.)*, *(R)*, *, R-Texas,*.

    >>> from helpers.prose import read
    >>> prose = read(["Ann Reed (D-Calif.) met Bo Hall, R-Texas, on D-Day. Vitamin (d) is sold."])
    >>> [(prose.whole(first), side) for first, _, side in party_initials(prose)]
    [('D-Calif', 'left'), ('R-Texas', 'right')]
    """
    t = prose.tokens
    forms = np.array([form in ("D", "R") for form in t.cut.forms], bool)[t.form]
    found = []
    for i in np.flatnonzero(forms).tolist():
        letter = _INITIALS.match(prose.whole(i))
        if not letter or not prose.is_a(i - 1, "capital"):
            continue
        before = t.string(int(t.end[i - 1]), int(t.start[i]))
        bracket = before.strip(" ") == "("
        if (letter[2] and (bracket or before == ", ")) or (bracket and not prose.joined(i)):
            found.append((i, i, "left" if letter[1] == "D" else "right"))
    return found


def heard(voices: pd.DataFrame, articles: pd.DataFrame, prose: Prose, places: list[int]) -> tuple[list[str], list[str]]:
    """Kind and voice of the stretch in which each laid offset lies.

    >>> from helpers import article, voices
    >>> from helpers.prose import read
    >>> articles = article.from_text("Bass said the mob left.")
    >>> found = voices.find(articles)
    >>> heard(found, articles, read(articles.text.tolist()), [0, 14])
    (['narrator', 'indirect'], ['narrator', 'narrator'])
    """
    if not places:
        return [], []
    base = prose.tokens.base
    ids = pd.Index(articles["article_id"])
    at = ids.get_indexer(voices["article_id"])
    order = np.lexsort((voices["start"].to_numpy(), at))
    order = order[at[order] >= 0]
    laid = base[at[order]] + voices["start"].to_numpy()[order]
    row = order[np.searchsorted(laid, np.asarray(places, np.int64), side="right") - 1]
    return voices["kind"].array[row].tolist(), voices["voice"].array[row].tolist()
