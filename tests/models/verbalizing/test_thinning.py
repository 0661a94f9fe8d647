"""Of the many regions that a detector finds, those worth talking about are kept: formulas, and the heuristics."""

import random
from collections import Counter

import pytest
from pydantic import ValidationError

from models.records import Box, Detection
from models.regions import iou
from models.verbalizing.thinning import ThinningSettings, chosen, prominence, rarities, thin

W, H = 400, 300


def found(x: float, y: float, width: float, height: float, label: str = "ball", score: float = 1.0) -> Detection:
    return Detection(Box(x, y, x + width, y + height), score, label)


def many(
    count: int, seed: int = 0, labels: tuple[str, ...] = ("person", "dog", "ball", "cup", "car")
) -> list[Detection]:
    rng = random.Random(seed)
    places = ((rng.uniform(-20, 380), rng.uniform(-20, 280)) for _ in range(count))
    return [found(x, y, rng.uniform(1, 200), rng.uniform(1, 200), rng.choice(labels), rng.random()) for x, y in places]


def test_prominence_is_size_and_centrality_in_equal_parts() -> None:
    assert prominence(Box(0, 0, W, H), W, H) == 1.0
    assert prominence(Box(100, 75, 300, 225), W, H) == pytest.approx(0.75)
    assert prominence(Box(0, 0, 40, 30), W, H) == pytest.approx((0.1 + 1 - 0.9) / 2)


def test_rarity_counts_in_the_picture_where_nothing_else_is_known() -> None:
    settings = ThinningSettings(rarer=0.25, most_rarity=10)

    assert rarities({"chair": 16, "cake": 1}, settings) == {"chair": 1.0, "cake": 2.0}


def test_rarity_takes_known_frequencies_and_counts_an_unknown_label_as_the_rarest() -> None:
    settings = ThinningSettings(rarer=0.5, most_rarity=5, frequencies={"chair": 900.0, "cake": 100.0})

    assert rarities({"chair": 1, "cake": 7, "ocarina": 3}, settings) == {"chair": 1.0, "cake": 3.0, "ocarina": 3.0}
    assert rarities({"chair": 1, "cake": 7}, settings.model_copy(update={"most_rarity": 2.0}))["cake"] == 2.0


def test_at_most_four_people_are_kept_the_largest_and_most_central() -> None:
    crowd = [found(x, 100, 40, 100, "person") for x in range(0, 400, 50)]
    tall = found(0, 0, 140, 300, "woman")

    kept = thin([*crowd, tall], W, H)

    assert [region.label for region in kept].count("person") + [region.label for region in kept].count("woman") == 4
    assert tall.box in [region.box for region in kept]
    assert {region.box.x0 for region in kept if region.label == "person"} == {150, 200, 250}


def test_people_do_not_take_the_places_of_things_beyond_their_own() -> None:
    people = [found(x, 150, 90, 140, "person") for x in (0, 100, 200, 300)]
    things = [found(x, y, 20, 20, f"thing {x} {y}") for x in range(0, 400, 60) for y in (10, 60)]

    kept = thin([*people, *things], W, H)

    assert len(kept) == 10
    assert Counter(region.label == "person" for region in kept) == {True: 4, False: 6}


def test_of_one_label_so_many_are_kept() -> None:
    balls = [found(x, 100, 30, 30) for x in range(0, 400, 40)]

    kept = thin([*balls, found(0, 0, 20, 20, "cup")], W, H, ThinningSettings(per_label=2))

    assert Counter(region.label for region in kept) == {"ball": 2, "cup": 1}


def test_what_has_no_label_is_of_no_kind_that_could_be_full() -> None:
    nameless = [found(x, 100, 30, 30, "") for x in range(0, 400, 40)]

    assert len(thin(nameless, W, H, ThinningSettings(regions=8, per_label=1))) == 8


def test_of_two_regions_on_one_place_the_better_one_is_kept() -> None:
    sure, unsure = found(100, 100, 100, 100, "cat", 0.9), found(102, 100, 100, 100, "dog", 0.6)

    assert [region.label for region in thin([unsure, sure], W, H)] == ["cat"]
    assert len(thin([unsure, sure], W, H, ThinningSettings(overlap=1.0))) == 2


def test_a_region_that_shows_something_new_goes_before_one_that_does_not() -> None:
    first, covering = found(100, 50, 200, 200, "sofa"), found(150, 60, 200, 200, "rug")
    apart = found(10, 180, 110, 110, "cat")  # less prominent than the rug

    kept = chosen([first, covering, apart], W, H, ThinningSettings(regions=2))

    assert kept == (0, 2)


def test_the_rarer_of_two_things_alike_is_kept() -> None:
    chairs = [found(x, 100, 40, 40, "chair") for x in (100, 150, 200)]
    lamp = found(270, 100, 40, 40, "lamp")  # farther from the middle than any chair

    alike = chosen([*chairs, lamp], W, H, ThinningSettings(regions=3, rarer=0.0))
    rarer = chosen([*chairs, lamp], W, H, ThinningSettings(regions=3))

    assert set(alike) == {0, 1, 2}
    assert 3 in rarer


def test_ids_count_people_first_and_go_from_left_to_right() -> None:
    scene = [
        found(300, 100, 40, 90, "person"),
        found(10, 10, 30, 30, "kite"),
        found(50, 100, 40, 90, "Person"),
        found(200, 200, 50, 50, "dog"),
    ]

    kept = thin(scene, W, H)

    assert [(region.id, region.label) for region in kept] == [(0, "Person"), (1, "person"), (2, "kite"), (3, "dog")]


@pytest.mark.parametrize(
    "odd",
    [
        found(500, 10, 20, 20),
        found(10, 10, 0, 20),
        found(10, 10, -20, 20),
        found(10, 10, float("nan"), 20),
        found(10, 10, float("inf"), 20),
        found(10, 10, 2, 2),
    ],
)
def test_what_is_no_region_of_the_picture_is_left_out(odd: Detection) -> None:
    assert thin([odd, found(0, 0, 50, 50, "cup")], W, H) == thin([found(0, 0, 50, 50, "cup")], W, H)


def test_boxes_are_cut_to_the_picture() -> None:
    (kept,) = thin([found(-50, -50, 200, 200)], W, H)

    assert kept.box == Box(0, 0, 150, 150)


def test_nothing_found_and_nothing_wanted_keep_nothing() -> None:
    assert thin([], W, H) == ()
    assert thin(many(20), W, H, ThinningSettings(regions=0)) == ()


@pytest.mark.parametrize("seed", range(20))
def test_whatever_is_found_the_limits_hold_and_the_order_found_does_not_count(seed: int) -> None:
    scene, settings = many(300, seed), ThinningSettings()

    kept = thin(scene, W, H, settings)
    shuffled = random.Random(seed + 1).sample(scene, len(scene))

    counts = Counter(region.label for region in kept)
    assert len(kept) == settings.regions
    assert counts.pop("person") <= settings.people
    assert max(counts.values()) <= settings.per_label
    assert all(iou(a.box, b.box) <= settings.overlap for a in kept for b in kept if a.id < b.id)
    assert [region.id for region in kept] == list(range(len(kept)))
    assert thin(shuffled, W, H, settings) == kept


@pytest.mark.parametrize(
    "wrong", [{"regions": -1}, {"per_label": 0}, {"overlap": 1.5}, {"frequencies": {"cup": 0}}, {"kinds": 3}]
)
def test_settings_that_mean_nothing_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        ThinningSettings.model_validate(wrong)
