"""docs/evaluation.md tells the truth: its commands exist, and its tables name what there is."""

import re
import shlex
from pathlib import Path

from typer.main import get_command

from app.cli import root
from training.benchmarks.drawn.styles import STYLES
from training.benchmarks.official.benchmarks import BENCHMARKS

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
        for name in ("vcr", "score")
        for each in commands[name].params
        for option in (*each.opts, *each.secondary_opts)
    }

    assert set(re.findall(r"`(--[a-z-]+)", PAGE)) <= options


def test_tables_name_all_benchmarks_and_styles() -> None:
    assert set(re.findall(r"^\| `([\w-]+)` \|", PAGE, re.MULTILINE)) == BENCHMARKS.keys() == STYLES.keys()
    assert set(re.findall(r"^\| ([a-z][\w-]+) \| ", PAGE, re.MULTILINE)) - {"command", "style", "benchmark"} == set(
        STYLES
    )
