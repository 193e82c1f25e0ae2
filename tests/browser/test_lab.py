"""JupyterLab as the kit starts it: every notebook runs in it, and nothing leaves the machine."""

import pathlib

import pytest

ROOT = pathlib.Path(__file__).parents[2]
NOTEBOOKS = [path for folder in ("notebooks", "lessons") for path in sorted((ROOT / folder).glob("*.ipynb"))]


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs(notebook, open_notebook, run_all, shot):
    open_notebook(notebook.name, folder=notebook.parent.name)
    assert run_all() == []
    shot(notebook.stem)


def test_no_news_no_updates_no_extensions_are_fetched(lab, page, open_notebook):
    open_notebook(NOTEBOOKS[0].name)
    assert lab.api("lab/api/news") == {"news": []}
    assert lab.api("lab/api/update") == {"notification": None}
    settings = lab.api("lab/api/settings/@jupyterlab/apputils-extension:notification")["settings"]
    assert not settings, "a setting of the user's own would hide what the kit sets"
    assert page.evaluate("document.querySelector('#jupyter-config-data').textContent.includes('\"news\"')")
    assert page.get_by_text("official Jupyter news").count() == 0


def test_an_address_outside_is_noticed(lab, page):
    """The watch itself: what it would report if a notebook reached out."""
    page.goto(f"{lab.address}/lab?reset&token={lab.token}")
    page.evaluate("fetch('https://example.org/').catch(() => null)")
    assert page.outside == ["https://example.org/"]
    page.outside.clear()
