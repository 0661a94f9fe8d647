"""What regions show, in words: labels are spelled with the same words that questions ask and answers are said with.

The eye sorts every region into labels (`concepts.py`). Here the region's token is given the mean of the word vectors of
its labels, so that what is seen can be said, and every word of a question is told how far it names what is seen in the
first, the second ... region of the question: "is [3] a dog?" is then a look at one number. Both are silent until they
have learned.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import torch
from torch import Tensor, nn

from models.embedded.blocks import silent
from models.embedded.settings import StudentSettings
from models.embedded.vision import Seen, Things
from models.embedded.vocabulary import PAD, Vocabulary

_STEM = 4  # letters that two words must share at least, if the one begins as the other: child, children


class Naming(nn.Module):
    """`spell` must be called before it is used: the words of labels are the vocabulary's, not weights."""

    pieces: Tensor  # [C, P] the pieces of every label, padded
    names: Tensor  # [C, V] 1 where a piece of the vocabulary is a word of a label

    def __init__(self, settings: StudentSettings) -> None:
        super().__init__()
        self.sizes = tuple(len(labels) for labels in settings.labels.values())
        self.recall = silent(settings.width, settings.width)
        self.match = silent(settings.regions * len(self.sizes), settings.width)
        self.register_buffer("pieces", torch.full((sum(self.sizes), 1), PAD), persistent=False)
        self.register_buffer("names", torch.zeros(sum(self.sizes), settings.vocabulary), persistent=False)

    def spell(self, labels: Mapping[str, Sequence[str]], vocabulary: Vocabulary) -> None:
        """Take the words of the labels from a vocabulary."""
        texts = [text for some in labels.values() for text in some]
        spelled = [vocabulary.read_question(text) for text in texts]
        longest = max(map(len, spelled))
        rows = [pieces + [PAD] * (longest - len(pieces)) for pieces in spelled]
        self.pieces = torch.tensor(rows, device=self.pieces.device)
        self.names = _names(texts, vocabulary).to(self.names.device)

    def shares(self, scores: Tensor) -> Tensor:
        """Return how sure the eye is of each label [B, K, C], by set; nothing is learned through this."""
        return torch.cat([each.float().softmax(-1) for each in scores.detach().split(self.sizes, -1)], -1)

    def named(self, seen: Seen, words: Tensor) -> Seen:
        """Return what was seen with the meanings of its labels; `words` [V, D] are the vectors of all words."""
        if seen.concepts is None:
            return seen
        shares = self.shares(seen.concepts)
        meant = self.recalled(shares, words) * seen.present[..., None]
        return seen._replace(regions=seen.regions + meant, shares=shares, others=self._others(seen.others, words))

    def _others(self, others: Things | None, words: Tensor) -> Things | None:
        if others is None or others.concepts is None:
            return others
        shares = self.shares(others.concepts)
        meant = self.recalled(shares, words) * others.present[..., None]
        return others._replace(tokens=others.tokens + meant, shares=shares)

    def recalled(self, shares: Tensor, words: Tensor) -> Tensor:
        """Return what the labels of regions mean [B, K, D]; `words` as above."""
        written = (self.pieces != PAD)[..., None]
        means = (words[self.pieces] * written).sum(1) / written.sum(1).clamp(min=1)
        return self.recall(shares.to(means.dtype) @ means / len(self.sizes))

    def matched(self, shares: Tensor, questions: Tensor, order: Tensor, named: Tensor) -> Tensor:
        """Return what the words of questions [Q, L] are told [Q, L, D]; see `comparing.py` for `order` and `named`."""
        of_slots = self.named_by(shares, questions)
        wanted = order[:, None, :, None].expand_as(of_slots)
        return self.match((of_slots.gather(2, wanted) * named[:, None, :, None]).flatten(2))

    def named_by(self, shares: Tensor, questions: Tensor) -> Tensor:
        """Return [Q, L, K, sets]: how far each word of questions [Q, L] names what is seen in each region, by set of
        labels; `shares` [B, K, C] as `shares` returns them."""
        batch, count, _ = shares.shape
        words = questions.reshape(batch, -1, 1).expand(-1, -1, count)
        told = [
            (share @ names.to(share.dtype)).transpose(1, 2).gather(1, words)
            for share, names in zip(shares.split(self.sizes, -1), self.names.split(self.sizes), strict=True)
        ]
        return torch.stack(told, -1).view(*questions.shape, count, len(self.sizes))


def _names(labels: Sequence[str], vocabulary: Vocabulary) -> Tensor:
    """Return [C, V]: which pieces that begin a word are, or begin as, a word of a label."""
    whole: defaultdict[str, list[int]] = defaultdict(list)
    begun: defaultdict[str, list[int]] = defaultdict(list)  # by what they begin with, from a stem on
    for number in range(len(vocabulary)):
        piece = vocabulary.word(number)
        whole[piece].append(number)
        for end in range(_STEM, len(piece) + 1):
            begun[piece[:end]].append(number)
    names = torch.zeros(len(labels), len(vocabulary))
    for row, label in enumerate(labels):
        for word in label.lower().replace("/", " ").split():
            shorter = [number for end in range(_STEM, len(word)) for number in whole.get(word[:end], ())]
            names[row, [*whole.get(word, ()), *begun.get(word, ()), *shorter]] = 1
    return names
