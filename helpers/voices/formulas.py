"""Set phrases that report without a cue verb: *according to Reed*, *in the words of Reed*, *as Reed put it*, *Reed: …*.

Each rule gives two tuples of columns: the cues with their sources (first and last word of the cue, first and last word
of the source, entry of the cue list or -1, whether the source is its own), and the pieces of content (number of the
source, first and last word, form).
"""

from __future__ import annotations

import numpy as np

from helpers.voices.classes import BIT
from helpers.voices.complements import content_end
from helpers.voices.reading import CLAUSE, QUOTE, THAT, Reading
from helpers.voices.tokens import Tokens, following, preceding

# A longer name before a colon, in words, is rather a headline.
_LONGEST_LABEL = 4
# A longer name below a post, in words, is rather a sentence.
_LONGEST_NAME = 6
# Paragraphs that a turn may have: an answer between two questions; what stands between two names may be other text.
_LONGEST_ANSWER, _LONGEST_TURN = 40, 3
# What a rule gives where none of its words occur: in most single articles most rules have nothing to do.
_NONE = np.zeros(0, np.int64)
_NOTHING = (_NONE, _NONE, _NONE, _NONE, -1, True), (_NONE, _NONE, _NONE, CLAUSE)


def find(r: Reading, sources: np.ndarray, turns: np.ndarray) -> list[tuple[tuple, tuple]]:
    """All set phrases, each rule with its cues and its pieces of content.

    Parameters
    ----------
    r : Reading
    sources : int array
        First words of the sources of reporting words.
    turns : int array
        First words of turns of an interview, which are blocks.
    """
    key = r.tokens.places("words", "put", "who_speaks")
    return [
        _according_to(r),
        _in_polls(r),
        _in_the_words_of(r, key),
        _put_it(r, key),
        _colons(r, key, sources, turns),
    ]


def _according_to(r: Reading) -> tuple[tuple, tuple]:
    """*According to X, …* and *…, according to X*."""
    t, n = r.tokens, len(r)
    at = (t.has("according")[:-2] & t.has("to")[1:-1] & (r.quote[:-2] < 0)).nonzero()[0]
    at = at[~t.has("possessive", "measure", at=at + 2) & (at > 0)]
    if not len(at):
        return _NOTHING
    first, end, left = at + 2, r.sentence_end[at], at - 1
    comma = following((r.comma & (r.quote < 0)).nonzero()[0], first, n - 1)
    opens = (at == r.sentence_start[at]) | (following(r.hard, at, n) == at) | t.has("conjunction", "that", at=left)
    leads = opens & (comma < end)
    mark = t.gap_has("dash", "semicolon", "colon", "unbracket") | np.append(r.opens_at[1:] >= 0, False)
    last = np.minimum(comma, np.where(leads, comma, end))
    last = np.minimum(last, np.maximum(following(mark.nonzero()[0], first, n - 1), first))
    # Before it: the sentence up to here, or just the quotation that ends here with a comma.
    start = np.maximum(preceding(r.firm, left, 0), r.sentence_start[at])
    quote = r.closes_at[left]
    alone = (quote >= 0) & t.gap_has("inside", at=left) & ~leads
    start = np.where(alone, r.takes_quote(quote, r.q_first, start), start)
    said_first = np.where(leads, np.minimum(last + 1, n - 1), start)
    said_last = np.where(leads, content_end(r, said_first, np.full(len(at), THAT)), left)
    # "The cause, according to X, was a storm.": the words after the source, too.
    middle = ~leads & r.comma[left] & r.comma[last] & (last < end)
    on = np.minimum(last + 1, n - 1)
    middle &= ~t.has("relative", "conjunction", "ing", "determiner", at=on)
    # "Reed, according to Hall, lied": a past form is the verb only where none came before it.
    middle &= ~t.has("past", at=on) | (r.finite_before[at] == r.finite_before[start])
    i = middle.nonzero()[0]
    rest = content_end(r, last[i] + 1, np.full(len(i), THAT))
    group = np.concatenate([np.arange(len(at)), i])
    said = (group, np.append(said_first, last[i] + 1), np.append(said_last, rest), CLAUSE)
    return (at, at + 1, first, last, -1, True), said


def _in_polls(r: Reading) -> tuple[tuple, tuple]:
    """*In a poll of farmers, half were for the dam*: at the start of a sentence only.

    *Half were for the dam in a poll* cannot be told from *he fell in the polls*; of such trailing phrases under a third
    were attributions when counted.
    """
    t, n = r.tokens, len(r)
    poll = t.has("poll")
    if not poll.any():
        return _NOTHING
    at = (t.has("in") & (r.quote < 0) & (r.sentence_start == np.arange(n))).nonzero()[0]
    noun = following(poll.nonzero()[0], at + 1, n - 1)
    stop = (~r.plain | t.has("relative", "to", "conjunction") | (r.finite & ~t.has("capital"))).nonzero()[0]
    ok = (noun - at <= 9) & (following(stop, at + 1, n - 1) >= noun) & poll[noun]
    at, noun = at[ok], noun[ok]
    if not len(at):
        return _NOTHING
    end = r.sentence_end[at]
    comma = following(r.commas, noun, n - 1)
    last = np.where(comma < end, comma, noun)
    said_first = np.minimum(last + 1, n - 1)
    said_last = content_end(r, said_first, np.full(len(at), THAT))
    finite = r.finite_before
    ok = (said_last > said_first) & (finite[said_last + 1] > finite[said_first]) & (last < end)
    part = [values[ok] for values in (at, at + 1, last, said_first, said_last)]
    return (part[0], part[0], part[1], part[2], -1, True), (np.arange(int(ok.sum())), part[3], part[4], CLAUSE)


def _in_the_words_of(r: Reading, key: np.ndarray) -> tuple[tuple, tuple]:
    """*It was, in the words of Reed, a disgrace*; *in Reed's words, …*: what follows it, else what came before."""
    t, n = r.tokens, len(r)
    at = key[t.has("words", at=key) & (r.quote[key] < 0)]
    if not len(at):
        return _NOTHING
    of = t.has("of_for", at=at + 1) & t.has("determiner", at=at - 1) & t.has("in", at=at - 2)
    # "In Reed's own words": the source stands between.
    inside = preceding(t.places("in"), at - 1, 0)
    owns = (t.genitive[at - 1] | t.has("possessive", at=at - 1)) & (at > 0)
    owner = np.where(owns, at - 1, np.maximum(at - 2, 0))
    owns |= t.genitive[owner] | t.has("possessive", at=owner)
    owned = owns & (owner > inside) & (at - inside <= 6) & r.same_sentence(inside, at) & ~of
    first = np.where(of, at + 2, inside + 1)
    start, end = r.sentence_start[at], r.sentence_end[at]
    mark = np.minimum(following(r.marks, first, n - 1), end)
    last = np.where(of, mark, owner)
    cue = np.where(of, at - 2, inside)
    opens = cue == start
    after = np.where(of, mark, at)
    on = np.minimum(after + 1, n - 1)
    opens_next = r.opens_at[on] >= 0
    leads = (after < end) & (r.comma[after] | opens_next) & r.same_sentence(on, at)
    ok = (
        (of | owned)
        & (last >= first)
        & (last - first <= 12)
        & (opens | r.comma[cue - 1] | opens_next)
        & (leads | ~opens)
    )
    said_first = np.where(leads, on, np.maximum(preceding(r.firm, cue - 1, 0), start))
    said_last = np.where(leads, content_end(r, on, np.full(len(at), CLAUSE)), cue - 1)
    cue, at, first, last, said_first, said_last = (
        values[ok] for values in (cue, at, first, last, said_first, said_last)
    )
    return (cue, np.where(last > at, cue + 3, at), first, last, -1, True), (
        np.arange(len(at)),
        said_first,
        said_last,
        CLAUSE,
    )


def _put_it(r: Reading, key: np.ndarray) -> tuple[tuple, tuple]:
    """*As Reed put it, …*; *“…,” as Reed put it*; *Reed put it bluntly: “…”*."""
    t, n = r.tokens, len(r)
    at = key[t.has("put", at=key) & (r.quote[key] < 0) & (key + 2 < n)]
    at = at[t.has("it", at=at + 1)]
    if not len(at):
        return _NOTHING
    start, end = r.sentence_start[at], r.sentence_end[at]
    head = preceding(r.heavy, at - 1, 0)
    as_ = preceding(t.places("as"), head - 1, 0)
    with_as = (as_ >= start) & (at - as_ <= 15) & (at > 0)
    with_as &= (as_ == start) | ~r.plain[np.maximum(as_ - 1, 0)]
    mark = np.minimum(following(r.marks, at + 1, n - 1), end)
    on = np.minimum(mark + 1, n - 1)
    goes_on = (mark < end) & t.gap_has("comma", "colon", at=mark) & r.same_sentence(on, at)
    colon = ~with_as & goes_on & t.gap_has("colon", at=mark) & (r.opens_at[on] >= 0) & (mark - at <= 6)
    first = np.where(with_as, as_ + 1, np.maximum(preceding(r.edges, head, 0), start))
    trails = with_as & (as_ > start)
    before = np.maximum(as_ - 1, 0)
    quote = r.closes_at[before]
    from_ = r.takes_quote(quote, r.q_first, np.maximum(preceding(r.firm, before, 0), start))
    after = ((with_as | colon) & goes_on & ~(trails & (quote >= 0))).nonzero()[0]
    trails = trails.nonzero()[0]
    number = np.concatenate([after, trails])
    said = (
        number,
        np.append(on[after], from_[trails]),
        np.append(content_end(r, on[after], np.full(len(after), CLAUSE)), before[trails]),
        CLAUSE,
    )
    return (at, at + 1, first, head, -1, True), said


def _colons(r: Reading, key: np.ndarray, sources: np.ndarray, turns: np.ndarray) -> tuple[tuple, tuple]:
    """*Reed: We won.* at the start of a paragraph, *Reed: “We won.”* anywhere, *We won: Reed* as the first paragraph.

    Before a colon also stand places, topics and kinds of text: a name counts only where the article has it as a source
    somewhere, other words only where they mean people or what speaks for them.
    """
    t, n = r.tokens, len(r)
    after_dash = key[t.has("who_speaks", at=key) & t.gap_has("dash", at=key - 1)] - 1
    colon = np.unique(np.append(r.colons, after_dash))
    colon = colon[((r.quote[colon] < 0) | (r.closes_at[colon] >= 0)) & (colon + 1 < n)]
    if len(turns):
        colon = colon[~np.isin(colon + 1, turns)]
    start, on = r.sentence_start[colon], np.minimum(colon + 1, n - 1)
    # Without a quotation after it, a colon counts near the start of a paragraph, or in a title.
    opening = (t.bits[np.maximum(start - 1, 0)] & BIT["opening"]) > 0
    first = t.paragraph[start] != t.paragraph[np.maximum(start - 1, 0)]
    may = (r.opens_at[on] >= 0) | (first & ((colon - start < 5) | opening))
    colon, start, on, first, opening = (column[may] for column in (colon, start, on, first, opening))
    if not len(colon):
        return _NOTHING
    dash, end = ~t.gap_has("colon", at=colon), t.paragraph_end[colon]
    finite = r.finite_before
    comma = np.minimum(following(r.commas, start, n - 1), colon)
    named = _all_capital(t, start, comma)
    verbless = (finite[on] == finite[start]) & (r.verb[colon] < 0) & (r.noun[colon] < 0)
    verbless &= ~t.has("label", "letter", "day", "time", at=start)
    who = t.has("who_speaks", at=colon)
    verbless &= ~dash
    quoted = (r.opens_at[on] >= 0) & (t.paragraph[on] == t.paragraph[colon]) & verbless & named
    quoted &= (comma - start < 4) & (colon - start < 9)
    opens = first & (colon - start < 5) & (t.paragraph[on] == t.paragraph[colon])
    opens &= t.has("capital", at=start) & (end > colon) & ~quoted
    # "Hill: We will rebuild": a pronoun begins what somebody says; "Hill: Dam was safe": a clause after one name.
    known = opens & verbless & named
    known[known] = _is_named(r, comma[known], sources)
    known |= t.has("pronoun", at=on) & ~t.has("relative", at=on)
    known |= (start == colon) & (finite[end + 1] > finite[on]) & ~t.has("question", at=on)
    clause = opens & ~dash & ~t.has("label", "letter", at=start) & ((verbless & named & known) | who)
    # "Bridge was never inspected: report", "“We were left alone”: Hill on the flood".
    title = first & opening
    title &= ~clause & ~quoted & (t.paragraph[on] == t.paragraph[colon])
    below = title & (end - colon < 4) & t.has("who_speaks", at=end) & (colon - start > 1)
    below |= title & ~dash & (r.closes_at[colon] >= 0) & t.has("capital", at=on)
    name_end = np.where(t.has("who_speaks", at=end), end, following(r.name_ends, on, n - 1))
    ahead_, behind = (quoted | clause).nonzero()[0], below.nonzero()[0]
    i = np.append(ahead_, behind)
    after = np.arange(len(i)) < len(ahead_)
    is_quote = quoted[i]
    first = np.where(after, start[i], on[i])
    last = np.where(after, np.where(is_quote, comma[i], colon[i]), name_end[i])
    said_last = np.where(is_quote, r.takes_quote(r.opens_at[on[i]], r.q_last, end[i]), end[i])
    source = (colon[i], colon[i] - 1, first, last, -1, True)
    said_first, said_last = np.where(after, on[i], start[i]), np.where(after, said_last, colon[i])
    return source, (np.arange(len(i)), said_first, said_last, np.where(is_quote, QUOTE, CLAUSE))


def _is_named(r: Reading, at: np.ndarray, sources: np.ndarray) -> np.ndarray:
    """Whether a source of the same article (given by its first word) has a name that ends with the word ``at``."""
    t = r.tokens
    asked = np.zeros(len(t.cut.texts) + 1, bool)
    asked[t.article[at]] = True
    sources = sources[asked[t.article[sources]]]
    return np.isin(_word(t, at), _word(t, following(r.name_ends, sources, len(r) - 1)))


def _word(t: Tokens, at: np.ndarray) -> np.ndarray:
    """A number for each word as it is written, another one in each article."""
    return t.article[at] * len(t.cut.known_forms.strings) + t.cut.form_id[t.row[at]]


def _all_capital(t: Tokens, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Whether all words from first to last are capitalised, of names no longer than ``_LONGEST_LABEL``."""
    capital = last - first < _LONGEST_LABEL
    for back in range(_LONGEST_LABEL):
        capital &= t.has("capital", at=np.maximum(last - back, first))
    return capital


def turns(r: Reading) -> tuple[np.ndarray, ...]:
    """Turns of an interview, and posts: first and last word, first and last word of the name (-1 for *A:*).

    A name at the start of a paragraph, with a colon after it, opens a turn where the article has it there at least
    twice; *A:* where it has *Q:* too. *Q:* is the paper's own question. A turn goes on over the paragraphs before the
    next name.
    """
    t, n = r.tokens, len(r)
    colon = r.colons[r.colons + 1 < n]
    start = r.sentence_start[colon]
    near = (colon - start < _LONGEST_LABEL) & (t.paragraph[start] != t.paragraph[np.maximum(start - 1, 0)])
    near &= np.append(True, start[1:] != start[:-1])[: len(start)] & (t.paragraph[colon + 1] == t.paragraph[start])
    colon, start = colon[near], start[near]
    near = _all_capital(t, start, colon) & (r.quote[start] < 0)
    near &= ~t.has("label", at=start) & (r.opens_at[colon + 1] < 0)
    start, colon = start[near], colon[near]
    if not len(start):
        return _posts(r)
    letter = t.has("letter", at=start) & (colon == start)
    question = letter & ~t.has("article", at=start)  # the other letter is an article too
    size = len(t.cut.known_forms.strings)
    key = _word(t, start) * size + t.cut.form_id[t.row[colon]]
    labels, which, times = np.unique(key, return_inverse=True, return_counts=True)
    article, answer = t.article[start], letter & ~question
    # Two speakers or more; "Clinton: 2,316" is a table.
    spoken = article[:0] if not len(labels) else labels // (size * size)
    several = np.isin(article, spoken[1:][spoken[1:] == spoken[:-1]])
    ok = (times[which] > 1) & ~letter & several & ~t.has("digit", at=np.minimum(colon + 1, n - 1))
    ok |= letter & np.isin(article, article[question]) & np.isin(article, article[answer])
    start, colon, letter, question = start[ok], colon[ok], letter[ok], question[ok]
    # Up to the next name; the last turn is its own paragraph.
    end = t.paragraph_end[start]
    same = t.article[start[1:]] == t.article[start[:-1]]
    length = np.diff(t.paragraph[start]) // 2
    end[:-1] = np.where(
        same & (length <= np.where(letter[:-1], _LONGEST_ANSWER, _LONGEST_TURN)), start[1:] - 1, end[:-1]
    )
    said = ~question
    name, last = np.where(letter, -1, start), np.where(letter, -1, colon)
    found = (colon + 1, end, name, last)
    return tuple(np.append(turn[said], post) for turn, post in zip(found, _posts(r), strict=True))


def _posts(r: Reading) -> tuple[np.ndarray, ...]:
    """Posts of others set into the text, with their signature: *Go home. — Ann Hill (@annhill) May 8, 2026*."""
    t = r.tokens
    last = t.gap_has("handle").nonzero()[0]
    if not len(last):
        return last, last, last, last
    start = preceding(t.gap_has("dash").nonzero()[0], last, -1) + 1
    near = (last - start < _LONGEST_NAME) & (start > 1) & (t.article[start - 1] == t.article[last])
    start, last = start[near], last[near]
    first, end = t.paragraph_start[start - 1], start - 1
    # A post with quotation marks needs no block.
    bare = (r.quote[first] < 0) & (r.closes_at[end] < 0) & (end > first)
    return first[bare], end[bare], start[bare], last[bare]
