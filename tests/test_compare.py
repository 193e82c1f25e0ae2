"""Sides held against each other: values worked out by hand or in print, plain references, properties, coverage."""

import collections
import importlib.util
import itertools
import math
import pathlib
import re
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import article, compare, lexicon, metrics, plots, text, views, voices
from helpers.compare import contrasts, draws, exchanges, keywords, scores
from helpers.metrics import percentiles

ROOT = pathlib.Path(__file__).parents[1]
CLASSROOM = article.read(article.DATA / "classroom")
FOUND = voices.find(CLASSROOM)
WORDS = voices.attach(text.words(CLASSROOM), FOUND)
HITS = voices.attach(lexicon.match(CLASSROOM, lexicon.read("loaded")), FOUND)


def told(sides, voice="narrator"):
    """Articles and words from ``{"a": ["text", ...], "b": [...]}``; an article's words are what is between spaces."""
    rows = [(f"{side}{i}", side, words) for side, texts in sides.items() for i, words in enumerate(texts)]
    articles = pd.DataFrame(rows, columns=["article_id", "side", "text"])
    words = [(key, word) for key, _, whole in rows for word in whole.split()]
    return pd.DataFrame(words, columns=["article_id", "text"]).assign(voice=voice), articles


def keyness(sides, **options):
    words, articles = told(sides)
    return compare.keyness(words, articles, by="side", sides=("a", "b"), **options).set_index("term")


# --- the scores, one by one -----------------------------------------------------------------------------------------


def test_g2_is_dunnings_own_example():
    """Dunning 1993, table 1: *the swiss*, 110 and 2,442, 111 and 29,114: 270.72."""
    assert scores.g2(np.array([110.0]), 2552, np.array([111.0]), 29225)[0] == pytest.approx(270.72, abs=0.005)


@settings(max_examples=50)
@given(st.integers(0, 50), st.integers(0, 50), st.integers(60, 500), st.integers(60, 500))
def test_g2_is_that_of_nltk(n_a, n_b, total_a, total_b):
    from nltk.metrics import BigramAssocMeasures

    if not n_a + n_b:
        return
    theirs = BigramAssocMeasures.likelihood_ratio(n_a, (n_a + n_b, total_a), total_a + total_b)
    assert scores.g2(np.array([n_a]), total_a, np.array([n_b]), total_b)[0] == pytest.approx(theirs, abs=1e-5)


def test_g2_by_hand():
    """Two uses of 4 words against none of 4: E = 1 and 1, 3 and 3; 2 (2 ln 2 + 2 ln (2/3) + 4 ln (4/3))."""
    expected = 2 * (2 * math.log(2) + 2 * math.log(2 / 3) + 4 * math.log(4 / 3))
    found = keyness({"a": ["mob mob x x"], "b": ["x x x x"]})
    assert found.loc["mob", "g2"] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("n_a", "total_a", "n_b", "total_b", "value"),
    [(20, 1000, 10, 1000, 1), (10, 1000, 20, 1000, -1), (10, 1000, 10, 2000, 1), (80, 1000, 10, 1000, 3),
     (5, 1000, 0, 1000, math.log2(10)), (0, 1000, 5, 500, -math.log2(20))],
)  # fmt: skip
def test_log_ratio_is_hardies(n_a, total_a, n_b, total_b, value):
    """Each doubling of the rate is 1 (Hardie 2014); half a use stands in for none."""
    assert scores.log_ratio(np.array([n_a]), total_a, np.array([n_b]), total_b)[0] == pytest.approx(value)


def plain_z(texts_a, texts_b):
    """Monroe, Colaresi & Quinn 2008, equations 16, 20 and 22, one word at a time."""
    a, b = (collections.Counter(" ".join(texts).split()) for texts in (texts_a, texts_b))
    n_a, n_b = sum(a.values()), sum(b.values())
    strength = (n_a + n_b) / (len(texts_a) + len(texts_b))
    found = {}
    for word in a | b:
        prior = strength * (a[word] + b[word]) / (n_a + n_b)
        odds_a = (a[word] + prior) / (n_a + strength - a[word] - prior)
        odds_b = (b[word] + prior) / (n_b + strength - b[word] - prior)
        variance = 1 / (a[word] + prior) + 1 / (b[word] + prior)
        found[word] = (math.log(odds_a) - math.log(odds_b)) / math.sqrt(variance)
    return found


def test_z_is_that_of_a_plain_reference():
    sides = {
        "a": ["the mob came and the mob left", "a mob"],
        "b": ["the crowd came", "the crowd stood and the sun rose"],
    }
    found = keyness(sides)["z_a_over_b"]
    expected = plain_z(sides["a"], sides["b"])
    assert found.to_dict() == pytest.approx(expected)
    assert found["mob"] > 0 > found["crowd"]


def test_false_discovery_is_that_of_the_printed_example():
    """Benjamini & Hochberg 1995, section 3: of these fifteen four are rejected at .05."""
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590]
    q = scores.false_discovery(np.array([*p, 1.0]))
    assert (q <= 0.05).sum() == 4
    assert q[3] == pytest.approx(0.0095 * 15 / 4)
    assert (np.diff(q) >= 0).all()


def of_uses(n, total, on_a):
    term, at = np.nonzero(n)
    return keywords.Counted([""] * len(n), term, at, n[term, at].astype(float), np.asarray(total, float), on_a)


def p_of(n, total, on_a):
    return exchanges.p_values(of_uses(n, total, on_a), np.ones(len(n), bool))


def by_chance(kind, total, n_terms, generator):
    """Uses of terms that no side likes more than the other: a few articles that repeat them, or nearly all articles."""
    m, n = len(total), np.zeros((n_terms, len(total)))
    for row in n:
        if kind == "rare":
            for at in generator.choice(m, generator.integers(1, 4), replace=False, p=total / total.sum()):
                row[at] = generator.integers(3, 12)
        else:
            row[:] = generator.poisson(generator.gamma(1.0, 1.0, m) * total / 100)
    return n[n.sum(axis=1) >= compare.LEAST_USES]


def test_p_of_few_articles_is_that_of_all_exchanges():
    """Every way to choose side a from nine articles, one by one."""
    generator = np.random.default_rng(1)
    n = generator.poisson(generator.gamma(0.5, 2, (30, 9))) * 3
    n = n[n.any(axis=1)]
    on_a, ways = np.arange(9) < 3, list(itertools.combinations(range(9), 3))
    for uses, p in zip(n, p_of(n, np.full(9, 50.0), on_a), strict=True):
        away = np.abs([uses[list(chosen)].sum() - uses.sum() / 3 for chosen in ways])
        assert p == pytest.approx(np.mean(away >= away[0] - 1e-9)), uses


@pytest.mark.parametrize(("m_a", "m_b"), [(10, 190), (50, 50), (8, 8)])
def test_p_of_many_articles_is_close_to_that_of_real_exchanges(m_a, m_b):
    generator = np.random.default_rng(2)
    on_a, m = np.arange(m_a + m_b) < m_a, m_a + m_b
    shape, mean, more = (generator.choice(values, (150, 1)) for values in ([0.1, 0.3, 1, 5], [0.2, 2, 10], [1, 2, 4]))
    n = generator.poisson(generator.gamma(shape, 1 / shape, (150, m)) * mean * np.where(on_a, more, 1))
    n = n[(n > 0).sum(axis=1) > exchanges.EXACT]
    away = np.abs(n[:, on_a].sum(axis=1) - n.sum(axis=1) * m_a / m)
    as_far = np.ones(len(n))
    for _ in range(5_000):
        as_far += np.abs(n @ generator.permutation(on_a) - n.sum(axis=1) * m_a / m) >= away - 1e-9
    real = as_far / 5_001
    ratio = (p_of(n, np.full(m, 300.0), on_a) / real)[(real > 0.003) & (real < 0.2)]
    assert len(ratio) > 20
    assert 0.9 < np.median(ratio) < 1.2 and 0.6 < ratio.min() and np.quantile(ratio, 0.9) < 2


@pytest.mark.parametrize("longer", [1, 4], ids=["articles of one length", "those of a four times as long"])
@pytest.mark.parametrize("kind", ["rare", "frequent"])
@pytest.mark.parametrize(("m_a", "m_b"), [(10, 190), (10, 500), (50, 50)])
def test_where_there_is_nothing_to_find_one_in_twenty_terms_has_a_small_p(m_a, m_b, kind, longer):
    generator, on_a = np.random.default_rng(1), np.arange(m_a + m_b) < m_a
    total = np.where(on_a, 300.0 * longer, 300.0)
    p = p_of(by_chance(kind, total, 2_000, generator), total, on_a)
    assert (p < 0.05).mean() <= 0.05
    assert (p < 0.001).mean() <= 0.002
    assert not (scores.false_discovery(p) < 0.05).any()


@pytest.mark.parametrize(("m_a", "m_b"), [(10, 190), (50, 50)])
def test_a_word_that_is_typical_is_found_among_many_that_are_not(m_a, m_b):
    generator, on_a = np.random.default_rng(3), np.arange(m_a + m_b) < m_a
    total = np.full(m_a + m_b, 300.0)
    planted = np.zeros((1, m_a + m_b))
    planted[0, :8], planted[0, -2:] = 3, 1  # in eight articles of a and two of b
    n = np.concatenate([planted, *(by_chance(kind, total, 400, generator) for kind in ("rare", "frequent"))])
    q = scores.false_discovery(p_of(n, total, on_a))
    if m_a == 10:
        assert q[0] < 1e-5
    else:
        # Eight of fifty are few: chance alone parts eight articles so in one of 256 ways.
        assert 0.001 < p_of(planted, total, on_a)[0] < 0.05
        planted[0, :25] = 3
        assert scores.false_discovery(p_of(np.concatenate([planted, n[1:]]), total, on_a))[0] < 1e-4
    assert (q[1:] < 0.05).sum() <= 1, "one in twenty of those that are found may be false"


@pytest.mark.parametrize(("m_a", "m_b"), [(10, 190), (10, 500), (5, 1000), (100, 100)])
def test_a_word_of_one_article_is_not_typical_of_its_side(m_a, m_b):
    """Ten uses in one article: of all ways to put the articles on two sides it stands on a in m_a of m."""
    words = [(f"{i}", word) for i in range(m_a + m_b) for word in ["x"] * 20 + ["jackdaw"] * (10 * (i == 0))]
    words = pd.DataFrame(words, columns=["article_id", "text"]).assign(voice="narrator")
    articles = pd.DataFrame({"article_id": [f"{i}" for i in range(m_a + m_b)]})
    articles["side"] = np.where(np.arange(m_a + m_b) < m_a, "a", "b")
    found = compare.keyness(words, articles, by="side", sides=("a", "b"), draws=200).set_index("term").loc["jackdaw"]
    assert found["q"] >= m_a / (m_a + m_b) - 1e-9
    assert found["thin"] and found["articles_a"] == 1
    assert found["low"] <= 0 <= found["high"], "a draw without the article has no use at all"


def test_a_word_that_one_article_repeats_is_one_finding():
    calm = ["x " * 40] * 9
    repeated = keyness({"a": ["mob " * 30 + "x " * 10, *calm], "b": ["x " * 40] * 10})
    spread = keyness({"a": ["mob mob mob " + "x " * 37] * 10, "b": ["x " * 40] * 10})
    assert repeated.loc["mob", "g2"] == pytest.approx(spread.loc["mob", "g2"])
    assert repeated.loc["mob", "q"] > 0.2 > 0.001 > spread.loc["mob", "q"]
    assert repeated.loc["mob", "dispersion"] == pytest.approx(0.9) and spread.loc["mob", "dispersion"] < 1e-9


def test_student_t_of_the_tables():
    """The 97.5 % points of the printed tables."""
    printed = {2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 10: 2.228, 30: 2.042}
    assert {freedom: percentiles._t(freedom) for freedom in printed} == pytest.approx(printed, rel=0.03)
    assert percentiles._t(10) == pytest.approx(2.2281, abs=1e-3)


# --- counting -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("whose", ["narrator", "sources", "everybody"])
def test_counts_are_those_of_a_plain_loop(whose):
    sides = ("against the march", "against the council")
    found = compare.keyness(WORDS, CLASSROOM, by="slant", sides=sides, whose=whose).set_index("term")
    side = dict(zip(CLASSROOM["article_id"], CLASSROOM["slant"], strict=True))
    uses, total = collections.Counter(), collections.Counter()
    for word in WORDS.to_dict("records"):
        own = {"narrator": word["voice"] == "narrator", "sources": word["voice"] != "narrator", "everybody": True}
        if own[whose] and side[word["article_id"]] in sides:
            uses[side[word["article_id"]], word["text"].lower().replace("’", "'")] += 1
            total[side[word["article_id"]]] += 1
    assert {("against the march", t): n for t, n in found["n_a"].items() if n} | {
        ("against the council", t): n for t, n in found["n_b"].items() if n
    } == uses
    assert (found["total_a"] == total[sides[0]]).all() and (found["total_b"] == total[sides[1]]).all()
    assert (found["a"] == sides[0]).all() and (found["b"] == sides[1]).all()


def test_the_sources_say_the_same_in_all_versions():
    """The quotations of the class texts are the same by design, so only the narrators differ."""
    for event, three in CLASSROOM[CLASSROOM["slant"] != ""].groupby("event"):
        for one, other in itertools.combinations(three["slant"], 2):
            quoted = compare.keyness(WORDS, three, by="slant", sides=(one, other), whose="sources")
            assert (quoted["n_a"] == quoted["n_b"]).all(), event
            own = compare.keyness(WORDS, three, by="slant", sides=(one, other))
            assert (own["n_a"] != own["n_b"]).sum() > 20


def test_half_a_use_for_none_never_turns_the_sign():
    """One use in 20 words against none in 4: half a use in 4 words would be the higher rate."""
    found = keyness({"a": ["mob " + "x " * 19], "b": ["x x x x"]}).loc["mob"]
    assert found["typical_of"] == "a" and found["log_ratio_a_over_b"] == 0 and found["z_a_over_b"] > 0


def test_the_name_of_the_side_goes_with_the_sign():
    found = keyness({"a": ["mob x", "mob x"], "b": ["crowd x", "crowd x"]})
    assert found["typical_of"].to_dict() == {"mob": "a", "crowd": "b", "x": ""}
    assert np.sign(found["log_ratio_a_over_b"]).to_dict() == {"mob": 1, "crowd": -1, "x": 0}
    assert found.index[-1] == "x", "the largest z comes first"


def test_hits_are_counted_out_of_words():
    found = compare.keyness(HITS, CLASSROOM, WORDS, by="slant", sides="plain").set_index("term")
    own = HITS[
        (HITS["voice"] == "narrator") & HITS["article_id"].isin(CLASSROOM[CLASSROOM["slant"] != ""]["article_id"])
    ]
    assert (found["n_a"] + found["n_b"]).to_dict() == own["term"].value_counts().to_dict()
    plain = CLASSROOM[CLASSROOM["slant"] == "plain"]["article_id"]
    assert found["total_a"].iloc[0] == (WORDS["article_id"].isin(plain) & (WORDS["voice"] == "narrator")).sum()
    assert (found["b"] == "all others").all()


def test_passages_are_the_rows_that_were_counted():
    found = compare.keyness(WORDS, CLASSROOM, by="slant", sides="plain")
    for terms in (found.head(5), ["mob"], "mob"):
        places = compare.passages(WORDS, CLASSROOM, terms, by="slant", sides="plain")
        wanted = found.head(5) if isinstance(terms, pd.DataFrame) else found[found["term"] == "mob"]
        assert len(places) == (wanted["n_a"] + wanted["n_b"]).sum()
        assert places.groupby("category").size().sum() == len(places)
    texts = CLASSROOM.set_index("article_id")["text"]
    assert all(texts[row.article_id][row.start : row.end] == row.text for row in places.itertuples())
    assert "mob" in views.concordance(places, CLASSROOM).body


words_of = st.lists(st.sampled_from("mob crowd came the x".split()), min_size=1, max_size=12).map(" ".join)
sides_of = st.fixed_dictionaries({side: st.lists(words_of, min_size=1, max_size=4) for side in ("a", "b")})


@settings(max_examples=40)
@given(sides_of)
def test_sides_exchanged_give_the_same_with_the_other_sign(sides):
    words, articles = told(sides)
    one = compare.keyness(words, articles, by="side", sides=("a", "b"), draws=0).set_index("term")
    other = compare.keyness(words, articles, by="side", sides=("b", "a"), draws=0).set_index("term").loc[one.index]
    for column in ("log_ratio_a_over_b", "z_a_over_b"):
        np.testing.assert_allclose(one[column], -other[column], atol=1e-9)
    for column in ("g2", "q", "typical_of", "thin"):
        pd.testing.assert_series_equal(one[column], other[column])
    for column in ("n", "total", "articles"):
        pd.testing.assert_series_equal(one[f"{column}_a"], other[f"{column}_b"], check_names=False)


@settings(max_examples=40)
@given(sides_of, st.integers(2, 5))
def test_longer_articles_of_the_same_kind_have_the_same_ratios_and_a_larger_g2(sides, times):
    one, more = keyness(sides, draws=0), keyness({k: [(t + " ") * times for t in v] for k, v in sides.items()}, draws=0)
    more = more.loc[one.index]
    np.testing.assert_allclose(more["g2"], times * one["g2"], atol=1e-6)
    both = (one["n_a"] > 0) & (one["n_b"] > 0)
    np.testing.assert_allclose(more["log_ratio_a_over_b"][both], one["log_ratio_a_over_b"][both], atol=1e-9)
    np.testing.assert_allclose(more["dispersion"], one["dispersion"], atol=1e-9)


@settings(max_examples=40)
@given(sides_of)
def test_an_article_without_a_term_adds_words_and_no_use(sides):
    one = keyness(sides, draws=0)
    more = keyness({**sides, "a": [*sides["a"], "quiet quiet"]}, draws=0).loc[one.index]
    assert (more["n_a"] == one["n_a"]).all() and (more["articles_a"] == one["articles_a"]).all()
    assert (more["total_a"] == one["total_a"] + 2).all()
    used = one["n_a"] > 0
    assert (more["log_ratio_a_over_b"][used] <= one["log_ratio_a_over_b"][used]).all()
    both = used & (one["n_b"] > 0)
    assert (more["log_ratio_a_over_b"][both] < one["log_ratio_a_over_b"][both]).all()
    on_a = used & (one["typical_of"] == "a") & (more["typical_of"] == "a")
    assert (more["dispersion"][on_a] >= one["dispersion"][on_a] - 1e-9).all()


# --- intervals ------------------------------------------------------------------------------------------------------


def test_the_interval_holds_the_true_ratio():
    generator = np.random.default_rng(3)
    m, repeats, share = 8, 300, 2 / 3  # twice as often on side a: the log ratio is 1
    n = np.concatenate(
        [generator.poisson(generator.gamma(1.0, 24 * part / m, (repeats, m))) for part in (share, 1 - share)], axis=1
    ).astype(float)
    term, at = np.nonzero(n)
    counted = keywords.Counted([""] * repeats, term, at, n[term, at], np.full(2 * m, 400.0), np.arange(2 * m) < m)
    tested = n.sum(axis=1) >= compare.LEAST_USES
    low, high = keywords.intervals(counted, tested, 400, 0)
    held = ((low <= 1) & (1 <= high))[tested].mean()
    assert 0.93 <= held <= 1, held


@pytest.mark.parametrize("paired", [False, True])
def test_the_interval_holds_the_true_difference(paired):
    generator = np.random.default_rng(4)
    held, m = 0, 12
    for _ in range(150):
        event = generator.gamma(4, 0.25, m) if paired else np.ones(m)
        rows = [
            (f"{side}{i}", side, f"e{i}" if paired else "", generator.poisson(300 * rate * event[i]), 300)
            for side, rate in (("a", 0.04), ("b", 0.02))
            for i in range(m)
        ]
        measure = pd.DataFrame(rows, columns=["article_id", "side", "event", "n", "total"])
        found = compare.difference(measure, measure, by="side", draws=300).iloc[0]
        assert found["events"] == m * paired
        held += found["low"] <= 0.02 <= found["high"]
    assert held / 150 >= 0.89, held


def test_the_interval_is_that_of_drawing_by_hand():
    """Three articles a side and one term: every draw is one of 27 by 27, and of so few the ends are least and most."""
    sides = {
        "a": ["mob " * k + "x " * (20 - k) for k in (2, 5, 8)],
        "b": ["mob " * k + "x " * (20 - k) for k in (1, 2, 3)],
    }
    every = (
        [sum(c) for c in itertools.product((2, 5, 8), repeat=3)],
        [sum(c) for c in itertools.product((1, 2, 3), repeat=3)],
    )
    found = keyness(sides, draws=4000).loc["mob"]
    assert found["low"] == pytest.approx(math.log2(min(every[0]) / max(every[1])), abs=1e-3)
    assert found["high"] == pytest.approx(math.log2(max(every[0]) / min(every[1])), abs=1e-3)


def test_a_side_without_any_use_leaves_the_interval_open():
    found = keyness({"a": ["mob mob x x"] * 6, "b": ["x x x x"] * 6})
    row = found.loc["mob"]
    assert row["high"] == math.inf
    assert row["low"] == pytest.approx(math.log2(12 / draws.NOTHING), abs=1e-5)
    assert keyness({"b": ["mob mob x x"] * 6, "a": ["x x x x"] * 6}).loc["mob", "low"] == -math.inf


def test_a_use_that_hangs_on_one_article_leaves_the_interval_open():
    """Of ten articles one has the word: in .9**10 of the draws, more than a third, side a has no use."""
    one, rest = ["mob " * 9 + "x", *["x x x x"] * 9], ["mob x x x"] * 15 + ["x x x x"] * 15
    row = keyness({"a": one, "b": rest}).loc["mob"]
    assert row["low"] == -math.inf and math.isfinite(row["high"]) and row["high"] > row["log_ratio_a_over_b"]
    row = keyness({"a": ["mob x x x"] * 10, "b": ["mob x x x"] * 3 + ["x x x x"] * 27}).loc["mob"]
    assert 0 < row["low"] and row["high"] == math.inf, "all three articles of b can be left out"
    firm = keyness({"a": ["mob x x x"] * 10, "b": rest}).loc["mob"]
    assert 0 < firm["low"] < firm["high"] < math.inf


def test_the_same_seed_gives_the_same_and_draws_do_not_hang_on_other_terms():
    words, articles = told({"a": ["mob mob came x", "mob x x x"] * 3, "b": ["crowd came mob", "x x came"] * 3})
    options = {"by": "side", "sides": ("a", "b")}
    one = compare.keyness(words, articles, **options)
    pd.testing.assert_frame_equal(one, compare.keyness(words, articles, **options))
    hits = words[words["text"] == "mob"].assign(term="mob")
    alone = compare.keyness(hits, articles, words, **options).set_index("term").loc["mob"]
    assert (alone[["low", "high"]] == one.set_index("term").loc["mob", ["low", "high"]]).all()
    assert not one["low"].equals(compare.keyness(words, articles, **options, seed=1)["low"])


def test_thin_results_say_so():
    found = keyness({"a": ["mob " * 9 + "x"] * 5, "b": ["mob crowd x"] * 5})
    assert found["thin"].to_dict() == {"mob": False, "crowd": False, "x": False}
    few = keyness({"a": ["mob " * 9 + "rare x"] * 4, "b": ["mob crowd x"] * 5})
    assert few["thin"].all(), "four articles are few"
    one = keyness({"a": ["mob mob mob mob mob"], "b": ["mob x"]})
    assert one["thin"].all() and one["low"].isna().all() and one["high"].isna().all()
    rare = keyness({"a": ["mob x x x x x"] + ["x"] * 5, "b": ["x x x"] * 6}).loc["mob"]
    assert rare["thin"] and math.isnan(rare["q"]) and math.isnan(rare["low"])


# --- differences of measures ----------------------------------------------------------------------------------------


def counts(rows):
    return pd.DataFrame(rows, columns=["article_id", "side", "event", "kind", "n", "total"])


def test_a_difference_by_hand():
    table = counts([("1", "a", "", "own", 3, 100), ("2", "a", "", "own", 5, 300), ("3", "b", "", "own", 1, 100)])
    found = compare.difference(table, table, by="side").iloc[0]
    assert (found["n_a"], found["total_a"], found["n_b"], found["total_b"]) == (8, 400, 1, 100)
    assert found["a_minus_b"] == pytest.approx(8 / 400 - 1 / 100)
    assert math.isnan(found["low"]) and found["thin"] and found["events"] == 0
    # Three ways to choose two of three; the differences are 1/100, 5/300 - 4/200 and 6/400 - 3/100 apart from the sign.
    seen = [8 / 400 - 1 / 100, 4 / 200 - 5 / 300, 6 / 400 - 3 / 100]
    assert found["q"] == pytest.approx(np.mean(np.abs(seen) >= abs(seen[0]) - 1e-12))


@pytest.mark.parametrize("longer", [0.25, 1, 4])
def test_where_rates_do_not_differ_one_difference_in_twenty_has_a_small_p(longer):
    """Ten articles against 190; those of a are a quarter as long, as long, or four times as long."""
    generator, on_a = np.random.default_rng(5), np.arange(200) < 10
    table = counts([(f"{i}", "a" if a else "b", "", "own", 0, 300 * longer if a else 300) for i, a in enumerate(on_a)])
    total, p = table["total"].to_numpy(), []
    for _ in range(150):
        one = table.assign(n=generator.poisson(generator.gamma(2, 0.5, 200) * total * 0.02))
        p.append(compare.difference(one, one, by="side", draws=300)["q"][0])
    assert (np.array(p) < 0.05).mean() <= 0.06 and (np.array(p) < 0.01).mean() <= 0.03
    typical = table.assign(n=generator.poisson(total * np.where(on_a, 0.08, 0.02)))
    assert compare.difference(typical, typical, by="side", draws=300)["q"][0] < 0.02


def test_pairs_are_compared_inside_their_event():
    rows = [(f"{e}{s}", s, e, "own", n, 100) for e, pair in {"x": (9, 5), "y": (19, 15), "z": (39, 36)}.items()
            for s, n in zip("ab", pair, strict=True)]  # fmt: skip
    table = counts([*rows, ("alone", "a", "w", "own", 90, 100), ("none", "b", "", "own", 0, 100)])
    found = compare.difference(table, table, by="side").iloc[0]
    assert found["events"] == 3 and (found["articles_a"], found["articles_b"]) == (3, 3)
    assert found["a_minus_b"] == pytest.approx((9 + 19 + 39 - 5 - 15 - 36) / 300)
    assert (found["low"], found["high"]) == (pytest.approx(0.03), pytest.approx(0.04)), "every event differs by so much"
    assert found["q"] == pytest.approx(0.25), "eight ways to exchange three pairs, and two are as large"
    apart = compare.difference(table, table.drop(columns="event"), by="side").iloc[0]
    assert apart["events"] == 0 and apart["articles_a"] == 4 and apart["low"] < 0 < apart["high"]


def test_shares_are_out_of_the_article_and_rates_out_of_their_own_words():
    shares = metrics.cue_stance(FOUND, by="article_id")
    found = compare.difference(shares, CLASSROOM, by="slant", sides="plain", of="stance").set_index("stance")
    side = CLASSROOM.set_index("article_id")["slant"]
    each = shares.assign(slant=shares["article_id"].map(side)).query("slant != ''")
    uses = each.drop_duplicates("article_id").groupby(each["slant"] == "plain")["total"].sum()
    assert not found["rate"].any()
    assert (found["total_a"] == uses[True]).all() and (found["total_b"] == uses[False]).all()
    assert found["n_a"].sum() == uses[True] and found["n_b"].sum() == uses[False]
    rates = metrics.rate_by_voice(HITS, WORDS, by=["article_id", "kind"])
    found = compare.difference(rates, CLASSROOM, by="slant", sides="plain", of="kind").set_index("kind")
    plain = WORDS["article_id"].map(side) == "plain"
    assert found["rate"].all()
    assert found["total_a"].to_dict() == WORDS[plain].groupby("kind").size().to_dict()
    assert found.loc["narrator", "n_a"] == 0 and found.loc["narrator", "high"] < 0 and found["thin"].all()


def test_types_of_sources_add_up():
    heard = metrics.sources(FOUND)
    found = compare.difference(heard, CLASSROOM, by="slant", sides="plain", of="type").set_index("type")
    plain = CLASSROOM[CLASSROOM["slant"] == "plain"]["article_id"]
    own = heard[heard["article_id"].isin(plain)].groupby("type")["n"].sum()
    assert found["n_a"][own.index].to_dict() == own.to_dict()
    assert (found["total_a"] == WORDS["article_id"].isin(plain).sum()).all()


QUOTES = [
    ("x1", "X", "The mayor said it was late and wrong."),
    ("x2", "X", "It rained all day in the town and nobody came."),
    ("x3", "X", "It snowed all day in the town and nobody came there."),
    ("y1", "Y", "The mayor said it was late. It rained and rained."),
    ("y2", "Y", "The mayor said it was bad. It rained and rained again."),
]


def test_an_article_that_quotes_nobody_counts_with_its_words():
    """One of three against two of two: by sources alone side X would seem to quote more."""
    articles = pd.concat(
        [article.from_text(told, title=key, outlet=outlet) for key, outlet, told in QUOTES], ignore_index=True
    )
    found, options = voices.find(articles), {"by": "outlet", "draws": 100}
    heard, shares = metrics.sources(found), metrics.share_of_voice(found, by=["article_id", "kind"])
    assert heard["article_id"].nunique() == 3
    with pytest.raises(ValueError, match=r"no row for 2 of the articles.*'x2', 'x3'.*Give the voices too"):
        compare.difference(heard, articles, **options, of="type")
    with pytest.raises(ValueError, match=r"no row for 2 of the articles"):
        compare.difference(shares.query("kind == 'indirect'"), articles, **options, of="kind")
    truth = compare.difference(shares, articles, **options, of="kind").set_index("kind").loc["indirect"]
    assert truth["a_minus_b"] < 0 and truth["articles_a"] == 3
    for part, of in ((heard, "type"), (shares.query("kind == 'indirect'"), "kind")):
        row = compare.difference(part, articles, found, **options, of=of).iloc[0]
        columns = ["n_a", "total_a", "n_b", "total_b", "a_minus_b", "low", "high", "q", "articles_a", "articles_b"]
        pd.testing.assert_series_equal(row[columns], truth[columns], check_names=False)
    # Whole tables give the same with the voices and without them.
    given = compare.difference(shares, articles, found, **options, of="kind")
    pd.testing.assert_frame_equal(given, compare.difference(shares, articles, **options, of="kind"))
    # Articles that are left out by the reader, or have no text, are asked for by nobody.
    few = articles[articles["article_id"].isin(heard["article_id"])]
    assert compare.difference(heard, few, **options)["articles_a"][0] == 1
    empty = pd.concat([few, few.head(1).assign(article_id="e", text=" ")])
    assert compare.difference(heard, empty, **options)["articles_a"][0] == 1


def test_of_introductions_an_article_without_any_adds_nothing():
    articles = pd.concat(
        [article.from_text(told, title=key, outlet=outlet) for key, outlet, told in QUOTES], ignore_index=True
    )
    found, options = voices.find(articles), {"by": "outlet", "draws": 100, "of": "stance"}
    stances = metrics.cue_stance(found, by="article_id")
    row = compare.difference(stances, articles, **options).iloc[0]
    assert (row["total_a"], row["total_b"]) == (1, 2)
    pd.testing.assert_series_equal(compare.difference(stances, articles, found, **options).iloc[0], row)


def test_voices_of_other_articles_are_refused():
    heard, options = metrics.sources(FOUND), {"by": "slant", "sides": "plain", "of": "type"}
    with pytest.raises(ValueError, match="counts out of .* Give shares of words, and all voices of these articles"):
        part = FOUND.drop(FOUND[FOUND["article_id"] == "night-ferry-wire"].index[:1])
        compare.difference(heard, CLASSROOM.assign(slant=CLASSROOM["slant"].replace("", "x")), part, **options)
    with pytest.raises(ValueError, match="voices have no row for"):
        more = pd.concat([CLASSROOM, article.from_text("It rained.", title="new").assign(slant="plain")])
        compare.difference(heard, more, FOUND, **options)


def test_rates_are_known_by_their_column():
    """One kind in each article: the totals do not tell a rate from a share."""
    table = counts([("1", "a", "", "own", 3, 100), ("2", "b", "", "block", 1, 90)])
    assert not compare.difference(table, table, by="side", of="kind")["rate"].any()
    for column in ("rate_per_1000", "n_words"):
        found = compare.difference(table.assign(**{column: 1}), table, by="side", of="kind").set_index("kind")
        assert found["rate"].all() and found.loc["own", "total_b"] == 0


def test_a_side_with_nothing_widens_the_interval():
    rows = [(f"{s}{i}", s, "", "own", n, 100) for s, n in (("a", 0), ("b", 4)) for i in range(6)]
    found = compare.difference(counts(rows), counts(rows), by="side").iloc[0]
    assert found["low"] == pytest.approx(-0.04) and found["high"] == pytest.approx(-0.04 + draws.NOTHING / 600)


@settings(max_examples=30)
@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 9), st.integers(10, 40)), min_size=1, max_size=6))
def test_exchanged_sides_change_the_sign_of_a_difference(rows):
    rows = [(f"{i}", s, "", "own", n, total) for i, (s, n, total) in enumerate([*rows, ("a", 1, 20), ("b", 2, 20)])]
    table = counts(rows)
    one, other = (
        compare.difference(table, table, by="side", sides=sides).iloc[0] for sides in (("a", "b"), ("b", "a"))
    )
    assert one["a_minus_b"] == pytest.approx(-other["a_minus_b"])
    assert one["q"] == pytest.approx(other["q"]) and 0 <= one["q"] <= 1


def test_a_group_that_one_side_lacks_is_no_number():
    rows = [("1", "a", "", "own", 3, 100), ("2", "b", "", "own", 1, 90), ("2", "b", "", "block", 1, 40)]
    found = compare.difference(counts(rows), counts(rows).drop_duplicates("article_id"), by="side", of="kind")
    assert found.set_index("kind")["a_minus_b"].isna().to_dict() == {"own": False, "block": True}
    assert plots.difference(found).alt


# --- results of scale, errors, tables -------------------------------------------------------------------------------


def test_results_of_scale_give_the_same_without_the_texts(tmp_path):
    pytest.importorskip("pyarrow")
    from helpers import scale

    rows = CLASSROOM[CLASSROOM["slant"] != ""]
    rows[["article_id", "outlet", "slant", "event", "text"]].to_csv(tmp_path / "texts.csv", index=False)
    scale.run(tmp_path / "texts.csv", tmp_path / "out", workers=1, keep=["slant", "event"], progress=False)
    articles, hits, counted = (scale.read(tmp_path / "out", table) for table in ("articles", "hits", "counts"))
    assert "text" not in articles
    options = {"by": "slant", "sides": "plain"}
    there = compare.keyness(hits, articles, counted, **options)
    pd.testing.assert_frame_equal(there, compare.keyness(HITS, rows, WORDS, **options))
    rates = metrics.rate_by_voice(HITS, WORDS, by=["article_id", "kind"])
    columns = ["n_a", "total_a", "n_b", "total_b", "a_minus_b", "low", "high", "q", "events"]
    one = compare.difference(counted, articles, **options, of="kind").set_index("kind")[columns]
    here = compare.difference(rates, rows, **options, of="kind").set_index("kind")[columns]
    pd.testing.assert_frame_equal(one, here.loc[one.index])


WRONG = [
    ({"by": "slant"}, ValueError, "Two sides can be compared, not 7.*Say which two, for example sides=\\('against"),
    ({"by": "outlet"}, ValueError, "not 1.*has 'written for the kit'"),
    ({"by": "slant", "sides": ("plain", "left")}, ValueError, "No article has 'left' in the column 'slant'"),
    ({"by": "slant", "sides": ("plain", "plain")}, ValueError, "cannot be compared with itself"),
    ({"by": "slant", "sides": ("plain", "against the camp", "against the march")}, ValueError, "not 3"),
    (
        {"by": "leaning", "sides": "plain"},
        KeyError,
        "articles table has no column 'leaning'; .*names the one that tells the sides",
    ),
    ({"by": "slant", "sides": "plain", "whose": "police"}, ValueError, "Use one of 'narrator', 'sources', 'everybody'"),
]


@pytest.mark.parametrize(("options", "kind", "message"), WRONG)
def test_errors_say_what_to_do(options, kind, message):
    with pytest.raises(kind, match=message):
        compare.keyness(WORDS, CLASSROOM, **options)


def test_sums_of_weights_stay_what_they_are():
    table = counts([("1", "a", "", "own", 1.5, 100), ("2", "b", "", "own", 1, 100)])
    found = compare.difference(table, table, by="side")
    assert (found["n_a"][0], found["n_b"][0]) == (1.5, 1) and plots.difference(found).alt
    whole = compare.difference(table.round(), table, by="side")
    assert whole["n_a"].dtype == np.int64


def test_draws_are_a_whole_number():
    with pytest.raises(ValueError, match="draws=-1 is not a whole number from 0 on"):
        compare.difference(metrics.cue_stance(FOUND, by="article_id"), CLASSROOM, by="slant", sides="plain", draws=-1)
    with pytest.raises(ValueError, match="draws=2.5 is not a whole number from 0 on"):
        compare.keyness(WORDS, CLASSROOM, by="slant", sides="plain", draws=2.5)


def test_errors_of_tables_say_what_to_do():
    options = {"by": "slant", "sides": "plain"}
    with pytest.raises(ValueError, match="hits need the words"):
        compare.keyness(HITS, CLASSROOM, **options)
    with pytest.raises(KeyError, match="voices.attach"):
        compare.keyness(text.words(CLASSROOM), CLASSROOM, **options)
    with pytest.raises(ValueError, match="'plain' have no words of sources"):
        compare.keyness(WORDS.assign(voice="narrator"), CLASSROOM, **options, whose="sources")
    with pytest.raises(ValueError, match="is there twice"):
        compare.keyness(WORDS, pd.concat([CLASSROOM, CLASSROOM]), **options)
    with pytest.raises(ValueError, match="no row for any of the articles"):
        compare.difference(metrics.cue_stance(FOUND, by="article_id").iloc[:0], CLASSROOM, **options)
    only = metrics.cue_stance(FOUND, by="article_id").query("article_id == 'night-ferry-wire'")
    with pytest.raises(ValueError, match="counts nothing in the articles of 'all others'"):
        compare.difference(only, CLASSROOM, **options)
    with pytest.raises(KeyError, match="no column 'total'"):
        compare.difference(HITS.assign(n=1), CLASSROOM, **options)


def test_tables_keep_their_columns_and_types_and_the_input():
    words, articles = WORDS.copy(), CLASSROOM.copy()
    options = {"by": "slant", "sides": "plain"}
    full = compare.keyness(WORDS, CLASSROOM, **options)
    none = compare.keyness(HITS.iloc[:0], CLASSROOM, WORDS, **options)
    assert not len(none) and none.dtypes.to_dict() == full.dtypes.to_dict()
    pd.testing.assert_frame_equal(words, WORDS)
    pd.testing.assert_frame_equal(articles, CLASSROOM)
    for table in (full, compare.difference(metrics.sources(FOUND), CLASSROOM, **options, of="type")):
        assert all(name.isidentifier() and not hasattr(pd.DataFrame, name) for name in table)
        assert views.table(table, caption="Compared").body


def test_pairs_of_articles_are_told_apart_as_the_readme_says(gold):
    path = ROOT / "benchmarks" / "pairs_on_gold.py"
    benchmark = importlib.util.module_from_spec(spec := importlib.util.spec_from_file_location("pairs_on_gold", path))
    spec.loader.exec_module(benchmark)
    if not (gold / "basil.jsonl.gz").is_file():
        pytest.skip("needs basil.jsonl.gz in the folder of hand-coded corpora")
    documents = benchmark.read(gold)
    found, _ = benchmark.measures(documents)
    coded = documents["gold_count"].to_numpy(float)
    of = benchmark.pairs(documents, coded)
    value, low, high = benchmark.scored(found[f"{benchmark.MEASURE}: count"], of, documents["event"].to_numpy())
    given = re.search(
        r"two articles on one event.*?\| (\d+) pairs \| (\S+) \| (\S+)–(\S+) \|", (ROOT / "README.md").read_text()
    )
    assert int(given[1]) == len(of)
    assert [value, low, high] == pytest.approx([float(number) for number in given.groups()[1:]], abs=0.03)
    assert value > benchmark.scored(found["all words: count"], of, documents["event"].to_numpy())[0], "voices help"


# --- drawings -------------------------------------------------------------------------------------------------------


def written(ax):
    return [t.get_text() for t in (*ax.texts, *ax.get_yticklabels(), *ax.get_xticklabels())]


def test_a_drawing_of_keyness_says_which_side_is_which():
    table = compare.keyness(WORDS, CLASSROOM, by="slant", sides="plain")
    ax = plots.keyness(table)
    assert {"more in “plain” →", "← more in “all others”"} <= set(written(ax))
    assert f"n = {table['total_a'][0]:,} and {table['total_b'][0]:,} words" in ax.get_title(loc="left")
    for row in table[table["term"].isin(["said", "pointed"])].itertuples():
        assert f"{row.n_a} : {row.n_b}" in written(ax)
    first, second = (table[table["typical_of"] == side].iloc[0] for side in ("plain", "all others"))
    assert f"More in plain ({first.total_a:,} words): {first.term} {first.n_a} to {first.n_b}" in ax.alt
    assert f"More in all others ({second.total_b:,} words): {second.term} {second.n_b} to {second.n_a}" in ax.alt
    marks = [line for line in ax.lines if line.get_marker() in "os" and len(line.get_xdata()) == 1]
    assert len(marks) == 24 and all((line.get_marker() == "o") == (line.get_xdata()[0] > 0) for line in marks)
    assert {line.get_markerfacecolor() for line in marks} == {"#ffffff"}, "open marks: three articles are few"
    firm = plots.keyness(table.assign(thin=False))
    assert "#ffffff" not in {line.get_markerfacecolor() for line in firm.lines if line.get_marker() in "os"}


def test_a_drawing_of_a_difference_gives_counts_and_unit():
    rates = metrics.rate_by_voice(HITS, WORDS, by=["article_id", "kind"])
    table = compare.difference(rates, CLASSROOM, by="slant", sides="plain", of="kind")
    ax = plots.difference(table)
    assert "per 1,000 words" in ax.get_xlabel() and "n = 3 events" in ax.get_title(loc="left")
    row = table.set_index("kind").loc["narrator"]
    assert {"narrator", f"{row.n_a}/{row.total_a} : {row.n_b}/{row.total_b}"} <= set(written(ax))
    shares = compare.difference(metrics.sources(FOUND), CLASSROOM, by="slant", sides="plain", of="type")
    assert "percentage points" in plots.difference(shares.assign(events=0)).get_xlabel()
    assert "n = 3 and 6 articles" in plots.difference(shares.assign(events=0)).get_title(loc="left")


hostile = st.one_of(st.text(min_size=1, max_size=50), st.sampled_from(["$\\frac{", "<script>", "\u202ex"]))


@settings(max_examples=25)
@given(st.lists(hostile, min_size=2, max_size=4, unique=True))
def test_any_name_can_be_drawn(names):
    table = compare.keyness(WORDS, CLASSROOM, by="slant", sides="plain").head(len(names)).assign(
        term=names, a=names[0], b=names[1])  # fmt: skip
    shares = compare.difference(metrics.sources(FOUND), CLASSROOM, by="slant", sides="plain", of="type")
    shares = shares.head(len(names)).assign(type=names, a=names[0], b=names[1])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for ax in (plots.keyness(table), plots.difference(shares)):
            assert "<script" not in views.figure(ax).body


def test_drawings_go_where_they_are_told_and_stay_the_same():
    from matplotlib.figure import Figure

    tables = (
        (plots.keyness, compare.keyness(WORDS, CLASSROOM, by="slant", sides="plain")),
        (plots.difference, compare.difference(metrics.sources(FOUND), CLASSROOM, by="slant", sides="plain", of="type")),
    )
    for draw, table in tables:
        before, ax = table.copy(), Figure().subplots()
        assert draw(table, ax=ax) is ax
        pd.testing.assert_frame_equal(before, table)
        assert views.figure(draw(table)).body == views.figure(draw(table)).body
        assert draw(table.iloc[:0]).alt
        with pytest.raises(KeyError, match="compare"):
            draw(table.drop(columns="thin"))


def test_contrasts_know_what_is_a_rate():
    table = pd.DataFrame({"article_id": ["1", "1"], "total": [3, 3]})
    assert not contrasts._rate(table)
    assert contrasts._rate(table.assign(total=[3, 4])) and contrasts._rate(table.assign(rate_per_1000=1.0))


def test_titles_that_are_counted_on_one_side_only_are_said():
    """Headlines are louder than bodies: a comparison of the two is none of two outlets."""
    texts = [f"Storm {n} hits\n\nThe river rose on day {n}." for n in range(3)] + [
        f"A dam broke on day {n}." for n in range(3)
    ]
    table = pd.DataFrame(
        {
            "text": texts,
            "title": [f"Storm {n} hits" for n in range(3)] + ["Dam breaks"] * 3,
            "outlet": ["Post"] * 3 + ["Mail"] * 3,
        }
    )
    articles = article.read(table)
    found = voices.find(articles)
    words = voices.attach(text.words(articles), found)
    shares = metrics.share_of_voice(found, by=["article_id", "kind"])
    said = "counted as text in 3 of 3 articles of ‘Post’ and in 0 of 3 of ‘Mail’.*with_headlines"
    with pytest.warns(UserWarning, match=said):
        compare.keyness(words, articles, by="outlet", draws=10)
    with pytest.warns(UserWarning, match=said):
        compare.difference(shares, articles, by="outlet", of="kind", draws=10)
    alike = article.with_headlines(articles)
    found = voices.find(alike)
    compare.keyness(voices.attach(text.words(alike), found), alike, by="outlet", draws=10)  # says nothing
    compare.keyness(words, articles.drop(columns="text"), by="outlet", draws=10)
