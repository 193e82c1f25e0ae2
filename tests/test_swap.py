"""Swap: grammar by hand-made sentences, and what has to hold for any text: back again, offsets, articles."""

import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import article, explore, lexicon, metrics, naming, swap, text, voices
from helpers.swap.inflection import article_for

LOADED = lexicon.read("loaded")


def table(*texts):
    return pd.DataFrame({"article_id": [f"t{i}" for i in range(len(texts))], "text": pd.array(texts, dtype="str")})


def own(*rows):
    """A list from rows (term, pattern, category, sense, neutral)."""
    columns = ["term", "pattern", "category", "sense", "neutral"]
    return lexicon.made("own", pd.DataFrame(rows, columns=columns, dtype="str"), "own")


WORDS = own(
    ("mob", "mob|mobs", "person", "noun", "crowd"),
    ("unruly", "unruly", "evaluation", "adjective", "-"),
    ("angry", "angry|angrily", "evaluation", "adjective", "upset"),
    ("so-called", "so called", "distancing", "adjective", "-"),
    ("slam", "slam|slams|slammed|slamming", "action", "verb", "criticize"),
    ("raid", "raid|raids|raided", "event", "noun", "operation"),
    ("thug", "thug|thugs", "person", "noun", "person"),
    ("climate denier", "climate denier|climate deniers", "person", "noun", "person who rejects the findings"),
    ("sanctuary city", "sanctuary city|sanctuary cities", "policy", "noun", "city that limits help"),
    ("utterly", "utterly", "evaluation", "adverb", "-"),
    ("alarmism", "alarmism|alarmist", "evaluation", "noun", "warnings"),
    ("Big Oil", "big oil", "person", "noun", "the oil industry"),
    ("shameless", "shameless|shamelessly", "evaluation", "adjective and adverb", "open"),
    ("ask in vain", "ask in vain|asked in vain", "action", "verb phrase", "ask without success"),
    ("empty", "empty", "evaluation", "adjective", ""),
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("An angry mob came.", "An upset crowd came."),
        ("A mob came. The mobs left.", "A crowd came. The crowds left."),
        ("An unruly mob came.", "A crowd came."),
        ("A mob came, an unruly, angry one.", "A crowd came, an upset one."),
        ("Unruly mobs came.", "Crowds came."),
        ("Unruly people came.", "People came."),
        ("The crowd was unruly.", "The crowd was unruly."),
        ("He utterly failed. He failed utterly.", "He failed. He failed."),
        ("The so-called “experts” met.", "The “experts” met."),
        ("Ann slammed it. Bo slams it, slamming on.", "Ann criticized it. Bo criticizes it, criticizing on."),
        ("A raid ended. Raids follow.", "An operation ended. Operations follow."),
        ("They raid the house.", "They raid the house."),
        ("THE MOB CAME.", "THE CROWD CAME."),
        ("Mob and mobs.", "Crowd and crowds."),
        ("Two thugs came, and one thug left.", "Two people came, and one person left."),
        (
            "Climate deniers met a climate denier.",
            "People who reject the findings met a person who rejects the findings.",
        ),
        ("A sanctuary city voted.", "A city that limits help voted."),
        ("A sanctuary city law passed.", "A sanctuary city law passed."),
        ("The alarmism is old.", "The warnings are old."),
        ("The alarmist left.", "The alarmist left."),
        ("The Big Oil lobby met Big Oil.", "The oil industry lobby met the oil industry."),
        ("He lied shamelessly.", "He lied openly."),
        ("She asked in vain.", "She asked without success."),
        ("An empty hall.", "An empty hall."),
        ("The mob’s leader; anti-mob laws.", "The crowd’s leader; anti-crowd laws."),
        ("", ""),
    ],
)
def test_the_sentence_stays_grammatical(before, after):
    assert swap.neutral(table(before), WORDS).text.item() == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # A past that looks like the base form.
        ("A friend of Dobbs hit back: no.", "A friend of Dobbs answered: no."),
        ("The critics hit back. They want to hit back.", "The critics answered. They want to answer."),
        ("A naive man, not a corrupt one, left.", "A trusting man, not a corrupt one, left."),
        # What is no claim is not said.
        ("He claims benefits. He claims a seat.", "He claims benefits. He claims a seat."),
        ("He claims that the bridge is safe.", "He says that the bridge is safe."),
        ("Officials blasted critics. Officials blasted it.", "Officials blasted critics. Officials criticized it."),
        # Nouns that are verbs here, and nouns that are adjectives here.
        ("Agents raid homes. She raids the shop.", "Agents raid homes. She raids the shop."),
        ("The raids the police made. A drugs raid ended.", "The operations the police made. A drugs operation ended."),
        ("They fought its raid plan.", "They fought its operation plan."),
        ("A radical plan passed. The radicals left.", "A radical plan passed. The activists left."),
        (
            "A crowd of 300 besieged the town hall. Two doors were besieged.",
            "A crowd of 300 surrounded the town hall. Two doors were surrounded.",
        ),
        # Capitals all through.
        ("THUGS RAID BANK", "SUSPECTS RAID BANK"),
        ("A RAID ON HOMES, AN UNRULY MOB", "AN OPERATION ON HOMES, A NOISY CROWD"),
    ],
)
def test_the_house_list_is_swapped_by_part_of_speech(before, after):
    assert swap.neutral(table(before), LOADED).text.item() == after


def test_why_a_term_stays_is_said():
    made = swap.changes(table("They raid it. It is unruly. A sanctuary city law. An alarmist. An empty hall."), WORDS)
    assert made.how.tolist() == [
        *("kept: used as a verb", "kept: the sentence needs it", "kept: does not fit before a noun"),
        *("kept: no matching form", "kept: no neutral wording"),
    ]
    assert (made.text == made.new).all()


def test_the_article_and_its_measures():
    articles = article.read("lapd-ice-raid")
    found = voices.find(articles)
    hits = lexicon.explain(lexicon.match(articles, LOADED), LOADED)
    chosen = hits[hits.term.isin(["mob", "raid"])]
    made = swap.changes(articles, chosen)
    new = swap.apply(articles, made)
    assert "held back an angry crowd trying" in new.text.item() and "an ICE operation in progress" in new.text.item()
    assert "surrounded by an unruly crowd" in new.text.item() and "the ICE operations to stop" in new.text.item()
    # The voices of the original follow to their new places, and so do the rates.
    moved = swap.move(found, made, new)
    assert "".join(moved.text) == new.text.item()
    assert moved.voice.tolist() == found.voice.tolist()
    left = voices.attach(lexicon.match(new, LOADED), moved)
    words = voices.attach(text.words(new), moved)
    rates = [
        metrics.rate_by_voice(h, w, text.sentences(a)).set_index("voice").n["narrator"]
        for h, w, a in (
            (voices.attach(hits, found), voices.attach(text.words(articles), found), articles),
            (left, words, new),
        )
    ]
    assert rates[0] - rates[1] == 6
    assert swap.back(new, made).text.item() == articles.text.item()


def test_other_words_and_other_frames():
    articles = table("A mob met bystanders in a raid.")
    assert (
        swap.neutral(articles, LOADED, use={"Mob": "gathering"}).text.item() == "A gathering met bystanders in a raid."
    )
    names = naming.thesaurus()
    threat = swap.in_frame(names, "threat")
    assert swap.neutral(articles, names, use=threat).text.item() == "A mob met mobs in a raid."
    with pytest.raises(ValueError, match="Frames there: threat"):
        swap.in_frame(names, "nothing")


def test_what_does_not_fit_is_refused():
    articles = table("A mob came.")
    made = swap.changes(articles, WORDS)
    with pytest.raises(ValueError, match="does not fit the text of 't0'"):
        swap.apply(swap.apply(articles, made), made)
    with pytest.raises(TypeError, match=r"word list is wanted, and 'loaded' came"):
        swap.neutral(articles, "loaded")
    with pytest.raises(KeyError, match="no column 'neutral'"):
        swap.neutral(articles, lexicon.match(articles, WORDS))


def test_what_is_no_table_of_changes_is_refused():
    articles = table("A mob came.")
    for other in (swap.neutral(articles, WORDS), lexicon.match(articles, WORDS)):
        with pytest.raises(KeyError, match=r"table of changes has no column .*swap.changes\(articles, list\)"):
            swap.apply(articles, other)


def test_empty_tables_keep_columns_and_types():
    made = swap.changes(table("Nothing.", ""), WORDS)
    assert made.columns.tolist() == [
        *("article_id", "start", "end", "text", "new", "new_start", "new_end", "term", "how"),
    ]
    assert made.empty and made.new_start.dtype == "int64" and made.new.dtype == "str"
    assert swap.apply(table("Nothing."), made).text.item() == "Nothing."
    none = swap.changes(table(), WORDS)
    assert none.empty and swap.apply(table(), none).empty


def test_the_widget_changes_text_marks_and_numbers():
    articles = article.read("lapd-ice-raid")
    bench = explore.swap(articles)
    assert bench.articles.text.item() == articles.text.item()
    before = bench.pane.html
    bench.controls["words"].value = "the list's plainer words"
    assert "an angry crowd" in bench.articles.text.item() and "In the article: mob" in bench.pane.html
    assert bench.pane.html != before
    # Only the narrator's names, in another frame: the police keep their bystanders.
    bench.controls["words"].value = "names of the frame: threat"
    bench.controls["voice"].value = "narrator"
    assert "bystanders" in bench.articles.text.item()
    bench.controls["voice"].value = "LAPD"
    assert "bystanders" not in bench.articles.text.item()
    assert "text/html" in bench._repr_mimebundle_()
    with pytest.raises(ValueError, match="no article"):
        explore.swap(articles.iloc[:0])


def test_chosen_changes_have_places_of_their_own():
    articles = table("A mob met an unruly mob.")
    made = swap.placed(swap.changes(articles, WORDS).iloc[1:])
    new = swap.apply(articles, made)
    assert [new.text.item()[a:b] for a, b in zip(made.new_start, made.new_end, strict=True)] == made.new.tolist()
    assert swap.back(new, made).text.item() == articles.text.item()


def test_other_columns_stay():
    articles = article.from_text("A mob came.", title="Mob", outlet="Daily")
    new = swap.neutral(articles, WORDS)
    assert new.columns.tolist() == articles.columns.tolist() and new.title.item() == "Mob"


PIECES = st.sampled_from(
    "A a An an unruly angry mob mobs Mob MOB so-called utterly slammed raid raids thug is was thugs Big Oil climate"
    " deniers , . “ ” ’s the shamelessly alarmism \n\n empty sanctuary city \u00ad İ 🙂".split(" ")
)
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from([" ", " ", " ", "", "\n"])), max_size=25).map(
    lambda pairs: "".join(piece + gap for piece, gap in pairs)
)


@settings(max_examples=60)
@given(TEXTS, TEXTS)
def test_changes_can_be_taken_back_and_offsets_follow(one, two):
    articles = table(one, two)
    made = swap.changes(articles, WORDS)
    new = swap.apply(articles, made)
    assert swap.back(new, made).text.tolist() == [one, two]
    texts = dict(zip(new.article_id, new.text, strict=True))
    for row in made.itertuples():
        assert texts[row.article_id][row.new_start : row.new_end] == row.new
    # Words that no change touches are the same words at their new places.
    words = text.words(articles)
    moved = swap.move(words, made, new)
    for before, after in zip(words.itertuples(), moved.itertuples(), strict=True):
        here = made[made.article_id == before.article_id]
        if not ((here.start < before.end) & (here.end > before.start)).any():
            assert after.text == before.text
    # A swap leaves no article that does not fit its word, where it changed one of the two.
    for row in made[made.how == "article"].itertuples():
        rest = texts[row.article_id][row.new_end :]
        following = re.match(r"[\s“]*([\w-]+)", rest)
        if row.new and following:
            assert row.new.lower() == article_for(following[1]), texts[row.article_id]


@given(TEXTS)
def test_nothing_is_changed_by_an_empty_choice(content):
    articles = table(content)
    assert swap.neutral(articles, WORDS, use={}).text.item() == content


def test_a_new_word_has_to_be_a_word():
    articles = article.from_text("A mob came.")
    for use, came in (({"mob": 3}, "'mob': 3"), ({4: "crowd"}, "4: 'crowd'"), (["mob"], "a value of the type list")):
        with pytest.raises(TypeError, match=f"use= takes the new word for each term.*{came} came"):
            swap.changes(articles, lexicon.read("loaded"), use=use)
