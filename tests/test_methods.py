"""The methods paragraph says what was made, and nothing else."""

import pandas as pd
import pytest

from helpers import agreement, article, compare, devices, lexicon, metrics, naming, share, swap, text, voices
from helpers.share import record

TEXTS = article.read(article.DATA / "classroom").query("event == 'night ferry' and slant != ''")
FOUND = voices.find(TEXTS)
LOADED = lexicon.read("loaded")
HITS = voices.attach(lexicon.match(TEXTS, LOADED), FOUND)
WORDS = voices.attach(text.words(TEXTS), FOUND)
SIDES = {"by": "slant", "sides": ("against the march", "against the council")}
BASE = {"texts": TEXTS, "found": FOUND, "hits": HITS, "words": WORDS}
MADE = {
    "rates": metrics.rate_by_voice(HITS, WORDS, text.sentences(TEXTS)),
    "own": compare.keyness(WORDS, TEXTS, **SIDES),
    "contrast": compare.difference(metrics.share_of_voice(FOUND, by=["article_id", "kind"]), TEXTS, by="slant",
                                   sides="plain", of="kind", draws=100),
    "seen": devices.find(TEXTS, FOUND),
    "names": naming.find(TEXTS),
    "made": swap.changes(TEXTS, LOADED),
    "agreed": agreement.alpha({"Ada": HITS[::2], "Ben": HITS}, WORDS, text.sentences(TEXTS),
                              label="category"),
}  # fmt: skip
SAYS = {
    "rates": ["bootstrap over sentences (2,000 draws, seed 0), expanded percentiles (Hesterberg 2015)", "Garwood 1936",
              "fewer than 10 hits, or fewer than 5 sentences or articles"],
    "own": ["'against the march' against 'against the council' in the narrator's words", "Dunning 1993", "Hardie 2014",
            "exchanges of articles between the sides (Lijffijt et al. 2016)", "terms with 5 uses or more"],
    "contrast": ["Measures were compared for 'plain' against 'all others'", "Phipson & Smyth 2010"],
    "seen": [f"{len(MADE['seen'])} candidates of {MADE['seen'].device.nunique()} kinds", "codebook (SHA-256"],
    "names": [f"{len(MADE['names'])} names of {MADE['names'].referent.nunique()} referents"],
    "made": [f"{(~MADE['made'].how.str.startswith('kept')).sum()} terms gave way", "as it was written"],
    "agreed": ["Agreement of 2 coders is Krippendorff's alpha",
               "its 95 % interval drawn over sentences (2,000 draws, seed 0)"],
}  # fmt: skip


@pytest.mark.parametrize("name", SAYS)
def test_a_result_is_named_where_it_is_there_and_only_there(name):
    said = repr(record.of_session(BASE | {name: MADE[name]}))
    assert all(part in said for part in SAYS[name]), said
    without = repr(record.of_session(BASE))
    assert not any(part in without for part in SAYS[name])


def test_nothing_is_said_of_intervals_that_nothing_has():
    """Rates of each article for themselves have no interval, and a comparison of single articles has none."""
    each = metrics.rate_by_voice(HITS, WORDS, by=["article_id", "kind"])
    said = repr(record.of_session(BASE | {"rates": each, "own": MADE["own"]}))
    assert "hits per 1,000 words of a voice" in said and "drawn" not in said and "bootstrap" not in said
    assert "Of a count of nothing" in said, "the narrator of a plain article has no hit"
    # Terms without a use on one side have an interval in a larger comparison, and then its draws are told.
    classroom = article.read(article.DATA / "classroom").query("slant != ''")
    words = voices.attach(text.words(classroom), voices.find(classroom))
    own = compare.keyness(words, classroom, by="slant", sides="plain", draws=300, seed=4)
    assert "its 95 % interval drawn over the articles of each side (300 draws, seed 4)" in repr(
        record.of_session({"texts": classroom, "own": own})
    )


def test_a_part_of_a_comparison_is_no_second_one():
    part = MADE["own"].merge(MADE["own"][["term"]].head(3), on="term")
    said = repr(record.of_session(BASE | {"own": MADE["own"], "part": part}))
    assert said.count("'against the march' against 'against the council'") == 1


def test_rates_over_articles_are_not_said_to_be_over_sentences():
    over = metrics.rate_by_voice(HITS, WORDS, draws=500, seed=3)
    said = repr(share.methods(TEXTS, voices=FOUND, hits=HITS, lexicons=[LOADED], results=[over]))
    assert "bootstrap over articles (500 draws, seed 3)" in said and "over sentences" not in said
    said = repr(share.methods(TEXTS, voices=FOUND, hits=HITS, lexicons=[LOADED], results=[over, MADE["rates"]]))
    assert "over articles (500 draws, seed 3) and over sentences (2,000 draws, seed 0)" in said


def test_shares_are_said_to_be_of_the_articles_whose_voices_were_found():
    more = pd.concat([TEXTS, article.from_text("Nine more words stand in this text without voices.", title="more")])
    n = int(FOUND["n_words"].sum())
    said = repr(share.methods(more, voices=FOUND))
    assert f"{len(TEXTS) + 1} articles with {n + 9:,} words were read." in said
    assert f"In {len(TEXTS)} of the articles, where this was asked, " in said and f"of {n:,} words" in said
    assert "where this was asked" not in repr(share.methods(TEXTS, voices=FOUND))


def test_titles_are_said_to_be_left_out():
    assert "Titles were not counted." in repr(share.methods(TEXTS))
    assert "Titles" not in repr(share.methods(article.from_text("The mob left.")))


def test_weights_are_told():
    one = article.from_text("The mob met a mob.")
    weighed = lexicon.match(one, LOADED).assign(weight=0.5)
    said = repr(share.methods(one, hits=weighed, lexicons=[LOADED]))
    assert "This gave 2 hits, with weights that add up to 1; rates and positions count these, other tables each hit as one" in said
    assert "weights" not in repr(share.methods(one, hits=weighed.drop(columns="weight"), lexicons=[LOADED]))
