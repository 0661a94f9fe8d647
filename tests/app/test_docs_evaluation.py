"""docs/evaluation.md tells the truth: its commands exist, and its tables name what there is."""

import re
import shlex
from pathlib import Path
from typing import get_args

from typer.main import get_command

from app.cli import root
from app.commands.evaluate_benchmarks import By
from training.benchmarks.drawn.styles import STYLES
from training.benchmarks.official.benchmarks import BENCHMARKS
from training.benchmarks.presets import PRESETS

PAGE = (Path(__file__).parents[2] / "docs/evaluation.md").read_text("utf-8")


def test_every_command_of_the_page_exists_with_its_options() -> None:
    written = re.findall(r"^    deixis (.*)$", PAGE, re.MULTILINE)
    assert len(written) >= 3

    for line in written:
        command, words = get_command(root), shlex.split(line)
        while words and words[0] in getattr(command, "commands", {}):
            command = command.commands[words.pop(0)]
        options = {option for each in command.params for option in (*each.opts, *each.secondary_opts)}
        assert {word for word in words if word.startswith("--")} <= options, line


def test_every_option_that_the_page_names_is_one() -> None:
    commands = get_command(root).commands["evaluate"].commands
    options = {
        option
        for command in commands.values()
        for each in command.params
        for option in (*each.opts, *each.secondary_opts)
    }

    assert set(re.findall(r"`(--[a-z-]+)", PAGE)) <= options


def names_in(section: str) -> set[str]:
    """Return the names in the first column of a section's tables, without those in its heading."""
    lines = PAGE.split(f"\n## {section}\n")[1].split("\n## ")[0].splitlines()
    heads = {number - 1 for number, line in enumerate(lines) if line.startswith("|---")}
    cells = [line.split("|")[1] for number, line in enumerate(lines) if line.startswith("| ") and number not in heads]
    return {name for cell in cells for name in re.findall(r"[\w-]+", cell)}


def test_tables_name_all_there_is() -> None:
    assert names_in("The benchmarks and their files") == names_in("Predictions") == BENCHMARKS.keys()
    assert names_in("The drawn world in six styles") == STYLES.keys()
    assert names_in("Baselines") == PRESETS.keys()
    assert names_in("How a model chooses") == set(get_args(By)) - {"auto", "choosing"}
