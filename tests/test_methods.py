"""The methods paragraph says what was made, and nothing else."""

import hashlib
import pathlib

import pandas as pd
import pytest

from helpers import (
    agreement,
    article,
    compare,
    devices,
    fingerprint,
    frames,
    lexicon,
    metrics,
    naming,
    share,
    stakeholders,
    swap,
    text,
    voices,
)
from helpers.share import record

TEXTS = article.read(article.DATA / "classroom").query("event == 'night ferry' and slant != ''")
FOUND = voices.find(TEXTS)
LOADED = lexicon.read("loaded")
HITS = voices.attach(lexicon.match(TEXTS, LOADED), FOUND)
WORDS = voices.attach(text.words(TEXTS), FOUND)
SIDES = {"by": "slant", "sides": ("against the march", "against the council")}
RAID = article.read("lapd-ice-raid")
RAID_VOICES = voices.find(RAID)
RAID_HITS = voices.attach(lexicon.match(RAID, LOADED), RAID_VOICES)
HEARD, CHECKED = metrics.sources(FOUND), stakeholders.check(FOUND, "protest")
BASE = {"texts": TEXTS, "found": FOUND, "hits": HITS, "words": WORDS}
MADE = {
    "rates": metrics.rate_by_voice(HITS, WORDS, text.sentences(TEXTS)),
    "own": compare.keyness(WORDS, TEXTS, **SIDES),
    "contrast": compare.difference(metrics.share_of_voice(FOUND, by=["article_id", "kind"]), TEXTS, by="slant",
                                   sides="plain", of="kind", draws=100),
    "seen": devices.find(TEXTS, FOUND),
    "names": naming.find(TEXTS),
    "beside": naming.table(TEXTS, FOUND, corrections={"mob": "the marchers"}),
    "each": naming.names_by_voice(naming.find(TEXTS), by="article_id"),
    "sides": frames.by_voice(voices.attach(lexicon.match(TEXTS, lexicon.read("frames")), FOUND), WORDS),
    "places": metrics.positions(HITS, WORDS, parts=4),
    "made": swap.changes(TEXTS, LOADED),
    "heard": HEARD,
    "checked": CHECKED,
    "stances": metrics.cue_stance(FOUND),
    "refused": metrics.denied(FOUND, FOUND)[["article_id", "start", "end", "denied"]],
    "shares": metrics.share_of_voice(FOUND, by=["article_id", "kind"]),
    "scores": agreement.f1(HITS[::2], HITS, WORDS, label="category"),
    "retold": devices.laundering(RAID_HITS, RAID_VOICES),
    "stated": devices.hedge_drop(RAID, RAID_VOICES),
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
    "beside": [f"found by a thesaurus (SHA-256 {fingerprint.table('thesaurus/names.csv')[:12]}…) and by rules for "
               "persons; for 1 name a reader said what it stands for. They were held beside each other by voice."],
    "each": ["and by rules for persons. They were held beside each other by article."],
    "sides": ["What is brought up was counted by 16 categories of the word list 'frames'.", "Boydstun et al. (2014)",
              f"the card of the list (SHA-256 {fingerprint.table('lexicons/frames.md')[:12]}…)", "A cue is no frame."],
    "places": ["counted in 4 parts with equally many words"],
    "made": [f"{(~MADE['made'].how.str.startswith('kept')).sum()} terms gave way", "as it was written"],
    "heard": [f"Sources are those to whom a claim is credited, {len(HEARD)} in {HEARD.article_id.nunique()} articles",
              f"list of words (SHA-256 {fingerprint.table('sources/types.csv')[:12]}…)"],
    "checked": [f"declared list 'protest' (SHA-256 {stakeholders.read('protest').sha256[:12]}…): "
                f"{CHECKED.stakeholder.nunique()} stakeholders"],
    "stances": [f"sorted by stance (neutral, endorsing, distancing and so on) with the list of the kit (SHA-256 "
                f"{fingerprint.table('cues/cues.csv')[:12]}…)"],
    "refused": ["Claims that a source is said to deny were told by their reporting words"],
    "shares": ["Shares of voice are words by kind out of the words of each article."],
    "scores": ["precision, recall and F1 over exact spans"],
    "retold": [f"own quoted words do not have were looked for: {len(MADE['retold'])} candidates"],
    "stated": [f"Events that sources hedge and the narrator states were looked for by the nouns that name them: "
               f"{len(MADE['stated'])} candidate ("],
    "agreed": ["Agreement of 2 coders is Krippendorff's alpha",
               "its 95 % interval drawn over sentences (2,000 draws, seed 0)"],
}  # fmt: skip


@pytest.mark.parametrize("name", SAYS)
def test_a_result_is_named_where_it_is_there_and_only_there(name):
    said = repr(record.of_session(BASE | {name: MADE[name]}))
    assert all(part in said for part in SAYS[name]), said
    without = repr(record.of_session(BASE))
    assert not any(part in without for part in SAYS[name])


def test_words_that_retell_others_are_not_called_the_narrators_own():
    said = repr(share.methods(RAID, voices=RAID_VOICES))
    own = RAID_VOICES[RAID_VOICES.voice == "narrator"]
    retold = own[own.credited != "narrator"].n_words.sum()
    assert 0 < retold < own.n_words.sum()
    assert f"in the narrator's words, {retold} of them retelling claims of others; the rest were in those of" in said
    assert "narrator's own" not in said and "each counted in its article" not in said
    silent = article.from_text("It rained all day.")
    assert "5" not in (only := repr(share.methods(silent, voices=voices.find(silent)))).split("Software")[0]
    assert "4 of 4 words (100.0 %) were found to be in the narrator's words." in only


def test_a_name_in_two_articles_is_two_voices():
    told = pd.concat([article.from_text("“It rained,” police said.", title=key) for key in "ab"], ignore_index=True)
    said = repr(share.methods(told, voices=voices.find(told)))
    assert "in those of 2 other voices, each counted in its article, speakers without a name included." in said


def test_shares_over_articles_and_in_each_are_told_apart():
    said = repr(share.methods(TEXTS, voices=FOUND, results=[metrics.share_of_voice(FOUND), MADE["shares"], HITS]))
    assert "by voice out of the words of all articles together; by kind out of the words of each article." in said
    assert "Shares of voice" not in repr(share.methods(TEXTS, results=[metrics.term_by_voice(HITS)]))


def test_a_list_whose_fingerprint_was_lost_in_a_join_is_named_and_the_loss_is_told():
    joined = HITS.merge(TEXTS[["article_id", "outlet"]], on="article_id")
    assert not joined.attrs.get("lexicons")
    said = repr(share.methods(TEXTS, hits=joined))
    assert "Terms of the word list 'loaded' (fingerprint not kept) were matched" in said
    facts = share.provenance(TEXTS, hits=joined)
    assert facts[facts["what"] == "word list"][["name", "value"]].values.tolist() == [
        ["loaded", "fingerprint not kept"]
    ]
    known = repr(share.methods(TEXTS, hits=joined, lexicons=[LOADED]))
    assert LOADED.sha256[:12] in known and "not kept" not in known


def test_code_and_tables_have_a_fingerprint_that_follows_them(tmp_path, monkeypatch):
    from helpers import scale  # noqa: F401 - the same fingerprint as in its manifest
    from helpers.scale import workers

    now = fingerprint.program()
    assert workers.program() == now
    facts = share.provenance().set_index("name")["value"]
    assert facts["Whose Words, code and tables"] == f"SHA-256 {now}"
    types = (article.DATA / "sources" / "types.csv").read_bytes()
    assert facts["sources/types.csv"] == f"SHA-256 {hashlib.sha256(types).hexdigest()}"
    assert f"code and tables SHA-256 {now[:12]}…" in repr(share.methods(TEXTS))
    for folder in ("cues", "devices", "sources", "stakeholders", "thesaurus"):
        (tmp_path / folder).mkdir()
        for path in (article.DATA / folder).glob("*.csv"):
            (tmp_path / folder / path.name).write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    monkeypatch.setattr(fingerprint, "DATA", pathlib.Path(tmp_path))
    assert fingerprint.program() == now, "line ends change nothing"
    with (tmp_path / "sources" / "types.csv").open("ab") as file:
        file.write(b"warlock,warlock,,other,role,,\n")
    assert fingerprint.program() != now


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
    assert (
        "This gave 2 hits, with weights that add up to 1; rates and positions count these, other tables each hit as one"
        in said
    )
    assert "weights" not in repr(share.methods(one, hits=weighed.drop(columns="weight"), lexicons=[LOADED]))


def test_what_is_given_in_the_wrong_place_is_refused():
    """A paragraph that sounds right and is about something else is worse than none."""
    articles = article.from_text("A mob came. “The crowd was small,” Bass said.")
    found, listed = voices.find(articles), lexicon.read("loaded")
    hits = voices.attach(lexicon.match(articles, listed), found)
    with pytest.raises(TypeError, match=r"results= takes a list, and one DataFrame came.*results=\[…\]"):
        share.methods(articles, results=hits)
    with pytest.raises(TypeError, match="lexicons= takes a list, and one Lexicon came"):
        share.methods(articles, hits=hits, lexicons=listed)
    with pytest.raises(TypeError, match="a value of the type str is there"):
        share.methods(articles, results=["rates"])
    with pytest.raises(KeyError, match="table of hits has no column 'term'.*lexicon.match"):
        share.methods(articles, hits=found)
    with pytest.raises(KeyError, match="voices table has no column 'n_words'.*voices.find"):
        share.methods(articles, voices=hits)
    assert "was read" in repr(share.methods(articles[["article_id", "text"]], voices=found, hits=hits))
    for write in (share.csv, share.markdown):
        with pytest.raises(TypeError, match="value of the type list came. Give one table at a time"):
            write([1])


def test_positions_by_any_column_are_said_and_named_parts_are_none():
    articles = article.from_text("The mob left. " * 5)
    words = text.words(articles).assign(outlet="Post")
    hits = lexicon.match(articles, lexicon.read("loaded"))
    said = repr(share.methods(articles, results=[metrics.positions(hits, words, by="outlet", parts=5)]))
    assert "was counted in 5 parts with equally many words" in said
    headline = pd.DataFrame({"part": ["headline"], "n": [1], "total": [3], "value": [1 / 3]})
    assert "equally many" not in repr(share.methods(articles, results=[headline]))
