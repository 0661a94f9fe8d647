"""The folder that a training begins with: one on disk, or that of a model on the hub."""

from pathlib import Path

from models.huggingface.checkpoints import Hub, find_checkpoint


def folder_to_begin_with(named: Path, *, hub: Hub | None = None) -> Path:
    """Return the folder itself, or where the hub model of that name is cached; it is downloaded where it is not.

    A folder is taken as it is: whoever opens it says what is missing. Raises ModelUnavailable for a folder that is not
    there, and for what the hub will not give.
    """
    if named.expanduser().is_dir():
        return named.expanduser()
    return find_checkpoint(named.as_posix(), f"--init {named}", fits=lambda _parameters: None, hub=hub).folder
