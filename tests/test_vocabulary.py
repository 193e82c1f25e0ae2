"""A table of keys against a dictionary, and a vocabulary against the strings themselves."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from helpers.text.forms import cut
from helpers.text.vocabulary import _FACTOR, LONGEST, Table, Vocabulary

KEYS = st.dictionaries(st.one_of(st.integers(0, 50), st.integers(0, 2**64 - 1)), st.integers(0, 3), max_size=40)


def column(keys):
    return np.array(list(keys), np.uint64)


@given(st.lists(KEYS, max_size=4))
def test_a_table_answers_like_a_dictionary(batches):
    table, expected = Table(), {}
    for batch in batches:
        new = {key: number for key, number in batch.items() if key not in expected}
        table.add(column(new), np.array(list(new.values()), np.int64))
        expected |= new
        asked = [*expected, *range(60)]
        assert table.find(column(asked)).tolist() == [expected.get(key, -1) for key in asked]


def test_a_table_grows_and_keys_that_want_one_place_all_get_one():
    table, generator = Table(), np.random.default_rng(0)
    keys = np.unique(generator.integers(0, 2**63, 20_000).astype(np.uint64))
    for part in np.array_split(np.arange(len(keys)), 7):
        table.add(keys[part], part % 5)
    assert table.find(keys).tolist() == (np.arange(len(keys)) % 5).tolist()
    assert (table.find(keys + np.uint64(1 << 63)) == -1).all()


def test_one_number_for_one_string_whatever_its_length_and_letters():
    # Strings that differ in the first or the last letter only, and letters without a byte of their own.
    parts = (
        "a é ab ba abcdefgh abcdefgi abcdefghi bbcdefghi abcdefghijklmnop abcdefghijklmnoq abcdefghijklmnopq".split()
    )
    parts += ["abcdefghijklmnopr", "łódź", "łódz", "ódź", "x" * 1000, "x" * 999, "Москва", "москва"]
    for texts in ([" ".join(parts)], parts, [" ".join(reversed(parts))] * 2):
        pieces = cut(texts)
        found = [pieces.forms[form] for form, s, e in zip(pieces.form, pieces.start, pieces.end, strict=True) if s < e]
        assert found == " ".join(texts).split()
        assert [pieces.known_forms.strings[i] for i in pieces.form_id] == [pieces.forms[i] for i in pieces.form]


def test_a_string_met_with_an_invisible_letter_first_keeps_its_number():
    hidden, plain = cut(["un\u00adru\u200bly"]), cut(["unruly"])
    assert hidden.form_id.tolist() == plain.form_id.tolist()


def test_a_question_is_asked_once_for_each_string():
    asked = []

    def question(form):
        asked.append(form)
        return len(form)

    for texts in (["a mob a mob"], ["mob a", "the mob"]):
        pieces = cut(texts)
        lengths = pieces.by_form(question, np.int64)
        assert lengths.tolist() == [len(pieces.forms[form]) for form in pieces.form]
    assert sorted(asked) == ["", "a", "mob", "the"]


def test_memory_is_bounded_by_a_new_vocabulary(monkeypatch):
    monkeypatch.setattr("helpers.text.forms.MOST_FORMS", 50)
    first = cut([" ".join(f"w{i}" for i in range(100))])
    second = cut(["w5 w6"])
    assert second.known_forms is not first.known_forms
    assert len(second.known_forms) == 3 and second.forms == ["", "w5", "w6"]
    assert len(first.forms) == 101


def test_two_long_strings_with_one_key_are_told_apart():
    """A long string's key is head * factor ^ tail: whoever makes two strings with one key gains nothing by it."""
    head, tail, other = (int.from_bytes(part, "little") for part in (b"abcdefgh", b"ijklmnop", b"ABCDEFGH"))
    tail_of_other = tail ^ (head * int(_FACTOR) ^ other * int(_FACTOR)) % 2**64
    assert 0 not in tail_of_other.to_bytes(8, "little"), "all sixteen are letters"
    both = b"".join(part.to_bytes(8, "little") for part in (head, tail, other, tail_of_other))
    letters = np.frombuffer(both + bytes(LONGEST), np.uint8)
    vocabulary, start, odd = Vocabulary(), np.array([0, 16, 0, 16]), np.zeros(0, np.int64)
    for _ in range(2):
        number = vocabulary.number(letters, start, start + 16, odd, lambda s, e: both[s:e].decode("latin-1"))
        assert [vocabulary.strings[i] for i in number] == [both[s : s + 16].decode("latin-1") for s in start]
