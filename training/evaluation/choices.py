"""The four-choice benchmark, as in VCR: which answer is right (Q->A), which rationale given the right answer (QA->R),
and both (Q->AR). After Zellers et al., "From Recognition to Cognition" (CVPR 2019); chance is 25, 25 and 6.25 %.

For any Scorer; a model that only answers is measured once something turns its answers into scores of the choices.
Wrong choices that are right for another region of the picture are counted apart: a model that looks at the picture but
not where it was pointed is fooled by these.
"""

import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from PIL import Image

from models.base import Scorer
from models.records import Question, Record, Region
from training.embedded.pointing import point_at_some
from training.evaluation.choice_rivals import rivals_of
from training.evaluation.intervals import Share, share
from training.evaluation.sampling import NO_FILE, PER_PICTURE, PIXELS, SEEDS_APART, SLOTS, regions_of
from training.scenes.choices import ChoiceItem, choice_items
from training.scenes.graph import SceneGraph, Split
from training.scenes.plausibility import held_out_pairs
from training.scenes.world import draw_scene

CHANCE = 0.25
Show = Callable[["ChoiceExam"], tuple[Region, ...]]


class Posed(NamedTuple):
    """An item, and the places of its choices that are right for another region."""

    item: ChoiceItem
    rivals: tuple[int, ...]


class Pair(NamedTuple):
    """An answer item and, where there is one, the rationale item that goes on from its right answer."""

    answer: Posed
    rationale: Posed | None


class ChoiceExam(NamedTuple):
    """A picture with regions and the items posed about it."""

    image: Image.Image
    graph: SceneGraph
    ids: dict[int, int]
    pairs: tuple[Pair, ...]

    @property
    def regions(self) -> tuple[Region, ...]:
        return regions_of(self.graph, self.ids)


class Chosen(NamedTuple):
    """An item and the scores that its choices got."""

    posed: Posed
    scores: tuple[float, ...]

    @property
    def choice(self) -> int:
        """Return the choice with the highest score, the first of equals."""
        return self.scores.index(max(self.scores))

    @property
    def right(self) -> bool:
        return self.choice == self.posed.item.label


class ChoiceFigures(Record):
    """Shares right: answers (Q->A), rationales given the right answer (QA->R), both of a pair (Q->AR)."""

    answer: Share
    rationale: Share
    both: Share


class RivalFigures(Record):
    """Of the items with a choice that is right for another region: shares right, and shares that chose the rival."""

    answer: Share
    answer_fooled: Share
    rationale: Share
    rationale_fooled: Share


class ChoiceReport(Record):
    """The figures of one model; `no_boxes` are those with the regions withheld."""

    figures: ChoiceFigures
    by_type: dict[str, ChoiceFigures]
    rivals: RivalFigures
    no_boxes: ChoiceFigures
    no_boxes_by_type: dict[str, ChoiceFigures]
    chance: float = CHANCE
    n: int
    pictures: int
    split: Split
    model: str
    seed: int
    seconds: float


class Examined(NamedTuple):
    """The figures of a model, and what it chose with the regions given."""

    report: ChoiceReport
    pairs: list[tuple[Chosen, Chosen | None]]


def evaluate_choices(
    scorer: Scorer,
    *,
    count: int = 1000,
    seed: int = 4242,
    split: Split = "evaluate",
    report: Callable[[str], None] = lambda _stage: None,
) -> Examined:
    """Let a model choose the answers of `count` items, and their rationales; then again without boxes."""
    started = time.perf_counter()
    report("drawing scenes")
    exams = draw_choice_exams(count, seed, split=split)
    report("choosing")
    chosen = [choose(scorer, exam) for exam in exams]
    report("choosing without boxes")
    blind = [choose(scorer, exam, show=lambda _exam: ()) for exam in exams]
    pairs, blind_pairs = [[pair for each in taken for pair in each] for taken in (chosen, blind)]
    figures = ChoiceReport(
        figures=count_right(pairs),
        by_type=count_by_type(pairs),
        rivals=count_fooled(pairs),
        no_boxes=count_right(blind_pairs),
        no_boxes_by_type=count_by_type(blind_pairs),
        n=len(pairs),
        pictures=len(exams),
        split=split,
        model=scorer.name,
        seed=seed,
        seconds=round(time.perf_counter() - started, 1),
    )
    return Examined(figures, pairs)


def draw_choice_exams(count: int, seed: int, *, split: Split = "evaluate") -> list[ChoiceExam]:
    """Return pictures with `count` answer items in all, at most PER_PICTURE each, types about equally often.

    Scenes come from the split "evaluate" or "heldout", which no training run draws from; of held-out scenes only items
    about those who are part of a held-out combination are taken.
    """
    taken: Counter[str] = Counter()
    exams: list[ChoiceExam] = []
    number = seed * SEEDS_APART
    while (left := count - sum(taken.values())) > 0:
        exam = _draw_exam(number, taken, min(left, PER_PICTURE), split)
        number += 1
        if exam.pairs:
            taken.update(pair.answer.item.type for pair in exam.pairs)
            exams.append(exam)
    return exams


def choose(
    scorer: Scorer, exam: ChoiceExam, *, show: Show = lambda exam: exam.regions
) -> list[tuple[Chosen, Chosen | None]]:
    """Score the choices of every item of a picture, with the regions that `show` gives."""
    regions = show(exam)

    def scored(posed: Posed) -> Chosen:
        question = Question(image_id=NO_FILE, text=posed.item.question, regions=regions)
        return Chosen(posed, scorer.score(exam.image, question, posed.item.choices))

    return [(scored(pair.answer), scored(pair.rationale) if pair.rationale else None) for pair in exam.pairs]


def count_right(pairs: Sequence[tuple[Chosen, Chosen | None]]) -> ChoiceFigures:
    """Count the answers, the rationales, and the pairs with both, that are right."""
    whole = [(answer, rationale) for answer, rationale in pairs if rationale is not None]
    return ChoiceFigures(
        answer=_share(answer.right for answer, _ in pairs),
        rationale=_share(rationale.right for _, rationale in whole),
        both=_share(answer.right and rationale.right for answer, rationale in whole),
    )


def count_by_type(pairs: Sequence[tuple[Chosen, Chosen | None]]) -> dict[str, ChoiceFigures]:
    """Return the figures of every question type, by name."""
    groups: defaultdict[str, list[tuple[Chosen, Chosen | None]]] = defaultdict(list)
    for pair in pairs:
        groups[pair[0].posed.item.type].append(pair)
    return {name: count_right(groups[name]) for name in sorted(groups)}


def count_fooled(pairs: Sequence[tuple[Chosen, Chosen | None]]) -> RivalFigures:
    """Count what is chosen where a wrong choice is right for another region."""
    answers = [answer for answer, _ in pairs if answer.posed.rivals]
    rationales = [rationale for _, rationale in pairs if rationale is not None and rationale.posed.rivals]
    return RivalFigures(
        answer=_share(each.right for each in answers),
        answer_fooled=_share(each.choice in each.posed.rivals for each in answers),
        rationale=_share(each.right for each in rationales),
        rationale_fooled=_share(each.choice in each.posed.rivals for each in rationales),
    )


def _draw_exam(number: int, taken: Counter[str], most: int, split: Split) -> ChoiceExam:
    """Pose first what was posed least so far."""
    scene = draw_scene(number, split=split, size=PIXELS)
    rng = random.Random(f"choices {number}")
    concerned = sorted({entity for pair in held_out_pairs(scene.graph) for entity in pair.entities})
    ids = point_at_some(scene.graph, rng, slots=SLOTS, require=rng.choice(concerned) if concerned else None)
    found = [
        pair for pair in _paired(choice_items(scene.graph, ids, rng)) if not concerned or pair[0].entity in concerned
    ]
    rng.shuffle(found)
    counts, pairs = taken.copy(), []
    while found and len(pairs) < most:
        pair = min(found, key=lambda each: counts[each[0].type])
        found.remove(pair)
        counts[pair[0].type] += 1
        posed = [Posed(item, rivals_of(scene.graph, ids, item)) for item in pair if item is not None]
        pairs.append(Pair(posed[0], posed[1] if len(posed) > 1 else None))
    return ChoiceExam(scene.image, scene.graph, ids, tuple(pairs))


def _paired(items: Sequence[ChoiceItem]) -> Iterator[tuple[ChoiceItem, ChoiceItem | None]]:
    """Join every answer item with the rationale item that follows it, where one does."""
    for item, following in zip(items, (*items[1:], None), strict=True):
        if item.task == "answer":
            yield item, following if following is not None and following.task == "rationale" else None


def _share(right: Iterator[bool]) -> Share:
    flags = list(right)
    return share(sum(flags), len(flags))
