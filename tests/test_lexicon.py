"""Word lists: the file format, the matcher against the plain reference, and the house list's own examples."""

import pathlib
import pickle
import re
import string

import numpy as np
import pandas as pd
import pytest
import reference
from hypothesis import given
from hypothesis import strategies as st

from helpers import article, lexicon
from helpers.lexicon.patterns import parsed, written
from helpers.text.forms import cut

LOADED = lexicon.read("loaded")
FORMS = [
    "mob",
    "mobs",
    "Angry",
    "raid",
    "so",
    "called",
    "don",
    "t",
    "U",
    "S",
    "immigrant",
    "immigration",
    "the",
    "café",
    "İ",
]
GAPS = [" ", " ", " ", "-", "‑", "'", "’", ", ", ". ", ".", "\n", "\n\n", " & ", " — ", "\u00a0", "  "]
WORDS = st.lists(st.tuples(st.sampled_from(FORMS), st.sampled_from(GAPS)), max_size=20)
TEXTS = WORDS.map(lambda pairs: "".join(form + gap for form, gap in pairs))
PATTERNS = st.lists(
    st.lists(st.sampled_from([*FORMS, "immigra*", "m*", "an*"]), min_size=1, max_size=3).map(" ".join),
    unique_by=lambda pattern: tuple(reference.steps(pattern)),
    min_size=1,
    max_size=6,
)


def texts(*contents):
    return pd.DataFrame({"article_id": [f"t{i}" for i in range(len(contents))], "text": list(contents)})


def found(content, *patterns, unless=""):
    entries = pd.DataFrame({"term": patterns, "category": "c", "unless": unless})
    return lexicon.match(texts(content), lexicon.made("own", entries.astype("str"), "own")).text.tolist()


@pytest.mark.parametrize(
    ("content", "patterns", "expected"),
    [
        ("The MOB, the mob’s mobile mobs.", ["mob"], ["MOB", "mob"]),
        ("The MOB, the mob’s mobile mobs.", ["mob*"], ["MOB", "mob", "mobile", "mobs"]),
        ("an angry mob of an unruly mob", ["mob", "angry mob"], ["angry mob", "mob"]),
        ("so-called, so called, so‑called, so, called", ["so-called"], ["so-called", "so called", "so‑called"]),
        ("don’t and don't", ["don't"], ["don’t", "don't"]),
        (
            "U.S. troops left the U.S. That was all: mob. Rules",
            ["u.s. troops", "u.s. that", "mob rules"],
            ["U.S. troops"],
        ),
        ("the mob\nrules. The mob\n\nrules", ["mob rules"], ["mob\nrules"]),
        ("m\u00adob and cafe\u0301", ["mob", "café"], ["m\u00adob", "cafe\u0301"]),
        ("anti-mob law", ["mob"], ["mob"]),
        ("catch & release, catch and release", ["catch & release"], ["catch & release"]),
        ("immigrant immigration", ["immigra*", "immigration"], ["immigrant", "immigration"]),
        ("İstanbul mob", ["mob"], ["mob"]),
    ],
)
def test_matching_by_hand(content, patterns, expected):
    assert found(content, *patterns) == expected


def test_a_phrase_of_unless_is_left_out():
    assert found("A flash mob, a mob boss and a mob.", "mob", unless="flash mob|mob boss") == ["mob"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("The so-called experts left.", 1),
        ("The So-Called climate policy EXPERTS left.", 1),
        ('The so-called “experts” left, and the so-called "judges" did.', 2),
        ("The so-called people’s expert left.", 1),
        ("The so-called debt ceiling stays.", 0),
        ("The so-called one two three experts left.", 0),
        ("The so-called “caucus” experts left.", 0),
        ("The so-called ceiling, experts say, stays.", 0),
        ("The so-called. Experts left.", 0),
        ("So-called\n\nexperts", 0),
        ("The so-called judging experts-to-be", 1),
        ("so-called", 0),
    ],
)
def test_a_term_with_a_condition_counts_before_its_words_only(content, expected):
    entries = pd.DataFrame({"term": ["so-called", "left"], "category": "c", "only_before": ["expert*|judges", ""]})
    own = lexicon.made("own", entries.astype("str"), "own")
    hits = lexicon.match(texts(content, "Experts left."), own)
    hits = hits[hits.article_id == "t0"]
    assert (hits.term == "so-called").sum() == expected and (hits.term == "left").sum() == content.count("left")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("She claims that it rained.", 1),
        ("Mr. Claims left.", 1),
        ("The claims that it rained", 0),
        ("THE CLAIMS", 0),
        ("The mayor’s claims, the mayor's claims and the workers' claims", 0),
        ("The workers’ claims", 0),
        ("They mocked unfounded claims.", 0),
        ("She named the “claims” that she had read.", 0),
        ("All of the. Claims were made.", 1),
        ("The, claims", 1),
        ("The\n\nclaims", 1),
        ("claims", 1),
    ],
)
def test_a_term_with_a_bar_does_not_count_right_after_its_words(content, expected):
    entries = pd.DataFrame({"term": ["claims"], "category": "c", "not_after": "the|s|unfound*"}).astype("str")
    hits = lexicon.match(texts(content, "claims"), lexicon.made("own", entries, "own"))
    assert (hits.article_id == "t0").sum() == expected and (hits.article_id == "t1").sum() == 1


NAMES = lexicon.made(
    "own",
    pd.DataFrame(
        {
            "term": ["budget", "law", "price", "health", "decency", "civil liberties", "party"],
            "category": "c",
            "outside_names": [*["yes"] * 6, ""],
        }
    ).astype("str"),
    "own",
)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Then the Congressional Budget Office met.", []),
        ("They read Kaiser Health News.", []),
        ("The group Moms for Decency left.", []),
        ("Then Sir Alan Price, Mr. Law and Ms Price left.", []),
        ("It is said by the Office of Health and the Office of the High Commissioner for Health.", []),
        ("The American Civil Liberties Union sued.", []),
        ("The U.S. Budget Service said so.", []),
        ("The Dewey Law-School Foundation said so.", []),
        # In small letters, at the start of a sentence, and in names of other things it counts.
        ("The office wrote its budget. Budget talks began.", ["budget", "Budget"]),
        ("They spoke of the Budget.", ["Budget"]),
        ("The Clean Health Act and the Budget Party passed it.", ["Health", "Budget", "Party"]),
        ("The council for health met.", ["health"]),
        ("In the Office. Budget talks began.", ["Budget"]),
        ("In the Office, Budget talks began.", ["Budget"]),
        ("In the Office\n\nBudget talks began.", ["Budget"]),
        ("At Mr. Hall and the Budget talks they wept.", ["Budget"]),
        ("He asked Mr. Hall. Price talks began.", ["Price"]),
        # Without the mark in the list it counts.
        ("The Green Party Office wept.", ["Party"]),
        # In a headline a capital says nothing.
        ("School Budget Talks Stall in Council, Leaders Say", ["Budget"]),
        ("Council Budget", ["Budget"]),
        ("BUDGET OFFICE", ["BUDGET"]),
        ("Budget", ["Budget"]),
    ],
)
def test_a_term_that_counts_outside_names_only(content, expected):
    assert lexicon.match(texts(content), NAMES).text.tolist() == expected
    others = lexicon.match(texts("", "The Budget", content, "Office of"), NAMES)
    assert others.text[others.article_id == "t2"].tolist() == expected, "what stands beside a text changes nothing"
    everywhere = lexicon.made("own", NAMES.entries.assign(outside_names=""), "own")
    assert set(expected) <= set(lexicon.match(texts(content), everywhere).text)


NAME_PIECES = st.sampled_from(
    "Budget budget Law Office office Mr. Sir of for and the The . , \n\n U.S. Moms met".split(" ")
)


@given(st.lists(st.lists(NAME_PIECES, max_size=15).map(" ".join), min_size=1, max_size=4))
def test_names_of_one_text_do_not_reach_into_another(contents):
    together = lexicon.match(texts(*contents), NAMES)
    everywhere = lexicon.match(texts(*contents), lexicon.made("own", NAMES.entries.assign(outside_names=""), "own"))
    for i, content in enumerate(contents):
        alone = lexicon.match(texts(content), NAMES)
        assert alone.start.tolist() == together.start[together.article_id == f"t{i}"].tolist()
    fallen = everywhere.merge(together, how="left", indicator=True).query("_merge == 'left_only'")
    assert fallen.text.str[0].str.isupper().all()


def test_what_a_list_says_of_names_is_yes_or_nothing():
    with pytest.raises(ValueError, match="'no' cannot stand in the column outside_names: it holds yes"):
        lexicon.made("own", NAMES.entries.assign(outside_names="no"), "own")


def test_to_claim_something_counts_as_a_verb_that_reports_and_not_as_a_noun():
    said = "Critics claim that it leaks. He claimed it was safe. She left, claiming to be ill. It claims he lied."
    plain = "The claim that it leaks. Ann's claims that it rained. False claims that. The blast claimed the lives."
    assert lexicon.match(texts(said), LOADED).text.tolist() == ["claim", "claimed", "claiming", "claims"]
    found = lexicon.match(texts(plain), LOADED)
    assert not found.term.str.startswith("claim").any()


def test_to_see_that_presupposes_a_clause_only():
    listed = lexicon.read("factives")
    assert lexicon.match(texts("They saw that the dam leaked."), listed).text.tolist() == ["saw that"]
    assert lexicon.match(texts("We saw that in May. She sees that as a sign. We want to see that."), listed).empty


def test_the_same_condition_holds_for_a_copy_and_an_edited_list(tmp_path):
    entries = pd.DataFrame({"term": ["so-called"], "category": "c", "only_before": "expert*"}).astype("str")
    own = lexicon.made("own", entries, "own")
    content = texts("So-called experts met the so-called mob.")
    for other in (
        pickle.loads(pickle.dumps(own)),
        lexicon.read(lexicon.write(own, tmp_path / "own.csv")),
        lexicon.edited(own, add={"c": ["mob"]}),
    ):
        assert lexicon.match(content, other).query("term == 'so-called'").start.tolist() == [0]
    assert len(lexicon.match(content, lexicon.from_terms({"c": ["so-called"]}))) == 2


def test_a_condition_of_several_words_is_refused():
    entries = pd.DataFrame({"term": ["so-called"], "category": "c", "only_before": "peace plan"}).astype("str")
    with pytest.raises(ValueError, match="'peace plan' cannot stand in the column only_before: it holds single words"):
        lexicon.made("own", entries, "own")


def test_of_two_terms_that_end_together_the_one_without_a_star_is_named():
    own = lexicon.from_terms({"c": ["immigra*", "immigration"]})
    hits = lexicon.match(texts("Immigration and immigrants"), own)
    assert hits.term.tolist() == ["immigration", "immigra*"]


@given(TEXTS, PATTERNS, PATTERNS)
def test_matches_agree_with_the_plain_reference(content, patterns, unless):
    unless = [u for u in unless if "*" not in u]
    entries = pd.DataFrame(
        {"term": patterns, "category": "c", "unless": ["|".join(unless)] + [""] * (len(patterns) - 1)}
    )
    own = lexicon.made("own", entries.astype("str"), "own")
    expected = reference.matches(content, reference.List(own.entries))
    hits = lexicon.match(texts("before", content, "after"), own)
    hits = hits[hits.article_id == "t1"]
    rows = [own.entries.index[own.entries.term == term][0] for term in hits.term]
    assert list(zip(hits.start, hits.end, rows, strict=True)) == expected
    assert [content[s:e] for s, e, _ in expected] == hits.text.tolist()


def test_matches_do_not_run_from_one_article_into_the_next():
    hits = lexicon.match(texts("the mob", "rules"), lexicon.from_terms({"c": ["mob rules", "mob"]}))
    assert hits.text.tolist() == ["mob"]


def test_no_hit_keeps_columns_and_types():
    hits = lexicon.match(texts("nothing"), LOADED)
    assert hits.columns.tolist() == ["article_id", "start", "end", "text", "lexicon", "category", "term"]
    assert hits.start.dtype == np.int64 and hits.term.dtype == "str" and len(hits) == 0
    assert lexicon.explain(hits, LOADED).columns.tolist()[-4:] == ["why", "neutral", "used_by", "source"]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("word,group\nmob,c\n", "has no column term and no column category; its columns are word, group"),
        ("term,category\nmob,c\nmob,d\n", "lists 'mob' twice"),
        ("term,category\n,c\n", "row 2: the term is empty"),
        ("term,category\n*ism,c\n", "a \\* may stand only at the end of a word"),
        ("term,category\nm*b,c\n", "'m\\*b'"),
        ("term,category\n!!,c\n", "needs at least one word"),
        ("term,category\na; b,c\n", "has '; ' between two words"),
        ("term,category,pattern\nmob,c,mob|mobs\ncrowd,c,mobs\n", "'mobs' of 'crowd' stands under 'mob' too"),
        ("", "cannot be read as a table"),
    ],
)
def test_a_faulty_file_is_refused_with_the_reason(tmp_path, table, message):
    path = tmp_path / "own.csv"
    path.write_text(table, encoding="utf-8")
    with pytest.raises(ValueError, match=message) as error:
        lexicon.read(path)
    assert "own.csv" in str(error.value)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_may_be_parted_as_spreadsheets_do(tmp_path, separator):
    path = tmp_path / "own.csv"
    path.write_text("term,category,why\nmob,c,x\nthug,d,y\n".replace(",", separator), encoding="utf-8")
    entries = lexicon.read(path).entries
    assert entries[["term", "category", "why"]].values.tolist() == [["mob", "c", "x"], ["thug", "d", "y"]]


def test_an_unknown_name_is_answered_with_the_near_one():
    with pytest.raises(FileNotFoundError, match="Did you mean 'loaded'"):
        lexicon.read("loadd")
    with pytest.raises(TypeError, match="by category"):
        lexicon.from_terms(["mob"])


def test_a_short_file_is_filled_and_its_fingerprint_follows_its_entries(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("\ufeffterm,category,note\nmob , c,mine\n", encoding="utf-8")
    own = lexicon.read(path)
    assert own.entries.loc[0, ["term", "pattern", "category", "neutral", "note"]].tolist() == [
        "mob",
        "mob",
        "c",
        "",
        "mine",
    ]
    path.write_text("term,category,note\nmob,c,other\n", encoding="utf-8")
    assert lexicon.read(path).sha256 != own.sha256 == lexicon.made("x", own.entries, "x").sha256


def test_the_house_list_is_complete():
    entries = LOADED.entries
    assert len(entries) >= 100
    for column in set(lexicon.COLUMNS) - {"unless"}:
        empty = entries.term[entries[column].str.strip() == ""].tolist()
        assert not empty, f"{column} is empty for {empty[:5]}"
    assert set(entries.category) <= {
        *("person", "event", "policy", "evaluation", "action", "alarm", "praise", "distancing", "contested"),
    }
    assert set(entries.used_by) <= {"left", "right", "both", "official", "press"}
    assert not set(entries.term) & {"crowd", "operation", "bystanders", "pedestrians"}
    assert {"mob", "sanctuary city", "amnesty activist"} <= set(entries.term)


@pytest.mark.parametrize("name", ["loaded", "labels"])
def test_each_entry_of_a_house_list_is_found_in_its_example_and_not_in_its_counter_example(name):
    listed = lexicon.read(name)
    entries = listed.entries
    for column, wanted in (("example", True), ("non_example", False)):
        articles = pd.DataFrame({"article_id": entries.term, "text": entries[column]})
        hits = lexicon.match(articles, listed)
        own = set(hits.article_id[hits.article_id == hits.term])
        wrong = [term for term in entries.term if (term in own) != wanted]
        assert not wrong, f"{len(wrong)} entries fail by their {column}: {wrong[:10]}"


def test_no_two_entries_of_the_house_list_share_the_frame_of_their_example():
    entries = LOADED.entries
    hits = lexicon.match(pd.DataFrame({"article_id": entries.term, "text": entries.example}), LOADED)
    own = hits[hits.article_id == hits.term].drop_duplicates("article_id").set_index("article_id")
    written = entries.set_index("term").example
    frames = [f"{written[t][: own.start[t]]}…{written[t][own.end[t] :]}".replace(" an …", " a …") for t in entries.term]
    twice = entries.term[pd.Series(frames).duplicated(keep=False) | entries.non_example.duplicated(keep=False)]
    assert twice.empty, f"sentences made from one template: {twice.tolist()}"


def test_the_article_shows_the_narrators_words_and_none_of_the_police_words():
    hits = lexicon.match(article.read("lapd-ice-raid"), LOADED)
    uses = hits.term.value_counts()
    assert uses["mob"] == 2 and uses["raid"] == 4
    assert {"sanctuary city", "amnesty activist", "unruly"} <= set(uses.index)
    assert "so-called" not in uses  # it brings in a term there, and stands among the devices
    assert not hits.text.str.contains("crowd|operation|bystander|pedestrian", case=False).any()


def test_the_classroom_texts_of_one_event_are_as_loaded_on_one_side_as_on_the_other():
    articles = article.read(article.DATA / "classroom").query("slant != ''")
    assert (articles.outlet == "written for the kit").all()
    counts = lexicon.match(articles, LOADED).groupby("article_id").size()
    counted = articles.assign(n=articles.article_id.map(counts).fillna(0).astype(int))
    for event, versions in counted.groupby("event"):
        plain = versions.slant == "plain"
        assert versions.n[plain].tolist() == [0], f"{event}: the plain version is loaded"
        assert versions.n[~plain].nunique() == 1 < len(versions), f"{event}: {versions[['slant', 'n']].values.tolist()}"


@pytest.mark.parametrize("name", lexicon.available())
def test_the_card_beside_each_list_says_what_its_audit_prints(name):
    card = (lexicon.FOLDER / f"{name}.md").read_text(encoding="utf-8")
    listed = lexicon.read(name)
    assert "icence" in card and str(len(listed)) in card.replace(",", "")
    said = "\n".join(f"    {line}" for line in repr(lexicon.audit(listed)).splitlines())
    assert said in card, f"the list was changed: put this into the part Audit of {name}.md\n{said}"


# Names that sides dispute do not judge: they are judged by a question of their own (the card, the codebook).
CONTESTED = "contested"


def test_the_examples_of_words_that_judge_and_of_contested_names_on_the_card_are_found_as_such():
    card = (lexicon.FOLDER / "loaded.md").read_text(encoding="utf-8")
    for row, found in (("examples", True), ("no hits", False)):
        cells = next(line for line in card.splitlines() if line.startswith(f"| {row} |")).split("|")[2:4]
        for cell, contested in zip(cells, (True, False), strict=True):
            said = re.findall(r"\*([^*]+)\*", cell)
            assert len(said) > 1
            for sentence in said:
                hits = lexicon.match(texts(sentence), LOADED)
                assert len(hits) == found and hits.category.eq(CONTESTED).all() == (contested or not found), sentence


def test_contested_names_are_as_many_of_one_side_as_of_the_other_and_each_kind_is():
    entries = LOADED.entries
    sided = entries[entries.used_by.isin(["left", "right"]) & entries.category.isin([CONTESTED, "person", "policy"])]
    share = sided.used_by.eq("left").groupby(sided.category).mean()
    assert len(share) == 3 and share.between(0.45, 0.55).all(), share.to_dict()


def test_the_readings_on_the_card_agree_with_their_counts_and_reach_what_is_shown_by_default():
    card = (lexicon.FOLDER / "loaded.md").read_text(encoding="utf-8")
    part = card[card.index("### Read by hand") : card.index("#### Two readers")]
    rows = re.findall(r"\| ([\w ]+) \| (\d+) \| (\d+) \| ([\d.]+) \| ([\d.]+) to ([\d.]+) \|", part)
    read = {name: (int(n), int(k)) for name, n, k, *_ in rows}
    assert set(read) == {*LOADED.entries.category, "all of these"} - {CONTESTED}
    for name, *_, value, low, high in rows:
        (n, k), z = read[name], 1.96
        middle, half = k + z * z / 2, z * (k * (n - k) / n + z * z / 4) ** 0.5
        wanted = [k / n, (middle - half) / (n + z * z), (middle + half) / (n + z * z)]
        assert [float(value), float(low), float(high)] == pytest.approx(wanted, abs=0.0051), name
        assert k / n >= 0.8, f"{name} is shown by default"
    shown = [read[name] for name in read if name not in ("all of these", "distancing")]
    total = [sum(column) for column in zip(*shown, strict=True)]
    assert tuple(total) == read["all of these"]


def test_the_two_readers_on_the_card_agree_with_their_counts():
    card = (lexicon.FOLDER / "loaded.md").read_text(encoding="utf-8")
    part = card[card.index("#### Two readers") : card.index("### Put into plainer words")]
    rows = re.findall(r"\| ([\w ]+) \| (\d+) \| (\d+) \| (\d+) \| ([\d.]+) \| ([\d.]+) to ([\d.]+) \|", part)
    read = {name: [int(n), int(one), int(other)] for name, n, one, other, *_ in rows}
    for name, *_, value, low, high in rows:
        n, k, z = read[name][0], sum(read[name][1:]) / 2, 1.96
        middle, half = k + z * z / 2, z * (k * (n - k) / n + z * z / 4) ** 0.5
        wanted = [k / n, (middle - half) / (n + z * z), (middle + half) / (n + z * z)]
        assert [float(value), float(low), float(high)] == pytest.approx(wanted, abs=0.0051), name
    n, one, other = every = read.pop("all of these")
    assert set(read) | {CONTESTED} == {*LOADED.entries.category}
    assert every == [
        sum(column) for column in zip(*(row for name, row in read.items() if name != "event"), strict=True)
    ]
    named = re.findall(r"\| contested, by its own question \| (\d+) \| (\d+) \| (\d+) \|", part)
    read[CONTESTED] = [int(number) for number in named[0]]
    below = [name for name, (own, *two) in read.items() if sum(two) / 2 / own < 0.8]
    assert not below and "every category is above .80" in part
    readme = " ".join((lexicon.FOLDER.parents[1] / "README.md").read_text(encoding="utf-8").split())
    assert (
        f"Of {n} hits of seven categories in news two readers who did not know the list found {one} and {other}"
        in readme
    )
    (hits, *event), (total, *names) = read["event"], read[CONTESTED]
    assert (
        f"{event[0]} and {event[1]} of {hits} events and {names[0]} and {names[1]} of {total} contested names" in readme
    )


def test_names_that_readers_take_for_the_ordinary_ones_are_a_list_apart_that_can_be_put_on():
    labels = lexicon.read("labels")
    assert set(labels.entries.category) == {"label"} and not set(labels.entries.term) & set(LOADED.entries.term)
    said = texts("The terrorists met.", "He is a populist.", "It is a plot of the mainstream media.")
    assert lexicon.match(said, LOADED).empty
    both = lexicon.edited(LOADED, add=labels.entries)
    assert lexicon.match(said, both).term.tolist() == ["terrorist", "populist", "mainstream media"]
    left, right = ((labels.entries.used_by == side).sum() for side in ("left", "right"))
    assert abs(left - right) <= 0.1 * (left + right)


def test_a_text_with_every_printable_character_is_no_error():
    assert lexicon.match(texts(string.printable * 50), LOADED).empty
    first, final, entry = lexicon.find(cut([]), LOADED)
    assert len(first) == len(final) == len(entry) == 0


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("A surge of illegal aliens came.", ["surge of", "illegal aliens"]),
        ("A wave of illegal immigrants and an army of illegal aliens.", None),
        ("A flood of illegal migrants, an onslaught of illegal aliens.", None),
        ("They are inundated with illegal immigrants.", ["inundated with", "illegal immigrants"]),
        ("Criminal illegal immigrants came.", ["Criminal illegal immigrants"]),
        ("A surge of visitors, a wave of cold, an army of ants, inundated with letters.", []),
        ("A wave of illegal fireworks, a surge in illegal drugs.", []),
        ("A surge in illegal crossings.", ["surge in"]),
    ],
)
def test_a_longer_form_hides_no_other_term_half_of_which_it_holds(content, expected):
    found = lexicon.match(texts(content), LOADED).text.tolist()
    if expected is None:
        assert len(found) == 4 and found[1].startswith("illegal ") and found[3].startswith("illegal ")
    else:
        assert found == expected


def test_no_form_with_an_open_end_leads_into_another_entry():
    """*surge of illegal\\** would take the first word of *illegal aliens*, and the stronger term were lost."""
    rows, forms = written(LOADED.entries["pattern"])
    steps = parsed(forms)
    ends = [k for k, words in enumerate(steps) if len(words) > 1 and words[-1][2]]
    assert ends, "no form is open any more: take this test out"
    clashes = [
        (forms[k], forms[other])
        for k in ends
        for other, words in enumerate(steps)
        if len(words) > 1 and words[0][1].startswith(steps[k][-1][1]) and rows[k] != rows[other]
    ]
    assert not clashes


def test_of_two_terms_that_mirror_each_other_both_are_listed():
    """``tests/cases/mirrors.csv``: what the one side calls the other, and the other the one, whoever uses it more."""
    pairs = pd.read_csv(pathlib.Path(__file__).parent / "cases" / "mirrors.csv")
    assert len(pairs) > 60
    for side in pairs:
        hits = lexicon.match(texts(*(f"They spoke of {term} here." for term in pairs[side])), LOADED)
        missing = [term for row, term in enumerate(pairs[side]) if f"t{row}" not in set(hits.article_id)]
        assert not missing, f"the other half of each is listed: {missing}"


def test_entries_tied_to_one_side_are_about_as_many_on_both():
    left, right = ((LOADED.entries.used_by == side).sum() for side in ("left", "right"))
    assert abs(left - right) <= 0.05 * (left + right)


@pytest.mark.parametrize("used_by", ["left", "right", "both"])
def test_a_term_with_a_name_in_it_stands_for_no_other_name(used_by):
    """A table of terms would say that *the Trump regime* was called the Obama regime."""
    names = ("obama", "biden", "trump", "clinton", "bush", "harris", "starmer", "johnson", "soros", "koch")
    rows = LOADED.entries[LOADED.entries.used_by == used_by]
    for term, pattern in zip(rows.term.str.lower(), rows.pattern.str.lower(), strict=True):
        own = {name for name in names if name in term}
        others = [form for form in pattern.split("|") if {name for name in names if name in form} - own]
        assert not (own and others), (term, others)


@pytest.mark.parametrize(
    "said", ["Trump regime", "powder keg", "loony left", "hard left", "fury over", "house of cards", "bad guys"]
)
def test_a_hit_shows_the_term_that_stands_there(said):
    assert lexicon.match(texts(f"He spoke of the {said} there."), LOADED).term.tolist() == [said]
