"""What a process does with one part of a large source: find everything in it, and write it whole or not at all."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import shutil
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pandas as pd

from helpers import __version__, article, text, voices
from helpers import lexicon as word_lists
from helpers.article import characters
from helpers.fingerprint import program
from helpers.metrics import tallies
from helpers.scale import partitions
from helpers.scale.partitions import Fault, Partition
from helpers.text.rows import matched

TABLES = ("articles", "counts", "hits", "errors")
_VOICE = ["kind", "voice", "credited", "chain"]
_META = [column for column in article.COLUMNS if column != "text"]
_HIT = ["start", "end", "text", "lexicon", "category", "term", *_VOICE]
_NUMBER, _STRING = np.dtype(np.int64), pd.array([], dtype="str").dtype
NUMBERS = ("start", "end", "n_words", "n_characters", "n", "total")


@functools.cache
def place(out: Path, part: Partition) -> Path:
    """The folder of a finished part."""
    return out / f"part-{part.number:05}"


def work(part: Partition, out: str, name: str, sha256: str, kit: str, keep: tuple[str, ...]) -> dict:
    """Find everything in one part and write it; the folder is renamed into its place when it is complete."""
    if kit != program():
        raise RuntimeError(f"the kit on this machine (version {__version__}) is not the one that started the run")
    listed = _lexicon(Path(out) / "lexicon.csv", name, sha256)
    began = time.process_time()
    summary = {"partition": part.number, "file": Path(part.files[0]).name, "n_characters": 0}
    rows = dict.fromkeys(TABLES, 0)
    n_words = 0
    beside = Path(out) / f".part-{part.number:05}-{uuid.uuid4().hex}"
    beside.mkdir()
    try:
        with contextlib.ExitStack() as stack:
            writers: dict = {}
            for tables in _tables(part, listed, keep):
                for table, frame in tables.items():
                    _write(writers, stack, beside, table, frame)
                    rows[table] += len(frame)
                summary["n_characters"] += int(tables["articles"]["n_characters"].sum())
                n_words += int(tables["articles"]["n_words"].sum())
        summary |= {"n_articles": rows["articles"], "n_words": n_words, "n_hits": rows["hits"]}
        summary |= {"n_errors": rows["errors"], "seconds": time.process_time() - began, "peak_mb": _peak_mb()}
        (beside / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
        for path in beside.iterdir():
            with path.open("rb+") as file:
                os.fsync(file.fileno())  # on the disk before it gets its name, also when the power fails
        with contextlib.suppress(OSError):  # the same part may have been done twice: the first one stays
            beside.rename(place(Path(out), part))
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return summary


def _tables(part: Partition, listed: word_lists.Lexicon, keep: tuple[str, ...]) -> Iterator[dict[str, pd.DataFrame]]:
    """The result tables of a part, block by block, so that memory does not grow with the part; at least one."""
    seen: dict[str, int] = {}
    block, faults, size = [], [], 0
    for document in partitions.documents(part, keep):
        if isinstance(document, Fault):
            faults.append(document)
            continue
        document = {key: characters.tidy(value) for key, value in document.items()}
        seen[document["article_id"]] = times = seen.get(document["article_id"], 0) + 1
        document["article_id"] += f"-{times}" * (times > 1)
        size += len(document["text"])
        if block and size >= text.BLOCK:  # a block that text.blocks does not part again
            yield _analysed(block, faults, listed, keep)
            block, faults, size = [], [], len(document["text"])
        block.append(document)
    yield _analysed(block, faults, listed, keep)


def _analysed(block: list[dict], faults: list[Fault], listed: word_lists.Lexicon, keep) -> dict[str, pd.DataFrame]:
    """All tables of some documents; one that cannot be analysed is a fault like one that cannot be read."""
    columns = [*article.COLUMNS, *keep]
    articles = pd.DataFrame({column: [document[column] for document in block] for column in columns}, dtype="str")
    try:
        found = voices.find(articles)
        hits = word_lists.match(articles, listed)
    except Exception as error:  # noqa: BLE001  (the document that is to blame is looked for)
        if len(block) < 2:
            message = f"It could not be analysed: {type(error).__name__}: {error}"
            failed = [Fault("", document["article_id"], message) for document in block]
            return _analysed([], [*faults, *failed], listed, keep)
        halves = [block[: len(block) // 2], block[len(block) // 2 :]]
        both = [_analysed(half, own, listed, keep) for half, own in zip(halves, (faults, []), strict=True)]
        return {table: pd.concat([half[table] for half in both], ignore_index=True) for table in TABLES}
    # What voices.attach does; the row is needed once more, since a hit belongs to the group of its stretch.
    row = text.row_of(hits, found)
    own = {name: hits[name].array for name in ("article_id", *_HIT) if name not in _VOICE}
    attrs, hits = hits.attrs, pd.DataFrame(own | {name: found[name].array.take(row) for name in _VOICE})
    hits.attrs = attrs
    keys = ["article_id", *_VOICE]
    group, _, first = tallies.numbered(found, keys)
    hit_group = group[row]
    n_words = tallies.summed(group, len(first), found["n_words"].to_numpy())
    counts = {key: found[key].array.take(first) for key in keys}
    _, row = matched(articles["article_id"].array, counts["article_id"])  # ids are all different, so these are rows
    counts |= {column: articles[column].array.take(row) for column in ("outlet", "date", *keep)}
    counts |= {"n": tallies.summed(hit_group, len(first)), "total": n_words, "n_words": n_words}
    n_words = tallies.summed(row, len(articles), n_words)
    overview = articles[[*_META, *keep]].assign(n_characters=[len(d["text"]) for d in block], n_words=n_words)
    order = ["article_id", "outlet", "date", *keep, *_VOICE, "n", "total", "n_words"]
    tables = {
        "articles": overview,
        "counts": pd.DataFrame({name: counts[name] for name in order}),
        "hits": hits,
        "errors": pd.DataFrame([asdict(fault) for fault in faults], columns=["file", "place", "message"]),
    }
    return {table: _typed(frame) for table, frame in tables.items()}


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    """The table with the type of each column: without rows a column may have none yet."""
    kinds = {name: _NUMBER if name in NUMBERS else _STRING for name in frame}
    types = {name: kinds[name] for name, kind in frame.dtypes.items() if kind != kinds[name]}
    return frame.astype(types) if types else frame


def _write(writers: dict, stack: contextlib.ExitStack, folder: Path, table: str, frame: pd.DataFrame) -> None:
    """Append rows to a table's file."""
    import pyarrow
    import pyarrow.parquet

    kinds = {
        column: pyarrow.int64() if column in NUMBERS and column != "text" else pyarrow.string() for column in frame
    }
    rows = pyarrow.Table.from_pandas(frame, pyarrow.schema(kinds.items()), preserve_index=False)
    if table not in writers:
        path = folder / f"{table}.parquet"
        writers[table] = stack.enter_context(pyarrow.parquet.ParquetWriter(path, rows.schema, compression="zstd"))
    writers[table].write_table(rows)


@functools.lru_cache(maxsize=2)
def _lexicon(path: Path, name: str, sha256: str) -> word_lists.Lexicon:
    listed = word_lists.read(path)
    if listed.sha256 != sha256:
        raise RuntimeError(f"{str(path)!r} was changed while the run was going on")
    return word_lists.Lexicon(name, listed.entries, sha256)


def _peak_mb() -> float:
    """The most memory that this process has used so far, in MB."""
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)
