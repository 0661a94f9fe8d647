"""What is said when a model breaks down while it computes: a sentence for people, and the trace in the log."""

import contextlib
import logging
from collections.abc import Iterator

import torch

from models.errors import AnswerFailed

log = logging.getLogger(__name__)


@contextlib.contextmanager
def saying_what_fails(name: str, doing: str) -> Iterator[None]:
    """Raise AnswerFailed for what a model raises; `doing` says at what, such as "choosing"."""
    try:
        yield
    except torch.OutOfMemoryError:
        raise AnswerFailed(f"{name}: the GPU's memory ran out. Close other programs or use the CPU.") from None
    except (RuntimeError, ValueError, IndexError, TypeError, KeyError) as error:
        log.exception("%s broke down while %s", name, doing)
        raise AnswerFailed(f"{name} broke down while {doing} ({type(error).__name__}). See the log.") from error
