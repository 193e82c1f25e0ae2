"""Answers in a lesson: a hint for each, an error for none."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence, Set
from functools import cache

from helpers import article
from helpers.teach import heat
from helpers.views.markup import Html, escape

_NOT_YET = "Not filled in yet: put your answer in place of the dots, and run the cell again."

# Who copies a passage to the end of its clause has found it; who copies a paragraph has not.
_MORE = 6


def check(
    given: object,
    expected: object = None,
    *,
    hint: str = "",
    near: float = 0.0,
    one_of: bool = False,
    question: str = "",
) -> Html:
    """Hold an answer of a lesson against what is expected, and say in words how it stands. It never raises.

    Parameters
    ----------
    given : object
        Anything; ``...`` is a blank that was left.
    expected : object
        A number, a string, a list or set of strings (in any order), or None for a question without a right answer. In a
        list, a tuple holds other ways to say one of the answers.
    hint : str
        Where to look when the answer is not the one expected.
    near : float
        How far a number may be off.
    one_of : bool
        One of the strings that are expected is enough, also with a few words more around it.
    question : str
        Number of a question of the lessons, such as ``"01.3"``, whose answer stands in ``data/keys/questions.json``: in
        place of ``expected``, so that the answer is not in plain sight below the question.

    Returns
    -------
    Html

    Examples
    --------
    >>> check(30, 35, near=2, hint="Look at the first row of the table.")
    Not yet: it is more than that. Hint: Look at the first row of the table.
    >>> check(["Mob", "raid"], {"mob", "raid"})
    Yes, all 2.
    """
    try:
        if question:
            expected, one_of = _answer(question)
        good, said = _judged(given, expected, near, one_of)
    except Exception as error:  # noqa: BLE001  (an answer is never an error; it may be an object of any kind)
        good, said = False, f"Not yet: this answer cannot be read ({type(error).__name__})."
    line = said if good or not hint else f"{said} Hint: {hint}"
    return Html(f'<div class="ww ww-class"><p class="ww-said" role="status">{escape(line)}</p></div>', heat.style())


def _judged(given: object, expected: object, near: float, one_of: bool) -> tuple[bool, str]:
    if _blank(given):
        return False, _NOT_YET
    if expected is None:
        return (
            True,
            "Noted. Your answer stays in this notebook when you save it. There is no right one here: what counts is "
            "the reason. Compare it with your neighbour's.",
        )
    if isinstance(expected, int | float) and not isinstance(expected, bool):
        return _number(given, expected, near)
    if isinstance(expected, str):
        return (True, "Yes.") if _plain(given) == _plain(expected) else (False, "Not yet.")
    if one_of:
        good = not isinstance(given, Set | Sequence) or isinstance(given, str)
        good = good and any(_holds(_plain(given), _plain(word)) for word in expected)
        return (True, "Yes.") if good else (False, "Not yet.")
    return _several(given, expected)


def _number(given: object, expected: float, near: float) -> tuple[bool, str]:
    if isinstance(given, str):
        given = given.strip().rstrip("%").strip().replace(",", ".")
    try:
        value = float(given)
    except (TypeError, ValueError):
        return False, "Not yet: this is not a number. Write digits only, such as 35."
    if value != value:
        return False, "Not yet: this is not a number. Write digits only, such as 35."
    if abs(value - expected) <= near:
        exact = f" Exactly it is {expected:,.10g}." if value != expected else ""
        return True, f"Yes.{exact}"
    return False, f"Not yet: it is {'more' if value < expected else 'less'} than that."


def _several(given: object, expected: object) -> tuple[bool, str]:
    ways = [word if isinstance(word, tuple) else (word,) for word in expected]
    wanted = {_plain(way): i for i, group in enumerate(ways) for way in group}
    if isinstance(given, str):
        given = given.split(",")
    if isinstance(given, Mapping) or not isinstance(given, Sequence | Set):
        return False, 'Not yet: write a list, such as ["first", "second"].'
    said = {_plain(word): word for word in given if not _blank(word) and _plain(word)}
    if not said:
        return False, _NOT_YET
    hit = {wanted[word] for word in said if word in wanted}
    more = [str(said[word]) for word in said if word not in wanted]
    also = f" Not among them: {', '.join(more)}." if more else ""
    if len(hit) == len(ways):
        return True, f"Yes, all {len(ways)}.{also}" if len(ways) > 1 else f"Yes.{also}"
    return False, f"{'Partly' if hit else 'Not yet'}: {len(hit)} of {len(ways)} found.{also}"


def _holds(given: str, expected: str) -> bool:
    """Whether an answer is the one expected, or a passage that is a little longer.

    >>> _holds("held the square hostage for forty minutes", "held the square hostage"), _holds("mobs", "mob")
    (True, False)
    """
    more = len(given.split()) - len(expected.split())
    return given == expected or (0 < more <= _MORE and f" {expected} " in f" {given} ")


@cache
def _questions() -> dict[str, dict]:
    return json.loads((article.DATA / "keys" / "questions.json").read_text(encoding="utf-8"))


def _answer(question: str) -> tuple[object, bool]:
    """What is expected for a question, and whether one of several is enough.

    >>> _answer("01.3")
    ('agitators', False)
    """
    kind, answer = next(iter(_questions()[question].items()))
    if kind == "all":
        answer = [tuple(ways) if isinstance(ways, list) else ways for ways in answer]
    return answer, kind == "one of"


def _blank(given: object) -> bool:
    if isinstance(given, list | tuple) and given:
        return all(_blank(one) for one in given)
    return given is ... or given is None or (isinstance(given, str) and not given.strip(" .…\"'"))


def _plain(word: object) -> str:
    """One spelling for all: case, quotation marks, dots at the end and spaces do not matter.

    >>> _plain(" “Unruly  mob”. ")
    'unruly mob'
    """
    text = unicodedata.normalize("NFKC", str(word)).casefold().replace("’", "'")
    return " ".join(text.split()).strip(" .,;:!?\"'“”‘")
