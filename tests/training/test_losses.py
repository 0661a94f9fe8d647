"""The losses that training shares, by worked examples, and their gradients by finite differences."""

import math

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from training.losses import (
    choosing_loss,
    contrastive_loss,
    critic_loss,
    generation_loss,
    hard_negatives,
    matching_loss,
    matching_scores,
    similarities,
    with_negative,
    word_loss,
)

E1, E2 = (1.0, 0.0), (0.0, 1.0)


def log_sum_exp(*values: float) -> float:
    return math.log(math.fsum(math.exp(value) for value in values))


def unit(*shape: int, seed: int = 0) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return F.normalize(torch.randn(*shape, generator=generator, dtype=torch.float64), dim=-1)


def test_a_text_is_as_like_a_picture_as_its_likest_query() -> None:
    queries = torch.tensor([[E1, (0.6, 0.8)], [E1, E1]])
    texts = torch.tensor([E2, E1])

    likeness = similarities(queries, texts)

    torch.testing.assert_close(likeness, torch.tensor([[0.8, 1.0], [0.0, 1.0]]))


def test_contrast_without_smoothing_is_worked_out_by_hand() -> None:
    # Each picture is like its own text (1) and unlike the other (0): both ways -log(e^2 / (e^2 + e^0)).
    contrast = contrastive_loss(torch.tensor([[E1], [E2]]), torch.tensor([E1, E2]), torch.arange(2), 0.5, smoothing=0)

    assert contrast.loss.item() == pytest.approx(log_sum_exp(2, 0) - 2)


def test_contrast_smooths_labels_as_blip2_does() -> None:
    # The right text gets 0.9 + 0.1 / 2, the wrong one 0.1 / 2; scores are 2 and 0.
    contrast = contrastive_loss(torch.tensor([[E1], [E2]]), torch.tensor([E1, E2]), torch.arange(2), 0.5)

    assert contrast.loss.item() == pytest.approx(log_sum_exp(2, 0) - 0.95 * 2)


def test_the_texts_of_a_picture_share_its_target() -> None:
    # Picture 0 has texts 0 and 1 with scores 1 and 0, picture 1 has text 2 with score 1; temperature 1.
    queries, texts = torch.tensor([[E1], [E2]]), torch.tensor([E1, E2, E2])

    contrast = contrastive_loss(queries, texts, torch.tensor([0, 0, 1]), 1.0, smoothing=0)

    first = log_sum_exp(1, 0, 0) - (0.5 * 1 + 0.5 * 0)
    second = log_sum_exp(0, 1, 1) - 1
    back = (2 * (log_sum_exp(1, 0) - 1) + log_sum_exp(0, 1)) / 3
    assert contrast.loss.item() == pytest.approx(((first + second) / 2 + back) / 2)


def test_a_picture_without_a_text_is_only_somebody_elses_negative() -> None:
    queries, texts = torch.tensor([[E1], [E2]]), torch.tensor([E1])

    contrast = contrastive_loss(queries, texts, torch.tensor([0]), 1.0, smoothing=0)

    # The one picture with a text has one text to choose from, which costs nothing.
    assert contrast.loss.item() == pytest.approx((log_sum_exp(1, 0) - 1) / 2)


def _share(pictures: Tensor, rank: int) -> Tensor:
    return pictures[2 * rank : 2 * rank + 2]


@pytest.mark.parametrize("pictures", [None, torch.tensor([11, 12, 11, 14])])
def test_two_ranks_that_gather_have_the_loss_of_one_process(pictures: Tensor | None) -> None:
    queries, texts, of = unit(4, 3, 5), unit(6, 5, seed=1), torch.tensor([0, 0, 1, 2, 3, 3])
    whole = contrastive_loss(queries, texts, of, 0.1, pictures=pictures)
    parts = ((queries[:2], texts[:3], of[:3]), (queries[2:], texts[3:], of[3:] - 2))

    def join(rank: int, values: Tensor) -> Tensor:
        """Stand for the exchange: whatever this rank hands in, return what both hold together."""
        hands = [(parts[rank][0], queries), (parts[rank][1], texts), (parts[rank][2] + 2 * rank, of)]
        for mine, both in hands if pictures is None else [*hands, (_share(pictures, rank), pictures)]:
            if mine.shape == values.shape and torch.equal(mine.to(values.dtype), values):
                return both
        raise AssertionError("something else was gathered")

    losses = [
        contrastive_loss(
            *parts[rank],
            0.1,
            pictures=None if pictures is None else _share(pictures, rank),
            gather=lambda values, rank=rank: join(rank, values),
            first=2 * rank,
        ).loss
        for rank in range(2)
    ]

    # Both ranks hold equally many pictures and texts, so the mean of their means is the mean of all.
    torch.testing.assert_close(sum(losses) / 2, whole.loss)


def test_texts_of_one_picture_are_neither_right_nor_wrong_about_each_other() -> None:
    # Three rows with likeness 1 to their own text; rows 0 and 1 are of one picture, row 2 of another.
    queries = torch.tensor([[E1], [E2], [(0.6, 0.8)]])
    texts = torch.tensor([E1, (0.8, 0.6), E2])

    contrast = contrastive_loss(queries, texts, torch.arange(3), 1.0, pictures=torch.tensor([4, 4, 7]))

    # Likenesses of pictures to texts: (1, 0.8, 0), (0, 0.6, 1), (0.6, 0.96, 0.8). A row of two columns has targets
    # 0.95 and 0.05, one of three 0.9 + 0.1 / 3 and twice 0.1 / 3.
    third = 0.1 / 3
    to_text = (
        log_sum_exp(1, 0) - 0.95 * 1
        + log_sum_exp(0.6, 1) - 0.95 * 0.6 - 0.05 * 1
        + log_sum_exp(0.6, 0.96, 0.8) - third * (0.6 + 0.96 + 0.8) - 0.9 * 0.8
    ) / 3  # fmt: skip
    to_picture = (
        log_sum_exp(1, 0.6) - 0.95 * 1 - 0.05 * 0.6
        + log_sum_exp(0.6, 0.96) - 0.95 * 0.6 - 0.05 * 0.96
        + log_sum_exp(0, 1, 0.8) - third * (0 + 1 + 0.8) - 0.9 * 0.8
    ) / 3  # fmt: skip
    assert contrast.loss.item() == pytest.approx((to_text + to_picture) / 2)


def test_where_no_picture_comes_twice_it_makes_no_difference_to_name_them() -> None:
    queries, texts, of = unit(4, 3, 5).requires_grad_(), unit(4, 5, seed=1), torch.arange(4)

    named, unnamed = (contrastive_loss(queries, texts, of, 0.1, pictures=each).loss for each in (of + 10, None))

    torch.testing.assert_close(named, unnamed)
    assert torch.autograd.grad(named, queries)[0].isfinite().all()


def test_hard_negatives_are_drawn_by_likeness_and_never_where_forbidden() -> None:
    likeness = torch.tensor([[9.0, 1.0, 0.0]]).expand(4000, 3)
    forbidden = torch.tensor([[True, False, False]]).expand(4000, 3)

    drawn = hard_negatives(likeness, forbidden, torch.Generator().manual_seed(0))

    assert set(drawn.tolist()) == {1, 2}
    # Of the allowed ones, softmax gives e^1 and e^0 of the row (times e^-9), each plus 0.0001.
    total = math.fsum(math.exp(value) for value in (9, 1, 0))
    first, second = math.exp(1) / total + 1e-4, 1 / total + 1e-4
    assert (drawn == 1).float().mean().item() == pytest.approx(first / (first + second), abs=0.03)


def test_hard_negatives_are_the_same_for_the_same_generator() -> None:
    likeness, forbidden = torch.randn(20, 8, generator=torch.Generator().manual_seed(3)), torch.zeros(20, 8).bool()

    once = hard_negatives(likeness, forbidden, torch.Generator().manual_seed(1))
    again = hard_negatives(likeness, forbidden, torch.Generator().manual_seed(1))

    assert torch.equal(once, again)


def test_a_row_without_any_negative_is_an_error() -> None:
    with pytest.raises(ValueError, match="no negative left"):
        hard_negatives(torch.zeros(2, 2), torch.tensor([[True, True], [False, True]]))


def test_matching_averages_the_queries_before_the_loss() -> None:
    # Two queries say (0, 2) and (0, 0): the mean is (0, 1). For a match that costs log(1 + e^-1).
    scores = torch.tensor([[[0.0, 2.0], [0.0, 0.0]]])

    assert matching_scores(scores).tolist() == [[0.0, 1.0]]
    assert matching_loss(scores, torch.tensor([1])).item() == pytest.approx(math.log(1 + math.exp(-1)))
    assert matching_loss(scores, torch.tensor([0])).item() == pytest.approx(math.log(1 + math.exp(1)))


def test_matching_weighs_pairs() -> None:
    scores = torch.tensor([[[0.0, 2.0]], [[0.0, 0.0]]])

    loss = matching_loss(scores, torch.tensor([1, 0]), torch.tensor([3.0, 1.0]))

    assert loss.item() == pytest.approx((3 * math.log(1 + math.exp(-2)) + math.log(2)) / 4)


def test_choosing_compares_the_choices_of_an_item_only() -> None:
    # Log-odds of 1, 0, 0 and 0; the second item is shifted by 5, which changes nothing.
    scores = torch.tensor([[[0.0, odds]] for odds in (1.0, 0.0, 0.0, 0.0, 5.0, 5.0, 6.0, 5.0)])

    loss = choosing_loss(scores, torch.tensor([0, 2]))

    assert loss.item() == pytest.approx(log_sum_exp(1, 0, 0, 0) - 1)


def test_rows_without_a_negative_are_found() -> None:
    assert with_negative(torch.tensor([[True, False], [True, True]])).tolist() == [True, False]


def test_generation_counts_words_by_their_weight() -> None:
    # Three words of a vocabulary of two: certain to -log(e / (e + 1)), even, and left out.
    scores = torch.tensor([[[1.0, 0.0], [0.0, 0.0], [0.0, 99.0]]])

    loss = generation_loss(scores, torch.tensor([[0, 1, 0]]), torch.tensor([[1.0, 0.5, 0.0]]), smoothing=0)

    assert loss.item() == pytest.approx((math.log(1 + math.exp(-1)) + 0.5 * math.log(2)) / 1.5)


def test_generation_smooths_labels() -> None:
    loss = generation_loss(torch.tensor([[1.0, 0.0]]), torch.tensor([0]), torch.tensor([1.0]))

    assert loss.item() == pytest.approx(log_sum_exp(1, 0) - 0.95)


def test_gradients_are_those_of_finite_differences() -> None:
    queries, texts, of = unit(2, 3, 4).requires_grad_(), unit(3, 4, seed=1).requires_grad_(), torch.tensor([0, 1, 1])
    temperature = torch.tensor(0.3, dtype=torch.float64, requires_grad=True)
    weights = torch.tensor([1.0, 0.5, 0.0], dtype=torch.float64)

    check = torch.autograd.gradcheck

    assert check(lambda q, t, by: contrastive_loss(q, t, of, by).loss, (queries, texts, temperature))
    pairs = torch.randn(3, 2, 2, dtype=torch.float64, requires_grad=True)
    assert check(lambda each: matching_loss(each, torch.tensor([1, 0, 1])), (pairs,))
    scores = torch.randn(3, 5, dtype=torch.float64, requires_grad=True)
    assert check(lambda given: generation_loss(given, torch.tensor([1, 4, 0]), weights), (scores,))


def test_learning_by_the_losses_makes_pairs_alike_and_matches_certain() -> None:
    generator = torch.Generator().manual_seed(5)
    queries, texts = (torch.randn(*shape, generator=generator, requires_grad=True) for shape in ((4, 2, 8), (4, 8)))
    optimizer = torch.optim.SGD([queries, texts], lr=0.5)

    for _ in range(200):
        optimizer.zero_grad()
        contrast = contrastive_loss(F.normalize(queries, dim=-1), F.normalize(texts, dim=-1), torch.arange(4), 0.07)
        contrast.loss.backward()
        optimizer.step()

    assert contrast.pictures.argmax(1).tolist() == [0, 1, 2, 3]


def test_the_word_loss_is_the_weighted_mean_of_surprise() -> None:
    scores = torch.log(torch.tensor([[[0.5, 0.5], [0.9, 0.1], [0.2, 0.8]]]))
    words = torch.tensor([[0, 0, 1]])

    loss = word_loss(scores, words, torch.tensor([[1.0, 0.5, 0.0]]))

    # (ln 2 + 0.5 * ln(1 / 0.9)) / 1.5
    assert loss.item() == pytest.approx((0.6931 + 0.5 * 0.10536) / 1.5, abs=1e-4)


def test_the_critics_loss_is_worked_out_by_hand() -> None:
    accept = torch.tensor([[[0.0, 2.0], [0.0, 0.0]], [[1.0, 0.0], [1.0, 0.0]]])  # means (0, 1) and (1, 0)
    qa, rationale = torch.tensor([[0.8, 0.6], [0.0, 0.2]]), torch.tensor([[0.5, 0.5], [0.4, 0.6]])
    labels = torch.tensor([1, 1])
    qa_targets, rationale_targets = torch.tensor([1.0, 0.0]), torch.tensor([1.0, 0.5])

    losses = critic_loss(accept, qa, rationale, labels, qa_targets, rationale_targets)

    right, wrong = log_sum_exp(0.0, 1.0) - 1.0, log_sum_exp(0.0, 1.0)
    assert losses.accept.item() == pytest.approx((right + wrong) / 2)
    assert losses.qa.item() == pytest.approx((0.3**2 + 0.1**2) / 2)
    assert losses.rationale.item() == pytest.approx((0.5**2 + 0.0) / 2)
    assert losses.loss.item() == pytest.approx(
        losses.accept.item() + 0.5 * losses.qa.item() + 0.5 * losses.rationale.item()
    )

    weighed = critic_loss(accept, qa, rationale, labels, qa_targets, rationale_targets, weights=(2.0, 0.0))
    assert weighed.loss.item() == pytest.approx(losses.accept.item() + 2 * losses.qa.item())


def test_each_rating_of_the_critic_learns_from_its_own_target() -> None:
    accept = torch.zeros(1, 1, 2)
    qa, rationale = (torch.full((1, 1), 0.5, requires_grad=True) for _ in range(2))

    critic_loss(accept, qa, rationale, torch.tensor([1]), torch.tensor([0.0]), torch.tensor([0.5])).loss.backward()

    assert qa.grad is not None
    assert rationale.grad is not None
    assert qa.grad.item() == pytest.approx(0.5)
    assert rationale.grad.item() == 0.0
