"""How far the house list `loaded` agrees with what people marked, in two public collections.

usage: python benchmarks/loaded_on_gold.py FOLDER        (or set WHOSE_WORDS_GOLD to the folder)

FOLDER holds `babe.jsonl.gz` and `ptc.jsonl.gz`: one document a line, with `id`, `text` and `spans` (`start`, `end`,
`label`); BABE's have `outlet`, `url` and `biased` as well.
BABE is published at https://github.com/Media-Bias-Group/Neural-Media-Bias-Detection-Using-Distant-Supervision-With-BABE,
PTC with SemEval-2020 task 11. Neither is part of this repository. Each collection is cut in two by a hash of the web
address (BABE) or the document (PTC): the list was tuned on the first half only.

Tables: words found against words marked, by the hits as they are and by the phrases around them
(:func:`helpers.prose.phrases`; PTC's people marked phrases); BABE by outlet, beside what the outlet alone would say;
sentences of BABE called biased; and hits that touch a mark, by category. Intervals are of 95 %: of an F1 over documents
drawn again (2,000 times), of a share Wilson's. *touched* is the share of marks in which any word was found, *no_error*
the F1 of the same recall without one wrong word. The people of PTC marked four words at a time and the list finds one
or two of them, so that its hits alone could reach no more than that: the phrase is the unit that both share there.
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

from helpers import lexicon, prose, text

MARKED = {"babe": None, "ptc": {"Loaded_Language", "Name_Calling,Labeling"}}
FEWEST = 100  # sentences of an outlet: with fewer it is not shown
DRAWS = 2_000


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


def touched(spans: pd.DataFrame, marks: pd.DataFrame) -> np.ndarray:
    """For each span, whether a mark of the same document shares a character with it."""
    found = np.zeros(len(spans), bool)
    rows = {key: group[["start", "end"]].to_numpy() for key, group in marks.groupby("article_id", sort=False)}
    for key, at in spans.groupby("article_id", sort=False).indices.items():
        start, end = spans["start"].to_numpy()[at], spans["end"].to_numpy()[at]
        for a, b in rows.get(key, []):
            found[at[(start < b) & (end > a)]] = True
    return found


def scores(marked: np.ndarray, found: np.ndarray) -> dict[str, float]:
    """Precision, recall and F1 over words."""
    both = int((marked & found).sum())
    precision, recall = both / max(1, int(found.sum())), both / max(1, int(marked.sum()))
    return {"precision": precision, "recall": recall, "f1": 2 * both / max(1, int(found.sum()) + int(marked.sum()))}


def interval(marked: np.ndarray, found: np.ndarray, document: np.ndarray) -> tuple[float, float]:
    """95 % of the F1 when documents are drawn again."""
    _, code = np.unique(document, return_inverse=True)
    both, either = (np.bincount(code, x.astype(float)) for x in (marked & found, marked.astype(int) + found))
    drawn = np.random.default_rng(1).integers(0, len(both), (DRAWS, len(both)))
    f1 = 2 * both[drawn].sum(axis=1) / np.maximum(1, either[drawn].sum(axis=1))
    low, high = np.quantile(f1, (0.025, 0.975))
    return float(low), float(high)


def wilson(n: int, total: int) -> tuple[float, float]:
    """95 % of a share."""
    share, z = n / total, 1.96
    middle = share + z * z / (2 * total)
    half = z * np.sqrt(share * (1 - share) / total + z * z / (4 * total**2))
    return (middle - half) / (1 + z * z / total), (middle + half) / (1 + z * z / total)


def read(path: Path, labels: set[str] | None) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Documents, the articles table, and the marks as a span table."""
    if not path.is_file():
        raise FileNotFoundError(f"There is no {path.name} in {path.parent}. See the top of this file for its form.")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        documents = pd.DataFrame([json.loads(line) for line in lines])
    # The text as it is, since the marks are offsets into it.
    articles = pd.DataFrame({"article_id": documents["id"].astype("str"), "text": documents["text"].astype("str")})
    gold = documents[["id", "spans"]].explode("spans").dropna()
    gold = pd.DataFrame(gold["spans"].tolist()).assign(article_id=gold["id"].astype("str").to_numpy())
    return documents, articles, gold if labels is None else gold[gold["label"].isin(labels)]


def biased_sentences(documents: pd.DataFrame, hits: pd.DataFrame, tuning: np.ndarray) -> pd.DataFrame:
    """Macro-F1 for *biased* on the other half: a hit in the sentence, the outlet alone, the commoner answer."""
    truth = documents["biased"].astype(bool).to_numpy()
    by_outlet = pd.Series(truth[tuning]).groupby(documents["outlet"][tuning].to_numpy()).mean()
    guesses = {
        "a hit of the list": documents["id"].astype("str").isin(hits["article_id"]).to_numpy(),
        "the outlet alone": (documents["outlet"].map(by_outlet).fillna(0.5) >= 0.5).to_numpy(),
        "always the commoner": np.full(len(truth), truth[tuning].mean() >= 0.5),
    }
    rows = []
    for name, guess in guesses.items():
        yes, no = scores(truth[~tuning], guess[~tuning])["f1"], scores(~truth[~tuning], ~guess[~tuning])["f1"]
        rows.append({"biased is": name, "sentences": int((~tuning).sum()), "macro_f1": (yes + no) / 2})
    return pd.DataFrame(rows)


def main(folder: Path) -> dict[str, pd.DataFrame]:
    """The four tables, by their titles."""
    loaded = lexicon.read("loaded")
    agreement, by_outlet, by_category, sentences = [], [], [], pd.DataFrame()
    for name, labels in MARKED.items():
        documents, articles, gold = read(folder / f"{name}.jsonl.gz", labels)
        hits = lexicon.match(articles, loaded)
        words = text.words(articles)
        document = words["article_id"].to_numpy()
        marked, found = covered(words, gold), covered(words, hits)
        first = first_half(documents)
        tuning = words["article_id"].isin(set(documents["id"].astype("str")[first])).to_numpy()
        wide = prose.phrases(articles, hits)
        for unit, those in (("hits", found), ("phrases", covered(words, wide))):
            for half, keep, n in (("tuning", tuning, first.sum()), ("other", ~tuning, (~first).sum())):
                low, high = interval(marked[keep], those[keep], document[keep])
                head = {"set": name, "by": unit, "half": half, "documents": int(n), "marked": int(marked[keep].sum())}
                row = head | scores(marked[keep], those[keep]) | {"low": low, "high": high}
                own = gold["article_id"].isin(set(document[keep])).to_numpy()
                row["touched"] = touched(gold[own], hits if unit == "hits" else wide).mean()
                agreement.append(row | {"no_error": 2 * row["recall"] / (1 + row["recall"])})
        at = touched(hits, gold)
        for category, rows in hits.groupby("category", sort=False).indices.items():
            n, total = int(at[rows].sum()), len(rows)
            low, high = wilson(n, total)
            by_category.append((name, category, total, n, n / total, low, high))
        if "outlet" in documents:
            sentences = biased_sentences(documents, hits, first)
            outlet = words["article_id"].map(dict(zip(documents["id"].astype("str"), documents["outlet"], strict=True)))
            for each, n in documents["outlet"].value_counts().items():
                keep = (outlet == each).to_numpy()
                if n >= FEWEST:
                    share = marked[keep].mean()
                    low, high = interval(marked[keep], found[keep], document[keep])
                    head = {"outlet": each, "sentences": n, "marked": int(marked[keep].sum()), "share": share}
                    head["f1_of_all_words"] = 2 * share / (1 + share)
                    by_outlet.append(head | scores(marked[keep], found[keep]) | {"low": low, "high": high})
    columns = ["set", "category", "hits", "touching", "share", "low", "high"]
    return {
        "words found against words marked": pd.DataFrame(agreement),
        "BABE by outlet, both halves; the outlet alone would mark no word, or all of them": pd.DataFrame(by_outlet),
        "BABE, other half: which sentences are biased?": sentences,
        "hits that touch a mark, both halves": pd.DataFrame(by_category, columns=columns),
    }


if __name__ == "__main__":
    given = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("WHOSE_WORDS_GOLD", "")
    if not given:
        sys.exit(__doc__)
    pd.set_option("display.width", 160)
    for title, table in main(Path(given)).items():
        print(f"{title}\n{table.round(3).to_string(index=False)}\n")
