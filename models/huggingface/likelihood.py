"""Weigh choices with a model that writes: how likely would it be to write each of the choices itself?

    s(c) = 1/n * sum over i = 1..n of log p(w_i | w_1 .. w_(i-1), picture, prompt)

w_1 .. w_n are the pieces of choice c, written after the prompt that `Answerer.answer` has; a chat model is led by the
word "Answer:" that the prompt asks for. A model with an encoder (T5) also says where it ends, as LAVIS has it. The
mean, because a sum would let the shortest choice win (Brown et al., "Language Models are Few-Shot Learners", NeurIPS
2020, section 2.4). The shares are not calibrated.

A picture is looked at once for each arrangement of its regions, and choices go through the model together.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import torch
from PIL import Image
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from models.base import Answerer
from models.errors import BadQuestion
from models.huggingface.blip2 import Blip2Answerer
from models.huggingface.chat import ChatAnswerer
from models.huggingface.kinds import WRITING, natures_of
from models.huggingface.looking_once import repeated
from models.huggingface.ways import Blip2Way, ChatWay
from models.huggingface.weighing import Seen, WeighingScorer
from models.records import Question

_LEAD = "Answer:"  # of a chat model's reply; BLIP-2's prompt ends with it
_PIXELS = "pixel_values"
_NOT_COUNTED = -100  # what the library leaves out of a loss


class _Said(NamedTuple):
    """The pieces that follow a prompt [N, T], and True where one belongs to a choice."""

    pieces: Tensor
    counted: Tensor


class Writing:
    """A weigher made of a loaded BLIP-2 with a language model, or of a chat model; see `Weigher`."""

    def __init__(self, loaded: Blip2Answerer | ChatAnswerer) -> None:
        self.mark_style = loaded.style
        self.model: Any = loaded.model
        self._name = loaded.name
        self._way = Blip2Way(loaded) if isinstance(loaded, Blip2Answerer) else ChatWay(loaded)
        self._lead = "" if isinstance(loaded, Blip2Answerer) else _LEAD
        self._at_once = loaded.options.at_once
        config = self.model.config
        self._encodes = not getattr(config, "use_decoder_only_language_model", not config.is_encoder_decoder)
        self._takes = inspect.signature(self.model.forward).parameters

    def scores(self, image: Image.Image, question: Question, choices: Sequence[str], seen: Seen) -> Tensor:
        """Return the mean log-probability of a piece of every choice [N]; raises BadQuestion as `Weigher`."""
        given = dict(self._way.prepare([self._way.about_regions(image, question)]))
        if question.regions not in seen:
            seen[question.regions] = self._look_at(given)
        logs: list[Tensor] = []
        for start in range(0, len(choices), self._at_once):
            said = self._said(choices[start : start + self._at_once])
            several = self._several(given, len(said.pieces), seen[question.regions])
            scores = (self._written_from if self._encodes else self._written_after)(several, said)
            each = scores.float().log_softmax(-1).gather(-1, said.pieces[..., None])[..., 0]
            logs.append((each * said.counted).sum(1) / said.counted.sum(1).clamp(min=1))
        return torch.cat(logs)

    def _look_at(self, given: Mapping[str, Any]) -> Any:
        """Return what the model makes of the picture; None where the library's model cannot be handed it."""
        look = getattr(self.model, "get_image_features", None)
        if look is None or "mm_encoder_outputs" not in self._takes:
            return None
        taken = inspect.signature(look).parameters
        # What the eye's own layers saw is not asked for again, and would be copied for every choice.
        seen = look(**{name: value for name, value in given.items() if name in taken}, return_dict=True)
        for large in ("hidden_states", "attentions"):
            if seen.get(large) is not None:
                seen[large] = None
        return seen

    def _several(self, given: Mapping[str, Any], copies: int, seen: Any) -> dict[str, Any]:
        """Return the inputs for as many copies of the picture and the prompt."""
        if seen is not None:
            given = {**given, _PIXELS: None}
        several = {
            name: torch.cat([value] * copies) if isinstance(value, Tensor) else value for name, value in given.items()
        }
        return several if seen is None else {**several, "mm_encoder_outputs": {"image": repeated(seen, copies)}}

    def _said(self, choices: Sequence[str]) -> _Said:
        tokenizer, device = self._way.tokenizer, self.model.device
        rows, starts = [], []
        for choice in choices:
            text = " ".join(choice.split())
            if self._encodes:
                whole, lead = tokenizer(text)["input_ids"], []
                whole = whole if whole[-1:] == [tokenizer.eos_token_id] else [*whole, tokenizer.eos_token_id]
            else:
                lead = tokenizer(self._lead, add_special_tokens=False)["input_ids"] if self._lead else []
                whole = tokenizer(f"{self._lead} {text}", add_special_tokens=False)["input_ids"]
            rows.append(torch.tensor(whole))
            starts.append(_shared(lead, whole))
        pieces = pad_sequence(rows, batch_first=True)
        places = torch.arange(pieces.shape[1])
        lengths, begun = torch.tensor([len(row) for row in rows])[:, None], torch.tensor(starts)[:, None]
        return _Said(pieces.to(device), ((places >= begun) & (places < lengths)).to(device))

    def _written_from(self, several: dict[str, Any], said: _Said) -> Tensor:
        """Return the scores [N, T, V] of what a decoder writes from what its encoder read."""
        return self.model(**several, labels=said.pieces.masked_fill(~said.counted, _NOT_COUNTED)).logits

    def _written_after(self, several: dict[str, Any], said: _Said) -> Tensor:
        """Return the scores [N, T, V] of what follows the prompt."""
        prompts, more = several["input_ids"], said.pieces.shape[1]
        self._require_room(prompts.shape[1] + more)
        there = said.counted | (said.counted.cumsum(1) == 0)  # the lead, too
        for name, value in several.items():
            if isinstance(value, Tensor) and value.shape == prompts.shape:  # other kinds of marks are 0 for plain words
                end = {"input_ids": said.pieces, "attention_mask": there}.get(name, torch.zeros_like(said.pieces))
                several[name] = torch.cat([value, end.to(value.dtype)], 1)
        kept = {"logits_to_keep": more + 1} if "logits_to_keep" in self._takes else {}
        return self.model(**several, **kept).logits[:, -more - 1 : -1]

    def _require_room(self, length: int) -> None:
        most = getattr(self.model.config.get_text_config(), "max_position_embeddings", None)
        if most is not None and length > most:
            raise BadQuestion(
                f"{self._name} reads up to {most} pieces of picture, question and choice together, and these have "
                f"{length}. Write them shorter."
            )


def writing_scorer(loaded: Blip2Answerer | ChatAnswerer) -> WeighingScorer:
    """Return the scorer that chooses by what a loaded model would write."""
    return WeighingScorer(loaded.name, Writing(loaded), "likelihood")


def share_writer(folder_or_id: str, load: Callable[[], Answerer]) -> WeighingScorer | None:
    """Return the scorer made of the model that `load` gives; None, and nothing loaded, where that only matches."""
    if natures_of(folder_or_id) not in ((), WRITING):
        return None
    loaded = load()
    return writing_scorer(loaded) if isinstance(loaded, Blip2Answerer | ChatAnswerer) else None


def _shared(lead: Sequence[int], whole: Sequence[int]) -> int:
    """Return how many pieces both begin with: where a choice begins behind its lead."""
    return next((place for place, (a, b) in enumerate(zip(lead, whole, strict=False)) if a != b), len(lead))
