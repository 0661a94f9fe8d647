"""How a model that writes is trained and put in its place: a student, a captioner, a narrator."""

from functools import partial
from typing import NamedTuple

from app.commands.train_blip2 import Asked, Made, Where, make, make_student
from models.blip2.kinds import compares, is_another
from models.errors import BadSetting
from training.blip2.changes import Changes, StudentChanges, shown_as
from training.blip2.presets import PresetName
from training.data.sources import Sources
from training.generative.presets import DESCRIBERS, WRITERS
from training.generative.run import Lessons, StudentLessons, train_writer


class WriterChanges(NamedTuple):
    """What a person wants otherwise than the preset has it, beside `Changes`; None leaves a setting as it is."""

    lora: int | None = None
    split: float | None = None


def make_either(
    preset: PresetName, changes: StudentChanges, own: WriterChanges, where: Where, asked: Asked, *, sources: Sources
) -> Made:
    """Train a student to compare or to write, as the folder that it begins with does. Raises BadSetting for what is
    said of the other."""
    if not compares(asked.init):
        return make_writer(preset, changes, own, where, asked, lessons=StudentLessons(sources))
    if own != WriterChanges():
        raise BadSetting(f"--lora and --split are for models that write; {asked.init} holds one that compares.")
    return make_student(preset, changes, where, asked, sources=sources)


def make_writer(
    preset: PresetName, changes: Changes, own: WriterChanges, where: Where, asked: Asked, *, lessons: Lessons
) -> Made:
    """Train a model that writes; see `train_blip2.make`. Raises BadSetting for what means nothing to it."""
    if isinstance(changes, StudentChanges) and changes.same_picture:
        raise BadSetting("--same-picture is for models that compare; one that writes has no wrong texts.")
    if is_another(asked.init) and (own.split is not None or changes.side is not None):
        raise BadSetting(
            f"--side and --split are for BLIP-2; {asked.init} holds a chat model, which has its own sizes and is asked "
            "whole."
        )
    more = {"learns": "lora" if own.lora else None, "rank": own.lora, "split": own.split}
    # Captioners have a frame of their own around their region.
    base = shown_as(WRITERS[preset], asked.init) if lessons.name == "student" else DESCRIBERS[preset]
    return make(partial(train_writer, lessons=lessons), base, changes, where, asked, name=lessons.name, **more)
