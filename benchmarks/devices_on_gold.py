"""Devices beside the marks of people: propaganda techniques (PTC) and attributed speech (PolNeAR).

usage: python benchmarks/devices_on_gold.py --gold FOLDER        (or set WHOSE_WORDS_GOLD to the folder)

FOLDER holds `ptc.jsonl.gz` (SemEval-2020 task 11: `id`, `text`, `spans` with `start`, `end`, `label`) and
`polnear_train.jsonl.gz` (networkdynamics/PolNeAR: `id`, `text`, `attributions` with `content`). Neither is part of this
repository.

First table: how often a device found by the kit touches a span that people marked with a technique, and how often a
word of these texts does: their ratio says whether the device goes with the technique. The techniques are other things
than the devices, so no figure here is an accuracy. Second table: of the quotations that the voices give to nobody, by
length in words, how many lie in what people marked as attributed content; scare quotes should not.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
from pathlib import Path

import numpy as np
import pandas as pd

from helpers import devices, prose, text, voices
from helpers.voices import quotations

TECHNIQUES = ("Doubt", "Exaggeration,Minimisation", "Loaded_Language", "Name_Calling,Labeling")
LONGEST = 8  # words: longer quotations are shown together


def read(path: Path) -> list[dict]:
    """Documents of a collection."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def table_of(documents: list[dict]) -> pd.DataFrame:
    """The articles table of a collection."""
    ids = pd.array([document["id"] for document in documents], dtype="str")
    return pd.DataFrame({"article_id": ids, "text": pd.array([d["text"] for d in documents], dtype="str")})


def touched(spans: pd.DataFrame, marks: dict[str, list[tuple[int, int]]]) -> np.ndarray:
    """True for spans that share a character with a mark of the same document."""
    found = np.zeros(len(spans), bool)
    for key, rows in spans.groupby("article_id", sort=False).indices.items():
        start, end = spans["start"].to_numpy()[rows], spans["end"].to_numpy()[rows]
        for a, b in marks.get(key, []):
            found[rows[(start < b) & (end > a)]] = True
    return found


def techniques(folder: Path) -> pd.DataFrame:
    """One row per device and technique: how many hits touch it, beside the words of all texts that do."""
    documents = read(folder / "ptc.jsonl.gz")
    articles = table_of(documents)
    hits, words = devices.find(articles), text.words(articles)
    rows = []
    for technique in TECHNIQUES:
        marks = {
            document["id"]: [(s["start"], s["end"]) for s in document["spans"] if s["label"] == technique]
            for document in documents
        }
        base = touched(words, marks).mean()
        inside = touched(hits, marks)
        for device, at in hits.groupby("device", sort=False).indices.items():
            share = inside[at].mean()
            rows.append((technique, device, len(at), int(inside[at].sum()), share, base, share / base))
    columns = ["technique", "device", "hits", "touching", "share", "share_of_words", "ratio"]
    return pd.DataFrame(rows, columns=columns).sort_values(["technique", "ratio"], ascending=[True, False])


def quoted_by_nobody(folder: Path) -> pd.DataFrame:
    """One row per length of quotation: how many the voices give to nobody, and how many people gave to somebody."""
    documents = read(folder / "polnear_train.jsonl.gz")
    articles = table_of(documents)
    page = prose.read(articles["text"].tolist())
    marked = quotations.find(page.tokens.cut, page.tokens.base)
    found = list(zip(marked.start.tolist(), marked.end.tolist(), [""] * len(marked), strict=True))
    spans = prose.table(articles, page, found)
    kind = voices.attach(spans, voices.find(articles))["kind"]
    candidates = {(a, b) for a, b, _ in devices.asides.scare_quotes(page)}
    spans["candidate"] = [(a, b) in candidates for a, b, _ in found]
    spans["words"] = np.minimum(text.count_words(spans["text"]), LONGEST + 1)
    contents = {d["id"]: [tuple(c) for a in d["attributions"] for c in a.get("content", [])] for d in documents}
    spans["attributed"] = touched(spans, contents)
    rows = spans[kind != "direct"].groupby("words")
    made = rows.agg(n=("words", "size"), attributed=("attributed", "mean"), candidates=("candidate", "sum"))
    chosen = spans[(kind != "direct") & spans["candidate"]].groupby("words")["attributed"].mean()
    return made.assign(attributed_candidates=chosen).reset_index()


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", default=os.environ.get("WHOSE_WORDS_GOLD", ""), help="the folder of the collections")
    folder = Path(parser.parse_args().gold)
    if not (folder / "ptc.jsonl.gz").is_file() or not (folder / "polnear_train.jsonl.gz").is_file():
        parser.error(
            f"{str(folder)!r} does not hold ptc.jsonl.gz and polnear_train.jsonl.gz: these are not part of the kit."
        )
    pd.set_option("display.width", 140)
    print(techniques(folder).round(3).to_string(index=False))
    print()
    print(quoted_by_nobody(folder).round(3).to_string(index=False))


if __name__ == "__main__":
    main()
