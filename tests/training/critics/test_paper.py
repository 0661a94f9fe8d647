"""The critic of the paper learns from people's labels by the same order as the embedded one."""

from pathlib import Path

import pytest

from models.critic_folders import load_folder
from models.errors import BadSetting
from tests.fakes.tiny_critic import leave_labelled, leave_verbalizers
from tests.fakes.tiny_first_stage import blip2_itm
from tests.fakes.tiny_statements import SIDE
from training.blip2.presets import CRITICS
from training.critics.order import At, Following, Order
from training.critics.paper import train_paper
from training.embedded.critic_data import read_labelled
from training.loop.running import RunFolders

TINY = CRITICS["smoke"].model_copy(update={"side": SIDE, "steps": 5, "batch": 2, "bfloat16": False})


def order(home: Path, init: Path, following: Following) -> Order:
    data = read_labelled(leave_labelled(home / "labels", 2))
    return Order("new", data, init, RunFolders(home / "looks", home / "run"), following)


def test_it_is_told_where_it_is_stopped_taken_up_and_leaves_a_critic(tmp_path: Path) -> None:
    told: list[At] = []
    stopping = Following(at=told.append, should_stop=lambda: bool(told))
    first = order(tmp_path, blip2_itm(tmp_path / "init"), stopping)

    stopped = train_paper(first, TINY.model_copy(update={"steps": 6}))
    folder = train_paper(first._replace(following=Following(), resume=True), TINY)

    assert (stopped, told[0].step, told[0].steps) == (None, 5, 6)
    assert {"accept", "qa", "rationale", "right", "statements/s", "GB"} <= set(told[0].figures)
    assert folder is not None
    critic = load_folder(folder, "own:new")
    (label, _) = first.data.only(first.data.pictures[:1]).labels
    (chance,) = critic.criticise(first.data.open_image(label.candidate.image_id), [label.candidate])
    assert (critic.name, 0 < chance < 1) == ("own:new", True)


def test_what_is_no_first_stage_is_refused(tmp_path: Path) -> None:
    init = leave_verbalizers(tmp_path / "init")

    with pytest.raises(BadSetting, match=r"no first stage of BLIP-2 .* --init"):
        train_paper(order(tmp_path, init, Following()), TINY)
