"""Pictures and QARs for a round of judging without any data: drawn scenes, and what a model says of them.

What is judged comes from a model that is asked what the scenes can answer, mistakes included; of each picture five
differing QARs are kept. Hidden among them are pictures whose verdicts the scene graph knows
(`training/corpus/demo/gold.py`). The seeds lie apart from those that anybody trains on, measures with or types.
"""

import hashlib
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from PIL import Image

from models.judging import Candidate, GoldVerdict, Item, ItemKind
from models.records import QAR, Answer, Question
from models.references import mentioned
from training.corpus.demo.drawn_picture import DrawnPicture, draw_picture
from training.corpus.demo.gold import QUALIFYING, gold_qars
from training.corpus.embedding import Embedder
from training.corpus.select import select
from training.evaluation.marking import is_slot_right, is_strictly_right
from training.evaluation.taking_turns import in_turn
from training.scenes.questions import ask_about
from training.scenes.telling import SceneQuestion

PER_PICTURE = 5
GOLD_EVERY = 10  # pictures that are judged for one that is hidden gold
FIRST_SEED = 600_000_000
SEEDS_APART = 1_000_000
_ASKED = 9  # questions of a picture,
_TIMES = 2  # each answered so often: eighteen QARs to choose from, as in the paper

AnswerAll = Callable[[Image.Image, Sequence[Question]], list[Answer]]


class DemoPicture(NamedTuple):
    """A drawn picture as a PNG file, and the item that is judged about it."""

    png: bytes
    item: Item


def demo_length(count: int) -> int:
    """Return how many pictures `demo_pictures` draws in all."""
    return QUALIFYING + _gold(count) + count


def demo_pictures(
    count: int, *, round_id: str, answer_all: AnswerAll, embed: Embedder, seed: int = 0
) -> Iterator[DemoPicture]:
    """Yield the pictures of a round: two to qualify with, hidden gold, and `count` that are judged.

    `answer_all` answers the questions about a picture, as often as each is asked; what it leaves unanswered, and what
    names regions that are not there, is dropped.
    """
    seeds = iter(range(FIRST_SEED + seed * SEEDS_APART, FIRST_SEED + (seed + 1) * SEEDS_APART))
    hidden: dict[ItemKind, int] = {"qualification": QUALIFYING, "gold": _gold(count)}
    for kind, wanted in hidden.items():
        for _ in range(wanted):
            yield next(picture for each in seeds if (picture := _gold_picture(each, kind, round_id)))
    for _ in range(count):
        yield next(
            picture
            for each in seeds
            if (picture := _judged_picture(each, round_id, answer_all=answer_all, embed=embed))
        )


def _gold(count: int) -> int:
    return max(1, count // GOLD_EVERY)


def _gold_picture(seed: int, kind: ItemKind, round_id: str) -> DemoPicture | None:
    """None for a scene of which there is too little to say beyond doubt."""
    scene = draw_picture(seed)
    told = gold_qars(scene.graph, scene.ids, random.Random(f"demo gold {seed}"), count=PER_PICTURE)
    if not told:
        return None
    origin = {"teacher": "scene graph", "seed": seed}
    candidates = tuple(
        Candidate(
            id=f"demo-{seed}-{kind}-{number}",
            image_id=scene.image_id,
            regions=scene.regions,
            qar=each.qar,
            origin={**origin, "question_type": each.type, "truth": each.truth},
        )
        for number, each in enumerate(told)
    )
    return DemoPicture(scene.png, _item(scene, candidates, kind, round_id, gold=tuple(each.verdict for each in told)))


def _judged_picture(seed: int, round_id: str, *, answer_all: AnswerAll, embed: Embedder) -> DemoPicture | None:
    """None for a scene about which the model has too little to say."""
    scene = draw_picture(seed)
    asked = _draw_questions(scene, random.Random(f"demo {seed}"))
    questions = [
        Question(image_id=scene.image_id, text=each.qar.question, regions=scene.regions) for each in asked * _TIMES
    ]
    answers = answer_all(scene.image, questions)
    known = set(scene.ids.values())
    said = [
        _candidate(scene, seed, number, question, answer)
        for number, (question, answer) in enumerate(zip(asked * _TIMES, answers, strict=True))
        if answer.text and answer.rationale and set(mentioned(f"{answer.text} {answer.rationale}")) <= known
    ]
    chosen = select([each.qar.text for each in said], PER_PICTURE, embed=embed)
    if len(chosen) < PER_PICTURE:
        return None
    return DemoPicture(scene.png, _item(scene, tuple(said[place] for place in chosen), "item", round_id))


def _candidate(scene: DrawnPicture, seed: int, number: int, asked: SceneQuestion, answer: Answer) -> Candidate:
    qar = QAR(question=asked.qar.question, answer=answer.text, rationale=answer.rationale)
    right, nearly = is_strictly_right(answer.text, asked), is_slot_right(answer.text, asked)
    return Candidate(
        id=f"demo-{seed}-{number}",
        image_id=scene.image_id,
        regions=scene.regions,
        qar=qar,
        origin={
            "teacher": answer.model,
            "prompt": "regions" if asked.needs_region else "whole picture",
            "question_type": asked.type,
            "decoding": answer.settings.get("decoding", ""),
            "seed": seed,
            "truth": "right" if right else "nearly" if nearly else "wrong",
        },
        scores={} if answer.confidence is None else {"confidence": answer.confidence},
    )


def _item(
    scene: DrawnPicture,
    candidates: tuple[Candidate, ...],
    kind: ItemKind,
    round_id: str,
    *,
    gold: tuple[GoldVerdict, ...] = (),
) -> Item:
    name = hashlib.sha256(f"{round_id}/{kind}/{scene.image_id}".encode()).hexdigest()[:32]
    return Item(id=name, kind=kind, image_id=scene.image_id, regions=scene.regions, candidates=candidates, gold=gold)


def _draw_questions(scene: DrawnPicture, rng: random.Random) -> list[SceneQuestion]:
    """Return so many questions, as many types among them as there are."""
    by_type: defaultdict[str, list[SceneQuestion]] = defaultdict(list)
    for asked in ask_about(scene.graph, scene.ids, rng):
        by_type[asked.type].append(asked)
    turns = [rng.sample(each, len(each)) for each in by_type.values()]
    rng.shuffle(turns)
    return in_turn(turns, _ASKED)
