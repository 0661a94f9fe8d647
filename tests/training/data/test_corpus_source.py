"""The examples of corpus files, by their number."""

import json
from pathlib import Path

import pytest

from models.errors import BadSetting
from tests.training.data.made_examples import BOXES
from training.data.corpus_source import Choice, CorpusSource

LLAVA = {
    "id": "a",
    "image": "a.png",
    "conversations": [
        {"from": "human", "value": "<image>\nWhy is he sad?"},
        {"from": "gpt", "value": "Answer: He fell.\nRationale: It is slippery."},
    ],
}


def _line(number: int, *, question: str = "Why is [3] sad?", score: float | None = 0.9, **more: object) -> str:
    regions = [{"id": region, "box": list(box)} for region, box in BOXES.items()]
    scores = {} if score is None else {"good": score}
    fields = {"id": f"line {number}", "image": f"{number}.png", "regions": regions, "scores": scores}
    return json.dumps({**fields, "question": question, "answer": "it fell", "rationale": "äöü", **more}) + "\n"


def _file(folder: Path, *lines: str) -> Path:
    path = folder / "corpus.jsonl"
    path.write_text("".join(lines), "utf-8")
    return path


def test_every_line_is_an_example_to_be_had_in_any_order(tmp_path: Path) -> None:
    source = CorpusSource(_file(tmp_path, *(_line(number) for number in range(5)), "\n", _line(5)))

    assert len(source) == 6
    assert [source[number].image for number in (5, 0, 3, 3)] == ["5.png", "0.png", "3.png", "3.png"]
    assert source[2].qar.rationale == "äöü"
    assert [region.box for region in source[2].regions] == list(BOXES.values())


def test_what_the_critic_scored_lower_or_not_at_all_is_left_out(tmp_path: Path) -> None:
    path = _file(tmp_path, _line(0, score=0.81), _line(1, score=0.79), _line(2, score=None), _line(3, score=0.8))

    assert [each.id for each in CorpusSource(path, Choice(critic="good", threshold=0.8))] == ["line 0", "line 3"]
    assert len(CorpusSource(path)) == 4


def test_kinds_and_splits_are_taken_apart(tmp_path: Path) -> None:
    described = _line(1, question="Why is the child sad?")
    path = _file(tmp_path, _line(0), described, _line(2, split="val"), _line(3, set_aside="it names no region"))

    assert [each.id for each in CorpusSource(path, Choice(kind="regions"))] == ["line 0"]
    assert [each.id for each in CorpusSource(path, Choice(kind="descriptions"))] == ["line 1"]
    assert [each.id for each in CorpusSource(path, Choice(split="val"))] == ["line 2"]


def test_arrays_and_tables_are_sources_too(tmp_path: Path) -> None:
    array, table = tmp_path / "llava.json", tmp_path / "table.csv"
    array.write_text(json.dumps([LLAVA, {**LLAVA, "id": "b"}]))
    table.write_text('image,question,answer,rationale,regions\na.png,Why is [0] sad?,it fell,so,"0:1,2,30,40"\n')

    assert [each.id for each in CorpusSource(array)] == ["a", "b"]
    assert CorpusSource(table)[0].mentioned == (0,)


def test_a_line_that_cannot_be_used_is_named_before_anything_is_learned(tmp_path: Path) -> None:
    path = _file(tmp_path, _line(0), _line(1, question="Why is [7] sad?"))

    with pytest.raises(BadSetting, match=r"corpus.jsonl, line 2, cannot be learned from: it names \[7\]"):
        CorpusSource(path)


def test_a_file_with_nothing_to_learn_from_says_what_was_looked_for(tmp_path: Path) -> None:
    path = _file(tmp_path, _line(0, score=0.5))

    with pytest.raises(BadSetting, match=r"no example of the split 'train' that 'good' scored at least 0\.8 is in it"):
        CorpusSource(path, Choice(critic="good"))
    with pytest.raises(BadSetting, match="cannot be read"):
        CorpusSource(tmp_path / "none.jsonl")


def test_a_file_that_changed_while_it_was_learned_from_is_noticed(tmp_path: Path) -> None:
    path = _file(tmp_path, _line(0), _line(1))
    source = CorpusSource(path)
    path.write_text("x" + path.read_text("utf-8"), "utf-8")

    with pytest.raises(BadSetting, match="has changed since it was opened"):
        source[1]
