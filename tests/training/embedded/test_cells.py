"""What the tokens of the picture are taught: the labels of what lies where each of them looks."""

import torch

from training.embedded.cells import NOTHING, TAUGHT, CellTask, cell_labels
from training.scenes.graph import SceneGraph
from training.scenes.tags import tags_of
from training.scenes.world import draw_scene

LARGE, SMALL, TINY = (0.0, 0.0, 0.5, 0.5), (0.1, 0.1, 0.4, 0.4), (0.9, 0.9, 0.92, 0.92)


def _graph() -> SceneGraph:
    graph = draw_scene(3, split="user", size=64).graph
    entities = tuple(each.model_copy(update={"visible": 1.0}) for each in graph.entities)
    return graph.model_copy(update={"entities": entities})


def _told(graph: SceneGraph, entity: int) -> list[int]:
    known = tags_of(graph, entity)
    return [NOTHING if (label := known[name]) is None else label for name in TAUGHT]


def test_a_cell_has_the_labels_of_the_smallest_thing_at_its_middle() -> None:
    graph = _graph()

    labels = cell_labels([(graph, {0: SMALL, 1: LARGE})], side=4)[0]

    assert labels[0].tolist() == _told(graph, 0)  # its middle (0.125, 0.125) lies in both
    assert labels[5].tolist() == _told(graph, 0)
    assert labels[15].tolist() == [NOTHING] * len(TAUGHT)


def test_what_lies_at_no_middle_has_the_cell_it_lies_in() -> None:
    graph = _graph()

    labels = cell_labels([(graph, {1: TINY})], side=4)[0]

    assert labels[15].tolist() == _told(graph, 1)
    assert (labels[:15] == NOTHING).all()


def test_what_is_hidden_is_not_asked_for() -> None:
    graph = _graph()
    hidden = tuple(each.model_copy(update={"visible": 0.1}) for each in graph.entities)

    labels = cell_labels([(graph.model_copy(update={"entities": hidden}), {0: LARGE})], side=4)

    assert (labels == NOTHING).all()


def test_the_loss_falls_as_the_tokens_tell_the_labels() -> None:
    graph = _graph()
    labels = cell_labels([(graph, {0: LARGE, 1: (0.5, 0.5, 1.0, 1.0)})], side=4)
    torch.manual_seed(0)
    task, tokens = CellTask(16), torch.randn(1, 16, 16)
    optimizer = torch.optim.Adam(task.parameters(), lr=0.05)
    before = task(tokens, labels).item()

    for _ in range(40):
        optimizer.zero_grad()
        task(tokens, labels).backward()
        optimizer.step()

    assert task(tokens, labels).item() < 0.1 * before


def test_a_picture_without_entities_teaches_nothing() -> None:
    labels = cell_labels([(_graph(), {})], side=4)

    assert CellTask(8)(torch.randn(1, 16, 8), labels).item() == 0
