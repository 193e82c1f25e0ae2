"""The interactive reader without a browser: values are set as a reader's clicks would set them."""

import re
from datetime import datetime

import pandas as pd
import pytest

from helpers import article, exclusions, explore, lexicon, metrics, text, views, voices
from helpers.article import DATA
from helpers.explore.panes import Pane

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
    assert reader.which not in [w for row in reader.children if row is not reader.pane for w in row.children]
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


def test_ready_tables_may_be_empty(reader):
    own = explore.article(article.read("lapd-ice-raid"), hits=reader.hits.iloc[:0], voices=gold())
    assert marks(own) == [] and own.code.value == "explore.article(article.read('lapd-ice-raid'), hits=…, voices=…)"


def test_a_pasted_text_and_odd_texts_simply_work():
    for odd in ("The mob left.", "x", "\u202e😀 <script>alert(1)</script> mob", "“an unclosed mob"):
        own = explore.article(article.from_text(odd), lexicon.from_terms(TERMS))
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
    assert "Terms of ‘own’ shown: person, evaluation." in html
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


# --- false hits, two articles, a view as Python, a text of one's own --------------------------------------------------


def ask(reader, **asked):
    """What the script of the pane sends after a click or a key."""
    reader.pane._handle_custom_msg(asked, [])


def test_a_false_hit_goes_out_with_a_reason_and_comes_back(reader):
    name, word = rows(reader)[0]
    place = name.removeprefix(f"{reader._ids}-")
    ask(reader, do="exclude", at=place)
    assert len(marks(reader)) == len(rows(reader)) == 8 and ("narrator", "8 of 143 words") in counted(reader)
    ask(reader, do="because", at=place, because="<b>film</b>")
    assert reader.excluded[["text", "because"]].values.tolist() == [[word, "<b>film</b>"]]
    assert "&lt;b&gt;film" in reader.pane.html and "<b>film" not in reader.pane.html
    static = reader.static().body
    assert "1 passage taken out" in static and "&lt;b&gt;film" in static and "<input" not in static
    ask(reader, do="restore", at=place)
    assert len(marks(reader)) == 9 and reader.excluded.empty and "taken out" not in reader.pane.html


def test_what_no_pane_would_ask_changes_nothing(reader):
    before = reader.pane.html
    for asked in ({}, {"do": "exclude"}, {"do": "exclude", "at": "x"}, {"do": "because", "at": "x", "because": 1}):
        ask(reader, **asked)
    assert reader.pane.html == before
    with pytest.raises(ValueError, match="no passage 'x' to take out"):
        reader.exclude("x")


def test_devices_are_marked_when_they_are_asked_for(reader):
    before = len(marks(reader))
    reader.devices["scare quotes"].value = True
    assert len(marks(reader)) == len(rows(reader)) == before + reader.hits.layer.eq("devices").sum() > before
    assert "Devices in each voice" in reader.pane.html
    assert ("narrator", "9 of 143 words") in counted(reader)
    names = re.findall(r' id="(reader-[^"]*)"', reader.pane.html)
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("row", "column"), [("kinds", "kind"), ("sources", "credited")])
def test_how_it_is_told_and_whose_claim_are_chosen(reader, row, column):
    boxes = getattr(reader, row)
    name = reader.hits[column].iloc[-1]
    n = (reader.hits[column] != name).sum()
    boxes[name].value = False
    assert len(marks(reader)) == n and name not in set(reader.hits[column])


def test_all_or_none_of_a_row_and_everything_again(reader):
    row = reader._filters["words"]
    row.whole.click()
    assert marks(reader) == [] and row.whole.description == "all"
    row.whole.click()
    assert len(marks(reader)) == 9
    reader.kinds["indirect"].value = False
    reader.order.value = "by word"
    reader.again.click()
    assert len(marks(reader)) == 9 and reader.order.value == "as in the text"


def test_each_count_leads_to_its_passages(reader):
    (way,) = re.findall(r'<a class="ww-way" href="#([^"]*)" data-ww-voice="narrator">', reader.pane.html)
    assert f'id="{way}"' in reader.pane.html
    assert reader.pane.html.split(f'id="{way}"')[1].count('data-ww-voice="narrator"') == 9


def test_two_articles_stand_side_by_side(two):
    two.beside.value = two.beside.options[2][1]
    assert two.pane.html.count('class="ww-text"') == 2 and "ww-pair" in two.pane.html
    assert set(two.hits.article_id) == {"first", "second"}
    assert '<th scope="row"><bdi>first' in two.pane.html and '<th scope="row"><bdi>second' in two.pane.html


def test_a_view_is_written_as_a_line_that_shows_it_again(two):
    two.which.value = "second"
    two.beside.value = "first"
    two.categories["person"].value = False
    two.order.value = "by word"
    two.exclude(two._names.iloc[0], "it’s “odd” \\ <i>")
    choice = eval(two.code.value.split("choice=")[1][:-1])  # noqa: S307  (written by the kit a line above)
    again = explore.article(two.articles, lexicon.from_terms(TERMS), choice=choice)
    assert again.pane.html == two.pane.html


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ({"colour": 1}, "no part 'colour'"),
        ({"article": "x"}, "no 'x' to choose for 'article'"),
        ({"voices": ["Nobody"]}, "no 'Nobody' among the voices"),
        ({"excluded": {"x:0-1": ""}}, "no passage 'x:0-1'"),
        ({"controls": {"x": 1}}, "no control 'x'"),
    ],
)
def test_a_choice_of_what_is_not_there_is_an_error_that_says_so(choice, said):
    with pytest.raises(ValueError, match=said):
        explore.article(article.read("lapd-ice-raid"), choice=choice)


def uploaded(name, content):
    return {
        "name": name,
        "type": "",
        "size": len(content),
        "content": memoryview(content),
        "last_modified": datetime.now(),
    }


def test_a_text_of_ones_own_is_pasted_uploaded_or_read_from_a_path(tmp_path):
    own = explore.own()
    own.text.value, own.title.value = "The mob left.", "One"
    own.read.click()
    own.files.value = (uploaded("../../two.txt", b"A raid began."),)
    (tmp_path / "three.md").write_text("---\ntitle: Three\n---\nAn angry mob came.")
    own.path.value = str(tmp_path / "three.md")
    assert own.articles.article_id.tolist() == ["one", "two", "three"]
    assert own.reader.which.value == "three" and "ww-error" not in own.said.value
    own.clear.click()
    assert own.articles.empty and own.reader is None


@pytest.mark.parametrize(
    ("give", "said"),
    [
        (lambda own: own.read.click(), "nothing was given"),
        (lambda own: setattr(own.path, "value", "no-such-file.txt"), "There is no file"),
        (lambda own: setattr(own.path, "value", "https://example.org/"), "does not go online"),
        (lambda own: setattr(own.files, "value", (uploaded("<b>.pdf", b"%PDF"),)), "&lt;b&gt;.pdf&#x27; is not read"),
        (lambda own: setattr(own.files, "value", (uploaded("a.txt", b"\0\1\2"),)), "could not be read"),
    ],
)
def test_what_cannot_be_read_says_so_in_the_view(give, said):
    own = explore.own()
    give(own)
    assert 'role="alert"' in own.said.value and said in own.said.value and own.articles.empty


def test_what_is_wrong_with_one_text_keeps_nobody_from_the_others():
    own = explore.own()
    own.path.value = "no-such-file.txt"
    own.text.value, own.title.value = "The mob left.", "One"
    own.files.value = (uploaded("two.txt", b"A raid."), uploaded("scan.pdf", b"%PDF"), uploaded("void.md", b" "))
    assert own.articles.article_id.tolist() == ["one", "two"] and own.reader.which.value == "one"
    said = re.sub("<.*?>", "\n", own.said.value)
    assert "Read: One, two. 2 articles are here" in said
    for name in ("scan.pdf", "void.md", "no-such-file.txt"):
        assert re.search(f"This could not be read: .*{re.escape(name)}", said)
    assert own.said.value.count('role="alert"') == 3
    assert (own.text.value, own.title.value, own.path.value, own.files.value) == ("", "", "no-such-file.txt", ())


def test_read_after_a_chosen_file_says_what_was_read_and_is_no_error():
    own = explore.own()
    own.files.value = (uploaded("mine.txt", b"The mob left."),)
    own.read.click()
    assert "ww-error" not in own.said.value and "Read already, as the last: mine." in own.said.value
    assert own.articles.article_id.tolist() == ["mine"]


@pytest.mark.parametrize(
    "content", [b"", b"<html><body><p>The mob left.</p></body></html>", "caf\u00e9".encode("cp1252")]
)
def test_messages_about_a_chosen_file_call_it_as_its_owner_does(content):
    own = explore.own()
    own.files.value = (uploaded("mine.txt", content),)
    assert "mine.txt" in own.said.value
    assert "upload." not in own.said.value and "tmp" not in own.said.value and "from_text" not in own.said.value


def test_a_rate_has_one_interval_wherever_it_is_shown(reader):
    """The reader draws as often as a printed table does: two intervals of one count would be two answers."""
    articles = reader.articles
    words = voices.attach(text.words(articles), gold())
    printed = views.table(metrics.rate_by_voice(reader.hits, words, text.sentences(articles)), caption="")
    intervals = re.findall(r"[\d.]+ to [\d.]+", printed.body)
    assert intervals and set(intervals) == set(re.findall(r"[\d.]+ to [\d.]+", reader.pane.html))


def test_the_reader_says_which_share_of_the_words_is_the_narrators(reader):
    said = "Of 413 words 143 are the narrator’s words (34.6 %), claims that it retells included."
    assert said in reader.pane.html
    reader.voices["narrator"].value = False
    assert said in reader.pane.html, "it is a measure of the whole article"


def test_the_log_is_saved_as_a_file_and_what_is_no_log_is_never_replaced(reader, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert reader._rows["log"].layout.display == "none"
    name = reader._names.iloc[0]
    reader.exclude(name, "it is the name of a film")
    assert reader._rows["log"].layout.display == "flex"
    reader.save.click()
    assert "Saved: 1 passage in my-exclusions.csv" in reader.said.value
    read = exclusions.read("my-exclusions.csv")
    pd.testing.assert_frame_equal(read, reader.excluded, check_dtype=False)
    (tmp_path / "notes.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    for given, said in (("notes", "is no log of exclusions"), (" .csv ", "the file has no name")):
        reader.file.value = given
        reader.save.click()
        assert said in reader.said.value and 'role="alert"' in reader.said.value
    reader.file.value = "../<b>up</b>"
    reader.save.click()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b-up-b.csv", "my-exclusions.csv", "notes.csv"]
    reader.restore(name)
    assert reader._rows["log"].layout.display == "none" and not reader.said.value


# --- a word list that is edited ---------------------------------------------------------------------------------------


def test_an_edited_list_finds_what_the_same_list_read_anew_finds(tmp_path):
    articles = article.read("lapd-ice-raid")
    desk = explore.lexicon(articles)
    desk.off.click()
    for term in ("federal law enforcement", "street vend*", "crowd"):
        desk.term.value = term
        desk.add.click()
    desk.entry.value, desk.weight.value = "crowd", 2
    again = lexicon.read(lexicon.write(desk.lexicon, tmp_path / "own.csv"))
    pd.testing.assert_frame_equal(
        lexicon.match(articles, desk.lexicon).drop(columns="lexicon"),
        lexicon.match(articles, again).drop(columns="lexicon"),
    )
    assert desk.lexicon.sha256 == again.sha256
    before = len(lexicon.match(articles, lexicon.read("loaded")))
    assert len(desk.hits[desk.hits["term"].isin(desk.changes.added)]) >= 3 and len(desk.hits) != before
    for _ in range(5):
        desk.undo.click()
    assert desk.lexicon.sha256 == lexicon.read("loaded").sha256 and len(desk.hits) == before
