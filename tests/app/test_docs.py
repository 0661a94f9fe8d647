"""docs/api.md tells the truth."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.routes.ask import AskBody
from app.routes.choose import ChooseBody
from app.routes.replies import AskReply, ChooseReply, RankedChoice
from models.records import Record

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")


def test_every_route_is_in_the_table_and_nothing_else(browser: TestClient) -> None:
    paths = browser.get("/api/openapi.json").json()["paths"]
    served = {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}

    assert set(re.findall(r"^\| `((?:GET|POST|DELETE) [^`]+)` \|", PAGE, re.MULTILINE)) == served


@pytest.mark.parametrize("record", [AskBody, AskReply, ChooseBody, ChooseReply, RankedChoice])
def test_every_field_of_question_and_reply_is_named(record: type[Record]) -> None:
    named = set(re.findall(r"[`\"](\w+)[`\"]", PAGE))

    assert set(record.model_fields) - named == set()
