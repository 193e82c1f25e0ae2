"""A notebook of one cell for a test: what the cell shows, opened in JupyterLab and run."""

import json

from playwright.sync_api import expect

KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}


def write(lab, name, *sources):
    """Write a notebook with these cells into a folder of its own beside the others."""
    folder = lab.folder / "kit" / "cells"
    folder.mkdir(exist_ok=True)
    cells = [
        {"cell_type": "code", "execution_count": None, "id": f"c{i}", "metadata": {}, "outputs": [], "source": source}
        for i, source in enumerate(sources)
    ]
    notebook = {"cells": cells, "metadata": KERNEL, "nbformat": 4, "nbformat_minor": 5}
    (folder / f"{name}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")


def show(lab, page, open_notebook, run_all, name, *sources):
    """Open and run such a notebook; returns the outputs of its last cell."""
    write(lab, name, *sources)
    open_notebook(f"{name}.ipynb", folder="cells")
    problems = run_all()
    assert problems == [], problems
    view = page.locator(".jp-Cell").last.locator(".jp-OutputArea-output")
    expect(view.locator(".ww-widget, .ww").first).to_be_visible()
    return view
