"""What a pupil does, for the tests of marking: find a word, tap it, save the marks."""

import re


def word(page, what, nth=0):
    """A word of the text that is marked, by what stands there."""
    return page.locator(".ww-word").filter(has_text=re.compile(rf"^{re.escape(what)}\d*$")).nth(nth)


def rows(page):
    """The list of the marks made so far."""
    return page.locator(".ww-marks li")


def saved(page, nickname, folder):
    """The file that the page's button saves."""
    page.get_by_label("Nickname").fill(nickname)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my marks as a file").click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def drag(page, first, last):
    """The mouse over a passage, from inside its first word to inside its last one."""
    start, end = first.bounding_box(), last.bounding_box()
    page.mouse.move(start["x"] + 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] - 2, end["y"] + end["height"] / 2, steps=8)
    page.mouse.up()


def touch(page, target):
    """A finger put down on the middle of an element and lifted, as the browser gets it from a screen."""
    target.evaluate("one => one.scrollIntoView({ block: 'center' })")
    box = target.bounding_box()
    point = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    session.detach()


def select(page, first, last):
    """The selection that a phone makes by a long press and its two handles."""
    ends = [first.element_handle(), last.element_handle()]
    page.evaluate("([a, b]) => getSelection().setBaseAndExtent(a, 0, b, b.childNodes.length)", ends)
