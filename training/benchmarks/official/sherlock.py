"""Sherlock's comparison (Hessel et al., ECCV 2022): up to ten inferences set against a region, graded by two people.

`val_comparison/` holds the instances (a picture by its address, boxes as left, top, width and height in pixels, an
inference), their ids in order, and the answer key with the grades 1 to 3; `test_comparison_public/` has no key. An item
is a region with all of its inferences; which they are is known from the key, or else by picture and boxes.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from models.errors import BadSetting
from models.records import Box
from training.benchmarks.items import Item, ItemSet, by_picture
from training.benchmarks.official.opening import Size, Stated, opener, regions_in
from training.benchmarks.official.reading import Row, find_file, object_of, rows_of
from training.data.sherlock import path_of

NAME = "sherlock"
_ASK = "What can you infer about {regions}?"
_SMALLEST = 2  # pixels; a few boxes of the files are a single one, and show nothing


class Instance(NamedTuple):
    """An inference set against a region of a picture; `test_id` is what predictions name."""

    test_id: str
    picture: str
    size: Size
    boxes: tuple[Box, ...]
    inference: str


def read_sherlock(folder: Path, split: str = "val", *, pictures: bool = True) -> ItemSet:
    """Return the comparisons of a split. Raises BadSetting for files that are missing, altered or do not fit together.

    Without `pictures` these need not be there.
    """
    home = _home(folder, split)
    path = find_file(home, f"{split}_comparison_instances.json")
    instances = {each.test_id: each for each in map(_instance, rows_of(path))}
    if not instances:
        raise BadSetting(f"{path} holds no instance of Sherlock: it is an empty list.")
    key = home / f"{split}_comparison_answer_key.json"
    items = tuple(_keyed(key, instances) if key.is_file() else _unkeyed(instances.values()))
    if not items:
        raise BadSetting(f"{key if key.is_file() else path} compares nothing: no region has two inferences.")
    sizes = {each.picture: each.size for each in instances.values()}
    open_ = opener(folder if pictures else None, sizes=sizes)
    files = (path, key) if key.is_file() else (path,)
    return ItemSet(NAME, split, str(path), by_picture(items), open_, files)


def _home(folder: Path, split: str) -> Path:
    names = (f"{split}_comparison", f"{split}_comparison_public")
    homes = [folder, *(folder / name for name in names)]
    home = next((each for each in homes if (each / f"{split}_comparison_instances.json").is_file()), None)
    if home is None:
        raise BadSetting(
            f"{folder} has no {names[0]}/{split}_comparison_instances.json; give the folder that holds {names[0]}."
        )
    return home


def _instance(row: Row) -> Instance:
    image = row.row("image")
    boxes = tuple(_box(each) for each in row.rows("region"))
    if not boxes:
        row.refuse("region", "without a box")
    size = (image.whole("width"), image.whole("height"))
    return Instance(row.text("test_id"), path_of(image.text("url")), size, boxes, row.text("inference"))


def _box(row: Row) -> Box:
    left, top = row.number("left"), row.number("top")
    return Box(left, top, left + row.number("width"), top + row.number("height"))


def _keyed(path: Path, instances: dict[str, Instance]) -> Iterator[Item]:
    """Yield the items in the order of the key, whose grades they have."""
    key = object_of(path)
    ids: dict[tuple[Any, Any], str] = {}
    for test_id, named in key.row("test_id_map").values.items():
        entry = Row(f'{path}, "test_id_map"["{test_id}"]', named if isinstance(named, dict) else {})
        ids[entry.text("Input_iid"), entry.text("candidate")] = test_id
    for annotation in key.rows("annotations"):
        input_id = annotation.text("Input_iid")
        candidates = list(annotation.rows("candidates"))
        named_ids = [ids.get((input_id, each.text("source_iid"))) for each in candidates]
        for candidate, test_id in zip(candidates, named_ids, strict=True):
            if test_id not in instances:
                candidate.refuse("source_iid", f"which no instance of {input_id} has; the files do not fit together")
        if len(candidates) < 2:
            annotation.refuse("candidates", "with fewer than two of which nothing can be compared")
        grades = tuple(tuple(each.number(name) for each in candidates) for name in ("annot1", "annot2"))
        yield _item([instances[each] for each in named_ids if each], grades)


def _unkeyed(instances: Any) -> Iterator[Item]:
    groups: defaultdict[tuple[str, tuple[Box, ...]], list[Instance]] = defaultdict(list)
    for each in instances:
        groups[each.picture, each.boxes].append(each)
    return (_item(group, ()) for group in groups.values() if len(group) > 1)


def _item(group: list[Instance], grades: tuple[tuple[float, ...], ...]) -> Item:
    first = group[0]
    shown = [each for each in first.boxes if min(each.width, each.height) >= _SMALLEST]
    regions = regions_in((Stated(number, box) for number, box in enumerate(shown)), first.size)
    names = " and ".join(f"[{region.id}]" for region in regions) or "this"
    return Item(
        id=first.test_id,
        picture=first.picture,
        regions=regions,
        question=_ASK.format(regions=names),
        choices=tuple(each.inference for each in group),
        grades=grades,
        task="comparison",
        size=first.size,
        keys=tuple(each.test_id for each in group),
    )
