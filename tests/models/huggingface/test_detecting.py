"""Detectors find regions in the picture's own pixels, one picture or many at a time."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from PIL import Image

from models.base import BatchDetector, RegionDetector
from models.errors import AnswerFailed, ModelUnavailable
from models.huggingface.detecting import Detector, load_detector
from models.huggingface.grounding import label_places
from models.registry import ModelOptions
from models.verbalizing.registry import VerbalizerNames, build_verbalizers
from tests.fakes import tiny_models, tiny_seers

SOUGHT = ("man", "cat", "dog", "a photo of the woman", "happy man", "sad dog")
CPU = ModelOptions(device="cpu", at_once=2, sought=SOUGHT)
KINDS = ("detr", "rt_detr", "owlv2", "grounding_dino")
Load = Callable[[str], Detector]


@pytest.fixture(scope="module")
def load(tmp_path_factory: pytest.TempPathFactory) -> Load:
    loaded: dict[str, Any] = {}

    def detector(kind: str) -> Detector:
        if kind not in loaded:
            folder = getattr(tiny_seers, kind)(tmp_path_factory.mktemp(kind) / "model")
            loaded[kind] = load_detector(str(folder), CPU)
        return loaded[kind]

    return detector


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_found_lies_in_the_picture_with_a_label_and_a_score(
    load: Load, kind: str, picture: Image.Image
) -> None:
    detector: RegionDetector = load(kind)

    found = detector.detect(picture)

    known = SOUGHT if kind in ("owlv2", "grounding_dino") else tuple(tiny_seers.CLASSES.values())
    assert found
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    for each in found:
        assert 0 <= each.box.x0 < each.box.x1 <= picture.width
        assert 0 <= each.box.y0 < each.box.y1 <= picture.height
        assert 0 < each.score <= 1
        assert each.label in known


@pytest.mark.parametrize("kind", KINDS)
def test_boxes_count_the_pixels_of_the_picture_however_large_it_is(load: Load, kind: str, picture: Image.Image) -> None:
    larger = picture.resize((picture.width * 4, picture.height * 4), Image.Resampling.NEAREST)

    small, large = (load(kind).detect(image) for image in (picture, larger))

    assert max(each.box.x1 for each in large) > picture.width
    assert max(each.box.x1 for each in small) <= picture.width


@pytest.mark.parametrize("kind", KINDS)
def test_many_pictures_are_looked_at_together_and_give_what_each_gives_alone(
    load: Load, kind: str, picture: Image.Image, other_picture: Image.Image
) -> None:
    detector: BatchDetector = load(kind)
    # Of one size, as some detectors are told where the others' padding ends and still see it.
    images = [picture, other_picture, picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)]

    together = detector.detect_all(images)

    assert isinstance(load(kind), BatchDetector)
    assert len(together) == 3
    for found, image in zip(together, images, strict=True):
        alone = detector.detect(image)
        assert [each.label for each in found] == [each.label for each in alone]
        assert [each.score for each in found] == pytest.approx([each.score for each in alone], abs=2e-3)
        for one, other in zip(found, alone, strict=True):
            assert tuple(one.box) == pytest.approx(tuple(other.box), abs=0.2)
    assert detector.detect_all([]) == ()


def test_pictures_of_several_sizes_go_together(load: Load, picture: Image.Image) -> None:
    sizes = [(96, 64), (40, 90), (64, 64)]

    for kind in KINDS:
        found = load(kind).detect_all([picture.resize(size) for size in sizes])
        for each, (width, height) in zip(found, sizes, strict=True):
            assert all(one.box.x1 <= width and one.box.y1 <= height for one in each)


def test_the_words_that_are_sought_go_through_the_registry(tmp_path: Path, picture: Image.Image) -> None:
    folder = tiny_seers.owlv2(tmp_path / "owlv2")
    options = ModelOptions(device="cpu", sought=("sad cat",))

    detector = build_verbalizers(VerbalizerNames(detector=f"hf:{folder}"), options).detector

    assert detector is not None
    assert {each.label for each in detector.detect(picture)} == {"sad cat"}


def test_the_pieces_of_a_text_belong_to_labels(tmp_path: Path) -> None:
    from transformers import AutoTokenizer

    words = AutoTokenizer.from_pretrained(tiny_seers.grounding_dino(tmp_path / "dino"))
    pieces = words("red dog. cat. happy sad man.", return_tensors="pt")["input_ids"][0]

    # [CLS] red dog . cat . happy sad man . [SEP], red being unknown but a word all the same
    assert label_places(pieces, words) == [-1, 0, 0, -1, 1, -1, 2, 2, 2, -1, -1]


def test_more_words_than_a_text_holds_are_sought_in_several(tmp_path: Path, picture: Image.Image) -> None:
    loaded: Any = load_detector(str(tiny_seers.grounding_dino(tmp_path / "dino")), CPU)
    whole = sum(len(label.split()) + 1 for label in SOUGHT)

    labels = {each.label for each in loaded.detect(picture)}

    assert whole > 16 - 2
    assert labels & set(SOUGHT[:4])
    assert labels & set(SOUGHT[4:])


def test_a_break_down_is_one_sentence(tmp_path: Path, picture: Image.Image) -> None:
    def break_down(*_: object) -> list[Any]:
        raise RuntimeError("sizes do not match")

    with pytest.raises(AnswerFailed, match=r"hf:x broke down at this picture \(RuntimeError\)"):
        Detector("hf:x", break_down, at_once=1).detect(picture)


def test_a_model_that_finds_no_regions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="is a clip model, which finds no regions"):
        load_detector(str(tiny_models.clip(tmp_path / "clip")), CPU)


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
@pytest.mark.parametrize("kind", KINDS)
def test_regions_are_found_on_the_gpu(tmp_path: Path, kind: str, picture: Image.Image) -> None:
    folder = getattr(tiny_seers, kind)(tmp_path / kind)

    assert load_detector(str(folder), CPU.model_copy(update={"device": "cuda"})).detect_all([picture, picture])[1]
