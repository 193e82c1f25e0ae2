"""Agreement, on a worked example in print and on the article coded by hand."""

import math

import numpy as np
import pandas as pd
import pytest

from helpers import agreement, article, lexicon, text, voices
from helpers.agreement import codings, differences


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


# --- marks: spans with labels, any number of coders ------------------------------------------------------------------

SENTENCE = "An unruly mob left the old square in a fury, and the angry mob came back."


def marks(articles, *found, label="loaded"):
    """Marks on the first place at which each of these stands; a pair names a label of its own."""
    content, rows = articles.text[0], []
    for what in found:
        what, name = what if isinstance(what, tuple) else (what, label)
        start = content.index(what)
        rows.append((articles.article_id[0], start, start + len(what), what, name))
    table = pd.DataFrame(rows, columns=["article_id", "start", "end", "text", "label"])
    return table.astype({"article_id": "str", "start": "int64", "end": "int64", "text": "str", "label": "str"})


@pytest.fixture
def one_text():
    return article.from_text(SENTENCE, title="one text")


# Nominal data; a full stop is a judgement not made.
PUBLISHED = {
    "Krippendorff (2011), part A: two observers, two values": (["0100000000", "1110010100"], 0.095),
    "Krippendorff (2011), part B: two observers, several values": (["aabbdcccedda", "babbbccceddd"], 0.692),
    "Krippendorff (2011), part C: four observers, values missing": (
        ["123321412...", "1233224125.3", ".3332342251.", "12332441251."], 0.743,
    ),
    "Wikipedia, Krippendorff's alpha: three coders, most values missing": (
        [".....34121133.3", "1.213343.......", "..21344.21133.4"], 0.691,
    ),
}  # fmt: skip


def as_codings(rows):
    """The same as span tables: one word for each unit, each in an article of its own so that one can be unread."""
    n = len(rows[0])
    words = pd.DataFrame({"article_id": [f"u{i}" for i in range(n)], "start": 0, "end": 1, "text": "x"})
    judged = [[i for i, value in enumerate(row) if value != "."] for row in rows]
    coded = {
        str(c): words.iloc[own].assign(label=[rows[c][i] for i in own]).reset_index(drop=True)
        for c, own in enumerate(judged)
    }
    return words, coded, {str(c): [f"u{i}" for i in own] for c, own in enumerate(judged)}


@pytest.mark.parametrize(("rows", "published"), PUBLISHED.values(), ids=PUBLISHED)
def test_alpha_of_published_examples(rows, published):
    words, coded, read = as_codings(rows)
    found = agreement.alpha(coded, words, read=read).set_index("label").loc["which label"]
    assert found.alpha == pytest.approx(published, abs=0.0005)
    assert found.alpha_low <= found.alpha <= found.alpha_high


@pytest.mark.parametrize(("rows", "published"), [PUBLISHED[name] for name in list(PUBLISHED)[:2]])
def test_the_comparison_of_two_columns_gives_the_published_value_too(rows, published):
    words, one = coded(rows[0])
    _, other = coded(rows[1])
    assert agreement.by_words(one, other, words, columns=("label",)).alpha[0] == pytest.approx(published, abs=0.0005)


def two_valued(rows):
    """The same as codings: one word of one letter for each unit, an article for each unit so that one can be unread."""
    n = len(rows[0])
    words = pd.DataFrame({"article_id": [f"u{i}" for i in range(n)], "start": 0, "end": 1, "text": "x"})
    coded = {str(c): words[[v == "1" for v in row]].assign(label="1") for c, row in enumerate(rows)}
    read = {str(c): [f"u{i}" for i, v in enumerate(row) if v != "."] for c, row in enumerate(rows)}
    return words, coded, read


def test_alpha_of_marks_is_the_published_one():
    words, coded, read = two_valued(["0100000000", "1110010100"])
    found = agreement.alpha(coded, words, read=read).set_index("label").loc["1"]
    assert (found.coders, found.n, found.total) == (2, 6, 10)
    assert found.alpha == pytest.approx(0.095, abs=0.0005)
    assert found.meaning == "not reliable: read the passages"


def test_alpha_with_missing_judgements_is_the_published_method():
    """Part C with its values made two, *3* or not, and reckoned by the coincidences of the paper, by hand."""
    rows = ["001100000...", "001100000" + "0.1", ".11101000" + "00.", "001100000" + "00."]
    words, coded, read = two_valued(rows)
    units = [[row[i] for row in rows if row[i] != "."] for i in range(12)]
    units = [unit for unit in units if len(unit) > 1]
    observed = sum(2 * u.count("1") * u.count("0") / (len(u) - 1) for u in units)
    ones, zeros = (sum(u.count(v) for u in units) for v in "10")
    by_hand = 1 - observed * (ones + zeros - 1) / (2 * ones * zeros)
    found = agreement.alpha(coded, words, read=read).set_index("label").loc["1"]
    assert found.alpha == pytest.approx(by_hand)
    assert found.total == len(units) == 11


def test_one_who_read_nothing_changes_nothing(one_text):
    words = text.words(one_text)
    coded = {"Ada": marks(one_text, "unruly mob"), "Ben": marks(one_text, "mob", "fury"), "Cleo": marks(one_text)}
    read = {"Ada": ["one-text"], "Ben": ["one-text"]}
    without = agreement.alpha({name: coded[name] for name in ("Ada", "Ben")}, words)
    left = agreement.alpha(coded, words, read=read)
    names = ["n", "total", "alpha", "alpha_low", "alpha_high"]
    pd.testing.assert_frame_equal(left[names], without[names])
    assert (agreement.alpha(coded, words).alpha < without.alpha).all()


def test_one_coder_alone_agrees_with_nobody(one_text):
    found = agreement.alpha({"Ada": marks(one_text, "mob", ("fury", "mood"))}, text.words(one_text))
    assert found.label.tolist() == ["loaded", "mood", "any label", "which label"]
    assert (found.total == 0).all() and found[["alpha", "alpha_low", "alpha_high"]].isna().all(axis=None)
    assert (found.meaning == "cannot be said: no word has two readers").all()


def test_one_sentence_gives_no_interval(one_text):
    """Of one sentence every draw is the sentence itself: the spread of the draws says nothing."""
    words, sentences = text.words(one_text), text.sentences(one_text)
    assert len(sentences) == 1
    found = agreement.alpha({"a": marks(one_text, "unruly mob"), "b": marks(one_text, "mob")}, words, sentences)
    assert 0 < found.alpha[0] < 1 and found[["alpha_low", "alpha_high"]].isna().all(axis=None)
    assert found.meaning[0].endswith(", few sentences")
    same = agreement.alpha({"a": marks(one_text, "mob"), "b": marks(one_text, "mob")}, words, sentences)
    assert same.meaning[0] == "reliable in this text, but there is no interval, few sentences"


@pytest.mark.parametrize(("marked", "there"), [(1, False), (2, False), (5, True)])
def test_draws_without_a_mark_are_not_left_out_silently(marked, there):
    """With marks in one of ten sentences .9**10 of the draws have none, with two .8**10, with five .001."""
    parts = [f"Here came a {'mob' if i < marked else 'man'} number {i} again." for i in range(10)]
    articles = article.from_text(" ".join(parts), title="ten")
    found = lexicon.match(articles, lexicon.from_terms({"loaded": ["mob", "came a mob"]}))
    found = found.rename(columns={"category": "label"})
    shorter = found.assign(start=found["end"] - 3, text="mob")
    coded = {"one": found, "other": shorter}
    result = agreement.alpha(coded, text.words(articles), text.sentences(articles)).iloc[0]
    assert 0 < result.alpha < 1
    assert bool(np.isfinite(result.alpha_low) and np.isfinite(result.alpha_high)) == there
    assert "few sentences" not in result.meaning


def test_which_label_sees_what_any_label_does_not(one_text):
    one, other = marks(one_text, ("mob", "person"), "fury"), marks(one_text, ("mob", "event"), "fury")
    words = text.words(one_text)
    found = agreement.alpha({"one": one, "other": other}, words).set_index("label")
    assert found.alpha["any label"] == 1 > found.alpha["which label"] > found.alpha["person"]
    assert (found.n["which label"], found.total["which label"]) == (len(words) - 1, len(words))


def test_the_interval_holds_the_value_and_comes_again(one_text):
    articles = article.from_text(" ".join(f"Sentence {i} has a mob in it." for i in range(40)), title="long")
    found = lexicon.match(articles, lexicon.from_terms({"loaded": ["mob"]})).rename(columns={"category": "label"})
    coded = {"one": found, "other": found[::2], "third": found[:30]}
    words, sentences = text.words(articles), text.sentences(articles)
    first, again = (agreement.alpha(coded, words, sentences) for _ in range(2))
    pd.testing.assert_frame_equal(first, again)
    assert (first.alpha_low < first.alpha).all() and (first.alpha < first.alpha_high).all()
    over_words = agreement.alpha(coded, words)
    assert (over_words.alpha == first.alpha).all()


def test_interval_uses_the_value_that_nltk_gives():
    """With every group drawn once the fast form is alpha itself."""

    class Once:
        def multinomial(self, n, p, size):
            return np.ones((size, n), int)

    words, coded, read = two_valued(["0100010", "1110.10", "01.0010", "1100011"])
    laid = codings.grid(coded, words, read=read)
    counted = agreement._counted(laid.marked[0], laid.read)
    drawn = agreement._interval(counted, np.arange(7), 5, Once())
    assert drawn == pytest.approx([agreement.alpha(coded, words, read=read).alpha[0]] * 2)


@pytest.mark.parametrize("more", [(-1, 0), (0, 1), (-1, 1)])
def test_a_space_more_changes_nothing(one_text, more):
    words, sentences = text.words(one_text), text.sentences(one_text)
    one, other = marks(one_text, "unruly mob", "fury"), marks(one_text, "mob", "fury", "angry")
    moved = one.assign(start=one.start + more[0], end=one.end + more[1])
    pd.testing.assert_frame_equal(agreement.f1(moved, other, words), agreement.f1(one, other, words))
    pd.testing.assert_frame_equal(
        agreement.alpha({"a": moved, "b": other}, words, sentences),
        agreement.alpha({"a": one, "b": other}, words, sentences),
    )


def test_f1_by_hand(one_text):
    words = text.words(one_text)
    found, reference = marks(one_text, "unruly mob", "fury", "came back"), marks(one_text, "mob", "fury")
    scores = agreement.f1(found, reference, words).query("label == 'loaded'").set_index(["match", "measure"])
    assert scores.value.round(4).to_dict() == {
        ("exact", "precision"): round(1 / 3, 4), ("exact", "recall"): 0.5, ("exact", "F1"): 0.4,
        ("overlap", "precision"): 0.5, ("overlap", "recall"): 1.0, ("overlap", "F1"): round(2 / 3, 4),
        ("words", "precision"): 0.4, ("words", "recall"): 1.0, ("words", "F1"): round(4 / 7, 4),
    }  # fmt: skip
    assert scores.n.to_dict()["exact", "F1"] == 2 and scores.total.to_dict()["exact", "F1"] == 5


def test_f1_is_the_same_from_both_sides_and_a_whole_text_marked_is_no_success(one_text):
    words = text.words(one_text)
    all_of_it, reference = marks(one_text, SENTENCE), marks(one_text, "mob", "fury")
    there, back = (agreement.f1(*pair, words) for pair in ((all_of_it, reference), (reference, all_of_it)))
    named = {"precision": "recall", "recall": "precision"}
    turned = back.assign(measure=back.measure.replace(named)).set_index(["label", "match", "measure"])
    same = there.set_index(["label", "match", "measure"])
    pd.testing.assert_series_equal(turned.value.reindex(same.index), same.value)
    assert same.value["loaded", "overlap", "recall"] == 1 > 0.3 > same.value["loaded", "overlap", "F1"]


def test_labels_are_counted_apart_and_together(one_text):
    words = text.words(one_text)
    one, other = marks(one_text, ("mob", "person")), marks(one_text, ("mob", "event"))
    scores = agreement.f1(one, other, words).query("match == 'exact' and measure == 'F1'").set_index("label").value
    assert scores.to_dict() == {"event": 0.0, "person": 0.0, "any label": 1.0}


def test_nothing_marked_by_either_is_not_measured(one_text):
    nothing = marks(one_text)
    assert agreement.f1(nothing, nothing, text.words(one_text)).value.isna().all()
    found = agreement.alpha({"a": nothing, "b": nothing}, text.words(one_text))
    assert found.meaning.tolist() == ["cannot be said: all words were judged alike"]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.8, "reliable"),
        (0.799, "tentative"),
        (0.667, "tentative"),
        (0.666, "not reliable"),
        (0.0, "no better than chance"),
    ],
)
def test_meaning_in_words(value, said):
    assert agreement.meaning(value).startswith(said)


def test_codings_that_do_not_fit_are_refused(one_text):
    words = text.words(one_text)
    with pytest.raises(TypeError, match="Codings come by coder"):
        agreement.alpha(marks(one_text), words)
    with pytest.raises(ValueError, match="no coding"):
        agreement.alpha({}, words)
    with pytest.raises(KeyError, match="coding of 'a' has no column 'label'"):
        agreement.alpha({"a": marks(one_text).drop(columns="label")}, words)
    with pytest.raises(ValueError, match="article 'else', which is not among"):
        agreement.f1(marks(one_text, "mob").assign(article_id="else"), marks(one_text), words)


def test_offsets_of_emoji_and_several_articles():
    articles = pd.concat(
        [article.from_text("😀😀 The mob 🏳️‍🌈 left.", title="b"), article.from_text("A mob. A mob.", title="a")],
        ignore_index=True,
    )
    found = lexicon.match(articles, lexicon.from_terms({"x": ["mob"]}))
    words = text.words(articles)
    first, final = codings.word_range(found, words)
    assert words.text.iloc[first].tolist() == ["mob"] * 3 and (final - first == 1).all()
    table = differences.passages({"one": found, "other": found[:2]}, articles, label="category")
    assert table[["article_id", "text", "n"]].values.tolist() == [["b", "mob", 2], ["a", "mob", 2], ["a", "mob", 1]]
    contents = articles.set_index("article_id").text
    assert all(contents[row.article_id][row.start : row.end] == row.text for row in table.itertuples())


def test_between_names_every_kind_of_difference(one_text):
    one = marks(one_text, "unruly mob", "fury", ("angry", "person"), "came back")
    other = marks(one_text, "mob", "fury", ("angry", "event"), "old")
    found = differences.between(one, other, one_text)
    assert found[["text", "difference", "other_text", "other_label"]].values.tolist() == [
        ["unruly mob", "border", "mob", "loaded"],
        ["old", "only other", "old", "loaded"],
        ["fury", "none", "fury", "loaded"],
        ["angry", "label", "angry", "event"],
        ["came back", "only one", "", ""],
    ]
    empty = differences.between(one[:0], other[:0], one_text)
    assert empty.empty and empty.dtypes.equals(found.dtypes)


def test_passages_of_a_class_join_what_most_marked_together(one_text):
    coded = {f"p{i}": marks(one_text, "unruly mob") for i in range(9)} | {
        "p9": marks(one_text, "An unruly mob", "fury")
    }
    found = differences.passages(coded, one_text)
    assert found[["text", "n", "total"]].values.tolist() == [["An", 1, 10], ["unruly mob", 10, 10], ["fury", 1, 10]]
    assert found.marked_by.tolist()[2] == "p9" and found.division.round(2).tolist() == [0.2, 0.0, 0.2]
    counted = differences.by_word(coded, one_text)
    assert counted.n.tolist()[:4] == [1, 10, 10, 0] and counted.value.max() == 1
