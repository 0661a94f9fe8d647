"""Put a folder of files in its place when all of it is on the disk: a reader finds the whole of it, or what was there.

It is filled beside its place under a name of its own. What a killed export left there is removed by the next.
"""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from models.errors import BadSetting


@contextlib.contextmanager
def whole_folder(out: Path, *, known_by: str, overwrite: bool = False) -> Iterator[Path]:
    """Give an empty folder to fill; it is `out` when the block ends well, and gone when it does not.

    A folder of this kind is `known_by` a file in it: only such a one is overwritten. Raises BadSetting when `out`
    cannot be written to, or holds anything else.
    """
    unfinished = out.with_name(f".{out.name}.unfinished")
    with writing(out):
        check_free(out, known_by=known_by, overwrite=overwrite)
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
    try:
        yield unfinished
        with writing(out):
            for path in (*unfinished.rglob("*"), unfinished):
                _sync(path)
            _put(unfinished, out)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Tell in a sentence what the system refuses about a file or folder."""
    try:
        yield
    except OSError as error:
        raise BadSetting(f"{path} cannot be written: {error.strerror or error}.") from None


def check_free(out: Path, *, known_by: str, overwrite: bool = False) -> None:
    """Raise BadSetting when a folder cannot be put in this place; ask before work that takes long."""
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return
    if not (out / known_by).is_file():
        raise BadSetting(f"{out} exists and has no {known_by}; name an empty folder or one that is not there yet.")
    if not overwrite:
        raise BadSetting(f"{out} is there already; write over it with --overwrite, or name another folder.")


def check_writable(out: Path) -> None:
    """Raise BadSetting when no folder can be made in this place; nothing of the attempt stays."""
    there = next(each for each in out.absolute().parents if each.exists())
    with writing(out):
        Path(tempfile.mkdtemp(prefix=".deixis", dir=there)).rmdir()


def _put(unfinished: Path, out: Path) -> None:
    older = out.with_name(f".{out.name}.replaced")
    shutil.rmtree(older, ignore_errors=True)
    if out.exists():
        out.rename(older)
    try:
        unfinished.rename(out)
    except OSError:
        if older.exists():
            older.rename(out)
        raise
    shutil.rmtree(older, ignore_errors=True)
    _sync(out.parent)


def _sync(path: Path) -> None:
    """Make the bytes of a file, or the names in a folder, survive a power cut."""
    if path.is_dir() and os.name != "posix":
        return  # Windows cannot open a folder to sync it
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
