"""Labels of the teacher's candidates by two simulated annotators, who see what the judge finds true."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from models.corpus import Entry
from models.critic_labels import RULE, CriticLabel, label_of, target
from models.judging import Candidate
from models.records import QAR, Record
from training.experiments.annotators import Annotator, Shown, draw_annotators, say
from training.experiments.judge import Judge, Verdict
from training.experiments.rated_items import Truth, difficulty_of
from training.experiments.referents import Referents
from training.scenes.graph import SceneGraph
from training.scenes.telling import SceneQuestion

PEOPLE, PEOPLE_SEED = 20, 11
EACH = 2  # annotators that rate a candidate
_PER_ITEM = 5
# What a question asks for, by its words, for how hard it is to see (`rated_items.py`); the first that fits counts.
_TYPES: tuple[tuple[str, str], ...] = (
    ("counting", r"how many|\bcount\b"),
    ("spatial", r"\b(?:left|right|closest|nearest|shortest way)\b"),
    ("why", r"\bwhy\b|how come|what (?:has )?made|reason|what for|behind"),
    ("emotion", r"\bfeel|\bmood\b|emotion|\bface\b|state of mind|inside"),
    ("after", r"\bnext\b|\bwill\b|about to|go on"),
    ("before", r"before|happened|\bled\b|\bcame\b|begin|came first|already over"),
    ("intent", r"\bwants?\b|wish|hop(?:e|ing)|\baim\b|\bafter\b|in mind|like best|intention"),
    ("action", r"doing|busy|up to|going on|involved|spending"),
    ("purpose", r"\bfor\?|purpose|\buse\b|bring|good is"),
    ("relationship", r"relationship|related|connects|each other"),
    ("role", r"\brole\b|\bjob\b|\bliving\b|\bpart\b"),
    ("scene", r"\bwhere\b|\bplace\b|occasion|event"),
    ("type", r"what (?:kind|sort)|explain|call"),
)


class Judged(Record):
    """A candidate and what the judge found of it; `truth` is None where a statement could not be read."""

    candidate: Candidate
    answer: Truth | None
    rationale: Truth | None
    difficulty: float
    statements: dict[str, int]

    @property
    def is_right(self) -> bool:
        return self.answer == self.rationale == "right"


class Rated(NamedTuple):
    """The labels of what could be judged, and of these the ones that are right in all they say."""

    labels: tuple[CriticLabel, ...]
    right: tuple[bool, ...]


def judge_entries(graph: SceneGraph, entries: Iterable[Entry], *, pixels: int) -> list[Judged]:
    """Return what is true of the entries that were not set aside; boxes count the `pixels` of the graph's picture."""
    judge = Judge(graph)
    return [_judged(judge, each.candidate, pixels=pixels) for each in entries if not each.set_aside]


def rate_all(judged: Iterable[Judged], people: Sequence[Annotator] | None = None) -> Rated:
    """Return a label by the rule of the paper for every candidate that could be judged, by two of the people each."""
    people = people or draw_annotators(PEOPLE, PEOPLE_SEED)
    readable = [each for each in judged if each.answer is not None and each.rationale is not None]
    labels = tuple(label for some in _by_picture(readable) for label in _label_all(some, people))
    return Rated(labels, tuple(each.is_right for some in _by_picture(readable) for each in some))


def type_of(question: str) -> str:
    """Return what a question asks for, as far as its words tell; "" for what they do not."""
    lowered = question.lower()
    return next((name for name, words in _TYPES if re.search(words, lowered)), "")


def _judged(judge: Judge, candidate: Candidate, *, pixels: int) -> Judged:
    verdict = judge.judge(candidate)
    return Judged(
        candidate=candidate,
        answer=verdict.answer,
        rationale=verdict.rationale,
        difficulty=_difficulty(judge.graph, candidate, pixels=pixels),
        statements=_counted(verdict),
    )


def _counted(verdict: Verdict) -> dict[str, int]:
    counts: dict[str, int] = {}
    for each in verdict.statements:
        counts[each.finding] = counts.get(each.finding, 0) + 1
    return counts


def _difficulty(graph: SceneGraph, candidate: Candidate, *, pixels: int) -> float:
    question = candidate.qar.question
    named = Referents(graph, candidate.regions).named(question).entities
    asked = SceneQuestion(
        qar=QAR(question=question, answer="", rationale=""),
        type=type_of(question),
        entity=named[0] if named else None,
        needs_region=bool(named),
        accepted=frozenset(),
    )
    return difficulty_of(graph, asked, pixels=pixels)


def _by_picture(judged: Iterable[Judged]) -> Iterator[list[Judged]]:
    groups: dict[str, list[Judged]] = {}
    for each in judged:
        groups.setdefault(each.candidate.image_id, []).append(each)
    yield from groups.values()


def _label_all(judged: Sequence[Judged], people: Sequence[Annotator]) -> Iterator[CriticLabel]:
    """Yield the labels of a picture's candidates, five to an item as people are shown them."""
    for place, each in enumerate(judged):
        number, position = divmod(place, _PER_ITEM)
        item = f"{each.candidate.image_id[:24]}-{number}"
        yield _label(each, item, position, _two_of(people, item))


def _label(judged: Judged, item: str, position: int, people: Sequence[Annotator]) -> CriticLabel:
    if judged.answer is None or judged.rationale is None:
        raise ValueError(f"{judged.candidate.id} has no truth that anybody could see")
    shown = Shown(judged.candidate.id, judged.difficulty, judged.answer, judged.rationale)
    said = [say(person, shown) for person in people]
    return CriticLabel(
        rule=RULE,
        item_id=item,
        position=position,
        candidate=judged.candidate,
        label=label_of([verdict for each in said for verdict in each]),
        qa=target([each.qa for each in said]),
        rationale=target([each.rationale for each in said]),
        submissions=tuple(person.name for person in people),
    )


def _two_of(people: Sequence[Annotator], item: str) -> list[Annotator]:
    """Return who rates an item: two people, decided by its name."""
    order = sorted(people, key=lambda person: hashlib.sha256(f"{item}/{person.name}".encode()).digest())
    return order[:EACH]
