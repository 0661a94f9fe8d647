"""Runs `deixis compare`, writes files of answers, and judges pairs."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from annotation.agreement import PAIR_CRITERIA
from annotation.comparing import model_of
from app.commands.compare import compare_commands
from db.store import open_store
from models.judging import Comparison, Item, Preference, Screen, Submission


def run(folder: Path, *words: object) -> Result:
    return CliRunner().invoke(compare_commands, [*map(str, words), "--data-dir", str(folder)])


def said(folder: Path, *words: object) -> Any:
    result = run(folder, *words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def answer(number: int, image: str = "a.png", *, model: str = "", answer: str = "so", **more: object) -> dict[str, Any]:
    return {
        "id": f"q{number}",
        "image": image,
        "question": "Why is [0] sad?",
        "answer": answer,
        "rationale": "see",
        "regions": [{"id": 0, "box": [1, 1, 90, 20]}],
        **({"model": model} if model else {}),
        **more,
    }


def items(folder: Path, round_id: str) -> tuple[Item, ...]:
    with open_store(folder / "deixis.sqlite3") as store:
        return store.judging.items(round_id)


def models(item: Item) -> tuple[str, ...]:
    return tuple(sorted(model_of(each) for each in item.candidates))


def judge(folder: Path, round_id: str, annotator: str, prefer: Callable[[Screen], Preference]) -> int:
    """Compare everything there is to compare, the same on all criteria; return how many pairs that were."""
    count = 0
    with open_store(folder / "deixis.sqlite3") as store:
        while screen := store.judging.next_screen(round_id, annotator):
            submission = Submission(
                id=hashlib.sha256(f"{annotator}{screen.item_id}".encode()).hexdigest()[:32],
                item_id=screen.item_id,
                token=screen.lease.token,
                comparisons=tuple(Comparison(criterion=each, value=prefer(screen)) for each in PAIR_CRITERIA),
            )
            store.judging.submit(submission, annotator)
            count += 1
    return count


def for_answer(words: str) -> Callable[[Screen], Preference]:
    """Prefer the text that has these words, wherever it stands."""
    return lambda screen: "left" if words in screen.shown[0].qar.answer else "right"
