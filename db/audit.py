"""The audit: a row for every change of state that a person may have to answer for, written in the same transaction."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, insert
from sqlalchemy.orm import Session

from db.judging_tables import AuditRow

_NOTE = insert(AuditRow)


def note(
    session: Session | Connection, *, at: datetime, actor: str, what: str, detail: Mapping[str, object] | None = None
) -> None:
    """Write down that `actor` did `what`; `detail` is what JSON can keep and names people by their pseudonyms."""
    session.execute(_NOTE, {"at": at, "actor": actor, "what": what, "detail": dict(detail or {})})
