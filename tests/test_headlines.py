"""Headlines as a part of the text: put in front once, found by part, with nothing else moved but the offsets."""

import pandas as pd
import pytest

from helpers import article, lexicon, metrics, share, text, views, voices

TEXTS = article.read(article.DATA / "classroom")
WHOLE = article.with_headlines(TEXTS)
LOADED = lexicon.read("loaded")


def test_every_word_of_title_and_text_is_there_once():
    titles = TEXTS.title.map(lambda title: text.count_words([title])[0])
    assert (titles > 0).all()
    assert (text.count_words(WHOLE.text) == text.count_words(TEXTS.text) + titles).all()
    for before, after in zip(TEXTS.itertuples(), WHOLE.itertuples(), strict=True):
        assert after.text == before.title + "\n\n" + before.text
    pd.testing.assert_frame_equal(WHOLE.drop(columns="text"), TEXTS.drop(columns="text"))


def test_what_has_no_title_or_begins_with_it_stays():
    pd.testing.assert_frame_equal(article.with_headlines(WHOLE), WHOLE)
    plain = article.read("lapd-ice-raid")
    pd.testing.assert_frame_equal(article.with_headlines(plain), plain)
    odd = article.from_text("\n  Mob   storms\thall \n\nA crowd came.", title=" Mob storms\nhall")
    assert article.with_headlines(odd).text.item() == odd.text.item()
    assert text.sentences(odd).part.tolist() == ["headline", "lead"]
    bare = pd.DataFrame({"article_id": ["a"], "text": ["A crowd came."]})
    pd.testing.assert_frame_equal(article.with_headlines(bare), bare)
    missing = bare.assign(title=[None])
    assert article.with_headlines(missing).text.tolist() == ["A crowd came."]
    none = TEXTS.iloc[:0]
    pd.testing.assert_frame_equal(article.with_headlines(none), none)


def test_a_title_on_two_lines_becomes_one_paragraph():
    two = article.with_headlines(article.from_text("A crowd came.", title="Mob storms\n\nhall <b>"))
    assert two.text.item() == "Mob storms hall <b>\n\nA crowd came."
    assert text.sentences(two).part.tolist() == ["headline", "lead"]


def test_the_body_is_found_alike_with_and_without_its_headline():
    shift = dict(zip(TEXTS.article_id, WHOLE.text.str.len() - TEXTS.text.str.len(), strict=True))
    hits = lexicon.match(WHOLE, LOADED)
    below = text.attach(hits, text.sentences(WHOLE)).query("part != 'headline'")
    moved = below.start - below.article_id.map(shift)
    alone = lexicon.match(TEXTS, LOADED)
    assert list(zip(below.article_id, moved, below.term, strict=True)) == list(
        zip(alone.article_id, alone.start, alone.term, strict=True)
    )


def test_rates_by_part_count_each_hit_and_word_once():
    sentences, found = text.sentences(WHOLE), voices.find(WHOLE)
    hits = text.attach(voices.attach(lexicon.match(WHOLE, LOADED), found), sentences)
    words = text.attach(voices.attach(text.words(WHOLE), found), sentences)
    rates = metrics.rate_by_voice(hits, words, by=["part", "voice"])
    assert rates.n.sum() == len(hits) and rates.total.sum() == len(words)
    headlines = rates[rates.part == "headline"]
    assert headlines.n.sum() == len(lexicon.match(TEXTS.assign(text=TEXTS.title), LOADED)) > 0
    assert headlines.total.sum() == text.count_words(TEXTS.title).sum()


def test_the_view_shows_a_measured_headline_once_with_its_marks():
    one = WHOLE[WHOLE.article_id == "night-ferry-against-the-march"].reset_index(drop=True)
    page = views.article(one, lexicon.match(one, LOADED), voices.find(one))._repr_html_()
    first = page[page.index('class="ww-headline"') :].split("</p>")[0]
    assert "<mark>Mob</mark>" in first
    assert page.count('class="ww-title" dir="auto" hidden') == 1
    assert 'class="ww-headline"' not in views.article(TEXTS[:1])._repr_html_()


@pytest.mark.parametrize("swapped", [True, False])
def test_tables_changed_over_are_named(swapped):
    sentences = text.sentences(TEXTS)
    words = text.words(TEXTS)
    if swapped:
        with pytest.raises(KeyError, match="second table is not what text.attach takes"):
            text.attach(sentences, words)
    else:
        with pytest.raises(KeyError, match="The sentences have no article 'quiet-hour'"):
            text.attach(words, sentences[sentences.article_id != "quiet-hour"])


def test_the_methods_say_which_titles_were_counted():
    assert "Titles were counted as the first part of the text." in repr(share.methods(WHOLE))
    assert "Titles were not counted." in repr(share.methods(TEXTS))
    some = pd.concat([WHOLE[:2], TEXTS[2:]])
    assert f"in 2 of {len(TEXTS)} articles, and in the others not." in repr(share.methods(some))
