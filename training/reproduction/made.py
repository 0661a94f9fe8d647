"""What is made of scenes, one after the other, once: it is kept in a journal, and found there the next time."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from models.errors import BadSetting
from training.corpus.journal.journal import Done, Journal
from training.corpus.journal.progress import Progress
from training.corpus.journal.stage import attempt, run_stage
from training.reproduction.parts import Lab
from training.reproduction.sharing import alone

Item = TypeVar("Item")
_TOLD = 10  # times


def made_once(
    path: Path, stage: str, items: Mapping[str, Item], make: Callable[[Item], object], lab: Lab
) -> Sequence[str]:
    """Return what is made of each item, as JSON, in their order; `path` is the journal, `stage` says what is made.

    `make` returns records, or lists, tuples and dicts of them. Raises Stopped, all that was made being kept; BadSetting
    for an item of which nothing can be made.
    """
    keys = list(items)
    rows = _kept(path, stage, keys)
    if len(rows) < len(keys):
        with alone(lab, str(path)), Journal(path) as journal:
            journal.forget_failures(stage)
            _make(stage, items, make, journal, lab)
            rows = journal.find(stage, keys)
    failed = [row for row in rows.values() if not row.value]
    if failed:
        raise BadSetting(f"Scene {failed[0].key} cannot be {stage}: {failed[0].reason}")
    return [rows[key].value for key in keys]


def _kept(path: Path, stage: str, keys: list[str]) -> dict[str, Done]:
    if not path.exists():
        return {}
    with Journal(path, only_read=True) as journal:
        return {key: row for key, row in journal.find(stage, keys).items() if row.value}


def _make(stage: str, items: Mapping[str, Item], make: Callable[[Item], object], journal: Journal, lab: Lab) -> None:
    told = 0

    def tell(progress: Progress) -> None:
        nonlocal told
        tenths = _TOLD * progress.done // len(items)
        if tenths > told:
            told = tenths
            lab.say(f"{stage}: {progress.done} of {len(items)} scenes")

    run_stage(stage, items.items(), make, journal, total=len(items), report=tell, engine=_UntilStopped(lab))


class _UntilStopped:
    """The engine that does one piece after the other, until the lab is to stop."""

    def __init__(self, lab: Lab) -> None:
        self._lab = lab

    def __call__(self, work: Callable[[Item], object], items: Iterable[tuple[str, Item]]) -> Iterator[Done]:
        for key, item in items:
            self._lab.stop_here()
            yield attempt(work, key, item)
