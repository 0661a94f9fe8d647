"""Ask for the four skills that texts under-report: where, how many, what not, in which order."""

from collections.abc import Iterator

from training.scenes.counting import counting_questions
from training.scenes.negation import negation_questions
from training.scenes.spatial import spatial_questions
from training.scenes.telling import SceneQuestion, Teller
from training.scenes.temporal import temporal_questions


def skill_questions(teller: Teller) -> Iterator[SceneQuestion]:
    """Yield the questions of type spatial, counting, negation and temporal."""
    yield from spatial_questions(teller)
    yield from counting_questions(teller)
    yield from negation_questions(teller)
    yield from temporal_questions(teller)
