"""The bricks of the student's network: convolutions and transformer layers.

Shapes: B pictures, R questions per picture, N tokens, D width. A layer may look at a memory that belongs to the picture
while its own tokens belong to the questions; the questions of a picture are then folded into one long query, so that
the picture's keys and values are computed once.
"""

from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class KeyValues(NamedTuple):
    """What can be attended to: keys and values, both [B, N, D]."""

    keys: Tensor
    values: Tensor


class Packing:
    """Which places of a padded [Q, N] hold words: layers compute on those alone, only attention sees the padding.

    Of the questions of a batch two thirds are padding, and most of a layer's work is done word by word.
    """

    def __init__(self, written: Tensor) -> None:
        self._shape = written.shape
        self._places = written.flatten().nonzero()[:, 0]

    def pack(self, padded: Tensor) -> Tensor:
        """Return the words [T, D] of [Q, N, D], one after the other."""
        return padded.flatten(0, 1).index_select(0, self._places)

    def unpack(self, packed: Tensor) -> Tensor:
        """Return [Q, N, D] with zeros where there is no word."""
        empty = packed.new_zeros(self._shape.numel(), packed.shape[-1])
        return empty.index_copy(0, self._places, packed).view(*self._shape, -1)


class Cache:
    """The keys and values of the words said so far in one layer; grows with every call."""

    def __init__(self) -> None:
        self.past: KeyValues | None = None

    def extend(self, keys: Tensor, values: Tensor) -> KeyValues:
        if self.past is not None:
            keys = torch.cat([self.past.keys, keys], 1)
            values = torch.cat([self.past.values, values], 1)
        self.past = KeyValues(keys, values)
        return self.past


def attend(queries: Tensor, to: KeyValues, heads: int, mask: Tensor | None = None) -> Tensor:
    """Scaled dot-product attention with several heads; `mask` is True where a key may be seen."""
    batch, count, width = queries.shape

    def split(x: Tensor) -> Tensor:
        return x.view(x.shape[0], x.shape[1], heads, width // heads).transpose(1, 2)

    # Written out: on a CPU the backward pass of torch's fused attention takes three times as long at these sizes.
    scores = split(queries) @ split(to.keys).transpose(2, 3) * (width // heads) ** -0.5
    if mask is not None:
        scores = scores.masked_fill(~mask, -1e4)
    seen = scores.softmax(-1).to(to.values.dtype) @ split(to.values)
    return seen.transpose(1, 2).reshape(batch, count, width)


class Layer(nn.Module):
    """A pre-norm transformer layer: self-attention, cross-attention where it has a memory, feed-forward."""

    def __init__(self, width: int, heads: int, *, crosses: bool = False) -> None:
        super().__init__()
        self.heads = heads
        self.crosses = crosses
        self.norm_self = nn.LayerNorm(width)
        self.to_qkv = nn.Linear(width, 3 * width)
        self.from_self = nn.Linear(width, width)
        if crosses:
            self.norm_cross = nn.LayerNorm(width)
            self.to_query = nn.Linear(width, width)
            self.to_memory = nn.Linear(width, 2 * width)
            self.from_cross = nn.Linear(width, width)
        self.norm_forward = nn.LayerNorm(width)
        self.widen = nn.Linear(width, 3 * width)
        self.narrow = nn.Linear(3 * width, width)

    def memory(self, tokens: Tensor) -> KeyValues:
        """Return the keys and values that `forward` takes as its memory."""
        keys, values = self.to_memory(tokens).chunk(2, -1)
        return KeyValues(keys, values)

    def forward(
        self,
        x: Tensor,
        *,
        mask: Tensor | None = None,
        memory: KeyValues | None = None,
        memory_mask: Tensor | None = None,
        cache: Cache | None = None,
        packing: Packing | None = None,
    ) -> Tensor:
        """With `packing`, `x` and what is returned are packed."""
        pack, unpack = (packing.pack, packing.unpack) if packing is not None else (_same, _same)
        queries, keys, values = unpack(self.to_qkv(self.norm_self(x))).chunk(3, -1)
        own = KeyValues(keys, values) if cache is None else cache.extend(keys, values)
        x = x + self.from_self(pack(attend(queries, own, self.heads, mask)))
        if memory is not None:
            queries = unpack(self.to_query(self.norm_cross(x)))
            folded = queries.reshape(memory.keys.shape[0], -1, queries.shape[-1])
            seen = attend(folded, memory, self.heads, memory_mask).reshape(queries.shape)
            x = x + self.from_cross(pack(seen))
        return x + self.narrow(F.gelu(self.widen(self.norm_forward(x))))


def _same(x: Tensor) -> Tensor:
    return x


def downscale(inputs: int, outputs: int, kernel: int, stride: int, padding: int) -> nn.Sequential:
    """A strided convolution with norm and ReLU."""
    convolution = nn.Conv2d(inputs, outputs, kernel, stride, padding, bias=False)
    return nn.Sequential(convolution, nn.GroupNorm(8, outputs), nn.ReLU())


def silent(inputs: int, width: int) -> nn.Linear:
    """Return a layer that says nothing at first, so that a network that did not have it goes on as before."""
    layer = nn.Linear(inputs, width, bias=False)
    nn.init.zeros_(layer.weight)
    return layer


class Residual(nn.Module):
    """Two 3x3 convolutions around a shortcut."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.first = downscale(channels, channels, 3, 1, 1)
        self.second = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.norm = nn.GroupNorm(8, channels)

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(x + self.norm(self.second(self.first(x))))
