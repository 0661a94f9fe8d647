"""Tiny verbalizers that have learned nothing."""

import torch

from models.embedded.settings import StudentSettings
from models.embedded.verbalizer_network import NARRATIVE_PROMPT, VerbalizerNetwork, VerbalizerSettings
from models.embedded.verbalizer_weights import StoredVerbalizers, VerbalizerFolder
from models.embedded.verbalizers import EmbeddedVerbalizers
from models.embedded.vocabulary import Vocabulary, learn_vocabulary

TEXTS = (
    NARRATIVE_PROMPT,
    "a crying toddler with curly brown hair in a green shirt. on the left is a red ball.",
    "what colour is the dog? who is holding a kite? in a park at night.",
)


def tiny_words() -> Vocabulary:
    return learn_vocabulary(TEXTS, size=160, slots=6)


def tiny_sizes(**changes: int) -> VerbalizerSettings:
    sizes = {"pixels": 64, "glance": 32, "width": 32, "heads": 2, "vision_layers": 1, "reading_layers": 1}
    teller = StudentSettings.model_validate(
        {**sizes, "speaking_layers": 1, "vocabulary": len(tiny_words()), "question_words": 16, "answer_words": 12}
        | changes
    )
    return VerbalizerSettings(teller=teller, contrast=8)


def tiny_network(seed: int = 0, **changes: int) -> VerbalizerNetwork:
    torch.manual_seed(seed)
    return VerbalizerNetwork(tiny_sizes(**changes)).eval().requires_grad_(False)


def tiny_verbalizers(seed: int = 0, threshold: float = 0.0) -> EmbeddedVerbalizers:
    network = tiny_network(seed)
    settings = VerbalizerFolder(network=network.settings, threshold=threshold)
    return EmbeddedVerbalizers(StoredVerbalizers(network, tiny_words(), settings), "embedded:tiny")
