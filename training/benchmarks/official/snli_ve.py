"""SNLI-VE (Xie et al., 2019): does a picture of Flickr30k entail a hypothesis, contradict it, or neither?

`snli_ve_dev.jsonl` and the like name pictures by "Flickr30K_ID"; older files by "Flikr30kID", with ".jpg". The caption
from which people wrote the hypothesis is not read. The question is that of the released code of the paper.
"""

from pathlib import Path

from models.errors import BadSetting
from training.benchmarks.items import Item, ItemSet, by_picture, graded_right
from training.benchmarks.official.opening import opener
from training.benchmarks.official.reading import Row, find_file, rows_of

NAME = "snli-ve"
LABELS = ("contradiction", "neutral", "entailment")
_ASK = "Does the image describe {hypothesis}?"
_KEYS = ("Flickr30K_ID", "Flikr30kID", "Flickr30kID")


def read_snli_ve(folder: Path, split: str = "dev", *, pictures: bool = True) -> ItemSet:
    """Return the hypotheses of a split. Raises BadSetting for what cannot be used.

    Pictures lie in `flickr30k-images`, `flickr30k_images`, `images` or directly in the folder; without `pictures` they
    need not be there.
    """
    path = find_file(folder, f"snli_ve_{split}.jsonl", f"{split}.jsonl")
    items = tuple(_item(row) for row in rows_of(path))
    if not items:
        raise BadSetting(f"{path} holds no hypothesis of SNLI-VE: it is empty.")
    open_ = opener(folder if pictures else None, "flickr30k-images", "flickr30k_images", "images")
    return ItemSet(NAME, split, str(path), by_picture(items), open_, (path,))


def _item(row: Row) -> Item:
    key = next((each for each in _KEYS if row.has(each)), _KEYS[0])
    label = row.text("gold_label")
    if label not in (*LABELS, "-"):  # "-" is SNLI's sign for people who did not agree
        row.refuse("gold_label", f"not one of {', '.join(LABELS)}")
    return Item(
        id=row.text("pairID"),
        picture=f"{row.text(key).removesuffix('.jpg')}.jpg",
        question=_ASK.format(hypothesis=row.text("sentence2").strip().rstrip(".")),
        choices=LABELS,
        grades=graded_right(len(LABELS), LABELS.index(label)) if label != "-" else (),
        task="entailment",
        type=label if label != "-" else "",
    )
