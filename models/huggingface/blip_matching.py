"""BLIP (Li et al., ICML 2022) as a matcher: picture and text judged together (ITM), or compared (ITC).

transformers has no temperature for its contrast; LAVIS trains one from 0.07, which stands here for it. It moves shares,
not their order.
"""

from collections.abc import Sequence
from typing import Any

import torch
import torch.nn.functional as F
from PIL import Image
from torch import Tensor

from models.choices import Nature
from models.errors import BadQuestion
from models.huggingface.devices import Placement
from models.marks import PALETTE, MarkStyle
from models.prompting import draw_marks
from models.records import Region
from models.statements import STUDENT, chosen

_TEMPERATURE = 0.07


class BlipMatcher:
    """A loaded BlipForImageTextRetrieval; see `Matcher`."""

    most_regions = len(PALETTE)

    def __init__(
        self, name: str, model: Any, processor: Any, *, by: Nature, style: MarkStyle, placement: Placement
    ) -> None:
        self.model = model
        self.mark_style = style
        self._name = name
        self._by = by
        self._processor = processor
        self._placement = placement
        self._most = model.config.text_config.max_position_embeddings

    def see(self, image: Image.Image, regions: Sequence[Region]) -> Tensor:
        """Return what the vision encoder says of a picture [1, P, W]."""
        marked = draw_marks(image, tuple(regions), self.mark_style)
        pixels = self._processor.image_processor(images=marked, return_tensors="pt")["pixel_values"]
        side = self.model.config.vision_config.image_size
        larger = tuple(pixels.shape[-2:]) != (side, side)
        given = pixels.to(self._placement.device, self._placement.torch_dtype)
        return self.model.vision_model(pixel_values=given, interpolate_pos_encoding=larger).last_hidden_state

    def written(self, question: str, choice: str) -> str:
        """Return question and answer as one text in the form of the released code, the choice alone without one."""
        text = chosen(question, choice, STUDENT)
        if (count := len(self._processor.tokenizer(text)["input_ids"])) > self._most:
            raise BadQuestion(
                f"{self._name} reads a question and a choice of up to {self._most} pieces of words together, and "
                f"these have {count}. Write them shorter."
            )
        return text

    def weigh(self, seen: Tensor, texts: Sequence[str]) -> Tensor:
        """Return log-odds, or cosines over the temperature [T]."""
        told = self._processor.tokenizer(list(texts), padding="longest", return_tensors="pt")
        words = {name: told[name].to(self._placement.device) for name in ("input_ids", "attention_mask")}
        if self._by == "itm":
            shown = seen.expand(len(texts), -1, -1)
            mask = torch.ones(shown.shape[:2], dtype=torch.long, device=shown.device)
            read = self.model.text_encoder(**words, encoder_hidden_states=shown, encoder_attention_mask=mask)
            no, yes = self.model.itm_head(read.last_hidden_state[:, 0]).double().unbind(-1)
            return yes - no
        read = self.model.text_encoder(**words).last_hidden_state[:, 0]
        direction = F.normalize(self.model.vision_proj(seen[:, 0]).float(), dim=-1)
        return F.normalize(self.model.text_proj(read).float(), dim=-1) @ direction[0] / _TEMPERATURE
