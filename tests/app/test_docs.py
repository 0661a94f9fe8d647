"""docs/api.md and docs/serving.md tell the truth."""

import re
import shlex
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from typer.main import get_command

from app.cli import root
from app.routes.ask import AskBody
from app.routes.choose import ChooseBody
from app.routes.replies import AskReply, ChooseReply, RankedChoice
from models.records import Record

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "api.md").read_text("utf-8")
SERVING = (DOCS / "serving.md").read_text("utf-8")


def test_every_route_is_in_the_table_and_nothing_else(browser: TestClient) -> None:
    paths = browser.get("/api/openapi.json").json()["paths"]
    served = {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}

    assert set(re.findall(r"^\| `((?:GET|POST|DELETE) [^`]+)` \|", PAGE, re.MULTILINE)) == served


@pytest.mark.parametrize("record", [AskBody, AskReply, ChooseBody, ChooseReply, RankedChoice])
def test_every_field_of_question_and_reply_is_named(record: type[Record]) -> None:
    named = set(re.findall(r"[`\"](\w+)[`\"]", PAGE))

    assert set(record.model_fields) - named == set()


def test_every_command_of_the_page_about_serving_exists_with_its_options() -> None:
    shell = "".join(re.findall(r"```sh\n(.*?)```", SERVING, re.DOTALL)).replace("\\\n", " ")
    written = [*re.findall(r"bin/deixis (.*)", shell), *re.findall(r"`deixis ([^`]+)`", SERVING)]
    assert len(written) >= 6

    for line in written:
        command, words = get_command(root), shlex.split(line)
        while words and words[0] in getattr(command, "commands", {}):
            command = command.commands[words.pop(0)]
        options = {option for each in command.params for option in (*each.opts, *each.secondary_opts)}
        assert not getattr(command, "commands", {}), line
        assert {word for word in words if word.startswith("--")} <= options, line


def test_the_proxies_of_the_page_about_serving_take_away_the_path_that_the_app_is_told() -> None:
    (path,) = set(re.findall(r"--root-path (/\w+)\b", SERVING))

    assert f"location {path}/ {{\n        proxy_pass http://127.0.0.1:7860/;" in SERVING
    assert f"handle_path {path}/* {{" in SERVING
