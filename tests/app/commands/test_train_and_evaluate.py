"""`deixis train` and `deixis evaluate` as a shell sees them."""

import json
from inspect import signature
from pathlib import Path

from typer.testing import CliRunner

from app.commands.evaluate import evaluate_commands, scenes
from app.commands.train import train_commands
from models.embedded.weights import save_student
from tests.fakes.tiny_student import tiny_network, tiny_vocabulary
from training.evaluation.baselines import LEARNING_SCENES
from training.loop.checkpoint import CHECKPOINT

TRAIN = ["embedded", "--only", "student", "--steps", "2", "--scenes", "3", "--quick"]
EVALUATE = ["scenes", "--count", "36", "--learning-scenes", "20"]


def test_quick_training_does_not_replace_the_shipped_student(tmp_path: Path) -> None:
    result = CliRunner().invoke(train_commands, [*TRAIN, "--data-dir", str(tmp_path)])

    assert result.exit_code == 2
    assert "--out" in result.output
    assert list(tmp_path.iterdir()) == []


def test_evaluate_says_what_is_wrong_as_json(tmp_path: Path) -> None:
    arguments = ["scenes", "--model", f"hf:{tmp_path}/none", "--json"]

    result = CliRunner().invoke(evaluate_commands, arguments)

    assert result.exit_code == 2
    assert "none" in json.loads(result.stdout)["error"]


def test_evaluate_prints_one_json_value_with_the_figures() -> None:
    result = CliRunner().invoke(evaluate_commands, [*EVALUATE, "--model", "embedded", "--seed", "7", "--json"])

    assert result.exit_code == 0, result.output
    figures = json.loads(result.stdout)
    assert {"strict_accuracy", "slot_accuracy", "controls", "by_type", "n"} <= set(figures)
    swapped = figures["controls"].pop("swapped")
    assert 0 <= swapped["right"] <= swapped["n"]
    assert set(figures["controls"]) == {"no_regions", "text_majority", "drawn_only", "jitter_8"}
    assert all(isinstance(value, float) for value in figures["controls"].values())
    assert figures["n"] == sum(each["n"] for each in figures["by_type"].values()) == 36
    assert (figures["model"], figures["seed"]) == ("embedded:student", 7)


def test_evaluate_without_json_is_a_table(tmp_path: Path) -> None:
    save_student(tmp_path / "tiny", tiny_network(question_words=96, answer_words=4), tiny_vocabulary())

    result = CliRunner().invoke(evaluate_commands, [*EVALUATE, "--model", f"folder:{tmp_path}/tiny"])

    assert result.exit_code == 0, result.output
    assert "mean of types" in result.stdout


def test_the_control_without_looking_learns_from_as_many_scenes_as_elsewhere() -> None:
    assert signature(scenes).parameters["learning_scenes"].default == LEARNING_SCENES


def test_evaluate_refuses_an_unknown_model_in_one_sentence() -> None:
    result = CliRunner().invoke(evaluate_commands, ["scenes", "--model", "oracle"])

    assert result.exit_code == 2
    assert 'There is no model "oracle"' in result.stderr


def test_training_again_without_resume_is_refused(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / CHECKPOINT).touch()

    result = CliRunner().invoke(
        train_commands, [*TRAIN, "--data-dir", str(tmp_path), "--work", str(tmp_path / "run"), "--out", str(tmp_path)]
    )

    assert result.exit_code == 2
    assert "--resume" in result.stderr
