"""A chat model behind an endpoint puts pictures into words: what it is shown, what is read, and what goes wrong."""

import base64
import io
import json
from collections.abc import Iterator

import pytest
from PIL import Image
from pydantic import SecretStr

from models.errors import AnswerFailed, BadSetting, ModelUnavailable
from models.records import Box, Region
from models.registry import ModelOptions, build_chat
from models.verbalizing.asking import narrative_of, phrase_of
from models.verbalizing.chat_teller import ChatTeller
from tests.fakes.openai_server import FakeOpenAI, Reply, Script, fails, says

GREY = Image.new("RGB", (200, 100), "#777777")
REGIONS = [Region(id=4, box=Box(20, 10, 100, 60)), Region(id=9, box=Box(120, 30, 180, 90))]


@pytest.fixture
def server() -> Iterator[FakeOpenAI]:
    with FakeOpenAI() as running:
        yield running


def completes(text: str) -> Script:
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
    return says(json.dumps({"id": "c", "model": "fake", "choices": [choice]}), "application/json")


def teller(server: FakeOpenAI, kind: str = "openai", **changes: object) -> ChatTeller:
    options = ModelOptions.model_validate(
        {"base_url": server.url, "api_key": SecretStr("sk-abcdefghijkl"), "timeout": 5, "retries": 0, **changes}
    )
    return ChatTeller(build_chat(f"{kind}:fake", options), options)


def picture_of(body: dict) -> Image.Image:
    (part,) = [part for part in body["messages"][0]["content"] if part["type"] == "image_url"]
    return Image.open(io.BytesIO(base64.b64decode(part["image_url"]["url"].partition(",")[2]))).convert("RGB")


def colourful(picture: Image.Image, x: int, y: int) -> bool:
    pixel = picture.getpixel((x, y))
    assert isinstance(pixel, tuple)
    return max(pixel) - min(pixel) > 60


@pytest.mark.parametrize("kind", ["openai", "local"])
def test_every_region_is_asked_about_with_its_own_box_drawn_in(server: FakeOpenAI, kind: str) -> None:
    server.script = [completes('"A man in a red coat."\n\nHe stands.')]

    captions = teller(server, kind, at_once=1).caption(GREY, REGIONS)

    assert captions == ("A man in a red coat.",) * 2
    first, second = (picture_of(request.body) for request in server.requests)
    assert (colourful(first, 60, 11), colourful(first, 150, 31)) == (True, False)
    assert (colourful(second, 60, 11), colourful(second, 150, 31)) == (False, True)
    assert "pink frame" in json.dumps(server.requests[0].body)


def test_each_caption_goes_to_its_region_however_many_calls_are_open(server: FakeOpenAI) -> None:
    def where(reply: Reply) -> None:
        picture = picture_of(server.requests[-1].body)
        completes("left" if colourful(picture, 60, 11) else "right")(reply)

    server.script = [where]

    assert teller(server, at_once=1).caption(GREY, REGIONS) == ("left", "right")
    assert len(teller(server, at_once=8).caption(GREY, REGIONS * 4)) == 8


def test_narratives_are_sampled_each_by_a_call_of_its_own(server: FakeOpenAI) -> None:
    server.script = [completes("A dog runs.\n\nA child follows.")]

    told = teller(server).narrate(GREY, 3, temperature=1.1, nucleus=0.95, seed=5)

    assert told == ("A dog runs. A child follows.",) * 3
    asked = [request.body for request in server.requests]
    assert {(body["temperature"], body["top_p"]) for body in asked} == {(1.1, 0.95)}
    assert {body["seed"] for body in asked} == {5, 6, 7}
    assert not colourful(picture_of(asked[0]), 60, 11)


def test_questions_are_answered_in_their_order(server: FakeOpenAI) -> None:
    def echo(reply: Reply) -> None:
        text = json.dumps(server.requests[-1].body)
        completes("red" if "what colour?" in text else "two")(reply)

    server.script = [echo]

    assert teller(server, at_once=1).reply(GREY, ["what colour?", "how many?"]) == ("red", "two")


def test_nothing_asked_sends_nothing(server: FakeOpenAI) -> None:
    quiet = teller(server)

    assert (quiet.caption(GREY, ()), quiet.narrate(GREY, 0), quiet.reply(GREY, ())) == ((), (), ())
    assert server.requests == []


def test_a_call_that_may_succeed_later_is_made_again(server: FakeOpenAI) -> None:
    server.script = [
        fails(429, headers={"retry-after": "0"}),
        fails(503, headers={"retry-after": "0"}),
        completes("ok"),
    ]

    assert teller(server, retries=2).reply(GREY, ["why?"]) == ("ok",)
    assert len(server.requests) == 3


def test_a_call_that_keeps_failing_is_one_clear_sentence(server: FakeOpenAI) -> None:
    server.script = [fails(429, headers={"retry-after": "0"})]

    with pytest.raises(AnswerFailed, match="429"):
        teller(server, retries=1).caption(GREY, REGIONS[:1])
    assert len(server.requests) == 2


def test_a_wrong_key_stops_all_calls(server: FakeOpenAI) -> None:
    server.script = [fails(401)]

    with pytest.raises(ModelUnavailable, match="OPENAI_API_KEY"):
        teller(server, retries=5).caption(GREY, REGIONS)


@pytest.mark.parametrize("wrong", [{"temperature": -1.0}, {"nucleus": 0.0}, {"temperature": float("nan")}])
def test_sampling_that_means_nothing_is_refused(server: FakeOpenAI, wrong: dict[str, float]) -> None:
    with pytest.raises(BadSetting, match="means nothing"):
        teller(server).narrate(GREY, 1, **wrong)


@pytest.mark.parametrize(
    ("reply", "phrase"),
    [
        ("a man in a hat", "a man in a hat"),
        ("  “A man in a hat.”\n\nHe looks left.", "A man in a hat."),
        ("<think>pink frame ...</think>\na dog", "a dog"),
        ("Answer: a dog\nRationale: it barks", "a dog"),
        ("**a dog**", "a dog"),
        ("a dog\nin the grass", "a dog in the grass"),
        ("", ""),
    ],
)
def test_a_phrase_is_read_from_whatever_a_model_writes_around_it(reply: str, phrase: str) -> None:
    assert phrase_of(reply) == phrase


def test_a_narrative_keeps_all_its_paragraphs() -> None:
    assert narrative_of("<think>hm</think>On the left\nis a dog.\n\nIt runs.") == "On the left is a dog. It runs."
