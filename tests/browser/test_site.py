"""Pages opened from disk, as a reader gets them: every control by mouse and by keyboard, and no kernel behind them."""

import re

import pytest
from playwright.sync_api import expect

from helpers import article, share
from helpers.share import sites

NOTEBOOKS = ("00-start-here", "01-which-words-are-loaded")
UNSEEN = "all => all.filter(p => p.textContent.trim() && !p.getClientRects().length).map(p => p.textContent)"
NOTE_SHOWS = "mark => !['none', ''].includes(getComputedStyle(mark, '::after').content)"


@pytest.fixture(scope="session")
def built(chromium, tmp_path_factory):
    """A folder with a site of two notebooks and a report on one article."""
    folder = tmp_path_factory.mktemp("built")
    share.site(folder / "site", [sites.ROOT / "notebooks" / f"{name}.ipynb" for name in NOTEBOOKS])
    share.report("lapd-ice-raid", folder / "report")
    return folder


@pytest.fixture
def show(page, built):
    """`show("report/index.html")`: open a page from disk, light and 1280 pixels wide if not said otherwise."""

    def show(name, width=1280, colours="light", media="screen"):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=colours, media=media)
        page.goto((built / name).as_uri())
        return page

    return show


@pytest.fixture
def reader(show):
    """The text of the report with its bar, strip and passages."""
    return show("report/index.html").locator(".ww-explorer").first


def marks(reader, category="", off=False):
    chosen = f'[data-ww-category="{category}"]' if category else ""
    return reader.locator(f".ww-article .ww-hit[data-ww-at]{chosen}{'.ww-off' if off else ':not(.ww-off)'}")


def rows(reader):
    return reader.locator(".ww-kwic tbody tr:not([hidden])")


def test_marks_rows_and_strip_show_the_same_passages(reader):
    n = marks(reader).count()
    assert n > 5
    expect(rows(reader)).to_have_count(n)
    expect(reader.locator(".ww-tick")).to_have_count(n)
    expect(reader.get_by_role("status")).to_have_text(f"{n} of {n} marked.")


@pytest.mark.parametrize("name", ["site/00-start-here.html", "report/index.html"])
@pytest.mark.parametrize("media", ["screen", "print"])
def test_every_paragraph_of_an_article_is_seen(name, media, show, page):
    show(name, media=media)
    seen = page.locator(".ww-article").first.inner_text()
    for word in re.findall(r"[\w-]+", article.read("lapd-ice-raid").text.item()):
        assert word in seen
    assert page.locator(".ww-article p").evaluate_all(UNSEEN) == []


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_a_category_is_switched(by, reader, page):
    n, persons = marks(reader).count(), marks(reader, "person").count()
    assert persons
    box = reader.get_by_role("group", name="Loaded words").get_by_label("person")

    def switch():
        box.click() if by == "mouse" else (box.focus(), page.keyboard.press("Space"))

    switch()
    expect(marks(reader, "person", off=True)).to_have_count(persons)
    expect(rows(reader)).to_have_count(n - persons)
    expect(reader.locator(".ww-tick:not([hidden])")).to_have_count(n - persons)
    expect(reader.get_by_role("status")).to_have_text(
        f"{n - persons} of {n} marked. Tables and figures still count all."
    )
    off = marks(reader, "person", off=True).first
    assert off.locator("mark").evaluate("m => getComputedStyle(m).textDecorationLine") == "none"
    expect(off.locator(".ww-what")).to_be_hidden()
    assert off.get_attribute("tabindex") is None and off.get_attribute("aria-description") is None
    off.hover()
    assert not off.evaluate(NOTE_SHOWS)
    switch()
    expect(marks(reader)).to_have_count(n)
    assert "person" in marks(reader, "person").first.get_attribute("aria-description")


def test_words_of_another_list_go_by_its_name(page, tmp_path):
    share.report("lapd-ice-raid", tmp_path / "report", lexicon="frames", pdf=False)
    page.goto((tmp_path / "report" / "index.html").as_uri())
    group = page.locator(".ww-explorer").first.get_by_role("group", name="Terms of ‘frames’")
    expect(group.get_by_label("legality")).to_be_checked()


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_a_voice_is_switched_and_its_shade_goes(by, reader, page):
    block = reader.locator('blockquote[data-ww-voice="KABC"]')
    ground = "b => getComputedStyle(b).backgroundColor"
    assert block.evaluate(ground) != "rgba(0, 0, 0, 0)"
    voices = reader.get_by_role("group", name="Whose words")
    box = voices.get_by_label("KABC")
    box.click() if by == "mouse" else (box.focus(), page.keyboard.press("Space"))
    assert block.evaluate(ground) == "rgba(0, 0, 0, 0)"
    expect(block.locator(".ww-who").first).to_be_hidden()
    narrators = reader.locator('.ww-article .ww-hit[data-ww-voice="narrator"]').count()
    assert narrators
    box = voices.get_by_label("narrator")
    box.click() if by == "mouse" else (box.focus(), page.keyboard.press("Space"))
    expect(marks(reader, off=True)).to_have_count(narrators)
    again = reader.get_by_role("button", name="Show all")
    again.click() if by == "mouse" else (again.focus(), page.keyboard.press("Enter"))
    expect(marks(reader, off=True)).to_have_count(0)
    assert block.evaluate(ground) != "rgba(0, 0, 0, 0)"
    expect(voices.get_by_label("narrator")).to_be_checked()


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_the_passages_are_put_in_order(by, reader, page):
    order = reader.get_by_label("Order of the passages")
    before = rows(reader).locator(".ww-k2").all_inner_texts()
    if by == "mouse":
        order.select_option("by the words after")
    else:
        order.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        expect(order).to_have_value("by the words after")
    after = rows(reader).locator(".ww-k2").all_inner_texts()
    assert sorted(before) == sorted(after) and before != after
    words = [re.findall(r"\w+", text.lower()) for text in after]
    assert words == sorted(words)
    order.select_option("as in the text")
    assert rows(reader).locator(".ww-k2").all_inner_texts() == before


@pytest.mark.parametrize("order", ["by the words before", "by word", "by category", "by whose words", "by whose claim"])
def test_each_order_keeps_all_passages(order, reader):
    n = rows(reader).count()
    reader.get_by_label("Order of the passages").select_option(order)
    expect(rows(reader)).to_have_count(n)
    if order == "by category":
        found = rows(reader).evaluate_all("rows => rows.map(row => row.dataset.wwCategory)")
        assert found == sorted(found)


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_a_row_leads_to_its_passage_and_the_passage_back(by, reader, page):
    link = rows(reader).locator("a").last
    link.click() if by == "mouse" else (link.focus(), page.keyboard.press("Enter"))
    mark = reader.locator(".ww-hit.ww-picked")
    expect(mark).to_be_focused()
    expect(mark).to_be_in_viewport(ratio=1)
    assert f"#{mark.get_attribute('id')}" == link.get_attribute("href")
    mark.click() if by == "mouse" else page.keyboard.press("Enter")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()


def test_a_click_beside_the_word_leads_to_the_passage_too(reader):
    rows(reader).nth(2).locator("td").first.click()
    expect(reader.locator(".ww-hit[data-ww-at]").nth(2)).to_be_focused()


def test_arrow_keys_move_through_the_rows_that_are_shown(reader, page):
    reader.get_by_role("group", name="Loaded words").get_by_label("person").click()
    links = rows(reader).locator("a")
    links.first.focus()
    for i in range(1, 4):
        page.keyboard.press("ArrowDown")
        expect(links.nth(i)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(links.nth(2)).to_be_focused()


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_a_count_leads_to_its_passages(by, reader, page):
    way = page.locator('a.ww-way[data-ww-term="mob"]').first
    way.click() if by == "mouse" else (way.focus(), page.keyboard.press("Enter"))
    shown = reader.locator(".ww-kwic tbody tr:not(.ww-aside)")
    expect(shown).to_have_count(2)
    expect(shown.first.locator("a")).to_be_focused()
    expect(shown.first.locator("a")).to_be_in_viewport()
    again = page.get_by_role("button", name="Show all passages")
    again.click() if by == "mouse" else (again.focus(), page.keyboard.press("Enter"))
    expect(reader.locator(".ww-kwic tr.ww-aside")).to_have_count(0)
    expect(way).to_be_focused()


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_more_filters_have_how_it_is_told_and_whose_claim(by, reader, page):
    n = marks(reader).count()
    for group, name in (("How it is told", "retold"), ("Whose claim", "Local officials")):
        if by == "mouse" and group == "How it is told":
            reader.get_by_text("More filters").click()
        elif group == "How it is told":
            reader.get_by_text("More filters").focus()
            page.keyboard.press("Enter")
        box = reader.get_by_role("group", name=group).get_by_label(name)
        box.click() if by == "mouse" else (box.focus(), page.keyboard.press("Space"))
        off = marks(reader, off=True).count()
        assert 0 < off < n
        expect(marks(reader)).to_have_count(n - off)
        reader.get_by_role("button", name="Show all").click()
        expect(marks(reader)).to_have_count(n)


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_the_strip_moves_through_the_article(by, reader, page):
    ticks = reader.locator(".ww-tick")
    if by == "mouse":
        ticks.last.click()
    else:
        reader.locator('.ww-tick[tabindex="0"]').focus()
        page.keyboard.press("ArrowRight")
        expect(ticks.nth(1)).to_be_focused()
        page.keyboard.press("ArrowLeft")
        expect(ticks.first).to_be_focused()
        page.keyboard.press("End")
        expect(ticks.last).to_be_focused()
        page.keyboard.press("Enter")
    last = marks(reader).last
    expect(last).to_be_focused()
    expect(last).to_be_in_viewport(ratio=1)
    assert reader.locator('.ww-tick[tabindex="0"]').count() == 1, "the strip is one stop of the tabulator key"


def test_a_click_on_the_strip_goes_to_that_place(reader, page):
    track = reader.locator(".ww-track")
    box = track.bounding_box()
    track.click(position={"x": box["width"] * 0.98, "y": box["height"] / 2})
    expect(reader.locator(".ww-article p").last).to_be_in_viewport()
    assert page.evaluate("scrollY") > 200


def test_the_strip_says_where_and_what(reader):
    said = reader.locator(".ww-tick").first.get_attribute("aria-label")
    assert re.fullmatch(r".+, [a-z]+, at \d+ % of the text", said)
    bands = reader.locator(".ww-band")
    assert {"narrator", "KABC", "LAPD"} <= set(bands.evaluate_all("all => all.map(band => band.title)"))
    widths = bands.evaluate_all("all => all.map(band => parseFloat(band.style.width))")
    assert sum(widths) == pytest.approx(100, abs=0.1)


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_a_note_shows_and_escape_puts_it_away(by, reader, page):
    mark = reader.locator(".ww-hit[data-ww-at]", has_text="mob").first
    mark.hover() if by == "mouse" else mark.focus()
    assert mark.evaluate(NOTE_SHOWS)
    assert "A plainer word: crowd." in mark.get_attribute("aria-description")
    if by == "keyboard":
        page.keyboard.press("Escape")
        assert mark.evaluate("mark => getComputedStyle(mark, '::after').display") == "none"
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        assert mark.evaluate("mark => getComputedStyle(mark, '::after').display") == "block"


def test_a_first_touch_shows_the_note_and_a_second_goes_to_the_row(chromium, built):
    context = chromium.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto((built / "report/index.html").as_uri())
    mark = page.locator(".ww-hit[data-ww-at]").first
    mark.tap()
    assert mark.evaluate(NOTE_SHOWS)
    expect(page.locator(".ww-kwic tr.ww-picked")).to_have_count(0)
    mark.tap()
    expect(page.locator(".ww-kwic tr.ww-picked a")).to_be_focused()
    context.close()


def test_without_script_text_notes_and_links_still_work(chromium, built):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((built / "report/index.html").as_uri())
    expect(page.locator(".ww-bar")).to_have_count(0)
    link = page.locator(".ww-kwic tbody a").last
    link.click()
    expect(page.locator(".ww-hit:target")).to_be_in_viewport()
    page.locator(".ww-hit").first.focus()
    expect(page.locator(".ww-legend", has_text="Whose words:").first).to_be_visible()
    context.close()


@pytest.mark.parametrize(("width", "colours"), [(1280, "light"), (390, "dark")])
def test_a_reached_word_shows_its_note_beside_the_text(width, colours, show, page, shot):
    """Its pictures stand in the guide on sharing (`make pictures` takes them)."""
    show("report/index.html", width, colours)
    wide = width > 400
    page.set_viewport_size({"width": width, "height": 1000 if wide else 844})
    if wide:
        mob = page.locator(".ww-article .ww-hit", has_text="mob").first
        mob.focus()
        assert mob.evaluate(NOTE_SHOWS)
    top = page.locator("h2, .ww-article .ww-title").nth(0 if wide else 1)
    top.evaluate("heading => scrollTo(0, heading.getBoundingClientRect().top + scrollY - 90)")
    expect(top).to_be_in_viewport()
    shot(f"report-{width}")


def test_a_link_with_a_place_opens_at_it(page, built, show):
    show("report/index.html")
    target = page.locator(".ww-kwic tbody a").last.get_attribute("href")
    page.goto("about:blank")
    page.goto((built / "report/index.html").as_uri() + target)
    expect(page.locator(f".ww-hit{target}")).to_be_focused()
    expect(page.locator(f".ww-hit{target}")).to_be_in_viewport()


# --- pages of notebooks -----------------------------------------------------------------------------------------------


def test_from_the_index_to_a_page_and_back(show, page):
    show("site/index.html")
    expect(page.get_by_role("listitem")).to_have_count(len(NOTEBOOKS))
    assert page.locator(".ww-card img").evaluate_all("all => all.every(one => one.naturalWidth > 0 && one.alt)")
    page.locator(".ww-card").last.click(position={"x": 20, "y": 20})
    expect(page).to_have_url(re.compile("01-which-words-are-loaded.html"))
    page.get_by_role("link", name="All pages").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("index.html"))


def test_the_skip_link_is_the_first_stop(show, page):
    show("site/00-start-here.html")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_code_and_reasons_unfold(by, show, page):
    show("site/00-start-here.html")
    for name in (".ww-code", ".ww-notes"):
        folded = page.locator(name).first
        inside = folded.locator("pre, dl")
        expect(inside).to_be_hidden()
        summary = folded.locator("summary")
        summary.click() if by == "mouse" else (summary.focus(), page.keyboard.press("Enter"))
        expect(inside).to_be_visible()


def test_rows_of_a_concordance_lead_to_the_article_of_another_cell(show, page):
    show("site/01-which-words-are-loaded.html")
    alone = page.locator(".ww-out > .ww:not(.ww-pane):has(.ww-kwic)").first
    link = alone.locator("tbody a").first
    link.click()
    mark = page.locator(".ww-hit.ww-picked")
    expect(mark).to_be_focused()
    expect(mark).to_be_in_viewport()
    assert mark.locator("mark").inner_text() == link.inner_text()


def test_each_view_of_a_notebook_has_its_own_filter(show, page):
    show("site/01-which-words-are-loaded.html")
    first, second = page.locator(".ww-barred").nth(0), page.locator(".ww-barred").nth(1)
    n = second.get_by_role("status").inner_text()
    first.locator(".ww-bar input").first.click()
    expect(first.get_by_role("status")).to_contain_text("still count all")
    assert second.get_by_role("status").inner_text() == n


def test_a_widget_is_its_twin_and_works(show, page):
    show("site/01-which-words-are-loaded.html")
    twin = page.locator(".ww-explorer.ww-static").first
    n = marks(twin).count()
    assert n > 5
    twin.get_by_role("group", name="Loaded words").get_by_label("contested").click()
    assert 0 < marks(twin).count() < n
    rows(twin).locator("a").first.click()
    expect(twin.locator(".ww-hit.ww-picked")).to_be_focused()
    expect(page.get_by_text("Loading widget")).to_have_count(0)


# --- what holds for all pages -----------------------------------------------------------------------------------------

PAGES = [f"site/{name}.html" for name in ("index", *NOTEBOOKS, "data-lexicons-loaded")]
PAGES += ["report/index.html", "report/sheet.html"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("colours", "media"), [("light", "screen"), ("dark", "screen"), ("light", "print")])
def test_accessible(name, colours, media, show, page, axe):
    for width in (1280, 390) if (colours, media) == ("light", "screen") else (1000,):
        show(name, width, colours, media)
        for details in page.locator("details").all():
            details.evaluate("one => { one.open = true; }")
        assert axe(".ww-site") == []


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [1280, 640, 390, 320])
def test_nothing_is_wider_than_the_window(name, width, show, page, shot):
    show(name, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if width in (1280, 390):
        shot(f"{name.removesuffix('.html').replace('/', '-')}-{width}")


CUT = """() => [...document.querySelectorAll(".ww-site :is(th, td)")].flatMap(cell => {
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), cut = [];
    if (getComputedStyle(cell.closest("thead, tbody")).clipPath !== "none") return cut; // heads for those who listen
    while (texts.nextNode()) for (const word of texts.currentNode.data.matchAll(/[\\w.]{2,14}(?!\\w)/g)) {
        const range = document.createRange();
        range.setStart(texts.currentNode, word.index);
        range.setEnd(texts.currentNode, word.index + word[0].length);
        if (new Set([...range.getClientRects()].map(each => Math.round(each.top))).size > 1) cut.push(word[0]);
    }
    return cut;
})"""


@pytest.mark.parametrize("name", PAGES)
def test_no_short_word_is_cut_in_a_table_and_no_checksum_runs_out_of_it(name, show, page):
    show(name)
    cut = [word for word in page.evaluate(CUT) if not re.fullmatch(r"[0-9a-f]+", word)]
    assert cut == []
    wide = "all => all.filter(each => each.scrollWidth > each.clientWidth).length"
    assert page.locator(".ww-methods .ww-scroll").evaluate_all(wide) == 0


GROUND = "svg => getComputedStyle(svg.querySelector('path')).fill"
LETTERS = "svg => getComputedStyle(svg.querySelector('text')).fill"


@pytest.mark.parametrize("name", ["site/00-start-here.html", "report/index.html"])
def test_drawings_follow_the_page_and_are_black_on_white_in_print(name, show, page, shot):
    dark, light = "rgb(17, 17, 17)", "rgb(255, 255, 255)"
    for colours, media, ground in (("light", "screen", light), ("dark", "screen", dark), ("dark", "print", light)):
        show(name, colours=colours, media=media)
        for drawing in page.locator(".ww-drawing svg").all():
            assert drawing.evaluate(GROUND) == ground
            letters = [int(part) for part in re.findall(r"\d+", drawing.evaluate(LETTERS))[:3]]
            assert min(letters) > 180 if ground == dark else max(letters) < 80
        if media == "screen":
            shot(f"drawings-{name.split('/')[0]}-{colours}", ".ww-figure >> nth=0")


def test_print_leaves_out_what_paper_cannot_do(show, page):
    show("report/index.html", media="print")
    expect(page.locator(".ww-bar").first).to_be_hidden()
    expect(page.locator(".ww-legend", has_text="Whose words:").first).to_be_visible()
    expect(page.locator(".ww-article").first).to_be_visible()
    show("site/00-start-here.html", media="print")
    expect(page.locator(".ww-code").first).to_be_hidden()


def test_the_printed_sheet_is_one_page(built):
    printed = (built / "report" / "sheet.pdf").read_bytes()
    assert printed.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


@pytest.mark.parametrize("name", ["site/00-start-here.html", "report/index.html"])
def test_the_policy_of_a_page_stops_what_would_run_or_ask(name, show, page):
    """The second wall: what a text could do if it got past the escaping."""
    show(name)
    page.evaluate(
        """() => {
            document.body.insertAdjacentHTML("beforeend", `<img src=x onerror="window.broken = 1">
                <img src="data:image/png;base64,x" onerror="window.broken = 2">
                <iframe srcdoc="<script>parent.broken = 3</script>"></iframe>
                <a id=evil href="javascript:window.broken = 4">x</a>
                <form action="https://example.org/"><button id=send>`);
            const script = document.createElement("script");
            script.textContent = "window.broken = 5";
            document.body.append(script);
            document.querySelector("#evil").click();
            document.querySelector("#send").click();
        }"""
    )
    answer = page.evaluate("fetch('https://example.org/').then(() => 'came', () => 'refused')")
    assert answer == "refused"
    assert page.evaluate("window.broken") is None
