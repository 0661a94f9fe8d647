"""Everything that a stage hands to other processes survives the way there, and comes to the same."""

import asyncio
import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Generic

from PIL import Image

from models.judging import Candidate
from models.offline_teacher.teacher import OfflineTeacher
from models.registry import ModelOptions
from models.verbalizing.verbalize import VerbalizeSettings
from training.corpus.calls.spending import Limits
from training.corpus.corpus_run import STAGES, CorpusRun
from training.corpus.embedding import PieceEmbedder
from training.corpus.journal.journal import Done, Journal
from training.corpus.journal.stage import Engine
from training.corpus.loading import Model, Once, load_verbalizers
from training.corpus.pictures.drawn import DrawnScenes
from training.corpus.run_settings import CorpusSettings, PictureSettings
from training.corpus.spreading import Spread, nobody_else
from training.corpus.writing.generate import GenerateSettings

RUN = CorpusSettings(
    pictures=PictureSettings(scenes=2), verbalize=VerbalizeSettings(narratives=1), generate=GenerateSettings(calls=1)
)


class Critic:
    """Scores by the length of the answer."""

    name = "length"

    def criticise(self, image: Image.Image, candidates: Sequence[Candidate]) -> tuple[float, ...]:
        return tuple(len(each.qar.answer) / image.width for each in candidates)


def by_pickle(engine: Engine, *, seeing: bool) -> Engine:
    """Send the work away and back, as it is sent to other processes."""

    def elsewhere(work: Callable[[Any], object], items: Iterable[tuple[str, Any]]) -> Iterator[Done]:
        theirs, their_work = pickle.loads(pickle.dumps((engine, work)))  # noqa: S301 - our own
        return theirs(their_work, ((key, pickle.loads(pickle.dumps(item))) for key, item in items))  # noqa: S301

    return elsewhere


class Elsewhere(Generic[Model]):
    """What loads a model for others, and may not be called by who sends it to them."""

    def __init__(self, once: Once[Model]) -> None:
        self._once = once

    def __call__(self) -> Model:
        raise AssertionError("a model was loaded by who gives the work to others")

    def __reduce__(self) -> tuple[Any, ...]:
        return self._once.__reduce__()


def made(path: Path, spread: Spread) -> dict[str, list[Done]]:
    """Return what every stage of a run keeps."""
    by, critic = Once(partial(load_verbalizers, RUN, ModelOptions(device="cpu"))), Once(Critic)
    if spread is not nobody_else:
        by, critic = Elsewhere(by), Elsewhere(critic)
    teacher = OfflineTeacher()
    with Journal(path) as journal:
        run = CorpusRun(RUN, journal, DrawnScenes(2), tell=lambda _stage, _progress: None, spread=spread)
        run.list_pictures()
        run.try_critic(critic)
        run.look(by)
        asyncio.run(run.ask(teacher, Limits(1)))
        run.answer(by, teacher)
        asyncio.run(run.generate(teacher, Limits(1)))
        run.parse()
        run.select(PieceEmbedder())
        run.critique(critic)
        return {stage: list(journal.read(stage)) for stage in (*STAGES, "provenance")}


def test_others_make_of_a_run_what_is_made_of_it_here(tmp_path: Path) -> None:
    here, elsewhere = made(tmp_path / "here.sqlite", nobody_else), made(tmp_path / "there.sqlite", by_pickle)

    assert elsewhere == here
    assert [len(rows) for rows in here.values()] == [2, 2, 2, 2, 4, 2, 2, 2, 4]
    assert all(row.state == "ok" for rows in here.values() for row in rows)
