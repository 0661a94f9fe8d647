"""Both clients against a server that fails in every way: the same replies, the same sentences, and never the key."""

import asyncio
import base64
import json
import logging
import socket
import traceback
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from models.base import ChatModel
from models.chat_completions import MAX_BYTES
from models.chats import complete_now
from models.corpus import ChatReply, ChatRequest, Message
from models.errors import CallFailed, CallPostponed, DeixisError, ModelUnavailable
from models.registry import ModelOptions, build_chat
from tests.fakes.chats import asks
from tests.fakes.fault_server import completion
from tests.fakes.openai_server import FakeOpenAI, Script, breaks_off, drips, fails, never_answers, says

KEY = "sk-abcdefghijklmnop"
JSON = "application/json"
REQUEST = asks("Why is [0] sad?", max_tokens=77)
both = pytest.mark.parametrize("kind", ["local", "openai"])


@pytest.fixture
def server() -> Iterator[FakeOpenAI]:
    with FakeOpenAI() as running:
        yield running


def chat(kind: str, url: str, **changes: object) -> ChatModel:
    options = {"base_url": url, "api_key": SecretStr(KEY), "timeout": 5, **changes}
    return build_chat(f"{kind}:fake", ModelOptions.model_validate(options))


def complete(
    kind: str, server: FakeOpenAI, *script: Script, request: ChatRequest = REQUEST, **more: object
) -> ChatReply:
    server.script = list(script)
    return complete_now(chat(kind, server.url, **more), request)


def replies(text: str | None = "Because.", **more: object) -> Script:
    return says(completion(text, **more), JSON)  # type: ignore[arg-type]  # words of a completion


@both
def test_a_reply_is_read_with_its_tokens_and_its_end(server: FakeOpenAI, kind: str) -> None:
    reply = complete(kind, server, replies("It lost [1].\n", finish="length"))

    assert reply == ChatReply(
        text="It lost [1].\n", model=f"{kind}:fake", finish="length", prompt_tokens=700, reply_tokens=220
    )


@both
def test_a_request_holds_what_was_asked_and_pictures_as_data_urls(server: FakeOpenAI, kind: str) -> None:
    jpeg = b"\xff\xd8 not really"
    messages = (
        Message(speaker="system", text="Be brief."),
        Message(speaker="user", text="What is it?", jpegs=(jpeg, b"2")),
        Message(speaker="assistant", text="A dog. \ud800"),
    )
    request = ChatRequest(messages=messages, temperature=1.1, nucleus=0.95, max_tokens=9, seed=40, sample=2)

    complete(kind, server, replies(), request=request)

    (sent,) = server.requests
    urls = [f"data:image/jpeg;base64,{base64.b64encode(each).decode()}" for each in (jpeg, b"2")]
    assert (sent.path, sent.headers["authorization"]) == ("/v1/chat/completions", f"Bearer {KEY}")
    assert sent.body == {
        "model": "fake",
        "messages": [
            {"role": "system", "content": "Be brief."},
            {
                "role": "user",
                "content": [
                    {"type": "image_url", "image_url": {"url": urls[0]}},
                    {"type": "image_url", "image_url": {"url": urls[1]}},
                    {"type": "text", "text": "What is it?"},
                ],
            },
            {"role": "assistant", "content": "A dog. "},
        ],
        "max_tokens": 9,
        "temperature": 1.1,
        "top_p": 0.95,
        "seed": 42,
    }


@both
def test_a_plain_request_asks_for_nothing_that_was_not_asked_for(server: FakeOpenAI, kind: str) -> None:
    complete(kind, server, replies(), api_key=SecretStr(""))

    (sent,) = server.requests
    assert set(sent.body) == {"model", "messages", "max_tokens", "temperature"}
    assert sent.headers.get("authorization") in (None, "Bearer none")


FAILURES: dict[str, tuple[Script, type[DeixisError], str]] = {
    "401": (fails(401, {"message": f"Incorrect API key provided: {KEY}"}), ModelUnavailable, "OPENAI_API_KEY"),
    "402": (fails(402, {"message": "no credit"}), ModelUnavailable, "no credit"),
    "403": (fails(403), ModelUnavailable, "403"),
    "404": (fails(404), ModelUnavailable, "usually ends in /v1"),
    "404 as a page": (says("<html>", "text/html", 404), ModelUnavailable, "usually ends in /v1"),
    "no credit": (fails(429, {"message": "x", "code": "insufficient_quota"}), ModelUnavailable, "credit"),
    "a day to wait": (fails(429, headers={"retry-after": "86400"}), ModelUnavailable, "86400 seconds"),
    "429": (fails(429), CallPostponed, "in a moment"),
    "429 with a time": (fails(429, headers={"retry-after": "7"}), CallPostponed, "in 7 seconds"),
    "500": (fails(500), CallPostponed, "500"),
    "503 as a page": (says("<html>", "text/html", 503), CallPostponed, "503"),
    "400": (fails(400, {"message": "maximum context length is 4096"}), CallFailed, "maximum context length"),
    "400 of vLLM": (says('{"object": "error", "message": "too long"}', JSON, 400), CallFailed, "too long"),
    "422 with details": (says('{"detail": "no field x"}', JSON, 422), CallFailed, "no field x"),
    "a redirect": (says("", "text/html", 307), CallFailed, "307"),
    "not JSON": (says("<html>welcome</html>", "text/html"), CallPostponed, "not JSON"),
    "half of the JSON": (says(completion("yes")[:80], JSON), CallPostponed, "not JSON"),
    "JSON without end": (says("[" * 100_000, JSON), CallPostponed, "not JSON"),
    "another schema": (says('{"reply": "yes"}', JSON), CallPostponed, "no chat completion"),
    "a list": (says("[1]", JSON), CallPostponed, "no chat completion"),
    "choices of another kind": (says('{"choices": [7]}', JSON), CallPostponed, "empty reply"),
    "no choices": (says('{"choices": []}', JSON), CallPostponed, "without choices"),
    "an error with a good status": (says('{"error": {"message": "overloaded"}}', JSON), CallPostponed, "overloaded"),
    "nothing said": (replies(""), CallPostponed, "empty reply"),
    "null said": (replies(None), CallPostponed, "empty reply"),
    "used up in thinking": (replies("", finish="length"), CallFailed, "allow more"),
    "refusal": (replies(None, refusal="I will \x1bnot."), CallFailed, "I will not"),
    "content filter": (replies("x", finish="content_filter"), CallFailed, "content filter"),
    "a megabyte": (replies("x" * 1024 * 1024), CallPostponed, f"longer than {MAX_BYTES // 1024} KiB"),
    "broken off": (breaks_off("Because"), CallPostponed, "broke off"),
}


@both
@pytest.mark.parametrize(("script", "expected", "words"), FAILURES.values(), ids=FAILURES)
def test_every_failure_is_one_clear_sentence_without_the_key(
    server: FakeOpenAI,
    caplog: pytest.LogCaptureFixture,
    kind: str,
    script: Script,
    expected: type[DeixisError],
    words: str,
) -> None:
    caplog.set_level(logging.DEBUG)

    with pytest.raises(DeixisError, match=words) as caught:
        complete(kind, server, script)

    assert type(caught.value) is expected
    everything = "".join(traceback.format_exception(caught.value)) + caplog.text
    assert KEY not in everything
    assert "\x1b" not in str(caught.value)
    assert str(caught.value).startswith(f"{kind}:fake")
    assert len(str(caught.value)) < 400


@both
def test_a_refused_call_says_how_long_to_wait_and_that_it_cost_nothing(server: FakeOpenAI, kind: str) -> None:
    waits = {"7": 7.0, "0.25": 0.25, "soon": 1.0}

    for said, after in waits.items():
        with pytest.raises(CallPostponed) as caught:
            complete(kind, server, fails(429, headers={"retry-after": said}))
        assert (caught.value.after, caught.value.tokens) == (after, (0, 0))

    with pytest.raises(CallPostponed) as caught:
        complete(kind, server, fails(500))
    assert caught.value.after is None


@both
def test_a_reply_that_cannot_be_used_says_what_it_cost_where_that_is_known(server: FakeOpenAI, kind: str) -> None:
    with pytest.raises(CallFailed) as refusal:
        complete(kind, server, replies(None, refusal="No."))
    with pytest.raises(CallFailed) as garbage:
        complete(kind, server, says("{", JSON))

    assert (refusal.value.tokens, garbage.value.tokens) == ((700, 220), None)


@both
@pytest.mark.parametrize("script", [never_answers, drips()], ids=["hangs", "drips"])
def test_a_call_has_a_time_limit_however_the_server_keeps_it_busy(
    server: FakeOpenAI, kind: str, script: Script
) -> None:
    with pytest.raises(CallPostponed, match=r"in 0\.3 seconds"):
        complete(kind, server, script, timeout=0.3)


@both
def test_nobody_at_the_address_stops_everything_unless_somebody_was_there_before(kind: str) -> None:
    with FakeOpenAI() as server:
        server.script = [replies()]
        model = chat(kind, server.url)
        complete_now(model, REQUEST)
    with pytest.raises(CallPostponed, match="cannot be reached"):
        complete_now(model, REQUEST)

    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        stranger = chat(kind, f"http://127.0.0.1:{unused.getsockname()[1]}/v1")
        with pytest.raises(ModelUnavailable, match="Check that the server runs"):
            complete_now(stranger, REQUEST)


@both
def test_parameters_that_a_model_refuses_are_left_out_from_then_on(server: FakeOpenAI, kind: str) -> None:
    length = fails(400, {"message": "Use 'max_completion_tokens' instead.", "param": "max_tokens"})
    warmth = fails(400, {"message": "Unsupported value", "param": "temperature"})
    server.script = [length, warmth, replies("yes")]
    model = chat(kind, server.url)

    first, second = (complete_now(model, REQUEST) for _ in range(2))

    assert first == second
    assert [
        {name: value for name, value in each.body.items() if name not in ("model", "messages")}
        for each in server.requests
    ] == [
        {"max_tokens": 77, "temperature": 0.8},
        {"max_completion_tokens": 77, "temperature": 0.8},
        {"max_completion_tokens": 77},
        {"max_completion_tokens": 77},
    ]


@both
def test_half_characters_and_content_in_parts_are_read(server: FakeOpenAI, kind: str) -> None:
    parts = [{"type": "text", "text": "It "}, {"type": "text", "text": "rains."}]

    assert complete(kind, server, says(completion("a").replace(b'"a"', b'"a\\ud83d b"'), JSON)).text == "a b"
    assert (
        complete(kind, server, says(completion("a").replace(b'"a"', json.dumps(parts).encode()), JSON)).text
        == "It rains."
    )


@both
@pytest.mark.parametrize("usage", [b"null", b"{}", b'{"prompt_tokens": "7", "completion_tokens": -1}', b"7"])
def test_tokens_that_are_not_counted_are_none(server: FakeOpenAI, kind: str, usage: bytes) -> None:
    body = json.loads(completion("yes"))
    text = json.dumps({**body, "usage": "?"}).encode().replace(b'"?"', usage)

    reply = complete(kind, server, says(text, JSON))

    assert (reply.text, reply.prompt_tokens, reply.reply_tokens) == ("yes", 0, 0)


@both
def test_a_model_serves_one_event_loop_after_the_other(server: FakeOpenAI, kind: str) -> None:
    server.script = [replies("yes")]
    model = chat(kind, server.url)

    async def some() -> list[ChatReply]:
        return await asyncio.gather(*(model.complete(REQUEST) for _ in range(3)))

    async def some_and_let_go() -> list[ChatReply]:
        try:
            return await some()
        finally:
            await model.disconnect()  # type: ignore[attr-defined]  # both have it

    assert [reply.text for _ in range(2) for reply in asyncio.run(some_and_let_go())] == ["yes"] * 6
