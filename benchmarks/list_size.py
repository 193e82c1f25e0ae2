"""Does a longer list take longer to match? Lists of several sizes on the same texts, in turn.

usage: python benchmarks/list_size.py --corpus FILE [--articles 1000] [--rounds 9]

FILE is JSON Lines (also .gz) with a field "text". The lists are parts of the kit's list `loaded`, drawn at random, the
whole of it, and words and phrases of the texts themselves, up to 20,000. In each round every list is matched once, in
another order; a ratio is taken within its round against the smallest list, in CPU time, cutting included. Hits cost
time too, and a longer list has more of them: the last column is the time where there are none (every letter an *x*).
"""

import argparse
import random
import re
import statistics
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent.parent), str(Path(__file__).resolve().parent)]

import speed  # noqa: E402  (the folder is put on the path above)

from helpers import lexicon  # noqa: E402
from helpers.text.forms import cut  # noqa: E402

MORE = 20_000


def lists(texts: list[str]) -> dict[str, lexicon.Lexicon]:
    """The lists by what they are called."""
    loaded = lexicon.read("loaded")
    made = {
        f"{n} entries": lexicon.edited(loaded, remove=loaded.entries["term"].sample(len(loaded) - n, random_state=1))
        for n in (100, 500, 1000)
    }
    made[f"{len(loaded):,} entries (all)"] = loaded
    terms = list(dict.fromkeys(speed.terms_of(texts[:100], MORE)))
    return made | {f"{len(terms):,} other terms": lexicon.from_terms({"more": terms})}


def seconds(listed: lexicon.Lexicon, texts: list[str]) -> float:
    """CPU time of cutting and matching."""
    began = time.process_time()
    lexicon.find(cut(texts), listed)
    return time.process_time() - began


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", required=True)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=9)
    args = parser.parse_args()
    texts = speed.load(args.corpus, args.articles)
    blank = [re.sub(r"[^\W\d]", "x", content) for content in texts]
    made = lists(texts)
    hits = {name: len(lexicon.find(cut(texts), listed)[0]) for name, listed in made.items()}  # warm from here on
    taken = {name: ([], []) for name in made}
    order = list(made)
    for turn in range(args.rounds):
        random.Random(turn).shuffle(order)
        for name in order:
            for column, contents in zip(taken[name], (texts, blank), strict=True):
                column.append(seconds(made[name], contents))
    smallest = next(iter(made))
    size = speed.megabytes(texts)
    print(f"{len(texts):,} articles, {size:.1f} MB, {args.rounds} rounds. CPU time as a ratio to {smallest}:")
    print(f"{'':22} {'hits':>9} {'MB/s':>6}   ratio: median (range)  the same without hits")
    for name in made:
        shown = []
        for own, base in zip(taken[name], taken[smallest], strict=True):
            ratios = sorted(a / b for a, b in zip(own, base, strict=True))
            shown.append(f"{statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})")
        speed_of = size / statistics.median(taken[name][0])
        print(f"{name:22} {hits[name]:9,} {speed_of:6.1f}   {shown[0]:22} {shown[1]}")


if __name__ == "__main__":
    main()
