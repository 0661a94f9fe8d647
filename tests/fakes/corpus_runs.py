"""Take a corpus run through its stages, with models that a test has."""

import asyncio

from models.base import ChatModel, Critic
from models.verbalizing.verbalize import Verbalizers
from training.corpus.calls.spending import Limits
from training.corpus.corpus_run import CorpusRun
from training.corpus.embedding import PieceEmbedder


def put_into_words(run: CorpusRun, by: Verbalizers, teacher: ChatModel) -> None:
    run.list_pictures()
    run.look(lambda: by)
    asyncio.run(run.ask(teacher, Limits(2)))
    run.answer(lambda: by, teacher)


def work_through(run: CorpusRun, by: Verbalizers, teacher: ChatModel, critic: Critic | None = None) -> None:
    put_into_words(run, by, teacher)
    asyncio.run(run.generate(teacher, Limits(2)))
    run.parse()
    run.select(PieceEmbedder())
    if critic is not None:
        run.critique(lambda: critic)
