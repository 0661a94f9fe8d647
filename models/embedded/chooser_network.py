"""The chooser's network: how well does a text fit a picture with regions?

A small querying transformer after BLIP-2 (Li et al., ICML 2023, section 3): learned queries look at the eye's picture
and region tokens through cross-attention and share their self-attention with the text. Three masks make three tasks of
one stack: contrast (queries and text do not see each other), matching (all see all), telling (the text sees the
queries and its own past). As in the student, the token of region k is laid into a text where it names `[k]`, and its
other words are told whether they name what such regions show (`naming.py`); except for contrast, where the text is read
without the picture and only the number is known.
"""

from typing import Literal

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from models.embedded.blocks import KeyValues, attend
from models.embedded.comparing import in_order_of_mention
from models.embedded.naming import Naming
from models.embedded.settings import StudentSettings
from models.embedded.vision import Eye, Glance, Seen
from models.embedded.vocabulary import FIRST_SLOT, PAD, Vocabulary
from models.records import Record

Task = Literal["matching", "telling"]


class StackSettings(Record):
    """Sizes of the querying stack; `contrast` is the width in which pictures and texts are compared, `text_words` the
    longest text in pieces of words."""

    queries: int = 12
    layers: int = 3
    contrast: int = 96
    text_words: int = 112


class Forward(nn.Module):
    """A pre-norm feed-forward step; queries and texts have their own, as in BLIP-2."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.widen = nn.Linear(width, 3 * width)
        self.narrow = nn.Linear(3 * width, width)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.narrow(F.gelu(self.widen(self.norm(x))))


class QueryLayer(nn.Module):
    """Self-attention of all tokens, cross-attention of the queries to what was seen, feed-forward."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.norm_self = nn.LayerNorm(width)
        self.to_qkv = nn.Linear(width, 3 * width)
        self.from_self = nn.Linear(width, width)
        self.norm_cross = nn.LayerNorm(width)
        self.to_query = nn.Linear(width, width)
        self.to_memory = nn.Linear(width, 2 * width)
        self.from_cross = nn.Linear(width, width)
        self.query_forward = Forward(width)
        self.text_forward = Forward(width)

    def memory(self, tokens: Tensor) -> KeyValues:
        """Return keys and values [B, N, D] of what the queries look at."""
        keys, values = self.to_memory(tokens).chunk(2, -1)
        return KeyValues(keys, values)

    def forward(
        self,
        x: Tensor,
        queries: int,
        mask: Tensor | None,
        memory: KeyValues | None,
        memory_mask: Tensor | None = None,
    ) -> Tensor:
        """The first `queries` tokens of `x` [N, queries + L, D] are queries; `memory` is None where there are none,
        `memory_mask` [N, 1, 1, M] True where there is something to look at."""
        asking, keys, values = self.to_qkv(self.norm_self(x)).chunk(3, -1)
        x = x + self.from_self(attend(asking, KeyValues(keys, values), self.heads, mask))
        looking, reading = x[:, :queries], x[:, queries:]
        if memory is not None:
            asked = self.to_query(self.norm_cross(looking))
            looking = self.query_forward(looking + self.from_cross(attend(asked, memory, self.heads, memory_mask)))
        if reading.shape[1]:
            reading = self.text_forward(reading)
        return torch.cat([looking, reading], 1)


class ChooserNetwork(nn.Module):
    """See, then compare, match or tell."""

    def __init__(self, student: StudentSettings, stack: StackSettings) -> None:
        super().__init__()
        self.student, self.stack = student, stack
        width = student.width
        # The names of these five are the student's, so that its weights fit (`training/embedded/chooser_start.py`).
        self.eye = Eye(student)
        self.words = nn.Embedding(student.vocabulary, width)
        nn.init.normal_(self.words.weight, std=0.05)
        self.numbers = nn.Parameter(torch.randn(student.regions, width) * 0.5)
        self.inject = nn.Linear(width, width)
        self.naming = Naming(student) if student.labels else None
        self.text_place = nn.Parameter(torch.randn(1, stack.text_words, width) * 0.02)
        self.tell_mark = nn.Parameter(torch.randn(width) * 0.02)  # lies on the first word, as [DEC] stands for [CLS]
        self.queries = nn.Parameter(torch.randn(1, stack.queries, width) * 0.1)
        self.layers = nn.ModuleList([QueryLayer(width, student.heads) for _ in range(stack.layers)])
        self.query_norm = nn.LayerNorm(width)
        self.text_norm = nn.LayerNorm(width)
        self.picture_contrast = nn.Linear(width, stack.contrast)
        self.text_contrast = nn.Linear(width, stack.contrast)
        self.match_head = nn.Linear(width, 2)
        self.log_temperature = nn.Parameter(torch.tensor(0.07).log())

    @property
    def temperature(self) -> Tensor:
        """Return what similarities are divided by; it stays between 0.01 and 0.5."""
        return self.log_temperature.exp().clamp(0.01, 0.5)

    def see(self, pictures: Tensor, boxes: Tensor, present: Tensor) -> Seen:
        """`pictures` [B, 3, S, S] in -1..1, `boxes` [B, K, 4] in 0..1 xyxy, `present` [B, K]."""
        return self.look_at(self.eye.look_over(pictures), boxes, present)

    def look_at(self, glance: Glance, boxes: Tensor, present: Tensor) -> Seen:
        """As `see`, for pictures that were looked over."""
        seen = self.eye.look_at(glance, boxes, present, self.numbers)
        return seen if self.naming is None else self.naming.named(seen, self.words.weight)

    def spell(self, vocabulary: Vocabulary) -> None:
        """Take the words of the labels from the vocabulary that belongs to the network."""
        if self.naming is not None:
            self.naming.spell(self.student.labels, vocabulary)

    def compare_pictures(self, seen: Seen) -> Tensor:
        """Return [B, Q, D] of length 1: each query's view of the picture, by itself."""
        batch = seen.picture.shape[0]
        x = self._run(self.queries.expand(batch, -1, -1), None, self._memories(seen))
        return F.normalize(self.picture_contrast(self.query_norm(x)).float(), dim=-1)

    def compare_texts(self, words: Tensor) -> Tensor:
        """Return [T, D] of length 1 for texts `words` [T, L] that are read without the picture."""
        x = self._embed(words)
        for layer in self.layers:
            x = layer(x, 0, (words != PAD)[:, None, None, :], None)
        return F.normalize(self.text_contrast(self.text_norm(x[:, 0])).float(), dim=-1)

    def match(self, seen: Seen, of: Tensor, words: Tensor) -> Tensor:
        """Return [T, Q, 2]: what each query says about "text t fits picture of[t]", as (no, yes)."""
        x = self._together(seen, of, words, "matching")
        return self.match_head(self.query_norm(x[:, : self.stack.queries]))

    def tell(self, seen: Seen, of: Tensor, words: Tensor) -> Tensor:
        """Return the scores [T, L, V] of the word after each of `words` [T, L], for picture of[t]."""
        x = self._together(seen, of, words, "telling")
        return F.linear(self.text_norm(x[:, self.stack.queries :]), self.words.weight)

    def _together(self, seen: Seen, of: Tensor, words: Tensor, task: Task) -> Tensor:
        text = self._embed(words) + self._pointed_at(seen, of, words)
        if task == "telling":
            first = torch.zeros_like(text)
            first[:, 0] = self.tell_mark
            text = text + first
        x = torch.cat([self.queries.expand(len(words), -1, -1), text], 1)
        memories = [KeyValues(each.keys[of], each.values[of]) for each in self._memories(seen)]
        return self._run(x, joint_mask(words != PAD, self.stack.queries, task), memories)

    def _run(self, x: Tensor, mask: Tensor | None, memories: list[KeyValues]) -> Tensor:
        for layer, memory in zip(self.layers, memories, strict=True):
            x = layer(x, self.stack.queries, mask, memory)
        return x

    def _memories(self, seen: Seen) -> list[KeyValues]:
        tokens = seen.tokens
        return [layer.memory(tokens) for layer in self.layers]  # type: ignore[reportCallIssue]  # ModuleList forgets

    def _embed(self, words: Tensor) -> Tensor:
        slots, is_slot = self._slots(words)
        return self.words(words) + self.numbers[slots] * is_slot[..., None] + self.text_place[:, : words.shape[1]]

    def _pointed_at(self, seen: Seen, of: Tensor, words: Tensor) -> Tensor:
        """Return [T, L, D]: the token of the region that a word names, 0 for regions not given; other words are told
        whether they name what such a region shows."""
        slots, is_slot = self._slots(words)
        tokens, present = self.inject(seen.regions)[of], seen.present[of]
        given = is_slot & present.gather(1, slots)
        told = tokens.gather(1, slots[..., None].expand(-1, -1, tokens.shape[-1])) * given[..., None]
        if self.naming is None or seen.shares is None:
            return told
        order, named = in_order_of_mention(slots, is_slot, self.student.regions)
        return told + self.naming.matched(seen.shares[of], words, order, named & present.gather(1, order))

    def _slots(self, words: Tensor) -> tuple[Tensor, Tensor]:
        """Return the slot number of every word (0 where it is none) and where words are slots."""
        slots = words - FIRST_SLOT
        is_slot = (slots >= 0) & (slots < self.student.regions)
        return torch.where(is_slot, slots, 0), is_slot


def joint_mask(written: Tensor, queries: int, task: Task) -> Tensor:
    """Return [T, 1, N, N] with N = queries + L, True where a token (row) may see another (column).

    "matching": all see all that is written. "telling": queries see queries only, a word sees them and what precedes it.
    """
    texts, length = written.shape
    total = queries + length
    seen = torch.ones(total, total, dtype=torch.bool, device=written.device)
    if task == "telling":
        seen[:queries, queries:] = False
        seen[queries:, queries:] = torch.ones(length, length, dtype=torch.bool, device=written.device).tril()
    there = torch.cat([torch.ones(texts, queries, dtype=torch.bool, device=written.device), written], 1)
    return (seen[None] & there[:, None, :])[:, None]
