"""Draw the gallery of the Ask page: a few hand-picked scenes with their regions and questions worth asking.

The pictures come from the user's split, so the embedded student has never seen them.
"""

import json
import random
import re
from pathlib import Path
from typing import Any

from training.scenes.asking import can_be_asked
from training.scenes.export import SHOWN, regions_of
from training.scenes.graph import Entity, SceneGraph
from training.scenes.phrases import FEELING_WORDS
from training.scenes.questions import ask_about
from training.scenes.world import draw_scene

SIZE = 640
_QUALITY = 90

# Seed and title, in the order they are shown.
PICKED: tuple[tuple[int, str], ...] = (
    (8, "Bubbles and a puddle"),
    (434, "The broken vase"),
    (36, "A magic trick"),
    (33, "A ghost story"),
    (54, "Stuck in the mud"),
    (22, "Your move"),
    (57, "Whose ball?"),
    (3, "Juggling in the snow"),
    (15, "Help at the station"),
    (13, "Flowers at night"),
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
    """Return what the page needs to show a scene; ids run in the order of the graph."""
    seen = [entity.index for entity in graph.entities if can_be_asked(entity)]
    ids = {index: number for number, index in enumerate(seen[:SHOWN])}
    return {
        "id": f"scene-{graph.seed}",
        "file": file,
        "title": title,
        "width": SIZE,
        "height": SIZE,
        "regions": regions_of(graph, ids),
        "suggestions": [{"text": text, "regions": _named(text)} for text in _suggestions(graph, ids)],
    }


def _suggestions(graph: SceneGraph, ids: dict[int, int]) -> list[str]:
    """Return questions whose answers the picture shows: why for the most moved, then others in other ways."""
    people = sorted((graph.entities[index] for index in ids if graph.entities[index].feeling), key=_calmness)
    things = [graph.entities[index] for index in ids if graph.entities[index].kind != "person"]
    asked = [f"Why is [{ids[who.index]}] {FEELING_WORDS[who.feeling or 'calm'][0]}?" for who in people[:2]]
    if people:
        asked.append(f"What will [{ids[people[-1].index]}] likely do next?")
    questions = ask_about(graph, ids, random.Random(graph.seed))
    bonded = [each for each in questions if each.type == "relationship" and "strangers" not in each.qar.answer]
    if bonded:
        asked.append(bonded[0].qar.question)
    elif things:
        asked.append(f"What is [{ids[things[0].index]}]?")
    several = [each.qar.question for each in questions if each.type in ("which", "counting")]
    return [*asked, *several[:1]]


def _named(text: str) -> list[int]:
    return sorted({int(number) for number in re.findall(r"\[(\d+)\]", text)})


def _calmness(entity: Entity) -> int:
    return ("sad", "scared", "angry", "surprised", "happy", "calm").index(entity.feeling or "calm")
