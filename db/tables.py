"""The tables, as SQLAlchemy classes. Rows never leave this folder: the store takes and returns records.

    images 1--n image_owners          who may see a picture; `public` pictures (the gallery) everybody may
    images 1--n conversations 1--n turns 1--n answers
                                   turns 1--n choices   none where the question was asked freely

A question's regions are kept with its turn as JSON, so an old `[1]` never changes its meaning.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, Index, MetaData, String, Text, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

from models.records import without_surrogates


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC in Python; SQLite keeps no zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - inherited
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - inherited
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class PlainText(TypeDecorator[str]):
    """Text without NUL, which PostgreSQL cannot keep, and lone surrogates, which nothing can. Nobody reads either."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - inherited
        return value if value is None else without_surrogates(value.replace("\x00", "\ufffd"))


class Base(DeclarativeBase):
    # Constraints carry names so that a later revision can speak of them on SQLite too.
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's own way of declaring it
        datetime: UtcDateTime,
        str: PlainText,
        list[dict[str, Any]]: JSON,
        dict[str, Any]: JSON,
    }


class ImageRow(Base):
    __tablename__ = "images"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    width: Mapped[int]
    height: Mapped[int]
    source: Mapped[str]
    licence: Mapped[str]
    public: Mapped[bool]
    known_regions: Mapped[list[dict[str, Any]]]


class ImageOwnerRow(Base):
    __tablename__ = "image_owners"
    __table_args__ = (Index(None, "owner"),)

    image_id: Mapped[str] = mapped_column(ForeignKey("images.id", ondelete="CASCADE"), primary_key=True)
    owner: Mapped[str] = mapped_column(String(200), primary_key=True)
    saved_at: Mapped[datetime]


class ConversationRow(Base):
    __tablename__ = "conversations"
    __table_args__ = (Index(None, "owner", "image_id"), Index(None, "image_id"))

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    owner: Mapped[str] = mapped_column(String(200))
    image_id: Mapped[str] = mapped_column(ForeignKey("images.id", ondelete="RESTRICT"))
    next_region_id: Mapped[int]
    created_at: Mapped[datetime]

    image: Mapped[ImageRow] = relationship(lazy="raise")
    turns: Mapped[list["TurnRow"]] = relationship(
        back_populates="conversation", order_by="TurnRow.position", lazy="raise", passive_deletes=True
    )


class TurnRow(Base):
    __tablename__ = "turns"
    __table_args__ = (UniqueConstraint("conversation_id", "position"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    position: Mapped[int]
    typed: Mapped[str]
    text: Mapped[str]
    regions: Mapped[list[dict[str, Any]]]
    pointing_ms: Mapped[float | None]
    created_at: Mapped[datetime]

    conversation: Mapped[ConversationRow] = relationship(back_populates="turns", lazy="raise_on_sql")
    answers: Mapped[list["AnswerRow"]] = relationship(order_by="AnswerRow.role", lazy="raise", passive_deletes=True)
    choices: Mapped[list["ChoiceRow"]] = relationship(order_by="ChoiceRow.position", lazy="raise", passive_deletes=True)


class AnswerRow(Base):
    __tablename__ = "answers"

    turn_id: Mapped[str] = mapped_column(ForeignKey("turns.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[str] = mapped_column(String(16), primary_key=True)
    text: Mapped[str]
    rationale: Mapped[str]
    model: Mapped[str]
    seconds: Mapped[float]
    first_words_seconds: Mapped[float | None]
    confidence: Mapped[float | None]
    settings: Mapped[dict[str, Any]]
    note: Mapped[str]
    error: Mapped[str]
    complete: Mapped[bool]


class ChoiceRow(Base):
    __tablename__ = "choices"

    turn_id: Mapped[str] = mapped_column(ForeignKey("turns.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    share: Mapped[float | None]
