"""The same functions over a million articles: source in parts, results as Parquet, on one machine or on a cluster.

:func:`run` parts the source, hands each part as a whole to a process (on this machine, or through a Dask client that
you give it), and writes what is found into a folder. Texts are never held in memory together. An interrupted run is
taken up where it stopped. :func:`read` gives the results as tables without texts, in the shapes of the other modules.

Needs the extra ``scale`` (dask, distributed, pyarrow): in the folder of the kit ``pip install -e ".[scale]"``.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from helpers import __version__, article
from helpers import lexicon as word_lists
from helpers.article import tables
from helpers.metrics import THIN_HITS, THIN_UNITS, tallies
from helpers.scale import partitions, repeats
from helpers.scale import workers as working
from helpers.scale.processes import require, results_of
from helpers.scale.progress import Bar
from helpers.scale.workers import NUMBERS, TABLES

__all__ = ["cost", "rate_by_voice", "read", "run"]

_SUMMARY = ["partition", "file", "n_articles", "n_characters", "n_words", "n_hits", "n_errors", "seconds", "peak_mb"]
# The faults that can be seen only when all parts are done.
_REPEATED = "repeated.parquet"


def run(
    source: str | os.PathLike | Iterable,
    out: str | os.PathLike,
    *,
    lexicon: str | word_lists.Lexicon = "loaded",
    client=None,
    workers: int | None = None,
    keep: Sequence[str] = (),
    progress: bool = True,
) -> pd.DataFrame:
    """Find voices and listed terms in a source of any size, and write the results into a folder.

    It finds exactly what ``voices.find`` and ``lexicon.match`` find, whatever the number of processes. It does not keep
    the texts.

    Parameters
    ----------
    source : str, path or a list of these
        Parquet, ``.jsonl``, ``.jsonl.gz``, ``.csv``, ``.csv.gz``, ``.txt`` or ``.md`` files, or folders of these.
        Tables need a column ``text``; ``article_id`` (or ``id``), ``title``, ``outlet``, ``author``, ``date``, ``url``
        are used where they are there. An id that is missing is made from the name of the file and the place in it. Ids
        have to be different: the second of two in one part gets ``-2``, and what stands in two parts is reported.
    out : str or path
        A new folder for the results, or that of an interrupted run. All processes must be able to write there.
    lexicon : str or Lexicon
        A word list, or its name or path.
    client : distributed.Client, optional
        A Dask cluster to work on. The kit must be installed there, in the same version.
    workers : int, optional
        Without a client: how many processes of this machine to work with; by default one for each core. With 1 all work
        is done in this process. In a script, more than 1 needs the usual line ``if __name__ == "__main__":``.
    keep : sequence of str
        Further columns of the source to carry over into ``articles`` and ``counts``, in small letters.
    progress : bool
        Show how far it has come.

    Returns
    -------
    DataFrame
        One row per part: ``partition`` (number), ``file`` (the first of it), ``n_articles``, ``n_characters``,
        ``n_words``, ``n_hits``, ``n_errors`` (documents and files that were passed over), ``seconds`` (of one process),
        ``peak_mb`` (most memory that its process had used so far, MB; 0 where the system does not say).

    Raises
    ------
    ImportError
        If the extra ``scale`` is not installed.
    FileNotFoundError
        If there is nothing to read.
    FileExistsError
        If the folder holds something else, or the results of another source, list or version.
    RuntimeError
        If some parts could not be finished; the others are, and a second call tries the rest again.

    Notes
    -----
    The results of a part are one folder, ``part-00000``, which is renamed into its place when it is complete. So each
    part is there whole or not at all, and a run that was killed goes on with the parts that are missing.

    Examples
    --------
    >>> import tempfile
    >>> from helpers.scale import synthetic
    >>> folder = tempfile.TemporaryDirectory()
    >>> source = synthetic.write(f"{folder.name}/made-up.jsonl", n=20)
    >>> parts = run(source, f"{folder.name}/results", workers=1, progress=False)
    >>> int(parts.n_articles.sum()), int(parts.n_errors.sum())
    (20, 0)
    >>> read(f"{folder.name}/results", "counts").columns.tolist()[-3:]
    ['n', 'total', 'n_words']
    >>> folder.cleanup()
    """
    require("pyarrow")
    listed = lexicon if isinstance(lexicon, word_lists.Lexicon) else word_lists.read(lexicon)
    parts, fingerprint = partitions.plan(source)
    keep = [column for column in dict.fromkeys(keep) if column not in article.COLUMNS]
    out, kit = Path(out).absolute(), working.program()
    _open(out, {"source": fingerprint, "lexicon": listed.sha256, "program": kit, "keep": keep}, listed, len(parts))
    jobs = [(part, str(out), listed.name, listed.sha256, kit, tuple(keep)) for part in parts]
    waiting = [job for job in jobs if not working.place(out, job[0]).exists()]
    bar = Bar(len(parts), shown=progress)
    bar.add(len(parts) - len(waiting), "taken up")
    failed = []
    n_articles = 0
    for result in results_of(waiting, client, workers):
        if isinstance(result, dict):
            n_articles += result["n_articles"]
        else:
            failed.append(result)
        bar.add(1, f"{n_articles:,} articles")
    if failed:
        raise RuntimeError(
            f"{len(failed)} of {len(parts)} parts could not be finished, the others are in {str(out)!r}. The first "
            f"failed with {failed[0]}. Call scale.run again with the same arguments to try these parts again."
        )
    _tidy(out)
    beside = out / ".repeated.parquet"
    repeats.find(_folders(out)).to_parquet(beside, index=False)
    beside.replace(out / _REPEATED)
    return _summary(out)


def read(
    out: str | os.PathLike, table: str = "counts", *, columns: Sequence[str] | None = None, where: list | None = None
) -> pd.DataFrame:
    """Read one table of a run.

    Parameters
    ----------
    out : str or path
        The folder that :func:`run` wrote.
    table : str
        - ``articles``: one row per article: ``article_id``, ``title``, ``outlet``, ``author``, ``date``, ``url``,
          the columns of ``keep``, ``n_characters``, ``n_words``.
        - ``counts``: one row per article and voice: ``article_id``, ``outlet``, ``date``, the columns of ``keep``,
          ``kind``, ``voice``, ``credited``, ``chain``, ``n`` (hits in its words), ``total`` and ``n_words`` (both: its
          words). ``metrics.share_of_voice`` takes it in place of the voices table.
        - ``hits``: one row per hit with its voice: ``article_id``, ``start``, ``end``, ``text``, ``lexicon``,
          ``category``, ``term``, ``kind``, ``voice``, ``credited``, ``chain``, as ``voices.attach`` gives them.
        - ``errors``: one row per document or file that was passed over, and per article with the id of one in another
          part: ``file``, ``place``, ``message``.
    columns : sequence of str, optional
        Only these; what is not asked for is not loaded.
    where : list of tuple, optional
        Only rows for which this holds, as in ``[("outlet", "==", "The Daily Example"), ("n", ">", 0)]``.

    Returns
    -------
    DataFrame
        The rows in the order of the source.

    Raises
    ------
    FileNotFoundError
        If the folder holds no results.
    ValueError
        If there is no such table.

    Examples
    --------
    >>> read("nowhere")
    Traceback (most recent call last):
    FileNotFoundError: There are no results in 'nowhere'. scale.run(source, 'nowhere') writes them.
    """
    require("pyarrow")
    if table not in TABLES:
        raise ValueError(f"There is no table {table!r}; there are {', '.join(TABLES)}.")
    files = [folder / f"{table}.parquet" for folder in _folders(out)]
    if table == "errors" and (Path(out) / _REPEATED).exists():
        files.append(Path(out) / _REPEATED)
    found = [_frame(file, columns, where) for file in files]
    return pd.concat([frame for frame in found if len(frame)] or found[:1], ignore_index=True)


def rate_by_voice(out: str | os.PathLike, *, by: str | Sequence[str] = "kind") -> pd.DataFrame:
    """How often listed terms stand in each voice's words, over all articles of a run: hits over words.

    The same measure as :func:`helpers.metrics.rate_by_voice`, with a formula in place of the bootstrap, since it goes
    through the parts one after the other and never holds all of them. What it does not measure: bias.

    Parameters
    ----------
    out : str or path
        The folder that :func:`run` wrote.
    by : str or sequence of str
        Columns of ``counts``: ``kind``, ``voice``, ``credited``, ``chain``, ``outlet``, ``date``, or those of ``keep``.

    Returns
    -------
    DataFrame
        One row per group that has words, most words first: the columns of ``by``, ``n`` (hits), ``total`` (words),
        ``value`` (hits per word), ``low`` and ``high`` (95 % interval of ``value``), ``rate_per_1000``, ``thin`` (True
        where few hits or articles make it unreliable), ``n_articles`` (articles in which the group has words).

    Raises
    ------
    FileNotFoundError
        If the folder holds no results.
    KeyError
        If there is no such column.

    Notes
    -----
    With hits n_i and words t_i of the group in article i of m, and r = sum n_i / sum t_i, the standard error is
    sqrt(m / (m - 1) * sum (n_i - r t_i)^2) / sum t_i (Cochran 1977, *Sampling Techniques*, section 6.3), the interval
    r plus and minus 1.96 of it. Where a group has no hit, ``high`` is the exact Poisson limit: 3.69 hits over its
    words.

    Examples
    --------
    >>> import tempfile
    >>> from helpers.scale import synthetic
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     source = synthetic.write(f"{folder}/made-up.jsonl", n=20)
    ...     parts = run(source, f"{folder}/results", workers=1, progress=False)
    ...     rates = rate_by_voice(f"{folder}/results")
    >>> rates.columns.tolist()
    ['kind', 'n', 'total', 'value', 'low', 'high', 'rate_per_1000', 'thin', 'n_articles']
    """
    keys = tallies.keys(by)
    sums = None
    for folder in _folders(out):
        counts = _frame(folder / "counts.parquet", None, None)
        tables.need(counts, keys, "scale.run(…, keep=[…]) carries columns of the source over.", what="table of counts")
        each = counts.groupby([*keys, "article_id"], sort=False)[["n", "total"]].sum()
        n, t = each["n"].astype(float), each["total"].astype(float)
        # With these sums the interval can be had without the articles.
        squares = each.assign(nn=n * n, nt=n * t, tt=t * t, n_articles=(t > 0).astype(np.int64))
        part = squares.groupby(keys, sort=False).sum()
        sums = part if sums is None else sums.add(part, fill_value=0)
    sums = sums[sums["total"] > 0].astype({"n": np.int64, "total": np.int64, "n_articles": np.int64})
    rate, m = sums["n"] / sums["total"], sums["n_articles"]
    spread = (sums["nn"] - 2 * rate * sums["nt"] + rate**2 * sums["tt"]).clip(lower=0) * m / (m - 1).where(m > 1)
    error = 1.96 * np.sqrt(spread) / sums["total"]
    rates = sums[["n", "total"]].assign(value=rate, low=(rate - error).clip(lower=0), high=(rate + error).clip(upper=1))
    rates.loc[rates["n"] == 0, "high"] = np.minimum(-np.log(0.025) / rates["total"], 1)
    rates["rate_per_1000"], rates["n_articles"] = 1000 * rate, m
    rates.insert(len(rates.columns) - 1, "thin", (rates["n"] < THIN_HITS) | (m < THIN_UNITS))
    return rates.sort_values("total", ascending=False, kind="stable").reset_index()


def cost(parts: pd.DataFrame, *, n: int = 1_000_000) -> pd.DataFrame:
    """What many articles would take, judged by the parts of a run: its CPU time for each article, times their number.

    What it does not know: whether the other articles are longer, or the disk is slower. It holds for a machine as fast
    as this one that does nothing else.

    Parameters
    ----------
    parts : DataFrame
        What :func:`run` returned.
    n : int
        How many articles.

    Returns
    -------
    DataFrame
        One row per number of processes: ``processes`` (1, 2, 8 and 64), ``hours``.

    Raises
    ------
    ValueError
        If the run found no article.

    Examples
    --------
    >>> parts = pd.DataFrame({"n_articles": [100], "seconds": [0.72]})
    >>> cost(parts).hours.tolist()
    [2.0, 1.0, 0.25, 0.03125]
    """
    done = int(parts["n_articles"].sum())
    if not done:
        raise ValueError("The run found no article, so there is nothing to judge by. See scale.read(out, 'errors').")
    processes = np.array([1, 2, 8, 64])
    return pd.DataFrame({"processes": processes, "hours": parts["seconds"].sum() / done * n / 3600 / processes})


# --- the folder of results ------------------------------------------------------------------------------------------


def _open(out: Path, manifest: dict, listed: word_lists.Lexicon, n_parts: int) -> None:
    """Make the folder, or make sure that what is in it belongs to the same run."""
    path = out / "manifest.json"
    manifest = {**manifest, "version": __version__, "n_parts": n_parts, "lexicon_name": listed.name}
    if path.exists():
        given = json.loads(path.read_text(encoding="utf-8"))
        names = {"source": "source", "lexicon": "word list", "program": "version of the kit", "keep": "columns to keep"}
        if other := [said for key, said in names.items() if given.get(key) != manifest[key]]:
            raise FileExistsError(
                f"The folder {str(out)!r} holds the results of another {' and another '.join(other)}. Results of two "
                f"runs are not mixed: choose a new folder, or delete this one."
            )
        _tidy(out)
        return
    if out.exists() and any(out.iterdir()):
        raise FileExistsError(f"The folder {str(out)!r} is not empty and holds no run. Choose a new folder.")
    out.mkdir(parents=True, exist_ok=True)
    listed.entries.to_csv(out / "lexicon.csv", index=False, lineterminator="\n")
    beside = out / ".manifest.json"
    beside.write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    beside.rename(path)  # last: a folder with a manifest is complete


def _tidy(out: Path) -> None:
    """Remove what killed processes left behind."""
    for left in out.glob(".part-*"):
        shutil.rmtree(left, ignore_errors=True)


def _folders(out: str | os.PathLike) -> list[Path]:
    """The finished parts, in the order of the source."""
    found = sorted(Path(out).glob("part-*"), key=lambda path: int(path.name.removeprefix("part-")))
    if not found:
        raise FileNotFoundError(f"There are no results in {str(out)!r}. scale.run(source, {str(out)!r}) writes them.")
    return found


def _summary(out: Path) -> pd.DataFrame:
    rows = [json.loads((folder / "summary.json").read_text(encoding="utf-8")) for folder in _folders(out)]
    return pd.DataFrame(rows)[_SUMMARY].astype({"file": "str"})


def _frame(file: Path, columns: Sequence[str] | None, where: list | None) -> pd.DataFrame:
    frame = pd.read_parquet(file, columns=columns, filters=where)
    return frame.astype({column: "str" for column in frame if column not in NUMBERS or column == "text"})
