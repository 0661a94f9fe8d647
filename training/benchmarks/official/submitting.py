"""Write predictions as each benchmark wants them submitted; `answers.py` reads them back."""

import csv
import io
import json
import math
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from models.errors import BadSetting
from models.whole_file import write_whole
from training.benchmarks.items import Item, ItemSet
from training.benchmarks.metrics import chosen
from training.benchmarks.official import aokvqa, sherlock, snli_ve, vcr, visual7w, visualcomet
from training.benchmarks.official.visualcomet import group_of, order_of
from training.benchmarks.predictions import Predictions, Scores


def write_answers(items: ItemSet, said: Predictions, path: Path) -> None:
    """Write what a model said of a benchmark's items. Raises BadSetting for items that it could not read, and for
    benchmarks that have no form of their own."""
    if items.asks not in _FORMS:
        raise BadSetting(f"{items.asks} has no form of predictions; there is one for {', '.join(_FORMS)}.")
    missing = next((item for item in items.items if item.id not in said.scores), None)
    if missing is not None:
        reason = said.unread.get(missing.id, "it was not asked")
        raise BadSetting(f"{path} cannot be written: {said.model} said nothing of {missing.id.split(chr(9))}: {reason}")
    try:
        write_whole(path, _FORMS[items.asks](items, said.scores).encode())
    except OSError as error:
        raise BadSetting(f"{path} cannot be written: {error.strerror}.") from None


def _vcr(items: ItemSet, scores: Mapping[str, Scores]) -> str:
    """Write the table of the leaderboard: shares of four, for the answers and for the rationales after each of them."""
    file = io.StringIO()
    letters = [f"rationale_conditioned_on_a{answer}" for answer in range(vcr.CHOICES)]
    heads = [f"{name}_{choice}" for name in ("answer", *letters) for choice in range(vcr.CHOICES)]
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["annot_id", *heads])
    for question in dict.fromkeys(item.group for item in items.items):
        names = [vcr.answer_id(question), *(vcr.rationale_id(question, answer) for answer in range(vcr.CHOICES))]
        missing = next((name for name in names if name not in scores), None)
        if missing is not None:
            raise BadSetting(
                f"The table of {vcr.NAME} needs the rationales after all four answers; {missing} is missing."
            )
        writer.writerow([question, *(f"{share:.6g}" for name in names for share in _shares(scores[name]))])
    return file.getvalue()


def _sherlock(items: ItemSet, scores: Mapping[str, Scores]) -> str:
    pairs = (pair for item in items.items for pair in zip(item.keys, scores[item.id], strict=True))
    return _json(dict(sorted(pairs)))


def _visualcomet(items: ItemSet, scores: Mapping[str, Scores]) -> str:
    results = []
    for item in items.items:
        order = order_of(group_of(item), len(item.choices))
        ranked = sorted(range(len(order)), key=lambda place: -scores[item.id][place])
        rank = [order[place] for place in ranked]
        right = len(item.right)
        results.append(
            dict(zip(("img_fn", "event", "inference_relation"), group_of(item), strict=True))
            | {
                "inference_candidate_indices": [int(each) for _, each in sorted(zip(order, item.keys, strict=True))],
                "num_gt": right,
                "rank": rank,
                "recall": sum(each < right for each in rank[:right]) / right,
            }
        )
    mean = math.fsum(each["recall"] for each in results) / len(results)
    return _json({"mean_recall": mean, "results": results})


def _aokvqa(items: ItemSet, scores: Mapping[str, Scores]) -> str:
    return _json({item.id: {"multiple_choice": said} for item, said in _choices(items, scores)})


def _snli_ve(items: ItemSet, scores: Mapping[str, Scores]) -> str:
    return _json({item.id: said for item, said in _choices(items, scores)})


def _visual7w(items: ItemSet, scores: Mapping[str, Scores]) -> str:
    return _json(
        [
            {"qa_id": int(item.id), "question": item.question, "candidates": [{"answer": said}]}
            for item, said in _choices(items, scores)
        ]
    )


def _choices(items: ItemSet, scores: Mapping[str, Scores]) -> Iterator[tuple[Item, str]]:
    return ((item, item.choices[chosen(scores[item.id])]) for item in items.items)


def _shares(logs: Scores) -> list[float]:
    """Return scores, which are logarithms of shares, as shares."""
    most = max(logs)
    parts = [math.exp(each - most) for each in logs]
    return [each / math.fsum(parts) for each in parts]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


_FORMS: Mapping[str, Callable[[ItemSet, Mapping[str, Scores]], str]] = {
    vcr.NAME: _vcr,
    sherlock.NAME: _sherlock,
    visualcomet.NAME: _visualcomet,
    aokvqa.NAME: _aokvqa,
    snli_ve.NAME: _snli_ve,
    visual7w.NAME: _visual7w,
}
