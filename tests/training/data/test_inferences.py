"""Sherlock and VisualCOMET as examples; the records are made up, in the shape of the published files."""

import doctest
import json
import pickle
from pathlib import Path
from typing import Any

import pytest

import training.data.sherlock
from models.errors import BadPicture, BadSetting
from models.records import Box
from training.data.picture_places import There
from training.data.sherlock import Sherlock
from training.data.visualcomet import VisualCOMET

CLUE: dict[str, Any] = {
    "instance_id": "a1",
    "inputs": {
        "image": {"url": "https://host.example/x/VG_100K/7.jpg", "width": 100, "height": 80},
        "bboxes": [
            {"left": 10, "top": 20, "width": 30, "height": 40},
            {"left": 5, "top": 5, "width": 1, "height": 1},
            {"left": 50, "top": 0, "width": 20, "height": 20},
        ],
        "clue": "wet shoes by the door",
        "confidence": 3,
    },
    "targets": {"inference": "it has rained"},
}
EVENT: dict[str, Any] = {
    "img_fn": "m/a@0.jpg",
    "metadata_fn": "m/a@0.json",
    "event": "1 hands 2 a bag with 12 apples.",
    "before": ["buy apples", "meet 2 at 2.30"],
    "intent": ["help 2"],
    "after": ["wave to 2."],
}


def _write(path: Path, records: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(records), "utf-8")
    return path


def _movie(folder: Path, event: dict[str, Any] = EVENT) -> VisualCOMET:
    metadata = {
        "width": 90,
        "height": 60,
        "names": ["person", "person"],
        "boxes": [[1, 2, 30, 40, 0.9], [40, 5, 80, 55, 0.8]],
    }
    _write(folder / "vcr1images" / "m" / "a@0.json", metadata)
    return VisualCOMET(_write(folder / "train.json", [event]), folder)


def test_a_clue_is_a_question_about_its_boxes(tmp_path: Path) -> None:
    (one,) = Sherlock(_write(tmp_path / "s.json", [CLUE]))

    assert one.image == "VG_100K/7.jpg"
    assert [region.box for region in one.regions] == [Box(10, 20, 40, 60), Box(50, 0, 70, 20)], "a dot shows nothing"
    assert one.qar.question == "What does [0] and [1] tell?"
    assert (one.qar.answer, one.qar.rationale) == ("it has rained", "wet shoes by the door")
    assert one.origin["confidence"] == 3


def test_addresses_become_paths() -> None:
    assert doctest.testmod(training.data.sherlock).attempted == 2
    assert doctest.testmod(training.data.sherlock).failed == 0


@pytest.mark.parametrize(
    ("records", "reason"),
    [
        ([{**CLUE, "targets": {}}], "line 1, is no record of Sherlock: it has no 'inference'"),
        ([{**CLUE, "inputs": {**CLUE["inputs"], "bboxes": CLUE["inputs"]["bboxes"][1:2]}}], "none of its boxes shows"),
        ([], "an empty list"),
        ([3], "line 1, cannot be learned from: it is not a JSON object"),
    ],
)
def test_records_of_another_shape_are_named(tmp_path: Path, records: object, reason: str) -> None:
    with pytest.raises(BadSetting, match=reason):
        Sherlock(_write(tmp_path / "s.json", records))


def test_an_event_is_a_question_for_each_thing_that_was_written_about_it(tmp_path: Path) -> None:
    examples = list(_movie(tmp_path))

    assert [(each.qar.question, each.qar.answer) for each in examples] == [
        ("[0] hands [1] a bag with 12 apples. What came before that?", "buy apples"),
        ("[0] hands [1] a bag with 12 apples. What came before that?", "meet [1] at 2.30"),
        ("[0] hands [1] a bag with 12 apples. What for?", "help [1]"),
        ("[0] hands [1] a bag with 12 apples. What is most likely next?", "wave to [1]"),
    ]
    assert examples[0].regions[1].box == Box(40, 5, 80, 55)
    assert len({each.id for each in examples}) == 4


def test_metadata_are_read_once_for_the_inferences_that_follow_one_another(tmp_path: Path) -> None:
    first = _movie(tmp_path)
    known = list(first)
    metadata = tmp_path / "vcr1images" / "m"
    (metadata / "b@0.json").write_bytes((metadata / "a@0.json").read_bytes())
    events = [EVENT, {**EVENT, "img_fn": "m/b@0.jpg", "metadata_fn": "m/b@0.json"}]
    source = VisualCOMET(_write(tmp_path / "two.json", events), tmp_path)

    begun = source[0]
    (metadata / "a@0.json").write_text("{")

    assert [begun, *(source[number] for number in range(1, len(known)))] == known
    assert source[len(known)].regions == begun.regions
    with pytest.raises(BadPicture, match=r"m/a@0\.json is not JSON"):
        source[0]  # another picture's were read meanwhile
    assert pickle.dumps(source), "as it is sent to a loader's workers"


def test_files_without_inferences_or_metadata_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="no record has an inference"):
        _movie(tmp_path, {name: EVENT[name] for name in ("img_fn", "metadata_fn", "event")})
    with pytest.raises(BadSetting, match="line 1, is no record of VisualCOMET: it has no 'event'"):
        _movie(tmp_path, {**EVENT, "event": None})
    with pytest.raises(BadSetting, match=r"train\.json holds nothing to learn from: none of its pictures"):
        _movie(tmp_path, {**EVENT, "metadata_fn": "m/none.json"})


def test_pictures_without_metadata_are_left_out_and_damaged_metadata_are_met_later(tmp_path: Path) -> None:
    _movie(tmp_path)
    path, there = _write(tmp_path / "train.json", [EVENT, {**EVENT, "img_fn": "b", "metadata_fn": "b"}]), There()

    source = VisualCOMET(path, tmp_path, there)

    assert (len(source), there.missing) == (4, {"b"})
    (tmp_path / "vcr1images" / "m" / "a@0.json").write_text("{")
    with pytest.raises(BadPicture, match=r"cannot be learned from: the metadata m/a@0.json is not JSON"):
        source[0]
