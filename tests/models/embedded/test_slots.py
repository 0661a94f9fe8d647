"""Any region ids are mapped to the six slots and back."""

from models.embedded.slots import assign_slots
from tests.fakes.tiny_student import ask


def test_large_ids_are_mapped_to_slots_and_back() -> None:
    question = ask("is [42] with [7]?", 7, 42)

    slots = assign_slots(question.text, question.regions, 6)

    assert slots.to_slots(question.text) == "is [1] with [0]?"
    assert slots.to_ids("[0] and [1] are friends") == "[7] and [42] are friends"
    assert {slot: region.id for slot, region in slots.regions.items()} == {0: 7, 1: 42}


def test_of_too_many_regions_those_the_question_names_are_kept() -> None:
    question = ask("what do [19] and [13] want?", *range(10, 20))

    slots = assign_slots(question.text, question.regions, 6)

    assert slots.ids == (19, 13, 10, 11, 12, 14)
    assert slots.left_out == (15, 16, 17, 18)


def test_an_id_without_a_region_keeps_its_name_but_shows_nothing() -> None:
    question = ask("why is [3] sad?")

    slots = assign_slots(question.text, question.regions, 6)

    assert slots.to_ids(slots.to_slots(question.text)) == question.text
    assert slots.regions == {}


def test_a_slot_that_nobody_has_is_left_out_of_the_answer() -> None:
    slots = assign_slots("why?", (), 6)

    assert slots.to_ids("because of [4]") == "because of "
