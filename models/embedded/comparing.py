"""Where everything lies as seen from the regions that a question names, in the order in which it names them.

"Is [3] to the left of [1]?" is about two regions, and which two is only known when the question is read. The eye's
tokens tell of every slot where it lies; here every region is told where the first, the second ... region of the
question lies from it, so that one comparison learned serves all slots.
"""

import torch
import torch.nn.functional as F
from torch import Tensor

from models.embedded.vision import RELATIONS, Seen, relations

COMPARED = RELATIONS + 1  # numbers per region named: the relations, and whether it is the region itself


def in_order_of_mention(slots: Tensor, is_slot: Tensor, count: int) -> tuple[Tensor, Tensor]:
    """Return the slots [Q, K] that questions name, first mention first, and which of them are named at all.

    `slots` and `is_slot` [Q, L] tell of every word which slot it names, if it names one; K is `count`.
    """
    length = slots.shape[1]
    places = torch.arange(length, device=slots.device)[:, None]
    named = F.one_hot(slots, count).bool() & is_slot[..., None]
    first = torch.where(named, places, length).amin(1)
    ranked, order = first.sort(dim=1)
    return order, ranked < length


def compare(seen: Seen, order: Tensor, named: Tensor) -> Tensor:
    """Return what every region is told [Q, K, K * COMPARED] about the regions that each question names.

    `order` and `named` are what `in_order_of_mention` returns; the R questions of a picture follow each other.
    """
    batch, count, _ = seen.boxes.shape
    itself = torch.diag_embed(seen.present.float())[..., None]
    told = torch.cat([relations(seen.boxes, seen.present).view(batch, count, count, RELATIONS), itself], -1)
    # From whom, to whom; of whom it is told, absent regions hear nothing.
    told = (told * seen.present[:, :, None, None]).repeat_interleave(order.shape[0] // batch, 0)
    wanted = order[:, None, :, None].expand(-1, count, -1, COMPARED)
    return (told.gather(2, wanted) * named[:, None, :, None]).flatten(2)
