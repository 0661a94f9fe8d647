"""Ids of regions are exchanged everywhere alike, and nothing else changes."""

from models.records import Box, Region
from models.references import mentioned
from tests.training.benchmarks.made_items import REGION, item, items_of
from training.benchmarks.items import Item
from training.benchmarks.shuffling import shuffle_ids

REGIONS = tuple(Region(id=number, box=Box(number, 0, number + 2, 5), label=f"l{number}") for number in (0, 2, 5, 7))


def of(name: str, **more: object) -> Item:
    return item(name, regions=REGIONS, question="Why is [5] near [0] and [9]?", choices=("[2] fell", "[7] and [0]"),
                grades=((0, 1),), **more)  # fmt: skip


def test_regions_question_and_choices_get_the_same_new_ids() -> None:
    before = items_of(*(of(f"q{number}") for number in range(20)))

    after = shuffle_ids(before, 3)

    for old, new in zip(before.items, after.items, strict=True):
        boxes = {region.box: region.id for region in new.regions}
        names = {region.id: boxes[region.box] for region in old.regions}
        assert sorted(names) == sorted(names.values()) == [region.id for region in new.regions]
        for was, became in zip((old.question, *old.choices), (new.question, *new.choices), strict=True):
            assert mentioned(became) == tuple(names.get(each, each) for each in mentioned(was))
        labels = {region.id: region.label for region in new.regions}
        assert all(labels[names[region.id]] == region.label for region in old.regions)
        assert (new.id, new.grades, new.picture) == (old.id, old.grades, old.picture)
    assert len({new.question for new in after.items}) > 5


def test_a_seed_exchanges_alike_each_time_and_others_otherwise() -> None:
    items = items_of(*(of(f"q{number}") for number in range(8)))

    assert shuffle_ids(items, 3).items == shuffle_ids(items, 3).items != shuffle_ids(items, 4).items


def test_answers_and_rationales_of_a_question_are_exchanged_alike() -> None:
    answer, rationale = of("a", group="q", task="answer"), of("r", group="q", task="rationale")

    new = shuffle_ids(items_of(answer, rationale), 1).items

    assert new[0].regions == new[1].regions


def test_a_single_region_keeps_its_id() -> None:
    one = items_of(item("a", regions=(REGION,)), item("b", regions=()))

    assert shuffle_ids(one, 5).items == one.items
