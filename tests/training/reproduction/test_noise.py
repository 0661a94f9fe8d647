"""Noise makes other verdicts of true ones, as often as it says; without any, labels are the truth."""

from collections.abc import Sequence

from models.judging import Candidate
from models.records import QAR
from training.experiments.critic_labels import Judged
from training.experiments.rated_items import Truth
from training.reproduction.noise import rated_with_noise

TEXT = QAR(question="How does [4] feel?", answer="Sad.", rationale="[4] is crying.")


def judged(number: int, answer: Truth | None, rationale: Truth | None) -> Judged:
    candidate = Candidate(id=f"{number}", image_id=f"{number // 5:064x}", qar=TEXT)
    return Judged(candidate=candidate, answer=answer, rationale=rationale, difficulty=0.9, statements={})


def many(count: int) -> Sequence[Judged]:
    truths: tuple[tuple[Truth, Truth], ...] = (("right", "right"), ("right", "nearly"), ("wrong", "right"))
    return [judged(number, *truths[number % 3]) for number in range(count)]


def test_without_noise_labels_are_the_truth_however_hard_it_is_to_see() -> None:
    rated = rated_with_noise([*many(30), judged(30, None, "right")], chance=0, seed=0)

    assert [each.label == "accept" for each in rated.labels] == list(rated.right)
    assert len(rated.labels) == 30
    assert {(each.qa, each.rationale) for each in rated.labels} == {(3.0, 3.0), (3.0, 0.0), (0.0, 0.0)}


def test_one_rejection_in_four_verdicts_rejects() -> None:
    right = [judged(number, "right", "right") for number in range(3000)]

    rated = rated_with_noise(right, chance=0.2, seed=0)

    # Of four verdicts none is a rejection: each is one with the chance 0.2 / 2, and forced ones come with others.
    share = sum(each.label == "accept" for each in rated.labels) / len(rated.labels)
    assert abs(share - 0.9**4) < 0.03


def test_noise_is_drawn_by_the_seed() -> None:
    one, same, other = (rated_with_noise(many(60), chance=0.2, seed=seed).labels for seed in (0, 0, 1))

    assert one == same
    assert one != other
