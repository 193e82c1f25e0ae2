"""How long a reader waits: import, the first article, an article when all is warm, a choice in a widget, a notebook.

Medians in milliseconds: wall time, which is what a reader waits, and where the work is done in this process also CPU
time, which other programs disturb less. Each fresh start is a new process.

usage: python benchmarks/latency.py [--rounds 7] [--notebook notebooks/00-start-here.ipynb]
"""

import argparse
import itertools
import pathlib
import re
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

FIRST = """
import time
began = time.perf_counter()
from helpers import article, lexicon, voices
imported = time.perf_counter()
articles = article.read("lapd-ice-raid")
found = voices.find(articles)
voices.attach(lexicon.match(articles, lexicon.read("loaded")), found)
print(imported - began, time.perf_counter() - imported)
"""


def fresh(code: str, *options: str) -> subprocess.CompletedProcess:
    """Run code in a new process."""
    return subprocess.run([sys.executable, *options, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)


def imported(line: str) -> float:
    """What `python -X importtime` says about an import, with all that it loads, in ms."""
    rows = re.findall(r"import time:\s+\d+ \|\s+(\d+) \| (\s*)(\S+)", fresh(line, "-X", "importtime").stderr)
    return sum(int(total) for total, depth, name in rows if not depth and name.startswith("helpers")) / 1e3


def median(measure, rounds: int, clock=time.perf_counter) -> float:
    """Median of what a function returns or, where it returns nothing, of the time it takes, in ms."""
    found = []
    for _ in range(rounds):
        began = clock()
        value = measure()
        found.append(1e3 * (clock() - began) if value is None else value)
    return statistics.median(found)


def both(measure, rounds: int) -> str:
    """Wall and CPU time of a function, as text."""
    return f"{median(measure, rounds):8.1f} ms, CPU {median(measure, rounds, time.process_time):.1f} ms"


def answers(articles) -> dict:
    """What a reader can do in each explorer, as functions that do it once: the kernel's part of the wait."""
    from helpers import explore

    reader, words, swap, names, voices = (
        make(articles) for make in (explore.article, explore.lexicon, explore.swap, explore.naming, explore.voices)
    )
    counted, found = itertools.count(), words.hits["term"].unique().tolist()
    passage = reader._names.iloc[0]

    def turned(control):
        def turn() -> None:
            options = list(control.options) if hasattr(control, "options") else [True, False]
            values = [option[1] if isinstance(option, tuple) else option for option in options]
            control.value = values[(values.index(control.value) + 1) % len(values)]

        return turn

    def excluded() -> None:
        (reader.restore if passage in reader._because else reader.exclude)(passage)

    def off() -> None:
        if set(found) <= words.changes.removed:
            words.again.click()
        words.entry.value = next(term for term in found if term not in words.changes.removed)
        words.off.click()

    def added() -> None:
        words.term.value = f"invented{next(counted)}"
        words.add.click()

    def weighed() -> None:
        words.weight.value = 1.5 + next(counted) % 50

    def named() -> None:
        names.controls["corrections"].value = f"mob = visitors {next(counted)}"

    def corrected() -> None:
        voices.source.value, voices.kind.value = f"Source {next(counted)}", "indirect"
        voices.correct.click()

    boxes = {"category": reader.categories, "voice": reader.voices, "way of telling": reader.kinds}
    boxes |= {"source": reader.sources, "device": reader.devices}
    done = {f"explore.article: a {what}": turned(next(iter(own.values()))) for what, own in boxes.items()}
    done |= {"explore.article: the order": turned(reader.order), "explore.article: an exclusion": excluded}
    done |= {"explore.lexicon: a term taken off": off, "explore.lexicon: a new term": added}
    done |= {"explore.lexicon: a weight": weighed, "explore.lexicon: undo": words.undo.click}
    done |= {"explore.swap: other words": turned(swap.controls["words"])}
    done |= {"explore.swap: another voice": turned(swap.controls["voice"])}
    done |= {"explore.naming: a correction": named, "explore.voices: a correction": corrected}
    return {f"a choice in {name}": act for name, act in done.items()}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--notebook", default="notebooks/00-start-here.ipynb")
    args = parser.parse_args()
    rounds = args.rounds
    say = "{:66} {:8.1f} ms".format
    print(say("import helpers (-X importtime)", median(lambda: imported("import helpers"), rounds)))
    line = "from helpers import article, text, voices, lexicon, metrics"
    print(say(f"{line} (-X importtime)", median(lambda: imported(line), rounds)))
    first = [[float(n) for n in fresh(FIRST).stdout.split()] for _ in range(rounds)]
    print(say("first article: imports", 1e3 * statistics.median(times[0] for times in first)))
    print(say("first article: read, voices, word list, matches", 1e3 * statistics.median(times[1] for times in first)))

    from helpers import article, lexicon, metrics, text, voices

    same, loaded = article.read("lapd-ice-raid"), lexicon.read("loaded")
    # The cut of the last text is kept, which would help here: each time the article has another last sentence.
    others = itertools.cycle([same.assign(text=same["text"] + f" Update {number}.") for number in range(100)])

    def find() -> None:
        lexicon.match(next(others), loaded)

    def everything() -> None:
        articles = next(others)
        found = voices.find(articles)
        hits = voices.attach(lexicon.match(articles, loaded), found)
        metrics.share_of_voice(found)
        metrics.term_by_voice(hits)

    def rates() -> None:
        articles = next(others)
        found = voices.find(articles)
        hits = voices.attach(lexicon.match(articles, loaded), found)
        metrics.rate_by_voice(hits, voices.attach(text.words(articles), found), text.sentences(articles))

    def voices_alone() -> None:
        voices.find(next(others))

    for name, measure in {
        "one article warm: matches": find,
        "one article warm: voices": voices_alone,
        "one article warm: voices, matches, attached, shares, terms by voice": everything,
        "one article warm: voices, matches, rates with 2,000 bootstrap draws": rates,
    }.items():
        measure()
        print(f"{name:66} {both(measure, 5 * rounds)}")
    for name, act in answers(same).items():
        act()
        print(f"{name:66} {both(act, 5 * rounds)}")

    import nbformat
    from nbclient import NotebookClient

    def execute() -> None:
        path = ROOT / args.notebook
        notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
        NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}).execute()

    print(say(f"{args.notebook} from a fresh kernel", median(execute, min(rounds, 3))))


if __name__ == "__main__":
    main()
