"""VCR (Zellers et al., CVPR 2019): `val.jsonl` or `test.jsonl`, and `vcr1images` with pictures and metadata.

A text is a list of words, signs, and lists of objects by number from 0, which here are the regions `[0]`. What a model
says of the rationales after the right answer is counted; what it says after the other three is asked for only by the
leaderboard, which does not tell which answer is right.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from models.errors import BadSetting
from training.benchmarks.items import Item, ItemSet, Task, by_picture, graded_right
from training.benchmarks.official.movie_regions import MovieRegions
from training.benchmarks.official.opening import opener
from training.benchmarks.official.reading import Row, find_file, rows_of

NAME = "vcr"
CHOICES = 4
_TIGHT = re.compile(r"\s+([,.;:?!')\]]|n't\b|'s\b)")


def read_vcr(folder: Path, split: str = "val", *, pictures: bool = True, every_answer: bool = False) -> ItemSet:
    """Return the answers of a split and the rationales after the right answer, or after each where asked for.

    Without `pictures` neither pictures nor metadata are read, so there are no regions. Raises BadSetting.
    """
    path = _file(folder, split)
    regions = MovieRegions(folder, path) if pictures else None
    items = [item for row in rows_of(path) for item in _items(row, regions, every_answer=every_answer)]
    if not items:
        raise BadSetting(f"{path} holds no question of VCR: it is empty.")
    twice = next((name for name, count in Counter(item.id for item in items).items() if count > 1), None)
    if twice is not None:
        raise BadSetting(f'{path} has the question {twice.rpartition("-answer")[0]!r} twice, by its "annot_id".')
    open_ = opener(folder, "vcr1images", sizes=regions.sizes) if regions else opener(None)
    return ItemSet(NAME, split, str(path), by_picture(tuple(items)), open_, (path,))


def question_ids(folder: Path, split: str) -> list[str]:
    """Return the "annot_id" of every question in the order of the file, which arrays of predictions have."""
    return [row.text("annot_id") for row in rows_of(_file(folder, split))]


def answer_id(question: str) -> str:
    """Return the item of a question's answers; `question` is its "annot_id"."""
    return f"{question}-answer"


def rationale_id(question: str, answer: int) -> str:
    """Return the item of a question's rationales after one of its answers."""
    return f"{question}-rationale-{answer}"


def _file(folder: Path, split: str) -> Path:
    return find_file(folder, f"{split}.jsonl", f"vcr1annots/{split}.jsonl")


def _items(row: Row, regions: MovieRegions | None, *, every_answer: bool) -> Iterator[Item]:
    name, objects = row.text("annot_id"), row.texts("objects")
    shared = {
        "picture": row.text("img_fn"),
        "regions": regions.of(row, len(objects)) if regions else (),
        "group": name,
        "size": regions.sizes[row.text("img_fn")] if regions else None,
    }

    def item(id_: str, task: Task, question: str, choices: tuple[str, ...], right: int | None) -> Item:
        grades = graded_right(CHOICES, right) if right is not None else ()
        own = {"id": id_, "task": task, "question": question, "choices": choices, "grades": grades}
        return Item.model_validate(shared | own)

    question = _text(row, "question", row.list("question"), len(objects))
    answers = _choices(row, "answer_choices", len(objects))
    rationales = _choices(row, "rationale_choices", len(objects))
    label = row.whole("answer_label", CHOICES) if row.has("answer_label") else None
    best = row.whole("rationale_label", CHOICES) if label is not None else None
    yield item(answer_id(name), "answer", question, answers, label)
    for number, answer in enumerate(answers):
        if every_answer or number == label:
            right = best if number == label else None
            yield item(rationale_id(name, number), "rationale", f"{question} {answer}", rationales, right)


def _choices(row: Row, name: str, objects: int) -> tuple[str, ...]:
    return tuple(_text(row, name, tokens, objects) for tokens in row.list(name, CHOICES))


def _text(row: Row, name: str, tokens: Any, objects: int) -> str:
    if not isinstance(tokens, list):
        row.refuse(name, "not lists of words")
    words = [_word(row, name, token, objects) for token in tokens]
    text = _TIGHT.sub(r"\1", " ".join(word for word in words if word))
    if not text:
        row.refuse(name, "without words")
    return text


def _word(row: Row, name: str, token: Any, objects: int) -> str:
    if isinstance(token, str):
        return row.whole_text(name, token)
    if not isinstance(token, list) or not all(isinstance(each, int) for each in token):
        row.refuse(name, "not lists of words and objects")
    return _named([each for each in token if 0 <= each < objects])  # others are skipped, as r2c does


def _named(numbers: Sequence[int]) -> str:
    names = [f"[{number}]" for number in numbers]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
