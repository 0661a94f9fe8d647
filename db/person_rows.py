"""Rows of people inside a session that the store has opened: found, made, and turned into records."""

import re
import secrets
import uuid
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.people_tables import PersonRow
from models.errors import BadSetting, NotFound
from models.people import Newcomer, Person, name_key

NAME = re.compile(r"[\w.@+-](?:[\w .@+-]{0,62}[\w.@+-])?")
LIKE_PSEUDONYM = re.compile(r"(a|local)-[0-9a-f]+")
PSEUDONYM_BYTES = 3


def person(row: PersonRow) -> Person:
    return Person.model_construct(
        id=row.id,
        name=row.name,
        role=row.role,
        pseudonym=row.pseudonym,
        entry=row.entry,
        rounds=None if row.rounds is None else tuple(row.rounds),
        excluded=row.excluded,
        created_at=row.created_at,
        erased_at=row.erased_at,
    )


def named(session: Session, name: str) -> PersonRow | None:
    return session.scalar(select(PersonRow).where(PersonRow.name_key == name_key(name)))


def of_worker(session: Session, worker: str) -> PersonRow | None:
    return session.scalar(select(PersonRow).where(PersonRow.worker == worker))


def find(session: Session, who: str, *, hold: bool = False) -> PersonRow:
    query = select(PersonRow).where(or_(PersonRow.pseudonym == who, PersonRow.name_key == name_key(who)))
    found = session.scalars(query.with_for_update() if hold else query).all()
    # A name may look like another person's pseudonym; what is written down is the pseudonym.
    row = next((row for row in found if row.pseudonym == who), next(iter(found), None))
    if row is None:
        raise NotFound(f"There is nobody called {who[:40]!r}; `deixis annotate users list` lists everybody.")
    return row


def hold_admins(session: Session) -> list[str]:
    """Return the ids of all admins and keep them as they are until the transaction ends."""
    query = select(PersonRow.id).where(PersonRow.role == "admin", PersonRow.erased_at.is_(None))
    return list(session.scalars(query.with_for_update()))


def add(session: Session, newcomer: Newcomer, *, rounds: list[str] | None, now: datetime) -> PersonRow:
    """Make a row. Raises BadSetting when the name is taken or cannot be one."""
    if newcomer.name is not None:
        _check_name(session, newcomer.name)
    row = PersonRow(
        id=uuid.uuid4().hex,
        name=newcomer.name,
        name_key=None if newcomer.name is None else name_key(newcomer.name),
        role=newcomer.role,
        pseudonym=_fresh_pseudonym(session),
        entry=newcomer.entry,
        password=newcomer.password,
        worker=newcomer.worker,
        rounds=rounds,
        excluded=False,
        created_at=now,
    )
    session.add(row)
    session.flush()
    return row


def _check_name(session: Session, name: str) -> None:
    if not NAME.fullmatch(name):
        raise BadSetting(
            f"The name {name[:64]!r} cannot be taken; write 1 to 64 letters, digits, spaces or any of . _ @ + -, "
            "and no space at its ends."
        )
    if named(session, name) is not None or LIKE_PSEUDONYM.fullmatch(name_key(name)):
        raise BadSetting(f"The name {name!r} is taken; choose another.")


def _fresh_pseudonym(session: Session) -> str:
    while True:
        pseudonym = f"A-{secrets.token_hex(PSEUDONYM_BYTES)}"
        if session.scalar(select(PersonRow.id).where(PersonRow.pseudonym == pseudonym)) is None:
            return pseudonym
