"""Go through parts, seeds and arms; whatever is finished is kept, and skipped the next time."""

import time
from collections.abc import Callable, Mapping, Sequence
from statistics import mean

from training.reproduction.cells import Cells
from training.reproduction.parts import Cell, Finished, Lab, Part, Scale, Stopped


def cells_of(part: Part, scale: Scale) -> list[Cell]:
    """Return the cells of a part, seed by seed: a part of the seeds says more than a part of the arms."""
    return [Cell(part.name, arm, seed) for seed in scale.seeds for arm in part.arms(scale)]


def run_parts(
    parts: Sequence[Part],
    lab: Lab,
    cells: Cells,
    *,
    after_part: Callable[[], None] = lambda: None,
    clock: Callable[[], float] = time.process_time,
) -> bool:
    """Measure what is missing and return whether nothing is; False where somebody asked to stop.

    Raises BadSetting where the folder of the cells has figures of another scale. `clock` counts seconds of processor
    time, so that what a cell takes does not hang on what else the machine does.
    """
    cells.begin(lab.scale)
    asked = [(part, cell) for part in parts for cell in cells_of(part, lab.scale)]
    done = {cell: found for _, cell in asked if (found := cells.find(cell)) is not None}
    if done:
        lab.say(f"{len(done)} of {len(asked)} cells are there already")
    for part in parts:
        try:
            for cell in (cell for of, cell in asked if of is part and cell not in done):
                # Another process may have measured it meanwhile.
                done[cell] = cells.find(cell) or _measure(part, cell, lab, cells, clock)
                lab.say(_told(done[cell], done, [each for _, each in asked]))
        except Stopped:
            after_part()
            return False
        after_part()
    return True


def _measure(part: Part, cell: Cell, lab: Lab, cells: Cells, clock: Callable[[], float]) -> Finished:
    lab.stop_here()
    lab.say(f"measuring {cell}")
    begun = clock()
    figures = part.run(cell.arm, cell.seed, lab)
    minutes = round((clock() - begun) / 60, 2)
    finished = Finished(**cell._asdict(), minutes=minutes, quick=lab.scale.quick, figures=figures)
    cells.keep(finished)
    return finished


def _told(last: Finished, done: Mapping[Cell, Finished], asked: Sequence[Cell]) -> str:
    left = minutes_left(done, asked)
    return f"[{len(done)}/{len(asked)}] {last.cell} took {last.minutes:.1f} minutes; about {left:.0f} minutes left"


def minutes_left(done: Mapping[Cell, Finished], asked: Sequence[Cell]) -> float:
    """Return about how many minutes the other cells take: as long as those of their part, or else as all others."""
    by_part: dict[str, list[float]] = {}
    for cell, finished in done.items():
        by_part.setdefault(cell.part, []).append(finished.minutes)
    every = [each for some in by_part.values() for each in some] or [0.0]
    return sum(mean(by_part.get(cell.part, every)) for cell in asked if cell not in done)
