"""What a student's folder says about its network: sizes, limits and the marks it was trained on."""

from models.marks import MarkStyle
from models.records import Record


class StudentSettings(Record):
    """Sizes of the network. `pixels` is the side of the square picture it sees; `question_words` and `answer_words`
    count pieces of the tokenizer; `regions` is how many regions it can tell apart at once."""

    pixels: int = 160
    width: int = 160
    heads: int = 5
    vision_layers: int = 3
    reading_layers: int = 3
    speaking_layers: int = 2
    vocabulary: int = 1500
    question_words: int = 48
    answer_words: int = 72
    regions: int = 6
    mark_style: MarkStyle = MarkStyle()
