"""The embedded critic goes on from a critic's weights, or begins from verbalizers."""

from pathlib import Path

import pytest
import torch

from models.embedded.critic_weights import open_critic, save_critic
from tests.fakes.tiny_critic import TINY_CRITIC, leave_labelled, leave_verbalizers, tiny_critic
from training.critics.embedded import steps_for, train_embedded
from training.critics.order import At, Following, Order
from training.embedded.critic_data import Labelled, read_labelled
from training.embedded.critic_run import learned_from
from training.loop.running import RunFolders

FIRST = TINY_CRITIC.model_copy(update={"voters": 5, "hidden": 24})  # other sizes than the critic's it begins with


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Labelled:
    return read_labelled(leave_labelled(tmp_path_factory.mktemp("labels"), 6))


@pytest.fixture(scope="module")
def critic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("critic")
    stored = tiny_critic(folder).stored
    settings = stored.settings.model_copy(update={"temperature": 1.7})
    save_critic(folder / "old", stored._replace(settings=settings))
    return folder / "old"


def order(data: Labelled, init: Path, folder: Path, **more: object) -> Order:
    return Order("new", data, init, RunFolders(folder / "looks", folder / "run"))._replace(**more)


def test_it_goes_on_from_the_weights_sizes_and_temperature_of_a_critic(
    data: Labelled, critic: Path, tmp_path: Path
) -> None:
    frozen = FIRST.model_copy(update={"rate": 1e-12, "weight_decay": 0.0})

    made = train_embedded(order(data, critic, tmp_path), frozen, steps=1)

    assert made is not None
    old, new = open_critic(critic), open_critic(made)
    assert new.network.settings == old.network.settings
    assert new.settings.temperature == 1.7
    for name, value in old.network.state_dict().items():
        assert torch.equal(new.network.state_dict()[name], value), name
    assert [each.name for each in new.settings.chain] == ["critic"]


def test_it_learns_what_is_above_the_eye(data: Labelled, critic: Path, tmp_path: Path) -> None:
    made = train_embedded(order(data, critic, tmp_path), FIRST, steps=2)

    assert made is not None
    old, new = (open_critic(folder).network.state_dict() for folder in (critic, made))
    assert not torch.equal(new["last.weight"], old["last.weight"])
    assert torch.equal(new["verbalizers.teller.words.weight"], old["verbalizers.teller.words.weight"])


def test_verbalizers_are_a_beginning_too(data: Labelled, tmp_path: Path) -> None:
    init = leave_verbalizers(tmp_path / "verbalizers")

    made = train_embedded(order(data, init, tmp_path), TINY_CRITIC, steps=1)

    assert made is not None
    assert open_critic(made).settings.temperature == 1.0


def test_a_run_that_is_stopped_goes_on_from_where_it_was(data: Labelled, critic: Path, tmp_path: Path) -> None:
    told: list[At] = []
    following = Following(at=told.append, should_stop=lambda: bool(told))
    first = order(data, critic, tmp_path, following=following)

    stopped = train_embedded(first, FIRST, steps=8)
    ended = train_embedded(first._replace(following=Following(at=told.append), resume=True), FIRST, steps=8)

    assert (stopped, told[0].step, told[0].steps) == (None, 5, 8)
    assert ended is not None
    assert open_critic(ended).settings.chain[-1].steps == 8


@pytest.mark.parametrize(("pictures", "steps"), [(1, 400), (100, 30)])
def test_steps_follow_from_the_pictures_within_bounds(data: Labelled, pictures: int, steps: int) -> None:
    many = data._replace(
        labels=tuple(
            each.model_copy(update={"candidate": each.candidate.model_copy(update={"image_id": f"{number}"})})
            for number in range(50)
            for each in data.labels[:1]
        )
    )
    assert len(learned_from(many).pictures) > 40

    assert steps_for(many, TINY_CRITIC.model_copy(update={"pictures": pictures})) == steps
