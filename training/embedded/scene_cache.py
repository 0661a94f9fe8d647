"""Training pictures, rendered once: `pictures.npy` (uint8, memory-mapped) and `graphs.jsonl` in the data folder.

The folder's name carries a fingerprint of the world, so that a changed world is drawn again.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from training.scenes.graph import SceneGraph
from training.scenes.world import draw_scene

_FINGERPRINT_SCENES = 12


class SceneCache(NamedTuple):
    """Pictures [N, S, S, 3] uint8 and their graphs; boxes count pixels of these pictures."""

    pictures: np.ndarray
    graphs: tuple[SceneGraph, ...]


def open_scenes(folder: Path, *, count: int, pixels: int, report: Callable[[int], None] | None = None) -> SceneCache:
    """Return the first `count` training scenes, drawing them when the folder does not hold them yet."""
    home = folder / f"scenes-{count}-{pixels}-{_fingerprint()}"
    if not (home / "graphs.jsonl").exists():
        _draw(home, count, pixels, report)
    lines = (home / "graphs.jsonl").read_text("utf-8").splitlines()
    graphs = tuple(SceneGraph.model_validate_json(line) for line in lines)
    return SceneCache(np.load(home / "pictures.npy", mmap_mode="r"), graphs)


def _draw(home: Path, count: int, pixels: int, report: Callable[[int], None] | None) -> None:
    home.mkdir(parents=True, exist_ok=True)
    part = home / "pictures.part.npy"
    pictures = np.lib.format.open_memmap(part, "w+", np.uint8, (count, pixels, pixels, 3))
    graphs_part = home / "graphs.part.jsonl"
    with graphs_part.open("w", encoding="utf-8") as graphs:
        for seed in range(count):
            scene = draw_scene(seed, split="train", size=pixels)
            pictures[seed] = np.asarray(scene.image)
            graphs.write(f"{scene.graph.model_dump_json()}\n")
            if report is not None:
                report(seed + 1)
    pictures.flush()
    part.replace(home / "pictures.npy")
    # The graphs come last: where they are, the pictures are whole.
    graphs_part.replace(home / "graphs.jsonl")


def _fingerprint() -> str:
    """Return a short hash of a few small scenes: pixels and graphs."""
    digest = hashlib.sha256()
    for seed in range(_FINGERPRINT_SCENES):
        scene = draw_scene(seed, split="train", size=64)
        digest.update(scene.image.tobytes())
        digest.update(scene.graph.model_dump_json().encode())
    return digest.hexdigest()[:12]
