"""What there was to choose from, and the shares it got, are kept with their question."""

import pytest

from db.store import Store
from models.choices import ChoiceTurn, Ranking
from models.records import Answer, Conversation
from tests.db.examples import answer, image, question


@pytest.fixture
def started(store: Store) -> Conversation:
    store.save_image(image(), owner="ann")
    return store.start_conversation("ann", image().id)


def test_choices_are_kept_in_their_order_and_get_their_shares(store: Store, started: Conversation) -> None:
    asked = store.add_turn(started.id, question(), owner="ann", choices=("it fell", "[0] left", "it\x00 rains"))
    ranking = Ranking(text="[0] left", model="embedded:student", complete=True, shares=(0.25, 0.5, 0.25))

    answered = store.save_answer(asked.id, ranking, owner="ann")

    (read,) = store.conversation(started.id, owner="ann").turns
    assert isinstance(asked, ChoiceTurn)
    assert [choice.share for choice in asked.choices] == [None, None, None]
    assert isinstance(read, ChoiceTurn)
    assert read == answered
    assert [(choice.text, choice.share) for choice in read.choices] == [
        ("it fell", 0.25),
        ("[0] left", 0.5),
        ("it\ufffd rains", 0.25),
    ]
    assert [type(each) for each in read.answers] == [Answer]
    assert read.answers[0].text == "[0] left"


def test_a_failed_choice_keeps_what_there_was_to_choose_from(store: Store, started: Conversation) -> None:
    asked = store.add_turn(started.id, question(), owner="ann", choices=("it fell", "it left"))

    read = store.save_answer(asked.id, answer("", complete=False, error="It broke."), owner="ann")

    assert isinstance(read, ChoiceTurn)
    assert [(choice.text, choice.share) for choice in read.choices] == [("it fell", None), ("it left", None)]
    assert read.answers[0].error == "It broke."


def test_a_retried_turn_has_its_choices_and_deleting_takes_them_along(store: Store, started: Conversation) -> None:
    first = store.add_turn(started.id, question(), owner="ann", choices=("it fell", "it left"), turn_id="try-1")
    free = store.add_turn(started.id, question(), owner="ann")

    again = store.add_turn(started.id, question(), owner="ann", choices=("it fell", "it left"), turn_id="try-1")
    store.delete_turn(first.id, owner="ann")

    assert again == first
    assert store.conversation(started.id, owner="ann").turns == (free,)
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM choices").scalar_one() == 0
