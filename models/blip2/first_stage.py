"""BLIP-2 of the first stage, with what transformers leaves out of it: words to say, and a temperature.

The Q-Former compares a picture and a text (contrast), judges the two together (matching) and says the text
(generation); Li et al., "BLIP-2" (ICML 2023), section 3.1. transformers has the parts for the first two and no losses;
LAVIS keeps the rest under names of its own, and so do we (`models/lavis/convert.py`, `ASIDE_FILE`).
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from models.blip2.masks import saying, together
from models.lavis.convert import ASIDE_FILE, enlarged

_PREDICTIONS = "Qformer.cls.predictions."
_TEMPERATURE = 0.07  # at first; as CLIP and LAVIS


class Speaking(nn.Module):
    """The head of a BERT that says words: [..., D] to [..., V], tied to the words that it reads."""

    def __init__(self, width: int, words: int, eps: float = 1e-12) -> None:
        super().__init__()
        self.dense = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width, eps=eps)
        self.bias = nn.Parameter(torch.zeros(words))

    def forward(self, states: Tensor, embeddings: Tensor) -> Tensor:
        return F.linear(self.norm(F.gelu(self.dense(states))), embeddings, self.bias)


class FirstStage(nn.Module):
    """`model` is a transformers Blip2ForImageTextRetrieval; pictures may be larger than its table of places."""

    def __init__(self, model: Any) -> None:  # Any: transformers' parts are typed loosely
        super().__init__()
        qformer = model.config.qformer_config
        self.model = model
        # LAVIS's; transformers has 1e-6 in its place, but all published weights were learned with this.
        model.vision_model.post_layernorm.eps = 1e-5
        self.speaking = Speaking(qformer.hidden_size, qformer.vocab_size)
        self.temperature = nn.Parameter(torch.tensor(_TEMPERATURE))

    @property
    def count(self) -> int:
        """Return the number of query tokens."""
        return self.model.query_tokens.shape[1]

    def see(self, pixels: Tensor) -> Tensor:
        """Return what the vision encoder says of pictures [B, 3, S, S]: [B, P, W]."""
        # Here and not by the model's own forward, which does not stretch the table of places.
        side = self.model.config.vision_config.image_size
        larger = tuple(pixels.shape[-2:]) != (side, side)
        return self.model.vision_model(pixel_values=pixels, interpolate_pos_encoding=larger).last_hidden_state

    def compare_pictures(self, seen: Tensor) -> Tensor:
        """Return a vector of length 1 for every query token [B, Q, E]."""
        states = self._queries(seen)
        return F.normalize(self.model.vision_projection(states), dim=-1)

    def compare_texts(self, words: Tensor, mask: Tensor) -> Tensor:
        """Return a vector of length 1 [T, E] for texts [T, L] of word numbers, `mask` 1 where a word is."""
        states = self.model.qformer(
            query_embeds=self.model.embeddings(input_ids=words), query_length=0, attention_mask=mask
        ).last_hidden_state
        return F.normalize(self.model.text_projection(states[:, 0]), dim=-1)

    def judge(self, seen: Tensor, words: Tensor, mask: Tensor) -> Tensor:
        """Return the states of the query tokens [N, Q, D] that have seen a picture and read a text about it.

        Matching is `model.itm_head` of each; so are a critic's ratings.
        """
        joined = self.model.embeddings(input_ids=words, query_embeds=self._tokens(len(words)))
        return self._former(joined, seen, together(mask, self.count))[:, : self.count]

    def match(self, seen: Tensor, words: Tensor, mask: Tensor) -> Tensor:
        """Return [N, Q, 2]: what each query token says of "they belong together" (no, yes)."""
        return self.model.itm_head(self.judge(seen, words, mask))

    def say(self, seen: Tensor, words: Tensor, mask: Tensor) -> Tensor:
        """Return the scores [B, L, V] of the word after each of `words`, which begin with the word for saying."""
        joined = self.model.embeddings(input_ids=words, query_embeds=self._tokens(len(words)))
        states = self._former(joined, seen, saying(mask, self.count, joined.dtype))[:, self.count :]
        return self.speaking(states, self.model.embeddings.word_embeddings.weight)

    def _queries(self, seen: Tensor) -> Tensor:
        tokens = self._tokens(len(seen))
        return self.model.qformer(
            query_embeds=tokens, encoder_hidden_states=seen, encoder_attention_mask=_all(seen)
        ).last_hidden_state

    def _former(self, joined: Tensor, seen: Tensor, mask: Tensor) -> Tensor:
        return self.model.qformer(
            query_embeds=joined,
            query_length=self.count,
            attention_mask=mask,
            encoder_hidden_states=seen,
            encoder_attention_mask=_all(seen),
        ).last_hidden_state

    def _tokens(self, count: int) -> Tensor:
        return self.model.query_tokens.expand(count, -1, -1)


def open_first_stage(folder: Path, *, side: int | None = None) -> FirstStage:
    """Load a folder, with what lies beside its weights if anything does; else words to say are learned from nothing.

    `side` is that of the square pictures it is to take, if not that of the folder. The weights are float32.
    """
    from transformers import Blip2ForImageTextRetrieval

    # Any: transformers' parts are typed loosely
    model: Any = Blip2ForImageTextRetrieval.from_pretrained(folder, dtype=torch.float32, local_files_only=True)
    if side is not None and side != model.config.vision_config.image_size:
        model = enlarged(model, side)
    stage = FirstStage(model)
    file = folder / ASIDE_FILE
    if file.exists():
        take_aside(stage, load_file(file))
    return stage


def can_say(folder: Path) -> bool:
    """Tell whether a folder holds the head that says words, for which transformers has no place."""
    file = folder / ASIDE_FILE
    if not file.exists():
        return False
    with safe_open(file, "pt") as tensors:
        return f"{_PREDICTIONS}bias" in tensors.keys()  # noqa: SIM118 - no mapping


def take_aside(stage: FirstStage, aside: Mapping[str, Tensor]) -> None:
    """Copy the temperature and the head that says words from tensors under LAVIS's names, if they are among them."""
    with torch.no_grad():
        for name, parameter in _named_aside(stage).items():
            if name in aside:
                parameter.copy_(aside[name])


def save_first_stage(stage: FirstStage, folder: Path, more: Mapping[str, Tensor] | None = None) -> None:
    """Write a folder that transformers loads, and beside it what it has no place for, for `open_first_stage`; `more`
    has other tensors to go there, by LAVIS's names."""
    stage.model.save_pretrained(folder)
    aside = {name: tensor.detach().contiguous() for name, tensor in {**_named_aside(stage), **(more or {})}.items()}
    save_file(aside, folder / ASIDE_FILE)


def _named_aside(stage: FirstStage) -> dict[str, Tensor]:
    head = stage.speaking
    return {
        "temp": stage.temperature,
        f"{_PREDICTIONS}transform.dense.weight": head.dense.weight,
        f"{_PREDICTIONS}transform.dense.bias": head.dense.bias,
        f"{_PREDICTIONS}transform.LayerNorm.weight": head.norm.weight,
        f"{_PREDICTIONS}transform.LayerNorm.bias": head.norm.bias,
        f"{_PREDICTIONS}bias": head.bias,
    }


def _all(seen: Tensor) -> Tensor:
    return torch.ones(seen.shape[:2], dtype=torch.long, device=seen.device)
