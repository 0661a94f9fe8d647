"""The tables of people: who may come in, by which link, and what they agreed to.

    people 1--n sessions          a session is known by the hash of its token only
    invites                       likewise
    consent_texts 1--n consents   by pseudonym, since people without an account consent as well

No table of judging refers to these: what was judged stays under a pseudonym when a person is erased.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.tables import Base


class PersonRow(Base):
    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("name_key"), UniqueConstraint("pseudonym"), UniqueConstraint("worker"))

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str | None]
    name_key: Mapped[str | None] = mapped_column(String(200))  # the name as it is looked up: case and width folded
    role: Mapped[str] = mapped_column(String(16))
    pseudonym: Mapped[str] = mapped_column(String(64))
    entry: Mapped[str] = mapped_column(String(16))
    password: Mapped[str | None]
    worker: Mapped[str | None] = mapped_column(String(64))
    rounds: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    excluded: Mapped[bool]
    created_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]


class SessionRow(Base):
    __tablename__ = "sessions"
    __table_args__ = (Index(None, "person_id"), Index(None, "expires_at"))

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    errand: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class InviteRow(Base):
    __tablename__ = "invites"
    __table_args__ = (UniqueConstraint("token_hash"), CheckConstraint("uses_left >= 0", name="ck_invites_uses_left"))

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64))
    purpose: Mapped[str] = mapped_column(String(16))
    round_id: Mapped[str | None] = mapped_column(ForeignKey("rounds.id", ondelete="CASCADE"))
    note: Mapped[str]
    uses_left: Mapped[int]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class ConsentTextRow(Base):
    __tablename__ = "consent_texts"

    version: Mapped[str] = mapped_column(String(64), primary_key=True)
    text: Mapped[str]


class ConsentRow(Base):
    __tablename__ = "consents"

    annotator: Mapped[str] = mapped_column(String(64), primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), primary_key=True)
    version: Mapped[str] = mapped_column(ForeignKey("consent_texts.version"), primary_key=True)
    agreed_at: Mapped[datetime]
