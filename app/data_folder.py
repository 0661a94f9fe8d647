"""The data folder: made on demand for its owner only, with the secret that signs the cookies."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

from models.errors import StoreProblem

SECRET_FILE = "cookie-secret"  # noqa: S105 - the name of a file
SECRET_BYTES = 32


def prepare_data_folder(folder: Path) -> Path:
    """Make the folder (mode 0700) if it is missing. Raises StoreProblem when it cannot be made or written to."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreProblem(f"The data folder {folder} cannot be made: {error.strerror}. Choose another.") from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise StoreProblem(f"The data folder {folder} cannot be written to. Choose another with --data-dir.")
    return folder


def cookie_secret(folder: Path) -> bytes:
    """Return the secret of this data folder, made at the first start (mode 0600). Raises StoreProblem."""
    file = folder / SECRET_FILE
    try:
        if not file.exists():
            _make_secret(file)
        secret = file.read_bytes()
    except OSError as error:
        raise StoreProblem(f"The cookie secret {file} cannot be read or made: {error.strerror}.") from None
    if len(secret) < SECRET_BYTES:
        raise StoreProblem(f"The cookie secret {file} is damaged. Delete it; browsers then lose their conversations.")
    return secret


def _make_secret(file: Path) -> None:
    # Linked into place, so that of two processes that start at once only one makes the secret of both.
    handle, name = tempfile.mkstemp(dir=file.parent)
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(secrets.token_bytes(SECRET_BYTES))
            stream.flush()
            os.fsync(stream.fileno())
        with contextlib.suppress(FileExistsError):
            file.hardlink_to(unfinished)
    finally:
        unfinished.unlink()
