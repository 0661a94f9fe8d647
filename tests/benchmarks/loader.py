"""Time how fast pictures with regions are made ready for learning: `python -m tests.benchmarks.loader --size 2000`.

JPEGs of 480 x 360 (quality 90) with six regions become squares of 224. One after the other, so that all suffer alike
from whatever else the machine does: our loader; the usual way, which is Pillow all along and numbers instead of bytes;
and the bare decoding of the JPEG, by Pillow and by the decoder that ours takes (`fast_decode`). The first two with the
marks of the house, and with the filled ones of the released checkpoints (`_lskd`). CPU seconds of one thread; ratios of
medians. The last line is JSON; ratios below the goals end the run with exit code 1.

Where in memory a picture happens to lie made its decoding faster or slower by a quarter, and it lay there for a whole
run: some memory is taken and given back before each round, so that pictures lie elsewhere.
"""

import argparse
import io
import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial

import numpy as np
import torch
from PIL import Image
from simplejpeg import decode_jpeg

from models.marks import MarkStyle, draw_regions
from models.marks_lskd import LSKD_MARKS
from models.records import QAR, Box, Region
from models.regions import scale
from training.data.example import Example
from training.data.geometry import NONE
from training.data.pixels import opened
from training.data.region_dataset import RegionDataset, RegionSettings

_GOALS = {"times_pillow": 2.0, "share_of_bare_decode": 0.5}
STYLES = {"": MarkStyle(), "_lskd": LSKD_MARKS}
LEAST = {f"{name}{style}": least for style in STYLES for name, least in _GOALS.items()}
_SIZE, _SIDE, _REGIONS, _ROUND = (480, 360), 224, 6, 20
_MEAN, _DEVIATION = (0.481, 0.458, 0.408), (0.269, 0.261, 0.276)
Work = Callable[[int], object]


def measure(count: int) -> dict[str, float]:
    """Return the rates per CPU second and their ratios; `count` pictures go each way."""
    torch.set_num_threads(1)
    jpegs = [detailed_jpeg(number, _SIZE) for number in range(_ROUND)]
    ways: dict[str, Work] = {"bare_decode": lambda number: Image.open(io.BytesIO(jpegs[number % _ROUND])).load()}
    ways["fast_decode"] = lambda number: decode_jpeg(jpegs[number % _ROUND], "RGBA")
    for style, marks in STYLES.items():
        ways[f"ours{style}"] = _dataset(jpegs, marks).__getitem__
        ways[f"pillow{style}"] = partial(_usual, jpegs, marks)
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    rng = random.Random(0)
    for start in range(0, max(count, 2 * _ROUND), _ROUND):
        elsewhere = [bytearray(rng.randrange(60_000)) for _ in range(60)]
        del elsewhere[::2]
        for name, work in ways.items():
            seconds[name].append(_seconds(work, start))
    middle = {name: statistics.median(each[1:]) for name, each in seconds.items()}  # the first warms caches up
    found = {f"{name}_per_second": round(_ROUND / each, 1) for name, each in middle.items()}
    for style in STYLES:
        found[f"times_pillow{style}"] = round(middle[f"pillow{style}"] / middle[f"ours{style}"], 2)
        found[f"share_of_bare_decode{style}"] = round(middle["bare_decode"] / middle[f"ours{style}"], 3)
    return found


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


def _dataset(jpegs: list[bytes], marks: MarkStyle) -> RegionDataset:
    qar = QAR(question="Why is [0] looking at [1]?", answer="[1] fell", rationale="[2] and [3] and [4] and [5] laugh")
    examples = [Example(id=str(number), image=str(number), qar=qar, regions=_regions()) for number in range(_ROUND)]
    settings = RegionSettings(side=_SIDE, marks=marks, geometry=NONE)
    return RegionDataset([examples], lambda example: opened(jpegs[int(example.image)], example.image), settings)


def _usual(jpegs: list[bytes], marks: MarkStyle, number: int) -> np.ndarray:
    image = (
        Image.open(io.BytesIO(jpegs[number % _ROUND])).convert("RGB").resize((_SIDE, _SIDE), Image.Resampling.BICUBIC)
    )
    across, down = _SIDE / _SIZE[0], _SIDE / _SIZE[1]
    regions = [each.model_copy(update={"box": scale(each.box, across, down)}) for each in _regions()]
    pixels = np.asarray(draw_regions(image, regions, marks), dtype=np.float32) / 255
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
