"""A-OKVQA (Schwenk et al., ECCV 2022): four choices, in `aokvqa_v1p0_val.json`; pictures of COCO 2017.

Ten people also answered without choices. Their direct answers are scored where predictions have one, by string; those
of difficult questions are left out, as the official script does.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from models.errors import BadSetting
from training.benchmarks.items import Item, ItemSet, by_picture, graded_right
from training.benchmarks.official.opening import opener
from training.benchmarks.official.reading import Row, find_file, rows_of

NAME = "aokvqa"
CHOICES = 4


class Direct(NamedTuple):
    """A question that is also asked without choices, and what ten people answered."""

    question_id: str
    picture: str
    answers: tuple[str, ...]


def read_aokvqa(folder: Path, split: str = "val", *, pictures: bool = True) -> ItemSet:
    """Return the questions of a split. Raises BadSetting for what cannot be used.

    Pictures lie in `val2017` or directly in the folder; without `pictures` they need not be there.
    """
    path = _file(folder, split)
    items = tuple(_item(row, split) for row in rows_of(path))
    if not items:
        raise BadSetting(f"{path} holds no question of A-OKVQA: it is an empty list.")
    open_ = opener(folder if pictures else None, f"{split}2017", f"images/{split}2017", "images")
    return ItemSet(NAME, split, str(path), by_picture(items), open_, (path,))


def read_direct(folder: Path, split: str = "val") -> Iterator[Direct]:
    """Yield the questions of a split that are asked without choices, too. Raises BadSetting."""
    for row in rows_of(_file(folder, split)):
        if row.has("direct_answers") and row.values.get("difficult_direct_answer") is False:
            yield Direct(row.text("question_id"), _picture(row), row.texts("direct_answers"))


def _file(folder: Path, split: str) -> Path:
    return find_file(folder, f"aokvqa_v1p0_{split}.json", f"aokvqa/aokvqa_v1p0_{split}.json")


def _item(row: Row, split: str) -> Item:
    if row.text("split") != split:
        row.refuse("split", f"though the file is named after the split {split!r}")
    right = row.whole("correct_choice_idx", CHOICES) if row.has("correct_choice_idx") else None
    return Item(
        id=row.text("question_id"),
        picture=_picture(row),
        question=row.text("question"),
        choices=row.texts("choices", CHOICES),
        grades=graded_right(CHOICES, right) if right is not None else (),
        task="choice",
    )


def _picture(row: Row) -> str:
    return f"{row.whole('image_id'):012}.jpg"
