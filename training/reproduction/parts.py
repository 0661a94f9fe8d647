"""What a part of the reproduction is, and what all parts are given.

A part is one table or figure of the paper (or a question that it leaves open) with some arms; an arm is measured once
for every seed, and what it found is a cell. Each part is a module of this folder that ends in `PART = ...`, an object
with the methods of `Part`; its name is in `known.py`.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from pydantic import Field, JsonValue, field_validator

from models.errors import BadSetting
from models.records import Record

Figures = dict[str, JsonValue]

THRESHOLDS = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
QUICK_THRESHOLDS = (0.0, 0.5, 0.8)
MOST_SEEDS = 10  # each has 10,000 scenes of its own (`training/embedded/seed_ranges.py`)


class Stopped(Exception):
    """A cell was stopped before its end; what it has so far is in the work folder."""


class Cell(NamedTuple):
    """What is measured in one go."""

    part: str
    arm: str
    seed: int

    def __str__(self) -> str:
        return f"{self.part}, {self.arm}, seed {self.seed}"


class Finished(Record):
    """A cell that was measured in so many minutes; `figures` are the part's own. `quick` ones are no evidence."""

    part: str
    arm: str
    seed: int
    minutes: float = Field(ge=0)
    quick: bool
    figures: Figures

    @property
    def cell(self) -> Cell:
        return Cell(self.part, self.arm, self.seed)


class Scale(Record):
    """How much is measured with; the same for every part, so that one corpus and one critic serve them all.

    `pictures` are those of a seed's corpus, `corpus_size` the texts that every student learns from, `student_steps` the
    steps that it takes, `questions` those that it is measured on, with so many `items` of each benchmark. A seed's
    critic learns from `critic_pictures` in `critic_steps`, and critics are measured on `measured_pictures`. Intervals
    are by `resamples` drawings.
    """

    name: str
    quick: bool
    seeds: tuple[int, ...]
    pictures: int = Field(gt=0)
    thresholds: tuple[float, ...]
    student_steps: int = Field(gt=0)
    corpus_size: int = Field(gt=0)
    questions: int = Field(gt=0)
    items: int = Field(gt=0)
    critic_pictures: int = Field(gt=0)
    critic_steps: int = Field(gt=0)
    measured_pictures: int = Field(gt=0)
    resamples: int = Field(gt=0)

    @field_validator("thresholds")
    @classmethod
    def _first_is_all(cls, thresholds: tuple[float, ...]) -> tuple[float, ...]:
        if not thresholds or thresholds[0] != 0 or list(thresholds) != sorted(set(thresholds)):
            raise ValueError("thresholds begin with 0, which leaves nothing out, and rise")
        return thresholds


class Lab(NamedTuple):
    """What a cell is measured with and in. `work` keeps what can be made again, for all parts; a name in it carries
    whatever of the scale it depends on."""

    scale: Scale
    work: Path
    say: Callable[[str], None] = lambda _line: None
    should_stop: Callable[[], bool] = lambda: False

    def stop_here(self) -> None:
        """Raise Stopped where somebody asked to stop."""
        if self.should_stop():
            raise Stopped


class Part(Protocol):
    """One table or figure. `paper` says in a sentence what the paper found there, or that it has no counterpart."""

    name: str
    title: str

    def arms(self, scale: Scale) -> tuple[str, ...]:
        """Return the arms; a name has letters, digits, ".", "+" and "-" alone."""
        ...

    def run(self, arm: str, seed: int, lab: Lab) -> Figures:
        """Measure an arm. Raises Stopped; what was begun is kept in `lab.work`."""
        ...

    def page(self, found: Sequence[Finished], folder: Path) -> str:
        """Return what is to be said of the cells found so far, as Markdown below the title; plots go to `folder`."""
        ...


def full(seeds: int = 3) -> Scale:
    """Return the scale whose figures are evidence."""
    return Scale(
        name="full",
        quick=False,
        seeds=seeds_of(seeds),
        pictures=1_500,
        thresholds=THRESHOLDS,
        student_steps=400,
        corpus_size=3_000,
        questions=600,
        items=100,
        critic_pictures=400,
        critic_steps=150,  # of 90 to 600 the best on a tenth seed, which is not measured
        measured_pictures=150,
        resamples=500,
    )


def quick(seeds: int = 1) -> Scale:
    """Return a scale that shows in a quarter of an hour that all works; its figures are no evidence."""
    return Scale(
        name="quick",
        quick=True,
        seeds=seeds_of(seeds),
        pictures=80,
        thresholds=QUICK_THRESHOLDS,
        student_steps=60,
        corpus_size=150,
        questions=60,
        items=20,
        critic_pictures=60,
        critic_steps=60,
        measured_pictures=40,
        resamples=200,
    )


def miniature() -> Scale:
    """Return a scale at which nothing is learned: it checks that the parts fit together."""
    return Scale(
        name="miniature",
        quick=True,
        seeds=(0,),
        pictures=2,
        thresholds=(0.0, 0.2),  # a critic of two steps gives nothing 0.5
        student_steps=1,
        corpus_size=2,
        questions=2,
        items=1,
        critic_pictures=3,
        critic_steps=2,
        measured_pictures=2,
        resamples=5,
    )


SCALES: Mapping[str, Callable[[], Scale]] = {"full": full, "quick": quick, "miniature": miniature}


def seeds_of(count: int) -> tuple[int, ...]:
    """Return the first so many seeds. Raises BadSetting for none, or for more than there are scenes for."""
    if not 1 <= count <= MOST_SEEDS:
        raise BadSetting(f"{count} seeds cannot be measured: choose 1 to {MOST_SEEDS} with --seeds.")
    return tuple(range(count))
