"""`deixis scenes` from outside."""

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from typer.testing import CliRunner

from app.commands.scenes import scenes_commands
from training.scenes.questions import QUESTION_TYPES, WHOLE_PICTURE_TYPES
from training.scenes.world import draw_scene


def test_render_writes_pictures_regions_and_questions(tmp_path: Path) -> None:
    out = tmp_path / "scenes"

    result = _run("render", "--count", "3", "--seed", "40", "--size", "128", "--out", str(out))

    assert result.exit_code == 0
    scenes, qars = _lines(out / "scenes.jsonl"), _lines(out / "qars.jsonl")
    assert [scene["image"] for scene in scenes] == ["scene_40.png", "scene_41.png", "scene_42.png"]
    for scene in scenes:
        with Image.open(out / scene["image"]) as picture:
            assert picture.size == (scene["width"], scene["height"]) == (128, 128)
        assert [region["id"] for region in scene["regions"]] == list(range(len(scene["regions"])))
        for region in scene["regions"]:
            x0, y0, x1, y1 = region["box"]
            assert 0 <= x0 < x1 <= 128
            assert 0 <= y0 < y1 <= 128
            assert region["label"]
        for index, number in scene["ids"].items():
            assert scene["graph"]["entities"][int(index)]["box"] == scene["regions"][number]["box"]
    assert {qar["image"] for qar in qars} == {scene["image"] for scene in scenes}


def test_every_question_line_carries_type_regions_and_true_answers_in_several_phrasings(tmp_path: Path) -> None:
    _run("render", "--count", "2", "--size", "64", "--out", str(tmp_path))

    qars = _lines(tmp_path / "qars.jsonl")

    for qar in qars:
        assert set(qar) == {
            *("image", "question", "answer", "rationale", "type", "needs_region", "regions", "accepted"),
        }
        assert qar["type"] in (*QUESTION_TYPES, *WHOLE_PICTURE_TYPES)
        assert qar["answer"] in qar["accepted"]
        assert qar["needs_region"] <= bool(qar["regions"])
    wordings = {
        qar["question"] for qar in qars if qar["type"] == "why" and qar["regions"][:1] == qars[0]["regions"][:1]
    }
    assert len(wordings) > 1
    assert len({json.dumps(qar) for qar in qars}) == len(qars)


def test_every_clue_line_carries_its_box_and_graded_inferences(tmp_path: Path) -> None:
    _run("render", "--count", "3", "--size", "64", "--out", str(tmp_path))

    scenes = {scene["image"]: scene for scene in _lines(tmp_path / "scenes.jsonl")}
    clues = _lines(tmp_path / "clues.jsonl")

    assert {clue["image"] for clue in clues} == set(scenes)
    for clue in clues:
        scene = scenes[clue["image"]]
        assert clue["box"] == scene["graph"]["entities"][clue["entity"]]["box"]
        assert clue["region"] == scene["ids"].get(str(clue["entity"]))
        assert clue["clue"]
        assert clue["inference"]
        assert all(set(each) == {"inference", "grade"} for each in clue["candidates"])
    assert {each["grade"] for clue in clues for each in clue["candidates"]} == {0, 1, 2}


def test_render_says_what_it_wrote_and_its_help_what_a_clue_is(tmp_path: Path) -> None:
    said = _run("render", "--count", "1", "--size", "64", "--out", str(tmp_path)).stdout
    told = " ".join(_run("render", "--help").stdout.split())

    assert f"{len(_lines(tmp_path / 'clues.jsonl'))} clues to {tmp_path}" in " ".join(said.split())
    assert "clues.jsonl" in told
    assert "Sherlock" in told


def test_the_pictures_are_of_the_users_split(tmp_path: Path) -> None:
    _run("render", "--count", "1", "--seed", "9", "--size", "64", "--out", str(tmp_path))

    with Image.open(tmp_path / "scene_9.png") as picture:
        pixels = picture.tobytes()

    assert pixels == draw_scene(9, split="user", size=64).image.tobytes()
    assert pixels != draw_scene(9, split="train", size=64).image.tobytes()


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        _run("render", "--count", "3", "--seed", "7", "--size", "96", "--out", str(tmp_path / name))

    assert _contents(tmp_path / "one") == _contents(tmp_path / "two")
    assert len(_contents(tmp_path / "one")) == 6


def test_json_is_the_only_thing_on_standard_output(tmp_path: Path) -> None:
    result = _run("render", "--count", "2", "--size", "64", "--out", str(tmp_path), "--json")

    written = json.loads(result.stdout)

    assert written["pictures"] == 2
    assert written["questions"] == len(_lines(Path(written["qars"])))
    assert written["inferences"] == len(_lines(Path(written["clues"])))
    assert len(_lines(Path(written["scenes"]))) == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--count", "0"), "--count is 0"),
        (("--count", "-3"), "--count is -3"),
        (("--size", "8"), "--size is 8"),
        (("--size", "9000"), "--size is 9000"),
    ],
)
def test_render_refuses_numbers_that_mean_nothing(tmp_path: Path, arguments: tuple[str, str], words: str) -> None:
    result = _run("render", "--out", str(tmp_path / "scenes"), *arguments)

    assert result.exit_code == 2
    assert words in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "scenes").exists()


def test_render_refuses_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder")

    result = _run("render", "--count", "1", "--out", str(file / "below"))

    assert result.exit_code == 2
    assert str(file / "below") in result.stderr


@pytest.mark.parametrize("also", [(), ("--overwrite",)])
def test_render_never_removes_a_picture_it_did_not_write(tmp_path: Path, also: tuple[str, ...]) -> None:
    (tmp_path / "scene_5.png").write_bytes(b"mine")
    (tmp_path / "scene_from_my_holiday.png").write_bytes(b"mine too")

    refused = _run("render", "--count", "1", "--seed", "5", "--size", "64", "--out", str(tmp_path), *also)

    assert refused.exit_code == 2
    assert "scene_5.png" in refused.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"scene_5.png", "scene_from_my_holiday.png"}


def test_render_keeps_older_scenes_unless_told_to_replace_them(tmp_path: Path) -> None:
    _run("render", "--count", "2", "--seed", "1", "--size", "64", "--out", str(tmp_path))
    before = _contents(tmp_path)

    refused = _run("render", "--count", "1", "--seed", "5", "--size", "64", "--out", str(tmp_path))

    assert refused.exit_code == 2
    assert "--overwrite" in refused.stderr
    assert _contents(tmp_path) == before

    replaced = _run("render", "--count", "1", "--seed", "5", "--size", "64", "--out", str(tmp_path), "--overwrite")

    assert replaced.exit_code == 0
    assert set(_contents(tmp_path)) == {"scene_5.png", "scenes.jsonl", "qars.jsonl", "clues.jsonl"}


def _run(*arguments: str) -> Any:  # click's Result, which typer does not name
    return CliRunner().invoke(scenes_commands, arguments)


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
