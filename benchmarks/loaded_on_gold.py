"""How far the house list `loaded` agrees with the words that people marked, in two public collections.

usage: python benchmarks/loaded_on_gold.py FOLDER        (or set WHOSE_WORDS_GOLD to the folder)

FOLDER holds `babe.jsonl.gz` and `ptc.jsonl.gz`: one document a line, with `id`, `text` and `spans` (`start`, `end`,
`label`).
BABE is published at https://github.com/Media-Bias-Group/Neural-Media-Bias-Detection-Using-Distant-Supervision-With-BABE,
PTC with SemEval-2020 task 11. Neither is part of this repository. Each collection is cut in two by a hash of the web
address (BABE) or the document (PTC): the list was tuned on the first half only.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import sys
from pathlib import Path

import numpy as np
import pandas as pd

from helpers import article, lexicon, text

MARKED = {"babe": None, "ptc": {"Loaded_Language", "Name_Calling,Labeling"}}


def first_half(documents: pd.DataFrame) -> np.ndarray:
    """True for the documents that the list was tuned on."""
    key = documents["id"]
    if "url" in documents:
        key = documents["url"].fillna("").where(documents["url"].fillna("") != "", documents["outlet"])
    return np.array([int(hashlib.md5(k.encode()).hexdigest(), 16) % 2 == 0 for k in key])


def covered(words: pd.DataFrame, spans: pd.DataFrame) -> np.ndarray:
    """For each word, whether any of the spans touches it."""
    found = np.zeros(len(words), bool)
    rows = words.groupby("article_id", sort=False).indices
    for article_id, group in spans.groupby("article_id", sort=False):
        at = rows.get(article_id)
        if at is None:
            continue
        start, end = words["start"].to_numpy()[at], words["end"].to_numpy()[at]
        for a, b in zip(group["start"], group["end"], strict=True):
            found[at[(start < b) & (end > a)]] = True
    return found


def scores(marked: np.ndarray, found: np.ndarray) -> dict[str, float]:
    """Precision, recall and F1 over words."""
    both = int((marked & found).sum())
    precision, recall = both / max(1, int(found.sum())), both / max(1, int(marked.sum()))
    return {"precision": precision, "recall": recall, "f1": 2 * both / max(1, int(found.sum()) + int(marked.sum()))}


def main(folder: Path) -> pd.DataFrame:
    """One row per collection and half: documents, marked words, precision, recall, F1."""
    loaded = lexicon.read("loaded")
    rows = []
    for name, labels in MARKED.items():
        path = folder / f"{name}.jsonl.gz"
        if not path.is_file():
            raise FileNotFoundError(f"There is no {path.name} in {folder}. See the top of this file for its form.")
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            documents = pd.DataFrame([json.loads(line) for line in lines])
        articles = pd.concat([article.from_text(body) for body in documents["text"]], ignore_index=True)
        articles["article_id"] = documents["id"].astype("str")
        gold = documents[["id", "spans"]].explode("spans").dropna()
        gold = pd.DataFrame(gold["spans"].tolist()).assign(article_id=gold["id"].astype("str").to_numpy())
        gold = gold if labels is None else gold[gold["label"].isin(labels)]
        words = text.words(articles)
        marked = covered(words, gold)
        found = covered(words, lexicon.match(articles, loaded))
        tuned = set(documents["id"].astype("str")[first_half(documents)])
        tuning = words["article_id"].isin(tuned).to_numpy()
        for half, keep in (("tuning half", tuning), ("other half", ~tuning)):
            n = len(tuned) if half == "tuning half" else len(documents) - len(tuned)
            rows.append(
                {"set": name, "half": half, "documents": n, "marked": int(marked[keep].sum())}
                | scores(marked[keep], found[keep])
            )
    return pd.DataFrame(rows)


if __name__ == "__main__":
    given = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("WHOSE_WORDS_GOLD", "")
    if not given:
        sys.exit(__doc__)
    print(main(Path(given)).round(3).to_string(index=False))
