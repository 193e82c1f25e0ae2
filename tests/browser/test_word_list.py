"""A word list edited in JupyterLab, by mouse and by keyboard, in both themes: text and numbers follow at once."""

import json
import re

import pytest
from playwright.sync_api import expect

SOURCE = """from helpers import article, explore, lexicon
desk = explore.lexicon(article.read("lapd-ice-raid"))
desk"""
SAVED = """mine = lexicon.read("my-words.csv")
print("saved:", len(mine) - len(lexicon.read("loaded")), mine.sha256 == desk.lexicon.sha256)"""


@pytest.fixture
def desk(lab, page, open_notebook, run_all):
    """A notebook whose first cell shows the widget, run."""
    folder = lab.folder / "kit" / "words"
    folder.mkdir(exist_ok=True)
    (folder / "my-words.csv").unlink(missing_ok=True)
    cell = {"cell_type": "code", "execution_count": None, "id": "one", "metadata": {}, "outputs": [], "source": SOURCE}
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    notebook = {"cells": [cell], "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    (folder / "words.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    open_notebook("words.ipynb", folder="words")
    assert run_all() == []
    view = page.locator(".jp-OutputArea-output")
    expect(view.locator(".ww-article mark").first).to_be_visible()
    return view


def marks(desk, word):
    return desk.locator(".ww-article mark", has_text=re.compile(f"^{word}$", re.IGNORECASE))


def row(desk):
    """The numbers of the narrator: words, hits before and now, rate before and now."""
    return [float(cell) for cell in desk.get_by_role("row", name="narrator").first.locator("td").all_inner_texts()]


def test_by_mouse_a_term_is_taken_off_weighed_and_taken_back(desk):
    expect(marks(desk, "mob")).to_have_count(2)
    before = row(desk)
    expect(desk.get_by_role("status").first).to_contain_text("Choose an entry")
    marks(desk, "mob").first.click()
    expect(desk.get_by_label("Entry", exact=True)).to_have_value("mob (2)")
    desk.get_by_role("button", name="Take off the list").click()
    expect(marks(desk, "mob")).to_have_count(0)
    expect(desk.get_by_role("status").first).to_have_text("Taken off the list: mob.")
    after = row(desk)
    assert after[1] == before[1] == after[2] + 2 and after[4] < after[3] == before[3]
    desk.get_by_role("button", name="Undo").click()
    expect(desk.get_by_role("status").first).to_have_text("The last change is taken back.")
    expect(marks(desk, "mob")).to_have_count(2)
    desk.get_by_label("Entry", exact=True).select_option("mob (2)")
    weight = desk.get_by_label("Counts as")
    weight.fill("0.5")
    weight.press("Enter")
    expect(desk.locator(".ww-measures")).to_contain_text("counts as 0.5")
    assert row(desk)[2] == before[1] - 1
    expect(marks(desk, "mob")).to_have_count(2)


def test_by_keyboard_a_term_is_added_and_the_list_saved(desk, page):
    expect(marks(desk, "hazard")).to_have_count(0)
    desk.get_by_label("New term").focus()
    page.keyboard.type("hazard*")
    page.keyboard.press("Tab")
    page.keyboard.type("event")
    page.keyboard.press("Tab")
    page.keyboard.type("danger")
    page.keyboard.press("Tab")
    expect(desk.get_by_role("button", name="Add", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(marks(desk, "hazard")).to_have_count(1)
    expect(desk.get_by_role("status").first).to_contain_text("Added: hazard* [event], 1 hit here.")
    page.keyboard.press("Tab")
    expect(desk.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(marks(desk, "hazard")).to_have_count(0)
    expect(desk.get_by_role("status").first).to_have_text("The last change is taken back.")
    desk.get_by_label("New term").focus()
    page.keyboard.type("agitated")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(marks(desk, "agitated")).to_have_count(1)
    desk.get_by_role("button", name="Save as CSV").focus()
    page.keyboard.press("Space")
    expect(desk.get_by_role("status").first).to_contain_text("Saved: ")
    page.evaluate(
        """source => {
            const panel = window.jupyterapp.shell.currentWidget;
            panel.context.sessionContext.session.kernel.requestExecute({ code: source }).onIOPub = message => {
                if (message.header.msg_type === "stream") window.saved = message.content.text;
            };
        }""",
        SAVED,
    )
    page.wait_for_function("window.saved")
    assert page.evaluate("window.saved").strip() == "saved: 1 True"


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_every_control_answers(by, desk, page):
    said = desk.get_by_role("status").first

    def press(name):
        button = desk.get_by_role("button", name=name, exact=True)
        button.click() if by == "mouse" else (button.focus(), page.keyboard.press("Enter"))

    def write(name, words):
        field = desk.get_by_label(name, exact=True)
        field.fill(words) if by == "mouse" else (
            field.focus(),
            page.keyboard.press("Control+A"),
            page.keyboard.type(words),
        )
        page.keyboard.press("Tab")

    entry = desk.get_by_label("Entry", exact=True)
    entry.select_option("mob (2)") if by == "mouse" else (entry.focus(), page.keyboard.type("mob"))
    expect(entry).to_have_value("mob (2)")
    press("Take off the list")
    expect(said).to_have_text("Taken off the list: mob.")
    expect(marks(desk, "mob")).to_have_count(0)
    press("Put back on")
    expect(said).to_have_text("On the list again: mob.")
    expect(marks(desk, "mob")).to_have_count(2)
    write("Counts as", "3")
    expect(said).to_have_text("One hit of mob counts as 3.")
    for name, words in (("New term", "bystander*"), ("Category", "person"), ("Plainer word", "people")):
        write(name, words)
    press("Add")
    expect(said).to_contain_text("Added: bystander* [person]")
    expect(marks(desk, "bystanders").first).to_be_visible()
    press("Start again")
    expect(said).to_contain_text("This is the list as it was read.")
    expect(marks(desk, "bystanders")).to_have_count(0)
    press("Undo")
    expect(said).to_have_text("The last change is taken back.")
    expect(marks(desk, "bystanders").first).to_be_visible()
    write("File name", "other-words")
    press("Save as CSV")
    expect(said).to_contain_text("in other-words.csv, in the folder of this notebook")


def test_what_cannot_be_done_is_said(desk):
    desk.get_by_label("New term").fill("*ism")
    desk.get_by_role("button", name="Add", exact=True).click()
    expect(desk.get_by_role("alert")).to_contain_text("may stand only at the end of a word")
    expect(desk.get_by_label("New term")).to_have_value("*ism")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_accessible_in_both_themes_and_widths(desk, page, axe, theme, shot, width, colours):
    theme(colours)
    if width < 600:
        page.evaluate("window.jupyterapp.commands.execute('application:toggle-left-area')")
    page.set_viewport_size({"width": width, "height": 900})
    desk.get_by_label("New term").fill("hazard*")
    desk.get_by_role("button", name="Add", exact=True).click()
    expect(desk.get_by_role("status").first).to_contain_text("Added: hazard*")
    expect(desk.get_by_label("Entry", exact=True)).to_have_value("hazard* (1)")
    desk.get_by_label("Entry", exact=True).select_option("mob (2)")
    desk.get_by_role("button", name="Take off the list").click()
    expect(marks(desk, "mob")).to_have_count(0)
    assert axe(".jp-OutputArea-output") == []
    desk.get_by_label("Entry", exact=True).scroll_into_view_if_needed()
    shot(f"word-list-{colours}-{width}")
    page.emulate_media(media="print")
    assert axe(".jp-OutputArea-output") == []


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_notebook_on_loaded_words_audits_and_edits_the_list(
    open_notebook, run_all, page, axe, theme, shot, colours
):
    open_notebook("01-which-words-are-loaded.ipynb")
    theme(colours)
    page.evaluate("window.jupyterapp.commands.execute('application:toggle-left-area')")
    assert run_all() == []
    report = page.locator(".jp-OutputArea-output", has_text="faults: none").first
    expect(report).to_contain_text("used by: both")
    report.evaluate("element => element.scrollIntoView({ block: 'start' })")
    shot(f"notebook-01-audit-{colours}")
    widget = page.locator(".ww-widget", has=page.get_by_label("New term"))
    widget.get_by_label("Entry", exact=True).select_option("raid (4)")
    widget.get_by_role("button", name="Take off the list").click()
    expect(widget.get_by_role("status").first).to_have_text("Taken off the list: raid.")
    assert axe(".ww-widget:has(input[placeholder='may be left out'])") == []
    widget.evaluate("element => element.scrollIntoView({ block: 'start' })")
    shot(f"notebook-01-edit-{colours}")
    page.evaluate(
        """() => {
            const panel = window.jupyterapp.shell.currentWidget.content;
            const at = panel.widgets.findIndex(cell => cell.model.id === "own-fair");
            panel.activeCellIndex = at;
            panel.deselectAll();
            window.jupyterapp.commands.execute("notebook:run-cell");
        }"""
    )
    again = page.get_by_role("group", name="The three texts again, with the list: loaded, edited")
    expect(again).to_be_visible()
    again.evaluate("element => element.scrollIntoView({ block: 'center' })")
    shot(f"notebook-01-fair-{colours}")
