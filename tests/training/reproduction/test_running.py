"""Parts are measured cell by cell; what is finished is kept, also by who stops in the middle, and not done twice."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from training.reproduction.cells import Cells
from training.reproduction.parts import Cell, Figures, Finished, Lab, Scale, miniature
from training.reproduction.running import begun_with, cells_of, minutes_left, run_parts
from training.reproduction.sharing import alone

TWO_SEEDS = miniature().model_copy(update={"seeds": (0, 1)})


class Counted:
    """A part that remembers what it measured."""

    title = "Counted"

    def __init__(self, name: str = "counted") -> None:
        self.name = name
        self.ran: list[tuple[str, int]] = []

    def arms(self, scale: Scale) -> tuple[str, ...]:
        return ("a", "b")[: len(scale.thresholds)]

    def run(self, arm: str, seed: int, lab: Lab) -> Figures:
        lab.stop_here()
        self.ran.append((arm, seed))
        return {"seed": seed}

    def page(self, found: Sequence[Finished], folder: Path) -> str:
        return f"{len(found)} counted for {folder.name}"


def lab(tmp_path: Path, said: list[str] | None = None, **more: object) -> Lab:
    return Lab(TWO_SEEDS, tmp_path / "work", (said if said is not None else []).append)._replace(**more)


def test_every_cell_is_measured_once_seed_by_seed(tmp_path: Path) -> None:
    part, cells, told = Counted(), Cells(tmp_path), []
    first = run_parts([part], lab(tmp_path), cells, after_part=lambda: told.append(len(list(cells.of("counted")))))

    again, said = Counted(), []
    second = run_parts([again], lab(tmp_path, said), cells)

    assert (first, second) == (True, True)
    assert part.ran == [("a", 0), ("b", 0), ("a", 1), ("b", 1)]
    assert told == [4]
    assert again.ran == []
    assert said == ["4 of 4 cells are there already"]
    assert [each.figures for each in cells.of("counted")] == [{"seed": 0}, {"seed": 1}, {"seed": 0}, {"seed": 1}]
    assert all(each.quick for each in cells.of("counted"))


def test_who_stops_keeps_what_is_finished_and_goes_on_from_there(tmp_path: Path) -> None:
    part, later, cells, told = Counted(), Counted("later"), Cells(tmp_path), []

    whole = run_parts(
        [part, later],
        lab(tmp_path, should_stop=lambda: len(part.ran) == 3),
        cells,
        after_part=lambda: told.append(len(list(cells.of("counted")))),
    )
    rest = Counted()
    done = run_parts([rest, later], lab(tmp_path), cells)

    assert (whole, done) == (False, True)
    assert told == [3]
    assert rest.ran == [("b", 1)]
    assert len(later.ran) == 4


def test_what_another_process_is_at_is_measured_last_and_only_if_that_one_did_not(tmp_path: Path) -> None:
    part, cells, told = (
        Counted(),
        Cells(tmp_path),
        Finished(part="counted", arm="a", seed=0, minutes=1, quick=True, figures={}),
    )
    both = lab(tmp_path)

    with ExitStack() as other:
        for arm in ("a", "b"):
            other.enter_context(alone(both, str(Cell("counted", arm, 0))))

        def end(line: str) -> None:
            if "waiting" in line:
                cells.keep(told)
                other.close()

        whole = run_parts([part], both._replace(say=end), cells)

    assert whole
    assert part.ran == [("a", 1), ("b", 1), ("b", 0)]
    assert len(list(cells.of("counted"))) == 4


def test_processes_begin_with_different_seeds_of_those_that_are_missing() -> None:
    cells = cells_of(Counted(), TWO_SEEDS)

    assert [begun_with(cells, first)[0].seed for first in (0, 1, 2)] == [0, 1, 0]
    assert begun_with(cells, 1) == [*cells[2:], *cells[:2]]
    assert [begun_with(cells[3:], first) for first in (0, 1)] == [cells[3:], cells[3:]]
    assert begun_with([], 1) == []


def test_progress_tells_how_long_it_still_takes(tmp_path: Path) -> None:
    ticks, said = iter(range(0, 10_000, 120)), []

    run_parts([Counted()], lab(tmp_path, said), Cells(tmp_path), clock=lambda: float(next(ticks)))

    assert "[1/4] counted, a, seed 0 took 2.0 minutes; about 6 minutes left on a core" in said
    assert said[-1] == "[4/4] counted, b, seed 1 took 2.0 minutes; about 0 minutes left on a core"


def test_what_other_processes_finish_meanwhile_counts_and_what_is_left_is_divided(tmp_path: Path) -> None:
    cells, said = Cells(tmp_path), list[str]()
    theirs = Finished(part="counted", arm="a", seed=1, minutes=4, quick=True, figures={})
    ticks = iter((0.0, 120.0, 0.0, 120.0, 0.0, 120.0))

    def tick() -> float:
        cells.keep(theirs)  # while the first cell is measured here
        return next(ticks)

    run_parts([Counted()], lab(tmp_path, said), cells, clock=tick, workers=2)

    # Of four cells there are one of two minutes and one of four: two more, three minutes each, on two cores.
    assert "[2/4] counted, a, seed 0 took 2.0 minutes; about 3 minutes left on 2 cores" in said
    assert [line[:5] for line in said if line.startswith("[")] == ["[2/4]", "[3/4]", "[4/4]"]


def test_a_part_that_nothing_is_known_of_is_taken_to_be_like_the_others() -> None:
    cells = [Cell("a", "x", 0), Cell("a", "y", 0), Cell("b", "x", 0)]
    done = {cells[0]: Finished(part="a", arm="x", seed=0, minutes=3, quick=True, figures={})}

    assert minutes_left(done, cells) == pytest.approx(6)
    assert minutes_left({}, cells) == 0
