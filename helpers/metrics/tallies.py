"""What all measures do: check the columns of a table, add the share, put the most first."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd


def keys(by: str | Sequence[str]) -> list[str]:
    """Columns to count by, as a list."""
    return [by] if isinstance(by, str) else list(by)


def need(table: pd.DataFrame, columns: list[str], step: str) -> None:
    """Raise a KeyError that names the step, if a column is missing."""
    missing = [column for column in columns if column not in table]
    if missing:
        raise KeyError(
            f"The table has no column {missing[0]!r}; its columns are {', '.join(table.columns)}. {step} makes it."
        )


def weights(hits: pd.DataFrame) -> np.ndarray | None:
    """For how many each hit counts, where the list it comes from weighs its entries.

    >>> weights(pd.DataFrame({"term": ["mob"]})), weights(pd.DataFrame({"weight": [0.5]})).tolist()
    (None, [0.5])
    """
    return hits["weight"].to_numpy(float) if "weight" in hits else None


def numbered(table: pd.DataFrame, other: pd.DataFrame, names: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Number the groups of a table from 0, in order of appearance; in ``other``, -1 where the table lacks the group.

    >>> table, other = pd.DataFrame({"voice": ["b", "a", "b"]}), pd.DataFrame({"voice": ["a", "c"]})
    >>> [numbers.tolist() for numbers in numbered(table, other, ["voice"])]
    [[0, 1, 0], [1, -1]]
    """
    mine, theirs, known = np.zeros(len(table), np.int64), np.zeros(len(other), np.int64), np.ones(len(other), bool)
    for name in names:
        number, values = pd.factorize(table[name])
        found = values.get_indexer(other[name])
        known &= found >= 0
        mine, theirs = mine * len(values) + number, theirs * len(values) + found
    number, values = pd.factorize(mine)
    return number, np.where(known, pd.Index(values).get_indexer(theirs), -1)


def measured(counted: pd.DataFrame) -> pd.DataFrame:
    """Add ``value``, the share of ``n`` in ``total``; of nothing it is 0.

    >>> measured(pd.DataFrame({"n": [1, 0], "total": [4, 0]}))["value"].tolist()
    [0.25, 0.0]
    """
    value = counted["n"] / counted["total"].where(counted["total"] > 0)
    return counted.assign(value=value.fillna(0.0)).reset_index(drop=True)


def ordered(counted: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """Most first, inside each group of the leading columns."""
    first = names[:-1]
    return counted.sort_values([*first, "n"], ascending=[True] * len(first) + [False], kind="stable", ignore_index=True)
