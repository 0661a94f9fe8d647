"""The origin of an entry is what really led to it, and what is not kept is said."""

from pathlib import Path

import pytest

from models.records import QAR
from tests.fakes.written_runs import TEACHER, WrittenRun
from training.corpus.browsing.origin import OriginCard, origin_of
from training.corpus.journal.journal import Journal
from training.corpus.pictures.sources import open_source
from training.corpus.run_folder import JOURNAL, look_into_run, open_run
from training.corpus.run_settings import CorpusSettings

TEXTS = (
    QAR(question="Why is [0] crying?", answer="[1] barks at [0].", rationale="[1] is close."),
    QAR(question="What does [1] want?", answer="[1] wants to play.", rationale="[1] wags its tail."),
)


@pytest.fixture
def written(tmp_path: Path) -> WrittenRun:
    return WrittenRun(tmp_path / "corpus").write(TEXTS)


def origin(written: WrittenRun, settings: CorpusSettings | None = None) -> OriginCard:
    with look_into_run(written.folder) as run:
        wanted = settings or run.settings
        return origin_of(written.entries[1], run.journal, wanted, open_source(wanted.pictures))


def test_words_prompt_and_reply_are_those_of_the_entry(written: WrittenRun) -> None:
    card = origin(written)

    assert card.missing == ()
    assert card.verbalization is not None
    assert card.verbalization.narratives[0] == "We are in a park."
    assert card.sent is not None
    assert card.sent.proven
    assert "a crying child" in card.sent.text
    assert card.reply is not None
    assert (card.reply.model, TEXTS[1].answer in card.reply.text) == (TEACHER, True)


def test_a_prompt_that_was_worded_otherwise_is_not_called_the_same(written: WrittenRun) -> None:
    changed = written.settings.generate.model_copy(update={"temperature": 0.3})

    card = origin(written, written.settings.model_copy(update={"generate": changed}))

    assert card.sent is not None
    assert not card.sent.proven


def test_a_call_that_the_settings_do_not_plan_is_said(written: WrittenRun) -> None:
    changed = written.settings.generate.model_copy(update={"kinds": ("descriptions",)})

    card = origin(written, written.settings.model_copy(update={"generate": changed}))

    assert (card.sent, len(card.missing)) == (None, 1)
    assert "plans no such call" in card.missing[0]


def test_what_the_journal_does_not_have_is_said(written: WrittenRun) -> None:
    with open_run(written.folder) as run:
        run.journal.forget(["answer", "generate"])

    card = origin(written)

    assert (card.verbalization, card.sent, card.reply) == (None, None, None)
    assert [sentence.split(" is not")[0].split(" are not")[0] for sentence in card.missing] == [
        "The words that its picture was put into",
        "The reply that it was read from",
    ]


def test_looking_changes_nothing(written: WrittenRun) -> None:
    before = (written.folder / JOURNAL).read_bytes()

    origin(written)

    assert (written.folder / JOURNAL).read_bytes() == before
    Journal(written.folder / JOURNAL).close()
