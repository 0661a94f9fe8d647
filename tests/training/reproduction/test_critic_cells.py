"""A critic's figures against labels and against truth, and what its best candidates are worth."""

from PIL import Image

from models.critic_labels import RULE, CriticLabel
from models.judging import Candidate
from models.records import QAR
from training.embedded.critic_data import About, Labelled
from training.reproduction.critic_cells import best_of, best_places, measure

SCORES = [0.9, 0.8, 0.3, 0.6, 0.1]
ACCEPTED = [True, False, False, True, False]
RIGHT = [True, True, False, False, False]


def data() -> Labelled:
    labels = tuple(
        CriticLabel(
            rule=RULE,
            item_id=f"{number // 2}",
            position=number % 2,
            candidate=Candidate(id=f"{number}", image_id=f"{number // 2:064x}", qar=QAR(**dict.fromkeys(_PARTS, "?"))),
            label="accept" if accepted else "reject",
            qa=0,
            rationale=0,
        )
        for number, accepted in enumerate(ACCEPTED)
    )
    truths = {f"{number}": right for number, right in enumerate(RIGHT)}
    return Labelled(labels, lambda _: Image.new("RGB", (4, 4)), About(supervision="", seeds=""), truths)


_PARTS = ("question", "answer", "rationale")


def test_labels_and_truth_are_told_apart() -> None:
    cell = measure(SCORES, data())

    assert (cell.n, cell.pictures, cell.accepted, cell.right) == (5, 3, 0.4, 0.4)
    # Accepted 0.9 and 0.6 before rejected 0.8, 0.3, 0.1: five pairs of six. Right ones before all others.
    assert (cell.auc, cell.auc_right) == (0.8333, 1.0)
    # From 0.5 on three are taken: two of them accepted, two right.
    at = next(each for each in cell.sweep if each.threshold == 0.5)
    assert (at.kept, at.accepted, at.right) == (3, 0.6667, 0.6667)
    assert (cell.best.accepted, cell.best.right) == (1.0, 1.0)


def test_the_best_are_those_with_the_highest_scores() -> None:
    assert best_places(SCORES, 0.4) == [0, 1]
    assert best_places(SCORES, 0.01) == [0]
    assert best_of(SCORES, ACCEPTED, RIGHT, 0.6).accepted == 0.6667
