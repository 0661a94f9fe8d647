"""A student may start from a smaller one, and then begins by answering as that one did."""

from pathlib import Path

import pytest
import torch

from models.embedded.network import StudentNetwork
from models.embedded.settings import StudentSettings
from models.embedded.vocabulary import FIRST_SLOT
from models.embedded.weights import FolderSettings, StoredStudent
from models.errors import BadSetting
from training.embedded.side_tasks import with_concepts
from training.embedded.starting import carry_over
from training.embedded.word_list import learn_words
from training.scenes.world import draw_scene

SMALL = StudentSettings(pixels=64, glance=64, width=16, heads=2, vision_layers=1, reading_layers=1, speaking_layers=1)


def _stored(speaking: int = 1, width: int = 16) -> StoredStudent:
    graphs = [draw_scene(seed, split="train", size=64).graph for seed in range(3)]
    vocabulary = learn_words(graphs, size=300, slots=6)
    sizes = {"vocabulary": len(vocabulary), "speaking_layers": speaking, "width": width}
    settings = SMALL.model_copy(update=sizes)
    torch.manual_seed(1)
    return StoredStudent(StudentNetwork(settings), vocabulary, FolderSettings(student=settings), {})


def _scores(network: StudentNetwork) -> torch.Tensor:
    generator = torch.Generator().manual_seed(3)
    boxes = torch.tensor([[[0.1, 0.2, 0.5, 0.9]] * 6])
    pictures = torch.randn(1, 3, 64, 64, generator=generator)
    words = torch.randint(10, 200, (2, 7), generator=generator)
    words[:, 2], words[:, 5] = FIRST_SLOT, FIRST_SLOT + 1
    with torch.inference_mode():
        seen = network.eval().see(pictures, boxes, torch.tensor([[True, True, False, False, False, False]]))
        return network.speak(network.read(seen, words), words)


def test_a_grown_student_answers_as_the_smaller_one() -> None:
    small = _stored()
    torch.manual_seed(2)
    flags = ("surroundings", "relations", "comparisons", "relation_words", "relations_said")
    more = {"speaking_layers": 3, **dict.fromkeys(flags, True)}
    grown = StudentNetwork(with_concepts(small.network.settings.model_copy(update=more)))
    grown.spell(small.vocabulary)

    carry_over(grown, small.vocabulary, small, Path("small"))

    assert len(grown.state_dict()) > len(small.network.state_dict())
    assert torch.allclose(_scores(grown), _scores(small.network), atol=1e-5)


def test_a_smaller_student_cannot_start_from_a_larger_one() -> None:
    large = _stored(speaking=2)

    with pytest.raises(BadSetting, match="another network"):
        carry_over(StudentNetwork(_stored().network.settings), large.vocabulary, large, Path("large"))


def test_other_widths_do_not_fit() -> None:
    wide = _stored(width=32)

    with pytest.raises(BadSetting, match="width 32"):
        carry_over(StudentNetwork(_stored().network.settings), wide.vocabulary, wide, Path("wide"))
