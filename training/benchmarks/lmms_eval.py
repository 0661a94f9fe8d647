"""Results of lmms-eval (github.com/EvolvingLMMs-Lab/lmms-eval) as ours, and ours as its, of a task that it has, too.

Its `..._results.json` holds under "results" by task what is called "acc,none" and "acc_stderr,none", under "n-samples"
how many items were asked, and under "config" the model. Of what we measure it has the captions of RefCOCO's regions
(`refcoco_bbox_val` and the like, CIDEr); it has none of VCR, Sherlock, VisualCOMET, A-OKVQA, SNLI-VE, Visual7W and
reporting bias (its tasks of 6 August 2026). What is imported is told as it stands there, on its own scale.
"""

import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeGuard

from models.errors import BadSetting
from training.benchmarks.official.reading import Row, object_of

NAME = "lmms-eval"
SOURCE = "deixis"  # as the "model_source" of what we export
_CAPTIONS = re.compile(r"(refcoco|refcoco\+|refcocog)_bbox_(val|test|testA|testB)")
_Z = 1.96  # of an interval of 95 %
_NO_METRIC = ("alias", "samples", "task", " ")
_NO_FILTER = "none"


def read_lmms(path: Path) -> dict[str, Any]:
    """Return a results file of lmms-eval as a result that `evaluate table` joins: a figure for each metric of a task.

    A task is "refcoco_bbox_val", a metric "refcoco_CIDEr", or "acc, strict" where answers were filtered. The interval
    is 1.96 standard errors to either side where lmms-eval gives one. Raises BadSetting for what is no such file.
    """
    found = object_of(path)
    if not found.has("results") or not isinstance(found.values["results"], dict):
        raise BadSetting(f'{path} is no results file of {NAME}: it has no "results"; its name ends with _results.json.')
    results = found.row("results")
    figures = [each for task in results.values for each in _figures(results.row(task), task, _asked(found, task))]
    if not figures:
        raise BadSetting(f"{path} holds no figure: all of its tasks are without a number.")
    first = figures[0]
    return {
        "benchmark": NAME,
        **{name: first[name] for name in ("task", "metric", "value", "interval", "n")},
        "split": "all",
        "source": path.name,
        "model": _model_of(found),
        "scored_by": SOURCE if found.values.get("model_source") == SOURCE else NAME,
        "regions": None,
        "question": None,
        "figures": figures,
        "settings": {"config": found.values.get("config"), "date": found.values.get("date")},
    }


def write_lmms(path: Path, task: str) -> dict[str, Any]:
    """Return a result of `deixis evaluate captions --json` as lmms-eval writes it, under the name of its task.

    Raises BadSetting for a task that we do not measure, and for a result of another one.
    """
    match = _CAPTIONS.fullmatch(task)
    if match is None:
        raise BadSetting(
            f"{task!r} is no task of {NAME} that is measured here; these are refcoco_bbox_val, refcoco+_bbox_testA, "
            "refcocog_bbox_test and their like (captions of regions)."
        )
    found = object_of(path)
    if not found.has("cider"):
        raise BadSetting(f"{path} is no result of `deixis evaluate captions --json`, and {task} is about captions.")
    split = found.text("split")
    if split != match[2]:
        raise BadSetting(f"{path} was measured on the split {split}, and {task} is about {match[2]}.")
    cider = found.row("cider")
    metric = "refcoco_CIDEr"
    half = _half_of(cider)
    return {
        "results": {
            task: {
                "alias": task,
                f"{metric},{_NO_FILTER}": cider.number("value"),
                f"{metric}_stderr,{_NO_FILTER}": "N/A" if half is None else round(half / _Z, 6),
            }
        },
        "configs": {task: {"task": task, "note": "CIDEr-D, words cut at blanks and punctuation, not by PTBTokenizer"}},
        "versions": {task: "0.0"},
        "n-shot": {task: 0},
        "higher_is_better": {task: {metric: True}},
        "n-samples": {task: {"original": cider.whole("n"), "effective": cider.whole("n")}},
        "config": {"model": SOURCE, "model_args": f"model={found.text('model')}"},
        "model_source": SOURCE,
        "model_name": found.text("model"),
    }


def _figures(row: Row, task: str, asked: int) -> Iterator[dict[str, Any]]:
    for name, value in row.values.items():
        metric, _, filtered = name.partition(",")
        if metric in _NO_METRIC or "_stderr" in metric or not _is_number(value):
            continue
        error = row.values.get(f"{metric}_stderr,{filtered}")
        half = _Z * error if _is_number(error) else None
        yield {
            "task": task,
            "metric": metric if filtered in ("", _NO_FILTER) else f"{metric}, {filtered}",
            "value": round(value, 6),
            "interval": None if half is None else [round(value - half, 6), round(value + half, 6)],
            "n": asked,
        }


def _asked(found: Row, task: str) -> int:
    """Return how many items of a task were asked; 0 where the file does not say, as those of old versions."""
    counts: Any = found.values.get("n-samples")  # Any: JSON of others
    value = counts.get(task) if isinstance(counts, Mapping) else None
    value = value.get("effective") if isinstance(value, Mapping) else value
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else 0


def _model_of(found: Row) -> str:
    """Return the model: its own name, else the kind and arguments that it was run with."""
    if found.has("model_name") and str(found.values["model_name"]).strip():
        return found.text("model_name")
    if not found.has("config"):
        raise BadSetting(
            f'{found.place} does not say which model it is about: it has neither "model_name" nor "config".'
        )
    config = found.row("config")
    given = str(config.values.get("model_args") or "").strip()
    return f"{config.text('model')} {given}".strip()


def _half_of(cider: Row) -> float | None:
    between: Any = cider.values.get("interval")  # Any: JSON of others
    if isinstance(between, list) and len(between) == 2 and all(map(_is_number, between)):
        return (between[1] - between[0]) / 2
    return None


def _is_number(value: Any) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
