"""What finding the voices costs, beside NLTK's word_tokenize on the same texts in the same run.

All are run in turn, several times; the table gives the median CPU time as MB/s, and how many times as fast
`voices.find` is, as the median of the ratios of one turn. NLTK is measured twice, and neither way needs its downloaded
data: "sentences and words" is what `word_tokenize(text)` does, Punkt first and then the tokenizer of words in each
sentence (Punkt here with the abbreviations of this kit); "words" is `word_tokenize(text, preserve_line=True)`, which
takes a text for one sentence. "First time" is `voices.find` before any turn, when words and sources are new to it.

usage: python benchmarks/voices_speed.py --corpus FILE [--articles 1500] [--rounds 5]

FILE is JSON Lines (also .gz) with a field "text".
"""

import argparse
import gzip
import json
import pathlib
import statistics
import sys
import time

import pandas as pd

ROOT = pathlib.Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
from helpers import article, voices  # noqa: E402
from helpers.text import forms  # noqa: E402

OURS, FULL, WORDS = "voices.find", "NLTK, sentences and words", "NLTK, words"


def load(path: str, n: int) -> list[str]:
    """The first n texts of a JSON Lines file."""
    opened = gzip.open if path.endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8") as file:
        return [json.loads(line)["text"] for _, line in zip(range(n), file, strict=False)]


def ways(texts: list[str]) -> dict:
    """What is measured: a name, and a function that goes through all texts."""
    from nltk import word_tokenize
    from nltk.tokenize.destructive import NLTKWordTokenizer
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    known = PunktParameters()
    known.abbrev_types = set(forms.TITLES | forms.ABBREVIATIONS)
    sentences, words = PunktSentenceTokenizer(known), NLTKWordTokenizer()
    articles = pd.DataFrame({"article_id": [str(i) for i in range(len(texts))], "text": texts})
    return {
        OURS: lambda: voices.find(articles),
        FULL: lambda: [[words.tokenize(part) for part in sentences.tokenize(content)] for content in texts],
        WORDS: lambda: [word_tokenize(content, preserve_line=True) for content in texts],
    }


def cpu(run) -> float:
    """CPU time of a function, in seconds."""
    began = time.process_time()
    run()
    return time.process_time() - began


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", required=True)
    parser.add_argument("--articles", type=int, default=1500)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    texts = load(options.corpus, options.articles)
    size = sum(len(content.encode("utf-8", "surrogatepass")) for content in texts) / 1e6
    measured = ways(texts)
    voices.find(article.from_text("Bass said the fire was out."))  # lists are read before the clock starts
    first = cpu(measured[OURS])
    turns = [{name: cpu(run) for name, run in measured.items()} for _ in range(options.rounds)]
    print(f"{len(texts)} articles, {size:.1f} MB, median of {options.rounds} turns, CPU time\n")
    print(f"{'':28}{'MB/s':>8}  voices.find is so many times as fast")
    for name in measured:
        speed = size / statistics.median(turn[name] for turn in turns)
        ratios = [turn[name] / turn[OURS] for turn in turns]
        spread = f"{statistics.median(ratios):8.1f}  ({min(ratios):.1f} to {max(ratios):.1f})" if name != OURS else ""
        print(f"{name:28}{speed:8.2f}{spread}")
    full = statistics.median(turn[FULL] for turn in turns)
    print(f"{'voices.find, first time':28}{size / first:8.2f}{full / first:8.1f}  times NLTK, sentences and words")


if __name__ == "__main__":
    main()
