"""The student's network: it sees a picture with regions, reads a question, and says an answer and its rationale.

Plain torch, about four and a half million parameters. Words are pieces of the tokenizer
(`models/embedded/vocabulary.py`); the words `[0]` to `[5]` name the slots of the regions, and the speaker may point:
the score of `[k]` has a part that is the likeness of the speaker's state and the token of region k, and a region that
is neither given nor asked about cannot be named (except by a student that is blind on purpose).
"""

from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from models.embedded.blocks import Cache, KeyValues, Layer, Packing, silent
from models.embedded.comparing import COMPARED, compare, in_order_of_mention
from models.embedded.naming import Naming
from models.embedded.noticing import Noticed, nothing
from models.embedded.relating import Lie, Relating
from models.embedded.settings import StudentSettings
from models.embedded.tallying import Tallying
from models.embedded.vision import Eye, Glance, Seen
from models.embedded.vocabulary import FIRST_SLOT, PAD, Vocabulary


class Understood(NamedTuple):
    """What the speaker needs to know, for Q = B * R questions.

    `memories` are the keys and values of every speaking layer, `mask` [Q, 1, 1, M] tells which of them count,
    `pointers` [Q, K, D] the keys of the regions, `nameable` [Q, K] the regions that may be named, `lie` how they lie.
    """

    memories: tuple[KeyValues, ...]
    mask: Tensor
    pointers: Tensor
    nameable: Tensor
    lie: Lie | None


class StudentNetwork(nn.Module):
    """See, read, speak."""

    def __init__(self, settings: StudentSettings) -> None:
        super().__init__()
        self.settings = settings
        width, heads = settings.width, settings.heads
        self.eye = Eye(settings)
        self.words = nn.Embedding(settings.vocabulary, width)
        nn.init.normal_(self.words.weight, std=0.05)
        # Strong from the start: a weak id vector drowns in the region's features, and the student then describes
        # the right thing under the wrong number.
        self.numbers = nn.Parameter(torch.randn(settings.regions, width) * 0.5)
        self.inject = nn.Linear(width, width)
        compared = COMPARED * settings.regions
        self.read_compared = silent(compared, width) if settings.comparisons else None
        self.point_compared = silent(compared, width) if settings.comparisons else None
        self.naming = Naming(settings) if settings.labels else None
        self.relating = Relating(settings) if settings.relation_words else None
        self.tallying = Tallying(settings) if settings.tallies else None
        self.question_place = nn.Parameter(torch.randn(1, settings.question_words, width) * 0.02)
        self.answer_place = nn.Parameter(torch.randn(1, settings.answer_words, width) * 0.02)
        self.reading = nn.ModuleList([Layer(width, heads, crosses=True) for _ in range(settings.reading_layers)])
        self.read_norm = nn.LayerNorm(width)
        self.speaking = nn.ModuleList([Layer(width, heads, crosses=True) for _ in range(settings.speaking_layers)])
        self.speak_norm = nn.LayerNorm(width)
        self.point = nn.Linear(width, width)
        self.pointed = nn.Linear(width, width)

    def see(self, pictures: Tensor, boxes: Tensor, present: Tensor) -> Seen:
        """`pictures` [B, 3, S, S] in -1..1, `boxes` [B, K, 4] in 0..1 xyxy, `present` [B, K]."""
        return self.look_at(self.eye.look_over(pictures), boxes, present)

    def look_at(self, glance: Glance, boxes: Tensor, present: Tensor, noticed: Noticed | None = None) -> Seen:
        """As `see`, for pictures that were looked over; `noticed` is what else is there, if it is known."""
        if self.settings.blind != "no":
            noticed = nothing(len(boxes))
        return self.name(self.eye.look_at(glance, boxes, present, self.numbers, noticed))

    def name(self, seen: Seen) -> Seen:
        """Tell regions the words for what they show."""
        return seen if self.naming is None else self.naming.named(seen, self.words.weight)

    def spell(self, vocabulary: Vocabulary) -> None:
        """Take the words of the labels from the vocabulary that belongs to the network."""
        if self.naming is not None:
            self.naming.spell(self.settings.labels, vocabulary)
        if self.relating is not None:
            self.relating.spell(vocabulary)

    def read(self, seen: Seen, questions: Tensor) -> Understood:
        """`questions` [B * R, L] word numbers, padded with PAD; the R questions of a picture follow each other."""
        repeat = questions.shape[0] // seen.regions.shape[0]
        regions = seen.regions.repeat_interleave(repeat, 0)
        present = seen.present.repeat_interleave(repeat, 0)
        slots, is_slot = self._slots(questions)
        x = self._embed(questions) + self.question_place[:, : questions.shape[1]]
        told = self.inject(regions)
        order, named = in_order_of_mention(slots, is_slot, self.settings.regions)
        if self.naming is not None and seen.shares is not None:
            looked_at = named & present.gather(1, order)
            x = x + self.naming.matched(seen.shares, questions, order, looked_at)
            if self.tallying is not None:
                x = x + self.tallying.told(seen, self.naming, questions, order, looked_at)
        lie = None
        if self.read_compared is not None and self.point_compared is not None:
            compared = compare(seen, order, named)
            told = told + self.read_compared(compared)
            regions = regions + self.point_compared(compared)
            if self.relating is not None:
                holds = self.relating.holds(compared)
                lie = self.relating.lie(compared, holds, order)
                in_words = self.relating.regions(holds, lie, self.words.weight)
                told, regions = told + in_words, regions + in_words
                x = x + self.relating.matched(lie, questions)
        pointed_at = torch.gather(told, 1, slots[..., None].expand(-1, -1, regions.shape[-1]))
        given = is_slot & present.gather(1, slots)
        x = x + pointed_at * given[..., None]
        written = questions != PAD
        mask = written[:, None, None, :]
        tokens, known = seen.tokens, seen.known
        packing = Packing(written)
        x = packing.pack(x)
        for layer in self.reading:
            x = layer(x, mask=mask, memory=layer.memory(tokens), memory_mask=known, packing=packing)  # type: ignore[reportCallIssue]  # ModuleList forgets Layer
        memory, counted = [packing.unpack(self.read_norm(x)), regions], [written, present]
        if seen.others is not None:
            memory.append(seen.others.tokens.repeat_interleave(repeat, 0))
            counted.append(seen.others.present.repeat_interleave(repeat, 0))
        remembered = torch.cat(memory, 1)
        asked = (F.one_hot(slots, self.settings.regions).bool() & is_slot[..., None]).any(1)
        return Understood(
            memories=tuple(layer.memory(remembered) for layer in self.speaking),  # type: ignore[reportCallIssue]
            mask=torch.cat(counted, 1)[:, None, None, :],
            pointers=self.pointed(regions),
            nameable=torch.ones_like(present) if self.settings.blind != "no" else present | asked,
            lie=lie,
        )

    def speak(self, understood: Understood, words: Tensor, caches: list[Cache] | None = None) -> Tensor:
        """Return the scores [Q, L, V] of the word after each of `words` [Q, L].

        With `caches` (one per speaking layer, empty at first) `words` holds only what is new, one word at a time.
        """
        start = 0
        if caches is not None and caches[0].past is not None:
            start = caches[0].past.keys.shape[1]
        x = self._embed(words) + self.answer_place[:, start : start + words.shape[1]]
        # A single new word follows all that was said; several see what stands before them.
        earlier = None if caches is not None else _before(words)
        for number, layer in enumerate(self.speaking):
            cache = caches[number] if caches is not None else None
            x = layer(x, mask=earlier, memory=understood.memories[number], memory_mask=understood.mask, cache=cache)
        return self._scores(x, understood.pointers, understood.nameable, understood.lie)

    def score(self, understood: Understood, words: Tensor, wanted: Tensor) -> Tensor:
        """Return the scores [T, V] of the word after those of `words` [Q, L] that are `wanted` [Q, L].

        As `speak`, for training: no work is done on padding.
        """
        x = self._embed(words) + self.answer_place[:, : words.shape[1]]
        packing = Packing(wanted)
        x = packing.pack(x)
        for number, layer in enumerate(self.speaking):
            memory = understood.memories[number]
            x = layer(x, mask=_before(words), memory=memory, memory_mask=understood.mask, packing=packing)
        of = wanted.nonzero()[:, 0]
        lie = understood.lie.of(of) if understood.lie is not None else None
        return self._scores(x[:, None], understood.pointers[of], understood.nameable[of], lie)[:, 0]

    def _scores(self, x: Tensor, pointers: Tensor, nameable: Tensor, lie: Lie | None) -> Tensor:
        """Return [Q, L, V] for states [Q, L, D]; slots have a part of their own and must be nameable."""
        x = self.speak_norm(x)
        scores = F.linear(x, self.words.weight)
        likeness = self.point(x) @ pointers.transpose(1, 2) / self.settings.width**0.5
        if self.relating is not None and lie is not None:
            scores, likeness = self.relating.speak_of(scores, likeness, x, lie)
        likeness = likeness.masked_fill(~nameable[:, None, :], -1e4)
        end = FIRST_SLOT + self.settings.regions
        named = scores[..., FIRST_SLOT:end] + likeness
        return torch.cat([scores[..., :FIRST_SLOT], named, scores[..., end:]], -1)

    def _slots(self, words: Tensor) -> tuple[Tensor, Tensor]:
        """Return the slot number of every word (0 where it is none) and where words are slots."""
        slots = words - FIRST_SLOT
        is_slot = (slots >= 0) & (slots < self.settings.regions)
        return torch.where(is_slot, slots, 0), is_slot

    def _embed(self, words: Tensor) -> Tensor:
        slots, is_slot = self._slots(words)
        return self.words(words) + self.numbers[slots] * is_slot[..., None]


def _before(words: Tensor) -> Tensor:
    """Return a mask [L, L] in which a word sees itself and those before it."""
    length = words.shape[1]
    return torch.ones(length, length, dtype=torch.bool, device=words.device).tril()
