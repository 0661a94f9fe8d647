"""Words are drawn from the nucleus, the same for the same seed, and never are they ids."""

import pytest
import torch

from models.embedded.sampling import nucleus_of, sampler, without_ids
from models.embedded.saying import likeliest, say
from models.embedded.vocabulary import BECAUSE, END, FIRST_SLOT, PAD
from models.errors import BadSetting
from tests.fakes.tiny_student import tiny_network


def test_the_nucleus_keeps_the_likeliest_words_and_shares_their_probability() -> None:
    shares = torch.tensor([[0.15, 0.5, 0.05, 0.3], [0.9, 0.04, 0.03, 0.03]])

    kept = nucleus_of(shares, 0.7)

    torch.testing.assert_close(kept, torch.tensor([[0, 0.625, 0, 0.375], [1.0, 0, 0, 0]]))


def test_a_whole_nucleus_leaves_everything() -> None:
    shares = torch.tensor([[0.5, 0.3, 0.2]])

    torch.testing.assert_close(nucleus_of(shares, 1.0), shares)


def test_a_seed_draws_the_same_words_again_and_another_one_others() -> None:
    logs = torch.zeros(1, 50).log_softmax(-1).expand(40, -1)

    draws = [sampler(temperature=1.0, nucleus=0.95, seed=seed)(logs) for seed in (3, 3, 4)]

    assert torch.equal(draws[0], draws[1])
    assert not torch.equal(draws[0], draws[2])
    assert len(draws[0].unique()) > 5


def test_words_outside_the_nucleus_are_never_drawn() -> None:
    logs = torch.tensor([0.6, 0.3, 0.1]).log().expand(500, -1)

    words = sampler(temperature=1.0, nucleus=0.85, seed=0)(logs)

    assert set(words.tolist()) == {0, 1}
    assert 0.6 < (words == 0).float().mean() < 0.73  # 0.6 of 0.9


def test_a_high_temperature_draws_rare_words_more_often() -> None:
    logs = torch.tensor([0.9, 0.1]).log().expand(400, -1)

    cool, hot = (sampler(temperature=each, nucleus=1.0, seed=1)(logs).float().mean() for each in (0.5, 3.0))

    assert cool < 0.05 < 0.2 < hot


def test_a_temperature_of_zero_takes_the_likeliest() -> None:
    logs = torch.tensor([[0.4, 0.6], [0.6, 0.4]]).log()

    assert sampler(temperature=0, nucleus=0.9, seed=0)(logs).tolist() == [1, 0]


@pytest.mark.parametrize(
    ("temperature", "nucleus"), [(-0.1, 0.9), (float("nan"), 0.9), (float("inf"), 0.9), (1.0, 0.0), (1.0, 1.2)]
)
def test_settings_that_mean_nothing_are_refused(temperature: float, nucleus: float) -> None:
    with pytest.raises(BadSetting, match="means nothing"):
        sampler(temperature=temperature, nucleus=nucleus, seed=0)


def test_what_was_chosen_comes_with_its_own_probability() -> None:
    network = tiny_network()
    seen = network.see(torch.zeros(1, 3, 64, 64), torch.zeros(1, 6, 4), torch.zeros(1, 6, dtype=torch.bool))

    def unlikeliest(logs: torch.Tensor) -> torch.Tensor:
        return logs.argmin(-1)

    likely, unlikely = (next(iter(say(network, seen, torch.tensor([[20]]), each))) for each in (likeliest, unlikeliest))

    assert likely.words != unlikely.words
    assert likely.logs > unlikely.logs


def test_ids_and_signs_are_not_said() -> None:
    words = 12
    logs = torch.full((1, words), -9.0)
    logs[0, [PAD, BECAUSE, FIRST_SLOT, FIRST_SLOT + 1]] = 0.0

    said = without_ids(lambda scores: scores.isfinite().int(), regions=2)(logs)

    allowed = [number for number in range(words) if said[0, number]]
    assert allowed == [END, *range(FIRST_SLOT + 2, words)]
