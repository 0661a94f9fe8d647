"""Rows of invites inside a session that the store has opened. A link is known by the hash of its token only."""

import uuid
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.people_tables import InviteRow
from models.errors import NotFound
from models.people import Invite, Purpose

UNUSABLE = "This link cannot be used: it is mistyped, expired, withdrawn or used up. Ask whoever sent it for a new one."


def invite(row: InviteRow) -> Invite:
    return Invite(
        id=row.id,
        purpose="start" if row.purpose == "start" else "join",
        round_id=row.round_id,
        note=row.note,
        uses_left=row.uses_left,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        created_at=row.created_at,
    )


def add(
    session: Session,
    token_hash: str,
    purpose: Purpose,
    *,
    round_id: str | None,
    uses: int,
    until: datetime,
    text: str,
    now: datetime,
) -> InviteRow:
    row = InviteRow(
        id=uuid.uuid4().hex[:12],
        token_hash=token_hash,
        purpose=purpose,
        round_id=round_id,
        note=text,
        uses_left=uses,
        expires_at=until,
        created_at=now,
    )
    session.add(row)
    session.flush()
    return row


def row_of(session: Session, invite_id: str) -> InviteRow:
    row = session.get(InviteRow, invite_id, with_for_update=True)
    if row is None:
        raise NotFound(f"There is no invite {invite_id[:40]!r}; `deixis annotate users list` lists all.")
    return row


def usable(session: Session, token_hash: str, purpose: Purpose, *, now: datetime, hold: bool = False) -> InviteRow:
    """Return the invite of a token. With `hold` nobody else takes it up meanwhile.

    One to "start" may be used up: it still lets those in who came before. Raises NotFound, always in the same words.
    """
    query = select(InviteRow).where(
        InviteRow.token_hash == token_hash,
        InviteRow.purpose == purpose,
        InviteRow.expires_at > now,
        InviteRow.revoked_at.is_(None),
    )
    row = session.scalar(query.with_for_update() if hold else query)
    if row is None or (row.uses_left < 1 and purpose == "join"):
        raise NotFound(UNUSABLE)
    return row


def take_one(row: InviteRow) -> None:
    """Take one use, of an invite that is held. Raises NotFound when there is none left."""
    if row.uses_left < 1:
        raise NotFound(UNUSABLE)
    row.uses_left -= 1
