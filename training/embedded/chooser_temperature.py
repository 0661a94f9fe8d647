"""How sure a chooser may be: one temperature, fitted on scenes of their own, and a check on others.

Temperature scaling (Guo, Pleiss, Sun and Weinberger, "On Calibration of Modern Neural Networks", ICML 2017, section
4.2): the scores of an item are divided by the one number that makes the right choices most likely.
"""

from collections.abc import Sequence

import torch

from models.embedded.chooser import EmbeddedChooser
from models.records import Question
from training.embedded.calibration import Outcome, Reliability, measure_reliability
from training.evaluation.choices import Chosen, draw_choice_exams
from training.evaluation.sampling import FITTED_SEED

_LOWEST, _HIGHEST, _TRIED = 0.05, 20.0, 400
_NO_FILE = "0" * 64


def fit_temperature(scores: torch.Tensor, labels: torch.Tensor) -> float:
    """Return the temperature at which labels [N] are most likely under the scores [N, choices]; 0.05 to 20.

    Tried at equal steps of its logarithm: the likelihood has one peak, and a grid has no way to go astray.
    """
    tried = torch.logspace(torch.tensor(_LOWEST).log10(), torch.tensor(_HIGHEST).log10(), _TRIED, dtype=torch.double)
    logs = (scores.double()[None] / tried[:, None, None]).log_softmax(-1)
    likelihood = logs[:, torch.arange(len(labels)), labels].mean(1)
    return round(float(tried[likelihood.argmax()]), 4)


def temperature_of(chooser: EmbeddedChooser, *, count: int, seed: int = FITTED_SEED) -> float:
    """Fit on `count` answer items and their rationale items."""
    scores, labels = [], []
    for exam in draw_choice_exams(count, seed):
        for pair in exam.pairs:
            for posed in pair:
                if posed is not None:
                    question = Question(image_id=_NO_FILE, text=posed.item.question, regions=exam.regions)
                    scores.append(chooser.log_odds(exam.image, question, posed.item.choices))
                    labels.append(posed.item.label)
    return fit_temperature(torch.stack(scores), torch.tensor(labels))


def reliability_of(chosen: Sequence[Chosen], *, fitted_on: int) -> Reliability:
    """Return how often the choice is right, by the share of belief that it got."""
    outcomes = [Outcome((0.0, 0.0, 0.0), max(each.scores), each.right) for each in chosen]
    return measure_reliability(outcomes, fitted_on=fitted_on)
