"""The interactive reader without a browser: values are set as a reader's clicks would set them."""

import re

import pandas as pd
import pytest

from helpers import article, explore, lexicon
from helpers.article import DATA
from helpers.explore import Pane

TERMS = {"person": ["mob", "amnesty activist*"], "event": ["raid*"], "evaluation": ["unruly", "angry"]}


def gold():
    return pd.read_csv(DATA / "gold" / "lapd-ice-raid.csv", keep_default_na=False)


@pytest.fixture
def reader():
    return explore.article(article.read("lapd-ice-raid"), lexicon.from_terms(TERMS), voices=gold())


@pytest.fixture
def two():
    articles = pd.concat(
        [
            article.from_text("The mob left. “An angry mob,” said Ann Lee.", title="First"),
            article.from_text("A raid began, Bo Diaz said.", title="Second"),
        ],
        ignore_index=True,
    )
    return explore.article(articles, lexicon.from_terms(TERMS))


def marks(reader):
    text = reader.pane.html.split('class="ww-measures"')[0].split('class="ww-article"')[1]
    return re.findall(r'role="term".*?<mark>(.*?)</mark>', text)


def rows(reader):
    return re.findall(r'class="ww-k1"><a href="#(.*?)"><mark class="ww-c\d">(.*?)</mark>', reader.pane.html)


def counted(reader):
    return re.findall(
        r'<th scope="row"><bdi>(.*?)</bdi></th><td[^>]*>(?:<a [^>]*>)?<bdi>(\d+ of \d+ words)', reader.pane.html
    )


def test_a_category_that_is_switched_off_leaves_text_counts_and_passages(reader):
    assert marks(reader) == [word for _, word in rows(reader)]
    assert marks(reader).count("mob") == 2 and len(marks(reader)) == 9
    assert ("narrator", "9 of 143 words") in counted(reader)
    reader.categories["person"].value = False
    assert set(marks(reader)) == {"raid", "raids", "angry", "unruly"}
    assert len(rows(reader)) == 6 and "6 passages" in reader.pane.html
    assert ("narrator", "6 of 143 words") in counted(reader)
    reader.categories["person"].value = True
    assert len(marks(reader)) == len(rows(reader)) == 9


def test_a_voice_that_is_switched_off_is_neither_shaded_nor_counted(reader):
    assert reader.pane.html.count("<blockquote") == 2
    reader.voices["KABC"].value = False
    assert reader.pane.html.count("<blockquote") == 1
    assert "KABC" not in dict(counted(reader))
    reader.voices["narrator"].value = False
    assert marks(reader) == rows(reader) == []
    assert "everything is switched off" in reader.pane.html


def test_everything_switched_off_is_no_error(reader):
    for box in [*reader.voices.values(), *reader.categories.values()]:
        box.value = False
    assert "ww-error" not in reader.pane.html
    assert "The Los Angeles Police Department" in reader.pane.html


def test_colours_stay_when_others_are_switched_off(reader):
    def ground():
        return re.search(r'ww-direct (ww-v\d)"', reader.pane.html).group(1)

    before = ground()
    for name in ("narrator", "KABC", "Los Angeles Times"):
        reader.voices[name].value = False
    assert ground() == before


def test_the_order_of_the_passages_is_chosen(reader):
    reader.order.value = "by word"
    words = [word for _, word in rows(reader)]
    assert words == ["Amnesty activists", "angry", "mob", "mob", "raid", "raids", "raid", "raids", "unruly"]


def test_every_row_leads_to_a_mark(reader):
    for name, _ in rows(reader):
        assert f'id="{name}"' in reader.pane.html


def test_the_controls_have_names_with_counts(reader):
    assert [box.description for box in reader.categories.values()] == ["person (3)", "event (4)", "evaluation (2)"]
    assert list(reader.voices) == ["narrator", "KABC", "LAPD", "Los Angeles Times"]
    assert reader.order.description


def test_one_article_needs_no_list_of_articles_and_several_do(reader, two):
    assert reader.which not in [w for row in reader.children[:-1] for w in row.children]
    assert len(reader.children) == len(two.children) - 1
    assert two.which in two.children[0].children


def test_another_article_brings_its_own_voices(two):
    assert list(two.voices) == ["narrator", "Ann Lee"]
    two.which.value = two.which.options[1][1]
    assert list(two.voices) == ["narrator", "Bo Diaz"] or "Bo Diaz" not in two.voices
    assert marks(two) == ["raid"]
    two.which.value = two.which.options[0][1]
    assert marks(two) == ["mob", "angry", "mob"]


def test_articles_with_one_title_can_be_told_apart():
    same = pd.concat([article.from_text("One.", title="Same").assign(article_id=k) for k in "ab"], ignore_index=True)
    options = explore.article(same, lexicon.from_terms(TERMS)).which.options
    assert options == (("Same (a)", "a"), ("Same (b)", "b"))


def test_ready_tables_are_taken(reader):
    hits = reader.hits.head(1)
    own = explore.article(article.read("lapd-ice-raid"), hits=hits, voices=gold())
    assert marks(own) == [hits.text.iloc[0]]


def test_a_pasted_text_and_odd_texts_simply_work():
    for text in ("The mob left.", "x", "\u202e😀 <script>alert(1)</script> mob", "“an unclosed mob"):
        own = explore.article(article.from_text(text), lexicon.from_terms(TERMS))
        assert "ww-error" not in own.pane.html and "<script" not in own.pane.html


def test_no_article_is_an_error_that_says_so():
    with pytest.raises(ValueError, match="no article to show"):
        explore.article(article.read("lapd-ice-raid").iloc[:0])


def test_an_error_in_an_answer_is_shown_where_the_reader_looks(reader, monkeypatch):
    def fail(*args, **more):
        raise RuntimeError("<b>no memory</b>")

    monkeypatch.setattr("helpers.views.concordance", fail)
    reader.categories["event"].value = False
    assert 'role="alert"' in reader.pane.html
    assert "RuntimeError: &lt;b&gt;no memory&lt;/b&gt;" in reader.pane.html
    monkeypatch.undo()
    reader.categories["event"].value = True
    assert len(marks(reader)) == 9


def test_a_page_without_kernel_shows_the_present_choice(reader):
    reader.categories["event"].value = False
    bundle = reader._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    html = bundle["text/html"]
    assert "mob" in html and html.count('role="term"') == 5
    assert "Loaded words shown: person, evaluation." in html
    assert "<style>" in html and "<script" not in html
    assert "angry [evaluation] mob [person]" in bundle["text/plain"]


def test_the_same_choice_gives_the_same_page(reader):
    again = explore.article(article.read("lapd-ice-raid"), lexicon.from_terms(TERMS), voices=gold())
    assert reader.static() == again.static()


def test_a_pick_and_a_target_are_values_that_others_can_use(reader):
    seen = []
    reader.pane.observe(lambda change: seen.append(change["new"]), "picked")
    name = rows(reader)[0][0]
    reader.pane.set_state({"picked": name})
    reader.pane.target = name
    assert seen == [name]
    assert reader.pane.get_state(["target"]) == {"target": name}


def test_a_pane_has_its_own_script_and_style():
    pane = Pane(html="<p>one</p>")
    assert "stopPropagation" in pane._esm and ".ww-explorer" in pane._css
    assert not re.search(r"https?://|import\(|fetch\(|eval\(", pane._esm)
