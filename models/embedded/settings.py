"""What a student's folder says about its network: sizes, limits and the marks it was trained on."""

from typing import Literal

from models.marks import MarkStyle
from models.records import Record

Blind = Literal["no", "question", "no boxes"]


class StudentSettings(Record):
    """Sizes of the network. `pixels` is the side of the square picture it is shown and looks closely at regions in,
    `glance` (a multiple of 16) the side of the smaller copy in which it sees the whole; `question_words` and
    `answer_words` count pieces of the tokenizer; `regions` is how many regions it can tell apart at once.

    `blind` is for controls: a student that sees nothing but the question (its picture is grey), or the picture without
    its regions. It takes no notice of what it is shown beyond that, and may name any region.
    """

    pixels: int = 256
    glance: int = 160
    width: int = 160
    heads: int = 5
    vision_layers: int = 3
    reading_layers: int = 3
    speaking_layers: int = 2
    vocabulary: int = 2000
    question_words: int = 64
    answer_words: int = 72
    regions: int = 6
    blind: Blind = "no"
    mark_style: MarkStyle = MarkStyle()
