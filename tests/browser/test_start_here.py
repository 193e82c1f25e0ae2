"""The first notebook as a newcomer sees it. Its picture stands in the README (`make pictures` takes it)."""

from playwright.sync_api import expect


def test_the_article_shows_its_loaded_words_and_whose_words_they_are(open_notebook, run_all, page, shot, axe):
    open_notebook("00-start-here.ipynb")
    page.evaluate("window.jupyterapp.commands.execute('application:toggle-left-area')")
    assert run_all() == []
    reader = page.locator(".jp-OutputArea-output .ww-reader").first
    marks = reader.locator("mark")
    assert [text.split("[")[0].strip() for text in marks.all_inner_texts()].count("mob") == 2
    expect(reader).to_contain_text("KABC, quoted at length")
    expect(reader).to_contain_text("Los Angeles Times, quoted at length")
    assert axe(".jp-OutputArea-output .ww-reader") == []
    reader.evaluate("element => element.scrollIntoView({ block: 'start' })")
    shot("start-here")
