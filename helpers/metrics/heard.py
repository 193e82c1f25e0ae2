"""How much of an article each source gets, and with which reporting words: part of :mod:`helpers.metrics`."""

from __future__ import annotations

import csv
import functools
from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers import denials
from helpers.metrics import introductions, speakers
from helpers.metrics.introductions import LINK
from helpers.metrics.tallies import keys as keys_of
from helpers.metrics.tallies import measured, need, ordered
from helpers.text import row_of
from helpers.voices import NARRATOR, cues

_STEP = "voices.find(articles)"
# A reporting word stands beside its stretch, or at the other end of the sentence: further away is another sentence.
_FAR = 300
# With these words after them the verbs ask for something: *called him*, but *called for help*.
_DEMANDS = frozenset((("call", "for"), ("call", "on"), ("call", "upon"), ("ask", "for")))
_COUNTS = ("direct", "indirect", "denied", "block", "quotations", "relayed")
_COLUMNS = (
    *("article_id", "source", "type", "named", "n", "total", "value", "direct", "indirect", "denied", "block"),
    *("quotations", "first_position", "prominence", "relayed", "passed_on", "depth"),
)


def sources(voices: pd.DataFrame, *, types: pd.DataFrame | None = None) -> pd.DataFrame:
    """Who is heard in an article: the words credited to each source, how they are given, and where they stand.

    A claim that the source is said to deny (*deny that it helped the agents*) is credited to it too, since it is the
    one who speaks of it; such words stand in ``denied``.

    What it does not measure: who is right, who was asked, or whether many words mean respect. A source may be quoted at
    length in order to be refuted.

    Parameters
    ----------
    voices : DataFrame
        As ``voices.find`` returns them, of any number of articles.
    types : DataFrame, optional
        Types of the sources, ``article_id, source, type, named``: those of ``speakers.find(voices)``, or the same table
        after you corrected it. Without it, they are found now.

    Returns
    -------
    DataFrame
        One row for each source of an article, most words first:

        - ``article_id``, ``source``, ``type`` (:data:`helpers.metrics.speakers.TYPES`), ``named`` (bool)
        - ``n``: words credited to the source; ``total``: all words of the article; ``value``: share, 0 to 1
        - ``direct``, ``indirect``, ``block``: of ``n``, the words in quotation marks, the words retold by somebody
          else, and the own words of a block quotation; ``denied``: of ``indirect``, the words of claims that the source
          is said to deny, reject or dispute
        - ``quotations``: stretches between quotation marks
        - ``first_position``: where the source comes up first, 0 (first word) to 1 (end)
        - ``prominence``: share of the words that are read, 0 to 1 (see Notes)
        - ``relayed``: of ``n``, the words that come through another source; ``passed_on``: words of others that
          come through this source
        - ``depth``: the longest way of its words, 1 (through the narrator alone) or more

    Raises
    ------
    KeyError
        If a column is missing; the message names the step that makes it.

    Notes
    -----
    ``prominence`` supposes readers who stop at any word with the same probability. Word *i* of *N* is then read with
    probability 1 − (*i* − ½)/*N*, and prominence is the sum of these over the words of the source, divided by the sum
    over all words, *N*/2. It equals ``value`` for a source whose words are spread evenly, and is higher for one that
    stands early. News is written to be cut from the end (Pöttker 2003); how people read, this does not know.

    References
    ----------
    Bell, A. (1991). The Language of News Media. Blackwell.
    Pöttker, H. (2003). News and its communicative quality: the inverted pyramid. Journalism Studies 4(4).

    Examples
    --------
    >>> from helpers import article, voices
    >>> told = article.from_text("Mayor Lena Holt said it rained. \\u201cIt did not,\\u201d the police said.")
    >>> heard = sources(voices.find(told))
    >>> heard[["source", "type", "named", "n", "direct", "indirect"]].values.tolist()
    [['the police', 'police', False, 3, 3, 0], ['Lena Holt', 'politician', True, 2, 0, 2]]
    """
    columns = ["article_id", "start", "kind", "credited", "chain", "cue", "n_words"]
    need(voices, columns, _STEP)
    rows = voices[columns].sort_values(["article_id", "start"], kind="stable")
    by_article = rows.groupby("article_id", sort=False)["n_words"]
    total, begin = by_article.transform("sum"), by_article.cumsum() - rows["n_words"]
    rows = rows.assign(
        total=total,
        place=(begin / total.where(total > 0)).fillna(0.0),
        read=rows["n_words"] * (1 - ((begin + rows["n_words"] / 2) / total.where(total > 0)).fillna(0.0)),
        direct=rows["n_words"].where(rows["kind"] == "direct", 0),
        indirect=rows["n_words"].where(rows["kind"] == "indirect", 0),
        denied=rows["n_words"].where(denials.of_stretches(rows), 0),
        block=rows["n_words"].where(rows["kind"] == "block", 0),
        quotations=(rows["kind"] == "direct").astype(np.int64),
        relayed=rows["n_words"].where(rows["chain"].str.contains(LINK, regex=False), 0),
    )
    # One row for each link of each chain: its last one is who is credited, the others pass it on. A source may come
    # twice in a chain (*Bell said Ray had told her that Bell had said*): its words count once, and it passes on none.
    links = rows.reset_index(drop=True).assign(row=np.arange(len(rows)), source=rows["chain"].str.split(LINK).array)
    links = links.explode("source", ignore_index=True)
    links["source"] = links["source"].astype("str")
    links["depth"] = links.groupby("row").cumcount() + 1
    last = ~links.duplicated("row", keep="last")
    links["source"] = links["source"].mask(last, links["credited"])
    others = ~last & (links["source"] != links["credited"]) & ~links.duplicated(["row", "source"])
    links["passed_on"] = links["n_words"].where(others, 0)
    links["n"] = links["n_words"].where(last, 0)
    for name in (*_COUNTS, "read"):
        links[name] = links[name].where(last, 0)
    links = links[links["source"] != NARRATOR]
    groups = links.groupby(["article_id", "source"], sort=False)
    counted = groups[["n", *_COUNTS, "read", "passed_on"]].sum()
    counted = counted.join(
        groups.agg(total=("total", "first"), first_position=("place", "min"), depth=("depth", "max"))
    )
    counted["prominence"] = (counted["read"] / (counted["total"] / 2).where(counted["total"] > 0)).fillna(0.0)
    known = speakers.find(voices) if types is None else types
    need(known, ["article_id", "source", "type", "named"], "speakers.find(voices)")
    known = known.drop_duplicates(["article_id", "source"]).set_index(["article_id", "source"])[["type", "named"]]
    counted = counted.join(known).reset_index()
    counted["type"] = counted["type"].fillna("other")
    counted["named"] = counted["named"].eq(True)
    order = {key: place for place, key in enumerate(voices["article_id"].unique())}
    counted = counted.sort_values(
        ["article_id", "n"],
        key=lambda column: column.map(order) if column.name == "article_id" else -column,
        kind="stable",
    )
    return measured(counted)[list(_COLUMNS)].astype(
        {"article_id": "str", "source": "str", "type": "str", "named": bool, "depth": np.int64}
    )


def denied(spans: pd.DataFrame, voices: pd.DataFrame) -> pd.DataFrame:
    """Tell which spans stand in a claim that its source is said to deny.

    *The police denied that an angry mob came*: the claim is credited to the police, and they reject it. What it does
    not measure: whether the denial is true. It goes by the reporting word and a negation before it (*never said*,
    *has not confirmed*, *stopped short of saying*), and knows no denial in other words (*said it was not so*).

    Parameters
    ----------
    spans : DataFrame
        Span table with ``article_id`` and ``start``: hits, words, or the voices themselves.
    voices : DataFrame
        What ``voices.find`` returned for the same articles.

    Returns
    -------
    DataFrame
        The rows of `spans`, with the column ``denied`` (bool): True where the stretch that the span begins in is
        retold, with a reporting word such as *deny*, *reject*, *dispute* or *refute*, or with one that is negated
        (*never said*), but not both (*did not deny*). ``views.concordance`` shows it
        beside the source.

    Raises
    ------
    KeyError
        If a column is missing; the message names the step that makes it.

    Examples
    --------
    >>> from helpers import article, lexicon, voices
    >>> articles = article.from_text("Police denied that an angry mob came. Bass said that a mob came.")
    >>> hits = lexicon.match(articles, lexicon.from_terms({"crowd": ["mob"]}))
    >>> denied(hits, voices.find(articles))["denied"].tolist()
    [True, False]
    >>> unmade = article.from_text("Police never said that a mob came. Bass did not deny that a mob came.")
    >>> denied(lexicon.match(unmade, lexicon.from_terms({"crowd": ["mob"]})), voices.find(unmade))["denied"].tolist()
    [True, False]
    """
    need(spans, ["article_id", "start"], "lexicon.match(articles, list)")
    need(voices, ["article_id", "start", "kind", "cue"], _STEP)
    row = row_of(spans, voices)
    return spans.assign(denied=(row >= 0) & denials.of_stretches(voices).to_numpy()[row] if len(voices) else False)


def cue_stance(voices: pd.DataFrame, *, by: str | Sequence[str] = "credited") -> pd.DataFrame:
    """With which reporting words the sources are introduced: neutral, endorsing, distancing, and so on.

    *She said* takes no side, *she pointed out* takes her claim for true, *she claimed* keeps away from it, *she
    admitted* makes it guilt. What it does not measure: what the writer thinks. *Claim* may be the plain word for what
    somebody did, and a neutral word may be meant to hurt.

    Parameters
    ----------
    voices : DataFrame
        As ``voices.find`` returns them.
    by : str or sequence of str
        ``credited`` (whose claim), ``chain``, ``voice`` (whose words the claim is in), ``article_id``, or several.

    Returns
    -------
    DataFrame
        One row per group and stance, groups in the order of the text, most uses first: the columns of `by`, ``stance``
        (as in ``data/cues/cues.csv``; *none* for a claim without a reporting word, *not listed* for a word that
        the list does not have), ``n`` (uses of such words), ``total`` (all uses in the group), ``value`` (share, 0 to
        1), ``words`` (the reporting words as written), ``literature`` (who described these words).

    Raises
    ------
    KeyError
        If a column is missing; the message names the step that makes it.

    Notes
    -----
    A reporting word between two parts of a quotation (*“No,” she said, “not today.”*) is one use: of the places where
    the word stands before and after a stretch, the nearer is taken for its own. All stretches of a block quotation that
    belong to its own source are one use. Of a cue of several words (*is forced to deny*) the last one listed decides.

    References
    ----------
    Hyland, K. (2005). Metadiscourse. Continuum.
    Recasens, M., Danescu-Niculescu-Mizil, C. & Jurafsky, D. (2013). Linguistic models for analyzing and detecting
    biased language. ACL.

    Examples
    --------
    >>> from helpers import article, voices
    >>> told = article.from_text("Bass claimed that it rained. Bass said that it was cold. Holt said that it was not.")
    >>> cue_stance(voices.find(told))[["credited", "stance", "n", "total", "words"]].values.tolist()
    [['Bass', 'distancing', 1, 2, 'claimed'], ['Bass', 'neutral', 1, 2, 'said'], ['Holt', 'neutral', 1, 1, 'said']]
    """
    keys = keys_of(by)
    need(voices, ["article_id", "start", "kind", "credited", "chain", "cue", "block", *keys], _STEP)
    rows = voices[voices["credited"] != NARRATOR]
    places = _cue_places(voices, rows)
    rows = rows.assign(at=[at for at, _ in places], particle=[after for _, after in places])
    rows = rows[~rows.duplicated(["article_id", "credited", "at"])]
    told = [_stance(cue, particle) for cue, particle in zip(rows["cue"], rows["particle"], strict=True)]
    rows = rows.assign(
        stance=pd.array([stance for stance, _ in told], "str"),
        literature=pd.array([by_whom for _, by_whom in told], "str"),
        place=rows.groupby(keys, sort=False).ngroup(),
    )
    groups = rows.groupby([*keys, "place", "stance"], sort=False)
    counted = groups.agg(n=("cue", "size"), words=("cue", _listed), literature=("literature", _listed)).reset_index()
    counted["total"] = counted.groupby("place")["n"].transform("sum")
    strings = dict.fromkeys((*keys, "stance", "words", "literature"), "str")
    counted = measured(ordered(counted, ["place", "n"])).astype({**strings, "n": np.int64, "total": np.int64})
    return counted[[*keys, "stance", "n", "total", "value", "words", "literature"]]


def _cue_places(voices: pd.DataFrame, rows: pd.DataFrame) -> list[tuple[int, str]]:
    """Offset of the reporting words of each row, the nearest before or after it, and the word that follows them.

    All stretches of a block quotation have one offset, below 0.
    """
    whole = introductions.texts(voices).set_index("article_id")["text"].to_dict()
    places = []
    columns = (rows[name].tolist() for name in ("article_id", "start", "text", "kind", "cue", "block"))
    for key, start, part, kind, cue, block in zip(*columns, strict=True):
        text, end = whole[key], start + len(part)
        if kind == "block":
            places.append((-1 - block, ""))
            continue
        before = text.rfind(cue, max(0, start - _FAR), start) if cue else -1
        after = text.find(cue, end, end + _FAR) if cue else -1
        near = [(start - before - len(cue), before)] * (before >= 0) + [(after - end, after)] * (after >= 0)
        at = min(near)[1] if near else start
        places.append((at, (text[at + len(cue) : at + len(cue) + 20].split() or [""])[0]))
    return places


def _stance(cue: str, particle: str = "") -> tuple[str, str]:
    """Stance of the reporting words, and who described it.

    >>> _stance("is being forced to deny")[0], _stance("According to")[0], _stance("")[0]
    ('negative', 'neutral', 'none')
    >>> _stance("called")[0], _stance("called", "for")[0]
    ('neutral', 'demand')
    """
    if not cue.strip():
        return "none", ""
    if cue.lower().split()[:2] == ["according", "to"]:
        return "neutral", "Bell 1991"
    listed = cues.read()
    for word in reversed(cue.lower().replace("’", "'").split()):
        verb, noun, *_ = listed.forms.get(word.strip(".,:;'"), (-1, -1))
        entry = verb if verb >= 0 else noun
        if entry >= 0 and (listed.names[entry], particle.lower()) in _DEMANDS:
            return "demand", "Searle 1976"
        if entry >= 0:
            return listed.stances[entry], _literature()[listed.names[entry], listed.parts[entry]]
    return "not listed", ""


@functools.cache
def _literature() -> dict[tuple[str, str], str]:
    with open(cues.DATA / "cues.csv", encoding="utf-8", newline="") as file:
        return {(row["cue"], row["part"]): row["source"] for row in csv.DictReader(file)}


def _listed(parts: pd.Series) -> str:
    """Each once, in order."""
    return "; ".join(dict.fromkeys(part for whole in parts for part in whole.split("; ") if part))
