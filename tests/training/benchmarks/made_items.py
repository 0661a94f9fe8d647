"""Items for tests, and a model that says what it is told to."""

from collections.abc import Callable, Sequence

from PIL import Image

from models.errors import BadQuestion
from models.records import Box, Question, Region
from training.benchmarks.items import Item, ItemSet, graded_right

REGION = Region(id=0, box=Box(1, 1, 5, 6))


def item(name: str, right: int = 0, *, picture: str = "a", count: int = 4, **more: object) -> Item:
    """Return an item of four choices "c0" to "c3", the right one given."""
    fields: dict[str, object] = {
        "id": name,
        "picture": picture,
        "question": f"What about {name}, [0]?",
        "regions": (REGION,),
        "choices": tuple(f"c{place}" for place in range(count)),
        "grades": graded_right(count, right),
        "task": "choice",
    }
    return Item.model_validate(fields | more)


def items_of(*items: Item) -> ItemSet:
    return ItemSet("made", "val", "made up", items, lambda _name: Image.new("RGB", (8, 8)))


class Saying:
    """Gives shares by the choice's text, and remembers what it was asked."""

    name = "saying"

    def __init__(self, shares: dict[str, float]) -> None:
        self._shares = shares
        self.asked: list[tuple[Question, tuple[str, ...]]] = []

    def score(self, image: Image.Image, question: Question, choices: Sequence[str]) -> tuple[float, ...]:  # noqa: ARG002
        self.asked.append((question, tuple(choices)))
        if "unreadable" in question.text:
            raise BadQuestion("It is too long.")
        return tuple(self._shares[choice] for choice in choices)


class Looking(Saying):
    """The same, looking a picture over once."""

    looks = 0

    def look(self, image: Image.Image) -> Callable[[Question, Sequence[str]], tuple[float, ...]]:
        self.looks += 1
        return lambda question, choices: self.score(image, question, choices)
