"""Pictures in the database and their files on disk, kept in step. The one place that adds or removes both.

Files are removed only while nobody can save a picture, and only if the database has none by that id. A picture is
stored before its row and once more after it, so whatever somebody else removed in between is back before anyone is
told that the picture is there. A crash can leave a file without a row, which the next `drop_strays` removes; it cannot
leave a row without its files that was ever acknowledged.
"""

from collections.abc import Iterable

from db.image_files import ImageFiles
from db.store import Store
from models.records import ImageRecord


def keep_picture(
    store: Store, files: ImageFiles, record: ImageRecord, *, original: bytes, display: bytes, owner: str | None
) -> None:
    """Store a picture for its owner, or for everybody if owner is None."""
    files.put(record.id, original, display)
    store.save_image(record, owner=owner)
    files.put(record.id, original, display)


def drop_pictures(store: Store, files: ImageFiles, image_ids: Iterable[str]) -> tuple[str, ...]:
    """Remove the files of pictures that a deletion reported; those saved again meanwhile stay. Return the removed."""
    return store.sweep_images(image_ids, files.delete)


def drop_strays(store: Store, files: ImageFiles) -> tuple[str, ...]:
    """Remove every file that no picture in the database has, as a crash may leave; return their ids."""
    files.remove_unfinished()
    return drop_pictures(store, files, files.ids())
