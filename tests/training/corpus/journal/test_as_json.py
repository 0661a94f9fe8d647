"""What a stage made is written as pydantic would write it, byte for byte."""

import pytest
from pydantic import BaseModel
from pydantic_core import to_json

from models.corpus import Entry, Verbalization
from models.records import Box, Tag
from tests.fakes.verbalizations import told_scene
from tests.training.corpus.made_entries import made_entries
from training.corpus.journal.as_json import as_json

VALUES: dict[str, object] = {
    "entries": tuple(made_entries(60)),
    "a verbalization": told_scene(),
    "words of all kinds": told_scene(['"a" \\ b', "tab\there", "bell\a", "\x7f\u0080", "naïve 犬 🐕", "\u2028"]),
    "scores": {"first": 0.1, "second": 1e-07, "third": 1e22, "fourth": 3.0},
    "ids": ["one", "two"],
    "values with names": (Tag("park", 0.5), Box(0, 1.5, 2, 3)),
    "nothing": (),
}


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_json_is_that_of_pydantic(value: object) -> None:
    assert as_json(value) == to_json(value).decode("utf-8")


@pytest.mark.parametrize("record", [*made_entries(3), told_scene()])
def test_what_is_written_is_read_again(record: Entry | Verbalization) -> None:
    assert type(record).model_validate_json(as_json(record)) == record


class Foreign(BaseModel):
    number: int = 1


@pytest.mark.parametrize("value", [{1, 2}, b"bytes", Foreign(), "\ud83d"])
def test_what_is_no_record_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        as_json(value)
