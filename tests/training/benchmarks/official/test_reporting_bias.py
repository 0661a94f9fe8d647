"""The four sets of reporting bias: their rows, their pictures, and files of predictions."""

from pathlib import Path

import pytest

from models.errors import BadPicture, BadSetting
from tests.training.benchmarks.official.bias_files import ROWS, write_reporting_bias
from tests.training.benchmarks.official.made_files import write_json, write_picture
from training.benchmarks.official.benchmarks import score_files
from training.benchmarks.official.reporting_bias import (
    BEST_CAPTION,
    SKILLS,
    answers_of,
    read_answers,
    read_reporting_bias,
    score_reporting_bias,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_reporting_bias(tmp_path)


def test_rows_become_items_with_captions_to_choose_from(folder: Path) -> None:
    items = read_reporting_bias(folder, "spatial")

    assert (items.asks, items.split, len(items.items)) == ("reporting-bias-spatial", "all", 4)
    first = items.items[0]
    assert first.choices == ("a cup on a desk", "a cup under a desk", "a cup to the left of a desk",
                             "a cup to the right of a desk")  # fmt: skip
    assert (first.right, first.type, first.question, first.regions) == ((0,), "on", BEST_CAPTION, ())
    assert [item.type for item in items.items] == ["on", "under", "left", "right"]


def test_a_picture_that_is_exchanged_is_noticed(folder: Path) -> None:
    items = read_reporting_bias(folder, "temporal")
    before = [items.stamp(picture) for picture in items.pictures]

    write_picture(folder / "data/benchmarks/val_2017/0.jpg", (40, 30))

    assert all(before)
    assert [items.stamp(picture) == old for picture, old in zip(items.pictures, before, strict=True)] == [False, True]


def test_counting_asks_for_a_number(folder: Path) -> None:
    items = read_reporting_bias(folder, "counting").items

    assert [item.type for item in items] == ["2", "10"]
    expected = "How many cups are there in this picture? Answer with the number only, from 2-10."
    assert {item.question for item in items} == {expected}


@pytest.mark.parametrize("skill", SKILLS)
def test_pictures_lie_beside_the_rows(folder: Path, skill: str) -> None:
    items = read_reporting_bias(folder, skill)

    assert all(items.open(picture).size == (32, 24) for picture in items.pictures)
    assert all(len(item.choices) == SKILLS[skill] for item in items.items)


def test_without_pictures_nothing_is_opened(folder: Path) -> None:
    items = read_reporting_bias(folder, "temporal", pictures=False)

    with pytest.raises(BadPicture, match="was read without its pictures"):
        items.open(items.pictures[0])
    with pytest.raises(BadPicture, match="gone"):
        read_reporting_bias(folder, "temporal").open("val2017/gone.jpg")


@pytest.mark.parametrize(
    ("skill", "said", "value"),
    [
        ("spatial", ["A", "(B)", "The answer is C.", "D"], 100),
        ("spatial", ["a cup on a desk", "A cup on a desk.", "I cannot tell", "d"], 25),
        ("negation", ["D", "a photo of a hat that is NOT wet"], 100),
        ("counting", [2, "10 cups"], 100),
        ("counting", ["There are ten.", "11"], 0),
        ("temporal", ["A", "A"], 50),
    ],
)
def test_predictions_are_letters_captions_or_numbers(folder: Path, skill: str, said: list[object], value: int) -> None:
    measured = score_reporting_bias(folder, skill, [write_json(folder / "said.json", said)])

    assert measured.figures[0].value == value
    assert measured.figures[0].chance == pytest.approx(100 / SKILLS[skill], abs=1e-3)


def test_what_is_written_is_read_back(folder: Path) -> None:
    items = read_reporting_bias(folder, "spatial", pictures=False)
    right = write_json(folder / "right.json", ["A", "B", "C", "D"])

    written = answers_of(items, read_answers(items, right))

    assert written == [row["caption_options"][row["gold_index"]].lower() for row in ROWS["spatial"]]
    again = read_answers(items, write_json(folder / "again.json", written))
    assert again.scores == read_answers(items, right).scores


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"gold_index": 4}, '"gold_index" is 4, not a number from 0 to 3'),
        ({"gold_index": "1"}, '"gold_index" is "1"'),
        ({"caption_options": ["a", "b"]}, "not a list of 4"),
        ({"caption_options": ["a", "b", "c", " "]}, "with an empty caption"),
        ({"filename": ""}, '"filename" is "", not a text'),
    ],
)
def test_an_altered_row_is_refused_with_its_line_and_field(folder: Path, change: dict[str, object], said: str) -> None:
    rows = [*ROWS["spatial"][:2], ROWS["spatial"][2] | change]
    write_json(folder / "data" / "benchmarks" / "spatial.json", rows)

    with pytest.raises(BadSetting, match=r"spatial\.json") as problem:
        read_reporting_bias(folder, "spatial")
    assert said in str(problem.value)


def test_what_cannot_be_used_is_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="has no skill 'smell'; there are spatial, counting, negation, temporal"):
        read_reporting_bias(folder, "smell")
    with pytest.raises(BadSetting, match=r"has no spatial\.json and no data/benchmarks/spatial\.json"):
        read_reporting_bias(tmp_path / "none", "spatial")
    home = folder / "data" / "benchmarks"
    write_json(home / "negation.json", [])
    with pytest.raises(BadSetting, match="it is an empty list"):
        read_reporting_bias(folder, "negation")
    write_json(home / "counting.json", [ROWS["counting"][0] | {"caption_options": [f"{n} cups" for n in range(9)]}])
    with pytest.raises(BadSetting, match="not captions that begin with the numbers from 2 to 10"):
        read_reporting_bias(folder, "counting")
    (home / "temporal.json").write_text('[{"filename": "a', "utf-8")
    with pytest.raises(BadSetting, match=r"temporal\.json, line 1"):
        read_reporting_bias(folder, "temporal")


def test_predictions_that_do_not_fit_are_refused(folder: Path) -> None:
    def score(value: object) -> None:
        score_files("reporting-bias", folder, [write_json(folder / "said.json", value)], task="spatial")

    with pytest.raises(BadSetting, match=r"holds 3 entries; it needs a list of 4"):
        score(["A"] * 3)
    with pytest.raises(BadSetting, match="holds no list"):
        score({"0": "A"})
    with pytest.raises(BadSetting, match="its entry 1 is None, not a letter, a caption or a number"):
        score(["A", None, "B", "C"])
    with pytest.raises(BadSetting, match="scored from one file"):
        score_files("reporting-bias", folder, [], task="spatial")
