"""Where a chat model is looked for: what cannot be an address, keys that are missing, and who has a lane."""

import pytest
from pydantic import SecretStr

from models.chats import Laned
from models.endpoints import LOCAL_URL
from models.errors import ModelUnavailable
from models.registry import ModelOptions, build_chat


@pytest.mark.parametrize("url", ["", "https://models.example.com/v1"])
def test_a_missing_key_is_said_before_anything_is_sent(url: str) -> None:
    with pytest.raises(ModelUnavailable, match="OPENAI_API_KEY"):
        build_chat("openai:gpt-x", ModelOptions(base_url=url))


@pytest.mark.parametrize(
    "url", ["ftp://x", "http://", "http://me:secret@localhost/v1", "http://localhost/v1?key=secret"]
)
@pytest.mark.parametrize("kind", ["local", "openai"])
def test_a_base_url_that_cannot_work_is_said_without_its_secret(kind: str, url: str) -> None:
    with pytest.raises(ModelUnavailable, match="base URL") as caught:
        build_chat(f"{kind}:x", ModelOptions(base_url=url, api_key=SecretStr("sk-abcdefghijklmnop")))

    assert "secret" not in str(caught.value)


def test_a_local_model_is_looked_for_on_this_machine_and_needs_no_key() -> None:
    assert LOCAL_URL.startswith("http://127.0.0.1:")
    assert build_chat("local:org/model:tag").name == "local:org/model:tag"


def test_there_is_a_lane_to_servers_nearby_and_none_where_words_must_be_encrypted() -> None:
    near, far = (
        build_chat("local:fake", ModelOptions(base_url=f"{scheme}://127.0.0.1:1/v1")) for scheme in ("http", "https")
    )
    assert isinstance(near, Laned)
    assert isinstance(far, Laned)

    lane = near.lane()

    assert lane is not None
    assert (lane.is_free, lane.due) == (False, None)
    lane.close()
    assert far.lane() is None
