"""How true captions are: every fact that a caption tells is held against the graph of the drawn scene.

A fact is right, wrong, or left out (true, and not told). The captions that were learned leave out most facts, too, each
another part; `as_told` says how much of the truth those tell. As a control the captions are judged by another region of
the same picture: what could be said without looking at the region is right there as well.
"""

import random
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from PIL import Image

from models.base import Captioner
from models.records import Record, Region
from training.evaluation.caption_facts import FACTS, Fact, Facts, facts_of, facts_told
from training.evaluation.intervals import Share, share
from training.evaluation.sampling import MEASURED_SEED, PIXELS, SEEDS_APART
from training.scenes.describing import caption
from training.scenes.describing_scene import SEEN
from training.scenes.graph import Entity, SceneGraph, Split
from training.scenes.world import draw_scene

_KEPT = 400  # pictures, of 300 kilobytes each


class Judged(NamedTuple):
    """A caption, the scene and the entity it is about, and another entity of the scene, where there is one."""

    text: str
    graph: SceneGraph
    entity: Entity
    other: Entity | None


class FactFigures(Record):
    """`told` is how many of the facts told are right (precision), `found` how many of the true ones are told rightly
    (recall), `left_out` how many of these are not told at all; `of_another` is precision when the caption is judged by
    another region of the picture."""

    told: Share
    found: Share
    left_out: Share
    of_another: Share

    @property
    def wrong(self) -> int:
        return self.told.n - self.told.right


class CaptionReport(Record):
    """The figures by fact and over all facts; `as_told` is recall over all facts of the captions learned from."""

    model: str
    split: Split
    seed: int
    pictures: int
    captions: int
    different: int
    by_fact: dict[str, FactFigures]
    all_facts: FactFigures
    as_told: Share
    nothing_told: Share


def evaluate_captions(
    captioner: Captioner, *, pictures: int, seed: int = MEASURED_SEED, split: Split = "evaluate"
) -> CaptionReport:
    """Caption everybody and everything that is seen in unseen scenes."""
    judged: list[Judged] = []
    truths: list[Judged] = []
    for image, graph in draw_pictures(pictures, seed, split):
        rng = random.Random(f"captions {graph.seed}")
        entities = [entity for entity in graph.entities if entity.visible >= SEEN]
        regions = [Region(id=number, box=entity.box) for number, entity in enumerate(entities)]
        for entity, text in zip(entities, captioner.caption(image, regions), strict=True):
            others = [each for each in entities if each.kind == entity.kind and each.index != entity.index]
            other = rng.choice(others) if others else None
            judged.append(Judged(text, graph, entity, other))
            truths.append(Judged(caption(graph, entity.index, rng), graph, entity, other))
    return CaptionReport(
        model=captioner.name,
        split=split,
        seed=seed,
        pictures=pictures,
        captions=len(judged),
        different=len({each.text for each in judged}),
        by_fact=by_fact(judged),
        all_facts=all_facts(judged),
        as_told=all_facts(truths).found,
        nothing_told=share(sum(not facts_told(each.text) for each in judged), len(judged)),
    )


def draw_pictures(count: int, seed: int, split: Split) -> Iterable[tuple[Image.Image, SceneGraph]]:
    """Yield unseen scenes; those of one seed are the same every time."""
    for number in range(seed * SEEDS_APART, seed * SEEDS_APART + count):
        yield _draw(number, split)


# Whoever is measured in several ways sees the same pictures every time, and drawing takes longer than describing.
@lru_cache(maxsize=_KEPT)
def _draw(number: int, split: Split) -> tuple[Image.Image, SceneGraph]:
    scene = draw_scene(number, split=split, size=PIXELS)
    return scene.image, scene.graph


def by_fact(judged: Sequence[Judged]) -> dict[str, FactFigures]:
    """Return the figures of every fact."""
    return {fact: _figures(judged, lambda name, fact=fact: name == fact) for fact in FACTS}


def all_facts(judged: Sequence[Judged]) -> FactFigures:
    """Return the figures over all facts."""
    return _figures(judged, lambda _name: True)


def _figures(judged: Sequence[Judged], counts: Callable[[Fact], bool]) -> FactFigures:
    told: list[Facts] = [
        {fact: said for fact, said in facts_told(each.text).items() if counts(fact)} for each in judged
    ]
    true: list[Facts] = [
        {fact: may for fact, may in facts_of(each.graph, each.entity).items() if counts(fact)} for each in judged
    ]
    right = sum(_right(said, may) for said, may in zip(told, true, strict=True))
    swapped = [(said, facts_of(each.graph, each.other)) for said, each in zip(told, judged, strict=True) if each.other]
    facts = sum(map(len, true))
    return FactFigures(
        told=share(right, sum(map(len, told))),
        found=share(right, facts),
        left_out=share(sum(len(may.keys() - said.keys()) for said, may in zip(told, true, strict=True)), facts),
        of_another=share(sum(_right(*pair) for pair in swapped), sum(len(said) for said, _ in swapped)),
    )


def _right(told: Facts, true: Facts) -> int:
    """Count the facts told that are true: what is told must be one of what may be said."""
    return sum(bool(said & true.get(fact, frozenset())) for fact, said in told.items())
