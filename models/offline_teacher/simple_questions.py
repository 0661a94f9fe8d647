"""Simple questions about what can be seen, for somebody who sees to answer (`models/teaching/prompts/questions-1.md`).

They ask for what captions leave open, contradict, or get wrong most easily: faces, hands, doings, numbers, the place,
the light. Names fit only one of those that the captions tell of.
"""

import random
from collections.abc import Iterator

from models.offline_teacher.naming import Names
from models.offline_teacher.noticing import Noticed
from models.offline_teacher.scene import Scene, gap

_WHOLE = (
    ("Where is this?", "What kind of place is this?", "What place can you see?"),
    ("How many people are there?", "How many people can you see?"),
    ("How many children are there?", "How many children can you see?"),
    ("What time of day is it?", "Is it day, evening or night?"),
    ("What is the weather like?", "How is the weather?"),
    ("How many animals are there?", "How many animals can you see?"),
    ("How many smiling people are there?", "How many smiling people can you see?"),
    ("How many grown-ups are there?", "How many grown-ups can you see?"),
    ("Is this indoors?", "Is this a picture of a room?"),
    ("How many crying people are there?", "How many frowning people are there?"),
)
_OF_PERSON = (
    ("What is {S} doing?", "Can you say what {S} is doing?", "Which pose is {S} in?"),
    ("What is {S} holding?", "What is in the hand of {S}?", "What does {S} hold?"),
    ("What expression does {S} have?", "What does the face of {S} look like?", "How does {S} look?"),
    ("Does {S} look relaxed?", "Is {S} smiling?", "Is {S} crying?"),
    ("What is {S} wearing?", "How is {S} dressed?"),
)
_OF_THING = (
    ("What colour is {S}?", "What is the colour of {S}?"),
    ("Is {S} broken?", "Does {S} look whole?"),
    ("Can you see {a} anywhere?", "Is there {a}?", "Do you see {a} anywhere?"),
)
_SIDES = (
    "Is {S} to the left or to the right of {T}?",
    "Left or right of {T}: where is {S}?",
    "On which side of {T} is {S}?",
)


def simple_questions(scene: Scene, rng: random.Random, count: int) -> list[str]:
    """Return so many different questions: the place first, then about as many about regions as about the whole."""
    whole = [rng.choice(ways) for ways in _WHOLE]
    local = list(_local(scene, rng))
    rng.shuffle(local)
    first = [*whole[:3], *local[: max(0, count - 6)], *whole[3:], *local[max(0, count - 6) :]]
    return list(dict.fromkeys(first))[:count]


def _local(scene: Scene, rng: random.Random) -> Iterator[str]:
    names = Names(scene.seen, numbered=False)
    for each in scene.seen:
        name = names.full(each)
        for ways in _OF_PERSON if each.is_person else _OF_THING:
            if not _is_told(each, ways[0]):
                yield rng.choice(ways).format(S=name, a=_a(each.noun))
    pairs = [
        (one, other) for one in scene.seen for other in scene.seen if one is not other and gap(one.box, other.box) > 0
    ]
    for one, other in rng.sample(pairs, min(2, len(pairs))):
        yield rng.choice(_SIDES).format(S=names.full(one), T=names.full(other))


def _is_told(noticed: Noticed, question: str) -> bool:
    """Return whether the caption answers a question already."""
    if "expression" in question:
        return noticed.feeling is not None
    if "wearing" in question:
        return bool(noticed.look or noticed.job)
    return "holding" in question and noticed.held is not None


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
