from datetime import UTC, timedelta
from typing import NamedTuple

import pytest

from db.store import Store
from models.errors import BadQuestion, NotFound
from models.records import Conversation
from tests.db.examples import NOON, answer, image, question, region


def conversation_of(store: Store, owner: str, number: int = 0) -> Conversation:
    store.save_image(image(number), owner=owner)
    return store.start_conversation(owner, image(number).id)


def test_a_conversation_reads_back_as_it_was_written(store: Store) -> None:
    started = conversation_of(store, "ann")
    asked = question(regions=(0, 3), text="why is [0] beside [3]? 你好 🙂 \N{RIGHT-TO-LEFT OVERRIDE}")
    turn = store.add_turn(started.id, asked, owner="ann", pointing_ms=812.5)
    said = answer(rationale="[0] looks down.", settings={"device": "cpu", "beams": 1}, first_words_seconds=0.1)

    answered = store.save_answer(turn.id, said, owner="ann")

    read = store.conversation(started.id, owner="ann")
    assert read == started.model_copy(update={"turns": (answered,)})
    assert answered == turn.model_copy(update={"answers": (said,)})
    assert answered.question == asked
    assert answered.created_at.tzinfo is UTC


def test_each_role_keeps_its_last_answer(store: Store) -> None:
    turn = store.add_turn(conversation_of(store, "ann").id, question(), owner="ann")
    store.save_answer(turn.id, answer("It l", complete=False), owner="ann")
    store.save_answer(turn.id, answer("A ball is gone.", role="teacher"), owner="ann")

    store.save_answer(turn.id, answer("It lost its ball."), owner="ann")

    (read,) = store.conversation_of_turn(turn.id, owner="ann").turns
    assert [(said.role, said.text) for said in read.answers] == [
        ("student", "It lost its ball."),
        ("teacher", "A ball is gone."),
    ]


def test_turns_come_oldest_first_and_conversations_by_their_newest_turn(store: Store) -> None:
    first, second, third = (conversation_of(store, "ann", number) for number in range(3))
    early = store.add_turn(first.id, question(0), owner="ann")
    store.add_turn(second.id, question(1), owner="ann")
    late = store.add_turn(first.id, question(0), owner="ann")

    listed = store.conversations_of("ann")

    assert [found.id for found in listed] == [first.id, second.id, third.id]
    assert [turn.id for turn in listed[0].turns] == [early.id, late.id]
    assert store.conversations_of("ann", limit=2) == listed[:2]


def test_a_retried_turn_is_stored_once(store: Store) -> None:
    started = conversation_of(store, "ann")
    first = store.add_turn(started.id, question(), owner="ann", turn_id="try-1")

    again = store.add_turn(started.id, question(text="changed"), owner="ann", turn_id="try-1")

    assert again == first
    assert store.conversation(started.id, owner="ann").turns == (first,)


def test_somebody_elses_turn_id_is_refused_and_shows_nothing(store: Store) -> None:
    store.add_turn(conversation_of(store, "ann").id, question(), owner="ann", turn_id="try-1")
    bobs = conversation_of(store, "bob")

    with pytest.raises(BadQuestion, match="try-1"):
        store.add_turn(bobs.id, question(), owner="bob", turn_id="try-1")

    assert store.conversation(bobs.id, owner="bob").turns == ()


def test_a_region_id_is_never_given_out_again(store: Store) -> None:
    started = conversation_of(store, "ann")
    assert store.next_region_id(started.id, owner="ann") == 0
    store.add_turn(started.id, question(regions=(0, 1)), owner="ann")
    gone = store.add_turn(started.id, question(regions=(7,)), owner="ann")

    store.delete_turn(gone.id, owner="ann")
    store.add_turn(started.id, question(regions=(0,)), owner="ann")

    assert store.next_region_id(started.id, owner="ann") == 8


def test_a_question_about_another_picture_is_refused(store: Store) -> None:
    started = conversation_of(store, "ann", 0)

    with pytest.raises(BadQuestion, match="another picture"):
        store.add_turn(started.id, question(1), owner="ann")


def test_text_that_a_database_cannot_keep_is_kept_without_the_unreadable(store: Store) -> None:
    started = conversation_of(store, "ann")

    turn = store.add_turn(started.id, question(text="why\x00?"), owner="ann")
    answered = store.save_answer(turn.id, answer("be\x00cause", settings={"stop": "\x00"}), owner="ann")

    assert (answered.question.text, answered.answers[0].text) == ("why\ufffd?", "be\ufffdcause")


def test_known_regions_are_replaced_as_a_whole(store: Store) -> None:
    store.save_image(image(), owner=None)
    store.set_known_regions(image().id, [region(0), region(1)])
    store.set_known_regions(image().id, [region(2)])

    assert store.known_regions(image().id) == (region(2),)


def test_saving_a_picture_again_changes_nothing(store: Store) -> None:
    store.save_image(image(), owner="ann")
    store.set_known_regions(image().id, [region(0)])

    store.save_image(image().model_copy(update={"source": "elsewhere"}), owner="ann")

    assert store.image(image().id, owner="ann") == image()
    assert store.known_regions(image().id) == (region(0),)


def test_the_gallery_says_where_its_pictures_come_from_even_if_one_was_uploaded_before(store: Store) -> None:
    store.save_image(image(), owner="ann")
    curated = image().model_copy(update={"source": "drawn, seed 7", "licence": "Apache-2.0"})

    store.save_image(curated, owner=None)

    assert store.public_images() == (curated,)
    assert store.image(image().id, owner="anybody") == curated


class Anns(NamedTuple):
    """What Bob tries to reach."""

    store: Store
    conversation: str
    turn: str


@pytest.mark.parametrize(
    "attempt",
    [
        lambda anns: anns.store.image(image().id, owner="bob"),
        lambda anns: anns.store.start_conversation("bob", image().id),
        lambda anns: anns.store.conversation(anns.conversation, owner="bob"),
        lambda anns: anns.store.conversation_of_turn(anns.turn, owner="bob"),
        lambda anns: anns.store.next_region_id(anns.conversation, owner="bob"),
        lambda anns: anns.store.add_turn(anns.conversation, question(), owner="bob"),
        lambda anns: anns.store.add_turn(anns.conversation, question(), owner="bob", turn_id=anns.turn),
        lambda anns: anns.store.save_answer(anns.turn, answer(), owner="bob"),
        lambda anns: anns.store.delete_turn(anns.turn, owner="bob"),
        lambda anns: anns.store.delete_conversation(anns.conversation, owner="bob"),
    ],
)
def test_what_is_anns_does_not_exist_for_bob(store: Store, attempt) -> None:
    started = conversation_of(store, "ann")
    turn = store.add_turn(started.id, question(), owner="ann")
    before = store.conversations_of("ann")

    with pytest.raises(NotFound):
        attempt(Anns(store, started.id, turn.id))

    assert store.conversations_of("bob") == ()
    assert store.conversations_of("ann") == before


@pytest.mark.parametrize(
    "bad",
    ["", "../../etc/passwd", "a" * 65, "a\x00b", "' OR 1=1 --", "a/b", "%2e%2e", "ａ", "a\n", "\ud800"],
)
def test_what_cannot_be_an_id_is_not_found(store: Store, bad: str) -> None:
    started = conversation_of(store, "ann")

    for attempt in (
        lambda: store.image(bad, owner="ann"),
        lambda: store.known_regions(bad),
        lambda: store.set_known_regions(bad, []),
        lambda: store.start_conversation("ann", bad),
        lambda: store.conversation(bad, owner="ann"),
        lambda: store.conversation_of_turn(bad, owner="ann"),
        lambda: store.next_region_id(bad, owner="ann"),
        lambda: store.add_turn(bad, question(), owner="ann"),
        lambda: store.save_answer(bad, answer(), owner="ann"),
        lambda: store.delete_turn(bad, owner="ann"),
        lambda: store.delete_conversation(bad, owner="ann"),
    ):
        with pytest.raises(NotFound):
            attempt()
    with pytest.raises(BadQuestion, match="turn id"):
        store.add_turn(started.id, question(), owner="ann", turn_id=bad)


@pytest.mark.parametrize("owner", ["", "a\x00", "x" * 201, "\ud800"])
def test_nothing_belongs_to_an_impossible_owner(store: Store, owner: str) -> None:
    with pytest.raises(NotFound):
        store.save_image(image(), owner=owner)
    with pytest.raises(NotFound):
        store.conversations_of(owner)


def test_a_picture_goes_with_the_last_conversation_about_it(store: Store) -> None:
    first, second = conversation_of(store, "ann"), conversation_of(store, "ann")

    assert store.delete_conversation(first.id, owner="ann") == ()
    assert store.image(image().id, owner="ann") == image()
    assert store.delete_conversation(second.id, owner="ann") == (image().id,)

    with pytest.raises(NotFound):
        store.image(image().id, owner="ann")
    with pytest.raises(NotFound):
        store.known_regions(image().id)


def test_a_picture_stays_for_those_who_also_have_it(store: Store) -> None:
    anns = conversation_of(store, "ann")
    store.save_image(image(), owner="bob")

    assert store.delete_conversation(anns.id, owner="ann") == ()

    assert store.image(image().id, owner="bob") == image()
    with pytest.raises(NotFound):
        store.image(image().id, owner="ann")


def test_a_public_picture_stays_for_everybody(store: Store) -> None:
    store.save_image(image(), owner=None)
    started = store.start_conversation("ann", image().id)

    assert store.delete_conversation(started.id, owner="ann") == ()

    assert store.image(image().id, owner="ann") == image()


def test_deleting_the_last_turn_deletes_its_conversation_and_picture(store: Store) -> None:
    started = conversation_of(store, "ann")
    first = store.add_turn(started.id, question(), owner="ann")
    second = store.add_turn(started.id, question(), owner="ann")
    store.save_answer(first.id, answer(), owner="ann")

    assert store.delete_turn(first.id, owner="ann") == ()
    assert [turn.id for turn in store.conversation(started.id, owner="ann").turns] == [second.id]
    assert store.delete_turn(second.id, owner="ann") == (image().id,)

    with pytest.raises(NotFound):
        store.conversation(started.id, owner="ann")


def test_an_answer_to_a_deleted_question_is_not_stored(store: Store) -> None:
    turn = store.add_turn(conversation_of(store, "ann").id, question(), owner="ann")
    store.delete_turn(turn.id, owner="ann")

    with pytest.raises(NotFound):
        store.save_answer(turn.id, answer(), owner="ann")


def test_pictures_opened_long_ago_and_never_asked_about_are_forgotten(store: Store) -> None:
    conversation_of(store, "ann", 0)
    store.save_image(image(1), owner="ann")
    store.save_image(image(2), owner="ann")
    store.save_image(image(2), owner="bob")
    conversation_of(store, "bob", 2)
    store.save_image(image(3), owner=None)

    assert store.forget_unasked_images(saved_before=NOON) == ()
    assert store.forget_unasked_images(saved_before=NOON + timedelta(days=1)) == (image(1).id,)

    assert store.image(image(0).id, owner="ann")
    assert store.image(image(2).id, owner="bob")
    assert store.image(image(3).id, owner="anybody")
    with pytest.raises(NotFound):
        store.image(image(2).id, owner="ann")
