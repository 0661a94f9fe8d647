"""Predictions as each benchmark wants them submitted, read to scores of the items' choices.

vcr           a table with `annot_id`, `answer_0` to `answer_3`, `rationale_conditioned_on_a0_0` to `..a3_3`; or one or
              two arrays (.npy) of answers and of rationales after the right answer, in the order of the questions
sherlock      {test_id: score}, or an array (.npy) in the order of the sorted ids
visualcomet   {"results": [{img_fn, event, inference_relation, inference_candidate_indices, num_gt, rank}]}
aokvqa        {question_id: {"multiple_choice": text, "direct_answer": text}}, each of the two if there is one
snli-ve       {pairID: label}, or lines with "pairID" and "label"; the benchmark itself asks for none
visual7w      [{"qa_id": id, "candidates": [{"answer": text}]}], of which the first counts
"""

import csv
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from models.errors import BadSetting
from training.benchmarks.items import Item, ItemSet
from training.benchmarks.official import snli_ve, vcr
from training.benchmarks.official.reading import Row, object_of, rows_of
from training.benchmarks.official.visualcomet import RELATIONS, order_of, pool_id
from training.benchmarks.predictions import Predictions, Scores

_ANSWERS = [f"answer_{choice}" for choice in range(vcr.CHOICES)]


def read_vcr_answers(items: ItemSet, paths: Sequence[Path], order: Sequence[str]) -> Predictions:
    """Read a table, or arrays in the given order of questions. Raises BadSetting for what does not fit."""
    if paths[0].suffix.lower() == ".npy":
        names = [vcr.answer_id(each) for each in order], _right_rationales(items, order)
        scores = {name: row for path, ids in zip(paths, names, strict=False) for name, row in _array(path, ids)}
    else:
        scores = _table(paths[0], items)
    return _said(paths, scores)


def read_sherlock_answers(items: ItemSet, path: Path) -> Predictions:
    """Read scores by test id. Raises BadSetting where one is missing."""
    ids = sorted(each for item in items.items for each in item.keys)
    scores = sherlock_scores(path, ids)
    return _said([path], {item.id: tuple(scores[each] for each in item.keys) for item in items.items})


def sherlock_scores(path: Path, ids: Sequence[str]) -> dict[str, float]:
    """Return the scores of these test ids, which are sorted. Raises BadSetting where one is missing."""
    if path.suffix.lower() == ".npy":
        array = _loaded(path)
        if array.shape != (len(ids),):
            raise BadSetting(f"{path} has the shape {array.shape}, and there are {len(ids)} instances.")
        return dict(zip(ids, map(float, array), strict=True))
    found = object_of(path)
    missing = next((each for each in ids if each not in found.values), None)
    if missing is not None:
        raise BadSetting(f"{path} has no score of {missing}; all {len(ids)} instances need one.")
    return {each: found.number(each) for each in ids}


def read_visualcomet_answers(items: ItemSet, path: Path) -> Predictions:
    """Read in which order the candidates of each pool were put. Raises BadSetting where one is missing."""
    scores: dict[str, Scores] = {}
    for row in object_of(path).rows("results"):
        group = (row.text("img_fn"), row.text("event"), row.text("inference_relation"))
        if group[2] not in RELATIONS:
            row.refuse("inference_relation", f"not one of {', '.join(RELATIONS)}")
        rank = row.list("rank")
        numbers = [each for each in rank if isinstance(each, int)]
        places = {candidate: place for place, candidate in enumerate(numbers)}
        if len(numbers) != len(rank) or sorted(places) != list(range(len(rank))):
            row.refuse("rank", f"not the numbers from 0 to {len(rank) - 1} in the order of the candidates")
        scores[pool_id(group)] = tuple(-float(places[each]) for each in order_of(group, len(rank)))
    return _said([path], _of_all(items, scores, path, "rank of event"))


def read_snli_ve_answers(items: ItemSet, path: Path) -> Predictions:
    """Read labels by pair. Raises BadSetting for another label and for a pair that is missing."""
    rows = [(row, row.text("pairID"), "label") for row in rows_of(path)] if path.suffix == ".jsonl" else _entries(path)
    scores: dict[str, Scores] = {}
    for row, pair, field in rows:
        label = row.text(field)
        if label not in snli_ve.LABELS:
            row.refuse(field, f"not one of {', '.join(snli_ve.LABELS)}")
        scores[pair] = tuple(float(each == label) for each in snli_ve.LABELS)
    return _said([path], _of_all(items, scores, path, "label of pair"))


def read_visual7w_answers(items: ItemSet, path: Path) -> Predictions:
    """Read answers, which are compared without regard to capitals, as the toolkit does. Raises BadSetting."""
    said = {}
    for row in rows_of(path):
        candidate = next(row.rows("candidates"), None)
        if candidate is None:
            row.refuse("candidates", "without an answer")
        said[str(row.whole("qa_id"))] = candidate.text("answer").strip().lower()
    whole = _of_all(items, said, path, "answer to question")
    return _said([path], dict(_by_words(items.items, whole, lambda text: text.strip().lower())))


def read_aokvqa_answers(items: ItemSet, path: Path) -> Predictions:
    """Read answers, which must be choices letter by letter; one that is missing is wrong, as the script has it."""
    said = {name: entry.text("multiple_choice") for name, entry in aokvqa_entries(path) if entry.has("multiple_choice")}
    return _said([path], dict(_by_words(items.items, said, str)))


def aokvqa_entries(path: Path) -> Iterator[tuple[str, Row]]:
    """Yield what was answered by question. Raises BadSetting for what is no such file."""
    found = object_of(path)
    return ((name, found.row(name)) for name in found.values)


def _said(paths: Sequence[Path], scores: Mapping[str, Scores]) -> Predictions:
    return Predictions(model=" ".join(each.name for each in paths), scored_by="file", scores=dict(scores))


def _of_all(items: ItemSet, found: Mapping[str, Any], path: Path, what: str) -> Mapping[str, Any]:
    """Return what was found. Raises BadSetting where an item has nothing."""
    missing = next((item.id for item in items.items if item.id not in found), None)
    if missing is not None:
        raise BadSetting(f"{path} has no {what} {missing.split(chr(9))}; all {len(items.items)} are needed.")
    return found


def _by_words(
    items: Sequence[Item], said: Mapping[str, str], plain: Callable[[str], str]
) -> Iterator[tuple[str, Scores]]:
    """Yield 1 for the choices that were said and 0 for others; nothing where no choice was said."""
    for item in items:
        scores = tuple(float(item.id in said and plain(each) == said[item.id]) for each in item.choices)
        if any(scores):
            yield item.id, scores


def _entries(path: Path) -> Iterator[tuple[Row, str, str]]:
    found = object_of(path)
    return ((found, name, name) for name in found.values)


def _table(path: Path, items: ItemSet) -> dict[str, Scores]:
    """Return the answers of a table, and the rationales after those answers that the items ask about."""
    asked = {item.id for item in items.items}
    found: dict[str, Scores] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for line, row in enumerate(csv.DictReader(file), start=2):
                question = row.get("annot_id") or ""
                if not question:
                    raise BadSetting(f'{path}, line {line}, has no "annot_id".')
                found[vcr.answer_id(question)] = _cells(path, line, row, _ANSWERS)
                for answer in range(vcr.CHOICES):
                    name = vcr.rationale_id(question, answer)
                    if name in asked:
                        names = [f"rationale_conditioned_on_a{answer}_{choice}" for choice in range(vcr.CHOICES)]
                        found[name] = _cells(path, line, row, names)
    except OSError as error:
        raise BadSetting(f"{path} cannot be read: {error.strerror}.") from None
    except (UnicodeDecodeError, csv.Error) as problem:
        raise BadSetting(f"{path} is no table of predictions: {problem}.") from None
    return dict(_of_all(items, found, path, "row of"))


def _cells(path: Path, line: int, row: Mapping[str, str | None], names: Sequence[str]) -> Scores:
    values = []
    for name in names:
        try:
            value = float(row.get(name) or "")
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            raise BadSetting(f'{path}, line {line}: its "{name}" is {row.get(name)!r}, not a number.')
        values.append(value)
    return tuple(values)


def _right_rationales(items: ItemSet, order: Sequence[str]) -> list[str]:
    """Return the items of the rationales after the right answer, in the order of the questions."""
    graded = {item.group: item.id for item in items.items if item.task == "rationale" and item.grades}
    return [graded.get(each, "") for each in order]


def _array(path: Path, names: Sequence[str]) -> Iterator[tuple[str, Scores]]:
    array = _loaded(path)
    if array.shape != (len(names), vcr.CHOICES):
        raise BadSetting(
            f"{path} has the shape {array.shape}; {len(names)} questions need {(len(names), vcr.CHOICES)}."
        )
    return ((name, tuple(map(float, row))) for name, row in zip(names, array, strict=True))


def _loaded(path: Path) -> np.ndarray:
    try:
        array = np.load(path, allow_pickle=False)
    except OSError as error:
        raise BadSetting(f"{path} cannot be read: {error.strerror or error}.") from None
    except (ValueError, EOFError) as problem:
        raise BadSetting(f"{path} is no array of numbers: {problem}.") from None
    if not isinstance(array, np.ndarray) or array.dtype.kind not in "fiu" or not np.isfinite(array).all():
        raise BadSetting(f"{path} is no array of numbers: some are NaN or infinite, or none at all.")
    return array
