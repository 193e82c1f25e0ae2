"""How far cues of the sides of an issue agree with frames that people coded, in two public collections.

usage: python benchmarks/frames_on_gold.py --gold FOLDER        (or set WHOSE_WORDS_GOLD to the folder)

FOLDER holds `gvfc.jsonl.gz` and `nfc.jsonl.gz`: one document a line, with `id`, `text` and `frames`, a list of labels.
GVFC (Liu, Guo, Mays, Betke & Wijaya 2019) holds headlines on gun violence, with one or two frames each; NFC (the
Narrative Frames Corpus, Frermann, Li, Khanehzar & Mikolajczak 2023) articles on climate, with any number of five
generic news frames. Neither is part of this repository.

A cue is no frame, and the labels are not the list's dimensions: LABELS says which dimensions, or which entries, stand
for each label. It was declared before the second half was scored. Each collection is cut in two by a hash of the
document's id. The first half chooses the thresholds and was read for misses; the second was only scored, and no text
of it was looked at. For the same halves stand beside it: always the commoner answer, and a ridge regression on tf-idf
of all words that learns from the first half. Intervals are of 95 %, over documents drawn again (2,000 times).
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd

from helpers import lexicon, text

# For each label the dimensions, or single entries (after a colon), of the list `frames` that stand for it.
LABELS = {
    "nfc": {
        "CO": ["conflict", "political", "public opinion"],
        "RE": ["policy"],
        "EC": ["economic"],
        "MO": ["morality"],
        "HI": ["human interest", "quality of life"],
    },
    "gvfc": {
        "Politics": ["political"],
        "Gun control/regulation": ["policy", "legality"],
        "Public opinion": ["public opinion", "human interest"],
        "School/public space safety": ["security", ":lockdown", ":gun-free zone", ":safer", ":safe from"],
        "Race/ethnicity": ["fairness", ":hate crime"],
        "Economic consequences": ["economic"],
        "Mental health": [":mental health", ":trauma", ":suicide", ":bullying", ":addiction"],
        "Gun/2nd Amendment rights": [":gun rights"],
        "Society/culture": ["cultural identity", "morality"],
    },
}
DRAWS = 2_000
FEWEST = 3  # documents of the first half that must hold a word before the regression may use it
RIDGE = 1.0


def read(path: Path) -> pd.DataFrame:
    """Documents of a collection, and whether each is of the first half."""
    if not path.is_file():
        raise FileNotFoundError(f"There is no {path.name} in {path.parent}. See the top of this file for its form.")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        documents = pd.DataFrame([json.loads(line) for line in lines])
    keys = documents["id"].astype(str)
    return documents.assign(first=[int(hashlib.md5(key.encode()).hexdigest(), 16) % 2 == 0 for key in keys])


def cues(documents: pd.DataFrame, labels: dict[str, list[str]]) -> tuple[np.ndarray, np.ndarray]:
    """Hits that stand for each label in each document, and the words of each document."""
    ids = pd.Series(range(len(documents)), dtype="str")
    articles = pd.DataFrame({"article_id": ids, "text": documents["text"].astype("str")})
    hits = lexicon.match(articles, lexicon.read("frames"))
    row, found = hits["article_id"].astype(int).to_numpy(), np.zeros((len(documents), len(labels)))
    for column, wanted in enumerate(labels.values()):
        stands = hits["category"].isin(wanted) | (":" + hits["term"]).isin(wanted)
        found[:, column] = np.bincount(row[stands], minlength=len(documents))
    words = text.words(articles)["article_id"].astype(int)
    return found, np.bincount(words, minlength=len(documents)).clip(1)


def learned(documents: pd.DataFrame, truth: np.ndarray) -> np.ndarray:
    """Scores of a ridge regression on tf-idf that learned from the first half; of that half, each without itself."""
    bags = [Counter(re.findall(r"[a-z']+", body.lower())) for body in documents["text"]]
    first = documents["first"].to_numpy()
    held = Counter(word for bag, own in zip(bags, first, strict=True) if own for word in bag)
    place = {word: i for i, word in enumerate(word for word, n in held.items() if n >= FEWEST)}
    x = np.zeros((len(bags), len(place)))
    for i, bag in enumerate(bags):
        for word, n in bag.items():
            if word in place:
                x[i, place[word]] = (1 + np.log(n)) * np.log(first.sum() / held[word])
    x /= np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-9)
    known, mean = x[first], truth[first].mean(axis=0)
    inverse = np.linalg.inv(known @ known.T + RIDGE * np.eye(len(known)))
    weights = inverse @ (truth[first] - mean)
    scores = x @ known.T @ weights + mean
    # What the regression would say of a document that it had not learned from (leave-one-out has a closed form).
    scores[first] = truth[first] - weights / np.diag(inverse)[:, None]
    return scores


def f1(truth: np.ndarray, guess: np.ndarray) -> np.ndarray:
    """F1 along the last axis."""
    both, either = (truth & guess).sum(axis=-1), truth.sum(axis=-1) + guess.sum(axis=-1)
    return 2 * both / np.maximum(either, 1)


def yes_and_no(truth: np.ndarray, guess: np.ndarray) -> np.ndarray:
    """Mean F1 of *yes* and of *no*, along the last axis."""
    return (f1(truth, guess) + f1(~truth, ~guess)) / 2


def interval(score, *columns: np.ndarray) -> tuple[float, float]:
    """95 % of a score over documents drawn again."""
    drawn = np.random.default_rng(1).integers(0, len(columns[0]), (DRAWS, len(columns[0])))
    low, high = np.quantile(score(*(column[drawn] for column in columns)), (0.025, 0.975))
    return float(low), float(high)


def cut_offs(truth: np.ndarray, score: np.ndarray) -> np.ndarray:
    """For each label the threshold with the best mean F1 of yes and no."""
    best = []
    for yes, values in zip(truth.T, score.T, strict=True):
        tried = np.unique(np.quantile(values, np.linspace(0.02, 0.98, 49)))
        best.append(max(tried, key=lambda t: yes_and_no(yes, values > t)))
    return np.array(best)


def several(name: str, documents: pd.DataFrame) -> pd.DataFrame:
    """A collection whose documents have any number of frames: a yes or no for each label."""
    labels = LABELS[name]
    truth = np.array([[label in frames for label in labels] for frames in documents["frames"]])
    found, words = cues(documents, labels)
    first, rows = documents["first"].to_numpy(), []
    scores = {"cues": found / words[:, None], "tf-idf": learned(documents, truth)}
    guesses = {what: score > cut_offs(truth[first], score[first]) for what, score in scores.items()}
    guesses["commoner"] = np.broadcast_to(truth[first].mean(axis=0) > 0.5, truth.shape)
    for what, guess in guesses.items():
        for half, keep in (("first", first), ("second", ~first)):
            own = [(truth[keep][:, i], guess[keep][:, i]) for i in range(len(labels))]

            def macro(rows: np.ndarray, own=own) -> np.ndarray:
                return np.mean([yes_and_no(yes[rows], said[rows]) for yes, said in own], axis=0)

            everything = np.arange(keep.sum())
            low, high = interval(macro, everything)
            head = {"by": what, "half": half, "n": int(keep.sum()), "macro_f1": macro(everything)}
            each = {label: yes_and_no(*pair) for label, pair in zip(labels, own, strict=True)}
            rows.append(head | {"low": low, "high": high} | each)
    return pd.DataFrame(rows)


def one(name: str, documents: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A collection with one leading frame: how many are guessed, and how each label is found."""
    labels = LABELS[name]
    order = list(labels)
    lead = np.array([order.index(frames[0]) for frames in documents["frames"]])
    any_of = np.array([[label in frames for label in labels] for frames in documents["frames"]])
    first = documents["first"].to_numpy()
    found, _ = cues(documents, labels)
    prior = np.bincount(lead[first], minlength=len(order)) / first.sum()
    # Of labels with as many cues, the commoner one of the first half; without a cue, the commonest.
    guesses = {
        "cues": (found + prior).argmax(axis=1),
        "tf-idf": learned(documents, np.eye(len(order))[lead]).argmax(axis=1),
        "commoner": np.full(len(lead), prior.argmax()),
    }
    rows = []
    for what, guess in guesses.items():
        for half, keep in (("first", first), ("second", ~first)):
            right = guess[keep] == lead[keep]
            low, high = interval(lambda drawn: drawn.mean(axis=-1), right)
            head = {"by": what, "half": half, "n": int(keep.sum()), "accuracy": right.mean(), "low": low, "high": high}
            with_cue = found[keep].any(axis=1)
            rows.append(head | {"with a cue": int(with_cue.sum()), "right of these": right[with_cue].mean()})
    by_label = []
    for i, label in enumerate(order):
        yes, said = any_of[~first, i], found[~first, i] > 0
        low, high = interval(f1, yes, said)
        both = int((yes & said).sum())
        head = {"label": label, "n": int(yes.sum()), "with a cue": int(said.sum())}
        shares = {"precision": both / max(said.sum(), 1), "recall": both / max(yes.sum(), 1)}
        by_label.append(head | shares | {"f1": f1(yes, said), "low": low, "high": high})
    return pd.DataFrame(rows), pd.DataFrame(by_label)


def main(folder: Path) -> dict[str, pd.DataFrame]:
    """The three tables, by their titles."""
    headlines, by_label = one("gvfc", read(folder / "gvfc.jsonl.gz"))
    return {
        "NFC, articles: mean F1 of yes and no, over five frames": several("nfc", read(folder / "nfc.jsonl.gz")),
        "GVFC, headlines: the frame that is coded first": headlines,
        "GVFC, second half: headlines with a cue, and with the frame among those coded": by_label,
    }


if __name__ == "__main__":
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--gold", type=Path, default=os.environ.get("WHOSE_WORDS_GOLD") or None)
    given = reader.parse_args().gold
    if given is None:
        reader.error("give the folder of the two collections: --gold FOLDER")
    pd.set_option("display.width", 200, "display.max_columns", 30)
    for title, table in main(Path(given)).items():
        print(f"{title}\n{table.round(3).to_string(index=False)}\n")
