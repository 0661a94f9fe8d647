"""What is learned from in the place of a damaged picture."""

import pytest

from models.errors import BadPicture, BadSetting
from training.data.mixture import Mixture, Place
from training.data.passing_over import PassedOver, first_usable

MIXTURE = Mixture([20, 10], [1.0, 1.0], seed=3)


def whole(place: Place) -> Place:
    """Open all but one in five of the examples of each source."""
    if place.number % 5 == 2:
        raise BadPicture(f"{place.source}/{place.number} is damaged.")
    return place


def test_another_of_the_same_source_stands_in_and_is_always_the_same() -> None:
    said: list[str] = []
    passed = PassedOver(said.append)
    expected = [MIXTURE.place(position) for position in range(200)]

    used = [first_usable(MIXTURE, position, whole, passed) for position in range(200)]

    pairs = list(zip(used, expected, strict=True))
    assert all(found.source == place.source and found.number % 5 != 2 for found, place in pairs)
    assert all(found == place for found, place in pairs if place.number % 5 != 2)
    assert len({found for found, place in pairs if place.number % 5 == 2}) > 8
    # Taken up again in the middle, by somebody who knows nothing of what was passed over before.
    assert first_usable(MIXTURE, 150, whole, PassedOver()) == used[150]
    assert len(passed.reasons) == 6
    assert len(said) == 5
    assert said[-1].endswith("in the place of damaged pictures, 5 so far.")


def test_where_all_are_damaged_a_run_ends() -> None:
    def none(place: Place) -> Place:
        raise BadPicture(f"{place.number} is damaged.")

    with pytest.raises(BadSetting, match=r"100 pictures one after another cannot be learned from: \d+ is damaged"):
        first_usable(MIXTURE, 0, none, PassedOver())
