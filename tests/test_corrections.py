"""Corrections of voices: kept beside the article, applied on read, refused where they no longer fit."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import article, devices, lexicon, metrics, text, voices
from helpers.voices import corrections

TOLD = (
    "Police said the mob was calm. “We left early,” said Ann Hill. The Times reported:\n\n"
    "> A crowd came, the police said.\n\nNobody else was asked."
)


def file_of(folder, said, name="flood"):
    (folder / f"{name}.md").write_text(TOLD, encoding="utf-8")
    (folder / f"{name}.voices.csv").write_text(said, encoding="utf-8")
    return article.read(folder / f"{name}.md")


def csv(*rows, head="start,end,text,kind,credited"):
    return "\n".join([head, *rows]) + "\n"


def on(words, kind, credited="", told=TOLD):
    start = told.index(words)
    return f'{start},{start + len(words)},"{words}",{kind},{credited}'


def covers(rows, whole):
    assert "".join(rows["text"]) == whole
    assert rows["start"].tolist() == [0, *rows["end"].tolist()[:-1]]
    assert ((rows["kind"] == "narrator") == (rows["chain"] == "narrator")).all()


def test_a_file_beside_the_article_is_read_and_applied(tmp_path):
    plain = voices.find(article.from_text(TOLD))
    articles = file_of(tmp_path, csv(on("“We left early,”", "direct", "Bo Reed")))
    found = voices.find(articles)
    assert "Ann Hill" in set(plain.voice) and "Ann Hill" not in set(found.voice)
    assert found[found.voice == "Bo Reed"].text.tolist() == ["“We left early,”"]
    assert found.dtypes.equals(plain.dtypes) and list(found.columns) == list(plain.columns)
    assert found.n_words.sum() == plain.n_words.sum()
    covers(found, TOLD)


def test_a_folder_with_corrections_is_read_without_a_word_about_them(tmp_path, recwarn):
    file_of(tmp_path, csv(on("“We left early,”", "direct", "Bo Reed")))
    (tmp_path / "other.txt").write_text("It rained.", encoding="utf-8")
    found = voices.find(article.read(tmp_path))
    assert not recwarn.list
    assert found.article_id.unique().tolist() == ["flood", "other"] and "Bo Reed" in set(found.voice)


def test_a_correction_changes_every_measure(tmp_path):
    plain = article.from_text(TOLD, title="flood")
    articles = file_of(
        tmp_path, csv(on("“We left early,”", "narrator"), on("the mob was calm", "indirect", "Ann Hill"))
    )
    before, after = voices.find(plain), voices.find(articles)
    loaded = lexicon.read("loaded")

    def measures(articles, found):
        hits = voices.attach(lexicon.match(articles, loaded), found)
        words = voices.attach(text.words(articles), found)
        yield metrics.share_of_voice(found)
        yield metrics.share_of_voice(found, by="credited")
        yield metrics.sources(found)
        yield metrics.cue_stance(found, by="credited")
        yield metrics.rate_by_voice(hits, words, text.sentences(articles), by="credited")
        yield devices.find(articles)

    pairs = list(zip(measures(plain, before), measures(articles, after), strict=True))
    assert [one.astype(str).equals(other.astype(str)) for one, other in pairs[:5]] == [False] * 5
    credited = pairs[1][1].set_index("credited")["n"]
    assert (credited["Ann Hill"], credited["Police"]) == (4, 3)


def test_articles_without_corrections_stay_as_they_are(tmp_path):
    corrected = file_of(tmp_path, csv(on("“We left early,”", "narrator")))
    others = [article.from_text(f"{who} said it rained.", title=who) for who in ("Ann", "Bo")]
    together = pd.concat([others[0], corrected, others[1]], ignore_index=True)
    found = voices.find(together)
    assert found.article_id.drop_duplicates().tolist() == together.article_id.tolist()
    for key in ("Ann", "Bo"):
        own = found[found.article_id == key.lower()]
        alone = voices.find(together[together.article_id == key.lower()].drop(columns="corrections"))
        assert own.reset_index(drop=True).equals(alone)


def test_an_edit_elsewhere_moves_a_correction_with_its_words(tmp_path):
    articles = file_of(tmp_path, csv(on("“We left early,”", "direct", "Bo Reed")))
    articles["text"] = "A new first sentence. " + articles["text"]
    assert corrections.placed(articles).state.tolist() == ["moved"]
    found = voices.find(articles)
    assert found[found.voice == "Bo Reed"].text.tolist() == ["“We left early,”"]
    covers(found, articles.text[0])


@pytest.mark.parametrize(
    ("edited", "why"),
    [
        (TOLD.replace("early", "late"), "do not stand in the article any more"),
        ("Well. " + TOLD + " “We left early,” said Ann Hill.", "stand at several places now"),
    ],
)
def test_a_correction_that_does_not_fit_any_more_is_refused_and_the_others_are_applied(tmp_path, edited, why):
    articles = file_of(tmp_path, csv(on("“We left early,”", "direct", "Bo Reed"), on("Nobody", "indirect", "Cole")))
    articles["text"] = edited
    with pytest.warns(UserWarning, match=f"'flood': the correction of '“We left early,”' is refused: its words {why}"):
        found = voices.find(articles)
    assert "Bo Reed" not in set(found.voice) and "Cole" in set(found.credited)
    covers(found, edited)


DAMAGED = [
    ("", "no column 'start'"),
    ("a;b;c\n1;2;3\n", "no column 'start'"),
    (csv("0,6,Police,narrator"), "line 2: 4 fields, but the first line names 5"),
    (csv("x,6,Police,narrator,"), "line 2: start and end are 'x' and '6'"),
    (csv("-1,6,Police,narrator,"), "line 2: start and end are '-1'"),
    (csv("0,9999999999,Police,narrator,"), "line 2: start and end"),
    (csv("0,5,Police,narrator,"), "line 2: 'Police' has 6 characters, and from start 0 to end 5 are 5"),
    (csv("6,6,,narrator,"), "line 2: '' has 0 characters"),
    (csv("0,6,Police,shouted,Ann"), "line 2: the kind is 'shouted'; it can be narrator, indirect, direct, block"),
    (csv("0,6,Police,narrator,Ann"), "line 2: the narrator's own words are credited to nobody else"),
    (csv("0,6,Police,direct,"), "line 2: credited is ''"),
    (csv("0,6,Police,direct,A > B"), "line 2: credited is 'A > B'"),
    (csv(f"0,6,Police,direct,{'x' * 300}"), "line 2: credited is 'xxx"),
    (csv('0,6,Police,direct,"A\nB"'), "credited is 'A.nB'. It can have 200 characters, all on one line"),
    (csv('0,6,"Police,direct,A'), "no CSV table"),
    (csv("0,6,Police,direct,A,B", head="start,end,text,kind,credited,voice"), "line 2: voice is 'B'"),
    (csv("0,6,Police,direct,A,A > B", head="start,end,text,kind,credited,chain"), "the chain 'A > B' has to end with"),
]


@pytest.mark.parametrize(("said", "message"), DAMAGED, ids=[message for _, message in DAMAGED])
def test_a_damaged_file_is_said_to_be_so_with_its_line(tmp_path, said, message):
    if not said:
        with pytest.raises(ValueError, match=message):
            corrections.read(said)
        return
    articles = file_of(tmp_path, said)
    with pytest.raises(ValueError, match=f"The corrections of 'flood'.*{message}"):
        voices.find(articles)


def test_what_a_spreadsheet_makes_of_the_file_is_still_read(tmp_path):
    said = "\ufeff" + csv(on("“We left early,”", "Direct", "Bo Reed")).replace(",", ";").replace("early;", "early,")
    articles = file_of(tmp_path, said.replace("\n", "\r\n") + ";;;;\r\n")
    assert "Bo Reed" in set(voices.find(articles).voice)


def test_markup_and_formulas_in_a_correction_are_only_text(tmp_path):
    name = '<img src=x onerror=alert(1)>"'
    articles = article.from_text(TOLD, title="flood")
    articles = corrections.add(
        articles, voices.find(articles), "the mob was calm", kind="direct", credited=name, why="=1+1"
    )
    found = voices.find(articles)
    assert name in set(found.voice)
    path = corrections.save(articles, tmp_path / "flood.voices.csv")
    assert corrections.read(path.read_text(encoding="utf-8")).credited.tolist() == [name]


def test_what_is_inside_a_block_stays_in_it():
    articles = article.from_text(TOLD)
    before = voices.find(articles)
    teller = before[before.kind == "block"].voice.iloc[0]
    new = corrections.add(articles, before, "A crowd came", kind="indirect", credited="Cole")
    found = voices.find(new)
    row = found[found.credited == "Cole"].iloc[0]
    assert (row.voice, row.chain, row.block) == (teller, f"{teller} > Cole", 1)
    whole = before[before.block > 0]
    words = TOLD[whole.start.min() : whole.end.max()]
    found = voices.find(corrections.add(articles, before, words, kind="narrator"))
    assert found.block.max() == 0 and (found.kind == "block").sum() == 0
    covers(found, TOLD)


def test_a_new_block_gets_a_number_and_blocks_are_numbered_through():
    articles = article.from_text(TOLD)
    found = voices.find(corrections.add(articles, voices.find(articles), "Police said", kind="block", credited="Cole"))
    assert found[found.kind == "block"].block.tolist() == sorted(found[found.kind == "block"].block)
    assert found[found.voice == "Cole"].block.tolist() == [1] and found.block.max() == 2


def test_of_corrections_that_overlap_the_later_one_counts(tmp_path):
    articles = file_of(tmp_path, csv(on("“We left early,”", "direct", "Bo"), on("left early", "direct", "Cole")))
    found = voices.find(articles)
    assert found[found.voice.isin(["Bo", "Cole"])].text.tolist() == ["“We ", "left early", ",”"]


def test_the_log_keeps_what_was_and_why():
    articles = article.from_text(TOLD)
    articles = corrections.add(
        articles, voices.find(articles), "the mob was calm", kind="narrator", why="an aside", by="me"
    )
    row = corrections.placed(articles).iloc[0]
    assert (row.was, row.kind, row.why, row.by, row.state) == (
        "indirect, Police",
        "narrator",
        "an aside",
        "me",
        "applied",
    )
    assert row.date == str(pd.Timestamp.now().date())


def test_words_that_do_not_stand_there_once_are_asked_for_again():
    articles = article.from_text("Rain, and rain again, said Cole. Rain!")
    found = voices.find(articles)
    for words in ("snow", "ain", ""):
        with pytest.raises(ValueError, match="stand .* in the articles. Give words that stand there once"):
            corrections.add(articles, found, words, kind="narrator")
    assert corrections.add(articles, found, "ain", kind="narrator", at=1).corrections[0].count("\n1,4,ain,") == 1
    with pytest.raises(ValueError, match="the kind is 'mine'"):
        corrections.add(articles, found, "again", kind="mine")


def test_a_saved_file_is_what_article_read_finds(tmp_path):
    (tmp_path / "flood.md").write_text(TOLD, encoding="utf-8")
    articles = article.read(tmp_path / "flood.md")
    assert "corrections" not in articles
    new = corrections.add(
        articles, voices.find(articles), "the mob was calm", kind="indirect", credited="Ann, “A” Hill"
    )
    corrections.save(new, tmp_path / "flood.voices.csv")
    again = article.read(tmp_path / "flood.md")
    assert voices.find(again).equals(voices.find(new))
    assert again.corrections[0] == new.corrections[0]


def test_a_file_has_one_article_and_the_right_name(tmp_path):
    two = pd.concat([article.from_text("It rained.", title=title) for title in "ab"], ignore_index=True)
    with pytest.raises(ValueError, match="2 articles; each has a file of its own"):
        corrections.save(two, tmp_path / "a.voices.csv")
    with pytest.raises(ValueError, match="does not end in .voices.csv"):
        corrections.save(two[:1], tmp_path / "a.csv")


def test_a_field_of_that_name_in_an_article_is_no_correction(tmp_path):
    path = tmp_path / "flood.md"
    path.write_text("---\ncorrections: An earlier version was wrong.\n---\n\nBass said it rained.\n", encoding="utf-8")
    articles = article.read(path)
    assert articles.corrections_[0] == "An earlier version was wrong."
    assert voices.find(articles).credited.tolist()[1] == "Bass"


def test_a_file_in_another_encoding_is_read(tmp_path):
    (tmp_path / "flood.md").write_text(TOLD, encoding="utf-8")
    (tmp_path / "flood.voices.csv").write_bytes(csv(on("Nobody", "indirect", "Zoë")).encode("windows-1252"))
    assert "Zoë" in set(voices.find(article.read(tmp_path / "flood.md")).credited)


pieces = st.tuples(st.integers(0, 140), st.integers(1, 60), st.sampled_from(corrections.KINDS), st.sampled_from("AB"))


@settings(max_examples=60, deadline=None)
@given(st.lists(pieces, max_size=6))
def test_any_corrections_leave_a_whole_text(wanted):
    rows = []
    for start, length, kind, name in wanted:
        words = TOLD[start : start + length]
        if words:
            rows.append({"start": start, "end": start + len(words), "text": words, "kind": kind})
            rows[-1]["credited"] = "" if kind == "narrator" else name
    articles = article.from_text(TOLD)
    if rows:
        articles = articles.assign(corrections=corrections.write(pd.DataFrame(rows)))
    found = voices.find(articles)
    covers(found, TOLD)
    assert found.n_words.sum() == len(text.words(articles))
    blocks = found[found.kind == "block"].block
    assert sorted(set(blocks)) == list(range(1, blocks.nunique() + 1))
    if rows:
        last = rows[-1]
        assert (found[(found.start <= last["start"]) & (found.end > last["start"])].kind == last["kind"]).all()


def test_the_methods_paragraph_and_the_provenance_say_what_was_corrected(tmp_path):
    from helpers.share import record

    articles = file_of(tmp_path, csv(on("“We left early,”", "direct", "Bo"), "0,7,Nowhere,narrator,"))
    with pytest.warns(UserWarning, match="'Nowhere' is refused"):
        found = voices.find(articles)
    said = repr(record.paragraph(articles, voices=found))
    assert "1 stretch was corrected by readers. 1 correction did not fit the text any more and was refused." in said
    rows = record.provenance(articles, voices=found)
    assert rows[rows.what == "corrected voices"].value.tolist() == ["1 applied, 1 refused"]
    assert "corrected" not in repr(record.paragraph(article.from_text(TOLD), voices=found))


# --- the widget, without a browser: values are set as a reader's clicks would set them ------------------------------


@pytest.fixture
def desk(tmp_path):
    from helpers.explore.corrections import voices as desk_of

    return desk_of(article.from_text(TOLD, title="flood"), file=tmp_path / "flood.voices.csv")


def correct(desk, words, kind, source="", why=""):
    desk.words.value, desk.kind.value, desk.source.value, desk.why.value = words, kind, source, why
    desk.correct.click()


def test_the_widget_corrects_takes_back_and_saves(desk, tmp_path):
    from helpers.explore.corrections import voices as desk_of

    correct(desk, "the mob was calm", "indirect", "Ann Hill", "heard wrong")
    assert not desk.page.failed and "heard wrong" in desk.page.html
    assert desk.found[desk.found.text == "the mob was calm"].credited.tolist() == ["Ann Hill"]
    desk.undo.click()
    assert desk.found[desk.found.text == "the mob was calm"].credited.tolist() == ["Police"]
    assert "The log of corrections" not in desk.page.html and desk.undo.disabled
    correct(desk, "Nobody else", "direct", "Cole")
    desk.save.click()
    assert "Saved: 1 correction in flood.voices.csv" in desk.page.said
    again = desk_of(article.from_text(TOLD, title="flood"), file=tmp_path / "flood.voices.csv")
    assert again.found.equals(desk.found) and voices.find(again.articles).equals(desk.found)


def test_a_stretch_that_is_chosen_fills_the_fields(desk):
    desk.page.chosen = [TOLD.index("left"), TOLD.index("left")]
    assert (desk.words.value, desk.kind.value, desk.source.value) == ("“We left early,”", "direct", "Ann Hill")
    start = TOLD.index("mob was")
    desk.page.chosen = [start, start + len("mob was ")]
    assert (desk.words.value, desk.kind.value, desk.source.value) == ("mob was", "indirect", "Police")


def test_words_that_stand_twice_are_taken_where_they_were_chosen(desk):
    twice = TOLD.rindex("police said") + 1
    desk.page.chosen = [twice, twice + 3]
    correct(desk, "oli", "direct", "Cole")
    assert desk.found[desk.found.voice == "Cole"].start.tolist() == [twice]


@pytest.mark.parametrize(
    ("words", "kind", "source", "message"),
    [
        ("not there", "narrator", "", "stand nowhere in the articles"),
        ("", "narrator", "", "stand nowhere in the articles"),
        ("the mob", "direct", "", "credited is ''"),
        ("the mob", "direct", "A > B", "credited is 'A > B'"),
    ],
)
def test_an_error_is_said_in_the_view_and_changes_nothing(desk, words, kind, source, message):
    before = desk.found
    correct(desk, words, kind, source)
    assert desk.page.failed and message in desk.page.said
    assert desk.found is before and desk.undo.disabled


def test_hostile_names_are_escaped_in_view_and_twin(desk):
    correct(desk, "the mob", "direct", "<img src=x onerror=alert(1)>", "<script>alert(1)</script>")
    twin = desk._repr_mimebundle_()["text/html"]
    for html in (desk.page.html, twin):
        assert "<img" not in html and "<script" not in html and "&lt;img" in html
    assert "ww-static" in twin and "The log of corrections" in twin


def test_a_damaged_file_is_not_written_over(tmp_path):
    from helpers.explore.corrections import voices as desk_of

    path = tmp_path / "flood.voices.csv"
    path.write_text("nonsense", encoding="utf-8")
    with pytest.raises(ValueError, match="flood.voices.csv: there is no column 'start'"):
        desk_of(article.from_text(TOLD), file=path)
    assert path.read_text(encoding="utf-8") == "nonsense"
    with pytest.raises(ValueError, match="does not end in .voices.csv"):
        desk_of(article.from_text(TOLD), file=tmp_path / "flood.csv")
    with pytest.raises(ValueError, match="the table has no rows"):
        desk_of(article.from_text(TOLD).iloc[:0])


def test_of_several_articles_one_is_corrected(tmp_path, monkeypatch):
    from helpers.explore.corrections import voices as desk_of

    monkeypatch.chdir(tmp_path)
    both = pd.concat([article.from_text(TOLD, title=title) for title in ("One", "Two")], ignore_index=True)
    desk = desk_of(both)
    desk.which.value = "two"
    correct(desk, "the mob was calm", "narrator")
    assert desk.articles.corrections.ne("").tolist() == [False, True]
    credited = desk.found[desk.found.text.str.contains("the mob was calm")].credited.tolist()
    assert credited == ["Police", "narrator"]
    desk.save.click()
    assert [path.name for path in tmp_path.iterdir()] == ["two.voices.csv"]


def test_corrections_are_not_read_as_articles(tmp_path):
    path = tmp_path / "flood.voices.csv"
    path.write_text("start,end,text\n0,3,The\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"'flood.voices.csv' holds corrected voices.* Read the article 'flood'"):
        article.read(path)
