"""Files as RefCOCO and Visual Genome lay them out, synthetic: nothing in them is anybody's data."""

import pickle
from pathlib import Path
from typing import Any

from tests.training.benchmarks.official.made_files import write_json, write_picture
from training.data.held_out import is_held_out

SIZE = (80, 60)
CATEGORY = {5: 1, 6: 1, 7: 2, 8: 2}  # of annotations, one of which has no area
BOXES = {5: [1, 2, 10, 8], 6: [30, 2, 10, 8], 7: [50, 30, 20, 20], 8: [0, 0, 0, 0]}


def write_refcoco(folder: Path, **more: Any) -> Path:
    """Write a picture with two regions of one kind and one of another, each referred to; return the file of these."""
    refs = [
        {"ann_id": number, "image_id": 9, "split": split, "category_id": CATEGORY[number],
         "sentences": [{"sent": f"the {word} one"}, {"sent": f"the thing at the {word}"}]} | more
        for number, split, word in ((5, "val", "left"), (7, "val", "lower"), (6, "train", "middle"))
    ]  # fmt: skip
    name = "COCO_train2014_000000000009.jpg"
    write_json(folder / "instances.json", {
        "images": [{"id": 9, "file_name": name, "width": SIZE[0], "height": SIZE[1]}],
        "annotations": [
            {"id": number, "image_id": 9, "bbox": box, "category_id": CATEGORY[number]} for number, box in BOXES.items()
        ],
    })  # fmt: skip
    write_picture(folder / "train2014" / name, SIZE)
    path = folder / "refs(unc).p"
    path.write_bytes(pickle.dumps(refs))
    return path


def held_out_number() -> int:
    """Return the number of a picture that is held out from all learning."""
    return next(number for number in range(1, 500) if is_held_out(f"{number}.jpg"))


def write_visual_genome(folder: Path) -> Path:
    """Write a held-out picture with four regions, two of which are one by another name; return their file."""
    number = held_out_number()
    address = f"https://host.example/VG_100K/{number}.jpg"
    write_json(folder / "image_data.json", [{"image_id": number, "url": address, "width": SIZE[0], "height": SIZE[1]}])
    regions = [("a red ball", 2, 3), ("a ball", 3, 3), ("a green hat", 40, 3), ("the grass", 40, 30)]
    write_picture(folder / "VG_100K" / f"{number}.jpg", SIZE)
    return write_json(folder / "region_descriptions.json", [{"id": number, "regions": [
        {"region_id": place, "image_id": number, "x": x, "y": y, "width": 20, "height": 20, "phrase": phrase}
        for place, (phrase, x, y) in enumerate(regions)
    ]}])  # fmt: skip
