"""Critique gives every candidate a score under the critic's name, and deletes nothing."""

from collections.abc import Sequence

import pytest
from PIL import Image

from models.corpus import Entry, Picture
from models.errors import BadSetting
from models.judging import Candidate
from models.records import ImageRecord
from tests.fakes.tiny_critic import candidate
from training.corpus.critique import critique, with_score

PICTURE = Picture(image=ImageRecord(id="0" * 64, width=8, height=8), path="a.png")
IMAGE = Image.new("RGB", (8, 8))


class Counting:
    """Scores by the length of a candidate's name, in a picture eight pixels wide out of ten."""

    name = "counting"

    def criticise(self, image: Image.Image, candidates: Sequence[Candidate]) -> tuple[float, ...]:
        return tuple(len(each.id) / (image.width + 2) for each in candidates)


def test_every_candidate_has_its_score() -> None:
    scores = critique(PICTURE, IMAGE, [candidate("a"), candidate("bbb")], Counting())

    assert scores == {"a": 0.1, "bbb": 0.3}


def test_a_candidate_about_another_picture_is_refused() -> None:
    with pytest.raises(BadSetting, match=r"not about a\.png"):
        critique(PICTURE, IMAGE, [candidate("a", image_id="1" * 64)], Counting())


def test_a_score_is_kept_beside_those_of_other_critics() -> None:
    rated = candidate("a").model_copy(update={"scores": {"earlier": 0.5}})
    entry = Entry(candidate=rated, path="a.png")

    scored = with_score(entry, {"a": 0.25}, "counting")

    assert scored.candidate.scores == {"earlier": 0.5, "counting": 0.25}
    assert with_score(entry, {"b": 0.25}, "counting") == entry
