"""Marking as pupils do it, on their page and in JupyterLab, by mouse, finger and keyboard; the class as it is shown."""

import json
import pathlib
import random
import re
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from helpers import agreement, article, teach, text
from helpers.teach import handouts, marks

SHOTS = pathlib.Path(__file__).parents[2] / "build" / "screenshots"
EMOJI = article.from_text(
    "😀 The angry mob 🏳️‍🌈 left.\n\nThe café’s owner, a so-called hero, stayed 👍🏽.", title="Emoji"
)


@pytest.fixture
def march():
    return teach.texts("night ferry", "against the march")


@pytest.fixture
def open_page(page, tmp_path):
    """`open_page(articles)`: write the pupil's page and open it from disk."""

    def open_page(articles, labels=teach.LABELS):
        path = teach.page(articles, labels, tmp_path)
        page.goto(path.as_uri())
        return path

    return open_page


@pytest.fixture
def phone(chromium, tmp_path):
    """A page on a phone, with fingers: `phone(path)`."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    outside, errors = [], []
    context.on("request", lambda request: outside.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert not errors
    assert all(url.startswith(("file:", "data:", "blob:")) for url in outside)


def word(page, what, nth=0):
    return page.locator(".ww-word").filter(has_text=re.compile(rf"^{re.escape(what)}\d*$")).nth(nth)


def saved(page, nickname, folder):
    """What the button saves."""
    page.get_by_label("Nickname").fill(nickname)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my marks as a file").click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def rows(page):
    return page.locator(".ww-marks li")


# --- the pupil's page ----------------------------------------------------------------------------------------


def test_by_mouse_from_the_first_word_to_the_file(page, open_page, march, tmp_path):
    open_page(march)
    word(page, "unruly").click()
    word(page, "mob").click()
    expect(page.get_by_role("status").first).to_have_text("Chosen: “unruly mob”")
    page.get_by_role("button", name="1 loaded word").click()
    expect(rows(page)).to_have_count(1)
    page.get_by_label("Note on “unruly mob”, loaded word").fill("people, not a mob")
    word(page, "besieged").click()
    page.get_by_role("button", name="1 loaded word").click()
    word(page, "besieged").click()  # on a mark: the whole mark is chosen
    page.get_by_role("button", name="3 no source").click()
    expect(rows(page)).to_have_count(3)
    path = saved(page, "Ada L.", tmp_path)
    assert path.name == "marks-night-ferry-against-the-march-Ada-L.json"
    read = teach.read(tmp_path, march, labels=teach.LABELS)
    assert read.marks["Ada L."][["text", "label", "note"]].values.tolist() == [
        ["unruly mob", "loaded word", "people, not a mob"],
        ["besieged", "loaded word", ""],
        ["besieged", "no source", ""],
    ]


def test_by_dragging(page, open_page, march):
    open_page(march)
    start, end = word(page, "town").bounding_box(), word(page, "Port").bounding_box()
    page.mouse.move(start["x"] + 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] - 2, end["y"] + end["height"] / 2, steps=8)
    page.mouse.up()
    expect(page.get_by_role("status").first).to_have_text("Chosen: “town hall in Port”")
    page.get_by_role("button", name="1 loaded word").click()
    expect(rows(page)).to_contain_text(["“town hall in Port”"])


def test_by_keyboard_alone(page, open_page, march, tmp_path):
    open_page(march)
    page.locator(".ww-words").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    expect(page.get_by_role("status").first).to_have_text("Chosen: “unruly mob”")
    page.keyboard.press("1")
    page.keyboard.press("2")
    expect(rows(page)).to_have_count(2)
    page.keyboard.press("n")
    page.keyboard.type("because")
    page.keyboard.press("Enter")
    expect(page.locator(".ww-words")).to_be_focused()
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(rows(page)).to_have_count(1)
    page.keyboard.press("Control+y")
    expect(rows(page)).to_have_count(2)
    page.keyboard.press("Delete")
    expect(rows(page)).to_have_count(0)
    expect(page.get_by_role("status").first).to_have_text("2 marks removed.")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    expect(page.get_by_role("status").first).to_have_text("Chosen: “May”")
    page.keyboard.press("1")
    assert json.loads(saved(page, "Ben", tmp_path).read_text())["marks"][0]["text"] == "May"


def test_by_finger_on_a_phone(phone, march, tmp_path):
    phone.goto(teach.page(march, path=tmp_path).as_uri())
    for what in ("unruly", "mob"):
        word(phone, what).tap()
    phone.get_by_role("button", name="1 loaded word").tap()
    word(phone, "mob").tap()
    word(phone, "mob").tap()  # the second tap chooses less
    expect(phone.get_by_role("status").first).to_have_text("Chosen: “mob” (marked: loaded word)")
    phone.get_by_role("button", name="2 scare quotes").tap()
    expect(rows(phone)).to_have_count(2)
    word(phone, "agitators").tap()
    word(phone, "agitators").tap()
    expect(phone.get_by_role("status").first).to_have_text("Nothing is chosen.")
    word(phone, "agitators").tap()
    word(phone, "May").tap()  # a word of another paragraph begins a new choice
    expect(phone.get_by_role("status").first).to_have_text("Chosen: “May”")
    bar = phone.locator(".ww-bar").bounding_box()
    assert bar["y"] + bar["height"] <= 845 and bar["height"] < 844 / 2, "the labels are within reach and leave the text"
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the phone"
    for button in phone.locator(".ww-label").all():
        box = button.bounding_box()
        assert box["height"] >= 40, "a finger needs more room (WCAG 2.5.5 asks for 44 px or a like target beside it)"


def test_offsets_are_code_points(page, open_page, tmp_path):
    open_page(EMOJI)
    word(page, "mob").click()
    page.get_by_role("button", name="1 loaded word").click()
    word(page, "so-called").click()
    word(page, "hero").click()
    page.get_by_role("button", name="1 loaded word").click()
    word(page, "👍🏽").click()
    page.get_by_role("button", name="1 loaded word").click()
    saved(page, "😀 Ada", tmp_path)
    read = teach.read(tmp_path, EMOJI)
    assert read.marks["😀 Ada"].text.tolist() == ["mob", "so-called hero", "👍🏽"]


def test_a_reload_keeps_marks_notes_and_nickname(page, open_page, march):
    open_page(march)
    word(page, "mob").click()
    page.get_by_role("button", name="1 loaded word").click()
    page.get_by_label("Note on “mob”, loaded word").fill("why not crowd?")
    page.get_by_label("Nickname").fill("Ada")
    page.reload()
    expect(rows(page)).to_have_count(1)
    expect(page.get_by_label("Note on “mob”, loaded word")).to_have_value("why not crowd?")
    expect(page.get_by_label("Nickname")).to_have_value("Ada")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Clear everything").click()
    expect(rows(page)).to_have_count(0)
    page.reload()
    expect(rows(page)).to_have_count(0)
    expect(page.get_by_label("Nickname")).to_have_value("")


def test_what_a_stranger_left_in_the_browser_does_no_harm(page, open_page, march):
    open_page(march)
    wrong = json.dumps({"marks": [{"start": -4}, 5, None], "nickname": 7})
    page.evaluate("kept => { for (const key of Object.keys(localStorage)) localStorage[key] = kept; }", wrong)
    page.reload()
    expect(rows(page)).to_have_count(0)
    page.evaluate("for (const k of Object.keys(localStorage)) localStorage[k] = 'not json'")
    page.reload()
    word(page, "mob").click()
    page.get_by_role("button", name="1 loaded word").click()
    expect(rows(page)).to_have_count(1)


def test_a_browser_that_keeps_nothing_says_so(page, march, tmp_path):
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied'); } })")
    page.goto(teach.page(march, path=tmp_path).as_uri())
    expect(page.get_by_text("This browser does not keep marks: save them as a file")).to_be_visible()
    word(page, "mob").click()
    page.get_by_role("button", name="1 loaded word").click()
    assert saved(page, "Ada", tmp_path).exists()


def test_without_a_nickname_nothing_is_saved_and_the_text_can_be_copied(page, open_page, march, tmp_path):
    open_page(march)
    page.get_by_role("button", name="Save my marks as a file").click()
    expect(page.get_by_text("Write a nickname first. Not your real name.")).to_be_visible()
    page.get_by_label("Nickname").fill("Ada")
    page.get_by_text("If no file is saved").click()
    copied = page.get_by_label("My marks as text")
    expect(copied).to_have_value(re.compile("Ada"))
    (tmp_path / "pasted.txt").write_text(copied.input_value(), encoding="utf-8")
    assert list(teach.read(tmp_path, march).marks) == ["Ada"]


def test_nothing_can_leave_the_page(page, open_page, march):
    """The policy of the page itself: even a script inside it cannot ask for anything."""
    open_page(march)
    stopped = []
    page.on("requestfailed", lambda request: stopped.append((request.url, request.failure)))
    blocked = page.evaluate(
        """async () => {
            const tried = [];
            await fetch('https://example.org/').catch(() => tried.push('fetch'));
            try { new WebSocket('wss://example.org/').onerror = () => {}; } catch { tried.push('socket'); }
            const image = new Image();
            await new Promise(done => { image.onerror = done; image.src = 'https://example.org/x.png'; });
            tried.push('image');
            const script = document.createElement('script');
            script.textContent = 'window.ran = true';
            document.body.append(script);
            if (!window.ran) tried.push('script');
            return tried;
        }"""
    )
    assert {"fetch", "image", "script"} <= set(blocked)
    # The browser reports the image before it asks the policy, which stops it.
    assert page.outside == ["https://example.org/x.png"] and stopped == [("https://example.org/x.png", "csp")]
    page.outside.clear()


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_is_accessible(chromium, march, tmp_path, width, colours):
    context = chromium.new_context(viewport={"width": width, "height": 844}, color_scheme=colours)
    page = context.new_page()
    page.goto(teach.page(march, path=tmp_path).as_uri())
    for what in ("unruly", "mob"):
        word(page, what).click()
    page.get_by_role("button", name="1 loaded word").click()
    page.get_by_role("button", name="2 scare quotes").click()
    word(page, "agitators").click()
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    found = Axe().run(page, options={"rules": {"color-contrast-enhanced": {"enabled": True}}}).response["violations"]
    path = SHOTS / f"pupil-{width}-{colours}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path, full_page=True)
    context.close()
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []


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


def test_marking_in_the_notebook_by_mouse_and_keyboard(page, run_cells, run_all, axe, theme, shot, march):
    folder = run_cells(MARK, "mine.spans.text.tolist()")
    widget = page.locator(".jp-OutputArea-output .ww-marking")
    word(widget, "unruly").click()
    word(widget, "mob").click()
    widget.get_by_role("button", name="1 loaded word").click()
    widget.locator(".ww-words").focus()
    for key in ("Home", "ArrowRight", "ArrowRight", "Shift+ArrowRight", "2", "d", "d", "b", "a", "m"):
        page.keyboard.press(key)
    expect(rows(widget)).to_have_count(2)
    kinds = page.evaluate("window.jupyterapp.shell.currentWidget.content.widgets.map(cell => cell.model.type)")
    assert kinds == ["code", "code"], "a letter was a command of JupyterLab"
    widget.get_by_label("Note on “unruly mob”, loaded word").fill("a crowd")
    for colours in ("light", "dark"):
        theme(colours)
        assert axe(".jp-OutputArea-output .ww-marking") == []
        shot(f"mark-{colours}", ".jp-OutputArea-output .ww-marking")
    assert run_all() == []  # the same cells again: the marks come back from the file
    expect(rows(page.locator(".jp-OutputArea-output .ww-marking"))).to_have_count(2)
    expect(page.locator(".jp-OutputArea-output").last).to_contain_text("['unruly mob',")
    read = teach.read(folder / "marks", march)
    assert read.marks["Ada"][["label", "note"]].values.tolist()[0] == ["loaded word", "a crowd"]


CLASS = """
from helpers import lexicon, teach
march, loaded = teach.texts("night ferry", "against the march"), lexicon.read("loaded")
pupils = teach.read("class", march, labels=["loaded word"])
hits = lexicon.explain(lexicon.match(march, loaded), loaded)
key = teach.key(march, labels=["loaded word"])
teach.classroom(pupils, key=key, hits=hits)
"""


def write_class(folder, march):
    """Thirty files, five of which cannot be used. Returns the marks of the others, apart from the kit's own reading."""
    chance, key = random.Random(3), teach.key(march, labels=["loaded word"])
    folder.mkdir(exist_ok=True)
    own = {}
    for i in range(25):
        chosen = [row for row in key.itertuples() if chance.random() < 0.15 + 0.8 * ((row.start * 7) % 11) / 11]
        note = ("it judges people", "said of the others it would be a crowd", "")[i % 3]
        made = [{"start": r.start, "end": r.end, "text": r.text, "label": r.label, "note": note} for r in chosen]
        content = marks.content(march.iloc[0], ["loaded word"], made, nickname=f"pupil {i:02}", copy=str(i))
        (folder / f"marks-{i:02}.json").write_text(content, encoding="utf-8")
        own[f"pupil {i:02}"] = marks.table(march.article_id[0], made)
    (folder / "cut off.json").write_text(content[:300], encoding="utf-8")
    (folder / "old version.json").write_text(content.replace('"version": 1', '"version": 0'), encoding="utf-8")
    (folder / "other text.json").write_text(re.sub(r'"text_sha256": "\w+"', '"text_sha256": "0"', content))
    (folder / "<img src=x onerror=alert(1)>.json").write_text("{}", encoding="utf-8")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")
    return own


def test_a_class_of_thirty_files(page, run_cells, run_all, axe, theme, shot, march):
    folder = run_cells("1")
    own = write_class(folder / "class", march)
    page.evaluate(
        "source => window.jupyterapp.shell.currentWidget.content.widgets[0].model.sharedModel.setSource(source)", CLASS
    )
    assert run_all() == []
    view = page.locator(".jp-OutputArea-output .ww-class").first
    expect(view).to_contain_text("25 pupils, 25 of 30 files.")
    for name in (
        "cut off.json",
        "old version.json",
        "other text.json",
        "<img src=x onerror=alert(1)>.json",
        "photo.jpg",
    ):
        expect(view.get_by_role("row", name=name)).to_have_count(1)
    alone = agreement.alpha(own, text.words(march), text.sentences(march)).iloc[0]
    expect(view).to_contain_text(
        f"alpha {alone.alpha:.2f} (95 % interval {alone.alpha_low:.2f} to {alone.alpha_high:.2f})"
    )
    for phrase in ("besieged", "agitators", "ringleader"):
        n = sum(phrase in table.text.tolist() for table in own.values())
        expect(view.locator(".ww-article")).to_contain_text(f"{phrase} [{n} of 25]")
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


# --- a whole lesson, as a teacher's first --------------------------------------------------------------------------


def test_a_whole_lesson(page, lab, open_notebook, run_all, chromium, shot):
    """docs/teaching.md, *In ten minutes*: page out, three pupils mark, files back, heat map, feedback."""
    folder = lab.folder / "kit" / "notebooks"
    change = """([from, to]) => {
        const all = window.jupyterapp.shell.currentWidget.content.widgets.filter(cell => cell.model.type === 'code');
        const found = all.map(cell => cell.model.sharedModel).filter(cell => cell.getSource().includes(from));
        for (const cell of found) cell.setSource(cell.getSource().replace(from, to));
        return found.length;
    }"""
    open_notebook("20-your-class.ipynb")
    assert page.evaluate(change, ["# teach.pages(", "teach.pages("]) == 1
    assert run_all() == []
    path = folder / "pages" / "mark-night-ferry-against-the-march.html"
    assert path.is_file()

    (folder / "class").mkdir()
    for nickname, chosen in {"Fox": ["besieged", "agitators"], "Heron": ["besieged"], "Moss": ["mob"]}.items():
        context = chromium.new_context(viewport={"width": 1280, "height": 800})
        pupil = context.new_page()
        pupil.goto(path.as_uri())
        for what in chosen:
            word(pupil, what).click()
            pupil.get_by_role("button", name="1 loaded word").click()
        saved(pupil, nickname, folder / "class")
        context.close()

    assert page.evaluate(change, ['article.DATA / "sample-class"', '"class"']) == 1
    assert page.evaluate(change, ['pupils.marks["Quill"]', 'pupils.marks["Fox"]']) == 1
    assert page.evaluate(change, ["# teach.decide(", "teach.decide("]) == 1
    assert run_all() == []
    view = page.locator(".jp-OutputArea-output .ww-class").first
    expect(view).to_contain_text("3 pupils, 3 of 3 files.")
    expect(view).to_contain_text("besieged [2 of 3]")
    feedback = page.locator(".jp-OutputArea-output .ww-class").last
    expect(feedback).to_contain_text("You and the kit's list marked these")
    assert (folder / "marks" / "decisions.csv").read_text(encoding="utf-8").count("\n") == 3
    view.locator(".ww-article").scroll_into_view_if_needed()
    shot("whole-lesson")
