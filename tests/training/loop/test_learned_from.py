"""A run learns from the same to its end."""

from pathlib import Path

import pytest

from models.errors import BadSetting
from training.loop.learned_from import refuse_other
from training.loop.running import RunFolders


def test_only_a_run_that_has_learned_something_is_held_to_it(tmp_path: Path) -> None:
    folders = RunFolders(tmp_path, tmp_path / "run")

    refuse_other(folders, "texts", "these")
    refuse_other(folders, "texts", "those")  # nothing was learned from the first
    folders.checkpoint.write_bytes(b"")
    refuse_other(folders, "texts", "those")
    refuse_other(folders, "labels", "these")

    with pytest.raises(BadSetting, match="learned from other texts than these, or in other shares; name all as before"):
        refuse_other(folders, "texts", "these")
    assert (folders.run / "texts.sha256").read_text() == "those"
