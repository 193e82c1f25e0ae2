"""The list of reporting words: which forms each has, what may follow it, and how it takes a stand.

The list is data (``data/cues/cues.csv``), so that a reader can check it and add to it without touching a rule.
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from helpers import article

DATA = article.DATA / "cues"
# What can follow a cue; each is a bit. ``clause`` is a clause without *that*; ``object`` a noun phrase; ``person``
# somebody spoken to; ``aside`` a cue that may stand aside (*…, she said*); ``subject`` means that the content begins
# with the grammatical subject (*rain is expected to stop*).
TAKES = ("that", "clause", "to", "question", "quote", "object", "person", "aside", "subject")
TAKE_BIT = {name: 1 << place for place, name in enumerate(TAKES)}
PARTICLES = ("for", "on", "of", "to", "about", "against", "with", "as", "out", "at", "over", "into", "from", "up", "in")
STANCES = ("neutral", "endorsing", "distancing", "negative", "demand", "belief", "intention", "judgement", "evidence")
_VOWELS = frozenset("aeiou")


@dataclass(frozen=True)
class Cues:
    """The cue list as tables over its entries.

    Attributes
    ----------
    names, parts, stances : list of str
        Lemma, part of speech (``verb``, ``noun``, ``adjective``) and stance of each entry.
    forms : dict
        Each lower-case form with ``(entry as verb or -1, entry as noun or -1, doubtful)``; doubtful is 1 where the
        form of the verb is more often a noun (*state*, *reports*), and 2 is added for the base form.
    takes : int64 array, shape (n + 1, 1 + number of particles)
        Bits of what may follow; column 0 directly, the others after the particle. The last row is empty.
    """

    names: list[str]
    parts: list[str]
    stances: list[str]
    forms: dict[str, tuple[int, int, int]]
    takes: np.ndarray

    @functools.cached_property
    def table(self) -> np.ndarray:
        """Entry as verb and as noun, doubt, column of ``takes`` as a particle or 0, and whether the verb stands aside.

        Five rows over the forms; the last column is that of all forms that are not listed.
        """
        none = (-1, -1, 0)
        particles = {form: number for number, form in enumerate(PARTICLES, start=1)}
        columns = [(*self.forms.get(form, none), particles.get(form, 0)) for form in self._places]
        columns = np.array([*columns, (*none, 0)], np.int16).T
        aside = self.takes[columns[0], 0] & TAKE_BIT["aside"] > 0
        return np.vstack([columns, aside]).astype(np.int16)

    @functools.cached_property
    def place(self) -> Callable[[str], int]:
        """From a form, as written, to its column of ``table``."""
        places = self._places
        return lambda form: places.get(form.lower(), -1)

    @functools.cached_property
    def _places(self) -> dict[str, int]:
        return {form: place for place, form in enumerate(dict.fromkeys([*self.forms, *PARTICLES]))}

    @functools.cached_property
    def adjective(self) -> np.ndarray:
        """True for the entries that are adjectives."""
        return np.array([part == "adjective" for part in self.parts] + [False])

    @functools.cached_property
    def evidence(self) -> np.ndarray:
        """True for the entries that name no source (*it seems*)."""
        return np.array([stance == "evidence" for stance in self.stances] + [False])

    @functools.cached_property
    def believed(self) -> np.ndarray:
        """True for the entries of belief (*see*, *think*)."""
        return np.array([stance == "belief" for stance in self.stances] + [False])

    @functools.cached_property
    def spoken(self) -> np.ndarray:
        """True for the entries that may open a voice inside what somebody else is said to say.

        With cues of the mind (*realized*, *hopes*) the speaker reports the thought.
        """
        said = ("neutral", "endorsing", "distancing", "negative", "demand")
        return np.array([stance in said for stance in self.stances] + [False])

    @functools.cached_property
    def showing(self) -> np.ndarray:
        """True for the entries of evidence and of endorsing (*show*, *find*)."""
        return np.array([stance in ("evidence", "endorsing") for stance in self.stances] + [False])


def verb_forms(lemma: str, irregular: str = "") -> list[str]:
    """Forms of a verb; ``irregular`` gives past and participle where they are not regular.

    >>> verb_forms("deny"), verb_forms("say", "said")
    (['deny', 'denies', 'denying', 'denied'], ['say', 'says', 'saying', 'said'])
    >>> verb_forms("brag")[2:], verb_forms("label")[2:]
    (['bragging', 'bragged'], ['labeling', 'labeled', 'labelling', 'labelled'])
    """
    y = lemma.endswith("y") and lemma[-2:-1] not in _VOWELS
    if y:
        third, past = lemma[:-1] + "ies", lemma[:-1] + "ied"
    elif lemma.endswith(("s", "sh", "ch", "x", "z")):
        third, past = lemma + "es", lemma + "ed"
    else:
        third, past = lemma + "s", lemma + ("d" if lemma.endswith("e") else "ed")
    ing = lemma[:-1] + "ing" if lemma.endswith("e") and not lemma.endswith(("ee", "oe")) else lemma + "ing"
    if lemma in _DOUBLED:
        ing, past = lemma + lemma[-1] + "ing", lemma + lemma[-1] + "ed"
    if lemma.endswith("ie"):
        ing = lemma[:-2] + "ying"
    # American and British spelling.
    more = [f"{lemma}ling", f"{lemma}led"] if lemma.endswith(("el", "al")) and not irregular else []
    return list(dict.fromkeys([lemma, third, ing, *(irregular.split("|") if irregular else [past]), *more]))


_DOUBLED = frozenset(
    "admit quip plan commit hit put let bet blab spot refer infer concur slam pan rap rip tap flag tag peg drop permit"
    " submit defer deter regret confer prefer blog chat nod pin pop rebut allot counsel forget set cut get dub"
    " brag beg snap spar snub deadpan".split()
)


def noun_forms(lemma: str) -> list[str]:
    """Singular and plural.

    >>> noun_forms("claim"), noun_forms("testimony")
    (['claim', 'claims'], ['testimony', 'testimonies'])
    """
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return [lemma, lemma[:-1] + "ies"]
    return [lemma, lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x")) else "s")]


def _forms(row: dict[str, str]) -> list[str]:
    """Forms of one row of the list."""
    if row["part"] == "noun":
        return noun_forms(row["cue"])
    return [row["cue"]] if row["part"] == "adjective" else verb_forms(row["cue"], row["forms"])


@functools.lru_cache(maxsize=4)
def read(path: Path = DATA / "cues.csv") -> Cues:
    """Read the cue list.

    Parameters
    ----------
    path : Path
        A CSV file with the columns ``cue, part, forms, takes, homonym, stance, source``. ``takes`` lists what may
        follow, each with the particle before it where there is one: ``that object for+object``.

    Returns
    -------
    Cues

    Raises
    ------
    ValueError
        When a row has a kind of complement, a particle or a stance that is not known; the message names the row.
    """
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    takes = np.zeros((len(rows) + 1, 1 + len(PARTICLES)), np.int64)
    forms: dict[str, tuple[int, int, int]] = {}
    for number, row in enumerate(rows):
        if row["stance"] not in STANCES:
            raise ValueError(f"{path.name}: the cue {row['cue']!r} has the stance {row['stance']!r}; known: {STANCES}.")
        for take in row["takes"].split():
            particle, _, kind = take.rpartition("+")
            if kind not in TAKE_BIT or (particle and particle not in PARTICLES):
                raise ValueError(f"{path.name}: the cue {row['cue']!r} takes {take!r}; known: {TAKES}, {PARTICLES}.")
            takes[number, 1 + PARTICLES.index(particle) if particle else 0] |= TAKE_BIT[kind]
        is_noun = row["part"] == "noun"
        for place, form in enumerate(_forms(row)):
            verb, noun, doubtful = forms.get(form, (-1, -1, 0))
            if is_noun:
                forms[form] = (verb, number, doubtful)
            else:
                forms[form] = (number, noun, int(row["homonym"] == "noun" and place < 2) + 2 * (place == 0))
    return Cues(
        names=[row["cue"] for row in rows],
        parts=[row["part"] for row in rows],
        stances=[row["stance"] for row in rows],
        forms=forms,
        takes=takes,
    )
