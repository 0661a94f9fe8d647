"""The turns that a student and a teacher have answered are found, whoever asked."""

from db.store import Store
from models.records import Turn
from tests.db.examples import answer, image, question


def ask(store: Store, owner: str, number: int) -> Turn:
    store.save_image(image(number), owner=owner)
    return store.add_turn(store.start_conversation(owner, image(number).id).id, question(number), owner=owner)


def test_turns_of_everybody_with_two_answers_are_read_oldest_first(store: Store) -> None:
    turns = [ask(store, owner, number) for number, owner in enumerate(("ann", "bob", "ann"))]
    for turn, owner in ((turns[2], "ann"), (turns[1], "bob"), (turns[0], "ann")):
        store.save_answer(turn.id, answer("It fell."), owner=owner)
    for turn, owner in ((turns[2], "ann"), (turns[1], "bob")):
        store.save_answer(turn.id, answer("It broke.", role="teacher"), owner=owner)

    found = store.turns_answered_twice()

    assert [turn.id for turn in found] == [turns[1].id, turns[2].id]
    assert [turn.question for turn in found] == [turns[1].question, turns[2].question]
    assert [{said.role: said.text for said in turn.answers} for turn in found] == [
        {"student": "It fell.", "teacher": "It broke."}
    ] * 2


def test_there_are_none_where_nobody_asked_a_teacher(store: Store) -> None:
    turn = ask(store, "ann", 0)
    store.save_answer(turn.id, answer(), owner="ann")

    assert store.turns_answered_twice() == ()
