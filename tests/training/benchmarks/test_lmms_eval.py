"""Results of lmms-eval are read as they stand, and a result of ours is written as lmms-eval writes its own."""

import json
from pathlib import Path
from typing import Any

import pytest

from models.errors import BadSetting
from tests.training.benchmarks.lmms_files import write_lmms_results
from tests.training.benchmarks.official.made_files import write_json
from training.benchmarks.joined import as_markdown, join_results
from training.benchmarks.lmms_eval import read_lmms, write_lmms


def captions(**more: Any) -> dict[str, Any]:
    """Return what `deixis evaluate captions --json` prints, synthetic."""
    cider = {"value": 0.8, "n": 30, "interval": [0.702, 0.898]}
    control = {"value": 0.1, "n": 30, "interval": None}
    fields = {"model": "hf:ours", "data": "refs(unc).p (1)", "split": "val", "pictures": 9, "captions": 30}
    return fields | {"different": 28, "cider": cider, "withheld": control, "swapped": control} | more


def test_every_figure_is_read_with_its_interval_and_number(tmp_path: Path) -> None:
    found = read_lmms(write_lmms_results(tmp_path / "a_results.json"))

    figures = [(each["task"], each["metric"], each["value"], each["interval"], each["n"]) for each in found["figures"]]
    assert figures == [
        ("refcoco_bbox_val", "refcoco_CIDEr", 0.61, None, 0),
        ("countbench", "acc", 0.5, [0.304, 0.696], 20),
        ("countbench", "acc, strict", 0.25, None, 20),
    ]
    assert (found["benchmark"], found["model"]) == ("lmms-eval", "Qwen/Qwen2.5-VL-3B-Instruct")
    assert found["scored_by"] == "lmms-eval"
    assert found["settings"]["config"]["limit"] == 20


def test_an_older_file_names_its_model_by_its_arguments(tmp_path: Path) -> None:
    path = write_lmms_results(tmp_path / "a_results.json", model_name="")

    assert read_lmms(path)["model"] == "qwen2_5_vl pretrained=Qwen/Qwen2.5-VL-3B-Instruct"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"results": []}, "is no results file of lmms-eval"),
        ({"results": {}}, "holds no figure"),
        ({"results": {"a": 3}}, 'its "a" is 3, not an object'),
        ({"results": {"a": {"alias": "a"}}}, "holds no figure"),
        ({"model_name": None, "config": None}, "does not say which model it is about"),
        ({"model_name": 3}, 'its "model_name" is 3, not a text'),
    ],
)
def test_another_file_is_refused(change: dict[str, Any], said: str, tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match=r"a_results\.json") as problem:
        read_lmms(write_lmms_results(tmp_path / "a_results.json", **change))
    assert said in str(problem.value)


def test_what_is_imported_stands_in_a_table_of_its_own_and_is_marked(tmp_path: Path) -> None:
    theirs = write_json(tmp_path / "theirs.json", read_lmms(write_lmms_results(tmp_path / "a_results.json")))
    exported = write_json(
        tmp_path / "b_results.json", write_lmms(write_json(tmp_path / "c", captions()), "refcoco_bbox_val")
    )
    ours = write_json(tmp_path / "ours.json", read_lmms(exported))

    (table,) = join_results([theirs, ours])

    assert table.columns == ("countbench acc", "countbench acc, strict", "refcoco_bbox_val refcoco_CIDEr")
    rows = {row.model: [cell and cell.value for cell in row.cells] for row in table.rows}
    assert rows == {
        "Qwen/Qwen2.5-VL-3B-Instruct, lmms-eval": [0.5, 0.25, 0.61],
        "hf:ours, deixis": [None, None, 0.8],
    }
    assert next(as_markdown(table)).startswith("| lmms-eval's own figures | countbench acc |")


def test_a_result_of_ours_is_laid_out_as_theirs(tmp_path: Path) -> None:
    value = write_lmms(write_json(tmp_path / "c.json", captions()), "refcoco_bbox_val")

    assert value["results"]["refcoco_bbox_val"] == {
        "alias": "refcoco_bbox_val", "refcoco_CIDEr,none": 0.8, "refcoco_CIDEr_stderr,none": 0.05,
    }  # fmt: skip
    assert value["n-samples"] == {"refcoco_bbox_val": {"original": 30, "effective": 30}}
    assert (value["model_source"], value["model_name"]) == ("deixis", "hf:ours")
    again = read_lmms(write_json(tmp_path / "d_results.json", value))
    assert again["figures"][0]["interval"] == pytest.approx([0.702, 0.898])
    assert json.loads(json.dumps(value)) == value


@pytest.mark.parametrize(
    ("value", "task", "said"),
    [
        (captions(), "vcr_wiki_en_easy", "is no task of lmms-eval that is measured here"),
        (captions(), "refcoco_bbox_testA", "was measured on the split val, and refcoco_bbox_testA is about testA"),
        ({"benchmark": "vcr"}, "refcoco_bbox_val", "is no result of `deixis evaluate captions --json`"),
        (captions(cider={"value": None, "n": 0, "interval": None}), "refcoco_bbox_val", 'its "value" is null'),
    ],
)
def test_what_has_no_task_there_is_not_exported(value: Any, task: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(BadSetting) as problem:
        write_lmms(write_json(tmp_path / "ours.json", value), task)
    assert said in str(problem.value)
