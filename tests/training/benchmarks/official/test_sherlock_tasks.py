"""Sherlock's localization and retrieval are scored as the official scripts score them."""

from pathlib import Path

import numpy as np
import pytest

from models.errors import BadSetting
from tests.training.benchmarks.official.made_files import write_json, write_localization, write_retrieval
from training.benchmarks.official.sherlock_tasks import score_localization, score_retrieval


def test_inferences_are_matched_with_boxes_all_at_once(tmp_path: Path) -> None:
    write_localization(tmp_path)
    # Both inferences of p like box 1 best, and together they are matched rightly; those of q are exchanged.
    drawn = {"g00": 0.4, "g01": 0.5, "g10": 0.1, "g11": 0.9, "h00": 0.1, "h01": 0.9, "h10": 0.9, "h11": 0.1}
    said = write_json(tmp_path / "said.json", drawn | {"a00": 0.7, "a01": 0.3, "a10": 0.8, "a11": 0.1})

    people, proposed = score_localization(tmp_path, "val", said)

    assert (people.task, people.value, people.n, people.chance) == ("localization, people's boxes", 50, 2, 50)
    assert (proposed.task, proposed.value, proposed.n, proposed.chance) == ("localization, proposed boxes", 50, 1, 50)


def test_who_says_the_same_of_every_box_is_right_by_chance(tmp_path: Path) -> None:
    rows = {
        f"{picture} {inference} {box}": {"type": "gt", "image": str(picture), "inst_id": inference, "bbox_idx": box}
        | {"correct": box == inference}
        for picture in range(200)
        for inference in range(4)
        for box in range(4)
    }
    write_json(tmp_path / "val_localization/val_localization_answer_key.json", rows)
    blind = write_json(tmp_path / "blind.json", {name: row["inst_id"] / 3 for name, row in rows.items()})
    same = write_json(tmp_path / "same.json", dict.fromkeys(rows, 0.5))
    seeing = write_json(tmp_path / "seeing.json", {name: float(row["correct"]) for name, row in rows.items()})

    values = [score_localization(tmp_path, "val", said)[0].value for said in (blind, same, seeing)]

    assert values == [pytest.approx(25, abs=6), pytest.approx(25, abs=6), 100]


def test_a_key_with_boxes_left_out_is_refused(tmp_path: Path) -> None:
    write_localization(tmp_path)
    path = tmp_path / "val_localization/val_localization_answer_key.json"
    row = {"type": "gt", "image": "p", "inst_id": "i", "bbox_idx": 1, "correct": True}
    said = write_json(tmp_path / "said.json", {"a": 1, "b": 1})
    other = {**row, "inst_id": "j", "bbox_idx": 0, "correct": False}

    for rows, message in (
        ({"a": row}, 'its "bbox_idx" is 1, and those of its picture are not the numbers from 0 to 0'),
        ({"a": row, "b": other}, 'its "image" is "p", whose boxes and inferences are not equally many'),
        ({"a": row, "b": row}, 'its "image" is "p", whose boxes and inferences are not equally many'),
        ({"a": {**row, "inst_id": None}}, 'its "inst_id" is null, not the name of an inference'),
        ({}, "holds no pair of a box and an inference: it is empty"),
    ):
        write_json(path, rows)
        with pytest.raises(BadSetting, match=message):
            score_localization(tmp_path, "val", said)


def test_retrieval_ranks_every_inference_for_every_box(tmp_path: Path) -> None:
    write_retrieval(tmp_path)
    matrix = np.array([[0.9, 0.1, 0.2], [0.8, 0.5, 0.1], [0.3, 0.3, 0.3]])
    said = tmp_path / "retrieval_4.npy"
    np.save(said, matrix.flatten())

    texts, boxes, first = score_retrieval(tmp_path, "val", [said])

    assert (texts.metric, texts.value, texts.chance, texts.n) == ("mean rank", pytest.approx(5 / 3, abs=1e-3), 2, 3)
    assert boxes.value == 1
    assert (first.metric, first.value) == ("precision at 1", pytest.approx(100 / 3, abs=1e-3))
    with pytest.raises(BadSetting, match="are of the same part of the retrieval"):
        score_retrieval(tmp_path, "val", [said, said])
    with pytest.raises(BadSetting, match="is not named after its part of the retrieval"):
        score_retrieval(tmp_path, "val", [tmp_path / "said.npy"])
    write_json(tmp_path / "val_retrieval/val_retrieval_4_answer_key.json", {"a": ["r0", "r1"]})
    np.save(said, np.ones(1))
    with pytest.raises(BadSetting, match="has 1 pairs of 1 regions; every region needs every inference"):
        score_retrieval(tmp_path, "val", [said])
