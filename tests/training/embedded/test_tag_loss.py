"""True and false pairs weigh the same, and only labels that somebody bears are in play."""

import math

import pytest
import torch

from training.embedded.tag_loss import labels_in_play, tag_loss

TRUTH = torch.tensor([[True, False, False, False], [False, False, True, False]])


def test_worked_example() -> None:
    scores = torch.tensor([[2.0, 0.0, -1.0, -3.0], [0.0, 0.0, -2.0, 1.0]])
    true = [math.log(1 + math.exp(-2)), math.log(1 + math.exp(2))]
    false = [math.log(1 + math.exp(score)) for score in (0.0, -1.0, -3.0, 0.0, 0.0, 1.0)]

    assert tag_loss(scores, TRUTH).item() == pytest.approx((sum(true) / 2 + sum(false) / 6) / 2, abs=1e-6)


def test_who_knows_nothing_loses_log_two_however_rare_true_labels_are() -> None:
    rare = torch.zeros(8, 500, dtype=torch.bool)
    rare[0, 3] = True

    assert tag_loss(torch.zeros(8, 500), rare).item() == pytest.approx(math.log(2), abs=1e-5)


def test_naming_no_label_at_all_gains_nothing() -> None:
    rare = torch.zeros(8, 500, dtype=torch.bool)
    rare[0, 3] = True

    assert tag_loss(torch.full((8, 500), -5.0), rare).item() > math.log(2)


def test_slots_without_a_region_add_nothing() -> None:
    torch.manual_seed(0)
    scores, truth = torch.randn(2, 3, 4), torch.rand(2, 3, 4) < 0.4
    counted = torch.tensor([[True, False, True], [False, True, True]])
    elsewhere = torch.where(counted[..., None], scores, 50.0).requires_grad_()

    loss = tag_loss(elsewhere, truth, counted)
    loss.backward()

    assert loss.item() == pytest.approx(tag_loss(scores[counted], truth[counted]).item(), abs=1e-6)
    assert elsewhere.grad is not None
    assert elsewhere.grad[~counted].abs().sum() == 0


def test_no_pair_at_all_is_no_loss() -> None:
    nobody = torch.zeros(2, 3, dtype=torch.bool)

    assert tag_loss(torch.randn(2, 3, 4), torch.zeros(2, 3, 4, dtype=torch.bool), nobody).item() == 0


def test_half_precision_is_counted_in_single() -> None:
    assert tag_loss(torch.zeros(2, 4, dtype=torch.bfloat16), TRUTH).dtype == torch.float32


def test_labels_that_nobody_bears_are_not_in_play() -> None:
    regions = torch.zeros(2, 3, 4, dtype=torch.bool)
    regions[1, 2, 3] = True

    assert labels_in_play(TRUTH).tolist() == [0, 2]
    assert labels_in_play(TRUTH, regions).tolist() == [0, 2, 3]
