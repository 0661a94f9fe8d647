"""How many: the words of a question are told how many things they name, and a region how many are like it or beside it.

Labels are spelled with the words that questions ask with (`naming.py`), so that "how many of [0], [2] and [3] are
happy?" is a sum over what those regions are taken for, and "besides [1], how many people look sad?" one over all that
was looked at but [1]. The region that is named first is told how many people feel as it does, and how many are on
either side of it. A number is told by how near it is to 0, 1, 2 ...; all of it is silent until it has learned.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from models.embedded.blocks import silent
from models.embedded.naming import Naming
from models.embedded.settings import StudentSettings
from models.embedded.vision import Seen
from models.embedded.vocabulary import FIRST_SLOT

_MOST = 8  # the largest number that is told apart, and 0
_KIND, _PERSON, _FEELING = "kind", "person", "feeling"


class Tallying(nn.Module):
    """For settings whose labels have the sets "kind" and "feeling"."""

    def __init__(self, settings: StudentSettings) -> None:
        super().__init__()
        self.regions = settings.regions
        columns = [(name, label.split()[0]) for name, labels in settings.labels.items() for label in labels]
        self.person = columns.index((_KIND, _PERSON))
        self.feelings = [column for column, (name, _) in enumerate(columns) if name == _FEELING]
        self.of_words = silent(2 * (_MOST + 1), settings.width)
        self.of_first = silent(3 * (_MOST + 1), settings.width)

    def told(self, seen: Seen, naming: Naming, questions: Tensor, order: Tensor, named: Tensor) -> Tensor:
        """Return what the words of questions [Q, L] are told [Q, L, D]; see `comparing.py` for `order` and `named`."""
        all_shares, all_boxes = _everything(seen)
        repeat = questions.shape[0] // len(all_shares)
        shares, boxes = (each.repeat_interleave(repeat, 0) for each in (all_shares, all_boxes))
        by_slot = torch.zeros_like(named).scatter(1, order, named)
        asked = F.pad(by_slot, (0, shares.shape[1] - self.regions)).to(shares.dtype)
        first = F.one_hot(order[:, 0], shares.shape[1]).to(shares.dtype) * named[:, :1]
        words = self._of_words(naming, all_shares, questions, asked, first)
        at_first = (questions == FIRST_SLOT + order[:, :1])[..., None] & named[:, :1, None]
        return words + self.of_first(self._of_first(shares, boxes, first))[:, None] * at_first

    def _of_words(self, naming: Naming, shares: Tensor, questions: Tensor, asked: Tensor, first: Tensor) -> Tensor:
        named = naming.named_by(shares, questions).amax(-1)  # [Q, L, J]
        tallies = torch.stack([(named * asked[:, None]).sum(-1), (named * (1 - first)[:, None]).sum(-1)], -1)
        means_something = naming.names.any(0)[questions][..., None]
        return self.of_words(_near(tallies).to(self.of_words.weight.dtype)) * means_something

    def _of_first(self, shares: Tensor, boxes: Tensor, first: Tensor) -> Tensor:
        """Return [Q, 3 * (_MOST + 1)]: how many people feel as the first one named, are left of it, are right of it."""
        people = shares[..., self.person] * (1 - first)
        feelings = shares[..., self.feelings]
        alike = feelings @ (feelings * first[..., None]).sum(1)[..., None]
        middles = (boxes[..., 0] + boxes[..., 2]) / 2
        apart = middles - (middles * first).sum(1, keepdim=True)
        tallies = [(people * each).sum(-1) for each in (alike[..., 0], apart < 0, apart > 0)]
        return _near(torch.stack(tallies, -1)).to(self.of_first.weight.dtype)


def _everything(seen: Seen) -> tuple[Tensor, Tensor]:
    """Return the shares [B, J, C] and boxes [B, J, 4] of regions and others; what is absent has no share in a label."""
    if seen.shares is None:
        raise ValueError("nothing can be counted by a network that names nothing")
    shares, boxes = [seen.shares * seen.present[..., None]], [seen.boxes]
    if seen.others is not None and seen.others.shares is not None:
        shares.append(seen.others.shares * seen.others.present[..., None])
        boxes.append(seen.others.boxes)
    return torch.cat(shares, 1), torch.cat(boxes, 1)


def _near(tallies: Tensor) -> Tensor:
    """Return [..., T * (_MOST + 1)]: how near each of the tallies [..., T] is to every number, from 0 to 1."""
    numbers = torch.arange(_MOST + 1, device=tallies.device, dtype=tallies.dtype)
    return (1 - (tallies.clamp(max=_MOST)[..., None] - numbers).abs()).clamp(min=0).flatten(-2)
