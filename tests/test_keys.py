"""The class texts beside each other; what the kit finds beside the keys and the coded article. All of it is printed."""

import pathlib
import re

import pandas as pd
import pytest

from helpers import agreement, article, lexicon, teach, text, voices
from helpers.teach import keys

TEXTS = article.read(article.DATA / "classroom")
ROOT = pathlib.Path(__file__).parents[1]
# A word that came into the texts after the second coding: nobody but the key could mark it.
SINCE = ("Heavy-handed",)
# F1 by words for each label of the keys; below what was measured, so that a test fails where something broke.
FLOORS = {"loaded word": 0.5, "quoted": 0.8, "retold": 0.6}


@pytest.fixture
def show(capsys):
    """Print past pytest's capture: who runs the tests sees the table."""

    def show(title, table):
        with capsys.disabled():
            print(f"\n{title}\n{table.to_string(index=False)}")  # noqa: T201

    return show


def test_the_balance_of_the_class_texts(show):
    loaded = lexicon.read("loaded")
    listed = lexicon.match(TEXTS, loaded).groupby("article_id").size()
    by_hand = teach.key(TEXTS, labels=["loaded word"]).groupby("article_id").size()
    table = TEXTS[["event", "slant", "article_id"]].assign(
        words=text.count_words(TEXTS.text),
        listed=TEXTS.article_id.map(listed).fillna(0).astype(int),
        by_hand=TEXTS.article_id.map(by_hand).fillna(0).astype(int),
    )
    show("Class texts: words, loaded words on the list, loaded words marked by hand", table.drop(columns="article_id"))
    slanted = table[~table.slant.isin(["", "plain"])]
    assert slanted.groupby("event").size().eq(2).all() and slanted.event.nunique() == 3
    assert slanted.groupby("event").listed.nunique().eq(1).all(), "one side has more loaded words of the list"
    assert table[table.slant.isin(["", "plain"])].listed.sum() == 0


def found_by_kit():
    """What the kit finds for the labels of the keys, as one span table with `label`."""
    stretches = voices.find(TEXTS)
    loaded = voices.attach(lexicon.match(TEXTS, lexicon.read("loaded")), stretches)
    return {
        "loaded word": loaded[loaded.kind != "direct"],
        "quoted": stretches[stretches.kind == "direct"],
        "retold": stretches[stretches.kind == "indirect"],
    }


def test_the_kit_beside_the_keys(show):
    rows = []
    for label, found in found_by_kit().items():
        key = teach.key(TEXTS, labels=[label])
        own = TEXTS[TEXTS.article_id.isin(key.article_id)].reset_index(drop=True)
        found = found[found.article_id.isin(own.article_id)].assign(label=label).reset_index(drop=True)
        words = text.words(own)
        scores = agreement.f1(found, key, words).query("label == @label and match == 'words'")
        scores = scores.set_index("measure").value
        alpha = agreement.alpha({"kit": found, "key": key}, words, text.sentences(own)).iloc[0]
        rows.append((label, len(own), len(key), *scores[["precision", "recall", "F1"]].round(2), round(alpha.alpha, 2)))
        assert scores["F1"] > FLOORS[label]
        assert alpha.alpha_low <= alpha.alpha <= alpha.alpha_high
    show(
        "The kit beside the keys, by words",
        pd.DataFrame(rows, columns=["label", "texts", "marks", "precision", "recall", "F1", "alpha"]),
    )


def test_the_kit_beside_the_coded_article(show):
    articles = article.read("lapd-ice-raid")
    by_hand = text.read_spans(article.DATA / "gold" / "lapd-ice-raid.csv", articles)
    table = agreement.by_words(voices.find(articles), by_hand, text.words(articles))
    show("The kit beside the article coded by hand, by words", table.round(3))
    assert (table.value > 0.95).all()


def the_two_coders():
    """Alpha for each label between the key and a second coder, on the texts whose task has the label."""
    # The key parted the residents from the people outside after the second coding, and because of it.
    key = teach.key(TEXTS)
    key = key[~key.text.isin(SINCE)].replace({"label": {"the residents": "the people outside"}})
    second = keys.key(TEXTS, coder="second")
    rows = []
    for label in key.label.drop_duplicates().sort_values():
        event = TEXTS.article_id.isin(key.article_id[key.label == label])
        own = TEXTS[TEXTS.event.isin(TEXTS.event[event])].reset_index(drop=True)
        coded = {
            name: table[(table.label == label) & table.article_id.isin(own.article_id)].reset_index(drop=True)
            for name, table in (("key", key), ("second", second))
        }
        found = agreement.alpha(coded, text.words(own), text.sentences(own)).query("label == @label").iloc[0]
        rows.append(
            (label, *map(len, coded.values()), int(found.total), found.alpha, found.alpha_low, found.alpha_high)
        )
    return pd.DataFrame(rows, columns=["label", "key", "second", "words", "alpha", "low", "high"]).round(2)


def test_the_second_coder_beside_the_keys(show):
    """The table in the codebook is what is computed here, and the guide for teachers has its range."""
    table = the_two_coders()
    show("A second coder beside the keys: marks of each, words, alpha with its 95 % interval", table)
    said = (ROOT / "data" / "keys" / "README.md").read_text(encoding="utf-8")
    written = re.findall(r"^\| ([a-z ]+) \| (\d+) \| (\d+) \| ([\d,]+) \| ([.\d]+) \| ([^|]+) \|$", said, re.MULTILINE)
    between = ["none: too few" if r.low != r.low else f"{r.low:.2f} to {r.high:.2f}" for r in table.itertuples()]
    assert written == [
        (r.label, str(r.key), str(r.second), f"{r.words:,}", f"{r.alpha:.2f}", interval)
        for r, interval in zip(table.itertuples(), between, strict=True)
    ]
    guide = (ROOT / "docs" / "teaching.md").read_text(encoding="utf-8")
    assert f"alpha from {table.alpha.min():.2f} to {table.alpha.max():.2f}" in " ".join(guide.split())
