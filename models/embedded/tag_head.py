"""Which labels fit a picture, or a region of it: labels are read as texts, so any label can be asked for.

Parts of a picture (its patches, and the regions that were looked at closely) and labels become vectors of one length;
a score is their likeness. A label looks for itself: the parts that are most like it count most, so that one small thing
is found beside thirty others. With one vector for a whole picture this was not so: in a trial on made-up pictures of
4 to 10 things (one vector / eight, the best one counting / this, after 300 steps) labels of two words were told apart
with an area under the curve of 0.81 / 0.86 / 0.998, and those never trained on with 0.83 / 0.79 / 0.996.

Comparing parts with words: Yao et al., "FILIP" (ICLR 2022). Temperature and bias of the scores, which are log odds:
Zhai et al., "Sigmoid Loss for Language Image Pre-Training" (ICCV 2023), trained by `training/embedded/tag_loss.py`.
Shapes: B pictures, P patches, K regions, L labels, N pieces of words, D the width of tokens, E that of comparing.
"""

from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from models.embedded.blocks import Layer

_FIRST_TEMPERATURE = 20.0  # what likenesses from -1 to 1 are multiplied by
_TEMPERATURES = (1.0, 100.0)


class Parts(NamedTuple):
    """The vectors of a picture's parts [B, P + K, E], of length 1, and which of them are `there` [B, P + K]."""

    vectors: Tensor
    there: Tensor


class TagHead(nn.Module):
    """Compare what was seen with labels; `width` is D, `contrast` is E."""

    def __init__(self, width: int, contrast: int, *, heads: int = 5) -> None:
        super().__init__()
        heads = next(number for number in range(heads, 0, -1) if width % number == 0)
        self.patch_norm = nn.LayerNorm(width)
        self.from_patch = nn.Linear(width, contrast)
        self.region_norm = nn.LayerNorm(width)
        self.from_region = nn.Linear(width, contrast)
        self.read = Layer(width, heads)
        self.label_norm = nn.LayerNorm(width)
        self.from_label = nn.Linear(width, contrast)
        self.log_temperature = nn.Parameter(torch.tensor(_FIRST_TEMPERATURE).log())
        # SigLIP starts at -10, since nearly all of its pairs are negatives; here both kinds weigh the same.
        self.bias = nn.Parameter(torch.zeros(()))

    @property
    def temperature(self) -> Tensor:
        return self.log_temperature.exp().clamp(*_TEMPERATURES)

    def pictures(self, picture_tokens: Tensor, region_tokens: Tensor, present: Tensor) -> Parts:
        """Return the parts of pictures: `picture_tokens` [B, P, D], `region_tokens` [B, K, D], `present` [B, K]."""
        patches = F.normalize(self.from_patch(self.patch_norm(picture_tokens)).float(), dim=-1)
        there = torch.ones(patches.shape[:2], dtype=torch.bool, device=patches.device)
        return Parts(torch.cat([patches, self.regions(region_tokens)], 1), torch.cat([there, present], 1))

    def regions(self, region_tokens: Tensor) -> Tensor:
        """Return the vectors [B, K, E] of regions [B, K, D], of length 1."""
        return F.normalize(self.from_region(self.region_norm(region_tokens)).float(), dim=-1)

    def labels(self, embedded: Tensor, written: Tensor) -> Tensor:
        """Return the vectors [L, E] of labels, of length 1.

        `embedded` [L, N, D] are the network's own vectors of the pieces of words, `written` [L, N] is False for
        padding. In what order the words stand is not known: labels are names, not sentences.
        """
        x = self.read(embedded, mask=written[:, None, None, :])
        counted = written[..., None].to(x.dtype)
        mean = (self.label_norm(x) * counted).sum(1) / counted.sum(1).clamp(min=1)
        return F.normalize(self.from_label(mean).float(), dim=-1)

    def picture_scores(self, parts: Parts, labels: Tensor) -> Tensor:
        """Return [B, L]: the log odds that a label [L, E] is true of a picture."""
        with torch.autocast(labels.device.type, enabled=False):
            likeness = self.temperature * (parts.vectors @ labels.T)
            attention = likeness.masked_fill(~parts.there[..., None], -torch.inf).softmax(1)
            return (attention * likeness).sum(1) + self.bias

    def region_scores(self, regions: Tensor, labels: Tensor) -> Tensor:
        """Return [B, K, L]: the log odds that a label [L, E] is true of a region [B, K, E]."""
        with torch.autocast(labels.device.type, enabled=False):
            return self.temperature * (regions @ labels.T) + self.bias
