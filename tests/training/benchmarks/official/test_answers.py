"""Files of predictions are scored as the official scripts score them, and come back as they were written."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.errors import BadSetting
from models.records import Question
from tests.training.benchmarks.official.made_files import WRITERS, write_json, write_lines
from training.benchmarks.measure import Measured, judge
from training.benchmarks.official.benchmarks import BENCHMARKS, score_files
from training.benchmarks.official.submitting import write_answers
from training.benchmarks.official.vcr import read_vcr
from training.benchmarks.predictions import predict


class ByLength:
    """Prefers long choices."""

    name = "by length"

    def score(self, image: Any, question: Question, choices: Sequence[str]) -> tuple[float, ...]:  # noqa: ARG002
        return tuple(len(each) / sum(map(len, choices)) for each in choices)


def values(found: Measured) -> dict[str, float]:
    return {each.task: each.value for each in found.figures}


@pytest.mark.parametrize("name", BENCHMARKS)
def test_what_is_written_is_scored_as_it_was_measured(name: str, tmp_path: Path) -> None:
    WRITERS[name](tmp_path)
    split = BENCHMARKS[name].split
    items = read_vcr(tmp_path, split, every_answer=True) if name == "vcr" else BENCHMARKS[name].read(tmp_path, split)
    said = predict(ByLength(), items, scored_by="match")
    path = tmp_path / ("said.csv" if name == "vcr" else "said.json")

    write_answers(items, said, path)

    assert values(score_files(name, tmp_path, [path])) == pytest.approx(values(judge(items, said)))


def test_vcr_is_scored_from_arrays_in_the_order_of_the_file(tmp_path: Path) -> None:
    WRITERS["vcr"](tmp_path)  # answers 1, 3, 0 and rationales 2, 0, 0
    answers, rationales = tmp_path / "answers.npy", tmp_path / "rationales.npy"
    np.save(answers, np.eye(4)[[1, 3, 1]])
    np.save(rationales, np.eye(4)[[2, 1, 0]])

    both = score_files("vcr", tmp_path, [answers, rationales])

    assert values(both) == pytest.approx({"Q->A": 200 / 3, "QA->R": 200 / 3, "Q->AR": 100 / 3}, abs=1e-3)
    assert values(score_files("vcr", tmp_path, [answers])) == pytest.approx({"Q->A": 200 / 3}, abs=1e-3)
    np.save(answers, np.eye(4)[[1, 3]])
    with pytest.raises(BadSetting, match=r"answers.npy has the shape \(2, 4\); 3 questions need \(3, 4\)"):
        score_files("vcr", tmp_path, [answers])


def test_a_table_of_vcr_with_a_hole_is_refused(tmp_path: Path) -> None:
    WRITERS["vcr"](tmp_path)
    items = read_vcr(tmp_path, every_answer=True)
    path = tmp_path / "said.csv"
    write_answers(items, predict(ByLength(), items, scored_by="match"), path)
    lines = path.read_text().splitlines()

    path.write_text("\n".join([*lines[:2], lines[2].replace(lines[2].split(",")[1], "?", 1)]))
    with pytest.raises(BadSetting, match=r"said.csv, line 3: its \"answer_0\" is '\?', not a number"):
        score_files("vcr", tmp_path, [path])
    path.write_text("\n".join(lines[:3]))
    with pytest.raises(BadSetting, match=r"said.csv has no row of .*val-1-answer.*; all 6 are needed"):
        score_files("vcr", tmp_path, [path])


def test_sherlock_is_scored_by_id_or_in_the_order_of_sorted_ids(tmp_path: Path) -> None:
    WRITERS["sherlock"](tmp_path)  # x: (1, 2, 3) and (1, 3, 2); y: (3, 1, 1) and (3, 2, 1)
    scores = {"x0": 0.1, "x1": 0.2, "x2": 0.3, "y0": 0.9, "y1": 0.5, "y2": 0.1}
    path = write_json(tmp_path / "said.json", scores)
    array = tmp_path / "said.npy"
    np.save(array, np.array(list(scores.values()), dtype=np.float32))

    found = score_files("sherlock", tmp_path, [path])

    assert found.value("comparison") == pytest.approx(100 * ((1 + 1 / 3) / 2 + (1 + 1) / 2) / 2, abs=1e-3)
    assert values(score_files("sherlock", tmp_path, [array])) == values(found)
    write_json(path, scores | {"y1": float("nan")})
    with pytest.raises(BadSetting, match=r'said.json: its "y1" is NaN, not a finite number'):
        score_files("sherlock", tmp_path, [path])
    write_json(path, {"x0": 0.1})
    with pytest.raises(BadSetting, match=r"said.json has no score of x1; all 6 instances need one"):
        score_files("sherlock", tmp_path, [path])
    np.save(array, np.zeros(5))
    with pytest.raises(BadSetting, match=r"has the shape \(5,\), and there are 6 instances"):
        score_files("sherlock", tmp_path, [array])


def test_visualcomet_is_scored_by_the_pool_that_predictions_name(tmp_path: Path) -> None:
    WRITERS["visualcomet"](tmp_path)
    items = BENCHMARKS["visualcomet"].read(tmp_path, "val")
    path = tmp_path / "said.json"
    write_answers(items, predict(ByLength(), items, scored_by="match"), path)
    said = json.loads(path.read_text())

    assert score_files("visualcomet", tmp_path, [path]).value("ranking") == pytest.approx(
        100 * said["mean_recall"], abs=1e-3
    )
    for wrong in (77, "first", [0]):
        said["results"][0]["rank"][0] = wrong
        write_json(path, said)
        with pytest.raises(BadSetting, match=r'"results"\[0\]: its "rank" is .*, not the numbers from 0 to 7'):
            score_files("visualcomet", tmp_path, [path])


def test_aokvqas_direct_answers_are_scored_where_there_are_any(tmp_path: Path) -> None:
    WRITERS["aokvqa"](tmp_path)
    said = {"q0": {"multiple_choice": "cab", "direct_answer": "cab"}, "q1": {"multiple_choice": "Bus"}}
    path = write_json(tmp_path / "said.json", said)

    found = score_files("aokvqa", tmp_path, [path])

    assert values(found) == pytest.approx({"choice": 100 / 3, "direct answer": 100 / 3}, abs=1e-3)
    assert found.unread == 2  # "Bus" is no choice letter by letter, and nothing is said of q2
    write_json(path, {"q0": {"multiple_choice": "cab"}})
    assert values(score_files("aokvqa", tmp_path, [path])).keys() == {"choice"}


def test_snli_ve_is_scored_from_an_object_or_lines(tmp_path: Path) -> None:
    WRITERS["snli-ve"](tmp_path)
    said = {"12.jpg#0": "entailment", "12.jpg#1": "neutral", "12.jpg#2": "neutral"}
    path = write_json(tmp_path / "said.json", said)
    lines = write_lines(tmp_path / "said.jsonl", *({"pairID": name, "label": each} for name, each in said.items()))

    found = score_files("snli-ve", tmp_path, [path])

    assert found.value("entailment") == pytest.approx(200 / 3, abs=1e-3)
    assert found.by_type["contradiction"][0].value == 0
    assert values(score_files("snli-ve", tmp_path, [lines])) == values(found)
    write_json(path, said | {"12.jpg#1": "maybe"})
    with pytest.raises(BadSetting, match=r'said.json: its "12.jpg#1" is "maybe", not one of'):
        score_files("snli-ve", tmp_path, [path])


def test_visual7w_is_scored_without_regard_to_capitals(tmp_path: Path) -> None:
    WRITERS["visual7w"](tmp_path)
    said = [{"qa_id": 1, "candidates": [{"answer": "WOOD. "}]}, {"qa_id": 2, "candidates": [{"answer": "Clay."}]}]
    path = write_json(tmp_path / "said.json", said)

    assert score_files("visual7w", tmp_path, [path]).value("choice") == 50
    write_json(path, said[:1])
    with pytest.raises(BadSetting, match=r"said.json has no answer to question \['2'\]; all 2 are needed"):
        score_files("visual7w", tmp_path, [path])


def test_sherlocks_other_tasks_are_scored_by_name(tmp_path: Path) -> None:
    pairs = {f"{box}{text}": [f"r{box}", f"r{text}"] for box in range(2) for text in range(2)}
    write_json(tmp_path / "val_retrieval/val_retrieval_0_answer_key.json", pairs)
    said = write_json(tmp_path / "retrieval_0.json", {"00": 1, "01": 0, "10": 0, "11": 1})

    found = score_files("sherlock", tmp_path, [said], task="retrieval")

    assert [(each.metric, each.value) for each in found.figures][1:] == [("mean rank", 1), ("precision at 1", 100)]
    with pytest.raises(BadSetting, match="vcr has no task 'retrieval'; sherlock has comparison, localization"):
        score_files("vcr", tmp_path, [said], task="retrieval")


def test_unknown_benchmarks_and_too_many_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="There is no benchmark 'gqa'; there are vcr, sherlock"):
        score_files("gqa", tmp_path, [])
    with pytest.raises(BadSetting, match="sherlock is scored from one file of predictions"):
        score_files("sherlock", tmp_path, [tmp_path, tmp_path])
