"""What a critic learns from is written once and judged anew, and the truth is kept out of a trainer's reach."""

import json
from pathlib import Path

import pytest

from models.corpus import Entry
from training.embedded.critic_data import read_labelled
from training.embedded.seed_ranges import CRITICS
from training.experiments.critic_data import MEASURED, Maker, Part, make_data

PARTS = (Part("measured", MEASURED[:1], "evaluate"), Part("learned", CRITICS[:1], "train"))


class Counting(Maker):
    """Counts the scenes that it makes."""

    made = 0

    def make(self, part: Part, seed: int) -> list[Entry]:
        self.made += 1
        return super().make(part, seed)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("data")
    make_data(out, PARTS, Maker(out), report=False)
    return out


def test_labels_lie_beside_their_pictures_and_tell_their_scenes(made: Path) -> None:
    data = read_labelled(made / "learned")

    assert data.about.seeds == f"train {CRITICS.start} to {CRITICS.start}"
    assert "simulated annotators" in data.about.supervision
    assert all(data.open_image(image_id).size == (320, 320) for image_id in data.pictures)
    assert {each.rule for each in data.labels} == {"lskd-1"}


def test_the_truth_is_there_for_measuring_alone(made: Path) -> None:
    learned, measured = read_labelled(made / "learned"), read_labelled(made / "measured")

    assert learned.truths == {}
    assert set(measured.truths) == {each.candidate.id for each in measured.labels}
    assert measured.about.seeds.startswith("evaluate ")


def test_what_is_done_is_not_made_again(made: Path) -> None:
    again, before = Counting(made), (made / "learned/labels.jsonl").read_bytes()

    counts = make_data(made, PARTS, again, report=False)

    assert again.made == 0
    assert (made / "learned/labels.jsonl").read_bytes() == before
    assert counts == json.loads((made / "counts.json").read_text("utf-8"))
    assert counts["learned"]["candidates"] >= counts["learned"]["labels"] > 0


def test_no_scene_is_learned_from_and_measured_on() -> None:
    assert not set(range(MEASURED.start, MEASURED.start + 10)) & set(CRITICS)
    assert MEASURED.start not in CRITICS
