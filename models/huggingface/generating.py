"""One run of `generate`, word by word, that can be stopped between two words and between two layers."""

import logging
import threading
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import torch
from transformers import PreTrainedModel, StoppingCriteria, StoppingCriteriaList
from transformers.generation.streamers import TextStreamer
from transformers.modeling_layers import GradientCheckpointingLayer

from models.errors import AnswerFailed
from models.registry import ModelOptions

log = logging.getLogger(__name__)


# The stop sign of the run that a thread is busy with, where the layers of a model can see it.
_running = threading.local()


class _StopAsked(Exception):
    """The reader has left in the middle of a step."""


def watch_for_stop(model: PreTrainedModel) -> None:
    """Let every layer look for the stop sign: on a CPU the first step alone can take a minute. Call once per model."""

    def look(*_: object) -> None:
        if torch.compiler.is_compiling():  # a trainer's layers; nobody can stop one of those by themselves
            return
        stopped = getattr(_running, "stopped", None)
        if stopped is not None and stopped.is_set():
            raise _StopAsked

    for layer in model.modules():
        if isinstance(layer, GradientCheckpointingLayer):
            layer.register_forward_pre_hook(look)


class Generated(NamedTuple):
    """What was said; `cut` when the length limit ended it."""

    text: str
    cut: bool


class Generator:
    """A model with its tokenizer and one reader, who may stop it."""

    def __init__(self, model: PreTrainedModel, tokenizer: Any, options: ModelOptions, name: str) -> None:
        self._model: Any = model  # typed, `generate` would be taken for a tensor
        self._tokenizer = tokenizer
        self._options = options
        self._name = name
        self._stopped = threading.Event()

    @property
    def stopped(self) -> bool:
        return self._stopped.is_set()

    def stop(self) -> None:
        """End the run after the layer that is being computed."""
        self._stopped.set()

    def generate(self, prepare: Callable[[], Mapping[str, Any]], say: Callable[[str], None]) -> Generated:
        """Prepare the inputs and say the words as they come. Raises AnswerFailed when the model breaks down."""
        teller = _Teller(self._tokenizer, say)
        watch = _Watch(self._stopped)
        warmth = self._options.temperature
        sampling = {"do_sample": True, "temperature": warmth} if warmth > 0 else {"do_sample": False}
        _running.stopped = self._stopped
        try:
            with torch.inference_mode():
                tokens = self._model.generate(
                    **prepare(),
                    **sampling,
                    num_beams=1,
                    max_new_tokens=self._options.max_tokens,
                    streamer=teller,
                    stopping_criteria=StoppingCriteriaList([watch]),
                )
        except _StopAsked:
            return Generated(teller.text, cut=False)
        except torch.OutOfMemoryError:
            raise AnswerFailed(
                f"{self._name}: the GPU's memory ran out. Close other programs or use the CPU."
            ) from None
        except (RuntimeError, ValueError, IndexError, TypeError, KeyError) as error:
            log.exception("%s broke down while answering", self._name)
            raise AnswerFailed(
                f"{self._name} broke down while answering ({type(error).__name__}). See the log."
            ) from error
        finally:
            _running.stopped = None
        ended = int(tokens[0, -1]) in _ends(self._model)
        return Generated(teller.text, cut=watch.words >= self._options.max_tokens and not ended)


class _Teller(TextStreamer):
    """Hands on whole words; the prompt and the special tokens are left out."""

    def __init__(self, tokenizer: Any, say: Callable[[str], None]) -> None:
        super().__init__(tokenizer, skip_prompt=True, skip_special_tokens=True)
        self._say = say
        self.text = ""

    def on_finalized_text(self, text: str, stream_end: bool = False) -> None:  # noqa: ARG002 - the library's shape
        self.text += text
        self._say(text)


class _Watch(StoppingCriteria):
    """Counts the words and ends the run when the reader has left."""

    def __init__(self, stopped: threading.Event) -> None:
        self._stopped = stopped
        self.words = 0

    def __call__(self, input_ids: Any, scores: Any, **_: Any) -> Any:  # noqa: ARG002 - the library's shape
        self.words += 1
        return torch.full((input_ids.shape[0],), self._stopped.is_set(), dtype=torch.bool, device=input_ids.device)


def _ends(model: PreTrainedModel) -> set[int]:
    """Return the tokens that end a text, as the model or its language model is set up to know them."""
    parts = (model, getattr(model, "language_model", None))
    found = [getattr(getattr(part, "generation_config", None), "eos_token_id", None) for part in parts]
    return {token for each in found if each is not None for token in (each if isinstance(each, list) else [each])}
