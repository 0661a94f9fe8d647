"""What the steps since the last report told, as a checkpoint keeps it: a report that a stop falls into is of all its
steps, as if there had been none.

A step tells a number, a tensor, or a (named) tuple of these and of further tuples. JSON holds what is in them, exactly;
what they were is known from what a later step tells.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

import torch

Told = TypeVar("Told")
Plain = Any  # numbers, and lists of them


def plain(told: Any) -> Plain:  # Any: what a trainer's steps tell is its own affair
    """Return what JSON can hold of what a step told.

    >>> plain((0.5, torch.tensor([1.0, 2.0])))
    [0.5, [1.0, 2.0]]
    """
    if isinstance(told, torch.Tensor):
        return told.tolist()
    if isinstance(told, tuple):
        return [plain(each) for each in told]
    return told


def all_told(earlier: Sequence[Plain], since: Sequence[Told]) -> list[Told]:
    """Return what steps told that a checkpoint knows as plain values, and then those since it was taken up, which are
    one at least. What an older trainer told otherwise is left out: no run should end for a figure."""
    try:
        before = [_as(since[0], each) for each in earlier]
    except (TypeError, ValueError):
        before = []
    return [*before, *since]


def _as(like: Any, known: Plain) -> Any:
    if isinstance(like, torch.Tensor):
        return like.new_tensor(known)
    if isinstance(like, tuple):
        make = getattr(like, "_make", tuple)  # what a named tuple is made by
        return make([_as(own, each) for own, each in zip(like, known, strict=True)])
    return known
