"""Labels are true, belong to a vocabulary, and a part of them is kept from training."""

from training.scenes.describing import VOCABULARIES, entity_labels, for_training, is_held_out_label, picture_labels
from training.scenes.describing_scene import SEEN
from training.scenes.graph import SceneGraph

_ALL = {label for labels in VOCABULARIES.values() for label in labels}


def test_every_label_is_in_one_vocabulary(graphs: list[SceneGraph]) -> None:
    assert len(_ALL) == sum(map(len, VOCABULARIES.values()))
    for graph in graphs:
        assert picture_labels(graph) <= _ALL
        for entity in graph.entities:
            assert entity_labels(entity) <= _ALL
            assert entity_labels(entity).isdisjoint({"person", "animal", "object"}), "which of the three is no news"


def test_a_picture_has_the_labels_of_what_is_seen_in_it_and_no_others(graphs: list[SceneGraph]) -> None:
    for graph in graphs:
        seen = [entity for entity in graph.entities if entity.visible >= SEEN]
        of_entities = frozenset().union(*(entity_labels(entity) for entity in seen))

        rest = picture_labels(graph) - of_entities
        assert of_entities <= picture_labels(graph)
        assert graph.place in rest
        assert rest <= set(VOCABULARIES["places"])


def test_about_a_tenth_of_the_labels_is_held_out_and_never_left_for_training(graphs: list[SceneGraph]) -> None:
    held_out = {label for label in _ALL if is_held_out_label(label)}

    assert 0.05 < len(held_out) / len(_ALL) < 0.15
    assert not for_training(_ALL) & held_out
    assert for_training(_ALL) | held_out == _ALL
    assert any(picture_labels(graph) & held_out for graph in graphs)


def test_a_broken_vase_and_a_whole_one_differ_by_their_state(graphs: list[SceneGraph]) -> None:
    things = {each.thing: each for graph in graphs for each in graph.entities if each.kind != "person"}
    broken, whole = (entity_labels(things[name]) for name in ("broken vase", "vase"))

    assert "vase" in broken & whole
    assert "broken vase" in broken - whole
    assert "whole vase" in whole - broken
