"""Ask everything that a scene graph can answer, and list every answer that is true of it.

In answers and rationales an entity that has a region id is named by it, any other by its noun ("the ice cream").
"""

import random
from collections.abc import Mapping

from training.scenes.about_causes import cause_questions
from training.scenes.about_facts import fact_questions
from training.scenes.about_people import person_questions, relationship_questions
from training.scenes.about_picture import picture_questions
from training.scenes.about_things import thing_questions
from training.scenes.asking import can_be_asked
from training.scenes.graph import SceneGraph
from training.scenes.groups import group_questions
from training.scenes.skills import skill_questions
from training.scenes.telling import SceneQuestion, Teller, mask_ids

__all__ = ["QUESTION_TYPES", "WHOLE_PICTURE_TYPES", "SceneQuestion", "ask_about", "mask_ids"]

# Types whose question can only be answered by looking at the regions it names. Names follow Table 7 of the paper, whose
# "Reason" and "Inference" are told apart here as why / intent and before / after; the last five ask for skills.
QUESTION_TYPES: tuple[str, ...] = (
    "why",
    "before",
    "after",
    "intent",
    "action",
    "emotion",
    "role",
    "attribute",
    "type",
    "purpose",
    "relationship",
    "factual",
    "inference",
    "focus",
    "which",
    "spatial",
    "counting",
    "negation",
    "temporal",
)
# Types that are also, or only, asked about the picture as a whole: then `needs_region` is false.
WHOLE_PICTURE_TYPES: tuple[str, ...] = ("scene", "ambiance", "focus")


def ask_about(graph: SceneGraph, ids: Mapping[int, int], rng: random.Random) -> list[SceneQuestion]:
    """Return the questions about the shown regions and the whole picture; `ids` maps entity index to region id.

    Wording, and which of the true answers is given, are drawn by `rng`. Who is mostly hidden is not asked about.
    """
    teller = Teller(graph, ids, rng)
    questions: list[SceneQuestion] = []
    for entity in teller.shown:
        if can_be_asked(entity):
            questions += cause_questions(teller, entity)
            questions += (person_questions if entity.kind == "person" else thing_questions)(teller, entity)
    questions += relationship_questions(teller)
    questions += fact_questions(teller)
    questions += group_questions(teller)
    questions += skill_questions(teller)
    questions += picture_questions(teller)
    return questions
