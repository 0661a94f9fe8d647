"""Simulated annotators, for experiments only: they are never part of the app, and no person's rating is made here.

They rate a QAR about a drawn scene as people are asked to: question and answer together ("qa"), then the rationale,
each accept, maybe or reject; who rejects the first rejects the second, too. They know the truth from the scene graph
(`rated_items.py`) and no table of any teacher, and see it through human-like noise. With the truth t of a text (1 where
it is right, -0.3 nearly, -1 wrong) and the difficulty d of the item (0 to 1), a person perceives

    x = t (1 - 0.5 d) + 1.3 d u + b + 0.35 e

and accepts above m, rejects below -m, and says maybe between. b is the person's leniency and m half the width of what
is "maybe" to them. u and e are standard normal: u belongs to the item, so that hard items deceive many people the
same way; e is the person's own at this item. With the chance i a person does not look at all and answers by habit
(accept 55 %, maybe 20 %, reject 25 %). People are drawn with b normal (deviation 0.15), m from 0.1 to 0.3, and i from
a beta distribution of mean 6 %.

Measured on 2,157 items of 120 scenes, half of them true, the others with the answer, the rationale or both of another
region or scene, each rated by two of 20 people: raw agreement 0.82 on QA, 0.81 on rationales (0.80 where not forced);
alpha 0.64, 0.65 (0.51). Of right answers 91 % were accepted and 3 % rejected, of wrong ones 6 % and 85 %.

Everything is a function of the seed of the person, the person's name and the key of the item.
"""

import random
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from pydantic import Field

from models.records import Record
from training.experiments.agreement import Agreement, agreement
from training.experiments.rated_items import RatedItem, Truth, truth_of_answer, truth_of_rationale

Verdict = Literal["accept", "maybe", "reject"]

_TRUTHS: dict[Truth, float] = {"right": 1.0, "nearly": -0.3, "wrong": -1.0}
_FADING = 0.5
_SHARED_NOISE = 1.3
_OWN_NOISE = 0.35
_LENIENCY = 0.15
_BANDS = (0.1, 0.3)
_INATTENTION = (1.5, 23.5)  # of a beta distribution: mean 0.06
_HABITS: dict[Verdict, float] = {"accept": 0.55, "maybe": 0.2, "reject": 0.25}


class Annotator(Record):
    """A simulated person. `leniency` moves all that is perceived, `band` is half the width of "maybe", `inattention`
    the chance of rating without looking. `seed` is that of the group the person was drawn with."""

    name: str
    seed: int
    leniency: float = 0.0
    band: float = Field(default=0.2, ge=0)
    inattention: float = Field(default=0.0, ge=0, le=1)


class Shown(NamedTuple):
    """What a person is shown: what is true of the answer and of the rationale, and how hard that is to see (0 to 1).
    `key` is that of the item."""

    key: str
    difficulty: float
    answer: Truth
    rationale: Truth


class Judgement(NamedTuple):
    """A person's ratings of one QAR; the rationale's is forced where the QA was rejected."""

    qa: Verdict
    rationale: Verdict

    @property
    def forced(self) -> bool:
        return self.qa == "reject"


class AgreementReport(Record):
    """How far people agree on QA and on rationales; `rationale_chosen` counts only ratings that were not forced, for
    forced rejects agree of themselves."""

    qa: Agreement
    rationale: Agreement
    rationale_chosen: Agreement


def draw_annotators(count: int, seed: int) -> tuple[Annotator, ...]:
    """Return people with their own leniency, use of "maybe" and attention; the first ones do not depend on `count`."""
    return tuple(_draw_annotator(number, seed) for number in range(count))


def rate(annotator: Annotator, item: RatedItem) -> Judgement:
    """Return what a person says of an item, the same whenever asked."""
    return say(annotator, Shown(item.key, item.difficulty, truth_of_answer(item), truth_of_rationale(item)))


def say(annotator: Annotator, item: Shown) -> Judgement:
    """Return what a person says of what is shown, the same whenever asked."""
    qa = _say(annotator, item, "qa", item.answer)
    if qa == "reject":
        return Judgement("reject", "reject")
    return Judgement(qa, _say(annotator, item, "rationale", item.rationale))


def perceive(annotator: Annotator, item: RatedItem | Shown, criterion: str, truth: Truth) -> float:
    """Return x of the formula above."""
    # One generator for each source of chance: another person sees the same u.
    shared = random.Random(f"{annotator.seed}/{item.key}/{criterion}").gauss(0, 1)
    own = random.Random(f"{annotator.seed}/{item.key}/{criterion}/{annotator.name}").gauss(0, 1)
    signal = _TRUTHS[truth] * (1 - _FADING * item.difficulty)
    return signal + _SHARED_NOISE * item.difficulty * shared + annotator.leniency + _OWN_NOISE * own


def measure_agreement(judged: Iterable[Sequence[Judgement]]) -> AgreementReport:
    """Return the agreement over items, each with the judgements of the people who rated it."""
    listed = [list(each) for each in judged]
    return AgreementReport(
        qa=agreement([each.qa for each in item] for item in listed),
        rationale=agreement([each.rationale for each in item] for item in listed),
        rationale_chosen=agreement([each.rationale for each in item if not each.forced] for item in listed),
    )


def _draw_annotator(number: int, seed: int) -> Annotator:
    name = f"simulated {number}"
    rng = random.Random(f"annotators {seed}/{name}")
    return Annotator(
        name=name,
        seed=seed,
        leniency=round(rng.gauss(0, _LENIENCY), 4),
        band=round(rng.uniform(*_BANDS), 4),
        inattention=round(rng.betavariate(*_INATTENTION), 4),
    )


def _say(annotator: Annotator, item: Shown, criterion: str, truth: Truth) -> Verdict:
    # Who does not look, looks at neither.
    if random.Random(f"{annotator.seed}/{item.key}/{annotator.name}/looks").random() < annotator.inattention:
        habit = random.Random(f"{annotator.seed}/{item.key}/{criterion}/{annotator.name}/habit")
        return habit.choices(list(_HABITS), list(_HABITS.values()))[0]
    x = perceive(annotator, item, criterion, truth)
    if abs(x) <= annotator.band:
        return "maybe"
    return "accept" if x > 0 else "reject"
