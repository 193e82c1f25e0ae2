"""Teaching: texts and keys, pages, pupils' files, the class, feedback, answers, lessons and handouts."""

import dataclasses
import datetime
import html
import json
import pathlib
import random
import re

import nbformat
import pandas as pd
import pytest

from helpers import agreement, article, files, lexicon, teach, text
from helpers.agreement import differences
from helpers.share import exports
from helpers.teach import beside, handouts, marks, pupil_page

ROOT = pathlib.Path(__file__).parents[1]
LESSONS = sorted((ROOT / "lessons").glob("*.ipynb"))
TEXTS = article.read(article.DATA / "classroom")
LOADED = lexicon.read("loaded")
EVENTS = ("night ferry", "tent camp", "wind farm")
each_lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)


@pytest.fixture
def march():
    return teach.texts("night ferry", "against the march")


def found(articles, *whats, label="loaded word", note=""):
    content = articles.text[0]
    return [
        {"start": content.index(w), "end": content.index(w) + len(w), "text": w, "label": label, "note": note}
        for w in whats
    ]


def a_file(folder, articles, rows, who="Ada", name=None, **changed):
    """A file of marks as the page writes it, with what a test changes in it."""
    made = json.loads(marks.content(articles.iloc[0], ["loaded word"], rows, nickname=who, copy=f"copy of {who}"))
    path = folder / (name or marks.file_name(articles.article_id[0], who))
    path.write_text(json.dumps({**made, **changed}), encoding="utf-8")
    return path


# --- texts and keys --------------------------------------------------------------------------------------------------


def test_texts_say_that_they_were_written_for_the_kit():
    assert (TEXTS.outlet == "written for the kit").all() and TEXTS.note.str.startswith("Written for the kit").all()
    assert set(TEXTS.event) == {*EVENTS, "quiet hour"}


@pytest.mark.parametrize("event", EVENTS)
def test_the_versions_of_an_event_weigh_the_same(event, record_property):
    """As many listed words on either side, about as many marks by hand and words, and none in the plain version."""
    articles = teach.texts(event)
    hits = lexicon.match(articles, LOADED).groupby("article_id").size()
    key = teach.key(articles, labels=["loaded word"]).groupby("article_id").size()
    balance = articles.assign(
        listed=articles.article_id.map(hits).fillna(0).astype(int),
        by_hand=articles.article_id.map(key).fillna(0).astype(int),
        words=text.count_words(articles.text),
    ).set_index("slant")[["listed", "by_hand", "words"]]
    record_property("balance", balance.to_dict())
    plain, sides = balance.loc["plain"], balance.drop("plain")
    assert len(sides) == 2
    assert plain.listed == plain.by_hand == 0 < sides.listed.min() == sides.listed.max(), balance.to_string()
    assert sides.by_hand.max() - sides.by_hand.min() <= 1, balance.to_string()
    assert sides.words.max() - sides.words.min() <= 10, balance.to_string()


@pytest.mark.parametrize("event", EVENTS)
def test_the_versions_of_an_event_quote_the_same(event):
    quoted = [re.findall("“[^”]*”", content) for content in teach.texts(event).text]
    assert quoted[0] == quoted[1] == quoted[2] and len(quoted[0]) == 3


def test_keys_fit_their_texts_and_give_reasons():
    names = {path.stem for path in (article.DATA / "keys").glob("*.csv")}
    assert names == set(TEXTS.article_id)
    key = teach.key(TEXTS)
    contents = TEXTS.set_index("article_id").text
    assert all(contents[row.article_id][row.start : row.end] == row.text and row.why for row in key.itertuples())


def test_the_sample_class_can_be_read(march):
    read = teach.read(article.DATA / "sample-class", march, labels=["loaded word"])
    assert len(read) == 8 and read.report[~read.report.taken].file.tolist() == ["marks-cut-off.json"]
    assert len(teach.divided(read)) == 6, "the notebook on the class has six passages to talk about"


def test_the_guide_names_what_there_is():
    """Every call, file and lesson in docs/teaching.md exists."""
    guide = (ROOT / "docs" / "teaching.md").read_text(encoding="utf-8")
    for name in re.findall(r"teach\.(\w+)", guide):
        assert name in teach.__all__, f"teach.{name}"
    for path in re.findall(r"`((?:notebooks|data|lessons)/[\w./-]+\.ipynb)`", guide):
        assert (ROOT / path).is_file(), path
    for number, minutes in re.findall(r"^### (\d)\. .*\((\d+) minutes\)$", guide, re.MULTILINE):
        assert handouts.read(f"0{number}").minutes == int(minutes)
        assert handouts.read(f"0{number}").title in guide
    plans = re.findall(r"\*\*Plan:\*\* (.*)", guide)
    assert [sum(map(int, re.findall(r"\b(\d+)(?= ·|\.$)", plan))) for plan in plans] == [
        handouts.read(name).minutes for name in handouts.available()
    ]


def test_the_code_of_the_guide_runs(tmp_path, monkeypatch):
    """Every piece of Python in the guide, in a folder in which nothing stands yet."""
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "teaching.md").read_text(encoding="utf-8"), re.DOTALL)
    assert blocks
    (tmp_path / "class").mkdir()
    place = {}
    for block in blocks:
        if ".pdf" in block and exports.browser() is None:
            block = block.replace(".pdf", ".html")
        exec(block, place)  # noqa: S102
    assert (tmp_path / "pages" / "mark-its-headline.html").is_file() and (tmp_path / "handouts").is_dir()


def test_the_plans_of_the_guide_add_up():
    """The minutes of the steps are those of the lesson, with handing in and deciding among them."""
    guide = (ROOT / "docs" / "teaching.md").read_text(encoding="utf-8")
    plans = re.findall(
        r"^### \d\. [^\n]*\((\d+) minutes\).*?^- \*\*Plan:\*\* ([^\n]*)", guide, re.MULTILINE | re.DOTALL
    )
    assert len(plans) == 6
    for minutes, plan in plans:
        assert sum(map(int, re.findall(r" (\d+)(?= ·|\.$)", plan))) == int(minutes), plan
        assert "hand in" in plan and "decide" in plan
    steps = re.findall(
        r"^## [3-7]\. [^\n]*\((\d+) minutes\)", (ROOT / "docs/first-lesson.md").read_text("utf-8"), re.MULTILINE
    )
    assert len(steps) == 5 and str(sum(map(int, steps))) == plans[0][0]


def test_an_unknown_event_or_slant_is_named():
    with pytest.raises(ValueError, match="There is, as event: night ferry"):
        teach.texts("flood")
    with pytest.raises(ValueError, match="against the council, against the march, plain"):
        teach.texts("night ferry", "against everybody")
    assert teach.key(article.from_text("No key for this.")).empty


# --- the pupil's page ------------------------------------------------------------------------------------------------


def test_a_page_is_small_and_asks_for_nothing(march, tmp_path):
    path = teach.page(march, path=tmp_path)
    page = path.read_text(encoding="utf-8")
    assert path.name == "mark-night-ferry-against-the-march.html" and path.stat().st_size < 100_000
    assert not re.search(r"(src|href)=\"(?!data:,)|https?://|@import|url\(", page.split("<script type")[0])
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1]
    assert "default-src 'none'" in policy and "connect-src 'none'" in policy and "unsafe" not in policy
    assert "fetch(" not in page and "XMLHttpRequest" not in page and "sendBeacon" not in page
    assert page.count("<script") == 2 and "style=" not in page.split("<body>")[1].split("<script")[0]


def test_a_hostile_article_stays_text(tmp_path):
    hostile = article.from_text(
        "</script><script>alert(1)</script><!-- <b>\u2028 ${x} $title", title="<img src=x onerror=alert(1)>"
    )
    page = teach.page(hostile, {"<i>": "</dd><script>"}, tmp_path / "page.html", task="<b>do</b>").read_text(
        encoding="utf-8"
    )
    assert page.count("<script") == 2 and "<img" not in page and "<i>" not in page and "<b>do" not in page
    state = json.loads(re.search(r'id="state">(.*?)</script>', page, re.DOTALL)[1])
    assert state["text"] == hostile.text[0] and state["labels"][0]["name"] == "<i>"


@pytest.mark.parametrize(
    ("labels", "error", "message"),
    [
        ([], ValueError, "no label"),
        ("loaded word", TypeError, "Labels are a list"),
        (["a", "a"], ValueError, "stands twice"),
        (list("abcdefghi"), ValueError, "At most 8"),
        (["x" * 41], ValueError, "40 characters"),
        ([" "], ValueError, "is empty"),
    ],
)
def test_labels_that_do_not_work_are_refused(march, tmp_path, labels, error, message):
    with pytest.raises(error, match=message):
        teach.page(march, labels, tmp_path)
    assert not list(tmp_path.iterdir())


def test_pages_that_do_not_work_are_refused(tmp_path):
    with pytest.raises(ValueError, match="one article, and the table has 10 rows"):
        teach.page(TEXTS, path=tmp_path)
    with pytest.raises(ValueError, match="at most 100,000"):
        teach.page(article.from_text("Very long. " * 9_000), path=tmp_path)
    with pytest.raises(ValueError, match="does not end in .html"):
        teach.page(TEXTS[:1], path=tmp_path / "page.txt")
    with pytest.raises(ValueError, match="one article at a time"):
        teach.mark(TEXTS)


def test_two_tasks_on_one_article_are_kept_apart(march):
    places = {
        json.loads(re.search(r'id="state">(.*?)</script>', page, re.DOTALL)[1])["page"]
        for page in (
            pupil_page.html(march, ["a"]), pupil_page.html(march, ["b"]), pupil_page.html(march, ["a"], kept="2"),
            pupil_page.html(TEXTS[:1], ["a"]),
        )
    }  # fmt: skip
    assert len(places) == 4


# --- marking in the notebook -----------------------------------------------------------------------------------------


def test_marks_in_a_notebook_are_a_span_table_and_are_there_again(march, tmp_path):
    mine = teach.mark(march, nickname="Ada", folder=tmp_path / "marks")
    assert not (tmp_path / "marks").exists(), "nothing is written before the first mark"
    mine.marks = found(march, "mob", "besieged", note="war")
    assert mine.spans[["article_id", "text", "label", "note"]].values.tolist() == [
        [march.article_id[0], "mob", "loaded word", "war"],
        [march.article_id[0], "besieged", "loaded word", "war"],
    ]
    assert [path.name for path in (tmp_path / "marks").iterdir()] == ["marks-night-ferry-against-the-march-Ada.json"]
    again = teach.mark(march, nickname="Ada", folder=tmp_path / "marks")
    assert again.marks == mine.marks
    again.marks = again.marks[:1]
    kept = teach.read(tmp_path / "marks", march)
    assert kept.marks["Ada"].text.tolist() == ["mob"] and len(kept.report) == 1


def test_marks_that_do_not_fit_are_refused(march, tmp_path):
    mine = teach.mark(march, folder=tmp_path)
    for wrong in ({"start": 3, "end": 2}, {"end": 10**9}, {"text": "other"}, {"label": "none"}):
        with pytest.raises(Exception, match="A mark"):
            mine.marks = [{**found(march, "mob")[0], **wrong}]
    assert mine.marks == [] and not list(tmp_path.iterdir())


def test_a_file_that_cannot_be_read_is_left_as_it_is(march, tmp_path):
    path = tmp_path / marks.file_name(march.article_id[0], "me")
    path.write_text("half a fi", encoding="utf-8")
    mine = teach.mark(march, folder=tmp_path)
    assert "was left as it is" in mine.said
    mine.marks = found(march, "mob")
    assert (
        path.read_text(encoding="utf-8") == "half a fi" and mine.path.name.endswith("me-2.json") and mine.path.exists()
    )


def test_a_nickname_is_no_path(march, tmp_path):
    mine = teach.mark(march, nickname="../../etc/<b>", folder=tmp_path)
    mine.marks = found(march, "mob")
    assert [path.name for path in tmp_path.iterdir()] == ["marks-night-ferry-against-the-march-etc-b.json"]


def test_the_widget_shows_its_marks_without_a_kernel(march):
    mine = teach.mark(march, folder="")
    mine.marks = found(march, "mob")
    data, _ = mine._repr_mimebundle_()
    assert "mob</mark>" in data["text/html"] and "mob [loaded word]" in data["text/plain"]


# --- the folder of a class -------------------------------------------------------------------------------------------

DAMAGED = {
    "half": lambda made: json.dumps(made)[:200],
    "empty": lambda made: "",
    "a list": lambda made: "[1, 2]",
    "no json": lambda made: "Dear teacher, here are my marks.",
    "deep": lambda made: "[" * 100_000,
    "huge number": lambda made: json.dumps(made).replace('"version": 1', '"version": 1' + "0" * 5000),
    "another version": lambda made: json.dumps({**made, "version": 2}),
    "another text": lambda made: json.dumps({**made, "text_sha256": "0" * 64}),
    "no marks": lambda made: json.dumps({**made, "marks": None}),
    "too many": lambda made: json.dumps({**made, "marks": made["marks"] * 501}),
    "moved": lambda made: json.dumps({**made, "marks": [{**made["marks"][0], "start": made["marks"][0]["start"] + 1}]}),
    "outside": lambda made: json.dumps({**made, "marks": [{**made["marks"][0], "end": 10**9}]}),
    "negative": lambda made: json.dumps({**made, "marks": [{**made["marks"][0], "start": -3}]}),
    "a bool": lambda made: json.dumps({**made, "marks": [{**made["marks"][0], "start": True}]}),
    "text in place": lambda made: json.dumps({**made, "marks": [{**made["marks"][0], "start": "3"}]}),
    "no label": lambda made: json.dumps({**made, "marks": [{**made["marks"][0], "label": None}]}),
    "foreign label": lambda made: json.dumps({**made, "marks": [{**made["marks"][0], "label": "party"}]}),
    "a string of marks": lambda made: json.dumps({**made, "marks": ["mob"]}),
}


@pytest.mark.parametrize("damage", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_is_left_out_by_name(march, tmp_path, damage):
    a_file(tmp_path, march, found(march, "mob"), "Ben")
    made = json.loads(marks.content(march.iloc[0], ["loaded word"], found(march, "mob"), nickname="Ada", copy="1"))
    (tmp_path / "bad.json").write_text(damage(made), encoding="utf-8")
    read = teach.read(tmp_path, march, labels=["loaded word"])
    assert list(read.marks) == ["Ben"]
    bad = read.report[~read.report.taken]
    assert bad.file.tolist() == ["bad.json"] and len(bad.note[0]) > 20


@pytest.mark.parametrize("bent", ["greeting", "quotes", "utf-16", "all"])
def test_marks_that_came_as_a_message_are_read(march, tmp_path, bent):
    """As mail, a message program and Notepad leave the text that is copied from the page."""
    path = a_file(tmp_path, march, found(march, "mob", note='say “crowd”, "I\'d" say'))
    content = path.read_text(encoding="utf-8")
    if bent in ("greeting", "all"):
        content = f"Dear Ms Lind,\n\n{content}\n\nBest, Ada"
    if bent in ("quotes", "all"):
        content = re.sub('"(.*?)"', "“\\1”", content).replace("\n ", "\n\xa0")
    path.with_suffix(".txt").write_bytes(content.encode("utf-16" if bent in ("utf-16", "all") else "utf-8"))
    path.unlink()
    read = teach.read(tmp_path, march, labels=["loaded word"])
    assert read.report.taken.all() and read.marks["Ada"].note.tolist() == ['say “crowd”, "I\'d" say']


def test_a_page_without_scripts_can_be_read(march):
    """In a preview no script runs: the article stands there, and no button that would do nothing."""
    page = pupil_page.html(march, ["loaded word"])
    shown = page[: page.index('<div id="marking">')]
    assert all(f">{html.escape(part, quote=False)}</p>" in shown for part in text.paragraphs(march).text)
    assert '<div class="ww-save" id="hand-in" hidden>' in page and '<details class="ww-how" id="reading" open>' in page


def test_other_things_in_the_folder_are_named_or_passed_over(march, tmp_path):
    a_file(tmp_path, march, found(march, "mob"), "Ben", name="ben.txt")
    (tmp_path / ".DS_Store").write_bytes(b"\0")
    (tmp_path / "inside").mkdir()
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "large.json").write_bytes(b" " * 1_000_001)
    (tmp_path / "binary.json").write_bytes(bytes(range(256)))
    (tmp_path / "link.json").symlink_to("/etc/passwd")
    teach.page(march, path=tmp_path / "page.html")
    read = teach.read(tmp_path, march)
    assert list(read.marks) == ["Ben"]
    assert dict(zip(read.report.file, read.report.taken, strict=True)) == {
        "binary.json": False, "inside": False, "large.json": False, "link.json": False, "page.html": False,
        "picture.png": False, "ben.txt": True,
    }  # fmt: skip
    assert "button" in read.report.set_index("file").note["page.html"]


def test_late_files_are_left_out(march, tmp_path):
    a_file(tmp_path, march, [], "Ada", saved="2026-03-02T09:59:00+00:00")
    a_file(tmp_path, march, [], "Ben", saved="2026-03-02T11:01:00+01:00")
    a_file(tmp_path, march, [], "Cleo", saved="yesterday")
    late = teach.read(tmp_path, march, deadline=datetime.datetime(2026, 3, 2, 10, tzinfo=datetime.UTC))
    assert list(late.marks) == ["Ada"]
    assert late.report.set_index("nickname").note.str.contains("it came late").sum() == 2
    assert len(teach.read(tmp_path, march)) == 3
    with pytest.raises(ValueError, match="'monday' is no time"):
        teach.read(tmp_path, march, deadline="monday")


def test_of_two_files_of_one_pupil_the_newer_counts(march, tmp_path):
    a_file(tmp_path, march, found(march, "mob"), "Ada", name="a (1).json", saved="2026-03-02T10:00:00+00:00")
    a_file(tmp_path, march, found(march, "mob", "besieged"), "Ada", name="a.json", saved="2026-03-02T10:05:00+00:00")
    read = teach.read(tmp_path, march)
    assert len(read.marks["Ada"]) == 2
    assert read.report[~read.report.taken].values.tolist() == [
        ["a (1).json", "Ada", march.article_id[0], False, "double: a.json by the same pupil is newer"]
    ]


def test_two_pupils_with_one_nickname_are_two(march, tmp_path):
    a_file(tmp_path, march, found(march, "mob"), "Ada", name="1.json", copy="1", saved="2026-03-02T10:00:00+00:00")
    a_file(tmp_path, march, found(march, "besieged"), "ada", name="2.json", copy="2", saved="2026-03-02T10:01:00+00:00")
    read = teach.read(tmp_path, march)
    assert {name: table.text.tolist() for name, table in read.marks.items()} == {
        "Ada": ["mob"],
        "Ada (2)": ["besieged"],
    }
    assert read.report.note.str.contains("a second pupil with this nickname").sum() == 1


def test_a_shared_device_is_said(march, tmp_path):
    a_file(tmp_path, march, found(march, "mob"), "Ada", copy="1", saved="2026-03-02T10:00:00+00:00")
    a_file(tmp_path, march, found(march, "mob"), "Ben", copy="1", saved="2026-03-02T10:01:00+00:00")
    read = teach.read(tmp_path, march)
    assert len(read) == 2 and read.report.note.str.contains("from the same page as Ada").sum() == 1


def test_one_pupil_with_two_articles_is_one(tmp_path):
    both = teach.texts("night ferry")
    first, second = both[:1].reset_index(drop=True), both[1:2].reset_index(drop=True)
    a_file(tmp_path, first, found(first, "axed"), "Ada", copy="1")
    a_file(tmp_path, second, found(second, "mob"), "Ada", copy="2")
    a_file(tmp_path, second, [], "Ben", copy="3")
    read = teach.read(tmp_path, both)
    assert read.marks["Ada"].text.tolist() == ["axed", "mob"] and read.read["Ben"] == [second.article_id[0]]
    own, coded = read.of(second.article_id[0])
    assert len(own) == 1 and list(coded) == ["Ada", "Ben"] and coded["Ada"].text.tolist() == ["mob"]
    with pytest.raises(ValueError, match="no article 'x' in this class"):
        read.of("x")


@pytest.mark.parametrize(
    "nickname", ["", None, 5, "a\u202eb", "x" * 500, "<script>alert(1)</script>", "Ada, Ben", "😀"]
)
def test_any_nickname_is_taken_and_can_be_shown(march, tmp_path, nickname):
    a_file(tmp_path, march, found(march, "mob", note="<b>because</b>"), "Ada", nickname=nickname)
    a_file(tmp_path, march, [], "Ben")
    read = teach.read(tmp_path, march)
    name = next(name for name in read.marks if name != "Ben")
    assert 0 < len(name) <= 40 and "," not in name and name.isprintable()
    page = teach.classroom(read).body
    assert "<script" not in page and "<b>because" not in page


def test_a_missing_folder_is_said(march, tmp_path):
    with pytest.raises(FileNotFoundError, match="There is no folder .*Make it"):
        teach.read(tmp_path / "class", march)


# --- the class -------------------------------------------------------------------------------------------------------


@pytest.fixture
def a_class(march, tmp_path):
    """Thirty files: 26 pupils who mark more or less of the key, and four files that cannot be used."""
    chance, key = random.Random(7), teach.key(march, labels=["loaded word"])
    for i in range(26):
        chosen = [row for row in key.itertuples() if chance.random() < 0.2 + 0.7 * (row.start % 5) / 4]
        rows = [
            {"start": r.start, "end": r.end, "text": r.text, "label": r.label, "note": "it judges" * (i == 3)}
            for r in chosen
        ]
        a_file(tmp_path, march, rows, f"pupil {i:02}")
    for i, damage in enumerate(("half", "another text", "moved", "another version")):
        made = json.loads(marks.content(march.iloc[0], ["loaded word"], found(march, "mob"), nickname="x", copy="1"))
        (tmp_path / f"bad-{i}.json").write_text(DAMAGED[damage](made), encoding="utf-8")
    return teach.read(tmp_path, march, labels=["loaded word"])


def test_the_numbers_of_the_class_are_those_of_agreement(a_class, march):
    assert len(a_class) == 26 and (~a_class.report.taken).sum() == 4
    shown = repr(teach.classroom(a_class, key=teach.key(march, labels=["loaded word"])))
    alone = agreement.alpha(a_class.marks, text.words(march), text.sentences(march)).iloc[0]
    assert f"alpha {alone.alpha:.2f} (95 % interval {alone.alpha_low:.2f} to {alone.alpha_high:.2f})" in shown
    assert f"{alone.meaning}" in shown and f"Of {alone.total} words, {alone.n} are" in shown
    assert "26 pupils, 26 of 30 files" in shown and "bad-0.json" in shown
    start = march.text[0].index("besieged")
    by_hand = sum((table.start == start).any() for table in a_class.marks.values())
    assert f"besieged [{by_hand} of 26]" in shown
    counted = differences.by_word(a_class.marks, march)
    assert counted.loc[counted.start == start, "n"].item() == by_hand


def test_divided_passages_come_first_and_carry_reasons(a_class):
    table = teach.divided(a_class, most=4)
    assert table.passage.tolist() == [1, 2, 3, 4] and table.division.is_monotonic_decreasing
    assert not set(table.reasons) - {"", "it judges"} and "it judges" in repr(teach.classroom(a_class))
    assert all(len(row.marked_by.split(", ")) == row.n for row in table.itertuples())


def test_the_class_against_key_and_list(march, tmp_path):
    for i in range(5):
        a_file(tmp_path, march, found(march, "hour before", *["agitators"] * (i < 2)), f"p{i}")
    read = teach.read(tmp_path, march)
    key = teach.key(march, labels=["loaded word"])
    table = beside.against(read, key)
    assert table.loc[table.difference == "class only", ["text", "n", "total"]].values.tolist() == [
        ["hour before", 5, 5]
    ]
    missed = table[table.difference == "other only"].set_index("text")
    assert missed.loc["agitators", "n"] == 2 and len(missed) == len(key)
    hits = lexicon.explain(lexicon.match(march, LOADED), LOADED)
    shown = repr(teach.classroom(read, key=key, hits=hits))
    assert "Most of the class marked it; it is not there" in shown and "The list offers “" in shown


def a_labelled_class(folder, rows_of):
    """The class of lesson 4: for each pupil the rows of the key that a function makes of them."""
    own = teach.lesson("04")
    key = teach.key(own.articles, labels=own.labels)
    for i in range(6):
        rows = [
            {"start": r.start, "end": r.end, "text": r.text, "label": label, "note": ""}
            for r in key.itertuples()
            if (label := rows_of(i, r.label))
        ]
        a_file(folder, own.articles, rows, f"p{i}", labels=list(own.labels))
    return teach.read(folder, own.articles, labels=own.labels), key, own


def test_a_class_with_the_wrong_label_is_told_so(tmp_path):
    """All take the scare quotes for quotations: that is the one thing that the lesson is about."""
    read, key, own = a_labelled_class(tmp_path, lambda i, label: label.replace("scare quotes", "quotation"))
    table = beside.against(read, key)
    assert table[["text", "difference", "class_label", "other_label", "n", "total"]].values.tolist() == [
        ["improvement", "other label", "quotation", "scare quotes", 6, 6],
        ["experts", "other label", "quotation", "scare quotes", 6, 6],
    ]
    shown = repr(teach.classroom(read, key=key, hits=teach.kit(own.articles, labels=own.labels)))
    assert shown.count("Most of the class marked it with another label") == 2, "key and kit"
    assert "They do not differ" not in shown


def test_numbers_beside_a_label_count_that_label(tmp_path):
    """Two of six have another label, one of them nothing: no number counts marks with another label."""
    said = {0: "paraphrase", 1: "paraphrase", 2: "", 3: "scare quotes"}
    read, key, own = a_labelled_class(tmp_path, lambda i, label: said.get(i, label) if label == "quotation" else label)
    row = beside.against(read, key).set_index("text").loc["We had complaints every day"]
    assert (row.difference, row.other_label, row.n, row.total) == ("other only", "quotation", 2, 6)
    assert row.rivals == "2 paraphrase, 1 scare quotes"
    shown = html.unescape(teach.classroom(read, key=key).body)
    assert "of 6, 2 as <i>paraphrase</i>, 2 as <i>quotation</i>, 1 as <i>scare quotes</i> and 1 not at all" in shown
    quotations = {who: table[table["label"] == "quotation"] for who, table in read.marks.items()}
    counted = differences.by_word(quotations, own.articles, read=read.read)
    assert counted.loc[counted.text == "complaints", "n"].item() == row.n


def test_one_tap_is_no_division_and_a_reason_stands_with_its_words(march, tmp_path):
    for i in range(6):
        note = "a number is a fact" if i == 0 else ""
        a_file(
            tmp_path,
            march,
            found(march, *["An unruly mob", "mob"][i > 2 :][:1], *["hour"] * (i == 5), note=note),
            f"p{i}",
        )
    table = teach.divided(teach.read(tmp_path, march))
    assert "hour" not in set(table.text)
    reasons = table.set_index("text").reasons
    assert reasons[reasons != ""].tolist() == ["a number is a fact (on “An unruly mob”)"]


def test_a_class_of_none_or_one_is_no_error(march, tmp_path):
    assert "nothing to compare" in repr(teach.classroom(teach.read(tmp_path, march), key=teach.key(march)))
    a_file(tmp_path, march, [], "Ada")
    read = teach.read(tmp_path, march)
    assert "So few cannot stand for a class" in repr(teach.classroom(read, key=teach.key(march)))
    assert teach.divided(read).empty and "no passage over which the class is divided" in repr(teach.classroom(read))
    assert beside.against(read, teach.key(march)[:0]).empty


def test_names_stand_in_the_list_of_files_only(a_class):
    body = teach.classroom(a_class).body
    assert "pupil 0" not in body.split("What the class marked")[1]


def test_decisions_are_written_down_and_kept(a_class, tmp_path):
    table, path = teach.divided(a_class), tmp_path / "record" / "decisions.csv"
    teach.decide(table, {1: ("mark", "a word of war"), 2: ("open", "we did not agree")}, path)
    record = teach.decide(table, {2: ("mark", "=it judges"), 1: ("no mark", "plain here")}, path, who="8b")
    assert record.decision.tolist() == ["mark", "open", "mark", "no mark"] and record.by.tolist()[2:] == ["8b", "8b"]
    last = teach.decided(path)
    assert last.text.tolist() == [table.text[1]]
    assert "'=it judges" in path.read_text(encoding="utf-8"), "a spreadsheet would run it"
    assert (a_class.articles.text[0][last.start[0] : last.end[0]]) == last.text[0]
    for wrong in ({9: ("mark", "x")}, {1: ("maybe", "x")}, {1: ("mark", " ")}, {1: "mark"}):
        with pytest.raises(ValueError, match="[Pp]assage"):
            teach.decide(table, wrong, path)
    assert len(pd.read_csv(path)) == 4


def test_decisions_of_one_lesson_are_not_written_to_another(a_class, tmp_path):
    table, path = teach.divided(a_class), tmp_path / "decisions.csv"
    words = {table.text[0]: ("mark", "it judges the marchers"), table.text[1].upper(): ("open", "=we did not agree")}
    record = teach.decide(table, words, path)
    assert record.text.tolist() == table.text[:2].tolist()
    assert teach.decide(table, words, path).equals(record), "the cell was run again"
    (tmp_path / "04").mkdir()
    quiet, _, _ = a_labelled_class(tmp_path / "04", lambda i, label: label * (i % 2))
    for passages in (teach.divided(quiet), teach.divided(quiet)[:0]):
        with pytest.raises(ValueError, match="no passage .* in this lesson, so nothing was written.*Put the # back"):
            teach.decide(passages, words, path)
    twice = pd.concat([table[:1], table[:1].assign(passage=2, label="other")])
    with pytest.raises(ValueError, match="more than one passage.*its number"):
        teach.decide(twice, {table.text[0]: ("mark", "x")}, path)
    assert teach.decide(table, {table.text[0]: ("no mark", "x")}, path).decision.tolist() == ["mark", "open", "no mark"]


# --- feedback and answers --------------------------------------------------------------------------------------------


def test_feedback_names_both_directions_and_no_grade(march):
    hits = lexicon.explain(lexicon.match(march, LOADED), LOADED)
    mine = marks.table(march.article_id[0], found(march, "mob", "an hour before", note="<i>why</i>"))
    page = teach.feedback(march, mine, hits=hits, key=teach.key(march, labels=["loaded word"]))
    shown = repr(page)
    assert "You and the kit marked these" in shown and "plainer: crowd" in shown
    assert "You marked these, and the kit did not" in shown and "“an hour before” · Your note: <i>why</i>" in shown
    assert "The key marked these, and you did not" in shown and "a word of war" in shown
    assert "<i>why" not in page.body
    assert not re.search(r"\b(grade|score|points|percent|wrong|mistake)\b|%|\d+ of \d+", shown, re.IGNORECASE)


def test_feedback_for_all_is_a_page_for_each_and_one_to_print(tmp_path, march):
    pupils = teach.read(article.DATA / "sample-class", march)
    first, *each = teach.feedback_for_all(pupils, tmp_path, key=teach.key(march, labels=["loaded word"]))
    assert len(each) == len(pupils) and first.read_text(encoding="utf-8").count('<section class="ww-own">') == len(each)
    for name, path in zip(pupils.marks, each, strict=True):
        page = path.read_text(encoding="utf-8")
        assert f"<h2>For {name}</h2>" in page and "language model" in page and "<script" not in page
        assert not any(f"For {other}<" in page for other in pupils.marks if other != name)


READY = sorted((LESSONS[0].parent / "ready").glob("*/*.html"))


def test_the_pages_that_lie_ready_are_those_that_the_kit_writes(tmp_path):
    """What teachers without Python download: the words and the script, but for the style, which others change."""
    from helpers import __main__ as terminal

    def bare(path):
        return re.sub(r"<style>.*?</style>|sha256-[\w+/=]+", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)

    assert terminal.main(["lesson", "all", "-o", str(tmp_path), "--quiet"]) == 0
    made = {str(path.relative_to(tmp_path)): bare(path) for path in sorted(tmp_path.glob("*/*.html"))}
    ready = {str(path.relative_to(path.parents[1])): bare(path) for path in READY}
    assert list(made) == list(ready) and len(ready) > 20
    old = [name for name in made if made[name] != ready[name]]
    assert not old, f"run: make lesson N=all ARGS='-o lessons/ready'  ({old})"


class Odd:
    def __eq__(self, other):
        raise RuntimeError

    def __str__(self):
        raise RuntimeError


ANSWERS = [
    (..., 5, "Not filled in"), ("...", "x", "Not filled in"), (None, None, "Not filled in"),
    ([], {"a"}, "Not filled in"), ([...], {"a"}, "Not filled in"), (5, 5, "Yes."), ("5", 5, "Yes."),
    ("5,0 %", 5, "Yes."), (6, 5, "Not yet: it is less"), (float("nan"), 5, "Not yet: this is not"),
    ("many", 5, "Not yet: this is not"), ("Mob.", "mob", "Yes."), ("crowd", "mob", "Not yet."),
    ("a, b", {"a", "b"}, "Yes, all 2."), (["A"], {"a", "b"}, "Partly: 1 of 2"),
    (["c"], ["a"], "Not yet: 0 of 1 found. Not among them: c."), ({"a": 1}, ["a"], "Not yet: write a list"),
    (7, ["a"], "Not yet: write a list"), ("my view", None, "Noted."), (Odd(), 5, "Not yet"), (Odd(), "x", "Not yet"),
    (Odd(), ["x"], "Not yet"), (pd.DataFrame(), 5, "Not yet"), (pd.DataFrame(), "x", "Not yet"),
    (b"\xff", "x", "Not yet"), (10**400, 5, "Not yet"), ("<script>", ["a"], "Not yet"), (True, "x", "Not yet"),
    (lambda: 1, 3, "Not yet"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "expected", "said"), ANSWERS, ids=range(len(ANSWERS)))
def test_an_answer_is_never_an_error(given, expected, said):
    checked = teach.check(given, expected, hint="Look again.")
    assert repr(checked).startswith(said) and "<script>" not in checked.body
    assert ("Look again." in repr(checked)) == (not said.startswith(("Yes", "Noted")))


def test_one_of_several_answers_is_enough():
    assert repr(teach.check("Mob", ["mob", "raid"], one_of=True)) == "Yes."
    assert repr(teach.check(["mob"], ["mob", "raid"], one_of=True)) == "Not yet."
    assert repr(teach.check("mob in a long answer of many more words", ["mob"], one_of=True)) == "Not yet."
    assert repr(teach.check("an unruly mob", ["mob"], one_of=True)) == "Yes."
    assert repr(teach.check(6, 5, near=1)) == "Yes. Exactly it is 5."


def test_an_answer_may_be_said_in_more_than_one_way():
    city = [("the statement", "the city"), "Dora Lind"]
    assert repr(teach.check(["The city", "dora lind"], city)) == "Yes, all 2."
    assert repr(teach.check(["the statement", "the city"], city)) == "Partly: 1 of 2 found."
    assert repr(teach.check([..., ...])).startswith("Not filled in yet") and repr(teach.check(["a", ...])).startswith(
        "Noted"
    )


def test_feedback_says_for_whom_it_is_and_where_labels_differ():
    own = teach.lesson("04")
    key = teach.key(own.articles, labels=own.labels)
    mine = key.replace({"label": {"scare quotes": "quotation"}}).assign(note="")
    shown = repr(teach.feedback(own.articles, mine, key=key, nickname="<b>Ada"))
    assert "For <b>Ada" in shown and "You and the key marked these with different labels" in shown
    assert "“experts” · you: quotation, they: scare quotes" in shown and "““" not in shown
    assert "why the word is fair" not in repr(teach.feedback(own.articles, mine[:0], key=key))


# --- lessons ---------------------------------------------------------------------------------------------------------

ORDER = ["Read", "Predict", "Measure", "Look at the passages", "Doubt", "On your own"]


def test_there_are_six_lessons():
    assert [path.stem[:2] for path in LESSONS] == ["01", "02", "03", "04", "05", "06"]


@each_lesson
def test_a_lesson_has_its_order_and_its_time(path):
    notebook = nbformat.read(path, as_version=4)
    prose = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    heads = [line[3:] for source in prose for line in source.splitlines() if line.startswith("## ")]
    assert heads == ORDER
    minutes = int(re.search(r"(\d+) minutes", prose[0])[1])
    assert minutes == notebook.metadata.whose_words.minutes and 20 <= minutes <= 45
    articles = handouts.read(path).articles
    # 200 words a minute for reading in a foreign tongue, three minutes for each question.
    n_words = sum(len(source.split()) for source in prose) + text.count_words(articles.text).sum()
    questions = sum(source.count("<details><summary>One possible answer") for source in prose)
    assert n_words / 200 + 3 * questions <= minutes


@each_lesson
def test_answers_of_a_lesson_are_hidden_and_complete(path):
    notebook = nbformat.read(path, as_version=4)
    blanks = set()
    for cell in notebook.cells:
        if cell.cell_type == "code":
            blanks |= set(re.findall(r"^(\w+) = \.\.\.(?:  #.*)?$", cell.source, re.MULTILINE))
            if names := re.search(r"^(\w+), (\w+) = \.\.\., \.\.\.(?:  #.*)?$", cell.source, re.MULTILINE):
                blanks |= set(names.groups())
    opened = [
        re.sub(r"<details>.*?</details>", "", c.source, flags=re.DOTALL)
        for c in notebook.cells
        if c.cell_type == "markdown"
    ]
    assert not any("```python" in source for source in opened), "an answer stands in the open"
    answered = set(re.findall(r"^(\w+)(?:, \w+)? = ", "\n".join(answers_of(notebook)), re.MULTILINE))
    answered |= set(re.findall(r"^\w+, (\w+) = ", "\n".join(answers_of(notebook)), re.MULTILINE))
    assert blanks and blanks - {"my_guess", "my_version"} <= answered


def answers_of(notebook):
    """The lines of code in the hidden answers: `name = value`."""
    return [
        line.strip()
        for cell in notebook.cells
        if cell.cell_type == "markdown"
        for block in re.findall(r"```python\n(.*?)```", cell.source, re.DOTALL)
        for line in block.strip().splitlines()
    ]


@each_lesson
def test_a_lesson_filled_in_with_its_answers_is_right(path, tmp_path, monkeypatch):
    from matplotlib import font_manager  # noqa: F401  lists the fonts, which would be said on stderr the first time
    from nbclient import NotebookClient

    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    notebook, put = nbformat.read(path, as_version=4), 0
    for line in answers_of(notebook):
        blank = re.escape(line.split(" = ")[0]) + r" = \.\.\.(?:, \.\.\.)?(?:  #.*)?$"
        for cell in notebook.cells:
            if cell.cell_type == "code" and re.search(f"^{blank}", cell.source, re.MULTILINE):
                cell.source = re.sub(f"^{blank}", lambda _, line=line: line, cell.source, flags=re.MULTILINE)
                put += 1
    assert put == len(answers_of(notebook)) > 0
    NotebookClient(
        notebook, kernel_name="python3", timeout=300, resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    said = {
        cell.id: output.data["text/plain"]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if 'role="status"' in output.get("data", {}).get("text/html", "")
    }
    assert said
    for cell, line in said.items():
        filled = next(c for c in notebook.cells if c.id == cell).source
        if "my_guess" not in filled and "my_side" not in filled.split("teach.check")[0]:
            assert line.startswith(("Yes", "Noted", "(Noted")), f"{cell}: {line}"


def test_the_numbers_in_the_answers_of_the_lessons_are_so():
    """On paper no cell prints them: what is written is compared with what is counted."""
    paper = {path.stem[:2]: " ".join(" ".join(teach.lesson(path).cells).split()) for path in LESSONS}
    listed = lexicon.match(TEXTS, LOADED).groupby("article_id").size()
    key = teach.key(TEXTS)
    by_hand = key[key.label == "loaded word"].groupby("article_id").size()
    march, council = "night-ferry-against-the-march", "night-ferry-against-the-council"
    assert f"The list marks {listed[march]} words in the first article; the key has {by_hand[march]}" in paper["01"]
    assert f"{listed[march]} and {listed[council]}; the key has {by_hand[march]} and {by_hand[council]}" in paper["01"]
    plain = teach.texts("tent camp", "plain")
    words = differences.by_word({"key": key[key.article_id == plain.article_id[0]]}, plain)
    assert f"{100 * (words.n == 0).mean():.0f} of 100 words" in paper["02"]
    sides = teach.texts("wind farm").query("slant != 'plain'").reset_index(drop=True)
    changed = text.count_words([" ".join(teach.key(sides, labels=["loaded word"]).text)])[0]
    n = len(text.words(sides))
    assert f"About {100 * changed / n:.0f} of every 100: the key has {changed} words among {n}" in paper["05"]
    camp = teach.texts("tent camp", "against the camp")
    own = teach.key(camp, labels=["loaded word"])
    recall = teach.recall_and_precision(lexicon.match(camp, LOADED), own, camp).iloc[0]
    assert f"{recall.n} of the {recall.total} passages of the key: {10 * recall.value:.0f} of 10" in paper["06"]
    assert all("Predict" not in source or "<details>" in source for source in teach.lesson("01").cells)


# --- handouts --------------------------------------------------------------------------------------------------------


@each_lesson
def test_a_handout_hides_the_answers_from_pupils(path):
    pupil, teacher = (html.unescape(handouts.html(path.stem, answers=answers)) for answers in (False, True))
    own = handouts.read(path.stem)
    for answer in re.findall(r"</summary>(.*?)</details>", "\n".join(own.cells), re.DOTALL):
        sentence = re.sub(r"```python.*?```", "", answer, flags=re.DOTALL).strip().split(". ")[-1][-40:]
        plain = re.sub(r"[*_`]", "", sentence)
        assert plain in re.sub(r"<[^>]+>", "", teacher) and plain not in re.sub(r"<[^>]+>", "", pupil)
    assert pupil.count("ww-lines") - 1 >= len(own.cells) // 3 and "Key: one reading" not in pupil
    if own.labels:
        reasons = teach.key(own.articles, labels=own.labels).why
        assert all(why in teacher and why not in pupil for why in reasons)
    for page in (pupil, teacher):
        assert "<script" not in page and not re.search(r"https?://", page.split("<body")[1])
        assert "```" not in page and "<summary" not in page


def test_a_handout_warns_before_the_text_and_names_no_time_for_pupils():
    pupil, teacher = (html.unescape(handouts.html("01", answers=answers)) for answers in (False, True))
    for page in (pupil, teacher):
        assert 0 < page.index(pupil_page.FOREWARNING) < page.index('class="ww-text"')
    assert "minutes)" not in pupil and "the whole lesson: 45 minutes" in teacher


def test_one_version_of_a_handout(tmp_path):
    """A third of the class gets each version; only who has the plain one guesses what the others say."""
    own = teach.lesson("03")
    for slant in own.articles.slant:
        path = teach.handout("03", tmp_path, slant=slant)
        page = html.unescape(path.read_text(encoding="utf-8"))
        assert path.name == f"03-one-event-many-names-{slant.replace(' ', '-')}-pupils-A4.html"
        assert [title in page for title in own.articles.title] == [one == slant for one in own.articles.slant]
        assert ("Guess two" in page) == (slant == "plain")
    with pytest.raises(ValueError, match="Lesson 03 has no text with the slant 'neutral'. It has: plain, against the"):
        teach.handout("03", tmp_path, slant="neutral")


@pytest.mark.parametrize(
    ("path", "error", "message"),
    [
        (1, TypeError, "a value of the type int came: 1. Write its name in quotation marks"),
        (None, TypeError, "NoneType"),
        ("x.docx", ValueError, r"'x\.docx' ends in \.docx\. A handout is a page \(\.html\) or.*\.pdf.*or a folder"),
    ],
)
def test_a_place_for_a_handout_that_does_not_work_is_said(path, error, message):
    with pytest.raises(error, match=message):
        teach.handout("01", path)


def test_a_handout_names_its_paper(tmp_path):
    assert "size:Letter" in teach.handout("01", tmp_path, paper="Letter").read_text(encoding="utf-8")
    with pytest.raises(ValueError, match="no paper 'A5'"):
        teach.handout("01", tmp_path, paper="A5")
    with pytest.raises(FileNotFoundError, match="no lesson 'eleven'.*01-loaded-words"):
        teach.handout("eleven", tmp_path)


@pytest.mark.skipif(exports.browser() is None, reason="needs an installed Chromium, Chrome or Edge to print")
@pytest.mark.parametrize(("paper", "size"), [("A4", (595, 842)), ("Letter", (612, 792))])
def test_a_handout_is_printed(tmp_path, paper, size):
    path = teach.handout("04", tmp_path / "handout.pdf", answers=True, paper=paper)
    data = path.read_bytes()
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", data)
    assert data.startswith(b"%PDF") and all(abs(float(n) - s) < 2 for n, s in zip(box.groups(), size, strict=True))


def test_a_pdf_without_a_browser_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(exports, "browser", lambda path="": None)
    with pytest.raises(FileNotFoundError, match="Write the handout as .html"):
        teach.handout("01", tmp_path / "handout.pdf")


def test_pages_of_a_lesson(tmp_path):
    assert [path.name for path in teach.pages("02", tmp_path)] == [
        "mark-tent-camp-wire.html", "mark-tent-camp-against-the-clearance.html",
    ]  # fmt: skip
    assert len(teach.pages(teach.lesson(5), tmp_path / "new")) == 3


def test_a_lesson_without_labels_has_no_pages(tmp_path):
    assert teach.pages(dataclasses.replace(teach.lesson("01"), labels={}), tmp_path) == []


@pytest.mark.parametrize("name", ["2", 2, "02", " 02 ", "02-whose-words", ROOT / "lessons" / "02-whose-words.ipynb"])
def test_a_lesson_is_found_by_number_name_or_path(name):
    own = teach.lesson(name)
    assert own.name == "02-whose-words" and teach.lesson(own) is own
    assert repr(own).splitlines()[2] == "Pupils mark: quoted, retold"


# --- the notebook on the class, for each lesson ---------------------------------------------------------------------


def hand_in(page, folder, key):
    """What six pupils save from a page: each of them all but every sixth mark of the key, or nothing."""
    state = json.loads(re.search(r'<script type="application/json"[^>]*>(.*?)</script>', page.read_text("utf-8"))[1])
    labels = [label["name"] for label in state["labels"]]
    about = pd.Series({"article_id": state["article_id"], "title": state["title"], "text": state["text"]})
    own = key[key.article_id == state["article_id"]].reset_index(drop=True)
    for i in range(6):
        rows = [
            {"start": r.start, "end": r.end, "text": r.text, "label": r.label, "note": r.why}
            for r in own[own.index % 6 != i].itertuples()
        ]
        made = marks.content(about, labels, rows, nickname=f"Fox {i}", copy=f"copy {i}")
        (folder / f"marks-{page.stem}-{i}.json").write_text(made, encoding="utf-8")
    return len(own)


@each_lesson
def test_one_line_of_the_notebook_chooses_the_lesson(path, tmp_path, monkeypatch):
    """Pages, texts, labels, key and the kit's part follow from the number at the top."""
    monkeypatch.chdir(tmp_path)
    notebook = nbformat.read(ROOT / "notebooks" / "20-your-class.ipynb", as_version=4)
    cells = {cell.id: cell.source for cell in notebook.cells if cell.cell_type == "code"}
    source = "\n".join(cells.values())
    assert source.count('"01"') == 2 and source.count('teach.lesson("01")') == 1, "one line and a note beside it"
    assert not re.search("night|loaded|against", source), "a text or a label stands in the notebook"
    cells["lesson"] = cells["lesson"].replace('"01"', f'"{path.stem[:2]}"')
    cells["write-pages"] = cells["write-pages"].removeprefix("# ")
    cells["read-class"] = cells["read-class"].replace("# folder", "folder")
    place = {}
    for name in ("imports", "lesson", "write-pages"):
        exec(cells[name], place)  # noqa: S102
    own = place["lesson"]
    pages = sorted((tmp_path / "pages").iterdir())
    assert len(pages) == len(own.articles) and own.labels
    (tmp_path / "class").mkdir()
    marked = sum(hand_in(page, tmp_path / "class", teach.key(own.articles, labels=own.labels)) for page in pages)
    assert marked > 0
    for name in ("read-class", "read-the-folder", "kit", "divided"):
        exec(cells[name], place)  # noqa: S102
    exec("\n".join(cells["show-feedback"].splitlines()[:-1]), place)  # noqa: S102
    place["own"]["nickname"] = "Fox 1"
    view, reply = (
        eval(cells[name].splitlines()[-1], place | {"name": "Fox 1"}) for name in ("show-class", "show-feedback")
    )
    shown, told = (html.unescape(re.sub("<[^>]+>", "", page.body)) for page in (view, reply))
    assert f"6 pupils, {6 * len(pages)} of {6 * len(pages)} files." in shown and "left out" not in shown
    assert view.body.count('class="ww-article"') == len(pages) and " of 6]" in shown
    assert "The class and the key" in shown and "How far the class agrees" in shown
    assert not place["passages"].empty and "The key marked these" in told
    assert ("The class and the kit" in shown) == (path.stem[:2] != "03"), "the kit does not know who is meant by a name"
    if len(own.labels) > 1:
        assert all(f"[{label} " in shown for label in own.labels if label in set(place["key"].label))


def test_each_passage_of_the_key_comes_with_its_reason_though_it_begins_with_a_mark(tmp_path):
    own = teach.lesson("02")
    a_file(tmp_path, own.articles, [], "Ada", labels=list(own.labels))
    key = teach.key(own.articles, labels=own.labels)
    read = teach.read(tmp_path, own.articles, labels=own.labels)
    shown = html.unescape(teach.classroom(read, key=key, hits=teach.kit(own.articles, labels=own.labels)).body)
    key = key[key.article_id == own.articles.article_id[0]]
    assert key.text.str.startswith("“").any() and all(shown.count(why) == 1 for why in key.why)
    assert "the words of Dora Lind; the kit goes by “said”" in shown


def test_files_of_another_lesson_are_named(tmp_path):
    wind = teach.lesson("03")
    page = teach.pages(wind, tmp_path / "pages")[0]
    (tmp_path / "class").mkdir()
    hand_in(page, tmp_path / "class", teach.key(wind.articles, labels=wind.labels))
    for other, why in (("02", "another text or lesson"), ("05", "label “.*is it of another lesson")):
        own = teach.lesson(other)
        read = teach.read(tmp_path / "class", own.articles, labels=own.labels)
        assert len(read) == 0 and read.report.note.str.contains(why).all()
        assert "There is nothing to compare yet" in repr(teach.classroom(read))


def test_texts_that_nobody_handed_in_are_left_out(tmp_path):
    own = teach.lesson("01")
    page = teach.pages(own, tmp_path / "pages")[0]
    (tmp_path / "class").mkdir()
    hand_in(page, tmp_path / "class", teach.key(own.articles))
    read = teach.read(tmp_path / "class", own.articles, labels=own.labels)
    assert (
        read.articles.article_id.tolist()
        == ["night-ferry-against-the-march"]
        == read.texts("Fox 2").article_id.tolist()
    )
    with pytest.raises(ValueError, match="no pupil 'Quill'.*Fox 0, Fox 1"):
        read.texts("Quill")


def test_each_label_of_a_lesson_that_the_kit_looks_for_has_its_rows():
    known = {"loaded word", "quoted", "retold", "quotation", "paraphrase", "scare quotes"}
    seen = set()
    for path in LESSONS:
        own = teach.lesson(path)
        table = teach.kit(own.articles, labels=own.labels)
        contents = own.articles.set_index("article_id").text
        assert all(contents[row.article_id][row.start : row.end] == row.text and row.why for row in table.itertuples())
        assert set(table.category) == known & set(own.labels)
        seen |= set(table.category)
    assert seen == known


def test_a_notebook_that_is_no_lesson_is_refused():
    with pytest.raises(ValueError, match="is no lesson"):
        handouts.read(ROOT / "notebooks" / "00-start-here.ipynb")


def test_a_name_without_an_ending_is_a_folder(tmp_path):
    assert files.write(tmp_path / "new" / "pages", "x", default="a.csv") == tmp_path / "new" / "pages" / "a.csv"
    with pytest.raises(ValueError, match="does not end in .csv"):
        files.write(tmp_path / "a.txt", "x", default="a.csv")
    with pytest.raises(TypeError, match="a value of the type int came: 3"):
        files.write(3, "x", default="a.csv")


def test_files_are_written_whole_or_not_at_all(tmp_path):
    path = files.write(tmp_path / "new" / "a.csv", "x\n", default="a.csv")
    assert path.read_bytes() == b"x\n" and [p.name for p in path.parent.iterdir()] == ["a.csv"]
    path.write_text("old")
    with pytest.raises(TypeError):
        files.write(path, 5, default="a.csv")
    assert path.read_text() == "old" and [p.name for p in path.parent.iterdir()] == ["a.csv"]
