"""Correcting voices in JupyterLab: by pointer and by keyboard, in both themes; what is saved is read again."""

import json

import pytest
from playwright.sync_api import expect

from helpers import article, voices

TOLD = (
    "Marchers said the square was theirs. “We will stay until the council meets us,” said Ann Hill.\n\n"
    "The council, critics say, knew of the plan. Nobody from the council spoke."
)
SOURCE = 'from helpers import article, explore\nexplore.voices(article.read("flood.md"))'


@pytest.fixture
def folder(lab):
    folder = lab.folder / "kit" / "desk"
    folder.mkdir(exist_ok=True)
    (folder / "flood.md").write_text(TOLD, encoding="utf-8")
    yield folder
    for path in folder.glob("flood*"):
        path.unlink()


@pytest.fixture
def desk(folder, page, open_notebook, run_all):
    """A notebook with one cell that shows an article whose voices can be corrected."""
    cell = {"cell_type": "code", "execution_count": None, "id": "one", "metadata": {}, "outputs": [], "source": SOURCE}
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    notebook = {"cells": [cell], "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    (folder / "desk.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    open_notebook("desk.ipynb", folder="desk")
    assert run_all() == []
    view = page.locator(".jp-OutputArea-output")
    expect(view.locator(".ww-article")).to_be_visible()
    return view


def counted(desk, name, by_the_rules, corrected):
    """The words of a source in the table: by the rules, and corrected."""
    row = desk.get_by_role("group", name="Words credited to each source").get_by_role("row", name=name)
    expect(row.locator("td")).to_have_text([by_the_rules, corrected])


def said(desk):
    return desk.get_by_role("status")


def choose_ann_hill(desk):
    """Her quotation is clicked, and the desk has filled all its fields: what it says comes last."""
    desk.locator(".ww-direct").click()
    expect(desk.get_by_label("Source", exact=True)).to_have_value("Ann Hill")
    expect(said(desk)).to_contain_text("Chosen:")


# Chooses words of the article as a pointer does: the selection is made, then the pointer goes up.
CHOOSE = """(view, words) => {
    const walker = document.createTreeWalker(view.querySelector('.ww-article'), NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode()); ) {
        const at = node.data.indexOf(words);
        if (at < 0) continue;
        getSelection().setBaseAndExtent(node, at, node, at + words.length);
        node.parentElement.dispatchEvent(new PointerEvent('pointerup', {bubbles: true}));
        return;
    }
    throw new Error(`not in the article: ${words}`);
}"""


def test_words_chosen_with_the_pointer_are_corrected_and_the_numbers_follow(desk, page):
    counted(desk, "Marchers", "4", "4")
    desk.evaluate(CHOOSE, "the square was")
    expect(desk.get_by_label("Words", exact=True)).to_have_value("the square was")
    desk.get_by_label("How", exact=True).select_option(label="the narrator speaks")
    desk.get_by_label("Why", exact=True).fill("nobody claims it")
    desk.get_by_role("button", name="Correct", exact=True).click()
    expect(said(desk)).to_contain_text("Corrected: the square was – not saved yet.")
    counted(desk, "Marchers", "4", "1")
    log = desk.get_by_role("group", name="The log of corrections")
    expect(log).to_contain_text("nobody claims it")
    expect(log).to_contain_text("retold, Marchers")


def test_a_click_chooses_the_stretch_under_it(desk):
    desk.locator(".ww-direct").click()
    expect(desk.get_by_label("Words", exact=True)).to_have_value("“We will stay until the council meets us,”")
    expect(desk.get_by_label("Source", exact=True)).to_have_value("Ann Hill")
    desk.locator(".ww-article p", has_text="Nobody from").get_by_text("Nobody from").click(position={"x": 5, "y": 5})
    expect(said(desk)).to_contain_text("Chosen:")


def test_everything_works_by_keyboard_and_what_is_saved_is_read_again(desk, page, folder):
    desk.get_by_label("Stretch", exact=True).focus()
    page.keyboard.type("4")
    expect(desk.get_by_label("Words", exact=True)).to_have_value("“We will stay until the council meets us,”")
    page.keyboard.press("Tab")
    expect(desk.get_by_label("Words", exact=True)).to_be_focused()
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(desk.get_by_label("Source", exact=True)).to_be_focused()
    expect(desk.get_by_label("Source", exact=True)).to_have_value("Ann Hill")
    page.keyboard.press("Control+a")
    page.keyboard.type("Bo Reed")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(desk.get_by_role("button", name="Correct", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(said(desk)).to_contain_text("Corrected:")
    counted(desk, "Bo Reed", "0", "8")
    assert not (folder / "flood.voices.csv").exists()
    desk.get_by_role("button", name="Save", exact=True).focus()
    page.keyboard.press("Space")
    expect(said(desk)).to_contain_text("Saved: 1 correction in flood.voices.csv")
    found = voices.find(article.read(folder / "flood.md"))
    assert found[found.voice == "Bo Reed"].text.tolist() == ["“We will stay until the council meets us,”"]
    assert "Ann Hill" not in set(found.credited)


def test_what_was_saved_stands_there_at_the_next_start(folder, desk, page, run_all):
    (folder / "flood.voices.csv").write_text(
        "start,end,text,kind,credited,why\n0,8,Marchers,direct,Bo Reed,a test\n", encoding="utf-8"
    )
    assert run_all() == []
    expect(desk.locator(".ww-article").get_by_text("Bo Reed").first).to_be_visible()
    expect(desk.get_by_role("group", name="The log of corrections")).to_contain_text("a test")


def test_a_correction_is_taken_back(desk):
    undo = desk.get_by_role("button", name="Undo", exact=True)
    expect(undo).to_be_disabled()
    choose_ann_hill(desk)
    desk.get_by_label("How", exact=True).select_option(label="the narrator speaks")
    desk.get_by_role("button", name="Correct", exact=True).click()
    expect(desk.locator(".ww-direct")).to_have_count(0)
    undo.click()
    expect(desk.locator(".ww-direct")).to_have_count(1)
    counted(desk, "Ann Hill", "8", "8")
    expect(undo).to_be_disabled()


def test_what_cannot_be_is_said_in_the_view(desk):
    desk.get_by_label("Words", exact=True).fill("words that are not there")
    desk.get_by_role("button", name="Correct", exact=True).click()
    expect(said(desk)).to_contain_text("Not done. The words 'words that are not there' stand nowhere in the articles")
    choose_ann_hill(desk)
    desk.get_by_label("Source", exact=True).fill("")
    desk.get_by_role("button", name="Correct", exact=True).click()
    expect(said(desk)).to_contain_text("it has to name one source")
    expect(desk.get_by_role("group", name="The log of corrections")).to_have_count(0)


def test_markup_in_a_name_is_only_text(desk):
    choose_ann_hill(desk)
    desk.get_by_label("Source", exact=True).fill("<img src=x onerror=document.title='hit'>")
    desk.get_by_role("button", name="Correct", exact=True).click()
    expect(desk.locator(".ww-article").get_by_text("<img src=x").first).to_be_visible()
    assert desk.locator("img").count() == 0


def test_keys_in_the_fields_are_no_commands_of_jupyterlab(desk, page):
    desk.get_by_label("How", exact=True).focus()
    for key in ("d", "d", "b", "a"):
        page.keyboard.press(key)
    cells = page.evaluate("window.jupyterapp.shell.currentWidget.content.widgets.map(cell => cell.model.type)")
    assert cells == ["code"]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_accessible_in_both_themes_and_widths(desk, page, axe, theme, shot, width, colours):
    theme(colours)
    if width < 600:
        page.evaluate("window.jupyterapp.commands.execute('application:toggle-left-area')")
    page.set_viewport_size({"width": width, "height": 1100})
    choose_ann_hill(desk)
    desk.get_by_label("Source", exact=True).fill("Bo Reed")
    desk.get_by_role("button", name="Correct", exact=True).click()
    expect(said(desk)).to_contain_text("Corrected:")
    assert axe(".jp-OutputArea-output") == []
    desk.get_by_label("Stretch", exact=True).scroll_into_view_if_needed()
    shot(f"corrections-{colours}-{width}")
    page.emulate_media(media="print")
    assert axe(".jp-OutputArea-output") == []
