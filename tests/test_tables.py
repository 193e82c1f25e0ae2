"""An articles table is checked in one place, and a word list or a table of voices is told from what it is not."""

import re

import numpy as np
import pandas as pd
import pytest

from helpers import article, devices, explore, lexicon, metrics, naming, plots, text, views, voices
from helpers.article import tables

LOADED = lexicon.read("loaded")
FINDERS = {
    "text.paragraphs": text.paragraphs,
    "text.sentences": text.sentences,
    "text.words": text.words,
    "voices.find": voices.find,
    "lexicon.match": lambda articles: lexicon.match(articles, LOADED),
    "devices.find": devices.find,
    "naming.find": naming.find,
}
each_finder = pytest.mark.parametrize("find", FINDERS.values(), ids=FINDERS)
TWO = pd.DataFrame({"article_id": ["a", "b"], "text": ["The mob came.", "They were forced to leave."]})
WRONG = {
    "no table": ("The mob came.", TypeError, r"the text 'The mob came\.' came\. article\.read"),
    "a column of another name": (
        TWO.rename(columns={"text": "body"}), KeyError, r"no column 'text'; its columns are article_id, body.*rename",
    ),
    "no article_id": (TWO[["text"]], KeyError, r"no column 'article_id'; its columns are text"),
    "a column twice": (TWO[["article_id", "text", "text"]], ValueError, "has the column 'text' twice"),
    "a missing text": (TWO.assign(text=["x", np.nan]), TypeError, r"missing value\) as text in row 2 of 2 .*'b'.*drop"),
    "None for a text": (
        TWO.assign(text=pd.Series([None, "x"], dtype=object)), TypeError, r"as text in row 1 of 2 \(article_id 'a'\)",
    ),
    "a list for a text": (TWO.assign(text=[["x"], "y"]), TypeError, r"\(of the type list\) as text in row 1 of 2"),
    "bytes for a text": (TWO.assign(text=["x", b"y"]), TypeError, r"type bytes\) as text in row 2.*decode"),
    "numbers for article_id": (TWO.assign(article_id=[1, 2]), TypeError, r"'1' \(of the type int\) as article_id.*str"),
    "an article_id twice": (TWO.assign(article_id="a"), ValueError, r"'a' more than once, in its rows 1 and 2"),
}  # fmt: skip


@each_finder
@pytest.mark.parametrize(("articles", "error", "message"), WRONG.values(), ids=WRONG)
def test_every_finder_refuses_what_is_no_articles_table_alike(find, articles, error, message):
    with pytest.raises(error) as raised:
        find(articles)
    assert re.search(message, str(raised.value.args[0]))
    with pytest.raises(error) as first:
        tables.check(articles)
    assert first.value.args == raised.value.args, "the same words, whoever was called"


@each_finder
@pytest.mark.parametrize("kind", ["str", "string", "object", "category"])
def test_every_finder_takes_strings_of_any_kind(find, kind):
    given, plain = find(TWO.astype({"text": kind}).set_index(pd.Index([5, 5]))), find(TWO)
    assert given.drop(columns="article_id").equals(plain.drop(columns="article_id"))
    assert len(given) and given["article_id"].tolist() == plain["article_id"].tolist()


@each_finder
def test_every_finder_takes_a_table_without_rows(find):
    assert len(find(TWO[:0])) == 0


def test_the_check_of_a_table_goes_over_columns_and_not_over_rows(monkeypatch):
    """Where nothing is wrong no row is looked at by itself."""
    monkeypatch.setattr(pd.Series, "tolist", lambda self: pytest.fail("a column was walked through"))
    tables.check(TWO)
    tables.check(TWO.astype(object))


LISTS = {
    "match": lambda listed: lexicon.match(TWO, listed),
    "explain": lambda listed: lexicon.explain(lexicon.match(TWO, LOADED), listed),
    "audit": lexicon.audit,
    "edited": lambda listed: lexicon.edited(listed, remove="mob"),
    "write": lambda listed: lexicon.write(listed, "mine.csv"),
}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("hedges", r"'hedges' came\. .*hedges = lexicon\.read\('hedges'\)"),
        ("my-list", r"'my-list' came\. .*loaded = lexicon\.read\('loaded'\)"),
        ("x" * 5000, r"'x{60}' came\. "),
        (["mob"], "of the type list came"),
        (TWO, "of the type DataFrame came"),
    ],
    ids=["a list's name", "another name", "a long name", "words", "a table"],
)
@pytest.mark.parametrize("call", LISTS.values(), ids=LISTS)
def test_a_name_is_no_word_list(call, given, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(TypeError, match=message):
        call(given)
    assert not list(tmp_path.iterdir())


def test_a_word_list_is_read_by_name_or_path():
    with pytest.raises(TypeError, match=r"and a NoneType came\. Lists there: .*loaded"):
        lexicon.read(None)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (metrics.share_of_voice, r"The table is a DataFrame, .* type {}.* voices\.find\(articles\) makes it"),
        (plots.rate_by_voice, r"The table is a DataFrame, .* type {}.* metrics\.rate_by_voice"),
        (naming.names_by_voice, r"table of names is a DataFrame, .* type {}.*naming\.find"),
        (lambda given: views.table(given, caption="x"), r"The table is a DataFrame, .* type {}.* helpers\.metrics"),
    ],
)
@pytest.mark.parametrize("given", ["loaded", [1], TWO["text"]], ids=["str", "list", "Series"])
def test_what_is_no_table_is_said_to_be_none(call, message, given):
    with pytest.raises(TypeError, match=message.format(type(given).__name__)):
        call(given)


def test_spans_and_voices_changed_over_are_named():
    hits, found = lexicon.match(TWO, LOADED), voices.find(TWO)
    with pytest.raises(KeyError, match=r"second table has no column 'kind'.*voices\.attach\(hits, found\)"):
        voices.attach(found, hits)
    with pytest.raises(KeyError, match="first table has no column 'start'"):
        voices.attach(TWO, found)


SHOWN = {"views.article": views.article, "explore.article": explore.article, "voices.find": voices.find}


@pytest.mark.parametrize("show", SHOWN.values(), ids=SHOWN)
def test_a_name_is_no_table(show):
    """What is tried first without Python: the name of an article in place of the article."""
    with pytest.raises(TypeError, match=r"'lapd-ice-raid' came\. Read it first.*article\.read\('lapd-ice-raid'\)"):
        show("lapd-ice-raid")
    with pytest.raises(TypeError, match=r"the text 'The mob came\.' came\..*article\.from_text"):
        show("The mob came.")


def test_hits_and_voices_changed_over_are_named():
    hits, found = lexicon.match(TWO, LOADED), voices.find(TWO)
    assert views.article(TWO.assign(title=""), hits, found).body
    for hits_, found_, message in (
        (found, hits, "hits has no column 'category'"),
        (hits, hits, "voices has no column 'kind'"),
    ):
        with pytest.raises(KeyError, match=rf"{message}.*First the articles, then hits, then voices"):
            views.article(TWO, hits_, found_)
    with pytest.raises(KeyError, match="hits has no column 'category'"):
        views.concordance(found, article.read("lapd-ice-raid"))
