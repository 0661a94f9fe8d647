"""What a student's folder holds (`models/embedded/folder.py` reads and writes it), and how a training tells of itself.

Beside the student there may be a mark reader (in the same weights file), the numbers of the domain detector and a
calibration.
"""

from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import Field
from torch import Tensor

from models.embedded.confidence import Calibration
from models.embedded.folder import ModelFolder, halved, write_folder
from models.embedded.mark_reader import MarkReader, ReaderSettings
from models.embedded.network import StudentNetwork
from models.embedded.settings import StudentSettings
from models.embedded.vocabulary import Vocabulary
from models.records import Record, Setting

STUDENT_FORMAT = "deixis-student-1"
_DOMAIN = "domain."  # prefix of the detector's numbers in the weights file; they stay float32
_READER = "reader."  # prefix of the mark reader's weights


class Stage(Record):
    """One stage of a training: `supervision` is what it learned from, `seeds` which scenes it saw."""

    name: str
    seed: int
    steps: int
    minutes: float
    scenes: int
    supervision: str
    seeds: str


Training = dict[str, Setting | tuple[Stage, ...]]


def stages_in(training: Training) -> tuple[Stage, ...]:
    """Return the stages that a training lists, in their order."""
    told = training.get("chain")
    return told if isinstance(told, tuple) else ()


class FolderSettings(Record):
    """settings.json: the network's sizes, the mark reader's and the calibration where there are any, and how all of it
    was trained; `training["chain"]` lists the stages in their order.

    `choosing_temperature` turns log-likelihoods into shares of belief (`models/embedded/likelihood.py`); it is None
    where none was fitted."""

    format: Literal["deixis-student-1"] = STUDENT_FORMAT
    student: StudentSettings
    reader: ReaderSettings | None = None
    calibration: Calibration | None = None
    choosing_temperature: float | None = Field(default=None, gt=0)
    training: Training = Field(default_factory=dict)

    @property
    def chain(self) -> tuple[Stage, ...]:
        """Return the stages; for a folder that does not list them, the one stage that it tells of."""
        if told := stages_in(self.training):
            return told
        facts = {name: self.training.get(name, 0) for name in ("seed", "steps", "minutes", "scenes")}
        seeds = f"train 0 to {int(str(facts['scenes'])) - 1}"
        return (Stage.model_validate({"name": "student", **facts, "supervision": "scene truth", "seeds": seeds}),)


class StoredStudent(NamedTuple):
    """What a folder holds; `domain` is empty where no detector was fitted, `reader` None where none was trained."""

    network: StudentNetwork
    vocabulary: Vocabulary
    settings: FolderSettings
    domain: dict[str, Tensor]
    reader: MarkReader | None = None


def save_student(
    folder: Path,
    network: StudentNetwork,
    vocabulary: Vocabulary,
    *,
    training: Training | None = None,
    domain: dict[str, Tensor] | None = None,
    reader: MarkReader | None = None,
    calibration: Calibration | None = None,
    choosing_temperature: float | None = None,
) -> None:
    """Write a student's weights, tokenizer and settings, and what else there is."""
    tensors = halved(network)
    tensors |= {_DOMAIN + name: value.float().contiguous() for name, value in (domain or {}).items()}
    if reader is not None:
        tensors |= {_READER + name: value for name, value in halved(reader).items()}
    settings = FolderSettings(
        student=network.settings,
        reader=reader.settings if reader is not None else None,
        calibration=calibration,
        choosing_temperature=choosing_temperature,
        training=training or {},
    )
    write_folder(folder, settings, vocabulary, tensors)


def open_student(folder: Path) -> StoredStudent:
    """Read a student's folder. Raises ModelUnavailable with the file that is missing or damaged."""
    files = ModelFolder(folder, "The embedded student's", "deixis train embedded --only student")
    settings = files.settings(FolderSettings)
    vocabulary = files.vocabulary(settings.student.vocabulary)
    tensors = files.tensors()
    network = StudentNetwork(settings.student)
    network.spell(vocabulary)
    files.fill(network, {name: each for name, each in tensors.items() if not name.startswith((_DOMAIN, _READER))})
    reader = MarkReader(settings.reader, settings.student.mark_style) if settings.reader else None
    if reader is not None:
        files.fill(reader, _with(_READER, tensors))
    ready = reader.eval().requires_grad_(False) if reader is not None else None
    return StoredStudent(network.eval().requires_grad_(False), vocabulary, settings, _with(_DOMAIN, tensors), ready)


def _with(prefix: str, tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    """Return the tensors whose names begin with a prefix, without it."""
    return {name.removeprefix(prefix): value for name, value in tensors.items() if name.startswith(prefix)}
