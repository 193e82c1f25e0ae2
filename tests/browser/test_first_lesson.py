"""A first lesson as docs/first-lesson.md tells it: each step by click and key, from the files to the heat map.

Then two others, by the one line that chooses the lesson.
"""

import pathlib
import re
import shutil

import pytest
from playwright.sync_api import expect
from pupil import rows, saved, touch, word

NOTEBOOK = pathlib.Path(__file__).parents[2] / "notebooks" / "20-your-class.ipynb"
SHOTS = pathlib.Path(__file__).parents[2] / "build" / "screenshots"
PAGE = "mark-night-ferry-against-the-march.html"
WAIT = 120_000  # JupyterLab looks for new files every ten seconds; a test only ends here when it hangs
# As the circle at the top right shows it: empty. Cells that are run before there is a kernel are not run at all.
READY = "() => window.jupyterapp?.shell.currentWidget?.context?.sessionContext?.session?.kernel?.status === 'idle'"
# For each pupil: nickname, width of the screen, how they mark, and what with which note.
PUPILS = (
    ("Fox", 1280, "mouse", {"unruly mob": "crowd", "besieged": "a word of war", "agitators": "", "finally": ""}),
    ("Heron", 1280, "keys", {"unruly mob": "", "agitators": "they may just be angry", "troublemakers": ""}),
    ("Moss", 390, "finger", {"mob": "", "besieged": "", "money pit": "sounds like waste", "ringleader": ""}),
    ("Pebble", 390, "finger", {"unruly mob": "", "agitators": "", "troublemakers": "not proved", "bloated": ""}),
    ("Rook", 820, "mouse", {"unruly mob": "", "besieged": "nobody was locked in", "so-called march": ""}),
    ("Thistle", 1280, "mouse", {"bloated": "too big, says who?", "ringleader": "", "finally": ""}),
)
# Of two other lessons: the page that is marked, and for each of six pupils the passages, each by its first and last
# word and the button; a passage of one word has one.
OTHERS = {
    "02": (
        "mark-tent-camp-wire.html",
        [
            [("Two", "danger", "1 quoted"), ("that", "toilets", "2 retold")],
            [("Two", "danger", "1 quoted"), ("free", "beds", "2 retold")],
            [("Two", "danger", "1 quoted")],
            [("papers", "1 quoted"), ("that", "toilets", "2 retold")],
            [("that", "toilets", "1 quoted")],
            [],
        ],
    ),
    "05": (
        "mark-wind-farm-against-the-turbines.html",
        [
            [("monstrous", "1 loaded word"), ("profiteers", "1 loaded word")],
            [("monstrous", "1 loaded word"), ("reckless", "1 loaded word")],
            [("monstrous", "1 loaded word")],
            [("rammed", "through", "1 loaded word")],
            [("rammed", "through", "1 loaded word"), ("monstrous", "1 loaded word")],
            [("profiteers", "1 loaded word")],
        ],
    ),
}
SHOWN = {
    "02": ["danger [quoted 3 of 6]", "no toilets [retold 2 of 6] [quoted 1 of 6]", "free beds [retold 1 of 6]"],
    "05": ["monstrous [4 of 6]", "rammed through [2 of 6]", "reckless [1 of 6]"],
}


def test_a_first_lesson(page, lab, chromium, tmp_path, shot):
    folder = lab.folder / "kit" / "notebooks"
    shutil.copy(NOTEBOOK, folder)  # as it came: JupyterLab may have saved what another test wrote into it
    page.goto(f"{lab.address}/lab/tree/notebooks/00-start-here.ipynb?reset&token={lab.token}")  # as `make lab` opens it
    write_the_pages(page, shot)
    files = [mark_as_pupil(chromium, folder / "pages" / PAGE, pupil, tmp_path) for pupil in PUPILS]
    hand_in(page, files, shot)
    read_the_class(page, shot)
    decide(page)
    assert (folder / "marks" / "decisions.csv").read_text(encoding="utf-8-sig").count("\n") == 2
    expect(page.locator("body")).not_to_contain_text("You and the kit marked these")  # nobody's feedback, unasked
    take_the_hash_away(page, "teach.feedback_for_all(")
    page.keyboard.press("Shift+Enter")
    expect(page.locator(".jp-OutputArea-output").filter(has_text="all-feedback.html")).to_have_count(1, timeout=WAIT)
    written = sorted(path.name for path in (folder / "feedback").iterdir())
    assert len(written) == 1 + len(PUPILS) and written[0] == "all-feedback.html"
    assert "You and the kit marked these" in (folder / "feedback" / written[1]).read_text(encoding="utf-8")


@pytest.mark.parametrize("number", OTHERS)
def test_another_lesson(number, page, lab, chromium, tmp_path, shot):
    """Choose the lesson, write its pages, six pupils mark, hand in, read the class: nothing else is changed."""
    name, pupils = OTHERS[number]
    folder = lab.folder / "kit" / "notebooks"
    shutil.copy(NOTEBOOK, folder)  # as it came: JupyterLab may have saved what another test wrote into it
    page.goto(f"{lab.address}/lab/tree/notebooks/20-your-class.ipynb?reset&token={lab.token}")
    page.wait_for_function(READY)
    choose_the_lesson(page, number)
    take_the_hash_away(page, "teach.pages(")
    run_all_cells(page)
    expect(cell(page, "teach.pages(")).to_contain_text(name, timeout=WAIT)
    expect(cell(page, "teach.lesson(")).to_contain_text(f"Lesson {number}: ")
    expect(page.locator(".jp-OutputArea-output .ww-class").first).to_contain_text("There is nothing to compare yet.")
    files = []
    for i, marked in enumerate(pupils, start=1):
        context = chromium.new_context(viewport={"width": 820, "height": 900})
        pupil = context.new_page()
        pupil.goto((folder / "pages" / name).as_uri())
        for n, (*ends, label) in enumerate(marked, start=1):
            for what in ends:
                word(pupil, what).click()
            pupil.get_by_role("button", name=label).click()
            expect(rows(pupil)).to_have_count(n)
        files.append(saved(pupil, f"Pupil {i}", tmp_path))
        context.close()
    hand_in(page, files, shot, f"class-{number}")
    take_the_hash_away(page, 'folder = "class"')
    for key in ("Home", *["ArrowRight"] * len('folder = "class')):
        page.keyboard.press(key)
    page.keyboard.type(f"-{number}")
    expect(cell(page, f'folder = "class-{number}"')).to_have_count(1)
    run_all_cells(page)
    view = page.locator(".jp-OutputArea-output .ww-class").first
    expect(view).to_contain_text("6 pupils, 6 of 6 files.", timeout=WAIT)
    for passage in SHOWN[number]:
        expect(view.locator(".ww-article")).to_contain_text(passage)
    for part in (
        "How far the class agrees",
        "To talk about",
        "The class and the key",
        "The class and the kit",
    ):
        expect(view.get_by_role("heading", name=part, exact=True)).to_be_visible()
    page.evaluate("window.jupyterapp.commands.execute('application:toggle-left-area')")
    view.get_by_role("region", name="Heat map").evaluate("part => part.scrollIntoView()")
    shot(f"lesson-{number}-heat-map")
    view.get_by_role("region", name="To talk about").evaluate("part => part.scrollIntoView()")
    shot(f"lesson-{number}-talk")
    view.get_by_role("region", name="The class and the key").evaluate("part => part.scrollIntoView()")
    shot(f"lesson-{number}-key")


def choose_the_lesson(page, number):
    """Put another digit into the line at the top."""
    line = cell(page, "teach.lesson(").locator(".cm-line", has_text="teach.lesson(").last
    line.click()
    for key in ("End", "ArrowLeft", "ArrowLeft", "Backspace"):
        page.keyboard.press(key)
    page.keyboard.type(number[1])
    expect(cell(page, f'lesson = teach.lesson("{number}")')).to_have_count(1)


def write_the_pages(page, shot):
    """Open the notebook on the class, take the # away, run all cells."""
    listed = page.locator(".jp-DirListing-item")
    listed.filter(has_text="20-your-class.ipynb").dblclick()
    expect(page.locator(".jp-mod-current .jp-Notebook, .jp-NotebookPanel:visible").first).to_be_visible()
    page.wait_for_function(READY)
    take_the_hash_away(page, "teach.pages(")
    run_all_cells(page)
    expect(listed.filter(has_text=re.compile("^pages"))).to_be_visible(timeout=WAIT)
    expect(cell(page, "teach.pages(")).to_contain_text(PAGE)
    page.get_by_role("heading", name="Which lesson").evaluate("part => part.scrollIntoView()")
    shot("first-lesson-1-pages")


def mark_as_pupil(chromium, path, pupil, folder):
    """Open the page, mark, write a nickname, save; returns the file."""
    nickname, width, how, chosen = pupil
    phone = {"has_touch": True, "is_mobile": True} if how == "finger" else {}
    context = chromium.new_context(viewport={"width": width, "height": 844}, **phone)
    page = context.new_page()
    page.goto(path.as_uri())
    for number, (passage, note) in enumerate(chosen.items(), start=1):
        if how == "keys":
            choose_by_keys(page, passage)
        else:
            press = (lambda at: touch(page, at)) if how == "finger" else (lambda at: at.click())
            for what in dict.fromkeys((passage.split()[0], passage.split()[-1])):
                press(word(page, what))
            press(page.get_by_role("button", name="1 loaded word"))
        expect(rows(page)).to_have_count(number)
        if note:
            page.get_by_label(f"Note on “{passage}”, loaded word").fill(note)
    if nickname == "Moss":
        page.evaluate("document.querySelector('.ww-words').scrollIntoView()")
        page.screenshot(path=SHOTS / "first-lesson-2-pupil.png")
    file = saved(page, nickname, folder)
    context.close()
    return file


def choose_by_keys(page, passage):
    """Walk to the passage with the arrow keys, and press 1."""
    page.locator(".ww-words").focus()
    page.keyboard.press("Home")
    page.keyboard.press("Home")
    words = page.locator(".ww-word").all_inner_texts()
    plain = [re.sub(r"\d$", "", one) if len(one) > 1 else one for one in words]
    for _ in range(plain.index(passage.split()[0])):
        page.keyboard.press("ArrowRight")
    for _ in passage.split()[1:]:
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("1")


def hand_in(page, files, shot, name="class"):
    """A new folder in the list of files, named, opened, and the files put into it."""
    listed = page.locator(".jp-DirListing-item")
    page.get_by_role("button", name="New Folder").click()
    page.locator(".jp-DirListing-editor").fill(name)
    page.keyboard.press("Enter")
    listed.filter(has_text=re.compile(f"^{name}(?!-)")).dblclick()
    expect(listed).to_have_count(0, timeout=WAIT)
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="Upload Files").click()
    chosen.value.set_files(files)
    expect(listed).to_have_count(len(files), timeout=WAIT)
    if name == "class":
        shot("first-lesson-3-class")


def read_the_class(page, shot):
    """Take the # away from the line with the own class, and run all cells from the menu."""
    take_the_hash_away(page, 'folder = "class"')
    run_all_cells(page)
    view = page.locator(".jp-OutputArea-output .ww-class").first
    expect(view).to_contain_text("6 pupils, 6 of 6 files.", timeout=WAIT)
    for passage, n in (("unruly mob", 5), ("besieged", 3), ("bloated", 2), ("so-called march", 1)):
        expect(view.locator(".ww-article")).to_contain_text(f"{passage} [{n} of 6]")
    page.evaluate("window.jupyterapp.commands.execute('application:toggle-left-area')")
    for name, part in (("4-heat-map", "Heat map"), ("5-talk", "To talk about")):
        view.get_by_role("region", name=part).evaluate("part => part.scrollIntoView()")
        shot(f"first-lesson-{name}")


def decide(page):
    """Take the # away from the decisions, and run the cell."""
    line = take_the_hash_away(page, '"agitators": (')
    line.get_by_text("agitators").dblclick()
    page.keyboard.insert_text("bloated")
    page.keyboard.press("Shift+Enter")
    expect(page.locator(".jp-OutputArea-output table").last).to_contain_text("we did not agree", timeout=WAIT)


def cell(page, source):
    """The code cell that holds this line."""
    return page.locator(".jp-CodeCell").filter(has=page.locator(".cm-line", has_text=source))


def run_all_cells(page):
    """By the menu."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name=re.compile("^Run All Cells")).click()


def take_the_hash_away(page, source):
    """Click into the line, to its beginning, and delete the two signs `# ` there."""
    line = cell(page, source).locator(".cm-line", has_text=source).last
    line.click()
    for key in ("Home", "Delete", "Delete"):
        page.keyboard.press(key)
    expect(line).not_to_contain_text(re.compile(r"^\s*#"))
    return line
