"""What the embedded student says when it draws its words: right answers, near ones and wrong ones."""

from collections.abc import Sequence

import torch
from PIL import Image

from models.embedded.sampling import sampler
from models.embedded.student import EmbeddedStudent
from models.records import Answer, Question
from training.corpus.demo.rounds import AnswerAll


def sampled_answers(
    student: EmbeddedStudent, *, temperature: float = 1.1, nucleus: float = 0.95, seed: int = 0
) -> AnswerAll:
    """Return what answers questions by drawn words. Raises BadSetting for settings that mean nothing."""
    choose = sampler(temperature=temperature, nucleus=nucleus, seed=seed)

    def answer_all(image: Image.Image, questions: Sequence[Question]) -> list[Answer]:
        # The matrices are small: threads would wait for each other, on a busy machine for most of the time.
        threads = torch.get_num_threads()
        torch.set_num_threads(1)
        try:
            return student.answer_all(image, questions, choose=choose)
        finally:
            torch.set_num_threads(threads)

    return answer_all
