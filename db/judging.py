"""The part of the store that remembers rounds of judging; one method per sentence, each one transaction.

    judging = open_store("data/deixis.sqlite3").judging
    judging.start_round(round, items)
    screen = judging.next_screen(round.id, "A-3f9c2e")
    judging.submit(Submission(id=..., item_id=screen.item_id, token=screen.lease.token, ratings=...), "A-3f9c2e")

Annotators are known by pseudonyms. What was never handed to one does not exist for that one: NotFound. Every method
returns after the commit.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime

from sqlalchemy import Connection, Engine

from db import leases, queue_order, reading, reports, rounds, screens, submissions
from db.engine import problems_of
from db.equal_pairs import equal_pairs_of
from db.item_rows import item_of, items_of
from db.portions import portions
from db.queue_order import PORTION
from models.errors import NotFound
from models.judging import (
    Adjudication,
    Criterion,
    EqualPair,
    Item,
    ItemKind,
    Judged,
    Lease,
    Progress,
    Round,
    RoundProgress,
    Screen,
    Skip,
    SkipReason,
    Submission,
    Verdict,
)
from models.records import ImageRecord

PROGRAM = "program"  # who acts where nobody is named
NAME = re.compile(r"[^\x00\ud800-\udfff]{1,64}")  # what a database can keep


class JudgingStore:
    """Remembers what is to be judged, by whom, and what they said. It shares the engine and the turns of a Store."""

    def __init__(self, engine: Engine, *, queue: AbstractContextManager[object], clock: Callable[[], datetime]) -> None:
        isolation = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
        self._reader = engine.execution_options(**isolation)
        self._writer = engine.execution_options(begin="IMMEDIATE")
        self._queue = queue
        self._clock = clock

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with problems_of(self._reader.url), self._reader.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with problems_of(self._writer.url), self._queue, self._writer.begin() as connection:
            yield connection

    # -- rounds and items

    def start_round(
        self, wanted: Round, items: Iterable[Item], *, equal: Iterable[EqualPair] = (), actor: str = PROGRAM
    ) -> Round:
        """Make a round with its items, whose pictures must be in the store; return it as it is kept.

        A round of that id that is there already gets the items, and what was found to be equal, that it does not have.
        Raises BadQuestion when it is of another kind or has other settings, and when an item does not fit the round.
        """
        _check(wanted.id)
        given, same = list(items), list(equal)
        with self._writing() as connection:
            return rounds.start(connection, wanted, given, same, actor=actor, now=self._clock())

    def add_items(self, round_id: str, items: Iterable[Item], *, actor: str = PROGRAM) -> int:
        """Add the items that the round does not have yet; return how many."""
        given = list(items)
        _check(round_id)
        with self._writing() as connection:
            return rounds.add(connection, round_id, given, actor=actor, now=self._clock())

    def rounds(self) -> tuple[Round, ...]:
        """Return all rounds, oldest first."""
        with self._reading() as connection:
            return rounds.read_all(connection)

    def round(self, round_id: str) -> Round:
        _check(round_id)
        with self._reading() as connection:
            return rounds.read(connection, round_id)

    def round_of(self, item_id: str) -> Round:
        """Return the round that an item is in. Raises NotFound in the words for what was never handed out."""
        _check(item_id)
        with self._reading() as connection:
            return rounds.read_of(connection, item_id)

    def close_round(self, round_id: str, *, actor: str = PROGRAM) -> Round:
        """Hand out nothing more; what is on the way may still come in."""
        _check(round_id)
        with self._writing() as connection:
            return rounds.set_open(connection, round_id, is_open=False, actor=actor, now=self._clock())

    def reopen_round(self, round_id: str, *, actor: str = PROGRAM) -> Round:
        _check(round_id)
        with self._writing() as connection:
            return rounds.set_open(connection, round_id, is_open=True, actor=actor, now=self._clock())

    def set_priorities(
        self, round_id: str, priorities: Mapping[str, float], *, by: str = "", actor: str = PROGRAM
    ) -> None:
        """Give items, by their ids, new priorities, and all items of the round the ranks that follow from them.

        Written in many short transactions, between which people go on judging; what was broken off is finished by the
        same call again. `by` names the score that ordered the queue, for the audit.
        """
        _check(round_id)
        with self._reading() as connection:
            seed = rounds.read(connection, round_id).settings.seed
            new = queue_order.to_prioritise(connection, round_id, priorities)
        for some in portions(new, PORTION):
            with self._writing() as connection:
                rounds.set_priorities(connection, round_id, some, by=by, actor=actor, now=self._clock())
        # Again if meanwhile somebody else gave priorities, too, or added items.
        while moved := self._moves(round_id, seed):
            for some in portions(moved, PORTION):
                with self._writing() as connection:
                    rounds.set_ranks(connection, round_id, some)

    def _moves(self, round_id: str, seed: int) -> list[queue_order.Move]:
        with self._reading() as connection:
            return queue_order.moves(connection, round_id, seed=seed)

    def keep_scores(self, round_id: str, name: str, scores: Mapping[str, float], *, actor: str = PROGRAM) -> None:
        """Keep what a critic of that name scored texts, by the ids of these, with what they have by other names.

        Written like priorities. Raises NotFound for a text that the round does not have.
        """
        _check(round_id)
        with self._reading() as connection:
            rounds.read(connection, round_id)
            texts = queue_order.to_score(connection, round_id, name, scores)
        for some in portions(texts, PORTION):
            with self._writing() as connection:
                rounds.keep_scores(connection, round_id, some, name, scores, actor=actor, now=self._clock())

    def items(self, round_id: str, *, kind: ItemKind | None = None) -> tuple[Item, ...]:
        """Return the items, of one kind or all: qualification, ordinary ones, gold; each in the order of its queue."""
        _check(round_id)
        with self._reading() as connection:
            rounds.read(connection, round_id)
            return items_of(connection, round_id, kind=kind)

    def equal_pairs(self, round_id: str) -> tuple[EqualPair, ...]:
        """Return what is not in a round of comparing because both texts are equal, by question and models."""
        _check(round_id)
        with self._reading() as connection:
            rounds.read(connection, round_id)
            return equal_pairs_of(connection, round_id)

    def item(self, item_id: str) -> Item:
        """Return one item. Raises NotFound in the words for what was never handed out."""
        _check(item_id)
        with self._reading() as connection:
            return item_of(connection, item_id)

    # -- what an annotator does

    def next_screen(self, round_id: str, annotator: str, *, qualified: int | None = None) -> Screen | None:
        """Return what the annotator has at hand, else the next item on a new lease; None when nothing is left.

        Qualification items come first, then one gold item in so many, then the open slot of best rank in an item that
        this annotator neither judged nor skipped. With `qualified`, nothing comes after the qualification unless they
        have finished just so many items of it: those with which the caller found that they have passed.
        """
        _check(round_id, annotator)
        with self._writing() as connection:
            return screens.next_screen(connection, round_id, annotator, self._clock(), qualified=qualified)

    def renew(self, item_id: str, annotator: str, token: str) -> Lease:
        """Hold an item for longer. Raises NotFound when somebody else has it."""
        _check(item_id, annotator)
        with self._writing() as connection:
            return leases.renew(connection, item_id, annotator, token, self._clock())

    def keep_draft(self, item_id: str, annotator: str, token: str, draft: Mapping[str, object]) -> None:
        """Keep what is entered so far; the item's next screen brings it back."""
        _check(item_id, annotator)
        with self._writing() as connection:
            leases.keep_draft(connection, item_id, annotator, token, dict(draft))

    def submit(self, submission: Submission, annotator: str) -> Judged:
        """Keep what an annotator says of an item that they were handed.

        It counts while the slot is theirs, even if its time has run out; once somebody else has it, it is surplus. The
        same id again returns what was kept, unchanged. Raises BadQuestion when something is missing or too much.
        """
        _check(submission.item_id, annotator)
        with self._writing() as connection:
            return submissions.submit(connection, submission, annotator, self._clock())

    def revise(self, submission: Submission, annotator: str) -> Judged:
        """Replace what the annotator said of the item before; the audit keeps the old. Raises NotFound."""
        _check(submission.item_id, annotator)
        with self._writing() as connection:
            return submissions.revise(connection, submission, annotator, self._clock())

    def last_judged(self, round_id: str, annotator: str) -> Screen | None:
        """Return the screen of the annotator's latest submission; its draft is what was said, as in a Submission."""
        _check(round_id, annotator)
        with self._writing() as connection:
            return screens.last_judged(connection, round_id, annotator, self._clock())

    def skip(self, item_id: str, annotator: str, token: str, reason: SkipReason, note: str = "") -> None:
        """Give an item back for good, so that somebody else gets it. Skipping it twice changes nothing."""
        _check(item_id, annotator)
        with self._writing() as connection:
            leases.skip(connection, item_id, annotator, token, reason, note, self._clock())

    def may_see(self, image_id: str, annotator: str) -> bool:
        """Say whether an item with this picture was handed to the annotator or announced as likely to come next."""
        if not (NAME.fullmatch(image_id) and NAME.fullmatch(annotator)):
            return False
        with self._reading() as connection:
            return reports.may_see(connection, image_id, annotator)

    # -- what was judged

    def judged(self, round_id: str, *, annotator: str | None = None) -> tuple[Judged, ...]:
        """Return the submissions of a round, or of one annotator in it, oldest first."""
        _check(round_id)
        with self._reading() as connection:
            rounds.read(connection, round_id)
            return reading.judged(connection, round_id, annotator=annotator)

    def skips(self, round_id: str) -> tuple[Skip, ...]:
        _check(round_id)
        with self._reading() as connection:
            rounds.read(connection, round_id)
            return reading.skips(connection, round_id)

    def progress(self, round_id: str) -> RoundProgress:
        _check(round_id)
        with self._reading() as connection:
            rounds.read(connection, round_id)
            return reports.progress(connection, round_id, now=self._clock())

    def progress_of(self, round_id: str, annotator: str, *, qualified: int | None = None) -> Progress:
        """Return how far one annotator is, as their next screen will say it; `qualified` as there."""
        _check(round_id, annotator)
        with self._reading() as connection:
            rounds.read(connection, round_id)
            return reports.progress_of(connection, round_id, annotator, now=self._clock(), qualified=qualified)

    def last_change(self) -> int:
        """Return a number that stays while nothing is judged, skipped, decided or added, in whichever round."""
        with self._reading() as connection:
            return reports.last_change(connection)

    def pictures_of(self, round_id: str, item_ids: Collection[str]) -> dict[str, ImageRecord]:
        """Return the pictures of some items by the items' ids; those that are not in the round are left out."""
        _check(round_id)
        with self._reading() as connection:
            return reports.pictures_of(connection, round_id, [each for each in item_ids if NAME.fullmatch(each)])

    def adjudicate(self, item_id: str, position: int, criterion: Criterion, value: Verdict, actor: str) -> Adjudication:
        """Say the last word on one verdict; saying it again replaces it. Raises NotFound."""
        _check(item_id)
        with self._writing() as connection:
            return reports.adjudicate(connection, item_id, position, criterion, value, actor, self._clock())

    def adjudications(self, round_id: str) -> tuple[Adjudication, ...]:
        _check(round_id)
        with self._reading() as connection:
            rounds.read(connection, round_id)
            return reading.adjudications(connection, round_id)


def _check(*names: str) -> None:
    """Refuse what cannot be a name before a database sees it."""
    for name in names:
        if not NAME.fullmatch(name):
            raise NotFound(f"There is nothing by the name {name[:40]!r}.")
