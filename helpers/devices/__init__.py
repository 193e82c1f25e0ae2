"""Framing devices beyond single words, found by readable rules.

A device is a way of wording that carries a view without stating it: *is being forced to deny* (by whom?), *“sanctuary
city”* (whose word?), *trying to interfere* (who says so?). Each is defined, with what counts and what does not, in
``data/codebook.md``. A device found is a passage to look at. It is not a fault, and it does not tell what its writer
meant.
"""

from __future__ import annotations

import csv

import pandas as pd

from helpers import prose
from helpers import voices as voice_finder
from helpers.article import DATA, tables
from helpers.devices import agency, asides, questions, stance
from helpers.devices.sourcing import hedge_drop, laundering

__all__ = ["CANDIDATES", "DEVICES", "catalogue", "countable", "find", "hedge_drop", "laundering"]

# Each device: what it is in a line, and the name under which AllSides teaches it ("" where it has none).
DEVICES = {
    "scare quotes": ("quotation marks around a few words that nobody is said to have spoken", "word choice"),
    "distancing": ("a phrase such as so-called that holds a name at arm's length", "word choice"),
    "agentless passive": ("something is done to somebody, and the clause does not say by whom", "omission"),
    "agentless participle": ("detained people: the phrase does not say by whom", "omission"),
    "nominalisation": ("a deed made into a noun (her arrest) with no doer", "omission"),
    "presupposition": ("a word that takes something for granted", "opinion statements presented as fact"),
    "mind reading": ("tells an aim, wish or feeling that nobody can see", "mind reading"),
    "unsourced generalisation": ("a claim about or from people whom nobody can name", "unsubstantiated claims"),
    "legitimising gloss": ("an aside that says by which name a thing should be known", "spin"),
    "party label": ("the side is named of one party only", "bias by labelling"),
    "hedge": ("leaves open whether, or how far, it is so", ""),
    "booster": ("says it is so, louder", "sensationalism"),
    "euphemism": ("a soft word for a hard thing", "word choice"),
    "minimiser": ("makes it small", "spin"),
    "rhetorical question": ("a question of the narrator, with the answer left to the reader", "spin"),
}

# Of these details too few findings are right to be counted: they are candidates to be read one by one. An empty tuple:
# each detail of the device.
CANDIDATES = {
    "scare quotes": ("one word", "after so-called"),
    "distancing": ("so-called", "self-described"),
    "mind reading": (),
    "legitimising gloss": (),
    "rhetorical question": (),
}


def catalogue() -> pd.DataFrame:
    """List the devices that :func:`find` looks for.

    Returns
    -------
    DataFrame
        One row per device: ``device``, ``what`` (in a line), ``allsides`` (the name under which AllSides teaches it, ""
        where there is none), ``right`` (how many of its findings in news articles were right for each of two coders, in
        the last round that was coded; ``data/codebook.md`` tells who they were and which errors they found),
        ``only_read`` (details that are candidates to be read and not to be counted, *all* where it is each; ""
        where there are none).

    References
    ----------
    AllSides (2022). How to spot 16 types of media bias.

    Examples
    --------
    >>> catalogue().set_index("device").loc["distancing", ["allsides", "only_read"]].tolist()
    ['word choice', 'so-called, self-described']
    """
    readings: dict[str, dict[int, list[str]]] = {}
    with open(DATA / "devices" / "readings.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            said = f"{row['detail']} {row['first']} and {row['second']} of {row['n']}".strip()
            readings.setdefault(row["device"], {}).setdefault(int(row["round"]), []).append(said)
    right = {name: "; ".join(rounds[max(rounds)]) for name, rounds in readings.items()}
    read = {name: ", ".join(details) or "all" for name, details in CANDIDATES.items()}
    rows = [(name, what, allsides, right[name], read.get(name, "")) for name, (what, allsides) in DEVICES.items()]
    return pd.DataFrame(rows, columns=["device", "what", "allsides", "right", "only_read"], dtype="str")


def countable(rows: pd.DataFrame) -> pd.DataFrame:
    """Leave out the candidates that are to be read and not to be counted (:data:`CANDIDATES`).

    Parameters
    ----------
    rows : DataFrame
        What :func:`find` returned, or the same rows with further columns.

    Returns
    -------
    DataFrame
        The other rows, with their index.

    Examples
    --------
    >>> from helpers import article
    >>> rows = find(article.from_text("The so-called experts raised the so-called debt ceiling."))
    >>> rows.detail.tolist(), countable(rows).detail.tolist()
    (['name denied', 'so-called'], ['name denied'])
    """
    candidate = pd.Series(False, index=rows.index)
    for device, details in CANDIDATES.items():
        own = rows["device"] == device
        candidate |= own & rows["detail"].isin(details) if details else own
    return rows[~candidate]


def find(articles: pd.DataFrame, voices: pd.DataFrame | None = None) -> pd.DataFrame:
    """Find framing devices in every article.

    Measures where a wording of the kinds in :data:`DEVICES` stands. It does not measure what the writer meant, whether
    the wording is fair, or what the whole text argues. The rules see forms and their neighbours and no meaning, so each
    row is a candidate; ``data/codebook.md`` gives for each device how many of those read were right, and
    :func:`countable` leaves out those that are right too seldom to be counted.

    Parameters
    ----------
    articles : DataFrame
        The articles table (:func:`helpers.article.read`).
    voices : DataFrame, optional
        What :func:`helpers.voices.find` returned for the same articles; found now where it is not given. It is used to
        tell scare quotes from speech, and questions and aims of the narrator from those that a source tells.

    Returns
    -------
    DataFrame
        One row per candidate, in the order of the texts: ``article_id``, ``start``, ``end`` (code points), ``text``,
        ``device`` (a name in :data:`DEVICES`), ``detail`` (which kind of it). One passage may hold several devices. Use
        :func:`helpers.voices.attach` to see whose words they are.

    Raises
    ------
    TypeError, KeyError, ValueError
        If it is no articles table (:func:`helpers.article.tables.check`), or an article has no rows in `voices`.

    References
    ----------
    ``data/codebook.md`` names the studies behind each device.

    Examples
    --------
    >>> from helpers import article
    >>> articles = article.from_text("The “experts” were forced to leave. Is anybody surprised?")
    >>> find(articles)[["text", "device", "detail"]].values.tolist()
    [['“experts”', 'scare quotes', 'name denied'],
     ['were forced to leave', 'agentless passive', 'coercion'],
     ['forced to', 'presupposition', 'implicative, force'],
     ['Is anybody surprised?', 'rhetorical question', 'question']]
    """
    tables.check(articles)
    if voices is None:
        voices = voice_finder.find(articles)
    unknown = ~articles["article_id"].isin(voices["article_id"].unique()) & (articles["text"] != "")
    if unknown.any():
        raise KeyError(
            f"The voices table has no article {articles['article_id'][unknown].iloc[0]!r}; call voices.find on the "
            f"same articles first."
        )
    page = prose.read(articles["text"].tolist())
    rows = [(row, name) for name, each in _found(page, articles, voices).items() for row in each]
    rows.sort(key=lambda row: row[0][:2])
    table = prose.table(articles, page, [row for row, _ in rows])
    table.insert(4, "device", pd.array([name for _, name in rows], dtype="str"))
    return table


def _found(page: prose.Prose, articles: pd.DataFrame, voices: pd.DataFrame) -> dict[str, list[tuple[int, int, str]]]:
    """Laid offsets and detail of each candidate, by device."""
    start = page.tokens.start
    entries = stance.house_list("phrases").entries
    category, sense = entries["category"].tolist(), entries["sense"].tolist()
    phrases: dict[str, list[tuple[int, int, str]]] = {name: [] for name in set(category)}
    for a, b, entry in stance.hits(page, "phrases"):
        phrases[category[entry]].append((a, b, sense[entry]))

    quoted, asked = asides.scare_quotes(page), questions.questions(page)
    general = stance.generalisations(page)
    general += stance.sourceless(page, phrases["unsourced generalisation"])
    labels = sorted(phrases["party label"] + asides.party_initials(page))
    minds = phrases["mind reading"]
    # What depends on who speaks: asked of the voices together, then dealt out again.
    places = [row[0] for row in quoted + asked] + [int(start[row[0]]) for row in labels + minds]
    kind, voice = asides.heard(voices, articles, page, places)
    a, b = len(quoted), len(quoted) + len(asked)
    c = b + len(labels)
    return {
        "scare quotes": asides.unspoken(page, quoted, kind[:a], asides.spoken_sentences(voices, articles, page)),
        "distancing": asides.distancing(page, phrases["distancing"]),
        "agentless passive": agency.passives(page),
        "agentless participle": agency.participles(page),
        "nominalisation": agency.nominalisations(page),
        "presupposition": stance.presuppositions(page),
        "mind reading": stance.minds(page, minds, kind[c:]),
        "unsourced generalisation": _apart(general),
        "legitimising gloss": asides.glosses(page, [(a, b) for a, b, _ in phrases["legitimising gloss"]]),
        "party label": asides.party_labels(page, labels, voice[b:c]),
        **{device: stance.from_list(page, name) for device, name in stance.LISTED.items()},
        "rhetorical question": [row for row, where in zip(asked, kind[a:b], strict=True) if where == "narrator"],
    }


def _apart(rows: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Of rows that overlap keep the one that begins first, of these the longest.

    >>> _apart([(5, 9, "b"), (0, 6, "a"), (9, 12, "c")])
    [(0, 6, 'a'), (9, 12, 'c')]
    """
    kept: list[tuple[int, int, str]] = []
    for row in sorted(rows, key=lambda row: (row[0], -row[1])):
        if not kept or row[0] >= kept[-1][1]:
            kept.append(row)
    return kept
