"""What items are worth is set against the size of the region they are about."""

import pytest

from models.records import Box, Region
from tests.training.benchmarks.made_items import item
from training.benchmarks.items import Item
from training.benchmarks.sizes import BINS, by_size, pointed, share_of

RIGHT, WRONG = (1.0, 0.0, 0.0, 0.0), (0.0, 1.0, 0.0, 0.0)


def sized(number: int, side: float) -> Item:
    region = Region(id=0, box=Box(0, 0, side, 2 * side))
    return item(f"i{number}", picture=f"p{number}", regions=(region,), size=(100, 200))


def test_large_regions_that_are_easier_show_in_correlation_and_bins() -> None:
    items = [sized(number, 2.0 + number) for number in range(40)]
    scores = {each.id: RIGHT if number >= 20 else WRONG for number, each in enumerate(items)}

    area, width, height = by_size(items, scores)

    assert [each.side for each in (area, width, height)] == ["area", "width", "height"]
    assert width.spearman == pytest.approx(0.866, abs=0.01)
    assert width.pearson_interval is not None
    assert width.pearson_interval[0] > 0.5
    assert [each.value for each in width.bins] == [0, 0, 50, 100, 100]
    assert (len(width.bins), sum(each.n for each in width.bins)) == (BINS, 40)
    assert width.bins[0].least == pytest.approx(0.02)
    assert area.bins[-1].most == pytest.approx((41 / 100) * (82 / 200), abs=1e-4)


def test_the_region_that_the_question_names_first_is_the_one_it_is_about() -> None:
    regions = (Region(id=0, box=Box(0, 0, 10, 10)), Region(id=4, box=Box(0, 0, 50, 20)))
    asked = item("a", regions=regions, size=(100, 100), question="Why is [7] near [4] and [0]?")

    region = pointed(asked)

    assert region == regions[1]
    assert share_of(asked, regions[1], "area") == pytest.approx(0.1)
    assert pointed(item("b", regions=regions, size=(100, 100), question="Why?")) == regions[0]
    assert pointed(item("c", regions=regions)) is None
    assert pointed(item("d", regions=(), size=(100, 100))) is None


def test_too_few_items_tell_nothing() -> None:
    items = [sized(number, 2.0 + number) for number in range(9)]

    assert by_size(items, {}) == ()
    assert by_size([sized(number, 5.0) for number in range(20)], {}) == ()  # all of one size
