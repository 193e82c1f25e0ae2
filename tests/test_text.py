"""Sentences, words and paragraphs: cases by hand, and every text against the plain reference."""

import random

import numpy as np
import pandas as pd
import pytest
import reference
from hypothesis import example, given
from hypothesis import strategies as st

from helpers import article, text
from helpers.text.forms import STARTERS, TITLES, cut
from helpers.text.rows import strings

# Strings that look like news, with all that makes cutting hard, beside any Unicode at all.
PIECES = st.sampled_from(
    [
        "mob",
        "The",
        "said",
        "L",
        "A",
        "U",
        "S",
        "a",
        "m",
        "Mr",
        "No",
        "5",
        "10",
        "St",
        "Inc",
        "i",
        "e",
        "I",
        "Monday",
        "don",
    ]
    + [".", ". ", "! ", "? ", "… ", "...", ", ", ": ", "-", "’", "'", "“", "”", '"', " ", "\n", "\n\n", "> ", "\u00ad"]
    + ["\u200b", "e\u0301", "❤\ufe0f", "İ", "ß", "́", "½", "٣", "\0", "—", ".”", "$", "%"]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=30).map("".join), st.text(max_size=40))


def table(*texts):
    return pd.DataFrame({"article_id": [f"t{i}" for i in range(len(texts))], "title": "", "text": list(texts)})


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("Gov. Gavin Newsom spoke. He left.", ["Gov. Gavin Newsom spoke.", "He left."]),
        ("ICE, i.e. federal police, came.", ["ICE, i.e. federal police, came."]),
        ("It began at 9:10 a.m. The report came later.", ["It began at 9:10 a.m.", "The report came later."]),
        ("They met at 9 a.m. Monday.", ["They met at 9 a.m. Monday."]),
        ("He left the U.S. The end.", ["He left the U.S.", "The end."]),
        ("U.S. President Lee met Rep. Kim, D-Calif., there.", ["U.S. President Lee met Rep. Kim, D-Calif., there."]),
        ("“Why now?” she asked. “Go!”", ["“Why now?” she asked.", "“Go!”"]),
        ("“It is over.” Nobody spoke.", ["“It is over.”", "Nobody spoke."]),
        ("themselves. … “The agents left.”", ["themselves.", "… “The agents left.”"]),
        ("He said no. The No. 5 car came.", ["He said no.", "The No. 5 car came."]),
        ("They don't. Police came.", ["They don't.", "Police came."]),
        ("John F. Kennedy spoke.", ["John F. Kennedy spoke."]),
        ("KABC reported:\n\nThe police came.", ["KABC reported:", "The police came."]),
        ("> First.\n> Second.", ["First.", "Second."]),
        ("One line\nAnother line", ["One line", "Another line"]),
        ("A wrapped\nline goes on.", ["A wrapped\nline goes on."]),
        ("Prices rose 3.5 percent. So what?", ["Prices rose 3.5 percent.", "So what?"]),
        ("Main St. The crowd left.", ["Main St.", "The crowd left."]),
        ("", []),
        ("  \n ", []),
        ("!!!", ["!!!"]),
    ],
)
def test_sentences_by_hand(given_text, expected):
    assert text.sentences(table(given_text)).text.tolist() == expected


def test_the_article_has_21_sentences_413_words_and_8_paragraphs():
    articles = article.read("lapd-ice-raid")
    sentences = text.sentences(articles)
    assert len(sentences) == 21
    assert len(text.words(articles)) == 413
    assert len(text.paragraphs(articles)) == 8
    assert sentences.text[14].startswith("According to the LAPD") and sentences.text[14].endswith("9:10 a.m.")
    assert sentences.text[16].startswith("… “The Federal agents") and sentences.text[16].endswith("the release said.")
    assert sentences.part.tolist() == ["lead"] + ["body"] * 20


def test_punkt_with_our_abbreviations_cuts_the_article_alike():
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    parameters = PunktParameters()
    parameters.abbrev_types = {*TITLES, "l.a", "i.e", "a.m"}
    parameters.sent_starters = set(STARTERS)
    punkt = PunktSentenceTokenizer(parameters)
    articles = article.read("lapd-ice-raid")
    theirs = [
        (paragraph.start + start, paragraph.start + end)
        for paragraph in text.paragraphs(articles).itertuples()
        for start, end in punkt.span_tokenize(paragraph.text)
    ]
    ours = list(zip(*text.sentences(articles)[["start", "end"]].values.T.tolist(), strict=True))
    assert ours == theirs


def test_a_title_repeated_in_the_text_is_the_headline():
    articles = article.from_text("Mob rules city\n\nPolice came. They left.\n\nAll was quiet.", title="Mob rules city")
    assert text.sentences(articles).part.tolist() == ["headline", "lead", "lead", "body"]


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("L.A.’s so-called mob", ["L.A.’s", "so-called", "mob"]),
        ("don't AT&T 1,000 9:10 3.5%", ["don't", "AT&T", "1,000", "9:10", "3.5"]),
        ("and/or —yes— …", ["and", "or", "yes"]),
        ("m\u00adob cafe\u0301 a\u200bb ❤\ufe0f", ["m\u00adob", "cafe\u0301", "a\u200bb"]),
        ("non‑breaking KABC-7", ["non‑breaking", "KABC-7"]),
        ("end.Start", ["end", "Start"]),
    ],
)
def test_words_by_hand(given_text, expected):
    assert text.words(table(given_text)).text.tolist() == expected


@given(st.lists(TEXTS, max_size=5))
@example(["“", "", "> a\n> b", "A.\n\nB"])
@example(["x\u00ad", "\u00adx", "\u0301", "a\u0301\u00adb"])
def test_cut_agrees_with_the_plain_reference(texts):
    pieces = cut(texts)
    for i, content in enumerate(texts):
        forms = reference.forms_of(content)
        gaps = reference.gaps_of(content, forms)
        rows = slice(int(pieces.first[i]), int(pieces.first[i + 1]))
        assert pieces.start[rows].tolist() == [f[0] for f in forms]
        assert pieces.end[rows].tolist() == [f[1] for f in forms]
        assert [pieces.forms[f] for f in pieces.form[rows]] == [f[2] for f in forms]
        assert [pieces.gaps[g] for g in pieces.gap[rows]] == gaps
        assert pieces.joined[rows].tolist() == reference.joined(forms, gaps)
        assert pieces.new_paragraph[rows].tolist() == reference.paragraphs(forms, gaps)
        assert pieces.new_sentence[rows].tolist() == reference.sentences(forms, gaps)
        assert set(pieces.article[rows].tolist()) == {i}


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_tables_hold_what_stands_in_the_text_in_order_and_without_overlap(texts):
    clean = [t.encode("utf-8", "replace").decode() for t in texts]
    articles = table(*clean)
    for found in (text.words(articles), text.sentences(articles), text.paragraphs(articles)):
        for row in found.itertuples():
            assert clean[int(row.article_id[1:])][row.start : row.end] == row.text != ""
            assert row.text == row.text.strip()
        for _, rows in found.groupby("article_id"):
            assert (rows.start.to_numpy()[1:] >= rows.end.to_numpy()[:-1]).all()


@given(st.lists(TEXTS, min_size=1, max_size=4))
@example(["> .", ""])
def test_each_text_is_cut_as_if_it_stood_alone(texts):
    clean = [t.encode("utf-8", "replace").decode() for t in texts]
    together = text.sentences(table(*clean))
    alone = pd.concat([text.sentences(table(t)).assign(article_id=f"t{i}") for i, t in enumerate(clean)])
    assert together.values.tolist() == alone.values.tolist()
    assert text.count_words(clean).tolist() == [len(text.words(table(t))) for t in clean]


@given(st.lists(TEXTS, max_size=6), st.integers(1, 60))
def test_blocks_change_nothing(texts, size):
    articles = table(*(t.encode("utf-8", "replace").decode() for t in texts)).astype({"text": "str"})
    with pytest.MonkeyPatch.context() as patch:
        whole = [find(articles) for find in (text.sentences, text.words, text.paragraphs)]
        counted = text.count_words(articles["text"])
        patch.setattr(text, "BLOCK", size)
        parts = list(text.blocks(articles))
        assert pd.concat(parts).equals(articles)
        assert all(len(part) == 1 or part["text"].str.len().iloc[1:].sum() < size for part in parts if len(articles))
        for find, expected in zip((text.sentences, text.words, text.paragraphs), whole, strict=True):
            pd.testing.assert_frame_equal(find(articles), expected)
        assert text.count_words(articles["text"]).tolist() == counted.tolist()


def test_empty_tables_keep_their_columns_and_types():
    empty = table().astype({"article_id": "str", "text": "str"})
    for found, columns in (
        (text.sentences(empty), ["article_id", "start", "end", "text", "part"]),
        (text.words(empty), ["article_id", "start", "end", "text"]),
    ):
        assert found.columns.tolist() == columns and len(found) == 0
        assert found.dtypes["start"] == np.int64 and found.dtypes["text"] == "str"


def test_a_million_characters_without_a_space_are_one_word():
    assert len(text.words(table("x" * 1_000_000))) == 1
    assert len(text.sentences(table("x" * 1_000_000 + "." * 1_000_000))) == 1


def test_row_of_finds_the_row_of_each_article_in_any_order():
    articles = table("He left. She came.", "", "One. Two. Three.")
    sentences, words = text.sentences(articles), text.words(articles)
    shuffled = words.sample(frac=1, random_state=1)
    rows = text.row_of(shuffled, sentences)
    for row, word in zip(rows, shuffled.itertuples(), strict=True):
        sentence = sentences.iloc[row]
        assert sentence.article_id == word.article_id and sentence.start <= word.start < sentence.end
    assert text.row_of(words.assign(article_id="elsewhere"), sentences).tolist() == [-1] * len(words)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("cover", [True, False])
def test_strings_made_from_bytes_at_once_are_the_slices(seed, cover):
    rng = random.Random(seed)
    letters = "a b\u00e4\u201c\u4e2d\U0001f600\u0301\x00\n"
    texts = ["".join(rng.choices(letters, k=rng.randrange(12))) for _ in range(6)]
    rows = []
    for at, content in enumerate(texts):
        cuts = sorted({0, len(content), *rng.choices(range(len(content) + 1), k=3)})
        rows += [(at, start, end) for start, end in zip(cuts[:-1], cuts[1:], strict=True)]
    if not cover:
        rows = [(at, rng.randrange(start + 1), end) for at, start, end in rng.choices(rows, k=len(rows))]
    at, start, end = np.array(rows, np.int64).reshape(-1, 3).T
    assert strings(cut(texts), at, start, end).tolist() == [texts[a][s:e] for a, s, e in rows]
