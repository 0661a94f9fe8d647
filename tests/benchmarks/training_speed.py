"""Time the training of the paper's student and critic against transformers' own Trainer on the same work:
`python -m tests.benchmarks.training_speed --network small`, or `full --batch 64` on a GPU.

The network is BLIP-2's first stage with random weights, the pictures are JPEGs of 640 x 480 with six regions. By turns,
so that both suffer alike from whatever else the machine does: our loop, and a Trainer that makes each picture ready on
the processor, by Pillow, and is otherwise left as it is (on a GPU: bfloat16 and workers that load). Three works:

    frozen    the student, whose vision encoder stays as it is
    kept      the same, with what the encoder says of pictures kept on disk; Trainer has nothing like it and sees anew
    critic    the critic, whose vision encoder learns, too

`ratio` is that of the medians of seconds a step. `utilisation` is the share of what the GPU could compute in bfloat16
(matrix products as torch counts them); a processor has none. The last line is JSON; on a GPU, ratios below the goals
end the run with exit code 1.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch
import transformers as T
from torch.utils.flop_counter import FlopCounterMode

from models.blip2.critic_network import Critic
from tests.benchmarks.training_work import (
    SIZES,
    Material,
    UsualCritic,
    UsualPictures,
    UsualStudent,
    leave_stage,
    make_material,
    put_together,
    write_corpus,
)
from training.blip2.critic_run import train_blip2_critic
from training.blip2.critic_trainer import ready_critic
from training.blip2.settings import CriticSettings, StudentSettings
from training.blip2.start import make_ready, start_from
from training.blip2.student_run import train_blip2_student
from training.data.corpus_source import Choice
from training.data.sources import open_sources
from training.embedded.critic_data import About, Labelled
from training.loop.devices import choose_device, has_bfloat16
from training.loop.running import AnyTrainer, RunFolders, Watch

GOALS = {"frozen": 1.3, "kept": 2.0}
WORKS = ("frozen", "kept", "critic")
_WARM_UP = 2  # steps that are not timed
_WORKERS = 8  # processes that load for a Trainer on a GPU
_PEAK = {"H100": 989e12, "H200": 989e12, "A100": 312e12}  # FLOP/s, dense, as NVIDIA states them
Turn = Callable[[], list[float]]  # seconds of each timed step


def measure(home: Path, network: str, *, batch: int, steps: int, turns: int, device: str) -> dict[str, Any]:
    """Return the figures of each work."""
    stage, material = leave_stage(home / "stage", SIZES[network]), make_material(max(2 * batch, 16))
    corpus, on = write_corpus(home / "corpus", material), choose_device(device)
    found: dict[str, Any] = {"network": network, "batch": batch, "device": _named(on)}
    for work in WORKS:
        ours = _ours(work, home / work, stage, corpus, material, batch=batch, device=device)
        usual = _usual(work, home / work, stage, material, batch=batch, steps=steps, device=on)
        seconds: dict[str, list[float]] = {"ours": [], "usual": []}
        memory: dict[str, int] = {}
        for _ in range(turns):
            for name, turn in (("ours", lambda trainer=ours: _timed(trainer, steps)), ("usual", usual)):
                taken = _begin_to_count(on)
                seconds[name] += turn()
                # Only ours stays on the GPU while it is not its turn.
                memory[name] = _most_memory(on) - (taken if name == "usual" else 0)
        found[work] = _figures(seconds, memory, ours, batch)
    return found


def too_slow(found: dict[str, Any]) -> list[str]:
    """Return a line for every ratio below its goal."""
    below = [(work, least) for work, least in GOALS.items() if found[work]["ratio"] < least]
    return [f"{work}: {found[work]['ratio']} times as fast as Trainer, not {least} or more" for work, least in below]


def _ours(
    work: str, home: Path, stage: Path, corpus: Path, material: Material, *, batch: int, device: str
) -> AnyTrainer:
    """Return our trainer, made ready by its own first step."""
    common = {"steps": 10**6, "batch": batch, "warm_up": 1, "kept_sights": work == "kept", "side": _side_of(stage)}
    folders, stop = RunFolders(home / "kept", home / "run"), Watch[Any](should_stop=lambda: True)
    if work == "critic":
        settings = CriticSettings(**common)
        data = Labelled(material.labels, material.open_image, About(supervision="none", seeds="none"), {})
        return train_blip2_critic(settings, folders, stop, data=data, init=stage, device=device)
    settings = StudentSettings(**common, varied=work != "kept")
    sources = open_sources([str(corpus)], [], Choice(), None)
    return train_blip2_student(settings, folders, stop, sources=sources, init=stage, device=device)


def _timed(trainer: AnyTrainer, steps: int) -> list[float]:
    """Return the seconds of so many steps, after some that are not timed."""
    trainer.run(trainer.step + _WARM_UP)
    _wait(trainer.device)
    begun = time.perf_counter()
    trainer.run(trainer.step + steps)
    _wait(trainer.device)
    return [(time.perf_counter() - begun) / steps]


def _usual(
    work: str, home: Path, stage: Path, material: Material, *, batch: int, steps: int, device: torch.device
) -> Turn:
    side = _side_of(stage)
    settings = StudentSettings(side=side, batch=batch)
    if work == "critic":
        settings = CriticSettings(side=side, batch=batch)
        start = start_from(stage, settings)
        critic = Critic(start.stage)
        ready_critic(critic, settings)
        network, labels = UsualCritic(critic), material.labels
    else:
        start = start_from(stage, settings)
        make_ready(start.stage, settings, without=())
        network, labels = UsualStudent(start.stage), None
    pictures = UsualPictures(material, start.teller, rationale=labels is not None)
    on_gpu = device.type == "cuda"
    arguments = T.TrainingArguments(
        output_dir=str(home / "usual"),
        per_device_train_batch_size=batch,
        max_steps=_WARM_UP + steps,
        learning_rate=settings.rate,
        weight_decay=settings.weight_decay,
        max_grad_norm=1.0,
        bf16=settings.bfloat16 and has_bfloat16(device),
        use_cpu=device.type == "cpu",
        dataloader_num_workers=_WORKERS if on_gpu else 0,
        remove_unused_columns=False,
        save_strategy="no",
        logging_strategy="no",
        report_to=[],
        disable_tqdm=True,
    )

    def turn() -> list[float]:
        clock = _Clock(device)
        T.Trainer(
            model=network,
            args=arguments,
            train_dataset=pictures,
            data_collator=put_together(start.teller, labels),
            callbacks=[clock],
        ).train()
        network.cpu()
        return [clock.seconds / steps]

    return turn


class _Clock(T.TrainerCallback):
    """Times a Trainer's steps from the end of its warm-up to the end."""

    def __init__(self, device: torch.device) -> None:
        self._device = device
        self._begun = 0.0
        self.seconds = 0.0

    def on_step_end(self, args: Any, state: T.TrainerState, control: Any, **_more: Any) -> None:  # noqa: ARG002
        if state.global_step == _WARM_UP:
            _wait(self._device)
            self._begun = time.perf_counter()
        elif state.global_step == state.max_steps:
            _wait(self._device)
            self.seconds = time.perf_counter() - self._begun


def _figures(seconds: dict[str, list[float]], memory: dict[str, int], ours: AnyTrainer, batch: int) -> dict[str, Any]:
    middle = {name: statistics.median(each) for name, each in seconds.items()}
    figures: dict[str, Any] = {
        f"{name}_{what}": value
        for name in middle
        for what, value in (
            ("step_seconds", round(middle[name], 4)),
            ("samples_per_second", round(batch / middle[name], 2)),
        )
    }
    flops = _flops(ours)
    peak = _peak(ours.device)
    figures["teraflops_a_step"] = round(flops / 1e12, 4)
    figures |= {f"{name}_gigabytes": round(memory[name] / 1e9, 2) for name in middle if memory[name]}
    if peak is not None:
        figures |= {f"{name}_utilisation": round(flops / middle[name] / peak, 3) for name in middle}
    return {"ratio": round(middle["usual"] / middle["ours"], 2), **figures}


def _flops(trainer: AnyTrainer) -> int:
    """Return what a step of ours computes in matrix products, forth and back."""
    with FlopCounterMode(display=False) as counter:
        trainer.run(trainer.step + 1)
    return counter.get_total_flops()


def _side_of(stage: Path) -> int:
    return json.loads((stage / "config.json").read_text())["vision_config"]["image_size"]


def _named(device: torch.device) -> str:
    return torch.cuda.get_device_name(device) if device.type == "cuda" else device.type


def _peak(device: torch.device) -> float | None:
    return next((flops for name, flops in _PEAK.items() if name in _named(device)), None)


def _wait(device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.synchronize(device)


def _begin_to_count(device: torch.device) -> int:
    """Return how much of a GPU's memory is taken now, and forget what was taken before."""
    if device.type != "cuda":
        return 0
    torch.cuda.reset_peak_memory_stats(device)
    return torch.cuda.memory_allocated(device)


def _most_memory(device: torch.device) -> int:
    return torch.cuda.max_memory_allocated(device) if device.type == "cuda" else 0


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--network", choices=SIZES, default="small")
    parser.add_argument("--batch", type=int, default=8, help="statements in a step")
    parser.add_argument("--steps", type=int, default=5, help="steps that are timed in a turn")
    parser.add_argument("--turns", type=int, default=3, help="how often the two take turns")
    parser.add_argument("--device", default="auto")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as home:
        found = measure(
            Path(home), asked.network, batch=asked.batch, steps=asked.steps, turns=asked.turns, device=asked.device
        )
    faults = too_slow(found) if found["device"] != "cpu" else []
    sys.stdout.write("".join(f"{fault}\n" for fault in faults) + json.dumps(found) + "\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
