"""`deixis corpus --engine` from outside, without a cluster; the benchmark `corpus_run` runs it with one."""

import importlib.util
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli import root


def refusal(tmp_path: Path, *arguments: str) -> str:
    """Return the sentence with which a run is refused before it is begun."""
    run = ["corpus", "run", "--scenes", "1", "--out", str(tmp_path / "out"), "--data-dir", str(tmp_path / "data")]

    result = CliRunner().invoke(root, [*run, *arguments, "--json"])

    assert result.exit_code == 1, result.output
    assert not (tmp_path / "data" / "corpus").exists()
    return json.loads(result.stdout)["error"]


@pytest.mark.skipif(importlib.util.find_spec("ray") is not None, reason="Ray is installed")
def test_without_ray_it_is_said_how_to_get_it_before_anything_is_begun(tmp_path: Path) -> None:
    assert "pip install 'deixis[ray]' brings it" in refusal(tmp_path, "--engine", "ray")


@pytest.mark.parametrize("flag", ["--ray-workers=2", "--ray-address=127.0.0.1:6379"])
def test_what_is_for_ray_is_not_taken_without_it(tmp_path: Path, flag: str) -> None:
    assert "are for --engine ray; add it" in refusal(tmp_path, flag)


def test_another_engine_is_named_with_those_there_are(tmp_path: Path) -> None:
    result = CliRunner().invoke(root, ["corpus", "run", "--scenes", "1", "--out", str(tmp_path), "--engine", "spark"])

    assert result.exit_code == 2
    assert all(word in result.output for word in ("spark", "local", "ray"))
