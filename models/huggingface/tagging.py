"""Labels of a picture by CLIP or SigLIP: those whose texts lie nearest to it.

A vocabulary's labels are read once and a picture is looked at once, however many vocabularies it is held against; many
pictures are looked at together.
"""

import hashlib
from collections.abc import Sequence
from typing import Any

import torch
from PIL import Image
from torch import Tensor
from transformers import AutoModel, AutoProcessor

from models.base import Tagger
from models.errors import AnswerFailed, ModelUnavailable
from models.huggingface.checkpoints import Hub, find_checkpoint
from models.huggingface.devices import Placement, place
from models.huggingface.loading import load_model, load_processor, read_config
from models.huggingface.memory import require_memory
from models.kept import Kept
from models.records import Tag
from models.registry import ModelOptions

TEMPLATES = {
    "clip": "a photo of {label}.",
    "siglip": "this is a photo of {label}.",
    "siglip2": "this is a photo of {label}.",
}
_LABELS_AT_ONCE = 128
_DIGITS = 3  # of a score: those after it hang on which pictures are looked at together
_KEPT_VOCABULARIES, _KEPT_PICTURES = 16, 256


def load_tagger(folder_or_id: str, options: ModelOptions, *, hub: Hub | None = None) -> Tagger:
    """Load the tagger. Raises ModelUnavailable, with one sentence that says what is missing and what to do."""
    name = f"hf:{folder_or_id}"
    placement = place(options, name)
    # The order of labels hangs on small differences, and these models are small.
    placement = placement if options.dtype != "auto" else Placement(placement.device, "float32")
    checkpoint = find_checkpoint(
        folder_or_id, name, fits=lambda parameters: require_memory(parameters, placement, name), hub=hub
    )
    read_config(checkpoint)
    if checkpoint.model_type not in TEMPLATES:
        raise ModelUnavailable(
            f"{name} is a {checkpoint.model_type} model, which rates no labels. Take CLIP or SigLIP."
        )
    processor = load_processor(checkpoint, AutoProcessor)
    model = load_model(checkpoint, AutoModel, placement)
    return NearestLabels(name, model, processor, placement=placement, at_once=options.at_once)


class NearestLabels:
    """A CLIP or SigLIP from a folder. Nothing but what is kept changes after loading, so threads may share it."""

    def __init__(self, name: str, model: Any, processor: Any, *, placement: Placement, at_once: int) -> None:
        self.name = name
        self.model = model
        self._processor = processor
        self._placement = placement
        self._at_once = at_once
        self._template = TEMPLATES[model.config.model_type]
        self._vocabularies: Kept[tuple[str, ...], Tensor] = Kept(_KEPT_VOCABULARIES)
        self._pictures: Kept[tuple[str, tuple[int, int], bytes], Tensor] = Kept(_KEPT_PICTURES)

    def tag(self, image: Image.Image, labels: Sequence[str], top: int) -> tuple[Tag, ...]:
        """Return the `top` labels that fit best, best first; see `Tagger.tag`."""
        return self.tag_all([image], labels, top)[0]

    def tag_all(self, images: Sequence[Image.Image], labels: Sequence[str], top: int) -> tuple[tuple[Tag, ...], ...]:
        """Return what `tag` would for every picture."""
        unique = tuple(dict.fromkeys(labels))
        if not unique or top < 1 or not images:
            return tuple(() for _ in images)
        try:
            with torch.inference_mode():
                texts = self._vocabularies.get([unique], self._read)[0]
                scores = self._looked_at(images) @ texts.T * self.model.logit_scale.exp().float()
        except (RuntimeError, ValueError, IndexError) as error:
            raise AnswerFailed(f"{self.name} broke down at this picture ({type(error).__name__}).") from error
        best = scores.argsort(dim=-1, descending=True, stable=True)[:, :top].tolist()
        return tuple(
            tuple(Tag(unique[number], round(float(row[number]), _DIGITS)) for number in numbers)
            for row, numbers in zip(scores, best, strict=True)
        )

    def _looked_at(self, images: Sequence[Image.Image]) -> Tensor:
        by_key = {_key(image): image for image in images}
        self._pictures.get(list(by_key), lambda keys: self._look([by_key[key] for key in keys]))
        return torch.stack(self._pictures.get([_key(image) for image in images], lambda _: []))

    def _look(self, images: Sequence[Image.Image]) -> list[Tensor]:
        found: list[Tensor] = []
        for start in range(0, len(images), self._at_once):
            pictures = [image.convert("RGB") for image in images[start : start + self._at_once]]
            inputs = self._processor(images=pictures, return_tensors="pt")
            found += _directions(self.model.get_image_features(**inputs.to(self._placement.device, self._dtype)))
        return found

    def _read(self, vocabularies: Sequence[tuple[str, ...]]) -> list[Tensor]:
        return [self._read_labels(labels) for labels in vocabularies]

    def _read_labels(self, labels: tuple[str, ...]) -> Tensor:
        found: list[Tensor] = []
        # SigLIP was trained on texts that are filled up to their full length.
        padding = True if self.model.config.model_type == "clip" else "max_length"
        for start in range(0, len(labels), _LABELS_AT_ONCE):
            texts = [self._template.format(label=label) for label in labels[start : start + _LABELS_AT_ONCE]]
            inputs = self._processor(text=texts, padding=padding, truncation=True, return_tensors="pt")
            found += _directions(self.model.get_text_features(**inputs.to(self._placement.device)))
        return torch.stack(found)

    @property
    def _dtype(self) -> torch.dtype:
        return self._placement.torch_dtype


def _key(image: Image.Image) -> tuple[str, tuple[int, int], bytes]:
    return image.mode, image.size, hashlib.blake2b(image.tobytes(), digest_size=16).digest()


def _directions(features: Any) -> list[Tensor]:
    """Return vectors of length 1, as float32."""
    return list(torch.nn.functional.normalize(features.pooler_output.float(), dim=-1))
