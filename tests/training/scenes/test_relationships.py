"""What people are to each other is what their situation says."""

import random
import re
from collections import Counter
from collections.abc import Iterator

from training.scenes.about_people import relationship_questions
from training.scenes.graph import Entity, SceneGraph
from training.scenes.stories import STORIES
from training.scenes.telling import SceneQuestion, Teller


def test_a_relationship_is_that_of_the_situation_and_strangers_come_from_two(graphs: list[SceneGraph]) -> None:
    kinds = Counter()
    for graph in graphs:
        for first, second, question in _relationships(graph):
            parts = {first.role_in_situation, second.role_in_situation}
            said = " ".join(question.accepted)
            assert ("strangers" in said) == (first.situation != second.situation)
            if first.situation == second.situation:
                assert parts in ({"S", "T"}, {"S", "W"})
                assert ("watching" in said) == ("W" in parts)
            kinds["strangers" if "strangers" in said else "".join(sorted(parts))] += 1
    assert min(kinds["strangers"], kinds["ST"], kinds["SW"]) >= 15


def test_a_bond_names_the_two_in_the_order_in_which_they_stand(graphs: list[SceneGraph]) -> None:
    turned = 0
    for graph in graphs:
        for first, second, question in _relationships(graph):
            bonds = STORIES[first.situation].bond
            parts = {first.role_in_situation, second.role_in_situation}
            if len(bonds) == 2 and parts == {"S", "T"} and first.situation == second.situation:
                turned += 1
                s, t = (first, second) if first.role_in_situation == "S" else (second, first)
                assert question.accepted == {
                    f"[{s.index}] and [{t.index}] are {bonds[0]}",
                    f"[{t.index}] and [{s.index}] are {bonds[1]}",
                }
    assert turned > 10


def _relationships(graph: SceneGraph) -> Iterator[tuple[Entity, Entity, SceneQuestion]]:
    ids = {entity.index: entity.index for entity in graph.entities}
    for question in relationship_questions(Teller(graph, ids, random.Random(graph.seed))):
        first, second = (graph.entities[int(number)] for number in re.findall(r"\[(\d+)\]", question.qar.answer))
        yield first, second, question
