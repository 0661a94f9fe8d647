"""Pictures are looked at together where models gain from it, and one that fails takes none of the others with it."""

import json
import logging
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image

from models.corpus import Picture, Verbalization
from models.errors import AnswerFailed, ModelUnavailable
from models.records import Box, Detection
from models.verbalizing.verbalize import Verbalizers, VerbalizeSettings, verbalize
from models.verbalizing.vocabularies import Vocabulary
from tests.fakes.picture_files import picture_bytes, put
from tests.fakes.tiny_verbalizers import tiny_verbalizers
from training.corpus.journal.journal import Done
from training.corpus.look_together import LookTogether
from training.corpus.pictures.folder import Folder
from training.corpus.pictures.source import open_picture

SETTINGS = VerbalizeSettings(narratives=1)


class Together:
    """Finds a box in every picture; breaks down at those of a certain width."""

    name = "together"

    def __init__(self, *, fails_at: int = 0, error: Exception | None = None) -> None:
        self.batches: list[int] = []
        self._fails_at = fails_at
        self._error = error or AnswerFailed("It broke down at this picture.")

    def detect(self, image: Image.Image) -> tuple[Detection, ...]:
        return self.detect_all([image])[0]

    def detect_all(self, images: Sequence[Image.Image]) -> tuple[tuple[Detection, ...], ...]:
        self.batches.append(len(images))
        if any(image.width == self._fails_at for image in images):
            raise self._error
        return tuple((Detection(Box(4, 4, image.width / 2, 30), 0.9, "dog"),) for image in images)


def by(detector: Together) -> Verbalizers:
    tiny = tiny_verbalizers()
    return Verbalizers(tiny, tiny, tiny, tiny, (Vocabulary(name="places", labels=("park", "zoo"), taken=1),), detector)


def look(source: Folder, models: Verbalizers, at_once: int = 3) -> list[Done]:
    def work(picture: Picture) -> Verbalization:
        return verbalize(picture, open_picture(source, picture), models, SETTINGS)

    items = ((each.path, each) for each in source.pictures() if isinstance(each, Picture))
    return list(LookTogether(source, lambda: models, SETTINGS, at_once=at_once)(work, items))


def folder(path: Path, widths: Sequence[int]) -> Folder:
    for number, width in enumerate(widths):
        put(path, f"{number}.png", picture_bytes(width, 48))
    return Folder(path)


def test_pictures_go_to_the_models_together_and_every_one_is_kept(tmp_path: Path) -> None:
    detector = Together()

    done = look(folder(tmp_path, [60, 70, 80, 90, 100]), by(detector))

    assert detector.batches == [3, 2]
    assert [(each.key, each.state) for each in done] == [(f"{number}.png", "ok") for number in range(5)]
    words = [Verbalization.model_validate_json(each.value) for each in done]
    assert [each.picture.regions[0].box.x1 for each in words] == [30, 35, 40, 45, 50]


def test_what_is_said_is_what_is_said_of_each_alone(tmp_path: Path) -> None:
    source = folder(tmp_path, [60, 70])

    together, alone = look(source, by(Together())), look(source, by(Together()), at_once=1)

    assert [json.loads(each.value) for each in together] == [json.loads(each.value) for each in alone]


@pytest.mark.parametrize("error", [AnswerFailed("It broke down at this picture."), RuntimeError("oops")])
def test_one_that_breaks_a_model_fails_alone_with_its_reason(
    tmp_path: Path, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)

    done = look(folder(tmp_path, [60, 70, 80]), by(Together(fails_at=70, error=error)))

    assert [each.state for each in done] == ["ok", "failed", "ok"]
    assert str(error) in done[1].reason


def test_a_damaged_picture_fails_with_its_reason(tmp_path: Path) -> None:
    source = folder(tmp_path, [60, 80])
    whole = picture_bytes(200, 150)
    put(tmp_path, "2.png", whole[:-40] + bytes(40))

    done = {each.key: each for each in look(source, by(Together()))}

    assert {key: each.state for key, each in done.items()} == {"0.png": "ok", "1.png": "ok", "2.png": "failed"}
    assert "2.png" in done["2.png"].reason


def test_a_model_that_is_gone_stops_the_stage(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="gone"):
        look(folder(tmp_path, [60]), by(Together(fails_at=60, error=ModelUnavailable("It is gone."))))


def test_models_that_gain_nothing_look_at_one_after_the_other(tmp_path: Path) -> None:
    models = by(Together())._replace(detector=tiny_verbalizers())
    listed = [(str(number), number) for number in range(3)]
    coming = iter(listed)

    done = LookTogether(folder(tmp_path, []), lambda: models, SETTINGS)(str, coming)

    assert next(done) == Done("0", "ok", value='"0"')
    assert list(coming) == listed[1:]
