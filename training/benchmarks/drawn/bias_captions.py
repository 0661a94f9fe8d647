"""Where, how many, what not, before or after: as captions of the whole picture, as the official files have them.

Nobody is pointed at. Who is named is the only one whom the words fit. Where things are is told by their order from left
to right, for what is above what can be guessed from the nouns of this world.
"""

import random
from itertools import combinations, pairwise, permutations

from training.benchmarks.drawn.bias_events import SIDES, dated
from training.benchmarks.drawn.bias_posing import Posed, placed
from training.benchmarks.drawn.bias_regions import wrongly_denied
from training.benchmarks.drawn.nouns import called_alone
from training.benchmarks.drawn.world import Scene
from training.scenes.asking import can_be_asked
from training.scenes.features import in_a_row
from training.scenes.graph import Entity
from training.scenes.phrases import with_article

BEST_CAPTION = "Pick the best caption for this image from the below options."
HOW_MANY = "How many {many} are there in this picture?"
MOST = 5  # people; more are too rare to be asked about as often
_PLACES = ("left", "middle", "right")
_CHOICES = 4
_DENIED = ("feeling", "colour", "hair")
_COUNTED = ("people", "person")


def pose_spatial(scene: Scene, rng: random.Random) -> list[Posed]:
    """Tell in which order three stand from left to right, rightly and in three other orders.

    One of them is a person, or all but one are: that one stands on either side and in the middle equally often.
    """
    found = []
    for three in combinations(called_alone(scene), len(_PLACES)):
        row = _in_order(three)
        people = [each.kind == "person" for each in row]
        if sum(people) in (1, 2):
            place = _PLACES[people.index(sum(people) == 1)]
            nouns = tuple(with_article(each.noun) for each in row)
            wrong = rng.sample([each for each in permutations(nouns) if each != nouns], _CHOICES - 1)
            choices = tuple(f"From left to right: {in_a_row(each, 'and')}" for each in (nouns, *wrong))
            found.append(Posed(f"{sum(people)} people", place, _PLACES, BEST_CAPTION, choices, {}))
    return found


def _in_order(three: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Return them from left to right; nothing where there is a doubt."""
    for row in permutations(three):
        if all(placed(a, b) == "left" for a, b in pairwise(row)):
            return row
    return ()


def pose_counting(scene: Scene, rng: random.Random) -> list[Posed]:  # noqa: ARG001 - as the others
    """Tell how many people there are, one to five."""
    people = [each for each in scene.graph.entities if each.kind == "person"]
    if not all(map(can_be_asked, people)) or not 1 <= len(people) <= MOST:
        return []
    many, one = _COUNTED
    texts = [f"{number} {one if number == 1 else many}" for number in range(1, MOST + 1)]
    choices = (texts[len(people) - 1], *(each for each in texts if each != texts[len(people) - 1]))
    kinds = tuple(map(str, range(1, MOST + 1)))
    return [Posed("people", str(len(people)), kinds, HOW_MANY.format(many=many), choices, {}, mixed=False)]


def pose_negation(scene: Scene, rng: random.Random) -> list[Posed]:
    """Deny three things of a person, two of which hold; the third holds for somebody else in the picture."""
    found = []
    for one in called_alone(scene):
        # Who wears what goes with work: the noun would tell what is not worn.
        for other in scene.graph.entities if not one.profession else ():
            for name, phrases in wrongly_denied(one, other, _DENIED, rng).items():
                texts = [each.replace(" not ", " NOT ") for each in phrases]
                choices = tuple(f"A photo of {with_article(one.noun)} who {each}" for each in texts)
                found.append(Posed("not", name, _DENIED, BEST_CAPTION, choices, {}))
    return found


def pose_temporal(scene: Scene, rng: random.Random) -> list[Posed]:  # noqa: ARG001 - as the others
    """Tell that somebody is shown before or after an event."""
    found: dict[str, Posed] = {}
    for entity, event, side in dated(scene.graph):
        if can_be_asked(entity) and scene.may_ask(entity):
            choices = tuple(f"A person {each} {event.clause}" for each in (side, *(s for s in SIDES if s != side)))
            found.setdefault(event.clause, Posed(event.clause, side, SIDES, BEST_CAPTION, choices, {}))
    return list(found.values())
