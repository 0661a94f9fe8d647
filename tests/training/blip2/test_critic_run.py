"""The paper's critic learns from labels, can be interrupted, and criticises as it was trained to."""

from pathlib import Path
from typing import Any

import pytest
import torch

from models.errors import BadSetting
from models.registry import build_critic
from tests.fakes.tiny_first_stage import blip2_itm
from tests.fakes.tiny_statements import SIDE
from training.blip2.critic_run import train_blip2_critic
from training.blip2.critic_trainer import Blip2CriticTrainer
from training.blip2.presets import CRITICS
from training.blip2.progress import Blip2Progress
from training.blip2.settings import CriticSettings
from training.embedded.critic_data import Labelled
from training.loop.running import RunFolders, Watch

TINY = CRITICS["smoke"].model_copy(update={"side": SIDE, "steps": 3, "rate": 1e-3, "bfloat16": False})


def learn(
    home: Path, data: Labelled, init: Path, *, resume: bool = False, watch: Watch[Any] | None = None, **changed: Any
) -> Blip2CriticTrainer:
    """Train in a folder; `changed` are settings of any kind."""
    settings: CriticSettings = TINY.model_copy(update=changed)
    folders = RunFolders(home / "sights", home / "run")
    return train_blip2_critic(settings, folders, watch or Watch(), data=data, init=init, resume=resume)


def same(one: Blip2CriticTrainer, other: Blip2CriticTrainer) -> bool:
    own, theirs = one.state().tensors, other.state().tensors
    return own.keys() == theirs.keys() and all(value.equal(theirs[name]) for name, value in own.items())


@pytest.fixture(scope="module")
def through(labels: Labelled, init: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Blip2CriticTrainer]:
    home = tmp_path_factory.mktemp("through")
    return home, learn(home, labels, init)


def test_it_learns_what_people_accepted_and_how_they_rated_it(labels: Labelled, init: Path, tmp_path: Path) -> None:
    told: list[Blip2Progress] = []

    watch = Watch(progress=told.append, every=20)
    learn(tmp_path, labels, init, watch=watch, steps=40, batch=6, rate=5e-3, decay_from=0.9)

    first, last = (report.losses for report in told)
    assert all(last[name] < first[name] / 2 for name in ("accept", "qa", "rationale"))
    assert last["right"] > 0.95


def test_an_interrupted_run_ends_with_the_same_weights(
    labels: Labelled, init: Path, tmp_path: Path, through: tuple[Path, Blip2CriticTrainer]
) -> None:
    told: list[Blip2Progress] = []
    stop = Watch(progress=told.append, should_stop=lambda: bool(told), every=1)

    first = learn(tmp_path, labels, init, watch=stop)
    second = learn(tmp_path, labels, init, resume=True)

    assert (first.step, second.step) == (1, 3)
    assert same(second, through[1])


def test_what_is_kept_criticises_as_it_was_trained_to(
    labels: Labelled, through: tuple[Path, Blip2CriticTrainer]
) -> None:
    home, trainer = through
    critic = build_critic(f"folder:{home / 'run' / 'critic'}")
    image_id = labels.pictures[0]
    candidates = [each.candidate for each in labels.only([image_id]).labels]

    chances = critic.criticise(labels.open_image(image_id), candidates)

    network = trainer.averaged_network()
    part = trainer._part(range(6))
    with torch.inference_mode():
        scores = network.rate(part.shown[part.of], part.words, part.mask).score.tolist()
    places = [trainer._order.place(position).number for position in range(6)]
    expected = {labels.labels[place].candidate.id: score for place, score in zip(places, scores, strict=True)}
    assert chances == pytest.approx([expected[each.id] for each in candidates], abs=1e-5)
    assert chances[0] != chances[1]


def test_the_encoder_stays_as_it_is_unless_it_is_to_learn(
    labels: Labelled, init: Path, tmp_path: Path, through: tuple[Path, Blip2CriticTrainer]
) -> None:
    learning = learn(tmp_path, labels, init, steps=1, sees=True, kept_sights=False)

    def encoder(trainer: Blip2CriticTrainer) -> dict[str, torch.Tensor]:
        return trainer.network.stage.model.vision_model.state_dict()

    before = encoder(through[1])
    assert not any("vision_model" in name for name in through[1].state().tensors)
    assert sum(not value.equal(before[name]) for name, value in encoder(learning).items()) > 20


def test_sights_from_the_disk_teach_what_pictures_teach(
    labels: Labelled, init: Path, tmp_path: Path, through: tuple[Path, Blip2CriticTrainer]
) -> None:
    looking = learn(tmp_path, labels, init, kept_sights=False)

    for name, value in through[1].state().tensors.items():
        assert torch.allclose(value, looking.state().tensors[name], atol=1e-5), name


def test_a_batch_in_parts_teaches_what_the_whole_teaches(
    labels: Labelled, tmp_path_factory: pytest.TempPathFactory
) -> None:
    steady = blip2_itm(tmp_path_factory.mktemp("steady"), dropout=0.0)

    whole, parted = (
        learn(tmp_path_factory.mktemp("run"), labels, steady, steps=1, parts=parts).state().tensors for parts in (1, 2)
    )

    gradients = [name for name in whole if name.endswith("exp_avg")]
    assert len(gradients) > 50
    assert all(torch.allclose(whole[name], parted[name], atol=1e-6) for name in gradients)


def test_sights_of_an_encoder_that_learns_are_not_kept(labels: Labelled, init: Path, tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="cannot be kept of pictures that change, nor by an encoder that learns"):
        learn(tmp_path, labels, init, sees=True)


def test_a_batch_that_cannot_be_dealt_out_is_refused(labels: Labelled, init: Path, tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="4 cannot be dealt out evenly to 1 processes in 3 parts"):
        learn(tmp_path, labels, init, parts=3)


def test_what_is_no_first_stage_is_not_begun_with(labels: Labelled, tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="holds no first stage of BLIP-2"):
        learn(tmp_path, labels, tmp_path)
