"""A run learns from the same to its end: what that is, is kept in its folder as a hash, and nothing else is let in."""

from models.errors import BadSetting
from models.whole_file import write_whole
from training.loop.running import RunFolders


def refuse_other(folders: RunFolders, things: str, digest: str) -> None:
    """Keep the digest of the `things`, texts or labels, that a run learns from.

    Raises BadSetting where the run's folder was begun with others, and something was learned from them.
    """
    kept = folders.run / f"{things}.sha256"
    if kept.exists() and folders.checkpoint.exists() and kept.read_text("utf-8") != digest:
        raise BadSetting(
            f"The run in {folders.run} learned from other {things} than these, or in other shares; name all as before, "
            "or begin anew in another folder."
        )
    folders.run.mkdir(parents=True, exist_ok=True)
    write_whole(kept, digest.encode())
