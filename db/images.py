"""Pictures and who may see them, inside a session that the store has opened.

The rule of forgetting, in this one place: a person's link to a picture goes when that person's last conversation about
it goes; a picture goes with its last link, unless it is public or to be judged.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, delete, exists, or_, select, text
from sqlalchemy.orm import Session

from db.judging_tables import ItemRow
from db.portions import portions
from db.tables import ConversationRow, ImageOwnerRow, ImageRow
from models.errors import NotFound
from models.records import ImageRecord, Region


def hold_pictures(session: Session | Connection) -> None:
    """Let nobody else save, take up or forget a picture until this transaction ends; first thing in a transaction.

    Saving and forgetting the same bytes at once would else leave a link to nothing. On SQLite every transaction that
    writes holds the whole database anyway.
    """
    connection = session if isinstance(session, Connection) else session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE images IN EXCLUSIVE MODE"))


def save(session: Session, record: ImageRecord, *, owner: str | None, now: datetime) -> None:
    hold_pictures(session)
    row = session.get(ImageRow, record.id)
    if row is None:
        row = ImageRow(**record.model_dump(), public=owner is None, known_regions=[])
        session.add(row)
    elif owner is None:
        # What the gallery says of a picture's origin counts more than what an upload said.
        row.public, row.source, row.licence = True, record.source, record.licence
    session.flush()
    if owner is not None:
        link(session, record.id, owner=owner, now=now)


def link(session: Session, image_id: str, *, owner: str, now: datetime) -> None:
    session.merge(ImageOwnerRow(image_id=image_id, owner=owner, saved_at=now))


def visible(session: Session, image_id: str, *, owner: str) -> ImageRow:
    """Return the picture if it is the owner's or public."""
    owned = exists().where(ImageOwnerRow.image_id == ImageRow.id, ImageOwnerRow.owner == owner)
    row = session.scalar(select(ImageRow).where(ImageRow.id == image_id, or_(ImageRow.public, owned)))
    if row is None:
        raise NotFound(f"There is no picture {image_id[:12]!r} of yours; open it again.")
    return row


def public_rows(session: Session) -> list[ImageRow]:
    return list(session.scalars(select(ImageRow).where(ImageRow.public).order_by(ImageRow.id)))


def row_of(session: Session, image_id: str) -> ImageRow:
    row = session.get(ImageRow, image_id)
    if row is None:
        raise NotFound(f"There is no picture {image_id[:12]!r}.")
    return row


def release(session: Session, image_id: str, *, owner: str) -> tuple[str, ...]:
    """Apply the rule of forgetting after the owner lost a conversation; return the picture's id if it went."""
    talks = exists().where(ConversationRow.image_id == image_id, ConversationRow.owner == owner)
    if session.scalar(select(talks)):
        return ()
    session.execute(delete(ImageOwnerRow).where(ImageOwnerRow.image_id == image_id, ImageOwnerRow.owner == owner))
    owned, judged = (exists().where(row.image_id == ImageRow.id) for row in (ImageOwnerRow, ItemRow))
    kept = or_(ImageRow.public, owned, judged)
    gone = session.execute(delete(ImageRow).where(ImageRow.id == image_id, ~kept).returning(ImageRow.id))
    return tuple(gone.scalars())


def release_unasked(session: Session, *, saved_before: datetime) -> tuple[str, ...]:
    """Release the pictures that somebody saved that long ago and has no conversation about."""
    talks = exists().where(
        ConversationRow.image_id == ImageOwnerRow.image_id, ConversationRow.owner == ImageOwnerRow.owner
    )
    links = session.execute(
        select(ImageOwnerRow.image_id, ImageOwnerRow.owner).where(ImageOwnerRow.saved_at < saved_before, ~talks)
    )
    return tuple(gone for image_id, owner in links.all() for gone in release(session, image_id, owner=owner))


def unknown_among(session: Session | Connection, image_ids: Iterable[str]) -> tuple[str, ...]:
    """Return the ids, each once, that no picture has."""
    asked = list(dict.fromkeys(image_ids))
    known: set[str] = set()
    for some in portions(asked):
        known.update(session.scalars(select(ImageRow.id).where(ImageRow.id.in_(some))))
    return tuple(image_id for image_id in asked if image_id not in known)


def image_record(row: ImageRow) -> ImageRecord:
    return ImageRecord(id=row.id, width=row.width, height=row.height, source=row.source, licence=row.licence)


def known_regions(row: ImageRow) -> tuple[Region, ...]:
    return tuple(Region.model_validate(region) for region in row.known_regions)
