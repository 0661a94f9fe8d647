"""What a critic is trained on: a candidate with the label and the targets that annotators' verdicts lead to.

Made by `annotation/labels.py` from what people said, read by trainers, which know nothing of annotators. The rule is
that of section 2.3 of the paper (Park et al. 2023, arXiv 2312.04837): one rejection rejects.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Literal

from pydantic import Field

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
