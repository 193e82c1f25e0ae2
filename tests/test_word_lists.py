"""Word lists from elsewhere, audited, edited, weighed and written: what a user brings and what the user takes away."""

import re
import time

import numpy as np
import pandas as pd
import pytest

from helpers import article, explore, lexicon, metrics, share, text, views, voices
from helpers.lexicon import formats
from helpers.share import record

LOADED = lexicon.read("loaded")

LIWC = """%
1\taffect (Affect)
\t2\tanger (Anger)
20\ttime
%
hate*\t1\t2
mob\t2
kind of\t20
once  1 20
furious\t01 2
"""
QUANTEDA = """
# a remark
culture:
  - museum*
  - fine_arts:
      - painting
      - "oil on canvas"
  - sport: [boxing, "no", Boxing]
economy:
  tax:
    - tax
    - death tax
  empty:
  one: trade
"""
PLAIN = "\ufeff# words of water\r\nflood*\r\n\r\n wave  of \r\nsanctuary-city\r\nSanctuary City\r\n"
TABS = "term\tcategory\nmob\tperson, people\nwave of\twater\n"


def written(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def pairs(listed):
    return dict(zip(listed.entries.term, listed.entries.category, strict=True))


def found(content, listed):
    return lexicon.match(article.from_text(content), listed)


@pytest.fixture
def lapd():
    articles = article.read("lapd-ice-raid")
    return articles, voices.find(articles)


def rates(articles, stretches, listed):
    hits = voices.attach(lexicon.explain(lexicon.match(articles, listed), listed), stretches)
    words = voices.attach(text.words(articles), stretches)
    return metrics.rate_by_voice(hits, words, text.sentences(articles)).set_index("voice")


# --- lists of other programs


def test_a_liwc_dictionary_is_read(tmp_path):
    listed = lexicon.read(written(tmp_path, "mine.dic", LIWC))
    assert listed.name == "mine"
    assert pairs(listed) == {
        "hate*": "affect (Affect) | anger (Anger)",
        "mob": "anger (Anger)",
        "kind of": "time",
        "once": "affect (Affect) | time",
        "furious": "affect (Affect) | anger (Anger)",
    }
    hits = found("The mob hated it, a kind of Kind-of.", listed)
    assert hits.text.tolist() == ["mob", "hated", "kind of", "Kind-of"]
    assert lexicon.by_category(hits).category.tolist() == [
        *("anger (Anger)", "affect (Affect)", "anger (Anger)", "time", "time")
    ]


def test_nested_categories_of_a_quanteda_dictionary_are_joined(tmp_path):
    listed = lexicon.read(written(tmp_path, "mine.yml", QUANTEDA))
    assert pairs(listed) == {
        "museum*": "culture",
        "painting": "culture > fine_arts",
        "oil on canvas": "culture > fine_arts",
        "boxing": "culture > sport",
        "no": "culture > sport",
        "tax": "economy > tax",
        "death tax": "economy > tax",
        "trade": "economy > one",
    }
    assert found("No museums, no death tax.", listed).term.tolist() == ["no", "museum*", "no", "death tax"]
    assert lexicon.read(written(tmp_path, "mine.yaml", QUANTEDA)).sha256 == listed.sha256


def test_underscores_of_a_foreign_list_are_spaces(tmp_path):
    listed = lexicon.read(written(tmp_path, "a.yaml", "war:\n  - war_in_iraq*\n"))
    assert found("The War in Iraq's end", listed).text.tolist() == ["War in Iraq"]


def test_a_plain_list_has_one_term_a_line_and_its_name_as_category(tmp_path):
    listed = lexicon.read(written(tmp_path, "water.txt", PLAIN))
    assert pairs(listed) == {"flood*": "water", "wave of": "water", "sanctuary-city": "water"}


@pytest.mark.parametrize(("name", "content"), [("a.dic", LIWC), ("a.yml", QUANTEDA), ("a.txt", PLAIN), ("a.tsv", TABS)])
def test_a_list_goes_out_as_csv_and_comes_back_the_same(tmp_path, name, content):
    listed = lexicon.read(written(tmp_path, name, content))
    again = lexicon.read(lexicon.write(listed, tmp_path / "own.csv"))
    assert again.sha256 == listed.sha256 and again.entries.equals(listed.entries)
    said = "Hated floods: a wave of boxing, once. The mob's death-tax in a sanctuary city."
    assert found(said, again).drop(columns="lexicon").equals(found(said, listed).drop(columns="lexicon"))
    assert len(found(said, listed)) >= 2


def test_what_a_pattern_cannot_say_is_left_out_with_a_warning(tmp_path):
    path = written(tmp_path, "a.txt", "mob\n*ism\nwom?n\nanti*war\n:-)\na|b\nraid\n")
    with pytest.warns(UserWarning, match=r"a.txt: 5 of 7 terms cannot be matched: '\*ism', 'wom\?n'.*left out") as said:
        listed = lexicon.read(path)
    assert listed.entries.term.tolist() == ["mob", "raid"]
    assert said[0].filename == __file__
    with pytest.raises(ValueError, match="2 of 2 terms cannot be matched"):
        lexicon.read(written(tmp_path, "b.txt", "*ism\n:-)\n"))


def test_conditions_of_liwc_are_left_out_with_a_warning(tmp_path):
    content = "%\n2\tanger\n125\taffect\n%\nlike\t(02 134)125/464\t2\nkind\t<of>131/125\nmob\t2\n"
    with pytest.warns(UserWarning, match="conditions in brackets are not understood.*2 terms: 'like', 'kind'"):
        listed = lexicon.read(written(tmp_path, "a.dic", content))
    assert pairs(listed) == {"like": "anger", "mob": "anger"}


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.docx", "mob", r"ending '.docx'. A word list is read from these: .csv"),
        ("a", "mob", r"ending ''"),
        ("a.txt", "", "a.txt holds no term"),
        ("a.txt", "# only remarks\n", "holds no term"),
        ("a.txt", b"mob\n\xff\xfe", "line 2 is not in UTF-8. Save the file as UTF-8"),
        ("a.csv", b"term,category\nm\xe9l\xe9e,c\n", "line 2 is not in UTF-8"),
        ("a.txt", b"mob\0", "is no text file"),
        ("a.txt", "mob " * 60, "line 1: .* has 239 characters, which is no term"),
        ("a.dic", "mob\t1\n", "is no LIWC dictionary.*It has 0 of them"),
        ("a.dic", "%\n1\tanger\nmob\t1\n", "It has 1 of them"),
        ("a.dic", "%\nanger\n%\nmob\t1\n", "line 2: 'anger' is no category"),
        ("a.dic", "%\n1\tanger\n1\tjoy\n%\nmob\t1\n", "line 3: the number 1 stands for 'anger' already"),
        ("a.dic", "%\n1\tanger\n%\nmob\t7\n", "line 4: 'mob' stands under '7', which is no number"),
        ("a.dic", "%\n1\tanger\n%\nmob\n", "line 4: 'mob' has no category"),
        ("a.dic", "%\n1\tanger\n%\n", "holds no term"),
        ("a.yml", "- mob\n- raid\n", "must begin with the name of a category"),
        ("a.yml", "mob", "must begin with the name of a category"),
        ("a.yml", "", "must begin with the name of a category"),
        ("a.yml", "c:\n  - mob\n bad\n", "line 3 cannot be read as YAML"),
        ("a.yml", "c:\n  - *ism\n", "line 2: YAML takes a word that begins with .* Put it in quotation marks"),
        ("a.yml", "a: &x [mob]\nb: *x\n", "line 1: YAML takes a word"),
        ("a.yml", "a: [mob]\n---\nb: [raid]\n", "a second document begins"),
        ("a.yml", "? [a, b]\n: mob\n", "the name of a category must be a word"),
        ("a.yml", "'': mob\n", "the name of a category must be a word"),
        ("a.yml", "a: {}\n", "holds no term"),
        ("a.yml", "a: [\x01]\n", "cannot be read as YAML"),
    ],
)
def test_an_odd_file_is_refused_with_the_reason(tmp_path, name, content, message):
    with pytest.raises(ValueError, match=message) as error:
        lexicon.read(written(tmp_path, name, content))
    assert str(error.value).startswith(name)


BOMB = "a: &a [mob, mob]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(24)
)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.yml", BOMB, "YAML takes a word"),
        ("a.yml", "a: " + "[" * 50_000, "more than 20 levels|cannot be read"),
        ("a.yml", "a:\n" + "".join("  " * i + "a:\n" for i in range(1, 900)), "more than 20 levels"),
        ("a.yml", "a: [" + "b," * 1_000_000 + "]", "more than 200,000 items"),
        ("a.yml", "{" * 100_000, "must be a word|more than|cannot be read"),
        ("a.txt", "x" * (formats.LARGEST + 1), "larger than 10 MB"),
        ("a.txt", "\n".join(f"w{i}" for i in range(formats.MOST_TERMS + 2)), "more than 100,000 terms"),
        ("a.dic", "%\n" + "1\ta\n" * 3 + "%\n", "stands for 'a' already"),
        ("a.dic", "%\n1\ta\n%\nmob\t" + "(" * 500_000 + "\n", "which is no number"),
        ("a.dic", "%\n1\ta\n%\nmob\t" + "1/" * 500_000 + "\n", "holds no term"),
        ("a.dic", "%\n1\ta\n%\n" + "x 1" * 300_000 + "\n", "has no category|which is no term"),
        ("a.csv", "term,category\n" + '"' * 500_001, "cannot be read as a table"),
    ],
    ids=range(12),
)
@pytest.mark.filterwarnings("ignore:.*conditions in brackets")
def test_a_hostile_file_is_refused_in_short_time(tmp_path, name, content, message):
    path = written(tmp_path, name, content)
    began = time.process_time()
    with pytest.raises(ValueError, match=message):
        lexicon.read(path)
    assert time.process_time() - began < 5


def test_yaml_makes_no_objects(tmp_path):
    """Tags are not obeyed: what they stand before is a word like any other."""
    path = written(tmp_path, "a.yml", "a:\n  - !!python/object/apply:os.system [echo]\n  - !!int '5'\n  - 2024-01-01\n")
    assert lexicon.read(path).entries.term.tolist() == ["echo", "5", "2024-01-01"]


# --- audit


@pytest.mark.parametrize("name", lexicon.available())
def test_each_list_of_the_kit_audits_clean(name):
    """Reasons and examples are there, each entry is found in its example and not in its counter-example."""
    faults = lexicon.audit(lexicon.read(name)).faults
    assert faults.empty, f"{len(faults)} faults: {faults.head(10).values.tolist()}"


def entry(term, **more):
    complete = {"category": "c", "why": "w", "example": f"The {term} came.", "non_example": "Nobody came."}
    return {"term": term, **complete, **more}


def test_an_audit_names_what_is_wrong():
    rows = [
        entry("mob"),
        entry("raid", example="A robbery.", non_example="A raid."),
        entry("angry mob", example=""),
        entry("thug", why="", pattern="thug|thugs|Thug", unless="thugs|thug life"),
        entry("regime", non_example=""),
        entry("unruly", example="An unrulier mob.", neutral="like a mob"),
    ]
    listed = lexicon.made("own", pd.DataFrame(rows).fillna("").astype("str"), "own")
    assert lexicon.audit(listed).faults.values.tolist() == [
        ["thug", "no reason", ""],
        ["angry mob", "no example", ""],
        ["regime", "no counter-example", ""],
        ["unruly", "its plainer word is listed too", "like a mob"],
        ["raid", "not found in its example", ""],
        ["unruly", "not found in its example", "found there: mob"],
        ["raid", "found in its counter-example", ""],
        ["thug", "a form stands twice", "Thug"],
        ["thug", "an exception is a form of the entry", "thugs"],
    ]
    shown = repr(lexicon.audit(listed))
    assert "faults: not found in its example 2" in shown and "not said 6" in shown


def test_an_audit_shows_which_entries_stand_inside_others():
    own = lexicon.from_terms({"a": ["mob", "angry mob", "immigra*", "tax"], "b": ["illegal immigrants", "death-tax*"]})
    assert lexicon.audit(own).overlaps.values.tolist() == [
        ["mob", "mob", "angry mob", "angry mob"],
        ["immigra*", "immigra*", "illegal immigrants", "illegal immigrants"],
    ]
    both = found("An angry mob of illegal immigrants and a mob", own)
    assert both.term.tolist() == ["angry mob", "illegal immigrants", "mob"]


def test_the_overlaps_of_the_house_list_are_what_the_matcher_does():
    """Each longer form is a hit of its own entry, and never one of the entry that stands inside it."""
    overlaps = lexicon.audit(LOADED).overlaps
    assert len(overlaps) > 50
    texts = pd.DataFrame({"article_id": overlaps.index.astype(str), "text": overlaps.longer.str.replace("*", "")})
    hits = lexicon.match(texts, LOADED).set_index("article_id").term
    for row in overlaps.itertuples():
        assert row.term not in np.atleast_1d(hits.get(str(row.Index), [])), row


def test_balance_and_weight_add_up(lapd):
    hits = lexicon.match(lapd[0], LOADED)
    audit = lexicon.audit(LOADED, hits)
    assert audit.balance.n.sum() == len(LOADED) and np.isclose(audit.balance.value.sum(), 1)
    assert audit.balance.hits.sum() == audit.weight_of_entries.n.sum() == len(hits) > 5
    assert np.isclose(audit.weight_of_entries.up_to_here.iloc[-1], 1)
    top = audit.weight_of_entries.iloc[0]
    assert (top.term, top.n, top.total) == ("raid", (hits.term == "raid").sum(), len(hits))
    by_topic = lexicon.audit(LOADED, by="topic").balance
    assert by_topic.set_index("topic").n.to_dict() == LOADED.entries.topic.value_counts().to_dict()
    assert f"used by: both {(LOADED.entries.used_by == 'both').sum():,}" in repr(audit)
    with pytest.raises(KeyError, match="no column 'side'"):
        lexicon.audit(LOADED, by="side")
    with pytest.raises(ValueError, match="'raid', which is not on the list 'own'|which is not on the list 'own'"):
        lexicon.audit(lexicon.from_terms({"a": ["mob"]}, name="own"), hits)


def test_an_audit_of_no_hit_and_of_no_entry_is_no_error():
    assert "hits: 0" in repr(lexicon.audit(LOADED, found("Nothing.", LOADED)))
    empty = lexicon.audit(lexicon.from_terms({}))
    assert empty.balance.empty and empty.faults.empty and "0 entries" in repr(empty)


# --- edited lists


def test_a_list_is_edited_and_the_first_one_stays(lapd):
    before = LOADED.sha256
    mine = lexicon.edited(LOADED, add={"person": ["hazard"]}, remove=["raid", "mob"])
    assert len(mine) == len(LOADED) - 1 and LOADED.sha256 == before != mine.sha256
    assert mine.name == "loaded, edited"
    terms = set(lexicon.match(lapd[0], mine).term)
    assert "hazard" in terms and not terms & {"raid", "mob"}
    assert set(lexicon.match(lapd[0], LOADED).term) - terms == {"raid", "mob"}
    back = lexicon.edited(mine, add=LOADED.entries[LOADED.entries.term.isin(["raid", "mob"])], remove="hazard")
    assert (
        lexicon.match(lapd[0], back)
        .drop(columns="lexicon")
        .equals(lexicon.match(lapd[0], LOADED).drop(columns="lexicon"))
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"remove": "mobb"}, "'mobb' cannot be taken off: it is not on the list 'loaded'. Did you mean 'mob'"),
        ({"add": {"person": ["mob"]}}, "'mob' is on the list 'loaded' already. Take it off first"),
        ({"add": {"person": ["mobs"]}}, "'mobs' of 'mobs' stands under 'mob' too"),
        ({"add": {"person": ["*ism"]}}, "may stand only at the end of a word"),
        ({"add": {"person": [" "]}}, "The new list: the term is empty"),
        ({"add": pd.DataFrame({"term": ["x"]})}, "no column 'category'"),
        ({"weights": {"nobody": 1}}, "'nobody' cannot be weighed"),
        ({"weights": {"mob": -1}}, "gives 'mob' the weight '-1'. A weight is a number from 0 to 100"),
        ({"weights": {"mob": float("nan")}}, "the weight 'nan'"),
        ({"weights": {"mob": float("inf")}}, "the weight 'inf'"),
        ({"weights": {"mob": "heavy"}}, "the weight 'heavy'"),
    ],
)
def test_a_change_that_cannot_be_made_is_refused(changes, message):
    with pytest.raises((KeyError, ValueError), match=message):
        lexicon.edited(LOADED, **changes)


def test_terms_come_by_category():
    with pytest.raises(TypeError, match="by category"):
        lexicon.edited(LOADED, add={"person": "mob"})


def test_rates_follow_the_weights(lapd):
    plain = rates(*lapd, LOADED)
    mine = lexicon.edited(LOADED, weights={"mob": 3, "raid": 0.5, "so-called": 0})
    weighed = rates(*lapd, mine)
    uses = voices.attach(lexicon.match(lapd[0], LOADED), lapd[1]).groupby(["voice", "term"]).size()
    expected = plain.n.loc["narrator"] + 2 * uses["narrator"]["mob"] - 0.5 * uses["narrator"]["raid"]
    expected -= uses["narrator"].get("so-called", 0)
    assert weighed.n.loc["narrator"] == expected != plain.n.loc["narrator"]
    assert weighed.total.equals(plain.total)
    assert np.isclose(weighed.rate_per_1000.loc["narrator"], 1000 * expected / plain.total.loc["narrator"])
    assert weighed.low.loc["narrator"] < weighed.value.loc["narrator"] < weighed.high.loc["narrator"]
    ones = rates(*lapd, lexicon.edited(LOADED, weights={"mob": 1}))
    assert np.allclose(ones[["n", "low", "high"]], plain[["n", "low", "high"]]) and ones.thin.equals(plain.thin)


def test_thin_is_said_of_hits_and_not_of_weights(lapd):
    heavy = rates(*lapd, lexicon.edited(lexicon.from_terms({"p": ["mob"]}), weights={"mob": 100}))
    assert heavy.n.loc["narrator"] == 200 and heavy.thin.loc["narrator"]


def test_one_term_left_out_follows_the_weights(lapd):
    mine = lexicon.edited(lexicon.from_terms({"p": ["mob", "raid*"]}), weights={"mob": 3})
    hits = voices.attach(lexicon.match(lapd[0], mine), lapd[1])
    words = voices.attach(text.words(lapd[0]), lapd[1])
    out = metrics.leave_one_term_out(hits, words).query("voice == 'narrator'").set_index("without")
    assert out.n.to_dict() == {"raid*": 6, "mob": (hits.term == "raid*").sum()}


def test_weights_stay_through_a_file_and_a_join(tmp_path, lapd):
    mine = lexicon.edited(LOADED, weights={"mob": 0.5})
    again = lexicon.read(lexicon.write(mine, tmp_path / "mine.csv"))
    assert again.sha256 == mine.sha256
    hits = lexicon.explain(lexicon.match(lapd[0], again), again)
    assert set(hits.weight[hits.term == "mob"]) == {0.5} and set(hits.weight[hits.term != "mob"]) == {1.0}
    assert "weight" not in lexicon.match(lapd[0], LOADED)
    weighed_later = lexicon.explain(lexicon.match(lapd[0], LOADED), again)
    assert weighed_later.weight.tolist() == hits.weight.tolist()
    with pytest.raises(ValueError, match="gives 'mob' the weight 'much'"):
        lexicon.read(written(tmp_path, "b.csv", "term,category,weight\nmob,c,much\n"))


# --- a file of one's own


def test_a_list_is_never_written_over_the_kits_own(tmp_path, monkeypatch):
    mine = lexicon.edited(LOADED, remove="raid")
    before = (lexicon.FOLDER / "loaded.csv").read_bytes()
    link = tmp_path / "link.csv"
    link.symlink_to(lexicon.FOLDER / "loaded.csv")
    monkeypatch.chdir(lexicon.FOLDER)
    for place in ("loaded.csv", lexicon.FOLDER / "loaded.csv", lexicon.FOLDER / "new.csv", lexicon.FOLDER, link):
        with pytest.raises(FileExistsError, match="among the kit's own data"):
            lexicon.write(mine, place)
    with pytest.raises(FileExistsError, match="among the kit's own data"):
        lexicon.write(mine, article.DATA / "thesaurus" / "names.csv")
    assert (lexicon.FOLDER / "loaded.csv").read_bytes() == before
    assert not (lexicon.FOLDER / "new.csv").exists()


def test_a_list_replaces_a_list_and_nothing_else(tmp_path):
    mine = lexicon.from_terms({"a": ["mob"]}, name="../my words: <b>")
    path = lexicon.write(mine, tmp_path)
    assert path == tmp_path / "my-words-b.csv"
    more = lexicon.edited(mine, add={"a": ["raid"]})
    assert lexicon.read(lexicon.write(more, path)).sha256 == more.sha256
    diary = written(tmp_path, "diary.csv", "day,what\n1,rain\n")
    with pytest.raises(FileExistsError, match="diary.csv is there and is no word list"):
        lexicon.write(mine, diary)
    assert diary.read_text() == "day,what\n1,rain\n"
    with pytest.raises(ValueError, match="does not end in .csv"):
        lexicon.write(mine, tmp_path / "own.txt")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["diary.csv", "my-words-b.csv"]


def test_a_list_is_written_as_a_whole_or_not_at_all(tmp_path, monkeypatch):
    mine = lexicon.from_terms({"a": ["mob"]})
    path = lexicon.write(mine, tmp_path / "own.csv")
    before = path.read_bytes()

    def fail(*args):
        raise OSError("disk full")

    monkeypatch.setattr("os.replace", fail)
    with pytest.raises(OSError, match="disk full"):
        lexicon.write(lexicon.edited(mine, remove="mob"), path)
    assert path.read_bytes() == before and [each.name for each in tmp_path.iterdir()] == ["own.csv"]


# --- which list it was


def test_the_fingerprint_of_an_edited_list_travels_with_its_hits(lapd):
    mine = lexicon.edited(LOADED, remove="raid", weights={"mob": 2})
    assert mine.origin == f"made from 'loaded' (SHA-256 {LOADED.sha256[:12]}…): 1 taken off, 1 weighed"
    hits = voices.attach(lexicon.explain(lexicon.match(lapd[0], mine), mine), lapd[1])
    assert set(hits.lexicon) == {"loaded, edited"}
    assert hits.attrs["lexicons"] == {mine.sha256: "loaded, edited"}
    assert hits[hits.term == "mob"].attrs == hits.attrs


def test_results_name_the_list_that_they_rest_on(lapd, tmp_path):
    mine = lexicon.edited(LOADED, remove="raid")
    hits = voices.attach(lexicon.match(lapd[0], mine), lapd[1])
    for facts in (
        record.provenance(lapd[0], hits=hits, lexicons=[mine]),
        record.provenance(lapd[0], hits=hits),  # the list itself was not kept
    ):
        lists = facts[facts.what == "word list"]
        assert len(lists) == 1 and lists.value.item().startswith(f"SHA-256 {mine.sha256}")
        assert "loaded, edited" in lists.name.item() and LOADED.sha256 not in lists.value.item()
    said = repr(record.paragraph(lapd[0], hits=hits, lexicons=[mine]))
    assert f"'loaded, edited' ({len(mine):,} terms, SHA-256 {mine.sha256[:12]}…; made from 'loaded'" in said
    assert mine.sha256 in repr(record.of_session({"articles": lapd[0], "hits": hits}))
    other = lexicon.match(lapd[0], lexicon.edited(LOADED, remove="mob"))  # another list of the same name
    both = repr(record.of_session({"articles": lapd[0], "hits": hits, "other": other}))
    assert mine.sha256 in both and next(iter(other.attrs["lexicons"])) in both
    path = lexicon.write(mine, tmp_path / "mine.csv")
    share.report(lapd[0], tmp_path / "out", lexicon=path, pdf=False)
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert mine.sha256 in page and LOADED.sha256 not in page


# --- the widget, with values set as a reader's clicks would set them


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return explore.lexicon(article.read("lapd-ice-raid"))


def shown_marks(desk):
    return re.findall(r'role="term".*?<mark>(.*?)</mark>', desk.pane.html.split('class="ww-measures"')[0])


def narrator(desk):
    """Hits and rate of the narrator, with the list as it was and with the edited one."""
    row = re.search(r'<th scope="row"><bdi>narrator</bdi></th>(.*?)</tr>', desk.pane.html)[1]
    return [float(cell) for cell in re.findall(r"<bdi>([\d.,]+)</bdi>", row)[1:]]


def test_an_entry_taken_off_leaves_text_and_numbers_and_comes_back(desk):
    assert shown_marks(desk).count("mob") == 2
    before, after, rate, same = narrator(desk)
    assert before == after and rate == same
    desk.entry.value = "mob"
    desk.off.click()
    assert "mob" not in shown_marks(desk) and narrator(desk)[:2] == [before, before - 2]
    assert narrator(desk)[3] < rate == narrator(desk)[2]
    assert "mob" not in set(desk.lexicon.entries.term) and "Taken off the list: mob." in desk.said.value
    assert desk.entry.value == "mob" and desk.off.description == "Put back on"
    desk.off.click()
    assert shown_marks(desk).count("mob") == 2 and desk.lexicon is LOADED or desk.lexicon.sha256 == LOADED.sha256


def test_entries_are_added(desk):
    assert "crowd" not in shown_marks(desk)
    desk.term.value, desk.category.value, desk.neutral.value = "crowd*", "person", "people"
    desk.add.click()
    assert shown_marks(desk).count("crowd") >= 1 and desk.entry.value == "crowd*" and desk.term.value == ""
    desk.term.value = "hazard"
    desk.add.click()
    assert "hazard" in shown_marks(desk) and "Added: hazard [person], 1 hit here." in desk.said.value
    desk.entry.value = "crowd*"
    desk.off.click()
    assert "crowd" not in shown_marks(desk) and "hazard" in shown_marks(desk)


def test_a_weight_moves_the_numbers_and_not_the_marks(desk):
    before, marks = narrator(desk), shown_marks(desk)
    desk.entry.value = "mob"
    desk.weight.value = 0.5
    assert narrator(desk)[1] == before[1] - 1 and shown_marks(desk) == marks
    assert "added up by what they count as" in desk.pane.html and "counts as 0.5" in desk.pane.html
    desk.entry.value = "raid"
    assert desk.weight.value == 1
    desk.entry.value = "mob"
    assert desk.weight.value == 0.5
    desk.weight.value = 1
    assert desk.lexicon.sha256 == LOADED.sha256


def test_every_step_is_taken_back(desk):
    assert desk.undo.disabled
    first = desk.pane.html
    desk.off.click()
    second = desk.pane.html
    desk.term.value = "hazard"
    desk.add.click()
    desk.again.click()
    assert desk.pane.html == first and not desk.undo.disabled
    desk.undo.click()
    assert "hazard" in shown_marks(desk)
    desk.undo.click()
    assert desk.pane.html == second
    desk.undo.click()
    assert desk.pane.html == first and desk.undo.disabled


@pytest.mark.parametrize(
    ("term", "said"),
    [
        ("", "there is no new term"),
        ("mob", "&#x27;mob&#x27; is on the list already"),
        ("mobs", "stands under &#x27;mob&#x27; too"),
        ("*ism", "may stand only at the end of a word"),
        ("<b>!</b> ; x", "between two words"),
    ],
)
def test_what_cannot_be_added_is_said_where_the_reader_looks(desk, term, said):
    before = desk.pane.html
    desk.term.value = term
    desk.add.click()
    assert 'role="alert"' in desk.said.value and said in desk.said.value and "<b>" not in desk.said.value
    assert desk.pane.html == before and desk.undo.disabled and desk.term.value == term


def test_the_edited_list_is_saved_as_a_file_of_its_own(desk, tmp_path):
    desk.off.click()
    desk.file.value = "../My words.csv"
    desk.save.click()
    assert [path.name for path in tmp_path.iterdir()] == ["My-words.csv"]
    assert lexicon.read("My-words.csv").sha256 == desk.lexicon.sha256
    assert "Saved: " in desk.said.value and desk.lexicon.sha256[:12] in desk.said.value
    desk.file.value = " … "
    desk.save.click()
    assert "the file has no name" in desk.said.value
    written(tmp_path, "diary.csv", "day,what\n")
    desk.file.value = "diary"
    desk.save.click()
    assert "is no word list" in desk.said.value


def test_a_mark_that_is_picked_chooses_its_entry(desk):
    row = desk.hits[desk.hits.term == "raid"].iloc[0]
    name = re.search(rf'id="([^"]+-{row.start}-{row.end})"', desk.pane.html)[1]
    desk.pane.set_state({"picked": name})
    assert desk.entry.value == "raid"


def test_several_articles_are_edited_with_one_list():
    both = pd.concat(
        [
            article.from_text(said, title=title)
            for title, said in (("A", "A mob came."), ("B", "It came."), ("B", "Mob."))
        ],
        ignore_index=True,
    ).assign(article_id=list("abc"))
    desk = explore.lexicon(both)
    desk.off.click()
    assert [name for name, _ in desk.which.options] == ["A", "B (b)", "B (c)"]
    desk.which.value = "b"
    assert shown_marks(desk) == [] and desk.entry.options == (("mob (off the list)", "mob"),)
    desk.which.value = "c"
    desk.off.click()
    assert shown_marks(desk) == ["Mob"]
    with pytest.raises(ValueError, match="no article to show"):
        explore.lexicon(both.iloc[:0])


def test_a_text_without_hits_and_an_odd_text_simply_work():
    for said in ("Nothing.", "\u202e😀 <script>alert(1)</script> mob", "x" * 500):
        desk = explore.lexicon(article.from_text(said))
        assert "<script" not in desk.pane.html
        assert desk.off.disabled == desk.hits.empty


def test_a_page_without_kernel_shows_the_edited_list(desk):
    desk.entry.value = "mob"
    desk.off.click()
    bundle = desk._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    html = bundle["text/html"]
    assert "ww-static" in html and "Your changes" in html and "taken off" in html and "<script" not in html
    assert f"This list: loaded, edited, {len(LOADED) - 1:,} entries" in html


def test_a_view_says_whose_terms_it_shows():
    """Loaded words are the house list's; the terms of another list go by that list's name."""
    text = article.from_text("The mob came, possibly.")
    hedges = lexicon.match(text, lexicon.read("hedges"))
    assert "1 passage with a term of ‘hedges’" in repr(views.concordance(hedges, text))
    assert "Terms of ‘hedges’: " in repr(views.article(text, hedges))
    loaded = lexicon.match(text, LOADED)
    assert "1 passage with a loaded word" in repr(views.concordance(loaded, text))
    assert "Loaded words: person 1" in repr(views.article(text, loaded))
    own = lexicon.match(text, lexicon.from_terms({"c": ["mob"]}, name="<b>mine</b>"))
    for shown in (views.concordance(own, text), views.article(text, own)):
        assert "‘&lt;b&gt;mine&lt;/b&gt;’" in shown.body and "<b>mine" not in shown.body
    edited = lexicon.match(text, lexicon.edited(LOADED, remove="raid"))
    assert "Terms of ‘loaded, edited’: person 1" in repr(views.article(text, edited))
