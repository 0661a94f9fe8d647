"""The loop that all trainings share: what it averages, at which rate it learns, what it hands over."""

import math
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from models.embedded.weights import Stage
from tests.fakes.line_trainer import SETTINGS, Line, Report
from training.blip2.settings import Blip2Settings
from training.loop.checkpoint import load_checkpoint, save_checkpoint
from training.loop.settings import LoopSettings, rate_at, rising_in_time
from training.loop.stepping import mean

STAGE = Stage(name="before", seed=1, steps=2, minutes=0.5, scenes=3, supervision="truth", seeds="train 0 to 2")


def same(one: dict[str, Tensor], other: dict[str, Tensor]) -> bool:
    return one.keys() == other.keys() and all(
        torch.equal(value.cpu(), other[name].cpu()) for name, value in one.items()
    )


def test_it_learns_and_reports_the_steps_since_the_last_report() -> None:
    trainer = Line(SETTINGS)
    reports: list[Report] = []

    trainer.run(99, report=reports.append, every=5)

    assert [(report.step, report.seen) for report in reports] == [(5, 5), (10, 5)]
    assert reports[1].loss < reports[0].loss
    assert trainer.asked == list(range(12))


def test_a_step_learns_from_its_own_batch_when_it_was_drawn_ahead() -> None:
    ahead, one_by_one = Line(SETTINGS), Line(SETTINGS)

    ahead.run(12)
    for step in range(1, 13):
        one_by_one.run(step)  # nothing is drawn ahead of the last step of a run

    assert ahead.asked == one_by_one.asked == list(range(12))
    assert same(ahead.averaged, one_by_one.averaged)


def test_what_fails_in_drawing_ahead_stops_the_run() -> None:
    class Broken(Line):
        def _draw(self, step: int) -> Tensor:
            if step == 2:
                raise OSError("the disk is gone")
            return super()._draw(step)

    trainer = Broken(SETTINGS)

    with pytest.raises(OSError, match="the disk is gone"):
        trainer.run(12)
    assert trainer.step == 2


def test_what_helps_to_learn_learns_too_and_is_not_kept() -> None:
    trainer = Line(SETTINGS)
    before = trainer.parts["helper"].weight.detach().clone()

    trainer.run(3)

    assert not torch.equal(before, trainer.parts["helper"].weight)
    assert set(trainer.averaged) == {"weight", "bias"}


def test_the_average_follows_closely_at_first_and_then_keeps_its_share() -> None:
    trainer = Line(SETTINGS.model_copy(update={"average": 0.3}))
    expected = trainer.network.weight.detach().clone()

    trainer.run(12, report=lambda _report: None, every=1)

    for step, weight in enumerate(trainer.history):
        keep = min(0.3, (1 + step) / (10 + step))
        expected = keep * expected + (1 - keep) * weight
    torch.testing.assert_close(trainer.averaged["weight"], expected)
    torch.testing.assert_close(trainer.averaged_network().weight.detach(), expected)


def test_without_an_average_the_last_weights_are_kept() -> None:
    trainer = Line(SETTINGS.model_copy(update={"average": 0.0}))

    trainer.run(4)

    assert same(trainer.averaged, trainer.network.state_dict())


def test_the_averaged_network_is_a_copy_that_is_not_trained_on() -> None:
    trainer = Line(SETTINGS)
    trainer.run(2)

    kept = trainer.averaged_network()
    before = kept.weight.detach().clone()
    trainer.run(4)

    assert not kept.training
    assert torch.equal(kept.weight, before)


def test_a_run_goes_on_from_its_state_as_if_it_had_not_stopped() -> None:
    through, first, second = Line(SETTINGS), Line(SETTINGS), Line(SETTINGS)
    through.run(12)

    first.start_from((STAGE,))
    first.run(5)
    second.restore(first.state())
    second.run(12)

    assert second.asked == list(range(5, 12))
    assert same(second.parts.state_dict(), through.parts.state_dict())
    assert same(second.averaged, through.averaged)
    assert second.earlier == (STAGE,)
    assert second.seconds >= first.seconds


def test_a_report_that_a_stop_fell_into_is_of_all_its_steps(tmp_path: Path) -> None:
    whole: list[Report] = []
    stopped: list[Report] = []
    Line(SETTINGS).run(12, report=whole.append, every=5)

    first, second, third = Line(SETTINGS), Line(SETTINGS), Line(SETTINGS)
    first.run(3, report=stopped.append, every=5)
    save_checkpoint(tmp_path / "one", first.state(), SETTINGS)
    second.restore(load_checkpoint(tmp_path / "one", SETTINGS))
    second.run(4, report=stopped.append, every=5)  # stopped again before anything was reported
    third.restore(second.state())
    third.run(12, report=stopped.append, every=5)

    assert stopped == whole
    assert [(each.step, each.seen) for each in whole] == [(5, 5), (10, 5)]


def test_starting_from_other_weights_forgets_the_average_of_the_random_ones() -> None:
    trainer = Line(SETTINGS)
    nn.init.ones_(trainer.network.weight)

    trainer.start_from((STAGE,))

    assert torch.equal(trainer.averaged["weight"], torch.ones(2, 3))


def test_vectors_are_not_decayed() -> None:
    groups = Line(SETTINGS)._optimizer.param_groups

    assert [(len(group["params"]), group["weight_decay"]) for group in groups] == [(2, 0.03), (2, 0.0)]


def test_the_rate_warms_up_stays_and_falls() -> None:
    settings = LoopSettings(steps=1000, warm_up=100, rate=1.0, decay_from=0.5, last_rate=0.02)

    rates = [rate_at(step, settings) for step in (0, 49, 99, 499, 750, 999)]

    assert rates == pytest.approx([0.01, 0.5, 1.0, 1.0, 0.5 * (1 + math.cos(math.pi / 2)), 0.02], abs=1e-6)


def test_the_rate_of_blip2_falls_along_the_cosine_of_lavis() -> None:
    settings = Blip2Settings(steps=1000, warm_up=100, rate=1.0, last_rate=0.1)

    rates = [rate_at(step, settings) for step in (250, 500, 750, 900, 999)]

    # (1 - 0.1) * 0.5 * (1 + cos(pi * step / steps)) + 0.1, as its cosine_lr_schedule has it.
    assert rates == pytest.approx([0.868198, 0.55, 0.231802, 0.122025, 0.100002], abs=1e-6)


def test_a_mean_is_of_what_is_known() -> None:
    assert mean([1.0, math.nan, 3.0]) == 2.0
    assert math.isnan(mean([math.nan]))
    assert math.isnan(mean([]))


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
def test_a_run_moves_between_processor_and_gpu() -> None:
    there, back = Line(SETTINGS, torch.device("cuda")), Line(SETTINGS)

    there.run(6)
    back.restore(there.state())
    back.run(8)
    there.restore(back.state())
    there.run(12)

    assert there.step == 12
    assert there.averaged["weight"].device.type == "cuda"
    assert there.averaged_network().weight.device.type == "cpu"
    assert back.averaged["weight"].device.type == "cpu"


def test_a_short_run_reaches_its_rate_in_a_tenth_of_it() -> None:
    short, long, tiny = (LoopSettings(steps=steps, warm_up=100) for steps in (50, 2_000, 4))

    assert [rising_in_time(each).warm_up for each in (short, long, tiny)] == [5, 100, 1]
    assert rising_in_time(long, 300) == LoopSettings(steps=300, warm_up=30)
