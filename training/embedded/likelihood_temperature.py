"""Fit the temperature at which a student's likelihoods become shares of belief (`models/embedded/likelihood.py`)."""

import torch

from models.embedded.likelihood import LikelihoodScorer
from models.records import Question
from training.embedded.chooser_temperature import fit_temperature
from training.evaluation.choices import draw_choice_exams
from training.evaluation.sampling import FITTED_SEED, NO_FILE


def likelihood_temperature(scorer: LikelihoodScorer, *, count: int, seed: int = FITTED_SEED) -> float:
    """Fit on `count` answer items of unseen scenes. Not on their rationale items: the question of one of these ends in
    an answer, which the student has never read."""
    logs: list[torch.Tensor] = []
    labels: list[int] = []
    for exam in draw_choice_exams(count, seed):
        for pair in exam.pairs:
            item = pair.answer.item
            question = Question(image_id=NO_FILE, text=item.question, regions=exam.regions)
            logs.append(scorer.log_likelihoods(exam.image, question, item.choices))
            labels.append(item.label)
    return fit_temperature(torch.stack(logs), torch.tensor(labels))
