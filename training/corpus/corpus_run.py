"""The stages of a corpus run, one after the other: each reads what the journal has of the one before.

    list      -                  Picture
    look      verbalizers        Verbalization: the whole and its regions
    ask       teacher            ChatReply: simple questions
    answer    verbalizers        Verbalization, with the answers to these
    generate  teacher            ChatReply: questions, answers and rationales
    parse     -                  the texts read about a picture (`writing/kept.py`)
    select    embedder           [candidate id, ...] of a picture
    critique  critic             {candidate id: score} of a picture

Everything is kept under the picture's id, replies under their request's key; so every stage can be stopped and go on.
"""

import itertools
from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeVar

from models.base import ChatModel, Critic
from models.corpus import ChatRequest, Picture, Verbalization
from models.errors import BadPicture, BadSetting
from models.verbalizing.verbalize import Verbalizers
from training.corpus.calls.complete import complete_all
from training.corpus.calls.spending import Limits
from training.corpus.embedding import Embedder
from training.corpus.export.manifest import Provenance
from training.corpus.export.provenance import (
    is_imported,
    keep_provenance,
    of_questions,
    of_writing,
    portable,
    provenance_of,
)
from training.corpus.journal.journal import Counts, Journal
from training.corpus.journal.progress import Progress
from training.corpus.journal.stage import Engine, here, run_stage
from training.corpus.lay_aside import lay_scores_aside
from training.corpus.listing import list_pictures
from training.corpus.look_together import LookTogether
from training.corpus.pictures.source import PictureSource, open_picture
from training.corpus.plans import STAGE as PLANNED
from training.corpus.plans import Plans, Replied
from training.corpus.run_records import RunRecords
from training.corpus.run_settings import CorpusSettings
from training.corpus.simple_questions import calls_for, questioned
from training.corpus.spreading import Spread, nobody_else
from training.corpus.stage_work import (
    Written,
    answer_questions,
    ask_who,
    critic_named,
    pick,
    put_into_words,
    score,
    verbalizers_named,
)
from training.corpus.writing.generate import GenerateSettings, Planned, requests_for
from training.corpus.writing.kept import packed
from training.corpus.writing.parse import mark_repeats, read_kept

STAGES = ("list", "look", "ask", "answer", "generate", "parse", "select", "critique")
Item = TypeVar("Item")
Load = TypeVar("Load", bound=Callable[[], object])
Tell = Callable[[str, Progress], object]
Request = tuple[str, ChatRequest]


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
        self._told: dict[Callable[[], object], Provenance] = {}  # who is loaded, as they said where the work is done
        self._plans = Plans(journal)

    def list_pictures(self) -> None:
        """Look through the source once; see `listing.py`."""
        list_pictures(self._source, self.settings.pictures, self._journal)

    def look(self, by: Callable[[], Verbalizers], *, most: int | None = None) -> None:
        """Put every picture and its regions into words, or `most` so many of them."""
        total = self.records.done("list")
        if self._is_left("look", total):
            keep_provenance(self._journal, "look", self._who(verbalizers_named, by))
        work = partial(put_into_words, self._source, by, self.settings.verbalize)
        engine = self._spread(LookTogether(self._source, by, self.settings.verbalize), seeing=True)
        pictures = itertools.islice(self.records.listed(), most)
        self._stage("look", pictures, work, total=total, engine=engine)

    async def ask(self, teacher: ChatModel, limits: Limits) -> Progress:
        """Let the teacher ask simple questions about every picture."""
        questions = self.settings.questions
        if questions is None:
            return Progress()
        keep_provenance(self._journal, "ask", of_questions(teacher))
        jobs = calls_for(self.records, teacher, questions)
        return await self._calls("ask", jobs, teacher, limits, total=self.records.done("look"))

    def answer(self, by: Callable[[], Verbalizers], teacher: ChatModel) -> None:
        """Answer the questions by looking. A picture about which the teacher asked nothing stays as it is."""
        items = questioned(self.records, teacher, self.settings.questions)
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
        total = self.records.done("parse")
        if self._is_left("critique", total):
            keep_provenance(self._journal, "critique", self._who(critic_named, critic))
        items = ((key, Written(self.records.picture(key), entries)) for key, entries in self.records.parsed())
        work, engine = partial(score, self._source, critic), self._spread(here, seeing=True)
        self._stage("critique", items, work, total=total, engine=engine)

    def critique_anew(self, critic: Callable[[], Critic]) -> None:
        """Score every entry that is not set aside, also where another critic did; what that one said stays with it."""
        by = portable(self._who(critic_named, critic).versions["critic"])
        if (before := self.scored_by()) not in ("", by):
            lay_scores_aside(self._journal, before)
        self.critique(critic)

    def try_critic(self, critic: Callable[[], Critic]) -> None:
        """Let the critic be loaded where it will work, if it will. Raises ModelUnavailable."""
        if self._is_left("critique", self.records.done("list")):
            self._who(critic_named, critic)

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

    def _is_left(self, stage: str, total: int) -> bool:
        """Say whether a stage may have work; `total` is 0 before that is known."""
        return not total or sum(self._journal.count(stage)) < total

    def _who(self, named: Callable[[Load], Provenance], by: Load) -> Provenance:
        """Return who they are that `by` loads. Raises ModelUnavailable, and BadSetting for whatever else is wrong."""
        if by not in self._told:
            (said,) = self._spread(here, seeing=True)(ask_who, [("who", partial(named, by))])
            if said.state == "failed":
                raise BadSetting(said.reason)
            self._told[by] = Provenance.model_validate_json(said.value)
        return self._told[by]

    def _generating(self) -> GenerateSettings:
        return self.settings.generate.model_copy(update={"pictures": max(1, self.records.done("list"))})

    def _planned(self, told: Verbalization, settings: GenerateSettings) -> tuple[Planned, ...]:
        return requests_for(told, settings, open_picture(self._source, told.picture) if settings.sees else None)

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


def _read(replied: Replied) -> dict[str, object]:
    if replied.problem:
        raise BadPicture(replied.problem)
    told = replied.told
    read = (read_kept(told, asked, reply, request=key) for key, asked, reply in replied.replies)
    return packed(told.picture, mark_repeats(told, read))
