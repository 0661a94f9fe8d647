"""How two regions of a question lie to each other, in words: left, right, above, below, nearer, bigger and the like.

As `naming.py` does for what regions show: a region's token is given the vectors of the words that are true of it, seen
from the first other region that the question names, and such a word in the question is told whether it holds of the
first two. "Is [0] to the left of [2]?" then needs no comparing of comparisons. A region also knows whether it lies
between the others that are named.

Where the question has no such word ("where is [0] from [2]?") the speaker must find one, and as long as it guesses,
left and right have nearly the same vector, by which nothing can be told apart. It may therefore say what holds, or the
opposite, without looking for the word, as it points to a region without knowing its number. All of this is silent until
it has learned.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn

from models.embedded.blocks import silent
from models.embedded.comparing import COMPARED
from models.embedded.settings import StudentSettings
from models.embedded.vocabulary import Vocabulary

# The word if the number is positive, the word if it is negative, which number of `vision.relations` it is (of the
# other region, seen from this one), its sign, and the size from which on it is beyond doubt.
_AXES = (
    ("left", "right", 1, 1.0, 0.04),
    ("above", "below", 2, 1.0, 0.04),
    ("nearer", "farther", 3, -1.0, 0.03),
    ("bigger", "smaller", 7, -1.0, 0.3),
)
_ITSELF = COMPARED - 1
_RIGHTWARDS = 4  # the sign of how far to the right


class Lie(NamedTuple):
    """How regions of Q questions lie, in -1..1: the first one named to the second (`holds` [Q, A]), and which are
    between the others (`between` [Q, K])."""

    holds: Tensor
    between: Tensor

    def of(self, questions: Tensor) -> "Lie":
        """Return it for some of the questions, by their numbers."""
        return Lie(self.holds[questions], self.between[questions])


class Relating(nn.Module):
    """`spell` must be called before it is used, as for `Naming`."""

    spelled: Tensor  # [A, 2]: the pieces of the two words of each axis

    def __init__(self, settings: StudentSettings) -> None:
        super().__init__()
        self.recall = silent(settings.width, settings.width)
        self.match = silent(1, settings.width)
        self.between = silent(1, settings.width)
        said = settings.relations_said
        self.say = silent(settings.width, len(_AXES)) if said else None
        self.point = silent(settings.width, 1) if said else None
        self.register_buffer("spelled", torch.zeros(len(_AXES), 2, dtype=torch.long), persistent=False)

    def spell(self, vocabulary: Vocabulary) -> None:
        """Take the words from a vocabulary; the first piece of each stands for it."""
        rows = [[vocabulary.read_question(word)[0] for word in axis[:2]] for axis in _AXES]
        self.spelled = torch.tensor(rows, device=self.spelled.device)

    def holds(self, compared: Tensor) -> Tensor:
        """Return [Q, K, A] in -1..1: how a region lies to the first other one named; `compared` as `compare` tells."""
        told = compared.view(*compared.shape[:2], -1, COMPARED)
        itself = told[:, :, 0, _ITSELF, None] > 0
        other = torch.where(itself, told[:, :, min(1, told.shape[2] - 1)], told[:, :, 0])
        return torch.stack([(other[..., at] * sign / sure).clamp(-1, 1) for _, _, at, sign, sure in _AXES], -1)

    def lie(self, compared: Tensor, holds: Tensor, order: Tensor) -> Lie:
        """Return how the regions that are named `order` lie."""
        return Lie(holds.gather(1, order[:, :1, None].expand(-1, 1, len(_AXES)))[:, 0], _between(compared))

    def regions(self, holds: Tensor, lie: Lie, words: Tensor) -> Tensor:
        """Return what is added to the regions [Q, K, D]; `words` [V, D] are the vectors of all words."""
        shares = torch.stack([holds.clamp(min=0), (-holds).clamp(min=0)], -1).flatten(2)
        said = self.recall(shares.to(words.dtype) @ words[self.spelled.flatten()] / len(_AXES))
        return said + self.between(lie.between[..., None].to(words.dtype))

    def matched(self, lie: Lie, questions: Tensor) -> Tensor:
        """Return what the words of questions [Q, L] are told [Q, L, D]: whether they hold of the first two named."""
        said = (questions[..., None, None] == self.spelled).to(lie.holds.dtype)
        held = ((said[..., 0] - said[..., 1]) * lie.holds[:, None]).sum(-1, keepdim=True)
        return self.match(held.to(self.match.weight.dtype))

    def speak_of(self, scores: Tensor, likeness: Tensor, x: Tensor, lie: Lie) -> tuple[Tensor, Tensor]:
        """Return the scores [Q, L, V] of words and the likeness [Q, L, K] of regions for a speaker in the states `x`.

        A state says how much it wants the word that holds of each axis, or with a minus the other, and the region that
        lies between the others, or one that does not.
        """
        if self.say is None or self.point is None:
            return scores, likeness
        wanted = self.say(x) * lie.holds[:, None].to(x.dtype)
        of_words = torch.stack([wanted, -wanted], -1).flatten(2).to(scores.dtype)
        between = self.point(x) * lie.between[:, None].to(x.dtype)
        return scores.index_add(-1, self.spelled.flatten(), of_words), likeness + between.to(likeness.dtype)


def _between(compared: Tensor) -> Tensor:
    """Return [Q, K]: 1 for a region that has others of the question on both sides, -1 for one that has not, and 0
    where fewer than two others are named."""
    told = compared.view(*compared.shape[:2], -1, COMPARED)
    others = told[..., 0].sum(-1)
    one_sided = told[..., _RIGHTWARDS].sum(-1).abs() >= others
    return torch.where(one_sided, -1.0, 1.0) * (others >= 2)
