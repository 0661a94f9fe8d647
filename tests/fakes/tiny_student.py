"""A tiny student that has learned nothing, and pictures and questions for it."""

import random

import torch
from PIL import Image

from models.embedded.network import StudentNetwork
from models.embedded.settings import StudentSettings
from models.embedded.vocabulary import Vocabulary, learn_vocabulary
from models.records import Box, Question, Region

TEXTS = (
    "why is [0] sad? the ice cream fell on the ground. [1] is melting near [0].",
    "what is [2] doing? it's the turn of [3], [4] and [5]. yes, [0] wants to play!",
)


def tiny_vocabulary() -> Vocabulary:
    return learn_vocabulary(TEXTS, size=120, slots=6)


def tiny_settings(**changes: object) -> StudentSettings:
    sizes = {"pixels": 64, "glance": 64, "width": 32, "heads": 2}
    layers = {"vision_layers": 1, "reading_layers": 1, "speaking_layers": 1}
    return StudentSettings.model_validate(
        {**sizes, **layers, "vocabulary": len(tiny_vocabulary()), "answer_words": 24, **changes}
    )


def tiny_network(seed: int = 0, **changes: object) -> StudentNetwork:
    torch.manual_seed(seed)
    return StudentNetwork(tiny_settings(**changes)).eval()


def noise(width: int = 96, height: int = 96, seed: int = 0) -> Image.Image:
    return Image.frombytes("RGB", (width, height), random.Random(seed).randbytes(width * height * 3))


def ask(text: str, *ids: int) -> Question:
    regions = tuple(Region(id=i, box=Box(5 + n, 5, 40 + n, 60)) for n, i in enumerate(ids))
    return Question(image_id="0" * 64, text=text, regions=regions)
