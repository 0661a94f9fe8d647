"""The folder of a run: begun once, gone on with, and never with other settings."""

from pathlib import Path

import pytest

from models.errors import BadSetting, NotFound, StoreProblem
from training.corpus.journal.journal import Done
from training.corpus.run_folder import SETTINGS, look_into_run, open_run
from training.corpus.run_settings import CorpusSettings, PictureSettings

RUN = CorpusSettings(pictures=PictureSettings(scenes=2))


def test_a_run_is_gone_on_with_by_its_folder_alone(tmp_path: Path) -> None:
    with open_run(tmp_path / "run", RUN) as begun:
        begun.journal.keep("list", [Done("one", "ok", value="{}")])

    with open_run(tmp_path / "run") as again:
        assert again.settings == RUN
        assert again.journal.count("list").ok == 1


def test_other_settings_are_refused_and_named(tmp_path: Path) -> None:
    with open_run(tmp_path / "run", RUN):
        pass

    other = RUN.model_copy(update={"teacher": "local:small", "selected": 3})
    with (
        pytest.raises(BadSetting, match=r"begun with other settings \(teacher, selected\)"),
        open_run(tmp_path / "run", other),
    ):
        pass


def test_a_run_that_was_never_begun_is_not_found(tmp_path: Path) -> None:
    with (
        pytest.raises(NotFound, match=r"There is no run 'run'; begin it with `deixis corpus run`\.$"),
        open_run(tmp_path / "run"),
    ):
        pass
    assert not (tmp_path / "run").exists()


def test_who_asks_for_a_run_that_is_not_there_is_told_which_there_are(tmp_path: Path) -> None:
    for name in ("one", "two"):
        with open_run(tmp_path / name, RUN):
            pass

    with pytest.raises(NotFound, match=r"or name one that there is: one, two\.$"), look_into_run(tmp_path / "three"):
        pass


def test_what_a_kill_left_of_the_settings_is_not_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / f"{SETTINGS}.part").write_text("{")

    with open_run(tmp_path / "run", RUN) as begun:
        assert begun.settings == RUN
    assert [each.name for each in (tmp_path / "run").glob(f"{SETTINGS}*")] == [SETTINGS]


def test_a_second_process_is_sent_away(tmp_path: Path) -> None:
    with (
        open_run(tmp_path / "run", RUN),
        pytest.raises(StoreProblem, match="Another run is using"),
        open_run(tmp_path / "run"),
    ):
        pass


def test_damaged_settings_are_named(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / SETTINGS).write_text("{")

    with pytest.raises(StoreProblem, match=r"settings\.json does not hold the settings"), open_run(tmp_path / "run"):
        pass
