"""Go through parts, seeds and arms; whatever is finished is kept, and skipped the next time.

Several processes may be at it: a cell that another one is at is left to it, and taken up where that one has ended.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from statistics import mean

from training.reproduction.cells import Cells
from training.reproduction.parts import Cell, Finished, Lab, Part, Scale, Stopped
from training.reproduction.sharing import alone, unless_taken


def cells_of(part: Part, scale: Scale) -> list[Cell]:
    """Return the cells of a part, seed by seed: a part of the seeds says more than a part of the arms."""
    return [Cell(part.name, arm, seed) for seed in scale.seeds for arm in part.arms(scale)]


def begun_with(cells: Sequence[Cell], first: int) -> list[Cell]:
    """Return cells with the seeds in another turn: `first` is the place of the one to begin with, so that several
    processes begin with different ones, and neither waits for what the other makes for a seed."""
    seeds = list(dict.fromkeys(cell.seed for cell in cells))
    return sorted(cells, key=lambda cell: (seeds.index(cell.seed) - first) % len(seeds))


def run_parts(
    parts: Sequence[Part],
    lab: Lab,
    cells: Cells,
    *,
    after_part: Callable[[], None] = lambda: None,
    clock: Callable[[], float] = time.process_time,
    first: int = 0,
    workers: int = 1,
) -> bool:
    """Measure what is missing and return whether nothing is; False where somebody asked to stop.

    Raises BadSetting where the folder of the cells has figures of another scale. `clock` counts seconds of processor
    time, so that what a cell takes does not hang on what else the machine does; `first` is that of `begun_with`. So
    many `workers` are at it, this one included, a core each: what is left is divided among them.
    """
    cells.begin(lab.scale)
    asked = [(part, cell) for part in parts for cell in cells_of(part, lab.scale)]
    every = [cell for _, cell in asked]
    done = _finished(cells, every, {})
    if done:
        lab.say(f"{len(done)} of {len(asked)} cells are there already")
    for part in parts:
        try:
            missing = [cell for of, cell in asked if of is part and cell not in done]
            for cell in _in_turn(begun_with(missing, first), lab):
                if found := cells.find(cell):  # another process has measured it meanwhile
                    done[cell] = found
                    continue
                measured = _measure(part, cell, lab, cells, clock)
                done = _finished(cells, every, done)  # others have been at work meanwhile
                lab.say(_told(measured, done, every, workers))
        except Stopped:
            after_part()
            return False
        after_part()
    return True


def _in_turn(cells: Iterable[Cell], lab: Lab) -> Iterator[Cell]:
    """Yield cells that no other process is at, alone with each; those that one was at come last. Raises Stopped."""
    taken = []
    for cell in cells:
        with unless_taken(lab, str(cell)) as mine:
            if mine:
                yield cell
            else:
                taken.append(cell)
    for cell in taken:
        with alone(lab, str(cell)):
            yield cell


def _measure(part: Part, cell: Cell, lab: Lab, cells: Cells, clock: Callable[[], float]) -> Finished:
    lab.stop_here()
    lab.say(f"measuring {cell}")
    begun = clock()
    figures = part.run(cell.arm, cell.seed, lab)
    minutes = round((clock() - begun) / 60, 2)
    finished = Finished(**cell._asdict(), minutes=minutes, quick=lab.scale.quick, figures=figures)
    cells.keep(finished)
    return finished


def _finished(cells: Cells, asked: Sequence[Cell], known: Mapping[Cell, Finished]) -> dict[Cell, Finished]:
    """Return all cells that are finished, whoever finished them; those that are `known` are not read again."""
    found = {cell: known.get(cell) or cells.find(cell) for cell in asked}
    return {cell: finished for cell, finished in found.items() if finished is not None}


def _told(last: Finished, done: Mapping[Cell, Finished], asked: Sequence[Cell], workers: int) -> str:
    cores = "a core" if workers == 1 else f"{workers} cores"
    left = f"about {minutes_left(done, asked) / workers:.0f} minutes left on {cores}"
    return f"[{len(done)}/{len(asked)}] {last.cell} took {last.minutes:.1f} minutes; {left}"


def minutes_left(done: Mapping[Cell, Finished], asked: Sequence[Cell]) -> float:
    """Return about how many minutes of one core the other cells take: as long as those of their part, or else as all
    others."""
    by_part: dict[str, list[float]] = {}
    for cell, finished in done.items():
        by_part.setdefault(cell.part, []).append(finished.minutes)
    every = [each for some in by_part.values() for each in some] or [0.0]
    return sum(mean(by_part.get(cell.part, every)) for cell in asked if cell not in done)
