"""The interactive reader in JupyterLab, used by pointer and by keyboard, in both themes, wide and narrow."""

import json
import re

import pytest
from playwright.sync_api import expect

SOURCE = 'from helpers import article, explore\nexplore.article(article.read("lapd-ice-raid"))'

UNSEEN = "all => all.filter(p => p.textContent.trim() && !p.getClientRects().length).map(p => p.textContent)"
# Elements that stick out of the output on the right, except what is meant to scroll or is hidden.
TOO_WIDE = """view => {
    const edge = view.getBoundingClientRect().right + 1;
    return [...view.querySelectorAll('*')]
        .filter(node => !node.closest('.ww-scroll, .ww-end, thead') && node.getBoundingClientRect().right > edge)
        .map(node => node.outerHTML.slice(0, 80));
}"""


@pytest.fixture
def reader(lab, page, open_notebook, run_all):
    """A notebook with one cell that shows the reader, run."""
    folder = lab.folder / "kit" / "reader"
    folder.mkdir(exist_ok=True)
    cell = {"cell_type": "code", "execution_count": None, "id": "one", "metadata": {}, "outputs": [], "source": SOURCE}
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    notebook = {"cells": [cell], "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    (folder / "reader.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    open_notebook("reader.ipynb", folder="reader")
    assert run_all() == []
    view = page.locator(".jp-OutputArea-output")
    expect(view.locator(".ww-article mark").first).to_be_visible()
    return view


def test_a_category_is_switched_by_mouse(reader):
    marks, rows = reader.locator(".ww-article mark"), reader.locator(".ww-kwic tbody tr")
    before = marks.count()
    assert before == rows.count() > 3
    reader.get_by_role("checkbox", name="person").first.click()
    expect(reader.locator(".ww-article .ww-what", has_text="person")).to_have_count(0)
    left = before - marks.count()
    assert left > 0
    expect(rows).to_have_count(before - left)
    expect(reader.locator(".ww-kwic caption")).to_contain_text(f"{before - left} passages")
    expect(reader.get_by_role("row", name="narrator").first).to_contain_text(f"{before - left} of 143 words")


def test_a_category_is_switched_by_keyboard(reader, page):
    before = reader.locator(".ww-article mark").count()
    reader.get_by_role("checkbox", name="person").first.focus()
    page.keyboard.press("Space")
    expect(reader.locator(".ww-article .ww-what", has_text="person")).to_have_count(0)
    page.keyboard.press("Space")
    expect(reader.locator(".ww-article mark")).to_have_count(before)


def test_a_voice_is_switched_off_and_its_shade_goes(reader):
    expect(reader.locator(".ww-article blockquote")).to_have_count(2)
    reader.get_by_role("checkbox", name="KABC").first.click()
    expect(reader.locator(".ww-article blockquote")).to_have_count(1)
    reader.get_by_role("checkbox", name="narrator").first.click()
    expect(reader.locator(".ww-article mark")).to_have_count(0)
    expect(reader.get_by_text("No passage: nothing is found")).to_be_visible()


def test_enter_on_a_row_moves_to_the_passage_and_enter_there_moves_back(reader, page):
    link = reader.locator(".ww-kwic tbody a").last
    link.focus()
    page.keyboard.press("Enter")
    mark = reader.locator(".ww-hit.ww-picked")
    expect(mark).to_be_focused()
    expect(mark).to_be_in_viewport(ratio=1)
    assert mark.get_attribute("id") == link.get_attribute("href").removeprefix("#")
    assert reader.locator(".ww-text").evaluate("box => box.scrollTop") > 0
    page.keyboard.press("Enter")
    expect(link).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(reader.locator(".ww-kwic tbody a").nth(-2)).to_be_focused()


def test_a_click_on_a_mark_moves_to_its_row_and_a_click_on_a_row_to_its_mark(reader):
    mark = reader.locator(".ww-hit").nth(2)
    mark.click()
    row = reader.locator(".ww-kwic tbody tr.ww-picked")
    expect(row).to_have_count(1)
    expect(row.locator("a")).to_be_focused()
    reader.locator(".ww-kwic tbody tr").nth(4).locator("td").first.click()
    expect(reader.locator(".ww-hit").nth(4)).to_be_focused()


def test_the_choice_survives_a_change_of_the_page(reader):
    reader.locator(".ww-kwic tbody tr").nth(0).locator("a").click()
    picked = reader.locator(".ww-hit.ww-picked")
    name = picked.get_attribute("id")
    reader.get_by_role("checkbox", name="person").first.click()
    expect(reader.locator(".ww-article .ww-what", has_text="person")).to_have_count(0)
    assert picked.get_attribute("id") == name


def test_the_note_shows_at_the_keyboard_and_escape_puts_it_away(reader, page):
    shown = "mark => getComputedStyle(mark, '::after').content !== 'none' && getComputedStyle(mark, '::after').display"
    mark = reader.locator(".ww-hit", has_text="mob").first
    mark.focus()
    assert mark.evaluate(shown) == "block"
    assert "A plainer word: crowd" in mark.get_attribute("aria-description")
    page.keyboard.press("Escape")
    assert mark.evaluate(shown) == "none"


def test_keys_in_the_reader_are_no_commands_of_jupyterlab(reader, page):
    reader.locator(".ww-hit").first.focus()
    for key in ("d", "d", "b", "a", "m"):
        page.keyboard.press(key)
    cells = page.evaluate("window.jupyterapp.shell.currentWidget.content.widgets.map(cell => cell.model.type)")
    assert cells == ["code"]


def test_the_order_of_the_passages_is_chosen_by_keyboard(reader, page):
    reader.get_by_label("Order of the passages").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(reader.get_by_label("Order of the passages")).to_have_value(re.compile("by.the.words.after"))
    expect(reader.locator(".ww-kwic tbody tr").first).to_be_visible()
    page.wait_for_function(
        """() => {
            const cells = [...document.querySelectorAll('.ww-kwic tbody .ww-k2')];
            const words = cells.map(cell => (cell.innerText.toLowerCase().match(/\\w+/) || [''])[0]);
            return words.every((word, i) => !i || words[i - 1] <= word);
        }"""
    )


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_accessible_in_both_themes_and_widths(reader, page, axe, theme, shot, width, colours):
    theme(colours)
    if width < 600:
        page.evaluate("window.jupyterapp.commands.execute('application:toggle-left-area')")
    page.set_viewport_size({"width": width, "height": 900})
    reader.locator(".ww-article mark").first.scroll_into_view_if_needed()
    reader.get_by_role("button", name="Exclude raid").first.click()
    expect(reader.get_by_role("button", name="Save the log as CSV")).to_be_visible()
    assert axe(".jp-OutputArea-output") == []
    assert reader.evaluate(TOO_WIDE) == []
    assert reader.locator(".ww-article p").evaluate_all(UNSEEN) == []
    reader.locator(".ww-hit", has_text="mob").first.focus()
    shot(f"reader-{colours}-{width}")
    reader.get_by_label("Order of the passages").scroll_into_view_if_needed()
    shot(f"reader-{colours}-{width}-top")
    reader.locator(".ww-kwic tbody tr").nth(7).locator("a").click()
    shot(f"reader-{colours}-{width}-passage")
    reader.get_by_role("button", name="Save the log as CSV").scroll_into_view_if_needed()
    shot(f"reader-{colours}-{width}-log")
    page.emulate_media(media="print")
    assert axe(".jp-OutputArea-output") == []
