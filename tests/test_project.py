"""The house rules that a machine can keep; CONTRIBUTING.md gives the reasons."""

import ast
import importlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tomllib
import zipfile

import pytest

ROOT = pathlib.Path(__file__).parents[1]
HELPERS = ROOT / "helpers"
# By their dotted names below helpers: "voices" for helpers/voices/__init__.py, "voices.cues" for one of its parts.
MODULES = {
    ".".join(path.relative_to(HELPERS).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(HELPERS.rglob("*.py"))
    if path != HELPERS / "__init__.py"
}
TREES = {name: ast.parse(path.read_text(encoding="utf-8"), path.name) for name, path in MODULES.items()}
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")

# A package imports from the lines above its own. A module that several of them share need not be named here: what it
# imports counts as imported by those that import it.
LAYERS = [
    {"article"},
    {"text"},
    {"voices", "lexicon"},
    {"devices", "naming", "swap"},
    {"metrics"},
    {"compare", "agreement", "frames", "stakeholders"},
    {"plots", "views"},
    {"explore", "share", "scale"},
    {"teach"},
]
LEVEL = {module: level for level, layer in enumerate(LAYERS) for module in layer}
ANALYSIS = set().union(*LAYERS[2:6])

LOADED_WHEN_USED = {"matplotlib", "ipywidgets", "anywidget", "nltk", "IPython"}
PROMISED = [
    "README.md", "LICENSE", "CONTRIBUTING.md", "CHANGELOG.md", "Makefile", "pyproject.toml", "environment.yml",
    "requirements.lock", ".ci/run", "data/README.md", "data/articles", "data/lexicons", "helpers", "notebooks", "tests",
]  # fmt: skip


def imported(tree: ast.Module) -> set[str]:
    """The modules of helpers that a module imports, at its top or inside a function."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.removeprefix("helpers.") for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "modules are imported by their whole name"
            source = node.module.removeprefix("helpers").removeprefix(".")
            inside = {f"{source}.{alias.name}".removeprefix(".") for alias in node.names} & MODULES.keys()
            if node.module.split(".")[0] == "helpers":
                names |= inside or {source}
    return names & MODULES.keys()


IMPORTS = {name: imported(tree) for name, tree in TREES.items()}
# What a package or a single module imports through any of its modules.
NEEDS = {package: set() for package in sorted({name.split(".")[0] for name in MODULES})}
for name, others in IMPORTS.items():
    own = name.split(".")[0]
    NEEDS[own] |= {other.split(".")[0] for other in others} - {own}


def reached(name: str, imports: dict[str, set[str]]) -> set[str]:
    """Everything that a module imports, directly or through others."""
    found, waiting = set(), [name]
    while waiting:
        for other in imports[waiting.pop()] - found:
            found.add(other)
            waiting.append(other)
    return found


def public_functions(tree: ast.Module) -> list[ast.FunctionDef]:
    return [node for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]


def requirements(lines: list[str]) -> dict[str, str]:
    """``["dask[distributed]>=2025.1"]`` as ``{"dask": ">=2025.1"}``."""
    pattern = re.compile(r"([A-Za-z0-9._-]+?)(?:\[.*?\])?\s*([<>=!~].*)?")
    return {match[1].lower(): match[2] or "" for line in lines if (match := pattern.fullmatch(line.strip()))}


def test_there_are_modules_to_check():
    assert {"article", "text", "voices", "lexicon", "metrics"} <= MODULES.keys()


@pytest.mark.parametrize("name", MODULES)
def test_no_module_imports_itself(name):
    assert name not in reached(name, IMPORTS), f"helpers.{name} imports itself through {sorted(IMPORTS[name])}"


@pytest.mark.parametrize("name", NEEDS)
def test_imports_point_one_way(name):
    reach = reached(name, NEEDS)
    assert name not in reach, f"helpers.{name} imports itself through {sorted(NEEDS[name])}"
    against = {other for other in reach if name in LEVEL and LEVEL.get(other, -1) >= LEVEL[name]}
    assert not against, f"helpers.{name} must not need {sorted(against)}: the order is {LAYERS}"


@pytest.mark.parametrize("name", ["plots", "views"])
def test_pictures_and_pages_do_no_analysis(name):
    assert not reached(name, NEEDS) & ANALYSIS, f"helpers.{name} gets tables: the analysis belongs to its caller"


def test_nothing_imports_the_top_layer():
    for name, others in NEEDS.items():
        if name != "__main__":
            assert not others & {"explore", "teach"}, f"helpers.{name} imports {sorted(others & {'explore', 'teach'})}"


@pytest.mark.parametrize("line", ["import helpers", "from helpers import article, text, voices, lexicon, metrics"])
def test_heavy_packages_are_loaded_when_used(line):
    code = f"import json, sys; {line}; print(json.dumps(sorted({{name.split('.')[0] for name in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    heavy = LOADED_WHEN_USED & set(json.loads(done.stdout))
    assert not heavy, f"`{line}` loads {sorted(heavy)}: import them inside the functions that use them"


@pytest.mark.parametrize("name", MODULES)
def test_module_is_short(name):
    n_lines = len(MODULES[name].read_text(encoding="utf-8").splitlines())
    assert n_lines <= 420, f"helpers.{name} has {n_lines} lines. Give the second idea in it a module of its own."


@pytest.mark.parametrize("name", MODULES)
def test_no_print_and_no_assert(name):
    for node in ast.walk(TREES[name]):
        place = f"{MODULES[name]}:{getattr(node, 'lineno', 0)}"
        assert not isinstance(node, ast.Assert), f"{place}: raise ValueError or TypeError with a message instead"
        is_print = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
        assert not is_print or name == "__main__", f"{place}: return it, or warn; the notebook shows it"


@pytest.mark.parametrize(
    ("name", "function"),
    [(name, function) for name, tree in TREES.items() for function in public_functions(tree)],
    ids=lambda value: getattr(value, "name", value),
)
def test_public_function_is_documented(name, function):
    """All have a docstring. In the modules that notebooks use it also says what comes back, and shows it."""
    place, text = f"helpers.{name}.{function.name}", ast.get_docstring(function) or ""
    assert text, f"{place} has no docstring"
    if name in LEVEL:
        for title in ("Returns", "Examples"):
            assert re.search(rf"^{title}\n-+$", text, re.MULTILINE), f"{place}: its docstring has no section {title}"
        assert ">>> " in text, f"{place}: its docstring has no example that runs"


@pytest.mark.parametrize("name", MODULES)
def test_what_a_docstring_refers_to_is_there(name):
    for kind, given in re.findall(r":(mod|func|class|data):`([\w.]+)`", MODULES[name].read_text(encoding="utf-8")):
        module, _, last = (given if "." in given else f"helpers.{name}.{given}").rpartition(".")
        if kind == "mod":
            importlib.import_module(given)
        else:
            assert hasattr(importlib.import_module(module), last), f"helpers.{name}: there is no {given}"


def test_environment_yml_names_the_core_dependencies():
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    given = requirements(re.findall(r"^  - ([^:\n]+)$", text, re.MULTILINE))
    core = requirements(PYPROJECT["project"]["dependencies"])
    expected = dict(core)
    expected |= {"python": PYPROJECT["project"]["requires-python"], "pip": "", "conda-forge": ""}
    assert given == expected
    assert re.search(r"^      - -e \.$", text, re.MULTILINE), "environment.yml must install the kit itself by pip"


def test_lock_has_every_dependency_with_hashes_and_no_address():
    entries = re.split(r"\n(?=[a-z0-9])", re.sub(r"^ *#.*\n", "", LOCK, flags=re.MULTILINE).strip())
    pinned = {re.match(r"[a-z0-9._-]+", entry)[0] for entry in entries}
    project = PYPROJECT["project"]
    extras = project["optional-dependencies"]
    wanted = requirements(
        project["dependencies"] + extras["scale"] + extras["dev"] + PYPROJECT["build-system"]["requires"]
    )
    assert not wanted.keys() - pinned, "say: make lock"
    for entry in entries:
        assert re.match(r"[a-z0-9._-]+==\S+", entry), f"not pinned: {entry[:80]}"
        assert "--hash=sha256:" in entry, f"without a hash: {entry[:80]}"
    assert "://" not in LOCK, "the lock holds an address: whoever installs chooses where from"


@pytest.mark.parametrize("path", PROMISED)
def test_layout(path):
    assert (ROOT / path).exists()


def test_commands_of_the_readme_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):(?!=)", makefile, re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z]+)\b(?=[`\n ])", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert {"lab", "test"} <= named, "README.md must show `make lab` and `make test`"
    assert not named - targets, "README.md shows commands that the Makefile does not have"


def test_jupyterlab_fetches_nothing():
    """The part that settings can keep; tests/browser watches the running program."""
    config = json.loads((ROOT / ".jupyter/jupyter_lab_config.json").read_text(encoding="utf-8"))["LabApp"]
    assert config["news_url"] is None
    assert config["check_for_updates_class"] == "jupyterlab.NeverCheckForUpdate"
    assert config["extension_manager"] == "readonly"
    assert "/.jupyter" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_messages_of_widgets_keep_their_order():
    """In a thread for each widget, a click on a button overtook the text typed before it, once in ten times."""
    settings = json.loads((ROOT / ".jupyter/labconfig/default_setting_overrides.json").read_text(encoding="utf-8"))
    assert settings["@jupyterlab/apputils-extension:kernels-settings"]["commsOverSubshells"] == "disabled"


def test_minutes_of_the_notebooks_are_told_alike():
    """In its first cell, in the table of the README, and wherever another notebook leads to it."""
    own, told = {}, []
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        prose = ["".join(cell["source"]) for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]]
        own[path.name] = int(re.search(r"(\d+) minutes", prose[0])[1])
        told += re.findall(r"\]\((\d\d-[\w-]+\.ipynb)\)[^\n]* (\d+) minutes", "\n".join(prose[1:]))
    table = re.findall(r"^\| \[[^]]+\]\(notebooks/([\w-]+\.ipynb)\) \| (\d+) \|", text_of("README.md"), re.MULTILINE)
    assert {name for name, _ in table} == set(own) and told
    assert [(name, int(n)) for name, n in table + told] == [(name, own[name]) for name, _ in table + told]


def text_of(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_readme_says_whose_judgement_the_list_is():
    from helpers import lexicon

    entries = lexicon.read("loaded").entries
    assert (entries["source"] == "house judgement").mean() > 0.9 and "for more than nine in ten" in text_of("README.md")
    assert (entries["used_by"] == "both").mean() > 0.5 and "for most the users are both sides" in text_of("README.md")


@pytest.mark.parametrize("name", sorted(LEVEL))
def test_a_package_names_what_it_gives(name):
    package = importlib.import_module(f"helpers.{name}")
    own = {function.name for function in public_functions(TREES[name])}
    assert own <= set(package.__all__) and all(hasattr(package, each) for each in package.__all__)
    assert package.__all__ == sorted(package.__all__)


def test_the_citation_says_what_the_package_says():
    yaml = pytest.importorskip("yaml")
    said, project = yaml.safe_load(text_of("CITATION.cff")), tomllib.loads(text_of("pyproject.toml"))["project"]
    assert said["version"] == re.search(r'__version__ = "(.+)"', text_of("helpers/__init__.py"))[1]
    assert said["license"] == project["license"] and said["title"].lower().replace(" ", "-") == project["name"]
    assert said["authors"] == [{"name": "Whose Words contributors"}] and said["cff-version"] == "1.2.0"
    assert not {"doi", "url", "repository-code", "date-released"} & said.keys(), "nothing that is not so yet"
    assert "CITATION.cff" in text_of("README.md")


def test_the_house_page_lists_every_part():
    told = dict(re.findall(r"^\| `(\w+)` \| (`.+`) \|$", text_of("CONTRIBUTING.md"), re.MULTILINE))
    parts = [name.split(".") for name in MODULES if "." in name]
    assert {package: re.findall(r"`(\w+)`", row) for package, row in told.items()} == {
        package: [name for own, name in parts if own == package] for package in told
    }
    assert set(told) == {package for package, _ in parts}


def test_the_changelog_names_every_package():
    changes = text_of("CHANGELOG.md")
    assert [name for name in sorted(LEVEL) if not re.search(rf"`{name}\b|\b{name}`", changes)] == []


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_a_variable_is_set_in_both_shells_of_windows(name):
    """In PowerShell `set` is another command: it sets nothing, and says nothing either."""
    page = text_of(name)
    assert len(re.findall(r"\bset JUPYTER_CONFIG_PATH=\.jupyter", page)) == 1
    assert page.count('$env:JUPYTER_CONFIG_PATH = ".jupyter"') == 1


def test_nothing_is_installed_by_a_name_that_is_not_ours():
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md"), *MODULES.values()]:
        assert not re.search(r"pip install[^\n]*whose-words", path.read_text(encoding="utf-8")), path.name


@pytest.fixture(scope="module")
def wheels(tmp_path_factory):
    """A wheel of the kit and the one of an editable installation, built without the network."""
    folder = tmp_path_factory.mktemp("wheels")
    code = (
        "import hatchling.build as build, sys\n"
        "print(build.build_wheel(sys.argv[1] + '/whole'), build.build_editable(sys.argv[1] + '/editable'))"
    )
    (folder / "whole").mkdir()
    (folder / "editable").mkdir()
    subprocess.run([sys.executable, "-c", code, str(folder)], cwd=ROOT, check=True, capture_output=True)
    return [next((folder / name).glob("*.whl")) for name in ("whole", "editable")]


def test_a_wheel_is_whole(wheels, tmp_path):
    """Installed from a wheel the kit reads its lists, articles and lessons, and finds what it finds in its folder."""
    with zipfile.ZipFile(wheels[0]) as wheel:
        names = set(wheel.namelist())
        wheel.extractall(tmp_path / "site")
    listed = subprocess.run(["git", "ls-files", "data", "lessons"], cwd=ROOT, capture_output=True, text=True)
    wanted = listed.stdout.split() if listed.returncode == 0 else ["data/lexicons/loaded.csv", "data/cues/cues.csv"]
    assert wanted and not {f"helpers/{name}" for name in wanted if (ROOT / name).is_file()} - names
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"helpers"}
    code = (
        "from helpers import article, devices, lexicon, naming, teach, voices\n"
        "one = article.read('lapd-ice-raid')\n"
        "tables = voices.find(one), lexicon.match(one, lexicon.read('loaded')), devices.find(one), naming.find(one)\n"
        "print(article.DATA.parent.name, *map(len, tables), len(article.available()), len(teach.lesson('02').articles))"
    )
    said = []
    for place in (tmp_path / "site", ROOT):
        environment = {**os.environ, "PYTHONPATH": str(place)}
        run = subprocess.run(
            [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
        )
        said.append(run.stdout.split())
    assert said[0][0] == "helpers" and said[0][1:] == said[1][1:] and all(int(n) > 0 for n in said[0][1:])


def test_an_editable_installation_copies_nothing(wheels):
    """It points at the folder: a copy of a list would be out of date with the first change."""
    with zipfile.ZipFile(wheels[1]) as wheel:
        kept = [name for name in wheel.namelist() if ".dist-info/" not in name]
    assert len(kept) == 1 and kept[0].endswith(".pth")


def test_lines_of_code_are_not_cut_at_the_edge_of_a_cell():
    """A teacher edits lines that are longer than a cell of 1,280 pixels is wide."""
    settings = json.loads((ROOT / ".jupyter/labconfig/default_setting_overrides.json").read_text(encoding="utf-8"))
    assert settings["@jupyterlab/notebook-extension:tracker"]["codeCellConfig"]["lineWrap"] is True
