"""From a source too large for memory to partitions, and from a partition to its documents, one after the other.

A partition is a part of the source that is worked on as a whole: some million bytes of a JSON Lines or CSV file, some
row groups of a Parquet file, a few hundred text files, or one compressed file. The plan depends on the source alone, so
it is the same today and tomorrow, here and on a cluster.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import os
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from helpers import article

# Bytes of text in a partition: about 5,000 articles and a few seconds of work, so that what an interruption costs is
# little and what it costs to hand out the work is less (benchmarks/speed.py).
PARTITION = 32_000_000
_FILES = 500
# Longer ones are damage (War and Peace has 3 MB), and must not fill the memory. article.read has the same bound.
LONGEST_DOCUMENT = 20_000_000
_TABLES = (".parquet", ".jsonl", ".jsonl.gz", ".csv", ".csv.gz")
_TEXTS = (".txt", ".md")


@dataclass(frozen=True)
class Partition:
    """A part of a source.

    Attributes
    ----------
    number : int
        Its place in the plan.
    files : tuple of str
        The file, or the text files.
    start, stop : int
        First and last (exclusive) byte of an uncompressed table, or row group of a Parquet file; 0, 0 for whole files.
    names : tuple of str
        For each file what its articles are named after: its path inside the source, without its ending.
    """

    number: int
    files: tuple[str, ...]
    start: int
    stop: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class Fault:
    """A document or file that was passed over: ``file``, ``place`` in it, and ``message``, the reason."""

    file: str
    place: str
    message: str


def plan(source: str | os.PathLike | Iterable) -> tuple[list[Partition], str]:
    """Part a source, and take its fingerprint: names, sizes and times of change of its files.

    Parameters
    ----------
    source : str, path or a list of these
        A Parquet, JSON Lines or CSV file (the last two also compressed, ``.gz``), a text file, or a folder of these,
        with the folders inside it. Hidden files and other kinds are left out.

    Returns
    -------
    tuple of list of Partition and str

    Raises
    ------
    FileNotFoundError
        If there is no such file or folder, or nothing to read in it.
    """
    sources = [source] if isinstance(source, (str, os.PathLike)) else list(source)
    found = [item for each in sources for item in _files(Path(each))]
    if not found:
        raise FileNotFoundError(
            f"There is nothing to read in {', '.join(map(str, sources)) or 'an empty list'}. Articles are read from "
            f"files that end in {', '.join((*_TABLES, *_TEXTS))}, or from a folder of these."
        )
    digest = hashlib.sha256()
    parts: list[tuple[tuple[str, ...], int, int, tuple[str, ...]]] = []
    texts: list[tuple[str, str, int]] = []
    for path, name in found:
        facts = path.stat()
        digest.update(f"{name}{_ending(path)}\t{facts.st_size}\t{facts.st_mtime_ns}\n".encode("utf-8", "replace"))
        if _ending(path) in _TEXTS:
            texts.append((str(path), name, facts.st_size))
        else:
            parts += [((str(path),), start, stop, (name,)) for start, stop in _bounds(path)]
    group, size = [], 0
    for file, name, n_bytes in [*texts, ("", "", 0)]:
        if group and (not file or len(group) >= _FILES or size + n_bytes > PARTITION):
            parts.append((tuple(f for f, _ in group), 0, 0, tuple(n for _, n in group)))
            group, size = [], 0
        group.append((file, name))
        size += n_bytes
    return [Partition(number, *part) for number, part in enumerate(parts)], digest.hexdigest()


def documents(partition: Partition, columns: Iterable[str]) -> Iterator[dict[str, str] | Fault]:
    """The articles of a partition as dictionaries of strings, one after the other, and a `Fault` for each bad one.

    Parameters
    ----------
    partition : Partition
    columns : iterable of str
        What is wanted of each article, in small letters; ``text`` and ``article_id`` come always.

    Yields
    ------
    dict or Fault
    """
    columns = dict.fromkeys([*article.COLUMNS, *columns])
    for file, name in zip(partition.files, partition.names, strict=True):
        path = Path(file)
        read = {".parquet": _parquet, ".jsonl": _json_lines, ".csv": _csv}.get(_ending(path).removesuffix(".gz"), _text)
        try:
            for place, row in read(path, partition, columns):
                yield row if isinstance(row, Fault) else _document(row, columns, name, place, path)
        except Exception as error:  # noqa: BLE001  (whatever is wrong with a file, the others are read)
            yield Fault(path.name, "", f"{type(error).__name__}: {error}")


def _document(row: dict, columns: dict, name: str, place: str, path: Path) -> dict[str, str] | Fault:
    """Check one article and give it its columns."""
    low = {str(key).strip().lower(): value for key, value in row.items()}
    content = low.get("text")
    if not isinstance(content, str) or not content.strip():
        given = "has no text" if content is None or content == "" else "has nothing that can be read in its text"
        return Fault(path.name, place, f"The article {given}.")
    if len(content) > LONGEST_DOCUMENT:
        return Fault(path.name, place, f"The text has {len(content):,} characters, more than {LONGEST_DOCUMENT:,}.")
    own = low.get("article_id") or low.get("id")
    fields = {column: "" if low.get(column) is None else str(low[column]) for column in columns}
    fields["article_id"] = str(own) if own else f"{name}-{place}" if place else name
    return fields


def _files(source: Path) -> list[tuple[Path, str]]:
    """Files of a source with the names for their articles, in the order of their names."""
    if source.is_file() and _ending(source) in (*_TABLES, *_TEXTS):
        return [(source, source.name.removesuffix(_ending(source)))]
    if not source.exists():
        raise FileNotFoundError(f"There is no file or folder {str(source)!r}.")
    inside = sorted(
        (path for path in source.rglob("*") if _ending(path) in (*_TABLES, *_TEXTS) and path.is_file()),
        key=lambda path: path.relative_to(source).as_posix(),
    )
    named = [(path, path.relative_to(source)) for path in inside]
    return [
        (path, inner.as_posix().removesuffix(_ending(path)))
        for path, inner in named
        if not any(part.startswith(".") for part in inner.parts)
    ]


def _ending(path: Path) -> str:
    endings = [suffix.lower() for suffix in path.suffixes[-2:]]
    return "".join(endings) if endings[-1:] == [".gz"] else "".join(endings[-1:])


def _bounds(path: Path) -> list[tuple[int, int]]:
    """Where the partitions of one table begin and end."""
    size = path.stat().st_size
    if _ending(path) == ".parquet":
        return _row_groups(path)
    if _ending(path).endswith(".gz") or size <= PARTITION:
        return [(0, size)]
    cuts = [0, *(_record_ends(path) if _ending(path) == ".csv" else range(PARTITION, size, PARTITION)), size]
    return list(zip(cuts[:-1], cuts[1:], strict=True))


def _record_ends(path: Path) -> Iterator[int]:
    """Every ``PARTITION`` bytes the end of a record of a CSV file: a line end outside of quotation marks."""
    offset, inside, due = 0, 0, PARTITION
    with path.open("rb") as file:
        while block := file.read(1 << 24):
            codes = np.frombuffer(block, np.uint8)
            # Marks inside a field are written twice, so that an even number of them lies outside of a field.
            parity = (np.cumsum(codes == ord('"')) + inside) & 1
            ends = np.flatnonzero((codes == ord("\n")) & (parity == 0)) + 1 + offset
            while len(ends) and ends[-1] >= due:
                end = int(ends[np.searchsorted(ends, due)])
                yield end
                due = end + PARTITION
            inside, offset = int(parity[-1]), offset + len(block)


def _row_groups(path: Path) -> list[tuple[int, int]]:
    import pyarrow.parquet

    try:
        facts = pyarrow.parquet.read_metadata(path)
    except (OSError, ValueError):
        return [(0, 0)]  # what is wrong with it will be said when it is read
    cuts, size = [0], 0
    for group in range(facts.num_row_groups):
        size += facts.row_group(group).total_byte_size
        if size > PARTITION and group + 1 < facts.num_row_groups:
            cuts.append(group + 1)
            size = 0
    cuts.append(facts.num_row_groups)
    return list(zip(cuts[:-1], cuts[1:], strict=True))


def _parquet(path: Path, partition: Partition, columns: dict) -> Iterator[tuple[str, dict]]:
    import pyarrow.parquet

    with pyarrow.parquet.ParquetFile(path) as file:
        if not partition.stop:
            return
        names = [name for name in file.schema_arrow.names if name.strip().lower() in {*columns, "id"}]
        if "text" not in {name.strip().lower() for name in names}:
            there = ", ".join(file.schema_arrow.names[:10])
            raise ValueError(f"there is no column 'text'. Columns there: {there}.")
        row = sum(file.metadata.row_group(group).num_rows for group in range(partition.start))
        groups = range(partition.start, partition.stop)
        for batch in file.iter_batches(batch_size=256, row_groups=groups, columns=names):
            for record in batch.to_pylist():
                row += 1
                yield str(row), record


def _json_lines(path: Path, partition: Partition, columns: dict) -> Iterator[tuple[str, dict | Fault]]:
    for at, line in _lines(path, partition):
        if line is None:
            yield "", Fault(path.name, str(at), f"The line has more than {4 * LONGEST_DOCUMENT:,} bytes.")
        elif line.strip():
            try:
                record = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield "", Fault(path.name, str(at), f"The line is not JSON in UTF-8: {error}")
                continue
            if isinstance(record, dict):
                yield str(at), record
            else:
                yield "", Fault(path.name, str(at), 'The line is no object, such as {"title": "…", "text": "…"}.')


def _lines(path: Path, partition: Partition) -> Iterator[tuple[int, bytes | None]]:
    """The lines that begin in a partition, with the byte they begin at; None in place of one that is too long."""
    packed = path.suffix.lower() == ".gz"
    with gzip.open(path) if packed else path.open("rb") as file:
        at = 0
        if partition.start:
            file.seek(partition.start - 1)
            at = partition.start - 1 + len(file.readline())
        while packed or at < partition.stop:
            line = file.readline(4 * LONGEST_DOCUMENT)
            length = len(line)
            whole = length < 4 * LONGEST_DOCUMENT
            while not whole and (more := file.readline(1 << 20)):
                length += len(more)
                if more.endswith(b"\n"):
                    break
            if not length:
                return
            yield at, line.removeprefix(b"\xef\xbb\xbf") if whole else None
            at += length


def _csv(path: Path, partition: Partition, columns: dict) -> Iterator[tuple[str, dict | Fault]]:
    csv.field_size_limit(4 * LONGEST_DOCUMENT)
    with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as file:
        header = file.readline(1 << 20).decode("utf-8-sig", "replace")
        separator = max(",;\t", key=header.count)
        names = [name.strip().lower() for name in next(csv.reader([header], delimiter=separator), [])]
        if "text" not in names:
            raise ValueError(f"there is no column 'text'. Columns there: {', '.join(names[:10])}.")
        if partition.start:
            file.seek(partition.start)
        packed = path.suffix.lower() == ".gz"
        lines = file if packed else io.BytesIO(file.read(max(0, partition.stop - file.tell())))
        reader = csv.reader(io.TextIOWrapper(lines, "utf-8", "replace", newline=""), delimiter=separator)
        for number, cells in enumerate(reader, start=1):
            place = f"{partition.start}-{number}" if partition.start else str(number)
            if len(cells) == len(names):
                yield place, dict(zip(names, cells, strict=True))
            elif cells:
                yield "", Fault(path.name, place, f"The row has {len(cells)} fields, the first line {len(names)}.")


def _text(path: Path, partition: Partition, columns: dict) -> Iterator[tuple[str, dict]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # doubts about an encoding do not stop a long run
        yield "", {**article.read(path).iloc[0].to_dict(), "article_id": ""}
