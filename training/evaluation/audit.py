"""The bias audit of the drawn world: what can be answered without looking, and what a single cue gives away.

For every question type four ways not to look are measured against the same questions: the most frequent answer of the
type, the most frequent answer to the words, and two trained students, one that sees the question only and one that sees
the picture but not which regions are meant. Where the region is needed, all of them must stay near the first.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from PIL import Image

from models.base import Answerer
from models.records import Record
from training.embedded.pointing import point_at_some
from training.evaluation.baselines import LEARNING_SCENES, majorities
from training.evaluation.leaks import Leak, measure_leaks
from training.evaluation.marking import Marked, by_type, mark_exams, mark_texts, mean
from training.evaluation.sampling import Exam, draw_exams
from training.scenes.graph import PLACES, SceneGraph
from training.scenes.questions import ask_about
from training.scenes.stories import STORIES
from training.scenes.telling import SceneQuestion
from training.scenes.things import THINGS
from training.scenes.variety import Variety, measure_variety
from training.scenes.world import draw_scene, scene_generator

GREY = (118, 118, 118)
_SMALL = 32  # pixels; only the graphs are counted


class BlindStudents(NamedTuple):
    """Students trained blind: on the words of the question only, and on words and picture without regions."""

    question_only: Answerer
    no_boxes: Answerer


class TypeBaselines(Record):
    """Strict accuracies of those who do not look, for one question type; None where no student was measured."""

    type: str
    n: int
    majority: float
    words: float
    question_only: float | None
    no_boxes: float | None


class WorldCounts(Record):
    """What the world holds, and what a scene of it holds on average."""

    places: int
    situations: int
    things: int
    looks: int
    people_per_scene: float
    entities_per_scene: float
    covered: float  # the share of entities of which something nearer covers a part
    questions_per_scene: float


class Audit(Record):
    """Everything `deixis scenes audit` says."""

    scenes: int
    seed: int
    world: WorldCounts
    baselines: tuple[TypeBaselines, ...]
    leaks: tuple[Leak, ...]
    variety: Variety


def audit_world(
    *,
    scenes: int,
    questions: int,
    seed: int,
    blind: BlindStudents | None = None,
    learning_scenes: int = LEARNING_SCENES,
    report: Callable[[str], None] = lambda _stage: None,
) -> Audit:
    """Count over `scenes` scenes and ask `questions` region-needing questions about others."""
    report("drawing scenes")
    graphs = [draw_scene(seed + number, split="train", size=_SMALL).graph for number in range(scenes)]
    asked = [question for graph in graphs for question in _questions(graph)]
    report("asking without looking")
    return Audit(
        scenes=scenes,
        seed=seed,
        world=_count(graphs, len(asked)),
        baselines=_baselines(draw_exams(questions, seed), blind, learning_scenes),
        leaks=measure_leaks(graphs),
        variety=measure_variety(asked),
    )


def _questions(graph: SceneGraph) -> list[SceneQuestion]:
    rng = scene_generator(graph.seed, "train")
    return ask_about(graph, point_at_some(graph, rng, slots=6), rng)


def _count(graphs: Sequence[SceneGraph], questions: int) -> WorldCounts:
    entities = [entity for graph in graphs for entity in graph.entities]
    people = [entity for entity in entities if entity.kind == "person"]
    looks = Counter(entity.look for entity in people)
    return WorldCounts(
        places=len(PLACES),
        situations=len(STORIES),
        things=len(THINGS),
        looks=len(looks),
        people_per_scene=round(len(people) / len(graphs), 4),
        entities_per_scene=round(len(entities) / len(graphs), 4),
        covered=mean(entity.visible < 1 for entity in entities),
        questions_per_scene=round(questions / len(graphs), 4),
    )


def _baselines(exams: list[Exam], blind: BlindStudents | None, learning_scenes: int) -> tuple[TypeBaselines, ...]:
    best = majorities(exams, scenes=learning_scenes)
    majority, words = _strict(mark_texts(exams, best.by_type)), _strict(mark_texts(exams, best.by_words))
    question_only = no_boxes = None
    if blind:
        grey = [exam._replace(image=Image.new("RGB", exam.image.size, GREY)) for exam in exams]
        question_only = _strict(mark_exams(blind.question_only, grey, show=lambda _exam: ()))
        no_boxes = _strict(mark_exams(blind.no_boxes, exams, show=lambda _exam: ()))
    counts = Counter(asked.type for exam in exams for asked in exam.asked)
    return tuple(
        TypeBaselines(
            type=name,
            n=counts[name],
            majority=majority[name],
            words=words[name],
            question_only=question_only[name] if question_only else None,
            no_boxes=no_boxes[name] if no_boxes else None,
        )
        for name in sorted(counts)
    )


def _strict(marked: list[Marked]) -> dict[str, float]:
    return {name: each.strict for name, each in by_type(marked).items()}
