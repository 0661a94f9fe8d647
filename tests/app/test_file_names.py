"""Names of pictures' files, as long as they may be."""

import pytest
from starlette.testclient import TestClient

from tests.app.servers import picture_file


@pytest.mark.parametrize("length", [300, 4000, 5000, 200_000])
def test_a_name_is_shortened_or_refused_in_a_sentence_however_long_it_is(browser: TestClient, length: int) -> None:
    reply = browser.post("/api/images", files={"file": ("a" * length + ".png", picture_file(), "image/png")})

    if length <= 4000:
        assert reply.status_code == 200
    else:
        assert reply.status_code == 400
        assert reply.json()["error"] == (
            "The name of the picture's file is too long; rename the file and open it again."
        )
