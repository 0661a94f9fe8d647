"""Answers to choose from, between the page or a script and the store."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.asking import STOPPED
from app.components import read_choices
from app.export import marked_png
from db.store import Store
from models.choices import ChoiceTurn
from models.errors import AnswerFailed, BadQuestion, BadSetting, DeixisError
from models.records import Box, Region
from tests.app.house import ME, House, wait_for_silence
from tests.app.servers import Server, ask, shelf_of, state_of, upload
from tests.fakes.answerers import DummyAnswerer
from tests.fakes.scorers import DummyScorer

CHOICES = ("it fell", "[0] lost a ball")
SHARES = (6 / 16, 10 / 16)  # letters and digits: 6 of "it fell", 10 of "[0] lost a ball"


@pytest.fixture
def scorer() -> DummyScorer:
    return DummyScorer("student")


@pytest.fixture
def house(store: Store, tmp_path: Path, scorer: DummyScorer) -> House:
    shelf = shelf_of(DummyAnswerer("student"), DummyAnswerer("teacher"), scorer=scorer)
    return House(store, tmp_path / "pictures", shelf)


def choose(browser: TestClient, picture: dict[str, Any], *choices: object, **more: Any) -> Any:
    body = {"question": "why is [0] sad?", "regions": [{"id": 0, "box": [10, 20, 110, 220]}], **more}
    return browser.post("/api/choose", json={"image": picture["id"], "choices": choices or CHOICES, **body})


def test_the_turn_shows_the_choices_first_and_then_their_shares_and_is_stored(
    house: House, scorer: DummyScorer
) -> None:
    turns = house.ask("why is [this person] sad?", choices=("it fell", "[this person] lost a ball"), selected=0)

    first, last = turns[0], turns[-1]
    assert isinstance(first, ChoiceTurn)
    assert isinstance(last, ChoiceTurn)
    assert [(choice.text, choice.share) for choice in first.choices] == [(text, None) for text in CHOICES]
    assert [(choice.text, choice.share) for choice in last.choices] == list(zip(CHOICES, SHARES, strict=True))
    (answer,) = last.answers
    assert (answer.text, answer.settings["scored_by"], answer.complete) == ("[0] lost a ball", "likelihood", True)
    (stored,) = house.stored()
    assert isinstance(stored, ChoiceTurn)
    assert (stored.choices, stored.answers[0].text) == (last.choices, answer.text)
    ((question, choices),) = scorer.asked
    assert (question.text, choices) == ("why is [0] sad?", CHOICES)


@pytest.mark.parametrize(
    ("choices", "fields", "kind", "words"),
    [
        (("it fell",), {}, BadQuestion, "1 choice is given"),
        ((), {}, BadQuestion, "no choice is given"),
        (("it fell", ""), {}, BadQuestion, "Choice 2 is empty"),
        (("it fell", "It fell."), {}, BadQuestion, "Choices 1 and 2 are the same"),
        (("it fell", "[7] fell"), {}, BadQuestion, "no region [7]"),
        (("it fell", "x" * 400), {}, BadQuestion, "at most 300"),
        ([f"{n} fell" for n in range(11)], {}, BadQuestion, "at most 10"),
        (CHOICES, {"typed": ""}, BadQuestion, "The question is empty"),
        (CHOICES, {"student": "teacher"}, BadSetting, "cannot be asked to choose yet"),
        (CHOICES, {"student": "hf:/etc"}, BadQuestion, "not a model of this app"),
    ],
)
def test_choices_that_cannot_be_compared_are_refused_before_any_model_runs(
    house: House, scorer: DummyScorer, choices: Any, fields: dict[str, str], kind: type[DeixisError], words: str
) -> None:
    with pytest.raises(kind) as refusal:
        house.ask(choices=choices, **{"typed": "why?", **fields})

    assert words in str(refusal.value)
    assert scorer.asked == []
    assert house.stored() == ()


def test_a_scorer_that_fails_leaves_the_choices_and_a_sentence(house: House, scorer: DummyScorer) -> None:
    scorer.failure = AnswerFailed("It broke off.")

    *_, last = house.ask(choices=CHOICES)

    (stored,) = house.stored()
    assert isinstance(stored, ChoiceTurn)
    assert stored.answers[0].error == last.answers[0].error == "It broke off."
    assert [choice.share for choice in stored.choices] == [None, None]


def test_choosing_can_be_stopped_and_what_was_typed_is_kept(house: House, scorer: DummyScorer) -> None:
    scorer.pause()
    turns = house.asking.ask(house.request(choices=CHOICES), owner=ME)
    next(turns)
    next(turns)

    turns.close()
    scorer.go_on()
    wait_for_silence()

    (stored,) = house.stored()
    assert isinstance(stored, ChoiceTurn)
    assert [choice.text for choice in stored.choices] == list(CHOICES)
    assert stored.answers[0].note == STOPPED


def test_the_same_turn_id_with_other_choices_is_refused(house: House, scorer: DummyScorer) -> None:
    house.ask(choices=CHOICES, turn_id="try-1")

    house.ask(choices=CHOICES, turn_id="try-1")
    with pytest.raises(BadQuestion, match="belongs to another question"):
        house.ask(choices=("it fell", "it left"), turn_id="try-1")

    assert len(scorer.asked) == 1
    assert len(house.stored()) == 1


def test_a_retry_may_name_a_region_by_a_phrase_again(house: House, scorer: DummyScorer) -> None:
    house.store.set_known_regions(house.image_id, [Region(id=3, box=Box(150, 100, 200, 150), label="dog")])
    choices = ("it fell", "[the dog] ran off")

    *_, first = house.ask("what happened?", regions=(), choices=choices, turn_id="try-1")
    *_, again = house.ask("what happened?", regions=(), choices=choices, turn_id="try-1")

    assert isinstance(first, ChoiceTurn)
    assert isinstance(again, ChoiceTurn)
    assert again.question == first.question
    assert again.choices == first.choices
    assert len(scorer.asked) == 1
    with pytest.raises(BadQuestion, match="belongs to another question"):
        house.ask("what happened?", regions=(), choices=("it fell", "the dog ran off"), turn_id="try-1")


def test_a_script_gets_the_ranking_best_first_with_what_it_is_made_of(browser: TestClient) -> None:
    picture = upload(browser)

    reply = choose(browser, picture).json()

    assert [(each["choice"], each["place"]) for each in reply["ranking"]] == [(CHOICES[1], 1), (CHOICES[0], 0)]
    assert [each["share"] for each in reply["ranking"]] == pytest.approx(SHARES[::-1])
    assert (reply["scored_by"], reply["model"], reply["error"]) == ("likelihood", "student", "")
    assert (reply["question"], reply["regions"][0]["box"]) == ("why is [0] sad?", [10, 20, 110, 220])
    talk = browser.get(f"/api/conversations/{reply['conversation']}").json()
    assert talk["turns"][0]["id"] == reply["turn"]
    assert [choice["text"] for choice in talk["turns"][0]["choices"]] == list(CHOICES)


def test_choices_and_free_answers_share_a_conversation_and_its_exports(browser: TestClient) -> None:
    picture = upload(browser)
    first = ask(browser, picture)
    second = choose(browser, picture, conversation=first["conversation"]).json()

    talk = f"/api/conversations/{first['conversation']}"
    lines = [json.loads(line) for line in browser.get(f"{talk}/export.jsonl").text.splitlines()]
    marked = browser.get(f"{talk}/turns/{second['turn']}/marked.png")

    assert second["conversation"] == first["conversation"]
    assert "choices" not in lines[0]
    assert [choice["share"] for choice in lines[1]["choices"]] == pytest.approx(SHARES)
    assert marked.headers["content-type"] == "image/png"


def test_the_marked_picture_says_more_with_choices_than_without(house: House) -> None:
    *_, free = house.ask()
    *_, chosen = house.ask(choices=(*CHOICES, "nobody knows"))
    image = house.asking.picture(house.image_id, owner=ME)

    assert len(marked_png(image, chosen)) > len(marked_png(image, free))


@pytest.mark.parametrize(
    ("choices", "more", "status", "words"),
    [
        (("it fell",), {}, 400, "1 choice is given"),
        (("it fell", "it fell"), {}, 400, "are the same"),
        (CHOICES, {"question": " "}, 400, "The question is empty"),
        (CHOICES, {"student": "teacher"}, 400, "cannot be asked to choose yet"),
        (CHOICES, {"teacher": True}, 422, "teacher"),
        (("it fell", 5), {}, 422, "choices.1"),
        (CHOICES, {"image": "0" * 64}, 404, "no picture"),
    ],
)
def test_a_script_that_errs_gets_one_sentence_and_changes_nothing(
    server: Server, choices: Any, more: dict[str, Any], status: int, words: str
) -> None:
    browser = server.browser()
    picture = upload(browser)
    before = state_of(server)

    reply = choose(browser, picture, *choices, **more)

    assert (reply.status_code, list(reply.json())) == (status, ["error"])
    assert words in reply.json()["error"]
    assert state_of(server) == before


def test_a_script_with_a_million_choices_or_letters_is_refused(browser: TestClient) -> None:
    picture = upload(browser)

    many = choose(browser, picture, *(f"it fell {n} times" for n in range(500)))
    long = choose(browser, picture, "it fell", "x" * 60_000)

    few = choose(browser, picture, "it fell", "it left", question="why " * 20_000)
    assert [(reply.status_code, list(reply.json())) for reply in (many, long, few)] == [(422, ["error"])] * 3


def test_a_choice_that_fails_is_a_bad_gateway_with_its_choices(
    make_server: Callable[..., Server], scorer: DummyScorer
) -> None:
    server = make_server()
    scorer.failure = AnswerFailed("It broke off.")
    server.asking.shelf = shelf_of(server.student, scorer=scorer)
    browser = server.browser()

    reply = choose(browser, upload(browser))

    assert (reply.status_code, reply.json()["error"]) == (502, "It broke off.")
    assert [(each["choice"], each["share"]) for each in reply.json()["ranking"]] == [(text, None) for text in CHOICES]


def test_the_menu_says_which_models_cannot_choose(browser: TestClient) -> None:
    menu = browser.get("/api/models").json()

    assert [(model["name"], model["no_choice"]) for model in menu["models"]] == [
        ("student", ""),
        ("teacher", '"teacher" cannot be asked to choose yet.'),
    ]


def test_what_the_browser_sends_as_choices_is_checked() -> None:
    assert read_choices(None) is None
    assert read_choices({"choices": ["a", "b"]}) == ("a", "b")
    for broken in (7, [], {}, {"choices": "a"}, {"choices": ["a", 1]}):
        with pytest.raises(BadQuestion, match="cannot be read"):
            read_choices(broken)
    with pytest.raises(BadQuestion, match="no choice is given"):
        read_choices({"choices": []})


def test_lone_surrogates_are_left_out_of_choices(browser: TestClient) -> None:
    picture = upload(browser)
    body = {"image": picture["id"], "question": "why?", "choices": ["it \ud800fell", "it left"]}

    reply = browser.post("/api/choose", content=json.dumps(body), headers={"content-type": "application/json"})

    assert [each["choice"] for each in reply.json()["ranking"]] == ["it fell", "it left"]
