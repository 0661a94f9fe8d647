"""A student as a scorer: how much likelier does the picture make it to say a choice?

    s(c) = 1/n * sum over i = 1..n of log p(w_i | w_1 .. w_(i-1), picture, regions, question)
                                    - log p(w_i | w_1 .. w_(i-1), grey, question)

w_1 .. w_n are the pieces of choice c. What is said often, in any picture, gains nothing by being said often: so a
student can be asked in words that are not its teacher's. It is the pointwise mutual information of Holtzman et al.
("Surface Form Competition", EMNLP 2021, section 3), the question without the picture being the domain; and it is nearer
to the likeness of picture and text, by which the paper's students choose, than the likelihood alone is. A question that
ends in its answer ("why is [0] sad? it fell") asks for a rationale, which is then said after that answer.
"""

from collections.abc import Callable, Sequence

from PIL import Image

from models.embedded.likelihood import LikelihoodScorer
from models.embedded.looking import Looking
from models.embedded.picture import PADDING
from models.records import Question

SCORED_BY = "gain in likelihood by the picture"


class GainScorer(LikelihoodScorer):
    """A student that says which of several answers a picture speaks for."""

    _grey: Looking | None = None

    def look(self, image: Image.Image) -> Callable[[Question, Sequence[str]], tuple[float, ...]]:
        """Look a picture over once, and return what scores choices about it; see `LikelihoodScorer.look`."""
        looked, grey = Looking(self._look_over(image), self._look_at), self._nothing(image.size)

        def score(question: Question, choices: Sequence[str]) -> tuple[float, ...]:
            asked, answer = apart(question.text)
            seeing = question.model_copy(update={"text": asked})
            blind = seeing.model_copy(update={"regions": ()})
            with_picture = self._log_likelihoods(looked, seeing, choices, answer=answer)
            gain = with_picture - self._log_likelihoods(grey, blind, choices, answer=answer)
            return tuple((gain.double() / self.temperature).softmax(0).tolist())

        return score

    def _nothing(self, size: tuple[int, int]) -> Looking:
        """Return what is seen of a grey picture of that size; the last one is kept, for many have the same."""
        if self._grey is None or self._grey.image.size != size:
            self._grey = Looking(self._look_over(Image.new("RGB", size, PADDING)), self._look_at)
        return self._grey


def apart(text: str) -> tuple[str, str]:
    """Return a question and the answer that stands behind its question mark, "" where there is none.

    >>> apart("why is [0] sad? it fell")
    ('why is [0] sad?', 'it fell')
    """
    asked, mark, answer = text.rpartition("?")
    return (f"{asked}{mark}", answer.strip()) if mark and answer.strip() else (text, "")
