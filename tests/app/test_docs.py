"""docs/api.md tells the truth."""

import re
from pathlib import Path

from starlette.testclient import TestClient

from app.routes.ask import AskBody
from app.routes.replies import AskReply

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")


def test_every_route_is_in_the_table_and_nothing_else(browser: TestClient) -> None:
    paths = browser.get("/api/openapi.json").json()["paths"]
    served = {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}

    assert set(re.findall(r"^\| `((?:GET|POST|DELETE) [^`]+)` \|", PAGE, re.MULTILINE)) == served


def test_every_field_of_question_and_reply_is_named() -> None:
    named = set(re.findall(r"[`\"](\w+)[`\"]", PAGE))

    assert set(AskBody.model_fields) - named == set()
    assert set(AskReply.model_fields) - named == set()
