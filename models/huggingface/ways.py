"""How each family of models that see and write is asked to put a picture into words.

A way turns wishes into `Ask`s, and several of these into a model's inputs. BLIP-2 and chat models see a region by the
frame around it; Florence-2 was trained on corners written as tokens.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from PIL import Image
from transformers import PreTrainedModel

from models.blip2_prompts import ASK
from models.huggingface.blip2 import Blip2Answerer
from models.huggingface.chat import ChatAnswerer
from models.huggingface.devices import Placement
from models.marks import colour_of
from models.prompting import Posed, colour_name, draw_marks, pose, shrink
from models.records import Question, Region
from models.verbalizing.asking import NARRATE, REPLY, caption_prompt, framed

_BLIP2_REGION = "what is in the {colour} frame?"
_BLIP2_PICTURE = "a photo of"
_BINS = 1000  # places along a side that Florence-2 can name


class Ask(NamedTuple):
    """A picture and what is asked about it, as a model takes it."""

    picture: Image.Image
    text: str


class Way(Protocol):
    """A model and how it is asked; `answers` tells whether it can be asked questions."""

    model: PreTrainedModel
    tokenizer: Any
    answers: bool

    def about_region(self, image: Image.Image, region: Region) -> Ask:
        """Ask for a description of a region."""
        ...

    def about_picture(self, image: Image.Image) -> Ask:
        """Ask for a narrative."""
        ...

    def about_question(self, image: Image.Image, question: str) -> Ask:
        """Ask a question; only where `answers` is true."""
        ...

    def prepare(self, asked: Sequence[Ask]) -> Mapping[str, Any]:
        """Return the model's inputs for all that is asked, on its device."""
        ...


class Blip2Way:
    """BLIP-2: goes on after "a photo of", and answers questions in the form it was trained on."""

    def __init__(self, loaded: Blip2Answerer) -> None:
        self.model, self.tokenizer, self.answers = loaded.model, loaded.processor.tokenizer, True
        self.processor = loaded.processor
        self._loaded = loaded
        # Where the model goes on in the prompt, that must end there; an encoder would take padding between the picture
        # and the words for distance.
        self.tokenizer.padding_side = "left" if self.model.config.use_decoder_only_language_model else "right"

    def about_region(self, image: Image.Image, region: Region) -> Ask:
        colour = colour_name(colour_of(0, self._loaded.style.palette))
        asked = ASK.format(question=_BLIP2_REGION.format(colour=colour))
        return Ask(framed(image, region, self._loaded.style), asked)

    def about_picture(self, image: Image.Image) -> Ask:
        return Ask(shrink(image), _BLIP2_PICTURE)

    def about_question(self, image: Image.Image, question: str) -> Ask:
        return Ask(shrink(image), ASK.format(question=question))

    def about_regions(self, image: Image.Image, question: Question) -> Ask:
        """Ask as `Blip2Answerer.answer` does."""
        return Ask(draw_marks(image, question.regions, self._loaded.style), ASK.format(question=question.text))

    def prepare(self, asked: Sequence[Ask]) -> Mapping[str, Any]:
        return self._loaded.prepare_all([each.picture for each in asked], [each.text for each in asked])


class ChatWay:
    """A chat model, asked in whole sentences."""

    def __init__(self, loaded: ChatAnswerer) -> None:
        self.model, self.tokenizer, self.answers = loaded.model, loaded.processor.tokenizer, True
        self.processor = loaded.processor
        self._loaded = loaded
        self.tokenizer.padding_side = "left"

    def about_region(self, image: Image.Image, region: Region) -> Ask:
        return Ask(framed(image, region, self._loaded.style), caption_prompt(self._loaded.style))

    def about_picture(self, image: Image.Image) -> Ask:
        return Ask(shrink(image), NARRATE)

    def about_question(self, image: Image.Image, question: str) -> Ask:
        return Ask(shrink(image), REPLY.format(question=question))

    def about_regions(self, image: Image.Image, question: Question) -> Ask:
        """Ask as `ChatAnswerer.answer` does."""
        return Ask(*pose(image, question, self._loaded.style))

    def prepare(self, asked: Sequence[Ask]) -> Mapping[str, Any]:
        return self._loaded.prepare_all([Posed(*each) for each in asked])


class FlorenceWay:
    """Florence-2: does the tasks that it has names for, and answers no questions."""

    def __init__(self, model: PreTrainedModel, processor: Any, placement: Placement) -> None:
        self.model, self.tokenizer, self.answers = model, processor.tokenizer, False
        self._processor = processor
        self._placement = placement

    def about_region(self, image: Image.Image, region: Region) -> Ask:
        sides = zip(region.box, (image.width, image.height) * 2, strict=True)
        places = (min(max(int(side / length * _BINS), 0), _BINS - 1) for side, length in sides)
        return Ask(shrink(image), "<REGION_TO_DESCRIPTION>" + "".join(f"<loc_{place}>" for place in places))

    def about_picture(self, image: Image.Image) -> Ask:
        return Ask(shrink(image), "<MORE_DETAILED_CAPTION>")

    def about_question(self, image: Image.Image, question: str) -> Ask:
        raise AssertionError(f"Florence-2 was asked {question!r} about {image.size}")

    def prepare(self, asked: Sequence[Ask]) -> Mapping[str, Any]:
        pictures, texts = [each.picture for each in asked], [each.text for each in asked]
        inputs = self._processor(images=pictures, text=texts, padding=True, return_tensors="pt")
        return inputs.to(self._placement.device, self._placement.torch_dtype)
