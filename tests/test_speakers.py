"""Types of sources, on sentences written for the kit."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import article, voices
from helpers.metrics import introductions, speakers

CASES = [
    # the source's own phrase
    ("Local officials said it rained.", "Local officials", "official", False),
    ("Police said it rained.", "Police", "police", False),
    ("Neighbours said it rained.", "Neighbours", "affected person", False),
    ("Two witnesses said it rained.", "Two witnesses", "witness", False),
    ("Critics said it rained.", "Critics", "unnamed", False),
    ("An internal review said that it rained.", "An internal review", "document", False),
    ("The Harbour Herald said it rained.", "Harbour Herald", "media", True),
    ("Iran said it rained.", "Iran", "official", True),
    ("Lawmakers said it rained.", "Lawmakers", "politician", False),
    # titles
    ("Mayor Lena Holt said it rained.", "Lena Holt", "politician", True),
    ("Sen. Tom Birch said it rained.", "Tom Birch", "politician", True),
    ("The police spokeswoman Ana Reyes said it rained.", "Ana Reyes", "police", True),
    ("The local radio station KQXP said it rained.", "KQXP", "media", True),
    # beside the name
    ("Hal Brook, a farmer, said it rained.", "Hal Brook", "affected person", True),
    ("Tom Birch, who organised the march, said it rained.", "Tom Birch", "activist", True),
    ("Ines Roth, a biologist at the museum, said it rained.", "Ines Roth", "expert", True),
    ("Bo Hall, who served as ambassador to Burma, said it rained.", "Bo Hall", "official", True),
    ("Bo Hall (D-Ohio) said it rained.", "Bo Hall", "politician", True),
    ("Bo Hall, chief executive of Northlight, said it rained.", "Bo Hall", "business", True),
    # the words name another body
    ("Bo Hall, president of the rowing association, said it rained.", "Bo Hall", "activist", True),
    ("Bo Hall, the Swedish president, said it rained.", "Bo Hall", "politician", True),
    ("Bo Hall, president of Bright Harbour, said it rained.", "Bo Hall", "other", True),
    ("Bo Hall, the president of France, said it rained.", "Bo Hall", "politician", True),
    # whom articles no longer introduce, and only them
    ("Trump said it rained.", "Trump", "politician", True),
    ("Angela Merkel said it rained.", "Angela Merkel", "politician", True),
    ("Trumpets said it rained.", "Trumpets", "other", True),
    ("Bo Trump said it rained.", "Bo Trump", "other", True),
    # who speaks for somebody who is not said
    ("Aides said it rained.", "Aides", "politician", False),
    ("A spokesman said it rained.", "A spokesman", "other", False),
    ("Bo Hall, executive director of the Harbour Lights, said it rained.", "Bo Hall", "activist", True),
    # bodies
    ("The Harbour Forum said it rained.", "Harbour Forum", "activist", True),
    ("Northlight Technologies said it rained.", "Northlight Technologies", "business", True),
    ("The new guidance said it rained.", "The new guidance", "document", False),
    # a priest, and a father
    ("Father Tom Ray said it rained.", "Tom Ray", "activist", True),
    ("Sister Ines Roth said it rained.", "Ines Roth", "activist", True),
    ("Her father, Tom Ray, said it rained.", "Tom Ray", "affected person", True),
    ("Tom Ray, a father of two, said it rained.", "Tom Ray", "affected person", True),
    # nothing tells
    ("Bo Hall said it rained.", "Bo Hall", "other", True),
    ("Bo Hall, who met a prisoner, said it rained.", "Bo Hall", "other", True),
]


def of(text):
    return speakers.find(voices.find(article.from_text(text)))


@pytest.mark.parametrize("text, source, kind, named", CASES, ids=[case[0] for case in CASES])
def test_the_type_is_told_by_the_words_of_the_article(text, source, kind, named):
    found = of(text).set_index("source")
    assert source in found.index
    assert found.loc[source, ["type", "named"]].tolist() == [kind, named]


def test_the_passage_that_tells_is_given_with_its_offsets():
    text = "Mayor Lena Holt said it rained. Later Holt said it snowed. Hal Brook, a farmer, said it was dry."
    found = of(text)
    assert [text[row.start : row.end] for row in found.itertuples()] == found.text.tolist() == ["Mayor", "a farmer"]


def test_a_share_of_people_are_such_people():
    told = voices.find(article.from_text("Bo Hall said that it rained."))
    told = told.replace({"Bo Hall": "Most of the villagers"})
    assert speakers.find(told).type.tolist() == ["affected person"]


def test_what_is_said_of_one_person_is_not_said_of_another_of_the_same_name():
    """Two sisters, their father, and titles that are no given names."""
    told = (
        "Maria Keller wants to sell the farm. Her sister Johanna Keller said that it was wrong. "
        "“It is a ruin,” said Maria Keller. Ms Keller told reporters that she would go to court. "
        "Mr Keller, a retired judge, said that he was sad."
    )
    found = of(told).set_index("source")["type"]
    assert found["Johanna Keller"] == "affected person" and found["Mr Keller"] == "official"
    assert found["Maria Keller"] == "other" and found["Ms Keller"] == "other"
    for text in (
        "Lou Marsh said it rained. Later Senator Marsh said it snowed.",
        "Senator Lou Marsh said it rained. But Marsh said it snowed.",
        "Lou Marsh said it rained. Mr Marsh, a senator, said it snowed.",
    ):
        assert of(text).set_index("source").loc["Lou Marsh", "type"] == "politician", text


def test_an_abbreviation_is_typed_by_its_full_name():
    found = of("The Harbour Police Department (HPD) met. The HPD said it rained.").set_index("source")
    assert found.loc["HPD", ["type", "named"]].tolist() == ["police", True]


def test_a_small_word_is_not_an_abbreviation():
    assert of("The ice said it rained.").type.tolist() == ["unnamed"]


def test_one_row_for_each_source_of_each_article():
    both = pd.concat([article.from_text("Mayor Lena Holt said no. Holt said yes.", title=title) for title in "ab"])
    found = speakers.find(voices.find(both))
    assert found.article_id.tolist() == ["a", "b"] and found.source.tolist() == ["Lena Holt"] * 2
    assert set(found.type) <= set(speakers.TYPES)


def test_words_of_a_reader_take_the_place_of_the_list(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("term,category,sense\nbaker,affected person,role\n", encoding="utf-8")
    told = voices.find(article.from_text("Bo Hall, a baker, said that it rained. Mayor Lena Holt said it snowed."))
    assert speakers.find(told, words=path).type.tolist() == ["affected person", "other"]


def test_the_list_names_only_types_that_there_are():
    entries = speakers.types().entries
    assert set(entries.category) - {"speaks for"} <= set(speakers.TYPES)
    assert set(entries.as_name) - {""} <= set(speakers.TYPES)
    assert set(entries.alone) - {""} <= set(speakers.TYPES)
    assert (entries.category[entries.alone != ""] == "speaks for").all()
    senses = {"role", "head", "title", "body", "name", "country", "person", "speaker", "clause"}
    assert set(entries.sense) == senses
    assert f"{len(entries):,} words" in (article.DATA / "sources" / "types.md").read_text(encoding="utf-8")


def test_empty_tables_keep_columns_and_a_missing_column_is_named():
    none = voices.find(article.from_text("It rained."))
    assert speakers.find(none).empty
    assert speakers.find(none).dtypes.equals(of("Bo Hall said no.").dtypes)
    assert introductions.find(none).dtypes.equals(introductions.find(none.iloc[:0]).dtypes)
    with pytest.raises(KeyError, match=r"no column 'chain'; .* voices\.find"):
        speakers.find(none.drop(columns="chain"))


def test_rows_left_out_do_not_move_the_offsets():
    text = "It rained for a week. Mayor Lena Holt said no."
    told = voices.find(article.from_text(text))
    found = speakers.find(told[told.start > 0])
    assert [text[row.start : row.end] for row in found.itertuples()] == found.text.tolist()


PARTS = [
    *(
        "Bo Hall",
        "said",
        "“",
        "”",
        ",",
        ".",
        " ",
        "\n",
        "Police",
        "the",
        "(",
        ")",
        "D-",
        "of",
        "who",
        "\u202e",
        "’",
        "-7",
    ),
    *("Sen.", "according to", "<b>", "President", "KABC"),
]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PARTS), max_size=40))
def test_any_text_is_answered_with_true_offsets(parts):
    text = f"x {' '.join(parts)}"
    articles = article.from_text(text)
    written = articles.text[0]
    found = speakers.find(voices.find(articles))
    assert all(written[row.start : row.end] == row.text for row in found.itertuples())
    assert set(found.type) <= set(speakers.TYPES)
