"""Keep a training run on disk so that it can be interrupted: temp + rename, read with `weights_only=True`."""

import os
from pathlib import Path

import torch

from models.errors import BadSetting
from models.records import Record


def save_checkpoint(path: Path, state: dict[str, object], settings: Record) -> None:
    """Write the state of a run; a crash leaves the previous one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        torch.save({**state, "settings": settings.model_dump_json()}, file)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def load_checkpoint(path: Path, settings: Record) -> dict[str, object]:
    """Read a run that was interrupted. Raises BadSetting when it was another run.

    Only the number of steps may differ: the student's learning rate is constant until it falls, so a run that is made
    longer or shorter before that is the same as one of that length.
    """
    state = torch.load(path, map_location="cpu", weights_only=True)
    kind = type(settings)
    then = kind.model_validate_json(state.pop("settings"))
    changed = [name for name in kind.model_fields if getattr(then, name) != getattr(settings, name)]
    if changed not in ([], ["steps"]):
        raise BadSetting(
            f"{path} belongs to a run with other settings ({', '.join(changed)}). "
            "Resume with the same settings, or train into another folder."
        )
    return state
