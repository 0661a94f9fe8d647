"""The stages of a corpus run, one after the other: each reads what the journal has of the one before.

    list      -                  Picture
    look      verbalizers        Verbalization: the whole and its regions
    ask       teacher            ChatReply: simple questions
    answer    verbalizers        Verbalization, with the answers to these
    generate  teacher            ChatReply: questions, answers and rationales
    parse     -                  [Entry, ...] of a picture
    select    embedder           [candidate id, ...] of a picture
    critique  critic             {candidate id: score} of a picture

Everything is kept under the picture's id, replies under their request's key; so every stage can be stopped and go on.
"""

import itertools
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple, Protocol, TypeVar

from models.base import ChatModel, Critic
from models.corpus import ChatReply, ChatRequest, Entry, Picture, Verbalization
from models.errors import BadPicture, BadSetting
from models.teaching.asking import QuestionSettings, question_request, read_questions
from models.verbalizing.verbalize import Verbalizers
from training.corpus.calls.complete import complete_all, request_key
from training.corpus.calls.spending import Caps
from training.corpus.embedding import Embedder
from training.corpus.export.manifest import Provenance
from training.corpus.export.provenance import (
    is_imported,
    keep_provenance,
    of_critic,
    of_questions,
    of_verbalizers,
    of_writing,
    provenance_of,
)
from training.corpus.hygiene.marking import mark_repeats
from training.corpus.journal.journal import Counts, Done, Journal
from training.corpus.journal.progress import Progress
from training.corpus.journal.stage import BATCH, Engine, here, run_stage
from training.corpus.look_together import LookTogether
from training.corpus.pictures.source import Found, PictureSource, Refused, open_picture
from training.corpus.plans import STAGE as PLANNED
from training.corpus.plans import Plans, Replied
from training.corpus.run_records import RunRecords
from training.corpus.run_settings import CorpusSettings
from training.corpus.stage_work import Questioned, Written, answer_questions, pick, put_into_words, score
from training.corpus.writing.generate import GenerateSettings, Planned, requests_for
from training.corpus.writing.parse import read_kept

STAGES = ("list", "look", "ask", "answer", "generate", "parse", "select", "critique")
_LISTED = "listed"  # a stage of one key, which says that the source was looked through to its end
Item = TypeVar("Item")
Tell = Callable[[str, Progress], object]
Request = tuple[str, ChatRequest]


class Limits(NamedTuple):
    """How many calls are under way at a time, and what they may cost."""

    concurrency: int = 16
    caps: Caps = Caps()


class Spread(Protocol):
    """Gives the work of a stage to others: they do what the engine would do here; `seeing` is work with pictures."""

    def __call__(self, engine: Engine, *, seeing: bool) -> Engine: ...


def nobody_else(engine: Engine, *, seeing: bool) -> Engine:  # noqa: ARG001 - whatever the work is
    """Let nobody else work."""
    return engine


class CorpusRun:
    """A run. Its stages may be called in their order, again and again; what is done is not done twice.

    Who puts pictures into words and who scores are handed over as what loads them: with `spread` others work, too.
    """

    def __init__(
        self,
        settings: CorpusSettings,
        journal: Journal,
        source: PictureSource,
        *,
        tell: Tell,
        spread: Spread = nobody_else,
    ) -> None:
        self.settings = settings
        self.records = RunRecords(journal)
        self._journal = journal
        self._source = source
        self._tell = tell
        self._spread = spread
        self._plans = Plans(journal)

    def list_pictures(self) -> None:
        """Look through the source once; what it refuses is kept with the reason.

        Raises BadSetting when there is nothing that can be used; then it is looked through again the next time.
        """
        if self._journal.known(_LISTED, ["all"]):
            return
        rows: list[Done] = []
        for found in self._source.pictures():
            rows.append(_listed(found))
            if len(rows) == BATCH:
                self._journal.keep("list", rows)
                rows.clear()
        self._journal.keep("list", rows)
        if not self.records.done("list"):
            refused = self._journal.reasons("list", 1)
            self._journal.forget(("list",))
            raise BadSetting(_nothing_in(self.settings, next(iter(refused), "")))
        self._journal.keep(_LISTED, [Done("all", "ok")])

    def look(self, by: Callable[[], Verbalizers], *, most: int | None = None) -> None:
        """Put every picture and its regions into words, or `most` so many of them."""
        keep_provenance(self._journal, "look", of_verbalizers(by()))
        work = partial(put_into_words, self._source, by, self.settings.verbalize)
        engine = self._spread(LookTogether(self._source, by, self.settings.verbalize), seeing=True)
        pictures = itertools.islice(self.records.listed(), most)
        self._stage("look", pictures, work, total=self.records.done("list"), engine=engine)

    async def ask(self, teacher: ChatModel, limits: Limits) -> Progress:
        """Let the teacher ask simple questions about every picture."""
        questions = self.settings.questions
        if questions is None:
            return Progress()
        keep_provenance(self._journal, "ask", of_questions(teacher))
        jobs = (_job(teacher, question_request(looked, questions)) for _, looked in self.records.looked())
        return await self._calls("ask", jobs, teacher, limits, total=self.records.done("look"))

    def answer(self, by: Callable[[], Verbalizers], teacher: ChatModel) -> None:
        """Answer the questions by looking. A picture about which the teacher asked nothing stays as it is."""
        items = (
            (key, Questioned(looked, self._questions(looked, teacher, self.settings.questions)))
            for key, looked in self.records.looked()
        )
        work = partial(answer_questions, self._source, by)
        engine = self._spread(here, seeing=self.settings.questions is not None)
        self._stage("answer", items, work, total=self.records.done("look"), engine=engine)

    async def generate(self, teacher: ChatModel, limits: Limits) -> Progress:
        """Let the teacher write about every picture."""
        settings = self._generating()
        keep_provenance(self._journal, "generate", of_writing(self.settings, teacher))
        jobs = self._plans.calls(lambda told: self._planned(told, settings), model=teacher.name)
        total = self.records.done("answer") * settings.calls * len(settings.kinds)
        # Further calls, and pictures without regions, are not counted before they are planned.
        known = total if not settings.more else None
        try:
            return await self._calls("generate", jobs, teacher, limits, total=known)
        finally:
            self._plans.keep()

    def parse(self) -> None:
        """Read the replies about every picture; a picture of which some are still to come is left for later."""
        engine = self._spread(here, seeing=False)
        self._stage("parse", self._plans.replied(), _read, total=self.records.done("answer"), engine=engine)

    def select(self, embed: Embedder) -> None:
        """Pick those entries of every picture that people are to rate, as different from each other as can be."""
        work, engine = partial(pick, embed, self.settings.selected), self._spread(here, seeing=False)
        self._stage("select", self.records.parsed(), work, total=self.records.done("parse"), engine=engine)

    def critique(self, critic: Callable[[], Critic]) -> None:
        """Score every entry that is not set aside."""
        keep_provenance(self._journal, "critique", of_critic(critic()))
        items = ((key, Written(self.records.picture(key), entries)) for key, entries in self.records.parsed())
        work, engine = partial(score, self._source, critic), self._spread(here, seeing=True)
        self._stage("critique", items, work, total=self.records.done("parse"), engine=engine)

    def file_of(self, picture: Picture) -> bytes:
        """Return the bytes of a picture's file. Raises BadPicture when it is not there any more."""
        return self._source.read(picture)

    def provenance(self) -> Provenance:
        """Return what the run was made with so far."""
        return provenance_of(self.settings, self._journal)

    def imported(self) -> bool:
        """Say whether the texts of the run come from files."""
        return is_imported(self._journal)

    def scored_by(self) -> str:
        """Return the name of the critic whose scores the run has, "" before anything is scored."""
        return self.provenance().versions.get("critic", "")

    def counts(self, stage: str) -> Counts:
        """Return how much of a stage is done, and how much failed."""
        return self._journal.count(stage)

    def reasons(self, stage: str, most: int) -> dict[str, int]:
        """Return why so much of a stage failed, the most frequent reasons first, each with how often it is one."""
        return self._journal.reasons(stage, most)

    def try_again(self) -> int:
        """Strike out what failed, and all that was made without it; return how much failed."""
        failed = {stage: self._journal.forget_failures(stage) for stage in STAGES[1:]}
        self._journal.forget_failures(PLANNED)
        if failed["ask"]:
            self._journal.forget(("answer", PLANNED))  # with other words about a picture its prompts are others
        if any(failed[stage] for stage in ("look", "ask", "answer", "generate", "parse")):
            self._journal.forget(("parse", "select", "critique"))
        return sum(failed.values())

    def _generating(self) -> GenerateSettings:
        return self.settings.generate.model_copy(update={"pictures": max(1, self.records.done("list"))})

    def _planned(self, told: Verbalization, settings: GenerateSettings) -> tuple[Planned, ...]:
        return requests_for(told, settings, open_picture(self._source, told.picture) if settings.sees else None)

    def _questions(
        self, looked: Verbalization, teacher: ChatModel, settings: QuestionSettings | None
    ) -> tuple[str, ...]:
        if settings is None:
            return ()
        key, _ = _job(teacher, question_request(looked, settings))
        row = self._journal.find("ask", [key]).get(key)
        return (
            read_questions(ChatReply.model_validate_json(row.value).text, settings.count) if row and row.value else ()
        )

    def _stage(
        self,
        stage: str,
        items: Iterator[tuple[str, Item]],
        work: Callable[[Item], object],
        *,
        total: int,
        engine: Engine,
    ) -> None:
        def report(progress: Progress) -> None:
            self._tell(stage, progress)

        report(run_stage(stage, items, work, self._journal, total=total, report=report, engine=engine))

    async def _calls(
        self, stage: str, jobs: Iterator[Request], teacher: ChatModel, limits: Limits, *, total: int | None
    ) -> Progress:
        def report(progress: Progress) -> None:
            self._tell(stage, progress)

        progress = await complete_all(
            jobs,
            teacher,
            journal=self._journal,
            concurrency=limits.concurrency,
            caps=limits.caps,
            stage=stage,
            total=total,
            report=report,
        )
        report(progress)
        return progress


def _nothing_in(settings: CorpusSettings, refused: str) -> str:
    place = settings.pictures.regions or settings.pictures.images
    if refused:
        return f"Nothing in {place} is a picture that can be used; for one, {refused}"
    return f"There is no picture in {place}; name a folder of PNG or JPEG files, or a file that names some of them."


def _listed(found: Found) -> Done:
    if isinstance(found, Refused):
        return Done(f"refused {found.place}", "failed", found.reason)
    return Done(found.image.id, "ok", value=found.model_dump_json())


def _read(replied: Replied) -> tuple[Entry, ...]:
    if replied.problem:
        raise BadPicture(replied.problem)
    read = (read_kept(replied.told, asked, reply, request=key) for key, asked, reply in replied.replies)
    return mark_repeats([entry for entries in read for entry in entries])


def _job(teacher: ChatModel, request: ChatRequest) -> Request:
    return request_key(teacher.name, request), request
