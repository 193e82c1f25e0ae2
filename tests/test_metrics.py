"""The measures, on tables whose answers are worked out by hand."""

import re

import numpy as np
import pandas as pd
import pytest

from helpers import article, lexicon, metrics, share, views, voices
from helpers.metrics import percentiles


def words(*voices, article_id="a"):
    """One word of two characters for each letter, all in one row of voices: n narrator, p police."""
    names = {"n": "narrator", "p": "police"}
    rows = [(article_id, 3 * i, 3 * i + 2, "xx", names[v]) for i, v in enumerate("".join(voices))]
    return pd.DataFrame(rows, columns=["article_id", "start", "end", "text", "voice"]).astype(
        {"article_id": "str", "voice": "str"}
    )


def sentences(every, number, article_id="a"):
    rows = [(article_id, 3 * every * i, 3 * every * (i + 1) - 1, "x", "body") for i in range(number)]
    return pd.DataFrame(rows, columns=["article_id", "start", "end", "text", "part"])


def hits(table, places, term="mob"):
    return table.iloc[places].assign(category="person", term=term, lexicon="own")


def test_share_of_voice_counts_words_and_adds_up():
    voices = pd.DataFrame(
        {
            "article_id": ["a", "a", "a", "b"],
            "voice": ["narrator", "police", "narrator", "police"],
            "kind": ["narrator", "direct", "indirect", "direct"],
            "n_words": [30, 60, 10, 50],
        }
    )
    shares = metrics.share_of_voice(voices)
    assert shares[["voice", "n", "total", "value"]].values.tolist() == [
        ["police", 110, 150, 110 / 150],
        ["narrator", 40, 150, 40 / 150],
    ]
    each = metrics.share_of_voice(voices, by=["article_id", "voice"])
    assert each[["article_id", "voice", "n", "total"]].values.tolist() == [
        ["a", "police", 60, 100],
        ["a", "narrator", 40, 100],
        ["b", "police", 50, 50],
    ]
    assert each.groupby("article_id").value.sum().tolist() == [1.0, 1.0]


def test_rate_by_voice_divides_by_the_words_of_the_voice():
    table = words("n" * 50, "p" * 30, "n" * 20)
    rates = metrics.rate_by_voice(hits(table, [0, 1, 60]), table, sentences(10, 10))
    assert rates[["voice", "n", "total", "rate_per_1000", "thin"]].values.tolist() == [
        ["narrator", 2, 70, pytest.approx(2000 / 70), True],
        ["police", 1, 30, pytest.approx(1000 / 30), True],
    ]
    assert (rates.low <= rates.value).all() and (rates.value <= rates.high).all()


def test_the_interval_is_the_expanded_bootstrap_over_sentences():
    table = words("n" * 100)
    places = [0, 10, 11, 30, 50, 51, 52, 70, 90, 91, 92, 93]
    rates = metrics.rate_by_voice(hits(table, places), table, sentences(10, 10), draws=20000)
    counts = np.bincount(np.array(places) // 10, minlength=10)
    generator = np.random.default_rng(7)
    drawn = [generator.choice(counts, 10).sum() / 100 for _ in range(20000)]
    assert rates.low[0] == pytest.approx(np.percentile(drawn, percentiles.levels(10)[0]), abs=0.011)
    assert rates.high[0] == pytest.approx(np.percentile(drawn, percentiles.levels(10)[1]), abs=0.011)
    assert not rates.thin[0]


def test_one_sentence_or_one_article_has_no_interval_and_says_so():
    """Of one unit every draw is the same, so the spread of the draws says nothing."""
    table = words("n" * 20, "p" * 10)
    places = [*range(12), 21]
    over_articles = metrics.rate_by_voice(hits(table, places), table)
    assert over_articles[["low", "high"]].isna().all(axis=None) and over_articles.thin.all()
    assert over_articles.rate_per_1000.tolist() == [600.0, 100.0]
    rates = metrics.rate_by_voice(hits(table, places), table, sentences(10, 3)).set_index("voice")
    assert rates.loc["narrator", ["low", "high"]].tolist() == [0.2, 1.0] and rates.thin["narrator"], "two sentences"
    assert np.isnan(rates.low["police"]) and np.isnan(rates.high["police"]) and rates.thin["police"]
    assert metrics.rate_by_voice(hits(table, places), table, sentences(10, 3), draws=0).low.isna().all()


def test_intervals_over_few_units_are_marked_as_those_from_few_hits_are():
    """Ten hits in each unit: the interval of three units misses the true rate one time in four, of five in ten."""
    generator, held = np.random.default_rng(1), {}
    for units in (3, metrics.THIN_UNITS):
        found = []
        for _ in range(300):
            n, total = generator.poisson(10 * generator.gamma(4, 0.25, units)), np.full(units, 400)
            low, high = metrics._interval(n, total, 200, generator)
            found.append(low <= 10 / 400 <= high)
        held[units] = np.mean(found)
    assert held[3] < 0.82 < 0.87 < held[metrics.THIN_UNITS]
    for units in (3, metrics.THIN_UNITS):
        table = pd.concat([words("n" * 20, article_id=f"a{i}") for i in range(units)], ignore_index=True)
        thin = metrics.rate_by_voice(hits(table, list(range(0, len(table), 2))), table).thin[0]
        assert thin == (units < metrics.THIN_UNITS)


def test_hits_in_an_article_without_words_are_refused():
    table = words("nnnn")
    with pytest.raises(ValueError, match="hits in 'a', but no words of this article"):
        metrics.rate_by_voice(hits(table, [0]), words("nnnn", article_id="b"))


def test_hits_of_more_articles_than_words_are_refused_everywhere():
    """Silently they gave hits of all articles out of the words of one, or left some out."""
    table = pd.concat([words("nnnn"), words("nnnn", article_id="b")], ignore_index=True)
    found, one = hits(table, [0, 1, 4]), table.iloc[:4]
    for measure in (metrics.leave_one_term_out, metrics.positions):
        with pytest.raises(ValueError, match="hits in 'b', but no words of this article"):
            measure(found, one)
        assert len(measure(found.iloc[:2], table)), "words of articles without hits are right"


def test_words_without_sentences_are_refused():
    """Silently all words of such articles were one unit to draw from."""
    table = pd.concat([words("nnnn"), words("nnnn", article_id="b")], ignore_index=True)
    with pytest.raises(ValueError, match="words in 'b', but no sentences of this article.*text.sentences"):
        metrics.rate_by_voice(hits(table, [0]), table, sentences(2, 2))


def test_weights_are_followed_where_hits_of_different_terms_are_added_up():
    table = words("n" * 20)
    both = pd.concat([hits(table, [0, 1]), hits(table, [2, 19], "raid")])
    weighed = both.assign(weight=[0.5, 0.5, 2, 2])
    assert metrics.positions(weighed, table, parts=4)["n"].tolist() == [3, 0, 0, 2]
    assert metrics.positions(weighed, table, parts=4)["n"].sum() == metrics.rate_by_voice(weighed, table)["n"].sum()
    pd.testing.assert_frame_equal(metrics.term_by_voice(weighed), metrics.term_by_voice(both))


def test_numbers_that_make_no_sense_are_answered_with_what_does():
    table = words("n" * 4)
    for parts in ("10", 2.5, 0, True, None):
        with pytest.raises(ValueError, match="parts=.* is not a whole number from 1 on.*parts=10"):
            metrics.positions(hits(table, []), table, parts=parts)
    for draws in (-1, 2.5, "many"):
        with pytest.raises(ValueError, match="draws=.* is not a whole number from 0 on.*draws=2000"):
            metrics.rate_by_voice(hits(table, [0]), table, draws=draws)


def test_terms_are_counted_by_several_columns():
    table = words("nnnppp").assign(kind=["narrator"] * 3 + ["direct", "indirect", "direct"])
    found = metrics.term_by_voice(hits(table, [0, 3, 4]), by=["voice", "kind"])
    assert found[["voice", "kind", "n", "total"]].values.tolist() == [
        ["narrator", "narrator", 1, 3], ["police", "direct", 1, 3], ["police", "indirect", 1, 3],
    ]  # fmt: skip
    one = metrics.term_by_voice(hits(table, [0, 3, 4]))
    pd.testing.assert_frame_equal(metrics.term_by_voice(hits(table, [0, 3, 4]), by=["voice"]), one)


def test_the_same_seed_gives_the_same_interval():
    table = words("n" * 60, "p" * 40)
    found = hits(table, [0, 5, 22, 61, 70])
    once, again, other = (
        metrics.rate_by_voice(found, table, sentences(10, 10), draws=25, seed=seed) for seed in (1, 1, 2)
    )
    pd.testing.assert_frame_equal(once, again)
    assert once.high.tolist() != other.high.tolist()


def test_a_voice_without_hits_has_the_exact_poisson_limit_and_no_false_certainty():
    table = words("p" * 100)
    rates = metrics.rate_by_voice(hits(table, []), table, sentences(10, 10))
    assert rates[["n", "total", "value", "low"]].values.tolist() == [[0, 100, 0, 0]]
    assert rates.high[0] == pytest.approx(0.0368888, rel=1e-4) and rates.thin[0]


def test_without_sentences_the_interval_is_drawn_over_articles():
    table = pd.concat([words("n" * 20, article_id=f"a{i}") for i in range(30)], ignore_index=True)
    rates = metrics.rate_by_voice(hits(table, list(range(0, 600, 20))), table)
    assert rates.low[0] == rates.high[0] == rates.value[0] == 1 / 20


def test_term_by_voice_splits_the_uses_of_each_term():
    table = words("nnnppp")
    both = pd.concat([hits(table, [0, 1, 3]), hits(table, [4], "raid")])
    assert metrics.term_by_voice(both)[["term", "voice", "n", "total", "value"]].values.tolist() == [
        ["mob", "narrator", 2, 3, pytest.approx(2 / 3)],
        ["mob", "police", 1, 3, pytest.approx(1 / 3)],
        ["raid", "police", 1, 1, 1.0],
    ]


def test_leave_one_term_out_names_the_word_that_carries_the_rate():
    table = words("n" * 10, "p" * 10)
    both = pd.concat([hits(table, [0, 1, 2]), hits(table, [3, 12], "raid")])
    left = metrics.leave_one_term_out(both, table)
    assert left[["voice", "without", "n", "total", "rate_per_1000"]].values.tolist() == [
        ["narrator", "mob", 1, 10, 100.0],
        ["narrator", "raid", 3, 10, 300.0],
        ["police", "raid", 0, 10, 0.0],
    ]


def test_positions_cut_the_words_into_equal_parts():
    table = words("n" * 20)
    found = metrics.positions(hits(table, [0, 1, 19]), table, parts=4)
    assert found[["part", "n", "total"]].values.tolist() == [[1, 2, 5], [2, 0, 5], [3, 0, 5], [4, 1, 5]]
    short = metrics.positions(hits(table, []), words("nn"), parts=4)
    assert short.total.sum() == 2 and short.n.sum() == 0 and len(short) == 4 and (short.value == 0).all()
    with pytest.raises(ValueError, match="whole number from 1 on"):
        metrics.positions(hits(table, []), table, parts=0)


def test_positions_are_counted_by_any_column_of_the_words():
    both = pd.concat([words("n" * 6, "p" * 2), words("n" * 4, article_id="b")], ignore_index=True)
    both["outlet"] = both["article_id"].map({"a": "Post", "b": "Mail"})
    listed = hits(both, [0, 7, 8]).drop(columns="outlet")
    found = metrics.positions(listed, both, by="outlet", parts=2)
    assert found.values.tolist() == [
        ["Post", 1, 1, 4, 0.25], ["Post", 2, 1, 4, 0.25], ["Mail", 1, 1, 2, 0.5], ["Mail", 2, 0, 2, 0.0],
    ]  # fmt: skip
    all_parts = metrics.positions(listed, both, by=["voice"], parts=2)
    assert all_parts[["voice", "part", "n", "total"]].values.tolist() == [
        ["narrator", 1, 2, 6], ["narrator", 2, 0, 4], ["police", 1, 0, 0], ["police", 2, 1, 2],
    ]  # fmt: skip
    with pytest.raises(KeyError, match="no column 'outlet'.*articles.set_index"):
        metrics.positions(listed, both.drop(columns="outlet"), by="outlet")


def test_tables_in_the_wrong_order_and_rows_that_stand_twice_are_refused():
    table = words("n" * 20)
    found = hits(table, [0, 1, 2])
    twice = pd.concat([found, found])
    for measure in (metrics.rate_by_voice, metrics.leave_one_term_out, metrics.positions):
        with pytest.raises(ValueError, match="20 hits in 3 words.*First the hits, then the words"):
            measure(table.assign(term="x"), found)
        with pytest.raises(ValueError, match="3 of the 6 hits stand twice.*drop_duplicates"):
            measure(twice, table)
    two_lists = pd.concat([found, found.assign(lexicon="other"), found.assign(category="event")])
    assert metrics.rate_by_voice(two_lists, table)["n"].tolist() == [9]


def test_a_missing_column_is_answered_with_the_step_that_makes_it():
    table = words("n")
    with pytest.raises(KeyError, match="no column 'voice'.*voices.attach\\(hits, voices\\) makes it"):
        metrics.rate_by_voice(hits(table, [0]).drop(columns="voice"), table)
    with pytest.raises(KeyError, match="voices.find"):
        metrics.share_of_voice(table)


def test_a_column_that_no_step_makes_is_brought_in_from_the_articles():
    """The error names the line that does it; what a table says of itself stays with it on that way."""
    told = pd.concat([article.from_text(f"The mob of {key} came.", title=key, outlet=f"the {key}") for key in "ab"])
    found = voices.find(told)
    attached = voices.attach(lexicon.match(told, lexicon.from_terms({"crowd": ["mob"]})), found)
    for measure, table in ((metrics.share_of_voice, found), (metrics.term_by_voice, attached)):
        with pytest.raises(KeyError) as error:
            measure(table, by="outlet")
        line = re.search(r"from the articles: (table.*\))\.", error.value.args[0])[1]
        assert "makes it" not in str(error.value)
        table = table.copy()
        exec(line, {"table": table, "articles": told})
        assert measure(table, by="outlet")["outlet"].tolist() == ["the a", "the b"]
    assert table.attrs["lexicons"] == attached.attrs["lexicons"]
    with pytest.raises(KeyError, match="no column 'n_words'.*voices.find\\(articles\\) makes it"):
        metrics.share_of_voice(found.drop(columns="n_words"))


def test_empty_tables_give_empty_measures_with_their_columns():
    table, none = words("n" * 5), words("")
    assert metrics.term_by_voice(hits(table, []))[["n", "total"]].dtypes.tolist() == [np.int64, np.int64]
    assert metrics.rate_by_voice(hits(table, []), none, sentences(1, 0)).empty
    assert metrics.leave_one_term_out(hits(table, []), table).columns.tolist()[:4] == ["voice", "without", "n", "total"]
    assert metrics.positions(hits(table, []), none).empty


def stretches(*rows):
    """Voices by hand: (text, kind, credited, chain, cue), laid end to end in one article."""
    table = pd.DataFrame(rows, columns=["text", "kind", "credited", "chain", "cue"])
    end = table["text"].str.len().cumsum()
    table = table.assign(article_id="a", end=end, start=end - table["text"].str.len(), block=0)
    table["voice"] = table["credited"].where(table["kind"].isin(["direct", "block"]), "narrator")
    table["n_words"] = table["text"].str.split().str.len().astype("int64")
    return table


HEARD = stretches(
    ("KABC wrote: ", "narrator", "narrator", "narrator", ""),
    ("Tonight ", "block", "KABC", "KABC", "wrote"),
    ("“it rained a lot,” ", "direct", "Holt", "KABC > Holt", "said"),
    ("Holt said. ", "block", "KABC", "KABC", "wrote"),
    ("Holt claimed ", "narrator", "narrator", "narrator", ""),
    ("that it was cold. ", "indirect", "Holt", "Holt", "claimed"),
)


def test_sources_count_own_and_retold_words_and_where_they_come_through():
    found = metrics.sources(HEARD).set_index("source")
    assert found.index.tolist() == ["Holt", "KABC"]
    wanted = ["n", "total", "direct", "indirect", "block", "quotations", "relayed", "passed_on", "depth"]
    assert found.loc["Holt", wanted].tolist() == [8, 15, 4, 4, 0, 1, 4, 0, 2]
    assert found.loc["KABC", wanted].tolist() == [3, 15, 0, 0, 3, 0, 0, 4, 1]
    assert found.first_position.tolist() == [pytest.approx(3 / 15), pytest.approx(2 / 15)]


def test_words_count_once_where_a_source_stands_twice_in_a_chain():
    """KABC reported that the LAPD said that KABC reported that the mob was calm."""
    told = stretches(
        ("KABC reported that ", "narrator", "narrator", "narrator", ""),
        ("the LAPD said that ", "indirect", "KABC", "KABC", "reported"),
        ("KABC reported that ", "indirect", "LAPD", "KABC > LAPD", "said"),
        ("the mob was calm.", "indirect", "KABC", "KABC > LAPD > KABC", "reported"),
    )
    found = metrics.sources(told).set_index("source")
    assert found.n.to_dict() == {"KABC": 4 + 4, "LAPD": 3} and (found.total == 14).all()
    assert found.n.sum() <= 14 and found.indirect.to_dict() == found.n.to_dict()
    assert found.relayed.to_dict() == {"KABC": 4, "LAPD": 3}
    # The LAPD passes on KABC's last four words; KABC the three of the LAPD, and its own are not those of others.
    assert found.passed_on.to_dict() == {"KABC": 3, "LAPD": 4}
    assert found.depth.to_dict() == {"KABC": 3, "LAPD": 2}
    longer = pd.concat([told.iloc[:3], told.iloc[3:].assign(credited="Holt", chain="KABC > LAPD > KABC > Holt")])
    assert metrics.sources(longer).set_index("source").passed_on.to_dict() == {"KABC": 3 + 4, "LAPD": 4, "Holt": 0}


def test_what_a_source_is_said_to_deny_is_told_apart():
    told = stretches(
        ("Police denied that ", "narrator", "narrator", "narrator", ""),
        ("an angry mob came, ", "indirect", "police", "police", "denied"),
        ("and said ", "narrator", "narrator", "narrator", ""),
        ("it was calm. ", "indirect", "police", "police", "said"),
        ("“We reject that mob,” they denied. ", "direct", "police", "police", "denied"),
    )
    found = metrics.sources(told).iloc[0]
    assert (found.n, found.indirect, found.denied, found.direct) == (4 + 3 + 6, 7, 4, 6)
    marked = metrics.denied(told, told)
    assert marked.denied.tolist() == [False, True, False, False, False], "a quotation is what the source does say"
    for cue in ("deny", "has rejected", "disputing", "refutes", "dismissed"):
        assert metrics.sources(told.assign(cue=cue)).denied.sum() == 7, cue
    for cue in ("said", "admitted", "criticised", ""):
        assert metrics.sources(told.assign(cue=cue)).denied.sum() == 0, cue
    assert metrics.denied(told.iloc[:0], told).denied.dtype == bool
    with pytest.raises(KeyError, match="no column 'cue'.*voices.find"):
        metrics.denied(told, told.drop(columns="cue"))


def test_the_denial_in_the_article_is_shown_as_one():
    """*The LAPD is being forced to deny that it helped …*: 23 words, with two listed ones."""
    articles = article.read("lapd-ice-raid")
    found = voices.find(articles)
    heard = metrics.sources(found).set_index("source")
    assert heard.denied[heard.denied > 0].to_dict() == {"LAPD": 23}
    hits = voices.attach(lexicon.match(articles, lexicon.read("loaded")), found)
    marked = metrics.denied(hits, found)
    assert {"raid", "mob"} <= set(marked.text[marked.denied]) and (marked.credited[marked.denied] == "LAPD").all()
    shown = repr(views.concordance(marked, articles))
    assert shown.count("LAPD (denies it)") == marked.denied.sum() and shown.count("denies it") == marked.denied.sum()
    assert "denies it" not in repr(views.concordance(hits, articles))
    assert "23 of the words credited to others retell what these are said to deny." in repr(
        share.methods(articles, voices=found)
    )


def test_prominence_is_the_share_of_words_that_are_read():
    # A reader stops at any of 15 words with the same probability: word i is read with 1 - (i + 0.5) / 15.
    read = [1 - (i + 0.5) / 15 for i in range(15)]
    holt = sum(read[3:7]) + sum(read[11:15])
    found = metrics.sources(HEARD).set_index("source")
    assert found.loc["Holt", "prominence"] == pytest.approx(holt / sum(read))
    whole = stretches(("a b ", "direct", "Holt", "Holt", ""), ("c d", "direct", "Bass", "Bass", ""))
    assert metrics.sources(whole).set_index("source").prominence.to_dict() == {"Holt": 0.75, "Bass": 0.25}


def test_sources_of_each_article_are_counted_alone_and_take_given_types():
    both = pd.concat([HEARD, HEARD.assign(article_id="b", credited=HEARD.credited, chain=HEARD.chain)])
    found = metrics.sources(both)
    assert found.article_id.tolist() == ["a", "a", "b", "b"] and found.n.tolist() == [8, 3, 8, 3]
    types = pd.DataFrame({"article_id": ["a"], "source": ["Holt"], "type": ["witness"], "named": [True]})
    given = metrics.sources(both, types=types)
    assert given["type"].tolist() == ["witness", "other", "other", "other"]
    assert given.named.tolist() == [True, False, False, False]


def test_cue_stance_counts_each_use_of_a_reporting_word_once():
    split = stretches(
        ("“No,” ", "direct", "Holt", "Holt", "admitted"),
        ("Holt admitted, ", "narrator", "narrator", "narrator", ""),
        ("“not today.” ", "direct", "Holt", "Holt", "admitted"),
        ("“Later,” ", "direct", "Holt", "Holt", "said"),
        ("said Holt. He called for ", "narrator", "narrator", "narrator", ""),
        ("help. ", "indirect", "Holt", "Holt", "called"),
        ("“Yes.”", "direct", "Bass", "Bass", ""),
    )
    found = metrics.cue_stance(split)
    assert found[["credited", "stance", "n", "total"]].values.tolist() == [
        ["Holt", "negative", 1, 3],
        ["Holt", "neutral", 1, 3],
        ["Holt", "demand", 1, 3],
        ["Bass", "none", 1, 1],
    ]
    assert (found[found.stance != "none"].literature != "").all()
    twice = metrics.cue_stance(pd.concat([split, split.assign(article_id="b")]), by=["article_id", "credited"])
    assert twice.groupby(["article_id", "credited"]).n.sum().tolist() == [1, 3, 1, 3]
    blocks = metrics.cue_stance(HEARD)
    assert blocks[["credited", "stance", "n", "words"]].values.tolist() == [
        ["KABC", "neutral", 1, "wrote"],
        ["Holt", "neutral", 1, "said"],
        ["Holt", "distancing", 1, "claimed"],
    ]


def test_sources_and_stances_of_nothing_keep_their_columns():
    for measure in (metrics.sources, metrics.cue_stance):
        none = measure(HEARD.iloc[:1])
        assert none.empty and none.dtypes.equals(measure(HEARD).dtypes)
        with pytest.raises(KeyError, match="no column 'chain'.*voices.find"):
            measure(HEARD.drop(columns="chain"))
