"""What is measured of a corpus: tables 6 and 7 and figures 2, 3, 6, 7 and 8 of the paper, and what it does not show."""

from pydantic import Field

from models.records import Record
from training.evaluation.intervals import Share

BINS = 20  # of a box's width, height and area, each from 0 to 1


class StatsSettings(Record):
    """How a corpus is measured. `critic` and `threshold` say what is kept, as in an export; "" keeps all.

    Diversity is measured on samples of at most `sample` entries, drawn by `seed`, with `clusters` in all; of them
    `bleu` are compared with the others. At most `teachers` are looked at alone.
    """

    critic: str = ""
    threshold: float = 0.8
    without_marks: tuple[str, ...] = ()
    seed: int = 0
    sample: int = Field(default=1000, ge=2)
    bleu: int = Field(default=200, ge=1)
    clusters: int = Field(default=50, ge=1)
    teachers: int = Field(default=4, ge=0)
    words: int = Field(default=120, ge=1)


class Size(Record):
    """A column of table 6. Lengths are means in words, a mention of regions counting as one; `ids` is the mean number
    of different regions that a QAR names."""

    pictures: int
    qars: int
    per_picture: float
    question_words: float
    answer_words: float
    rationale_words: float
    ids: float


class TypeCount(Record):
    """A line of table 7: how many questions are of a type, their share, and a few of them."""

    type: str
    count: int
    share: float
    examples: tuple[str, ...]


class BoxSizes(Record):
    """Figure 8: how many of the regions that are named have a width, height and area in each 20th of the picture's.

    `unknown` are those of pictures whose size is not known.
    """

    count: int
    unknown: int
    width: tuple[int, ...]
    height: tuple[int, ...]
    area: tuple[int, ...]


class SkillCount(Record):
    """How many QARs supervise a skill, and their share."""

    skill: str
    count: int
    share: float


class Cut(Record):
    """A point of figure 2: with this threshold so many are kept, this share of all that are scored; of those that
    people rated, which share they accepted."""

    threshold: float
    kept: int
    share: float
    accepted: Share | None


class Ratings(Record):
    """A bar of figure 3: what people say on average of rated entries, from 0 (rejected) to 3 (accepted)."""

    rated: int
    question_answer: float
    rationale: float
    accepted: Share


class Diversity(Record):
    """How varied a sample of a group is, of all of it or of what is kept.

    `distinct` are the shares of different n-grams of 1 to 4 words; `self_bleu` is high where texts are alike;
    `effective` is the number of clusters, were they equally large, and `coverage` the share of the clusters of the
    whole corpus that are met.
    """

    group: str
    kept: bool
    sampled: int
    distinct: tuple[float, float, float, float]
    self_bleu: float
    effective: float
    coverage: float


class Stats(Record):
    """All that is measured of a corpus. But for `read`, `set_aside`, `sweep`, `ratings` and diversity before the cut,
    it speaks of what is `kept`."""

    settings: StatsSettings
    read: int
    set_aside: dict[str, int]
    left_out: dict[str, int]
    kept: int
    sizes: dict[str, Size]
    types: tuple[TypeCount, ...]
    ids: dict[str, int]
    words: dict[str, tuple[tuple[str, int], ...]]
    boxes: BoxSizes
    skills: tuple[SkillCount, ...]
    marks: dict[str, int]
    sweep: tuple[Cut, ...]
    ratings: dict[str, Ratings]
    diversity: tuple[Diversity, ...]
    embedder: str
