"""The critic of the paper learns from people's labels by the same order as the embedded one."""

from pathlib import Path

import pytest

from models.blip2.manner import read_manner
from models.critic_folders import load_folder
from models.errors import BadSetting
from models.marks_lskd import LSKD_MARKS
from tests.fakes.tiny_critic import leave_labelled, leave_verbalizers
from tests.fakes.tiny_first_stage import blip2_itm
from tests.fakes.tiny_statements import SIDE
from training.blip2.changes import Changes
from training.blip2.presets import CRITICS
from training.blip2.settings import CriticSettings
from training.critics.order import At, Following, Order
from training.critics.paper import paced, train_paper
from training.embedded.critic_data import read_labelled
from training.loop.running import RunFolders

TINY = CRITICS["smoke"].model_copy(update={"side": SIDE, "steps": 5, "batch": 2, "bfloat16": False})


def order(home: Path, init: Path, following: Following) -> Order:
    data = read_labelled(leave_labelled(home / "labels", 2))
    return Order("new", data, init, RunFolders(home / "looks", home / "run"), following)


def test_it_is_told_where_it_is_stopped_taken_up_and_leaves_a_critic(tmp_path: Path) -> None:
    told: list[At] = []
    stopping = Following(at=told.append, should_stop=lambda: bool(told))
    wanted = Changes(marks="lskd", rate=3e-5, warm_up=2)
    first = order(tmp_path, blip2_itm(tmp_path / "init"), stopping)._replace(changes=wanted)

    stopped = train_paper(first, TINY.model_copy(update={"steps": 6}))
    kept = CriticSettings.model_validate_json((first.folders.run / "settings.json").read_text("utf-8"))
    folder = train_paper(first._replace(following=Following(), resume=True, changes=Changes()), TINY)

    assert (stopped, told[0].step, told[0].steps) == (None, 5, 6)
    assert {"accept", "qa", "rationale", "right", "statements/s", "GB"} <= set(told[0].figures)
    assert (kept.rate, kept.warm_up, kept.manner.mark_style) == (3e-5, 2, LSKD_MARKS)
    assert folder is not None
    assert read_manner(folder, kept.manner.text).mark_style == LSKD_MARKS
    critic = load_folder(folder, "own:new")
    (label, _) = first.data.only(first.data.pictures[:1]).labels
    (chance,) = critic.criticise(first.data.open_image(label.candidate.image_id), [label.candidate])
    assert (critic.name, 0 < chance < 1) == ("own:new", True)


@pytest.mark.parametrize(
    ("labels", "batch", "steps", "expected"),
    [
        (25_000, None, None, (800, 80)),  # the preset's: 977 would be ten times through them
        (20_000, None, None, (782, 78)),  # the paper's
        (500, None, None, (20, 2)),
        (500, 32, None, (157, 15)),
        (100, 8_000, None, (1, 1)),
        (500, None, 60, (60, 6)),
    ],
)
def test_it_goes_ten_times_through_few_labels(
    labels: int, batch: int | None, steps: int | None, expected: tuple[int, int]
) -> None:
    settings = paced(CRITICS["paper"], labels, batch=batch, steps=steps)

    assert (settings.steps, settings.warm_up) == expected
    assert settings == CRITICS["paper"].model_copy(update={"steps": expected[0], "warm_up": expected[1]})


def test_what_is_no_first_stage_is_refused(tmp_path: Path) -> None:
    init = leave_verbalizers(tmp_path / "init")

    with pytest.raises(BadSetting, match=r"no first stage of BLIP-2 .* --init"):
        train_paper(order(tmp_path, init, Following()), TINY)
