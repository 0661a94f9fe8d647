"""Conversations, their turns and answers, inside a session that the store has opened."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, exists, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from db import images
from db.tables import AnswerRow, ChoiceRow, ConversationRow, TurnRow
from models.choices import Choice, ChoiceTurn, Ranking
from models.errors import BadQuestion, NotFound
from models.records import Answer, Conversation, Question, Region, Turn

_TURNS = selectinload(ConversationRow.turns)
WITH_TURNS = (
    joinedload(ConversationRow.image),
    _TURNS.selectinload(TurnRow.answers),
    _TURNS.selectinload(TurnRow.choices),
)


def start(session: Session, conversation_id: str, image_id: str, *, owner: str, now: datetime) -> Conversation:
    images.hold_pictures(session)
    image = images.visible(session, image_id, owner=owner)
    images.link(session, image_id, owner=owner, now=now)
    row = ConversationRow(id=conversation_id, owner=owner, image_id=image_id, next_region_id=0, created_at=now)
    session.add(row)
    return Conversation(id=conversation_id, owner=owner, image=images.image_record(image), created_at=now)


def row_of(
    session: Session, conversation_id: str, *, owner: str, hold: bool = False, options: Sequence[ORMOption] = ()
) -> ConversationRow:
    """Return the owner's conversation; `hold` keeps others from changing it until the transaction ends."""
    query = select(ConversationRow).where(ConversationRow.id == conversation_id, ConversationRow.owner == owner)
    query = query.options(*options).execution_options(populate_existing=True)
    row = session.scalar(query.with_for_update() if hold else query)
    if row is None:
        raise NotFound(f"There is no conversation {conversation_id[:40]!r} of yours; it may have been deleted.")
    return row


def read(session: Session, conversation_id: str, *, owner: str) -> Conversation:
    return conversation_record(row_of(session, conversation_id, owner=owner, options=WITH_TURNS))


def newest_of(session: Session, owner: str, *, limit: int) -> tuple[Conversation, ...]:
    last_turn = select(func.max(TurnRow.created_at)).where(TurnRow.conversation_id == ConversationRow.id)
    newest = func.coalesce(last_turn.correlate(ConversationRow).scalar_subquery(), ConversationRow.created_at)
    query = select(ConversationRow).where(ConversationRow.owner == owner).options(*WITH_TURNS)
    rows = session.scalars(query.order_by(newest.desc(), ConversationRow.id).limit(limit))
    return tuple(conversation_record(row) for row in rows)


def twice_answered(session: Session) -> tuple[Turn, ...]:
    """Return everybody's turns that a student and a teacher have answered, oldest first."""
    answers = select(AnswerRow.turn_id).group_by(AnswerRow.turn_id).having(func.count() > 1)
    query = select(TurnRow).where(TurnRow.id.in_(answers)).order_by(TurnRow.created_at, TurnRow.id)
    options = (joinedload(TurnRow.conversation), selectinload(TurnRow.answers), selectinload(TurnRow.choices))
    return tuple(turn_record(row) for row in session.scalars(query.options(*options)))


def turn_row_of(session: Session, turn_id: str, *, owner: str, hold: bool = False) -> TurnRow | None:
    query = (
        select(TurnRow)
        .join(TurnRow.conversation)
        .where(TurnRow.id == turn_id, ConversationRow.owner == owner)
        .options(contains_eager(TurnRow.conversation), selectinload(TurnRow.answers), selectinload(TurnRow.choices))
        .execution_options(populate_existing=True)
    )
    return session.scalar(query.with_for_update(of=TurnRow) if hold else query)


def existing_turn(session: Session, turn_id: str, *, owner: str, hold: bool = False) -> TurnRow:
    row = turn_row_of(session, turn_id, owner=owner, hold=hold)
    if row is None:
        raise NotFound(f"There is no question {turn_id[:40]!r} of yours; it may have been deleted.")
    return row


def turn_asked_before(session: Session, turn_id: str, *, owner: str) -> Turn | None:
    """Return the owner's turn of that id; None if the id is free."""
    row = turn_row_of(session, turn_id, owner=owner)
    if row is None and session.get(TurnRow, turn_id):
        raise BadQuestion(f"The turn id {turn_id!r} is taken; send the question with a fresh one.")
    return turn_record(row) if row else None


def add_turn(
    session: Session,
    conversation: ConversationRow,
    turn_id: str,
    question: Question,
    *,
    choices: Sequence[str],
    pointing_ms: float | None,
    now: datetime,
) -> Turn:
    """Append the question to a conversation that this transaction holds."""
    if question.image_id != conversation.image_id:
        raise BadQuestion("The question is about another picture than its conversation; start a new conversation.")
    last = session.scalar(select(func.max(TurnRow.position)).where(TurnRow.conversation_id == conversation.id))
    ids = [region.id for region in question.regions]
    conversation.next_region_id = max([conversation.next_region_id, *(region_id + 1 for region_id in ids)])
    session.add(
        TurnRow(
            id=turn_id,
            conversation_id=conversation.id,
            position=0 if last is None else last + 1,
            typed=question.typed,
            text=question.text,
            regions=[region.model_dump(mode="json") for region in question.regions],
            pointing_ms=pointing_ms,
            created_at=now,
        )
    )
    session.add_all(ChoiceRow(turn_id=turn_id, position=at, text=text) for at, text in enumerate(choices))
    turn = Turn(id=turn_id, question=question, pointing_ms=pointing_ms, created_at=now)
    return _with_choices(turn, [Choice(text=text) for text in choices])


def save_answer(session: Session, turn_id: str, answer: Answer, *, owner: str) -> Turn:
    row = existing_turn(session, turn_id, owner=owner, hold=True)
    session.merge(AnswerRow(turn_id=turn_id, **{name: getattr(answer, name) for name in Answer.model_fields}))
    if isinstance(answer, Ranking):
        for choice, share in zip(row.choices, answer.shares or [None] * len(row.choices), strict=True):
            choice.share = share
    session.flush()
    return turn_record(existing_turn(session, turn_id, owner=owner))


def delete_conversation(session: Session, conversation_id: str, *, owner: str) -> tuple[str, ...]:
    images.hold_pictures(session)
    image_id = row_of(session, conversation_id, owner=owner, hold=True).image_id
    session.execute(delete(ConversationRow).where(ConversationRow.id == conversation_id))
    return images.release(session, image_id, owner=owner)


def delete_turn(session: Session, turn_id: str, *, owner: str) -> tuple[str, ...]:
    images.hold_pictures(session)
    conversation_id = existing_turn(session, turn_id, owner=owner).conversation_id
    row_of(session, conversation_id, owner=owner, hold=True)
    session.execute(delete(TurnRow).where(TurnRow.id == turn_id))
    if session.scalar(select(exists().where(TurnRow.conversation_id == conversation_id))):
        return ()
    return delete_conversation(session, conversation_id, owner=owner)


def conversation_record(row: ConversationRow) -> Conversation:
    return Conversation(
        id=row.id,
        owner=row.owner,
        image=images.image_record(row.image),
        turns=tuple(turn_record(turn) for turn in row.turns),
        created_at=row.created_at,
    )


def turn_record(row: TurnRow) -> Turn:
    image_id = row.conversation.image_id
    regions = tuple(Region.model_validate(region) for region in row.regions)
    turn = Turn(
        id=row.id,
        question=Question(image_id=image_id, text=row.text, typed=row.typed, regions=regions),
        answers=tuple(answer_record(answer) for answer in row.answers),
        pointing_ms=row.pointing_ms,
        created_at=row.created_at,
    )
    return _with_choices(turn, [Choice(text=choice.text, share=choice.share) for choice in row.choices])


def _with_choices(turn: Turn, choices: Sequence[Choice]) -> Turn:
    return ChoiceTurn(**dict(turn), choices=tuple(choices)) if choices else turn


def answer_record(row: AnswerRow) -> Answer:
    return Answer.model_validate({name: getattr(row, name) for name in Answer.model_fields})
