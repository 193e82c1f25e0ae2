"""Cut corrected stretches into the rows of an article's voices: a part of the corrections.

What a correction leaves open (chain, voice, cue, block) follows from the rows that it covers.
"""

from __future__ import annotations

import numpy as np

from helpers.palette import NARRATOR

LINK = " > "


def cut(rows: list[dict], wanted: dict) -> list[dict]:
    """Put a corrected stretch in the place of what it covers.

    >>> row = {"start": 0, "end": 9, "kind": "narrator", "chain": "narrator", "cue": "", "block": 0}
    >>> wanted = {"start": 2, "end": 4, "kind": "direct", "credited": "Bo", "voice": "", "chain": "", "cue": ""}
    >>> [(each["start"], each["end"], each["kind"]) for each in cut([row], wanted)]
    [(0, 2, 'narrator'), (2, 4, 'direct'), (4, 9, 'narrator')]
    """
    start, end = wanted["start"], wanted["end"]
    covered = [row for row in rows if row["start"] < end and row["end"] > start]
    new = _as_row(rows, covered, wanted)
    kept: list[dict] = []
    for row in rows:
        if row["end"] <= start or row["start"] >= end:
            kept.append(row)
            continue
        if row["start"] < start:
            kept.append({**row, "end": start})
        if row is covered[0]:
            kept.append(new)
        if row["end"] > end:
            kept.append({**row, "start": end})
    return kept


def _as_row(rows: list[dict], covered: list[dict], wanted: dict) -> dict:
    """The corrected row; what the correction leaves open follows from the rows that it covers."""
    old, kind, credited = covered[0], wanted["kind"], wanted["credited"]
    row = {**old, **{name: wanted[name] for name in ("start", "end", "kind", "credited")}}
    if kind == NARRATOR:
        return {**row, "voice": NARRATOR, "chain": NARRATOR, "cue": "", "block": 0}
    # A block quotation that goes on around the stretch stays the outer voice.
    number = old["block"]
    around = [each for each in rows if number and each["block"] == number and each["kind"] == "block"]
    goes_on = any(each["start"] < wanted["start"] or each["end"] > wanted["end"] for each in around)
    block = around[0] if goes_on and kind != "block" else None
    outer = (block["chain"] if block else old["chain"].rpartition(LINK)[0]).split(LINK)
    outer = [name for name in outer if name not in ("", NARRATOR)]
    chain = [*outer[: outer.index(credited)], credited] if credited in outer else [*outer, credited]
    teller = block["voice"] if block else NARRATOR
    cues = [each["cue"] for each in covered if each["cue"]]
    return {
        **row,
        "voice": wanted["voice"] or (teller if kind == "indirect" else credited),
        "chain": wanted["chain"] or LINK.join(chain),
        "cue": wanted["cue"] or (cues[0] if cues else ""),
        "block": number if block or (number and kind == "block") else -wanted["start"] - 1 if kind == "block" else 0,
    }


def tidied(rows: list[dict], whole: str, opens: np.ndarray) -> list[dict]:
    """Rows with their words and numbers: neighbours of the narrator are one, blocks are numbered through."""
    blocks = [row["block"] for row in rows if row["kind"] == "block"]
    numbers = {block: place for place, block in enumerate(dict.fromkeys(blocks), start=1)}
    joined: list[dict] = []
    for row in rows:
        row = {**row, "block": numbers.get(row["block"], 0)}
        if joined and row["kind"] == joined[-1]["kind"] == NARRATOR and row["block"] == joined[-1]["block"]:
            joined[-1]["end"] = row["end"]
        else:
            joined.append(row)
    for row in joined:
        row["text"] = whole[row["start"] : row["end"]]
        row["n_words"] = int(opens.searchsorted(row["end"]) - opens.searchsorted(row["start"]))
    return joined
