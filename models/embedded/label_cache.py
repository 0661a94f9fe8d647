"""Tag a picture with a whole vocabulary at once: labels are read the first time they are asked for, and kept."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from models.embedded.tag_head import TagHead
from models.embedded.vision import Seen
from models.errors import BadQuestion
from models.records import Tag

Embed = Callable[[Sequence[str]], Tensor]


class LabelCache:
    """The vectors of labels, the last `most` of them kept; threads may share it.

    `embed` reads labels, [L] texts to vectors [L, E]. A label's vector does not depend on those read with it.
    """

    def __init__(self, embed: Embed, *, most: int = 20_000) -> None:
        self._embed = embed
        self._most = most
        self._kept: OrderedDict[str, Tensor] = OrderedDict()
        self._lock = threading.Lock()

    def vectors(self, labels: Sequence[str]) -> Tensor:
        """Return [L, E] in the order of the labels. Raises BadQuestion for a label without words."""
        with self._lock:
            known = {label: self._kept[label] for label in labels if label in self._kept}
        new = [label for label in dict.fromkeys(labels) if label not in known]
        for label in new:
            if not any(letter.isalnum() for letter in label):
                raise BadQuestion(f'The label "{label}" has no words. Leave it out, or name what to look for.')
        if new:
            # Not under the lock: two threads may both read a new label, and get the same vector.
            with torch.inference_mode():
                known.update(zip(new, self._embed(new), strict=True))
        with self._lock:
            for label in dict.fromkeys(labels):
                self._kept[label] = known[label]
                self._kept.move_to_end(label)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return torch.stack([known[label] for label in labels])


def best_tags(head: TagHead, seen: Seen, cache: LabelCache, labels: Sequence[str], top: int) -> tuple[Tag, ...]:
    """Return the `top` labels that fit the one picture of `seen` best, best first; scores are log odds.

    A label that is given twice counts once; labels that fit alike keep their order.
    """
    unique = list(dict.fromkeys(labels))
    if not unique or top < 1:
        return ()
    with torch.inference_mode():
        parts = head.pictures(seen.picture, seen.regions, seen.present)
        scores = head.picture_scores(parts, cache.vectors(unique))[0]
    best = scores.argsort(descending=True, stable=True)[:top].tolist()
    return tuple(Tag(unique[number], float(scores[number])) for number in best)
