"""Every layout says what others expect to read in it, and gives back exactly what went in."""

import json
import random
from pathlib import Path
from typing import Any

import orjson
import pytest

from models.corpus import Entry
from models.corpus_files.entries import fields_of, show_entry
from models.corpus_files.layouts import LAYOUTS, LayoutName
from models.corpus_files.lines import BadLine, Found
from models.corpus_files.lskd import tokens
from models.corpus_files.reading import read_candidates
from models.judging import Candidate
from models.records import QAR, Box, Point, Region

ENTRY = Entry(
    candidate=Candidate(
        id="c1",
        image_id="a" * 64,
        regions=(
            Region(id=0, box=Box(1.5, 2, 30, 40), label="woman", description="a woman in red"),
            Region(id=4, box=Box(5, 6, 7, 8)),
        ),
        qar=QAR(question="Why is [4] near [0]?", answer="[4], [0] wait.", rationale="[0]'s bag is packed."),
        origin={"teacher": "gpt", "prompt": "regions", "call": 2, "seen": True},
        scores={"critic:a": 0.9, "critic:b": 0.25},
    ),
    path="VG_100K/1.jpg",
    marks=("speculation",),
)
LETTERS = (
    *("ab", "[0]", "[1]", ",", ".", "'", "é", "\u200b\u3000", "\n\t", '\\"', "漢", "🙂", "Answer:", "Rationale:"),
    *("<image>", "[12]", "[", "]", "(", ")", "=1", ',"polygon":null', '\\",\\"gesture\\":null'),
    *('"regions":[', '],"qar":', '\\"regions\\":[', '],\\"qar\\":'),
)


def line_of(entry: Entry, form: LayoutName, critic: str = "critic:a") -> dict[str, Any]:
    fields = fields_of(entry.model_dump_json())
    return orjson.loads(orjson.dumps(LAYOUTS[form].show(fields, critic)))


def read_line(path: Path, line: dict[str, Any]) -> Found | BadLine:
    file = path / "corpus.jsonl"
    file.write_text(json.dumps(line) + "\n", "utf-8")
    (found,) = read_candidates(file)
    return found


def as_entry(found: Found | BadLine) -> Entry:
    assert isinstance(found, Found), found
    names = ("id", "image_id", "regions", "qar", "origin", "scores")
    candidate = Candidate.model_validate({name: getattr(found, name) for name in names})
    return Entry(candidate=candidate, path=found.image, split=found.split, marks=found.marks)


def any_entry(seed: int) -> Entry:
    """Return an entry with whatever texts, regions and numbers may hold."""
    rng = random.Random(seed)
    regions = tuple(any_region(rng, number) for number in rng.sample(range(20), rng.randint(0, 4)))
    ids = [region.id for region in regions]

    def text() -> str:
        words = [rng.choice(LETTERS) for _ in range(rng.randint(1, 12))] + ["end"]
        words += [
            f"[{rng.choice(ids)}]{rng.choice(('', '?', chr(39) + 's', ','))}" for _ in range(rng.randint(0, 2)) if ids
        ]
        rng.shuffle(words)
        return "".join(f"{rng.choice(('', ' ', '  '))}{word}" for word in words if word not in ("[0]", "[1]", "[12]"))

    return Entry(
        candidate=Candidate(
            id=f"id {seed}",
            image_id=rng.choice(("", "b" * 64)),
            regions=regions,
            qar=QAR(question=text(), answer=text(), rationale=text()),
            origin={"a": rng.choice((1, 2.5, True, "x", "")), "source": "s", "kind": "box", "label": ""}
            if rng.random() < 0.7
            else {},
            scores={"critic:a": rng.choice((0.0, 1e-12, 1e22, 0.1 + 0.2, -3.0))} if rng.random() < 0.7 else {},
        ),
        path="a b/ü.jpg",
        split=rng.choice(("train", "val")),
        marks=rng.choice(((), ("m", "n"))),
    )


def any_region(rng: random.Random, number: int) -> Region:
    left, top = rng.uniform(-5, 50), float(rng.randint(0, 9))
    return Region(
        id=number,
        kind=rng.choice(("box", "point")),
        box=Box(left, top, left + rng.uniform(0.1, 1e5), top + 1),
        polygon=rng.choice((None, (Point(1, 2), Point(3.5, 4)), ())),
        label=rng.choice(("", "dog")),
        description=rng.choice(("", "a dog,\n[0] or so")),
        gesture=rng.choice((None, "drag")),
    )


@pytest.mark.parametrize("form", LAYOUTS)
def test_an_entry_comes_back_as_it_was(tmp_path: Path, form: LayoutName) -> None:
    assert as_entry(read_line(tmp_path, line_of(ENTRY, form))) == ENTRY


@pytest.mark.parametrize("form", LAYOUTS)
def test_whatever_an_entry_holds_comes_back(tmp_path: Path, form: LayoutName) -> None:
    entries = [any_entry(seed) for seed in range(300)]
    file = tmp_path / "corpus.jsonl"
    file.write_text("".join(json.dumps(line_of(each, form)) + "\n" for each in entries), "utf-8")

    assert [as_entry(each) for each in read_candidates(file)] == entries


def test_our_own_line_is_what_the_record_says_without_defaults() -> None:
    for entry in (ENTRY, *(any_entry(seed) for seed in range(300))):
        for text in (entry.model_dump_json(), entry.model_dump_json(exclude_defaults=True)):
            line = orjson.dumps(show_entry(fields_of(text)))
            assert json.loads(line) == json.loads(entry.model_dump_json(exclude_defaults=True))


def test_a_line_of_the_published_layout() -> None:
    line = line_of(ENTRY, "lskd")

    del line["deixis"]
    assert line == {
        "image": "VG_100K/1.jpg",
        "source": "gpt_regions",
        "split": "train",
        "index": "c1",
        "region": [4, 0],
        "region_all": [0, 4],
        "references": [
            {"name": "4", "boxes": [[5.0, 6.0, 7.0, 8.0]], "segms": None, "obj_guess": "", "tag": "region"},
            {
                "name": "0",
                "boxes": [[1.5, 2.0, 30.0, 40.0]],
                "segms": None,
                "obj_guess": "woman",
                "tag": "region",
                "description": "a woman in red",
            },
        ],
        "question": ["Why", "is", [4], "near", [0], "?"],
        "answer": [[4, 0], "wait."],
        "rationale": [[0], "'s", "bag", "is", "packed."],
        "prediction": 0.9,
    }


def test_a_line_for_trainers_of_chat_models() -> None:
    line = line_of(ENTRY, "conversations")

    del line["deixis"]
    assert line == {
        "id": "c1",
        "images": ["VG_100K/1.jpg"],
        "messages": [
            {
                "role": "user",
                "content": [{"type": "image", "text": None}, {"type": "text", "text": "Why is [4] near [0]?"}],
            },
            {
                "role": "assistant",
                "content": [{"type": "text", "text": "Answer: [4], [0] wait.\nRationale: [0]'s bag is packed."}],
            },
        ],
        "regions": [
            {"id": 0, "box": [1.5, 2.0, 30.0, 40.0], "label": "woman", "description": "a woman in red"},
            {"id": 4, "box": [5.0, 6.0, 7.0, 8.0], "label": "", "description": ""},
        ],
    }


def test_a_line_for_llava() -> None:
    line = line_of(ENTRY, "llava")

    assert (line["id"], line["image"]) == ("c1", "VG_100K/1.jpg")
    assert line["conversations"] == [
        {"from": "human", "value": "<image>\nWhy is [4] near [0]?"},
        {"from": "gpt", "value": "Answer: [4], [0] wait.\nRationale: [0]'s bag is packed."},
    ]


def test_texts_of_the_layout_alone_come_back_where_blanks_are_plain(tmp_path: Path) -> None:
    line = line_of(ENTRY, "lskd")
    assert "qar" not in json.loads(line["deixis"])
    del line["deixis"]

    found = as_entry(read_line(tmp_path, line))

    assert found.candidate.qar == ENTRY.candidate.qar
    assert found.candidate.regions == ENTRY.candidate.regions
    assert found.candidate.scores == {"critic": 0.9}
    assert found.candidate.origin == {"prompt": "regions", "source": "gpt_regions", "split": "train"}


@pytest.mark.parametrize("form", ["lskd", "conversations", "llava"])
def test_what_somebody_edits_in_a_line_wins(tmp_path: Path, form: LayoutName) -> None:
    # Blanks in pairs are no part of tokens, so that the texts stand in the rest as well.
    qar = QAR(question="Why is  [0] sad?", answer="So.\nRationale: x", rationale="See  it.")
    entry = ENTRY.model_copy(update={"candidate": ENTRY.candidate.model_copy(update={"qar": qar})})
    text = json.dumps(line_of(entry, form))
    assert as_entry(read_line(tmp_path, json.loads(text))) == entry

    found = as_entry(read_line(tmp_path, json.loads(text.replace("sad", "glad"))))

    assert " ".join(found.candidate.qar.question.split()) == "Why is [0] glad?"
    assert (found.candidate.origin, found.marks) == (entry.candidate.origin, entry.marks)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What is [2] giving [1], [0]?", ["What", "is", [2], "giving", [1, 0], "?"]),
        ("([0]) and [1].", ["(", [0], ")", "and", [1], "."]),
        ("[0][1] [2],[3]", [[0], [1], [2], ",", [3]]),
        ("[12345] [a] [ 1 ]", ["[12345]", "[a]", "[", "1", "]"]),
        ("  ", []),
    ],
)
def test_texts_are_cut_into_words_and_lists_of_ids(text: str, expected: list[str | list[int]]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("form", "change", "reason"),
    [
        ("jsonl", {"candidate": 5}, 'its "candidate" is no object'),
        ("jsonl", {"colour": 1}, "its field 'colour' is none of an entry"),
        ("jsonl", {"path": ""}, "it names no picture|image_id"),
        ("conversations", {"images": []}, 'its "images" are not a list of one path'),
        ("conversations", {"messages": [{"role": "user", "content": "Why?"}]}, "its turns are those of"),
        ("conversations", {"messages": 5}, 'its "messages" are not a list of objects'),
        ("llava", {"conversations": [{"from": "human", "value": "a"}] * 4}, "one question and one reply"),
        ("llava", {"conversations": [{"from": "human"}, {"from": "gpt", "value": "So."}]}, "its reply is not written"),
        ("llava", {"regions": [{"id": 0}]}, "regions.0.box: Field required"),
        ("lskd", {"deixis": "{"}, 'its "deixis" is not JSON'),
        ("lskd", {"deixis": '{"x": 1}'}, 'its "deixis" is not what an export writes'),
        ("lskd", {"deixis": '{"marks": 5}'}, "marks: "),
        ("lskd", {"references": [{"name": 1, "boxes": 5}]}, 'one of its "references" has no "boxes"'),
        ("lskd", {"region_all": 7}, 'its "region_all" is no list'),
    ],
)
def test_a_line_that_is_no_such_line_is_told_with_its_field(
    tmp_path: Path, form: LayoutName, change: dict[str, Any], reason: str
) -> None:
    entry = ENTRY.model_copy(update={"candidate": ENTRY.candidate.model_copy(update={"image_id": ""})})
    line = line_of(entry, form) | change

    found = read_line(tmp_path, line)

    assert isinstance(found, BadLine)
    with pytest.raises(ValueError, match=reason):
        raise ValueError(found.reason)


@pytest.mark.parametrize("form", LAYOUTS)
def test_a_line_of_the_wrong_shape_is_told_and_never_ends_the_reading(tmp_path: Path, form: LayoutName) -> None:
    rng = random.Random(7)
    lines = [broken(line_of(ENTRY, form), rng) for _ in range(1500)]
    file = tmp_path / "corpus.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")

    found = list(read_candidates(file))

    assert [each.line for each in found] == list(range(1, 1501))
    assert all(isinstance(each, Found) or each.reason for each in found)


def broken(line: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """Return a line of which one value, wherever it stands, is another, or gone."""
    wrong = (None, 5, -1.5, "x", "", [], {}, [[]], [None], {"id": 1}, True, [1, 2], "[0]", 10**400)
    place: Any = line
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = rng.choice(keys)
        if isinstance(place[key], dict | list) and place[key] and rng.random() < 0.7:
            place = place[key]
            continue
        if rng.random() < 0.2:
            del place[key]
        else:
            place[key] = rng.choice(wrong)
        return line
