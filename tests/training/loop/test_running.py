"""The folder of a run."""

from pathlib import Path

import pytest

from models.errors import BadSetting
from training.loop.running import RunFolders, choose_start, leaving_nothing, refuse_no_run


def refuse(folders: RunFolders, *, learned: bool = False) -> None:
    """Begin a run that is refused, before or after something was learned."""
    with leaving_nothing(folders):
        choose_start(folders.scenes, folders, resume=False)
        if learned:
            folders.checkpoint.touch()
        raise BadSetting("there is nothing to learn from")


def test_a_run_that_is_refused_leaves_nothing_and_takes_nothing_that_was_there(tmp_path: Path) -> None:
    new, old, begun = (RunFolders(tmp_path, tmp_path / name) for name in ("new", "old", "begun"))
    old.run.mkdir()
    (old.run / "notes.txt").touch()

    for folders, learned in ((new, False), (old, False), (begun, True)):
        with pytest.raises(BadSetting):
            refuse(folders, learned=learned)

    assert not new.run.exists()
    assert (old.run / "notes.txt").exists()
    assert begun.checkpoint.exists(), "what was learned stays"


def test_of_several_processes_the_first_one_writes_what_a_run_starts_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = RunFolders(tmp_path, tmp_path / "run")
    monkeypatch.setenv("RANK", "1")

    assert choose_start(tmp_path / "init", folders, resume=False) == tmp_path / "init"
    assert not folders.run.exists()

    monkeypatch.setenv("RANK", "0")
    choose_start(tmp_path / "init", folders, resume=False)
    monkeypatch.setenv("RANK", "1")
    assert choose_start(None, folders, resume=True) == tmp_path / "init"


def test_only_what_was_begun_goes_on(tmp_path: Path) -> None:
    refuse_no_run(tmp_path, resume=True)
    refuse_no_run(tmp_path / "never", resume=False)

    with pytest.raises(BadSetting, match=r"no training in .*never to go on with"):
        refuse_no_run(tmp_path / "never", resume=True)
