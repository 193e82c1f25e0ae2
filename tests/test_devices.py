"""Devices: the contract, the article, the house lists, and the cases in ``tests/cases/devices-*.json``.

A case is a text, a device, and what is to be found of that device in it. To add one, add a line to a file.
"""

import json
import pathlib
import re
import string
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import article, devices, lexicon, metrics, prose, text, voices

CASES = pathlib.Path(__file__).parent / "cases"
COLUMNS = ["article_id", "start", "end", "text", "device", "detail"]
LISTS = (
    *("hedges", "boosters", "factives", "implicatives"),
    *("minimisers", "presupposition", "euphemisms"),
)
PIECES = st.sampled_from(
    "The mob “mob” was being forced to flee , . ? \n\n i.e. ICE Democrats Republicans perhaps her arrest or detention"
    " by trying that realized it wounded people killed in said so-called 's “ ” ' \" > Q: may".split(" ")
)
TEXTS = st.lists(PIECES, max_size=40).map(lambda pieces: " ".join([*pieces, "end"]))


def table(*texts):
    return pd.DataFrame({"article_id": [f"t{i}" for i in range(len(texts))], "text": pd.array(texts, dtype="str")})


def cases(name):
    return json.loads((CASES / f"devices-{name}.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def all_cases():
    """What is found in each case; the texts are read together, as a table of articles is."""
    listed = [case for name in ("in-the-wild", "synthetic", "negative", "known-failures") for case in cases(name)]
    contents = list(dict.fromkeys(case["text"] for case in listed))
    rows = devices.find(table(*contents))
    texts = rows.groupby(["article_id", "device"]).text.agg(list).to_dict()
    return {(case["text"], case["device"]): texts.get((f"t{contents.index(case['text'])}", case["device"]), [])
            for case in listed}  # fmt: skip


def label(case):
    return f"{case['device']}: {case['text'][:40]}"


@pytest.fixture(scope="module")
def lapd():
    articles = article.read("lapd-ice-raid")
    return articles, voices.find(articles)


@pytest.mark.parametrize("case", [*cases("in-the-wild"), *cases("synthetic"), *cases("negative")], ids=label)
def test_case(case, all_cases):
    assert all_cases[case["text"], case["device"]] == case["expect"]


@pytest.mark.parametrize("case", cases("known-failures"), ids=label)
@pytest.mark.xfail(strict=True, reason="a known error; when it is mended, move the case to another file")
def test_known_failure(case, all_cases):
    assert all_cases[case["text"], case["device"]] == case["expect"]


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("The “experts” came.", "name denied"),
        ("The “loopholes” stay.", "one word"),
        ("The so-called “peace plan” failed.", "name denied"),
        ("The so-called “wet foot” rule failed.", "after so-called"),
    ],
)
def test_scare_quotes_tell_names_that_are_denied(text, detail):
    rows = devices.find(table(text)).query("device == 'scare quotes'")
    assert rows.detail.tolist() == [detail]


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("Three shots were fired.", "force"),
        ("The shots that were fired hit a car.", "force"),
        ("The coach was fired.", "decision"),
        ("The gun firm's head was fired.", "decision"),
    ],
)
def test_a_shot_is_fired_by_force_and_a_coach_by_decision(text, detail):
    assert devices.find(table(text)).query("device == 'agentless passive'").detail.tolist() == [detail]


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("The so-called experts came.", "name denied"),
        ("The so-called climate experts came.", "name denied"),
        ("The so-called amnesty came.", "name denied"),
        ("The so-called “reformers” came.", "name denied"),
        ("The so-called debt ceiling came.", "so-called"),
        ("The so-called Heroes Act came.", "so-called"),
        ("The so-called fiscal cliff, experts say, came.", "so-called"),
        ("The so-called mine. Experts came.", "so-called"),
        ("A self-described moderate came.", "self-described"),
        ("A self-styled doctor came.", "self-styled"),
    ],
)
def test_distancing_tells_names_that_are_denied(text, detail):
    assert devices.find(table(text)).query("device == 'distancing'").detail.tolist() == [detail]


@pytest.mark.parametrize("word", ["moderate", "free", "deal", "emergency"])
def test_words_that_are_plain_as_often_deny_no_name(word):
    rows = devices.find(table(f"The town has a “{word}” of its own. The so-called {word} ended."))
    assert "name denied" not in rows.detail.tolist()


def test_candidates_are_told_from_what_may_be_counted():
    rows = devices.find(
        table("The “experts” met “loopholes”.", "ICE, i.e. federal law enforcement, met the so-called mob.")
    )
    counted = devices.countable(rows)
    left = rows.drop(counted.index)
    assert set(left.device) <= set(devices.CANDIDATES) <= set(devices.DEVICES)
    assert "legitimising gloss" in set(left.device) and "legitimising gloss" not in set(counted.device)
    assert ["distancing", "so-called"] in left[["device", "detail"]].values.tolist()
    assert devices.countable(rows.iloc[:0]).columns.tolist() == COLUMNS
    shown = devices.catalogue().set_index("device").only_read
    assert {name: ", ".join(details) or "all" for name, details in devices.CANDIDATES.items()} == (
        shown[shown != ""].to_dict()
    )
    # Each detail that is named is one that the rules give.
    page = (article.DATA / "codebook.md").read_text(encoding="utf-8")
    for device, details in devices.CANDIDATES.items():
        part = page.split(f"\n## {device}\n")[1].split("\n## ")[0]
        assert all(f"*{detail}*" in part for detail in details) and "candidate" in part, device


def test_the_figures_of_the_codebook_agree_with_their_counts():
    """The table of the codebook is the first round; later rounds stand in ``readings.csv`` alone."""
    codebook = (article.DATA / "codebook.md").read_text(encoding="utf-8")
    rows = pd.read_csv(article.DATA / "devices" / "readings.csv", keep_default_na=False)
    assert rows.columns.tolist() == ["device", "detail", "round", "n", "first", "second"]
    assert not rows.duplicated(["device", "detail", "round"]).any()
    for column in ("first", "second"):
        assert rows[column].between(0, rows.n).all()
    once = rows[rows["round"] == 1]
    assert once.device.tolist() == list(devices.DEVICES) and set(rows.device) == set(devices.DEVICES)
    told = re.findall(r"^\| ([a-z -]+?)(?: \(([^)]*)\))? \| (\d+) \| (\d+) \| (\d+) \|$", codebook, re.MULTILINE)
    listed = once[["device", "detail", "n", "first", "second"]].astype(str)
    assert told == list(listed.itertuples(index=False, name=None))
    sums = [str(once[column].sum()) for column in ("n", "first", "second")]
    assert f"coded the same {sums[0]} passages" in codebook
    assert f"the first found {sums[1]} right, the second {sums[2]}." in codebook


def test_the_catalogue_shows_the_last_round():
    rows = pd.read_csv(article.DATA / "devices" / "readings.csv", keep_default_na=False)
    shown = devices.catalogue().set_index("device").right
    for device, own in rows.groupby("device"):
        last = own[own["round"] == own["round"].max()]
        said = [f"{row.detail} {row.first} and {row.second} of {row.n}".strip() for row in last.itertuples()]
        assert shown[device] == "; ".join(said)


def test_each_device_has_enough_cases_of_both_kinds_and_its_place_in_the_codebook():
    positive = Counter(case["device"] for case in cases("synthetic"))
    negative = Counter(case["device"] for case in cases("negative"))
    codebook = (article.DATA / "codebook.md").read_text(encoding="utf-8")
    for device, (what, allsides) in devices.DEVICES.items():
        assert positive[device] >= 8 and negative[device] >= 8, device
        part = codebook.split(f"\n## {device}\n")[1].split("\n## ")[0]
        for word in ("**Counts.**", "**Does not count.**", "**Yes:**", "**No:**", "**Read by hand.**"):
            assert word in part, f"the codebook's part on {device} has no {word}"
        assert allsides.lower() in part.lower() and what
    assert devices.catalogue().device.tolist() == list(devices.DEVICES)


def test_what_the_article_holds(lapd):
    articles, found = lapd
    rows = voices.attach(devices.find(articles, found), found)
    of = dict(list(rows.groupby("device")))
    assert of["scare quotes"].text.tolist() == ["“sanctuary city,”", "“kidnapping”"]
    coercion = of["agentless passive"][of["agentless passive"].detail == "coercion"]
    assert coercion.text.tolist() == ["is being forced to deny", "is being forced to defend"]
    assert set(coercion.voice) == {"narrator"}
    assert of["party label"][["text", "detail", "voice"]].values.tolist() == [["all Democrats", "left", "narrator"]]
    assert of["agentless participle"].text.tolist() == ["a partially handcuffed woman"]
    assert of["nominalisation"].text.tolist() == ["her detention or arrest"]
    assert of["legitimising gloss"].values.tolist()[0][3:6] == [
        *("i.e. federal law enforcement", "legitimising gloss", "for ICE"),
    ]
    assert {"realized", "proving"} <= set(of["presupposition"].text)
    hedges = of["hedge"][of["hedge"].detail == "adjective"]
    assert hedges[["text", "voice"]].values.tolist() == [
        *(["possible", "KABC"], ["suspected", "Los Angeles Times"], ["potential", "LAPD"]),
    ]


def test_nothing_is_flagged_in_the_plain_words_of_the_police(lapd):
    articles, found = lapd
    rows = devices.find(articles, found)
    hits = lexicon.match(articles, lexicon.read("loaded"))
    words = text.words(articles)
    plain = words[words.text.str.lower().isin(["crowd", "operation", "bystanders", "pedestrians"])]
    assert len(plain) == 7
    for spans in (rows, hits):
        for start, end in plain[["start", "end"]].values.tolist():
            assert not ((spans.start < end) & (spans.end > start)).any()


def test_who_says_mob_and_who_says_crowd(lapd):
    articles, found = lapd
    names = lexicon.from_terms({"people": ["mob*", "crowd"], "event": ["raid*", "operation"]})
    uses = metrics.term_by_voice(voices.attach(lexicon.match(articles, names), found))
    narrator = uses[uses.voice == "narrator"].set_index("term").n
    others = uses[uses.voice != "narrator"].groupby("term").n.sum()
    assert {term: (narrator.get(term, 0), others.get(term, 0)) for term in ("mob*", "raid*", "crowd", "operation")} == {
        "mob*": (2, 0),
        "raid*": (4, 0),
        "crowd": (0, 2),
        "operation": (0, 2),
    }


def test_readers_are_shown_a_plain_name_for_what_is_attributed_and_not_quoted():
    codebook = (article.DATA / "codebook.md").read_text(encoding="utf-8")
    assert "\n## Attributed, not quoted\n\n`devices.laundering`" in codebook
    root = article.DATA.parent
    for page in sorted([*root.glob("notebooks/*.ipynb"), *root.glob("lessons/*.ipynb")]):
        cells = json.loads(page.read_text(encoding="utf-8"))["cells"]
        shown = " ".join("".join(cell["source"]) for cell in cells).replace("devices.laundering(", "")
        assert "launder" not in shown.lower(), page.name


def test_laundering_in_the_article(lapd):
    articles, found = lapd
    rows = devices.laundering(lexicon.match(articles, lexicon.read("loaded")), found)
    assert rows.credited.tolist() == ["KABC", "Los Angeles Times"]
    assert "mob" in rows.terms[0] and rows.text[0].startswith("LAPD officers responded")
    assert "forced to defend" in rows.terms[1] and "immigration operation" in rows.source_text[0]
    contents = articles.text.item()
    for row in rows.itertuples():
        assert contents[row.start : row.end] == row.text
        assert contents[row.source_start : row.source_end] == row.source_text
    # Devices can be held against the sources in the same way.
    rules = devices.find(articles, found)
    coercion = devices.laundering(rules[rules.detail == "coercion"], found)
    assert coercion.credited.tolist() == ["Los Angeles Times"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("KXY said a mob came. “It was a small crowd,” KXY said.", ["mob"]),
        ("KXY said a mob came. “It was a mob,” KXY said.", []),
        ("KXY said a mob came. Nobody was hurt.", []),
        ("KXY denied that a mob came. “It was a small crowd,” KXY said.", []),
        ("KXY said a crowd came. “It was a small crowd,” KXY said.", []),
        ("A mob came. “It was a small crowd,” KXY said.", []),
        ("KXY said a mob came in a raid. “It was a small crowd,” KXY said.", ["mob, raid"]),
        ("KXY said a crowd came. “It was a mob,” KXY said.", []),
    ],
)
def test_laundering(content, expected):
    articles = table(content)
    rows = devices.laundering(lexicon.match(articles, lexicon.read("loaded")), voices.find(articles))
    assert rows.terms.tolist() == expected


def test_hedge_drop_in_the_article(lapd):
    rows = devices.hedge_drop(*lapd)
    assert rows[["text", "event", "n", "n_sources", "in_quotation_marks"]].values.tolist() == [
        ["kidnapping", "kidnapping", 1, 3, True],
    ]
    assert rows.hedges.item() == "possible (KABC), suspected (Los Angeles Times), potential (LAPD)"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("The theft shocked us. “We know of a possible theft,” Bo Hall said.", ["theft"]),
        ("The thefts shocked us. “We know of an alleged theft,” Bo Hall said.", ["thefts"]),
        ("The apparent theft shocked us. “We know of a possible theft,” Bo Hall said.", []),
        ("The theft shocked us. “It was a possible theft. The theft was bad,” Bo Hall said.", []),
        ("Nobody knew. “We know of a possible theft,” Bo Hall said.", []),
        ("The theft shocked us. “We know of a theft,” Bo Hall said.", []),
        ("The theft shocked us. A possible theft shocked them.", []),
        ("The arson shocked us. “We heard of a suspected arson,” Bo Hall said.", ["arson"]),
    ],
)
def test_hedge_drop(content, expected):
    articles = table(content)
    assert devices.hedge_drop(articles, voices.find(articles)).event.tolist() == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("It was a wholly reckless plan of the rich board today.", "a wholly reckless plan of the rich board"),
        ("They slam new taxes again.", "slam new taxes"),
        ("He saw that mob and reckless boys.", "that mob and reckless"),
        ("The mob of the other, reckless men.", "The mob of the other"),
        ("Reckless! They left.", "Reckless"),
        ("A mob was here.", "A mob"),
    ],
)
def test_a_hit_is_widened_to_its_phrase(content, expected):
    articles = table("Before.", content, "mob before")
    own = lexicon.from_terms({"evaluation": ["reckless"], "person": ["mob"], "action": ["slam"]})
    rows = prose.phrases(articles, lexicon.match(articles, own))
    assert rows[rows.article_id == "t1"].text.iloc[0] == expected
    texts = dict(zip(articles.article_id, articles.text, strict=True))
    assert all(texts[r.article_id][r.start : r.end] == r.text for r in rows.itertuples())
    assert rows.text.iloc[-1] == "mob"
    assert prose.phrases(articles, lexicon.match(articles, own).iloc[:0]).empty


def test_empty_tables_keep_columns_and_types():
    articles = table("", "Nothing here.")
    rows = devices.find(articles)
    assert rows.columns.tolist() == COLUMNS and rows.empty
    assert rows.start.dtype == np.int64 and rows.device.dtype == "str" and rows.detail.dtype == "str"
    none = table()
    for made in (
        devices.find(none),
        devices.laundering(lexicon.match(articles, lexicon.read("loaded")), voices.find(articles)),
        devices.hedge_drop(articles, voices.find(articles)),
    ):
        assert made.empty and made.start.dtype == np.int64 and made.text.dtype == "str"


@given(TEXTS, TEXTS)
@settings(max_examples=30)
def test_spans_are_what_stands_there_and_articles_do_not_mix(one, two):
    both, alone = devices.find(table(one, two)), devices.find(table(two))
    for row in both.itertuples():
        assert {"t0": one, "t1": two}[row.article_id][row.start : row.end] == row.text
    assert set(both.device) <= set(devices.DEVICES)
    second = both[both.article_id == "t1"]
    assert second[COLUMNS[1:]].values.tolist() == alone[COLUMNS[1:]].values.tolist()
    assert devices.hedge_drop(table(one, two), voices.find(table(one, two))).columns[0] == "article_id"


def test_odd_text_is_no_error():
    odd = table(
        string.printable * 3, "“”" * 50, "i.e.", "?" * 90, "by by by", "\n\n> “", "All Democrats", "\u202e\u0000"
    )
    rows = devices.find(odd)
    assert (rows.end > rows.start).all()


def test_voices_of_other_articles_are_refused():
    with pytest.raises(KeyError, match="no article 't0'"):
        devices.find(table("One."), voices.find(table("One.").assign(article_id="other")))


@pytest.mark.parametrize("name", [*LISTS, "phrases"])
def test_house_list(name):
    words = lexicon.read(name if name != "phrases" else article.DATA / "devices" / "phrases.csv")
    entries = words.entries
    for column in set(lexicon.COLUMNS) - {"unless"}:
        assert (entries[column].str.strip() != "").all(), f"{column} is empty in {name}"
    for column, wanted in (("example", True), ("non_example", False)):
        hits = lexicon.match(pd.DataFrame({"article_id": entries.term, "text": entries[column]}), words)
        own = set(hits.article_id[hits.article_id == hits.term])
        wrong = [term for term in entries.term if (term in own) != wanted]
        assert not wrong, f"{name}: {len(wrong)} entries fail by their {column}: {wrong[:10]}"


def test_verbs_of_the_passive_rules_have_a_class_and_their_forms():
    verbs = pd.read_csv(article.DATA / "devices" / "agency.csv", dtype=str, keep_default_na=False)
    assert set(verbs.actor_class) == {"coercion", "force", "accusation", "decision"}
    assert verbs.verb.is_unique and (verbs.participle != "").all() and (verbs.source != "").all()


def test_tables_that_are_missing_or_change_places_are_refused():
    articles = article.from_text("Bass said a mob came. “The crowd was small,” Bass said.")
    found = voices.find(articles)
    hits = voices.attach(lexicon.match(articles, lexicon.read("loaded")), found)
    for call in (lambda: devices.hedge_drop(articles, None), lambda: devices.laundering(hits, None)):
        with pytest.raises(TypeError, match="type NoneType came. voices.find.articles. makes it"):
            call()
    with pytest.raises(KeyError, match="laundering.hits, voices."):
        devices.laundering(found, hits)
    with pytest.raises(ValueError, match="more than once"):
        devices.hedge_drop(found, articles)
