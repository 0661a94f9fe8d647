"""Clues as in Sherlock: a region, what can be seen there, and what that lets one infer, with candidates to compare.

After Hessel et al., "The Abduction of Sherlock Holmes" (ECCV 2022): there, people wrote clue and inference and judged
how plausible other inferences are; here both come from what the story tells, and the three grades from whose it is.
All inferences that are set against a clue are told of the same regions, so their form does not tell the grade.
"""

import random
from collections.abc import Mapping
from typing import Literal

from models.records import Box, Record
from training.scenes.distractors import Wrong, is_onlooker, wrong_texts
from training.scenes.features import parts_in
from training.scenes.graph import Entity, SceneGraph
from training.scenes.telling import Teller

Grade = Literal[0, 1, 2]
_MOST = 2  # true inferences to set against a clue


class Clue(Record):
    """What can be seen at `box`, that of `entity`, and what it lets one infer; `region` is its id, if it has one.

    `subject` is the one whose story the inference tells.
    """

    box: Box
    entity: int
    region: int | None
    subject: int
    clue: str
    inference: str


class GradedInference(Record):
    """An inference to set against a clue, told of the clue's subject: 2 is true, 1 is what another story in the picture
    tells of its own people, 0 is what none of them tells."""

    inference: str
    grade: Grade


def clues(graph: SceneGraph, ids: Mapping[int, int], rng: random.Random) -> list[Clue]:
    """Return one clue for everybody of whom a story tells, each at the region that it is about; none for onlookers."""
    teller = Teller(graph, ids, rng)
    found = []
    for subject in graph.entities:
        told, happening = teller.told(subject), teller.happening_of(subject)
        if is_onlooker(subject) or not (told.evidence and told.before):
            continue
        template = rng.choice(told.evidence)
        place = graph.entities[_place_of(template, subject, happening.members)]
        found.append(
            Clue(
                box=place.box,
                entity=place.index,
                region=ids.get(place.index),
                subject=subject.index,
                clue=teller.filled([template], happening)[0],
                inference=rng.choice(teller.filled(told.before, happening)),
            )
        )
    return found


def inference_candidates(
    graph: SceneGraph, clue: Clue, ids: Mapping[int, int], rng: random.Random
) -> tuple[GradedInference, ...]:
    """Return up to two inferences of each grade.

    For each true one there is one of every other grade that names the same regions and is about as long.
    """
    teller = Teller(graph, ids, rng)
    subject = graph.entities[clue.subject]
    happening = teller.happening_of(subject)
    templates = list(teller.told(subject).before)
    rng.shuffle(templates)
    grades: dict[str, Grade] = {}
    for template in templates[:_MOST]:
        (right,) = teller.filled([template], happening)
        grades[right] = 2
        wrong = [each for each in wrong_texts(teller, subject, "before", template) if each.text not in grades]
        for grade in (1, 0):
            chosen = _about_as_long(right, [each for each in wrong if each.here == bool(grade)], rng)
            if chosen:
                grades[chosen] = grade
    graded = [GradedInference(inference=text, grade=grade) for text, grade in grades.items()]
    rng.shuffle(graded)
    return tuple(graded)


def _about_as_long(right: str, wrong: list[Wrong], rng: random.Random) -> str | None:
    """Return one of the three texts that come nearest to the right one in length."""
    length = len(right.split())
    nearest = sorted(rng.sample(wrong, len(wrong)), key=lambda each: abs(len(each.text.split()) - length))[:3]
    return rng.choice(nearest).text if nearest else None


def _place_of(template: str, subject: Entity, members: Mapping[str, int]) -> int:
    """Return who or what a sign is seen at: a thing it names, else another one it names, else the subject itself."""
    named = [part for part in members if part in parts_in(template) and members[part] != subject.index]
    things = [part for part in named if part not in ("S", "T", "W")]
    return members[things[0]] if things else members[named[0]] if named else subject.index
