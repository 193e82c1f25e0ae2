"""Agreement, on a worked example in print and on the article coded by hand."""

import math

import pandas as pd
import pytest

from helpers import agreement, article, text, voices


def coded(labels):
    """One word of one letter for each label, and a span table that labels each."""
    words = pd.DataFrame({"article_id": "a", "start": range(0, 2 * len(labels), 2)})
    words["end"], words["text"] = words["start"] + 1, "x"
    return words, words.assign(label=list(labels))


def test_alpha_of_a_worked_example():
    """Krippendorff (2011), *Computing Krippendorff's Alpha-Reliability*, part A: six of ten units alike, alpha .095."""
    words, one = coded("0100000000")
    _, other = coded("1110010100")
    found = agreement.by_words(one, other, words, columns=("label",))
    assert found[["label", "n", "total", "value"]].values.tolist() == [["label", 6, 10, 0.6]]
    assert found.alpha[0] == pytest.approx(0.095, abs=0.0005)


def test_one_label_gives_no_alpha():
    words, one = coded("0000")
    assert math.isnan(agreement.by_words(one, one, words, columns=("label",)).alpha[0])


def test_a_missing_column_is_named():
    words, one = coded("00")
    with pytest.raises(KeyError, match="no column 'kind'"):
        agreement.by_words(one, one, words)


def test_the_kit_codes_the_article_as_a_person_did():
    articles = article.read("lapd-ice-raid")
    by_hand = text.read_spans(article.DATA / "gold" / "lapd-ice-raid.csv", articles)
    assert "".join(by_hand.text) == articles.text[0]
    found = agreement.by_words(voices.find(articles), by_hand, text.words(articles))
    assert found[["label", "n", "total"]].values.tolist() == [
        [label, 413, 413] for label in ("kind", "voice", "credited", "chain")
    ]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("article_id,start,end\na,0,1\n", "no column 'text'"),
        ("article_id,start,end,text\nb,0,1,x\n", "row 2: there is no article 'b' among a"),
        ("article_id,start,end,text\na,0,3,The\na,-1,3,mob\n", "row 3: start and end are '-1' and '3'"),
        ("article_id,start,end,text\na,0,3,mob\n", "'mob' was coded at 0:3, where the article has 'The'"),
    ],
)
def test_a_coding_of_another_text_is_refused(tmp_path, rows, message):
    path = tmp_path / "coding.csv"
    path.write_text(rows, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        text.read_spans(path, article.from_text("The mob left.", title="a"))
