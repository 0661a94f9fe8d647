"""What a training says of itself: its stages, in their order, for settings.json and the card."""

from collections.abc import Sequence
from typing import Any

import torch

from models.embedded.weights import Stage, Training
from training.embedded.seed_ranges import STUDENTS, seeds_text
from training.embedded.settings import TrainingSettings
from training.loop.stepping import Stepping

STUDENT, READER = "student", "mark reader"
SCENE_TRUTH = "scene truth"
EXACT_BOXES = "the boxes of the marks drawn in"
_BLIND = {"question": "a grey picture and no regions", "no boxes": "no regions"}


def stage_of(
    name: str, trainer: Stepping[Any, Any, Any, Any, Any], supervision: str, *, among: range = STUDENTS
) -> Stage:
    """Describe a trainer's stage as far as it has come; its scenes are the first of those `among`."""
    scenes = trainer.settings.scenes
    return own_stage(trainer, name, scenes=scenes, supervision=supervision, seeds=seeds_text(among[:scenes]))


def own_stage(
    trainer: Stepping[Any, Any, Any, Any, Any], name: str, *, scenes: int, supervision: str, seeds: str
) -> Stage:
    """Describe a trainer's stage as far as it has come, whatever it learned from."""
    return Stage(
        name=name,
        seed=trainer.settings.seed,
        steps=trainer.step,
        minutes=round(trainer.seconds / 60, 1),
        scenes=scenes,
        supervision=supervision,
        seeds=seeds,
    )


def facts_of(trainer: Stepping[Any, Any, Any, Any, Any]) -> Training:
    """Return what settings and card of every model say of its run; what else there is to say comes after it."""
    settings = trainer.settings
    return {
        "seed": settings.seed,
        "steps": trainer.step,
        "minutes": round(trainer.seconds / 60, 1),
        "scenes": settings.scenes,
        "pictures": trainer.step * settings.pictures,
        "threads": torch.get_num_threads(),
        "device": trainer.device.type,
        "arithmetic": "bfloat16 autocast" if trainer.bfloat16 else "float32",
    }


def shown(settings: TrainingSettings) -> str:
    """Return what a blind one was shown, to be added to its supervision; nothing for one that sees."""
    return f", {_BLIND[settings.blind]} shown" if settings.blind != "no" else ""


def chain_rows(chain: Sequence[Stage]) -> str:
    """Return the rows of a card's table: name, seed, steps, minutes, what was learned from, scenes."""
    rows = (
        f"| {each.name} | {each.seed} | {each.steps} | {each.minutes} | {each.supervision} | {each.seeds} |"
        for each in chain
    )
    return "\n".join(rows)


def device_used(training: Training) -> str:
    """Return on what a model was trained, in words for its card."""
    return "a CUDA device" if training.get("device") == "cuda" else "a CPU"
