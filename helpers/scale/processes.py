"""Who works on which part: this process, processes of this machine, or a cluster. A part of :mod:`helpers.scale`."""

from __future__ import annotations

import contextlib
import importlib.util
import itertools
import os
from collections.abc import Iterator

from helpers.scale import workers as working

_REMEDY = 'In the folder of the kit: pip install -e ".[scale]", or elsewhere: pip install "dask[distributed]" pyarrow.'
# Dask tells its processes to hand freed memory back at once. Arrays then get new pages for each operation, and the work
# takes more than twice as long; here a process keeps some (bytes; docs/cluster.md).
_MEMORY = {"MALLOC_TRIM_THRESHOLD_": "268435456", "MALLOC_MMAP_THRESHOLD_": "33554432"}
# Parts in hand for each process: one that it works on, one that waits.
_IN_HAND = 2


def require(package: str) -> None:
    """Raise an ImportError that says what to install, where a package of the extra ``scale`` is missing."""
    if importlib.util.find_spec(package) is None:
        raise ImportError(f"helpers.scale needs the package {package}, which is not installed. {_REMEDY}")


def results_of(jobs: list[tuple], client, workers: int | None) -> Iterator[dict | str]:
    """What became of each job, in the order in which they are done: its summary, or the error."""
    if workers is not None and workers < 1:
        raise ValueError(f"workers={workers}: at least one process is needed.")
    if not jobs:
        return
    if client is None and (workers == 1 or (workers is None and len(jobs) == 1)):
        for job in jobs:
            try:
                yield working.work(*job)
            except Exception as error:  # noqa: BLE001  (the other parts are done all the same)
                yield f"{type(error).__name__}: {error}"
        return
    require("distributed")
    import distributed

    with contextlib.ExitStack() as stack:
        if client is None:
            stack.enter_context(_environment(_MEMORY))
            n = min(workers or _cores(), len(jobs))
            cluster = stack.enter_context(
                distributed.LocalCluster(
                    n_workers=n, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0"
                )
            )
            client = stack.enter_context(distributed.Client(cluster))
        rest = iter(jobs)
        in_hand = max(_IN_HAND * sum(client.nthreads().values()), _IN_HAND)
        done = distributed.as_completed(_submit(client, job) for job in itertools.islice(rest, in_hand))
        for future in done:
            if future.status == "finished":
                yield future.result()
            else:
                error = future.exception()
                yield f"{type(error).__name__}: {error}"
            future.release()
            for job in itertools.islice(rest, 1):
                done.add(_submit(client, job))


@contextlib.contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    """Set variables for the processes that are started meanwhile."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def _cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _submit(client, job: tuple):
    # A part that was lost with its process is done again: it writes the same files.
    return client.submit(working.work, *job, pure=False, retries=1)
