"""Table 5's page: who is preferred beside the paper's figures, who is right, and how much could not be judged."""

from pathlib import Path

from training.reproduction.parts import Finished, quick
from training.reproduction.table_5 import NAMED, PART, SHIPPED, STRONG, WEAK
from training.reproduction.versus import CRITERIA, Right, Versus, Votes


def cell(student: float, teacher: float, ahead: float) -> Versus:
    votes = Votes(student=student, teacher=teacher, tie=0.1, none=round(0.9 - student - teacher, 2))
    right = Right(student=0.5 + ahead, teacher=0.5, ahead=ahead, between=None)
    return Versus(
        questions=10,
        equal=1,
        unread_student=2,
        unread_teacher=1,
        judged=6,
        votes=dict.fromkeys(CRITERIA, votes),
        answer=right,
        point=right,
        whole=right,
    )


def found(arm: str, seed: int, versus: Versus) -> Finished:
    return Finished(part="table-5", arm=arm, seed=seed, minutes=1, quick=False, figures=versus.model_dump(mode="json"))


def test_the_page_tells_preferences_truth_and_what_was_not_judged(tmp_path: Path) -> None:
    cells = [found(WEAK, seed, cell(0.2, 0.5, -0.1)) for seed in (0, 1)]
    cells += [found(STRONG, seed, cell(0.6, 0.3, 0.2)) for seed in (0, 1)]

    page = PART.page(cells, tmp_path)

    assert "| overall | 50.0 (50.0 to 50.0) | 20.0 (20.0 to 20.0) |" in page
    assert "40.6 / 49.1 / 10.3" in page
    assert "| right and to the point | 50.0 (50.0 to 50.0) | 70.0 (70.0 to 70.0) |" in page
    assert "strong: 12 of 20 pairs judged, 2 answered alike, 4 texts of the student and 2 of the teacher unread" in page
    assert "**The student is preferred overall more often than its teacher (strong): yes.** +30.0 points" in page
    assert "**The student is preferred overall more often than its teacher (weak): no, the opposite.**" in page
    assert (tmp_path / "table-5.png").exists()


def test_a_quick_run_teaches_one_student_and_the_whole_one_all() -> None:
    assert PART.arms(quick()) == (STRONG,)
    assert PART.arms(quick().model_copy(update={"quick": False})) == (WEAK, STRONG, SHIPPED) == tuple(NAMED)
