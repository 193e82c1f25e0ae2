"""The measures, on tables whose answers are worked out by hand."""

import numpy as np
import pandas as pd
import pytest

from helpers import metrics


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


def test_the_interval_is_the_percentile_bootstrap_over_sentences():
    table = words("n" * 100)
    places = [0, 10, 11, 30, 50, 51, 52, 70, 90, 91, 92, 93]
    rates = metrics.rate_by_voice(hits(table, places), table, sentences(10, 10), draws=20000)
    counts = np.bincount(np.array(places) // 10, minlength=10)
    generator = np.random.default_rng(7)
    drawn = [generator.choice(counts, 10).sum() / 100 for _ in range(20000)]
    assert rates.low[0] == pytest.approx(np.percentile(drawn, 2.5), abs=0.011)
    assert rates.high[0] == pytest.approx(np.percentile(drawn, 97.5), abs=0.011)
    assert not rates.thin[0]


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
    with pytest.raises(ValueError, match="parts=1 or more"):
        metrics.positions(hits(table, []), table, parts=0)


def test_a_missing_column_is_answered_with_the_step_that_makes_it():
    table = words("n")
    with pytest.raises(KeyError, match="no column 'voice'.*voices.attach\\(hits, voices\\) makes it"):
        metrics.rate_by_voice(hits(table, [0]).drop(columns="voice"), table)
    with pytest.raises(KeyError, match="voices.find"):
        metrics.share_of_voice(table)


def test_empty_tables_give_empty_measures_with_their_columns():
    table, none = words("n" * 5), words("")
    assert metrics.term_by_voice(hits(table, []))[["n", "total"]].dtypes.tolist() == [np.int64, np.int64]
    assert metrics.rate_by_voice(hits(table, []), none, sentences(1, 0)).empty
    assert metrics.leave_one_term_out(hits(table, []), table).columns.tolist()[:4] == ["voice", "without", "n", "total"]
    assert metrics.positions(hits(table, []), none).empty
