"""Drawings are checked by what is in them: bars, marks, words. No pictures are compared."""

import io
import subprocess
import sys
import warnings

import matplotlib
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex

from helpers import palette, plots, views
from helpers.article import DATA

VOICES = pd.read_csv(DATA / "gold" / "lapd-ice-raid.csv", keep_default_na=False)
HITS = pd.DataFrame(
    {"article_id": "lapd-ice-raid", "start": [138, 184, 612, 2638], "end": [142, 187, 615, 2643],
     "text": ["raid", "mob", "mob", "raids"], "category": ["event", "person", "person", "event"],
     "term": ["raid", "mob", "mob", "raid"]}
)  # fmt: skip
SHARES = pd.DataFrame({"voice": ["LAPD", "narrator"], "n": [250, 143], "total": 393, "value": [250 / 393, 143 / 393]})
RATES = pd.DataFrame(
    {"voice": ["narrator", "LAPD"], "n": [13, 1], "total": [143, 166], "value": [13 / 143, 1 / 166],
     "low": [0.0614, 0.0], "high": [0.1373, 0.0222], "rate_per_1000": [1000 * 13 / 143, 1000 / 166],
     "thin": [False, True]}
)  # fmt: skip
PLACES = pd.DataFrame({"article_id": "t", "part": [1, 2, 3], "n": [5, 0, 1], "total": [42, 41, 41], "value": 0.1})
SOURCES = pd.DataFrame(
    {"article_id": "t", "source": ["LAPD", "Local officials"], "type": ["police", "official"], "named": [True, False],
     "n": [255, 5], "total": 413, "direct": [166, 0], "indirect": [89, 5], "block": 0}
)  # fmt: skip
CHAINS = pd.DataFrame({"chain": ["KABC > LAPD", "narrator", "KABC", "Local officials"], "n": [150, 60, 40, 10]})
SIDES = pd.DataFrame(
    {"category": ["crime", "crime", "health", "health"], "voice": ["narrator", "LAPD"] * 2, "n": [12, 7, 0, 4],
     "total": [143, 166] * 2, "rate_per_1000": [83.9, 42.2, 0.0, 24.1], "thin": [False, True, True, True]}
)  # fmt: skip
DRAWN = [
    (plots.share_of_voice, (SHARES,)),
    (plots.rate_by_voice, (RATES,)),
    (plots.ribbon, (VOICES, HITS)),
    (plots.positions, (PLACES,)),
    (plots.sources, (SOURCES,)),
    (plots.attribution, (CHAINS,)),
    (plots.frames, (SIDES,)),
]


def words(ax):
    """All that is written on a drawing."""
    legend = ax.get_legend()
    return [
        *(t.get_text() for t in ax.texts),
        *(t.get_text() for t in [*ax.get_yticklabels(), *ax.get_xticklabels()]),
        *(t.get_text() for t in (legend.get_texts() if legend else [])),
        ax.get_title(loc="left"),
        ax.get_xlabel(),
        ax.get_ylabel(),
    ]


@pytest.mark.parametrize("draw, tables", DRAWN, ids=lambda x: getattr(x, "__name__", ""))
def test_every_drawing_gives_unit_n_and_description(draw, tables):
    ax = draw(*tables)
    assert "n = " in ax.get_title(loc="left")
    assert ax.get_xlabel()
    assert len(ax.alt) > 40
    html = views.figure(ax)
    assert html.body.count("<svg") == 1 and 'role="img"' in html.body and ax.alt[:30] in html.body


@pytest.mark.parametrize("draw, tables", DRAWN, ids=lambda x: getattr(x, "__name__", ""))
def test_the_same_table_gives_the_same_drawing_and_is_not_changed(draw, tables):
    before = [table.copy() for table in tables]
    assert views.figure(draw(*tables)).body == views.figure(draw(*tables)).body
    ax = draw(*tables)
    assert views.figure(ax).body == views.figure(ax).body
    for table, old in zip(tables, before, strict=True):
        pd.testing.assert_frame_equal(table, old)


@pytest.mark.parametrize("draw, tables", DRAWN, ids=lambda x: getattr(x, "__name__", ""))
def test_a_drawing_goes_where_it_is_told_and_changes_no_setting(draw, tables):
    from matplotlib.figure import Figure

    settings_before = dict(matplotlib.rcParams)
    ax = Figure().subplots()
    assert draw(*tables, ax=ax) is ax
    views.figure(ax)
    assert dict(matplotlib.rcParams) == settings_before


@pytest.mark.parametrize("draw, tables", DRAWN, ids=lambda x: getattr(x, "__name__", ""))
def test_empty_tables_are_drawn_and_said(draw, tables):
    ax = draw(*(table.iloc[:0] for table in tables))
    assert "no words" in ax.alt or "none" in ax.alt
    views.figure(ax)


@pytest.mark.parametrize("draw, tables", DRAWN, ids=lambda x: getattr(x, "__name__", ""))
def test_a_missing_column_is_an_error_that_names_the_step(draw, tables):
    first, *rest = tables
    with pytest.raises(KeyError, match=r"no column '.*(metrics|voices|frames)\."):
        draw(first[["n"]] if "n" in first else first[["text"]], *rest)


def test_shares_are_bars_in_per_cent_with_counts_beside_them():
    ax = plots.share_of_voice(SHARES)
    widths = {round(bar.get_width(), 2) for bar in ax.patches}
    assert widths == {round(100 * value, 2) for value in SHARES["value"]}
    assert "63.6 %  (250 words)" in words(ax) and "36.4 %  (143 words)" in words(ax)
    assert [t.get_text() for t in ax.get_yticklabels()] == ["LAPD", "narrator"]


def test_a_thin_row_is_grey_broken_and_says_so():
    ax = plots.rate_by_voice(RATES)
    edges = {bar.get_y(): bar.get_linestyle() for bar in ax.patches if not bar.get_fill()}
    assert list(edges.values()) == ["-", "--"]
    assert "13 of 143" in words(ax) and "1 of 166  few" in words(ax)
    assert "; few)" in ax.alt


def test_sides_stand_in_columns_with_counts_and_thin_ones_broken():
    ax = plots.frames(SIDES)
    edges = [bar.get_linestyle() for bar in ax.patches if not bar.get_fill()]
    assert edges == ["--", "--", "-"], "LAPD has more words and stands first; where there is no cue there is no bar"
    assert {"12", "7", "4", "LAPD", "narrator", "166 words", "143 words"} <= set(words(ax))
    lengths = [round(bar.get_width() / ax.patches[0].get_width(), 1) for bar in ax.patches if not bar.get_fill()]
    assert lengths == [1.0, 0.6, 2.0]
    assert "LAPD (166 words): crime 7, few; health 4, few. narrator (143 words): crime 12." in ax.alt


def test_sides_of_many_voices_are_drawn_for_five_and_names_stay_text():
    many = pd.concat([SIDES[SIDES.voice == "LAPD"].assign(voice=f"${i}$ <b>", total=100 + i) for i in range(7)])
    ax = plots.frames(many)
    assert "2 more are not drawn" in ax.get_xlabel() and "$6$ <b>" in words(ax) and "$0$ <b>" not in words(ax)
    views.figure(ax)


def test_sides_of_several_articles_are_not_drawn_over_one_another():
    with pytest.raises(ValueError, match="'crime' has several rows for 'narrator'.*Choose the rows of one article"):
        plots.frames(pd.concat([SIDES, SIDES]))


@pytest.mark.parametrize(("by", "what"), [("kind", "Words of each kind"), ("credited", "Whose claim")])
def test_shares_by_other_columns_are_drawn_and_named(by, what):
    ax = plots.share_of_voice(SHARES.rename(columns={"voice": by}))
    assert words(ax)[:2] == ["63.6 %  (250 words)", "36.4 %  (143 words)"] and "LAPD" in words(ax)
    assert ax.get_title(loc="left") == f"{what} (n = 393 words)"
    rates = plots.rate_by_voice(RATES.rename(columns={"voice": by}))
    each = {"kind": "kind", "credited": "credited source"}[by]
    assert f"each {each}" in rates.get_title(loc="left") and "narrator 90.9 (13 of 143" in rates.alt
    assert f"words of that {each}" in rates.get_xlabel()


def test_shares_of_several_articles_name_the_article():
    both = pd.concat([SHARES.assign(article_id=key) for key in ("ferry", "camp")], ignore_index=True)
    both = both[["article_id", "voice", "n", "total", "value"]]
    ax = plots.share_of_voice(both)
    assert [label.get_text() for label in ax.get_yticklabels()] == [
        "ferry · LAPD", "ferry · narrator", "camp · LAPD", "camp · narrator",
    ]  # fmt: skip
    assert ax.get_xlabel() == "share of the words of its article, %" and "n = 786 words" in ax.get_title(loc="left")
    assert "camp · narrator 36.4 % (143 words)" in ax.alt and "of its article, 786 in all" in ax.alt
    long = both.assign(article_id=both.article_id.replace("ferry", "night-ferry-against-the-council-of-the-island"))
    told = plots.share_of_voice(long)
    assert [label.get_text() for label in told.get_yticklabels()][:2] == [
        "night-ferr…the-island · LAPD", "night-fe…e-island · narrator",
    ]  # fmt: skip
    assert "night-ferry-against-the-council-of-the-island · LAPD 63.6 %" in told.alt
    told.figure.canvas.draw()
    ends = [text.get_window_extent().x1 for text in told.texts]
    assert max(ends) <= told.figure.bbox.x1, "what stands beside a bar is not cut"
    one = plots.share_of_voice(both.head(2))
    assert [label.get_text() for label in one.get_yticklabels()] == ["LAPD", "narrator"]


def test_a_name_in_capitals_is_not_cut():
    name = "MOMS OF WASHINGTON WANT HOMES"
    assert not cut_off(plots.share_of_voice(SHARES.assign(voice=[name, "narrator"])))
    assert not cut_off(plots.rate_by_voice(RATES.assign(voice=["narrator", name])))


def test_rates_are_not_drawn_as_shares():
    with pytest.raises(ValueError, match="plots.rate_by_voice draws them"):
        plots.share_of_voice(RATES)


def test_a_sum_of_weights_is_drawn_as_it_is():
    assert "2.5 of 143" in words(plots.rate_by_voice(RATES.assign(n=[2.5, 1.0])))
    assert "1 of 166  few" in words(plots.rate_by_voice(RATES.assign(n=[2.5, 1.0])))


def test_a_rate_without_an_interval_is_drawn_without_a_line():
    one = plots.rate_by_voice(RATES.assign(low=[float("nan"), 0.0], high=[float("nan"), 3.69 / 166]))
    assert "13 of 143 words; no interval)" in one.alt and "nan" not in one.alt
    assert all(text.xy[0] >= 0 for text in one.texts), "a number, also without an interval"


def test_intervals_are_drawn_per_thousand_words():
    ax = plots.rate_by_voice(RATES)
    assert [[round(float(x), 1) for x in line.get_xdata()] for line in ax.lines] == [[61.4, 137.3], [0.0, 22.2]]
    assert "loaded words per 1,000 words of that voice" in ax.get_xlabel()


def test_a_ribbon_has_a_mark_for_each_hit_and_a_row_for_each_category():
    ax = plots.ribbon(VOICES, HITS)
    points = {(float(x), line.get_marker()) for line in ax.lines for x in line.get_xdata()}
    looks = palette.categories(HITS["category"])
    assert points == {(row.start, looks[row.category].marker) for row in HITS.itertuples()}
    heights = {line.get_marker(): float(line.get_ydata()[0]) for line in ax.lines}
    assert len(set(heights.values())) == 2
    assert {"person", "event", "whose words", "whose claim"} <= set(words(ax))


def test_a_ribbon_shows_every_stretch_and_paragraph():
    ax = plots.ribbon(VOICES, HITS)
    ground = [c for c in ax.collections if c.get_paths() and c.get_hatch() is not None or len(c.get_facecolor())]
    xs = {round(float(x)) for c in ground for path in c.get_paths() for x in path.vertices[:, 0]}
    assert {0, 652, 1758, 1920, 2654} <= xs
    # The article's eight paragraphs begin here.
    assert [round(t) for t in ax.get_xticks(minor=True)] == [0, 210, 423, 636, 652, 1760, 1920, 2582]


def test_a_ribbon_of_several_articles_is_an_error_that_helps():
    both = pd.concat([VOICES, VOICES.assign(article_id="other")])
    with pytest.raises(ValueError, match="shows one article, and the tables have 2: lapd-ice-raid, other"):
        plots.ribbon(both, HITS)


def test_positions_of_several_articles_differ_by_line_and_marker():
    both = pd.concat([PLACES, PLACES.assign(article_id="u", n=[1, 1, 4])], ignore_index=True)
    ax = plots.positions(both)
    assert len({(line.get_linestyle(), line.get_marker()) for line in ax.lines}) == 2
    assert {"t", "u"} <= set(words(ax))


def test_positions_of_one_article_give_counts_and_totals():
    ax = plots.positions(PLACES)
    assert [bar.get_height() for bar in ax.patches] == [5, 0, 1]
    assert {"5", "0", "1", "of 42", "of 41"} <= set(words(ax))


def test_positions_of_a_collection_are_few_lines_per_thousand_words():
    many = pd.concat([PLACES.assign(article_id=f"a{i:02}", total=100 + i, n=[i, 0, 1]) for i in range(40)])
    ax = plots.positions(many)
    named = [text.get_text() for text in ax.get_legend().get_texts()]
    assert named == ["a35", "a36", "a37", "a38", "a39", "others (35 articles)"]
    drawn = [round(float(y), 3) for y in ax.lines[4].get_ydata()]
    assert drawn == [round(1000 * n / 139, 3) for n in (39, 0, 1)] and ax.get_ylabel() == "per 1,000 words"
    assert f"others (35 articles): {1000 * 595 / 4095:.1f} (595 of 4,095)" in ax.alt
    assert not cut_off(ax)
    by_outlet = plots.positions(many.rename(columns={"article_id": "outlet"}).head(6))
    assert [text.get_text() for text in by_outlet.get_legend().get_texts()] == ["a00", "a01"]


def cut_off(ax):
    """What is written beyond the edge of the figure."""
    FigureCanvasAgg(ax.figure).draw()
    legend = ax.get_legend()
    low, high = sorted(ax.get_ylim())
    seen = [tick for at, tick in zip(ax.get_yticks(), ax.get_yticklabels(), strict=True) if low <= at <= high]
    written = [*ax.texts, *seen, *(legend.get_texts() if legend else []), ax.xaxis.label, ax.yaxis.label]
    edge, boxes = ax.figure.bbox, [(t.get_text(), t.get_window_extent()) for t in written if t.get_text()]
    return [said for said, b in boxes if b.x0 < edge.x0 or b.x1 > edge.x1 or b.y0 < edge.y0 or b.y1 > edge.y1]


def test_each_look_stands_once_on_a_strip_and_no_name_is_cut():
    """An article with more voices than looks: those with most words are told apart, the others are one."""
    names = [
        f"{word} of the association of states" for word in "Union Chair Board House Crew Guild Court Staff".split()
    ]
    names += ["Ann Lee", "Bo Hall"]
    rows = [("narrator", 900), *((name, 100 - i) for i, name in enumerate(names))]
    ends = pd.Series([n for _, n in rows]).cumsum()
    voices = pd.DataFrame({"article_id": "t", "start": ends - [n for _, n in rows], "end": ends,
                           "text": ["x" * n for _, n in rows], "voice": [name for name, _ in rows]})  # fmt: skip
    ax = plots.ribbon(voices.assign(kind="direct", credited=voices["voice"]), HITS.assign(article_id="t"))
    legend = ax.get_legend()
    looks = [(to_hex(patch.get_facecolor()), patch.get_hatch()) for patch in legend.get_patches()]
    assert len(set(looks)) == len(looks) == 9
    assert {"narrator", "others (3)"} <= {text.get_text() for text in legend.get_texts()}
    assert "Ann Lee" not in words(ax) and "Ann Lee" in ax.alt, "in words, each stretch has its own name"
    assert not cut_off(ax)
    eight = voices.head(9).assign(credited=voices["voice"].head(9))
    named = [text.get_text() for text in plots.ribbon(eight, HITS.assign(article_id="t")).get_legend().get_texts()]
    assert len(named) == 9 and not any("others" in name for name in named), "one alone has its name"


def test_names_of_many_voices_have_each_look_once_and_a_legend_that_is_whole():
    voices = [
        "narrator",
        *(f"{word} of the harbour council" for word in "Chair Clerk Crew Guild Head Mayor Union".split()),
    ]
    voices += ["Ann Lee", "Bo Hall"]
    rows = {"referent": "people", "voice": voices, "name": ["mob"] * 5 + ["crowd"] * 5, "n": range(20, 10, -1)}
    ax = plots.naming(pd.DataFrame(rows))
    legend = ax.get_legend()
    looks = [(to_hex(patch.get_facecolor()), patch.get_hatch()) for patch in legend.get_patches()]
    assert len(set(looks)) == len(looks) == 9 and "others (2)" in {text.get_text() for text in legend.get_texts()}
    assert sum(bar.get_width() for bar in ax.patches if not bar.get_fill()) == sum(rows["n"])
    assert "crowd Bo Hall 11" in ax.alt and not cut_off(ax)


def test_one_voice_with_two_words_does_not_set_the_axis():
    tiny = pd.DataFrame({"voice": ["she", "Tom"], "n": [0, 1], "total": [2, 3], "value": [0, 1 / 3], "low": [0.0, 0.1],
                         "high": [1.0, 1.0], "rate_per_1000": [0.0, 1000 / 3], "thin": True})  # fmt: skip
    ax = plots.rate_by_voice(pd.concat([RATES, tiny], ignore_index=True))
    assert 137 < ax.get_xlim()[1] < 1000
    arrows = [float(line.get_xdata()[0]) for line in ax.lines if line.get_marker() == ">"]
    assert arrows == [2 * 137.3] * 2
    assert "arrow: it goes on" in ax.get_xlabel() and "she 0.0 (0 of 2 words; 0.0 to 1000.0; few)" in ax.alt
    assert max(bar.get_width() for bar in ax.patches) == 2 * 137.3, "the bar is cut off too"
    assert not cut_off(ax)
    assert "arrow" not in plots.rate_by_voice(RATES).get_xlabel()
    alone = plots.rate_by_voice(pd.concat([RATES.tail(1), tiny], ignore_index=True))
    assert alone.get_xlim()[1] < 100, "where all are few, the one with most words sets it"
    assert plots.rate_by_voice(tiny.head(1)).get_xlim()[1] > 1000


def test_many_rows_are_those_with_most_words_and_the_others_as_one():
    n = [100 - i for i in range(60)]
    shares = pd.DataFrame({"voice": [f"Voice {i}" for i in range(60)], "n": n, "total": sum(n)})
    ax = plots.share_of_voice(shares.assign(value=shares["n"] / sum(n)))
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert len(labels) == 20 and labels[18:] == ["Voice 18", "others (41 voices)"]
    rest = sum(n[19:])
    assert f"{100 * rest / sum(n):.1f} %  ({rest:,} words)" in words(ax)
    assert f"n = {sum(n):,} words" in ax.get_title(loc="left")
    assert ax.figure.get_size_inches()[1] < 10
    rates = shares.assign(total=shares["n"], n=1, value=1 / shares["n"], low=0.0, high=0.02, thin=True)
    ax = plots.rate_by_voice(rates.assign(rate_per_1000=1000 / rates["total"]))
    assert f"others (41 voices) {41000 / rest:.1f} (41 of {rest:,} words; no interval; few)" in ax.alt, (
        "no row is surer"
    )
    both = pd.concat([shares.assign(article_id=key) for key in "ab"], ignore_index=True)[["article_id", *shares]]
    ax = plots.share_of_voice(both.assign(value=both["n"] / both["total"]))
    left = 2 * sum(n) - sum(bar.get_width() for bar in ax.patches[:-2:2]) * sum(n) / 100
    assert f"others (101 groups) {100 * left / (2 * sum(n)):.1f} %" in ax.alt, "out of the words of their articles"


def test_own_words_are_filled_and_retold_words_are_broken_lines():
    ax = plots.sources(SOURCES)
    filled = [bar.get_width() for bar in ax.patches if bar.get_fill() and bar.get_hatch()]
    retold = [(bar.get_x(), bar.get_width()) for bar in ax.patches if bar.get_linestyle() == "--"]
    assert filled == [166] and retold == [(166, 89), (0, 5)]
    assert {"255 words, police", "5 words, official, no name"} <= set(words(ax))
    assert "LAPD (police): 255, of these 166 its own words and 89 retold" in ax.alt


def test_bands_are_as_thick_as_their_words_are_many():
    from matplotlib.patches import PathPatch, Rectangle

    ax = plots.attribution(CHAINS)
    nodes = [patch for patch in ax.patches if isinstance(patch, Rectangle) and not patch.get_fill()]
    unit = nodes[0].get_height() / 260
    assert [round(node.get_height() / unit) for node in nodes] == [260, 190, 150, 10]
    assert sorted({round(node.get_x(), 6) for node in nodes})[0] == 0
    assert nodes[2].get_x() > nodes[1].get_x() == nodes[3].get_x()  # LAPD stands behind KABC
    bands = [patch.get_path().vertices for patch in ax.patches if isinstance(patch, PathPatch)]
    assert [round((band[4, 1] - band[3, 1]) / unit) for band in bands] == [190, 150, 10]
    # A band ends where its node begins.
    gaps = [abs(band[3] - node.get_xy()).max() for band, node in zip(bands, nodes[1:], strict=True)]
    assert max(gaps) < 1e-6
    assert {"narrator: 60 own", "KABC: 40 + 150 passed on", "LAPD: 150", "Local officials: 10"} <= set(words(ax))


def test_many_sources_are_one_band_at_the_end():
    many = pd.DataFrame({"chain": [f"source {i}" for i in range(40)], "n": range(40, 0, -1)})
    ax = plots.attribution(many)
    assert f"16 more: {sum(range(1, 17))}" in words(ax)
    assert plots.attribution(pd.DataFrame({"chain": [" > ".join("abcdefghij" * 200)], "n": [3]})).alt


def test_a_voice_looks_the_same_in_all_drawings_and_in_the_article():
    table = pd.DataFrame({"voice": sorted(set(VOICES["voice"])), "n": 1, "total": 4, "value": 0.25})
    hatches = {
        bar.get_hatch(): to_hex(bar.get_facecolor()) for bar in plots.share_of_voice(table).patches if bar.get_fill()
    }
    in_text = palette.voices(VOICES["voice"], also=VOICES["credited"])
    for name in ("KABC", "LAPD", "Los Angeles Times"):
        assert hatches[in_text[name].hatch] == in_text[name].ground


hostile = st.one_of(
    st.text(max_size=60), st.sampled_from(["$\\frac{", "<script>alert(1)</script>", "]]>", "\u202ex", "%s {0}"])
)


@settings(max_examples=25)
@given(st.lists(hostile, min_size=1, max_size=3, unique=True))
def test_any_name_can_be_drawn(names):
    shares = pd.DataFrame({"voice": names, "n": 1, "total": len(names), "value": 1 / len(names)})
    rates = shares.assign(low=0.0, high=1.0, rate_per_1000=1000 / len(names), thin=True)
    voices = VOICES.head(len(names)).assign(voice=names, credited=names)
    hits = pd.DataFrame({"article_id": "lapd-ice-raid", "start": 3, "end": 5, "category": names})
    places = pd.DataFrame({"article_id": names, "part": 1, "n": 1, "total": 9})
    drawn = (
        plots.share_of_voice(shares),
        plots.rate_by_voice(rates),
        plots.ribbon(voices, hits),
        plots.positions(places),
        plots.sources(
            shares.rename(columns={"voice": "source"}).assign(type="other", named=True, direct=1, indirect=0, block=0)
        ),
        plots.attribution(shares.rename(columns={"voice": "chain"})),
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for ax in drawn:
            assert "<script" not in views.figure(ax).body


def test_no_window_library_is_loaded():
    code = (
        "import sys, pandas as pd; from helpers import plots, views;"
        "t = pd.DataFrame({'voice': ['a'], 'n': [1], 'total': [1], 'value': [1.0]});"
        "views.figure(plots.share_of_voice(t)); print('matplotlib.pyplot' in sys.modules)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "False"


def test_a_strip_of_a_long_article_stays_small():
    """A strip shows no more than its paper: a long article neither takes minutes nor makes a page of many megabytes."""
    n = 5_000
    voices = pd.DataFrame({"article_id": "t", "start": range(n), "end": range(1, n + 1), "text": "x", "kind": "direct"})
    names = [f"Voice {i % 300}" for i in range(n)]
    hits = pd.DataFrame({"article_id": "t", "start": range(n), "category": "person"})
    ax = plots.ribbon(voices.assign(voice=names, credited=names), hits)
    assert len(ax.get_legend().get_texts()) == 8 and words(ax).count("others (293)") == 1
    file = io.BytesIO()
    ax.figure.savefig(file, format="svg")
    assert len(file.getvalue()) < 700_000
    assert f"person {n:,}".replace(",", "") in ax.alt and len(ax.alt) < 2_000
