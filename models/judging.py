"""The vocabulary of human judgement: rounds, the screens that annotators are shown, and what they say of them.

A round is a set of items that so many annotators each (its overlap) judge. In a round of kind "rate" an item is a
picture with up to five QARs, and of each its question-and-answer and its rationale are accepted, perhaps accepted or
rejected (section 2.3 of the paper). In a round of kind "compare" an item is one question with two texts, of which one
is preferred or neither (figure 15). What an annotator is shown never tells where a text comes from.
"""

from datetime import datetime
from typing import Literal, NamedTuple, Self

from pydantic import Field, model_validator

from models.records import QAR, ImageRecord, Record, Region, Setting

Verdict = Literal["accept", "maybe", "reject"]
Criterion = Literal["qa", "rationale"]
Given = Literal["chosen", "forced"]
Preference = Literal["left", "tie", "right"]
PairCriterion = Literal["correctness", "informativeness", "plausibility", "overall"]
RoundKind = Literal["rate", "compare"]
# "gold" items have known verdicts and are shown to everybody, unannounced; "qualification" items come first, with
# feedback; "item" is what the round is about.
ItemKind = Literal["item", "gold", "qualification"]
SkipReason = Literal["picture does not load", "cannot tell", "offensive or distressing", "other"]

MOST_COMMENT = 2000  # characters


class Candidate(Record):
    """A generated QAR, where it comes from, and what critics and others scored it.

    `regions` are those of the picture that may be named. `origin` tells teacher, prompt or program, version and the
    like; annotators never see it. Scores are kept whatever they are: the cut is made at export.
    """

    id: str = Field(min_length=1, max_length=200)
    image_id: str
    regions: tuple[Region, ...] = ()
    qar: QAR
    origin: dict[str, Setting] = Field(default_factory=dict)
    scores: dict[str, float] = Field(default_factory=dict)


class GoldVerdict(Record):
    """What a QAR of a gold or qualification item should be rated; `why` is the feedback that qualification gives."""

    qa: Verdict
    rationale: Verdict
    why: str = Field(default="", max_length=MOST_COMMENT)


class Item(Record):
    """What is judged together: for "rate" up to five candidates, for "compare" exactly two about one question.

    `priority` orders the queue, highest first; `uniform` marks the random slice whose place in the queue does not
    depend on any score, so that rates measured on it are unbiased. `gold` has a verdict per candidate, or is empty.
    """

    id: str = Field(min_length=1, max_length=64)
    kind: ItemKind = "item"
    image_id: str
    regions: tuple[Region, ...] = ()
    candidates: tuple[Candidate, ...] = Field(min_length=1, max_length=5)
    gold: tuple[GoldVerdict, ...] = ()
    priority: float = 0.0
    uniform: bool = False

    @model_validator(mode="after")
    def _gold_has_a_verdict_for_each(self) -> Self:
        if self.gold and len(self.gold) != len(self.candidates):
            raise ValueError(f"item {self.id} has {len(self.candidates)} candidates and {len(self.gold)} gold verdicts")
        if self.kind != "item" and not self.gold:
            raise ValueError(f"item {self.id} is {self.kind} and has no gold verdicts")
        return self

    def shown(self, position: int) -> Candidate:
        """Return a candidate with the regions that it is shown with: its own, or those of all."""
        each = self.candidates[position]
        return each if each.regions else each.model_copy(update={"regions": self.regions})


class RoundSettings(Record):
    """What is fixed when a round begins. Times are seconds, pay is in `currency` per screen.

    With `extra` a further annotator is asked when those of an item disagree about a rejection. `gold_every` screens
    one gold item is mixed in, 0 for never; `pass_mark` is the share of gold verdicts to be met in qualification.
    """

    overlap: int = Field(default=2, ge=1, le=20)
    lease_seconds: int = Field(default=900, ge=20, le=86_400)
    extra: bool = True
    gold_every: int = Field(default=10, ge=0)
    pass_mark: float = Field(default=0.7, ge=0, le=1)
    guidelines: str = Field(default="", max_length=64)
    consent: str = Field(default="", max_length=20_000)
    pay: float = Field(default=0.0, ge=0)
    currency: str = Field(default="USD", pattern=r"^[A-Z]{3}$")
    hourly_floor: float = Field(default=0.0, ge=0)
    completion_code: str = Field(default="", max_length=200)
    return_url: str = Field(default="", max_length=2000)
    seed: int = 0


class Round(Record):
    """A round of judging. A closed round hands out nothing more; what is on the way may still come in.

    While it is `filling`, not all of what it begins with is in it: it is closed, and opened with the last of its items.
    """

    id: str
    name: str = Field(min_length=1, max_length=200)
    kind: RoundKind = "rate"
    settings: RoundSettings = RoundSettings()
    open: bool = True
    filling: bool = False
    created_at: datetime


class EqualPair(Record):
    """A question to which two models said the same: nothing can be preferred, so it is no item of a round of comparing,
    but it is part of what was asked, and a share of wins without it makes the models more different than they are."""

    question_id: str = Field(min_length=1, max_length=200)
    first: str
    second: str


class Rating(Record):
    """One verdict on one candidate of an item (`position` among them); "forced" by the rule, not by a hand."""

    position: int = Field(ge=0, le=4)
    criterion: Criterion
    value: Verdict
    given: Given = "chosen"


class Comparison(Record):
    """One preference between the two texts of a pair, as they were shown: `left` is what stood on the left."""

    criterion: PairCriterion
    value: Preference


class Lease(NamedTuple):
    """The right to judge an item until `expires_at`; `token` goes back with what is submitted."""

    token: str
    expires_at: datetime


class Shown(Record):
    """One text of a screen: a QAR and its position, nothing about where it comes from."""

    position: int
    qar: QAR


class Progress(Record):
    """How far somebody is: items judged by this annotator, and items of the round still to be had by them."""

    done: int
    left: int


class Screen(Record):
    """What an annotator is shown. `swapped` (compare only) tells the store, not the page, that sides are exchanged:
    the page gets `shown` in the order to be shown. `draft` is what was entered before a reload; `next_image_id` is a
    picture that is likely to come next, to be fetched ahead. `qualification` screens give feedback."""

    round_id: str
    item_id: str
    kind: RoundKind
    qualification: bool = False
    lease: Lease
    image: ImageRecord
    regions: tuple[Region, ...]
    shown: tuple[Shown, ...]
    draft: dict[str, object] = Field(default_factory=dict)
    progress: Progress
    next_image_id: str | None = None


class Submission(Record):
    """What an annotator sends: ratings or comparisons of one item, under an id of the client's making, so that a
    retry is known. `seconds` is the time that the screen was in sight."""

    id: str = Field(pattern=r"^[A-Za-z0-9_-]{8,64}$")
    item_id: str
    token: str = Field(max_length=64)
    ratings: tuple[Rating, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    flagged: bool = False
    comment: str = Field(default="", max_length=MOST_COMMENT)
    seconds: float = Field(default=0.0, ge=0, le=86_400)


class Judged(Record):
    """A submission as it is kept. `surplus` came after its lease had gone to somebody else or its slots were full:
    it is kept, paid and never counted. `annotator` is a pseudonym. `left` and `right` are the positions of the texts
    that stood there (compare only); `revised` counts how often it was sent again from "previous"."""

    id: str
    round_id: str
    item_id: str
    item_kind: ItemKind
    annotator: str
    slot: int | None
    surplus: bool
    ratings: tuple[Rating, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    left: int | None = None
    right: int | None = None
    flagged: bool = False
    comment: str = ""
    seconds: float = 0.0
    guidelines: str = ""
    revised: int = 0
    created_at: datetime


class Adjudication(Record):
    """An admin's (`actor`) last word on one verdict. It wins over what annotators said, and labels tell that it did."""

    item_id: str
    position: int = Field(ge=0, le=4)
    criterion: Criterion
    value: Verdict
    actor: str
    created_at: datetime


class Skip(Record):
    """An item that an annotator would not or could not judge. Its slot went to somebody else."""

    item_id: str
    annotator: str
    reason: SkipReason
    note: str = ""
    created_at: datetime


class AnnotatorProgress(Record):
    """What one annotator did in a round; `done` counts in slots, `seconds` is the median time of a screen in sight."""

    annotator: str
    done: int
    gold: int
    surplus: int
    skipped: int
    flagged: int
    seconds: float | None
    last_at: datetime | None


class RoundProgress(Record):
    """How far a round is. `items` and `slots` are those that count; `leased` slots have somebody at them just now."""

    items: int
    slots: int
    done: int
    leased: int
    surplus: int
    flagged: int
    skipped: int
    annotators: tuple[AnnotatorProgress, ...] = ()
