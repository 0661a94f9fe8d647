"""What words suggest: single ones and pairs, whatever stands behind them, and nothing before anything is learned."""

import torch

from models.embedded.impression import Impression
from models.embedded.vocabulary import FIRST_SLOT, PAD

WORDS, SLOTS = 40, 6


def learned() -> Impression:
    impression = Impression(WORDS, SLOTS)
    torch.nn.init.normal_(impression.table.weight, generator=torch.Generator().manual_seed(0))
    return impression


def test_it_is_silent_until_it_has_learned() -> None:
    assert Impression(WORDS, SLOTS)(torch.tensor([[20, 21, 22]])).abs().sum() == 0


def test_padding_suggests_nothing() -> None:
    impression = learned()

    alone, padded = impression(torch.tensor([[20, 21]])), impression(torch.tensor([[20, 21, PAD, PAD]]))

    torch.testing.assert_close(alone, padded)


def test_the_order_of_words_counts_and_the_number_of_a_region_does_not() -> None:
    texts = [[20, 21, 22], [22, 21, 20], [FIRST_SLOT, 21, 22], [FIRST_SLOT + 4, 21, 22]]

    forwards, backwards, first, fifth = learned()(torch.tensor(texts))

    assert not torch.allclose(forwards, backwards)
    torch.testing.assert_close(first, fifth)


def test_one_word_learns_without_the_others() -> None:
    impression = Impression(WORDS, SLOTS)

    impression(torch.tensor([[20, 21]])).sum().backward()

    assert impression.table.weight.grad is not None
    assert impression.table.weight.grad.abs().sum(1).nonzero().numel() == 3  # both words, and the pair
