"""The edition of the files of static/: a part of their addresses that changes with any of them.

So a browser may keep what it has loaded for good, and a page costs one request for each of its files once, not every
time it is opened. Modules name each other from where they lie, and so within one edition.
"""

import hashlib
import re
from functools import cache
from pathlib import Path

from static import STATIC_FOLDER

_DIGITS = 12
_EDITION = re.compile(rf"[0-9a-f]{{{_DIGITS}}}/")


def edition_of(folder: Path) -> str:
    """Return what stands for the names and the content of all files below a folder."""
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")):
        digest.update(f"{file.relative_to(folder).as_posix()}\0{file.stat().st_size}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:_DIGITS]


@cache
def edition() -> str:
    """Return the edition that this program serves; it stays what it was when it was first asked for."""
    return edition_of(STATIC_FOLDER)


def without_edition(path: str) -> str:
    """Return the path of a file below static/, of whichever edition it was asked for."""
    return _EDITION.sub("", path, count=1) if _EDITION.match(path) else path


def is_of_edition(path: str) -> bool:
    return path.startswith(f"{edition()}/")
