"""Cues of the sides of an issue: the list, its readings, the counts by voice, and the declared mapping to gold."""

import importlib.util
import re
from pathlib import Path

import pandas as pd
import pytest

from helpers import article, frames, lexicon, metrics, text, voices

ROOT = Path(__file__).parents[1]
LISTED = lexicon.read("frames")
DIMENSIONS = frames.catalogue()["dimension"].tolist()
README = (ROOT / "README.md").read_text(encoding="utf-8")
CARD = (lexicon.FOLDER / "frames.md").read_text(encoding="utf-8")


def counted(articles, *, by="voice", listed=LISTED):
    found = voices.find(articles)
    cues = voices.attach(lexicon.match(articles, listed), found)
    return frames.by_voice(cues, voices.attach(text.words(articles), found), text.sentences(articles), by=by)


def brought_up(table):
    return {(row.category, row.voice): int(row.n) for row in table[table.n > 0].itertuples()}


def test_the_list_has_the_dimensions_of_the_catalogue_and_every_entry_is_complete():
    entries = LISTED.entries
    assert list(dict.fromkeys(entries["category"])) == DIMENSIONS
    assert entries.groupby("category").size().min() >= 10
    for column in set(lexicon.COLUMNS) - {"unless"}:
        assert not entries["term"][entries[column] == ""].tolist(), column
    assert set(entries["used_by"]) == {"both", "left", "right"} and set(entries["neutral"]) == {"-"}
    sides = entries["used_by"].value_counts()
    assert abs(sides["left"] - sides["right"]) <= 3, "the few entries of one side are as many as of the other"


def test_no_two_entries_share_a_sentence():
    for column in ("example", "non_example"):
        twice = LISTED.entries["term"][LISTED.entries[column].duplicated(keep=False)].tolist()
        assert not twice, f"{column}: {twice}"


def test_actors_and_the_matter_itself_are_no_cues():
    hits = lexicon.match(
        article.from_text(
            "Congress and the police met the ambassador and the attorney general at home. The abortion clinic, the "
            "mosque and the same-sex marriage were in the papers."
        ),
        LISTED,
    )
    assert hits["text"].tolist() == ["clinic"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("The ferry costs two million.", ["economic"]),
        ("There are not enough beds.", ["resources"]),
        ("It is a moral question.", ["morality"]),
        ("The rule is unfair.", ["fairness"]),
        ("The court will decide.", ["legality"]),
        ("Her proposal was read.", ["policy"]),
        ("A thief was there.", ["crime"]),
        ("They speak of national security.", ["security"]),
        ("The air is a danger to health.", ["health", "health"]),
        ("It changed our daily life.", ["quality of life"]),
        ("It is part of our traditions.", ["cultural identity"]),
        ("A poll was held.", ["public opinion"]),
        ("The election is near.", ["political"]),
        ("Our allies will be told.", ["external"]),
        ("Her mother wept.", ["human interest", "human interest"]),
        ("The mayor blamed the owner.", ["conflict"]),
        ("Steve Jobs and Hillary Clinton met at the county fair in the White House.", []),
        ("They hold it at all costs. The death toll rose. The 9-year-old law. The march is in March.", ["health"]),
    ],
)
def test_each_dimension_is_found_and_plain_uses_are_not(content, expected):
    assert lexicon.match(article.from_text(content), LISTED)["category"].tolist() == expected


def test_the_article_shows_which_sides_only_the_police_bring_up():
    found = brought_up(counted(article.read("lapd-ice-raid")))
    assert {voice for category, voice in found if category in ("health", "quality of life", "resources")} == {"LAPD"}
    assert {voice for category, voice in found if category in ("legality", "policy", "political")} == {"narrator"}


def test_a_row_for_every_dimension_and_voice_in_the_order_of_the_catalogue():
    table = counted(article.from_text("It costs more. “The law forbids it,” Lena Holt said."))
    assert list(dict.fromkeys(table["category"])) == DIMENSIONS
    assert len(table) == 2 * len(DIMENSIONS) and set(table["voice"]) == {"narrator", "Lena Holt"}
    assert brought_up(table) == {("economic", "narrator"): 1, ("legality", "Lena Holt"): 2}
    none = table[table["n"] == 0]
    assert none["thin"].all() and (none["high"] > 0).all(), "nothing found is not nothing there"
    assert table.columns.tolist()[:5] == ["category", "voice", "n", "total", "value"]
    assert not [name for name in table if hasattr(pd.DataFrame, name)]


def test_each_dimension_is_counted_as_the_rate_by_voice_counts():
    articles = article.read("lapd-ice-raid")
    found = voices.find(articles)
    cues = voices.attach(lexicon.match(articles, LISTED), found)
    words, sentences = voices.attach(text.words(articles), found), text.sentences(articles)
    own = metrics.rate_by_voice(cues[cues["category"] == "crime"], words, sentences)
    table = frames.by_voice(cues, words, sentences)
    mine = table[table["category"] == "crime"].drop(columns="category").reset_index(drop=True)
    pd.testing.assert_frame_equal(mine, own)
    assert table["n"].sum() == len(cues) and table.attrs["drawn"]["over"] == "sentences"


def test_a_list_of_ones_own_is_counted_by_its_own_categories():
    own = lexicon.from_terms({"water": ["flood*"], "fire": ["burn*"]})
    table = counted(article.from_text("The flood came. It burns."), listed=own)
    assert table[["category", "n"]].values.tolist() == [["fire", 1], ["water", 1]]


def test_a_text_without_cues_keeps_columns_and_types():
    full, none = counted(article.from_text("It costs more.")), counted(article.from_text("So it goes."))
    assert none.dtypes.to_dict() == full.dtypes.to_dict() and len(none) == len(DIMENSIONS) and not none["n"].any()


def test_hits_of_no_list_are_refused():
    with pytest.raises(KeyError, match=r"no column 'category'.*lexicon.match"):
        frames.by_voice(pd.DataFrame({"article_id": []}), pd.DataFrame({"article_id": []}))


def test_opposite_slants_bring_up_sides_and_the_same_number_of_cues_within_one():
    """The list sees both: of each event the two slanted versions differ by one cue at most in the narrator's words."""
    classroom = article.read(article.DATA / "classroom").query("slant not in ('', 'plain')")
    found = voices.find(classroom)
    cues = voices.attach(lexicon.match(classroom, LISTED), found).query("voice == 'narrator'")
    n = cues.groupby("article_id").size()
    for event, versions in classroom.groupby("event"):
        of = n.reindex(versions["article_id"]).tolist()
        assert max(of) - min(of) <= 1, f"{event}: {of}"


def test_the_readings_on_the_card_agree_with_their_counts_and_reach_what_is_counted():
    part = CARD[CARD.index("### Read by hand") : CARD.index("### Against frames")]
    rows = re.findall(r"\| ([\w ]+) \| (\d+) \| (\d+) \| ([\d.]+) \| ([\d.]+) to ([\d.]+) \|", part)
    told = {name: f"{k} of {n}" for name, n, k, *_ in rows}
    assert told.pop("all of these") and told == frames.catalogue().set_index("dimension")["right"].to_dict()
    for name, n, k, *given in rows:
        n, k, z = int(n), int(k), 1.96
        middle, half = k + z * z / 2, z * (k * (n - k) / n + z * z / 4) ** 0.5
        wanted = [k / n, (middle - half) / (n + z * z), (middle + half) / (n + z * z)]
        assert [float(value) for value in given] == pytest.approx(wanted, abs=0.0051), name
        assert k / n >= 0.8, f"{name} is counted"
    summed = [sum(int(row[i]) for row in rows[:-1]) for i in (1, 2)]
    assert summed == [int(rows[-1][1]), int(rows[-1][2])]
    assert f"of cues of sides {summed[1]} of {summed[0]}" in " ".join(README.split())


@pytest.mark.parametrize(
    "content",
    [
        "Then Sir Alan Price and Mr Law left.",
        "They read Kaiser Health News at noon.",
        "So says the Congressional Budget Office.",
        "The flyer is by Moms for Decency, they say.",
        "A letter by Amnesty International came. They say that Amnesty said so.",
    ],
)
def test_the_name_of_a_body_or_a_person_brings_up_no_side(content):
    assert lexicon.match(article.from_text(content), LISTED).empty


@pytest.mark.parametrize(
    ("content", "terms"),
    [
        ("She won on Election Day.", ["election"]),
        ("It went to the Supreme Court.", ["supreme court"]),
        ("They met the Republican National Committee.", ["Republicans"]),
        ("It is in the Clean Budget Act.", ["budget"]),
        ("Budget Talks Stall as Council Meets", ["budget"]),
    ],
)
def test_names_of_parties_courts_laws_and_days_do(content, terms):
    assert lexicon.match(article.from_text(content), LISTED).term.tolist() == terms


@pytest.fixture(scope="module")
def benchmark():
    path = ROOT / "benchmarks" / "frames_on_gold.py"
    module = importlib.util.module_from_spec(spec := importlib.util.spec_from_file_location("frames_on_gold", path))
    spec.loader.exec_module(module)
    return module


def test_the_declared_mapping_names_dimensions_and_entries_that_are_there(benchmark):
    there = {*DIMENSIONS, *(":" + LISTED.entries["term"])}
    for labels in benchmark.LABELS.values():
        for label, wanted in labels.items():
            assert wanted and not set(wanted) - there, f"{label}: {set(wanted) - there}"


def test_cues_agree_with_coded_frames_as_the_card_says(benchmark, gold):
    if not (gold / "nfc.jsonl.gz").is_file() or not (gold / "gvfc.jsonl.gz").is_file():
        pytest.skip("needs gvfc.jsonl.gz and nfc.jsonl.gz in the folder of hand-coded corpora")
    articles, headlines, _ = benchmark.main(gold).values()
    for table, score in ((articles, "macro_f1"), (headlines, "accuracy")):
        of = table[table["half"] == "second"].set_index("by")
        assert of.loc["cues", "low"] > of.loc["commoner", "high"]
        given = re.search(rf"\| cues \| second \| {of.loc['cues', 'n']} \| (\S+) \| (\S+) to (\S+) \|", CARD)
        measured = of.loc["cues", [score, "low", "high"]].tolist()
        assert measured == pytest.approx([float(each) for each in given.groups()], abs=0.006)
        readme = re.search(rf"\| {of.loc['cues', 'n']} (?:articles|headlines) \| (\S+) \| (\S+)–(\S+) \|", README)
        assert measured == pytest.approx([float(each) for each in readme.groups()], abs=0.006)
