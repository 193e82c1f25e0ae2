"""Voices against human coding, where the coded sets are at hand: none of them is part of this repository.

Set ``WHOSE_WORDS_GOLD`` to the folder that ``benchmarks/validity.py --gold`` reads. The bounds are a little below what
was measured when they were written, so that a rule that makes the kit worse is noticed.
"""

import importlib.util
import os
from pathlib import Path

import pytest

GOLD = os.environ.get("WHOSE_WORDS_GOLD")
pytestmark = pytest.mark.skipif(
    not GOLD, reason="WHOSE_WORDS_GOLD names no folder with human-coded news (see benchmarks/validity.py)"
)


@pytest.fixture(scope="module")
def validity():
    path = Path(__file__).parent.parent / "benchmarks" / "validity.py"
    spec = importlib.util.spec_from_file_location("validity", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("part", "bounds"),
    [
        (
            "polnear_dev",
            {
                "content, tokens, F1": 0.88,
                "content, exact span, F1 (all)": 0.62,
                "content, exact span, F1 (direct)": 0.92,
                "source, overlap accuracy on found content": 0.84,
            },
        ),
        ("basil", {"is a charged span quoted, F1": 0.95}),
        ("mpqa", {"writer or cited, macro-F1": 0.82}),
    ],
)
def test_voices_agree_with_people(validity, part, bounds):
    documents = validity.read(Path(GOLD), part)
    if documents is None:
        pytest.skip(f"there is no {part}.jsonl.gz in {GOLD}")
    found = {row["measure"]: row["value"] for row in validity.PARTS[part](documents)}
    assert {name: found[name] >= bound for name, bound in bounds.items()} == dict.fromkeys(bounds, True), found


def test_a_measure_counts_what_it_says(validity):
    assert validity.graded([(0, 10)], [(5, 15)]) == pytest.approx(1 / 3)
    assert validity.outermost([(0, 9), (2, 4), (9, 12)]) == [(0, 9), (9, 12)]
    assert [validity.shape(said) for said in ("“a”", "a “b”", "a")] == ["direct", "mixed", "indirect"]
