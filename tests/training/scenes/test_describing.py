"""Captions and narratives of drawn scenes say what can be seen, briefly, and in many ways."""

import ast
import random
import re
from pathlib import Path

import pytest

from training.scenes.describing import caption, narrative, simple_questions
from training.scenes.describing_scene import SEEN
from training.scenes.describing_things import LOOKS, STATES, a_look, looks_of, own_colour
from training.scenes.describing_words import FACES, POSES, WITH_FACES
from training.scenes.graph import FEELINGS, SceneGraph
from training.scenes.poses import POSES as DRAWN_POSES
from training.scenes.stories import STORIES
from training.scenes.things import THINGS

_MODULES = sorted(Path("training/scenes").glob("describing*.py"))
_CAUSAL = ("because", "wants", "hopes", "will", "why", "intends", "afterwards", "earlier")


@pytest.fixture(scope="module")
def captions(graphs: list[SceneGraph]) -> dict[tuple[int, int], str]:
    rng = random.Random(3)
    return {(graph.seed, each.index): caption(graph, each.index, rng) for graph in graphs for each in graph.entities}


def test_captions_have_4_to_16_words(captions: dict[tuple[int, int], str]) -> None:
    assert [text for text in captions.values() if not 4 <= len(text.split()) <= 16] == []


def test_narratives_have_2_to_4_sentences_and_25_to_60_words(graphs: list[SceneGraph]) -> None:
    texts = [narrative(graph, random.Random(seed)) for graph in graphs for seed in range(2)]

    assert [text for text in texts if not 25 <= len(text.split()) <= 60] == []
    assert [text for text in texts if not 2 <= text.count(".") <= 4 or not text.endswith(".")] == []


def test_the_same_generator_gives_the_same_texts(graphs: list[SceneGraph]) -> None:
    graph = graphs[0]

    assert caption(graph, 0, random.Random(5)) == caption(graph, 0, random.Random(5))
    assert narrative(graph, random.Random(5)) == narrative(graph, random.Random(5))


def test_captions_of_a_person_vary(graphs: list[SceneGraph]) -> None:
    graph = next(graph for graph in graphs if graph.entities[0].kind == "person")

    texts = {caption(graph, 0, random.Random(seed)) for seed in range(60)}

    assert len(texts) > 30


def test_captions_of_a_thing_vary(graphs: list[SceneGraph]) -> None:
    graph, index = next((graph, each.index) for graph in graphs for each in graph.entities if each.thing == "ball")

    assert len({caption(graph, index, random.Random(seed)) for seed in range(60)}) >= 6


def test_narratives_begin_in_at_least_eight_ways(graphs: list[SceneGraph]) -> None:
    graph = next(graph for graph in graphs if sum(each.kind == "person" for each in graph.entities) == 3)

    openings = {" ".join(narrative(graph, random.Random(seed)).split()[:2]) for seed in range(120)}

    assert len(openings) >= 8


def test_a_narrative_tells_of_no_face_that_nobody_in_the_picture_has(graphs: list[SceneGraph]) -> None:
    for graph in graphs:
        shown = {entity.feeling for entity in graph.entities}
        text = narrative(graph, random.Random(1))
        for feeling in FEELINGS:
            if feeling not in shown:
                # "quiet" and "calm" may be said of nobody else, either.
                assert not set(FACES[feeling]) & set(text.replace(".", "").replace(",", "").split())
                assert not any(words in text for words in WITH_FACES[feeling])


def test_what_is_mostly_hidden_is_not_told_of(graphs: list[SceneGraph]) -> None:
    told = 0
    for graph in graphs:
        for entity in graph.entities:
            if entity.kind == "person" or any(each.noun == entity.noun for each in graph.entities if each != entity):
                continue
            hidden = entity.model_copy(update={"visible": SEEN - 0.1})
            others = [hidden if each.index == entity.index else each for each in graph.entities]
            changed = graph.model_copy(update={"entities": tuple(others)})
            looks = looks_of(entity)
            texts = [
                narrative(changed, random.Random(2)),
                *(q.text for q in simple_questions(changed, random.Random(2))),
            ]
            assert not any(f" {look} " in text for look in looks for text in texts if " " in look)
            told += 1
            break
    assert told > 50


@pytest.mark.parametrize("module", _MODULES, ids=lambda path: path.stem)
def test_no_describing_module_reads_what_stories_tell(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    read = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert not read & {"told", "bond", "why", "evidence", "wants", "doing"}
    assert not imported & {"training.scenes.tellings", "training.scenes.telling", "training.scenes.clues"}


def test_no_text_names_a_situation_or_a_cause(graphs: list[SceneGraph]) -> None:
    # A name that consists of what is drawn ("balloon burst") may be said by chance.
    drawn = {word for looks in LOOKS.values() for look in looks for word in look.split()} | set(STATES.values())
    names = [name for name in STORIES if " " in name and not set(name.split()) <= drawn]
    assert len(names) > 50
    for graph in graphs[:150]:
        rng = random.Random(graph.seed)
        texts = [narrative(graph, rng), *(question.text for question in simple_questions(graph, rng))]
        texts += [caption(graph, entity.index, rng) for entity in graph.entities]
        for text in texts:
            assert [name for name in names if re.search(rf"\b{name}\b", text)] == [], text
            assert not set(_CAUSAL) & set(text.lower().split())


def test_every_thing_has_looks_with_its_colour() -> None:
    assert set(LOOKS) == set(THINGS)
    for name, thing in THINGS.items():
        coloured = [look for look in LOOKS[name] if "{c}" in look or "{a_c}" in look]
        assert bool(coloured) <= bool(thing.colours)
        assert len(LOOKS[name]) >= 2


def test_every_pose_and_state_that_is_drawn_has_words() -> None:
    assert set(POSES) == set(DRAWN_POSES)
    assert set(STATES) <= set(THINGS)


def test_a_colour_is_that_of_a_thing_only_where_it_is_not_that_of_a_part(graphs: list[SceneGraph]) -> None:
    things = {each.thing: each for graph in graphs for each in graph.entities if each.kind != "person"}

    assert own_colour(things["ball"]) == things["ball"].colour
    assert own_colour(things["birthday cake"]) is None


def test_articles_fit_the_looks() -> None:
    assert a_look("orange ball") == "an orange ball"
    assert a_look("half a sandwich") == "half a sandwich"
    assert a_look("bottle of medicine") == "a bottle of medicine"
