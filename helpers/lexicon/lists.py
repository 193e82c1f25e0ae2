"""The word list itself, a part of :mod:`helpers.lexicon`: its columns, its checks, its fingerprint."""

from __future__ import annotations

import csv
import functools
import hashlib
import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np
import pandas as pd

from helpers.article import DATA
from helpers.lexicon import conditions, proper
from helpers.lexicon.patterns import Automaton
from helpers.text.forms import Cut

FOLDER = DATA / "lexicons"
COLUMNS = (
    *("term", "pattern", "unless", "category", "topic", "sense"),
    *("why", "neutral", "used_by", "source", "example", "non_example"),
)
# It stands last, and no other column of a list has numbers.
_WEIGHT = "weight"
# A weight above this would let one word carry a whole table.
HEAVIEST = 100
# What a list knows of its entries, whatever their weights.
_KNOWN = ("_terms", "_automaton", "_followers", "_barred", "_outside_names")


@dataclass(frozen=True, eq=False)
class Lexicon:
    """A word list, ready to match.

    Attributes
    ----------
    name : str
        The file's name without its ending, or the name that the user gave.
    entries : DataFrame
        One term a row, with the columns of :data:`COLUMNS`, ``weight`` where the list weighs its entries, and
        ``only_before``, ``not_after`` and ``outside_names`` where entries count before some words only, not after some,
        or not inside names.
    sha256 : str
        Fingerprint of the entries: two runs with the same fingerprint used the same list.
    origin : str
        For a list that was made from another one: from which, and what was changed.
    """

    name: str
    entries: pd.DataFrame
    sha256: str
    origin: str = ""

    def __len__(self) -> int:
        return len(self.entries)

    def __repr__(self) -> str:
        origin = f", {self.origin}" if self.origin else ""
        return f"<Lexicon {self.name!r}: {len(self):,} entries, SHA-256 {self.sha256[:12]}…{origin}>"

    def __getstate__(self) -> dict:
        """What a copy for another process needs: it builds its own automaton."""
        return {"name": self.name, "entries": self.entries, "sha256": self.sha256, "origin": self.origin}

    @functools.cached_property
    def _lines(self) -> list[str]:
        """Each entry as a line of CSV, without its weight."""
        return _lines_of(self.entries)

    @functools.cached_property
    def _automaton(self) -> Automaton:
        return Automaton(self.entries)

    @functools.cached_property
    def _named(self) -> dict:
        """For hits: the name of the list, and category and term of each entry."""
        return {"lexicon": pd.array([self.name], dtype="str")} | {
            column: self.entries[column].array for column in ("category", "term")
        }

    @functools.cached_property
    def _terms(self) -> pd.Index:
        """To look up the row of a term."""
        return pd.Index(self.entries["term"])

    @functools.cached_property
    def _weights(self) -> np.ndarray | None:
        """For how many hits one hit of each entry counts; None where the list weighs nothing."""
        return weights(self.entries).to_numpy() if _WEIGHT in self.entries else None

    @functools.cached_property
    def _followers(self) -> conditions.Neighbours:
        return conditions.followers(self.entries)

    @functools.cached_property
    def _barred(self) -> conditions.Neighbours:
        return conditions.barred(self.entries)

    @functools.cached_property
    def _outside_names(self) -> np.ndarray:
        return proper.flagged(self.entries)


def check(lexicon: object) -> None:
    """Refuse what is no word list, such as the name of one.

    Examples
    --------
    >>> check("loaded")
    Traceback (most recent call last):
    ...
    TypeError: A word list is wanted, and 'loaded' came. Read the list first: loaded = lexicon.read('loaded'). ...
    """
    if not isinstance(lexicon, Lexicon):
        came = repr(lexicon[:60]) if isinstance(lexicon, str) else f"a value of the type {type(lexicon).__name__}"
        there = {path.stem for path in FOLDER.glob("*.csv")}
        name = lexicon if isinstance(lexicon, str) and lexicon in there else "loaded"
        raise TypeError(
            f"A word list is wanted, and {came} came. Read the list first: {name} = lexicon.read({name!r}). "
            "lexicon.from_terms makes a list of a few words."
        )


def made(name: str, entries: pd.DataFrame, whence: str, *, origin: str = "", rows: bool = True) -> Lexicon:
    """Check the entries, fill what is missing, and seal them.

    Parameters
    ----------
    name : str
    entries : DataFrame
        Strings; ``term`` and ``category`` at least.
    whence : str
        What an error calls the list.
    origin : str
    rows : bool
        Whether the reader can look a row up in a file.
    """
    lacking = [column for column in ("term", "category") if column not in entries]
    if lacking:
        raise ValueError(
            f"{whence} has no column {' and no column '.join(lacking)}; its columns are {', '.join(entries.columns)}. "
            f"A lexicon needs term and category; {', '.join(COLUMNS[1:])} are used where they are there."
        )
    entries = filled(entries, whence, rows=rows)
    return _sealed(name, entries, _lines_of(entries), whence, origin)


def remade(
    name: str, like: Lexicon, kept: np.ndarray, new: pd.DataFrame, weights: dict[str, float], whence: str, origin: str
) -> Lexicon:
    """Make a list of the entries of another one and of new ones; what is known of the old ones is not worked out again.

    Parameters
    ----------
    name : str
    like : Lexicon
    kept : bool array
        Which entries of `like` stay.
    new : DataFrame
        Entries as :func:`filled` returns them; they come last.
    weights : dict of str to float
        Weights that change, by term.
    whence, origin : str
        As for :func:`made`.
    """
    same = len(new) == 0 and bool(kept.all())
    entries = like.entries.copy() if same else like.entries[kept].reset_index(drop=True)
    lines = like._lines if same else list(itertools.compress(like._lines, kept.tolist()))
    if len(new):
        entries = _ordered(pd.concat([entries, new], ignore_index=True).fillna(""))
        heads = _heads(entries)
        lines = [*lines, *_lines_of(entries[len(lines) :])] if heads == _heads(like.entries) else _lines_of(entries)
    if weights:
        entries[_WEIGHT] = _weighed(entries, weights)
    return _sealed(name, entries, lines, whence, origin, like, same)


def _weighed(entries: pd.DataFrame, weights: dict[str, float]) -> pd.Series:
    """The column of weights with those that change."""
    old = entries[_WEIGHT].tolist() if _WEIGHT in entries else [""] * len(entries)
    own = {term: f"{weight}" for term, weight in weights.items()}
    found = [own.get(term, weight) for term, weight in zip(entries["term"].tolist(), old, strict=True)]
    return pd.Series(found, entries.index, dtype="str")


def filled(entries: pd.DataFrame, whence: str, *, rows: bool = True) -> pd.DataFrame:
    """Rows of a list with all its columns in their order, without spaces around what they hold."""
    entries = _ordered(entries)
    entries = pd.DataFrame({name: entries[name].str.strip().astype("str").array for name in entries})
    entries["pattern"] = entries["pattern"].where(entries["pattern"] != "", entries["term"])
    for row in (entries["term"] == "").to_numpy().nonzero()[0]:
        where = f", row {row + 2}" if rows else ""
        raise ValueError(f"{whence}{where}: the term is empty. Fill it or delete the row.")
    return entries


def _ordered(entries: pd.DataFrame) -> pd.DataFrame:
    others = [column for column in entries if column not in (*COLUMNS, _WEIGHT)]
    return entries.reindex(columns=[*COLUMNS, *others, *([_WEIGHT] if _WEIGHT in entries else ())], fill_value="")


def _sealed(
    name: str,
    entries: pd.DataFrame,
    lines: list[str],
    whence: str,
    origin: str,
    like: Lexicon | None = None,
    same: bool = False,
) -> Lexicon:
    """Check filled entries as a whole and make the list; only the weights differ from `like` where it is the `same`."""
    terms = entries["term"].tolist()
    if len(set(terms)) < len(terms):
        twice = entries["term"][entries["term"].duplicated()].iloc[0]
        raise ValueError(f"{whence} lists {twice!r} twice. A term may stand in a list once: join the two rows.")
    found = Lexicon(name, entries, _digest(entries, lines), origin)
    if found._weights is not None:
        _weights_checked(found, whence)
    found.__dict__["_lines"] = lines
    if same:
        found.__dict__.update({known: getattr(like, known) for known in _KNOWN})
        return found
    try:  # built now, so that a bad pattern is an error here and not later
        found.__dict__["_automaton"] = Automaton(entries, like._automaton.tree if like else None)
        found._followers, found._barred, found._outside_names  # noqa: B018  (the same for conditions)
    except ValueError as error:
        raise ValueError(f"{whence}: {error}") from None
    return found


def _heads(entries: pd.DataFrame) -> list[str]:
    return [column for column in entries if column != _WEIGHT]


def _lines_of(entries: pd.DataFrame) -> list[str]:
    return _csv(zip(*(entries[column].tolist() for column in _heads(entries)), strict=True))


def _csv(rows: Iterable[Iterable[str]]) -> list[str]:
    lines: list[str] = []
    csv.writer(SimpleNamespace(write=lines.append), lineterminator="\n").writerows(rows)
    return lines


def _digest(entries: pd.DataFrame, lines: list[str]) -> str:
    """SHA-256 of the list as :func:`helpers.lexicon.write` writes it.

    >>> listed = made("own", pd.DataFrame({"term": ["mob"], "category": "a, b", "weight": "2"}, dtype="str"), "own")
    >>> hashlib.sha256(listed.entries.to_csv(index=False, lineterminator="\\n").encode()).hexdigest() == listed.sha256
    True
    """
    if _WEIGHT in entries:
        weights = entries[_WEIGHT].tolist()
        lines = [f"{line[:-1]},{weight}\n" for line, weight in zip(lines, weights, strict=True)]
    head = _csv([entries.columns])[0]
    return hashlib.sha256("".join([head, *lines]).encode("utf-8", "replace")).hexdigest()


def find(pieces: Cut, lexicon: Lexicon) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows of the first and the last form of each hit, and the row of its entry: a match without a table.

    Parameters
    ----------
    pieces : Cut
        Texts as :func:`helpers.text.forms.cut` gives them.
    lexicon : Lexicon

    Returns
    -------
    tuple of three int64 arrays of equal length

    Examples
    --------
    >>> from helpers.text.forms import cut
    >>> own = made("own", pd.DataFrame({"term": ["unruly mob", "mob"], "category": "label"}, dtype="str"), "own")
    >>> first, final, entry = find(cut(["an unruly mob"]), own)
    >>> first.tolist(), final.tolist(), entry.tolist()
    ([2], [3], [0])
    """
    first, final, entry = lexicon._automaton.run(pieces)
    keep = entry < len(lexicon.entries)
    if lexicon._followers.words:
        keep &= conditions.met(pieces, final, entry, lexicon._followers)
    if lexicon._barred.words:
        keep &= conditions.free(pieces, first, entry, lexicon._barred)
    if lexicon._outside_names.any():
        asked = keep.nonzero()[0]
        asked = asked[lexicon._outside_names[entry[asked]]]
        keep[asked] = ~proper.inside(pieces, first[asked], final[asked])
    return first[keep], final[keep], entry[keep]


def weights(entries: pd.DataFrame) -> pd.Series:
    """For how many hits one hit of each entry counts: 1 where the list says nothing.

    >>> weights(pd.DataFrame({"term": ["mob", "raid"], "weight": ["", "0.5"]})).tolist()
    [1.0, 0.5]
    """
    return pd.to_numeric(entries["weight"].replace("", "1"), errors="coerce").astype(float)


def _weights_checked(found: Lexicon, whence: str) -> None:
    wrong = ~((found._weights >= 0) & (found._weights <= HEAVIEST))
    if wrong.any():
        term, weight = found.entries.loc[wrong, ["term", "weight"]].iloc[0]
        raise ValueError(
            f"{whence} gives {term!r} the weight {weight!r}. A weight is a number from 0 to {HEAVIEST}: for how many "
            f"hits one hit of the term counts (0.5 for half a hit, 0 for none, nothing for 1)."
        )
