"""Twenty hostile articles in every page of the kit: nothing runs, nothing is asked for, nothing of a text is lost.

Each is looked at in the views, in the plain HTML of the explorer, in a page made from a notebook, in a report, and in
the explorers as they work in JupyterLab.
"""

import json
import re

import explorers
import hostile
import nbformat
import pytest

from helpers import article, explore, lexicon, plots, share, views, voices
from helpers.share import standalone

KEYS = list(hostile.TEXTS)
HALF = len(KEYS) // 2  # a report shows twelve articles in full
# The text of each article as the page holds it, without what the kit adds.
TEXTS = """() => [...document.querySelectorAll('.ww-article')].map(article => {
    const own = article.cloneNode(true);
    const added = '[data-ww-label], .ww-title, .ww-source, .ww-said, .ww-ribbon';
    for (const element of own.querySelectorAll(added)) element.remove();
    return own.textContent;
})"""
CODE = """from helpers import article, explore, lexicon, plots, views, voices
from IPython.display import display
articles = article.read("hostile.jsonl")
found = voices.find(articles)
loaded = lexicon.read("loaded")
hits = voices.attach(lexicon.explain(lexicon.match(articles, loaded), loaded), found)
for key in articles.article_id:
    own, hers, words = (table[table.article_id == key] for table in (articles, found, hits))
    display(views.article(own, words, hers))
display(views.concordance(hits, articles, most=200), views.figure(plots.ribbon(hers, words)))
print(articles.title.to_list())
articles"""


def table(keys):
    rows = [{"article_id": key, "title": hostile.TITLES.get(key, ""), "text": hostile.TEXTS[key]} for key in keys]
    return "\n".join(map(json.dumps, rows))


@pytest.fixture(scope="session")
def attacked(chromium, tmp_path_factory):
    """A folder with a page of views and explorer for each article, a site made from a notebook, and two reports."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "hostile.jsonl").write_text(table(KEYS), encoding="utf-8")
    articles = article.read(folder / "hostile.jsonl")
    found, loaded = voices.find(articles), lexicon.read("loaded")
    hits = voices.attach(lexicon.explain(lexicon.match(articles, loaded), loaded), found)
    for key in KEYS:
        own, hers, words = (rows[rows["article_id"] == key] for rows in (articles, found, hits))
        shown = [
            views.article(own, words, hers),
            views.concordance(words, own),
            views.figure(plots.ribbon(hers, words)),
            explore.article(own, hits=words, voices=hers).static(),
        ]
        style = "".join(dict.fromkeys(each.style.removeprefix(views.style()) for each in shown))
        body = "".join(standalone.clean(each.body, ids=f"v{i}-") for i, each in enumerate(shown))
        title = own["title"].item() or key
        (folder / f"{key}.html").write_text(standalone.page(title, body, style=style), encoding="utf-8")
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("# <script>x()</script> **You will** see", id="a"),
            nbformat.v4.new_code_cell(CODE, id="b"),
        ],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )
    nbformat.write(notebook, folder / "all.ipynb")
    share.site(folder / "site", [folder / "all.ipynb"])
    for name, keys in (("first", KEYS[:HALF]), ("second", KEYS[HALF:])):
        (folder / f"{name}.jsonl").write_text(table(keys), encoding="utf-8")
        share.report(folder / f"{name}.jsonl", folder / name, pdf=False)
    return folder


@pytest.fixture
def attack(attacked, page):
    """`attack("css.html", ["css"])`: open a page, use it, and check what holds for every page."""

    def attack(name, keys):
        dialogs = []
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        page.set_viewport_size({"width": 1280, "height": 900})
        address = (attacked / name).as_uri()
        page.goto(address)
        for kind in ("hit", "who", "kwic", "bar"):  # point at things, as handlers wait for that
            for element in page.locator(f".ww-{kind}").all()[:4]:
                if element.is_visible():
                    element.hover(force=True)
        page.locator(".ww-bar details").evaluate_all("all => all.forEach(one => { one.open = true; })")
        for box in page.locator(".ww-bar input").all()[:6]:
            box.click()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert dialogs == []
        assert page.evaluate(f"window.{hostile.FLAG}") is None, "a text was executed"
        assert page.url.split("#")[0] == address, "a text led to another page"
        page.goto(address)
        for shown, key in zip(page.evaluate(TEXTS), keys, strict=True):
            written = re.sub("[\0\ud800-\udfff]", "\ufffd", article.from_text(hostile.TEXTS[key]).text.item())
            assert shown == written or (len(shown) >= 1_000 and written.startswith(shown)), key
            if len(shown) < len(written):
                assert page.get_by_text(f"Shown: the first {len(shown):,} of {len(written):,} characters").count()
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"wider than {width}"
        assert page.locator("main script, main iframe, main object, main math, main form, main link").count() == 0
        return page

    return attack


@pytest.mark.parametrize("key", KEYS)
def test_views_and_explorer(key, attack):
    page = attack(f"{key}.html", [key, key])
    title = article.from_text("x", title=hostile.TITLES[key]).title.item() if key in hostile.TITLES else key
    expected = " ".join(re.sub("\0", "\ufffd", title).split())
    assert " ".join(page.title().split()) == expected


def test_page_of_a_notebook(attack, shot):
    attack("site/all.html", KEYS)
    shot("hostile-site")


@pytest.mark.parametrize(("name", "keys"), [("first", KEYS[:HALF]), ("second", KEYS[HALF:])])
def test_report(name, keys, attack, shot):
    attack(f"{name}/index.html", keys)
    shot(f"hostile-report-{name}")


@pytest.mark.parametrize("name", ["first", "second"])
def test_printed_sheet(name, attack):
    attack(f"{name}/sheet.html", [])


def test_the_flag_is_seen_when_a_text_does_run(page):
    """The check itself: the same attack on a page without the kit's escaping and policy."""
    page.set_content(hostile.TEXTS["handlers"])
    page.wait_for_function(f"window.{hostile.FLAG} === 1")


@pytest.mark.parametrize("explorer", ["article", "naming", "swap", "lexicon", "voices"])
def test_explorers_at_work(explorer, lab, page, open_notebook, run_all):
    """Every article is chosen in turn in a live explorer: it is shown as it is, and none of it runs."""
    (lab.folder / "kit" / "cells").mkdir(exist_ok=True)
    (lab.folder / "kit" / "cells" / "hostile.jsonl").write_text(table(KEYS), encoding="utf-8")
    code = f"from helpers import article, explore\nexplore.{explorer}(article.read('hostile.jsonl'))"
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    view = explorers.show(lab, page, open_notebook, run_all, f"hostile-{explorer}", code)
    which = view.get_by_role("combobox", name="Article", exact=True)
    for number, key in enumerate(KEYS):
        written = re.sub("[\0\ud800-\udfff]", "\ufffd", article.from_text(hostile.TEXTS[key]).text.item())
        which.select_option(index=number)
        page.wait_for_function(f"start => ({TEXTS})()[0].startsWith(start)", arg=written[:8], timeout=20_000)
        shown = page.evaluate(TEXTS)[0]
        if explorer != "swap":  # it changes words, as it should
            assert shown == written or (len(shown) >= 1_000 and written.startswith(shown)), key
        assert page.evaluate(f"window.{hostile.FLAG}") is None, f"{key} was executed"
        assert view.locator("script, iframe, object, embed, math, form, link, meta").count() == 0, key
    assert dialogs == []
