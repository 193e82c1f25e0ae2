"""Questions that ask for no fact, by their wording and by what stands beside them."""

from __future__ import annotations

import numpy as np

from helpers.devices.stance import MARKS, NEGATED
from helpers.prose import Prose

# Questions that web pages put between the lines: "Interested in North Korea?", "Want news in your inbox?".
_INVITATIONS = frozenset("interested want hide like skip recall remember anybody anyone".split())
_LONGEST_QUESTION = 40  # words: in the news read for the rules, longer ones were headlines run into a sentence
# A question with one of these does not ask for a fact: it has its answer in its wording.
_POINTED = frozenset("really ever even seriously possibly worth wonder surely honestly dare".split())
# These only as the subject, or right after it: *does anyone believe*, and not *did she tell anyone*.
_ANYBODY = frozenset("anyone anybody".split())
_POINTED_WITHIN = 9  # words: a word such as *really* further on mostly belongs to another clause
_POINTING = (["any"], ["that"], ["this"])  # *how can that be right*: no plan is asked for
_MODALS = frozenset("would could should can must might shall".split())
_WHO = frozenset("who why how".split())
_READERS = frozenset("you your".split())
_NO_ANSWER = frozenset("nobody none neither".split())
_ANSWERS = frozenset(
    "yes no nope not well because absolutely sure certainly possibly probably maybe perhaps here".split()
)
_CALLED_QUESTION = frozenset("question questions riddle asked".split())
_ANSWERED = frozenset("answer answers question questions".split())
_BESIDE = 40  # words before a question in which it may be called one


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
        if invited or not MARKS.isdisjoint(sentence) or sentence.lstrip().startswith(("JUST ", "MUST ")):
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
    plan = (
        _opening(words)[:2] == ["how", "can"] and _POINTED.isdisjoint(words) and _opening(words)[2:3] not in _POINTING
    )
    if plan or _opening(words)[:1] == ["what"] or (words[0] == "even" and len(words) < 6) or words[:2] == ["if", "not"]:
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
    negated = any(prose.whole(k).lower().endswith(NEGATED) for k in range(first, min(first + 3, last + 1)))
    pointed = not _POINTED.isdisjoint(words[:_POINTED_WITHIN]) or not _ANYBODY.isdisjoint(words[:4])
    pointed = pointed or words[-2:] == ["all", "this"] or words[:2] == ["how", "long"]
    return modal or negated or pointed or "why not" in " ".join(words) or prose.word(last + 1) in _NO_ANSWER
