"""What a training of BLIP-2's first stage leaves: a folder that every back end here, transformers and LAVIS take."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from torch import Tensor

from models.blip2.first_stage import FirstStage, save_first_stage
from models.blip2.manner import Manner, write_manner
from models.embedded.weights import Training
from models.model_format import SETTINGS
from models.records import Record
from models.whole_file import write_whole
from training.blip2.start import Start
from training.corpus.export.whole_folder import check_free, whole_folder

_KNOWN_BY = "config.json"


class Blip2Folder(Record):
    """settings.json: which kind of model a folder holds, and how it was trained."""

    format: str
    training: Training


def keep_folder(
    folder: Path,
    stage: FirstStage,
    start: Start,
    manner: Manner,
    settings: Blip2Folder,
    more: Mapping[str, Tensor] | None = None,
) -> None:
    """Write the whole of it; a reader finds this one or the one before."""
    with whole_folder(folder, known_by=_KNOWN_BY, overwrite=True) as unfinished:
        save_first_stage(stage, unfinished, more)
        start.processor.save_pretrained(unfinished)
        write_manner(unfinished, manner)
        write_whole(unfinished / SETTINGS, f"{settings.model_dump_json(indent=2)}\n".encode())


def check_place(out: Path) -> None:
    """Raise BadSetting where a finished model could not be put; ask before it is trained."""
    check_free(out, known_by=_KNOWN_BY, overwrite=True)


def copy_folder(folder: Path, out: Path) -> None:
    """Put a copy of a finished model in its place, whole or not at all."""
    with whole_folder(out, known_by=_KNOWN_BY, overwrite=True) as unfinished:
        shutil.copytree(folder, unfinished, dirs_exist_ok=True)
