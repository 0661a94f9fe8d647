"""Let a model look at a picture once that it is asked many things about.

A batch holds a copy of the picture for every question, or every narrative; the eye is shown one of the copies, and what
it saw is handed on as often as there are copies. Digits of what it saw hang on how many it is shown together.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor
from transformers import PreTrainedModel


@contextmanager
def looking_once(model: PreTrainedModel, copies: int) -> Iterator[None]:
    """While the block runs, show the eye one copy of what it is given so many times, by this thread.

    Where pictures differ all of them are shown, and likewise where a model has no eye of its own.
    """
    eye = model.get_encoder(modality="image")
    if copies < 2 or not isinstance(eye, torch.nn.Module) or eye in (model, model.base_model):
        yield
        return
    glance = _Glance(copies)
    before = eye.register_forward_pre_hook(glance.shorten, with_kwargs=True)
    after = eye.register_forward_hook(glance.repeat)
    try:
        yield
    finally:
        before.remove()
        after.remove()


class _Glance:
    """What is done before and after the eye looks."""

    def __init__(self, copies: int) -> None:
        self._copies = copies
        self._thread = threading.get_ident()
        self._shortened = False

    # Any: whatever the eye takes and gives.
    def shorten(self, _eye: torch.nn.Module, given: Any, named: Any) -> Any:
        if threading.get_ident() != self._thread:
            return None
        tensors = [each for each in (*given, *named.values()) if isinstance(each, Tensor)]
        self._shortened = bool(tensors) and all(self._are_copies(each) for each in tensors)
        if not self._shortened:
            return None
        return tuple(map(self._first, given)), {name: self._first(each) for name, each in named.items()}

    def repeat(self, _eye: torch.nn.Module, _given: Any, seen: Any) -> Any:
        own = threading.get_ident() == self._thread
        return repeated(seen, self._copies) if own and self._shortened else None

    def _are_copies(self, rows: Tensor) -> bool:
        if not rows.dim() or len(rows) % self._copies:
            return False
        first, *others = rows.chunk(self._copies)
        return all(torch.equal(first, other) for other in others)

    def _first(self, value: Any) -> Any:
        return value.chunk(self._copies)[0] if isinstance(value, Tensor) else value


def repeated(seen: Any, copies: int) -> Any:
    """Return what an eye gave, as if it had been shown so many copies."""
    if isinstance(seen, Tensor):
        return torch.cat([seen] * copies)
    if isinstance(seen, dict):  # as every output of the library is
        return type(seen)(**{name: repeated(each, copies) for name, each in seen.items()})
    return type(seen)(repeated(each, copies) for each in seen) if isinstance(seen, tuple | list) else seen
