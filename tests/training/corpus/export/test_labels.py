"""Good and bad texts with a label, in the shape that TRL documents as unpaired preference, with pictures."""

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.json
import pytest

from models.corpus import Entry
from models.corpus_files.lines import BadLine
from models.errors import BadSetting
from tests.training.corpus.made_entries import CRITIC, made_entries, made_picture
from training.corpus.export.choice import ExportSettings
from training.corpus.export.manifest import Manifest
from training.corpus.export.write import export
from training.corpus.import_entries import import_entries

SETTINGS = ExportSettings(formats=("unpaired",), critic=CRITIC, threshold=0.5)
FILE = "unpaired/train-00000-of-00001.jsonl"
WRITTEN = "conversations/train-00000-of-00001.jsonl"


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def good_ones(entries: list[Entry]) -> list[Entry]:
    return [each for each in entries if not each.set_aside]


def test_the_critic_says_which_texts_are_good_and_which_are_bad(tmp_path: Path) -> None:
    entries = list(made_entries(60))

    manifest = export(entries, tmp_path / "out", SETTINGS)

    assert {each["id"]: each["label"] for each in lines_of(tmp_path / "out" / FILE)} == {
        each.candidate.id: each.candidate.scores[CRITIC] >= 0.5 for each in good_ones(entries)
    }
    assert entries_in(manifest, "unpaired") == len(good_ones(entries)) > manifest.exported
    assert manifest.notes[-1] == f"A label in unpaired/ says whether {CRITIC} scored the text 0.5 or more."


def entries_in(manifest: Manifest, form: str) -> int:
    return sum(each.entries for each in manifest.files if each.path.startswith(f"{form}/"))


def test_people_say_it_of_the_texts_that_they_saw_whatever_the_score(tmp_path: Path) -> None:
    entries = good_ones(list(made_entries(60)))
    people = {entries[0].candidate.id: False, entries[7].candidate.id: True, "unknown": True}

    manifest = export(entries, tmp_path / "out", SETTINGS, labels=people)

    assert {each["id"]: each["label"] for each in lines_of(tmp_path / "out" / FILE)} == {
        entries[0].candidate.id: False,
        entries[7].candidate.id: True,
    }
    assert manifest.notes[-1] == "A label in unpaired/ says whether people accepted the text."


def test_a_text_with_a_mark_that_is_not_wanted_is_neither_good_nor_bad(tmp_path: Path) -> None:
    entries = list(made_entries(60))
    marked = {each.candidate.id for each in entries if each.marks}

    export(entries, tmp_path / "out", SETTINGS.model_copy(update={"without_marks": ("speculation",)}))

    labelled = {each["id"] for each in lines_of(tmp_path / "out" / FILE)}
    assert labelled
    assert not labelled & marked


def test_pictures_of_bad_texts_alone_are_listed_and_are_in_the_split_of_their_own(tmp_path: Path) -> None:
    settings = SETTINGS.model_copy(update={"shares": {"train": 0.5, "test": 0.5}, "threshold": 1.0})

    export(made_entries(60), tmp_path / "out", settings, pictures=map(made_picture, range(10)))

    split_of = {each["path"]: each.get("split", "train") for each in lines_of(tmp_path / "out/pictures.jsonl")}
    assert len(split_of) == 10
    for path in (tmp_path / "out/unpaired").iterdir():
        for line in lines_of(path):
            assert split_of[line["images"][0]] == path.name.partition("-")[0]


def test_without_anybody_who_says_so_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="name the labels of people with --labels"):
        export(made_entries(3), tmp_path / "out", ExportSettings(formats=("unpaired",)))

    assert not (tmp_path / "out").exists()


def test_lines_have_one_schema_and_it_is_the_documented_one(tmp_path: Path) -> None:
    settings = SETTINGS.model_copy(update={"formats": ("unpaired", "conversations")})
    export(made_entries(60), tmp_path / "out", settings)

    labelled, written = (pyarrow.json.read_json(tmp_path / "out" / name) for name in (FILE, WRITTEN))

    part = pa.struct([("type", pa.string()), ("text", pa.string())])
    turns = pa.list_(pa.struct([("role", pa.string()), ("content", pa.list_(part))]))
    assert {name: labelled.schema.field(name).type for name in ("images", "prompt", "completion", "label")} == {
        "images": pa.list_(pa.string()),
        "prompt": turns,
        "completion": turns,
        "label": pa.bool_(),
    }
    assert {name: written.schema.field(name).type for name in ("images", "messages")} == {
        "images": pa.list_(pa.string()),
        "messages": turns,
    }
    for line in lines_of(tmp_path / "out" / FILE):
        (asked,), (answered,) = line["prompt"], line["completion"]
        assert (asked["role"], answered["role"]) == ("user", "assistant")
        assert [each["type"] for each in asked["content"]] == ["image", "text"]
        assert len(line["images"]) == sum(each["type"] == "image" for each in asked["content"])
        assert answered["content"][0]["text"].startswith("Answer: ")


def test_labelled_lines_give_their_entries_back(tmp_path: Path) -> None:
    entries = good_ones(list(made_entries(60)))
    export(entries, tmp_path / "out", SETTINGS)

    assert list(import_entries(tmp_path / "out" / FILE)) == entries


@pytest.mark.parametrize(("label", "scores"), [(True, {"label": 1.0}), (False, {"label": 0.0})])
def test_a_label_from_elsewhere_is_kept_as_a_score(
    label: bool,
    scores: dict[str, float],
    tmp_path: Path,
) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(elsewhere(label)), "utf-8")

    (found,) = import_entries(tmp_path / "a.jsonl")

    assert isinstance(found, Entry)
    assert found.candidate.scores == scores


def test_a_label_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(elsewhere("good")), "utf-8")

    assert list(import_entries(tmp_path / "a.jsonl")) == [BadLine(1, "its \"label\" is 'good', neither true nor false")]


def elsewhere(label: object) -> dict[str, Any]:
    return {
        "images": ["a.jpg"],
        "prompt": [{"role": "user", "content": "Why?"}],
        "completion": [{"role": "assistant", "content": "Answer: So.\nRationale: It is."}],
        "label": label,
    }
