"""What a critic is worth on held-out labels, beside another one."""

from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image

from models.judging import Candidate
from tests.fakes.tiny_critic import leave_labelled
from training.critics.figures import Compared, bins_of, compare, scores_of, weighted
from training.embedded.critic_data import Labelled, read_labelled


class Knowing:
    """Knows what people accept as far as told, and counts the pictures that it is shown."""

    def __init__(self, name: str, accepted: float, rejected: float) -> None:
        self.name = name
        self.shown = 0
        self._scores = {True: accepted, False: rejected}

    def criticise(self, image: Image.Image, candidates: Sequence[Candidate]) -> tuple[float, ...]:
        self.shown += 1
        assert image.size == (64, 64)
        return tuple(self._scores["[3]" in each.qar.question] for each in candidates)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Labelled:
    return read_labelled(leave_labelled(tmp_path_factory.mktemp("labels"), 6))


def silent(_line: str) -> None:
    return None


def test_scores_come_in_the_order_of_the_labels_and_each_picture_is_opened_once(data: Labelled) -> None:
    critic = Knowing("a", 0.9, 0.2)
    turned = data._replace(labels=data.labels[::-1])

    assert scores_of(critic, turned, silent) == [0.2, 0.9] * 6
    assert critic.shown == 6


@pytest.mark.parametrize(
    ("new", "old", "verdict"),
    [
        ((0.9, 0.1), (0.1, 0.9), "new is better than old beyond chance."),
        ((0.1, 0.9), (0.9, 0.1), "new is worse than old beyond chance; keep the old one."),
        ((0.9, 0.1), (0.8, 0.3), "On 6 held-out pictures new cannot be told from old."),
    ],
)
def test_the_verdict_follows_from_the_interval_over_pictures(
    data: Labelled, new: tuple[float, float], old: tuple[float, float], verdict: str
) -> None:
    found = compare(Knowing("new", *new), Knowing("old", *old), data, silent)

    assert found.verdict == verdict
    assert found.new.figures.auc == float(new > old or new[0] > new[1])


def test_without_another_critic_nothing_is_compared(data: Labelled) -> None:
    found = compare(Knowing("new", 0.9, 0.1), None, data, silent)

    assert found.verdict == "new was compared with no other critic."
    assert Compared.model_validate_json(found.model_dump_json()) == found


def test_one_picture_is_too_few_to_tell(data: Labelled) -> None:
    one = data.only(data.pictures[:1])

    found = compare(Knowing("new", 0.9, 0.1), Knowing("old", 0.1, 0.9), one, silent)

    assert found.verdict == "The held-out pictures are too few to compare new with old."


def test_intervals_are_there_for_all_figures(data: Labelled) -> None:
    found = compare(Knowing("new", 0.75, 0.25), None, data, silent).new

    assert found.between == {"precision": (1, 1), "recall": (1, 1), "f1": (1, 1), "ece": (0.25, 0.25)}
    assert [(each.n, each.score, each.accepted) for each in found.bins] == [(6, 0.25, 0), (6, 0.75, 1)]


def test_classes_count_by_their_sizes() -> None:
    scores, labels = np.array([0.9, 0.6, 0.2]), np.array([True, False, False])

    assert weighted(scores, labels) == (0.8333, 0.6667, 0.6667)


def test_the_highest_score_is_in_the_last_bin() -> None:
    (last,) = bins_of(np.array([1.0, 0.95]), np.array([True, False]))

    assert (last.n, last.accepted) == (2, 0.5)
