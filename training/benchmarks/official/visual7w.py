"""Visual7W telling (Zhu et al., CVPR 2016): four answers, in `dataset_v7w_telling.json`; pictures of MS-COCO.

The file has the right answer and three wrong ones. They are shuffled by the question's id: the released code of the
paper always put the right one last, where equal scores find it, or never do.
"""

import random
from collections.abc import Iterator
from pathlib import Path

from models.errors import BadSetting
from training.benchmarks.items import Item, ItemSet, by_picture, graded_right
from training.benchmarks.official.opening import opener
from training.benchmarks.official.reading import Row, find_file, object_of

NAME = "visual7w"
WRONG = 3
TYPES = ("what", "where", "when", "who", "why", "how")


def read_visual7w(folder: Path, split: str = "test", *, pictures: bool = True) -> ItemSet:
    """Return the telling questions of a split. Raises BadSetting for what cannot be used.

    Pictures lie in `images` or directly in the folder; without `pictures` they need not be there.
    """
    path = find_file(folder, "dataset_v7w_telling.json", "v7w_telling/dataset_v7w_telling.json")
    rows = [row for row in object_of(path).rows("images") if row.text("split") == split]
    items = tuple(item for row in rows for item in _items(row))
    if not items:
        raise BadSetting(f"{path} holds no question of the split {split!r}.")
    open_ = opener(folder if pictures else None, "images")
    return ItemSet(NAME, split, str(path), by_picture(items), open_, (path,))


def _items(image: Row) -> Iterator[Item]:
    picture = image.text("filename")
    for row in image.rows("qa_pairs"):
        number = row.whole("qa_id")
        type_ = row.text("type")
        if type_ not in TYPES:
            row.refuse("type", f"not one of {', '.join(TYPES)}")
        texts = (row.text("answer"), *row.texts("multiple_choices", WRONG))
        order = random.Random(f"visual7w {number}").sample(range(len(texts)), len(texts))
        # A wrong answer may be worded as the right one: then whoever says these words is right.
        right = [place for place, each in enumerate(order) if _same(texts[each], texts[0])]
        yield Item(
            id=str(number),
            picture=picture,
            question=row.text("question"),
            choices=tuple(texts[each] for each in order),
            grades=graded_right(len(texts), *right),
            task="choice",
            type=type_,
        )


def _same(one: str, other: str) -> bool:
    return one.strip().lower() == other.strip().lower()
