"""A word list held up to the light, a part of :mod:`helpers.lexicon`: its balance, its faults, its weight on a text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.article import tables
from helpers.lexicon.lists import Lexicon, check, find
from helpers.lexicon.patterns import Steps, parsed, written
from helpers.text.forms import cut

_UNSAID = "not said"
_HEAVIEST = 10
_SHOWN = 5


@dataclass(frozen=True, eq=False)
class Audit:
    """What :func:`audit` found.

    Attributes
    ----------
    lexicon : Lexicon
        The list itself.
    balance : DataFrame
        One row per group of entries: the column that was asked for, ``n`` (entries), ``total`` (entries of the list),
        ``value`` (share, 0 to 1), ``forms`` (written forms of these entries); with hits also ``hits`` and
        ``share_of_hits`` (0 to 1).
    faults : DataFrame
        One row per thing to mend: ``term``, ``fault``, ``found`` (what stands there). Empty for a clean list.
    overlaps : DataFrame
        One row per entry of which a form stands inside a form of another one: ``term``, ``form``, ``within`` (the other
        entry), ``longer`` (its form). No fault: where both match, the longer one counts, and the shorter one does not.
    weight_of_entries : DataFrame
        With hits, one row per entry that was found, most hits first: ``term``, ``category``, the column that was asked
        for, ``n`` (hits), ``total`` (hits of the list), ``value`` (share, 0 to 1), ``up_to_here`` (share of this and
        all rows above). Empty without hits.
    """

    lexicon: Lexicon
    balance: pd.DataFrame
    faults: pd.DataFrame
    overlaps: pd.DataFrame
    weight_of_entries: pd.DataFrame

    def __repr__(self) -> str:
        listed, by = self.lexicon, self.balance.columns[0]
        forms = int(self.balance["forms"].sum())
        groups = " · ".join(f"{group} {n:,}" for group, n in zip(self.balance[by], self.balance["n"], strict=True))
        said = [
            f"{listed.name}: {len(listed):,} entries, {forms:,} written forms. SHA-256 {listed.sha256[:12]}…",
            f"{by.replace('_', ' ')}: {groups}",
        ]
        if self.faults.empty:
            said.append("faults: none; each entry is found in its example and not in its counter-example")
        else:
            kinds = ", ".join(f"{kind} {n:,}" for kind, n in self.faults["fault"].value_counts().items())
            some = "; ".join(
                f"{term}: {fault}" + f" ({what})" * bool(what)
                for term, fault, what in self.faults.head(_SHOWN).itertuples(index=False)
            )
            said += [f"faults: {kinds}", f"  {some}" + "; …" * (len(self.faults) > _SHOWN)]
        said.append(f"entries of which a form stands inside another entry's longer form: {len(self.overlaps):,}")
        if "hits" in self.balance:
            total, top = int(self.balance["hits"].sum()), self.weight_of_entries.head(_HEAVIEST)
            shares = " · ".join(
                f"{group} {n:,}" for group, n in zip(self.balance[by], self.balance["hits"], strict=True)
            )
            said.append(f"hits: {total:,}, from {len(self.weight_of_entries):,} entries; {shares}")
            if len(top):
                heavy = ", ".join(f"{term} {100 * v:.1f} %" for term, v in zip(top["term"], top["value"], strict=True))
                said.append(f"heaviest {len(top)} ({100 * top['value'].sum():.0f} % of the hits): {heavy}")
        return "\n".join(said)


def audit(lexicon: Lexicon, hits: pd.DataFrame | None = None, *, by: str = "used_by") -> Audit:
    """Hold a list up to the light: who uses its entries, what is untested, what stands twice, what weighs most.

    What it does not show: whether a reason is a good one, and whether a word is missing. A list with as many entries
    of the left as of the right is not yet fair: on a given text one of them may weigh more, which `hits` tells.

    Parameters
    ----------
    lexicon : Lexicon
    hits : DataFrame, optional
        What :func:`helpers.lexicon.match` found with this list, in any number of articles.
    by : str
        The column whose balance is asked for: ``used_by``, ``category``, ``topic``, ``source``, …

    Returns
    -------
    Audit
        Shown as a short report; its tables are ``balance``, ``faults``, ``overlaps`` and ``weight_of_entries``.

    Raises
    ------
    KeyError
        If the list has no such column.
    ValueError
        If hits are of another list.

    Notes
    -----
    Faults are: an entry without a reason, an example or a counter-example; a plainer word (``neutral``) that the list
    itself holds; an entry that is not found in its example, or is found in its counter-example; a form that stands
    twice in one entry; a form that stands among its own exceptions (``unless``), which then do nothing.

    Examples
    --------
    >>> from helpers import lexicon
    >>> audit(lexicon.read("loaded")).faults.empty
    True
    >>> own = lexicon.from_terms({"water": ["flood*", "flood of people"]})
    >>> audit(own).overlaps[["term", "within"]].values.tolist()
    [['flood*', 'flood of people']]
    """
    check(lexicon)
    entries = lexicon.entries
    tables.need(entries, [by], "Hold its sides beside each other by one of these.", what=f"list {lexicon.name!r}")
    rows, forms = written(entries["pattern"])
    patterns, steps = list(zip(rows, forms, strict=True)), parsed(forms)
    group = entries[by].replace("", _UNSAID)
    balance = entries.assign(forms=entries["term"].index.map(Counter(rows)))
    balance = (
        balance.groupby(group.rename(by), sort=False)["forms"].agg(["size", "sum"]).set_axis(["n", "forms"], axis=1)
    )
    balance.insert(1, "total", len(entries))
    balance.insert(2, "value", balance["n"] / balance["total"])
    heavy = pd.DataFrame(columns=["term", "category", by, "n", "total", "value", "up_to_here"])
    if hits is not None:
        uses = _uses(hits, lexicon)
        balance["hits"] = uses.groupby(group).sum().reindex(balance.index, fill_value=0)
        balance["share_of_hits"] = balance["hits"] / max(int(uses.sum()), 1)
        heavy = entries[["term", "category"]].assign(**{by: group, "n": uses, "total": int(uses.sum())})
        heavy = heavy[heavy["n"] > 0].sort_values("n", ascending=False, kind="stable", ignore_index=True)
        heavy["value"] = heavy["n"] / heavy["total"]
        heavy["up_to_here"] = heavy["value"].cumsum()
    balance = balance.reset_index().sort_values("n", ascending=False, kind="stable", ignore_index=True)
    faults = pd.DataFrame(_faults(lexicon, patterns, steps), columns=["term", "fault", "found"], dtype="str")
    return Audit(lexicon, balance, faults, _overlaps(lexicon, patterns, steps), heavy)


def _uses(hits: pd.DataFrame, listed: Lexicon) -> pd.Series:
    """Hits of each entry."""
    uses = hits["term"].value_counts()
    strange = uses.index.difference(listed.entries["term"])
    if len(strange):
        raise ValueError(
            f"The hits hold {strange[0]!r}, which is not on the list {listed.name!r}. Give the hits of this list: "
            f"lexicon.match(articles, lexicon)."
        )
    return listed.entries["term"].map(uses).fillna(0).astype(np.int64)


def _faults(listed: Lexicon, patterns: list[tuple[int, str]], steps: list[Steps]) -> list[tuple[str, str, str]]:
    entries, faults = listed.entries, []
    for column, said in (("why", "no reason"), ("example", "no example"), ("non_example", "no counter-example")):
        faults += [(term, said, "") for term in entries["term"][entries[column] == ""]]
    pieces = cut(entries["neutral"])
    for row in dict.fromkeys(pieces.article[find(pieces, listed)[0]].tolist()):
        faults.append((entries["term"][row], "its plainer word is listed too", entries["neutral"][row]))
    for column, wanted in (("example", True), ("non_example", False)):
        pieces = cut(entries[column])
        first, _, entry = find(pieces, listed)
        found: dict[int, set[int]] = {}
        for at, hit in zip(pieces.article[first].tolist(), entry.tolist(), strict=True):
            found.setdefault(at, set()).add(hit)
        said = "not found in its example" if wanted else "found in its counter-example"
        for row in (entries[column] != "").to_numpy().nonzero()[0].tolist():
            there = found.get(row, set())
            if (row in there) != wanted:
                others = ", ".join(entries["term"][other] for other in sorted(there - {row}))
                faults.append((entries["term"][row], said, f"found there: {others}" * bool(others)))
    seen: dict[tuple[int, Steps], str] = {}
    for (row, form), own in zip(patterns, steps, strict=True):
        if (row, own) in seen:
            faults.append((entries["term"][row], "a form stands twice", form))
        seen[row, own] = form
    rows, exceptions = written(entries["unless"])
    for row, form, own in zip(rows, exceptions, parsed(exceptions), strict=True):
        if (row, own) in seen:
            faults.append((entries["term"][row], "an exception is a form of the entry", form))
    return faults


def _overlaps(listed: Lexicon, patterns: list[tuple[int, str]], steps: list[Steps]) -> pd.DataFrame:
    """Each entry that matches a part of another entry's form, once, with the first such form."""
    tree: dict = {}
    for number, own in enumerate(steps):
        node = tree
        for i, (between, word, wild) in enumerate(own):
            node = node.setdefault((0 if i == 0 else between, word, wild), {})
        node[None] = number
    # Lengths of the beginnings (immigra*) that occur: only these are tried.
    lengths = sorted({len(word) for own in steps for _, word, wild in own if wild})
    terms, found = listed.entries["term"], {}
    for longer, own in enumerate(steps):
        for start in range(len(own)):
            nodes = [tree]
            for i, (between, word, wild) in enumerate(own[start:]):
                before = 0 if i == 0 else between
                keys = [(before, word, False)] * (not wild)
                keys += [(before, word[:length], True) for length in lengths if length <= len(word)]
                nodes = [node[key] for node in nodes for key in keys if key in node]
                for node in nodes:
                    inner = node.get(None)
                    if inner is not None and patterns[inner][0] != patterns[longer][0]:
                        found.setdefault(patterns[inner][0], (patterns[inner][1], longer))
    rows = [
        (terms[row], form, terms[patterns[longer][0]], patterns[longer][1])
        for row, (form, longer) in sorted(found.items())
    ]
    return pd.DataFrame(rows, columns=["term", "form", "within", "longer"], dtype="str")
