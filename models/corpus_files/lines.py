"""What is read from a line of a file of candidates, and what is said of a line that cannot be used."""

from typing import NamedTuple

from pydantic import Field

from models.judging import GoldVerdict, ItemKind
from models.records import QAR, Record, Region, Setting


class Found(Record):
    """A candidate as it stands in a file. `image` is a path in the folder of pictures; `image_id` names the picture
    where there is none. Boxes are pixels, as the file gives them, and may still reach out of the picture.

    `split`, `set_aside` and `marks` are those of an entry of a corpus; `gold` belongs to screens with known answers.
    """

    line: int
    id: str = Field(min_length=1, max_length=200)
    image: str = ""
    image_id: str = Field(default="", pattern=r"^([0-9a-f]{64})?$")
    regions: tuple[Region, ...] = ()
    qar: QAR
    origin: dict[str, Setting] = Field(default_factory=dict)
    scores: dict[str, float] = Field(default_factory=dict)
    split: str = "train"
    set_aside: str = ""
    marks: tuple[str, ...] = ()
    kind: ItemKind = "item"
    gold: GoldVerdict | None = None


class BadLine(NamedTuple):
    """A line that cannot be used, counted from 1, and why."""

    line: int
    reason: str
