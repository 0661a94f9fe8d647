"""The page tells what was found, what is missing, what is no evidence, and whether an effect is there."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image

from models.errors import BadSetting
from tests.training.reproduction.critic_figures import cell
from training.reproduction.cells import Cells
from training.reproduction.figure_2 import SHARES, Filtered
from training.reproduction.known import MODULES, parts_of
from training.reproduction.pages import does_it_appear, table, write_page
from training.reproduction.parts import Figures, Finished, Scale, full, quick
from training.reproduction.spread import Over

COMMITTED = Path(__file__).parents[3] / "docs/reproduction"


def found(part: str, arm: str, seed: int, figures: Figures, *, is_quick: bool = False) -> Finished:
    return Finished(part=part, arm=arm, seed=seed, minutes=2, quick=is_quick, figures=figures)


def write(out: Path, cells: Sequence[Finished], scale: Scale) -> str:
    kept = Cells(out)
    for each in cells:
        kept.keep(each)
    return write_page(out, parts_of(), kept, scale).read_text("utf-8")


def test_an_effect_is_told_by_its_interval() -> None:
    assert does_it_appear("It helps", Over(0.1, 0.05, 0.15, 3)) == (
        "**It helps: yes.** +10.0 points (+5.0 to +15.0) over 3 seeds."
    )
    assert "it does not appear beyond chance" in does_it_appear("It helps", Over(0.1, -0.05, 0.25, 3))
    assert "no, the opposite" in does_it_appear("It helps", Over(-0.1, -0.15, -0.05, 3))
    assert "cannot be told from one seed" in does_it_appear("It helps", Over(0.1, None, None, 1))
    assert "not measured" in does_it_appear("It helps", None)


def test_a_table_is_markdown() -> None:
    assert table(("arm", "F1"), [("all", "66.0")]) == "| arm | F1 |\n| --- | ---: |\n| all | 66.0 |"


def test_table_one_stands_beside_the_papers(tmp_path: Path) -> None:
    arms = {"no-heads": 0.60, "both-heads": 0.66, "text-only": 0.55}
    cells = [
        found("table-1", arm, seed, cell(f1=f1 + seed / 100, auc=f1 + seed / 100))
        for arm, f1 in arms.items()
        for seed in range(3)
    ]

    page = write(tmp_path, cells, full())

    row = next(line for line in page.splitlines() if line.startswith("| + both ratings"))
    assert "67.0 (64.5 to 69.5)" in row
    assert "66.8 / 65.7 / 66.0" in row
    assert "**The paper's effect, both ratings make the critic better (F1): yes.** +6.0 points (+6.0 to +6.0)" in page
    assert "raise its AUC over the text alone: yes" in page
    assert "logistic regression on the words (AUC): not measured" in page
    assert page.count("raise its AUC over the text alone: yes") == 2  # in short, too
    assert page.index("## In short\n\n3 effects are asked after") < page.index("## Table 1")
    assert "24 cells of this part are not measured yet" in page
    assert "9 cells, 3 seeds, 18 minutes of one processor" in page
    assert "quick, not evidence" not in page
    with Image.open(tmp_path / "table-1.png") as plot:
        assert plot.size == (1200, 720)


def test_more_seeds_of_one_part_are_not_missing_in_the_others(tmp_path: Path) -> None:
    cells = [
        found("table-1", arm, seed, cell(f1=0.6, auc=0.6))
        for arm in parts_of(["table-1"])[0].arms(full())
        for seed in range(3)
    ]

    page = write(tmp_path, cells, full(5))
    begun = write(tmp_path, [found("table-1", "both-heads", 4, cell(f1=0.6, auc=0.6))], full(5))

    assert "not measured yet" not in page
    minutes = 2 * len(cells)
    assert f'All of it took {minutes / 60:.1f} hours of one processor; the longest part, "Table 1' in page
    assert f"{minutes} minutes. A cell took 2.0 minutes in the middle and 2.0 at most" in page
    assert "10 cells of this part are not measured yet" in begun


def test_figure_two_tells_what_thresholds_keep(tmp_path: Path) -> None:
    cells = [
        found("figure-2", arm, seed, Filtered(**cell(accepted=0.4, best=best), kept=kept(best)).model_dump(mode="json"))
        for arm, best in (("critic", 0.7), ("random", 0.4))
        for seed in range(2)
    ]

    page = write(tmp_path, cells, full())

    assert "| 20 % | 70.0 (70.0 to 70.0) |" in page
    assert "more of the best fifth is accepted than of all: yes.** +30.0 points" in page
    assert "than of a random fifth: yes.** +30.0 points" in page
    assert "The paper's threshold of 0.8 keeps 50.0 (50.0 to 50.0) % here" in page
    assert {file.name for file in tmp_path.glob("*.png")} == {"figure-2-threshold.png", "figure-2-share.png"}


def kept(best: float) -> tuple[tuple[float, float, float], ...]:
    return tuple((share, best, best) for share in SHARES)


def test_figure_three_and_noise_are_told(tmp_path: Path) -> None:
    cells = [
        *(
            found("figure-3", arm, seed, {"n": 50, "qa": qa, "rationale": qa, "accepted": 0.5, "right": 0.5})
            for arm, qa in (("everything", 2.0), ("best-fifth", 2.6))
            for seed in range(2)
        ),
        found("figure-3", "kept-0.8", 0, {}),
        *(
            found("noise", arm, seed, {**cell(auc=auc), "label_true": 0.9})
            for arm, auc in (("noise-0", 0.9), ("noise-20", 0.8))
            for seed in range(2)
        ),
    ]

    page = write(tmp_path, cells, full())

    assert "| the best fifth | 50 to 50 | 2.60 (2.60 to 2.60) |" in page
    assert "questions and answers are rated higher in the best fifth than in everything: yes.** +30.0 points" in page
    assert "With 20 % noise a critic tells less well what is right (AUC): yes.** +10.0 points" in page


def test_whatever_is_quick_says_so_everywhere(tmp_path: Path) -> None:
    page = write(tmp_path, [found("table-1", "both-heads", 0, cell(), is_quick=True)], quick())

    assert page.count("quick, not evidence") == 2
    assert "deixis reproduce --quick" in page


def test_the_committed_page_is_what_its_cells_say(tmp_path: Path) -> None:
    shutil.copytree(COMMITTED, tmp_path / "out", ignore=shutil.ignore_patterns("*.png", "*.md"))
    cells = Cells(tmp_path / "out")
    scale = cells.scale()
    assert scale is not None
    parts = [part for part in parts_of() if any(cells.of(part.name))]

    page = write_page(tmp_path / "out", parts, cells, scale)

    assert not scale.quick
    assert not any(each.quick for part in parts for each in cells.of(part.name))
    assert page.read_text("utf-8") == (COMMITTED / "README.md").read_text("utf-8")
    assert {path.name for path in page.parent.glob("*.png")} == {path.name for path in COMMITTED.glob("*.png")}


def test_every_known_part_is_named_as_it_is_known() -> None:
    assert [part.name for part in parts_of()] == list(MODULES)
    assert all(part.arms(full()) and part.arms(quick()) for part in parts_of())


def test_an_unknown_part_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(BadSetting, match='no part "table-9"; the parts are table-1, figure-2'):
        parts_of(["table-9"])
