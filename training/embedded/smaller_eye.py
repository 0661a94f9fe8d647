"""Verbalizers with a smaller eye: they read and speak as those do whom they come from, and have to learn to see anew.

It is what a training of the eye alone begins with (`verbalizer_settings.py`, `learns`); the two differ in nothing but
the eye then.
"""

import torch

from models.embedded.verbalizer_network import VerbalizerNetwork, VerbalizerSettings
from models.embedded.verbalizer_weights import StoredVerbalizers
from models.embedded.vision import Eye
from training.embedded.verbalizer_sights import with_sights


def smaller(sizes: VerbalizerSettings, *, narrowing: int, layers: int) -> VerbalizerSettings:
    """Return the sizes of verbalizers whose eye is so many times narrower and has so many layers, and sorts what is
    plain to see, as that of all who learn to see does."""
    changes = {"narrowing": narrowing, "vision_layers": layers}
    return with_sights(sizes.model_copy(update={"teller": sizes.teller.model_copy(update=changes)}))


def with_smaller_eye(stored: StoredVerbalizers, *, narrowing: int, layers: int, seed: int) -> VerbalizerNetwork:
    """Return verbalizers with another eye, whose weights are drawn by chance where those that are stored do not fit."""
    torch.manual_seed(seed)
    network = VerbalizerNetwork(smaller(stored.network.settings, narrowing=narrowing, layers=layers))
    own, given = network.state_dict(), stored.network.state_dict()
    fitting = {name: value for name, value in given.items() if name in own and own[name].shape == value.shape}
    network.load_state_dict({**own, **fitting})
    return network


def eye_weights(sizes: VerbalizerSettings) -> int:
    """Return how many weights an eye of these sizes has, without what sorts its regions into labels."""
    return sum(each.numel() for each in Eye(sizes.teller.model_copy(update={"concepts": {}})).parameters())
