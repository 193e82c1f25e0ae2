"""Declared lists held against the sources of articles."""

import pandas as pd
import pytest

from helpers import article, lexicon, stakeholders, voices

TOLD = voices.find(
    article.from_text(
        "Police spokeswoman Ana Reyes said that the march was calm. “We came to be heard,” said Tom Birch, who "
        "organised the march. Marchers left at noon. A study for the board said that it rained.",
        title="t",
    )
)
OWN = {"police": ["police"], "marchers": ["marcher*"], "the board": ["board"], "shops": ["shopkeeper*"]}


def test_zeros_are_printed_and_words_are_counted_once():
    found = stakeholders.check(TOLD, OWN)
    assert found[["stakeholder", "n", "sources", "mentioned", "finding"]].values.tolist() == [
        ["police", 5, "Ana Reyes", 1, "heard"],
        ["marchers", 0, "", 1, "spoken of, not heard"],
        ["the board", 0, "", 1, "spoken of, not heard"],  # a study for the board is no board
        ["shops", 0, "", 0, "not in the text"],
    ]
    assert (found.value == found.n / found.total).all()


def test_a_source_may_belong_to_two_stakeholders():
    found = stakeholders.check(TOLD, {"police": ["police"], "speakers": ["spokeswoman"]})
    assert found.sources.tolist() == ["Ana Reyes", "Ana Reyes"]


def test_an_abbreviation_needs_its_capitals():
    told = voices.find(article.from_text("The ice melted. ICE said that it rained."))
    found = stakeholders.check(told, {"agency": ["ICE"]})
    assert found[["n", "mentioned"]].values.tolist() == [[3, 1]]


def test_every_article_has_every_row():
    other = voices.find(article.from_text("It rained.", title="u"))
    found = stakeholders.check(pd.concat([TOLD, other]), OWN)
    assert found.groupby("article_id", sort=False).size().to_dict() == {"t": 4, "u": 4}
    assert found[found.article_id == "u"][["n", "mentioned"]].to_numpy().sum() == 0
    assert found[found.article_id == "u"].total.tolist() == [2] * 4


def test_without_an_article_there_is_no_row_but_every_column():
    none = stakeholders.check(TOLD.iloc[:0], OWN)
    assert none.empty and none.dtypes.equals(stakeholders.check(TOLD, OWN).dtypes)


def test_the_article_of_the_kit_hears_no_agent_and_nobody_from_the_street():
    found = stakeholders.check(voices.find(article.read("lapd-ice-raid")), "immigration").set_index("stakeholder")
    assert found.loc["police", "finding"] == "heard"
    assert found.loc["immigration authorities", "finding"] == "spoken of, not heard"
    assert found.loc["residents and neighbours", "n"] == 0


def test_a_file_of_ones_own(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("term,pattern,category,why\npolice,police|officers,state,they acted\n", encoding="utf-8")
    found = stakeholders.check(TOLD, path)
    assert found[["stakeholder", "group", "why", "n"]].values.tolist() == [["police", "state", "they acted", 5]]


def test_what_cannot_be_read_is_answered_with_what_can():
    with pytest.raises(FileNotFoundError, match="Did you mean 'protest'.*climate, economy, immigration, protest"):
        stakeholders.check(TOLD, "protests")
    with pytest.raises(TypeError, match="'police' comes with 'police'. Give a list"):
        stakeholders.check(TOLD, {"police": "police"})


@pytest.mark.parametrize("topic", stakeholders.available())
def test_lists_are_whole_and_their_card_counts_them(topic):
    entries = stakeholders.read(topic).entries
    assert (entries[["term", "pattern", "category", "why", "source"]] != "").all(axis=None)
    assert not entries.why.duplicated().any() or topic in ("immigration", "climate")
    card = (article.DATA / "stakeholders" / "README.md").read_text(encoding="utf-8")
    assert f"`{topic}` ({len(entries)}" in card


# Where a topic has sides, both have a row: the card promises it.
SIDES = {
    "immigration": [
        ("lawmakers for stricter rules", "lawmakers for more open rules"),
        ("groups for the rights of immigrants", "groups for less immigration"),
    ],
    "climate": [
        ("lawmakers for more climate measures", "lawmakers for fewer climate measures"),
        ("environmental groups", "groups against climate measures"),
        ("producers of coal, oil and gas", "producers of renewable energy"),
    ],
    "economy": [
        ("lawmakers of the right", "lawmakers of the left"),
        ("trade unions", "employers' and business groups"),
    ],
    "protest": [
        ("protesters", "counter-protesters and opponents of the protest"),
        ("people who were hurt or arrested", "officers who were hurt"),
        ("groups for civil rights", "groups for order and safety"),
    ],
}


@pytest.mark.parametrize("topic", stakeholders.available())
def test_both_sides_are_on_the_list(topic):
    terms = stakeholders.read(topic).entries.set_index("term")
    for one, other in SIDES[topic]:
        assert terms.loc[one, "category"] == terms.loc[other, "category"]


@pytest.mark.parametrize("topic", stakeholders.available())
def test_each_stakeholder_is_recognised_by_its_first_word(topic):
    listed = stakeholders.read(topic)
    firsts = [pattern.split("|")[0].replace("*", "s") for pattern in listed.entries.pattern]
    texts = pd.DataFrame({"article_id": listed.entries.term, "text": [f"There were {first}." for first in firsts]})
    hits = lexicon.match(texts, listed)
    assert set(zip(hits.article_id, hits.term, strict=True)) >= {(term, term) for term in listed.entries.term}
