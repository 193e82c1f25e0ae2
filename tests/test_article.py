"""Reading articles: helpers.article, with helpers.article.characters and helpers.article.records below it."""

import hashlib
import json
import os
import subprocess
import sys
import time
import unicodedata

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers import article, voices
from helpers.article import characters, records, tables

COLUMNS = ["article_id", "title", "outlet", "author", "date", "url", "text", "encoding"]
RIVER = "The river rose.\n\n“Nobody was hurt,” the mayor said.\n"
# Each property writes its own files, so it does not matter that tmp_path is shared between its examples.
SHARED_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
# Characters of a text in any script: no controls, private or unassigned code points, and no half surrogates.
ANY_SCRIPT = st.characters(exclude_categories=["Cc", "Cn", "Co", "Cs"], exclude_characters="\ufeff")
TEXTS = st.text(st.one_of(ANY_SCRIPT, st.sampled_from("\n\r\t “”’ "))).filter(str.strip)


def with_newlines(text):
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def only(articles):
    assert len(articles) == 1
    return articles.iloc[0]


def error_of(kind, call, *args, **options):
    with pytest.raises(kind) as caught:
        call(*args, **options)
    return str(caught.value)


@pytest.fixture
def named(tmp_path, monkeypatch):
    """A data folder of our own with two articles in it."""
    monkeypatch.setattr(article, "DATA", tmp_path / "data")
    write(tmp_path / "data" / "articles" / "flood.md", f"---\ntitle: Flood\n---\n{RIVER}")
    write(tmp_path / "data" / "articles" / "harbour-plan.txt", f"{RIVER}The harbour stays.\n")
    return tmp_path / "data" / "articles"


# --- the article that comes with the kit ----------------------------------------------------------------------------


def test_the_article_is_complete():
    row = only(article.read("lapd-ice-raid"))
    digest = hashlib.sha256(row.text.encode("utf-8")).hexdigest()
    assert digest == "52594b6da679f563cac653bdbf6dae685681a5341b0d8ca4daf401d3546c2b8c"
    assert row.text.startswith("The Los Angeles Police Department") and row.text.endswith(" to stop.\n\n")


def test_the_article_claims_no_origin():
    row = only(article.read("lapd-ice-raid"))
    assert (row.title, row.outlet, row.author, row.date, row.url) == ("", "", "", "", "")
    assert "without headline" in row.note and "publisher unknown" in row.licence


def test_each_article_of_the_kit_is_described():
    readme = (article.DATA / "README.md").read_text(encoding="utf-8")
    assert article.available()
    assert [name for name in article.available() if f"`articles/{name}.md`" not in readme] == []


# --- names and paths ------------------------------------------------------------------------------------------------


def test_a_name_a_path_and_a_string_are_the_same(named):
    by_name = article.read("flood")
    pd.testing.assert_frame_equal(by_name, article.read(named / "flood.md"))
    pd.testing.assert_frame_equal(by_name, article.read(str(named / "flood.md")))
    assert article.available() == ["flood", "harbour-plan"]


def test_columns_and_types(named):
    articles = article.read(["flood", "harbour-plan"])
    assert list(articles.columns) == COLUMNS
    assert set(articles.dtypes.astype(str)) == {"str"}
    assert isinstance(articles.index, pd.RangeIndex)
    assert list(articles.article_id) == ["flood", "harbour-plan"]
    assert list(articles.title) == ["Flood", ""]


def test_a_name_is_an_article_of_the_kit_before_it_is_a_file(named, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "flood" / "other.txt", "Another text.")
    assert only(article.read("flood")).text == RIVER
    assert only(article.read("./flood")).text == "Another text."


def test_a_name_cannot_lead_out_of_the_folder(named, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "data" / "secret.txt", "Not an article.")
    error_of(FileNotFoundError, article.read, "../secret")
    error_of(FileNotFoundError, article.read, "../secret.txt")  # as a path it starts at the working folder
    assert only(article.read("data/secret.txt")).text == "Not an article."  # a path that the user chose is read


def test_home_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    write(tmp_path / "flood.txt", RIVER)
    assert only(article.read("~/flood.txt")).text == RIVER


def test_a_missing_name(named):
    message = error_of(FileNotFoundError, article.read, "floods")
    assert message.startswith("There is no article 'floods' in data/articles. Articles there: flood, harbour-plan.")
    assert "Did you mean 'flood'?" in message and "from_text" in message
    assert "Did you mean 'harbour-plan'?" in error_of(FileNotFoundError, article.read, "Harbour_Plan")
    assert "Did you mean" not in error_of(FileNotFoundError, article.read, "xyz")


def test_a_missing_file_names_its_neighbours(named, tmp_path):
    write(tmp_path / "texts" / "flood-report.txt", RIVER)
    message = error_of(FileNotFoundError, article.read, tmp_path / "texts" / "flood-raport.txt")
    assert (
        "There is no file 'flood-raport.txt' in the folder" in message and "Did you mean 'flood-report.txt'?" in message
    )
    assert "flood, harbour-plan" in message
    assert "Did you mean 'flood'?" in error_of(FileNotFoundError, article.read, tmp_path / "flod.md")


def test_a_path_without_its_ending(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "q.txt", RIVER)
    assert "Did you mean 'q.txt'?" in error_of(FileNotFoundError, article.read, "q")
    assert "Did you mean 'q.txt'?" in error_of(FileNotFoundError, article.read, tmp_path / "q")


def test_a_missing_folder(tmp_path):
    message = error_of(FileNotFoundError, article.read, tmp_path / "nowhere" / "flood.txt")
    assert "there is no folder" in message and "nowhere" in message


def test_a_file_used_as_a_folder(tmp_path):
    write(tmp_path / "flood.txt", RIVER)
    assert "there is no folder" in error_of(FileNotFoundError, article.read, tmp_path / "flood.txt" / "a.txt")


@pytest.mark.parametrize("text", [RIVER, "word " * 200, "a/b " * 2000, "one\rtwo", "nul\0byte", "The river rose.\n"])
def test_a_text_is_told_from_a_path(text):
    message = error_of(ValueError, article.read, text)
    assert "looks like the text of an article" in message and "article.from_text(text)" in message
    assert len(message) < 400


@pytest.mark.parametrize("address", ["https://example.org/a.txt", "HTTP://example.org", "www.example.org/story"])
def test_a_web_address(address):
    message = error_of(ValueError, article.read, address)
    assert "web address" in message and "does not go online" in message and "from_text" in message


@pytest.mark.parametrize("source", ["", "  "])
def test_an_empty_string_is_not_the_working_folder(source, named):
    message = error_of(ValueError, article.read, source)
    assert "empty string" in message and "flood, harbour-plan" in message


def test_a_dataframe_is_read_as_a_table_is():
    given = pd.DataFrame(
        {"Text": ["The river rose.\r\nNobody was hurt.", None, "A mob came."], "Title": ["Flood", "x", None],
         "year": [2025, 2025, None], "day": pd.to_datetime(["2025-06-08"] * 3), "size": ["a", "b", "c"]},
        index=[7, 7, 9],
    )  # fmt: skip
    before = given.copy()
    with pytest.warns(UserWarning, match=r"The table that was given: 1 of 3 rows left out, because .*\(row 2\)"):
        made = article.read(given)
    pd.testing.assert_frame_equal(given, before)
    assert made["article_id"].tolist() == ["article-1", "article-3"]
    assert made["text"].tolist() == ["The river rose.\nNobody was hurt.", "A mob came."]
    assert made["title"].tolist() == ["Flood", ""] and made["year"].tolist() == ["2025", ""]
    assert made["day"][0].startswith("2025-06-08") and made["size_"].tolist() == ["a", "c"]
    assert made.columns[:7].tolist() == list(article.COLUMNS) and (made.dtypes == "str").all()
    article.tables.check(made)
    assert len(article.read([made, "lapd-ice-raid"])) == 3


def test_what_article_read_made_comes_back_as_it_is(tmp_path):
    made = article.read([article.DATA / "classroom", "lapd-ice-raid"])
    pd.testing.assert_frame_equal(article.read(made), made)
    (tmp_path / "a.txt").write_text("The mob left.", encoding="utf-8")
    (tmp_path / "a.voices.csv").write_text("x", encoding="utf-8")
    corrected = article.read(tmp_path)
    assert article.read(corrected)["corrections"].tolist() == ["x"]
    # A column of that name from elsewhere is no log of corrected voices.
    assert "corrections" not in article.read(pd.DataFrame({"text": ["a"], "corrections": ["2025-06-08: a name"]}))


@pytest.mark.parametrize(
    ("table", "kind", "message"),
    [
        (pd.DataFrame({"body": ["a"]}), ValueError, "no column 'text'. Columns there: body. .*Perhaps it is 'body'"),
        (pd.DataFrame({"text": ["a", 5]}), TypeError, r"text in row 2 is '5' \(of the type int\)"),
        (pd.DataFrame({"text": [b"a"]}), TypeError, "of the type bytes"),
        (pd.DataFrame({"text": [None, " "]}), ValueError, "no row has anything in the column 'text'"),
        (pd.DataFrame({"text": []}), ValueError, "no row has anything"),
        (pd.DataFrame(), ValueError, "no column 'text'"),
    ],
)
def test_a_dataframe_without_articles_is_refused_with_the_reason(table, kind, message):
    with pytest.raises(kind, match=f"^The table that was given: .*{message}"):
        article.read(table)


def test_columns_that_other_programs_call_otherwise_are_said(tmp_path):
    (tmp_path / "a.csv").write_text("Headline,Text,Source\nA,The mob,Post\n", encoding="utf-8")
    with pytest.warns(UserWarning) as told:
        made = article.read(tmp_path / "a.csv")
    assert made["title"].item() == "" and made["headline"].item() == "A"
    said = str(told[0].message)
    assert "no column 'title', so it is empty. If 'headline' is meant, rename it to 'title'" in said
    assert "If 'source' is meant, rename it to 'outlet'" in said and len(told) == 1


@pytest.mark.parametrize("source", [None, 3, b"flood", {"flood": 1}])
def test_a_source_of_another_type(source):
    message = error_of(TypeError, article.read, source)
    assert "takes the name of an article" in message and "from_text" in message
    assert ("None" if source is None else type(source).__name__) in message


def test_an_open_file_is_not_a_list_of_sources(tmp_path):
    with write(tmp_path / "flood.txt", RIVER).open() as file:
        assert "TextIOWrapper" in error_of(TypeError, article.read, file)


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="links are needed")
def test_links_in_a_circle(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    assert "does not work as a path" in error_of(ValueError, article.read, tmp_path / "a.txt")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes are needed")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert "neither a file nor a folder" in error_of(ValueError, article.read, tmp_path / "pipe.txt")


def test_no_permission(tmp_path, monkeypatch):
    """The system's refusal is imitated, because the administrator, who may run the tests, is never refused."""

    def refuse(*args, **options):
        raise PermissionError(13, "Permission denied")

    path = write(tmp_path / "flood.txt", RIVER)
    for method, source in [("open", path), ("stat", path), ("iterdir", tmp_path)]:
        with monkeypatch.context() as patched:
            patched.setattr(type(path), method, refuse)
            message = error_of(PermissionError, article.read, source)
        assert str(source) in message and "does not let you read it" in message


# --- lists and folders ----------------------------------------------------------------------------------------------


def test_a_list_of_anything(named, tmp_path):
    folder = write(tmp_path / "texts" / "one.txt", "One.").parent
    table = write(tmp_path / "week.csv", "text\nTwo.\nThree.\n")
    articles = article.read(["harbour-plan", folder, table, ["flood"]])
    assert list(articles.article_id) == ["harbour-plan", "one", "week-1", "week-2", "flood"]
    assert list(article.read(path for path in [table]).text) == ["Two.", "Three."]


def test_an_empty_list():
    assert "empty list" in error_of(ValueError, article.read, [])


def test_a_mistake_in_a_list_is_an_error(named):
    assert "'floods'" in error_of(FileNotFoundError, article.read, ["flood", "floods"])


def test_same_names_become_different(tmp_path):
    paths = [write(tmp_path / folder / "flood.txt", folder) for folder in ("a", "b", "c")]
    with pytest.warns(UserWarning, match="2 of 4 articles have an article_id that came before: 'flood' is 'flood-3'"):
        articles = article.read([*paths, write(tmp_path / "flood-2.txt", "two")])
    assert list(articles.article_id) == ["flood", "flood-3", "flood-4", "flood-2"]
    assert list(articles.text) == ["a", "b", "c", "two"]


@given(st.lists(st.sampled_from(["a", "a-2", "a-2-2", "a-3", "b", ""])))
def test_names_are_unique(names):
    unique = tables.unique(names)
    assert len(set(unique)) == len(unique) == len(names)
    assert all(new.startswith(name) for new, name in zip(unique, names, strict=True))
    first = {name: unique[names.index(name)] for name in names}
    assert all(name == new for name, new in first.items())


def test_a_folder_is_read_in_the_order_of_names(tmp_path):
    for name in ("c.txt", "a.md", "b.TXT"):
        write(tmp_path / name, name)
    write(tmp_path / ".hidden", b"\0")
    articles = article.read(tmp_path)
    assert list(articles.article_id) == ["a", "b", "c"]
    assert list(articles.text) == ["a.md", "b.TXT", "c.txt"]


def test_a_folder_says_what_it_passes_over(tmp_path):
    write(tmp_path / "a.txt", RIVER)
    write(tmp_path / "empty.txt", "")
    write(tmp_path / "scan.pdf", b"%PDF-1.7")
    write(tmp_path / "marks.csv", "text\nnot an article\n")
    write(tmp_path / "older" / "b.txt", RIVER)
    with pytest.warns(UserWarning) as caught:
        articles = article.read(tmp_path)
    assert list(articles.article_id) == ["a"]
    assert len(caught) == 1
    lines = str(caught[0].message).splitlines()
    assert len(lines) == 4 and all(line.startswith("Passed over '") for line in lines)
    for line, (name, reason) in zip(
        lines,
        [("empty.txt", "0 bytes"), ("marks.csv", "table"), ("older", "folder inside the folder"), ("scan.pdf", ".pdf")],
        strict=True,
    ):
        assert f"{name}'" in line and reason in line
    assert caught[0].filename == __file__


def test_many_notes_are_cut_short(tmp_path):
    write(tmp_path / "a.txt", RIVER)
    for i in range(15):
        write(tmp_path / f"scan-{i:02}.pdf", b"%PDF-1.7")
    with pytest.warns(UserWarning) as caught:
        article.read(tmp_path)
    assert str(caught[0].message).splitlines()[-1] == "… and 5 more"
    assert len(str(caught[0].message).splitlines()) == 11


def test_a_folder_without_articles(tmp_path):
    message = error_of(ValueError, article.read, tmp_path)
    assert "There is no article to read in the folder" in message and "In the folder: none." in message
    write(tmp_path / "scan.pdf", b"%PDF-1.7")
    message = error_of(ValueError, article.read, tmp_path)
    assert "In the folder: scan.pdf." in message and ".txt and .md" in message


# --- files that are not articles ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.csv", "a.tsv", "a.jsonl"])
@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file(tmp_path, name, content):
    message = error_of(ValueError, article.read, write(tmp_path / name, content))
    assert f"{name}': the file is empty" in message and "Save the article's text" in message


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"PK\x03\x04\x14\0\x08[Content_Types].xml word/document.xml", "a Word document (.docx)"),
        (b"PK\x03\x04\x14\0\x08photos/", "a zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "Word (.doc)"),
        (b"{\\rtf1\\ansi The river rose.}", "rich text"),
        (b"\x89PNG\r\n\x1a\n\0\0", "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
        (b"GIF89a\x01\0", "GIF"),
        (b"\x1f\x8b\x08\0", "gzip"),
    ],
)
def test_a_file_that_is_something_else(tmp_path, content, kind):
    message = error_of(ValueError, article.read, write(tmp_path / "a.txt", content))
    assert kind in message and "a.txt" in message and "plain text" in message


@pytest.mark.parametrize(
    "content", [bytes(range(256)) * 4, bytes(100), b"\x7fELF\x02\x01\x01" + bytes(50), bytes.fromhex("0001ff80") * 50]
)
def test_a_binary_file(tmp_path, content):
    message = error_of(ValueError, article.read, write(tmp_path / "a.txt", content))
    assert "this is not a text" in message and "a.txt" in message


def test_a_program_is_a_binary_file(tmp_path):
    with open(sys.executable, "rb") as file:
        path = write(tmp_path / "a.txt", file.read(1_000_000))
    assert "this is not a text" in error_of(ValueError, article.read, path)


@pytest.mark.parametrize(("name", "ending"), [("a.pdf", ".pdf"), ("a.docx", ".docx"), ("a.html", ".html")])
def test_another_ending(tmp_path, name, ending):
    message = error_of(ValueError, article.read, write(tmp_path / name, RIVER))
    assert f"end in {ending} are not read" in message and ".txt, .md, .csv, .tsv, .jsonl" in message
    assert "without an ending" in error_of(ValueError, article.read, write(tmp_path / "a", RIVER))


@pytest.mark.parametrize(("name", "limit"), [("a.txt", 20), ("a.csv", 200)])
def test_a_huge_file(tmp_path, name, limit):
    with write(tmp_path / name, b"").open("wb") as file:
        file.truncate(limit * 1_000_000 + 1)
    message = error_of(ValueError, article.read, tmp_path / name)
    assert f"larger than {limit} MB" in message and name in message


def test_the_largest_file(tmp_path):
    text = "The river rose. " * 1_250_000
    assert only(article.read(write(tmp_path / "a.txt", text))).text == text


# --- encodings ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("codec", "mark", "encoding"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8-sig"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("utf-32-le", b"\xff\xfe\0\0", "utf-32-le"),
        ("utf-32-be", b"\0\0\xfe\xff", "utf-32-be"),
    ],
)
@pytest.mark.parametrize(
    "text",
    [RIVER, "Вода поднялась.\n— Все целы, — сказал мэр.\n", "水が上がった。\n「無事です」と市長。\n", "🌊 rose\n"],
)
def test_unicode(tmp_path, text, codec, mark, encoding):
    row = only(article.read(write(tmp_path / "a.txt", mark + text.encode(codec))))
    assert (row.text, row.encoding) == (text, encoding)


def test_windows_1252_is_said_to_be_a_guess(tmp_path):
    path = write(tmp_path / "café.txt", "“Déjà vu – €5,” she said…".encode("windows-1252"))
    with pytest.warns(UserWarning) as caught:
        row = only(article.read(path))
    assert (row.text, row.encoding) == ("“Déjà vu – €5,” she said…", "windows-1252")
    assert len(caught) == 1
    assert "café.txt" in str(caught[0].message) and "Windows-1252, which is a guess" in str(caught[0].message)


def test_bytes_that_windows_1252_does_not_define():
    text = characters.decode(b"a long enough line of text \x81\x8d and so on \xe9").text
    assert text == "a long enough line of text \x81\x8d and so on é"


def test_damaged_utf_8_is_still_utf_8(tmp_path):
    path = write(tmp_path / "a.txt", "“Déjà vu,” she said. ".encode() + b"\xff and went on: " + "“Très bien.”".encode())
    with pytest.warns(UserWarning, match="not UTF-8 throughout"):
        row = only(article.read(path))
    assert (row.text, row.encoding) == ("“Déjà vu,” she said. \ufffd and went on: “Très bien.”", "utf-8")


def test_utf_16_that_is_cut_off(tmp_path):
    with pytest.warns(UserWarning, match="not UTF-16-LE throughout"):
        row = only(article.read(write(tmp_path / "a.txt", b"\xff\xfe" + "River".encode("utf-16-le") + b"\x41")))
    assert (row.text, row.encoding) == ("River\ufffd", "utf-16-le")


def test_line_ends_are_the_only_change(tmp_path):
    text = "\tOne \r\ntwo\rthree\n\r\n\n four\x0b\x0cfive\x85six\u2028seven\u00a0\u200b\u00ad  \n\n"
    row = only(article.read(write(tmp_path / "a.txt", text)))
    assert row.text == "\tOne \ntwo\nthree\n\n\n four\x0b\x0cfive\x85six\u2028seven\u00a0\u200b\u00ad  \n\n"


def test_letters_and_their_accents_are_one_character_whatever_the_source(tmp_path):
    """A Mac and a PDF write é as two characters; the same article has to give the same names."""
    composed = "“Yes,” José Núñez said. Zoë Reed said no."
    apart = unicodedata.normalize("NFD", composed)
    assert len(apart) > len(composed)
    table = pd.DataFrame({"text": [apart], "title": [unicodedata.normalize("NFD", "Zoë")]})
    sources = [write(tmp_path / "a.txt", apart), write(tmp_path / "b.jsonl", json.dumps({"text": apart})), table]
    for source in sources:
        assert only(article.read(source)).text == composed
    assert only(article.read(table)).title == "Zoë"
    found = voices.find(article.from_text(apart))
    assert {"José Núñez", "Zoë Reed"} <= set(found["credited"])
    pd.testing.assert_frame_equal(found, voices.find(article.from_text(composed)))


def test_words_that_a_printed_line_cut_are_said_and_stay(tmp_path):
    text = "The Minister of the Inte-\r\nrior met the extrem-\r\nists of the anti-\r\nwar camp and the ter-\r\nrorist."
    with pytest.warns(UserWarning, match=r"4 words are cut .*\(Inte-\|rior, extrem-\|ists, anti-\|war, ter-\|rorist\)"):
        articles = article.read(write(tmp_path / "a.txt", text))
    assert only(articles).text == text.replace("\r\n", "\n")
    with pytest.warns(UserWarning, match="as in a text that is copied from a PDF.*keeps it"):
        article.from_text(text)
    with pytest.warns(UserWarning, match="^The table that was given: 4 words are cut"):
        article.read(pd.DataFrame({"text": [text]}))
    for fine in (
        "A self-\nmade man and an anti-\nwar camp.",
        "Three:\n-\nOne -\ntwo -\nthree -\n",
        "North-\nSouth " * 5,
    ):
        assert only(article.from_text(fine)).text == fine, "two words may have hyphens of their own"


def test_lines_of_the_page_are_said_and_stay(tmp_path):
    """In a warning, with the lines, in how many articles they stand, and what to do; nothing is taken out."""
    texts = [
        f"The river rose {n} metres.\n\nThe Daily Ferry – Harbour Edition\n\nNobody was hurt on day {n}."
        for n in range(4)
    ]
    texts[0] += "\n\nEnlarge this image toggle caption Ann Lee/AP"
    table = pd.DataFrame({"text": texts})
    with pytest.warns(UserWarning) as noted:
        articles = article.read(table)
    said = str(noted[0].message)
    assert len(noted) == 1 and "‘The Daily Ferry – Harbour Edition’ (4 articles), ‘Enlarge this image toggle c" in said
    assert "count as the narrator's words" in said and "str.replace(" in said
    assert articles.text.tolist() == texts
    shown = said.split("with a line such as ")[1].removesuffix(".")
    exec(shown.replace("Sign up", "The Daily Ferry"), {"articles": articles})  # what it says works
    assert not articles.text.str.contains("Daily Ferry").any()
    article.read(table.assign(text=[text.splitlines()[0] for text in texts]))  # says nothing


@pytest.mark.parametrize(
    "line",
    [
        "Read more: The dam", "Sign up for our newsletter", "We use cookies to make this page better.", "Advertisement",
        "Photograph: Ann Lee/Getty Images", "© 2024 The Daily Ferry", "(Reporting by Ann Lee; editing by Bo Hall)",
        "SEE ALSO: The dam", "Bo Hall contributed to this report.", "Click here to read on",
    ],
)  # fmt: skip
def test_usual_lines_of_pages_are_known(line):
    with pytest.warns(UserWarning, match="look like parts of a page"):
        article.from_text(f"The river rose.\n\n{line}\n\nNobody was hurt.")


@pytest.mark.parametrize(
    "line",
    [
        "Read the report, she said.", "They signed up for the army.", "The advertisement was false.",
        "Related parties met.", "She baked cookies for our neighbours.", "The share of women rose.",
        "Copyrights matter.", "Follow the money, he said.",
    ],
)  # fmt: skip
def test_lines_of_an_article_are_not_taken_for_those_of_a_page(line):
    assert only(article.from_text(f"The river rose.\n\n{line}")).text.endswith(line)


def test_an_id_names_the_articles_however_they_come(tmp_path):
    table = pd.DataFrame({"id": ["k9", "b2", "b2"], "text": ["One.", "Two.", "Three."], "outlet": "Post"})
    table.to_csv(tmp_path / "week.csv", index=False)
    (tmp_path / "week.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in table.to_dict("records")))
    for source in (table, tmp_path / "week.csv", tmp_path / "week.jsonl"):
        with pytest.warns(UserWarning) as noted:
            articles = article.read(source)
        assert articles.article_id.tolist() == ["k9", "b2", "b2-2"] and articles.id.tolist() == ["k9", "b2", "b2"]
        said = str(noted[0].message)
        assert "there is no column 'article_id', so 'id' is taken for it" in said
        assert "1 of 3 articles has an article_id that came before: 'b2' is 'b2-2' there" in said
    with pytest.warns(UserWarning, match="'id' is taken"):
        assert article.read(table.iloc[[1]].assign(id=7)).article_id.tolist() == ["7"], "also of a part of the table"
    own = article.read(table.assign(article_id=["x", "y", "z"]))
    assert own.article_id.tolist() == ["x", "y", "z"] and own.id.tolist() == ["k9", "b2", "b2"]
    pd.testing.assert_frame_equal(article.read(own), own)


def test_block_quotation_marks_stay(tmp_path):
    text = "KABC reported:\n\n> The river rose.\n> Nobody was hurt.\n"
    assert only(article.read(write(tmp_path / "a.md", text))).text == text


def test_control_characters_are_kept(tmp_path):
    text = "A nul \0, a bell \a, an escape \x1b[0m and a delete \x7f in a text that is long enough to be one. " * 2
    assert only(article.read(write(tmp_path / "a.txt", text))).text == text


def test_half_a_surrogate_pair_becomes_one_character(tmp_path):
    text = only(article.from_text("a\ud800b\udfffc 🌊")).text
    assert text == "a\ufffdb\ufffdc 🌊"
    path = write(tmp_path / "a.jsonl", '{"text": "a\\ud83d b \\ud83c\\udf0a"}')
    assert only(article.read(path)).text == "a\ufffd b 🌊"


@SHARED_FOLDER
@given(text=TEXTS, codec=st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]))
def test_any_text_with_a_mark_is_read_back(tmp_path, text, codec):
    row = only(article.read(write(tmp_path / "a.txt", text.encode(codec))))
    assert row.text == with_newlines(text)


@SHARED_FOLDER
@given(text=TEXTS.filter(lambda text: not text.startswith(("%PDF-", "GIF8", "PK\x03\x04", "{\\rtf"))))
def test_any_utf_8_text_is_read_back(tmp_path, text):
    row = only(article.read(write(tmp_path / "a.txt", text.encode("utf-8"))))
    assert (row.text, row.encoding) == (with_newlines(text), "utf-8")


@SHARED_FOLDER
@given(words=st.lists(st.text(ANY_SCRIPT, min_size=1), min_size=1), codec=st.sampled_from(["utf-16-le", "utf-16-be"]))
def test_utf_16_without_a_mark_is_read_back(tmp_path, words, codec):
    text = "The river rose.\n" + " ".join(words)
    row = only(article.read(write(tmp_path / "a.txt", text.encode(codec))))
    assert (row.text, row.encoding) == (with_newlines(text), codec)


@SHARED_FOLDER
@given(st.lists(st.sampled_from("éÉüß“”‘’–—…€£Ÿž"), min_size=1))
def test_windows_1252_is_read_back(tmp_path, letters):
    # Between plain letters none of these bytes is valid UTF-8.
    text = "".join(f"a{letter}b " for letter in letters)
    with pytest.warns(UserWarning, match="Windows-1252"):
        row = only(article.read(write(tmp_path / "a.txt", text.encode("windows-1252"))))
    assert (row.text, row.encoding) == (text, "windows-1252")


@SHARED_FOLDER
@given(st.binary())
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_any_bytes_are_an_article_or_a_clear_error(tmp_path, data):
    for name in ("a.txt", "a.md", "a.csv", "a.jsonl"):
        path = write(tmp_path / name, data)
        try:
            articles = article.read(path)
        except ValueError as error:
            assert str(error).startswith(repr(str(path)))
        else:
            assert articles.text.str.strip().ne("").all() and "\r" not in "".join(articles.text)


# --- front matter ---------------------------------------------------------------------------------------------------


def markdown(text):
    (row,), notes = records.markdown(text, "name")
    return row, notes


def test_front_matter(tmp_path):
    lines = [
        "---",
        'title:  “Flood”: what "we" know ',
        "outlet:",
        "url: https://example.org/a?b=c: d",
        "Card-No: 3",
        "---",
    ]
    path = write(tmp_path / "a.md", "\r\n".join([*lines, "", RIVER]))
    articles = article.read(path)
    assert list(articles.columns) == [*COLUMNS, "card_no"]
    row = only(articles)
    assert (row.title, row.outlet, row.card_no) == ('“Flood”: what "we" know', "", "3")
    assert row.url == "https://example.org/a?b=c: d"
    assert row.text == RIVER
    assert articles.text.item().find("“") == 17  # positions count in the text, not in the file


@pytest.mark.parametrize("gap", ["", "\n", "\n\n", "\n \n"])
def test_one_empty_line_after_front_matter_is_not_text(gap):
    row, notes = markdown(f"---\ntitle: Flood\n---\n{gap}The river.\n\n")
    assert row["text"] == gap[1:] + "The river.\n\n"
    assert notes == []


@given(TEXTS.map(with_newlines).filter(str.strip))
def test_any_text_stands_below_front_matter_unchanged(text):
    row, notes = markdown(f"---\ntitle: Flood\n---\n\n{text}")
    assert (row["title"], row["text"], notes) == ("Flood", text, [])


@pytest.mark.parametrize(
    "text",
    [
        RIVER,
        "--- \t- not front matter",
        "----\ntitle: x\n---\n",
        " ---\ntitle: x\n---\nA",
        "title: x\n---\nA",
        "\n---\na: b\n---\nA",
    ],
)
def test_markdown_without_front_matter_is_text(text):
    assert markdown(text) == ({"article_id": "name", "text": text}, [])


def test_a_line_inside_the_text_does_not_close_front_matter():
    row, _ = markdown("---\ntitle: a --- b\n---\nOne.\n\n---\n\nTwo.\n---\n")
    assert (row["title"], row["text"]) == ("a --- b", "One.\n\n---\n\nTwo.\n---\n")


@pytest.mark.parametrize(
    "text", ["---\ntitle: Flood\n\nThe river rose.\n", "---\ntitle: x\n----\nA", "---\ntitle: x\n --- \nA"]
)
def test_front_matter_that_is_not_closed_is_text(text):
    row, (note,) = markdown(text)
    assert row == {"article_id": "name", "text": text}
    assert "no second line --- closes it" in note and "whole file is read as text" in note


@pytest.mark.parametrize(
    "line", ["The mayor said: no.", "https://example.org", "Nobody was hurt.", ": value", "2: value"]
)
def test_a_line_of_text_between_the_marks_is_not_lost(line):
    text = f"---\ntitle: Flood\n{line}\n---\nThe river rose.\n"
    row, (note,) = markdown(text)
    assert row == {"article_id": "name", "text": text}
    assert "line 3" in note and "whole file is read as text" in note


def test_what_other_programs_write_is_left_out():
    text = "---\ntitle: Flood\n\ntags:\n  - water\n- city\n# comment\nauthor: A. B.\n---\nThe river rose.\n"
    row, (note,) = markdown(text)
    assert row == {
        "title": "Flood",
        "tags": "",
        "author": "A. B.",
        "article_id": "name",
        "text": "The river rose.\n",
    }
    assert "line 5, 6, 7" in note and "left out of the front matter" in note


def test_a_note_names_the_file(tmp_path):
    with pytest.warns(UserWarning, match=r"flood\.md': a line ---"):
        article.read(write(tmp_path / "flood.md", "---\ntitle: Flood\nThe river rose.\n"))


def test_front_matter_without_text(tmp_path):
    message = error_of(ValueError, article.read, write(tmp_path / "a.md", "---\ntitle: Flood\n---\n \n"))
    assert "no text below it" in message and "a.md" in message


def test_front_matter_of_a_txt_file_is_text(tmp_path):
    text = "---\ntitle: Flood\n---\nThe river rose.\n"
    assert only(article.read(write(tmp_path / "a.txt", text))).text == text


def test_no_field_takes_the_place_of_another():
    row, _ = markdown("---\ntext: a\nencoding: b\ntitle: c\nTitle: d\nsize: e\nclass: f\narticle_id: flood\n---\nBody")
    assert row == {
        "text_": "a",
        "encoding_": "b",
        "title": "c",
        "title_": "d",
        "size_": "e",
        "class_": "f",
        "article_id": "flood",
        "text": "Body",
    }
    assert markdown("---\narticle_id:\n---\nBody")[0]["article_id"] == "name"


@given(st.text())
def test_any_key_becomes_a_name_for_a_column(key):
    column = records._column(key)
    assert column.isidentifier() and not hasattr(pd.DataFrame, column)


# --- tables ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv(tmp_path, separator):
    lines = [
        ["Title", "TEXT", "size"],
        ["Flood", '"One, two; three.\r\nA ""quoted"" word."', "NA"],
        ["", "Four", "007"],
    ]
    path = write(tmp_path / "week.csv", "\r\n".join(separator.join(line) for line in lines) + "\r\n")
    articles = article.read(path)
    assert list(articles.columns) == [*COLUMNS, "size_"]
    assert list(articles.article_id) == ["week-1", "week-2"]
    assert list(articles.title) == ["Flood", ""]
    assert list(articles.text) == ['One, two; three.\nA "quoted" word.', "Four"]
    assert list(articles.size_) == ["NA", "007"]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ('"""We wait,"" she said. ""All day."""', '"We wait," she said. "All day."'),  # as spreadsheets write it
        ('"We wait," she said. "All day."', '"We wait," she said. "All day."'),  # as other programs do
        ('He said: "We wait."', 'He said: "We wait."'),
    ],
)
def test_marks_in_a_tsv_are_taken_as_they_are_meant(tmp_path, field, text):
    path = write(tmp_path / "week.tsv", f"title\ttext\nFlood\t{field}\nRain\tNone.\n")
    assert article.read(path).text.tolist() == [text, "None."]


def test_a_tsv_with_one_column_may_hold_commas(tmp_path):
    assert list(article.read(write(tmp_path / "one.tsv", "text\nOne, two.\nThree; four.\n")).text) == [
        "One, two.",
        "Three; four.",
    ]


@SHARED_FOLDER
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4))
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_tables_are_read_back(tmp_path, pairs):
    expected = [tuple(map(with_newlines, pair)) for pair in pairs]
    frame = pd.DataFrame(expected, columns=["title", "text"])
    frame.to_csv(tmp_path / "a.csv", index=False, encoding="utf-8-sig", quoting=1)
    frame.to_csv(tmp_path / "a.tsv", index=False, sep="\t")
    lines = [json.dumps({"title": title, "text": text}) for title, text in pairs]
    write(tmp_path / "a.jsonl", "\n\n".join(lines))
    for name in ("a.csv", "a.tsv", "a.jsonl"):
        articles = article.read(tmp_path / name)
        assert list(zip(articles.title, articles.text, strict=True)) == expected


def test_a_csv_text_can_be_long(tmp_path):
    text = "word " * 100_000
    assert only(article.read(write(tmp_path / "a.csv", f'title,text\nFlood,"{text}"\n'))).text == text


def test_csv_row_with_fields_missing(tmp_path):
    articles = article.read(write(tmp_path / "a.csv", "text,title,date\nOne,Flood,2025\nTwo\n"))
    assert list(articles.title) == ["Flood", ""]


@pytest.mark.parametrize("rows", ["text,title\nOne,two,three\n", 'text,title\n"One,two\n', "text\nOne\nTwo, three\n"])
def test_csv_that_is_damaged(tmp_path, rows):
    message = error_of(ValueError, article.read, write(tmp_path / "a.csv", rows))
    assert "not a table that can be read" in message and "quotation marks" in message


@pytest.mark.parametrize(
    ("name", "content"), [("a.csv", "title,body\nA,B\n"), ("a.jsonl", '{"title": "A", "body": "B"}')]
)
def test_a_table_without_the_column(tmp_path, name, content):
    message = error_of(ValueError, article.read, write(tmp_path / name, content))
    assert f"{name}': there is no column 'text'. Columns there: title, body." in message
    assert "Give the name text" in message


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.csv", "title,text\nA,One\nB, \nC,\n"), ("a.jsonl", '{"text": "One"}\n{"text": null}\n{"title": "C"}')],
)
def test_rows_without_text_are_left_out(tmp_path, name, content):
    with pytest.warns(UserWarning, match=r"2 of 3 rows left out, because they have no text \(row 2, 3\)"):
        articles = article.read(write(tmp_path / name, content))
    assert list(articles.article_id) == ["a-1"]


@pytest.mark.parametrize(
    ("name", "content"), [("a.csv", "title,text\n"), ("a.csv", 'text,b\n"",x\n'), ("a.jsonl", '{"text": ""}')]
)
def test_a_table_without_any_text(tmp_path, name, content):
    assert "there is no article in it" in error_of(ValueError, article.read, write(tmp_path / name, content))


def test_json_lines(tmp_path):
    rows = [
        {"article_id": "x", "text": "One", "page": 3, "tags": ["é"]},
        {"article_id": "", "text": "T\r\nwo\u2028", "ok": True},
    ]
    articles = article.read(write(tmp_path / "a.jsonl", "\r\n".join(map(json.dumps, rows)) + "\r\n\r\n"))
    assert list(articles.article_id) == ["x", "a-2"]
    assert list(articles.text) == ["One", "T\nwo\u2028"]
    assert (list(articles.page), list(articles.tags), list(articles.ok)) == (["3", ""], ['["é"]', ""], ["", "true"])


@pytest.mark.parametrize("line", ["{", "text", "[" * 100_000, "9" * 5_000, '{"text": "One"} {"text": "Two"}'])
def test_a_line_that_is_not_json(tmp_path, line):
    message = error_of(ValueError, article.read, write(tmp_path / "a.jsonl", '{"text": "One"}\n' + line))
    assert "line 2 is not JSON" in message and "one article" in message


@pytest.mark.parametrize("line", ["[]", "3", '"text"', "null"])
def test_a_line_that_is_no_object(tmp_path, line):
    assert "line 1 is not an object" in error_of(ValueError, article.read, write(tmp_path / "a.jsonl", line))


# --- a text of one's own --------------------------------------------------------------------------------------------


def test_from_text():
    articles = article.from_text(
        RIVER, title="Flood: what we know!", outlet="The Post", author="A", date="2025", url="u"
    )
    assert list(articles.columns) == COLUMNS
    assert list(articles.iloc[0]) == [
        "flood-what-we-know",
        "Flood: what we know!",
        "The Post",
        "A",
        "2025",
        "u",
        RIVER,
        "",
    ]
    assert set(articles.dtypes.astype(str)) == {"str"}


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("", "pasted"),
        ("…!", "pasted"),
        ("Überschwemmung_1", "überschwemmung-1"),
        ("../../etc", "etc"),
        ("x" * 99, "x" * 60),
    ],
)
def test_the_name_of_a_pasted_text(title, name):
    assert only(article.from_text(RIVER, title=title)).article_id == name


@given(st.text().filter(str.strip), st.text())
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_any_text_can_be_pasted(text, title):
    row = only(article.from_text(text, title=title))
    assert row.text == with_newlines(text)
    assert row.article_id


@pytest.mark.parametrize("text", ["", " \n"])
def test_pasting_nothing(text):
    assert "empty text" in error_of(ValueError, article.from_text, text)


def test_pasting_something_else():
    assert "text is a value of the type bytes" in error_of(TypeError, article.from_text, b"The river rose.")
    message = error_of(TypeError, article.from_text, RIVER, date=2025)
    assert "date is a value of the type int" in message and "leave a field out" in message
    assert "url is None" in error_of(TypeError, article.from_text, RIVER, url=None)


def test_pasting_the_name_of_a_file():
    with pytest.warns(UserWarning, match="looks like the name of a file") as caught:
        assert only(article.from_text("texts/flood.txt")).text == "texts/flood.txt"
    assert caught[0].filename == __file__


# --- the module -----------------------------------------------------------------------------------------------------


def test_reading_loads_no_plotting_and_no_widgets():
    code = (
        "import sys; from helpers import article; article.read('lapd-ice-raid'); "
        "print([m for m in ('matplotlib', 'ipywidgets', 'anywidget', 'nltk', 'IPython') if m in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=article.DATA.parent, timeout=120
    )
    assert run.stdout.strip() == "[]"


# --- what is odd about a text is said, and the text is read all the same ----------------------------------------------

SOURCES = [
    "<html><body><p>The mob came.</p></body></html>",
    "<!DOCTYPE html>\n<title>Flood</title>",
    "\n <HEAD><title>Flood</title>",
    "<p>The mob came.</p>\n<p class='x'>It left.</p>",
    "One.<br/>Two.<br>Three.<br />",
]
NO_SOURCES = [
    "The mob came.",
    "In HTML <p> opens a paragraph and </p> closes it.",
    "If a < b and b > c, then <all> is <well>, she wrote in <person>.",
    "<3 <3 <3",
    "> The mob came.\n> It left.\n> Nobody stayed.",
]


@pytest.mark.parametrize("source", SOURCES)
def test_the_source_of_a_web_page_is_said_and_stays_text(tmp_path, source):
    path = write(tmp_path / "flood.txt", source)
    with pytest.warns(UserWarning, match=r"'.*flood\.txt': this is the source of a web page: .*article\.from_text"):
        assert article.read(path).text.item() == source
    with pytest.warns(UserWarning, match="source of a web page"):
        assert article.from_text(source).text.item() == source
    table = pd.DataFrame({"text": ["The river rose.", source]})
    table.to_csv(tmp_path / "table.csv", index=False)
    with pytest.warns(UserWarning, match=r"table\.csv': this is the source of a web page"):
        assert article.read(tmp_path / "table.csv").text.tolist() == table.text.tolist()


@pytest.mark.parametrize("text", NO_SOURCES)
def test_a_text_with_angle_brackets_is_no_web_page(tmp_path, text):
    article.read(write(tmp_path / "flood.txt", text))  # a warning would be an error
    article.from_text(text)


def test_tags_are_looked_for_in_bounded_time():
    began = time.process_time()
    for hostile in ("<p " * 200_000, "<" * 600_000, "<p " + "x" * 600_000, " " * 600_000):
        assert characters.markup(hostile) == ""
    assert time.process_time() - began < 5


def test_one_text_in_two_articles_is_said(named, tmp_path):
    with pytest.warns(UserWarning, match=r"1 of 2 articles repeats the text of another one: 'flood-2' that of 'flood'"):
        articles = article.read(["flood", "flood"])
    assert articles.article_id.tolist() == ["flood", "flood-2"], "both are there: a reader may want them"
    write(tmp_path / "table.csv", "text\nOne\nTwo\nOne\nOne\n")
    with pytest.warns(
        UserWarning, match=r"2 of 4 articles repeat the text of another one: 'table-3' that of 'table-1'"
    ):
        article.read(tmp_path / "table.csv")
