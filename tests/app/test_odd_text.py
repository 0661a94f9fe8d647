"""Text that JSON can carry and nothing behind it can keep."""

import json

from starlette.testclient import TestClient

from tests.app.servers import upload


def test_a_lone_surrogate_is_left_out_of_the_question_and_of_what_is_said(browser: TestClient) -> None:
    picture = upload(browser)
    head, body = {"content-type": "application/json"}, {"image": picture["id"], "question": "why \ud800 now?"}

    asked = browser.post("/api/ask", content=json.dumps(body), headers=head)
    refused = browser.post("/api/ask", content=json.dumps({**body, "student": "\ud800"}), headers=head)

    assert (asked.status_code, asked.json()["question"]) == (200, "why now?")
    assert (refused.status_code, "is not a model" in refused.json()["error"]) == (400, True)
