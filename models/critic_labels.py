"""What a critic is trained on: a candidate with the label and the targets that annotators' verdicts lead to.

Made by `annotation/labels.py` from what people said, read by trainers, which know nothing of annotators. The rule is
that of section 2.3 of the paper (Park et al. 2023, arXiv 2312.04837): one rejection rejects.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from models.errors import BadSetting
from models.judging import Candidate, Criterion, Verdict
from models.records import Record

RULE = "lskd-1"
POINTS: Mapping[Verdict, int] = {"reject": 1, "maybe": 2, "accept": 3}


class CriticLabel(Record):
    """The label of one candidate by the rule of that name.

    `qa` and `rationale` are regression targets from 0 (rejected) over 2 (perhaps) to 3 (accepted). `submissions` are
    the judgements it is derived from; criteria in `adjudicated` follow an admin's word instead.
    """

    rule: str
    item_id: str
    position: int = Field(ge=0, le=4)
    candidate: Candidate
    label: Literal["accept", "reject"]
    qa: float = Field(ge=0, le=3)
    rationale: float = Field(ge=0, le=3)
    submissions: tuple[str, ...] = ()
    adjudicated: tuple[Criterion, ...] = ()


class LabelManifest(Record):
    """How labels came about: the rule by name and in words, and what was counted and what was not.

    `unfinished` candidates have fewer than `least` judgements; `undecided` ones lost a verdict that had been forced by
    another one, which an admin overturned, and need a word on the rationale too. `uncounted` judgements are surplus,
    gold, qualification or by an excluded annotator. `guidelines` counts judgements by version.
    """

    rule: str
    meaning: str
    least: int
    items: int
    candidates: int
    labels: int
    accepted: int
    adjudicated: int
    unfinished: int
    undecided: int
    submissions: int
    uncounted: int
    annotators: int
    forced: int
    guidelines: dict[str, int]


def target(values: Sequence[Verdict]) -> float:
    """Return the regression target: 0 with a rejection among the values, else their mean.

    >>> target(["accept", "maybe"]), target(["accept", "reject"])
    (2.5, 0.0)
    """
    if "reject" in values:
        return 0.0
    return sum(POINTS[value] for value in values) / len(values)


def label_of(verdicts: Collection[Verdict]) -> Literal["accept", "reject"]:
    """Return the label that all verdicts on a candidate lead to."""
    return "reject" if "reject" in verdicts else "accept"


def joined(labels: Iterable[CriticLabel]) -> tuple[CriticLabel, ...]:
    """Return one label for each candidate out of those of several rounds, in the order of the first ones.

    One rejection rejects, as within a round; other targets are the means over all judgements, those of a label without
    any counting as one.
    """
    found: dict[tuple[str, str], list[CriticLabel]] = {}
    for each in labels:
        found.setdefault((each.candidate.image_id, each.candidate.id), []).append(each)
    return tuple(own[0] if len(own) == 1 else _joined(own) for own in found.values())


def read_labels(path: Path) -> tuple[CriticLabel, ...]:
    """Read a file of labels, a JSON object in each line. Raises BadSetting with the line that is none."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise BadSetting(f"{path} cannot be read: {reason}.") from None
    return tuple(_read(path, number, line) for number, line in enumerate(lines, start=1) if line.strip())


def _joined(labels: Sequence[CriticLabel]) -> CriticLabel:
    first, weights = labels[0], [max(1, len(each.submissions)) for each in labels]

    def mean(targets: Sequence[float]) -> float:
        if 0 in targets:
            return 0.0
        return sum(weight * each for weight, each in zip(weights, targets, strict=True)) / sum(weights)

    said = {
        "label": "reject" if any(each.label == "reject" for each in labels) else "accept",
        "qa": mean([each.qa for each in labels]),
        "rationale": mean([each.rationale for each in labels]),
        "submissions": tuple(dict.fromkeys(name for each in labels for name in each.submissions)),
        "adjudicated": tuple(dict.fromkeys(name for each in labels for name in each.adjudicated)),
    }
    return first.model_copy(update=said)


def _read(path: Path, number: int, line: str) -> CriticLabel:
    try:
        return CriticLabel.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadSetting(
            f"{path}, line {number}, is no label as `deixis annotate export` writes them"
            f"{f' ({where})' if where else ''}: {first['msg']}."
        ) from None
