"""What the journal keeps of a picture gives every entry back as it was read, and those from files as they came."""

import orjson

from models.corpus import ChatReply, PromptKind
from tests.fakes.verbalizations import told_scene
from tests.training.corpus.made_entries import made_entries
from training.corpus.journal.as_json import as_json
from training.corpus.writing.generate import Asked
from training.corpus.writing.kept import entries_in, packed, records_in
from training.corpus.writing.parse import read_kept

GOOD = "Question: Why is [0] so upset?\nAnswer: [1] fell down.\nRationale: [1] lies there, and [0] weeps."


def kept(*calls: tuple[PromptKind, str]) -> str:
    scene = told_scene()
    replies = [
        read_kept(scene, Asked(kind=kind, origin={"call": 7}), ChatReply(text=text, model="m"), request=f"r{number}")
        for number, (kind, text) in enumerate(calls)
    ]
    return as_json(packed(scene.picture, replies))


def test_every_entry_is_whole_again() -> None:
    first, second, third = records_in(kept(("regions", f"{GOOD}\n\n{GOOD}"), ("descriptions", GOOD)))

    assert first.candidate.origin == {"call": 7, "teacher": "m", "request": "r0", "position": 0}
    assert second.candidate.origin == first.candidate.origin | {"position": 1}
    assert (first.path, first.candidate.image_id) == (told_scene().picture.path, told_scene().picture.image.id)
    assert first.candidate.qar.answer == "[1] fell down."
    assert (first.candidate.regions, third.candidate.regions) == (told_scene().picture.regions, ())
    assert (first.set_aside, third.set_aside) == ("", "an id in a text by descriptions")


def test_the_json_of_an_entry_is_that_of_its_record() -> None:
    value = kept(("regions", GOOD), ("descriptions", GOOD))

    assert as_json(tuple(entries_in(value))) == as_json(records_in(value))


def test_what_all_entries_of_a_picture_share_is_written_once() -> None:
    value = kept(("regions", GOOD), ("regions", GOOD), ("descriptions", GOOD))

    assert value.count(told_scene().picture.regions[0].description) == 1


def test_entries_from_files_come_back_as_they_are() -> None:
    entries = tuple(made_entries(4))

    assert records_in(as_json(entries)) == entries
    assert entries_in(as_json(entries)) == orjson.loads(as_json(entries))


def test_a_picture_that_failed_has_none() -> None:
    assert entries_in("") == []
