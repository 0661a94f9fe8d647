"""What a training of BLIP-2 leaves: a folder that the back ends here and transformers take."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from models.embedded.weights import Stage, Training
from models.model_format import SETTINGS
from models.records import Record
from models.whole_file import write_whole
from training.blip2.settings import Blip2Settings
from training.corpus.export.whole_folder import check_free, whole_folder
from training.loop.stepping import Stepping

_KNOWN_BY = "config.json"


class Blip2Folder(Record):
    """settings.json: which kind of model a folder holds, and how it was trained."""

    format: str
    training: Training


def keep_folder(folder: Path, settings: Blip2Folder, save: Callable[[Path], None]) -> None:
    """Write the whole of it, `save` all but its settings; a reader finds this one or the one before."""
    with whole_folder(folder, known_by=_KNOWN_BY, overwrite=True) as unfinished:
        save(unfinished)
        write_whole(unfinished / SETTINGS, f"{settings.model_dump_json(indent=2)}\n".encode())


def described(trainer: Stepping[Any, Any, Any, Any, Any], own: Stage, **more: Any) -> Training:  # Any: what JSON holds
    """Return the facts of a run that settings and card name, `more` of them beside those that all runs have."""
    settings: Blip2Settings = trainer.settings
    return {
        "seed": settings.seed,
        "steps": trainer.step,
        "minutes": own.minutes,
        "statements": trainer.step * settings.batch,
        "processes": trainer.processes.count,
        "device": trainer.device.type,
        "arithmetic": "bfloat16 autocast" if trainer.bfloat16 else "float32",
        **more,
        "chain": (own,),
    }


def check_place(out: Path) -> None:
    """Raise BadSetting where a finished model could not be put; ask before it is trained."""
    check_free(out, known_by=_KNOWN_BY, overwrite=True)


def copy_folder(folder: Path, out: Path) -> None:
    """Put a copy of a finished model in its place, whole or not at all."""
    with whole_folder(out, known_by=_KNOWN_BY, overwrite=True) as unfinished:
        shutil.copytree(folder, unfinished, dirs_exist_ok=True)
