"""The drawn world asked in six styles: what is right is right, and form does not tell."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable

import pytest

from models.choosing import check_choices
from models.errors import BadPicture, BadSetting
from training.benchmarks.drawn.entailment import ANSWERS, statements
from training.benchmarks.drawn.nouns import called_alone
from training.benchmarks.drawn.styles import STYLES, draw_items
from training.benchmarks.drawn.world import SEED, World
from training.benchmarks.items import Item, ItemSet
from training.evaluation.sampling import FITTED_SEED, MEASURED_SEED

COUNT = 48


@pytest.fixture(scope="module")
def world() -> World:
    return World()


@pytest.fixture(scope="module")
def drawn(world: World) -> Callable[[str], ItemSet]:
    made: dict[str, ItemSet] = {}

    def draw(style: str) -> ItemSet:
        if style not in made:
            made[style] = draw_items(style, COUNT, world)
        return made[style]

    return draw


@pytest.mark.parametrize("style", STYLES)
def test_every_item_can_be_asked(style: str, drawn: Callable[[str], ItemSet]) -> None:
    items = drawn(style)

    assert len({each.id for each in items.items}) == len(items.items)
    for item in items.items:
        check_choices(item.choices)
        assert item.right
        assert len(item.right) < len(item.choices)
        named = set(map(int, re.findall(r"\[(\d+)\]", " ".join((item.question, *item.choices)))))
        assert named <= {region.id for region in item.regions}
        picture = items.open(item.picture)
        assert all(region.box.x1 <= picture.width for region in item.regions)


@pytest.mark.parametrize("style", STYLES)
def test_the_same_seed_poses_the_same_items(style: str, world: World, drawn: Callable[[str], ItemSet]) -> None:
    again = draw_items(style, 6, world).items

    assert again == drawn(style).items[: len(again)]


@pytest.mark.parametrize("style", STYLES)
def test_places_say_nothing_about_what_is_right(style: str, drawn: Callable[[str], ItemSet]) -> None:
    # One choice of four, say, stands first about one time in four: 48 items may be off by chance, never by so much.
    first = [0 in item.right for item in drawn(style).items]
    expected = sum(len(item.right) / len(item.choices) for item in drawn(style).items) / len(first)

    assert abs(sum(first) / len(first) - expected) < 0.25


def test_only_three_styles_are_about_regions(drawn: Callable[[str], ItemSet]) -> None:
    assert {style for style in STYLES if drawn(style).has_regions} == {"vcr", "sherlock", "visualcomet"}


def test_rationales_go_on_from_the_right_answer(drawn: Callable[[str], ItemSet]) -> None:
    groups: defaultdict[str, list[Item]] = defaultdict(list)
    for item in drawn("vcr").items:
        groups[item.group].append(item)

    pairs = [group for group in groups.values() if len(group) == 2]
    assert len(groups) == COUNT
    assert len(pairs) > COUNT / 3
    for answer, rationale in pairs:
        assert rationale.question == f"{answer.question} {answer.choices[answer.right[0]]}."


def test_inferences_are_graded_by_whose_they_are(drawn: Callable[[str], ItemSet]) -> None:
    for item in drawn("sherlock").items:
        assert set(item.grades[0]) <= {1.0, 2.0, 3.0}
        assert len(set(item.grades[0])) > 1
    assert any(2.0 in item.grades[0] for item in drawn("sherlock").items)


def test_a_pool_answers_one_question_about_one_region(drawn: Callable[[str], ItemSet]) -> None:
    items = drawn("visualcomet").items

    counts = Counter(item.type for item in items)
    assert counts.keys() == {"before", "intent", "after"}
    assert max(counts.values()) - min(counts.values()) <= 3
    assert sum(len(item.choices) == 50 for item in items) > 24
    assert all(1 <= len(item.right) <= 3 for item in items)
    for item in items:
        (asked,) = re.findall(r"\[\d+\]", item.question)
        if item.type != "before":
            assert all(choice.startswith(asked) for choice in item.choices)


def test_who_is_named_by_a_noun_is_the_only_one_it_fits(drawn: Callable[[str], ItemSet], world: World) -> None:
    for scene, _ in zip(world.scenes(), range(12), strict=False):
        nouns = [each.noun for each in called_alone(scene)]
        everybody = Counter(each.noun for each in scene.graph.entities)
        assert all(everybody[noun] == 1 for noun in nouns)
    for item in (*drawn("aokvqa").items, *drawn("visual7w").items):
        assert "[" not in item.question


def test_questions_without_regions_are_of_all_their_types(drawn: Callable[[str], ItemSet]) -> None:
    assert {item.type for item in drawn("aokvqa").items} == {
        "why", "before", "after", "intent", "inference", "purpose", "ambiance",
    }  # fmt: skip
    assert {item.type for item in drawn("visual7w").items} == {"what", "where", "when", "who", "why", "how"}


def test_statements_are_true_open_and_false_equally_often(drawn: Callable[[str], ItemSet]) -> None:
    verdicts = Counter(item.choices[item.right[0]] for item in drawn("snli-ve").items)

    assert verdicts == dict.fromkeys(ANSWERS.values(), COUNT // 3)


def test_true_statements_are_what_the_graph_says(world: World) -> None:
    checked = Counter[str]()
    for scene, _ in zip(world.scenes(), range(20), strict=False):
        by_noun = {f"the {each.noun}": each for each in called_alone(scene)}
        for each in statements(scene, scene.chance("test")):
            subject = next((noun for noun in by_noun if each.clause.startswith(f"{noun} ")), "")
            if each.about == "clothes":
                worn = f"{by_noun[subject].colour} " in each.clause
                assert worn == (each.verdict == "true")
            elif each.about == "hair":
                entity = by_noun[subject]
                expected = "open" if entity.hair is None else "true" if f" {entity.hair} " in each.clause else "false"
                assert each.verdict == expected
            checked[each.about] += 1
    assert checked.keys() == {"feeling", "clothes", "hair", "doing", "past", "bond", "place", "weather"}


def test_scenes_nobody_trains_on_are_asked_about(world: World) -> None:
    assert SEED not in (MEASURED_SEED, FITTED_SEED)
    with pytest.raises(BadSetting, match="Scenes of the split 'train' are not for measuring"):
        World(split="train")
    with pytest.raises(BadPicture, match="The scene user-1 was not drawn"):
        world.open("user-1")


def test_held_out_scenes_are_asked_about_whom_they_are_held_out_for() -> None:
    world = World(split="heldout")
    items = draw_items("visualcomet", 6, world).items

    assert {item.picture.split("-")[0] for item in items} == {"heldout"}
    concerned = {scene.name: scene.concerned for scene, _ in zip(world.scenes(), range(20), strict=False)}
    for item in items:
        entity = int(item.id.split("/")[1].split("-")[0])
        assert entity in concerned[item.picture]


def test_an_unknown_style_is_refused() -> None:
    with pytest.raises(BadSetting, match="There is no drawn benchmark 'gqa'; there are vcr, sherlock"):
        draw_items("gqa", 1)
