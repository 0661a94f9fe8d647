"""What is made of scenes is made once, and whoever waits is told ten times how far it is."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from models.records import Answer
from tests.training.reproduction.made_looks import lab_in
from training.corpus.journal.progress import Progress
from training.corpus.journal.stage import run_stage
from training.reproduction import made

SCENES = {str(number): number for number in range(40)}


def one_by_one(stage: str, items: Iterable[Any], *how: Any, report: Callable[[Progress], object], **more: Any) -> None:
    """Run a stage that tells of every single scene."""
    run_stage(stage, items, *how, **more)
    for done in range(1, len(SCENES) + 1):
        report(Progress(done=done))


def test_how_far_it_is_is_told_ten_times(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(made, "run_stage", one_by_one)
    said: list[str] = []
    lab = lab_in(tmp_path)._replace(say=said.append)

    def make(number: int) -> Answer:
        return Answer(text=str(number), model="nobody")

    answers = [made.made_once(tmp_path / "journal.sqlite", "counted", SCENES, make, lab) for _ in range(2)]

    assert said == [f"counted: {done} of 40 scenes" for done in range(4, 41, 4)]
    assert [Answer.model_validate_json(each).text for each in answers[0]] == list(SCENES)
    assert answers[0] == answers[1]
