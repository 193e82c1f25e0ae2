"""Pages, reports and exports: complete or not there at all, and the same numbers as the measures give."""

import base64
import hashlib
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import time
from html.parser import HTMLParser

import hostile
import nbformat
import pandas as pd
import pytest

from helpers import article, lexicon, metrics, share, text, voices
from helpers.__main__ import main
from helpers.share import exports, folders, notebook_pages, record, report_pages, reports, sites, standalone

ROOT = pathlib.Path(__file__).parents[1]
TWO = {
    "first.md": "---\ntitle: The quarry\noutlet: Written for the kit\n---\n\nThe mob left the quarry. "
    "“The crowd was calm,” Mayor Ito said. Ms. Ito added that nobody was hurt.\n",
    "second.md": "---\ntitle: The quarry, again\n---\n\nResidents left the quarry at noon.\n",
}


@pytest.fixture
def two(tmp_path):
    """The path of a folder with two short articles."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name, written in TWO.items():
        (folder / name).write_text(written, encoding="utf-8")
    return folder


def run(*arguments):
    return main([str(each) for each in arguments])


def notebook(path, *cells):
    """Write a notebook: texts that begin with # or a letter and a space are Markdown, those in a tuple are code."""
    made = [
        nbformat.v4.new_code_cell(cell[0], id=f"c{i}") if isinstance(cell, tuple)
        else nbformat.v4.new_markdown_cell(cell, id=f"c{i}")
        for i, cell in enumerate(cells)
    ]  # fmt: skip
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=made, metadata=kernel), path)
    return path


class Asking(HTMLParser):
    """What a page would ask for or run: addresses of pictures, scripts and styles, event handlers, frames."""

    def __init__(self, page):
        super().__init__()
        self.found, self.inside = [], ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.inside = tag
        if tag in ("iframe", "object", "embed", "base", "form", "math", "audio", "video"):
            self.found.append(tag)
        for name, value in attrs:
            own = (value or "").startswith(("#", "data:image/")) or (tag, value) == ("link", "data:,")
            if name.startswith("on") or (name in ("src", "xlink:href", "srcset") and not own):
                self.found.append(f"{tag} {name}={value}")
            runs = re.match(r"\s*(javascript|data|vbscript):", value or "", re.IGNORECASE)
            if name == "href" and not own and (tag != "a" or runs):
                self.found.append(f"{tag} {name}={value}")
            if name == "style":
                self.look_at(value or "")

    def handle_data(self, data):
        if self.inside == "style":
            self.look_at(data)

    def handle_endtag(self, tag):
        self.inside = ""

    def look_at(self, style):
        self.found += re.findall(r"@import.*|url\(\s*['\"]?(?!#|data:)[^)]*", style)


def assert_complete(page):
    """A page in one file: it names nothing to be fetched, and only its own script may run."""
    policy = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)[1]
    script = re.search(r"<script>(.*?)</script>\n</body>", page, re.DOTALL)[1]
    assert page.count("<script") == 1
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; script-src 'sha256-{digest}';")
    assert "unsafe-eval" not in policy and "http" not in policy
    assert page.index("Content-Security-Policy") < page.index("<style")
    found = Asking(page).found
    assert not found, found


# --- the command line -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "command"),
    [(0, "--help"), (0, "report --help"), (0, "html --help"), (0, "--version"), (2, ""), (2, "report"), (2, "report x"),
     (2, "html --code red"), (2, "x"), (2, "report x -o y --colour")],
)  # fmt: skip
def test_exit_code_of_help_and_of_a_command_that_is_not_understood(code, command, capsys):
    with pytest.raises(SystemExit) as ended:
        run(*command.split())
    assert ended.value.code == code
    said = capsys.readouterr()
    assert ("usage:" in said.out or "Whose Words" in said.out) if code == 0 else "usage:" in said.err


def test_the_command_as_a_user_types_it(two, tmp_path):
    command = [sys.executable, "-m", "helpers", "report", two / "second.md", "-o", tmp_path / "out", "--no-pdf"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{tmp_path / 'out' / 'index.html'}\n"
    assert done.stderr.splitlines() == [
        "Reading 1 article.", "Writing tables.", "Drawing figures.", "Writing the page.",
    ]  # fmt: skip


def test_quiet_says_only_where_the_result_is(two, tmp_path, capsys):
    assert run("report", two, "-o", tmp_path / "out", "--no-pdf", "--quiet") == 0
    assert capsys.readouterr() == (f"{tmp_path / 'out' / 'index.html'}\n", "")


@pytest.mark.parametrize(
    ("source", "said"),
    [("no-such-article", "There is no article 'no-such-article' in data/articles"), ("nowhere/a.txt", "no folder"),
     ("https://example.org/a", "is a web address"), ("", "empty string")],
)  # fmt: skip
def test_a_source_that_is_not_there_is_an_error_in_words(source, said, tmp_path, capsys):
    assert run("report", source, "-o", tmp_path / "out", "--no-pdf") == 1
    err = capsys.readouterr().err
    assert said in err and "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_a_word_list_that_is_not_there_is_an_error_in_words(two, tmp_path, capsys):
    assert run("report", two, "-o", tmp_path / "out", "--lexicon", "loadet") == 1
    assert "Did you mean 'loaded'?" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_notes_of_the_readers_are_shown_in_words(two, tmp_path, capsys):
    (two / "picture.png").write_bytes(b"x")
    assert run("report", two, "-o", tmp_path / "out", "--no-pdf") == 0
    err = capsys.readouterr().err
    assert "Note: " in err and "picture.png" in err and "UserWarning" not in err


def test_headlines_are_counted_when_asked(two, tmp_path):
    shares = []
    for name, asked in (("without", ()), ("with", ("--headlines",))):
        assert run("report", two / "first.md", "-o", tmp_path / name, "--no-pdf", *asked) == 0
        page = (tmp_path / name / "index.html").read_text(encoding="utf-8")
        assert ('class="ww-headline"' in page) == bool(asked)
        shares.append(pd.read_csv(tmp_path / name / "tables" / "share-of-voice.csv"))
    without, whole = (share["n"].sum() for share in shares)
    assert whole - without == text.count_words([article.read(two / "first.md").title.item()])[0] > 0


# --- a folder is there as a whole, or as it was -----------------------------------------------------------------------


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_earlier_report_is_replaced_only_when_asked(two, tmp_path, capsys):
    out = tmp_path / "out"
    assert run("report", two / "first.md", "-o", out, "--no-pdf") == 0
    before = contents(out)
    assert any("01-the-quarry-ribbon." in name for name in before)
    assert run("report", two / "second.md", "-o", out, "--no-pdf") == 1
    assert "--force" in capsys.readouterr().err
    assert contents(out) == before
    assert run("report", two / "second.md", "-o", out, "--no-pdf", "--force") == 0
    assert not any("01-the-quarry-ribbon." in name for name in contents(out)), "nothing stays of the earlier one"


def test_a_folder_with_files_of_somebody_else_is_never_replaced(two, tmp_path, capsys):
    out = tmp_path / "out"
    assert run("report", two / "second.md", "-o", out, "--no-pdf") == 0
    (out / "figures" / "my-notes.txt").write_text("mine")
    before = contents(out)
    assert run("report", two / "second.md", "-o", out, "--no-pdf", "--force") == 1
    assert "figures/my-notes.txt" in capsys.readouterr().err
    assert contents(out) == before
    home = tmp_path / "home"
    home.mkdir()
    (home / "letter.txt").write_text("mine")
    assert run("report", two / "second.md", "-o", home, "--no-pdf", "--force") == 1
    assert run("report", two / "second.md", "-o", home / "letter.txt", "--no-pdf", "--force") == 1
    assert contents(home) == {"letter.txt": b"mine"}


def test_an_empty_folder_is_filled_and_folders_above_are_made(two, tmp_path):
    (tmp_path / "empty").mkdir()
    assert run("report", two / "second.md", "-o", tmp_path / "empty", "--no-pdf", "--quiet") == 0
    assert run("report", two / "second.md", "-o", tmp_path / "a" / "b" / "c", "--no-pdf", "--quiet") == 0
    assert (tmp_path / "a" / "b" / "c" / "index.html").is_file()


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError("x"), MemoryError])
def test_nothing_is_half_written_when_it_stops_in_the_middle(error, two, tmp_path, monkeypatch, capsys):
    out = tmp_path / "out"
    assert run("report", two / "second.md", "-o", out, "--no-pdf") == 0
    before = contents(out)

    def stop(*parts):
        raise error

    monkeypatch.setattr(report_pages, "page", stop)
    for target in (out, tmp_path / "new"):
        try:
            code = run("report", two / "second.md", "-o", target, "--no-pdf", "--force")
        except MemoryError:
            code = None
        assert code == {KeyboardInterrupt: 130, MemoryError: None}.get(error, 1)
    assert contents(out) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out"]


def test_a_rename_that_fails_brings_the_earlier_folder_back(tmp_path, monkeypatch):
    out = tmp_path / "out"
    with folders.whole(out) as new:
        (new / "a.txt").write_text("first")
    rename = pathlib.Path.rename

    def fail(self, target):
        if self.name.startswith(".out-") and pathlib.Path(target) == out:
            raise OSError("no room")
        return rename(self, target)

    monkeypatch.setattr(pathlib.Path, "rename", fail)
    with pytest.raises(OSError, match="no room"), folders.whole(out, force=True) as new:
        (new / "a.txt").write_text("second")
    assert (out / "a.txt").read_text() == "first"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.skipif(os.name == "nt", reason="Windows ends a process without telling it")
def test_a_command_that_the_system_ends_leaves_nothing(tmp_path):
    notebook(tmp_path / "slow.ipynb", "# Slow", ("import time; time.sleep(600)",))
    command = [sys.executable, "-m", "helpers", "html", tmp_path / "slow.ipynb", "-o", tmp_path / "out"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr.readline() == "Running slow.ipynb.\n"
        end = time.monotonic() + 60
        while not list(tmp_path.glob(".out-*")) and time.monotonic() < end:
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) != 0
        assert "Traceback" not in process.stderr.read()
    assert [path.name for path in tmp_path.iterdir()] == ["slow.ipynb"]


# --- the report -------------------------------------------------------------------------------------------------------


def test_tables_hold_what_the_measures_give(tmp_path):
    share.report("lapd-ice-raid", tmp_path / "out", pdf=False)
    tables = tmp_path / "out" / "tables"
    articles = article.read("lapd-ice-raid")
    found = voices.find(articles)
    said = (tmp_path / "out/methods.txt").read_text(encoding="utf-8")
    for part in (
        "A rate is hits",
        "Framing devices",
        "by voice out of the words of each",
        "Sources are",
        "10 parts with",
    ):
        assert part in said
    shares = pd.read_csv(tables / "share-of-voice.csv")
    expected = metrics.share_of_voice(found, by=["article_id", "voice"])
    pd.testing.assert_frame_equal(shares, expected, check_dtype=False)
    assert shares.set_index("voice").loc["narrator", ["n", "total"]].tolist() == [143, 413]
    rates = pd.read_csv(tables / "rate-by-voice.csv")
    loaded = lexicon.read("loaded")
    hits = voices.attach(lexicon.match(articles, loaded), found)
    assert rates["n"].sum() == len(hits) == len(pd.read_csv(tables / "passages.csv"))
    stretches = pd.read_csv(tables / "stretches.csv", keep_default_na=False)
    assert "".join(stretches["text"]) == articles["text"].item()


def test_a_report_on_a_table_keeps_what_the_table_says(tmp_path):
    """Title, outlet, date and the user's own columns lead from each number back to the article it is of."""
    said = "The mob left on day {}. “It was calm,” Ann Lee said."
    rows = [
        {"article_id": f"k{n}", "title": f"Day {n} <b>", "outlet": "Post" if n % 2 else "Mail",
         "date": f"2024-05-{n:02}", "slant": "left", "text": said.format(n)}
        for n in range(1, 15)
    ]  # fmt: skip
    share.report(article.read(pd.DataFrame(rows)), tmp_path / "out", pdf=False)
    kept = pd.read_csv(tmp_path / "out/tables/articles.csv")
    named = [*article.COLUMNS[:-1], "slant", "n_words", "n_hits"]
    assert kept.columns.tolist() == named
    assert kept[["article_id", "outlet", "date", "slant"]].values.tolist() == [
        [row["article_id"], row["outlet"], row["date"], row["slant"]] for row in rows
    ]
    assert kept["n_words"].tolist() == [12] * 14 and kept["n_hits"].tolist() == [1] * 14
    others = pd.read_csv(tmp_path / "out/tables/share-of-voice.csv")
    assert set(others["article_id"]) == set(kept["article_id"])
    page = (tmp_path / "out/index.html").read_text(encoding="utf-8")
    listed = page[page.index('<nav aria-label="Articles">') : page.index("</nav>")]
    assert listed.count("<li>") == 14 and listed.count('href="#article-') == report_pages.MOST_ARTICLES
    assert "Day 14 &lt;b&gt;" in listed and "<bdi>Mail</bdi> · <bdi>2024-05-14</bdi>" in listed
    assert "Shown in full below: the first 12 of 14 articles" in page and "compare.difference(" in page
    rates = pd.read_csv(tmp_path / "out/tables/rate-by-outlet.csv")
    assert rates[["outlet", "kind", "n", "total"]].values.tolist() == [
        ["Mail", "narrator", 7, 63], ["Mail", "direct", 0, 21],
        ["Post", "narrator", 7, 63], ["Post", "direct", 0, 21],
    ]  # fmt: skip
    assert "articles, by kind of voice; intervals are drawn over articles" in page
    share.report(article.read(pd.DataFrame(rows[1::2])), tmp_path / "one", pdf=False)
    assert not (tmp_path / "one/tables/rate-by-outlet.csv").exists(), "one outlet is held against nothing"


def test_titles_that_are_not_listed_are_counted(tmp_path, monkeypatch):
    monkeypatch.setattr(report_pages, "_MOST_LISTED", 3)
    articles = article.read(pd.DataFrame({"text": [f"The mob left on day {n}." for n in range(5)]}))
    share.report(articles, tmp_path / "out", pdf=False)
    page = (tmp_path / "out/index.html").read_text(encoding="utf-8")
    assert "2 more articles are not listed here; tables/articles.csv has all of them." in page


def test_a_report_on_a_table_from_elsewhere_is_made_or_refused_in_words(tmp_path):
    bare = pd.DataFrame({"article_id": ["a"], "text": ["The mob left."]})
    assert share.report(bare, tmp_path / "bare", pdf=False).is_file(), "without a title and the like"
    with pytest.raises(ValueError, match="no article to report on: the table has no rows"):
        share.report(article.from_text("The mob left.").iloc[:0], tmp_path / "none", pdf=False)
    with pytest.raises(ValueError, match="no column 'text'"):
        share.report(pd.DataFrame({"body": ["The mob left."]}), tmp_path / "none", pdf=False)
    assert not (tmp_path / "none").exists()


def test_each_table_is_there_in_three_forms_and_each_figure_in_two(two, tmp_path):
    share.report(two, tmp_path / "out", pdf=False)
    names = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    for table in ("share-of-voice", "share-of-claims", "rate-by-voice", "term-by-voice", "positions", "passages"):
        assert {f"tables/{table}.{kind}" for kind in ("csv", "md", "tex")} <= names
    for title in ("01-the-quarry", "02-the-quarry-again"):
        for kind in ("ribbon", "share-of-voice", "rate-by-voice", "positions"):
            assert {f"figures/{title}-{kind}.svg", f"figures/{title}-{kind}.png"} <= names
            assert f"{title}-{kind}" in (tmp_path / "out/figures/captions.md").read_text(encoding="utf-8")
            assert f"{{{title}-{kind}.png}}" in (tmp_path / "out/figures/captions.tex").read_text(encoding="utf-8")
    listed = set(json.loads((tmp_path / "out" / folders.RECORD).read_text(encoding="utf-8"))["files"])
    assert listed == names - {folders.RECORD}
    page = (tmp_path / "out/index.html").read_text(encoding="utf-8")
    assert set(re.findall(r'<li><a href="([^"#]+)">', page)) == names - {folders.RECORD, "index.html"}


def test_svg_is_a_picture_by_itself(two, tmp_path):
    from xml.etree import ElementTree

    share.report(two / "first.md", tmp_path / "out", pdf=False)
    for path in (tmp_path / "out" / "figures").glob("*.svg"):
        root = ElementTree.parse(path).getroot()
        assert root.tag == "{http://www.w3.org/2000/svg}svg" and root.get("width").endswith("pt")
        assert len(root[0].text) > 20, "its title says what is to be seen"


def test_pages_of_a_report_are_complete_and_small(two, tmp_path):
    share.report(two, tmp_path / "out", pdf=False)
    for name in ("index.html", "sheet.html"):
        page = (tmp_path / "out" / name).read_text(encoding="utf-8")
        assert_complete(page)
        assert len(page.encode()) < standalone.LARGEST
    page = (tmp_path / "out/index.html").read_text(encoding="utf-8")
    assert page.count('class="ww-article"') == 2
    assert "Methods and provenance" in page and lexicon.read("loaded").sha256 in page


def test_twenty_hostile_articles_become_one_report(tmp_path):
    rows = [
        {"article_id": key, "title": hostile.TITLES.get(key, ""), "text": written}
        for key, written in hostile.TEXTS.items()
    ]
    source = tmp_path / "hostile.jsonl"
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    out = tmp_path / "out"
    share.report(source, out, pdf=False)
    names = [path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()]
    assert all(
        re.fullmatch(r"(tables/|figures/)?[a-z0-9-]{1,70}\.(csv|tex|md|svg|png|html|json|txt)", name) for name in names
    )
    for name in ("index.html", "sheet.html"):
        page = (out / name).read_text(encoding="utf-8")
        assert_complete(page)
        assert len(page.encode()) < standalone.LARGEST
    # Nothing is lost: the stretches put together are the texts, but for the apostrophe before a formula.
    stretches = pd.read_csv(out / "tables/stretches.csv", keep_default_na=False, na_filter=False, lineterminator="\n")
    written = article.read(source).set_index("article_id")["text"]
    for key, own in stretches.groupby("article_id"):
        texts = [each[1:] if re.match("'[=+@\t\r-]", each) else each for each in own["text"]]
        assert "".join(texts) == written[key], key
    assert "12 of 20 articles" in (out / "index.html").read_text(encoding="utf-8")


def test_names_of_files_hold_only_plain_letters():
    for title in [*hostile.TITLES.values(), *hostile.TEXTS, "", "…", "\ud800"]:
        assert re.fullmatch(r"07(-[a-z0-9-]{1,40})?", reports.file_name(title, 7))


def test_a_report_can_be_made_from_a_table(tmp_path):
    page = share.report(article.from_text("The mob left.", title="Own"), tmp_path / "out", pdf=False)
    assert "<bdi>Own</bdi>" in page.read_text(encoding="utf-8")


def test_two_reports_are_the_same_but_for_the_date(two, tmp_path, monkeypatch):
    for day in ("1", "2"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", f"{day}00000000")
        share.report(two, tmp_path / day, pdf=False)
    first, second = contents(tmp_path / "1"), contents(tmp_path / "2")
    assert first.keys() == second.keys()
    differ = {name for name in first if first[name] != second[name]}
    assert differ == {"index.html", "sheet.html"}
    for name in differ:
        assert first[name].replace(b"1973-03-03", b"1976-05-03") == second[name]


# --- what a reader took out -------------------------------------------------------------------------------------------


@pytest.fixture
def log(two, tmp_path):
    """The log of a reader who took one passage out, as the explorer saves it."""
    from helpers import exclusions, explore

    reader = explore.article(article.read(two), choice={"excluded": {"first:4-7": "=name of a film"}})
    return exclusions.write(reader.excluded, tmp_path / "mine.csv")


def test_a_report_leaves_out_what_a_reader_took_out_and_names_it(two, log, tmp_path):
    assert run("report", two, "-o", tmp_path / "all", "--no-pdf", "--quiet") == 0
    assert run("report", two, "-o", tmp_path / "less", "--no-pdf", "--quiet", "--exclusions", log) == 0
    passages = {name: pd.read_csv(tmp_path / name / "tables/passages.csv") for name in ("all", "less")}
    assert passages["all"].shape[0] == passages["less"].shape[0] + 1 and "mob" in set(passages["all"]["text"])
    assert not (passages["less"]["text"] == "mob").any() and not (tmp_path / "all/tables/exclusions.csv").exists()
    rates = pd.read_csv(tmp_path / "less/tables/rate-by-voice.csv")
    assert rates["n"].sum() == len(passages["less"])
    said = (
        "taken out by hand as false hits and is not among these hits: “mob” (first, characters 4 to 7: =name of a film)"
    )
    assert said in (tmp_path / "less/methods.txt").read_text(encoding="utf-8")
    for name in ("index.html", "sheet.html"):
        assert said in (tmp_path / "less" / name).read_text(encoding="utf-8")
        assert "taken out" not in (tmp_path / "all" / name).read_text(encoding="utf-8")
    # What was applied lies beside the tables, and makes the same report again.
    again = tmp_path / "less/tables/exclusions.csv"
    assert run("report", two, "-o", tmp_path / "again", "--no-pdf", "--quiet", "--exclusions", again) == 0
    assert (tmp_path / "again/methods.txt").read_bytes() == (tmp_path / "less/methods.txt").read_bytes()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda log: log.assign(article_id="other"), "another text: it takes out “mob”, characters 4 to 7 of 'other'"),
        (lambda log: log.assign(start=5, end=8), "belongs to another text"),
        (lambda log: log.assign(start=-9, end=10**9), "belongs to another text"),
        (lambda log: log.assign(start=8, end=12, text="left", term="left"), "belongs to another word list"),
        (lambda log: log.assign(start="four"), "start is 'four' in one row, and not a number"),
        (lambda log: log.drop(columns="because"), "is no log of exclusions: it has no column 'because'"),
        (lambda log: pd.DataFrame(), "is no log of exclusions"),
    ],
)  # fmt: skip
def test_a_log_of_another_text_or_list_is_an_error_in_words(change, said, two, log, tmp_path, capsys):
    change(pd.read_csv(log)).to_csv(tmp_path / "other.csv", index=False)
    assert run("report", two, "-o", tmp_path / "out", "--no-pdf", "--exclusions", tmp_path / "other.csv") == 1
    err = capsys.readouterr().err
    assert said in err and "Traceback" not in err and not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_made_is_said_in_words(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(OSError, match="out' cannot be made .*Choose a place where you may write") as error:
        share.report(article.from_text("The mob left."), tmp_path / "file" / "out", pdf=False)
    assert "Errno" not in str(error.value)


def test_a_report_takes_a_list_that_was_edited(tmp_path):
    own = lexicon.edited(lexicon.read("loaded"), weights={"mob": 0.5})
    share.report(article.from_text("The mob left."), tmp_path / "out", lexicon=own, pdf=False)
    said = (tmp_path / "out/methods.txt").read_text(encoding="utf-8")
    assert own.sha256[:12] in said and "weights that add up to 0.5" in said


def test_a_log_without_reasons_takes_nothing_out():
    from helpers import exclusions

    told = article.from_text("The mob left.")
    hits = lexicon.match(told, lexicon.from_terms({"person": ["mob"]}, name="mine"))
    with pytest.raises(KeyError, match="has no column 'because'.*for a reason that others can read"):
        exclusions.apply(hits, hits, told)
    assert not len(exclusions.apply(hits, hits.assign(because="a film"), told)[0])


def test_a_log_that_is_missing_and_a_list_that_is_another_are_errors_in_words(two, log, tmp_path, capsys):
    assert run("report", two, "-o", tmp_path / "out", "--exclusions", tmp_path / "none.csv") == 1
    assert "There is no log of exclusions" in capsys.readouterr().err
    assert run("report", two, "-o", tmp_path / "out", "--exclusions", log, "--lexicon", "hedges") == 1
    assert "belongs to another word list" in capsys.readouterr().err


def test_a_log_survives_a_spreadsheet_and_devices_in_it_are_left_aside(two, log, tmp_path, capsys):
    rows = pd.read_csv(log)
    assert rows["because"].tolist() == ["'=name of a film"]  # no formula to a spreadsheet
    device = rows.assign(layer="devices", category="scare quotes", term="scare quotes")
    path = tmp_path / "other.csv"
    pd.concat([rows, device]).to_csv(path, index=False, sep=";", encoding="utf-8-sig")
    assert run("report", two, "-o", tmp_path / "out", "--no-pdf", "--exclusions", path) == 0
    assert "1 of 2 rows of the log are about devices" in capsys.readouterr().err
    assert ": =name of a film)" in (tmp_path / "out/methods.txt").read_text(encoding="utf-8")


# --- the PDF ----------------------------------------------------------------------------------------------------------


def test_without_a_browser_the_rest_is_written_and_the_way_out_is_said(two, tmp_path, capsys):
    assert run("report", two, "-o", tmp_path / "out", "--browser", "no-such-browser") == 0
    err = capsys.readouterr().err
    assert "no PDF" in err and "'no-such-browser' was not found" in err and "sheet.html" in err
    assert not (tmp_path / "out" / "sheet.pdf").exists()


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands in for the browser")
@pytest.mark.parametrize(
    "line", ["echo broken >&2; exit 3", 'for a; do case $a in --print*) echo x > "${a#*=}";; esac; done']
)
def test_a_browser_that_prints_nothing_is_reported(line, two, tmp_path, capsys):
    program = tmp_path / "browser"
    program.write_text(f"#!/bin/sh\n{line}\n")
    program.chmod(0o755)
    assert run("report", two / "first.md", "-o", tmp_path / "out", "--browser", program) == 0
    assert "Note: there is no PDF" in capsys.readouterr().err
    assert not (tmp_path / "out" / "sheet.pdf").exists()


# --- exports and methods ----------------------------------------------------------------------------------------------


def test_latex_shows_every_character_and_executes_none():
    table = pd.DataFrame({"text": [r"\input{x} $a$ 5 % & # _ ^ ~ | < > `", "[b", "* c"], "value": [0.5, 0.25, 1.0]})
    written = share.latex(table, caption=r"\write18{rm}", label="tab:a b}")
    body = written.split("\\midrule\n")[1]
    assert r"\textbackslash{}input\{x\} \$a\$ 5 \% \& \# \_ \textasciicircum{} \textasciitilde{}" in body
    assert "\n{[}b & 25.0" in body and "\n{*} c & 100.0" in body
    assert r"\label{tab:a-b-}" in written and r"\textbackslash{}write18" in written
    assert re.findall(r"(?<!\\)\\[a-z]+", written.replace(r"\textbackslash{}", ""))[:3] == [
        "\\begin",
        "\\caption",
        "\\label",
    ]


def test_markdown_keeps_its_columns_whatever_the_text():
    written = share.markdown(
        pd.DataFrame({"text": ["a|b\n| c", "<script>", "`x` **y** [z](u) ![p](q)"], "n": [1, 2, 3]})
    )
    rows = written.splitlines()
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {3}
    from nbconvert.filters.markdown_mistune import markdown2html_mistune

    page = markdown2html_mistune(written)
    assert page.count("<tr>") == 4 and not re.search("<(script|a|img|strong|code)", page)


def test_csv_is_text_to_a_spreadsheet_and_numbers_stay_numbers():
    table = pd.DataFrame(
        {"text": ["=1+1", "+a", "-b", "@c", "\td", "e=1"], "n": [-1, 2, 3, 4, 5, 6], "value": [1 / 3] * 6}
    )
    lines = share.csv(table).splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == ["'=1+1", "'+a", "'-b", "'@c", "'\td", "e=1"]
    assert lines[1].split(",")[1:] == ["-1", repr(1 / 3)]


def test_readable_numbers_are_those_of_the_table():
    table = pd.DataFrame({"n": [1234], "low": [0.005], "rate_per_1000": [12.345], "thin": [True], "x": [float("nan")]})
    row = exports.readable(table).iloc[0].to_dict()
    assert row == {"n": "1,234", "low (95 %)": "0.5 %", "per 1,000 words": "12.3", "few": "yes", "x": ""}


def test_methods_say_what_happened():
    articles = article.read("lapd-ice-raid")
    loaded, found = lexicon.read("loaded"), voices.find(articles)
    hits = voices.attach(lexicon.match(articles, loaded), found)
    words = voices.attach(text.words(articles), found)
    rates = metrics.rate_by_voice(hits, words, text.sentences(articles))
    said = repr(share.methods(articles, voices=found, hits=hits, lexicons=[loaded], results=[rates]))
    assert "1 article with 413 words was read" in said
    assert "143 of 413 words (34.6 %) were found to be in the narrator's words, 83 of them retelling claims" in said
    assert f"'loaded' ({len(loaded):,} terms, SHA-256 {loaded.sha256[:12]}…)" in said
    assert (
        f"This gave {len(hits)} hits; {(hits.voice == 'narrator').sum()} of them stand in the narrator's words" in said
    )
    assert "2,000 draws, seed 0" in said and "no verdict" in said


def test_methods_of_hostile_names_stay_one_paragraph():
    own = lexicon.from_terms({"x": ["mob"]}, name="</p><script>")
    said = share.methods(
        article.from_text("The mob."), lexicons=[own], hits=lexicon.match(article.from_text("The mob."), own)
    )
    assert said.body.count("<") == 2


def test_provenance_names_versions_lists_and_counts():
    articles = article.from_text("The mob left.")
    loaded = lexicon.read("loaded")
    table = share.provenance(articles, hits=lexicon.match(articles, loaded), lexicons=[loaded])
    assert list(table.columns) == ["what", "name", "value"]
    facts = dict(zip(table["name"], table["value"], strict=True))
    assert facts["pandas"] == pd.__version__ and facts["words"] == "3" and facts["hits"] == "1"
    assert facts[f"loaded ({len(loaded):,} terms)"] == f"SHA-256 {loaded.sha256}"


def test_methods_of_a_session_count_each_row_once():
    articles = article.from_text("The mob left. The mob came.")
    loaded = lexicon.read("loaded")
    hits = lexicon.match(articles, loaded)
    names = {
        "articles": articles,
        "same": articles,
        "hits": hits,
        "part": hits.head(1),
        "words": text.words(articles),
        "n": 1,
    }
    said = repr(record.of_session(names))
    assert "1 article with 6 words was read" in said and "This gave 2 hits" in said


# --- pages ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("<p onclick=x() class=a>t</p>", "<p class=a>t</p>"),
        ('<a href="javascript:x()">t</a>', "<a>t</a>"),
        ('<a href=" java\nscript:x()">t</a>', "<a>t</a>"),
        ('<a href="&#106;avascript:x()">t</a>', "<a>t</a>"),
        ('<a href="data:text/html,x">t</a>', "<a>t</a>"),
        ('<a href="https://example.org/?a=1&amp;b=2">t</a>', '<a href="https://example.org/?a=1&amp;b=2">t</a>'),
        ('<img src="https://example.org/a.png" alt="a > b">', "<span>[picture not included: a &gt; b]</span>"),
        ('<img src="data:image/png;base64,AA" alt="x">', '<img src="data:image/png;base64,AA" alt="x">'),
        ("<script>x()</script>t<SCRIPT src=a></SCRIPT>", "t"),
        ("t<script>never closed", "t"),
        ('<iframe srcdoc="x">y</iframe>t<base href="/">', "t"),
        ("<style>@import 'x';p{background:url(http://a/b)}</style>", "<style> 'x';p{background:}</style>"),
        ('<p style="background:url(//a/b)">t</p>', '<p style="background:">t</p>'),
        ('<svg><use xlink:href="#m"/><image href="http://a/b"/></svg>', '<svg><use xlink:href="#m" /><image /></svg>'),
        ('<g clip-path="url(#p)" id="g">', '<g clip-path="url(#p)" id="g">'),
        ("<tr><th></th><th>a</th></tr>", "<tr><td></td><th>a</th></tr>"),
        ("1 < 2 & 3 > 2 &copy", "1 < 2 & 3 > 2 &copy"),
    ],
)
def test_clean(given, expected):
    assert standalone.clean(given) == expected


def test_clean_makes_ids_unique():
    given = '<g id="a" clip-path="url(#b)" aria-labelledby="a c"></g><a href="#a">t</a><use xlink:href="#b"/>'
    assert standalone.clean(given, ids="c1-") == (
        '<g id="c1-a" clip-path="url(#c1-b)" aria-labelledby="c1-a c1-c"></g><a href="#c1-a">t</a>'
        '<use xlink:href="#c1-b" />'
    )


# --- the site ---------------------------------------------------------------------------------------------------------

CODE = """from helpers import article, explore, lexicon, plots, views, voices
import sys
articles = article.from_text("The mob left the square at noon. “The crowd was calm,” Ms. Ito said. " * 9, title="Noon")
loaded = lexicon.read("loaded")
found = voices.find(articles)
hits = voices.attach(lexicon.explain(lexicon.match(articles, loaded), loaded), found)
print("a < b", file=sys.stderr)
print("1 < 2")"""


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """A folder with two small notebooks, and the site made from them."""
    folder = tmp_path_factory.mktemp("tiny")
    first = notebook(
        folder / "01-first.ipynb",
        "# What *is* it?\n\n**You will** see a [thing](02-second.ipynb) & more.\n\n**You need** 5 minutes. Go on.",
        (CODE,),
        ("views.article(articles, hits, found)  # the text",),
        ("views.figure(plots.ribbon(found, hits))",),
        ("views.figure(plots.ribbon(found, hits))",),
        ("explore.article(articles, hits=hits, voices=found)",),
        ("import ipywidgets; ipywidgets.IntProgress(description='Progress')",),
        "See [next](02-second.ipynb#there), [gone](03-none.ipynb), [out](https://example.org/).\n\n"
        '<script>alert(1)</script>\n\n![far](https://example.org/a.png)\n\n<p onclick="x()">p</p>',
    )
    second = notebook(folder / "02-second.ipynb", "# Second\n\nWithout the usual words.", ("1 + 1",))
    share.site(folder / "site", [first, second])
    return folder


def page_of(tiny, name="01-first.html"):
    return (tiny / "site" / name).read_text(encoding="utf-8")


def test_pages_of_a_site_are_complete_and_small(tiny):
    for path in (tiny / "site").glob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert_complete(page)
        assert len(page.encode()) < standalone.LARGEST
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids)), "an id stands twice"


def test_index_has_a_picture_and_a_sentence_for_each(tiny):
    page = page_of(tiny, "index.html")
    cards = re.findall(r'<li class="ww-card">.*?</li>', page, re.DOTALL)
    assert [re.search('href="([^"]+)"', card)[1] for card in cards] == ["01-first.html", "02-second.html"]
    assert "What is it?" in cards[0] and "You will see a thing &amp; more." in cards[0] and "5 minutes" in cards[0]
    assert 'alt="The article as a strip.' in cards[0]
    assert all('src="data:image/svg+xml;base64,' in card for card in cards)
    assert "Without the usual words." in cards[1]


def test_widget_is_shown_as_its_twin_and_stderr_is_not(tiny):
    page = page_of(tiny)
    assert 'class="ww-explorer ww-static"' in page
    assert (
        "widget-view" not in page
        and "IntProgress(value" not in page
        and "a &lt; b" not in page.replace("&quot;a &lt; b&quot;", "")
    )
    assert "<pre>1 &lt; 2\n</pre>" in page


def test_a_page_says_what_cannot_be_done_on_it(tiny):
    """A visitor of a site has no fields to write into and no cells to run."""
    page = page_of(tiny)
    assert page.count("This page shows a notebook that was run.") == 1
    assert page.index("What <em>is</em> it?") < page.index("This page shows a notebook") < page.index("<summary>Python")
    said = "In JupyterLab this is a tool with fields and buttons."
    assert page.count(said) == 1 and page.index(said) < page.index('class="ww-explorer ww-static"')


def test_a_page_of_a_lesson_folds_what_comes_after_the_task(tmp_path):
    """What a lesson shows after the marking by hand is an answer, and not to be seen beside the task."""
    cells = [
        ("from helpers import article, teach, views",),
        ('noon = article.from_text("A mob came.")\nviews.article(noon)',),
        ('teach.mark(noon, ["loaded word"])',),
        ('print("the answer")',),
    ]
    path = notebook(tmp_path / "lesson.ipynb", "# Lesson", *cells)
    share.site(tmp_path / "plain", [path])
    assert "ww-later" not in (tmp_path / "plain/lesson.html").read_text(encoding="utf-8").split("</style>")[1]
    written = json.loads(path.read_text())
    written["cells"][0]["metadata"]["tags"] = ["handout"]
    path.write_text(json.dumps(written))
    share.site(tmp_path / "lesson", [path])
    page = (tmp_path / "lesson/lesson.html").read_text(encoding="utf-8").split("</style>")[1]
    assert page.count('<details class="ww-later">') == 1
    before, answer = page.split('<details class="ww-later">')
    assert "A mob came." in before and "In JupyterLab this is a tool" in before
    assert "<pre>the answer" in answer and "<pre>the answer" not in before


def test_guides_of_a_site_lead_to_each_other(tmp_path):
    guides = {ROOT / "docs/teaching.md": "docs-teaching.html", ROOT / "docs/first-lesson.md": "docs-first-lesson.html"}
    parts = "".join(notebook_pages.card(ROOT / "docs/teaching.md", "docs-teaching.html", guides).parts)
    assert 'href="docs-first-lesson.html' in parts
    assert "docs-first-lesson.html" not in "".join(notebook_pages.card(ROOT / "docs/teaching.md", "x.html").parts)


def test_style_of_the_views_stands_once(tiny):
    page = page_of(tiny)
    assert page.count(".ww .ww-article{") + page.count(".ww .ww-article {") == 1


def test_links_lead_to_pages_or_become_words(tiny):
    page = page_of(tiny)
    assert '<a href="02-second.html#there">next</a>' in page and "<a>gone</a>" in page
    assert '<a href="https://example.org/">out</a>' in page
    assert "alert(1)" not in page and "[picture not included: far]" in page and "<p>p</p>" in page


def test_end_of_a_page_says_how_it_was_made(tiny):
    ending = page_of(tiny).split("Methods and provenance</h2>")[1]
    assert "1 article with 126 words was read" in ending and lexicon.read("loaded").sha256 in ending
    assert "_methods" not in page_of(tiny)


def test_the_contents_of_a_guide_lead_to_its_headings():
    for guide in ("docs/teaching.md", "docs/first-lesson.md", "docs/sharing.md"):
        page = notebook_pages.card(ROOT / guide, "guide.html")
        places = re.findall(r'href="#([^"]+)"', "".join(page.parts))
        assert places or guide != "docs/teaching.md"
        assert set(places) <= set(re.findall(r'<h[2-6] id="([^"]+)"', "".join(page.parts)))


def test_linked_cards_become_pages(tmp_path):
    source = "# Card\n\nIts [card](../data/lexicons/loaded.md) says more."
    folder = ROOT / "build" / f"test-{tmp_path.name}"
    folder.mkdir(parents=True)
    try:
        path = notebook(folder / "card.ipynb", source)
        path.write_text(path.read_text().replace("../data", "../../data"))
        share.site(tmp_path / "out", [path])
    finally:
        for each in folder.iterdir():
            each.unlink()
        folder.rmdir()
    assert '<a href="data-lexicons-loaded.html">card</a>' in (tmp_path / "out/card.html").read_text(encoding="utf-8")
    assert_complete((tmp_path / "out/data-lexicons-loaded.html").read_text(encoding="utf-8"))


def test_two_sites_are_the_same_but_for_the_date(tiny, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "100000000")
    share.site(tmp_path / "again", [tiny / "01-first.ipynb", tiny / "02-second.ipynb"])
    first, second = contents(tiny / "site"), contents(tmp_path / "again")
    assert first.keys() == second.keys()
    for name in first:
        dated = rb"\d{4}-\d\d-\d\d(?=[\"<])"
        assert re.sub(dated, b"", first[name]) == re.sub(dated, b"", second[name]), name


def test_two_sites_of_the_kits_own_notebooks_are_the_same_but_for_the_date(tmp_path, monkeypatch):
    """One that draws, and one whose cells measure times: these say so and stand on no page."""
    names = ("00-start-here", "09-a-million-articles")
    for day in ("1", "2"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", f"{day}00000000")
        share.site(tmp_path / day, [sites.ROOT / "notebooks" / f"{name}.ipynb" for name in names])
    first, second = contents(tmp_path / "1"), contents(tmp_path / "2")
    assert {"index.html", *(f"{name}.html" for name in names)} <= set(first) == set(second)
    for name in first:
        assert first[name].replace(b"1973-03-03", b"1976-05-03") == second[name], name
        assert b"1973-03-03" in first[name] or name in (".nojekyll", folders.RECORD)
    drawn = first["00-start-here.html"]
    assert b"<svg" in drawn and b"This is measured on your own computer" not in drawn
    assert first["09-a-million-articles.html"].count(b"This is measured on your own computer") == 2


@pytest.mark.parametrize(("code", "shown", "opened"), [("none", 0, 0), ("shown", 1, 1), ("folded", 1, 0)])
def test_code_is_folded_shown_or_left_out(code, shown, opened, tmp_path):
    path = notebook(tmp_path / "one.ipynb", "# One", ("x = 1  # a comment\nif x < 2: print(x)",))
    assert run("html", path, "-o", tmp_path / "out", "--code", code, "--quiet") == 0
    page = (tmp_path / "out" / "one.html").read_text(encoding="utf-8")
    assert page.count('<details class="ww-code"') == shown
    assert page.count('<details class="ww-code" open>') == opened
    if shown:
        assert '<span class="c"># a comment</span>' in page and '<span class="k">if</span> x &lt; 2' in page


def test_a_cell_that_raises_stops_the_site(tmp_path, capsys):
    path = notebook(tmp_path / "bad.ipynb", "# Bad", ("1 / 0",))
    assert run("html", path, "-o", tmp_path / "out") == 1
    err = capsys.readouterr().err
    assert "bad.ipynb: a cell raises ZeroDivisionError: division by zero" in err and "Traceback" not in err
    assert [each.name for each in tmp_path.iterdir()] == ["bad.ipynb"]


@pytest.mark.parametrize(
    ("written", "said"), [(None, "There is no notebook"), ("{", "is no notebook that can be read")]
)
def test_what_is_no_notebook_is_an_error_in_words(written, said, tmp_path, capsys):
    path = tmp_path / "x.ipynb"
    if written:
        path.write_text(written)
    assert run("html", path, "-o", tmp_path / "out") == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_two_notebooks_of_one_name_are_told_apart_by_their_folders(tmp_path):
    for folder, other in (("a", "b"), ("b", "a")):
        (tmp_path / folder).mkdir()
        notebook(tmp_path / folder / "same.ipynb", f"# In {folder}\n\nSee [it](../{other}/same.ipynb).")
    share.site(tmp_path / "out", [tmp_path / "a/same.ipynb", tmp_path / "b/same.ipynb"])
    assert '<a href="b-same.html">it</a>' in (tmp_path / "out/a-same.html").read_text(encoding="utf-8")
    index = (tmp_path / "out/index.html").read_text(encoding="utf-8")
    assert re.findall(r"<h2>(.*?)</h2>", index) == ["A", "B"] and 'href="b-same.html">In b</a>' in index
    with pytest.raises(ValueError, match="Two pages would have the name index.html"):
        share.site(tmp_path / "out", [notebook(tmp_path / "index.ipynb", "# Index")], force=True)


def test_the_first_notebook_of_the_kit_becomes_a_page(tmp_path):
    share.site(tmp_path / "out", [sites.ROOT / "notebooks" / "00-start-here.ipynb"])
    page = (tmp_path / "out/00-start-here.html").read_text(encoding="utf-8")
    assert_complete(page)
    assert page.count('class="ww-article"') == 2 and "143 of" in page


@pytest.mark.parametrize(
    "bad",
    ['<img src="https://example.org/a">', "<p onclick='x()'>", "<style>@import 'a'</style>", "<iframe>",
     '<p style="background:url(a.png)">', '<a href="javascript:x()">', '<link href="a.css">'],
)  # fmt: skip
def test_the_watch_over_pages_sees_what_it_is_for(bad):
    assert Asking(bad).found


# --- where others run the kit -----------------------------------------------------------------------------------------


def test_files_for_pages_binder_and_containers_name_what_is_there():
    workflow = (ROOT / ".github/workflows/pages.yml").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert (
        "run: make html\n" in workflow and "path: site\n" in workflow and re.search(r"^html:", makefile, re.MULTILINE)
    )
    container = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text(encoding="utf-8"))
    assert container["postCreateCommand"] == "make .venv/ready" and "READY := .venv/ready" in makefile
    packages = (ROOT / "binder/requirements.txt").read_text(encoding="utf-8")
    listed = re.search(r"^-r (.+)$", packages, re.MULTILINE)[1]
    assert (ROOT / "binder" / listed).resolve() == ROOT / "requirements.lock"
    for name in ("postBuild", "start"):
        assert os.access(ROOT / "binder" / name, os.X_OK)
        subprocess.run(["bash", "-n", ROOT / "binder" / name], check=True)


def test_pictures_and_files_that_the_guide_shows_are_there():
    guide = (ROOT / "docs/sharing.md").read_text(encoding="utf-8")
    pictures = re.findall(r"(?:\]\(|src=\")(pictures/[^)\"]+)", guide)
    assert pictures and all((ROOT / "docs" / name).is_file() for name in pictures)
    for option in re.findall(r"`(--[a-z-]+)[`\s]", guide):
        assert option in (ROOT / "helpers/__main__.py").read_text(encoding="utf-8"), option


def test_what_a_reader_took_out_stands_in_the_methods():
    from helpers import explore

    texts = article.from_text("The mob left.")
    reader = explore.article(texts, choice={"excluded": {"pasted:4-7": "<i>a film</i>"}})
    said = record.of_session({"texts": texts, "reader": reader}).body
    assert "1 passage was taken out by hand" in said and "“mob” (pasted, characters 4 to 7: &lt;i&gt;a film" in said
    assert "taken out" not in record.of_session({"texts": texts}).body


def test_methods_name_what_a_reader_works_on_and_count_nothing_twice():
    from helpers import explore

    texts = article.from_text("The mob left. “The crowd was calm,” Mayor Ito said.")
    mine, loaded = explore.own(texts), lexicon.read("loaded")
    alone = repr(record.of_session({"mine": mine}))
    assert (
        "1 article with 10 words was read." in alone
        and "6 of 10 words (60.0 %) were found to be in the narrator's words" in alone
    )
    assert f"Terms of the word list 'loaded' (SHA-256 {loaded.sha256[:12]}…) were matched" in alone
    assert "This gave 1 hit; 1 of them stands in the narrator's words." in alone
    found = voices.find(texts)
    hits = voices.attach(lexicon.match(texts, loaded), found)
    more = repr(
        record.of_session({"texts": texts, "found": found, "hits": hits, "mine": mine, "swap": explore.swap(texts)})
    )
    for said in ("1 article with 10 words", "6 of 10 words", "This gave 1 hit;"):
        assert said in more
    assert "was read" not in repr(record.of_session({"mine": explore.own()}))
