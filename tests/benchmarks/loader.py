"""Time how fast pictures with regions are made ready for learning: `python -m tests.benchmarks.loader --size 2000`.

JPEGs of 480 x 360 (quality 90) with six regions become squares of 224. One after the other, so that all suffer alike
from whatever else the machine does: our loader; the usual way, which is Pillow all along and numbers instead of bytes;
and the bare decoding of the JPEG, which nobody can do without. CPU seconds of one thread; ratios of medians. The last
line is JSON; ratios below the goals end the run with exit code 1.
"""

import argparse
import io
import json
import statistics
import sys
import time
from collections.abc import Callable

import numpy as np
import torch
from PIL import Image

from models.marks import MarkStyle, draw_regions
from models.records import QAR, Box, Region
from models.regions import scale
from training.data.example import Example
from training.data.geometry import NONE
from training.data.pixels import opened
from training.data.region_dataset import RegionDataset, RegionSettings

LEAST = {"times_pillow": 2.0, "share_of_bare_decode": 0.5}
_SIZE, _SIDE, _REGIONS, _ROUND = (480, 360), 224, 6, 20
_MEAN, _DEVIATION = (0.481, 0.458, 0.408), (0.269, 0.261, 0.276)
Work = Callable[[int], object]


def measure(count: int) -> dict[str, float]:
    """Return the rates per CPU second and their ratios; `count` pictures go each way."""
    torch.set_num_threads(1)
    jpegs = [detailed_jpeg(number, _SIZE) for number in range(_ROUND)]
    ways: dict[str, Work] = {
        "ours": _dataset(jpegs).__getitem__,
        "pillow": lambda number: _usual(jpegs[number % _ROUND]),
        "bare_decode": lambda number: Image.open(io.BytesIO(jpegs[number % _ROUND])).load(),
    }
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for start in range(0, max(count, 2 * _ROUND), _ROUND):
        for name, work in ways.items():
            seconds[name].append(_seconds(work, start))
    middle = {name: statistics.median(each[1:]) for name, each in seconds.items()}  # the first warms caches up
    return {
        **{f"{name}_per_second": round(_ROUND / each, 1) for name, each in middle.items()},
        "times_pillow": round(middle["pillow"] / middle["ours"], 2),
        "share_of_bare_decode": round(middle["bare_decode"] / middle["ours"], 3),
    }


def too_slow(found: dict[str, float]) -> list[str]:
    """Return a line for every ratio below its goal."""
    return [f"{name} is {found[name]}, not {least} or more" for name, least in LEAST.items() if found[name] < least]


def _seconds(work: Work, start: int) -> float:
    begun = time.process_time()
    for number in range(start, start + _ROUND):
        work(number)
    return time.process_time() - begun


def detailed_jpeg(seed: int, size: tuple[int, int]) -> bytes:
    """Return a picture with as much detail as a photograph has: noise of several sizes."""
    rng = np.random.default_rng(seed)
    layers = [
        Image.fromarray(rng.integers(0, 256, (side, side, 3), dtype=np.uint8)).resize(size, Image.Resampling.BICUBIC)
        for side in (6, 24, 90)
    ]
    file = io.BytesIO()
    Image.blend(Image.blend(layers[0], layers[1], 0.4), layers[2], 0.15).save(file, "JPEG", quality=90)
    return file.getvalue()


def _regions() -> tuple[Region, ...]:
    boxes = [Box(20 + 70 * number, 40 + 20 * number, 80 + 70 * number, 200 + 20 * number) for number in range(_REGIONS)]
    return tuple(Region(id=number, box=box) for number, box in enumerate(boxes))


def _dataset(jpegs: list[bytes]) -> RegionDataset:
    qar = QAR(question="Why is [0] looking at [1]?", answer="[1] fell", rationale="[2] and [3] and [4] and [5] laugh")
    examples = [Example(id=str(number), image=str(number), qar=qar, regions=_regions()) for number in range(_ROUND)]
    settings = RegionSettings(side=_SIDE, geometry=NONE)
    return RegionDataset([examples], lambda example: opened(jpegs[int(example.image)], example.image), settings)


def _usual(jpeg: bytes) -> np.ndarray:
    image = Image.open(io.BytesIO(jpeg)).convert("RGB").resize((_SIDE, _SIDE), Image.Resampling.BICUBIC)
    across, down = _SIDE / _SIZE[0], _SIDE / _SIZE[1]
    regions = [each.model_copy(update={"box": scale(each.box, across, down)}) for each in _regions()]
    pixels = np.asarray(draw_regions(image, regions, MarkStyle()), dtype=np.float32) / 255
    return ((pixels - _MEAN) / _DEVIATION).transpose(2, 0, 1).astype(np.float32)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=2000, help="pictures that go each way")
    found = measure(parser.parse_args(arguments).size)
    faults = too_slow(found)
    sys.stdout.write("".join(f"{fault}\n" for fault in faults) + json.dumps(found) + "\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
