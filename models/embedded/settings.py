"""What a student's folder says about its network: sizes, limits and the marks it was trained on."""

from typing import Literal

from pydantic import Field

from models.marks import MarkStyle
from models.records import Record

Blind = Literal["no", "question", "no boxes"]


class StudentSettings(Record):
    """Sizes of the network. `pixels` is the side of the square picture it is shown and looks closely at regions in,
    `glance` (a multiple of 16) the side of the smaller copy in which it sees the whole; `question_words` and
    `answer_words` count pieces of the tokenizer; `regions` is how many regions it can tell apart at once.

    `concepts` are the sets of labels that the eye sorts what it sees into, by name, with their sizes: the answer hangs
    on what a thing is, not on how it looks (`models/embedded/concepts.py`).

    `labels` are what the labels of these sets are called; where they are given, regions are told the words for what
    they show, and the words of a question whether they name it (`models/embedded/naming.py`).

    With `surroundings` the eye also looks closely at what lies around a region, and with `relations` a region knows on
    which side and how far off every other region is; with `comparisons` also from those that a question names, in the
    order in which it names them, and with `relation_words` in words (`models/embedded/relating.py`), which it may say
    without looking for them if `relations_said`.

    `notices` is how many things that nobody points at it looks at beside the regions (`models/embedded/noticing.py`);
    with `tallies` the words of a question are told how many things they name (`models/embedded/tallying.py`).

    With `seen_at` all that it is shown is first made so many pixels small: a student with worse eyes. With a
    `narrowing` of 2 the eye is half as wide as the rest of the network, in all that it consists of, and has a quarter
    of the weights; what it sees is widened at its end. Half of `width` must be a multiple of 8 and of `heads` then.

    `blind` is for controls: a student that sees nothing but the question (its picture is grey), or the picture without
    its regions. It takes no notice of what it is shown beyond that, and may name any region.
    """

    pixels: int = 256
    glance: int = 160
    width: int = 160
    heads: int = 5
    vision_layers: int = 3
    reading_layers: int = 3
    speaking_layers: int = 4
    vocabulary: int = 2000
    question_words: int = 64
    answer_words: int = 72
    regions: int = 6
    concepts: dict[str, int] = Field(default_factory=dict)
    labels: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    surroundings: bool = False
    relations: bool = False
    comparisons: bool = False
    relation_words: bool = False
    relations_said: bool = False
    notices: int = 0
    tallies: bool = False
    seen_at: int | None = None
    narrowing: int = Field(default=1, gt=0)
    blind: Blind = "no"
    mark_style: MarkStyle = MarkStyle()
