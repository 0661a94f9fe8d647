"""What is exported of a round: candidates, judgements, skips and critic labels, as tables.

JSON lines are the records themselves, so candidates can be imported again and labels read by trainers. Rows are flat:
one for each rating or comparison, for each candidate, for each label.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from annotation.files_write import Table
from models.corpus_files.tables import COLUMNS
from models.critic_labels import CriticLabel
from models.judging import Candidate, Item, Judged, Skip
from models.records import Record, Region

JUDGEMENT_COLUMNS = (
    *("submission", "item", "item_kind", "image_id", "position", "candidate", "criterion", "value", "given"),
    *("left", "right", "preferred", "annotator", "slot", "surplus", "flagged", "comment", "seconds", "guidelines"),
    *("revised", "created_at"),
)
LABEL_COLUMNS = (
    *("rule", "candidate", "item", "position", "image_id", "question", "answer", "rationale", "regions", "label"),
    *("qa_target", "rationale_target", "submissions", "adjudicated", "origin", "scores"),
)


def candidate_table(items: Iterable[Item]) -> Table:
    """Return the candidates in a form that `deixis annotate import` takes."""
    lines, rows = [], []
    for item in items:
        for position in range(len(item.candidates)):
            each = item.shown(position)
            gold = item.gold[position] if item.gold else None
            lines.append(_dumped(each) | ({"kind": item.kind, "gold": _dumped(gold)} if gold else {}))
            rows.append(_candidate_row(each) | {"kind": item.kind} | _prefixed("gold_", _dumped(gold) if gold else {}))
    extra = sorted({name for row in rows for name in row} - set(COLUMNS))
    return Table("candidates", lines, rows, (*(name for name in COLUMNS if name != "image"), *extra))


def judgement_table(items: Iterable[Item], judged: Iterable[Judged]) -> Table:
    """Return all that was said, what does not count included; annotators are pseudonyms."""
    by_id = {item.id: item for item in items}
    judged = tuple(judged)
    rows = [row for each in judged for row in _judgement_rows(by_id[each.item_id], each)]
    return Table("judgements", [_dumped(each) for each in judged], rows, JUDGEMENT_COLUMNS)


def skip_table(skips: Sequence[Skip]) -> Table:
    rows = [_dumped(each) for each in skips]
    return Table("skips", rows, rows, tuple(Skip.model_fields))


def label_table(labels: Sequence[CriticLabel]) -> Table:
    rows = [
        {
            "rule": each.rule,
            "item": each.item_id,
            "position": each.position,
            "candidate": each.candidate.id,
            **_candidate_row(each.candidate, flat=False),
            "label": each.label,
            "qa_target": each.qa,
            "rationale_target": each.rationale,
            "submissions": list(each.submissions),
            "adjudicated": list(each.adjudicated),
        }
        for each in labels
    ]
    return Table("labels", [_dumped(each) for each in labels], rows, LABEL_COLUMNS)


def _candidate_row(each: Candidate, *, flat: bool = True) -> dict[str, Any]:
    row = {"id": each.id, "image_id": each.image_id, **_dumped(each.qar), "regions": _regions(each.regions)}
    if flat:
        return row | _prefixed("score:", each.scores) | _prefixed("origin:", each.origin)
    return row | {"scores": dict(each.scores), "origin": dict(each.origin)}


def _judgement_rows(item: Item, judged: Judged) -> Iterator[dict[str, Any]]:
    common = _dumped(judged)
    shared = {name: common[name] for name in JUDGEMENT_COLUMNS if name in common}
    shared |= {"submission": judged.id, "item": item.id, "image_id": item.image_id}
    for rating in judged.ratings:
        yield shared | _dumped(rating) | {"candidate": item.candidates[rating.position].id}
    sides = {"left": judged.left, "right": judged.right}
    names = {side: item.candidates[place].id for side, place in sides.items() if place is not None}
    for comparison in judged.comparisons:
        yield shared | _dumped(comparison) | names | {"preferred": names.get(comparison.value, comparison.value)}


def _regions(regions: Iterable[Region]) -> list[dict[str, Any]]:
    """Return regions without what is left at its default."""
    return [region.model_dump(mode="json", exclude_defaults=True) for region in regions]


def _prefixed(prefix: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{prefix}{name}": value for name, value in values.items()}


def _dumped(record: Record) -> dict[str, Any]:
    return record.model_dump(mode="json")
