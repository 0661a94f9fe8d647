"""What all benchmarks are made of: items with choices, whoever wrote them, and the pictures that they are about.

An item is a picture, perhaps regions of it, perhaps a question, two choices or more, and what judges said of each
choice. That one answer of four is right, that three of fifty inferences were written about this picture, and that two
people graded ten inferences from 1 to 3 are all grades.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Literal, NamedTuple, Protocol, Self, runtime_checkable

from PIL import Image
from pydantic import Field, model_validator

from models.records import Question, Record, Region

NO_FILE = "0" * 64  # of pictures that are known by their place in a benchmark, not by their bytes

# How grades become a figure (training/benchmarks/metrics.py): "answer", "rationale", "choice" and "entailment" have
# right choices, and "answer" and "rationale" of one group count together, too; "ranking" has several; "comparison" has
# graded ones.
Task = Literal["answer", "rationale", "choice", "entailment", "ranking", "comparison"]


class Item(Record):
    """One set of choices about one picture.

    `picture` is the picture's name in its benchmark. Question and choices name regions as `[id]`; the question is empty
    where a benchmark asks none. `grades` has a row for every judge, each as long as `choices`, higher is better; none
    where a benchmark withholds them. `type` is what figures are split by. Items of one `group` belong together. `keys`
    are the names of the choices in the benchmark's own files, where they have any. `size` is the width and height of
    the picture in the pixels that boxes count, where they are known.
    """

    id: str = Field(min_length=1)
    picture: str
    regions: tuple[Region, ...] = ()
    question: str = ""
    choices: tuple[str, ...] = Field(min_length=2)
    grades: tuple[tuple[float, ...], ...] = ()
    task: Task
    type: str = ""
    group: str = ""
    keys: tuple[str, ...] = ()
    size: tuple[int, int] | None = None

    @model_validator(mode="after")
    def _grades_are_of_the_choices(self) -> Self:
        if any(len(row) != len(self.choices) for row in self.grades):
            raise ValueError(f"item {self.id} has {len(self.choices)} choices, and grades of another number")
        return self

    @property
    def right(self) -> tuple[int, ...]:
        """The places of the choices that the first judge grades highest; none where there are no grades."""
        grades = self.grades[0] if self.grades else ()
        return tuple(place for place, grade in enumerate(grades) if grade == max(grades))

    def asked(self, *, regions: bool = True, question: bool = True) -> Question:
        """Return what a model is asked, with or without the regions, with or without the question's text."""
        return Question(
            image_id=NO_FILE,
            text=self.question if question else "",
            regions=self.regions if regions else (),
        )


@runtime_checkable
class Stamped(Protocol):
    """Opens pictures that lie in files."""

    def stamp(self, picture: str) -> str:
        """Return what tells a picture's file from another one that is put in its place."""
        ...


class ItemSet(NamedTuple):
    """The items of a benchmark, those of one picture next to each other; `open` gives a picture by its name.

    `asks` says which benchmark these are items of, such as "vcr" or "drawn-vcr", `split` which part of it, `source` is
    what a person can find them again by: the files, or seed and count; `files` are those that items were read from.
    `open` returns RGB with the pixels that boxes count, and raises BadPicture where there is no such picture.
    """

    asks: str
    split: str
    source: str
    items: tuple[Item, ...]
    open: Callable[[str], Image.Image]
    files: tuple[Path, ...] = ()

    @property
    def has_regions(self) -> bool:
        """Whether any item is about regions."""
        return any(item.regions for item in self.items)

    @property
    def pictures(self) -> tuple[str, ...]:
        """The names of the pictures, each once, in the order of the items."""
        return tuple(dict.fromkeys(item.picture for item in self.items))

    def stamp(self, picture: str) -> str:
        """Return what changes when the picture's file does; "" for pictures without one, which are drawn."""
        return self.open.stamp(picture) if isinstance(self.open, Stamped) else ""


def graded_right(count: int, *right: int) -> tuple[tuple[float, ...], ...]:
    """Return the grades of a judge who calls some of `count` choices right and the others wrong.

    >>> graded_right(4, 2)
    ((0.0, 0.0, 1.0, 0.0),)
    """
    return (tuple(float(place in right) for place in range(count)),)


def by_picture(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Return the items with those of one picture next to each other, pictures in the order of their first item."""
    places: dict[str, int] = {}
    for item in items:
        places.setdefault(item.picture, len(places))
    return tuple(sorted(items, key=lambda item: places[item.picture]))
