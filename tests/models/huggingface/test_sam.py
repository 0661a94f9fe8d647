"""A click becomes a region through Segment Anything."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from models.errors import ModelUnavailable
from models.huggingface.masks import region_of_mask, small_region
from models.huggingface.sam import SamProposer, load_sam
from models.records import Box, Point
from models.registry import ModelOptions, build_proposer

CPU = ModelOptions(device="cpu")
Saved = Callable[[str], Path]


def mask_of(*boxes: tuple[int, int, int, int], height: int = 40, width: int = 60) -> np.ndarray:
    mask = np.zeros((height, width), dtype=bool)
    for x0, y0, x1, y1 in boxes:
        mask[y0:y1, x0:x1] = True
    return mask


def proposer_of(masks: list[np.ndarray], qualities: list[float]) -> SamProposer:
    return SamProposer("sam:given", lambda _image, _point: (np.stack(masks), np.asarray(qualities, dtype=np.float32)))


@pytest.mark.parametrize("kind", ["sam", "sam2"])
@pytest.mark.parametrize("size", [(96, 64), (64, 96), (2000, 37)])
def test_a_click_gives_a_region_inside_the_picture(saved: Saved, kind: str, size: tuple[int, int]) -> None:
    proposer = build_proposer(f"sam:{saved(kind)}", CPU)
    image = Image.radial_gradient("L").resize(size).convert("RGB")

    region = proposer.region_at(image, Point(size[0] * 0.6, size[1] * 0.5))

    assert (region.id, region.kind, region.label) == (0, "point", "")
    assert 0 <= region.box.x0 < region.box.x1 <= size[0]
    assert 0 <= region.box.y0 < region.box.y1 <= size[1]


@pytest.mark.parametrize("kind", ["sam", "sam2"])
def test_the_masks_depend_on_the_picture_and_on_the_point(saved: Saved, kind: str) -> None:
    proposer = load_sam(str(saved(kind)), CPU)
    segment = proposer._segment  # type: ignore[attr-defined]  # what the model says, before a box is made of it
    one, other = Image.linear_gradient("L").convert("RGB"), Image.radial_gradient("L").convert("RGB")

    here, there, elsewhere = segment(one, Point(20, 20)), segment(one, Point(230, 200)), segment(other, Point(20, 20))

    assert not np.array_equal(here[1], there[1])
    assert not np.array_equal(here[1], elsewhere[1])
    assert here[0].shape == (3, 256, 256)


def test_the_best_mask_wins() -> None:
    proposer = proposer_of([mask_of((0, 0, 60, 40)), mask_of((10, 5, 30, 25)), mask_of((0, 0, 5, 5))], [0.2, 0.9, 0.5])

    assert proposer.region_at(Image.new("RGB", (60, 40)), Point(15, 10)).box == Box(10, 5, 30, 25)


def test_an_empty_mask_falls_back_to_a_small_box_around_the_point() -> None:
    region = proposer_of([mask_of()], [1.0]).region_at(Image.new("RGB", (60, 40)), Point(59, 0))

    assert region.box == Box(60 - 3.2, 0, 60, 3.2)
    assert region.kind == "point"


def test_masks_of_a_shrunk_picture_are_given_in_the_pictures_own_pixels() -> None:
    proposer = proposer_of([mask_of((256, 128, 512, 256), height=512, width=1024)], [1.0])

    region = proposer.region_at(Image.new("RGB", (2048, 1024)), Point(700, 400))

    assert region.box == Box(512, 256, 1024, 512)
    assert region.polygon is not None
    assert {round(corner.x) for corner in region.polygon} <= set(range(512, 1025))


def test_only_the_piece_under_the_point_is_meant() -> None:
    mask = mask_of((0, 0, 30, 30), (40, 10, 50, 20))

    under = region_of_mask(mask, Point(45, 15))
    beside = region_of_mask(mask, Point(55, 35))

    assert under is not None
    assert under.box == Box(40, 10, 50, 20)
    assert beside is not None
    assert beside.box == Box(0, 0, 30, 30), "the largest piece, where the point is in none"


def test_an_outline_follows_the_pieces_edge() -> None:
    region = region_of_mask(mask_of((10, 5, 30, 25)), Point(15, 10))

    assert region is not None
    assert region.polygon is not None
    xs, ys = zip(*region.polygon, strict=True)
    assert (min(xs), min(ys), max(xs), max(ys)) == (10, 5, 30, 25)
    assert 4 <= len(region.polygon) <= 8


@pytest.mark.parametrize("mask", [mask_of((3, 3, 4, 4)), mask_of((0, 0, 60, 1)), mask_of((0, 0, 60, 40))])
def test_thin_and_full_masks_become_regions(mask: np.ndarray) -> None:
    region = region_of_mask(mask, Point(3, 3))

    assert region is not None
    assert region.box.area == mask.sum()


@pytest.mark.parametrize("size", [(1, 1), (1, 500), (3, 2)])
def test_a_tiny_picture_still_gets_a_box(size: tuple[int, int]) -> None:
    box = small_region(*size, Point(size[0], size[1])).box

    assert 0 <= box.x0 < box.x1 <= size[0]
    assert 0 <= box.y0 < box.y1 <= size[1]


def test_a_model_of_another_kind_is_no_proposer(saved: Saved) -> None:
    with pytest.raises(ModelUnavailable, match=r"is a llava model\. Take SAM or SAM 2"):
        load_sam(str(saved("llava")), CPU)
