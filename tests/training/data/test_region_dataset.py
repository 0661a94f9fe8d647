"""Pictures with regions drawn into them, by position."""

import numpy as np
import pytest
import torch
from PIL import Image
from torch.utils.data import DataLoader

from models.marks import MarkStyle, draw_regions
from models.marks_lskd import LSKD_MARKS
from models.regions import scale
from models.squares import square
from tests.training.data.made_examples import BOXES, SIZE, example
from training.data.example import Example
from training.data.geometry import NONE
from training.data.region_dataset import RegionDataset, RegionSettings, Sample, collate

STILL = RegionSettings(side=64, geometry=NONE)


def _picture(_example: Example | None = None) -> Image.Image:
    rows = np.random.default_rng(0).integers(0, 256, (SIZE[1], SIZE[0], 3), dtype=np.uint8)
    return Image.fromarray(rows)


def _dataset(settings: RegionSettings, seed: int = 0) -> RegionDataset:
    sources = [[example(answer=f"[3] fell {number} times") for number in range(count)] for count in (7, 5)]
    return RegionDataset(sources, _picture, settings, seed=seed)


def _same(one: Sample, other: Sample) -> bool:
    return bool((one.pixels == other.pixels).all()) and one.example == other.example


@pytest.mark.parametrize("marks", [MarkStyle(), LSKD_MARKS])
def test_regions_are_drawn_as_people_see_them_drawn(marks: MarkStyle) -> None:
    sample = _dataset(STILL.model_copy(update={"marks": marks}))[3]

    small = Image.fromarray(square(_picture(), 64).permute(1, 2, 0).numpy())
    regions = [
        region.model_copy(update={"box": scale(region.box, 64 / SIZE[0], 64 / SIZE[1])})
        for region in sample.example.regions
    ]
    assert np.array_equal(sample.pixels.permute(1, 2, 0), np.asarray(draw_regions(small, regions, marks)))


def test_marks_may_be_drawn_first_and_shrink_with_the_picture() -> None:
    sample = _dataset(STILL.model_copy(update={"marks": LSKD_MARKS, "mark_first": True}))[3]

    marked = draw_regions(_picture(), sample.example.regions, LSKD_MARKS)
    assert np.array_equal(sample.pixels, square(marked, 64))


def test_a_position_holds_the_same_whoever_asks_and_whenever() -> None:
    settings = RegionSettings(side=32)

    late = _dataset(settings)[1234]

    dataset = _dataset(settings)
    dataset[3]
    assert _same(dataset[1234], late)
    assert not _same(_dataset(settings, seed=1)[1234], late)


@pytest.mark.parametrize("workers", [0, 1])
def test_a_loader_goes_on_where_it_stopped(workers: int) -> None:
    dataset = _dataset(RegionSettings(side=32))
    whole = [dataset[position] for position in range(12)]

    loader = DataLoader(
        dataset,
        batch_size=3,
        sampler=range(6, 12),
        collate_fn=collate,
        num_workers=workers,
        multiprocessing_context="spawn" if workers else None,
    )
    rest = list(loader)

    assert [position for batch in rest for position in batch.positions] == list(range(6, 12))
    assert torch.equal(torch.cat([batch.pixels for batch in rest]), torch.stack([each.pixels for each in whole[6:]]))
    assert [each for batch in rest for each in batch.examples] == [each.example for each in whole[6:]]


def test_nothing_is_varied_where_it_is_measured() -> None:
    dataset = _dataset(RegionSettings(side=64, learning=False))

    sample = dataset[2]

    assert [region.box for region in sample.example.regions] == list(BOXES.values())
    assert sample.example.mentioned == (1, 0)
    assert _same(sample, dataset[2])


def test_an_example_without_regions_is_a_picture_as_it_is() -> None:
    plain = Example(id="one", image="a.png", qar=example("Why?", "so", "then").qar)
    dataset = RegionDataset([[plain]], _picture, STILL)

    assert np.array_equal(dataset[0].pixels, square(_picture(), 64))
    assert dataset[0].example.regions == ()
