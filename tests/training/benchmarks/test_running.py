"""An evaluation is stopped, killed, shared and gone on with, and says what it would have said at once."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from models.errors import AnswerFailed
from tests.fakes.score_slowly import ITEMS, PICTURES
from tests.training.benchmarks.made_items import Looking, item, items_of
from tests.training.benchmarks.made_ranks import together
from training.benchmarks.items import ItemSet
from training.benchmarks.kept import Kept
from training.benchmarks.predictions import Predictions, Score, predict
from training.benchmarks.running import predict_kept
from training.benchmarks.sharing import Ranks
from training.corpus.journal.progress import Progress

SHARES = {"c0": 0.5, "c1": 0.3, "c2": 0.2, "c3": 0.0}
FIVE = items_of(*(
    item(f"i{picture}{number}", picture=f"p{picture}", question="unreadable" if picture + number == 3 else "What, [0]?")
    for picture in range(5) for number in range(2)
))  # fmt: skip


class Stopping(Looking):
    """Stops, as told, when it is to look at so manieth picture."""

    def __init__(self, at: int = 10**6, error: BaseException | None = None) -> None:
        super().__init__(SHARES)
        self._at, self._error = at, error or KeyboardInterrupt()

    def look(self, image: Image.Image) -> Score:
        if self.looks == self._at:
            raise self._error
        return super().look(image)


def run(folder: Path, scorer: Looking, items: ItemSet = FIVE, **more: Any) -> Predictions:
    with Kept(folder) as kept:
        return predict_kept(scorer, items, kept, scored_by="match", **more)


@pytest.mark.parametrize("error", [KeyboardInterrupt(), AnswerFailed("The endpoint is gone.")])
def test_what_was_scored_before_a_stop_is_not_asked_again(tmp_path: Path, error: BaseException) -> None:
    with pytest.raises(type(error)):
        run(tmp_path, Stopping(3, error))
    scorer, told = Looking(SHARES), list[int]()

    said = run(tmp_path, scorer, found=told.append)

    assert scorer.looks == 2
    assert told == [6]
    assert said == predict(Looking(SHARES), FIVE, scored_by="match")
    assert said.unread == {"i21": "It is too long.", "i30": "It is too long."}


def test_only_what_changed_is_asked_again(tmp_path: Path) -> None:
    run(tmp_path, Looking(SHARES))
    changed = FIVE._replace(
        items=tuple(each.model_copy(update={"question": "Who?"}) if each.id == "i10" else each for each in FIVE.items)
    )
    scorer = Looking(SHARES)

    run(tmp_path, scorer, changed)

    assert [question.text for question, _ in scorer.asked] == ["Who?", "What, [0]?"]


class InAFile:
    """Opens pictures that are said to lie in files."""

    def __init__(self, **stamps: str) -> None:
        self._stamps = stamps

    def __call__(self, _picture: str) -> Image.Image:
        return Image.new("RGB", (8, 8))

    def stamp(self, picture: str) -> str:
        return self._stamps.get(picture, "as ever")


def test_a_picture_whose_file_was_replaced_is_looked_at_again(tmp_path: Path) -> None:
    run(tmp_path, Looking(SHARES), FIVE._replace(open=InAFile()))
    same, other = Looking(SHARES), Looking(SHARES)

    run(tmp_path, same, FIVE._replace(open=InAFile()))
    run(tmp_path, other, FIVE._replace(open=InAFile(p3="another")))

    assert (same.looks, other.looks) == (0, 1)


def test_how_far_it_is_is_told_at_the_end_at_least(tmp_path: Path) -> None:
    told: list[Progress] = []

    run(tmp_path, Looking(SHARES), report=told.append)

    assert (told[-1].done, told[-1].left) == (10, 0)
    assert told[-1].rate > 0


def shared(folder: Path, scorers: list[Looking]) -> list[Predictions]:
    """Return what so many processes say together."""

    def work(ranks: Ranks) -> Predictions:
        with Kept(folder, rank=ranks.rank, count=ranks.count) as kept:
            return predict_kept(scorers[ranks.rank], FIVE, kept, scored_by="match", ranks=ranks)

    return together(len(scorers), work)


def test_processes_share_the_pictures_and_each_gets_what_all_said(tmp_path: Path) -> None:
    scorers = [Looking(SHARES) for _ in range(3)]

    said = shared(tmp_path, scorers)

    assert [each.looks for each in scorers] == [2, 2, 1]
    assert said == [predict(Looking(SHARES), FIVE, scored_by="match")] * 3


def test_fewer_processes_take_over_what_more_had_kept(tmp_path: Path) -> None:
    shared(tmp_path, [Looking(SHARES) for _ in range(3)])
    two, alone = [Looking(SHARES) for _ in range(2)], Looking(SHARES)

    shared(tmp_path, two)
    run(tmp_path, alone)

    assert [each.looks for each in (*two, alone)] == [0, 0, 0]


def test_a_killed_process_loses_a_second_at_most(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.fakes.score_slowly", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for _ in range(30):  # one and a half seconds of them
            assert process.stdout.readline() == b"looked\n"
        process.kill()
    scorer = Looking(SHARES)

    said = run(tmp_path, scorer, ITEMS)

    assert PICTURES - 31 <= scorer.looks <= PICTURES - 5
    assert said == predict(Looking(SHARES), ITEMS, scored_by="match")
