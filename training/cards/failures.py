"""Wrong choices with their pictures, drawn by lot: as many of every skill as there are, no two about one picture."""

import math
import random
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from training.benchmarks.manners import Manner
from training.cards.conditions import Reply
from training.cards.records import SHOWN, Failure, Skill
from training.evaluation.taking_turns import in_turn

Draw = Callable[[Reply], str]


class _Wrong(NamedTuple):
    skill: Skill
    manner: Manner
    reply: Reply


def choose_failures(
    replies: Mapping[tuple[Skill, Manner], Sequence[Reply]], draw: Draw, *, seed: int, most: int = SHOWN
) -> tuple[Failure, ...]:
    """Return up to so many wrong replies; `draw` makes a picture's data address with the regions drawn in.

    What was not answered at all is no wrong answer, and left out.
    """
    rng = random.Random(f"failures {seed}")
    by_skill: dict[Skill, list[_Wrong]] = {}
    for (skill, manner), group in replies.items():
        wrong = [_Wrong(skill, manner, each) for each in group if not each.right and _is_told(each)]
        by_skill.setdefault(skill, []).extend(wrong)
    for group in by_skill.values():
        rng.shuffle(group)
    return tuple(_failure(each, draw) for each in _one_per_picture(in_turn(by_skill.values()), most))


def stated_of(reply: Reply) -> float | None:
    """Return how likely the model held its choice to be right: what it said, else the share of belief."""
    if reply.heard is not None:
        return reply.heard.confidence
    chosen = reply.chosen
    return None if chosen is None or reply.scores is None else min(1.0, math.exp(reply.scores[chosen]))


def _is_told(reply: Reply) -> bool:
    return reply.scores is not None or (reply.heard is not None and bool(reply.heard.text))


def _one_per_picture(wrong: Sequence[_Wrong], most: int) -> list[_Wrong]:
    first: dict[str, _Wrong] = {}
    for each in wrong:
        first.setdefault(each.reply.item.picture, each)
    return list(first.values())[:most]


def _failure(wrong: _Wrong, draw: Draw) -> Failure:
    reply = wrong.reply
    item = reply.item
    chosen = "" if reply.chosen is None else item.choices[reply.chosen]
    said = reply.heard.text if reply.heard and wrong.manner == "generative" else chosen
    return Failure(
        skill=wrong.skill,
        manner=wrong.manner,
        picture=draw(reply),
        question=item.question,
        choices=item.choices,
        said=said,
        chosen=chosen,
        right=" / ".join(item.choices[place] for place in item.right),
        confidence=None if (stated := stated_of(reply)) is None else round(stated, 4),
    )
