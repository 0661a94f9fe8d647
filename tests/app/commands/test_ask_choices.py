"""`deixis ask --choice`: a ranking for people and for programs, with the embedded student."""

import json
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner, Result

from app.cli import root
from tests.app.servers import picture_file

BOX = ("--box", "10,20,110,220")


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    file = tmp_path / "picture.png"
    file.write_bytes(picture_file(320, 240))
    return file


def choose(picture: Path, *choices: str, more: tuple[str, ...] = BOX, student: str = "embedded:student") -> Result:
    flags = [flag for choice in choices for flag in ("--choice", choice)]
    words = ("ask", str(picture), "--question", "why is [0] sad?", "--student", student, *flags, *more)
    return CliRunner().invoke(root, words)


def test_the_ranking_is_printed_best_first_and_what_it_is_made_of_beside_it(picture: Path) -> None:
    done = choose(picture, "the ice cream fell", "[this person] is\x1b lost", "[0] lost the ball")

    lines = done.stdout.splitlines()
    shares = [float(line.split(" %  ")[0]) for line in lines]
    assert done.exit_code == 0
    assert sorted(line.split(" %  ")[1] for line in lines) == ["[0] is lost", "[0] lost the ball", "the ice cream fell"]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) == pytest.approx(100, abs=0.2)
    assert "embedded:student by likelihood" in done.stderr


def test_json_is_one_value_with_shares_and_places(picture: Path) -> None:
    done = choose(picture, "the ice cream fell", "[0] lost the ball", more=(*BOX, "--json"))

    reply = json.loads(done.stdout)
    assert (done.exit_code, done.stderr) == (0, "")
    assert {each["place"]: each["choice"] for each in reply["ranking"]} == {
        0: "the ice cream fell",
        1: "[0] lost the ball",
    }
    assert sum(each["share"] for each in reply["ranking"]) == pytest.approx(1)
    assert (reply["scored_by"], reply["model"]) == ("likelihood", "embedded:student")
    assert reply["regions"][0]["box"] == [10, 20, 110, 220]


def test_the_marked_picture_can_be_drawn(picture: Path, tmp_path: Path) -> None:
    drawn = tmp_path / "drawn.png"

    done = choose(picture, "it fell", "it left", more=(*BOX, "--draw", str(drawn)))

    assert done.exit_code == 0
    with Image.open(drawn) as image:
        assert image.height > 240


@pytest.mark.parametrize(
    ("choices", "student", "code", "words"),
    [
        (("it fell",), "embedded", 2, "1 choice is given"),
        (("it fell", "It fell."), "embedded", 2, "are the same"),
        (("it fell", " "), "embedded", 2, "Choice 2 is empty"),
        (("it fell", "[7] fell"), "embedded", 2, "no region [7]"),
        (("it fell", "zyx " * 74), "embedded:student", 2, "up to 70 in a choice"),
        (("it fell", "it left"), "openai:gpt-4.1", 2, "cannot be asked to choose yet"),
        (("it fell", "it left"), "embedded:nobody", 1, "no embedded scorer"),
    ],
)
def test_what_cannot_be_chosen_is_one_sentence(
    picture: Path, choices: tuple[str, ...], student: str, code: int, words: str
) -> None:
    done = choose(picture, *choices, student=student, more=(*BOX, "--json"))

    assert done.exit_code == code
    assert json.loads(done.stdout)["error"] == done.stderr.strip()
    assert words in done.stderr
