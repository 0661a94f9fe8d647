"""Results files as lmms-eval lays them out, synthetic: no figure in them was measured by anybody."""

from pathlib import Path
from typing import Any

from tests.training.benchmarks.official.made_files import write_json


def lmms_results(**more: Any) -> dict[str, Any]:
    """Return a results file of two tasks, of one of which answers were filtered in two ways."""
    return {
        "results": {
            "refcoco_bbox_val": {
                "alias": "refcoco_bbox_val",
                "refcoco_CIDEr,none": 0.61,
                "refcoco_CIDEr_stderr,none": "N/A",
                "refcoco_METEOR,none": float("nan"),
            },
            "countbench": {
                "alias": "countbench",
                "acc,none": 0.5,
                "acc_stderr,none": 0.1,
                "acc_stderr_clt,none": 0.1,
                "acc,strict": 0.25,
                "acc_stderr,strict": [],
            },
        },
        "group_subtasks": {"countbench": []},
        "configs": {"countbench": {"task": "countbench"}},
        "versions": {"countbench": 0.0},
        "n-shot": {"countbench": 0},
        "higher_is_better": {"countbench": {"acc": True}},
        "n-samples": {"countbench": {"original": 40, "effective": 20}},
        "config": {"model": "qwen2_5_vl", "model_args": "pretrained=Qwen/Qwen2.5-VL-3B-Instruct", "limit": 20},
        "date": "20260806_101010",
        "model_source": "qwen2_5_vl",
        "model_name": "Qwen/Qwen2.5-VL-3B-Instruct",
    } | more


def write_lmms_results(path: Path, **more: Any) -> Path:
    return write_json(path, lmms_results(**more))
