"""Critique gives every candidate a score under the critic's name, and deletes nothing."""

from collections.abc import Sequence

import pytest
from PIL import Image

from models.corpus import Picture
from models.errors import BadSetting
from models.judging import Candidate
from models.records import ImageRecord
from tests.fakes.tiny_critic import candidate
from training.corpus.critique import critique

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
