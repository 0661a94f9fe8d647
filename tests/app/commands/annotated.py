"""Runs `deixis annotate`, writes what it imports, and judges."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from annotation.rating import complete
from app.commands.annotate import annotate_commands
from db.store import open_store
from models.judging import Rating, Submission, Verdict
from tests.fakes.tiny_student import noise

COLOURS = ("blue", "red", "green", "old", "tall", "here", "gone")


def run(folder: Path, *words: object) -> Result:
    return CliRunner().invoke(annotate_commands, [*map(str, words), "--data-dir", str(folder)])


def said(folder: Path, *words: object) -> Any:
    result = run(folder, *words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def picture(folder: Path, name: str, seed: int) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    noise(60, 40, seed=seed).save(path)
    return path


def line(number: int, image: str = "a.png", **more: object) -> dict[str, Any]:
    return {
        "id": f"c{number}",
        "image": image,
        "question": f"Why is [0] {COLOURS[number % 7]}?",
        "answer": "so",
        "rationale": "see",
        "regions": [{"id": 0, "box": [1, 1, 90, 20]}],
        "scores": {"critic": number / 10},
        **more,
    }


def write(path: Path, *lines: Mapping[str, Any]) -> Path:
    path.write_text("".join(json.dumps(each) + "\n" for each in lines), "utf-8")
    return path


def judge(folder: Path, round_id: str, annotator: str, value: Verdict) -> None:
    """Rate everything there is to rate the same."""
    with open_store(folder / "deixis.sqlite3") as store:
        while screen := store.judging.next_screen(round_id, annotator):
            given = [
                Rating(position=each.position, criterion=criterion, value=value)
                for each in screen.shown
                for criterion in ("qa", "rationale")
            ]
            submission = Submission(
                id=hashlib.sha256(f"{annotator}{screen.item_id}".encode()).hexdigest()[:32],
                item_id=screen.item_id,
                token=screen.lease.token,
                ratings=complete(given, len(screen.shown)),
                seconds=12,
            )
            store.judging.submit(submission, annotator)
