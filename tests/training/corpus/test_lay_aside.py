"""Another critic scores a run anew; what the one before said stays with the texts, under its own name."""

from collections.abc import Callable, Sequence
from pathlib import Path

import orjson
import pytest
from PIL import Image

from models.judging import Candidate
from models.records import QAR
from tests.fakes.written_runs import CRITIC, WrittenRun
from training.corpus.browsing.following import follow
from training.corpus.browsing.index import Index
from training.corpus.corpus_run import CorpusRun
from training.corpus.export.provenance import STAGE
from training.corpus.lay_aside import lay_scores_aside
from training.corpus.pictures.sources import open_source
from training.corpus.run_folder import open_run

TEXTS = [QAR(question=f"Why is [{number}] here?", answer="So.", rationale="See.") for number in (0, 1)]
NEW = "own:people-1"


class Critic:
    """Says the same of every text, and counts the pictures that it is shown."""

    def __init__(self, name: str, score: float = 0.5) -> None:
        self.name = name
        self.shown = 0
        self._score = score

    def criticise(self, image: Image.Image, candidates: Sequence[Candidate]) -> tuple[float, ...]:
        self.shown += image.width > 0
        return (self._score,) * len(candidates)


@pytest.fixture
def written(tmp_path: Path) -> WrittenRun:
    """A run of two pictures with two texts each, scored by its own critic."""
    run = WrittenRun(tmp_path / "runs").write(TEXTS, TEXTS)
    run.score([0.1, 0.2, 0.3, 0.4])
    return run


def at(written: WrittenRun, do: Callable[[CorpusRun], None]) -> tuple[str, list[dict[str, float]]]:
    """Do something with the run, as a command of its own; return who scores, and the scores of every entry."""
    with open_run(written.folder) as opened:
        source = open_source(opened.settings.pictures)
        run = CorpusRun(opened.settings, opened.journal, source, tell=lambda _stage, _progress: None)
        do(run)
        entries = [orjson.loads(line) for line in run.records.entries(run.scored_by())]
        return run.scored_by(), [entry["candidate"]["scores"] for entry in entries]


def test_both_scores_are_there_under_the_names_of_who_gave_them(written: WrittenRun) -> None:
    new = Critic(NEW)

    by, scores = at(written, lambda run: run.critique_anew(lambda: new))

    assert (by, new.shown) == (NEW, 2)
    assert sorted(each[CRITIC] for each in scores) == [0.1, 0.2, 0.3, 0.4]
    assert [each[NEW] for each in scores] == [0.5] * 4


def test_the_same_critic_scores_nothing_twice(written: WrittenRun) -> None:
    same = Critic(CRITIC)

    by, scores = at(written, lambda run: run.critique_anew(lambda: same))

    assert (by, same.shown) == (CRITIC, 0)
    assert sorted(each[CRITIC] for each in scores) == [0.1, 0.2, 0.3, 0.4]


def test_the_first_critic_may_score_once_more_and_then_its_new_scores_count(written: WrittenRun) -> None:
    at(written, lambda run: run.critique_anew(lambda: Critic(NEW)))

    by, scores = at(written, lambda run: run.critique_anew(lambda: Critic(CRITIC, 0.9)))

    assert by == CRITIC
    assert scores == [{CRITIC: 0.9, NEW: 0.5}] * 4


def test_broken_off_it_is_done_again(written: WrittenRun) -> None:
    with open_run(written.folder) as opened:
        scored, who = list(opened.journal.read("critique")), list(opened.journal.read(STAGE))
        lay_scores_aside(opened.journal, CRITIC)
        # As if it had been broken off before its last step.
        opened.journal.keep("critique", scored[:1])
        opened.journal.keep(STAGE, who)

    by, scores = at(written, lambda run: run.critique_anew(lambda: Critic(NEW)))

    assert by == NEW
    assert sorted(each[CRITIC] for each in scores) == [0.1, 0.2, 0.3, 0.4]
    assert [each[NEW] for each in scores] == [0.5] * 4


def test_whoever_browses_finds_both(written: WrittenRun, tmp_path: Path) -> None:
    index = Index(tmp_path / "index.sqlite")
    with open_run(written.folder) as opened:
        follow(index, opened.journal, CRITIC, seconds=60)
    at(written, lambda run: run.critique_anew(lambda: Critic(NEW)))

    with open_run(written.folder) as opened:
        follow(index, opened.journal, NEW, seconds=60)

    assert set(index.scored()) == {CRITIC, NEW}
    index.close()
