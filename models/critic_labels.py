"""What a critic is trained on: a candidate with the label and the targets that annotators' verdicts lead to.

Made by `annotation/labels.py`, read by trainers, which know nothing of annotators.
"""

from typing import Literal

from pydantic import Field

from models.judging import Candidate, Criterion
from models.records import Record


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
