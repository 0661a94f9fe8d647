"""A process that scores made-up pictures, a twentieth of a second each, and says so: `score_slowly.py FOLDER`."""

import sys
import time
from pathlib import Path

from PIL import Image

from tests.training.benchmarks.made_items import Looking, item, items_of
from training.benchmarks.kept import Kept
from training.benchmarks.predictions import Score
from training.benchmarks.running import predict_kept

PICTURES = 60
ITEMS = items_of(*(item(f"i{number}", picture=f"p{number}") for number in range(PICTURES)))
SHARES = {"c0": 0.5, "c1": 0.3, "c2": 0.2, "c3": 0.0}


class Slow(Looking):
    def look(self, image: Image.Image) -> Score:
        time.sleep(0.05)
        sys.stdout.write("looked\n")
        sys.stdout.flush()
        return super().look(image)


if __name__ == "__main__":
    with Kept(Path(sys.argv[1])) as kept:
        predict_kept(Slow(SHARES), ITEMS, kept, scored_by="match")
