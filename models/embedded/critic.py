"""The embedded critic: how likely people are to accept what is said about a drawn scene, on a CPU, offline."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from PIL import Image
from torch import Tensor

from models.embedded.critic_network import Votes
from models.embedded.critic_sight import texts_of
from models.embedded.critic_weights import CRITIC_FORMAT, StoredCritic, open_critic
from models.embedded.folder import find_folder
from models.judging import Candidate

NAME = "critic"


class Opinion(NamedTuple):
    """What the critic says of a candidate: the chance that it is accepted, and the expected ratings of question and
    answer, and of the rationale, from 0 (rejected) to 3 (accepted)."""

    accept: float
    qa: float
    rationale: float


class EmbeddedCritic:
    """A loaded critic. Nothing in it changes after loading, so threads may share it."""

    def __init__(self, stored: StoredCritic, name: str) -> None:
        self.name = name
        self.stored = stored

    def criticise(self, image: Image.Image, candidates: Sequence[Candidate]) -> tuple[float, ...]:
        """Return the chance of acceptance of every candidate; see `Critic`. Words beyond what the network reads count
        as not written."""
        return tuple(each.accept for each in self.judge(image, candidates))

    def judge(self, image: Image.Image, candidates: Sequence[Candidate]) -> tuple[Opinion, ...]:
        """Return the opinion on every candidate. The picture and each list of regions are looked at once."""
        if not candidates:
            return ()
        network, vocabulary, settings = self.stored
        texts = texts_of(network, vocabulary, image, candidates, threshold=settings.threshold)
        with torch.inference_mode():
            votes = network(texts)
        return tuple(opinions_of(votes, self.stored.settings.temperature))


def load_critic(name: str = NAME, folder: Path | None = None) -> EmbeddedCritic:
    """Load models/embedded/<name>, or a folder given. Raises ModelUnavailable when it is unknown or damaged."""
    folder = folder or find_folder(name, "critic", CRITIC_FORMAT)
    return EmbeddedCritic(open_critic(folder), f"embedded:{name}")


def opinions_of(votes: Votes, temperature: float) -> list[Opinion]:
    """Return what the votes come to: the chance at this temperature, and the mean ratings on the people's scale."""
    chances = (votes.odds.double() / temperature).sigmoid()
    return [
        Opinion(float(accept), _rating(qa), _rating(rationale))
        for accept, qa, rationale in zip(chances, votes.qa, votes.rationale, strict=True)
    ]


def _rating(votes: Tensor) -> float:
    return float(votes.float().mean().clamp(0, 1)) * 3
