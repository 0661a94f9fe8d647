"""Captions, narratives and answers by a model that sees and writes: BLIP-2, any chat model, Florence-2.

What is asked about one picture goes through the model together: its framed regions, its narratives, its questions. For
the last two it is looked at once.
"""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

import torch
from PIL import Image
from transformers import AutoModelForImageTextToText, AutoProcessor

from models.errors import AnswerFailed
from models.huggingface.blip2 import Blip2Answerer
from models.huggingface.checkpoints import Hub, find_checkpoint
from models.huggingface.devices import place
from models.huggingface.loading import load_huggingface, load_model, load_processor
from models.huggingface.looking_once import looking_once
from models.huggingface.memory import require_memory
from models.huggingface.ways import Ask, Blip2Way, ChatWay, FlorenceWay, Way
from models.records import Region
from models.registry import ModelOptions
from models.verbalizing.asking import (
    CAPTION_TOKENS,
    NARRATIVE_TOKENS,
    REPLY_TOKENS,
    check_sampling,
    narrative_of,
    phrase_of,
)

log = logging.getLogger(__name__)

_FLORENCE = "florence2"


def load_teller(folder_or_id: str, options: ModelOptions, *, hub: Hub | None = None) -> "Teller":
    """Load the model. Raises ModelUnavailable, with one sentence that says what is missing and what to do."""
    name = f"hf:{folder_or_id}"
    placement = place(options, name)
    checkpoint = find_checkpoint(
        folder_or_id, name, fits=lambda parameters: require_memory(parameters, placement, name), hub=hub
    )
    if checkpoint.model_type == _FLORENCE:
        processor = load_processor(checkpoint, AutoProcessor)
        model = load_model(checkpoint, AutoModelForImageTextToText, placement)
        return Teller(name, FlorenceWay(model, processor, placement), options)
    loaded = load_huggingface(folder_or_id, options, hub=hub)
    way = Blip2Way(loaded) if isinstance(loaded, Blip2Answerer) else ChatWay(loaded)
    return AnsweringTeller(name, way, options)


class Teller:
    """A model from a folder. Its random numbers are the process's own, so narratives are told by one thread at a
    time."""

    def __init__(self, name: str, way: Way, options: ModelOptions) -> None:
        self.name = name
        self.way = way
        self._options = options

    def caption(self, image: Image.Image, regions: Sequence[Region]) -> tuple[str, ...]:
        """Return a description of every region; see `Captioner.caption`."""
        said = self._say([self.way.about_region(image, region) for region in regions], CAPTION_TOKENS)
        return tuple(phrase_of(text) for text in said)

    def narrate(
        self, image: Image.Image, count: int = 5, *, temperature: float = 1.1, nucleus: float = 0.95, seed: int = 0
    ) -> tuple[str, ...]:
        """Return `count` narratives; see `Narrator.narrate`. Raises BadSetting for settings that mean nothing."""
        check_sampling(temperature, nucleus)
        asked = [self.way.about_picture(image)]
        if not count:
            return ()
        if temperature == 0:
            return (narrative_of(self._say(asked, NARRATIVE_TOKENS)[0]),) * count
        sampling = {"do_sample": True, "temperature": temperature, "top_p": nucleus, "top_k": 0}
        devices = [self.way.model.device] if self.way.model.device.type == "cuda" else []
        with torch.random.fork_rng(devices=devices):
            torch.manual_seed(seed)
            said = self._say(asked, NARRATIVE_TOKENS, num_return_sequences=count, **sampling)
        return tuple(narrative_of(text) for text in said)

    def _say(self, asked: Sequence[Ask], tokens: int, **sampling: Any) -> list[str]:
        at_once = self._options.at_once
        said: list[str] = []
        for start in range(0, len(asked), at_once):
            said += self._generate(asked[start : start + at_once], tokens, {"do_sample": False} | sampling)
        return said

    def _generate(self, asked: Sequence[Ask], tokens: int, sampling: Mapping[str, Any]) -> list[str]:
        model: Any = self.way.model  # typed, `generate` would be taken for a tensor
        most = min(tokens, self._options.max_tokens)
        try:
            copies = len(asked) * sampling.get("num_return_sequences", 1)
            with torch.inference_mode(), looking_once(model, copies):
                inputs = self.way.prepare(asked)
                out = model.generate(**inputs, num_beams=1, max_new_tokens=most, **sampling)
        except torch.OutOfMemoryError:
            raise AnswerFailed(
                f"{self.name}: the GPU's memory ran out; ask about fewer pictures at a time, or use the CPU."
            ) from None
        except (RuntimeError, ValueError, IndexError, TypeError, KeyError) as error:
            log.exception("%s broke down at a picture", self.name)
            raise AnswerFailed(
                f"{self.name} broke down at this picture ({type(error).__name__}). See the log."
            ) from error
        return self.way.tokenizer.batch_decode(_without_prompts(out, inputs["input_ids"]), skip_special_tokens=True)


class AnsweringTeller(Teller):
    """A model that also answers questions."""

    def reply(self, image: Image.Image, questions: Sequence[str]) -> tuple[str, ...]:
        """Return a short answer to every question."""
        said = self._say([self.way.about_question(image, question) for question in questions], REPLY_TOKENS)
        return tuple(phrase_of(text) for text in said)


def _without_prompts(out: torch.Tensor, prompts: torch.Tensor) -> torch.Tensor:
    """Return what was said [N, T] without the prompts, which models without an encoder say again."""
    length = prompts.shape[1]
    repeated = prompts.repeat_interleave(len(out) // len(prompts), dim=0)
    if out.shape[1] >= length and torch.equal(out[:, :length], repeated):
        return out[:, length:]
    return out
