"""Numbers are read from answers as people write them."""

import pytest

from training.benchmarks.spoken_numbers import number_in


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("Two of them are people.", 2),
        ("none of them are sad", 0),
        ("12", 12),
        ("No, there are three", 3),
        ("no dogs", 0),
        ("[3] and [4]", None),
        ("[3] and 2 others", 2),
        ("Someone stands alone", None),
        ("", None),
    ],
)
def test_the_first_number_is_read_and_no_region(said: str, number: int | None) -> None:
    assert number_in(said) == number
