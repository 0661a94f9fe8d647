"""Which calls each picture got, kept so that its replies are found again without writing a prompt a second time.

A plan is kept under the picture's id when its calls are handed out: what was asked, by the keys of the calls. A picture
all of whose calls are finished is passed over when calls are handed out again. A plan that a kill took is made again.
"""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pydantic import TypeAdapter

from models.corpus import ChatReply, ChatRequest, Verbalization
from models.errors import BadPicture
from training.corpus.calls.complete import request_key
from training.corpus.journal.journal import Done, Journal
from training.corpus.journal.stage import BATCH, reason_of
from training.corpus.writing.generate import Asked, Planned

STAGE = "planned"
Plan = Mapping[str, Asked]
_PLAN = TypeAdapter(dict[str, Asked])


class Replied(NamedTuple):
    """All replies about one picture, by the keys of their calls, with what each was asked for.

    A call that failed is not among them. `problem` says why none could be made.
    """

    told: Verbalization
    replies: tuple[tuple[str, Asked, ChatReply], ...] = ()
    problem: str = ""


class Plans:
    """The plans of a run, for pictures that are in words: those of the stage "answer"."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._new: list[Done] = []

    def calls(
        self, planned_for: Callable[[Verbalization], Sequence[Planned]], *, model: str
    ) -> Iterator[tuple[str, ChatRequest]]:
        """Yield the calls of `model` about every picture that still needs some, as the pictures are come to."""
        for rows in self._told():
            kept, plans = self._kept(rows)
            finished = self._journal.known("generate", [key for plan in plans.values() for key in plan])
            for row in rows:
                before = plans.get(row.key)
                if row.key not in kept or (before is not None and not finished.issuperset(before)):
                    yield from self._planned(row, before, planned_for, model)

    def keep(self) -> None:
        """Keep the plans made so far."""
        new, self._new = self._new, []
        if new:
            self._journal.keep(STAGE, new)

    def replied(self) -> Iterator[tuple[str, Replied]]:
        """Yield the pictures, by their ids, all of whose calls are finished."""
        for rows in self._told(but="parse"):
            kept, plans = self._kept(rows)
            finished = self._journal.find("generate", [key for plan in plans.values() for key in plan])
            for row in rows:
                plan = plans.get(row.key)
                if plan is None and row.key in kept:
                    yield row.key, Replied(_told(row), problem=kept[row.key].reason)
                elif plan is not None and finished.keys() >= plan.keys():
                    yield row.key, Replied(_told(row), tuple(_replies(plan, finished)))

    def _planned(
        self, row: Done, before: Plan | None, planned_for: Callable[[Verbalization], Sequence[Planned]], model: str
    ) -> Iterator[tuple[str, ChatRequest]]:
        try:
            planned = {request_key(model, each.request): each for each in planned_for(_told(row))}
        except BadPicture as problem:  # a teacher that sees would have been shown it
            self._note(Done(row.key, "failed", reason_of(problem)))
            return
        plan = {key: each.asked for key, each in planned.items()}
        row = Done(row.key, "ok", value=_PLAN.dump_json(plan).decode("utf-8"))
        if before is None:
            self._note(row)
        elif before.keys() != plan.keys():
            self._journal.replace(STAGE, [row])  # prompts are worded otherwise than when this run was begun
        yield from ((key, each.request) for key, each in planned.items())

    def _note(self, row: Done) -> None:
        self._new.append(row)
        if len(self._new) == BATCH:
            self.keep()

    def _kept(self, rows: Sequence[Done]) -> tuple[dict[str, Done], dict[str, Plan]]:
        """Return what is kept for these pictures, and the plans among it."""
        kept = self._journal.find(STAGE, [row.key for row in rows])
        return kept, {key: _PLAN.validate_json(row.value) for key, row in kept.items() if row.value}

    def _told(self, *, but: str = "") -> Iterator[Sequence[Done]]:
        """Yield the pictures in words, some at a time, `but` those that a stage is through with."""
        told = (row for row in self._journal.read("answer") if row.value)
        while rows := list(itertools.islice(told, BATCH)):
            known = self._journal.known(but, [row.key for row in rows]) if but else set()
            yield [row for row in rows if row.key not in known]


def _told(row: Done) -> Verbalization:
    return Verbalization.model_validate_json(row.value)


def _replies(plan: Plan, finished: Mapping[str, Done]) -> Iterator[tuple[str, Asked, ChatReply]]:
    for key, asked in plan.items():
        if finished[key].value:
            yield key, asked, ChatReply.model_validate_json(finished[key].value)
