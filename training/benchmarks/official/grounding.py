"""Which region is meant: expressions of the RefCOCO family and phrases of Visual Genome, their regions to choose from.

Not the task of finding a box without help: the annotated regions of the picture are given, the one that is described
among others. RefCOCO's others are first those of its own category, for which its expressions were written.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from models.errors import BadSetting
from models.records import Box
from models.regions import iou
from training.benchmarks.items import Item, ItemSet, by_picture, graded_right
from training.benchmarks.official.opening import Size, Stated, opener, regions_in
from training.data.descriptions import Description
from training.data.held_out import is_held_out
from training.data.picture_ids import PictureIds
from training.data.refcoco import referred
from training.data.visual_genome import IMAGE_DATA, coco_numbers, described_regions

NAME = "grounding"
MOST = 8  # regions to choose from
_QUESTION = 'Which region does "{text}" describe?'
_APART = 0.3  # overlap (IoU) with another region from which on both may be described
_FEWEST = 2
_FOLDERS = ("images", "pictures", "train2014", "images/train2014", "VG_100K", "VG_100K_2")


def read_grounding(named: str, pictures: Path | None, split: str = "val", *, seed: int = 0) -> ItemSet:
    """Return a question for each region of `refcoco:FILE` or `vg:FILE`, an expression and its rivals drawn by seed.

    Pictures lie in a folder, else beside the file. RefCOCO has splits of its own; of Visual Genome the held-out
    pictures are asked about. Raises BadSetting for what cannot be used.
    """
    kind, _, file = named.partition(":")
    if kind not in _READERS or not file:
        raise BadSetting(
            f'"{named}" is no source of regions; name one as {", ".join(f"{each}:FILE" for each in _READERS)}.'
        )
    path = Path(file)
    sizes: dict[str, Size] = {}
    items = tuple(_READERS[kind](path, split, seed, sizes))
    if not items:
        what = f"of its split {split!r}" if kind == "refcoco" else "of a held-out picture"
        raise BadSetting(f"{path} holds no region {what} that can be told from another.")
    home = pictures or path.parent
    open_ = opener(home, *_FOLDERS, sizes=sizes)
    split = split if kind == "refcoco" else "held out"
    return ItemSet(f"{NAME}-{kind}", split, str(path), by_picture(items), open_, (path,))


def _of_refcoco(path: Path, split: str, seed: int, sizes: dict[str, Size]) -> Iterator[Item]:
    for each in referred(path, split):
        rng = random.Random(f"{seed} {each.name}")
        others = _apart(each.box, each.others)
        rivals = _apart(each.box, each.others[: each.rivals])
        # As many of its own kind as there are, for any other is told from it by its kind alone.
        chosen = [*rivals, *(box for box in others if box not in rivals)][: MOST - 1]
        kind = "among its kind" if rivals else "alone of its kind"
        yield from _item(
            each.name, each.image, each.size, rng.choice(each.texts), (each.box, *chosen), kind, rng, sizes
        )


def _of_visual_genome(path: Path, _split: str, seed: int, sizes: dict[str, Size]) -> Iterator[Item]:
    """Ask of each held-out picture about one region, the others being some that do not lie where it does."""
    ids = PictureIds(coco_numbers(path.with_name(IMAGE_DATA)))
    for image, group in groupby(described_regions(path), lambda row: row.image):
        if not is_held_out(ids(image)):
            continue
        rng = random.Random(f"{seed} {image}")
        found = [row for row in group if row.box is not None and row.size is not None]
        rng.shuffle(found)
        for row in found[:1]:
            boxes = _told_apart(row, found)
            yield from _item(image, image, row.size or (0, 0), row.text, boxes, "", rng, sizes)


def _told_apart(row: Description, found: Sequence[Description]) -> tuple[Box, ...]:
    """Return the region's box, and up to seven of others that are described otherwise and lie elsewhere."""
    kept = [row.box] if row.box else []
    for each in found:
        if each.box and each.text.lower() != row.text.lower() and all(iou(each.box, box) < _APART for box in kept):
            kept.append(each.box)
    return tuple(kept[:MOST])


def _apart(box: Box, others: Sequence[Box]) -> list[Box]:
    return [each for each in others if iou(each, box) < _APART]


def _item(
    name: str,
    image: str,
    size: Size,
    text: str,
    boxes: Sequence[Box],
    kind: str,
    rng: random.Random,
    sizes: dict[str, Size],
) -> Iterator[Item]:
    """Yield the item, whose first box is the right one; nothing where there is nothing to tell it from."""
    ids = rng.sample(range(len(boxes)), len(boxes))
    regions = regions_in((Stated(number, box) for number, box in zip(ids, boxes, strict=True)), size)
    if len(regions) < _FEWEST or ids[0] not in {each.id for each in regions}:
        return
    sizes[image] = size
    ordered = sorted(each.id for each in regions)
    yield Item(
        id=name,
        picture=image,
        regions=tuple(sorted(regions, key=lambda region: region.id)),
        size=size,
        question=_QUESTION.format(text=text.replace("[", "(").replace("]", ")")),
        choices=tuple(f"[{number}]" for number in ordered),
        grades=graded_right(len(ordered), ordered.index(ids[0])),
        task="choice",
        type=kind,
    )


_READERS: Mapping[str, Callable[[Path, str, int, dict[str, Size]], Iterator[Item]]] = {
    "refcoco": _of_refcoco,
    "vg": _of_visual_genome,
}
