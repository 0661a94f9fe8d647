"""How long a model takes over a question, and on which machine that was."""

import math
import os
import platform
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

from models.base import Scorer
from models.errors import BadQuestion
from training.benchmarks.items import ItemSet
from training.cards.records import Waiting

TIMED = 30  # questions
_CPU_FACTS = Path("/proc/cpuinfo")


def time_choosing(scorer: Scorer, items: ItemSet, *, most: int = TIMED) -> list[float]:
    """Return the seconds of up to so many questions, each with its picture looked at anew and opened before."""
    seconds = []
    for item in items.items[:most]:
        image = items.open(item.picture)
        started = time.perf_counter()
        try:
            scorer.score(image, item.asked(), item.choices)
        except BadQuestion:
            continue
        seconds.append(time.perf_counter() - started)
    return seconds


def waiting_of(seconds: Sequence[float]) -> Waiting:
    """Return median and 95th percentile (nearest rank), in seconds."""
    if not seconds:
        return Waiting(why="nothing was answered")
    last = sorted(seconds)[math.ceil(0.95 * len(seconds)) - 1]
    return Waiting(n=len(seconds), p50=round(statistics.median(seconds), 4), p95=round(last, 4))


def machine() -> str:
    """Return the processor's name, its cores, and its load: how many processes wanted one during the last minute."""
    named = [line.partition(":")[2].strip() for line in _facts() if line.startswith("model name")]
    name = named[0] if named else platform.processor() or platform.machine()
    cores = os.cpu_count() or 1
    busy = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{name}, {cores} {'core' if cores == 1 else 'cores'}{busy}"


def _facts() -> list[str]:
    try:
        return _CPU_FACTS.read_text("utf-8", "replace").splitlines()
    except OSError:
        return []
