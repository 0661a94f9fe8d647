"""A critic that is a first stage of BLIP-2: how likely people are to accept what is said about a picture.

The chance is that of the matching head, averaged over the query tokens, as in section 2.3 of the paper (Park et al.
2023, arXiv 2312.04837); its two ratings only help it to learn.
"""

from collections.abc import Sequence
from pathlib import Path

import torch
from PIL import Image
from torch import Tensor

from models.blip2.critic_network import chance_of
from models.blip2.loading import Asked, load_first_stage
from models.blip2.telling import Placed, place_candidate, told
from models.judging import Candidate
from models.records import Region
from models.registry import ModelOptions
from models.statements import CRITIC, written

BLIP2_CRITIC_FORMAT = "deixis-blip2-critic-1"
_TOGETHER = 32  # texts about a picture that are read at once


class Blip2Critic:
    """A loaded critic. Nothing in it changes after loading, so threads may share it."""

    def __init__(self, asked: Asked, name: str) -> None:
        self.name = name
        self._asked = asked

    @torch.inference_mode()
    def criticise(self, image: Image.Image, candidates: Sequence[Candidate]) -> tuple[float, ...]:
        """Return the chance of acceptance of every candidate; see `Critic`. A picture is encoded once for each list of
        regions that is drawn into it; text beyond what the network reads counts as not written."""
        placed = [place_candidate(each, self._asked.teller.manner.regions) for each in candidates]
        seen = {regions: self._look(image, regions) for regions in dict.fromkeys(each.regions for each in placed)}
        chances: list[float] = []
        for start in range(0, len(candidates), _TOGETHER):
            part = slice(start, start + _TOGETHER)
            chances += self._judge(candidates[part], placed[part], seen)
        return tuple(chances)

    def _look(self, image: Image.Image, regions: tuple[Region, ...]) -> Tensor:
        teller, placement = self._asked.teller, self._asked.placement
        square = teller.square(image, regions)[None].to(placement.device)
        return self._asked.stage.see(teller.numbers(square).to(placement.torch_dtype))

    def _judge(
        self, candidates: Sequence[Candidate], placed: Sequence[Placed], seen: dict[tuple[Region, ...], Tensor]
    ) -> list[float]:
        teller, device = self._asked.teller, self._asked.placement.device
        texts = [told(each.qar, place) for each, place in zip(candidates, placed, strict=True)]
        words = teller.words([written(qar, teller.manner.text, rationale=True) for qar in texts])
        pictures = torch.cat([seen[each.regions] for each in placed])
        scores = self._asked.stage.match(pictures, words.numbers.to(device), words.mask.to(device))
        return chance_of(scores).tolist()


def load_blip2_critic(folder: str, name: str, options: ModelOptions) -> Blip2Critic:
    """Load the critic. Raises ModelUnavailable, in a sentence, for what is none."""
    return Blip2Critic(load_first_stage(folder, name, options, text=CRITIC), name)


def open_blip2_critic(folder: Path, name: str) -> Blip2Critic:
    """Load the critic in a folder, where it computes fastest."""
    return load_blip2_critic(str(folder), name, ModelOptions())
