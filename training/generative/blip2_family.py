"""BLIP-2 over a language model, an encoder with a decoder (FlanT5) or a decoder alone (OPT).

As section 3.2 of Li et al., "BLIP-2" (ICML 2023) has it, query tokens stand before the words. Of a text that is split
the language model reads the first part, and says the second.
"""

import random
from collections.abc import Sequence
from typing import Any

import torch
from PIL import Image
from torch import Tensor, nn

from models.huggingface.ways import Blip2Way
from models.prompting import draw_marks
from models.records import Region
from models.squares import normalised, square
from training.blip2.sights import Looker
from training.data.example import Example
from training.data.texts import Halves, halves, question_and_reply
from training.generative.batches import Batch
from training.generative.replies import Reply, end_of, said_of
from training.generative.settings import GenerativeSettings
from training.generative.turns import Turn

_SEEN, _SQUARES = "seen", "squares"


class Blip2Family:
    """How BLIP-2 is shown pictures, asked and learned with. Nothing in it changes, so threads may share it."""

    connectors: tuple[str, ...] = ("qformer", "query_tokens", "language_projection")

    def __init__(self, way: Blip2Way, settings: GenerativeSettings) -> None:
        self._way = way
        self._settings = settings
        self._style = settings.manner.mark_style
        images = way.processor.image_processor
        images.size = dict.fromkeys(("height", "width"), settings.side)
        self._mean, self._deviation = images.image_mean, images.image_std
        self._end = end_of(way.model, way.tokenizer)
        self._speaks_on = bool(way.model.config.use_decoder_only_language_model)

    @property
    def looker(self) -> Looker:
        """Return the vision encoder, which is shown pictures with their regions drawn."""
        manner = f"{self._settings.side} {self._style!r} written"
        model: Any = self._way.model  # typed, its parts would be taken for tensors
        vision = model.vision_model

        def drawn(image: Image.Image, regions: Sequence[Region]) -> Tensor:
            return self._square(draw_marks(image, tuple(regions), self._style))

        return Looker(vision, manner, drawn, lambda squares: self._see(vision, squares))

    def answering(self, image: Image.Image, example: Example, rng: random.Random) -> Turn:
        marked = draw_marks(image, example.regions, self._style)
        return Turn(self._square(marked), *self.halves(example, rng))

    def halves(self, example: Example, rng: random.Random) -> Halves:
        split = rng.random() < self._settings.split
        text = self._settings.manner.text
        return halves(example.qar, text, rng) if split else question_and_reply(example.qar, text)

    def describing(self, image: Image.Image, region: Region | None, said: str) -> Turn:
        ask = self._way.about_picture(image) if region is None else self._way.about_region(image, region)
        return Turn(self._square(ask.picture), ask.text, said)

    def batch(self, turns: Sequence[Turn]) -> Batch:
        """Return prompts with places for the query tokens before them, as BLIP-2's own processor has it."""
        pictures = [turn.picture for turn in turns if isinstance(turn.picture, Tensor)]
        tokenizer, most = self._way.tokenizer, self._settings.manner.pieces
        told = tokenizer(
            [turn.asked for turn in turns], padding=True, truncation=True, max_length=most, return_tensors="pt"
        )
        config = self._way.model.config
        places = torch.full((len(turns), config.num_query_tokens), config.image_token_id)
        replies = [Reply(turn.asked if self._speaks_on else "", self._on(turn.said), turn.ends) for turn in turns]
        said = said_of(tokenizer, replies, self._end, most)
        return Batch(
            torch.cat([places, told["input_ids"]], 1),
            torch.cat([torch.ones_like(places), told["attention_mask"]], 1),
            *said,
            (_SQUARES if pictures[0].dtype == torch.uint8 else _SEEN,),
            (torch.stack(pictures),),
            said.mask.sum().float(),
        )

    def scores(self, model: Any, batch: Batch) -> Tensor:  # Any: typed, its parts would be taken for tensors
        """Return the scores [N, L, V] of the pieces to be said."""
        (name, shown), *_ = batch.more.items()
        looked = _looked(model, self._see(model.vision_model, shown) if name == _SQUARES else shown)
        words = model.get_input_embeddings()(batch.words)
        embedded = torch.cat([looked.to(words.dtype), words[:, looked.shape[1] :]], 1)
        if not self._speaks_on:
            start = torch.full_like(batch.said[:, :1], model.config.text_config.decoder_start_token_id)
            return model.language_model(
                inputs_embeds=embedded,
                attention_mask=batch.mask,
                decoder_input_ids=torch.cat([start, batch.said[:, :-1]], 1),
                decoder_attention_mask=batch.told,
            ).logits
        whole = torch.cat([embedded, model.get_input_embeddings()(batch.said)], 1)
        scores = model.language_model(
            inputs_embeds=whole, attention_mask=torch.cat([batch.mask, batch.told], 1), use_cache=False
        ).logits
        return scores[:, -batch.said.shape[1] - 1 : -1]

    def _see(self, vision: nn.Module, squares: Tensor) -> Tensor:
        pixels = normalised(squares, self._mean, self._deviation)
        side = self._way.model.config.vision_config.image_size
        larger = self._settings.side != side
        return vision(pixel_values=pixels, interpolate_pos_encoding=larger).last_hidden_state

    def _square(self, picture: Image.Image) -> Tensor:
        return square(picture, self._settings.side)

    def _on(self, text: str) -> str:
        """Return a reply as it goes on after its prompt."""
        return f" {text}" if self._speaks_on else text


def _looked(model: Any, seen: Tensor) -> Tensor:
    """Return what stands in the places of the picture [N, Q, D], from what was seen [N, P, W]."""
    states = model.qformer(
        query_embeds=model.query_tokens.expand(len(seen), -1, -1),
        encoder_hidden_states=seen,
        encoder_attention_mask=torch.ones(seen.shape[:2], dtype=torch.long, device=seen.device),
    ).last_hidden_state
    return model.language_projection(states)
