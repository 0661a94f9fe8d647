"""The store: everything the app remembers, one method per sentence, each one transaction; records in, records out.

    store = open_store("data/deixis.sqlite3")
    store.save_image(record, owner="a browser")
    conversation = store.start_conversation("a browser", record.id)

What belongs to somebody else does not exist: NotFound. A database that cannot be used: StoreProblem.
"""

import re
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from db import conversations, images
from db.audit import note
from db.engine import database_url, empty_log, open_engine, problems_of, shown, sqlite_file
from db.judging import JudgingStore
from db.people import PeopleStore
from db.schema import bring_up_to_date
from db.write_queue import POSTGRES_WRITERS, SharedWriteQueue, WriteQueue
from models.errors import BadQuestion, NotFound, StoreProblem
from models.records import Answer, Conversation, ImageRecord, Question, Region, Turn

ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
OWNER = re.compile(r"[^\x00\ud800-\udfff]{1,200}")  # what a database can keep


def utc_now() -> datetime:
    return datetime.now(UTC)


def open_store(place: str | Path, *, clock: Callable[[], datetime] = utc_now) -> "Store":
    """Open a database by its file or address, making and migrating it if need be.

    The folder of an SQLite file is made if only it is missing. Raises StoreProblem with one sentence otherwise.
    """
    url = database_url(place)
    if file := sqlite_file(url):
        _make_folder(file.parent)
        _make_private(file)
    engine = open_engine(url)
    try:
        bring_up_to_date(engine)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, clock=clock)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except FileNotFoundError:
        raise StoreProblem(
            f"The folder {folder.parent} does not exist; make it or choose another --data-dir."
        ) from None
    except OSError as error:
        raise StoreProblem(f"The folder {folder} cannot be made or used: {error.strerror}.") from None


def _make_private(file: Path) -> None:
    """Make a new database readable by its owner only; SQLite gives its log the same rights."""
    try:
        if not file.exists():
            file.touch(mode=0o600)
    except OSError as error:
        raise StoreProblem(f"The database {file} cannot be opened in its folder: {error.strerror}.") from None


class Store:
    """Remembers pictures and conversations. Safe to use from many threads and processes at once."""

    def __init__(self, engine: Engine, *, clock: Callable[[], datetime] = utc_now) -> None:
        isolation = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
        self.engine = engine
        self._reader = engine.execution_options(**isolation)
        self._writer = engine.execution_options(begin="IMMEDIATE")
        file = sqlite_file(engine.url)
        self._queue = SharedWriteQueue(file.with_name(f"{file.name}-turns")) if file else WriteQueue(POSTGRES_WRITERS)
        self._clock = clock
        self.judging = JudgingStore(engine, queue=self._queue, clock=clock)
        self.people = PeopleStore(
            reading=self._reading, writing=self._writing, forgetting=lambda: empty_log(engine.url), clock=clock
        )

    @property
    def address(self) -> str:
        """Where the database is, without a password."""
        return shown(self.engine.url)

    def close(self) -> None:
        self.engine.dispose()
        self._queue.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        with problems_of(self.engine.url), Session(self._reader) as session:
            yield session

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        with problems_of(self.engine.url), self._queue, Session(self._writer) as session, session.begin():
            yield session

    # -- pictures

    def save_image(self, record: ImageRecord, *, owner: str | None) -> None:
        """Remember a picture for an owner, or for everybody if owner is None. Saving twice changes nothing.

        The files come with it through `keep_picture` of db/keeping.py.
        """
        if owner is not None:
            _check_owner(owner)
        with self._writing() as session:
            images.save(session, record, owner=owner, now=self._clock())

    def image(self, image_id: str, *, owner: str) -> ImageRecord:
        """Return a picture that is the owner's or public."""
        _check_ids(image_id, owner=owner)
        with self._reading() as session:
            return images.image_record(images.visible(session, image_id, owner=owner))

    def public_images(self) -> tuple[ImageRecord, ...]:
        """Return the gallery, in the order of the ids."""
        with self._reading() as session:
            return tuple(images.image_record(row) for row in images.public_rows(session))

    def set_known_regions(self, image_id: str, regions: Iterable[Region]) -> None:
        """Replace the regions that a picture came with."""
        _check_ids(image_id)
        with self._writing() as session:
            images.row_of(session, image_id).known_regions = [region.model_dump(mode="json") for region in regions]

    def known_regions(self, image_id: str) -> tuple[Region, ...]:
        _check_ids(image_id)
        with self._reading() as session:
            return images.known_regions(images.row_of(session, image_id))

    def forget_unasked_images(self, *, saved_before: datetime) -> tuple[str, ...]:
        """Forget what was opened before that time and never asked about; return the pictures nobody refers to now."""
        with self._writing() as session:
            images.hold_pictures(session)
            return images.release_unasked(session, saved_before=saved_before)

    def sweep_images(self, image_ids: Iterable[str], remove: Callable[[str], None]) -> tuple[str, ...]:
        """Call `remove` for each id that no picture has, while none can be saved; return these ids.

        `remove` must not use the store.
        """
        with self._writing() as session:
            images.hold_pictures(session)
            lost = images.unknown_among(session, image_ids)
            for image_id in lost:
                remove(image_id)
            return lost

    # -- conversations

    def start_conversation(self, owner: str, image_id: str) -> Conversation:
        """Begin a conversation about a picture that the owner may see."""
        _check_ids(image_id, owner=owner)
        with self._writing() as session:
            return conversations.start(session, uuid.uuid4().hex, image_id, owner=owner, now=self._clock())

    def conversation(self, conversation_id: str, *, owner: str) -> Conversation:
        """Return a conversation with its turns, oldest first."""
        _check_ids(conversation_id, owner=owner)
        with self._reading() as session:
            return conversations.read(session, conversation_id, owner=owner)

    def conversation_of_turn(self, turn_id: str, *, owner: str) -> Conversation:
        """Return the conversation that a turn is part of; so a retried question finds what the first try stored."""
        _check_ids(turn_id, owner=owner)
        with self._reading() as session:
            turn = conversations.existing_turn(session, turn_id, owner=owner)
            return conversations.read(session, turn.conversation_id, owner=owner)

    def conversations_of(self, owner: str, *, limit: int = 50) -> tuple[Conversation, ...]:
        """Return the owner's conversations with their turns, the one with the newest turn first."""
        _check_ids(owner=owner)
        with self._reading() as session:
            return conversations.newest_of(session, owner, limit=limit)

    def turns_answered_twice(self) -> tuple[Turn, ...]:
        """Return everybody's turns that have a student's and a teacher's answer, oldest first; for the operator."""
        with self._reading() as session:
            return conversations.twice_answered(session)

    def next_region_id(self, conversation_id: str, *, owner: str) -> int:
        """Return 1 + the largest region id ever asked about in the conversation, deleted turns included."""
        _check_ids(conversation_id, owner=owner)
        with self._reading() as session:
            return conversations.row_of(session, conversation_id, owner=owner).next_region_id

    def delete_conversation(self, conversation_id: str, *, owner: str) -> tuple[str, ...]:
        """Delete a conversation; return the ids of the pictures that nobody refers to any more."""
        _check_ids(conversation_id, owner=owner)
        with self._writing() as session:
            return conversations.delete_conversation(session, conversation_id, owner=owner)

    # -- turns

    def add_turn(
        self,
        conversation_id: str,
        question: Question,
        *,
        owner: str,
        choices: Sequence[str] = (),
        pointing_ms: float | None = None,
        turn_id: str | None = None,
    ) -> Turn:
        """Append a question, with the answers to choose from if there are any (then the turn is a ChoiceTurn).

        A `turn_id` that the owner used before returns that turn: a retry never asks twice.
        """
        _check_ids(conversation_id, owner=owner)
        if turn_id is not None and not ID.fullmatch(turn_id):
            raise BadQuestion(f"The turn id {turn_id[:40]!r} is not made of 1 to 64 letters, digits, '-' and '_'.")
        with self._writing() as session:
            conversation = conversations.row_of(session, conversation_id, owner=owner, hold=True)
            if turn_id is not None and (there := conversations.turn_asked_before(session, turn_id, owner=owner)):
                return there
            name = turn_id or uuid.uuid4().hex
            return conversations.add_turn(
                session, conversation, name, question, choices=choices, pointing_ms=pointing_ms, now=self._clock()
            )

    def save_answer(self, turn_id: str, answer: Answer, *, owner: str) -> Turn:
        """Keep what the student or the teacher answered, in place of what that role said to this question before.

        A Ranking gives the turn's choices their shares of belief.
        """
        _check_ids(turn_id, owner=owner)
        with self._writing() as session:
            return conversations.save_answer(session, turn_id, answer, owner=owner)

    def delete_turn(self, turn_id: str, *, owner: str) -> tuple[str, ...]:
        """Delete a turn, and with the last turn its conversation; return the pictures nobody refers to any more."""
        _check_ids(turn_id, owner=owner)
        with self._writing() as session:
            return conversations.delete_turn(session, turn_id, owner=owner)

    # -- audit

    def note(self, what: str, *, actor: str, **detail: object) -> None:
        """Write down in the audit what somebody changed outside of the database."""
        with self._writing() as session:
            note(session, at=self._clock(), actor=actor, what=what, detail=detail)


def _check_ids(*ids: str, owner: str | None = None) -> None:
    """Refuse what cannot be an id before a database sees it."""
    for candidate in ids:
        if not ID.fullmatch(candidate):
            raise NotFound(f"There is nothing by the name {candidate[:40]!r}.")
    if owner is not None:
        _check_owner(owner)


def _check_owner(owner: str) -> None:
    if not OWNER.fullmatch(owner):
        raise NotFound("Nothing belongs to an owner without a proper name.")
