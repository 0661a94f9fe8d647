"""Exchange the ids of regions, to see how much a model hangs on which number a region has."""

import random

from models.references import renamed
from training.benchmarks.items import Item, ItemSet


def shuffle_ids(items: ItemSet, seed: int) -> ItemSet:
    """Return the items with the ids of each one's regions exchanged by `seed`, in question, choices and regions alike.

    Items of one group, such as a question's answers and rationales, are exchanged alike. What judges said of the
    choices, and in which order these stand, stays as it is. Where an item has fewer than two regions nothing changes.
    """
    return items._replace(items=tuple(_shuffled(item, seed) for item in items.items))


def _shuffled(item: Item, seed: int) -> Item:
    ids = sorted(region.id for region in item.regions)
    others = random.Random(f"{seed} {item.group or item.id}").sample(ids, len(ids))
    names = dict(zip(ids, others, strict=True))
    regions = (region.model_copy(update={"id": names[region.id]}) for region in item.regions)
    return item.model_copy(
        update={
            "regions": tuple(sorted(regions, key=lambda region: region.id)),
            "question": renamed(item.question, names),
            "choices": tuple(renamed(choice, names) for choice in item.choices),
        }
    )
