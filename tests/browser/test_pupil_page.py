"""Marking as pupils do it on their page, by mouse, finger and keyboard."""

import json
import pathlib
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from pupil import drag, rows, saved, select, touch, word

from helpers import article, teach

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
    drag(page, word(page, "town"), word(page, "Port"))
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


def test_by_touch_and_by_the_selection_of_a_phone(phone, march, tmp_path):
    """Fingers as the browser gets them, and the selection that a long press makes."""
    phone.goto(teach.page(march, path=tmp_path).as_uri())
    for what in ("unruly", "mob"):
        touch(phone, word(phone, what))
    touch(phone, phone.get_by_role("button", name="1 loaded word"))
    expect(rows(phone)).to_have_count(1)
    select(phone, word(phone, "held"), word(phone, "hostage"))
    expect(phone.get_by_role("status").first).to_have_text("Chosen: “held the square hostage”")
    touch(phone, phone.get_by_role("button", name="1 loaded word"))
    select(phone, word(phone, "mob"), word(phone, "besieged"))  # over a mark: labels may overlap
    touch(phone, phone.get_by_role("button", name="3 no source"))
    expect(rows(phone)).to_have_count(3)
    touch(phone, phone.get_by_role("button", name="Undo"))
    expect(rows(phone)).to_have_count(2)
    touch(phone, phone.get_by_role("button", name="Redo"))
    phone.get_by_label("Note on “mob of 300 besieged”, no source").fill("who counted?")
    touch(phone, phone.get_by_label("Remove the mark on “held the square hostage”, loaded word"))
    phone.reload()
    expect(rows(phone)).to_have_count(2)
    saved(phone, "Ada", tmp_path)
    assert teach.read(tmp_path, march).marks["Ada"][["text", "label", "note"]].values.tolist() == [
        ["unruly mob", "loaded word", ""],
        ["mob of 300 besieged", "no source", "who counted?"],
    ]


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


def test_on_paper_stands_who_marked_what(page, open_page, march):
    open_page(march)
    page.emulate_media(media="print")
    expect(page.locator("#printed")).to_have_text("_" * 24)
    for hidden in (".ww-bar", ".ww-save", ".ww-how >> nth=0", "#reading", ".ww-list"):
        expect(page.locator(hidden)).to_be_hidden()
    page.emulate_media(media="screen")
    word(page, "mob").click()
    page.get_by_role("button", name="1 loaded word").click()
    page.get_by_label("Nickname").fill("Ada")
    expect(page.locator("#printed")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator("#printed")).to_have_text("Ada")
    expect(rows(page)).to_be_visible()


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
