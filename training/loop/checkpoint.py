"""A training run on disk, so that it can be interrupted: one file of tensors, with all else in its head.

It is written temp + fsync + rename, so that a crash at any moment leaves this state or the one before.
"""

import json
import os
from pathlib import Path
from typing import Any, NamedTuple

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor

from models.errors import BadSetting
from models.records import Record

CHECKPOINT = "checkpoint.safetensors"
_FACTS, _SETTINGS = "facts", "settings"


class State(NamedTuple):
    """All that a run needs to go on: tensors by name, and facts that JSON can hold."""

    tensors: dict[str, Tensor]
    facts: dict[str, Any]  # Any: JSON


def save_checkpoint(path: Path, state: State, settings: Record) -> None:
    """Write the state of a run; a crash leaves the previous one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    head = {_FACTS: json.dumps(state.facts), _SETTINGS: settings.model_dump_json()}
    save_file({name: _copy(value) for name, value in state.tensors.items()}, part, head)
    _sync(part)
    part.replace(path)
    _sync(path.parent)


def load_checkpoint(path: Path, settings: Record) -> State:
    """Read a run that was interrupted. Raises BadSetting when it was another run.

    Only the number of steps may differ: an embedded model's learning rate is constant until it falls, so a run that is
    made longer or shorter before that is the same as one of that length.
    """
    with safe_open(path, "pt") as file:
        head = file.metadata() or {}
        then = type(settings).model_validate_json(head[_SETTINGS])
        _refuse_others(path, then, settings)
        return State({name: file.get_tensor(name) for name in file.keys()}, json.loads(head[_FACTS]))  # noqa: SIM118


def _refuse_others(path: Path, then: Record, now: Record) -> None:
    changed = [name for name in type(now).model_fields if getattr(then, name) != getattr(now, name)]
    if changed not in ([], ["steps"]):
        raise BadSetting(
            f"{path} belongs to a run with other settings ({', '.join(changed)}). "
            "Resume with the same settings, or train into another folder."
        )


def _copy(value: Tensor) -> Tensor:
    """Return what can be stored: tensors may neither share memory nor lie on a device."""
    return value.detach().to("cpu", copy=True, memory_format=torch.contiguous_format)


def _sync(path: Path) -> None:
    """Return when a file, or the list of names in a folder, is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
