"""Training pictures, rendered once: `pictures.npy` (uint8, memory-mapped) and `graphs.jsonl` in the data folder.

The folder's name carries a fingerprint of the world, so that a changed world is drawn again. A cache that holds a
held-out combination is refused: whatever trains from here has never seen one.
"""

import hashlib
import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from models.errors import BadSetting
from training.embedded.seed_ranges import STUDENTS
from training.scenes.graph import SceneGraph
from training.scenes.plausibility import held_out_pairs
from training.scenes.stories import STORIES
from training.scenes.things import THINGS
from training.scenes.world import draw_scene

_FINGERPRINT_SCENES = 12
_CHUNK = 40  # scenes a process draws at a time
_WORTH_PROCESSES = 20  # chunks from which on starting processes pays


class SceneCache(NamedTuple):
    """Pictures [N, S, S, 3] uint8 and their graphs; boxes count pixels of these pictures."""

    pictures: np.ndarray
    graphs: tuple[SceneGraph, ...]


def open_scenes(
    folder: Path,
    *,
    count: int,
    pixels: int,
    among: range = STUDENTS,
    report: Callable[[int], None] | None = None,
) -> SceneCache:
    """Return the first `count` training scenes of those `among`, drawing them when the folder does not hold them yet.

    Raises BadSetting for more scenes than there are.
    """
    if count > len(among):
        raise BadSetting(
            f"{count} scenes were asked for, and {len(among)} belong to this training "
            f"(seeds {among.start} to {among.stop - 1}). Ask for fewer with --scenes."
        )
    first = f"from-{among.start}-" if among.start else ""
    home = folder / f"scenes-{first}{count}-{pixels}-{_fingerprint()}"
    if not (home / "graphs.jsonl").exists():
        _draw(home, among[:count], pixels, report)
    lines = (home / "graphs.jsonl").read_text("utf-8").splitlines()
    graphs = tuple(SceneGraph.model_validate_json(line) for line in lines)
    refuse_held_out(graphs)
    return SceneCache(np.load(home / "pictures.npy", mmap_mode="r"), graphs)


def refuse_held_out(graphs: Iterable[SceneGraph]) -> None:
    """Raise AssertionError for a scene with a combination that no trainer may see."""
    for graph in graphs:
        pairs = held_out_pairs(graph)
        if pairs:
            raise AssertionError(f"training scene {graph.seed} shows held-out combinations: {pairs}")


def _draw(home: Path, seeds: range, pixels: int, report: Callable[[int], None] | None) -> None:
    home.mkdir(parents=True, exist_ok=True)
    count = len(seeds)
    part = home / "pictures.part.npy"
    pictures = np.lib.format.open_memmap(part, "w+", np.uint8, (count, pixels, pixels, 3))
    graphs_part = home / "graphs.part.jsonl"
    done = 0
    with graphs_part.open("w", encoding="utf-8") as graphs:
        for images, lines in _drawn(seeds, pixels):
            pictures[done : done + len(lines)] = images
            graphs.writelines(f"{line}\n" for line in lines)
            done += len(lines)
            if report is not None:
                report(done)
    pictures.flush()
    part.replace(home / "pictures.npy")
    # The graphs come last: where they are, the pictures are whole.
    graphs_part.replace(home / "graphs.jsonl")


def _drawn(seeds: range, pixels: int) -> Iterator[tuple[np.ndarray, list[str]]]:
    """Draw the scenes in their order, many of them on all processor cores."""
    starts = range(seeds.start, seeds.stop, _CHUNK)
    jobs = [(start, min(start + _CHUNK, seeds.stop), pixels) for start in starts]
    if len(jobs) < _WORTH_PROCESSES:
        yield from map(_draw_some, jobs)
        return
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as processes:
        yield from processes.map(_draw_some, jobs)


def _draw_some(job: tuple[int, int, int]) -> tuple[np.ndarray, list[str]]:
    """Return the pictures and the graphs (JSON) of the seeds from `start` up to `end`."""
    start, end, pixels = job
    scenes = [draw_scene(seed, split="train", size=pixels) for seed in range(start, end)]
    return np.stack([np.asarray(scene.image) for scene in scenes]), [scene.graph.model_dump_json() for scene in scenes]


@cache
def _fingerprint() -> str:
    """Return a short hash of a few small scenes, pixels and graphs, and of what may be drawn in all others."""
    digest = hashlib.sha256()
    for seed in range(_FINGERPRINT_SCENES):
        scene = draw_scene(seed, split="train", size=64)
        digest.update(scene.image.tobytes())
        digest.update(scene.graph.model_dump_json().encode())
    for name, story in STORIES.items():
        digest.update(repr((name, story._replace(told={}, bond=()))).encode())
    digest.update(repr(sorted((name, thing.noun, thing.colours) for name, thing in THINGS.items())).encode())
    return digest.hexdigest()[:12]
