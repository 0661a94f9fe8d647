"""`--verbalizer` of the commands that ask teachers: a name that leads nowhere is told before anything is asked."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli import root
from tests.fakes.picture_files import put

COMMANDS = {
    "ask": ("ask", "PICTURE", "--question", "why?", "--student", "teacher:embedded"),
    "app": ("app", "--no-open", "--port", "0", "--data-dir", "DATA"),
    "compare": (
        *("compare", "build", "--round", "Ours", "--questions", "drawn", "--a", "embedded", "--b", "teacher:embedded"),
        *("--data-dir", "DATA"),
    ),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("teller=hf:a", 'There is no verbalizer "teller"; there are tagger, narrator'),
        ("captioner=gpt", 'There is no model "gpt"'),
    ],
)
def test_a_name_that_leads_nowhere_is_told(command: str, named: str, said: str, tmp_path: Path) -> None:
    places = {"PICTURE": str(put(tmp_path, "a.png")), "DATA": str(tmp_path / "data")}
    arguments = [places.get(word, word) for word in COMMANDS[command]]

    result = CliRunner().invoke(root, [*arguments, "--verbalizer", named])

    assert result.exit_code in (1, 2)
    assert said in result.stderr
    assert "Traceback" not in result.output
