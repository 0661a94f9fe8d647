"""What a model is to say, as pieces of words that go on where its prompt ends.

A tokenizer cuts words otherwise at the beginning of a text than after another: prompt and reply are cut together, and
what the prompt has of it is taken away.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import torch
from torch import Tensor


class Reply(NamedTuple):
    """A text that is said, and what stands right before it; "" for a decoder that begins anew. One that was cut does
    not end (`ends`)."""

    before: str
    text: str
    ends: bool = True


class Said(NamedTuple):
    """The numbers of pieces of words [N, L], the last of each text the one that ends it, and 1 where one is."""

    numbers: Tensor
    mask: Tensor


def said_of(tokenizer: Any, replies: Sequence[Reply], end: int, most: int) -> Said:  # Any: whichever it is
    """Return replies as numbers, padded to the right, with their ends; of one that is too long, with its end more than
    `most` pieces, the rest is left out, and its end, too: it does not end there."""
    rows = [_ended(_pieces(tokenizer, each), end if each.ends else None)[:most] for each in replies]
    longest = max(map(len, rows))
    padding = tokenizer.pad_token_id or 0
    return Said(
        torch.tensor([row + [padding] * (longest - len(row)) for row in rows]),
        torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in rows]),
    )


def end_of(model: Any, tokenizer: Any) -> int:  # Any: whichever they are
    """Return the piece at which a model stops to speak."""
    parts = (model, getattr(model, "language_model", None))
    known = [getattr(getattr(part, "generation_config", None), "eos_token_id", None) for part in parts]
    found = next((each for each in known if each is not None), tokenizer.eos_token_id)
    return found[0] if isinstance(found, list) else found


def _pieces(tokenizer: Any, reply: Reply) -> list[int]:
    if not reply.before:
        return tokenizer(reply.text, add_special_tokens=False)["input_ids"]
    before, whole = (
        tokenizer(text, add_special_tokens=False)["input_ids"] for text in (reply.before, reply.before + reply.text)
    )
    if whole[: len(before)] == before:
        return whole[len(before) :]
    return tokenizer(reply.text, add_special_tokens=False)["input_ids"]


def _ended(pieces: list[int], end: int | None) -> list[int]:
    """Return them up to their end, which a chat template may have written, with what it writes after it; without one
    they are as they are."""
    if end is None:
        return pieces
    return pieces[: pieces.index(end) + 1] if end in pieces else [*pieces, end]
