"""How well the kit finds what people find: precision, recall and F1 on human-coded news, with intervals.

``python benchmarks/validity.py --gold DIR`` reads the coded sets that are in DIR (gzipped JSON lines; see *Sets* below)
and prints a table. None of these texts is part of this repository.

Sets
----
PolNeAR (political news attributions, networkdynamics/PolNeAR), BASIL (bias spans, launchnlp/BASIL) and MPQA 1.2
(opinion annotation, mpqa.cs.pitt.edu). ``polnear_train`` was looked at while the rules were written; no rule was
changed after a look at single errors in ``polnear_dev``; ``basil`` was looked at for the pairing of marks over lines
and for one-word quotations, ``mpqa`` not used for any rule.

Measures
--------
*Tokens*: is a token inside reported content. *Exact*: content with the same first and last character, quotation marks
included. *Overlap*: every span counts as much as the share of characters that it has in common with its best partner,
of all characters in either (Jaccard), so that a span that is too long costs as much as one that is too short. A mixed
content has quotation marks inside, a direct one begins and ends with them. Intervals: 95 %, percentile bootstrap over
documents, 1,000 draws, seeded.
"""

from __future__ import annotations

import argparse
import bisect
import gzip
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from helpers import text, voices
from helpers.voices import attribution, cues, quotations
from helpers.voices.tokens import tokens

DRAWS = 1_000
_TOKEN = re.compile(r"\w+|[^\w\s]")
_MARKS = "\"“”'‘’«»„`"


def read(folder: Path, name: str) -> list[dict] | None:
    """Documents of one set, or None where the folder does not have it."""
    path = folder / f"{name}.jsonl.gz"
    if not path.exists():
        return None
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def table(documents: list[dict]) -> pd.DataFrame:
    """An articles table of the documents; their own ids may come twice, so they are numbered."""
    numbers = [str(number) for number in range(len(documents))]
    return pd.DataFrame({"article_id": numbers, "text": [document["text"] for document in documents]}).astype("str")


def f1(counts: np.ndarray) -> float:
    """F1 from summed rows of right, found, coded."""
    right, found, coded = counts[:3]
    return 2 * right / (found + coded) if found + coded else float("nan")


def overlap_f1(counts: np.ndarray) -> float:
    """F1 of graded matches: rows of graded matches of the found, found, graded matches of the coded, coded."""
    precision, recall = counts[0] / max(counts[1], 1), counts[2] / max(counts[3], 1)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def share(counts: np.ndarray) -> float:
    """Share of the right among all."""
    return counts[0] / counts[1] if counts[1] else float("nan")


def macro_f1(counts: np.ndarray) -> float:
    """Mean of the F1 of two classes, from two times right, found, coded."""
    return (f1(counts[:3]) + f1(counts[3:])) / 2


def interval(rows: np.ndarray, measure: Callable[[np.ndarray], float]) -> tuple[float, float, float]:
    """A measure with its bootstrap interval; ``rows`` has one row of counts for each document."""
    rng = np.random.default_rng(0)
    draws = [measure(rows[rng.integers(0, len(rows), len(rows))].sum(axis=0)) for _ in range(DRAWS)]
    low, high = np.nanpercentile(draws, [2.5, 97.5])
    return measure(rows.sum(axis=0)), low, high


def contents(rows: pd.DataFrame) -> list[tuple[int, int]]:
    """Spans of reported content in the stretches of one article: neighbours with one outermost source are one span."""
    spans: list[list] = []
    for start, end, kind, chain, said in zip(
        rows["start"], rows["end"], rows["kind"], rows["chain"], rows["text"], strict=True
    ):
        if kind == "narrator":
            continue
        source = chain.split(" > ")[0]
        lead, tail = len(said) - len(said.lstrip()), len(said) - len(said.rstrip())
        if spans and spans[-1][2] == source and spans[-1][3] == start:
            spans[-1][1:] = [end - tail, source, end]
        else:
            spans.append([start + lead, end - tail, source, end])
    return [(start, end) for start, end, *_ in spans if end > start]


def shape(said: str) -> str:
    """Direct, mixed or indirect, by the quotation marks of a content."""
    if said[:1] in _MARKS and said[-1:] in _MARKS:
        return "direct"
    return "mixed" if re.search(r"[\"“”«»„]|''|``", said) else "indirect"


def graded(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> float:
    """Sum over the spans of ``one`` of the best Jaccard overlap with a span of ``other`` (sorted, without overlap)."""
    total = 0.0
    ends = [end for _, end in other]
    for start, end in one:
        best = 0.0
        for k in range(bisect.bisect_right(ends, start), len(other)):
            s, e = other[k]
            if s >= end:
                break
            common = min(end, e) - max(start, s)
            best = max(best, common / (max(end, e) - min(start, s)))
        total += best
    return total


def outermost(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans without those inside or across an earlier one."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def polnear(documents: list[dict], name: str) -> list[dict]:
    """Rows of the table for one part of PolNeAR."""
    stretches = dict(list(voices.find(table(documents)).groupby("article_id", sort=False)))
    token_counts, exact, overlap = [], {}, {}
    shapes = ("all", "direct", "mixed", "indirect")
    for kind in shapes:
        exact[kind], overlap[kind] = [], []
    for number, document in enumerate(documents):
        said = document["text"]
        found = contents(stretches[str(number)]) if str(number) in stretches else []
        coded = [tuple(span) for item in document["attributions"] for span in item.get("content") or []]
        in_found, in_coded = np.zeros(len(said) + 1, bool), np.zeros(len(said) + 1, bool)
        for spans, mask in ((found, in_found), (coded, in_coded)):
            for start, end in spans:
                mask[start:end] = True
        starts = [span[0] for span in document.get("tokens") or [m.span() for m in _TOKEN.finditer(said)]]
        a, b = in_found[starts], in_coded[starts]
        token_counts.append([(a & b).sum(), a.sum(), b.sum()])
        flat = outermost(coded)
        for kind in shapes:
            ours = [span for span in found if kind == "all" or shape(said[slice(*span)]) == kind]
            theirs = {span for span in coded if kind == "all" or shape(said[slice(*span)]) == kind}
            exact[kind].append([len(set(ours) & theirs), len(ours), len(theirs)])
            theirs_flat = [span for span in flat if kind == "all" or shape(said[slice(*span)]) == kind]
            overlap[kind].append([graded(ours, flat), len(ours), graded(theirs_flat, found), len(theirs_flat)])
    rows = [row(name, "content, tokens, F1", token_counts, f1, 2)]
    for kind in shapes:
        rows.append(row(name, f"content, exact span, F1 ({kind})", exact[kind], f1, 2))
    for kind in shapes:
        rows.append(row(name, f"content, overlap, F1 ({kind})", overlap[kind], overlap_f1, 3))
    rows.append(row(name, "source, overlap accuracy on found content", polnear_sources(documents), share, 1))
    return rows


def polnear_sources(documents: list[dict]) -> list[list[int]]:
    """For each document: coded sources that overlap the source found, and coded sources whose content was found."""
    pieces = text.cut([*[document["text"] for document in documents], "", ""])
    words = tokens(pieces)
    found = attribution.find(words, quotations.find(pieces, words.base), cues.read())
    columns = (found.start, found.end, found.source_start, found.source_end)
    spans = sorted(zip(*(column.tolist() for column in columns), strict=True), key=lambda span: (span[0], -span[1]))
    outer: list[tuple] = []
    for span in spans:
        if not outer or span[1] > outer[-1][1]:
            outer.append(span)
    starts = [span[0] for span in outer]
    counts = []
    for number, document in enumerate(documents):
        base = int(words.base[number])
        right = total = 0
        for item in document["attributions"]:
            if not item.get("content") or not item.get("source"):
                continue
            best, most = None, 0
            for start, end in item["content"]:
                for k in range(max(0, bisect.bisect(starts, start + base) - 1), len(outer)):
                    if outer[k][0] >= end + base:
                        break
                    common = min(end + base, outer[k][1]) - max(start + base, outer[k][0])
                    if common > most:
                        best, most = outer[k], common
            if best is None:
                continue
            total += 1
            right += any(min(e + base, best[3]) > max(s + base, best[2]) for s, e in item["source"])
        counts.append([right, total])
    return counts


def charged_spans(documents: list[dict]) -> pd.DataFrame:
    """Voices of the coded spans of BASIL or MPQA, with the coding."""
    spans = pd.DataFrame(
        [{"article_id": str(k), **span} for k, document in enumerate(documents) for span in document["spans"]]
    )
    spans["article_id"] = spans["article_id"].astype("str")
    return voices.attach(spans, voices.find(table(documents)))


def basil(documents: list[dict]) -> list[dict]:
    """Is a charged span inside a quotation?"""
    spans = charged_spans(documents)
    found, coded = spans["kind"].eq("direct").to_numpy(), spans["quoted"].astype(bool).to_numpy()
    counts = per_document(spans["article_id"], np.stack([found & coded, found, coded], axis=1))
    return [row("basil", "is a charged span quoted, F1", counts, f1, 2)]


def mpqa(documents: list[dict]) -> list[dict]:
    """Is an expression the writer's own or a cited source's?"""
    spans = charged_spans(documents)
    found, coded = spans["credited"].eq(voices.NARRATOR).to_numpy(), spans["writer"].astype(bool).to_numpy()
    columns = [found & coded, found, coded, ~found & ~coded, ~found, ~coded]
    counts = per_document(spans["article_id"], np.stack(columns, axis=1))
    total = np.asarray(counts)
    result = row("mpqa", "writer or cited, macro-F1", counts, macro_f1, 2)
    result["n"] = int(total[:, 2].sum() + total[:, 5].sum())
    return [result]


def per_document(ids: pd.Series, values: np.ndarray) -> list[list[int]]:
    """Sums of the columns for each document."""
    return pd.DataFrame(values.astype(int)).groupby(ids.to_numpy()).sum().to_numpy().tolist()


def row(name: str, measure: str, counts: list, of: Callable[[np.ndarray], float], n: int) -> dict:
    """One row of the table; ``n`` is the column of the counts that holds the coded items."""
    values = np.asarray(counts, float)
    value, low, high = interval(values, of)
    return {"data": name, "measure": measure, "documents": len(values), "n": int(values[:, n].sum()), "value": value,
            "low": low, "high": high}  # fmt: skip


PARTS: dict[str, Callable[[list[dict]], list[dict]]] = {
    "polnear_train": lambda documents: polnear(documents, "polnear_train"),
    "polnear_dev": lambda documents: polnear(documents, "polnear_dev"),
    "basil": basil,
    "mpqa": mpqa,
}


def main() -> None:
    """Print the table for the sets that are there."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--gold", type=Path, required=True, help="folder with polnear_dev.jsonl.gz and the like")
    parser.add_argument("--only", choices=PARTS, action="append", help="one set; may be given more than once")
    arguments = parser.parse_args()
    rows = []
    for name in arguments.only or PARTS:
        documents = read(arguments.gold, name)
        if documents is None:
            print(f"{name}: there is no {name}.jsonl.gz in {arguments.gold}.")
            continue
        rows += PARTS[name](documents)
    print(pd.DataFrame(rows).to_string(index=False, float_format="{:.3f}".format) if rows else "Nothing was measured.")


if __name__ == "__main__":
    main()
