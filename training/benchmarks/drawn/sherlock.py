"""Inferences set against a clue as in Sherlock's comparison (Hessel et al., ECCV 2022): which fit this region?

There people graded ten inferences bad, okay or good; here the three grades are whose story an inference is from: that
of the region, another one in the picture, or none of it (`training/scenes/clues.py`).
"""

from training.benchmarks.drawn.world import Scene
from training.benchmarks.items import Item
from training.scenes.clues import Clue, clues, inference_candidates
from training.scenes.phrases_causes import CAUSE_QUESTIONS

_FEWEST = 3  # candidates: fewer have no pairs worth comparing


def pose_sherlock(scene: Scene) -> list[tuple[Item, ...]]:
    """Return an item for every clue that lies at a region, where the one it tells of is shown, too."""
    return [(item,) for number, clue in enumerate(_seen(scene)) if (item := _posed(scene, clue, number))]


def _seen(scene: Scene) -> list[Clue]:
    found = clues(scene.graph, scene.ids, scene.chance("clues"))
    entities = scene.graph.entities
    return [
        each
        for each in found
        if each.region is not None and each.subject in scene.ids and scene.may_ask(entities[each.subject])
    ]


def _posed(scene: Scene, clue: Clue, number: int) -> Item | None:
    rng = scene.chance(f"sherlock {number}")
    graded = inference_candidates(scene.graph, clue, scene.ids, rng)
    if len({each.grade for each in graded}) < 2 or len(graded) < _FEWEST:
        return None
    name = f"[{scene.ids[clue.subject]}]"
    return Item(
        id=f"{scene.name}/{number}-comparison",
        picture=scene.name,
        regions=scene.regions,
        size=scene.image.size,
        question=rng.choice(CAUSE_QUESTIONS["inference"]).format(s=name),
        choices=tuple(each.inference for each in graded),
        grades=(tuple(float(each.grade + 1) for each in graded),),
        task="comparison",
        type=scene.graph.entities[clue.entity].kind,
    )
