"""Labels that were left aside decide how far a critic moves from the one it began with."""

from typing import Literal

import pytest
import torch

from models.embedded.critic_weights import StoredCritic, open_critic, save_critic
from tests.fakes.tiny_critic import leave_labelled, tiny_critic
from training.critics.blending import SHARES, blend
from training.embedded.critic_data import Labelled, read_labelled


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> StoredCritic:
    """A critic that rejects everything, and was calibrated."""
    stored = tiny_critic(tmp_path_factory.mktemp("old")).stored
    stored.network.last.bias.data += torch.tensor([-4.0, 0.0, 0.0])
    return stored._replace(settings=stored.settings.model_copy(update={"temperature": 1.7}))


@pytest.fixture(scope="module")
def new(old: StoredCritic, tmp_path_factory: pytest.TempPathFactory) -> StoredCritic:
    """The same, but that it accepts everything; on the way from the old one it says so from the middle on."""
    folder = tmp_path_factory.mktemp("new")
    save_critic(folder, old)
    stored = open_critic(folder)
    stored.network.last.bias.data += torch.tensor([8.0, 0.0, 0.0])
    return stored


@pytest.fixture(scope="module")
def aside(tmp_path_factory: pytest.TempPathFactory) -> Labelled:
    """32 labels."""
    return read_labelled(leave_labelled(tmp_path_factory.mktemp("aside"), 16))


def all_but_one(data: Labelled, label: Literal["accept", "reject"]) -> Labelled:
    """Return the labels with the same word on all candidates but the first of the other kind."""
    odd = next(each for each in data.labels if each.label != label)
    same = tuple(each if each is odd else each.model_copy(update={"label": label}) for each in data.labels)
    return data._replace(labels=same)


@pytest.mark.parametrize(("label", "shares"), [("accept", SHARES[2:]), ("reject", SHARES[:2])])
def test_it_goes_as_far_as_makes_the_labels_likeliest(
    old: StoredCritic, new: StoredCritic, aside: Labelled, label: Literal["accept", "reject"], shares: tuple[float, ...]
) -> None:
    blended = blend(old, new, all_but_one(aside, label))

    assert blended.share in shares
    moved = blended.stored.network.last.bias - old.network.last.bias
    assert torch.allclose(moved, blended.share * torch.tensor([8.0, 0.0, 0.0]), atol=1e-2)


def test_with_few_labels_it_is_the_mean_with_the_old_temperature(
    old: StoredCritic, new: StoredCritic, aside: Labelled
) -> None:
    blended = blend(old, new, aside.only(aside.pictures[:10]))

    assert (blended.share, blended.stored.settings.temperature) == (0.5, 1.7)
    for name, value in blended.stored.network.state_dict().items():
        both = (old.network.state_dict()[name], new.network.state_dict()[name])
        assert torch.allclose(value.double(), torch.stack([each.double() for each in both]).mean(0), atol=1e-3), name


def test_what_began_with_no_critic_is_the_new_one(new: StoredCritic, aside: Labelled) -> None:
    blended = blend(None, new, aside)

    assert blended.share == 1.0
    assert blended.stored.network is new.network
    assert blended.stored.settings.temperature != new.settings.temperature
