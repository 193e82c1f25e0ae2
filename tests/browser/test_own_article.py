"""The notebook for an article of one's own, as it opens: two texts, a reader, the methods, the pair."""

from playwright.sync_api import expect


def test_it_opens_with_two_texts_side_by_side(open_notebook, run_all, page, shot):
    open_notebook("06-your-own-article.ipynb")
    page.evaluate("window.jupyterapp.commands.execute('application:toggle-left-area')")
    assert run_all() == []
    pair = page.locator(".ww-pair")
    expect(pair.locator(".ww-text")).to_have_count(2)
    pair.evaluate("element => element.scrollIntoView({ block: 'start' })")
    shot("side-by-side")
    page.locator(".ww-pane").first.evaluate("element => element.scrollIntoView({ block: 'start' })")
    shot("own-article")
