"""An engine of `run_stage` whose work is done by the workers of a Ray cluster, through Ray Data.

A worker is a process that gets the work once, with what its models are loaded by, and then block after block of items.
Rows go there as a key and bytes and come back as rows of the journal, which nobody but this process writes. A worker
that dies is replaced and its block done again; what takes its worker with it again and again fails by itself.
"""

import logging
import pickle
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from models.errors import ModelUnavailable
from training.corpus.journal.journal import Done
from training.corpus.journal.stage import Engine
from training.corpus.on_ray.cluster import Cluster, Workers, part_of_ray

if TYPE_CHECKING:
    import pyarrow

log = logging.getLogger(__name__)

AT_ONCE = 16  # items of a block, which a worker does one after the other
WINDOW, WINDOW_BYTES = 4096, 64 * 2**20  # what is handed out before the workers, and their models, are begun anew
FEW = 1000  # items of work without pictures that take less time here than it takes to begin workers
AGAIN = 1  # times that a block whose worker died is done again; then its items are tried one by one, likewise
# States of rows whose reason is no item's: why no model is there for anybody, and what a worker has to log.
_GONE, _LOGGED = "gone", "logged"
_LOST = "The workers that were at work on it died, each time; they may have run out of memory."


class _Row(NamedTuple):
    """An item on its way: its key, and itself pickled."""

    key: str
    item: bytes


def spread(engine: Engine, *, cluster: Cluster, seeing: bool = False) -> Engine:
    """Return an engine that does in every worker what `engine` does here; `seeing` as `Cluster.workers` takes it.

    Its work and items must be such as can be pickled.
    """

    # Any: an engine takes what its stage has.
    def over_workers(work: Callable[[Any], object], items: Iterable[tuple[str, Any]]) -> Iterator[Done]:
        coming = (_Row(key, pickle.dumps(item)) for key, item in items)
        while window := _window(coming):
            if not seeing and len(window) < FEW:
                yield from engine(work, _unpacked(window))
                continue
            left = {row.key: row for row in window}
            for at_once in (AT_ONCE, 1):  # what died with its neighbours is tried alone
                for done in _done(engine, work, tuple(left.values()), cluster.workers(seeing=seeing), at_once):
                    del left[done.key]
                    yield done
                if not left:
                    break
            yield from (Done(key, "failed", _LOST) for key in left)

    return over_workers


class _Worker:
    """What a worker does: a block of items in, a block of finished ones out."""

    def __init__(self, engine: Engine, work: Callable[[Any], object]) -> None:
        self._engine = engine
        self._work = work

    def __call__(self, block: "pyarrow.Table") -> "pyarrow.Table":
        items = _unpacked(_Row(**row) for row in block.to_pylist())
        done: list[tuple[str, ...]] = []
        with _listening() as lines:
            try:
                for each in self._engine(self._work, items):
                    done.append(each)
            except ModelUnavailable as error:
                done.append(("", _GONE, str(error), ""))
        return _table([*(("", _LOGGED, line, "") for line in lines), *done], Done._fields)


class _Lines(logging.Handler):
    """Keeps what is logged, as lines."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append(self.format(record))


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Return a list that grows by what is logged in the block."""
    handler = _Lines(lines := [])
    logging.getLogger().addHandler(handler)
    try:
        yield lines
    finally:
        logging.getLogger().removeHandler(handler)


def _unpacked(rows: Iterable[_Row]) -> Iterator[tuple[str, Any]]:
    return ((row.key, pickle.loads(row.item)) for row in rows)  # noqa: S301 - packed by `spread`


def _window(coming: Iterator[_Row]) -> list[_Row]:
    """Take the next rows: so many, or so many bytes."""
    window: list[_Row] = []
    size = 0
    for row in coming:
        window.append(row)
        size += len(row.item)
        if len(window) == WINDOW or size >= WINDOW_BYTES:
            break
    return window


def _done(
    engine: Engine, work: Callable[[Any], object], rows: Sequence[_Row], workers: Workers, at_once: int
) -> Iterator[Done]:
    """Yield what the workers finish, as they finish it. Raises ModelUnavailable when one has no model."""
    data = part_of_ray("ray.data")
    size = min(at_once, -(-len(rows) // workers.number))
    blocks = [_table(rows[start : start + size], _Row._fields) for start in range(0, len(rows), size)]
    with warnings.catch_warnings():
        # How often a block is tried cannot be said otherwise yet; the extra `ray` names the versions that take it so.
        warnings.simplefilter("ignore", part_of_ray("ray.util.annotations").RayDeprecationWarning)
        finished = data.from_arrow(blocks).map_batches(
            _Worker,
            fn_constructor_args=(engine, work),
            batch_size=None,
            batch_format="pyarrow",
            # One block at a time: a worker that dies takes no other block with it.
            compute=data.ActorPoolStrategy(size=min(workers.number, len(blocks)), max_tasks_in_flight_per_actor=1),
            num_cpus=1,
            num_gpus=workers.gpus,
            max_restarts=-1,
            max_task_retries=AGAIN,
        )
    for block in finished.iter_batches(batch_size=None, batch_format="pyarrow", prefetch_batches=0):
        for row in block.to_pylist():
            if row["state"] == _GONE:
                raise ModelUnavailable(row["reason"])
            if row["state"] == _LOGGED:
                log.warning("in a worker: %s", row["reason"])
            else:
                yield Done(**row)


def _table(rows: Sequence[tuple[Any, ...]], names: tuple[str, ...]) -> "pyarrow.Table":
    import pyarrow

    return pyarrow.table({name: [row[place] for row in rows] for place, name in enumerate(names)})
