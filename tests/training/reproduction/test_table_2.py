"""Table 2: what is withheld is withheld from the writing alone, and arms are compared picture by picture."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image

from models.judging import Candidate
from tests.training.reproduction.made_looks import lab_in, with_looks
from training.reproduction.looks import looks_of
from training.reproduction.parts import Finished, Lab
from training.reproduction.table_2 import ARMS, FULL, PART, PictureTexts, compare, written_without

PICTURES = 3


class Short:
    """Likes short answers."""

    name = "short"

    def criticise(self, image: Image.Image, candidates: Sequence[Candidate]) -> tuple[float, ...]:
        assert image.size == (320, 320)
        return tuple(1 / (1 + len(each.qar.answer.split())) for each in candidates)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Lab:
    return with_looks(lab_in(tmp_path_factory.mktemp("lab"), pictures=PICTURES))


def texts(name: str, *scores: float, right: int = 0) -> PictureTexts:
    return PictureTexts(image_id=name, scores=scores, read=len(scores), accepted=1, right=right)


def test_each_arm_withholds_what_it_says(lab: Lab) -> None:
    told = looks_of(lab, 0)[0].told
    left = {name: arm.left(told) for name, arm in ARMS.items()}

    assert left[FULL] == told
    assert [name for name, each in left.items() if not each.labels] == ["no-labels", "no-global"]
    assert [name for name, each in left.items() if not each.narratives] == ["no-narratives", "no-global"]
    assert [name for name, each in left.items() if not each.exchanges] == ["no-questions"]
    assert [name for name, each in left.items() if not each.picture.regions[0].description] == ["no-local"]
    assert all(len(each.picture.regions) == len(told.picture.regions) for each in left.values())


def test_an_arm_is_written_scored_and_judged(lab: Lab) -> None:
    full = written_without(FULL, 0, lab, Short())
    less = written_without("no-local", 0, lab, Short())

    assert [each.image_id for each in full] == [each.told.picture.image.id for each in looks_of(lab, 0)]
    assert sum(len(each.scores) for each in less) < sum(len(each.scores) for each in full)
    assert all(each.right <= each.read <= len(each.scores) for each in full)


def test_arms_are_compared_by_all_their_texts_on_pictures_drawn_for_both() -> None:
    full = [texts("a", 0.8, 0.6, right=2), texts("b", 0.4, 0.2, right=1)]
    less = [texts("a", 0.3), texts("b", 0.1, 0.2)]

    cell = compare(less, full, draws=50)

    assert (cell.texts, cell.score, cell.right) == (3, 0.2, 0.0)
    assert cell.behind == pytest.approx(0.5 - 0.2)
    assert cell.behind_right == pytest.approx(3 / 4)
    assert cell.between == (0.15, 0.4)  # b alone: 0.3 - 0.15; a alone: 0.7 - 0.3


def test_an_arm_without_texts_is_no_figure() -> None:
    with pytest.raises(ValueError, match="nothing that could be judged"):
        compare([texts("a")], [texts("a", 0.5)], draws=5)


def test_the_page_tells_each_arm_and_whether_its_score_falls(tmp_path: Path) -> None:
    full, less = [texts("a", 0.8, right=1), texts("b", 0.4)], [texts("a", 0.3), texts("b", 0.2)]
    found = [
        Finished(
            part="table-2",
            arm=arm,
            seed=seed,
            minutes=1,
            quick=False,
            figures=compare(own, full, draws=20).model_dump(mode="json"),
        )
        for seed in (0, 1)
        for arm, own in ((FULL, full), ("no-questions", less))
    ]

    page = PART.page(found, tmp_path)

    assert "| all descriptors | 60.0" in page
    assert "-35.0" in page
    assert "**The mean score falls without simple questions and their answers: yes.** +35.0 points" in page
    assert (tmp_path / "table-2.png").exists()
