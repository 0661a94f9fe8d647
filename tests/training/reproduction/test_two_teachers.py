"""Two teachers: every student learns from as many texts, by whom it says, and the page tells how right each was."""

from collections import Counter
from pathlib import Path

import pytest

from models.offline_teacher.teacher import OfflineTeacher
from tests.training.reproduction.made_looks import lab_in, with_looks
from training.experiments.literal_teacher import LiteralTeacher
from training.reproduction.material import judged_of
from training.reproduction.parts import Finished, Lab
from training.reproduction.two_teachers import NAMED, PART, TeacherCell, texts_of
from training.reproduction.worth import MAIN, Chose, Said, Worth

SIZE = 7


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Lab:
    return with_looks(lab_in(tmp_path_factory.mktemp("lab"), pictures=3, corpus_size=SIZE))


@pytest.mark.parametrize(
    ("arm", "by"),
    [
        ("offline", {OfflineTeacher.name: SIZE}),
        ("literal-right", {LiteralTeacher.name: SIZE}),
        ("both", {OfflineTeacher.name: SIZE // 2, LiteralTeacher.name: SIZE - SIZE // 2}),
    ],
)
def test_every_arm_has_as_many_texts_by_whom_it_says(lab: Lab, arm: str, by: dict[str, int]) -> None:
    texts = texts_of(arm, 0, lab)

    assert Counter(each.candidate.origin["teacher"] for each in texts) == by
    assert texts == texts_of(arm, 0, lab)


def test_the_oracle_takes_what_is_right(lab: Lab) -> None:
    right = {each.entry.candidate.id for each in judged_of(lab, 0) if each.right}

    assert {each.candidate.id for each in texts_of("offline-right", 0, lab)} <= right


def worth(answer: float) -> Worth:
    said = Said(n=9, pictures=3, answer=answer, between=None, rationale=0.4, both=0.3, unread=0.1)
    chose = {name: Chose(values={task: 50.0}, between=None, chance=25.0, n=9) for name, task in MAIN.items()}
    return Worth(texts=SIZE, pictures=3, said=said, chose=chose)


def test_the_page_compares_the_students_and_tells_how_right_their_teachers_were(tmp_path: Path) -> None:
    found = [
        Finished(
            part="two-teachers",
            arm=arm,
            seed=seed,
            minutes=1,
            quick=False,
            figures=TeacherCell(worth=worth(answer), texts=10, read=9, accepted=0.4, right=0.5).model_dump(mode="json"),
        )
        for seed in (0, 1)
        for arm, answer in (("offline", 0.6), ("literal", 0.4))
    ]

    page = PART.page(found, tmp_path)

    assert f"| {NAMED['literal']} | 90.0 (90.0 to 90.0) | 40.0" in page
    assert "The teacher that knows the world teaches more than the literal one (answers): yes.** +20.0 points" in page
    assert "Half by each teaches more than the offline teacher alone (answers): not measured.**" in page
    assert (tmp_path / "two-teachers.png").exists()
