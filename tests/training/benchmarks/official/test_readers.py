"""The official files become items, and what is wrong with a file is said with its place."""

import json
from pathlib import Path
from typing import Any

import pytest

from models.errors import BadPicture, BadSetting
from models.records import Box
from tests.training.benchmarks.official.made_files import (
    SIZE,
    WRITERS,
    vcr_row,
    write_json,
    write_lines,
    write_picture,
    write_vcr,
)
from training.benchmarks.items import ItemSet
from training.benchmarks.official.aokvqa import read_direct
from training.benchmarks.official.benchmarks import BENCHMARKS
from training.benchmarks.official.vcr import read_vcr
from training.benchmarks.official.visualcomet import read_visualcomet


def read(name: str, folder: Path, *, pictures: bool = True) -> ItemSet:
    WRITERS[name](folder)
    return BENCHMARKS[name].read(folder, BENCHMARKS[name].split, pictures=pictures)


@pytest.mark.parametrize("name", BENCHMARKS)
def test_every_picture_opens_in_the_pixels_that_boxes_count(name: str, tmp_path: Path) -> None:
    items = read(name, tmp_path)

    for item in items.items:
        assert item.grades
        assert items.open(item.picture).size == SIZE
        assert all(region.box.x1 <= SIZE[0] for region in item.regions)
    assert items.asks == name


@pytest.mark.parametrize("name", BENCHMARKS)
def test_files_are_read_without_their_pictures(name: str, tmp_path: Path) -> None:
    WRITERS[name](tmp_path)
    for folder in tmp_path.iterdir():
        if folder.is_dir() and folder.name != "val_comparison":
            folder.rename(tmp_path / f"away {folder.name}")

    items = BENCHMARKS[name].read(tmp_path, BENCHMARKS[name].split, pictures=False)

    assert items.items
    with pytest.raises(BadPicture, match="read without its pictures"):
        items.open(items.items[0].picture)


@pytest.mark.parametrize("name", BENCHMARKS)
def test_a_folder_without_the_file_is_refused_by_its_name(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match=r"has no .*\.jsonl?.*; give the folder that holds"):
        BENCHMARKS[name].read(tmp_path, BENCHMARKS[name].split)


def test_vcrs_words_and_objects_become_text_and_regions(tmp_path: Path) -> None:
    items = read("vcr", tmp_path)

    first = {item.id: item for item in items.items}["val-0-answer"]
    assert first.question == "Why is [0] near [1] and [2]?"
    assert first.choices[1] == "[0] is cold."
    assert first.right == (1,)
    assert [region.id for region in first.regions] == [0, 1, 2]
    assert first.regions[2].box == Box(100, 40, 160, 80)  # it reached out of the picture
    rationale = {item.id: item for item in items.items}["val-0-rationale-1"]
    assert rationale.question == "Why is [0] near [1] and [2]? [0] is cold."
    assert (rationale.right, rationale.group) == ((2,), first.group)
    assert [item.picture for item in items.items] == ["movie/a@0.jpg"] * 4 + ["movie/b@0.jpg"] * 2


def test_the_leaderboard_asks_for_rationales_after_every_answer(tmp_path: Path) -> None:
    write_vcr(tmp_path)

    asked = read_vcr(tmp_path, "test", every_answer=True).items

    assert [item.id for item in asked] == ["test-0-answer", *(f"test-0-rationale-{number}" for number in range(4))]
    assert not any(item.grades for item in asked)
    assert sum(bool(item.grades) for item in read_vcr(tmp_path, every_answer=True).items) == 6


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"answer_label": 4}, r'val.jsonl, line 1: its "answer_label" is 4, not a number from 0 to 3'),
        ({"answer_choices": [["a"]]}, r'line 1: its "answer_choices" is \[\["a"\]\], not a list of 4'),
        ({"objects": ["person"]}, r'line 1: its "objects" are 1, and its metadata has 3 boxes'),
        (
            {"metadata_fn": "movie/x.json"},
            r"line 1: the regions of its metadata movie/x.json cannot be read: there is no metadata",
        ),
        ({"question": ["Why", {}]}, r'line 1: its "question" is \["Why", {}\], not lists of words and objects'),
        ({"annot_id": None}, r'line 1: its "annot_id" is null, not a text'),
        ({"annot_id": "a\ud800"}, r'line 1: its "annot_id" is "a", with half of a character'),
        ({"question": ["Why\ud800"]}, r'line 1: its "question" is \["Why"\], with half of a character'),
    ],
)
def test_an_altered_line_of_vcr_is_named(change: dict[str, Any], message: str, tmp_path: Path) -> None:
    write_vcr(tmp_path)
    write_lines(tmp_path / "val.jsonl", vcr_row(0) | change)

    with pytest.raises(BadSetting, match=message):
        read_vcr(tmp_path)


def test_metadata_that_two_pictures_share_gives_both_their_size(tmp_path: Path) -> None:
    write_vcr(tmp_path)
    write_lines(tmp_path / "val.jsonl", vcr_row(0), vcr_row(1, img_fn="movie/b@0.jpg"))

    assert {item.size for item in read_vcr(tmp_path).items} == {SIZE}


def test_a_question_that_stands_there_twice_is_refused(tmp_path: Path) -> None:
    write_vcr(tmp_path)
    write_lines(tmp_path / "val.jsonl", vcr_row(0), vcr_row(7), vcr_row(7))

    with pytest.raises(BadSetting, match=r"val.jsonl has the question 'val-7' twice"):
        read_vcr(tmp_path)


def test_a_missing_field_and_a_line_cut_off_are_named(tmp_path: Path) -> None:
    write_vcr(tmp_path)
    short = {name: value for name, value in vcr_row(0).items() if name != "rationale_choices"}
    write_lines(tmp_path / "val.jsonl", vcr_row(0), short)
    with pytest.raises(BadSetting, match='line 2, has no "rationale_choices"; is it a file of this benchmark'):
        read_vcr(tmp_path)

    text = json.dumps(vcr_row(0))
    (tmp_path / "val.jsonl").write_text(f"{text}\n{text[:100]}")
    with pytest.raises(BadSetting, match="line 2, cannot be used: it is not JSON"):
        read_vcr(tmp_path)
    (tmp_path / "val.jsonl").write_text("")
    with pytest.raises(BadSetting, match="holds no question of VCR: it is empty"):
        read_vcr(tmp_path)


def test_a_picture_of_another_shape_than_its_boxes_is_refused(tmp_path: Path) -> None:
    items = read("vcr", tmp_path)
    write_picture(tmp_path / "vcr1images/movie/a@0.jpg", (50, 90))

    with pytest.raises(BadPicture, match="has 50 x 90 pixels, and its boxes count those of 160 x 90, another shape"):
        items.open("movie/a@0.jpg")


def test_sherlocks_inferences_are_set_against_their_region(tmp_path: Path) -> None:
    items = read("sherlock", tmp_path)

    first = items.items[0]
    assert first.choices == ("it rains", "it is hot", "a party begins")
    assert first.grades == ((1, 2, 3), (1, 3, 2))
    assert first.keys == ("x0", "x1", "x2")
    assert [region.box for region in first.regions] == [Box(10, 5, 60, 65)]  # a box of one pixel shows nothing
    assert first.question == "What can you infer about [0]?"


def test_without_a_key_inferences_of_one_region_are_found_by_it(tmp_path: Path) -> None:
    WRITERS["sherlock"](tmp_path)
    home = tmp_path / "val_comparison"
    (home / "val_comparison_answer_key.json").unlink()

    items = BENCHMARKS["sherlock"].read(home, "val", pictures=False)

    assert [set(item.keys) for item in items.items] == [{"y0", "y1", "y2"}, {"x0", "x1", "x2"}]
    assert not any(item.grades for item in items.items)


def test_a_key_that_does_not_fit_the_instances_is_refused(tmp_path: Path) -> None:
    WRITERS["sherlock"](tmp_path)
    path = tmp_path / "val_comparison/val_comparison_answer_key.json"
    key = json.loads(path.read_text())
    key["annotations"][1]["candidates"][2]["source_iid"] = "c9"
    write_json(path, key)

    with pytest.raises(BadSetting, match=r'"annotations"\[1\], "candidates"\[2\]: its "source_iid" is "c9", which no'):
        BENCHMARKS["sherlock"].read(tmp_path, "val")


def test_visualcomets_inferences_are_ranked_among_a_pool_of_our_own(tmp_path: Path) -> None:
    items = read("visualcomet", tmp_path)

    assert items.source.endswith("own pool, seed 0")
    before = next(item for item in items.items if "opens" in item.id and item.type == "before")
    assert before.question == "[0] opens a door. What came before that?"
    assert {before.choices[place] for place in before.right} == {"get up", "take a key"}
    assert len(before.choices) == 8  # all there are
    assert "leave [1]" in before.choices
    assert len(items.items) == 6
    assert read_visualcomet(tmp_path, seed=1).items != items.items


def test_the_published_pool_is_taken_where_it_lies(tmp_path: Path) -> None:
    WRITERS["visualcomet"](tmp_path)
    pool = [  # numbers in the order of the file, intent, before, after
        ([0, 5, 6], 1), ([1, 2, 7], 2), ([3, 0, 4], 1), ([4, 0], 1), ([5, 1], 1), ([6, 7, 0], 2),
    ]  # fmt: skip
    rows = [{"inference_candidate_indices": numbers, "num_gt": right} for numbers, right in pool]
    path = write_json(tmp_path / "val_rank_random_50.json", {"mean_recall": 0.5, "results": rows})

    items = read_visualcomet(tmp_path)

    assert items.source.endswith("pool of val_rank_random_50.json")
    assert [len(item.choices) for item in items.items] == [3, 3, 3, 2, 2, 3]
    assert set(items.items[0].choices) == {"leave [1]", "learn a song", "bow"}

    write_json(path, {"results": rows[:2]})
    with pytest.raises(BadSetting, match=r'has no candidates for "1 opens a door" \(after\) of .*, line 1; all'):
        read_visualcomet(tmp_path)
    write_json(path, {"results": [{"inference_candidate_indices": [0, 99], "num_gt": 1}]})
    with pytest.raises(
        BadSetting, match=r'"results"\[0\]: its "inference_candidate_indices" is \[0, 99\], not numbers'
    ):
        read_visualcomet(tmp_path)


def test_aokvqas_choices_and_direct_answers_are_read(tmp_path: Path) -> None:
    items = read("aokvqa", tmp_path)

    assert [item.right for item in items.items] == [(0,), (1,), (2,)]
    assert [each.question_id for each in read_direct(tmp_path)] == ["q0", "q1"]  # q2 is a difficult one
    assert not items.has_regions


def test_a_file_of_another_split_is_noticed(tmp_path: Path) -> None:
    WRITERS["aokvqa"](tmp_path)
    (tmp_path / "aokvqa_v1p0_val.json").rename(tmp_path / "aokvqa_v1p0_test.json")

    with pytest.raises(BadSetting, match='line 1: its "split" is "val", though the file is named after'):
        BENCHMARKS["aokvqa"].read(tmp_path, "test")


def test_snli_ves_pictures_are_found_by_both_spellings(tmp_path: Path) -> None:
    WRITERS["snli-ve"](tmp_path)
    rows = [json.loads(line) for line in (tmp_path / "snli_ve_test.jsonl").read_text().splitlines()]
    old = [{**row, "Flikr30kID": "12.jpg", "Flickr30K_ID": None} for row in rows]
    write_lines(tmp_path / "snli_ve_dev.jsonl", *old)

    new = BENCHMARKS["snli-ve"].read(tmp_path, "test").items

    assert BENCHMARKS["snli-ve"].read(tmp_path, "dev").items == new
    assert new[0].question == "Does the image describe A dog is number 0?"
    assert [item.choices[item.right[0]] for item in new] == ["entailment", "neutral", "contradiction"]


def test_pairs_that_people_disagreed_about_are_not_counted(tmp_path: Path) -> None:
    WRITERS["snli-ve"](tmp_path)
    rows = [json.loads(line) for line in (tmp_path / "snli_ve_test.jsonl").read_text().splitlines()]
    write_lines(tmp_path / "snli_ve_test.jsonl", rows[0] | {"gold_label": "-"}, rows[1])

    assert [bool(item.grades) for item in BENCHMARKS["snli-ve"].read(tmp_path, "test").items] == [False, True]
    write_lines(tmp_path / "snli_ve_test.jsonl", rows[0] | {"gold_label": "maybe"})
    with pytest.raises(BadSetting, match='line 1: its "gold_label" is "maybe", not one of contradiction'):
        BENCHMARKS["snli-ve"].read(tmp_path, "test")


def test_visual7ws_answers_are_shuffled_by_question(tmp_path: Path) -> None:
    items = read("visual7w", tmp_path).items

    assert [item.type for item in items] == ["what", "where"]
    assert all("Wood." in item.choices for item in items)
    assert {items[1].choices[place].lower() for place in items[1].right} == {"wood."}
    assert len(items[1].right) == 2  # a wrong answer is worded as the right one
    with pytest.raises(BadSetting, match="holds no question of the split 'val'"):
        BENCHMARKS["visual7w"].read(tmp_path, "val")
