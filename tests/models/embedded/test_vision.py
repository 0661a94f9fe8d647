"""What a region's token is made of: a close look, its surroundings, its place, and where the other regions are."""

import torch

from models.embedded.settings import StudentSettings
from models.embedded.vision import Eye, relations

TINY = StudentSettings(pixels=64, glance=64, width=16, heads=2, vision_layers=1, vocabulary=50)
LEFT, RIGHT = [0.1, 0.4, 0.2, 0.6], [0.7, 0.2, 0.9, 0.6]


def _told(boxes: list[list[float]], present: list[bool]) -> torch.Tensor:
    """Return [K, K, 8]: what each region is told of each other one."""
    count = len(boxes)
    return relations(torch.tensor([boxes]), torch.tensor([present])).view(count, count, 8)


def test_a_region_knows_on_which_side_another_one_is_and_how_far_off() -> None:
    told = _told([LEFT, RIGHT], [True, True])

    there, across, down, feet, right, low, distance, larger = told[0, 1].tolist()
    assert there == 1
    assert across == torch.tensor(0.65).item()
    assert abs(down + 0.1) < 1e-6
    assert abs(feet) < 1e-6
    assert (right, low) == (1, -1)
    assert abs(distance - (0.65**2 + 0.1**2) ** 0.5) < 1e-6
    assert abs(larger - torch.tensor(0.08 / 0.02).log().item()) < 1e-5
    assert told[1, 0, 4].item() == -1


def test_a_region_is_told_nothing_of_itself_and_of_what_is_absent() -> None:
    told = _told([LEFT, RIGHT, RIGHT], [True, True, False])

    assert not told[0, 0].any()
    assert not told[:, 2].any()
    assert told[0, 1].any()


def test_surroundings_and_relations_say_nothing_before_they_have_learned() -> None:
    generator = torch.Generator().manual_seed(0)
    pictures = torch.randn(1, 3, 64, 64, generator=generator)
    boxes = torch.tensor([[LEFT, RIGHT, LEFT, LEFT, LEFT, LEFT]])
    given = (pictures, boxes, torch.tensor([[True, True, False, False, False, False]]), torch.zeros(6, 16))
    rich = Eye(TINY.model_copy(update={"surroundings": True, "relations": True}))
    plain = Eye(TINY)
    plain.load_state_dict({name: value for name, value in rich.state_dict().items() if name in plain.state_dict()})

    assert len(rich.state_dict()) == len(plain.state_dict()) + 2
    assert torch.allclose(rich(*given).regions, plain(*given).regions, atol=1e-6)


def test_what_lies_beside_a_box_reaches_its_token_by_the_surroundings() -> None:
    torch.manual_seed(0)
    eye = Eye(TINY.model_copy(update={"surroundings": True}))
    assert eye.region.from_surroundings is not None
    torch.nn.init.zeros_(eye.region.from_around.weight)  # the other way by which a token knows of what is around it
    empty = torch.zeros(1, 3, 64, 64)
    beside = empty.clone()
    beside[..., 28:36, 14:17] = 1.0  # right of the box, within 2.4 times its size
    boxes = torch.tensor([[LEFT] * 6])
    present = torch.tensor([[True, False, False, False, False, False]])

    def differs() -> bool:
        tokens = [eye.region(eye.look_over(image), boxes, present, torch.zeros(6, 16)) for image in (empty, beside)]
        return not torch.allclose(tokens[0][0, 0], tokens[1][0, 0], atol=1e-6)

    assert not differs()
    torch.nn.init.normal_(eye.region.from_surroundings.weight)
    assert differs()
