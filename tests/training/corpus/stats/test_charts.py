"""Charts show what they are given: bars as high as their numbers, lines where they belong, words by their frequency."""

import numpy as np
import pytest
from PIL import Image, ImageColor

from training.corpus.stats.charts import COLOURS, HEIGHT, WIDTH, Lines, Series, bars, colour_of, lines
from training.corpus.stats.word_cloud import word_cloud


def heights(image: Image.Image, colour: str) -> list[int]:
    """Return how high the bars of a colour are, from left to right."""
    hit = (np.asarray(image) == np.array(ImageColor.getrgb(colour))).all(-1)
    hit[:120] = False  # the names of the rows
    columns = hit.sum(0)
    starts = np.flatnonzero((columns > 0) & (np.roll(columns, 1) == 0))
    return [int(columns[start + 3]) for start in starts]


def test_bars_are_as_high_as_their_numbers() -> None:
    found = heights(bars("Title", ["a", "b", "c"], [Series("", [10, 20, 0])]), COLOURS[0])

    assert len(found) == 2
    assert found[1] == pytest.approx(2 * found[0], abs=2)


def test_below_zero_they_hang() -> None:
    image = bars("Title", ["a", "b"], [Series("", [-10, 20])])

    down, up = heights(image, COLOURS[0])
    rows = np.flatnonzero((np.asarray(image) == np.array(ImageColor.getrgb(COLOURS[0]))).all(-1).any(1))
    assert up == pytest.approx(2 * down, abs=3)
    assert rows.max() - rows.min() + 1 == pytest.approx(up + down, abs=3)


def test_every_row_has_its_colour() -> None:
    image = bars("Title", ["a", "b"], [Series("one", [0.1, 0.2]), Series("two", [0.4, 0.3])], percent=True)

    one, two = heights(image, COLOURS[0]), heights(image, COLOURS[1])
    assert two[0] == pytest.approx(4 * one[0], abs=4)
    assert two[1] == pytest.approx(1.5 * one[1], abs=4)


def test_many_rows_have_a_colour_each_and_their_names_stay_on_the_sheet() -> None:
    names = [f"a row with quite a long name, number {number}" for number in range(8)]
    image = bars("Title", ["a"], [Series(name, [1.0]) for name in names], percent=True)

    pixels = np.asarray(image)
    hit = [(pixels == np.array(ImageColor.getrgb(colour_of(row)))).all(-1) for row in range(8)]
    assert len({colour_of(row) for row in range(8)}) == 8
    first = [tuple(np.argwhere(each)[0]) for each in hit]  # the upper left corner of what stands before the name
    assert len(set(first)) == 8
    assert len({row for row, _ in first}) == 4  # two names in a line
    assert (pixels[:, -10:] == 255).all()
    tops = {int(each.any(1).nonzero()[0][-1]) for each in hit}
    assert len(tops) == 1  # all bars stand on the same ground


def test_no_numbers_give_an_empty_chart() -> None:
    for image in (bars("Title", [], [Series("", [])]), lines("Title", []), word_cloud("Title", [])):
        assert image.size == (WIDTH, HEIGHT)


def test_a_line_goes_through_its_points() -> None:
    image = lines("Title", [Lines("up", [(0, 0), (1, 1)], [0, 0.9], [0.1, 1])])

    hit = (np.asarray(image) == np.array(ImageColor.getrgb(COLOURS[0]))).all(-1)
    rows, columns = np.nonzero(hit)
    assert np.corrcoef(rows[rows > 120], columns[rows > 120])[0, 1] < -0.99


def test_colours_differ_in_lightness() -> None:
    grey = sorted(int(np.asarray(Image.new("RGB", (1, 1), each).convert("L"))[0, 0]) for each in COLOURS)

    assert min(np.diff(grey)) > 25


def test_frequent_words_are_larger_and_no_word_lies_on_another() -> None:
    sizes = []
    for words in ([("alpha", 100)], [("beta", 25)], [("alpha", 100), ("beta", 25)]):
        ink = np.asarray(word_cloud("", [("x", 100), *words]).convert("L")) < 200
        sizes.append(int(ink.sum()))

    alone = int((np.asarray(word_cloud("", [("x", 100)]).convert("L")) < 200).sum())
    first, second, both = (size - alone for size in sizes)
    assert first > 2 * second
    assert both == pytest.approx(first + second, rel=0.02)


def test_what_has_no_room_is_not_drawn() -> None:
    many = [(f"{'w' * 12}{number}", 10) for number in range(300)]

    assert np.array_equal(word_cloud("", many), word_cloud("", many[:299]))
