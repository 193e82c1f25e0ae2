"""What cutting, matching and the full analysis cost, beside other ways to find a list of terms, on texts of yours.

All are run in turn on the same texts, several times. The table gives the median CPU time of the warm turns as MB/s, the
slowest and the fastest of them, and how many times as fast that is as NLTK: beside "sentences, words", which is what
`word_tokenize(text)` does (Punkt first, here with the abbreviations of this kit, so that no data are needed), and
beside "words", `word_tokenize(text, preserve_line=True)`, which takes a text for one sentence. The first turn, when
words and sources are new, is no part of the median and has lines of its own. Packages that are not installed are said
to be absent. To have them all:

    pip install spacy scikit-learn pyahocorasick ahocorasick_rs

usage: python benchmarks/speed.py --corpus FILE [--articles 2000] [--terms 7500] [--rounds 7] [--grow 37000]
           [--check 10000]

FILE is JSON Lines (also .gz) with a field "text". The list of terms is made from the corpus itself: words, and phrases
of two and three words, in plain small letters, of middle frequency.
"""

import argparse
import functools
import gzip
import importlib.util
import json
import os
import pathlib
import re
import resource
import statistics
import subprocess
import sys
import time
from collections import Counter

import numpy as np
import pandas as pd

ROOT = pathlib.Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "tests"))
from helpers import lexicon, text  # noqa: E402
from helpers.lexicon import lists as lists_of  # noqa: E402
from helpers.scale import workers  # noqa: E402
from helpers.text import forms  # noqa: E402
from helpers.text.forms import cut  # noqa: E402


def load(path: str, n: int) -> list[str]:
    """The first n texts of a JSON Lines file."""
    opened = gzip.open if path.endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8") as file:
        return [json.loads(line)["text"] for _, line in zip(range(n), file, strict=False)]


def terms_of(texts: list[str], n: int) -> list[str]:
    """Words and phrases of a corpus: six words for three phrases of two words and one of three."""
    counts = [Counter(), Counter(), Counter()]
    for content in texts[:2000]:
        words = re.findall(r"[a-z]+", content)
        for length in (1, 2, 3):
            counts[length - 1].update(zip(*(words[k:] for k in range(length)), strict=False))
    found = []
    for share, skip, counted in zip((0.6, 0.3, 0.1), (300, 100, 20), counts, strict=True):
        ranked = [" ".join(words) for words, _ in counted.most_common(skip + 20 * n) if min(map(len, words)) > 1]
        found.append(ranked[skip : skip + int(share * n)])
    return [term for group in found for term in group]


def leftmost_longest(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of overlapping spans the one that begins first, then the longer one."""
    kept, last = [], -1
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= last:
            kept.append((start, end))
            last = end
    return kept


def at_borders(content: str, spans) -> list[tuple[int, int]]:
    """Spans that begin and end at the border of a word."""
    return [
        (s, e)
        for s, e in spans
        if not (s and content[s - 1].isalnum()) and not (e < len(content) and content[e].isalnum())
    ]


# --- ways: each is made for a list, and takes texts to a list of spans for each text (None: it has no offsets) -------


def ours(terms):
    """Sentences, words and matches with their places, as columns."""
    listed = lexicon.from_terms({"c": terms})

    def find(texts):
        out = []
        for first, final in text._bounds(texts):
            pieces = cut(texts[first:final])
            columns = pieces.sentence, pieces.opens_word
            a, b, _ = lexicon.find(pieces, listed)
            out.append((first, pieces.article[a], pieces.start[a], pieces.end[b], *map(len, columns)))
        return out

    return find


def spans_of_ours(texts, found):
    """The columns of `ours` as a list of spans for each text."""
    spans = [[] for _ in texts]
    for first, at, start, end, *_ in found:
        for a, s, e in zip(at.tolist(), start.tolist(), end.tolist(), strict=True):
            spans[first + a].append((s, e))
    return spans


def our_tables(terms):
    """The same as three pandas tables that hold each sentence, word and hit as a string."""
    listed = lexicon.from_terms({"c": terms})

    def find(texts):
        articles = pd.DataFrame({"article_id": [str(i) for i in range(len(texts))], "text": texts})
        text.sentences(articles), text.words(articles), lexicon.match(articles, listed)

    return find


def full(terms):
    """Voices with their sources, matches, the voice of each match, words and hits by voice."""
    listed = lexicon.from_terms({"c": terms})

    def find(texts):
        for first, final in text._bounds(texts):
            documents = [
                {
                    **dict.fromkeys(("title", "outlet", "author", "date", "url"), ""),
                    "article_id": str(i),
                    "text": content,
                }
                for i, content in enumerate(texts[first:final])
            ]
            workers._analysed(documents, [], listed, ())

    return find


def nltk(terms):
    """Punkt, then the words of each sentence, as `word_tokenize(text)` does it; then a dictionary by first word."""
    from nltk.tokenize.destructive import NLTKWordTokenizer
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    known = PunktParameters()
    known.abbrev_types = set(forms.TITLES | forms.ABBREVIATIONS)
    sentences, words = PunktSentenceTokenizer(known), NLTKWordTokenizer()
    return counted(terms, lambda text: [word for part in sentences.tokenize(text) for word in words.tokenize(part)])


def nltk_words(terms):
    """word_tokenize of NLTK with a text taken for one sentence, then a dictionary by first word."""
    from nltk import word_tokenize

    return counted(terms, lambda text: word_tokenize(text, preserve_line=True))


def counted(terms, tokenize):
    """Count the terms among the words that a tokenizer gives."""
    by_first = {}
    for term in terms:
        words = tuple(term.split())
        by_first.setdefault(words[0], []).append(words)
    for listed in by_first.values():
        listed.sort(key=len, reverse=True)

    def find(texts):
        n = 0
        for content in texts:
            words = [word.lower() for word in tokenize(content)]
            i = 0
            while i < len(words):
                step = 1
                for phrase in by_first.get(words[i], ()):
                    if tuple(words[i : i + len(phrase)]) == phrase:
                        n, step = n + 1, len(phrase)
                        break
                i += step

    return find


def spacy(terms):
    """Tokenizer of a blank English pipeline and PhraseMatcher; overlaps are left to the user."""
    import spacy as package
    from spacy.matcher import PhraseMatcher

    blank = package.blank("en")
    matcher = PhraseMatcher(blank.vocab, attr="LOWER")
    matcher.add("c", list(blank.tokenizer.pipe(terms)))

    def find(texts):
        return [
            [(doc[a].idx, doc[b - 1].idx + len(doc[b - 1])) for _, a, b in matcher(doc)]
            for doc in blank.tokenizer.pipe(texts)
        ]

    return find


def sklearn(terms):
    """CountVectorizer over n-grams of one to three words: counts, no offsets."""
    from sklearn.feature_extraction.text import CountVectorizer

    vectorizer = CountVectorizer(vocabulary=terms, ngram_range=(1, 3), token_pattern=r"(?u)\b\w+\b")

    def find(texts):
        vectorizer.transform(texts)

    return find


def pyahocorasick(terms):
    """Every occurrence in the text in small letters, then borders of words, then the longest."""
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for term in terms:
        automaton.add_word(term, len(term))
    automaton.make_automaton()

    def find(texts):
        return [
            leftmost_longest(at_borders(t, ((e + 1 - n, e + 1) for e, n in automaton.iter(t.lower())))) for t in texts
        ]

    return find


def ahocorasick_rs(terms):
    """The same with the Rust library."""
    import ahocorasick_rs as package

    automaton = package.AhoCorasick(terms)

    def find(texts):
        found = (automaton.find_matches_as_indexes(t.lower(), overlapping=True) for t in texts)
        return [
            leftmost_longest(at_borders(t, ((s, e) for _, s, e in spans)))
            for t, spans in zip(texts, found, strict=True)
        ]

    return find


def re_trie(terms):
    """One regular expression in the shape of a tree of letters."""
    tree = {}
    for term in terms:
        place = tree
        for letter in term:
            place = place.setdefault(letter, {})
        place[""] = {}

    def pattern(place):
        onward = [re.escape(letter) + pattern(below) for letter, below in sorted(place.items()) if letter]
        if not onward:
            return ""
        joined = onward[0] if len(onward) == 1 else f"(?:{'|'.join(onward)})"
        return f"(?:{joined})?" if "" in place and len(place) > 1 else joined

    compiled = re.compile(rf"(?<![^\W_]){pattern(tree)}(?![^\W_])")

    def find(texts):
        return [[match.span() for match in compiled.finditer(t.lower())] for t in texts]

    return find


NLTK, NLTK_WORDS, FULL = "NLTK sentences, words, dict", "NLTK words, dict", "ours, full analysis"
WAYS = {
    "ours": ours,
    "ours, as tables": our_tables,
    FULL: full,
    NLTK: nltk,
    NLTK_WORDS: nltk_words,
    "spaCy blank + PhraseMatcher": spacy,
    "scikit-learn n-grams": sklearn,
    "pyahocorasick": pyahocorasick,
    "ahocorasick_rs": ahocorasick_rs,
    "re trie": re_trie,
}
PACKAGES = {"spaCy blank + PhraseMatcher": "spacy", "scikit-learn n-grams": "sklearn", "pyahocorasick": "ahocorasick"}
PACKAGES |= {"ahocorasick_rs": "ahocorasick_rs"}
SLOW = {NLTK, NLTK_WORDS, "spaCy blank + PhraseMatcher", "scikit-learn n-grams"}


def megabytes(texts: list[str]) -> float:
    """Size in UTF-8."""
    return sum(len(content.encode("utf-8", "replace")) for content in texts) / 1e6


def cost(find, texts: list[str]) -> float:
    """CPU seconds."""
    began = time.process_time()
    find(texts)
    return time.process_time() - began


def wc(texts: list[str]) -> float:
    """CPU seconds of `wc -w`, the simplest program that reads every word."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        ["wc", "-w"], input="\n".join(texts).encode("utf-8", "replace"), stdout=subprocess.DEVNULL, check=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def one(name: str, texts: list[str], terms: list[str]) -> None:
    """Print how much the peak of memory of this process rises by one way, the list made ready included."""

    def peak() -> int:
        return int(re.search(r"VmHWM:\s+(\d+)", pathlib.Path("/proc/self/status").read_text())[1])

    pathlib.Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    before = peak()
    WAYS[name](terms)(texts)
    print((peak() - before) / 1e3)


def speeds(args, texts: list[str], terms: list[str]) -> None:
    """Print the table of all ways."""
    present = [name for name in WAYS if importlib.util.find_spec(PACKAGES.get(name, "numpy"))]
    for name in WAYS.keys() - set(present):
        print(f"absent: {name}")
    made = {name: WAYS[name](terms) for name in present}
    # The slow ones get a tenth of the texts: they cost the same per MB.
    share = {name: texts[: max(100, len(texts) // 10)] if name in SLOW else texts for name in present}
    sizes = {name: megabytes(part) for name, part in share.items()}
    first, seconds = {}, {name: [] for name in [*present, "wc -w"]}
    for name in (FULL, "ours"):  # each with words that are new to it
        forms._LEARNED.__dict__.clear()
        first[f"{name}, first turn"] = cost(made[name], share[name]) / sizes[name]
    for name in present:  # warm, as in a long run
        made[name](share[name] if name.startswith("ours") else texts[:50])
    for _ in range(args.rounds):
        for name in present:
            seconds[name].append(cost(made[name], share[name]) / sizes[name])
        seconds["wc -w"].append(wc(texts) / megabytes(texts))
    base, words = (statistics.median(seconds[name]) for name in (NLTK, NLTK_WORDS))
    seconds |= {name: [turn] for name, turn in first.items()}
    print(f"\n{'':32}  MB/s (CPU)   slowest, fastest   times NLTK   times its words   memory (MB)")
    for name, each in sorted(seconds.items(), key=lambda item: statistics.median(item[1])):
        median, memory = statistics.median(each), f"{float(again(args, name)):11.0f}" if name in WAYS else ""
        spread = f"{1 / max(each):8.1f} {1 / min(each):8.1f}" if len(each) > 1 else ""
        print(f"{name:32}  {1 / median:10.1f}  {spread:17}   {base / median:10.1f}   {words / median:15.1f}   {memory}")
    spans = {name: made[name](texts) for name in ("re trie", "pyahocorasick", "ahocorasick_rs") if name in made}
    agree(texts, spans_of_ours(texts, made["ours"](texts)), spans)


def again(args, name: str) -> str:
    """Memory of one way, in a process of its own; Linux only."""
    if not pathlib.Path("/proc/self/clear_refs").exists():
        return "nan"
    command = [sys.executable, __file__, "--corpus", args.corpus, "--articles", str(args.articles), "--only", name]
    return subprocess.run([*command, "--terms", str(args.terms)], capture_output=True, text=True, check=True).stdout


def agree(texts: list[str], own: list[list], others: dict[str, list[list]]) -> None:
    """Print how many matches are the same, and by what the others differ."""
    print("\nmatches: the same for all where rules agree; what differs is a rule (see lexicon.match)")
    for name, found in others.items():
        same, reasons = 0, Counter()
        for content, ours_here, theirs in zip(texts, map(set, own), map(set, found), strict=True):
            same += len(ours_here & theirs)
            for start, end in ours_here - theirs:
                inner = content[start:end]
                strange = sorted(set(re.findall(r"[^a-z ]|  +", inner.lower())))
                reasons["we find", "over " + " ".join(map(repr, strange)) if strange else "beside another rule"] += 1
            for start, end in theirs - ours_here:
                around = content[max(0, start - 1) : start], content[end : end + 1]
                joined = [mark for mark in around if mark and (mark in "_" or not mark.isascii())]
                crossed = any(s < end and start < e for s, e in ours_here - theirs)
                reason = "inside a longer match of ours" if crossed else f"beside {joined}" if joined else "other"
                reasons["they find", reason] += 1
        print(f"{name:32}  {same} the same; " + "; ".join(f"{w} {n} {r}" for (w, r), n in reasons.most_common(6)))


def longer_list(texts: list[str], all_terms, rounds: int) -> None:
    """Print the cost against the length of the list."""
    sizes = (200, 2_000, 7_500, 20_000)
    made = {n: ours(all_terms(n)) for n in sizes}
    lengths = {n: len(all_terms(n)) for n in sizes}
    seconds = {n: [] for n in sizes}
    for _ in range(rounds + 1):
        for n in sizes:
            seconds[n].append(cost(made[n], texts))
    median = {n: statistics.median(each[1:]) for n, each in seconds.items()}
    print("\ncost against the length of the list, times that of the shortest:")
    print("   ".join(f"{lengths[n]} terms {median[n] / median[200]:.2f}" for n in sizes))
    cold = cost(ours(all_terms(7_500)), texts[:200]) / megabytes(texts[:200])
    print(f"a new list, first 200 articles: {1e3 * cold:.1f} ms per MB")


def more_articles(texts: list[str], terms: list[str], rounds: int) -> None:
    """Print the cost against the number of articles."""
    parts = [texts[:n] for n in (500, 2_000, 6_000, 20_000, 37_000) if n <= len(texts)]
    print("ms per MB against the number of articles:")
    for name, find in (("cut, match", ours(terms)), ("full analysis", full(terms))):
        find(texts[:200])
        seconds = [[] for _ in parts]
        for _ in range(rounds):
            for each, part in zip(seconds, parts, strict=True):
                each.append(cost(find, part) / megabytes(part))
        medians = [1e3 * statistics.median(each) for each in seconds]
        print(f"{name:32}  " + "   ".join(f"{len(p):,}: {m:.1f}" for p, m in zip(parts, medians, strict=True)))


def check(texts: list[str], all_terms) -> None:
    """Hold sentences and matches of three lists against the plain reference in tests/reference.py."""
    import reference

    generator = np.random.default_rng(0)
    # The reference knows terms and what they stand beside, and not the words that some may only stand before.
    loaded = lists_of.made("loaded", lexicon.read("loaded").entries.assign(only_before="", not_after=""), "loaded")
    lists = {"loaded": loaded, "7,500 terms": lexicon.from_terms({"c": all_terms(7_500)})}
    # Few with a *: the reference tries each of them at each word.
    phrases = [f"{term[:-1]}*" for term in all_terms(2_000) if " " in term]
    stems = [f"{term[:5]}*" for term in all_terms(2_000) if " " not in term and len(term) > 6]
    starred = [*generator.choice(sorted(set(stems)), 30, replace=False), *dict.fromkeys(phrases[:400])]
    lists["with *"] = lexicon.from_terms({"c": starred})
    plain = {name: reference.List(listed.entries) for name, listed in lists.items()}
    wrong, n = Counter(), Counter()
    for first, final in text._bounds(texts):
        part = texts[first:final]
        pieces = cut(part)
        found = {name: lexicon.find(pieces, listed) for name, listed in lists.items()}
        for i, content in enumerate(part):
            forms = reference.forms_of(content)
            rows = slice(int(pieces.first[i]), int(pieces.first[i + 1]))
            expected = reference.sentences(forms, reference.gaps_of(content, forms))
            wrong["sentences"] += pieces.new_sentence[rows].tolist() != expected
            n["sentences"] += sum(expected)
            for name, (a, b, entry) in found.items():
                here = pieces.article[a] == i
                spans = (pieces.start[a[here]], pieces.end[b[here]], entry[here])
                expected = reference.matches(content, plain[name])
                wrong[name] += list(zip(*(column.tolist() for column in spans), strict=True)) != expected
                n[name] += len(expected)
    print(
        f"\nagainst the plain reference, {len(texts)} articles: "
        + ", ".join(f"{k} {n[k]} ({wrong[k]} articles differ)" for k in n)
    )


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", required=True)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--terms", type=int, default=7_500)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--grow", type=int, default=2_000, help="how many articles at most, for the cost against them")
    parser.add_argument("--check", type=int, default=0, help="hold so many articles against the plain reference")
    parser.add_argument("--only", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if not os.path.isfile(args.corpus):
        parser.error(f"there is no file {args.corpus!r}: give a JSON Lines file with a field text")
    texts = load(args.corpus, max(args.articles, args.check, args.grow, 2_000))

    @functools.cache
    def all_terms(n: int) -> list[str]:
        return terms_of(texts, n)

    if args.only:
        one(args.only, texts[: args.articles], all_terms(args.terms))
        return
    few = texts[: args.articles]
    print(f"{len(few)} articles, {megabytes(few):.1f} MB; {len(all_terms(args.terms))} terms; {args.rounds} rounds")
    speeds(args, few, all_terms(args.terms))
    longer_list(few, all_terms, args.rounds)
    more_articles(texts[: args.grow], all_terms(args.terms), args.rounds)
    if args.check:
        check(texts[: args.check], all_terms)


if __name__ == "__main__":
    main()
