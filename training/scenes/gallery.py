"""Draw the gallery of the Ask page: a few hand-picked scenes with their regions and questions worth asking.

The pictures come from the user's split, so the embedded student has never seen them.
"""

import json
import random
from pathlib import Path
from typing import Any

from training.scenes.export import SHOWN, regions_of
from training.scenes.graph import Entity, SceneGraph
from training.scenes.phrases import FEELING_WORDS
from training.scenes.questions import SceneQuestion, ask_about
from training.scenes.world import draw_scene

SIZE = 640
_QUALITY = 90

# Seed and title, in the order they are shown.
PICKED: tuple[tuple[int, str], ...] = (
    (33, "After the wave"),
    (44, "A plane in class"),
    (133, "First snow"),
    (48, "The broken vase"),
    (69, "A rainy street"),
    (106, "Trouble in the kitchen"),
    (122, "Lost at sunset"),
    (17, "Work and wind"),
)


def write_gallery(folder: Path) -> Path:
    """Draw the picked scenes into a folder and return the path of its `gallery.json`."""
    folder.mkdir(parents=True, exist_ok=True)
    entries = []
    for seed, title in PICKED:
        image, graph = draw_scene(seed, size=SIZE)
        file = f"scene_{seed}.webp"
        image.save(folder / file, quality=_QUALITY, method=6)
        entries.append(gallery_entry(graph, title, file))
    listing = folder / "gallery.json"
    listing.write_text(json.dumps(entries, indent=1) + "\n", encoding="utf-8")
    return listing


def gallery_entry(graph: SceneGraph, title: str, file: str) -> dict[str, Any]:
    """Return what the page needs to show a scene; ids run in the order of the graph, so people come first."""
    ids = {entity.index: entity.index for entity in graph.entities[:SHOWN]}
    return {
        "id": f"scene-{graph.seed}",
        "file": file,
        "title": title,
        "width": SIZE,
        "height": SIZE,
        "regions": regions_of(graph, ids),
        "suggestions": [{"text": text, "regions": regions} for text, regions in _suggestions(graph, ids)],
    }


def _suggestions(graph: SceneGraph, ids: dict[int, int]) -> list[tuple[str, list[int]]]:
    """Return questions whose answers the picture shows: why for the most moved, then others in other ways."""
    people = sorted((graph.entities[index] for index in ids if graph.entities[index].feeling), key=_calmness)
    things = [graph.entities[index] for index in ids if graph.entities[index].kind != "person"]
    asked = [
        (f"Why is [{ids[who.index]}] {FEELING_WORDS[who.feeling or 'calm'][0]}?", [ids[who.index]])
        for who in people[:2]
    ]
    last = people[-1]
    asked.append((f"What will [{ids[last.index]}] likely do next?", [ids[last.index]]))
    pairs = [question for question in _questions(graph, ids) if question.type == "relationship"]
    bonded = [question for question in pairs if "strangers" not in question.qar.answer]
    if bonded:
        text = bonded[0].qar.question
        asked.append((text, sorted(number for number in ids.values() if f"[{number}]" in text)))
    elif things:
        asked.append((f"What is [{ids[things[0].index]}]?", [ids[things[0].index]]))
    return asked


def _questions(graph: SceneGraph, ids: dict[int, int]) -> list[SceneQuestion]:
    return ask_about(graph, ids, random.Random(graph.seed))


def _calmness(entity: Entity) -> int:
    return ("sad", "scared", "angry", "surprised", "happy", "calm").index(entity.feeling or "calm")
