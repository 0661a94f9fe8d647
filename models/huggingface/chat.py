"""Any chat model that takes pictures, asked through its own chat template."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from jinja2 import TemplateError
from PIL import Image
from transformers import PreTrainedModel

from models.errors import ModelUnavailable
from models.huggingface.devices import Placement
from models.huggingface.generating import Generator, watch_for_stop
from models.marks import MarkStyle
from models.prompting import Posed, pose
from models.records import Answer, Question, Setting
from models.registry import ModelOptions
from models.streaming import growing_answers

CUT_NOTE = "The reply was cut off at the length limit; allow more tokens for a whole one."


class ChatAnswerer:
    """A chat model from a folder, such as LLaVA, Gemma, Idefics or Qwen-VL."""

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
        self.style = style
        self.options = options
        self.placement = placement
        self.processor = processor
        self._require_sight()
        watch_for_stop(model)

    def answer(self, image: Image.Image, question: Question) -> Iterator[Answer]:
        """Yield the growing answer; see base.Answerer. Closing the iterator ends the run at once."""
        yield from growing_answers(_ChatSpeech(self, pose(image, question, self.style)), name=self.name)

    def prepare(self, posed: Posed) -> Mapping[str, Any]:
        """Return the model's inputs, on its device."""
        return self.prepare_all([posed])

    def prepare_all(self, posed: Sequence[Posed]) -> Mapping[str, Any]:
        """Return the inputs for several pictures with a prompt each."""
        inputs = self.processor.apply_chat_template(
            [[{"role": "user", "content": _content(each)}] for each in posed],
            add_generation_prompt=True,
            tokenize=True,
            return_dict=True,
            return_tensors="pt",
            processor_kwargs={"padding": True},
        )
        return inputs.to(self.placement.device, self.placement.torch_dtype)

    def generator(self) -> Generator:
        return Generator(self.model, self.processor.tokenizer, self.options, self.name)

    def _require_sight(self) -> None:
        """Refuse a template that drops the picture: the model would answer from the question alone."""
        try:
            inputs = self.prepare(Posed(Image.new("RGB", (64, 64), "#808080"), "?"))
        except (TemplateError, ValueError, TypeError, KeyError, AttributeError, RuntimeError, OSError) as error:
            raise ModelUnavailable(
                f"{self.name}: its chat template takes no picture ({type(error).__name__})."
            ) from error
        config = self.model.config
        token = getattr(config, "image_token_id", None) or getattr(config, "image_token_index", None)
        blind = token is not None and not (inputs["input_ids"] == token).any()
        if blind or not any(key.startswith("pixel") for key in inputs):
            raise ModelUnavailable(f"{self.name}: its chat template leaves the picture out. Take another checkpoint.")


def _content(posed: Posed) -> list[dict[str, Any]]:
    return [{"type": "image", "image": posed.picture}, {"type": "text", "text": posed.prompt}]


class _ChatSpeech:
    """One reply; see streaming.Speech."""

    def __init__(self, student: ChatAnswerer, posed: Posed) -> None:
        self._student = student
        self._posed = posed
        self._generator = student.generator()
        self.settings: Mapping[str, Setting] = settings_of(student.placement, student.options)

    def run(self, say: Callable[[str], None]) -> str:
        generated = self._generator.generate(lambda: self._student.prepare(self._posed), say)
        return CUT_NOTE if generated.cut else ""

    def stop(self) -> None:
        self._generator.stop()


def settings_of(placement: Placement, options: ModelOptions) -> Mapping[str, Setting]:
    """Return what an answer says about how it was made."""
    return {
        "device": placement.device,
        "dtype": placement.dtype,
        "temperature": options.temperature,
        "max_tokens": options.max_tokens,
    }
