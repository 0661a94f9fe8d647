"""Choose which thoughts are told: the strongest first, of as many kinds and about as many regions as there are.

What was told in an earlier call about the same prompt is not told again: calls take their share of one order.
"""

import random
from collections import Counter
from collections.abc import Iterator, Sequence

from models.offline_teacher.about_groups import thoughts_about_groups
from models.offline_teacher.about_people import thoughts_about_people
from models.offline_teacher.about_skills import thoughts_of_skills
from models.offline_teacher.about_things import thoughts_about_things
from models.offline_teacher.scene import Scene
from models.offline_teacher.thoughts import Thinker, Thought

# Which kinds of thoughts are meant by a skill or question type that is wanted above all.
WANTED = {
    "spatial": ("side", "nearest"),
    "counting": ("counting", "count people"),
    "negation": ("negation", "not feeling", "same"),
    "temporal": ("temporal", "before", "after"),
    "purpose": ("purpose",),
    "relationship": ("relationship", "help"),
    "type": ("type", "animal kind"),
    "emotion": ("emotion", "same"),
    "scene": ("scene", "occasion"),
    "attribute": ("state",),
    "action": ("doing", "pose", "animal busy"),
    "inference": ("inference", "occasion"),
    "reason": ("why", "intent", "animal wants"),
    "role": ("role", "help"),
    "focus": ("focus",),
    "factual": ("factual", "factual good", "side", "not feeling"),
}
_CHANCE = 0.8  # how much luck may outweigh strength
_SAID = 0.75  # what a kind or a region still counts after having been spoken of once more


def all_thoughts(scene: Scene, rng: random.Random) -> list[Thought]:
    """Return everything that comes to mind."""
    thinker = Thinker(scene, rng)
    return [
        *thoughts_about_people(thinker),
        *thoughts_about_things(thinker),
        *thoughts_about_groups(thinker),
        *thoughts_of_skills(thinker),
    ]


def in_order(thoughts: Sequence[Thought], rng: random.Random) -> Iterator[Thought]:
    """Yield the thoughts that differ in question and in answer, the best next one each time."""
    left = [(thought, thought.strength * (1 + _CHANCE * rng.random())) for thought in thoughts]
    kinds: Counter[str] = Counter()
    told: Counter[str] = Counter()
    said: set[str] = set()
    while left:
        best = max(left, key=lambda each: each[1] * _SAID ** (3 * kinds[each[0].kind] + _familiar(each[0], told)))
        left.remove(best)
        thought = best[0]
        if not {thought.triple.question, thought.triple.answer} & said:
            kinds[thought.kind] += 1
            told.update(each.part.caption for each in thought.about)
            said |= {thought.triple.question, thought.triple.answer}
            yield thought


def wanted_first(thoughts: Sequence[Thought], wanted: str) -> list[Thought]:
    """Return the thoughts of the kinds that are wanted; all of them where nothing is, or there is none."""
    kinds = WANTED.get(wanted, ())
    return [thought for thought in thoughts if thought.kind in kinds] or list(thoughts)


def _familiar(thought: Thought, told: Counter[str]) -> float:
    """Return how often those that a thought is about have been spoken of, on average."""
    return sum(told[each.part.caption] for each in thought.about) / max(1, len(thought.about))
