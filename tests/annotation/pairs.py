"""Small rounds of comparing for the tests: pairs of texts by named models, and votes written in one word."""

import random
from collections.abc import Sequence

from models.judging import Item, Judged
from tests.annotation.examples import candidate, item, judged

CRITERIA = ("correctness", "informativeness", "plausibility", "overall")


def pair(name: str, first: str = "student", second: str = "teacher", *, picture_number: int = 0, **more: str) -> Item:
    """Return a pair of texts by two models; `more` is said of the origin of both."""
    own = [
        candidate(number, of=picture_number, origin={"model": model, **more})
        for number, model in enumerate((first, second))
    ]
    return item(name, picture_number=picture_number, candidates=own)


def votes(
    name: str, votes_: str, *, criterion: str = "overall", lefts: Sequence[int] = (0, 1, 0, 1, 0)
) -> list[Judged]:
    """Return judgements of a pair: "0t1" is one vote for the text at position 0, a tie and one for that at 1.

    `lefts` says for each vote which text stood on the left; what was preferred does not depend on it.
    """
    found = []
    for number, (vote, left) in enumerate(zip(votes_, lefts, strict=False)):
        side = "tie" if vote == "t" else "left" if int(vote) == left else "right"
        found.append(judged(name, f"p{number}", prefers=[(criterion, side)], left=left))
    return found


def a_round(
    seed: int, models: Sequence[str], *, pairs: int = 60, favour: float = 0.5
) -> tuple[list[Item], list[Judged]]:
    """Return pairs of models drawn by lot, two for each picture; earlier models are favoured, sides drawn anew."""
    rng = random.Random(seed)
    items, said = [], []
    for number in range(pairs):
        first, second = rng.sample(models, 2)
        items.append(pair(f"i{number:03}", first, second, picture_number=number // 2, kind=rng.choice("ab")))
        likely = "0" if models.index(first) < models.index(second) else "1"
        for criterion in ("correctness", "overall"):
            word = "".join(likely if rng.random() < favour else rng.choice("0t1") for _ in range(3))
            lefts = [rng.randint(0, 1) for _ in range(3)]
            found = votes(f"i{number:03}", word, criterion=criterion, lefts=lefts)
            said += [each.model_copy(update={"id": f"{each.id}-{criterion}"}) for each in found]
    return items, said
