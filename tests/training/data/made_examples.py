"""Examples for tests: a picture of 120 x 80 with three regions."""

from models.records import QAR, Box, Region
from training.data.example import Example

SIZE = (120, 80)
BOXES = {3: Box(10, 10, 40, 70), 5: Box(50, 20, 80, 60), 8: Box(90, 30, 115, 75)}


def example(question: str = "Why is [5] looking at [3]?", answer: str = "[3] fell", rationale: str = "") -> Example:
    """Return an example whose texts name [3] and [5], unless they are given."""
    regions = tuple(Region(id=number, box=box) for number, box in BOXES.items())
    qar = QAR(question=question, answer=answer, rationale=rationale or "that happens")
    return Example(id="one", image="a.png", qar=qar, regions=regions)
