"""What happens to a question between the page and the store."""

from collections.abc import Callable

import pytest

from models.errors import BadQuestion, NotFound
from models.records import Box, Point, Region
from tests.app.house import ME, House, until
from tests.fakes.answerers import DummyAnswerer


def test_the_turn_grows_from_no_answer_to_a_whole_one_that_is_stored(house_of: Callable[..., House]) -> None:
    house = house_of(DummyAnswerer("student"))

    turns = house.ask(pointing_ms=812.5)

    assert turns[0].answers == ()
    (answer,) = turns[-1].answers
    assert (answer.text, answer.rationale, answer.complete) == ("It fell down.", "The cone is empty.", True)
    (stored,) = house.stored()
    assert stored.answers == (answer,)
    assert (stored.pointing_ms, stored.question.text) == (812.5, "why is [0] sad?")
    assert stored.question.regions[0].gesture == "drag"


def test_the_student_gets_the_bound_question_and_its_regions(house_of: Callable[..., House]) -> None:
    student = DummyAnswerer("student")
    house = house_of(student)

    house.ask("why is [this person] sad?", selected=0)

    (question,) = student.asked
    assert (question.text, question.typed) == ("why is [0] sad?", "why is [this person] sad?")
    assert question.regions[0].box == Box(10, 20, 110, 220)


@pytest.mark.parametrize(
    ("typed", "fields", "words"),
    [
        ("why is [7] sad?", {}, "no region [7]"),
        ("", {}, "empty"),
        ("x" * 600, {}, "at most 500"),
        ("why?", {"regions": (Region(id=0, box=Box(900, 900, 950, 950)),)}, "outside the picture"),
        ("why?", {"student": "hf:/etc"}, "not a model of this app"),
        ("why?", {"teacher": "openai:gpt"}, "not a model of this app"),
        ("why?", {"turn_id": "a b"}, "turn id"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_before_any_model_runs(
    house_of: Callable[..., House], typed: str, fields: dict[str, object], words: str
) -> None:
    student = DummyAnswerer("student")
    house = house_of(student)

    with pytest.raises(BadQuestion) as refusal:
        house.ask(typed, **fields)

    assert words in str(refusal.value)
    assert student.asked == []
    assert house.stored() == ()


@pytest.mark.parametrize("fields", [{}, {"conversation_id": "from the owner"}])
def test_pictures_and_conversations_of_others_do_not_exist(
    house_of: Callable[..., House], fields: dict[str, str]
) -> None:
    house = house_of(DummyAnswerer("student"))
    house.ask()
    theirs = house.store.conversations_of(ME)[0].id
    fields = dict.fromkeys(fields, theirs)

    with pytest.raises(NotFound):
        house.ask(owner="another browser", **fields)

    assert len(house.stored()) == 1


def test_a_region_added_for_a_phrase_gets_an_id_the_conversation_never_used(house_of: Callable[..., House]) -> None:
    house = house_of(DummyAnswerer("student"))
    known = Region(id=2, box=Box(150, 100, 200, 150), label="dog")
    house.store.set_known_regions(house.image_id, [known])
    *_, first = house.ask(regions=(Region(id=7, box=Box(1, 1, 9, 9)),), typed="what is [7]?")
    talk = house.store.conversation_of_turn(first.id, owner=ME)

    *_, second = house.ask("why is [that dog] sad?", regions=(), conversation_id=talk.id)

    assert second.question.text == "why is [8] sad?"


def test_deleting_the_last_turn_removes_conversation_picture_and_files(house_of: Callable[..., House]) -> None:
    house = house_of(DummyAnswerer("student"))
    *_, first = house.ask()
    talk = house.store.conversation_of_turn(first.id, owner=ME)
    *_, second = house.ask(conversation_id=talk.id)

    house.asking.delete_turn(talk.id, first.id, owner=ME)
    kept = list(house.files.ids())
    house.asking.delete_turn(talk.id, second.id, owner=ME)

    assert kept == [house.image_id]
    assert list(house.files.ids()) == []
    with pytest.raises(NotFound):
        house.asking.picture(house.image_id, owner=ME)


def test_a_turn_is_not_deleted_through_another_conversation(house_of: Callable[..., House]) -> None:
    house = house_of(DummyAnswerer("student"))
    *_, turn = house.ask()
    house.ask("what is [0]?")
    other = house.store.conversations_of(ME)[0]

    with pytest.raises(NotFound):
        house.asking.delete_turn(other.id, turn.id, owner=ME)

    assert len(house.stored()) == 2


def test_deleting_a_turn_while_it_is_answered_ends_it_without_a_trace(house_of: Callable[..., House]) -> None:
    student = DummyAnswerer("student", waits=True)
    house = house_of(student)
    turns = house.asking.ask(house.request(), owner=ME)
    turn = until(turns, "It")
    talk = house.store.conversation_of_turn(turn.id, owner=ME)

    house.asking.delete_turn(talk.id, turn.id, owner=ME)
    student.go_on.set()
    with pytest.raises(NotFound):
        list(turns)

    assert house.stored() == ()


def test_a_click_means_the_region_the_picture_came_with_else_a_proposal(house_of: Callable[..., House]) -> None:
    house = house_of(DummyAnswerer("student"))
    house.store.set_known_regions(house.image_id, [Region(id=3, box=Box(150, 100, 200, 150), label="dog")])

    dog = house.asking.region_at(house.image_id, Point(160, 120), owner=ME)
    other = house.asking.region_at(house.image_id, Point(40, 40), owner=ME)

    assert (dog.label, dog.kind, dog.gesture, dog.id) == ("dog", "point", "click", 0)
    assert (other.box, other.gesture) == (Box(30, 30, 50, 50), "click")


@pytest.mark.parametrize("point", [Point(-1, 5), Point(5, 241), Point(321, 5)])
def test_a_click_outside_the_picture_is_refused(house_of: Callable[..., House], point: Point) -> None:
    house = house_of(DummyAnswerer("student"))

    with pytest.raises(BadQuestion, match="outside"):
        house.asking.region_at(house.image_id, point, owner=ME)


def test_the_very_edge_of_the_picture_can_be_clicked(house_of: Callable[..., House]) -> None:
    house = house_of(DummyAnswerer("student"))

    region = house.asking.region_at(house.image_id, Point(320, 240), owner=ME)

    assert region.box.x1 <= 320
