"""Files as the four sets of reporting bias lay them out, synthetic: no row and no picture is of the real sets."""

from pathlib import Path
from typing import Any

from tests.training.benchmarks.official.made_files import write_json, write_picture

PLACES = ("on", "under", "to the left of", "to the right of")
ROWS: dict[str, list[dict[str, Any]]] = {
    "spatial": [
        {"filename": f"controlled_images/cup_{n}.jpg",
         "caption_options": [f"A cup {each} a desk" for each in PLACES], "gold_index": n}
        for n in range(4)
    ],
    "negation": [
        {"filename": f"negation_val/{n}.jpg", "object_name": "hat", "positive_attributes": ["red", "soft", "old"],
         "caption_options": [f"A photo of a hat that is NOT {each}" for each in ("red", "soft", "old", "wet")],
         "gold_index": 3}
        for n in range(2)
    ],
    "temporal": [
        {"filename": f"val2017/{n}.jpg",
         "caption_options": ["A boat after it has docked", "A boat before it has docked"], "gold_index": n}
        for n in range(2)
    ],
    "counting": [
        {"filename": f"count_bench/cleaned_images/{n}_{n + 2}_cups.jpg",
         "caption_options": [f"{number} cups" for number in range(2, 11)], "gold_index": n}
        for n in (0, 8)
    ],
}  # fmt: skip


def write_reporting_bias(folder: Path) -> Path:
    """Write the four files and their pictures as they lie in the repository, below data/benchmarks."""
    home = folder / "data" / "benchmarks"
    for skill, rows in ROWS.items():
        write_json(home / f"{skill}.json", rows)
        for row in rows:
            write_picture(home / row["filename"].replace("val2017/", "val_2017/"), (32, 24))
    return folder
