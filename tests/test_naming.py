"""Naming: the article, articles about one event, corrections, and the thesaurus's own examples."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import article, explore, lexicon, naming, plots, views, voices

COLUMNS = ["article_id", "start", "end", "text", "name", "referent", "frame", "role"]
PEOPLE, ACTION = "people at the scene", "action by police or an agency"
PIECES = st.sampled_from(
    "an angry mob the unruly crowd Bo Hall , the ringleader who left raids by increasingly loud Marchers . pedestrians"
    " people “ ” two operation moved \n\n".split(" ")
)
TEXTS = st.lists(PIECES, max_size=30).map(lambda pieces: " ".join([*pieces, "end"]))


def table(*texts):
    return pd.DataFrame({"article_id": [f"t{i}" for i in range(len(texts))], "text": pd.array(texts, dtype="str")})


@pytest.fixture(scope="module")
def lapd():
    articles = article.read("lapd-ice-raid")
    return articles, voices.find(articles)


def test_the_article(lapd):
    wide = naming.table(*lapd).set_index("referent")
    assert wide.columns.tolist()[0] == "narrator"
    narrator, police = wide["narrator"], wide["LAPD"]
    assert set(narrator[PEOPLE].split(", ")) == {"angry mob", "unruly mob", "Amnesty activists"}
    assert set(police[PEOPLE].split(", ")) == {"crowd", "bystanders", "pedestrians ×2"}
    assert narrator[ACTION] == "raid ×4"
    assert set(police[ACTION].split(", ")) == {"operation", "enforcement activity"}
    assert wide["KABC"].to_dict() == {PEOPLE: "crowd", ACTION: "operation"}


def test_counts_by_voice_add_up(lapd):
    articles, found = lapd
    spans = voices.attach(naming.find(articles), found)
    counted = naming.names_by_voice(spans)
    assert counted.n.sum() == len(spans)
    assert (
        counted.groupby(["referent", "voice"]).n.sum() == counted.groupby(["referent", "voice"]).total.first()
    ).all()
    assert np.allclose(counted.groupby(["referent", "voice"]).value.sum(), 1)
    assert counted.referent.iloc[0] == PEOPLE


def test_three_articles_about_one_event():
    names = [f"night-ferry-{side}" for side in ("wire", "against-the-march", "against-the-council")]
    articles = article.read([article.DATA / "classroom" / f"{name}.md" for name in names])
    wide = naming.table(articles, voices.find(articles), by=["article_id", "voice"]).set_index("referent")
    crowd = wide.loc[PEOPLE]
    assert crowd["night-ferry-wire · narrator"] == "marchers"
    assert set(crowd["night-ferry-against-the-march · narrator"].split(", ")) == {
        *("unruly mob", "agitators", "troublemakers"),
    }
    assert "peaceful marchers" in crowd["night-ferry-against-the-council · narrator"]
    organiser = wide.loc["Tom Birch"]
    assert organiser["night-ferry-against-the-march · narrator"] == "ringleader"
    assert organiser["night-ferry-wire · narrator"] == "who organised the march"


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("An increasingly angry mob came.", ["increasingly angry mob"]),
        ("They had to move pedestrians out.", ["pedestrians"]),
        ("Two hundred marchers came.", ["marchers"]),
        ("Marchers came.", ["marchers"]),
        ("Amnesty activists came.", ["Amnesty activists"]),
        ("The ICE raid began. Raids follow.", ["raid", "raid"]),
        ("The council called it a money pit.", ["money pit"]),
        ("Bo Hall, the ringleader of the strike, left.", ["ringleader"]),
        ("Bo Hall, who led the strike, left.", ["who led the strike"]),
        ("Bo Hall, a tall baker, left.", ["tall baker"]),
        ("Bo Hall left, the ringleader of nothing.", ["ringleader"]),
        ("Police used crowd control.", ["crowd"]),
        ("The angry mob’s leader left. It was the mob's end.", ["angry mob", "mob"]),
        ("A flash mob danced in March.", []),
        ("Her heart operation went well.", []),
        # Teams, papers, persons; in a line in capital letters a capital says nothing.
        ("The Patriots won. They beat the Vandals.", []),
        ("The bridge at noon. (Hank Marlow/Patriot Ledger)", []),
        ("Rebel Wilson came.", []),
        ("Patriots stood at the gate. Two patriots left.", ["patriots", "patriots"]),
        ("MOB STORMS HALL", ["mob"]),
        ("The Dreamers left.", ["dreamers"]),
        # Parts of longer words, and other senses.
        ("A crowd-funded film, a crowd-pleaser.", []),
        ("The counter-protesters left.", ["counter-protesters"]),
        ("They sang protest songs. The rally in stocks ended.", []),
        ("Her inbox is under siege from spam.", []),
        ("A tax on hard-working families.", []),
        ("The so-called rebels left.", ["rebels"]),
        ("An anti-immigrant law, an ex-rebel, a counter-demonstration.", ["ex-rebel", "counter-demonstration"]),
        # A verb, a number or a quantity is no adjective.
        ("The bill protects DREAMers.", ["dreamers"]),
        ("Democrats want Dreamers to stay.", ["dreamers"]),
        ("Some three million immigrants came, and 11 million young immigrants.", ["immigrants", "young immigrants"]),
        ("More refugees came. Such migrants came.", ["refugees", "migrants"]),
        ("A policy of separating young migrants.", ["young migrants"]),
        ("They spoke of holding pedestrians there.", ["pedestrians"]),
        ("The chanting crowd met masked gunmen.", ["chanting crowd", "gunmen"]),
        ("A row between masked gunmen.", ["masked gunmen"]),
        ("Guards beating asylum seekers. Men frequently describe immigrants.", ["asylum seekers", "immigrants"]),
        ("The law was written to punish legal immigrants.", ["legal immigrants"]),
        ("She spoke of nursing home residents.", ["residents"]),
        (
            "Help came for legal permanent residents or Muslim migrants.",
            ["legal permanent residents", "Muslim migrants"],
        ),
        ("She said that human rights activists left.", ["human rights activists"]),
        # A noun that only modifies another one names nobody; a crowd is the people themselves.
        ("The largest refugee camp burned. Refugee camps burned.", []),
        ("An activist group met the migrant caravan. The refugee crisis grew.", []),
        ("The refugee fled. A rebel attacks the hall. The rebel attacks a guard.", ["refugee", "rebel", "rebel"]),
        ("The immigrant, a baker, wept. The rich countries met the rich.", ["immigrant", "the rich"]),
        ("They stop separating migrant families.", ["migrant families"]),
        # A verb, or the month, names no event.
        ("They came to protest the law. Players who protest will rally voters.", []),
        ("The storm passed, killing two. It is killing jobs. By March 4 they left, or in March.", []),
        ("The killing of two guards led to a protest. It is akin to murder.", ["killing", "protest", "murder"]),
        ("They joined the march on Dover and the Women's March.", ["march", "march"]),
        # Singular and plural are one name, in the commoner form.
        ("Angry mobs came. An angry mob left. Two angry mobs came back.", ["angry mobs"] * 3),
        ("One gunman met two gunmen.", ["gunman", "gunman"]),
    ],
)
def test_which_words_belong_to_a_name(content, names):
    assert naming.find(table(content)).name.tolist() == names


def test_a_reader_corrects_the_rule():
    articles = table("A mob came. An angry mob came. People left. The raid ended. Two activists wept.")
    found = voices.find(articles)
    corrections = {"Mob": "the hooligans", "people": "the hooligans", "raid": "", "activists": "the visitors"}
    wide = naming.table(articles, found, corrections=corrections, least=1)
    assert wide.set_index("referent")["narrator"].to_dict() == {
        "the hooligans": "mob, angry mob, people",
        "the visitors": "activists",
    }
    by_table = pd.DataFrame({"name": corrections.keys(), "referent": corrections.values()})
    assert naming.table(articles, found, corrections=by_table, least=1).equals(wide)
    # Singular and plural are one name, whichever of them the reader writes.
    assert naming.find(articles, corrections={"activist": "x"}).referent.tolist()[-1] == "x"
    # A name with its adjective is corrected alone.
    one = naming.find(articles, corrections={"angry mob": "others"})
    assert one.referent[one.name == "angry mob"].item() == "others"
    assert one.referent[one.name == "mob"].item() == PEOPLE


def test_corrections_that_cannot_be_read_are_refused():
    with pytest.raises(KeyError, match="no column 'name'"):
        naming.find(table("A mob."), corrections=pd.DataFrame({"text": ["mob"], "referent": ["x"]}))
    with pytest.raises(KeyError, match="no column 'voice'"):
        naming.names_by_voice(naming.find(table("A mob.")))


@pytest.mark.parametrize(
    ("corrections", "said"),
    [
        ({"mob": 5}, "the referent 5 is a value of the type int"),
        ({"mob": None}, "the referent None"),
        ({5: "x"}, "the name 5"),
        (["mob"], "of the type list. Give a mapping"),
        ("mob", "of the type str"),
        (pd.DataFrame({"name": ["mob"], "referent": [5]}), "the referent 5"),
    ],
)
def test_corrections_are_texts(corrections, said):
    articles = table("A mob.")
    with pytest.raises(TypeError, match=said):
        naming.table(articles, voices.find(articles), corrections=corrections)


def test_an_empty_cell_of_a_table_takes_the_name_out():
    corrections = pd.DataFrame({"name": ["mob", None], "referent": [None, "x"]})
    assert naming.find(table("A mob met a crowd."), corrections=corrections).name.tolist() == ["crowd"]


def test_roles():
    found = naming.find(table("The mob was held by the crowd."))
    assert found[["name", "role"]].values.tolist() == [["mob", "subject"], ["crowd", "agent"]]


def test_empty_tables_keep_columns_and_types():
    found = naming.find(table("Nothing.", ""))
    assert found.columns.tolist() == COLUMNS and found.empty
    assert found.start.dtype == np.int64 and found.name.dtype == "str"
    counted = naming.names_by_voice(found.assign(voice=pd.array([], dtype="str")))
    assert counted.columns.tolist() == ["referent", "voice", "name", "frame", "n", "total", "value"]
    assert counted.n.dtype == np.int64 and counted.value.dtype == np.float64
    articles = table("Nothing.")
    assert naming.table(articles, voices.find(articles)).columns.tolist() == ["referent"]


@settings(max_examples=40)
@given(TEXTS, TEXTS)
def test_spans_are_what_stands_there_and_articles_do_not_mix(one, two):
    both, alone = naming.find(table(one, two)), naming.find(table(two))
    for row in both.itertuples():
        assert {"t0": one, "t1": two}[row.article_id][row.start : row.end] == row.text
        assert row.referent
    assert both[both.article_id == "t1"][COLUMNS[1:4]].values.tolist() == alone[COLUMNS[1:4]].values.tolist()


HOSTILE = '<img src=x onerror="alert(1)">'


def test_the_page_and_the_drawing_show_each_name_and_escape_it(lapd):
    articles, found = lapd
    counted = naming.names_by_voice(voices.attach(naming.find(articles), found))
    page, axes = views.naming(counted), plots.naming(counted)
    for name in ("angry mob", "Amnesty activists", "enforcement activity"):
        assert name in page.body and name in axes.alt
    assert "[threat]" in page.body and "raid narrator 4" in axes.alt
    assert page.style == views.style()
    hostile = counted.assign(name=HOSTILE, referent=HOSTILE, frame=HOSTILE, voice=HOSTILE)
    assert "<img" not in views.naming(hostile).body and "&lt;img" in views.naming(hostile).body
    svg = views.figure(plots.naming(hostile)).body
    assert "<img" not in svg
    drawn = {text.get_text() for text in axes.texts} | {label.get_text() for label in axes.get_yticklabels()}
    assert {"people at the scene", "angry mob", "4"} <= drawn


def test_the_page_and_the_drawing_of_nothing_and_of_a_wrong_table():
    none = naming.names_by_voice(naming.find(table("")).assign(voice=pd.array([], dtype="str")))
    assert "<tbody></tbody>" in views.naming(none).body
    assert plots.naming(none).alt.endswith("No names.")
    for show in (views.naming, plots.naming):
        with pytest.raises(KeyError, match="no column 'credited'"):
            show(none, by="credited")


def test_a_referent_is_corrected_in_the_widget(lapd):
    bench = explore.naming(lapd[0])
    assert "campaigners" not in bench.pane.html and "angry mob" in bench.pane.html
    bench.controls["corrections"].value = "Amnesty activists = campaigners\nactivists here = x\nmob = campaigners"
    assert "campaigners" in bench.pane.html
    bench.controls["corrections"].value = f"pedestrians = {HOSTILE}\nbystanders = {HOSTILE}"
    assert "<img" not in bench.pane.html and "&lt;img" in bench.pane.html
    with pytest.raises(ValueError, match="no article"):
        explore.naming(lapd[0].iloc[:0])


def test_the_thesaurus_is_complete_and_passes_its_own_examples():
    entries = naming.thesaurus().entries
    for column in set(lexicon.COLUMNS) - {"unless"}:
        assert (entries[column].str.strip() != "").all(), column
    assert (entries.groupby("category").sense.nunique() >= 2).all(), "a group with one frame has no pair"
    for column, wanted in (("example", True), ("non_example", False)):
        hits = lexicon.match(pd.DataFrame({"article_id": entries.term, "text": entries[column]}), naming.thesaurus())
        own = set(hits.article_id[hits.article_id == hits.term])
        assert [term for term in entries.term if (term in own) != wanted] == []
    card = (article.DATA / "thesaurus" / "names.md").read_text(encoding="utf-8")
    assert f"{len(entries)} names" in card and "icence" in card
