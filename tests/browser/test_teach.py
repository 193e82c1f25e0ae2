"""Marking in JupyterLab by mouse, finger and keyboard; the class as it is shown; handouts on the screen."""

import json
import random
import re
import shutil
import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from pupil import drag, rows, select, touch, word

from helpers import agreement, lexicon, teach, text
from helpers.agreement import differences
from helpers.teach import handouts, marks


@pytest.fixture
def march():
    return teach.texts("night ferry", "against the march")


# --- in JupyterLab -------------------------------------------------------------------------------------------

KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}


@pytest.fixture
def run_cells(lab, open_notebook, run_all):
    """`run_cells(source, …)`: a notebook with these cells in a folder of its own, run; returns the folder."""

    def run_cells(*sources):
        folder = lab.folder / "kit" / "teach"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        cells = [
            {
                "cell_type": "code",
                "execution_count": None,
                "id": f"c{i}",
                "metadata": {},
                "outputs": [],
                "source": source,
            }
            for i, source in enumerate(sources)
        ]
        notebook = {"cells": cells, "metadata": KERNEL, "nbformat": 4, "nbformat_minor": 5}
        (folder / "teach.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
        open_notebook("teach.ipynb", folder="teach")
        assert run_all() == []
        return folder

    return run_cells


MARK = """
from helpers import teach
mine = teach.mark(teach.texts("night ferry", "against the march"), nickname="Ada")
mine
"""


EMOJI = """
from helpers import article
smile = article.from_text("😀 The angry mob 🏳️‍🌈 left. A so-called hero stayed 👍🏽 for tea.", title="Smile")
other = teach.mark(smile, nickname="Ada")
other
"""


def saved(folder, march, n, last):
    """The pupil's marks as their file holds them: it is written by the kernel a moment after the page shows a mark."""
    for _ in range(100):
        marks = teach.read(folder / "marks", march).marks.get("Ada")
        if marks is not None and len(marks) == n and last in marks[["text", "note"]].to_numpy():
            break
        time.sleep(0.1)
    return marks


def test_marking_in_the_notebook_by_mouse(page, run_cells, run_all, axe, theme, shot, march):
    folder = run_cells(MARK, EMOJI, "other.spans.text.tolist()")
    widget, smile = page.locator(".jp-OutputArea-output .ww-marking").all()
    word(widget, "unruly").click()
    word(widget, "mob").click()
    widget.get_by_role("button", name="1 loaded word").click()
    widget.get_by_label("Note on “unruly mob”, loaded word").fill("a crowd")
    drag(page, word(widget, "mob"), word(widget, "besieged"))  # over a mark: labels may overlap
    widget.get_by_role("button", name="3 no source").click()
    expect(rows(widget)).to_have_count(2)
    widget.get_by_role("button", name="Undo").click()
    expect(rows(widget)).to_have_count(1)
    widget.get_by_role("button", name="Redo").click()
    expect(rows(widget)).to_have_count(2)
    for first, last in (("mob", "mob"), ("so-called", "hero"), ("👍🏽", "👍🏽")):
        word(smile, first).click()
        if last != first:
            word(smile, last).click()
        smile.get_by_role("button", name="2 scare quotes").click()
    for colours in ("light", "dark"):
        theme(colours)
        assert axe(".jp-OutputArea-output .ww-marking") == []
        shot(f"mark-{colours}", ".jp-OutputArea-output .ww-marking")
    assert run_all() == []  # the same cells again: the marks come back from the file
    expect(rows(page.locator(".jp-OutputArea-output .ww-marking").first)).to_have_count(2)
    expect(page.locator(".jp-OutputArea-output").last).to_contain_text("['mob', 'so-called hero', '👍🏽']")
    assert saved(folder, march, 2, "a crowd")[["text", "label", "note"]].values.tolist() == [
        ["unruly mob", "loaded word", "a crowd"],
        ["mob of 300 besieged", "no source", ""],
    ]


def test_marking_in_the_notebook_by_keyboard(page, run_cells, march):
    folder = run_cells(MARK)
    widget = page.locator(".jp-OutputArea-output .ww-marking")
    widget.locator(".ww-words").focus()
    for key in ("Home", "ArrowRight", "Shift+ArrowRight", "1", "Shift+ArrowRight", "Shift+ArrowRight", "3"):
        page.keyboard.press(key)
    expect(rows(widget)).to_have_count(2)
    page.keyboard.press("Control+z")
    expect(rows(widget)).to_have_count(1)
    for key in ("Control+y", "d", "d", "b", "a", "m"):
        page.keyboard.press(key)
    expect(rows(widget)).to_have_count(2)
    kinds = page.evaluate("window.jupyterapp.shell.currentWidget.content.widgets.map(cell => cell.model.type)")
    assert kinds == ["code"], "a letter was a command of JupyterLab"
    for key in ("Home", "ArrowRight", "n"):
        page.keyboard.press(key)
    page.keyboard.type("a crowd")
    page.keyboard.press("Enter")
    expect(widget.locator(".ww-words")).to_be_focused()
    expect(widget.get_by_role("status").first).to_contain_text("unruly")
    assert saved(folder, march, 2, "a crowd")[["text", "label", "note"]].values.tolist() == [
        ["unruly mob", "loaded word", "a crowd"],
        ["unruly mob of 300", "no source", ""],
    ]


def test_marking_in_the_notebook_by_finger_and_after_a_new_start(page, lab, run_cells, open_notebook, run_all, march):
    folder = run_cells(MARK)
    widget = page.locator(".jp-OutputArea-output .ww-marking")
    for what in ("unruly", "mob"):
        touch(page, word(widget, what))
    touch(page, widget.get_by_role("button", name="1 loaded word"))
    expect(rows(widget)).to_have_count(1)
    select(page, word(widget, "held"), word(widget, "hostage"))
    touch(page, widget.get_by_role("button", name="2 scare quotes"))
    expect(rows(widget)).to_have_count(2)
    touch(page, widget.get_by_role("button", name="Undo"))
    expect(rows(widget)).to_have_count(1)
    touch(page, widget.get_by_role("button", name="Redo"))
    expect(rows(widget)).to_have_count(2)
    assert len(saved(folder, march, 2, "held the square hostage")) == 2
    lab.shut_down_kernels()
    open_notebook("teach.ipynb", folder="teach")  # the page loaded anew, with another kernel
    assert run_all() == []
    expect(rows(page.locator(".jp-OutputArea-output .ww-marking"))).to_have_count(2)
    assert teach.read(folder / "marks", march).marks["Ada"].text.tolist() == ["unruly mob", "held the square hostage"]


CLASS = """
from helpers import lexicon, teach
march, loaded = teach.texts("night ferry", "against the march"), lexicon.read("loaded")
pupils = teach.read("class", march, labels=["loaded word"], deadline="2026-03-02T10:00:00+00:00")
hits = lexicon.explain(lexicon.match(march, loaded), loaded)
key = teach.key(march, labels=["loaded word"])
teach.classroom(pupils, key=key, hits=hits)
"""
LEFT_OUT = {
    "cut off.json": "damaged",
    "old version.json": "another version of the page",
    "other text.json": "another text",
    "<img src=x onerror=alert(1)>.json": "no file of marks",
    "photo.jpg": "no file of marks",
    "late.json": "came late",
    "first try.json": "double",
}


def write_class(folder, march):
    """Thirty files, seven of which cannot be used. Returns the marks of the others, without the kit's reading."""
    chance, key = random.Random(3), teach.key(march, labels=["loaded word"])
    folder.mkdir(exist_ok=True)
    own = {}

    def put(name, rows, who, at="09:30"):
        content = marks.content(march.iloc[0], ["loaded word"], rows, nickname=who, copy=who)
        content = re.sub(r'"saved": "[^"]+"', f'"saved": "2026-03-02T{at}:00+00:00"', content)
        (folder / name).write_text(content, encoding="utf-8")
        return content

    for i in range(23):
        chosen = [row for row in key.itertuples() if chance.random() < 0.15 + 0.8 * ((row.start * 7) % 11) / 11]
        note = ("it judges people", "said of the others it would be a crowd", "<script>alert(1)</script>", "")[i % 4]
        made = [{"start": r.start, "end": r.end, "text": r.text, "label": r.label, "note": note} for r in chosen]
        who = f"pupil {i:02}" if i else "</td><script>alert(2)</script>"
        content = put(f"marks-{i:02}.json", made, who)
        own[who] = marks.table(march.article_id[0], made)
    put("late.json", made, "late", at="10:01")
    put("first try.json", [], who, at="09:00")
    (folder / "cut off.json").write_text(content[:300], encoding="utf-8")
    (folder / "old version.json").write_text(content.replace('"version": 1', '"version": 0'), encoding="utf-8")
    (folder / "other text.json").write_text(re.sub(r'"text_sha256": "\w+"', '"text_sha256": "0"', content))
    (folder / "<img src=x onerror=alert(1)>.json").write_text("{}", encoding="utf-8")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")
    assert len(list(folder.iterdir())) == 30
    return own


def test_a_class_of_thirty_files(page, run_cells, run_all, axe, theme, shot, march):
    folder = run_cells("1")
    own = write_class(folder / "class", march)
    page.evaluate(
        "source => window.jupyterapp.shell.currentWidget.content.widgets[0].model.sharedModel.setSource(source)", CLASS
    )
    assert run_all() == []
    view = page.locator(".jp-OutputArea-output .ww-class").first
    expect(view).to_contain_text("23 pupils, 23 of 30 files.")
    for name, why in LEFT_OUT.items():
        expect(view.get_by_role("row", name=name)).to_contain_text(why)
    expect(page.locator(".ww-class script, .ww-class img")).to_have_count(0)

    # Every number again, from the pupils' marks as they were made and not as they were read.
    alone = agreement.alpha(own, text.words(march), text.sentences(march)).iloc[0]
    expect(view).to_contain_text(
        f"alpha {alone.alpha:.2f} (95 % interval {alone.alpha_low:.2f} to {alone.alpha_high:.2f})"
    )
    expect(view).to_contain_text(f"{alone.meaning}. alpha")
    expect(view).to_contain_text(f"Of {alone.total} words, {alone.n} are marked by all or by nobody.")
    passages = differences.passages(own, march)
    shown = view.locator(".ww-article .ww-n").all_inner_texts()
    assert [n.strip() for n in shown] == [f"[{row.n} of 23]" for row in passages.itertuples()]
    for phrase in ("besieged", "agitators", "ringleader"):
        n = sum(phrase in table.text.tolist() for table in own.values())
        expect(view.locator(".ww-article")).to_contain_text(f"{phrase} [{n} of 23]")
    divided = passages[passages.division > 0].sort_values(["division", "n", "start"], ascending=[False, False, True])
    asked = [line.split(":")[0].strip("“”") for line in view.locator(".ww-talk > li").all_inner_texts()]
    assert asked == divided.text.head(6).tolist()
    hits = lexicon.match(march, lexicon.read("loaded"))
    names = {"The class and the key": teach.key(march), "The class and the kit": hits}
    for name, other in names.items():
        table = view.get_by_role("region", name=name)
        for row in other.itertuples():
            n = sum(bool(((t.start < row.end) & (t.end > row.start)).any()) for t in own.values())
            found = table.get_by_role("row", name=re.compile(rf"^{re.escape(row.text)}\b"))
            expect(found).to_have_count(int(n <= 23 / 2))
            if n <= 23 / 2:
                expect(found).to_contain_text(f"{n} of 23")
    page.evaluate("window.jupyterapp.commands.execute('application:toggle-left-area')")
    for colours in ("light", "dark"):
        theme(colours)
        assert axe(".jp-OutputArea-output .ww-class") == []
        view.locator(".ww-article").scroll_into_view_if_needed()
        shot(f"class-{colours}")


def test_feedback_is_accessible(page, run_cells, axe, shot):
    run_cells(
        "from helpers import lexicon, teach; from helpers.teach import marks\n"
        'march, loaded = teach.texts("night ferry", "against the march"), lexicon.read("loaded")\n'
        "hits = lexicon.explain(lexicon.match(march, loaded), loaded)\n"
        'at = march.text[0].index("forty minutes")\n'
        'mine = [{"start": at, "end": at + 13, "text": "forty minutes", "label": "loaded word", "note": "so long?"}]\n'
        "teach.feedback(march, marks.table(march.article_id[0], mine), hits=hits, key=teach.key(march))"
    )
    assert axe(".jp-OutputArea-output .ww-class") == []
    shot("feedback")


# --- on paper ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("answers", [False, True])
@pytest.mark.parametrize("lesson", handouts.available())
def test_handouts_are_accessible(chromium, tmp_path, lesson, answers):
    context = chromium.new_context(viewport={"width": 800, "height": 1000})
    page = context.new_page()
    page.goto(teach.handout(lesson, tmp_path, answers=answers).as_uri())
    found = Axe().run(page, options={"rules": {"color-contrast-enhanced": {"enabled": True}}}).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    context.close()
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []
    assert not wide
