"""Questions about regions as in VCR (Zellers et al., CVPR 2019): four answers, and four rationales of the right one."""

from training.benchmarks.drawn.world import Scene
from training.benchmarks.items import Item, graded_right
from training.scenes.choices import ChoiceItem, choice_items


def pose_vcr(scene: Scene) -> list[tuple[Item, ...]]:
    """Return the questions of a scene, each alone or with the rationales of its right answer."""
    found: list[tuple[Item, ...]] = []
    for item in choice_items(scene.graph, scene.ids, scene.chance("vcr")):
        if not scene.may_ask(scene.graph.entities[item.entity]):
            continue
        if item.task == "answer":
            found.append((_posed(scene, item, len(found)),))
        else:
            found[-1] = (*found[-1], _posed(scene, item, len(found) - 1))
    return found


def _posed(scene: Scene, item: ChoiceItem, number: int) -> Item:
    group = f"{scene.name}/{number}"
    return Item(
        id=f"{group}-{item.task}",
        picture=scene.name,
        regions=scene.regions,
        size=scene.image.size,
        question=item.question,
        choices=item.choices,
        grades=graded_right(len(item.choices), item.label),
        task=item.task,
        type=item.type,
        group=group,
    )
