"""What the first stage and the critic learn from."""

from pathlib import Path

import pytest
import torch

from models.blip2.critic_network import Critic
from models.blip2.first_stage import FirstStage, open_first_stage
from tests.fakes.tiny_first_stage import blip2_itm
from training.blip2.objectives import Negatives, Pairs, _forbidden, first_stage_losses
from training.critics.targets import Targets
from training.losses import critic_loss

WORDS = torch.tensor([[4, 7, 8, 9, 3], [4, 10, 3, 0, 0], [4, 12, 13, 3, 0]])
SAYING = 5  # the word that a text which is said begins with


@pytest.fixture
def stage(tmp_path: Path) -> FirstStage:
    torch.manual_seed(0)
    return open_first_stage(blip2_itm(tmp_path / "itm")).eval()


def _pairs(pictures: tuple[int, ...] = (0, 1, 2)) -> Pairs:
    pixels = torch.rand(3, 3, 32, 32, generator=torch.Generator().manual_seed(1))
    said = WORDS.clone()
    said[:, 0] = SAYING
    return Pairs(pixels, WORDS, (WORDS != 0).long(), said, torch.tensor(pictures))


def test_it_learns_the_pairs_it_is_shown(stage: FirstStage) -> None:
    optimizer = torch.optim.AdamW(stage.parameters(), lr=3e-3)
    generator = torch.Generator().manual_seed(0)
    losses = []
    for _ in range(25):
        found = first_stage_losses(stage, _pairs(), generator=generator)
        optimizer.zero_grad()
        found.loss.backward()
        optimizer.step()
        losses.append([each.item() for each in found])

    first, last = losses[0], losses[-1]
    assert last[0] < 0.7 * first[0]
    assert last[3] < 0.6 * first[3], "it says the texts"
    assert abs(sum(last[1:]) - last[0]) < 1e-4


def test_every_part_it_trains_gets_a_gradient(stage: FirstStage) -> None:
    first_stage_losses(stage, _pairs()).loss.backward()

    without = [name for name, value in stage.named_parameters() if value.grad is None or not value.grad.any()]
    # Keys have no use for a bias: softmax takes it away.
    assert [name for name in without if "key.bias" not in name] == []


def test_texts_of_one_picture_are_no_negatives_of_each_other() -> None:
    assert _forbidden(torch.tensor([4, 4, 7]), same_picture=False).tolist() == [
        [True, True, False],
        [True, True, False],
        [False, False, True],
    ]
    assert _forbidden(torch.tensor([4, 4, 7]), same_picture=True).tolist() == torch.eye(3).bool().tolist()


def test_a_batch_about_one_picture_has_no_negatives_and_is_learned_from_all_the_same(stage: FirstStage) -> None:
    alone = Negatives(torch.full((3,), -1), torch.full((3,), -1))

    found = first_stage_losses(stage, _pairs((1, 1, 1)))

    assert torch.equal(found.matching, first_stage_losses(stage, _pairs(), negatives=alone).matching)
    assert abs(found.contrast) < 1e-6, "there is nothing to tell apart"
    released = first_stage_losses(stage, _pairs((1, 1, 1)), same_picture=True)
    assert not torch.equal(found.matching, released.matching)
    assert torch.equal(released.contrast, first_stage_losses(stage, _pairs(), same_picture=True).contrast)


def test_negatives_may_be_given(stage: FirstStage) -> None:
    given = Negatives(torch.tensor([1, 2, 0]), torch.tensor([2, 0, 1]))

    one, same = (first_stage_losses(stage, _pairs(), negatives=given).matching for _ in range(2))
    other = first_stage_losses(stage, _pairs(), negatives=Negatives(given.pictures, given.texts)).matching

    assert torch.equal(one, same)
    assert not torch.equal(one, other)


def test_a_critic_learns_to_accept_and_to_rate_each_part_by_its_own_target(stage: FirstStage) -> None:
    torch.manual_seed(0)
    critic = Critic(stage)
    pairs, of = _pairs(), torch.tensor([0, 0, 2])
    targets = Targets(torch.tensor([1, 0, 1]), torch.tensor([1.0, 0.0, 1.0]), torch.tensor([0.0, 1.0, 0.0]))
    optimizer = torch.optim.AdamW(critic.parameters(), lr=3e-3)
    for _ in range(40):
        found = critic_loss(*critic(pairs.pixels, pairs.words, pairs.mask, of), *targets)
        optimizer.zero_grad()
        found.loss.backward()
        optimizer.step()

    rated = critic(pairs.pixels, pairs.words, pairs.mask, of)
    assert ((rated.score > 0.5) == targets.accepted.bool()).all()
    assert (rated.qa.mean(1) - targets.qa).abs().max() < 0.3
    assert (rated.rationale.mean(1) - targets.rationale).abs().max() < 0.3


@torch.inference_mode()
def test_a_critic_sees_a_picture_once_and_scores_as_if_it_saw_it_for_each(stage: FirstStage) -> None:
    critic, pairs = Critic(stage).eval(), _pairs()

    together = critic(pairs.pixels[:1], pairs.words, pairs.mask, torch.zeros(3, dtype=torch.long)).score
    apart = critic(pairs.pixels[[0, 0, 0]], pairs.words, pairs.mask, torch.arange(3)).score

    assert torch.allclose(together, apart, atol=1e-6)
    assert stage.match(stage.see(pairs.pixels), pairs.words, pairs.mask).shape == (3, 4, 2)
