"""Every notebook keeps the form that CONTRIBUTING.md describes, and runs from a fresh kernel without a warning."""

import ast
import pathlib
import re
import statistics

import nbformat
import pytest

ROOT = pathlib.Path(__file__).parents[1]
PATHS = [path for folder in ("notebooks", "lessons") for path in sorted((ROOT / folder).glob("*.ipynb"))]
MOST_CELLS, MOST_WORDS, MOST_LINES, MEDIAN_LINES = 40, 2_500, 15, 3

each_notebook = pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}/{path.name}")


def read(path: pathlib.Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=nbformat.NO_CONVERT)


def cells(path: pathlib.Path, kind: str) -> list[str]:
    return [cell.source for cell in read(path).cells if cell.cell_type == kind]


def n_lines(source: str) -> int:
    return sum(bool(line.strip()) for line in source.splitlines())


def test_there_are_notebooks():
    assert (ROOT / "notebooks" / "00-start-here.ipynb") in PATHS


@each_notebook
def test_file_is_clean(path):
    notebook = read(path)
    nbformat.validate(notebook)
    remedy = f"clear it: .venv/bin/jupyter nbconvert --clear-output --inplace {path.relative_to(ROOT)}"
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert not cell.outputs, f"cell {cell.id} holds outputs; {remedy}"
            assert cell.execution_count is None, f"cell {cell.id} holds a count; {remedy}"
    assert "widgets" not in notebook.metadata, f"the notebook holds the state of widgets; {remedy}"


@each_notebook
def test_kernel_is_plain_python(path):
    kernelspec = read(path).metadata.kernelspec
    assert (kernelspec.name, kernelspec.language) == ("python3", "python")


@each_notebook
def test_cells_have_ids_of_their_own(path):
    """With them a change to one cell stays a change to one cell, and a test can name it."""
    notebook = read(path)
    assert (notebook.nbformat, notebook.nbformat_minor) >= (4, 5), "save it with a newer JupyterLab: cells have no ids"
    ids = [cell.get("id") for cell in notebook.cells]
    assert all(ids)
    assert len(set(ids)) == len(ids), "two cells have the same id"


@each_notebook
def test_size(path):
    notebook = read(path)
    n_words = sum(len(source.split()) for source in cells(path, "markdown"))
    lines = [n for source in cells(path, "code") if (n := n_lines(source))]
    assert len(notebook.cells) <= MOST_CELLS, f"more than {MOST_CELLS} cells: one notebook, one idea"
    assert n_words <= MOST_WORDS, f"{n_words} words: more than {MOST_WORDS} are not read in one sitting"
    assert statistics.median(lines) <= MEDIAN_LINES, "what a cell needs more than three lines for is a helper"
    assert max(lines) <= MOST_LINES, f"a cell has {max(lines)} lines: move the work into helpers/"


@each_notebook
def test_first_cell_says_what_to_expect(path):
    first = read(path).cells[0]
    assert first.cell_type == "markdown"
    assert first.source.startswith("# ")
    for words in ("You will", "You need"):
        assert words in first.source, f"the first cell does not say {words!r}"


@each_notebook
def test_cells_use_helpers_only(path):
    for source in cells(path, "code"):
        assert not re.search(r"^\s*[%!]", source, re.MULTILINE), f"a magic or shell line in: {source}"
        for word in ("sys.path", "pip install", "download("):
            assert word not in source, f"{word!r} in: {source}"
        for node in ast.walk(ast.parse(source)):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or "."]
            for name in names:
                assert name.split(".")[0] == "helpers" or name == "IPython.display", f"imports {name} in: {source}"


@each_notebook
def test_runs_from_a_fresh_kernel(path, tmp_path, monkeypatch):
    from matplotlib import font_manager  # noqa: F401  lists the fonts, which would be said on stderr the first time
    from nbclient import NotebookClient

    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    notebook = read(path)
    NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=300,
        allow_errors=True,
        resources={"metadata": {"path": str(path.parent)}},
    ).execute()
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            message = "\n".join(output.get("traceback", [])) or output.get("text", "")
            assert output.output_type != "error", f"cell {cell.id} raises:\n{message}"
            assert output.get("name") != "stderr", f"cell {cell.id} warns:\n{message}"
