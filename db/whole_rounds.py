"""What touches all of a round: filling it, ordering its queue, keeping what critics scored its texts.

A round has tens of thousands of items, and whoever judges waits while something is written. So what is to be written is
found and checked by reading, and written in portions that take some milliseconds each, between which people go on
judging. What was broken off is finished by the same call again.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime

from sqlalchemy import Connection, Engine

from db import queue_order, rounds
from db.engine import problems_of
from db.portions import portions
from db.queue_order import PORTION, Ranked
from models.errors import NotFound
from models.judging import EqualPair, Item, Round

NEW_ITEMS = 40  # written at once; each has five texts and some slots
PROGRAM = "program"  # who acts where nobody is named
NAME = re.compile(r"[^\x00\ud800-\udfff]{1,64}")  # what a database can keep


class WholeRounds:
    """The transactions of judging, and those methods that need many of them."""

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

    def start_round(
        self,
        wanted: Round,
        items: Iterable[Item],
        *,
        equal: Iterable[EqualPair] = (),
        whole: bool = True,
        actor: str = PROGRAM,
    ) -> Round:
        """Make a round with its items, whose pictures must be in the store; return it as it is kept.

        It is opened when all of its items are in; with `whole` False more is to come, and it stays closed until a later
        call or until somebody opens it as it is. A round of that id that is there already gets the items, and what was
        found to be equal, that it does not have. Raises BadQuestion when it is of another kind or has other settings,
        and when an item does not fit the round; then nothing is written.
        """
        check_names(wanted.id)
        given, same = list(items), list(equal)
        with self._reading() as connection:
            new = rounds.to_add(connection, wanted, given)
        with self._writing() as connection:
            filling = bool(new) or not whole
            rounds.begin(connection, wanted, filling=filling, actor=actor, now=self._clock())
        self._add(wanted.id, new, seed=wanted.settings.seed, actor=actor)
        for some in portions(same, PORTION):
            with self._writing() as connection:
                rounds.add_equal(connection, wanted.id, some, actor=actor, now=self._clock())
        if not whole:
            with self._reading() as connection:
                return rounds.read(connection, wanted.id)
        with self._writing() as connection:
            return rounds.finish(connection, wanted.id, actor=actor, now=self._clock())

    def add_items(self, round_id: str, items: Iterable[Item], *, actor: str = PROGRAM) -> int:
        """Add the items that the round does not have yet; return how many."""
        check_names(round_id)
        given = list(items)
        with self._reading() as connection:
            found = rounds.read(connection, round_id)
            new = rounds.to_add(connection, found, given)
        return self._add(round_id, new, seed=found.settings.seed, actor=actor)

    def _add(self, round_id: str, new: Sequence[Ranked], *, seed: int, actor: str) -> int:
        count = 0
        for some in portions(new, NEW_ITEMS):
            with self._writing() as connection:
                count += rounds.add(connection, round_id, some, actor=actor, now=self._clock())
        self._order(round_id, seed)
        return count

    def set_priorities(
        self, round_id: str, priorities: Mapping[str, float], *, by: str = "", actor: str = PROGRAM
    ) -> None:
        """Give items, by their ids, new priorities, and all items of the round the ranks that follow from them.

        `by` names the score that ordered the queue, for the audit.
        """
        check_names(round_id)
        with self._reading() as connection:
            seed = rounds.read(connection, round_id).settings.seed
            new = queue_order.to_prioritise(connection, round_id, priorities)
        for some in portions(new, PORTION):
            with self._writing() as connection:
                rounds.set_priorities(connection, round_id, some, by=by, actor=actor, now=self._clock())
        self._order(round_id, seed)

    def _order(self, round_id: str, seed: int) -> None:
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

        Raises NotFound for a text that the round does not have.
        """
        check_names(round_id)
        with self._reading() as connection:
            rounds.read(connection, round_id)
            texts = queue_order.to_score(connection, round_id, name, scores)
        for some in portions(texts, PORTION):
            with self._writing() as connection:
                rounds.keep_scores(connection, round_id, some, name, scores, actor=actor, now=self._clock())


def check_names(*names: str) -> None:
    """Refuse what cannot be a name before a database sees it."""
    for name in names:
        if not NAME.fullmatch(name):
            raise NotFound(f"There is nothing by the name {name[:40]!r}.")
