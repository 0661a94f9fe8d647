"""The tables about students say what was found, and whether an effect is there, from the cells alone."""

from pathlib import Path

import pytest

from training.reproduction.above_08 import PART as ABOVE
from training.reproduction.figure_4 import ALL, ORACLE, taught_at
from training.reproduction.figure_4 import PART as FIGURE_4
from training.reproduction.known import parts_of
from training.reproduction.parts import Finished, Part, full, miniature, quick
from training.reproduction.table_3 import PART as TABLE_3
from training.reproduction.table_4 import PART as TABLE_4
from training.reproduction.worth import MAIN, Chose, Said, Worth

PARTS = (FIGURE_4, ABOVE, TABLE_3, TABLE_4)
VCR = {"Q->A": 40.0, "QA->R": 30.0, "Q->AR": 12.0}


def cell(part: Part, arm: str, seed: int, right: float) -> Finished:
    """Return made-up figures: of all answers and choices so many are right."""
    said = Said(n=100, pictures=20, answer=right, between=None, rationale=right, both=right / 2, unread=0.0)
    chose = {
        name: Chose(values={**VCR, task: 100 * right}, between=None, chance=25.0, n=50) for name, task in MAIN.items()
    }
    figures = Worth(texts=2000, pictures=700, said=said, chose=chose).figures
    return Finished(part=part.name, arm=arm, seed=seed, minutes=3.0, quick=False, figures=figures)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_every_arm_has_a_row_and_every_scale_its_arms(part: Part, tmp_path: Path) -> None:
    arms = part.arms(full())
    cells = [cell(part, arm, seed, 0.4 + 0.01 * seed) for arm in arms for seed in (0, 1, 2)]

    said = part.page(cells, tmp_path)

    assert said.count("41.0 (38.5 to 43.5)") >= len(arms)
    assert "| 2,000 |" in said
    assert "it does not appear beyond chance" in said
    assert list(tmp_path.glob("*.png"))
    assert 0 < len(part.arms(quick())) <= len(arms)
    assert part.arms(miniature())
    assert parts_of([part.name]) == [part]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_a_part_can_be_told_of_while_it_is_measured(part: Part, tmp_path: Path) -> None:
    first = part.arms(full())[0]

    said = part.page([cell(part, first, 0, 0.4)], tmp_path)

    assert "not measured" in said or "one seed" in said


def test_texts_are_told_as_they_are_in_all_seeds(tmp_path: Path) -> None:
    cells = [cell(ABOVE, ABOVE.arms(full())[0], seed, 0.4) for seed in range(2)]
    fewer = {**cells[1].figures, "texts": 0}

    said = ABOVE.page([cells[0], cells[1].model_copy(update={"figures": fewer})], tmp_path)

    assert "| 0 to 2,000 |" in said


def test_the_interval_of_sherlock_goes_below_chance(tmp_path: Path) -> None:
    cells = []
    for seed, value in enumerate((-4.0, 1.0, 6.0)):
        made = cell(TABLE_4, "ours", seed, 0.4)
        worth = Worth.model_validate(made.figures)
        own = worth.chose["sherlock"].model_copy(update={"values": {MAIN["sherlock"]: value}})
        figures = worth.model_copy(update={"chose": {**worth.chose, "sherlock": own}}).figures
        cells.append(made.model_copy(update={"figures": figures}))

    assert "| 1.0 (-11.4 to 13.4) |" in TABLE_4.page(cells, tmp_path)


def test_figure_4_says_whether_the_filter_helps(tmp_path: Path) -> None:
    rights = dict.fromkeys(FIGURE_4.arms(full()), 0.3) | {"ours-0.8": 0.5, ORACLE: 0.2, ALL: 0.3}
    cells = [cell(FIGURE_4, arm, seed, right + 0.001 * seed) for arm, right in rights.items() for seed in (0, 1, 2)]

    said = FIGURE_4.page(cells, tmp_path)

    assert "teach more than as many unfiltered ones (answers): yes.** +20.0 points" in said
    assert "What is right teaches more than what comes (answers): no, the opposite.**" in said
    assert "![Answers that are right](figure-4-answers.png)" in said
    assert "our corpus, from 0.8" in said
    assert "LLaVA's way, unfiltered" in said


def test_figure_4_draws_a_straight_line_through_all_thresholds(tmp_path: Path) -> None:
    # 0.3 + threshold / 4, and a bend at one end that weighs little: 0.8 times the slope of least squares is 16.2.
    rights = {f"ours-{each:g}": 0.3 + each / 4 for each in taught_at(full())} | {"ours-0.8": 0.45}
    cells = [cell(FIGURE_4, arm, seed, right) for arm, right in rights.items() for seed in (0, 1, 2)]

    said = FIGURE_4.page(cells, tmp_path)

    assert "more is learned the higher the threshold (answers): yes.**" in said
    line = next(each for each in said.splitlines() if "straight line" in each and "(answers)" in each)
    assert "+16.2 points" in line
    one = FIGURE_4.page([cell(FIGURE_4, "ours-0", 0, 0.3)], tmp_path)
    assert "the higher the threshold (answers): not measured.**" in one


def test_a_student_is_taught_at_some_of_the_thresholds() -> None:
    assert taught_at(full())[0] == 0
    assert set(taught_at(full())) < set(full().thresholds)
    assert taught_at(quick()) == quick().thresholds
