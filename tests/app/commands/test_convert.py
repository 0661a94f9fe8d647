"""`deixis convert lavis`: there and back by the command line."""

import json
from pathlib import Path

import pytest
import torch
from typer.testing import CliRunner

from app.cli import root
from models.lavis.convert import read_checkpoint
from tests.fakes.tiny_first_stage import blip2_itm


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return blip2_itm(tmp_path_factory.mktemp("base"))


def _run(*arguments: object) -> tuple[int, str]:
    ended = CliRunner().invoke(root, ["convert", "lavis", *map(str, arguments)])
    return ended.exit_code, ended.stdout or ended.stderr


def test_a_folder_goes_to_lavis_and_comes_back(tmp_path: Path, base: Path) -> None:
    code, said = _run(base, tmp_path / "checkpoint.pth", "--back")
    assert code == 0
    assert "tensors as LAVIS names them" in said

    code, said = _run(tmp_path / "checkpoint.pth", tmp_path / "again", "--base", base, "--side", 64, "--json")

    assert code == 0
    assert json.loads(said)["architecture"] == "Blip2ForImageTextRetrieval"
    assert "itm_head.weight" in read_checkpoint(tmp_path / "checkpoint.pth")
    assert json.loads((tmp_path / "again" / "deixis.json").read_text())["mark_style"]["line_pixels"] == 2


def test_what_cannot_be_converted_is_said_in_a_sentence(tmp_path: Path, base: Path) -> None:
    torch.save({"model": {"fc.weight": torch.rand(1)}}, tmp_path / "other.pth")

    code, said = _run(tmp_path / "other.pth", tmp_path / "out", "--base", base)

    assert code == 2
    assert said.strip().endswith("is no BLIP-2 of LAVIS: nothing here is called 'fc.weight'.")
