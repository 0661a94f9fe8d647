"""Read good, bad and mutated picture files and count what goes wrong: `python -m tests.benchmarks.pictures`.

Good files must give the expected pixels, bad ones a sentence with the expected words. A mutant (`--size` of them, from
the good files, by seed) must never raise anything but BadPicture, and must never give wrong pixels without a word where
that can be known:

- a file that was only cut short is refused or gives the whole picture, unchanged;
- a PNG, which carries checksums, is refused or gives the whole picture, unchanged;
- the others have no checksum, so a changed byte may make another valid file: the pixels must then be what the plainest
  possible reading of that file gives.

The last line is JSON. `changed_without_checksum` counts mutants of the last kind that were read, without a remark, with
other pixels than the original: no reader can tell them from a picture that was meant so.
"""

import argparse
import io
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageOps

from models.errors import BadPicture
from models.pictures import Picture, display_jpeg, read_picture
from tests.benchmarks.bad_pictures import bad_pictures
from tests.benchmarks.good_pictures import good_pictures
from tests.benchmarks.large_pictures import LARGE_PICTURES
from tests.benchmarks.picture_samples import Good

SLOWEST_SECONDS = 2.0
MOST_MEGABYTES = 512
_MEAN_LEVELS = 1.0


class Outcome(NamedTuple):
    """What reading one file came to: a picture or a refusal, and the CPU seconds it took."""

    picture: Picture | None
    refusal: str
    seconds: float


class Report(NamedTuple):
    """The counts of a run; `faults` holds a line for each thing that went wrong."""

    good: int
    bad: int
    mutants: int
    refused: int
    changed_without_checksum: int
    slowest_seconds: float
    peak_megabytes: int
    faults: list[str]


def read(data: bytes, name: str) -> Outcome:
    """Read one file. Whatever is not BadPicture is let through: it is the crash that this looks for."""
    start = time.process_time()
    try:
        picture, refusal = read_picture(data, name=name), ""
    except BadPicture as problem:
        picture, refusal = None, str(problem)
    return Outcome(picture, refusal, time.process_time() - start)


def fault_of_good(case: Good, outcome: Outcome) -> str | None:
    """Say what is wrong with how a good file was read, or None."""
    if outcome.picture is None:
        return f"{case.name}: refused: {outcome.refusal}"
    pixels, notes = np.asarray(outcome.picture.image).astype(int), " ".join(outcome.picture.notes)
    if pixels.shape != case.pixels.shape:
        return f"{case.name}: shape {pixels.shape}, not {case.pixels.shape}"
    off = np.abs(pixels - case.pixels)
    mean = float(np.abs(pixels.mean((0, 1)) - case.pixels.mean((0, 1))).max())
    if off.max() > case.tolerance or mean > _MEAN_LEVELS + case.tolerance / 20:
        return f"{case.name}: off by up to {off.max()}, mean {mean:.1f}"
    if (case.note not in notes) if case.note else notes:
        return f"{case.name}: notes are {notes!r}, not {case.note!r}"
    return None


def fault_of_refusal(name: str, words: str, outcome: Outcome) -> str | None:
    """Say what is wrong with how a bad file was refused, or None."""
    if outcome.picture is not None:
        return f"{name}: was read as {outcome.picture.image.size}"
    sentence = outcome.refusal
    if f'"{name}"' not in sentence or words not in sentence or not sentence.endswith(".") or "\n" in sentence:
        return f"{name}: refusal does not name file and reason ({words!r}): {sentence}"
    return None


def mutated(data: bytes, rng: random.Random) -> tuple[bytes, str]:
    """Return a damaged copy and the kind of damage: cut, bits, bytes, hole or repeat."""
    kind = rng.choice(("cut", "bits", "bits", "bytes", "hole", "repeat"))
    copy = bytearray(data)
    if kind == "cut":
        return bytes(copy[: rng.randrange(len(copy))]), kind
    place = rng.randrange(len(copy))
    length = rng.randrange(1, max(2, len(copy) // 4))
    if kind == "bits":
        for _ in range(rng.choice((1, 1, 3, 20))):
            copy[rng.randrange(len(copy))] ^= 1 << rng.randrange(8)
    elif kind == "bytes":
        copy[place : place + length] = rng.randbytes(min(length, 64))
    elif kind == "hole":
        copy[place : place + length] = bytes(len(copy[place : place + length]))
    else:
        copy[place:place] = copy[place : place + length]
    return bytes(copy), kind


def plainest_reading(data: bytes) -> np.ndarray | None:
    """Return what Pillow's own steps give: upright, on white, RGB. None where it stumbles over what follows a JPEG."""
    try:
        image = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    except OSError:
        if data.startswith(b"\xff\xd8"):
            return None
        raise
    rgba = np.asarray(image.convert("RGBA")).astype(float)
    share = rgba[..., 3:] / 255
    return rgba[..., :3] * share + 255 * (1 - share)


def fault_of_mutant(case: Good, data: bytes, kind: str, whole: Picture, outcome: Outcome) -> str | None:
    """Say what is wrong with how a mutant was read, or None."""
    if outcome.picture is None:
        return fault_of_refusal(f"{case.name} {kind}", "", outcome)
    if same_pixels(outcome.picture, whole):
        return None
    if kind == "cut" or whole.media_type == "image/png":
        return f"{case.name} {kind}: read with other pixels"
    image = outcome.picture.image
    if image.mode != "RGB" or (outcome.picture.record.width, outcome.picture.record.height) != image.size:
        return f"{case.name} {kind}: mode {image.mode}, record {outcome.picture.record}"
    if case.name.startswith("icc") or "bit" in case.name or outcome.picture.notes:
        return None  # read by other steps than the plainest ones, as the good files show
    plain = plainest_reading(data)
    if plain is None:
        return None
    if plain.shape[:2] != image.size[::-1] or np.abs(plain - np.asarray(image)).mean() > _MEAN_LEVELS:
        return f"{case.name} {kind}: differs from the plainest reading"
    return None


def same_pixels(a: Picture, b: Picture) -> bool:
    return a.image.size == b.image.size and a.image.tobytes() == b.image.tobytes()


def run(size: int, seed: int) -> Report:
    """Read every hand-made file and `size` mutants."""
    good, bad = good_pictures(), bad_pictures()
    faults: list[str] = []
    wholes: list[tuple[Good, Picture]] = []
    slowest = 0.0
    for case in good:
        outcome = read(case.data, case.name)
        slowest = max(slowest, outcome.seconds)
        faults += filter(None, [fault_of_good(case, outcome)])
        if outcome.picture is not None:
            wholes.append((case, outcome.picture))
    for each in bad:
        outcome = read(each.data, each.name)
        slowest = max(slowest, outcome.seconds)
        faults += filter(None, [fault_of_refusal(each.name, each.words, outcome)])
    tally = Tally()
    for index in range(size):
        tally.take(index, random.Random(f"{seed}:{index}"), wholes)
    slowest = max(slowest, tally.slowest)
    if slowest > SLOWEST_SECONDS:
        faults.append(f"the slowest file took {slowest:.2f} s of CPU time")
    return Report(
        good=len(good),
        bad=len(bad),
        mutants=size,
        refused=tally.refused,
        changed_without_checksum=tally.changed,
        slowest_seconds=round(slowest, 3),
        peak_megabytes=peak_megabytes(),
        faults=faults + tally.faults,
    )


class Tally:
    """Counts what becomes of mutants."""

    def __init__(self) -> None:
        self.refused = self.changed = 0
        self.slowest = 0.0
        self.faults: list[str] = []

    def take(self, index: int, rng: random.Random, wholes: list[tuple[Good, Picture]]) -> None:
        case, whole = rng.choice(wholes)
        data, kind = mutated(case.data, rng)
        try:
            outcome = read(data, f"{case.name} {kind}")
            fault = fault_of_mutant(case, data, kind, whole, outcome)
        except Exception as crash:  # the fault this looks for; counted with the number that repeats it
            self.faults.append(f"mutant {index} of {case.name} ({kind}): {crash!r}")
            return
        self.slowest = max(self.slowest, outcome.seconds)
        self.faults += [f"mutant {index}: {fault}"] if fault else []
        if outcome.picture is None:
            self.refused += 1
        elif not outcome.picture.notes and not same_pixels(outcome.picture, whole):
            self.changed += 1


def read_large(file: Path) -> None:
    """Read one large file, make its display copy, and print what that took as JSON."""
    outcome = read(file.read_bytes(), file.name)
    if outcome.picture is not None:
        display_jpeg(outcome.picture.image)
    taken = {"seconds": round(outcome.seconds, 2), "peak_megabytes": peak_megabytes(), "refusal": outcome.refusal}
    print(json.dumps(taken))


def run_large(folder: Path, only: Collection[str] = tuple(LARGE_PICTURES)) -> dict[str, dict[str, float | str]]:
    """Read each large file in a process of its own, so that its memory can be told."""
    taken = {}
    for name in only:
        file = folder / name
        file.write_bytes(LARGE_PICTURES[name]())
        command = [sys.executable, "-m", "tests.benchmarks.pictures", "--read", str(file)]
        reply = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
        taken[name] = json.loads(reply.stdout.splitlines()[-1])
    return taken


def faults_of_large(taken: dict[str, dict[str, float | str]]) -> list[str]:
    faults = []
    for name, figures in taken.items():
        too_much = float(figures["peak_megabytes"]) > MOST_MEGABYTES or float(figures["seconds"]) > SLOWEST_SECONDS
        if figures["refusal"] or too_much:
            faults.append(f"{name}: {figures}")
    return faults


def peak_megabytes() -> int:
    """Return the most memory this process has held. Linux keeps it by program, getrusage also counts the parent's."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> int:
    parser = argparse.ArgumentParser(description="Read good, bad and mutated picture files and count what goes wrong.")
    parser.add_argument("--size", type=int, default=20_000, help="how many mutants")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-large", action="store_true", help="leave out the files near the size limits")
    parser.add_argument("--read", type=Path, help="read one file and print what it took")
    options = parser.parse_args()
    if options.read is not None:
        read_large(options.read)
        return 0
    report = run(options.size, options.seed)
    taken = {}
    if not options.no_large:
        with tempfile.TemporaryDirectory() as folder:
            taken = run_large(Path(folder))
    faults = report.faults + faults_of_large(taken)
    for fault in faults:
        print("FAULT", fault)
    print(json.dumps({**report._asdict(), "faults": len(faults), "large": taken}))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
