"""BLIP-2, asked in the form it was trained on, and a second time for the reason when it gives none.

Its picture goes in at fixed places of the prompt, one token per query. Where they are missing the model answers from
the words alone and says nothing about it, so their number is checked (facts: transformers 5.23 does not).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from PIL import Image
from transformers import PreTrainedModel

from models.blip2_prompts import ASK, ask_why
from models.errors import ModelUnavailable
from models.huggingface.chat import CUT_NOTE, settings_of
from models.huggingface.devices import Placement
from models.huggingface.generating import Generator, watch_for_stop
from models.marks import MarkStyle
from models.prompting import draw_marks
from models.records import Answer, Question, Setting
from models.registry import ModelOptions
from models.streaming import growing_answers


class Blip2Answerer:
    """A BLIP-2 from a folder."""

    def __init__(
        self,
        name: str,
        model: PreTrainedModel,
        processor: Any,
        *,
        style: MarkStyle,
        placement: Placement,
        options: ModelOptions,
    ) -> None:
        self.name = name
        self.model = model
        self.options = options
        self.placement = placement
        self.style = style
        self.processor = processor
        self._queries: int = model.config.num_query_tokens
        _join(processor, model, name)
        self.prepare(Image.new("RGB", (64, 64), "#808080"), ASK.format(question="what?"))
        watch_for_stop(model)

    def answer(self, image: Image.Image, question: Question) -> Iterator[Answer]:
        """Yield the growing answer; see base.Answerer. Closing the iterator ends the run at once."""
        marked = draw_marks(image, question.regions, self.style)
        yield from growing_answers(_Blip2Speech(self, marked, question.text), name=self.name)

    def prepare(self, picture: Image.Image, prompt: str) -> Mapping[str, Any]:
        """Return the model's inputs, on its device. Raises ModelUnavailable when the picture would not be looked at."""
        return self.prepare_all([picture], [prompt])

    def prepare_all(self, pictures: Sequence[Image.Image], prompts: Sequence[str]) -> Mapping[str, Any]:
        """Return the inputs for several pictures with a prompt each, likewise."""
        inputs = self.processor(images=list(pictures), text=list(prompts), padding=True, return_tensors="pt")
        places = (inputs["input_ids"] == self.model.config.image_token_id).sum(dim=-1).tolist()
        if any(count != self._queries for count in places):
            raise ModelUnavailable(
                f"{self.name}: the prompt keeps {places[0]} places for the picture where the model looks for "
                f"{self._queries}, so it would not be looked at. Save the processor that belongs to the model."
            )
        trained = self.model.config.vision_config.image_size
        larger = tuple(inputs["pixel_values"].shape[-2:]) != (trained, trained)
        return {
            **inputs.to(self.placement.device, self.placement.torch_dtype),
            "interpolate_pos_encoding": larger,
        }

    def generator(self) -> Generator:
        return Generator(self.model, self.processor.tokenizer, self.options, self.name)


def _join(processor: Any, model: PreTrainedModel, name: str) -> None:
    """Fill in what early checkpoints leave out: how many places the picture takes, and which token marks them."""
    if processor.num_query_tokens is None:
        processor.num_query_tokens = model.config.num_query_tokens
    if model.config.image_token_id is None:
        token = processor.tokenizer.convert_tokens_to_ids("<image>")
        rows = model.get_input_embeddings().num_embeddings
        if token >= rows:
            raise ModelUnavailable(
                f"{name}: its vocabulary of {rows} has no place for the picture's token. Take a newer copy of it."
            )
        model.config.image_token_id = token


class _Blip2Speech:
    """One reply; see streaming.Speech."""

    def __init__(self, student: Blip2Answerer, picture: Image.Image, question: str) -> None:
        self._student = student
        self._picture = picture
        self._question = question
        self._generator = student.generator()
        self.settings: Mapping[str, Setting] = settings_of(student.placement, student.options)

    def run(self, say: Callable[[str], None]) -> str:
        generated = self._say(ASK.format(question=self._question), say)
        why = ask_why(self._question, generated.text)
        if why and not generated.cut and not self._generator.stopped:
            say("\nRationale: ")
            generated = self._say(why, say)
        return CUT_NOTE if generated.cut else ""

    def stop(self) -> None:
        self._generator.stop()

    def _say(self, prompt: str, say: Callable[[str], None]) -> Any:
        return self._generator.generate(lambda: self._student.prepare(self._picture, prompt), say)
