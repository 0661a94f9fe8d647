"""How a model that writes is trained and put in its place: a student, a captioner, a narrator."""

from functools import partial
from typing import NamedTuple

from app.commands.train_blip2 import Asked, Changes, Made, Where, make, make_student
from models.blip2.kinds import compares
from models.errors import BadSetting
from training.blip2.presets import PresetName
from training.blip2.sources import Sources
from training.generative.presets import DESCRIBERS, WRITERS
from training.generative.run import Lessons, StudentLessons, train_writer


class WriterChanges(NamedTuple):
    """What a person wants otherwise than the preset has it, beside `Changes`; None leaves a setting as it is."""

    lora: int | None = None
    split: float | None = None


def make_either(
    preset: PresetName, changes: Changes, own: WriterChanges, where: Where, asked: Asked, *, sources: Sources
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
    """Train a model that writes; see `train_blip2.make`. Raises BadSetting for what is said of models that compare."""
    if changes.same_picture:
        raise BadSetting("--same-picture is for models that compare; one that writes has no wrong texts.")
    given = {name: value for name, value in changes._asdict().items() if name != "same_picture"}
    given |= {"learns": "lora" if own.lora else None, "rank": own.lora, "split": own.split}
    presets = WRITERS if lessons.name == "student" else DESCRIBERS
    return make(partial(train_writer, lessons=lessons), presets[preset], given, where, asked, name=lessons.name)
