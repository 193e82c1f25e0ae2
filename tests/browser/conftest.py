"""A private JupyterLab and a real Chromium for the tests in this folder; README.md beside this file shows their use."""

import json
import os
import pathlib
import re
import secrets
import shutil
import subprocess
import sys
import time
import urllib.request
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).parents[2]
SCREENSHOTS = ROOT / "build" / "screenshots"
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
# Generous: they only end a test that hangs. Milliseconds, as Playwright counts.
START, RUN = 120_000, 300_000

# Python started in this environment writes down every address it wants to reach that is not this machine.
WATCH = """
import os, sys

def watch(event, args):
    if event == "socket.getaddrinfo":
        host = args[0]
    elif event == "socket.connect" and isinstance(args[1], tuple):
        host = args[1][0]
    else:
        return
    if isinstance(host, bytes):
        host = host.decode(errors="replace")
    if host and host not in ("localhost", "::1", "0.0.0.0") and not host.startswith("127."):
        with open(os.environ["WHOSE_WORDS_OUTGOING"], "a", encoding="utf-8") as file:
            file.write(f"{sys.argv[0]}: {event} {host}\\n")

sys.addaudithook(watch)
"""

KERNEL_IS_READY = """() => {
    const panel = window.jupyterapp?.shell?.currentWidget;
    const kernel = panel?.context?.sessionContext?.session?.kernel;
    return panel?.content?.widgets?.length && kernel?.connectionStatus === 'connected' && kernel.status === 'idle';
}"""

RUN_ALL = """() => {
    window.allCellsRan = false;
    window.jupyterapp.commands.execute('notebook:run-all-cells').finally(() => { window.allCellsRan = true; });
}"""

ALL_CELLS_RAN = """() => window.allCellsRan &&
    window.jupyterapp.shell.currentWidget.context.sessionContext.session.kernel.status === 'idle' &&
    ![...document.querySelectorAll('.jp-OutputArea-output')].some(output => output.innerText === 'Loading widget...')"""

TO_THE_TOP = """async () => {
    const notebook = window.jupyterapp.shell.currentWidget.content;
    notebook.activeCellIndex = 0;
    await notebook.scrollToItem(0);
}"""

# Cells that raised, warned or were never run, and widgets that JupyterLab could not draw.
PROBLEMS = """() => {
    const problems = [];
    for (const cell of window.jupyterapp.shell.currentWidget.content.widgets) {
        if (cell.model.type !== 'code') continue;
        const source = cell.model.sharedModel.getSource().trim();
        if (source && !cell.model.executionCount) problems.push(`not run: ${source}`);
        for (const output of cell.model.outputs.toJSON()) {
            if (output.output_type === 'error') problems.push(`${output.ename}: ${output.evalue} in: ${source}`);
            if (output.name === 'stderr') problems.push(`on stderr: ${output.text} in: ${source}`);
        }
        for (const output of cell.node.querySelectorAll('.jp-OutputArea-output'))
            if (output.querySelector('.jupyter-widgets-error-widget') || /^Error (creating|displaying) widget/.test(output.innerText))
                problems.push(`widget not drawn: ${output.innerText} in: ${source}`);
    }
    return problems;
}"""  # noqa: E501


def find_browser() -> str | None:
    """The first Chromium, Chrome or Edge of this machine."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


class Lab:
    """A JupyterLab server on a copy of the notebooks, with the kit's settings and nobody's own ones."""

    def __init__(self, folder: pathlib.Path):
        self.folder = folder
        self.token = secrets.token_hex()
        self._outgoing = folder / "outgoing.txt"
        self._log = folder / "server.txt"
        for name in ("notebooks", "lessons", "data"):
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, folder / "kit" / name)
        (folder / "watch").mkdir()
        (folder / "watch" / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
        # Every cell is in the page, not only those in view: a test looks for elements by what they are.
        tracker = folder / "settings" / "@jupyterlab" / "notebook-extension" / "tracker.jupyterlab-settings"
        tracker.parent.mkdir(parents=True)
        tracker.write_text(json.dumps({"windowingMode": "none"}), encoding="utf-8")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON"))}
        environment |= {
            "JUPYTER_CONFIG_PATH": str(ROOT / ".jupyter"),
            "JUPYTER_CONFIG_DIR": str(folder / "config"),
            "JUPYTER_DATA_DIR": str(folder / "data"),
            "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
            "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
            "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
            "IPYTHONDIR": str(folder / "ipython"),
            "PYTHONPATH": os.pathsep.join([str(folder / "watch"), str(ROOT)]),  # the code beside these tests
            "WHOSE_WORDS_OUTGOING": str(self._outgoing),
        }
        command = [
            sys.executable, "-m", "jupyterlab", "--no-browser", "--ServerApp.ip=127.0.0.1", "--ServerApp.port=0",
            f"--IdentityProvider.token={self.token}", f"--ServerApp.root_dir={folder / 'kit'}",
            "--LabApp.expose_app_in_browser=True",
        ]  # fmt: skip
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.append("--allow-root")
        with self._log.open("w") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, env=environment)
        self.address = self._wait_for_address()

    def _wait_for_address(self) -> str:
        record = self.folder / "runtime" / f"jpserver-{self._process.pid}.json"
        end = time.monotonic() + START / 1000
        while time.monotonic() < end:
            if self._process.poll() is not None:
                raise RuntimeError(f"JupyterLab stopped while starting:\n{self._log.read_text()}")
            try:
                address = json.loads(record.read_text())["url"].rstrip("/")
                urllib.request.urlopen(f"{address}/api/status?token={self.token}", timeout=5).close()
                return address
            except (OSError, ValueError):
                time.sleep(0.05)
        self.stop()
        raise RuntimeError(f"JupyterLab did not start in {START // 1000} seconds:\n{self._log.read_text()}")

    def api(self, path: str, method: str = "GET"):
        """Ask the server's own interface: the answer as Python objects, None where it is empty."""
        request = urllib.request.Request(
            f"{self.address}/{path}", method=method, headers={"Authorization": f"token {self.token}"}
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def outgoing(self) -> list[str]:
        """Addresses outside this machine that the server or a kernel has tried to reach so far."""
        return self._outgoing.read_text(encoding="utf-8").splitlines() if self._outgoing.exists() else []

    def shut_down_kernels(self) -> None:
        """End all notebooks' kernels, so that they do not fill the memory."""
        for session in self.api("api/sessions"):
            self.api(f"api/sessions/{session['id']}", method="DELETE")

    def stop(self) -> None:
        """End the server with its kernels."""
        self._process.terminate()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


@pytest.fixture(scope="session")
def chromium():
    """The browser; without one the test is skipped, or fails where WHOSE_WORDS_BROWSER is 'required'."""
    path = find_browser()
    if path is None:
        reason = "no Chromium, Chrome or Edge found on this machine (on Debian: apt-get install chromium)"
        if os.environ.get("WHOSE_WORDS_BROWSER") == "required":
            pytest.fail(reason)
        pytest.skip(reason)
    flags = [
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic",
        "--no-first-run", "--disable-dev-shm-usage", "--disable-gpu",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ]  # fmt: skip
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        flags.append("--no-sandbox")  # Chromium's sandbox does not start for root
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags, timeout=START)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def lab(chromium, tmp_path_factory):
    """The JupyterLab server. It needs `chromium` first: without a browser there is nothing to serve."""
    server = Lab(tmp_path_factory.mktemp("lab"))
    yield server
    server.stop()


@pytest.fixture
def page(chromium, lab):
    """A fresh page. At its end the test fails if the page raised an error or anything asked for an address outside."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-US", reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(START)
    outside, errors = [], []

    def record(url):
        if not re.match(r"(https?|wss?)://(127\.0\.0\.1|localhost)[:/]|(data|blob|file|about):", url):
            outside.append(url)

    context.on("request", lambda request: record(request.url))
    page.on("websocket", lambda socket: record(socket.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.outside = outside
    yield page
    context.close()
    lab.shut_down_kernels()
    assert not errors, "the page raised errors"
    assert not outside, "the page asked for addresses outside this machine"
    assert not lab.outgoing(), "JupyterLab or a kernel tried to reach addresses outside this machine"


@pytest.fixture
def open_notebook(lab, page):
    """`open_notebook("00-start-here.ipynb")`: open it in JupyterLab, and return when its kernel is ready."""

    def open_notebook(name, folder="notebooks"):
        page.goto(f"{lab.address}/lab/tree/{quote(f'{folder}/{name}')}?reset&token={lab.token}")
        page.wait_for_function(KERNEL_IS_READY)

    return open_notebook


@pytest.fixture
def run_all(page):
    """`run_all()`: run all cells of the open notebook; a list of what went wrong, empty when all is well."""

    def run_all():
        page.evaluate(RUN_ALL)
        page.wait_for_function(ALL_CELLS_RAN, timeout=RUN)
        page.evaluate(TO_THE_TOP)
        return page.evaluate(PROBLEMS)

    return run_all


@pytest.fixture
def axe(page):
    """`axe("#reader")`: what axe-core finds in the elements of this selector, one line each, empty when all is well."""

    def axe(selector):
        element = page.locator(selector).first
        element.scroll_into_view_if_needed()
        # JupyterLab's body has no height and hides what overflows it, so axe-core takes every text in it for invisible
        # and checks no contrast at all. With a height it sees what a reader sees.
        page.evaluate("document.body.style.height = '100vh'")
        # 7:1 for text, which axe-core leaves out unless asked
        options = {"rules": {"color-contrast-enhanced": {"enabled": True}}}
        result = Axe().run(page, context={"include": [[selector]]}, options=options).response
        page.evaluate("document.body.style.height = ''")
        if element.inner_text().strip() and any(rule["id"] == "color-contrast" for rule in result["inapplicable"]):
            pytest.fail(f"axe-core sees no visible text in {selector}: its answer would mean nothing")
        return [
            f"{violation['id']} ({violation['impact']}): {node['failureSummary']}: {node['html'][:200]}"
            for violation in result["violations"]
            for node in violation["nodes"]
        ]

    return axe


@pytest.fixture
def theme(page):
    """`theme("dark")` or `theme("light")`: switch JupyterLab's theme; light again after the test."""

    def theme(name):
        page.evaluate(
            "name => window.jupyterapp.commands.execute('apputils:change-theme', { theme: name })",
            f"JupyterLab {name.capitalize()}",
        )
        page.wait_for_function(
            "light => document.body.dataset.jpThemeLight === light", arg=str(name == "light").lower()
        )

    yield theme
    if page.evaluate("document.body.dataset.jpThemeLight") == "false":
        theme("light")


@pytest.fixture
def shot(page):
    """`shot("reader-dark")` saves build/screenshots/reader-dark.png; with a selector, only that element."""

    def shot(name, selector=None):
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        target = page.locator(selector).first if selector else page
        target.screenshot(path=SCREENSHOTS / f"{name}.png", animations="disabled")

    return shot
