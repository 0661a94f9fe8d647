"""Write drawn scenes as files: pictures, and lines about them.

`scenes.jsonl` has a line per picture, `qars.jsonl` one per question, `clues.jsonl` one per clue with graded inferences
(`training/scenes/clues.py`). Boxes are pixels of the picture (xyxy). The same seed, count and size write the same
bytes.
"""

import contextlib
import json
import random
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

from models.errors import BadSetting
from models.records import Record
from models.references import mentioned
from training.scenes.asking import can_be_asked
from training.scenes.clues import clues, inference_candidates
from training.scenes.graph import SceneGraph
from training.scenes.questions import SceneQuestion, ask_about
from training.scenes.world import DrawnScene, draw_scene, scene_generator

SHOWN = 6  # regions of a picture at most
PHRASINGS = 3  # times every question is worded; equal wordings are written once
_SCENES = "scenes.jsonl"
_FILES = (_SCENES, "qars.jsonl", "clues.jsonl")


class Export(Record):
    """How much was written, and where; every line of `clues` tells a sign and one true inference."""

    folder: str
    pictures: int
    questions: int
    inferences: int
    scenes: str
    qars: str
    clues: str
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
    held = [folder / name for name in _FILES if (folder / name).exists()]
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
    questions = inferences = 0
    paths = [folder / name for name in _FILES]
    with contextlib.ExitStack() as opened:
        scenes, qars, signs = (opened.enter_context(path.open("w", encoding="utf-8")) for path in paths)
        for number in range(count):
            scene = draw_scene(seed + number, size=size)
            name = f"scene_{seed + number}.png"
            scene.image.save(folder / name)
            ids = shown_ids(scene.graph)
            _write(scenes, [scene_line(name, scene, ids)])
            questions += _write(qars, question_lines(name, scene.graph, ids))
            inferences += _write(signs, clue_lines(name, scene.graph, ids))
            yield Export(
                folder=str(folder),
                pictures=number + 1,
                questions=questions,
                inferences=inferences,
                scenes=str(paths[0]),
                qars=str(paths[1]),
                clues=str(paths[2]),
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
    return {
        "image": name,
        "question": qar.question,
        "answer": qar.answer,
        "rationale": qar.rationale,
        "type": question.type,
        "needs_region": question.needs_region,
        "regions": sorted(mentioned(qar.text)),
        "accepted": sorted(question.accepted),
    }


def clue_lines(name: str, graph: SceneGraph, ids: dict[int, int]) -> Iterator[dict[str, Any]]:
    """Return the lines of a picture in `clues.jsonl`: its `entity` and `subject` are places in the graph's entities."""
    rng = random.Random(f"clues {graph.seed}")
    for clue in clues(graph, ids, rng):
        candidates = inference_candidates(graph, clue, ids, rng)
        yield {
            "image": name,
            **clue.model_dump(mode="json"),
            "candidates": [each.model_dump(mode="json") for each in candidates],
        }


def _write(file: TextIO, lines: Iterable[dict[str, Any]]) -> int:
    """Write lines of JSON and return how many they are."""
    return sum(bool(file.write(json.dumps(line, ensure_ascii=False) + "\n")) for line in lines)
