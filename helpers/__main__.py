"""The kit from a terminal: ``python -m helpers report my-article.txt -o my-report``, ``… lesson 1``, ``… html``."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import warnings
from pathlib import Path

from helpers import __version__

# What a user can do something about; anything else is a defect of the kit and shows where it is.
_USERS = (OSError, ValueError, TypeError, RuntimeError)
_WRONG, _USAGE, _INTERRUPTED = 1, 2, 130

_EPILOG = "Exit codes: 0 all is written, 1 it could not be done, 2 the command is not understood, 130 interrupted."


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code: 0, 1 (could not be done), 2 (not understood) or 130 (interrupted)."""
    options = _parser().parse_args(arguments)
    tell = (lambda sentence: None) if options.quiet else _tell
    # A stop by the system ends like a stop by the keyboard: what is half-written is taken away.
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("default", UserWarning)
            warnings.showwarning = lambda message, *place, **more: tell(f"Note: {message}")
            sys.stdout.write(f"{options.do(options, tell)}\n")
    except KeyboardInterrupt:
        _tell("Stopped. Nothing was changed.")
        return _INTERRUPTED
    except _USERS as error:
        _tell(f"Error: {error}")
        return _WRONG
    finally:
        signal.signal(signal.SIGTERM, before)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m helpers", description=__doc__, epilog=_EPILOG)
    parser.add_argument("--version", action="version", version=f"Whose Words {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    report = commands.add_parser(
        "report",
        help="articles in; a page, tables, figures and one printed sheet out",
        description="Write a report on one article or several: a page that works without Python and without the "
        "network, tables (CSV, Markdown, LaTeX), figures (SVG, PNG) with captions, and one sheet as PDF.",
        epilog=_EPILOG,
    )
    report.add_argument(
        "source",
        nargs="+",
        metavar="SOURCE",
        help="name of an article in data/articles, a .txt, .md, .csv, .tsv or .jsonl file, or a folder of texts",
    )
    report.add_argument("-o", "--output", required=True, metavar="DIR", help="folder to write")
    report.add_argument(
        "--lexicon", default="loaded", metavar="LIST", help="name of a word list, or path of your own CSV (loaded)"
    )
    report.add_argument(
        "--exclusions", metavar="FILE", help="false hits that a reader took out: the CSV that the explorer saves"
    )
    report.add_argument(
        "--headlines", action="store_true", help="count each headline (the field title) as the first part of its text"
    )
    report.add_argument("--no-pdf", dest="pdf", action="store_false", help="do not print the sheet as PDF")
    report.add_argument(
        "--browser", default="", metavar="PROGRAM", help="Chromium, Chrome or Edge to print the PDF (found by itself)"
    )
    report.set_defaults(do=_report)

    pages = commands.add_parser(
        "html",
        help="run the notebooks and write them as pages",
        description="Run every notebook from a fresh kernel and write it as a page that works without Python and "
        "without the network, with an index.",
        epilog=_EPILOG,
    )
    pages.add_argument(
        "notebook", nargs="*", metavar="NOTEBOOK", help="notebook files (all in notebooks/ and lessons/)"
    )
    pages.add_argument("-o", "--output", metavar="DIR", help="folder to write (site)")
    pages.add_argument(
        "--code", choices=("folded", "none", "shown"), default="folded", help="what happens to the code (folded)"
    )
    pages.set_defaults(do=_html)

    lesson = commands.add_parser(
        "lesson",
        help="all that a lesson needs: pages for pupils, sheets to print",
        description="Write the pages on which pupils mark, and the sheets to print: one for pupils, one for the "
        "teacher with key and answers. They open in any browser, without Python and without the network.",
        epilog=_EPILOG,
    )
    lesson.add_argument("lesson", metavar="LESSON", help="number of the lesson, such as 1, or all")
    lesson.add_argument(
        "-o", "--output", metavar="DIR", help="folder to write (lesson-01, and so on; for all: lessons-ready)"
    )
    lesson.add_argument("--paper", choices=("A4", "Letter"), default="A4", help="size of the sheets (A4)")
    lesson.set_defaults(do=_lesson)

    for command in (report, pages):
        command.add_argument("--force", action="store_true", help="replace what this command wrote there before")
    for command in (report, pages, lesson):
        command.add_argument("--quiet", action="store_true", help="say nothing but errors and where the result is")
    return parser


def _report(options: argparse.Namespace, tell) -> Path:
    from helpers import article, share

    articles = options.source
    if options.headlines:
        articles = article.with_headlines(article.read(articles))
    return share.report(
        articles, options.output, lexicon=options.lexicon, excluded=options.exclusions, force=options.force,
        pdf=options.pdf and (options.browser or True), say=tell,
    )  # fmt: skip


def _html(options: argparse.Namespace, tell) -> Path:
    from helpers import share
    from helpers.share import sites

    folder = options.output or sites.ROOT / "site"
    return share.site(folder, options.notebook or None, code=options.code, force=options.force, say=tell)


def _lesson(options: argparse.Namespace, tell) -> Path:
    from helpers import teach
    from helpers.teach import handouts

    every = options.lesson == "all"
    lessons = [teach.lesson(name) for name in (handouts.available() if every else [options.lesson])]
    folder = Path(options.output or ("lessons-ready" if every else f"lesson-{lessons[0].name[:2]}")).expanduser()
    for own in lessons:
        place = folder / own.name if every else folder
        place.mkdir(parents=True, exist_ok=True)
        for path in (
            *teach.pages(own, place),
            *(teach.handout(own, place, answers=answers, paper=options.paper) for answers in (False, True)),
        ):
            tell(f"{path}")
    return folder


def _tell(sentence: str) -> None:
    # A terminal that lacks a letter of a title must not stop the work.
    shown = sentence.encode(sys.stderr.encoding or "utf-8", "backslashreplace")
    sys.stderr.write(shown.decode(sys.stderr.encoding or "utf-8") + "\n")
    sys.stderr.flush()


def _stop(number, frame) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    code = main()
    # A pipe that was closed by its reader is no error of ours.
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)
