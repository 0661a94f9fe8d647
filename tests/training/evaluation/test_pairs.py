"""A held-out combination is judged by the questions about those who are part of it, the worst first."""

from PIL import Image

from models.records import QAR
from training.evaluation.marking import Marked
from training.evaluation.pairs import by_kind, by_pair, of_stories
from training.evaluation.sampling import Exam
from training.scenes.plausibility import HeldOutPair
from training.scenes.telling import SceneQuestion
from training.scenes.world import draw_scene

GRAPH = draw_scene(4, size=32).graph


def _pair(kind: str, first: str, *entities: int) -> HeldOutPair:
    return HeldOutPair.model_validate({"kind": kind, "first": first, "second": "beach", "entities": entities})


def _marked(pair: HeldOutPair, entity: int, *, strict: bool, slot: bool) -> Marked:
    qar = QAR(question="How is [0]?", answer="[0] is sad", rationale="[0] is crying")
    asked = SceneQuestion(qar=qar, type="emotion", entity=entity, needs_region=True, accepted=frozenset(["[0] is sad"]))
    return Marked(Exam(Image.new("RGB", (8, 8)), GRAPH, {}, (asked,), (pair,)), asked, "", strict=strict, slot=slot)


BARKING = _pair("situation @ place", "dog barking", 0, 1)
READING = _pair("situation @ place", "reading", 2)
MARKED = [
    _marked(BARKING, 0, strict=True, slot=True),
    _marked(BARKING, 1, strict=False, slot=True),
    _marked(BARKING, 5, strict=False, slot=False),  # about somebody who is no part of it
    _marked(READING, 2, strict=False, slot=False),
]


def test_only_questions_about_those_who_are_part_of_it_count_and_the_worst_comes_first() -> None:
    pairs = by_pair(MARKED)

    assert [(each.pair, each.n, each.strict, each.slot) for each in pairs] == [
        ("reading @ beach", 1, 0.0, 0.0),
        ("dog barking @ beach", 2, 0.5, 1.0),
    ]


def test_a_kind_is_the_mean_over_its_questions() -> None:
    look = _marked(_pair("feeling @ look", "sad", 3), 3, strict=True, slot=True)

    kinds = by_kind(by_pair([*MARKED, look]))

    assert {name: (each.pair, each.n, each.strict, each.slot) for name, each in kinds.items()} == {
        "feeling @ look": ("all 1", 1, 1.0, 1.0),
        "situation @ place": ("all 2", 3, 0.3333, 0.6667),
    }


def test_without_combinations_there_are_no_figures() -> None:
    assert by_pair([]) == ()
    assert by_kind(()) == {}


def test_the_figure_of_stories_leaves_out_onlookers_and_what_is_the_same_everywhere() -> None:
    feeling = _marked(BARKING, 0, strict=True, slot=True)
    onlookers = [entity.index for entity in GRAPH.entities if entity.role_in_situation == "W"]
    players = [entity.index for entity in GRAPH.entities if entity.role_in_situation == "S"]
    everybody = _pair("situation @ place", "dog barking", *onlookers, *players)
    why = [
        _marked(everybody, index, strict=index in players, slot=index in players) for index in (*onlookers, *players)
    ]
    why = [each._replace(asked=each.asked.model_copy(update={"type": "why"})) for each in why]

    told = of_stories([feeling, *why])

    assert told
    assert (told.n, told.strict, told.slot) == (len(players), 1.0, 1.0)
    assert of_stories([feeling]) is None
