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

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeVar

from models.base import ChatModel, Critic
from models.corpus import ChatReply, ChatRequest, Entry, Picture, Verbalization
from models.teaching.asking import QuestionSettings, question_request, read_questions
from models.verbalizing.verbalize import Verbalizers, verbalize, with_exchanges
from training.corpus.calls.complete import complete_all, request_key
from training.corpus.calls.spending import Caps
from training.corpus.critique import critique
from training.corpus.embedding import Embedder
from training.corpus.hygiene.marking import mark_repeats
from training.corpus.journal.journal import Counts, Done, Journal
from training.corpus.journal.progress import Progress
from training.corpus.journal.stage import BATCH, Engine, run_stage
from training.corpus.look_together import looking
from training.corpus.pictures.source import Found, PictureSource, Refused, open_picture
from training.corpus.run_records import RunRecords
from training.corpus.run_settings import CorpusSettings
from training.corpus.select import select
from training.corpus.writing.generate import GenerateSettings, Planned, requests_for
from training.corpus.writing.parse import read_reply

STAGES = ("list", "look", "ask", "answer", "generate", "parse", "select", "critique")
_LISTED = "listed"  # a stage of one key, which says that the source was looked through to its end
Item = TypeVar("Item")
Tell = Callable[[str, Progress], object]
Request = tuple[str, ChatRequest]


class Limits(NamedTuple):
    """How many calls are under way at a time, and what they may cost."""

    concurrency: int = 16
    caps: Caps = Caps()


class _Replied(NamedTuple):
    """All replies about one picture, with what each was asked for; a call that failed is not among them."""

    told: Verbalization
    replies: tuple[tuple[str, Planned, ChatReply], ...]


class CorpusRun:
    """A run. Its stages may be called in their order, again and again; what is done is not done twice."""

    def __init__(self, settings: CorpusSettings, journal: Journal, source: PictureSource, *, tell: Tell) -> None:
        self.settings = settings
        self.records = RunRecords(journal)
        self._journal = journal
        self._source = source
        self._tell = tell

    def list_pictures(self) -> None:
        """Look through the source once; what it refuses is kept with the reason."""
        if self._journal.known(_LISTED, ["all"]):
            return
        rows: list[Done] = []
        for found in self._source.pictures():
            rows.append(_listed(found))
            if len(rows) == BATCH:
                self._journal.keep("list", rows)
                rows.clear()
        self._journal.keep("list", rows)
        self._journal.keep(_LISTED, [Done("all", "ok")])

    def look(self, by: Verbalizers) -> None:
        """Put every picture and its regions into words."""

        def work(picture: Picture) -> Verbalization:
            return verbalize(picture, open_picture(self._source, picture), by, self.settings.verbalize)

        engine = looking(self._source, by, self.settings.verbalize)
        self._stage("look", self.records.listed(), work, total=self.records.done("list"), engine=engine)

    async def ask(self, teacher: ChatModel, limits: Limits) -> Progress:
        """Let the teacher ask simple questions about every picture."""
        questions = self.settings.questions
        if questions is None:
            return Progress()
        jobs = (_job(teacher, question_request(looked, questions)) for _, looked in self.records.looked())
        return await self._calls("ask", jobs, teacher, limits, total=self.records.done("look"))

    def answer(self, by: Verbalizers, teacher: ChatModel) -> None:
        """Answer the questions by looking. A picture about which the teacher asked nothing stays as it is."""

        def work(looked: Verbalization) -> Verbalization:
            asked = self._questions(looked, teacher, self.settings.questions)
            if not asked:
                return looked
            return with_exchanges(looked, asked, by.answerer, open_picture(self._source, looked.picture))

        self._stage("answer", self.records.looked(), work, total=self.records.done("look"))

    async def generate(self, teacher: ChatModel, limits: Limits) -> Progress:
        """Let the teacher write about every picture."""
        settings = self._generating()
        jobs = (
            _job(teacher, planned.request)
            for _, told in self.records.told()
            for planned in self._planned(told, settings)
        )
        total = self.records.done("answer") * settings.calls * len(settings.kinds)
        # Further calls, and pictures without regions, are not counted before they are planned.
        known = total if not settings.more else None
        return await self._calls("generate", jobs, teacher, limits, total=known)

    def parse(self, teacher: ChatModel) -> None:
        """Read the replies about every picture; a picture of which some are still to come is left for later."""

        def work(replied: _Replied) -> tuple[Entry, ...]:
            read = (read_reply(replied.told, planned, reply, request=key) for key, planned, reply in replied.replies)
            return mark_repeats([entry for entries in read for entry in entries])

        self._stage("parse", self._replied(teacher), work, total=self.records.done("answer"))

    def select(self, embed: Embedder) -> None:
        """Pick those entries of every picture that people are to rate, as different from each other as can be."""

        def work(entries: tuple[Entry, ...]) -> list[str]:
            good = [entry.candidate for entry in entries if not entry.set_aside]
            texts = [f"{each.qar.question} {each.qar.answer} {each.qar.rationale}" for each in good]
            return [good[place].id for place in select(texts, self.settings.selected, embed=embed)]

        self._stage("select", self.records.parsed(), work, total=self.records.done("parse"))

    def critique(self, critic: Critic) -> None:
        """Score every entry that is not set aside."""

        def work(entries: tuple[Entry, ...]) -> dict[str, float]:
            judged = [entry.candidate for entry in entries if not entry.set_aside]
            if not judged:
                return {}
            picture = self.records.picture(judged[0].image_id)
            return critique(picture, open_picture(self._source, picture), judged, critic)

        self._stage("critique", self.records.parsed(), work, total=self.records.done("parse"))

    def file_of(self, picture: Picture) -> bytes:
        """Return the bytes of a picture's file. Raises BadPicture when it is not there any more."""
        return self._source.read(picture)

    def counts(self, stage: str) -> Counts:
        """Return how much of a stage is done, and how much failed."""
        return self._journal.count(stage)

    def try_again(self) -> int:
        """Strike out what failed, and all that was made without it; return how much failed."""
        failed = {stage: self._journal.forget_failures(stage) for stage in STAGES[1:]}
        if failed["ask"]:
            self._journal.forget(("answer",))
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

    def _replied(self, teacher: ChatModel) -> Iterator[tuple[str, _Replied]]:
        settings = self._generating()
        for picture, told in self.records.told():
            planned = {_job(teacher, each.request)[0]: each for each in self._planned(told, settings)}
            rows = self._journal.find("generate", list(planned))
            if len(rows) == len(planned):
                replies = (
                    (key, planned[key], ChatReply.model_validate_json(rows[key].value))
                    for key in planned
                    if rows[key].value
                )
                yield picture, _Replied(told, tuple(replies))

    def _stage(
        self,
        stage: str,
        items: Iterator[tuple[str, Item]],
        work: Callable[[Item], object],
        *,
        total: int,
        engine: Engine | None = None,
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


def _listed(found: Found) -> Done:
    if isinstance(found, Refused):
        return Done(f"refused {found.place}", "failed", found.reason)
    return Done(found.image.id, "ok", value=found.model_dump_json())


def _job(teacher: ChatModel, request: ChatRequest) -> Request:
    return request_key(teacher.name, request), request
