"""A corpus is read from a file or from an export, and what cannot be used is told with its line."""

import json
from pathlib import Path

import pytest

from models.corpus import Entry
from models.corpus_files.lines import BadLine
from models.errors import BadSetting
from tests.training.corpus.made_entries import made_entries, made_picture
from training.corpus.export.choice import ExportSettings
from training.corpus.export.write import export
from training.corpus.import_entries import import_entries, import_pictures

SETTINGS = ExportSettings(per_file=4, shares={"train": 0.5, "test": 0.5})


def test_an_export_gives_all_its_parts_once(tmp_path: Path) -> None:
    kept = [each for each in made_entries(30) if not each.set_aside]
    settings = SETTINGS.model_copy(update={"formats": ("llava", "parquet")})
    export(made_entries(30), tmp_path / "out", settings)

    found = [each for each in import_entries(tmp_path / "out") if isinstance(each, Entry)]

    assert len(found) == len(kept)
    assert {each.candidate.id: each.candidate for each in found} == {each.candidate.id: each.candidate for each in kept}
    assert {each.split for each in found} == {"train", "test"}


def test_a_bad_line_of_an_export_is_told_with_its_file(tmp_path: Path) -> None:
    broken = next(made_entries(1)).model_copy(update={"path": " "})
    broken = broken.model_copy(update={"candidate": broken.candidate.model_copy(update={"image_id": "12"})})
    export([broken], tmp_path / "out")

    (found,) = import_entries(tmp_path / "out")

    assert isinstance(found, BadLine)
    assert found.line == 1
    assert found.reason.startswith("train-00000-of-00001.jsonl: image_id: ")


def test_an_export_that_was_changed_is_refused(tmp_path: Path) -> None:
    export(made_entries(30), tmp_path / "out", SETTINGS)
    file = min((tmp_path / "out/jsonl").iterdir())
    file.write_text(file.read_text("utf-8").replace("red", "blue"), "utf-8")

    with pytest.raises(BadSetting, match="is not as it was exported, by its hash in manifest"):
        list(import_entries(tmp_path / "out"))
    assert all(isinstance(each, Entry) for each in import_entries(file))
    file.unlink()
    with pytest.raises(BadSetting, match="is not as it was exported"):
        list(import_entries(tmp_path / "out"))


@pytest.mark.parametrize("manifest", [None, "{", "[]", '{"files": []}', '{"files": [5]}'])
def test_a_folder_that_is_no_export_is_told(tmp_path: Path, manifest: str | None) -> None:
    if manifest is not None:
        (tmp_path / "manifest.json").write_text(manifest)

    with pytest.raises(BadSetting, match="holds no export: its manifest"):
        list(import_entries(tmp_path))


def test_a_line_without_a_path_is_no_entry(tmp_path: Path) -> None:
    line = {"id": "a", "image_id": "a" * 64, "question": "Why?", "answer": "So.", "rationale": "See."}
    (tmp_path / "a.jsonl").write_text(json.dumps(line), "utf-8")

    assert list(import_entries(tmp_path / "a.jsonl")) == [BadLine(1, "it gives no path of its picture")]


def test_what_is_set_aside_or_marked_stays_so(tmp_path: Path) -> None:
    entries = list(made_entries(20))
    (tmp_path / "a.jsonl").write_text("".join(f"{each.model_dump_json()}\n" for each in entries), "utf-8")

    assert list(import_entries(tmp_path / "a.jsonl")) == entries


def test_pictures_come_back_from_the_list(tmp_path: Path) -> None:
    export(made_entries(12), tmp_path / "out", pictures=[made_picture(0), made_picture(1)])

    assert list(import_pictures(tmp_path / "out")) == [made_picture(0), made_picture(1)]
    assert list(import_pictures(tmp_path)) == []
    for line, reason in (("{", "it is not JSON"), ('{"path": "a"}', "image: Field required")):
        (tmp_path / "out/pictures.jsonl").write_text(f"{line}\n")
        with pytest.raises(BadSetting, match=f"line 1: {reason}"):
            list(import_pictures(tmp_path / "out"))
