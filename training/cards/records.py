"""What a skill card holds: figures by skill, controls, calibration, waiting time, failures, and what they hang on.

Figures are in percent. Where a model cannot be asked something, a cell has no value and says why.
"""

from typing import Literal, get_args

from pydantic import Field

from models.records import Record, Setting
from training.benchmarks.checkpoints import Checkpoint
from training.benchmarks.manners import Kind, Manner
from training.evaluation.over_pictures import Between
from training.evaluation.reliability import Bin

Skill = Literal[
    "spatial", "counting", "negation", "temporal", "cause", "emotion", "role", "before/after", "multi-region"
]
SKILLS: tuple[Skill, ...] = get_args(Skill)

PICTURE = r"^data:image/(?:jpeg|png|webp);base64,[A-Za-z0-9+/]+={0,2}$"
SHOWN = 20  # failures


class Cell(Record):
    """A figure with its 95 % interval over pictures and what blind choice gives, over `n` items, of which `unread` got
    no answer that can be read and count as wrong; `why` says why there is none."""

    value: float | None = Field(default=None, ge=0, le=100)
    interval: Between | None = None
    chance: float | None = None
    n: int = Field(default=0, ge=0)
    unread: int = Field(default=0, ge=0)
    why: str = ""


class Column(Record):
    """What a model does in one manner: how often it is `right`, and how often where something is taken from it.

    `grey` gives a grey picture with the regions, `no_regions` the picture without them. In `swapped` two regions have
    exchanged their boxes, and with them another choice is right; `kept` counts those that still choose what was right
    before, which is wrong now.
    """

    right: Cell
    grey: Cell
    no_regions: Cell
    swapped: Cell
    kept: Cell


class SkillRow(Record):
    """A skill, what its items ask, how many there are of how many pictures, and what blind choice gives (percent)."""

    skill: Skill
    asks: str
    n: int
    pictures: int
    chance: float
    contrastive: Column
    generative: Column


class Reliability(Record):
    """How far what a model says of its own certainty can be trusted, over `n` answers: mean `stated` chance, share
    `right`, expected calibration error `ece`, all from 0 to 1, and the reliability diagram. `why` where there is none.
    """

    n: int = 0
    stated: float | None = None
    right: float | None = None
    ece: float | None = None
    bins: tuple[Bin, ...] = ()
    why: str = ""


class Waiting(Record):
    """Seconds from a question to the end of its answer, the picture looked at anew, over `n` questions."""

    n: int = 0
    p50: float | None = None
    p95: float | None = None
    why: str = ""


class Failure(Record):
    """A wrong answer: the picture with the regions drawn in as a data address, what was said, which choice it was taken
    for ("" where it fits none), and what is right."""

    skill: Skill
    manner: Manner
    picture: str = Field(pattern=PICTURE, max_length=400_000)
    question: str
    choices: tuple[str, ...]
    said: str
    chosen: str
    right: str
    confidence: float | None = Field(default=None, ge=0, le=1)


class Further(Record):
    """A figure that `deixis evaluate ... --out` wrote, on its official scale; `file` is that file's sha256."""

    benchmark: str
    task: str
    metric: str
    model: str
    scored_by: str
    value: float
    interval: Between | None
    chance: float | None
    n: int
    file: str


class Supervised(Record):
    """How many QARs of a corpus supervise a skill, their share of all, and how that is told."""

    skill: Skill
    count: int = Field(ge=0)
    share: float = Field(ge=0, le=1)
    told_by: str


class Corpus(Record):
    """Which skills the QARs of a corpus supervise; one QAR may supervise several."""

    name: str
    qars: int
    skills: tuple[Supervised, ...]


class SkillCard(Record):
    """The card of one model. `scored_by` says of each manner how a choice is read off, "" where it cannot be asked.

    `items` is the sha256 of all items with their grades, `settings` is everything that was set, `source` what the items
    can be found again by.
    """

    format: Literal["deixis skill card 1"] = "deixis skill card 1"
    model: str = Field(min_length=1)
    kind: Kind
    scored_by: dict[Manner, str]
    rows: tuple[SkillRow, ...]
    calibration: dict[Manner, Reliability]
    latency: dict[Manner, Waiting]
    machine: str
    failures: tuple[Failure, ...] = Field(max_length=SHOWN)
    further: tuple[Further, ...] = ()
    corpus: Corpus | None = None
    source: str
    split: str
    seed: int
    count: int
    settings: dict[str, Setting]
    items: str
    checkpoint: Checkpoint
    versions: dict[str, str]
    made: str
    seconds: float
