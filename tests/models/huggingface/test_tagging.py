"""CLIP and SigLIP rate labels by what they see; each picture and vocabulary is read once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from PIL import Image

from models.base import BatchTagger, Tagger
from models.errors import AnswerFailed, ModelUnavailable
from models.huggingface.tagging import NearestLabels, load_tagger
from models.registry import ModelOptions
from tests.fakes import tiny_models, tiny_seers

CPU = ModelOptions(device="cpu", at_once=2)
LABELS = ("man", "woman", "dog", "cat", "photo", "sad man", "happy dog")


@pytest.fixture(scope="module", params=["clip", "siglip"])
def tagger(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> NearestLabels:
    make: Callable[[Path], Path] = getattr(tiny_models, request.param, None) or getattr(tiny_seers, request.param)
    loaded = load_tagger(str(make(tmp_path_factory.mktemp("model") / request.param)), CPU)
    assert isinstance(loaded, NearestLabels)
    return loaded


def calls_of(tagger: NearestLabels, part: str) -> list[int]:
    """Return a list that grows by the number of rows with every pass through a tower of the model."""
    rows: list[int] = []
    tower = getattr(tagger.model, part)
    tower.register_forward_hook(lambda _, __, out: rows.append(len(out.pooler_output)))
    return rows


def test_the_best_labels_come_first_and_a_label_counts_once(tagger: NearestLabels, picture: Image.Image) -> None:
    kept: Tagger = tagger
    tags = kept.tag(picture, (*LABELS, "man"), 50)

    assert sorted(tag.label for tag in tags) == sorted(LABELS)
    assert [tag.score for tag in tags] == sorted((tag.score for tag in tags), reverse=True)
    assert kept.tag(picture, LABELS, 2) == tags[:2]
    assert (kept.tag(picture, (), 2), kept.tag(picture, LABELS, 0)) == ((), ())


def test_the_scores_are_the_models_own(tagger: NearestLabels, picture: Image.Image) -> None:
    template = {"clip": "a photo of {}.", "siglip": "this is a photo of {}."}[tagger.model.config.model_type]
    padding = True if tagger.model.config.model_type == "clip" else "max_length"
    inputs = tagger._processor(
        text=[template.format(label) for label in LABELS], images=picture, padding=padding, return_tensors="pt"
    )
    with torch.inference_mode():
        logits = tagger.model(**inputs).logits_per_image[0]

    scores = dict(tagger.tag(picture, LABELS, len(LABELS)))

    shift = getattr(tagger.model, "logit_bias", torch.zeros(1)).item()
    expected = dict(zip(LABELS, (logits - shift).tolist(), strict=True))
    assert scores == pytest.approx(expected, abs=6e-4)


def test_many_pictures_are_tagged_as_each_alone(
    tagger: NearestLabels, picture: Image.Image, other_picture: Image.Image
) -> None:
    batch: BatchTagger = tagger
    images = [picture, other_picture, picture.resize((33, 70)), picture]

    together = batch.tag_all(images, LABELS, 3)

    assert isinstance(tagger, BatchTagger)
    for tags, image in zip(together, images, strict=True):
        alone = tagger.tag(image, LABELS, 3)
        assert [tag.label for tag in tags] == [tag.label for tag in alone]
        assert [tag.score for tag in tags] == pytest.approx([tag.score for tag in alone], abs=2e-3)
    assert batch.tag_all([], LABELS, 3) == ()


def test_a_picture_is_looked_at_once_for_all_vocabularies_and_a_vocabulary_read_once_for_all_pictures(
    tagger: NearestLabels,
) -> None:
    looks, reads = calls_of(tagger, "vision_model"), calls_of(tagger, "text_model")
    images = [Image.new("RGB", (40, 40), (shade, 9, 90)) for shade in range(5)]

    for labels in (("man", "cat ?"), ("dog", "cat ?")):
        tagger.tag_all(images, labels, 1)
    tagger.tag(images[3], ("man", "cat ?"), 1)

    assert looks == [2, 2, 1], "five pictures, two at a time"
    assert reads == [2, 2]


def test_what_is_seen_decides(tagger: NearestLabels, picture: Image.Image, other_picture: Image.Image) -> None:
    assert tagger.tag(picture, LABELS, 7) != tagger.tag(other_picture, LABELS, 7)


def test_a_break_down_is_one_sentence(tmp_path: Path, picture: Image.Image) -> None:
    loaded: Any = load_tagger(str(tiny_models.clip(tmp_path / "clip")), CPU)

    def break_down(*_: object) -> None:
        raise RuntimeError("sizes do not match")

    loaded.model.vision_model.register_forward_hook(break_down)

    with pytest.raises(AnswerFailed, match=r"broke down at this picture \(RuntimeError\)"):
        loaded.tag(picture, LABELS, 1)


def test_a_model_that_rates_no_labels_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="is a blip-2 model, which rates no labels"):
        load_tagger(str(tiny_models.blip2(tmp_path / "blip2")), CPU)
    with pytest.raises(ModelUnavailable, match="there is no folder"):
        load_tagger(str(tmp_path / "nothing"), CPU)


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
def test_labels_are_rated_on_the_gpu_as_on_the_cpu(tmp_path: Path, picture: Image.Image) -> None:
    folder = str(tiny_models.clip(tmp_path / "clip"))

    there, here = (load_tagger(folder, ModelOptions(device=device)) for device in ("cuda", "cpu"))

    assert dict(there.tag(picture, LABELS, 7)) == pytest.approx(dict(here.tag(picture, LABELS, 7)), abs=2e-3)
