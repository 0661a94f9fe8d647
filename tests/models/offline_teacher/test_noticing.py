"""The teacher reads captions: who or what it is, the face, what is held, and what is known of such a thing."""

import pytest

from models.offline_teacher.lore import all_lore, find_lore
from models.offline_teacher.material import Part
from models.offline_teacher.noticing import Noticed, notice
from models.records import Box


def read(caption: str) -> Noticed | None:
    return notice(Part(0, caption, Box(0, 0, 1, 1)))


PEOPLE = {
    "a smiling child in a red shirt": ("child", "child", "happy", "in a red shirt"),
    "a tearful older person with a bald head in an orange cardigan": (
        "older person",
        "senior",
        "sad",
        "in an orange cardigan",
    ),
    "a kid in a pink shirt with a pale, sweating face": ("kid", "child", "scared", "in a pink shirt"),
    "a child with a wide open mouth wearing a red dress": ("child", "child", "surprised", "in a red dress"),
    "a man with a deep frown": ("man", "adult", "angry", ""),
    "a relaxed grown-up with a red afro in a white shirt": ("grown-up", "adult", "calm", "in a white shirt"),
    "a toddler with tears running down": ("toddler", "toddler", "sad", ""),
    "a person": ("person", "adult", None, ""),
}


@pytest.mark.parametrize("caption", PEOPLE)
def test_people_are_read_by_age_face_and_clothes(caption: str) -> None:
    person = read(caption)

    assert person is not None
    assert person.is_person
    assert (person.noun, person.age, person.feeling, person.look) == PEOPLE[caption]


@pytest.mark.parametrize(
    ("caption", "job"),
    [
        ("a chef in a white chef's jacket with a relaxed face", "chef"),
        ("a police officer in a blue uniform", "police officer"),
        ("a child in a firefighter's jacket", ""),
        ("a smiling child wearing a tall chef hat", ""),
    ],
)
def test_a_job_is_who_somebody_is_and_not_what_they_have_on(caption: str, job: str) -> None:
    person = read(caption)

    assert person is not None
    assert person.job == job


HELD = {
    "a smiling child holding a blue balloon": ("balloon", "blue balloon"),
    "a waiter with a smile and rosy cheeks holding half a sandwich": ("sandwich", "half a sandwich"),
    "a firefighter with a relaxed face holding a fire extinguisher": ("fire extinguisher", "fire extinguisher"),
    "a smiling child with a red kite": ("kite", "red kite"),
    "a calm adult holding both hands in front": (None, ""),
    "a child with a bald head": (None, ""),
}


@pytest.mark.parametrize("caption", HELD)
def test_what_is_held_is_known_and_hands_are_not(caption: str) -> None:
    person = read(caption)

    assert person is not None
    assert (person.held.name if person.held else None, person.held_name) == HELD[caption]


THINGS = {
    "a blue balloon on a string": ("balloon", "balloon"),
    "a bang of red scraps of a balloon": ("burst balloon", "balloon"),
    "a red balloon floating in the air": ("flying balloon", "balloon"),
    "a brown teddy bear with a red bow tie": ("teddy bear", "teddy bear"),
    "a big brown bear on all fours": ("bear", "bear"),
    "a teddy bear with an arm torn off": ("torn teddy bear", "teddy bear"),
    "a test marked with an A": ("good test", "test paper"),
    "a test marked with an F": ("bad test", "test paper"),
    "a brown dog with its head in a hole": ("digging dog", "dog"),
    "a snarling dark dog with pointed ears": ("barking dog", "dog"),
    "a tree with a red kite among its leaves": ("kite in a tree", "tree"),
    "a fishing rod with an old boot": ("caught boot", "fishing rod"),
    "this is a steaming pizza": ("pizza", "pizza"),
    "a surfboard": (None, None),
}


@pytest.mark.parametrize("caption", THINGS)
def test_a_thing_is_known_in_its_state(caption: str) -> None:
    thing = read(caption)

    assert (thing.lore.name if thing and thing.lore else None, thing.noun if thing else None) == THINGS[caption]


def test_whom_a_thing_belongs_to_is_read_apart_from_what_it_is() -> None:
    thing = read("a red ball held by a smiling child in a blue shirt")

    assert thing is not None
    assert (thing.kind, thing.name, thing.relation, thing.other) == (
        "thing",
        "red ball",
        "held by",
        "a smiling child in a blue shirt",
    )


def test_an_animal_has_wishes_of_its_own_and_everything_else_a_use() -> None:
    for lore in all_lore().values():
        assert lore.sort, lore.name
        assert lore.sign, lore.name
        assert lore.after, lore.name
        assert bool(lore.wants and lore.next and lore.busy) == lore.animal, lore.name
        assert lore.animal or lore.use, lore.name


def test_every_entry_is_found_by_all_of_its_own_words() -> None:
    for lore in all_lore().values():
        for words in lore.words:
            found = find_lore(words.replace("_", " "))
            assert found is not None, (lore.name, words)
            assert found.spoken == lore.spoken, (lore.name, words, found.name)


def test_texts_about_things_name_only_the_person_and_the_thing() -> None:
    for lore in all_lore().values():
        texts = [text for value in lore.model_dump().values() if isinstance(value, tuple) for text in value]
        for text in (*texts, lore.care):
            assert "{" not in text.replace("{S}", "").replace("{O}", ""), (lore.name, text)
            assert not text.endswith("."), (lore.name, text)
            assert " or " not in text, (lore.name, text)
