"""What files of candidates hold is read, and of what cannot be used the line and the reason are told."""

import json
from pathlib import Path
from typing import Any

import pytest

from models.corpus_files.lines import BadLine, Found
from models.corpus_files.reading import read_candidates
from models.errors import BadSetting
from models.judging import GoldVerdict
from models.records import QAR, Box

ID = "a" * 64
OWN: dict[str, Any] = {
    "id": "one",
    "image": "a/1.jpg",
    "regions": [{"id": 0, "box": [10, 20, 90, 80]}],
    "qar": {"question": "Why is [0] sad?", "answer": "it fell", "rationale": "[0] cries"},
    "origin": {"teacher": "gpt", "n": 3},
    "scores": {"critic": 0.9},
}
# Made up after facts on the published file: no record of it is public.
LSKD: dict[str, Any] = {
    "image": "VG_100K/2348412.jpg",
    "source": "chatgpt_region_any_v4_people",
    "split": "train",
    "index": "chatgpt_region_any_v4_people-7",
    "region": ["4"],
    "region_all": [0, 2, "4"],
    "references": [
        {"name": "4", "boxes": [[1.5, 2, 30, 40, 0.97]], "segms": None, "obj_guess": "woman", "tag": "region"},
        {"name": 2, "boxes": [[5, 5, 9, 9], [0, 0, 1, 1]], "segms": None, "obj_guess": "dog", "tag": "region"},
        {"name": "9", "boxes": [[5, 5, 9, 9]], "obj_guess": "cup"},
    ],
    "question": ["What", "is", [4], "giving", ["2", 4], "?"],
    "answer": ["A", "treat", ",", "the", "woman's", "own", "."],
    "rationale": [[4], "holds", "it"],
    "prediction": 0.940065,
}


def write(path: Path, *lines: object) -> Path:
    path.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines), "utf-8")
    return path


def read_one(path: Path, line: dict[str, Any]) -> Found | BadLine:
    (found,) = read_candidates(write(path / "corpus.jsonl", line))
    return found


def test_a_line_of_ours_gives_all_it_holds(tmp_path: Path) -> None:
    found = read_one(tmp_path, OWN)

    assert isinstance(found, Found)
    assert (found.line, found.id, found.image, found.kind, found.gold) == (1, "one", "a/1.jpg", "item", None)
    assert found.qar == QAR(question="Why is [0] sad?", answer="it fell", rationale="[0] cries")
    assert found.regions[0].box == Box(10, 20, 90, 80)
    assert (found.origin, found.scores) == ({"teacher": "gpt", "n": 3}, {"critic": 0.9})


def test_the_three_texts_may_stand_apart_and_an_id_is_made_of_them(tmp_path: Path) -> None:
    flat = {"image": "1.jpg", "question": "Why?", "answer": "so", "rationale": "see"}

    first, again, other = read_candidates(write(tmp_path / "a.jsonl", flat, "", flat, flat | {"answer": "no"}))

    assert isinstance(first, Found)
    assert isinstance(other, Found)
    assert first.id.startswith("line-")
    assert first.id != other.id
    assert again == BadLine(3, f"its id {first.id!r} is that of line 1")
    assert next(read_candidates(tmp_path / "a.jsonl")) == first


def test_gold_comes_with_its_verdict(tmp_path: Path) -> None:
    gold = {"qa": "accept", "rationale": "maybe", "why": "look at the eyes"}

    found = read_one(tmp_path, OWN | {"kind": "gold", "gold": gold})

    assert isinstance(found, Found)
    assert (found.kind, found.gold) == ("gold", GoldVerdict(qa="accept", rationale="maybe", why="look at the eyes"))


def test_a_line_of_the_published_corpus_is_put_into_words(tmp_path: Path) -> None:
    found = read_one(tmp_path, LSKD)

    assert isinstance(found, Found)
    assert found.id == "chatgpt_region_any_v4_people-7"
    assert found.image == "VG_100K/2348412.jpg"
    assert found.qar.question == "What is [4] giving [2], [4]?"
    assert found.qar.answer == "A treat, the woman's own."
    # 9 may not be drawn, 0 may and has no box, 4 has a fifth number, of the boxes of 2 the first counts.
    assert [(each.id, each.box, each.label) for each in found.regions] == [
        (2, Box(5, 5, 9, 9), "dog"),
        (4, Box(1.5, 2, 30, 40), "woman"),
    ]
    assert found.scores == {"critic": 0.940065}
    assert found.origin == {"prompt": "regions", "source": "chatgpt_region_any_v4_people", "split": "train"}


def test_references_may_come_by_name_and_descriptions_name_no_region(tmp_path: Path) -> None:
    line = LSKD | {
        "references": {"4": {"boxes": [[1, 2, 3, 4]], "obj_guess": None}},
        "region": [],
        "region_all": [],
        **{name: ["a", "girl", "in", "red"] for name in ("question", "answer", "rationale")},
    }

    found = read_one(tmp_path, line)

    assert isinstance(found, Found)
    assert [each.id for each in found.regions] == [4]
    assert found.origin["prompt"] == "descriptions"


def test_the_older_form_of_the_corpus_is_read_too(tmp_path: Path) -> None:
    shared = {"image": "1.jpg", "index": "a_1", "region": "0", "references": LSKD["references"]}
    text = shared | {"qa": "Question: Why is [4] here? Answer: To give. Rationale: [4] gives. "}
    parts = shared | {"index": "a_2", "qar": {"question": "Why?", "answer": "So.", "rationale": "See."}}

    found = [each for each in read_candidates(write(tmp_path / "a.jsonl", text, parts)) if isinstance(each, Found)]

    assert [each.qar for each in found] == [
        QAR(question="Why is [4] here?", answer="To give.", rationale="[4] gives."),
        QAR(question="Why?", answer="So.", rationale="See."),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "it is not JSON"),
        ("[1]", "it is not a JSON object"),
        (OWN | {"image": ""}, "it names no picture"),
        (OWN | {"qar": OWN["qar"] | {"rationale": " "}}, "it has no rationale"),
        (OWN | {"qar": OWN["qar"] | {"answer": "[1] fell"}}, r"it names \[1\], and gives no box for that"),
        (OWN | {"qar": OWN["qar"] | {"answer": "x" * 4001}}, "its answer has 4,001 characters"),
        (OWN | {"regions": OWN["regions"] * 2}, "two of its regions have the same id"),
        (OWN | {"regions": [{"id": 0, "box": [9, 9, 1, 1]}]}, r"regions\.0\.box: .*inside out"),
        (OWN | {"colour": "red"}, "colour: Extra inputs"),
        (OWN | {"scores": {"critic": "NaN"}}, r"scores\.critic: .*finite"),
        (OWN | {"kind": "gold"}, "its kind is 'gold', and no gold verdict is given"),
        (OWN | {"gold": {"qa": "accept", "rationale": "accept"}}, "its kind is 'item', and a gold verdict is given"),
        (OWN | {"image_id": "12"}, "image_id: "),
        (LSKD | {"question": ["Who", "is", [7], "?"]}, r"it names \[7\], and gives no box for that"),
        (LSKD | {"question": 5}, "a text of it is int, neither"),
        (LSKD | {"references": "none"}, 'its "references" are no list'),
        (LSKD | {"references": [{"name": "4"}]}, 'one of its "references" has no "boxes"'),
        (LSKD | {"references": [{"name": "x", "boxes": [[1, 2, 3, 4]]}]}, "'x' is not the number of a region"),
        (LSKD | {"qa": "Why? So."}, 'its "qa" is not written as Question'),
    ],
)
def test_a_line_that_cannot_be_used_is_told_with_its_number_and_reason(
    tmp_path: Path, line: object, reason: str
) -> None:
    path = write(tmp_path / "corpus.jsonl", "", line, OWN | {"id": "good"})

    bad, good = read_candidates(path)

    assert isinstance(bad, BadLine)
    assert bad.line == 2
    with pytest.raises(ValueError, match=reason):
        raise ValueError(bad.reason)
    assert isinstance(good, Found)


def test_bytes_that_are_no_text_spoil_their_line_only(tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"image": "\xff"}\n' + json.dumps(OWN).encode())

    bad, good = read_candidates(path)

    assert bad == BadLine(1, "it is not UTF-8 text")
    assert isinstance(good, Found)


def test_nested_without_end_is_a_bad_line(tmp_path: Path) -> None:
    (bad,) = read_candidates(write(tmp_path / "corpus.jsonl", "[" * 100_000))

    assert isinstance(bad, BadLine)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match=r"nothing\.jsonl cannot be read: No such file"):
        list(read_candidates(tmp_path / "nothing.jsonl"))


def test_a_model_beside_the_texts_is_that_of_the_origin(tmp_path: Path) -> None:
    found = read_one(tmp_path, {**OWN, "model": "gpt"})

    assert isinstance(found, Found)
    assert found.origin == {"teacher": "gpt", "n": 3, "model": "gpt"}


def test_only_what_is_needed_must_be_there(tmp_path: Path) -> None:
    lines = [
        {"id": "q", "image": "a.png", "answer": "a dog"},
        {"image": "a.png", "answer": "a dog"},
        {"id": "r", "image": "a.png"},
    ]
    path = tmp_path / "captions.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")

    found = list(read_candidates(path, ("id", "answer")))

    assert isinstance(found[0], Found)
    assert found[0].qar == QAR(question="", answer="a dog", rationale="")
    assert found[1:] == [BadLine(2, "it has no id"), BadLine(3, "it has no answer")]
