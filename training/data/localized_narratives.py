"""Localized Narratives (Pont-Tuset et al., ECCV 2020): what people told of whole pictures, to learn to narrate.

A file has a JSON line for each narrative, with `dataset_id`, `image_id` and `caption`; voices and traces are not
needed. COCO's pictures are called by their number with zeros in front, the others by their id.
"""

from collections.abc import Iterator
from pathlib import Path

from models.errors import BadSetting
from training.data.descriptions import Description, one_line
from training.data.held import records_in
from training.data.picture_ids import coco_name


def narratives(path: Path) -> Iterator[Description]:
    """Yield the narratives of a file. Raises BadSetting for a line of another shape."""
    for line, record in records_in(path):
        missing = [name for name in ("dataset_id", "image_id", "caption") if not isinstance(record.get(name), str)]
        if missing:
            raise BadSetting(f"{path}, line {line}, is no narrative: it has no {missing[0]!r}.")
        if told := one_line(record["caption"]):
            yield Description(_name(record["dataset_id"], record["image_id"]), told)


def _name(dataset: str, image: str) -> str:
    """Return the name of a picture's file, without its ending.

    >>> _name("mscoco_train2017", "137576"), _name("ADE20k_train", "ADE_train_00000001")
    ('000000137576', 'ADE_train_00000001')
    """
    return coco_name(image) if "coco" in dataset.lower() else image
