"""Files as the six benchmarks lay them out. All of them are made up: nothing in them is anybody's data."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PIL import Image

SIZE = (160, 90)


def write_json(path: Path, value: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value), "utf-8")
    return path


def write_lines(path: Path, *values: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(each) + "\n" for each in values), "utf-8")
    return path


def write_picture(path: Path, size: tuple[int, int] = SIZE) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, (90, 120, 60)).save(path)


def vcr_row(number: int, answer: int = 1, rationale: int = 2, picture: str = "movie/a@0.jpg", **more: Any) -> Any:
    return {
        "movie": "movie",
        "objects": ["person", "person", "chair"],
        "img_fn": picture,
        "metadata_fn": picture.replace(".jpg", ".json"),
        "question": ["Why", "is", [0], "near", [1, 2], "?"],
        "answer_choices": [[[0], "is", word, "."] for word in ("tired", "cold", "late", "ill")],
        "answer_label": answer,
        "rationale_choices": [["There", "is", "a", word, "."] for word in ("bed", "coat", "clock", "pill")],
        "rationale_label": rationale,
        "annot_id": f"val-{number}",
        "img_id": f"val-{number}",
    } | more


def write_vcr(folder: Path) -> None:
    second = "movie/b@0.jpg"
    write_lines(folder / "val.jsonl", vcr_row(0), vcr_row(1, 3, 0, second), vcr_row(2, 0, 0))
    withheld = ("answer_label", "rationale_label")
    test = {name: value for name, value in vcr_row(0, annot_id="test-0").items() if name not in withheld}
    write_lines(folder / "test.jsonl", test)
    for picture in ("movie/a@0.jpg", second):
        write_picture(folder / "vcr1images" / picture, (SIZE[0] // 2, SIZE[1] // 2))
        write_json(folder / "vcr1images" / picture.replace(".jpg", ".json"), {
            "names": ["person", "person", "chair"], "width": SIZE[0], "height": SIZE[1], "segms": [],
            "boxes": [[10, 10, 40, 80, 0.9], [50, 5, 90, 85, 0.8], [100, 40, 200, 80, 0.7]],
        })  # fmt: skip


def write_sherlock(folder: Path) -> None:
    home, url = folder / "val_comparison", "https://somewhere.org/VG_100K/7.jpg"
    image = {"url": url, "width": SIZE[0], "height": SIZE[1]}
    box = {"left": 10, "top": 5, "width": 50, "height": 60}
    texts = ["it rains", "it is hot", "a party begins"]
    grades = {"x": [(1, 1), (2, 3), (3, 2)], "y": [(3, 3), (1, 2), (1, 1)]}
    ids = {(name, number): f"{name}{number}" for name in grades for number in range(3)}
    write_json(home / "val_comparison_instances.json", [
        {"image": image, "region": [box | {"left": 10 if name == "x" else 30}, box | {"width": 1, "height": 1}],
         "inference": texts[number], "test_id": test_id, "extra_info": {"task": "comparison"}}
        for (name, number), test_id in reversed(ids.items())
    ])  # fmt: skip
    write_json(home / "val_comparison_instance_ids.json", sorted(ids.values()))
    write_json(home / "val_comparison_answer_key.json", {
        "test_id_map": {
            test_id: {"Input_iid": name, "candidate": f"c{number}"} for (name, number), test_id in ids.items()
        },
        "annotations": [
            {"Input_iid": name, "candidates": [
                {"source_iid": f"c{number}", "prediction": texts[number], "annot1": one, "annot2": other}
                for number, (one, other) in enumerate(rows)
            ]}
            for name, rows in grades.items()
        ],
    })  # fmt: skip
    write_picture(folder / "VG_100K" / "7.jpg")


def write_visualcomet(folder: Path) -> None:
    shared = {"img_fn": "movie/a@0.jpg", "metadata_fn": "movie/a@0.json", "movie": "movie", "place": "at home"}
    write_json(folder / "val_annots.json", [
        {**shared, "event": "1 opens a door", "intent": ["leave 2"], "before": ["get up", "take a key"],
         "after": ["go"]},
        {**shared, "event": "2 sings.", "intent": ["cheer 1 up"], "before": ["learn a song"], "after": ["bow", "stop"]},
    ])  # fmt: skip
    write_picture(folder / "vcr1images" / "movie/a@0.jpg")
    write_json(folder / "vcr1images" / "movie/a@0.json", {
        "names": ["person", "person"], "width": SIZE[0], "height": SIZE[1], "segms": [],
        "boxes": [[10, 10, 40, 80, 0.9], [50, 5, 90, 85, 0.8]],
    })  # fmt: skip


def write_aokvqa(folder: Path) -> None:
    rows = [
        {
            "split": "val", "image_id": number, "question_id": f"q{number}", "question": "What is it?",
            "choices": ["cab", "bus", "train", "boat"], "correct_choice_idx": number,
            "direct_answers": ["cab"] * 2 + ["ride"] * 8, "difficult_direct_answer": number == 2, "rationales": ["so"],
        }
        for number in range(3)
    ]  # fmt: skip
    write_json(folder / "aokvqa_v1p0_val.json", rows)
    for number in range(3):
        write_picture(folder / "val2017" / f"{number:012}.jpg")


def write_snli_ve(folder: Path) -> None:
    labels = ("entailment", "neutral", "contradiction")
    write_lines(folder / "snli_ve_test.jsonl", *(
        {"Flickr30K_ID": "12", "gold_label": label, "pairID": f"12.jpg#{number}", "sentence1": "A dog.",
         "sentence2": f"A dog is number {number}.", "annotator_labels": [label], "captionID": "12.jpg#0"}
        for number, label in enumerate(labels)
    ))  # fmt: skip
    write_picture(folder / "flickr30k-images" / "12.jpg")


def write_visual7w(folder: Path) -> None:
    def pair(number: int, type_: str, wrong: list[str]) -> Any:
        fields = {"qa_id": number, "image_id": 5, "question": f"{type_.title()} is it?", "type": type_}
        return fields | {"answer": "Wood.", "multiple_choices": wrong}

    pairs = [pair(1, "what", ["Tile.", "Clay.", "Sand."]), pair(2, "where", ["wood.", "Clay.", "Sand."])]
    image = {"image_id": 5, "filename": "v7w_5.jpg", "split": "test", "qa_pairs": pairs}
    write_json(folder / "dataset_v7w_telling.json", {"images": [image, image | {"split": "train", "qa_pairs": []}]})
    write_picture(folder / "images" / "v7w_5.jpg")


def write_localization(folder: Path) -> None:
    def drawn(picture: str, inference: int, box: int) -> dict[str, Any]:
        row = {"type": "gt", "image": picture, "inst_id": f"i{inference}", "bbox_idx": box}
        return row | {"correct": box == inference}

    def proposed(inference: int, overlap: float) -> dict[str, Any]:
        return {"type": "auto", "image": "p", "inst_id": f"i{inference}", "bbox_idx": 0, "IoU": overlap}

    key = {f"g{inference}{box}": drawn("p", inference, box) for inference in (0, 1) for box in (0, 1)}
    key |= {f"h{inference}{box}": drawn("q", inference, box) for inference in (0, 1) for box in (0, 1)}
    key |= {"a00": proposed(0, 0.9), "a01": proposed(0, 0.2), "a10": proposed(1, 0.5), "a11": proposed(1, 0.6)}
    write_json(folder / "val_localization/val_localization_answer_key.json", key)


def write_retrieval(folder: Path) -> None:
    pairs = {f"{box}{text}": [f"r{box}", f"r{text}"] for box in range(3) for text in range(3)}
    write_json(folder / "val_retrieval/val_retrieval_4_answer_key.json", pairs)


WRITERS: Mapping[str, Callable[[Path], None]] = {
    "vcr": write_vcr,
    "sherlock": write_sherlock,
    "visualcomet": write_visualcomet,
    "aokvqa": write_aokvqa,
    "snli-ve": write_snli_ve,
    "visual7w": write_visual7w,
}
