"""What readers see: nothing of a text is lost, nothing in it is executed, and every mark reads without colour."""

import re
import subprocess
import sys
from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers import article, devices, lexicon, metrics, palette, plots, text, views
from helpers.article import DATA
from helpers.views import drawings
from helpers.views.markup import Span, escape, nest
from helpers.voices import attach, find

VOID = {"br", "img", "input", "meta", "link", "hr", "path", "use"}
HOSTILE = [
    "</script><script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "]]> <!-- --> <![CDATA[ x ]]>",
    "\u202emob\u202c \u2067angry\u2069 \u0645\u0631\u062d\u0628\u0627",
    "an\u200bgry\ufeff mob\u00ad",
    "'\" onfocus=alert(1) x='",
    "&lt;b&gt; &amp;amp; &#60;script&#62;",
    "<style>*{display:none}</style><svg onload=alert(1)><math href=javascript:alert(1)>",
    "😀 👩‍👩‍👧 e\u0301 mob\U0010ffff",
    "\x00\x01\x0b\x0c\x1f\x7f\x85",
]


class Page(HTMLParser):
    """The elements of some HTML, checked to be well nested; ``text`` leaves out what the kit adds to an article."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.open, self.tags, self.attributes, self.shown, self.text = [], [], [], [], []
        self.hidden = 0
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, *pair) for pair in attrs]
        names = dict(attrs)
        added = "data-ww-label" in names or names.get("class") in ("ww-title", "ww-source", "ww-said", "ww-legend")
        added = added or tag in ("details", "style")
        if tag not in VOID:
            self.open.append((tag, added))
            self.hidden += added

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)

    def handle_endtag(self, tag):
        opened, added = self.open.pop()
        assert opened == tag
        self.hidden -= added

    def handle_data(self, data):
        (self.text if not self.hidden else self.shown).append(data)


def of(html):
    page = Page(html.body)
    assert not {"script", "img", "iframe", "math", "object", "link"} & set(page.tags)
    assert not [a for a in page.attributes if a[1].startswith("on") or a[1] == "srcdoc"]
    assert not [a for a in page.attributes if a[1] in ("href", "src") and not a[2].startswith("#")]
    return page


def sendable(text):
    """The text as a browser can hold it."""
    return re.sub("[\0\ud800-\udfff]", "\ufffd", text)


def gold_voices():
    return pd.read_csv(DATA / "gold" / "lapd-ice-raid.csv", keep_default_na=False)


def lapd():
    articles, loaded = article.read("lapd-ice-raid"), lexicon.read("loaded")
    return articles, lexicon.explain(lexicon.match(articles, loaded), loaded), gold_voices()


def table(text, key="t", **more):
    return pd.DataFrame({"article_id": [key], "title": [more.pop("title", "")], "text": [text], **more})


texts = st.one_of(
    st.text(max_size=200),
    st.text(alphabet="ab <>&\"'\n\r\t>“”\u202e\u200b😀", max_size=200),
    st.lists(st.sampled_from(HOSTILE), max_size=4).map("\n\n".join),
)


@st.composite
def passages(draw):
    """A text, spans over it (nested, overlapping, adjacent, empty) and stretches of voices that cover it."""
    text = draw(texts)
    place = st.integers(0, len(text))
    names = st.sampled_from(["person", "event", "water", *HOSTILE[:3]])
    pairs = draw(st.lists(st.tuples(place, place, names), max_size=8))
    hits = pd.DataFrame(
        [("t", min(a, b), max(a, b), text[min(a, b) : max(a, b)], "own", c, f"term {c}") for a, b, c in pairs],
        columns=["article_id", "start", "end", "text", "lexicon", "category", "term"],
    )
    cuts = sorted({0, len(text), *draw(st.lists(place, max_size=6))})
    rows = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        kind = draw(st.sampled_from(["narrator", "indirect", "direct", "block"]))
        name = draw(st.sampled_from(["KABC", "LAPD", *HOSTILE[:2]]))
        voice = "narrator" if kind in ("narrator", "indirect") else name
        credited = "narrator" if kind == "narrator" else name
        chain = draw(st.sampled_from([credited, f"KABC > {credited}"])) if kind != "narrator" else "narrator"
        rows.append(("t", start, end, text[start:end], kind, voice, credited, chain, ""))
    columns = ["article_id", "start", "end", "text", "kind", "voice", "credited", "chain", "cue"]
    return text, hits, pd.DataFrame(rows, columns=columns)


@given(passages())
def test_any_text_with_any_spans_is_kept_and_escaped(case):
    text, hits, voices = case
    page = of(views.article(table(text), hits, voices, ids="x"))
    assert "".join(page.text) == sendable(text)


@given(passages(), st.sampled_from([None, "left", "right", "term", "category"]))
def test_any_hits_make_a_concordance(case, by):
    text, hits, _ = case
    page = of(views.concordance(hits, table(text), order=by, ids="x"))
    assert page.tags.count("tr") == 1 + len(hits)


@given(texts)
@example("mob")
def test_a_text_survives_escaping_in_an_element_and_in_an_attribute(text):
    page = Page(f'<p title="{escape(text)}">{escape(text)}</p>')
    assert "".join(page.text) == sendable(text)
    assert page.attributes == [("p", "title", sendable(text))]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_strings_in_every_place(text):
    name = text.replace("\0", "")
    articles = table(text, key=name, title=text, outlet=text, author=text, date=text)
    hit = {"article_id": [name], "start": [0], "end": [len(text)], "text": [text], "category": [text], "term": [text]}
    hits = pd.DataFrame(hit).assign(why=text, neutral=text, source=text, voice=text, credited=text)
    voice = {"article_id": [name], "start": [0], "end": [len(text)], "text": [text], "kind": "direct", "voice": [text]}
    voices = pd.DataFrame(voice).assign(credited=text, chain=text)
    assert "".join(of(views.article(articles, hits, voices, ids=text)).text) == sendable(text)
    of(views.concordance(hits, articles, ids=text))
    measured = pd.DataFrame({"voice": [text], "n": [1], "total": [2], "value": [0.5], "thin": [True]})
    of(views.table(measured, caption=text, unit=text, names={"voice": text}))


def test_the_article_is_kept_character_by_character():
    articles, hits, voices = lapd()
    assert "".join(of(views.article(articles, hits, voices)).text) == articles.text[0]


def test_marks_and_voices_read_without_a_stylesheet():
    plain = repr(views.article(*lapd()))
    assert "held back an angry mob [person] trying to interfere [end]." in plain
    assert "[KABC › LAPD, retold] they did not arrest anyone [end]." in plain
    assert "[KABC, quoted at length]" in plain
    assert "[Los Angeles Times, retold] that the LAPD is being forced to defend [action]" in plain
    assert "Whose words: narrator · KABC · LAPD · Los Angeles Times" in plain


def test_a_block_quotation_is_one_and_the_narrator_stands_outside():
    body = views.article(*lapd()).body
    blocks = re.findall(r"<blockquote.*?</blockquote>", body, flags=re.DOTALL)
    assert len(blocks) == 2
    assert "statement that said" in blocks[0] and "According to the LAPD" in blocks[1]
    assert "Local officials" not in blocks[1]


def test_a_mark_says_why_and_whose_without_a_pointer():
    articles, hits, voices = lapd()
    page = of(views.article(articles, hits, voices))
    said = [a[2] for a in page.attributes if a[1] == "aria-description"]
    assert len(said) == len(hits)
    mob = next(s for s in said if s.startswith("mob"))
    assert mob.splitlines()[0] == "mob – person"
    assert "A plainer word: crowd." in mob and "Whose words: narrator. Whose claim: LAPD (LAPD denies it)." in mob
    assert [a for a in page.attributes if a[1] == "tabindex"] == [("span", "tabindex", "0")] * len(hits)


def test_overlapping_nested_and_adjacent_marks():
    hits = pd.DataFrame(
        [(0, 5, "a"), (3, 8, "b"), (4, 5, "c"), (8, 10, "a"), (10, 10, "c")], columns=["start", "end", "category"]
    ).assign(article_id="t", text="", term="x")
    body = views.article(table("0123456789"), hits).body
    assert "".join(Page(body).text) == "0123456789"
    assert body.count("data-ww-label") == 4  # one label for each mark; nothing to mark, no label
    assert body.count('role="term"') == 4


def test_rows_of_a_concordance_lead_to_the_marks():
    articles, hits, voices = lapd()
    marks = of(views.article(articles, hits, voices, ids="r"))
    rows = of(views.concordance(hits, articles, ids="r"))
    targets = [a[2][1:] for a in rows.attributes if a[1] == "href"]
    assert targets == [a[2] for a in marks.attributes if a[1] == "id"]
    assert len(set(targets)) == len(hits)


def test_a_concordance_is_sorted_by_the_words_beside_the_hit():
    articles = table("zeta mob alpha. beta mob gamma. alpha mob beta.")
    hits = lexicon.match(articles, lexicon.from_terms({"label": ["mob"]}))

    def lefts(by):
        return re.findall(r'ww-k0"><bdi>(.*?)</bdi>', views.concordance(hits, articles, order=by, width=6).body)

    assert [left.split()[-1] for left in lefts(None)] == ["zeta", "beta", "alpha"]
    assert [left.split()[-1] for left in lefts("left")] == ["alpha", "beta", "zeta"]
    assert [left.split()[-1] for left in lefts("right")] == ["zeta", "alpha", "beta"]


def test_an_unknown_order_is_an_error_that_names_the_known_ones():
    articles, hits, _ = lapd()
    with pytest.raises(ValueError, match="'colour'.*'left', 'right', 'term'.*voices.attach"):
        views.concordance(hits, articles, order="colour")
    with pytest.raises(ValueError, match="need hits with voices"):
        views.concordance(hits, articles, order="voice")


def test_spans_of_another_text_are_an_error():
    articles, hits, voices = lapd()
    short = table("Too short.", key="lapd-ice-raid")
    with pytest.raises(ValueError, match=r"hits does not fit.*50 to 64.*'lapd-ice-raid' \(10 characters\)"):
        views.article(short, hits)
    with pytest.raises(ValueError, match="voices does not fit"):
        views.article(table("x" * 5000, key="other"), None, voices)


def test_several_articles_each_keep_their_own_marks():
    articles = pd.concat([table("The mob.", key="a"), table("No such word. A mob.", key="b")], ignore_index=True)
    hits = lexicon.match(articles, lexicon.from_terms({"label": ["mob"]}))
    body = views.article(articles, hits.iloc[::-1]).body
    first, second = re.findall(r"<article.*?</article>", body, flags=re.DOTALL)
    assert first.count("<mark>") == second.count("<mark>") == 1
    assert "article" in repr(views.concordance(hits, articles)).splitlines()[1]


def test_a_long_text_is_shown_in_part_and_says_so():
    long = table("x" * 30 + "\n\n" + "y" * 30)
    shown = repr(views.article(long, longest=40))
    assert "Shown: the first 40 of 62 characters of this article." in shown
    assert shown.count("x") >= 30 and shown.count("y") == 8
    both = pd.concat([long, long.assign(article_id="u")], ignore_index=True)
    assert "Shown: the first 1 of 2 articles." in repr(views.article(both, longest=40))


def test_very_many_marks_are_shown_in_part_and_it_is_said():
    articles = table("mob " * 2500)
    hits = lexicon.match(articles, lexicon.from_terms({"label": ["mob"]}))
    html = views.article(articles, hits)
    assert html.body.count('role="term"') == views.MOST_MARKS == 2000
    assert "Marked: the first 2,000 of 2,500 terms of ‘own’." in html.body
    assert "".join(of(html).text) == articles.text[0]


def test_a_long_table_is_shown_in_part_and_says_so():
    articles, hits, _ = lapd()
    assert f"{len(hits)} passages with a loaded word; the first 2 are shown" in repr(
        views.concordance(hits, articles, most=2)
    )


def test_nothing_found_is_said():
    articles, hits, voices = lapd()
    assert "0 passages" in repr(views.concordance(hits.iloc[:0], articles))
    assert "No passage" in repr(views.concordance(hits.iloc[:0], articles))
    assert "".join(of(views.article(articles, hits.iloc[:0], voices.iloc[:0])).text) == articles.text[0]
    of(views.article(articles.iloc[:0]))
    assert "Nothing is marked" in repr(views.article(articles, hits.iloc[:0], voices))
    assert "Nothing is marked" not in repr(views.article(articles, None, voices)) + repr(views.article(articles, hits))


def test_a_table_of_a_measure_gives_counts_intervals_and_doubts_in_words():
    rates = pd.DataFrame(
        {"voice": ["narrator", "KABC"], "n": [13, 0], "total": [143, 1050], "value": [13 / 143, 0.0],
         "low": [0.0614, 0.0], "high": [0.1373, float("nan")], "rate_per_1000": [1000 * 13 / 143, 0.0],
         "thin": [False, True]}
    )  # fmt: skip
    shown = repr(views.table(rates, caption="Loaded words"))
    assert "voice  n  per 1,000 words  95 % interval" in shown
    assert "narrator  13 of 143 words  90.9  61.4 to 137.3" in shown
    assert "KABC  0 of 1,050 words few  0.0  not measured" in shown
    assert "Few: too few hits, sentences or articles for the interval to be relied on." in shown


def test_other_tables_are_shown_with_rounded_numbers():
    shown = repr(views.table(pd.DataFrame({"term": ["mob"], "g_2": [12.34567], "n": [1234]}), caption="Keyness"))
    assert shown.splitlines() == ["Keyness", "term  g 2  n  ", "mob  12.3  1,234"]


def test_yes_and_no_are_words():
    shown = views.table(pd.DataFrame({"source": ["LAPD"], "named": [True], "absent": [False]}), caption="Sources")
    assert repr(shown).splitlines()[-1] == "LAPD  yes  no" and "ww-number" not in shown.body


def test_an_empty_table_says_that_nothing_was_found_and_what_that_means():
    rates = pd.DataFrame(columns=["voice", "n", "total", "value"])
    for measure in (rates, rates.assign(low=[], high=[], thin=[]), pd.DataFrame({"term": []}), pd.DataFrame()):
        shown = views.table(measure, caption="Loaded words")
        assert "No rows: nothing of this kind was found here. That is no proof that there is none" in repr(shown)
        heads = shown.body.count("<th ")
        assert f'colspan="{max(heads, 1)}"' in shown.body
    assert "No rows" not in repr(views.table(pd.DataFrame({"term": ["mob"]}), caption="One"))


def test_tables_have_a_caption_and_headers():
    articles, hits, voices = lapd()
    for html in (views.concordance(hits, articles), views.table(voices.head(3), caption="Voices")):
        page = of(html)
        assert "caption" in page.tags
        scopes = [a[2] for a in page.attributes if a[1] == "scope"]
        assert scopes.count("col") >= 4 and scopes.count("row") == page.tags.count("tr") - 1


def test_paragraphs_lines_and_spaces_are_kept():
    text = "  One.\n  two\n\n\n \n\tThree.\r\n\r\nFour.\n"
    assert "".join(Page(views.article(table(text)).body).text) == text


def test_the_stylesheet_stays_inside_and_asks_for_nothing():
    sheet = views.style()
    assert not re.search(r"url\(|@import|@font-face|expression|</", sheet)
    for selector in re.findall(r"(?:^|[{}])([^{}@]+)\{", sheet):
        for part in re.split(r",(?![^(]*\))", selector):
            assert ".ww" in part, part


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_seven_to_one_for_text_and_three_for_lines():
    voices = palette.voices("abcdefg").values()
    grounds = {palette.PAPER, *(v.ground for v in voices)}
    dark_grounds = {palette.DARK_PAPER, *(v.dark_ground for v in voices)}
    quiet, dark_quiet = (re.search(rf"--ww-quiet:({c}\w+)", palette.css()).group(1) for c in ("#4", "#c"))
    for ground in grounds:
        assert min(contrast(ink, ground) for ink in (palette.INK, quiet, *(v.ink for v in voices))) >= 7
    for ground in dark_grounds:
        inks = (palette.DARK_INK, dark_quiet, *(v.dark_ink for v in voices))
        assert min(contrast(ink, ground) for ink in inks) >= 7
    for look in palette.categories("abcdefghi").values():
        assert min(contrast(look.line, ground) for ground in grounds) >= 3
        assert min(contrast(look.dark_line, ground) for ground in dark_grounds) >= 3


def test_drawings_take_every_colour_from_the_page_and_files_from_themselves():
    articles, hits, _ = lapd()
    voices = find(articles)
    hits = attach(hits, voices)
    words, sentences = attach(text.words(articles), voices), text.sentences(articles)
    drawn = [
        plots.ribbon(voices, hits),
        plots.share_of_voice(metrics.share_of_voice(voices)),
        plots.rate_by_voice(metrics.rate_by_voice(hits, words, sentences)),
        plots.positions(metrics.positions(hits, words)),
        plots.attribution(metrics.share_of_voice(voices, by="chain")),
    ]
    defined = set(re.findall(r"(--ww-[a-z0-9-]+):", palette.css()))
    for axes in drawn:
        plain, shown = drawings.svg(axes), views.figure(axes).body
        assert "var(" not in plain and "#ffffff" in plain
        named = re.findall(r"var\((--ww-[a-z0-9-]+),(#[0-9a-f]{6})\)", shown)
        assert len(named) >= 10 and {name for name, _ in named} <= defined
        # No colour stands there without its name: on dark paper it would stay what it is on light paper.
        assert not re.search(r'[:"] ?#[0-9a-f]{3,8}\b', re.sub(r"var\([^)]*\)", "", shown))
        assert re.sub(r"var\([^,]*,(#[0-9a-f]{6})\)", r"\1", drawings.themed(plain)).count("#") == plain.count("#")


def test_what_a_drawing_has_on_dark_paper_keeps_its_contrast():
    def value(name, dark):
        return re.search(rf"{name}:(?:var\(--jp-layout-color0,)?(#\w+)", palette.variables(dark=dark))[1]

    for dark in (False, True):
        papers = [value("--ww-paper", dark)]
        grounds = papers + [value(name, dark) for name in ("--ww-hair", "--ww-faint")]
        assert min(contrast(value("--ww-text", dark), ground) for ground in grounds) >= 7
        assert min(contrast(value("--ww-quiet", dark), ground) for ground in papers) >= 7
        lines = [f"--ww-ink-{slot}" for slot in range(1, 8)] + [f"--ww-line-{slot}" for slot in range(9)]
        assert min(contrast(value(name, dark), papers[0]) for name in lines) >= 3


def test_voices_and_categories_never_differ_by_colour_alone():
    assert len({v.hatch for v in palette.voices("abcdefg").values()}) == 7
    looks = palette.categories("abcdefghi").values()
    assert len({c.style for c in looks}) == len({c.marker for c in looks}) == 9


@given(st.sets(st.text(max_size=8), max_size=12), st.sets(st.text(max_size=8), max_size=4))
def test_a_voice_keeps_its_look_whoever_else_is_credited(names, also):
    alone = palette.voices(names)
    assert {name: look for name, look in palette.voices(names, also=also).items() if name in names} == alone
    assert set(palette.voices(names, also=also)) == names | also


def test_looks_are_used_twice_only_when_all_are_taken():
    assert len({v.slot for v in palette.voices("abcdefg").values()}) == 7
    assert set(palette.voices("abcdefghi")) == set("abcdefghi")


@given(st.text(max_size=30), st.data())
def test_nested_spans_open_first_and_close_last_once(text, data):
    place = st.integers(0, len(text))
    pairs = data.draw(st.lists(st.tuples(place, place), max_size=6))
    start, end = sorted((data.draw(place), data.draw(place)))

    def piece(i):
        return (
            lambda first: f"<i{i} first>" if first else f"<i{i}>",
            lambda last: f"</i{i} last>" if last else f"</i{i}>",
        )

    out = nest(text, start, end, [Span(min(p), max(p), *piece(i)) for i, p in enumerate(pairs)])
    for i, pair in enumerate(pairs):
        seen = min(max(pair), end) > max(min(pair), start)
        assert out.count(f"<i{i} first>") == (seen and min(pair) >= start)
        assert out.count(f"</i{i} last>") == (seen and max(pair) <= end)


def test_importing_views_loads_no_heavy_library():
    code = (
        "import sys; import helpers.views, helpers.plots; "
        "print([m for m in ('matplotlib', 'ipywidgets', 'anywidget', 'IPython', 'nltk') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_marks_are_called_what_they_are():
    """Devices are devices, the spans of no list are marks; only the house list's terms are loaded words."""
    articles = article.read("lapd-ice-raid")
    found = devices.find(articles)
    said = repr(views.concordance(found, articles))
    assert f"{len(found)} passages with a device" in said and "loaded word" not in said
    page = repr(views.article(articles, found))
    assert "Devices:" in page and "Loaded words" not in page
    own = text.spans(articles, [0], [0], [3], category="opening", term="the")
    assert repr(views.concordance(own, articles)).startswith("1 passage\n")
    assert "Marked: opening 1" in repr(views.article(articles, own))


def test_a_sum_of_weights_is_not_rounded_to_nothing():
    row = {"voice": ["a"], "n": [0.5], "total": [11], "value": [0.5 / 11]}
    assert "0.5 of 11 words" in repr(views.table(pd.DataFrame(row), caption="t"))


@pytest.mark.parametrize("view", [views.article, lambda articles: views.concordance(pd.DataFrame(), articles)])
def test_a_text_is_no_articles_table(view):
    with pytest.raises(TypeError, match="article.from_text"):
        view("The mob left.")


def test_two_drawings_refer_to_no_common_name():
    """A page may hide one of them; the hatches of the other would go with it."""
    from helpers import plots

    table = pd.DataFrame({"voice": ["LAPD", "KABC"], "n": [3, 1], "total": 4, "value": [0.75, 0.25]})
    first, second = (views.figure(plots.share_of_voice(t)).body for t in (table, table.assign(n=[2, 2], value=0.5)))
    names = [set(re.findall(r"url\(#([^)]+)\)", body)) for body in (first, second)]
    assert all(names) and not names[0] & names[1]


def test_an_interval_that_says_nothing_is_not_shown_and_it_is_said():
    rates = pd.DataFrame({"voice": ["narrator", "Ann"], "n": [12, 0], "total": [143, 4], "value": [0.084, 0.0]})
    rates = rates.assign(low=[0.042, 0.0], high=[0.153, 0.9222], rate_per_1000=[83.9, 0.0], thin=[False, True])
    shown = repr(views.table(rates, caption="Rates"))
    assert "42.0 to 153.0" in shown and "922.2" not in shown
    assert "too few words" in shown and "A rate on fewer than 50 words gets no interval" in shown
    assert "fewer than 50" not in repr(views.table(rates.head(1), caption="Rates"))


def test_columns_that_need_a_word_have_it_below_the_table_and_plain_ones_do_not():
    rows = pd.DataFrame({"credited": ["<b>Ann"], "chain": ["Ann"], "cue": ["claim"], "text": ["it was"]})
    body = views.table(rows, caption="Retold").body
    assert body.count("<dt>") == 3 and "<dt>cue</dt><dd>The reporting word" in body
    assert "<dt>cue" not in views.table(rows, caption="Retold", names={"cue": "reporting word"}).body
    assert "What the columns mean" not in views.table(rows[["text"]], caption="Texts").body


def test_what_the_columns_mean_is_known_for_the_hard_columns_of_the_measures():
    from helpers import compare
    from helpers.views import glossary

    articles = article.read(DATA / "classroom").query("event == 'night ferry'")
    found = find(articles)
    words = attach(text.words(articles), found)
    keyness = compare.keyness(words, articles, by="slant", sides="plain")
    hard = {"log_ratio_a_over_b", "g2", "z_a_over_b", "q", "typical_of", "n_a", "n_b", "articles_a", "articles_b"}
    assert hard <= set(keyness) and hard <= set(glossary.MEANINGS)
    heard = {"direct", "indirect", "denied", "block", "relayed", "passed_on", "depth", "first_position", "prominence"}
    assert heard <= set(metrics.sources(found)) and heard <= set(glossary.MEANINGS)
    assert {"credited", "chain", "kind", "cue"} <= set(found) and {"credited", "chain", "kind", "cue"} <= set(
        glossary.MEANINGS
    )


def test_a_concordance_knows_what_stands_directly_at_its_word():
    """Where rows run on like text there is no blank before a comma, nor after an opening quotation mark."""
    given = article.from_text("They called “troublemakers” thugs, again. A mob left.")
    shown = views.concordance(lexicon.match(given, lexicon.from_terms({"x": ["troublemakers", "thugs", "mob"]})), given)
    assert re.findall(r'class="(ww-k[02](?: ww-joined)?)"><bdi>', shown.body) == [
        "ww-k0 ww-joined", "ww-k2 ww-joined", "ww-k0", "ww-k2 ww-joined", "ww-k0", "ww-k2",
    ]  # fmt: skip
