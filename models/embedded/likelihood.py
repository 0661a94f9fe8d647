"""A scorer made from the embedded student: how likely would it be to say each of the choices itself?

    s(c) = 1/n * sum over i = 1..n of log p(w_i | w_1 .. w_(i-1), picture, regions, question)
    share(c) = exp(s(c) / T) / sum over all choices d of exp(s(d) / T)

w_1 .. w_n are the pieces of choice c and the sign that ends an answer, for stopping there is a decision too. The mean
stands in place of the sum because a sum would let the shortest choice win; it is what Brown et al. ("Language Models
are Few-Shot Learners", NeurIPS 2020, section 2.4) do for multiple choice. T is the temperature that the student's
folder names; `training/embedded/likelihood_temperature.py` fits it.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from textwrap import shorten

import torch
from PIL import Image
from torch import Tensor

from models.choices import Nature
from models.choosing import check_choices
from models.embedded.folder import find_folder
from models.embedded.looking import Looking
from models.embedded.slots import Slots, assign_slots
from models.embedded.student import EmbeddedStudent, load_student
from models.embedded.tensors import padded
from models.embedded.vocabulary import BECAUSE, END, PAD, START
from models.embedded.weights import STUDENT_FORMAT, open_student
from models.errors import BadQuestion
from models.records import Question, Region

# For a folder that names none, as older ones: what was fitted, to one digit, for the first student that could choose.
UNFITTED_TEMPERATURE = 0.2
_SHOWN = 40  # characters of a choice that a refusal quotes


class LikelihoodScorer(EmbeddedStudent):
    """A student that says which of several answers it would rather give."""

    nature: Nature = "likelihood"

    @property
    def temperature(self) -> float:
        """Return what log-likelihoods are divided by."""
        return self.stored.settings.choosing_temperature or UNFITTED_TEMPERATURE

    def score(self, image: Image.Image, question: Question, choices: Sequence[str]) -> tuple[float, ...]:
        """Return the share of belief of every choice.

        Raises BadQuestion for fewer than two choices, empty or equal ones, and text that is too long to be read.
        """
        return self.look(image)(question, choices)

    def look(self, image: Image.Image) -> Callable[[Question, Sequence[str]], tuple[float, ...]]:
        """Look a picture over once, and return what scores choices about it as `score` does."""
        looking = Looking(self._look_over(image), self._look_at)

        def score(question: Question, choices: Sequence[str]) -> tuple[float, ...]:
            logs = self._log_likelihoods(looking, question, choices)
            shares = (logs.double() / self.temperature).softmax(0)
            return tuple(float(share) for share in shares)

        return score

    def log_likelihoods(self, image: Image.Image, question: Question, choices: Sequence[str]) -> Tensor:
        """Return the mean log-probability of a piece of every choice, before any temperature; raises as `score`."""
        return self._log_likelihoods(Looking(self._look_over(image), self._look_at), question, choices)

    def _log_likelihoods(
        self, looking: Looking, question: Question, choices: Sequence[str], *, answer: str = ""
    ) -> Tensor:
        """Return what `log_likelihoods` does; with an answer the choices are rationales, said after it."""
        check_choices(choices)
        whole = question.model_copy(update={"text": " ".join((question.text, answer, *choices))})
        regions: tuple[Region, ...] = (*question.regions, *self._read_marks(looking.image, [whole]).values())
        slots = assign_slots(whole.text, regions, self._limits.regions)
        asked = self._asked(slots.to_slots(question.text))
        begun = [*self._said(slots, 0, answer)] if answer else [START]
        end = END if answer else BECAUSE
        said = [[*begun, *self._said(slots, number, each)[1:-1], end] for number, each in enumerate(choices, start=1)]
        words = padded(said)[:, : self._limits.answer_words + 1]
        seen = looking.at(slots.regions)
        with torch.inference_mode():
            understood = self._network.read(seen, torch.tensor([asked]))  # once, for all that is said to it
            logs = self._network.speak(understood, words[:, :-1]).float().log_softmax(-1)
            following = words[:, 1:]
            counted = (following != PAD) & (torch.arange(following.shape[1]) >= len(begun) - 1)
            each = logs.gather(-1, following[..., None])[..., 0]
            return (each * counted).sum(1) / counted.sum(1).clamp(min=1)

    def doubts(self, image: Image.Image) -> tuple[str, ...]:
        """Return what a person should know before believing the shares: whether the picture is out of its world."""
        return self._doubts(self._look_over(image))

    def _asked(self, text: str) -> list[int]:
        words, limit = self._vocabulary.read_question(text), self._limits.question_words
        if not words:
            raise BadQuestion("The question has no words. Write what is to be chosen for.")
        if len(words) > limit:
            raise BadQuestion(
                f"The question has {len(words)} pieces of words, and the embedded student reads up to {limit}. "
                "Write it shorter."
            )
        return words

    def _said(self, slots: Slots, number: int, choice: str) -> list[int]:
        """Return START, the pieces as the student would write them (lower case, no full stop), BECAUSE."""
        words = self._vocabulary.read_question(slots.to_slots(choice).rstrip(" ."))
        limit = self._limits.answer_words - 2  # START and BECAUSE take a place each
        if len(words) > limit:
            raise BadQuestion(
                f'Choice {number} ("{shorten(choice, _SHOWN, placeholder=" ...")}") has {len(words)} pieces of words, '
                f"and the embedded student reads up to {limit} in a choice. Write it shorter."
            )
        return [START, *words, BECAUSE]


def load_own(name: str, home: Path) -> LikelihoodScorer:
    """Load the student of that name in a folder of students that were made here; raises as `load_likelihood`."""
    folder = find_folder(name, "student", STUDENT_FORMAT, home=home, prefix="own")
    return LikelihoodScorer(open_student(folder), f"own:{name}")


def load_from(folder: Path) -> LikelihoodScorer:
    """Load the student in any folder; raises as `load_likelihood`."""
    return LikelihoodScorer(open_student(folder), f"folder:{folder.name}")


def load_likelihood(name: str = "student", folder: Path | None = None) -> LikelihoodScorer:
    """Load models/embedded/<name>, or a folder given. Raises ModelUnavailable when it is unknown or damaged."""
    student = load_student(name, folder)
    return LikelihoodScorer(student.stored, student.name)
