"""Regions of a picture by a detector from a Hugging Face folder or hub id.

Those with classes of their own (DETR, RT-DETR, YOLOS ...) find these; those that take any words (OWLv2, Grounding DINO)
look for the labels they are given. Many pictures are looked at together.
"""

from collections.abc import Callable, Sequence
from typing import Any

import torch
from PIL import Image
from transformers import (
    AutoImageProcessor,
    AutoModelForObjectDetection,
    AutoModelForZeroShotObjectDetection,
    AutoProcessor,
)
from transformers.models.auto.modeling_auto import (
    MODEL_FOR_OBJECT_DETECTION_MAPPING,
    MODEL_FOR_ZERO_SHOT_OBJECT_DETECTION_MAPPING,
)

from models.base import RegionDetector
from models.errors import AnswerFailed, ModelUnavailable
from models.huggingface.checkpoints import Checkpoint, Hub, find_checkpoint
from models.huggingface.devices import Placement, place
from models.huggingface.extras import require_extras
from models.huggingface.grounding import grounding_dino
from models.huggingface.loading import load_model, load_processor, read_config
from models.huggingface.memory import require_memory
from models.records import Box, Detection
from models.regions import intersection
from models.registry import ModelOptions
from models.verbalizing.vocabularies import sought_labels

# Boxes that are less certain are left out: of a detector with classes, and of one that takes any words.
LEAST_SCORE, LEAST_SCORE_OF_WORDS = 0.3, 0.1
# Of a side in pixels and of a score: digits after these hang on which pictures are looked at together.
_PIXEL_DIGITS, _SCORE_DIGITS = 1, 3
_MOST = 300  # regions of a picture, as many as the paper's detector gives

# Pictures to what is found in each, boxes in its own pixels.
Look = Callable[[Sequence[Image.Image]], list[list[Detection]]]


def load_detector(folder_or_id: str, options: ModelOptions, *, hub: Hub | None = None) -> RegionDetector:
    """Load the detector. Raises ModelUnavailable, with one sentence that says what is missing and what to do."""
    name = f"hf:{folder_or_id}"
    placement = place(options, name)
    # Half precision blurs the edges of boxes.
    placement = placement if options.dtype != "auto" else Placement(placement.device, "float32")
    checkpoint = find_checkpoint(
        folder_or_id, name, fits=lambda parameters: require_memory(parameters, placement, name), hub=hub
    )
    return Detector(name, _look_with(checkpoint, placement, options), at_once=options.at_once)


class Detector:
    """A detector from a folder. Nothing changes after loading, so threads may share it."""

    def __init__(self, name: str, look: Look, *, at_once: int) -> None:
        self.name = name
        self._look = look
        self._at_once = at_once

    def detect(self, image: Image.Image) -> tuple[Detection, ...]:
        """Return what was found, most certain first."""
        return self.detect_all([image])[0]

    def detect_all(self, images: Sequence[Image.Image]) -> tuple[tuple[Detection, ...], ...]:
        """Return what `detect` would for every picture."""
        pictures = [image.convert("RGB") for image in images]
        found: list[list[Detection]] = []
        try:
            with torch.inference_mode():
                for start in range(0, len(pictures), self._at_once):
                    found += self._look(pictures[start : start + self._at_once])
        except (RuntimeError, ValueError, IndexError) as error:
            raise AnswerFailed(f"{self.name} broke down at this picture ({type(error).__name__}).") from error
        return tuple(_within(each, picture) for each, picture in zip(found, pictures, strict=True))


def _within(found: Sequence[Detection], picture: Image.Image) -> tuple[Detection, ...]:
    """Return the surest detections, cut to the picture."""
    whole = Box(0, 0, *picture.size)
    surest = sorted((_rounded(each) for each in found), key=lambda each: -each.score)[:_MOST]
    inside = ((each, intersection(each.box, whole)) for each in surest)
    return tuple(each._replace(box=box) for each, box in inside if box)


def _rounded(found: Detection) -> Detection:
    box = Box(*(round(side, _PIXEL_DIGITS) for side in found.box))
    return Detection(box, round(found.score, _SCORE_DIGITS), found.label)


def _look_with(checkpoint: Checkpoint, placement: Placement, options: ModelOptions) -> Look:
    kind = type(read_config(checkpoint))
    require_extras(checkpoint.model_type, checkpoint.name)
    sought = tuple(dict.fromkeys(options.sought)) or sought_labels()
    if checkpoint.model_type in ("grounding-dino", "mm-grounding-dino"):
        processor = load_processor(checkpoint, AutoProcessor)
        return grounding_dino(load_model(checkpoint, AutoModelForZeroShotObjectDetection, placement), processor, sought)
    if kind in MODEL_FOR_ZERO_SHOT_OBJECT_DETECTION_MAPPING:
        processor = load_processor(checkpoint, AutoProcessor)
        return _of_words(load_model(checkpoint, AutoModelForZeroShotObjectDetection, placement), processor, sought)
    if kind in MODEL_FOR_OBJECT_DETECTION_MAPPING:
        processor = load_processor(checkpoint, AutoImageProcessor)
        return _of_classes(load_model(checkpoint, AutoModelForObjectDetection, placement), processor)
    raise ModelUnavailable(
        f"{checkpoint.name} is a {checkpoint.model_type} model, which finds no regions. Take DETR, RT-DETR, OWLv2 or "
        "Grounding DINO."
    )


def _of_classes(model: Any, processor: Any) -> Look:
    names = model.config.id2label

    def look(pictures: Sequence[Image.Image]) -> list[list[Detection]]:
        inputs = processor(images=list(pictures), return_tensors="pt").to(model.device, model.dtype)
        out = model(**inputs)
        found = processor.post_process_object_detection(out, threshold=LEAST_SCORE, target_sizes=_sizes(pictures))
        return [_detections(each, [names.get(int(number), "") for number in each["labels"]]) for each in found]

    return look


def _of_words(model: Any, processor: Any, sought: Sequence[str]) -> Look:
    def look(pictures: Sequence[Image.Image]) -> list[list[Detection]]:
        texts = [[f"a photo of a {label}" for label in sought] for _ in pictures]
        inputs = processor(text=texts, images=list(pictures), return_tensors="pt").to(model.device, model.dtype)
        found = processor.post_process_grounded_object_detection(
            model(**inputs), threshold=LEAST_SCORE_OF_WORDS, target_sizes=_sizes(pictures)
        )
        return [_detections(each, [sought[int(number)] for number in each["labels"]]) for each in found]

    return look


def _sizes(pictures: Sequence[Image.Image]) -> list[tuple[int, int]]:
    return [(picture.height, picture.width) for picture in pictures]


def _detections(found: Any, labels: Sequence[str]) -> list[Detection]:
    return [
        Detection(Box(*box), score, label)
        for box, score, label in zip(found["boxes"].tolist(), found["scores"].tolist(), labels, strict=True)
    ]
