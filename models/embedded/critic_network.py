"""The critic's network: would people accept this question, answer and rationale about the picture?

Eye, proposals, words and numbers are the verbalizers' and stay as they are: they have never seen a true QAR. On them
learns a small querying stack, as in the critic of the paper (section 2.3, BLIP-2's first stage): queries look at what
the eye has seen and share their self-attention with the text; every query votes for acceptance and rates question and
answer, and the rationale, and the votes are averaged; all of them begin from what the words suggest by themselves
(`impression.py`). The token of a region is laid into the text where it names `[k]`,
and every word is told whether it names what such a region, or any that the eye found by itself, shows.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn

from models.embedded.blocks import KeyValues, silent
from models.embedded.chooser_network import QueryLayer, joint_mask
from models.embedded.comparing import in_order_of_mention
from models.embedded.impression import Impression
from models.embedded.naming import Naming
from models.embedded.proposals_head import ProposalHead
from models.embedded.settings import StudentSettings
from models.embedded.vision import Eye
from models.embedded.vocabulary import FIRST_SLOT, PAD, Vocabulary
from models.records import Record

FROZEN = ("eye", "proposals", "words", "numbers")  # what comes from the verbalizers


class CriticSettings(Record):
    """Sizes: `sight` are those of the verbalizers' eye and words, with the labels that it sorts regions into; the stack
    has so many `queries` and `layers` and reads texts of up to `text_words` pieces of words."""

    sight: StudentSettings
    queries: int = 12
    layers: int = 3
    text_words: int = 160


class Pictures(NamedTuple):
    """What was seen of B pictures: `tokens` [B, M, D] of the picture and of the regions found in it, `there` [B, M]
    True where there is one, `shares` [B, F, C] how surely each found region shows what a label says, 0 where none is.
    """

    tokens: Tensor
    there: Tensor
    shares: Tensor


class Texts(NamedTuple):
    """N texts: `words` [N, L], the picture `of` [N] each, and the regions that it names, by slot: their tokens `named`
    [N, K, D], `shares` [N, K, C] as for pictures, and `present` [N, K] False where a text names what is not given."""

    words: Tensor
    of: Tensor
    named: Tensor
    shares: Tensor
    present: Tensor


class Votes(NamedTuple):
    """What each of Q queries says of N texts, beginning from what the words suggest: `accept` [N, Q, 2] as (no, yes),
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
    """Read a text beside what was seen, and vote."""

    def __init__(self, settings: CriticSettings) -> None:
        super().__init__()
        self.settings = settings
        sight, width = settings.sight, settings.sight.width
        self.eye = Eye(sight)
        self.proposals = ProposalHead(width)
        self.words = nn.Embedding(sight.vocabulary, width)
        self.numbers = nn.Parameter(torch.randn(sight.regions, width) * 0.5)
        # What a word means to a critic is learned beside what it means to those who describe.
        self.meanings = nn.Embedding(sight.vocabulary, width)
        nn.init.zeros_(self.meanings.weight)
        self.inject = nn.Linear(width, width)
        self.naming = Naming(sight) if sight.labels else None
        self.anywhere = silent(len(sight.labels), width) if sight.labels else None
        self.impression = Impression(sight.vocabulary, sight.regions)
        self.text_place = nn.Parameter(torch.randn(1, settings.text_words, width) * 0.02)
        self.queries = nn.Parameter(torch.randn(1, settings.queries, width) * 0.1)
        self.layers = nn.ModuleList([QueryLayer(width, sight.heads) for _ in range(settings.layers)])
        self.norm = nn.LayerNorm(width)
        self.accept_head = nn.Linear(width, 2)
        self.qa_head = _rating_head(width)
        self.rationale_head = _rating_head(width)
        self.freeze()

    def freeze(self) -> None:
        """Keep what comes from the verbalizers as it is."""
        for name, parameter in self.named_parameters():
            parameter.requires_grad_(name.split(".")[0] not in FROZEN)

    def spell(self, vocabulary: Vocabulary) -> None:
        """Take the words of the labels from the vocabulary that belongs to the network."""
        if self.naming is not None:
            self.naming.spell(self.settings.sight.labels, vocabulary)

    def shares(self, scores: Tensor) -> Tensor:
        """Return how surely regions [..., C] show what each label says; [..., 0] for an eye that sorts nothing."""
        return self.naming.shares(scores) if self.naming is not None else scores

    def forward(self, pictures: Pictures, texts: Texts) -> Votes:
        queries = self.settings.queries
        x = torch.cat([self.queries.expand(len(texts.words), -1, -1), self._read(pictures, texts)], 1)
        mask = joint_mask(texts.words != PAD, queries, "matching")
        seen = torch.cat([pictures.there[texts.of], texts.present], 1)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, queries, mask, self._memory(layer, pictures, texts), seen)  # type: ignore[reportArgumentType]  # ModuleList forgets QueryLayer
        votes = self.norm(x[:, :queries])
        accept, qa, rationale = self.impression(texts.words)[:, None, :].unbind(-1)
        return Votes(
            self.accept_head(votes) + torch.stack([-accept, accept], -1) / 2,
            self.qa_head(votes)[..., 0] + qa,
            self.rationale_head(votes)[..., 0] + rationale,
        )

    def _memory(self, layer: QueryLayer, pictures: Pictures, texts: Texts) -> KeyValues:
        """Return what the queries of every text look at; that of a picture is computed once for all its texts."""
        whole, named = layer.memory(pictures.tokens), layer.memory(texts.named + self.numbers)
        return KeyValues(
            torch.cat([whole.keys[texts.of], named.keys], 1), torch.cat([whole.values[texts.of], named.values], 1)
        )

    def _read(self, pictures: Pictures, texts: Texts) -> Tensor:
        words = texts.words
        slots, is_slot = self._slots(words)
        x = self.words(words) + self.meanings(words) + self.text_place[:, : words.shape[1]]
        x = x + self.numbers[slots] * is_slot[..., None]
        tokens = texts.named
        if self.naming is not None and self.anywhere is not None:
            tokens = tokens + self.naming.recalled(texts.shares, self.words.weight)
            order, named = in_order_of_mention(slots, is_slot, self.settings.sight.regions)
            x = x + self.naming.matched(texts.shares, words, order, named & texts.present.gather(1, order))
            x = x + self.anywhere(self._shown_anywhere(self.naming, pictures, texts))
        told = self.inject(tokens).gather(1, slots[..., None].expand(-1, -1, tokens.shape[-1]))
        return x + told * (is_slot & texts.present.gather(1, slots))[..., None]

    def _shown_anywhere(self, naming: Naming, pictures: Pictures, texts: Texts) -> Tensor:
        """Return [N, L, sets]: how surely some region that was found shows what a word names."""
        sets = zip(pictures.shares.split(naming.sizes, -1), naming.names.split(naming.sizes), strict=True)
        shown = torch.stack([(shares @ names.to(shares.dtype)).amax(1) for shares, names in sets], -1)
        return shown[texts.of].gather(1, texts.words[..., None].expand(-1, -1, shown.shape[-1]))

    def _slots(self, words: Tensor) -> tuple[Tensor, Tensor]:
        """Return the slot number of every word (0 where it is none) and where words are slots."""
        slots = words - FIRST_SLOT
        is_slot = (slots >= 0) & (slots < self.settings.sight.regions)
        return torch.where(is_slot, slots, 0), is_slot


def _rating_head(width: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(width, width), nn.ReLU(), nn.Linear(width, 1))
