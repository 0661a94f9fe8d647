"""A batch of turns, as every family of models that write takes it."""

from typing import NamedTuple

from torch import Tensor


class Batch(NamedTuple):
    """N prompts [N, P], padded as the model wants it, with their mask; N replies [N, L], padded to the right, with
    theirs; by name what else the model takes (pictures, or what was seen of them). `share` is how many pieces are to be
    said in a part of this process's share of the step, on average."""

    words: Tensor
    mask: Tensor
    said: Tensor
    told: Tensor
    names: tuple[str, ...]
    given: tuple[Tensor, ...]
    share: Tensor

    @property
    def more(self) -> dict[str, Tensor]:
        return dict(zip(self.names, self.given, strict=True))
