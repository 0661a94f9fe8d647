"""What a region's token is made of: a close look, its surroundings, its place, and where the other regions are."""

import pytest
import torch

from models.embedded.settings import StudentSettings
from models.embedded.stem import close_look, narrowed
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


@pytest.mark.parametrize(("channels", "narrowing", "expected"), [(27, 1, 27), (80, 2, 40), (24, 2, 16), (8, 4, 8)])
def test_channels_become_fewer_in_eights(channels: int, narrowing: int, expected: int) -> None:
    assert narrowed(channels, narrowing) == expected


@pytest.mark.parametrize(("narrowing", "channels"), [(1, 128), (2, 64)])
def test_a_close_look_ends_in_a_map_of_a_sixteenth_of_the_sides(narrowing: int, channels: int) -> None:
    assert close_look(narrowing)(torch.zeros(1, 3, 64, 48)).shape == (1, channels, 4, 3)


def test_an_eye_half_as_wide_has_a_quarter_of_the_weights_and_hands_on_tokens_of_the_same_width() -> None:
    torch.manual_seed(0)
    sizes = StudentSettings(pixels=64, glance=64, width=64, heads=2, vision_layers=1, notices=2)
    whole, half = Eye(sizes), Eye(sizes.model_copy(update={"narrowing": 2}))
    boxes, present = torch.tensor([[LEFT, RIGHT, *[LEFT] * 4]]), torch.tensor([[True, True, *[False] * 4]])
    numbers = torch.randn(6, 64)

    seen = half(torch.randn(1, 3, 64, 64), boxes, present, numbers)

    assert seen.picture.shape == (1, 16, 64)
    assert seen.regions.shape == (1, 6, 64)
    assert seen.others is not None
    counts = [sum(each.numel() for each in eye.parameters()) for eye in (half, whole)]
    assert 0.2 < counts[0] / counts[1] < 0.3


def test_a_narrow_eye_tells_regions_apart_by_their_numbers() -> None:
    torch.manual_seed(0)
    eye = Eye(TINY.model_copy(update={"narrowing": 2}))
    pictures, present = torch.randn(1, 3, 64, 64), torch.tensor([[True, *[False] * 5]])
    boxes, numbers = torch.tensor([[LEFT] * 6]), torch.randn(6, 16)

    first, second = (eye(pictures, boxes, present, each).regions[0, 0] for each in (numbers, numbers.roll(1, 0)))

    assert not torch.allclose(first, second, atol=1e-3)
