"""Voices: the contract on any text, the article, and the cases in ``tests/cases/voices-*.json``."""

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import article, voices

CASES = Path(__file__).parent / "cases"
COLUMNS = ["article_id", "start", "end", "text", "kind", "voice", "credited", "chain", "cue", "n_words", "block"]


def table(*texts):
    return pd.DataFrame({"article_id": [f"a{n}" for n in range(len(texts))], "text": list(texts)}).astype("str")


def listed(name):
    for case in json.loads((CASES / f"voices-{name}.json").read_text(encoding="utf-8")):
        marks = [pytest.mark.xfail(strict=True, reason=case["comment"])] if name == "known-failures" else []
        yield pytest.param(case, id=case["label"], marks=marks)


def cases(name):
    return list(listed(name))


def check(case):
    """Each expected stretch is in one row of the right voice; a row that is not the narrator's holds nothing more."""
    text = case["text"]
    rows = voices.find(table(text))
    for wanted in case["expect"]:
        start = text.index(wanted["text"])
        row = rows[(rows["start"] <= start) & (start < rows["end"])].iloc[0]
        got = {name: row[name] for name in ("kind", "voice", "credited", "chain") if name in wanted}
        assert got == {name: wanted[name] for name in got}, f"{wanted['text']!r} in {row['text']!r}"
        assert start + len(wanted["text"]) <= row["end"], f"{wanted['text']!r} is cut short: {row['text']!r}"
        if wanted["kind"] in ("indirect", "direct"):
            assert row["text"].strip() == wanted["text"].strip()


@pytest.mark.parametrize("case", [*cases("in-the-wild"), *cases("synthetic"), *cases("negative")])
def test_a_case_is_read_as_people_read_it(case):
    check(case)


@pytest.mark.parametrize("case", cases("known-failures"))
def test_a_known_failure_still_fails(case):
    check(case)


def test_there_are_enough_cases_and_few_of_them_fail():
    n = {name: len(cases(name)) for name in ("in-the-wild", "synthetic", "negative", "known-failures")}
    assert sum(n.values()) >= 120
    assert n["known-failures"] <= 0.03 * sum(n.values()) + 1


def test_each_construction_that_is_named_has_fifteen_cases():
    named = ("in-the-wild", "synthetic", "negative", "known-failures")
    cases = [case for name in named for case in json.loads((CASES / f"voices-{name}.json").read_text(encoding="utf-8"))]
    times = Counter(case["construction"] for case in cases if "construction" in case)
    assert len(times) >= 15
    assert min(times.values()) >= 15, times
    assert len({case["label"] for case in cases}) == len(cases)


def partitions(rows, texts):
    for number, text in enumerate(texts):
        own = rows[rows["article_id"] == f"a{number}"]
        assert "".join(own["text"]) == text
        assert own["start"].tolist() == [0, *own["end"].tolist()[:-1]][: len(own)]
        assert all(text[s:e] == t for s, e, t in zip(own["start"], own["end"], own["text"], strict=True))
        assert (own["end"] > own["start"]).all()
    assert set(rows["kind"]) <= {"narrator", "indirect", "direct", "block"}
    assert ((rows["kind"] == "narrator") == (rows["chain"] == "narrator")).all()
    assert (rows["n_words"] >= 0).all()
    assert rows["credited"].str.contains(r"\w|%").all()


pieces = st.sampled_from(
    "“ ” \" ' ’ ‘ « » „ '' `` : , . ? … ( ) — Bass LAPD said The mayor that according to he claims told reporters As"
    " statement fire 6 don't reported é \u200b \U0001f600 denied of and who by".split(" ")
    + ["\n", "\n\n", "> ", "\n\n> ", " ", " ", " ", " "]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=40), st.lists(pieces, max_size=40).map("".join)), max_size=4))
def test_the_stretches_of_any_text_cover_it_without_gap_or_overlap(texts):
    rows = voices.find(table(*texts))
    assert list(rows.columns) == COLUMNS
    partitions(rows, texts)


ODD = [
    "",
    " ",
    " that said it rained.",
    "“",
    "””",
    '"""',
    "''''",
    "\n\n> ",
    "> ",
    ">>> a",
    "\n\n> b\n\n> c",
    "a:\n\n",
    "said:\n\n",
    "as",
]


@pytest.mark.parametrize(
    "text", [*ODD, "He said:\n\nx", "\x00", "according to", "a" * 99_999, "“" * 5_000, "said " * 5_000, "“a ” " * 3_000]
)
def test_odd_texts_are_no_error(text):
    partitions(voices.find(table(text)), [text])


def test_a_million_characters_without_a_space_are_one_stretch():
    rows = voices.find(table("x" * 1_000_000))
    assert rows["end"].tolist() == [1_000_000]


def test_an_empty_table_keeps_its_columns_and_types():
    rows = voices.find(table())
    full = voices.find(table("Bass said it rained."))
    assert list(rows.columns) == COLUMNS
    assert rows.dtypes.equals(full.dtypes)
    hits = full.iloc[:0][["article_id", "start", "end", "text"]]
    assert list(voices.attach(hits, full).columns[-4:]) == ["kind", "voice", "credited", "chain"]


def test_no_article_changes_another():
    texts = ["“Stop", "Bass said it rained.", "it rained”, she said.", "", "KABC reported:", "All is well."]
    together = voices.find(table(*texts))
    for number, text in enumerate(texts):
        alone = voices.find(table(text))
        own = together[together["article_id"] == f"a{number}"]
        assert own.drop(columns="article_id").values.tolist() == alone.drop(columns="article_id").values.tolist()


def test_a_missing_column_is_named():
    with pytest.raises(KeyError, match="no column 'text'"):
        voices.find(pd.DataFrame({"article_id": ["a"]}))


def test_each_span_gets_the_voice_that_it_starts_in():
    texts = ["Bass said an unruly mob came.", "“A mob,” Diaz said."]
    rows = voices.find(table(*texts))
    spans = pd.DataFrame({"article_id": ["a1", "a0", "a0"], "start": [3, 13, 0]}, index=[7, 8, 9])
    got = voices.attach(spans, rows.sample(frac=1, random_state=0))
    assert got.index.tolist() == [7, 8, 9]
    assert got["voice"].tolist() == ["Diaz", "narrator", "narrator"]
    assert got["credited"].tolist() == ["Diaz", "Bass", "narrator"]


def test_a_span_of_an_article_without_stretches_is_an_error():
    rows = voices.find(table("Bass said it rained."))
    with pytest.raises(KeyError, match="no article 'b'"):
        voices.attach(pd.DataFrame({"article_id": ["b"], "start": [0]}), rows)
    # What is missing may lie outside the text, or be a stretch that was filtered away.
    for start, part in ((99, rows), (0, rows.iloc[1:])):
        with pytest.raises(ValueError, match=f"do not cover {start} of 'a0'.*choose among the spans afterwards"):
            voices.attach(pd.DataFrame({"article_id": ["a0"], "start": [start]}), part)


@pytest.fixture(scope="module")
def lapd():
    path = article.DATA / "articles" / "lapd-ice-raid.md"
    if not path.exists():
        pytest.skip("data/articles/lapd-ice-raid.md is not there yet")
    articles = article.read(path)
    return articles, voices.find(articles)


def at(rows, text, words):
    start = text.index(words)
    return rows[(rows["start"] <= start) & (start < rows["end"])].iloc[0]


def test_the_article_has_413_words_and_143_of_them_are_the_narrators(lapd):
    _, rows = lapd
    assert rows["n_words"].sum() == 413
    assert rows.loc[rows["voice"] == "narrator", "n_words"].sum() == 143


def test_the_article_has_two_unmarked_block_quotations(lapd):
    articles, rows = lapd
    text = articles["text"].iloc[0]
    blocks = rows[rows["block"] > 0].groupby("block").agg({"start": "min", "end": "max"})
    quoted = [text[s:e] for s, e in blocks.values]
    assert len(quoted) == 2
    assert quoted[0].startswith("The LAPD released") and quoted[0].endswith("detention or arrest.”")
    assert quoted[1].startswith("According to the LAPD") and quoted[1].endswith("safe passage.”")
    assert rows.loc[rows["kind"] == "block", "voice"].unique().tolist() == ["KABC", "Los Angeles Times"]


def test_the_six_quotations_in_the_article_are_the_lapds(lapd):
    _, rows = lapd
    direct = rows[rows["kind"] == "direct"]
    assert len(direct) == 6
    assert set(direct["voice"]) == set(direct["credited"]) == {"LAPD"}
    assert direct["chain"].tolist() == ["KABC > LAPD"] * 3 + ["Los Angeles Times > LAPD"] * 3
    assert (direct["block"] == [1, 1, 1, 2, 2, 2]).all()


@pytest.mark.parametrize(
    ("words", "kind", "voice", "chain"),
    [
        ("is being forced to deny", "narrator", "narrator", "narrator"),
        ("that it helped", "indirect", "narrator", "LAPD"),
        ("an angry mob", "indirect", "narrator", "LAPD"),
        ("“sanctuary city,”", "narrator", "narrator", "narrator"),
        ("Amnesty activists", "narrator", "narrator", "narrator"),
        ("through physically confronting", "narrator", "narrator", "narrator"),
        ("“kidnapping”", "indirect", "narrator", "KABC"),
        ("unruly mob", "indirect", "narrator", "KABC"),
        ("The LAPD released", "block", "KABC", "KABC"),
        ("officers were simply there", "indirect", "KABC", "KABC > LAPD"),
        ("an immigration operation", "indirect", "KABC", "KABC > LAPD"),
        ("they did not arrest", "indirect", "KABC", "KABC > LAPD"),
        ("forced to defend", "indirect", "narrator", "Los Angeles Times"),
        ("i.e. federal law", "indirect", "narrator", "Los Angeles Times"),
        ("a suspected kidnapping", "indirect", "Los Angeles Times", "Los Angeles Times > LAPD"),
        ("people were trying", "indirect", "Los Angeles Times", "Los Angeles Times > The report"),
        ("officers stayed at the scene", "indirect", "Los Angeles Times", "Los Angeles Times > LAPD"),
        ("all Democrats", "narrator", "narrator", "narrator"),
        ("the ICE raids to stop", "indirect", "narrator", "Local officials"),
    ],
)
def test_each_part_of_the_article_has_its_voice(lapd, words, kind, voice, chain):
    articles, rows = lapd
    row = at(rows, articles["text"].iloc[0], words)
    assert (row["kind"], row["voice"], row["chain"], row["credited"]) == (kind, voice, chain, chain.split(" > ")[-1])


def test_offsets_are_whole_numbers_and_names_are_strings(lapd):
    _, rows = lapd
    assert [str(rows[name].dtype) for name in ("start", "end", "n_words", "block")] == ["int64"] * 4
    assert all(
        rows[name].dtype == "str" for name in ("article_id", "text", "kind", "voice", "credited", "chain", "cue")
    )
    assert np.array_equal(rows["start"].to_numpy()[1:], rows["end"].to_numpy()[:-1])
