"""The four sets of reporting bias (Kamath et al., "Scale Can't Overcome Pragmatics", TACL 2026): choices of captions.

`spatial.json`, `negation.json`, `temporal.json` and `counting.json` hold rows of a picture's path, `caption_options`
and `gold_index`. Contrastive models rank the captions; generative ones get them as a lettered list, and asked to count
they say a number from 2 to 10 that nothing offers to them. Captions are put in small letters, as there.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from models.errors import BadSetting
from training.benchmarks.generated import letter_in
from training.benchmarks.items import Item, ItemSet, by_picture, graded_right
from training.benchmarks.measure import Measured, judge
from training.benchmarks.official.opening import Opener, opener
from training.benchmarks.official.reading import Row, find_file, json_of, rows_of
from training.benchmarks.predictions import Predictions, Scores
from training.benchmarks.spoken_numbers import number_in

NAME = "reporting-bias"
SKILLS: Mapping[str, int] = {"spatial": 4, "counting": 9, "negation": 4, "temporal": 2}  # options of a row
BEST_CAPTION = "Pick the best caption for this image from the below options."
HOW_MANY = "How many {noun} are there in this picture? Answer with the number only, from 2-10."
_FOLDERS = ("", "data/benchmarks/", "benchmarks/")
_COCO, _COCO_THERE = "val2017/", "val_2017/"  # as rows have it, and as the repository's folder is called
_TYPES = {
    "spatial": re.compile(r"\b(left|right|on|under)\b"),
    "temporal": re.compile(r"\b(before|after)\b"),
    "counting": re.compile(r"^(\d+)"),
}


def read_reporting_bias(folder: Path, skill: str, *, pictures: bool = True) -> ItemSet:
    """Return the rows of a skill as items without regions. Raises BadSetting for what cannot be used.

    Pictures lie where the rows say, below the folder that holds the file; without `pictures` they need not be there.
    """
    if skill not in SKILLS:
        raise BadSetting(f"{NAME} has no skill {skill!r}; there are {', '.join(SKILLS)} (--task, or --skill).")
    path = find_file(folder, *(f"{each}{skill}.json" for each in _FOLDERS))
    items = tuple(_item(row, skill, number) for number, row in enumerate(rows_of(path)))
    if not items:
        raise BadSetting(f"{path} holds no row of {NAME}: it is an empty list.")
    open_ = _Opener(path.parent, (), {}) if pictures else opener(None)
    return ItemSet(f"{NAME}-{skill}", "all", str(path), by_picture(items), open_, (path,))


def score_reporting_bias(folder: Path, skill: str, paths: Sequence[Path]) -> Measured:
    """Score a file of predictions: a list in the order of the rows, as the released scripts write it.

    An entry is an option's letter, its caption, or, of counting, a number. Raises BadSetting for what does not fit.
    """
    if len(paths) != 1:
        raise BadSetting(f"{NAME} is scored from one file of predictions for each skill.")
    items = read_reporting_bias(folder, skill, pictures=False)
    return judge(items, read_answers(items, paths[0]))


def read_answers(items: ItemSet, path: Path) -> Predictions:
    """Read what was said of each row; what names no option is wrong, and counted as unread."""
    said = json_of(path)
    if not isinstance(said, list) or len(said) != len(items.items):
        held = f"{len(said)} entries" if isinstance(said, list) else "no list"
        raise BadSetting(
            f"{path} holds {held}; it needs a list of {len(items.items)}, one for each row in their order."
        )
    scores: dict[str, Scores] = {}
    for item in items.items:
        number = _number_of(item)
        value = said[number]
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise BadSetting(f"{path}: its entry {number} is {value!r:.60}, not a letter, a caption or a number.")
        place = _place_said(str(value), item)
        if place is not None:
            scores[item.id] = tuple(float(each == place) for each in range(len(item.choices)))
    return Predictions(model=path.name, scored_by="file", scores=scores)


def answers_of(items: ItemSet, said: Predictions) -> list[str]:
    """Return the captions that were chosen, in the order of the rows; "" where nothing was."""
    rows = sorted(items.items, key=_number_of)
    return [_chosen(item, said.scores.get(item.id)) for item in rows]


def _chosen(item: Item, scores: Scores | None) -> str:
    return item.choices[scores.index(max(scores))] if scores else ""


def _number_of(item: Item) -> int:
    return int(item.id.rpartition("-")[2])


def _place_said(said: str, item: Item) -> int | None:
    plain = said.strip().lower().rstrip(".")
    if plain in item.choices:
        return item.choices.index(plain)
    numbers = [number_in(each) for each in item.choices]
    if len({each for each in numbers if each is not None}) == len(numbers):
        number = number_in(said)
        return numbers.index(number) if number in numbers else None
    letter = letter_in(said, len(item.choices))
    return letter - 1 if letter is not None else None


def _item(row: Row, skill: str, number: int) -> Item:
    count = SKILLS[skill]
    options = tuple(each.lower() for each in row.texts("caption_options", count))
    if not all(each.strip() for each in options):
        row.refuse("caption_options", "with an empty caption")
    right = row.whole("gold_index", count)
    if skill == "counting" and [number_in(each) for each in options] != list(range(2, 2 + count)):
        row.refuse("caption_options", f"not captions that begin with the numbers from 2 to {1 + count}")
    question = HOW_MANY.format(noun=options[0].partition(" ")[2]) if skill == "counting" else BEST_CAPTION
    found = _TYPES[skill].search(options[right]) if skill in _TYPES else None
    return Item(
        id=f"{skill}-{number}",
        picture=row.text("filename"),
        question=question,
        choices=options,
        grades=graded_right(count, right),
        task="choice",
        type=found[1] if found else "",
    )


class _Opener(Opener):
    """Opens pictures of COCO also where their folder is called as in the repository, and not as rows have it."""

    def _place(self, path: str) -> str:
        there = super()._place(path)
        other = path.replace(_COCO, _COCO_THERE, 1)
        return other if path.startswith(_COCO) and not self.holds(there) and self.holds(other) else there
