"""The real openai client against a local server that streams, fails, stalls and lies."""

import base64
import io
import logging
import socket
import threading
import traceback
from collections.abc import Iterator

import pytest
from PIL import Image
from pydantic import SecretStr

from models.endpoints import OPENAI_URL
from models.errors import AnswerFailed, DeixisError, ModelUnavailable
from models.openai_compatible import connect_openai
from models.openai_reply import MAX_REPLY_CHARACTERS
from models.records import Answer, Box, Question, Region
from models.registry import ModelOptions
from tests.fakes.openai_server import (
    FakeOpenAI,
    Script,
    breaks_off,
    chunk,
    drips,
    fails,
    never_answers,
    says,
    sends,
    stalls,
    streams,
)

KEY = "sk-abcdefghijklmnop"
GREY = Image.new("RGB", (200, 100), "#777777")
REGION = Region(id=3, box=Box(20, 10, 100, 60), label="person")
QUESTION = Question(image_id="0" * 64, text="why is [3] sad?", regions=(REGION,))


@pytest.fixture
def server() -> Iterator[FakeOpenAI]:
    with FakeOpenAI() as running:
        yield running


def options(url: str, **changes: object) -> ModelOptions:
    return ModelOptions.model_validate(
        {"base_url": url, "api_key": SecretStr(KEY), "timeout": 5, "retries": 0, **changes}
    )


def ask(server: FakeOpenAI, *script: Script, model: str = "fake", **changes: object) -> Iterator[Answer]:
    server.script = list(script)
    return connect_openai(model, options(server.url, **changes)).answer(GREY, QUESTION)


def test_an_answer_streams_in_and_ends_complete(server: FakeOpenAI) -> None:
    answers = list(ask(server, streams("Answer: He ", "lost [3].", "\nRationale: ", "It lies there.")))

    texts = [answer.text for answer in answers]
    assert "He" in texts
    assert texts.index("He") < texts.index("He lost [3].")
    last = answers[-1]
    assert (last.text, last.rationale, last.model) == ("He lost [3].", "It lies there.", "openai:fake")
    assert [answer.complete for answer in answers] == [False] * (len(answers) - 1) + [True]
    assert last.first_words_seconds is not None
    assert 0 < last.first_words_seconds <= last.seconds
    host = server.url.removeprefix("http://").removesuffix("/v1")
    assert last.settings == {"endpoint": host, "max_tokens": 256, "temperature": 0.0}


def test_the_request_holds_the_marked_picture_the_table_and_the_question(server: FakeOpenAI) -> None:
    list(ask(server, streams("Answer: yes"), model="org/qwen2.5-vl:7b", max_tokens=77, temperature=0.5))

    (request,) = server.requests
    assert request.path == "/v1/chat/completions"
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert (request.body["model"], request.body["max_tokens"], request.body["temperature"]) == (
        "org/qwen2.5-vl:7b",
        77,
        0.5,
    )
    picture_part, text_part = request.body["messages"][0]["content"]
    head, _, data = picture_part["image_url"]["url"].partition(",")
    picture = Image.open(io.BytesIO(base64.b64decode(data)))
    assert (head, picture.format, picture.size) == ("data:image/jpeg;base64", "JPEG", GREY.size)
    edge = picture.getpixel((60, 11))
    assert isinstance(edge, tuple)
    assert max(edge) - min(edge) > 60, "the frame of [3] is drawn in colour"
    assert "[3] person" in text_part["text"]
    assert "why is [3] sad?" in text_part["text"]


CLEAR_REFUSALS: dict[str, tuple[Script, type[DeixisError], str]] = {
    "401": (fails(401, {"message": f"Incorrect API key provided: {KEY}"}), ModelUnavailable, "OPENAI_API_KEY"),
    "403": (fails(403), ModelUnavailable, "403"),
    "404": (fails(404), ModelUnavailable, "usually ends in /v1"),
    "404 as a page": (says("<html>", "text/html", 404), ModelUnavailable, "usually ends in /v1"),
    "413": (fails(413), AnswerFailed, "smaller"),
    "429 with a time": (fails(429, headers={"retry-after": "7"}), AnswerFailed, "in 7 seconds"),
    "429 without": (fails(429), AnswerFailed, "in a moment"),
    "429 with a date": (
        fails(429, headers={"retry-after": "Fri, 31 Dec 1999 23:59:59 GMT"}),
        AnswerFailed,
        "in a moment",
    ),
    "429 no credit": (fails(429, {"message": "x", "code": "insufficient_quota"}), AnswerFailed, "credit"),
    "500": (fails(500), AnswerFailed, "500"),
    "503 as a page": (says("<html>down</html>", "text/html", 503), AnswerFailed, "503"),
    "400": (fails(400, {"message": "image input is not supported"}), AnswerFailed, "image input is not supported"),
    "400 with the key": (fails(400, {"message": f"bad header Bearer {KEY}\x1b[31m"}), AnswerFailed, "bad header"),
    "a page": (says("<html>Welcome</html>", "text/html"), AnswerFailed, "web page"),
    "broken JSON": (says('{"choices": [', "application/json"), AnswerFailed, "not JSON"),
    "JSON of another kind": (says("[1, 2]", "application/json"), AnswerFailed, "empty"),
    "an error with status 200": (says('{"error": {"message": "oops"}}', "application/json"), AnswerFailed, "oops"),
    "an error in the stream": (sends({"error": {"message": f"oops {KEY}"}}), AnswerFailed, "oops"),
    "garbage in the stream": (sends("{not json"), AnswerFailed, "not JSON"),
    "numbers in the stream": (sends("7", "[]", '"x"'), AnswerFailed, "could not be read|empty"),
    "choices of another kind": (sends({"choices": "x"}, {"choices": [7]}, {"choices": None}), AnswerFailed, "empty"),
    "content of another kind": (sends(chunk(7), chunk({"a": 1}, finish="stop")), AnswerFailed, "empty"),
    "no choices": (sends({**chunk(), "choices": []}, "[DONE]"), AnswerFailed, "empty"),
    "nothing at all": (says("", "text/event-stream"), AnswerFailed, "empty"),
    "only blanks": (streams("  \n"), AnswerFailed, "without an answer"),
    "used up in thinking": (streams(finish="length"), AnswerFailed, "allow more tokens"),
    "refusal": (sends(chunk(refusal="I will not."), chunk(finish="stop")), AnswerFailed, "I will not"),
    "content filter": (streams(finish="content_filter"), AnswerFailed, "content filter"),
    "a huge body": (says(b" " * (3 * 1024 * 1024), "application/json"), AnswerFailed, "longer than 2 MB"),
}


@pytest.mark.parametrize(("script", "kind", "words"), CLEAR_REFUSALS.values(), ids=CLEAR_REFUSALS)
def test_every_failure_is_one_clear_sentence_without_the_key(
    server: FakeOpenAI, caplog: pytest.LogCaptureFixture, script: Script, kind: type[DeixisError], words: str
) -> None:
    caplog.set_level(logging.DEBUG)

    with pytest.raises(kind, match=words) as caught:
        list(ask(server, script))

    everything = "".join(traceback.format_exception(caught.value)) + caplog.text
    assert KEY not in everything
    assert "\x1b" not in str(caught.value)
    assert "openai:fake" in str(caught.value) or "endpoint" in str(caught.value)
    assert len(str(caught.value)) < 400


FAILURES_HALF_WAY: dict[str, tuple[Script, str]] = {
    "breaks off": (breaks_off("Answer: He lost "), "broke off"),
    "ends without an end": (streams("Answer: He lost ", finish=None), "broke off"),
    "stalls": (stalls("Answer: He lost "), "longer timeout"),
    "keeps the line warm": (drips("Answer: He lost "), "longer timeout"),
    "turns to garbage": (sends(chunk("Answer: He lost "), "{oh"), "not JSON"),
    "reports an error": (sends(chunk("Answer: He lost "), {"error": {"message": "overloaded"}}), "overloaded"),
    "filtered": (streams("Answer: He lost ", finish="content_filter"), "content filter"),
}


@pytest.mark.parametrize(("script", "words"), FAILURES_HALF_WAY.values(), ids=FAILURES_HALF_WAY)
def test_what_was_said_before_a_failure_is_kept(server: FakeOpenAI, script: Script, words: str) -> None:
    kept: list[Answer] = []

    with pytest.raises(AnswerFailed, match=words):
        kept.extend(ask(server, script, timeout=1.0))

    assert kept[-1].text == "He lost"
    assert not kept[-1].complete


def test_a_server_that_never_answers_is_given_up(server: FakeOpenAI) -> None:
    with pytest.raises(AnswerFailed, match="did not answer in time"):
        list(ask(server, never_answers, timeout=0.3))


def test_nobody_at_the_address_is_said_so() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/v1"
        answers = connect_openai("fake", options(url)).answer(GREY, QUESTION)

        with pytest.raises(ModelUnavailable, match="cannot be reached"):
            list(answers)


def test_a_busy_server_is_asked_again(server: FakeOpenAI) -> None:
    busy = fails(503, headers={"retry-after-ms": "1"})

    last = list(ask(server, busy, busy, streams("Answer: yes"), retries=2))[-1]

    assert (last.text, len(server.requests)) == ("yes", 3)


def test_a_server_that_cannot_stream_is_read_all_the_same(server: FakeOpenAI) -> None:
    body = '{"choices": [{"message": {"content": "Answer: A.\\nRationale: B."}, "finish_reason": "stop"}]}'

    last = list(ask(server, says(body, "application/json")))[-1]

    assert (last.text, last.rationale, last.complete) == ("A.", "B.", True)


def test_content_in_parts_is_read(server: FakeOpenAI) -> None:
    parts = [{"type": "text", "text": "Answer: A."}, {"type": "image_url"}]

    assert list(ask(server, sends(chunk(parts), chunk(finish="stop"))))[-1].text == "A."


def test_a_reply_without_end_is_cut_off_with_a_note(server: FakeOpenAI) -> None:
    last = list(ask(server, streams("Answer: ", "x" * 1024 * 1024)))[-1]

    assert len(last.text) == MAX_REPLY_CHARACTERS - len("Answer: ")
    assert str(MAX_REPLY_CHARACTERS) in last.note


def test_the_length_limit_leaves_a_note(server: FakeOpenAI) -> None:
    last = list(ask(server, streams("Answer: He lost", finish="length")))[-1]

    assert (last.text, last.complete) == ("He lost", True)
    assert "more tokens" in last.note


def test_closing_the_iterator_closes_the_connection_even_in_a_silence(server: FakeOpenAI) -> None:
    answers = ask(server, stalls("Answer: He lost "))
    assert any(answer.text == "He lost" for answer in answers)

    answers.close()  # type: ignore[attr-defined]  # a generator

    assert server.left.wait(5)
    assert not [thread for thread in threading.enumerate() if thread.name == "deixis-speech"]


def test_a_silent_model_gives_signs_of_life(server: FakeOpenAI) -> None:
    answers = ask(server, stalls())

    assert [next(answers).text for _ in range(3)] == ["", "", ""]

    answers.close()  # type: ignore[attr-defined]  # a generator


def test_parameters_that_a_reasoning_model_refuses_are_left_out_from_then_on(server: FakeOpenAI) -> None:
    length = fails(400, {"message": "Use 'max_completion_tokens' instead.", "param": "max_tokens"})
    warmth = fails(400, {"message": "Unsupported value", "param": "temperature"})
    server.script = [length, warmth, streams("Answer: yes")]
    model = connect_openai("fake", options(server.url, max_tokens=9))

    first, second = (list(model.answer(GREY, QUESTION))[-1] for _ in range(2))

    assert first.text == second.text == "yes"
    assert [sorted(set(request.body) - {"model", "messages", "stream"}) for request in server.requests] == [
        ["max_tokens", "temperature"],
        ["max_completion_tokens", "temperature"],
        ["max_completion_tokens"],
        ["max_completion_tokens"],
    ]
    assert first.settings["max_completion_tokens"] == 9
    assert "temperature" not in first.settings


@pytest.mark.parametrize("url", ["", OPENAI_URL, "https://models.example.com/v1"])
def test_a_missing_key_is_said_before_anything_is_sent(url: str) -> None:
    with pytest.raises(ModelUnavailable, match="OPENAI_API_KEY"):
        connect_openai("gpt-x", ModelOptions(base_url=url))


@pytest.mark.parametrize(
    "url", ["http://localhost:1/v1", "http://127.0.0.1:1", "http://[::1]:1/v1", "http://gpu-box:8000/v1/"]
)
def test_a_server_of_ones_own_needs_no_key(url: str) -> None:
    assert connect_openai("llava", ModelOptions(base_url=url)).name == "openai:llava"


@pytest.mark.parametrize("key", ["sk-with\nnewline", "sk-ümlaut", "two words", "\x00"])
def test_a_key_that_cannot_be_sent_is_refused_without_showing_it(key: str) -> None:
    with pytest.raises(ModelUnavailable, match="characters") as caught:
        connect_openai("gpt-x", ModelOptions(api_key=SecretStr(key)))

    assert key not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "localhost:8000",
        "ftp://x/v1",
        "http://",
        "http://me:pw-secret@x.org/v1",
        "http://x.org/v1?key=pw-secret",
        "http://[::1",
    ],
)
def test_a_base_url_that_cannot_work_is_refused_without_its_secrets(url: str) -> None:
    with pytest.raises(ModelUnavailable, match="base URL") as caught:
        connect_openai("gpt-x", options(url))

    assert "pw-secret" not in str(caught.value)
