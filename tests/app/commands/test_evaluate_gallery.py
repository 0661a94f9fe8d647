"""The page of answers side by side, from the command line."""

from pathlib import Path

import pytest

from tests.app.commands.evaluating import run
from tests.training.benchmarks.official.made_files import WRITERS


def test_students_stand_beside_the_ground_truth(tmp_path: Path) -> None:
    out = tmp_path / "side.html"

    found = run("gallery", "--model", "embedded", "--model", "embedded:chooser", "--count", 2,
                "--choose", "disagreement", "--pool", 3, "--benchmark", "vcr", "--out", out)  # fmt: skip

    assert [voice["name"] for voice in found["voices"]] == ["ground truth", "embedded:student", "embedded:chooser"]
    assert (len(found["shown"]), found["asked"], found["page"]) == (2, 3, str(out))
    page = out.read_text("utf-8")
    assert page.count("<article>") == 2
    assert page.count("data:image/jpeg;base64,") == 2


def test_questions_come_from_official_files(tmp_path: Path) -> None:
    WRITERS["vcr"](tmp_path)

    found = run(
        "gallery", "--benchmark", "vcr", "--data", tmp_path, "--out", tmp_path / "side.html", "--teacher", "embedded"
    )

    assert [voice["part"] for voice in found["voices"]] == ["truth", "teacher"]
    assert {each["said"][0]["answer"] for each in found["shown"]} <= {"[0] is cold.", "[0] is tired.", "[0] is ill."}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--data", "."), "say of which with --benchmark: vcr, sherlock"),
        (("--corpus", "x", "--benchmark", "vcr"), "two sources of questions"),
        (("--split", "train"), "drawn scenes have the splits evaluate and heldout"),
        (("--out", "nowhere/side.html"), "The folder of nowhere/side.html does not exist"),
        (("--model", "nonsense:x"), "nonsense"),
    ],
)
def test_what_cannot_be_shown_is_one_sentence(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    given = arguments if "--out" in arguments else (*arguments, "--out", tmp_path / "side.html")

    assert said in run("gallery", *given, code=2)["error"]
