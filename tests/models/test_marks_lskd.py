"""The marks that the released LSKD checkpoints saw, as measured of the released code (2 px lines, fills of 12.5 %)."""

import pytest
from PIL import Image

from models.marks import draw_regions
from models.marks_lskd import LSKD_MARKS
from models.records import Box, Region

BOX = Box(10, 10, 30, 30)
MEASURED = [  # place, outline, fill over white, fill over black
    (0, (5, 255, 55), (255, 224, 249), (32, 1, 26)),
    (1, (153, 204, 255), (255, 239, 223), (32, 16, 0)),
    (2, (204, 153, 255), (240, 229, 229), (17, 6, 6)),
    (3, (245, 173, 66), (255, 239, 223), (32, 16, 0)),
    (4, (245, 93, 66), (240, 229, 229), (17, 6, 6)),
    (5, (103, 102, 102), (236, 236, 236), (13, 13, 13)),
    (50, (114, 107, 104), None, None),
]


@pytest.mark.parametrize(("place", "outline", "on_white", "on_black"), MEASURED)
def test_a_region_looks_as_the_released_code_draws_it(
    place: int, outline: tuple[int, ...], on_white: tuple[int, ...] | None, on_black: tuple[int, ...] | None
) -> None:
    for ground, inside in (("white", on_white), ("black", on_black)):
        marked = draw_regions(Image.new("RGB", (40, 40), ground), [Region(id=place, box=BOX)], LSKD_MARKS)

        assert marked.getpixel((10, 10)) == marked.getpixel((11, 20)) == outline
        if inside is not None:
            drawn = marked.getpixel((20, 20))
            assert isinstance(drawn, tuple)
            assert max(abs(one - other) for one, other in zip(drawn, inside, strict=True)) <= 1


def test_right_and_bottom_edges_are_drawn_too() -> None:
    marked = draw_regions(Image.new("RGB", (40, 40), "white"), [Region(id=0, box=BOX)], LSKD_MARKS)

    assert marked.getpixel((30, 30)) == (5, 255, 55)
    assert marked.getpixel((31, 31)) == (255, 255, 255)


def test_later_regions_are_drawn_over_earlier_ones_whatever_their_size() -> None:
    small, large = Region(id=1, box=Box(5, 5, 15, 15)), Region(id=0, box=Box(5, 5, 35, 35))

    marked = draw_regions(Image.new("RGB", (40, 40), "white"), [small, large], LSKD_MARKS)

    assert marked.getpixel((5, 5)) == (5, 255, 55)


def test_no_number_is_drawn() -> None:
    marked = draw_regions(
        Image.new("RGB", (400, 400), "white"), [Region(id=0, box=Box(100, 100, 300, 300))], LSKD_MARKS
    )

    assert {colour for _, colour in marked.crop((104, 104, 296, 296)).getcolors() or ()} == {
        marked.getpixel((200, 200))
    }
