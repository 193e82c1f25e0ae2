"""The same id in several parts of a run: parts are worked on apart, so this can be seen only when all are done."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd

# A source whose ids begin anew in each file repeats all of them: more rows than this would tell nobody more.
MOST_NAMED = 1_000


def find(folders: list[Path]) -> pd.DataFrame:
    """Name the article ids that stand in more than one part.

    Inside a part the second of two gets ``-2``; here nothing is changed, since finished parts stay as they are.

    Parameters
    ----------
    folders : list of Path
        The finished parts, in the order of the source.

    Returns
    -------
    DataFrame
        Rows of the table of faults: ``file`` (the first of the part in which the id comes again), ``place`` (the id),
        ``message``. At most :data:`MOST_NAMED` ids are named, and a last row says how many there are.
    """
    # A number for each id needs a tenth of the memory of its string; ids of one number are looked at again.
    numbers = [pd.util.hash_array(_ids(folder)) for folder in folders]
    number = np.concatenate(numbers)
    suspects = pd.unique(number[pd.Series(number).duplicated()])
    first: dict[str, int] = {}
    rows, n = [], 0
    for at, own in enumerate(numbers):
        suspect = np.isin(own, suspects)
        if not suspect.any():
            continue
        file = json.loads((folders[at] / "summary.json").read_text(encoding="utf-8"))["file"]
        for name in _ids(folders[at])[suspect].tolist():
            if first.setdefault(name, at) == at:
                continue
            n += 1
            if n <= MOST_NAMED:
                rows.append((file, name, f"The id stands in {folders[first[name]].name} too. {_REMEDY}"))
    if n > MOST_NAMED:
        rows.append(("", "", f"{n:,} articles have the id of one in another part; the first are named. {_REMEDY}"))
    return pd.DataFrame(rows, columns=["file", "place", "message"]).astype("str")


_REMEDY = "Measures by article take the two for one article: give them different ids, and run again in a new folder."


def _ids(folder: Path) -> np.ndarray:
    ids = pd.read_parquet(folder / "articles.parquet", columns=["article_id"])["article_id"]
    return ids.to_numpy(object)
