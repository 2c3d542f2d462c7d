"""Blocks of a study evaluated in order: here, by threads, by processes, or by a Dask cluster.

All do the same with the same blocks, so that the results are identical. Compiled tasks take
threads, which start at once and share what was compiled; numpy's many small steps take processes.
"""

import logging
import os
import pickle
from asyncio import CancelledError
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from multiprocessing import get_context
from threading import local
from typing import Any

import numpy as np
from numpy.typing import NDArray

from celldesign.errors import CelldesignError, DesignError, install
from celldesign.model.source import UntranslatableError
from celldesign.study.compiled import available
from celldesign.study.opened import Job
from celldesign.study.selection import Front, Keep
from celldesign.study.space import Space, blocks
from celldesign.units.quantities import from_si
from celldesign.vocabulary import vocabulary

ENGINES = ("auto", "numpy", "numba")
WORTH_PROCESSES = 3_000_000  # rows; starting processes takes about a second
WORTH_COMPILING = 10_000_000  # rows of a build; compiling takes one to three seconds
_ANSWER = 5.0  # seconds that a scheduler may take to answer
_START = "start one with: dask scheduler"
_AHEAD = 3  # blocks under way for each worker
# glibc then keeps what numpy frees, instead of mapping and zeroing it anew for every temporary.
_KEEP_MEMORY = {"MALLOC_MMAP_THRESHOLD_": str(2**25), "MALLOC_TRIM_THRESHOLD_": str(2**28)}

Columns = dict[str, NDArray[Any]]
Progress = Callable[[int, int], None]


class ClusterError(CelldesignError):
    """A cluster that cannot be reached, or workers that died."""


@dataclass(frozen=True)
class Task:
    """What one build of a study is to do: which rows, evaluated how, and what stays of them.

    `columns` are the quantities handed back; those in `inputs` are read from the rows.
    """

    space: Space
    job: Job
    keep: Keep | Front
    columns: tuple[str, ...]
    inputs: tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """What stays of one block: columns in display units, by flat name or by input."""

    task: int
    rows: int
    columns: Columns
    possible: int


def by_engine(tasks: Sequence[Task], engine: str) -> tuple[tuple[Task, ...], str, str]:
    """Have tasks compiled by numba, where asked for or worth it; with the engine, and why not.

    Either all or none, by the number of rows and never by who evaluates them. Raises DesignError
    for an unknown engine.
    """
    if engine not in ENGINES:
        mend = f"the engines are {', '.join(ENGINES)}"
        raise DesignError("an unknown engine", given=repr(engine), mend=mend)
    worth = sum(len(task.space) for task in tasks) >= WORTH_COMPILING * len(tasks)
    if engine == "numpy" or (engine == "auto" and not (worth and available())):
        return tuple(tasks), "numpy", ""
    try:
        compiled = (replace(task, job=task.job.compiled()) for task in tasks)
        return tuple(compiled), "numba", ""
    except UntranslatableError as error:
        return tuple(tasks), "numpy", f"evaluated by numpy, since numba has no form of: {error}"


def evaluate(task: Task, number: int, start: int, stop: int) -> Block:
    """Evaluate one block and reduce it to what stays."""
    rows = task.space.rows(start, stop)
    table = task.job.evaluate(rows, stop - start)
    chosen = task.keep.select(table)
    found: Columns = {}
    for address in task.inputs:
        found[address] = shown(task.job.places[address][0][0], rows[address][chosen])
    for name in task.columns:
        found[name] = shown(name, table[name][chosen])
    found["feasible"] = table["feasible"][chosen]
    return Block(number, stop - start, found, int(np.count_nonzero(table["feasible"])))


def shown(flat: str, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """SI values in the display unit; a rate in 1/h."""
    return from_si(values, vocabulary()[flat].unit)


def run(
    tasks: Sequence[Task],
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
    skip: int = 0,
) -> Iterator[Block]:
    """Evaluate all blocks from the `skip`-th on, and hand them on in their order.

    `workers` is the number of processes, by default all cores where it pays. Raises ClusterError.
    """
    todo = blocks([task.space for task in tasks])
    total, done = sum(stop - start for _, start, stop in todo), 0
    for _, start, stop in todo[:skip]:
        done += stop - start
    threads = all(task.job.kernel for task in tasks)
    with _pool(total - done, workers, scheduler, threads) as submit:
        for block in _in_order(tasks, todo[skip:], submit):
            done += block.rows
            if progress:
                progress(done, total)
            yield block


_Submit = tuple[Callable[..., Any], int]


def _in_order(
    tasks: Sequence[Task], todo: Sequence[tuple[int, int, int]], submit: _Submit | None
) -> Iterator[Block]:
    if submit is None:
        for number, start, stop in todo:
            yield evaluate(tasks[number], number, start, stop)
        return
    hand, ahead = submit
    payload, packed = b"", -1
    waiting: deque[Any] = deque()
    for number, start, stop in todo:
        if number != packed:
            payload, packed = pickle.dumps(tasks[number]), number
        waiting.append(hand(_evaluate_packed, payload, number, start, stop))
        if len(waiting) >= ahead:
            yield _result(waiting.popleft())
    while waiting:
        yield _result(waiting.popleft())


def _result(future: Any) -> Block:
    try:
        block: Block = future.result()
    except (BrokenProcessPool, OSError) as error:
        required = "a worker process died"
        raise ClusterError(required, given=str(error), mend="perhaps for lack of memory") from error
    except (Exception, CancelledError) as error:
        if not isinstance(error, CancelledError) and "distributed" not in type(error).__module__:
            raise
        mend = "see that its scheduler and a worker still run"
        given = str(error).split("\n")[0].rpartition("reason: ")[2].rstrip(".")
        raise ClusterError("the cluster failed", given=given, mend=mend) from error
    return block


_mine = local()


def _evaluate_packed(payload: bytes, number: int, start: int, stop: int) -> Block:
    """Evaluate a block with a task of the thread's own: a sample keeps its place in a sequence."""
    if getattr(_mine, "payload", None) != payload:
        _mine.payload, _mine.task = payload, pickle.loads(payload)
    return evaluate(_mine.task, number, start, stop)


def _pool(
    rows: int, workers: int | None, scheduler: str | None, threads: bool
) -> AbstractContextManager[_Submit | None]:
    if scheduler:
        return _cluster(scheduler)
    count = workers or (os.cpu_count() or 1 if rows >= WORTH_PROCESSES else 1)
    if count == 1:
        return nullcontext()
    return _threads(count) if threads else _processes(count)


@contextmanager
def _threads(count: int) -> Iterator[_Submit]:
    pool = ThreadPoolExecutor(count)
    try:
        yield pool.submit, _AHEAD * count
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _processes(count: int) -> Iterator[_Submit]:
    before = {name: os.environ.get(name) for name in _KEEP_MEMORY}
    os.environ.update({name: os.environ.get(name, value) for name, value in _KEEP_MEMORY.items()})
    pool = ProcessPoolExecutor(count, get_context("spawn"), initializer=_ignore_interrupts)
    try:
        yield pool.submit, _AHEAD * count
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _ignore_interrupts() -> None:
    """Leave Ctrl-C and a lost terminal to the parent, which ends the study where it is whole."""
    import signal

    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)


@contextmanager
def _cluster(address: str) -> Iterator[_Submit]:
    try:
        from distributed import Client
    except ImportError:
        required = "a cluster needs the package distributed"
        raise ClusterError(required, mend=install("cluster")) from None
    _check_address(address)
    log = logging.getLogger("distributed.client")
    before = log.level
    log.setLevel(logging.CRITICAL + 1)  # it would write tracebacks of what is raised here
    try:
        connect: Any = Client
        client = connect(address, timeout="5s", set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        log.setLevel(before)
        raise ClusterError("no scheduler answers", given=address, mend=_START) from error
    try:
        workers = client.scheduler_info(n_workers=-1)["workers"].values()
        threads = sum(worker["nthreads"] for worker in workers)
        yield _submit_to(client), _AHEAD * max(threads, 2)
    finally:
        client.close()
        log.setLevel(before)


def _check_address(address: str) -> None:
    """Refuse what is no address, and what accepts a connection there but is no scheduler.

    The client would wait for such a one without an end.
    """
    import socket
    from urllib.parse import urlsplit

    required, mend = "the address of a scheduler is required", "write --scheduler tcp://HOST:8786"
    try:
        parts = urlsplit(address)
        place = parts.hostname or "", parts.port or 0
    except ValueError:
        place = "", 0
    if not address.startswith("tcp://") or not all(place):
        raise ClusterError(required, given=address, mend=mend)
    try:
        with socket.create_connection(place, timeout=_ANSWER) as line:
            line.settimeout(_ANSWER)
            if not line.recv(1):  # a scheduler speaks first
                raise ClusterError("no scheduler answers", given=address, mend=_START)
    except OSError as error:
        raise ClusterError("no scheduler answers", given=address, mend=_START) from error


def _submit_to(client: Any) -> Callable[..., Any]:
    """Hand blocks to the cluster, which gives those of a worker that dies to another."""

    def submit(function: Callable[..., Any], *arguments: Any) -> Any:
        return client.submit(function, *arguments, pure=False, retries=3)

    return submit
