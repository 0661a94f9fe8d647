"""Let 32 viewers download one picture again and again: `python -m tests.benchmarks.downloads --size 10000`.

`--size` whole downloads are wanted, each compared with the file on the server's disk by length and SHA-256. The viewers
(tests/benchmarks/viewer.py) share a round of one picture, have a thread and a kept connection each, ask for a part at
every tenth download and go away in the middle at another, half of them without a goodbye, so that the server writes to
somebody who is gone. The last line is JSON; a truncated or wrong body, any error and any trace in the server's log end
the run with exit code 1.
"""

import argparse
import io
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from PIL import Image

from db.image_files import ImageFiles
from db.keeping import keep_picture
from db.store import open_store
from models.judging import Candidate, Item, Round, RoundSettings
from models.pictures import display_jpeg
from models.records import QAR, Box, ImageRecord, Region
from tests.benchmarks.serving import routes, served
from tests.benchmarks.viewer import Viewer

ROUND = "downloads"
VIEWERS = 32
ITEMS = 2  # about the one picture, since so many annotators are more than an item may have
WIDTH, HEIGHT = 1600, 1200
COUNTED = ("downloads", "ranges", "gone_away", "truncated", "wrong", "bytes")


def furnish(folder: Path) -> bytes:
    """Make a data folder with a round of one picture that every viewer is to judge; return the file that is shown."""
    # Noise that was enlarged has the grain of a photograph: neither smooth nor beyond all packing.
    grain = (WIDTH // 4, HEIGHT // 4)
    noise = Image.frombytes("RGB", grain, random.Random(1).randbytes(grain[0] * grain[1] * 3))
    file = io.BytesIO()
    noise.resize((WIDTH, HEIGHT)).save(file, "JPEG", quality=88)
    picture = ImageRecord(id=sha256(file.getvalue()).hexdigest(), width=WIDTH, height=HEIGHT)
    region = Region(id=0, box=Box(10, 20, 200, 220))
    said = QAR(question="What is [0]?", answer="It is noise.", rationale="Nothing can be seen in [0].")
    candidate = Candidate(id="a-text", image_id=picture.id, regions=(region,), qar=said)
    items = [
        Item(id=f"item-{at}", image_id=picture.id, regions=(region,), candidates=(candidate,)) for at in range(ITEMS)
    ]
    settings = RoundSettings(overlap=VIEWERS // ITEMS, extra=False, gold_every=0)
    files = ImageFiles(folder / "pictures")
    with open_store(folder / "deixis.sqlite3") as store:
        display = display_jpeg(Image.open(file))
        keep_picture(store, files, picture, original=file.getvalue(), display=display, owner="who brought it")
        begun = Round(id=ROUND, name="Downloads", settings=settings, created_at=datetime.now(UTC))
        store.judging.start_round(begun, items)
    return files.display(picture.id).read_bytes()


def measure(address: str, size: int, stored: bytes) -> tuple[dict[str, Any], list[str]]:
    """Share the downloads out among the viewers; return the figures under the names of the report, and all errors."""
    viewers = [Viewer(address, stored, seed=number) for number in range(VIEWERS)]
    shares = [size // VIEWERS + (number < size % VIEWERS) for number in range(VIEWERS)]
    start = time.perf_counter()
    with ThreadPoolExecutor(VIEWERS) as threads:
        begun = [threads.submit(each.download, ROUND, share) for each, share in zip(viewers, shares, strict=True)]
        for done in begun:
            done.result()
    seconds = time.perf_counter() - start
    counts = sum((viewer.found for viewer in viewers), Counter[str]())
    figures = {name: counts[name] for name in COUNTED}
    figures |= {"viewers": VIEWERS, "picture_bytes": len(stored), "per_second": round(size / seconds, 1)}
    return figures, [error for viewer in viewers for error in viewer.errors]


def faults(figures: dict[str, Any], size: int, errors: Sequence[str], log: str) -> list[str]:
    """Return a line for everything that is not as it must be."""
    lines = [f"{figures[name]} {name}" for name in ("truncated", "wrong") if figures[name]]
    if figures["downloads"] != size:
        lines.append(f"{figures['downloads']} downloads instead of {size}")
    lines += [f"error: {error}" for error in sorted(set(errors))]
    if "Traceback" in log:
        lines.append(f"the server complained: {log[-2000:]}")
    return lines


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=10_000, help="whole downloads")
    size = parser.parse_args(arguments).size
    with tempfile.TemporaryDirectory() as home:
        folder, log = Path(home) / "data", Path(home) / "log"
        folder.mkdir()
        stored = furnish(folder)
        with served(routes(folder, str(folder / "deixis.sqlite3")), log=log) as server:
            figures, errors = measure(server.address, size, stored)
        figures["errors"] = len(errors)
        wrong = faults(figures, size, errors, log.read_text("utf-8"))
    sys.stdout.write("".join(f"{line}\n" for line in wrong) + json.dumps(figures) + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
