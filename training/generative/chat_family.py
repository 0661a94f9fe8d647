"""Chat models that see, through their own templates: asked in training as they are asked when they serve."""

import inspect
import random
from collections.abc import Sequence
from typing import Any

import torch
import torch.nn.functional as F
from jinja2 import TemplateError
from PIL import Image
from torch import Tensor

from models.errors import BadSetting
from models.huggingface.ways import Ask, ChatWay
from models.records import QAR, Question, Region
from training.blip2.sights import Looker
from training.data.example import Example
from training.data.texts import Halves
from training.generative.batches import Batch
from training.generative.replies import Reply, end_of, said_of
from training.generative.settings import GenerativeSettings
from training.generative.turns import Turn

_UNASKED = "0" * 64  # the picture's id, which no prompt names


class ChatFamily:
    """How a chat model is shown pictures, asked and learned with. Nothing in it changes, so threads may share it."""

    # What joins picture and words, by the names that transformers gives it: LLaVA and Gemma 3, Idefics and SmolVLM,
    # Qwen-VL and GLM-4V.
    connectors: tuple[str, ...] = ("multi_modal_projector", "connector", "merger", "deepstack_merger_list")

    def __init__(self, way: ChatWay, settings: GenerativeSettings) -> None:
        self._way = way
        self._settings = settings
        self._end = end_of(way.model, way.tokenizer)
        self._keeps = "logits_to_keep" in inspect.signature(way.model.forward).parameters

    @property
    def looker(self) -> Looker:
        """Raise BadSetting: each of these models sees in a way of its own."""
        raise BadSetting(
            f"{self._way.model.config.model_type}: what is seen can only be kept for BLIP-2; leave --still away."
        )

    def answering(self, image: Image.Image, example: Example, rng: random.Random) -> Turn:  # noqa: ARG002 - asked whole
        # Who points at a picture gives no labels, so that none are learned with.
        regions = tuple(each.model_copy(update={"label": "", "description": ""}) for each in example.regions)
        question = Question(image_id=_UNASKED, text=example.qar.question, regions=regions)
        return Turn(*self._way.about_regions(image, question), _labelled(example.qar))

    def halves(self, example: Example, rng: random.Random) -> Halves:
        raise AssertionError(f"{example.id} is asked about without its picture, whose size the prompt tells ({rng})")

    def describing(self, image: Image.Image, region: Region | None, said: str) -> Turn:
        ask = self._way.about_picture(image) if region is None else self._way.about_region(image, region)
        return Turn(*ask, said)

    def batch(self, turns: Sequence[Turn]) -> Batch:
        """Return prompts as the model's own processor writes them."""
        asks = [Ask(turn.picture, turn.asked) for turn in turns if isinstance(turn.picture, Image.Image)]
        inputs = {name: value for name, value in self._way.prepare(asks).items() if isinstance(value, Tensor)}
        words, mask = inputs.pop("input_ids"), inputs.pop("attention_mask")
        replies = [self._reply(turn) for turn in turns]
        said = said_of(self._way.tokenizer, replies, self._end, self._settings.manner.pieces)
        return Batch(words, mask, *said, tuple(inputs), tuple(inputs.values()), said.mask.sum().float())

    def scores(self, model: Any, batch: Batch) -> Tensor:  # Any: whichever one transformers has
        """Return the scores [N, L, V] of the pieces to be said."""
        length = batch.said.shape[1]
        # What stands for each piece of the prompt (which kind it is) stands for each that is said, too: a word.
        more = {
            name: F.pad(value, (0, length)) if value.shape == batch.words.shape else value
            for name, value in batch.more.items()
        }
        scores = model(
            input_ids=torch.cat([batch.words, batch.said], 1),
            attention_mask=torch.cat([batch.mask, batch.told], 1),
            use_cache=False,
            **({"logits_to_keep": length + 1} if self._keeps else {}),
            **more,
        ).logits
        return scores[:, -length - 1 : -1]

    def _reply(self, turn: Turn) -> Reply:
        """Return what the template writes after a prompt where this is said."""
        asked = {"role": "user", "content": [{"type": "image"}, {"type": "text", "text": turn.asked}]}
        answered = {"role": "assistant", "content": [{"type": "text", "text": turn.said}]}
        before = self._written([asked], begun=True)
        try:
            whole = self._written([asked, answered], begun=False)
        except (TemplateError, TypeError, KeyError, ValueError):  # templates that know no replies
            whole = ""
        if whole.startswith(before):
            return Reply(before, whole[len(before) :])
        return Reply(before, turn.said if before[-1:].isspace() else f" {turn.said}")

    def _written(self, turns: list[dict[str, Any]], *, begun: bool) -> str:
        return self._way.processor.apply_chat_template(turns, add_generation_prompt=begun, tokenize=False)


def _labelled(qar: QAR) -> str:
    """Return the two lines that the prompt asks for."""
    return f"Answer: {qar.answer}\nRationale: {qar.rationale}" if qar.rationale else f"Answer: {qar.answer}"
