"""Made-up articles in any number, to try things on: names, places and events are invented by chance.

The sentences were written for the kit. They look like news to a program (reporting words, quotations, loaded and plain
words) and say nothing about the world. Nobody can learn from them what news is like.
"""

from __future__ import annotations

import atexit
import json
import os
import random
import shutil
import tempfile
from pathlib import Path

_PEOPLE = "Ada Brook|Ben Okoro|Cara Lindt|Dev Patel|Ella Marsh|Finn Oday|Gita Rao|Hugo Stein|Ines Vidal|Jon Hale".split(
    "|"
)
_BODIES = "the harbour board|the city council|the river police|the teachers' union|the Ministry of Water".split("|")
_PLACES = "Northport|Elm Valley|Saltmarsh|Greyfield|Lake Anders".split("|")
_PAPERS = "The Northport Example|Valley Sample|The Daily Specimen|Greyfield Pattern".split("|")
_CROWD = "crowd|mob|protesters|rioters|residents|agitators|families|thugs".split("|")
_ACT = "closed the bridge|raised the fare|cut the night bus|opened the sluice|banned the market".split("|")
_JUDGED = "reckless|careful|shameful|useful|draconian|late|so-called|cheap".split("|")
_SENTENCES = [
    "{person} said {body} {act} on {day} after a {n}-hour meeting in {place}.",
    "“We were told nothing,” {person} told the {paper}. “They {act}, and the {crowd} had to wait.”",
    "According to {body}, the {judged} plan will cost {n} million dollars.",
    "A {crowd} of about {n}0 people stood before the town hall of {place}.",
    "{body_} {act}, a spokesman announced, because of “{judged} conditions” in {place}.",
    "The {judged} decision came at 9:{n} a.m. and surprised few in {place}.",
    "{person}, who lives in {place}, called the decision “{judged}”.",
    "The {paper} reported that an unruly {crowd} forced {body} to retreat.",
    "Nobody was hurt. Dr. {person} and {n} others were asked to leave.",
    "Critics claim that {body} {act} to please a {judged} elite; {person} denied it.",
]
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def write(path: str | os.PathLike | None = None, *, n: int = 1000, seed: int = 0) -> Path:
    """Write made-up articles into a JSON Lines file, one a line.

    Parameters
    ----------
    path : str or path, optional
        The file; its folder has to be there. A file of that name is replaced. Without it the file is ``made-up.jsonl``
        in a new temporary folder, which is removed with all that is in it when Python ends (the kernel of a notebook is
        shut down).
    n : int
        How many articles; each has about 350 words.
    seed : int
        The same seed gives the same articles.

    Returns
    -------
    Path
        The file. Its columns are ``article_id``, ``title``, ``outlet``, ``date``, ``text``.

    Examples
    --------
    >>> import tempfile
    >>> from helpers import article
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     articles = article.read(write(f"{folder}/made-up.jsonl", n=3))
    >>> articles.article_id.tolist()
    ['made-up-1', 'made-up-2', 'made-up-3']
    """
    if path is None:
        folder = tempfile.mkdtemp(prefix="whose-words-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        path = Path(folder, "made-up.jsonl")
    path = Path(path)
    chance = random.Random(seed)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for number in range(1, n + 1):
            place = chance.choice(_PLACES)
            record = {
                "article_id": f"made-up-{number}",
                "title": f"{place}: {chance.choice(_JUDGED)} plan",
                "outlet": chance.choice(_PAPERS),
                "date": f"2025-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
                "text": "\n\n".join(_paragraph(chance, place) for _ in range(chance.randint(6, 10))),
            }
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path


def _paragraph(chance: random.Random, place: str) -> str:
    body = chance.choice(_BODIES)
    filled = {
        "place": place,
        "body": body,
        "body_": body[0].upper() + body[1:],
        "person": chance.choice(_PEOPLE),
        "paper": chance.choice(_PAPERS).removeprefix("The "),
        "act": chance.choice(_ACT),
        "day": chance.choice(_DAYS),
        "n": chance.randint(10, 59),
    }
    return " ".join(
        sentence.format(**filled, crowd=chance.choice(_CROWD), judged=chance.choice(_JUDGED))
        for sentence in chance.sample(_SENTENCES, 3)
    )
