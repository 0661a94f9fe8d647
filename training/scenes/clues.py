"""Clues as in Sherlock: a region, what can be seen there, and what that lets one infer, with candidates to compare.

After Hessel et al., "The Abduction of Sherlock Holmes" (ECCV 2022): there, people wrote clue and inference and judged
how plausible other inferences are; here both come from what the story tells, and the three grades from whose it is.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from models.records import Box, Record
from training.scenes.features import parts_in
from training.scenes.graph import Entity, SceneGraph
from training.scenes.stories import STORIES
from training.scenes.telling import Teller
from training.scenes.tellings import told_of
from training.scenes.things import THINGS

Grade = Literal[0, 1, 2]


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
    """An inference to set against a clue: 2 is true of it, 1 of another story in the picture, 0 of neither."""

    inference: str
    grade: Grade


def clues(graph: SceneGraph, ids: Mapping[int, int], rng: random.Random) -> list[Clue]:
    """Return one clue for everybody of whom something is told, each at the region that it is about."""
    teller = Teller(graph, ids, rng)
    found = []
    for subject in graph.entities:
        told, happening = teller.told(subject), teller.happening_of(subject)
        if not (told.evidence and told.before):
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
    """Return up to two inferences of each grade: of the clue's story, of another here, from elsewhere."""
    teller = Teller(graph, ids, rng)
    subject = graph.entities[clue.subject]
    own = _inferences(teller, [subject])
    here = _inferences(teller, [each for each in graph.entities if each.situation != subject.situation])
    told = set(_inferences(teller, graph.entities))
    elsewhere = _elsewhere(graph, rng)
    graded: list[GradedInference] = []
    levels: tuple[tuple[Grade, Sequence[str], set[str]], ...] = (
        (2, own, set()),
        (1, here, set(own)),
        (0, elsewhere, told),
    )
    for grade, texts, taken in levels:
        free = [text for text in dict.fromkeys(texts) if text not in taken]
        graded += [GradedInference(inference=text, grade=grade) for text in rng.sample(free, min(2, len(free)))]
    rng.shuffle(graded)
    return tuple(graded)


def _place_of(template: str, subject: Entity, members: Mapping[str, int]) -> int:
    """Return who or what a sign is seen at: a thing it names, else another one it names, else the subject itself."""
    named = [part for part in members if part in parts_in(template) and members[part] != subject.index]
    things = [part for part in named if part not in ("S", "T", "W")]
    return members[things[0]] if things else members[named[0]] if named else subject.index


def _inferences(teller: Teller, subjects: Iterable[Entity]) -> list[str]:
    return [text for each in subjects for text in teller.filled(teller.told(each).before, teller.happening_of(each))]


def _elsewhere(graph: SceneGraph, rng: random.Random) -> Sequence[str]:
    """Return what happened in a story that the picture does not show, told with nouns."""
    here = {happening.name for happening in graph.situations}
    name = rng.choice([name for name in STORIES if name not in here])
    story = STORIES[name]
    parts = {part: f"the {role.profession or role.ages[0]}" for part, role in story.cast.items()}
    parts |= {part: f"the {THINGS[prop.things[0]].noun}" for part, prop in story.props.items()}
    return [text.format(**parts) for part in story.told for text in told_of(name, part).before]
