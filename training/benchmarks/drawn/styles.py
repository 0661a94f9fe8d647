"""The six styles by name, and how many items of each kind are taken: scene after scene, what was posed least so far."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from models.errors import BadSetting
from training.benchmarks.drawn.entailment import pose_entailment
from training.benchmarks.drawn.plain import pose_aokvqa, pose_visual7w
from training.benchmarks.drawn.sherlock import pose_sherlock
from training.benchmarks.drawn.vcr import pose_vcr
from training.benchmarks.drawn.visualcomet import pose_visualcomet
from training.benchmarks.drawn.world import Scene, World
from training.benchmarks.items import Item, ItemSet
from training.evaluation.sampling import PER_PICTURE

Pose = Callable[[Scene], list[tuple[Item, ...]]]
STYLES: Mapping[str, Pose] = {
    "vcr": pose_vcr,
    "sherlock": pose_sherlock,
    "visualcomet": pose_visualcomet,
    "aokvqa": pose_aokvqa,
    "snli-ve": pose_entailment,
    "visual7w": pose_visual7w,
}
PREFIX = "drawn-"  # of the names of benchmarks that are drawn


def draw_items(style: str, count: int, world: World | None = None) -> ItemSet:
    """Return `count` items of a style (of VCR, questions), at most six of a picture, types about equally often.

    Raises BadSetting for an unknown style.
    """
    if style not in STYLES:
        raise BadSetting(f"There is no drawn benchmark {style!r}; there are {', '.join(STYLES)}.")
    world = world or World()
    taken: Counter[str] = Counter()
    items: list[Item] = []
    for scene in world.scenes():
        if taken.total() >= count:
            break
        posed = STYLES[style](scene)
        scene.chance(f"order {style}").shuffle(posed)
        for group in _least_posed(posed, taken, min(PER_PICTURE, count - taken.total())):
            items += group
    source = f"{count} from scene {world.split} {world.seed}"
    return ItemSet(PREFIX + style, world.split, source, tuple(items), world.open)


def _least_posed(posed: Sequence[tuple[Item, ...]], taken: Counter[str], most: int) -> list[tuple[Item, ...]]:
    """Choose up to so many, each time of the type that was taken least often, and count them."""
    left, chosen = list(posed), []
    while left and len(chosen) < most:
        group = min(left, key=lambda each: taken[each[0].type])
        left.remove(group)
        taken[group[0].type] += 1
        chosen.append(group)
    return chosen
