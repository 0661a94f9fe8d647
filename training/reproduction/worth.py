"""What a student is worth: its answers to the teacher's questions, judged by truth, and its choices in six benchmarks.

The questions are those that the teacher asked about pictures which nobody learned from, and answered rightly itself:
so there is something right to say. What the student says is held against the scene graph by a judge that reads free
text (`training/experiments/judge.py`). The items are those of `training/benchmarks/drawn`; a student chooses by how
much likelier the picture makes it to say the words (`gain.py`). Both are for scoring alone.
"""

import hashlib
import io
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from PIL import Image

from models.errors import BadQuestion
from models.records import QAR, Answer, Question, Record
from training.benchmarks.drawn.styles import STYLES, draw_items
from training.benchmarks.drawn.world import SEED, World
from training.benchmarks.items import ItemSet
from training.benchmarks.measure import measure
from training.evaluation.marking import BatchAnswerer
from training.evaluation.over_pictures import Between, interval
from training.evaluation.sampling import PIXELS
from training.evaluation.taking_turns import in_turn
from training.experiments.judge import Judge, Verdict
from training.reproduction import critics
from training.reproduction.gain import SCORED_BY, GainScorer
from training.reproduction.parts import Figures, Lab
from training.scenes.graph import SceneGraph
from training.scenes.world import draw_scene

# The figures that stand for a benchmark, by its name.
MAIN = {
    "vcr": "Q->A",
    "sherlock": "comparison",
    "visualcomet": "ranking",
    "aokvqa": "choice",
    "snli-ve": "entailment",
    "visual7w": "choice",
}


# Other scenes than those on which the way students choose was chosen (World(SEED)).
_APART = SEED + 100
_NOTHING = Verdict(answer="wrong", rationale="wrong", statements=())  # of a question that could not be read


class Asked(NamedTuple):
    """A question about a picture that nobody learned from, with its regions, and what is true of the picture."""

    image: Image.Image
    graph: SceneGraph
    question: Question


class Said(Record):
    """Of `n` questions the shares that were answered rightly, with a right rationale, and both, of what could be read;
    `between` is the 95 % interval of the answers over pictures. `unread` is the share of answers that could not be."""

    n: int
    pictures: int
    answer: float
    between: Between | None
    rationale: float
    both: float
    unread: float


class Chose(Record):
    """A benchmark's figure on its own scale, by task, and what chance gives of the main one."""

    values: dict[str, float]
    between: Between | None
    chance: float
    n: int


class Worth(Record):
    """All that is measured of a student; `texts` and `pictures` are those that it learned from."""

    texts: int
    pictures: int
    said: Said
    chose: dict[str, Chose]

    @property
    def figures(self) -> Figures:
        return self.model_dump(mode="json")


def worth_of(lab: Lab, seed: int, student: GainScorer, *, texts: int, pictures: int) -> Worth:
    """Return what a student is worth. Raises Stopped."""
    lab.say(f"measuring {student.name}")
    said = said_by(student, questions_of(lab, seed))
    return Worth(texts=texts, pictures=pictures, said=said, chose=chosen_by(lab, seed, student))


def questions_of(lab: Lab, seed: int) -> list[Asked]:
    """Return the questions of a seed, each of a picture once, as many as the scale says; the pictures take turns, for
    many questions about few pictures tell less."""
    scenes, graphs = critics.scenes_of(lab, seed, "measured"), _graphs(lab, seed)
    by_picture: dict[str, dict[str, Question]] = {}
    for each in scenes.judged:
        own = each.candidate
        if each.is_right:
            question = Question(image_id=own.image_id, text=own.qar.question, regions=own.regions)
            by_picture.setdefault(own.image_id, {})[question.text] = question
    chosen = in_turn((own.values() for own in by_picture.values()), lab.scale.questions)
    images = {name: scenes.open_image(name) for name in {each.image_id for each in chosen}}
    return [Asked(images[each.image_id], graphs[each.image_id], each) for each in chosen]


def said_by(student: BatchAnswerer, asked: Sequence[Asked]) -> Said:
    """Return how much of what a student says is right."""
    verdicts: list[Verdict] = []
    pictures: list[str] = []
    by_picture: dict[str, list[Asked]] = {}
    for each in asked:
        by_picture.setdefault(each.question.image_id, []).append(each)
    for own in by_picture.values():
        judge = Judge(own[0].graph)
        for each, answer in zip(own, _answers(student, own), strict=True):
            qar = answer and QAR(question=each.question.text, answer=answer.text, rationale=answer.rationale)
            verdicts.append(judge.judge_qar(qar, each.question.regions) if qar else _NOTHING)
            pictures.append(each.question.image_id)
    return _counted(verdicts, pictures)


def _answers(student: BatchAnswerer, asked: Sequence[Asked]) -> list[Answer | None]:
    """Return a student's answers to questions about one picture, None to those that are too long for it."""
    questions = [each.question for each in asked]
    try:
        return [*student.answer_all(asked[0].image, questions)]
    except BadQuestion:
        if len(asked) == 1:
            return [None]
        return [answer for each in asked for answer in _answers(student, [each])]


def chosen_by(lab: Lab, seed: int, student: GainScorer) -> dict[str, Chose]:
    """Return what a student chooses in every benchmark."""
    chose = {}
    for name, items in _items(lab.scale.items, seed).items():
        lab.stop_here()
        figures = measure(student, items, scored_by=SCORED_BY).figures
        main = next(each for each in figures if each.task == MAIN[name])
        values = {each.task: round(each.value, 2) for each in figures}
        chose[name] = Chose(values=values, between=main.interval, chance=main.chance, n=main.n)
    return chose


# The scenes of one seed are kept: all arms are asked about them.
@lru_cache(maxsize=1)
def _items(count: int, seed: int) -> dict[str, ItemSet]:
    world = World(_APART + seed)
    return {name: draw_items(name, count, world) for name in STYLES}


@lru_cache(maxsize=1)
def _graphs_of(seeds: range) -> dict[str, SceneGraph]:
    """Return what is true of scenes, by the ids of their pictures."""
    graphs = {}
    for number in seeds:
        scene = draw_scene(number, split="evaluate", size=PIXELS)
        file = io.BytesIO()
        scene.image.save(file, "PNG")
        graphs[hashlib.sha256(file.getvalue()).hexdigest()] = scene.graph
    return graphs


def _graphs(lab: Lab, seed: int) -> dict[str, SceneGraph]:
    return _graphs_of(critics.part_of(lab, seed, "measured").seeds)


def _counted(verdicts: Sequence[Verdict], pictures: Sequence[str]) -> Said:
    answered = [place for place, each in enumerate(verdicts) if each.answer is not None]
    right = [float(verdicts[place].answer == "right") for place in answered]
    reasons = [each.rationale == "right" for each in verdicts if each.rationale is not None]
    both = [each.answer == each.rationale == "right" for each in verdicts if None not in (each.answer, each.rationale)]
    between = interval(
        [pictures[place] for place in answered], lambda places: sum(right[each] for each in places) / len(places)
    )
    return Said(
        n=len(verdicts),
        pictures=len(set(pictures)),
        answer=_share(right),
        between=between,
        rationale=_share(reasons),
        both=_share(both),
        unread=round(1 - len(answered) / len(verdicts), 4) if verdicts else 0.0,
    )


def _share(right: Sequence[float]) -> float:
    return round(sum(right) / len(right), 4) if right else 0.0
