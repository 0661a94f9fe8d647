"""Concepts: what a region's token says in labels, and what is recalled of them."""

import torch

from models.embedded.concepts import Concepts
from models.embedded.settings import StudentSettings
from models.embedded.vision import Eye

SIZES = {"thing": 3, "colour": 2}


def test_fresh_concepts_leave_the_tokens_as_they_are() -> None:
    torch.manual_seed(0)
    regions = torch.randn(2, 4, 8)

    known, scores = Concepts(8, SIZES)(regions)

    assert torch.equal(known, regions)
    assert scores.shape == (2, 4, 5)


def test_what_is_recalled_depends_on_the_label_and_not_on_the_looks() -> None:
    torch.manual_seed(0)
    concepts = Concepts(8, SIZES)
    with torch.no_grad():
        concepts.recall.weight.normal_()
        concepts.judge.weight.zero_()
        concepts.judge.bias.copy_(torch.tensor([50.0, 0.0, 0.0, 0.0, 50.0]))
    regions = torch.randn(1, 2, 8)

    known, _ = concepts(regions)

    expected = concepts.recall.weight[:, 0] + concepts.recall.weight[:, 4]
    assert torch.allclose(known - regions, expected.expand(1, 2, -1), atol=1e-5)


def test_an_eye_sorts_only_when_its_settings_name_concepts() -> None:
    tiny = StudentSettings(pixels=64, glance=64, width=16, heads=2, vision_layers=1, vocabulary=50)
    boxes = torch.tensor([[[0.1, 0.1, 0.6, 0.7]] * 6])
    given = (torch.randn(1, 3, 64, 64), boxes, torch.ones(1, 6, dtype=torch.bool), torch.zeros(6, 16))

    plain = Eye(tiny)(*given)
    sorting = Eye(tiny.model_copy(update={"concepts": SIZES}))(*given)

    assert plain.concepts is None
    assert sorting.concepts is not None
    assert sorting.concepts.shape == (1, 6, 5)
