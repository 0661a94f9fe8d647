"""What Alembic runs for every migration: on the connection, and inside the transaction, that `db/schema.py` opened."""

from typing import Any, Literal

from alembic import context
from sqlalchemy.types import TypeDecorator

import db.judging_tables
import db.people_tables  # noqa: F401 - both add their tables to those of Base
from db.tables import Base


def plain_type(kind: str, thing: Any, _context: object) -> str | Literal[False]:
    """Write our own column types into a revision as what they are stored as: revisions must outlive our code."""
    return f"sa.{thing.impl!r}" if kind == "type" and isinstance(thing, TypeDecorator) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=plain_type,
    transactional_ddl=True,
)
context.run_migrations()
