"""Write drawn scenes as files: pictures, `scenes.jsonl` (a line per picture) and `qars.jsonl` (a line per question).

Boxes are pixels of the picture (xyxy). The same seed, count and size write the same bytes.
"""

import contextlib
import json
import random
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models.errors import BadSetting
from models.records import Record
from training.scenes.asking import can_be_asked
from training.scenes.graph import SceneGraph
from training.scenes.questions import SceneQuestion, ask_about
from training.scenes.world import DrawnScene, draw_scene, scene_generator

SHOWN = 6  # regions of a picture at most
PHRASINGS = 3  # times every question is worded; equal wordings are written once
_SCENES, _QARS = "scenes.jsonl", "qars.jsonl"


class Export(Record):
    """What was written, and where."""

    folder: str
    pictures: int
    questions: int
    scenes: str
    qars: str
    seed: int
    size: int


def prepare_folder(folder: Path, *, overwrite: bool) -> None:
    """Make the folder and check that scenes can be written there; older scenes are removed if `overwrite`.

    Only pictures that the folder's own `scenes.jsonl` lists are removed.

    Raises:
        BadSetting: the folder cannot be written, or it holds scenes that may not be replaced.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise BadSetting(f"Cannot write to {folder} ({error.strerror}); name another folder with --out.") from error
    held = [folder / name for name in (_SCENES, _QARS) if (folder / name).exists()]
    if held and not overwrite:
        raise BadSetting(f"{folder} already holds scenes; name another folder with --out, or add --overwrite.")
    taken = [path.name for path in folder.glob("scene_*.png") if re.fullmatch(r"scene_\d+", path.stem)]
    listed = _pictures_listed(folder / _SCENES)
    if foreign := sorted(set(taken) - listed):
        raise BadSetting(f"{folder} holds {foreign[0]}, which no {_SCENES} lists; name another folder with --out.")
    for path in (*held, *(folder / name for name in listed)):
        path.unlink(missing_ok=True)


def _pictures_listed(index: Path) -> set[str]:
    """Return the pictures that an earlier run wrote; a line it was cut off in lists none."""
    listed = set()
    for line in index.read_text("utf-8").splitlines() if index.exists() else ():
        with contextlib.suppress(ValueError, KeyError, TypeError):
            listed.add(str(json.loads(line)["image"]))
    return {name for name in listed if re.fullmatch(r"scene_\d+\.png", name)}


def write_scenes(folder: Path, *, count: int, seed: int, size: int) -> Iterator[Export]:
    """Draw the scenes of `seed`, `seed + 1` ... into a prepared folder; after each one yield what is written so far."""
    questions = 0
    with (folder / _SCENES).open("w", encoding="utf-8") as scenes, (folder / _QARS).open("w", encoding="utf-8") as qars:
        for number in range(count):
            scene = draw_scene(seed + number, size=size)
            name = f"scene_{seed + number}.png"
            scene.image.save(folder / name)
            ids = shown_ids(scene.graph)
            scenes.write(_line(scene_line(name, scene, ids)))
            for line in question_lines(name, scene.graph, ids):
                qars.write(_line(line))
                questions += 1
            yield Export(
                folder=str(folder),
                pictures=number + 1,
                questions=questions,
                scenes=str(folder / _SCENES),
                qars=str(folder / _QARS),
                seed=seed,
                size=size,
            )


def shown_ids(graph: SceneGraph) -> dict[int, int]:
    """Return the region id of each shown entity: at most six, in an order that says nothing about who is who.

    Who is mostly hidden is not asked about, and so not shown.
    """
    entities = [entity.index for entity in graph.entities if can_be_asked(entity)]
    random.Random(graph.seed).shuffle(entities)
    return {entity: number for number, entity in enumerate(entities[:SHOWN])}


def regions_of(graph: SceneGraph, ids: dict[int, int]) -> list[dict[str, Any]]:
    """Return the shown regions as JSON objects, ordered by id."""
    shown = sorted(ids, key=lambda index: ids[index])
    return [
        {"id": ids[index], "box": list(graph.entities[index].box), "label": graph.entities[index].noun}
        for index in shown
    ]


def scene_line(name: str, scene: DrawnScene, ids: dict[int, int]) -> dict[str, Any]:
    """Return the line of a picture in `scenes.jsonl`; its `ids` map the index of an entity to its region id."""
    return {
        "image": name,
        "width": scene.image.width,
        "height": scene.image.height,
        "regions": regions_of(scene.graph, ids),
        "ids": {str(index): number for index, number in sorted(ids.items())},
        "graph": scene.graph.model_dump(mode="json"),
    }


def question_lines(name: str, graph: SceneGraph, ids: dict[int, int]) -> Iterator[dict[str, Any]]:
    """Return the lines of a picture in `qars.jsonl`."""
    rng = scene_generator(graph.seed, "user")
    written: set[str] = set()
    for _ in range(PHRASINGS):
        for question in ask_about(graph, ids, rng):
            key = question.qar.model_dump_json()
            if key not in written:
                written.add(key)
                yield _question_line(name, question)


def _question_line(name: str, question: SceneQuestion) -> dict[str, Any]:
    qar = question.qar
    mentioned = re.findall(r"\[(\d+)\]", f"{qar.question} {qar.answer} {qar.rationale}")
    return {
        "image": name,
        "question": qar.question,
        "answer": qar.answer,
        "rationale": qar.rationale,
        "type": question.type,
        "needs_region": question.needs_region,
        "regions": sorted({int(number) for number in mentioned}),
        "accepted": sorted(question.accepted),
    }


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"
