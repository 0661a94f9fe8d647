"""CLIP, SigLIP and SigLIP 2 as matchers: the cosine of picture and text, over the temperature that the model learned.

A text is the question, if there is one, and the choice. What is longer than a model's texts are loses its end, as
everywhere where these models are used; choices that only differ beyond it cannot be told apart, and are refused.
"""

from collections.abc import Sequence
from typing import Any

import torch.nn.functional as F
from PIL import Image
from torch import Tensor

from models.errors import BadQuestion
from models.huggingface.devices import Placement
from models.marks import PALETTE, MarkStyle
from models.prompting import draw_marks
from models.records import Region


class ContrastMatcher:
    """A loaded CLIP or SigLIP; see `Matcher`."""

    most_regions = len(PALETTE)

    def __init__(self, name: str, model: Any, processor: Any, *, style: MarkStyle, placement: Placement) -> None:
        self.model = model
        self.mark_style = style
        self._name = name
        self._processor = processor
        self._placement = placement
        self._most = model.config.text_config.max_position_embeddings
        # SigLIP was trained on texts that are filled up to their full length.
        self._padding = "longest" if model.config.model_type == "clip" else "max_length"

    def see(self, image: Image.Image, regions: Sequence[Region]) -> Tensor:
        """Return the direction of a picture [1, E], of length 1."""
        marked = draw_marks(image, tuple(regions), self.mark_style)
        # Not by the processor, whose defaults for SigLIP 2 go over what its folder says.
        inputs = self._processor.image_processor(images=marked, return_tensors="pt")
        given = inputs.to(self._placement.device, self._placement.torch_dtype)
        return F.normalize(self.model.get_image_features(**given).pooler_output.float(), dim=-1)

    def written(self, question: str, choice: str) -> str:
        """Return the question and the choice behind it."""
        return f"{question} {choice}".strip()

    def weigh(self, seen: Tensor, texts: Sequence[str]) -> Tensor:
        """Return the cosines over the temperature [T]; SigLIP's bias, the same for all, is left out."""
        told = self._processor.tokenizer(
            list(texts), padding=self._padding, truncation=True, max_length=self._most, return_tensors="pt"
        )
        self._require_differing(told["input_ids"].tolist(), texts)
        features = self.model.get_text_features(**told.to(self._placement.device)).pooler_output
        return F.normalize(features.float(), dim=-1) @ seen[0] * self.model.logit_scale.exp().float()

    def _require_differing(self, read: list[list[int]], texts: Sequence[str]) -> None:
        for number, row in enumerate(read):
            if (first := read.index(row)) != number and self._is_cut(texts[number]):
                raise BadQuestion(
                    f"{self._name} reads up to {self._most} pieces of words of a text, and within these "
                    f'"{texts[first][:40]}..." and "{texts[number][:40]}..." are alike. Write them shorter.'
                )

    def _is_cut(self, text: str) -> bool:
        return (
            len(self._processor.tokenizer(text, truncation=True, max_length=self._most + 1)["input_ids"]) > self._most
        )
