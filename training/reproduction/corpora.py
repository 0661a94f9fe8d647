"""What is written about a scene: by the teacher, from whole-picture descriptions alone, and by hand.

*Ours* is what the offline teacher writes from all that the verbalizers said, half by region ids, half by descriptions.

*LLaVA's way* (Liu et al., "Visual Instruction Tuning", NeurIPS 2023) has the three kinds of that corpus, from the very
same words, and no text names a region: descriptions (an instruction, and a narrative), conversation (the simple
questions and what the answerer said), and what the teacher writes from narratives, labels and boxes with their kinds
("person") where region captions are withheld. Descriptions and conversation have no rationale, as there.

*By hand* stands for what people wrote for one task: it is scene truth, of scenes that nothing else is about. "sherlock"
asks what a region tells, answered by an inference, the clue being the rationale; "visualcomet" asks about somebody's
past, intent and future, without rationales, as the two data sets do.
"""

import hashlib
import random
from collections.abc import Iterable, Iterator
from typing import Literal, get_args

from models.corpus import Entry, Picture, Verbalization
from models.judging import Candidate
from models.records import QAR, Region
from training.corpus.writing.generate import GenerateSettings
from training.evaluation.sampling import regions_of
from training.experiments.looking import Looked, QuickTeacher, corpus_about
from training.scenes.clues import clues
from training.scenes.export import shown_ids
from training.scenes.graph import SceneGraph
from training.scenes.questions import ask_about

Task = Literal["sherlock", "visualcomet"]
TASKS: tuple[Task, ...] = get_args(Task)
_DESCRIBE = (
    "What does the picture show?",
    "Describe the picture.",
    "Tell me about this picture in detail.",
    "What is there to see?",
    "What is going on in this picture?",
)
_ASKED = "What does {region} tell?"
_EVENTS = ("before", "intent", "after")


def ours(looked: Looked, teacher: QuickTeacher) -> list[Entry]:
    """Return what a teacher writes about a scene from all that was said of it."""
    return corpus_about(looked.told, teacher)


def llava_style(looked: Looked, teacher: QuickTeacher) -> list[Entry]:
    """Return descriptions, conversation and reasoning about the whole of a scene; no region is named."""
    told = looked.told
    rng = random.Random(f"whole pictures {told.picture.image.id}")
    described = [
        QAR(question=question, answer=narrative, rationale="")
        for question, narrative in zip(_drawn(rng, len(told.narratives)), told.narratives, strict=True)
    ]
    talked = [QAR(question=each.question, answer=each.answer, rationale="") for each in told.exchanges]
    reasoned = corpus_about(without_captions(told), teacher, GenerateSettings(kinds=("descriptions",)))
    return [
        *_entries(told.picture, described, (), "description"),
        *_entries(told.picture, talked, (), "conversation"),
        *(_told_as(each, "reasoning") for each in reasoned),
    ]


def by_hand(graph: SceneGraph, picture: Picture, task: Task) -> list[Entry]:
    """Return what people would write about a scene for a task; regions are exact, and numbered by chance."""
    ids = shown_ids(graph)
    rng = random.Random(f"by hand {task} {graph.seed}")
    written = _inferred(graph, ids, rng) if task == "sherlock" else _events(graph, ids, rng)
    return _entries(picture, written, regions_of(graph, ids), task)


def without_captions(told: Verbalization) -> Verbalization:
    """Return a verbalization whose regions are boxes and kinds ("person", "object") alone."""
    bare = tuple(region.model_copy(update={"description": ""}) for region in told.picture.regions)
    return told.model_copy(update={"picture": told.picture.model_copy(update={"regions": bare})})


def _drawn(rng: random.Random, count: int) -> list[str]:
    """Return so many instructions, as different as there are."""
    return [each for _ in range(-(-count // len(_DESCRIBE))) for each in rng.sample(_DESCRIBE, len(_DESCRIBE))][:count]


def _inferred(graph: SceneGraph, ids: dict[int, int], rng: random.Random) -> Iterator[QAR]:
    for clue in clues(graph, ids, rng):
        if clue.region is not None:
            yield QAR(question=_ASKED.format(region=f"[{clue.region}]"), answer=clue.inference, rationale=clue.clue)


def _events(graph: SceneGraph, ids: dict[int, int], rng: random.Random) -> Iterator[QAR]:
    for asked in ask_about(graph, ids, rng):
        if asked.type in _EVENTS and asked.entity is not None and graph.entities[asked.entity].kind == "person":
            yield asked.qar.model_copy(update={"rationale": ""})


def _entries(picture: Picture, written: Iterable[QAR], regions: tuple[Region, ...], source: str) -> list[Entry]:
    return [
        Entry(
            candidate=Candidate(
                id=hashlib.sha256(f"{source}/{picture.image.id}/{number}".encode()).hexdigest()[:32],
                image_id=picture.image.id,
                regions=regions,
                qar=qar,
                origin={"source": source},
            ),
            path=picture.path,
            split=picture.split,
        )
        for number, qar in enumerate(written)
    ]


def _told_as(entry: Entry, source: str) -> Entry:
    origin = {**entry.candidate.origin, "source": source}
    return entry.model_copy(update={"candidate": entry.candidate.model_copy(update={"origin": origin})})
