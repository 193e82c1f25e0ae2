"""What all tests share: settings for generated texts, hand-coded texts from outside, and the mark of browser tests."""

import os
import pathlib

import pytest
from hypothesis import HealthCheck, settings

BROWSER_TESTS = pathlib.Path(__file__).parent / "browser"
BROWSER_TESTS_PASSED = pytest.StashKey[int]()

# No test is judged by time: a slow machine is not a defect. In CI the generated texts are the same in each run.
settings.register_profile(
    "kit", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=bool(os.environ.get("CI"))
)
settings.load_profile("kit")


@pytest.fixture(scope="session")
def gold() -> pathlib.Path:
    """The folder of hand-coded corpora that may not be given away with the kit; see CONTRIBUTING.md."""
    folder = os.environ.get("WHOSE_WORDS_GOLD")
    if not folder:
        pytest.skip("needs hand-coded corpora that are not part of the kit: set WHOSE_WORDS_GOLD to their folder")
    if not pathlib.Path(folder).is_dir():
        pytest.fail(f"WHOSE_WORDS_GOLD is {folder!r}, which is no folder: correct it, or unset it to skip this test")
    return pathlib.Path(folder)


def pytest_configure(config):
    config.stash[BROWSER_TESTS_PASSED] = 0
    config.pluginmanager.register(BrowserTests(config))


def pytest_collection_modifyitems(items):
    """Mark the tests in tests/browser, and run them last: they are the slowest."""
    for item in items:
        if BROWSER_TESTS in item.path.parents:
            item.add_marker("browser")
    items.sort(key=lambda item: "browser" in item.keywords)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    report.user_properties.append(("browser", item.get_closest_marker("browser") is not None))
    return report


class BrowserTests:
    """Counts the browser tests that passed, in whichever process they ran."""

    def __init__(self, config):
        self.config = config

    def pytest_runtest_logreport(self, report):
        if report.when == "call" and report.passed and ("browser", True) in report.user_properties:
            self.config.stash[BROWSER_TESTS_PASSED] += 1


def _browser_tests_are_missing(config) -> bool:
    one_of_several = hasattr(config, "workerinput")  # the process that started them counts for all
    required = os.environ.get("WHOSE_WORDS_BROWSER") == "required"
    return required and not one_of_several and not config.stash[BROWSER_TESTS_PASSED]


def pytest_sessionfinish(session):
    """Fail a run that had to include the browser tests and passed none, whatever the reason."""
    if _browser_tests_are_missing(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter, config):
    if _browser_tests_are_missing(config):
        terminalreporter.write_line("WHOSE_WORDS_BROWSER is 'required', but no browser test passed.", red=True)
