"""The embedded student as a model that draws its words: a rival for the one that takes the likeliest."""

from collections.abc import Iterator

from PIL import Image

from models.embedded.student import EmbeddedStudent
from models.records import Answer, Question
from training.corpus.demo.student import sampled_answers


class SampledStudent:
    """Answers like the student it is made of, in words drawn at a temperature; named as another model."""

    def __init__(self, student: EmbeddedStudent, *, temperature: float, seed: int = 0) -> None:
        """Raises BadSetting for a temperature that means nothing."""
        self.name = f"{student.name} at temperature {temperature:g}"
        self._answer_all = sampled_answers(student, temperature=temperature, seed=seed)

    def answer(self, image: Image.Image, question: Question) -> Iterator[Answer]:
        """Yield the whole answer. It has no confidence: that is calibrated for the likeliest words only."""
        (answer,) = self._answer_all(image, [question])
        yield answer.model_copy(update={"model": self.name, "confidence": None})
