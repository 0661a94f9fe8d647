"""Ask several models the same questions, each only when its answer is wanted."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from models.errors import AnswerFailed, BadSetting, ModelUnavailable

if TYPE_CHECKING:
    from PIL.Image import Image

    from models.base import Answerer
    from models.judging import Candidate
    from models.records import Answer, Question, Setting
    from models.registry import ModelOptions

_MOST_FAILURES = 5  # in a row, and a model is given up


def build_rivals(names: Sequence[str], options: "ModelOptions") -> "list[Answerer]":
    """Return the models of these names. Raises BadSetting where one is named twice, ModelUnavailable."""
    from models.registry import build_answerer, check_model

    if len(names) < 2:
        raise BadSetting("Two models are compared; name one with --a and the other with --b.")
    for name in names:
        check_model(name)
    return [build_answerer(name, options) for name in names]


class Rivals:
    """Models that answer the same questions, by name. One that fails five times in a row is unavailable."""

    def __init__(self, answerers: "Sequence[Answerer]") -> None:
        self.names = tuple(each.name for each in answerers)
        if len(set(self.names)) < len(self.names):
            raise BadSetting(f"A model cannot be compared with itself, and {', '.join(self.names)} names one twice.")
        self._answerers = {each.name: each for each in answerers}
        self._failures = dict.fromkeys(self.names, 0)

    def say(self, name: str, image: "Image", question: "Question", origin: "Mapping[str, Setting]") -> "Candidate":
        """Return a model's answer as a text to be judged. Raises AnswerFailed where it has none, ModelUnavailable."""
        from models.judging import Candidate
        from models.records import QAR

        answer = self._answer(name, image, question)
        return Candidate(
            id=f"{name}: {question.text}"[:200],
            image_id=question.image_id,
            regions=question.regions,
            qar=QAR(question=question.text, answer=answer.text, rationale=answer.rationale),
            origin={**answer.settings, **origin},
            scores={} if answer.confidence is None else {"confidence": answer.confidence},
        )

    def _answer(self, name: str, image: "Image", question: "Question") -> "Answer":
        try:
            answer = final_answer(self._answerers[name], image, question)
        except AnswerFailed as problem:
            self._failures[name] += 1
            if self._failures[name] >= _MOST_FAILURES:
                raise ModelUnavailable(
                    f"{name} failed {_MOST_FAILURES} times in a row, the last time so: {problem} "
                    "The pairs found before are kept; the same command goes on from there, and opens the round."
                ) from None
            raise
        self._failures[name] = 0
        return answer


def final_answer(answerer: "Answerer", image: "Image", question: "Question") -> "Answer":
    """Return what a model says in the end. Raises AnswerFailed where that is nothing."""
    last = None
    for answer in answerer.answer(image, question):
        last = answer
    if last is None or not (last.complete and last.text.strip()):
        raise AnswerFailed(f"{answerer.name} said nothing.")
    return last
