"""The critic's network: would people accept this question, answer and rationale about the picture?

The verbalizers see, and stay as they are: they have never seen a true QAR. What they see comes as plain numbers
(`critic_sight.py`): what the regions that a text means show, how these lie to each other, what is around them, and how
readily the verbalizers would say what the text mentions. On these learn a table of what words suggest (`impression.py`)
and, beside it, some voters, each a small network with weights of its own, that take words and numbers together. All
vote for acceptance and rate question and answer, and the rationale; the votes are averaged, as those of the queries of
the paper's critic are (section 2.3).
"""

from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from models.embedded.belonging import LIES
from models.embedded.impression import VOTES, Impression
from models.embedded.verbalizer_network import VerbalizerNetwork, VerbalizerSettings
from models.embedded.vocabulary import PAD
from models.records import Record

FROZEN = ("verbalizers",)
MEANT = 3  # regions of those that a text means that are looked at
PAIRED = ((0, 1), (0, 2), (1, 2))  # how these lie to each other
_LIKE, _FIT = 5.0, 5.0  # what log-likelihoods are divided by
_EASY = 0.6  # likelihoods above this, divided, tell nothing more


class CriticSettings(Record):
    """Sizes: those of the `verbalizers`, and the `labels` that their eye sorts regions into, by set; so many `voters`
    with two layers of the width `hidden`, of whose inputs the share `dropped` is left out in training. Of a text up to
    `text_words` pieces are read, and `spoken` of what it mentions."""

    verbalizers: VerbalizerSettings
    labels: dict[str, tuple[str, ...]]
    voters: int = 6
    hidden: int = 96
    gist: int = 48
    look: int = 40
    mention: int = 24
    dropped: float = 0.3
    text_words: int = 160
    spoken: int = 24

    @property
    def count(self) -> int:
        """Return the number of all labels, at least one."""
        return max(1, sum(map(len, self.labels.values())))


class Texts(NamedTuple):
    """N texts and what is seen of what they say: `words` [N, L]; of their mentions in words the pieces `spoken` [N, S]
    and how `likely` [N, S] these are, as log-probabilities, of the region that is called so best; of the first regions
    that are meant the `shares` [N, M, C] of labels, `boxes` [N, M, 4], how well each `fits` [N, M] what it is called,
    and whether there is one, `present` [N, M]; how these `lie` [N, P, LIES] to each other; the shares of what is
    `around` [N, C] the first one, and of `all` [N, C] that is seen, added up."""

    words: Tensor
    spoken: Tensor
    likely: Tensor
    shares: Tensor
    boxes: Tensor
    fits: Tensor
    present: Tensor
    lie: Tensor
    around: Tensor
    all: Tensor


class Votes(NamedTuple):
    """What each of Q voters says of N texts, beginning from what the words suggest: `accept` [N, Q, 2] as (no, yes),
    `qa` and `rationale` [N, Q] the ratings of question and answer and of the rationale, from 0 (rejected) to 1
    (accepted)."""

    accept: Tensor
    qa: Tensor
    rationale: Tensor

    @property
    def odds(self) -> Tensor:
        """Return the log-odds of acceptance [N]."""
        means = self.accept.float().mean(1)
        return means[:, 1] - means[:, 0]


class CriticNetwork(nn.Module):
    """Take what a text says together with what is seen, and vote."""

    def __init__(self, settings: CriticSettings) -> None:
        super().__init__()
        self.settings = settings
        sight = settings.verbalizers.teller
        labels = settings.count
        self.verbalizers = VerbalizerNetwork(settings.verbalizers)
        self.impression = Impression(sight.vocabulary, sight.regions)
        self.gist = Impression(sight.vocabulary, sight.regions, settings.gist, spread=0.3)
        self.mentioned = nn.Embedding(sight.vocabulary, settings.mention)
        nn.init.normal_(self.mentioned.weight, std=0.3)
        self.shown = nn.Linear(labels, settings.look)
        self.about = nn.Linear(2 * labels, settings.look)
        inputs = settings.gist + 2 * settings.mention + MEANT * (settings.look + 6) + len(PAIRED) * LIES + settings.look
        self.norm = nn.LayerNorm(inputs)
        self.first = Voters(settings.voters, inputs, settings.hidden)
        self.second = Voters(settings.voters, settings.hidden, settings.hidden)
        self.last = Voters(settings.voters, settings.hidden, VOTES)
        self.freeze()

    def freeze(self) -> None:
        """Keep what comes from the verbalizers as it is."""
        for name, parameter in self.named_parameters():
            parameter.requires_grad_(name.split(".")[0] not in FROZEN)

    def shares(self, scores: Tensor) -> Tensor:
        """Return how surely regions [R, C] show what each label says, by set; of an eye that sorts nothing, 0."""
        sizes = [len(each) for each in self.settings.labels.values()]
        if not sizes:
            return scores.new_zeros(len(scores), self.settings.count)
        return torch.cat([each.float().softmax(-1) for each in scores.split(sizes, -1)], -1)

    def people(self, shares: Tensor) -> Tensor:
        """Return how surely regions [R, C] show a person, [R]."""
        names = [label for some in self.settings.labels.values() for label in some]
        return shares[:, names.index("person")] if "person" in names else shares.new_zeros(len(shares))

    def forward(self, texts: Texts) -> Votes:
        x = F.dropout(self.norm(self._inputs(texts)), self.settings.dropped, self.training)
        x = x[:, None].expand(-1, self.settings.voters, -1)
        for layer in (self.first, self.second):
            x = F.dropout(F.gelu(layer(x)), self.settings.dropped, self.training)
        accept, qa, rationale = (self.impression(texts.words)[:, None] + self.last(x)).unbind(-1)
        return Votes(torch.stack([-accept, accept], -1) / 2, qa, rationale)

    def _inputs(self, texts: Texts) -> Tensor:
        length = (texts.words != PAD).sum(1, keepdim=True).clamp(min=1)
        present = texts.present[..., None]
        looks = torch.cat([self.shown(texts.shares), texts.boxes, texts.fits[..., None] / _FIT, present], -1) * present
        about = self.about(torch.cat([texts.around, texts.all], -1))
        return torch.cat(
            [
                self.gist(texts.words) / (2 * length).sqrt(),
                *self._spoken(texts),
                looks.flatten(1),
                texts.lie.flatten(1),
                about,
            ],
            -1,
        )

    def _spoken(self, texts: Texts) -> tuple[Tensor, Tensor]:
        """Return [N, D] twice: what is mentioned, by how unlikely it is, and of that what is far from likely."""
        pieces = self.mentioned(texts.spoken) * (texts.spoken != PAD)[..., None]
        likely = texts.likely[..., None] / _LIKE
        return (pieces * likely).sum(1) / 2, (pieces * (likely + _EASY).clamp(max=0)).sum(1)


class Voters(nn.Module):
    """A linear layer for each of some voters."""

    def __init__(self, voters: int, inputs: int, width: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(voters, inputs, width) * inputs**-0.5)
        self.bias = nn.Parameter(torch.zeros(voters, width))

    def forward(self, x: Tensor) -> Tensor:
        """`x` [N, Q, inputs] to [N, Q, width]."""
        return torch.einsum("nqi,qiw->nqw", x, self.weight) + self.bias
