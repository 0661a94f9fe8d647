"""Files of descriptions are opened with their pictures; some pictures are held out."""

import json
from pathlib import Path

import pytest
from PIL import Image

from models.errors import BadSetting
from tests.training.benchmarks.official.grounding_files import write_refcoco
from tests.training.benchmarks.official.made_files import write_json, write_picture
from training.data.held_out import is_held_out
from training.data.picture_ids import coco_name
from training.generative.description_sources import DescriptionSources, Part, open_descriptions

COUNT = 40


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Narratives of forty pictures, the last of which has no file."""
    folder = tmp_path_factory.mktemp("narratives")
    (folder / "pictures").mkdir()
    for number in range(COUNT - 1):
        Image.new("RGB", (8, 6)).save(folder / "pictures" / f"{number}.jpg")
    lines = [{"dataset_id": "flickr30k", "image_id": str(each), "caption": f"scene {each}"} for each in range(COUNT)]
    (folder / "told.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    return folder / "told.jsonl"


def test_what_is_held_out_is_never_learned(file: Path) -> None:
    learned, held = (
        open_descriptions("narrator", [f"narratives:{file}"], [], None, part=part) for part in ("learned", "held out")
    )

    names = [each.image for each in learned.descriptions[0]]
    kept = [each.image for each in held.descriptions[0]]
    assert not set(names) & set(kept)
    assert len(names) + len(kept) == COUNT - 1
    assert all(map(is_held_out, kept))
    assert learned.missing + held.missing == 1
    assert learned.open_image(names[0]).size == (8, 6)
    assert learned.described == f"told.jsonl ({len(names)})"


def test_sources_have_weights_of_their_own_or_count_by_their_length(file: Path) -> None:
    named = [f"narratives:{file}"] * 2

    assert open_descriptions("narrator", named, [3, 1], None).weights == (3, 1)
    first, second = open_descriptions("narrator", named, [], None).weights
    assert first == second > 30


@pytest.mark.parametrize(
    ("named", "weights", "reason"),
    [
        (["vg:a.json"], [], '"vg:a.json" is no source for a narrator; name one as narratives:FILE'),
        (["narratives:"], [], "is no source for a narrator"),
        (["narratives:a", "narratives:b"], [1.0], "2 sources and 1 weights do not go together"),
        (["narratives:none.jsonl"], [], r"none.jsonl cannot be read"),
    ],
)
def test_what_cannot_be_opened_is_said(named: list[str], weights: list[float], reason: str) -> None:
    with pytest.raises(BadSetting, match=reason):
        open_descriptions("narrator", named, weights, None)


def test_another_split_of_refcoco_is_held_out_whole(tmp_path: Path) -> None:
    named = [f"refcoco:{write_refcoco(tmp_path)}"]

    found = open_descriptions("captioner", named, [], tmp_path / "train2014", part="held out", split="val")

    assert {each.text for each in found.descriptions[0]} == {
        "the left one", "the thing at the left", "the lower one", "the thing at the lower",
    }  # fmt: skip
    with pytest.raises(BadSetting, match=r"describes no picture in .* of its split 'testA'"):
        open_descriptions("captioner", named, [], tmp_path / "train2014", split="testA")
    with pytest.raises(BadSetting, match="has no split 'val'; only refcoco:FILE has splits of its own"):
        open_descriptions("captioner", ["vg:a.json"], [], tmp_path, split="val")


TRAINED, TESTED, PLAIN = [number for number in range(1, 100) if not is_held_out(f"COCO {number}")][:3]
HELD = next(number for number in range(100) if is_held_out(f"COCO {number}"))
NUMBERS = {101: TRAINED, 102: TESTED, 103: HELD, 104: PLAIN}  # of Visual Genome in COCO


@pytest.fixture(scope="module")
def same_pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two files of RefCOCO's family, one of Visual Genome and one of Sherlock, on the same pictures of COCO.

    What RefCOCO tests on, RefCOCOg has in its training part.
    """
    folder = tmp_path_factory.mktemp("same")
    box = {"x": 1, "y": 2, "width": 10, "height": 20}
    for name, splits in (("refcoco", {TRAINED: "train", TESTED: "testA"}), ("refcocog", {TESTED: "train"})):
        refs = [
            {"ann_id": 5, "image_id": image, "split": split, "sentences": [{"sent": f"{name} {split}"}]}
            for image, split in splits.items()
        ]
        write_json(folder / name / "refs.json", refs)
        write_json(folder / name / "instances.json", {
            "images": [
                {"id": image, "file_name": f"COCO_train2014_{coco_name(image)}.jpg", "width": 80, "height": 60}
                for image in splits
            ],
            "annotations": [{"id": 5, "bbox": list(box.values())}],
        })  # fmt: skip
    write_json(folder / "vg" / "image_data.json", [
        {"image_id": own, "url": f"x/VG_100K/{own}.jpg", "width": 80, "height": 60, "coco_id": number}
        for own, number in NUMBERS.items()
    ])  # fmt: skip
    regions = [{"id": own, "regions": [{**box, "phrase": f"vg {own}"}]} for own in NUMBERS]
    write_json(folder / "vg" / "regions.json", regions)
    clues = [
        {"instance_id": str(own), "targets": {"inference": "rain"}, "inputs": {
            "image": {"url": f"https://x/VG_100K/{own}.jpg", "width": 80, "height": 60},
            "bboxes": [{"left": 1, "top": 2, "width": 10, "height": 20}], "clue": f"clue {own}", "confidence": 3,
        }} for own in NUMBERS
    ]  # fmt: skip
    write_json(folder / "sherlock" / "sherlock.json", clues)
    for own, number in NUMBERS.items():
        write_picture(folder / "pictures" / "VG_100K" / f"{own}.jpg", (80, 60))
        write_picture(folder / "pictures" / f"COCO_train2014_{coco_name(number)}.jpg", (80, 60))
    return folder


def _opened(folder: Path, *files: str, part: Part = "learned", split: str = "train") -> DescriptionSources:
    named = [f"{each.partition('/')[0].replace('refcocog', 'refcoco')}:{folder / each}" for each in files]
    return open_descriptions("captioner", named, [], folder / "pictures", part=part, split=split)


def _texts(sources: DescriptionSources) -> list[str]:
    return [each.text for source in sources.descriptions for each in source]


def test_what_any_file_of_refcoco_measures_on_is_learned_under_no_name(same_pictures: Path) -> None:
    files = ("vg/regions.json", "refcoco/refs.json", "sherlock/sherlock.json")

    sources = _opened(same_pictures, *files)

    assert _texts(sources) == ["vg 101", "vg 104", "refcoco train", "clue 101", "clue 104"]
    assert (sources.measured, sources.missing) == (1, 0)
    assert sources.notes == (
        "Pictures in another split of RefCOCO than train: 1; what any file says of them is left out.",
    )
    # Nothing is left of RefCOCOg, which learns from what RefCOCO tests on.
    with pytest.raises(
        BadSetting, match=r"refcocog/refs.json describes no picture in .* be learned from; leave it out"
    ):
        _opened(same_pictures, *files, "refcocog/refs.json")
    assert _texts(_opened(same_pictures, "refcocog/refs.json")) == ["refcocog train"]


def test_what_is_held_out_by_its_number_in_coco_is_held_out_of_visual_genome(same_pictures: Path) -> None:
    assert _texts(_opened(same_pictures, "vg/regions.json")) == ["vg 101", "vg 102", "vg 104"]
    assert _texts(_opened(same_pictures, "vg/regions.json", part="held out")) == ["vg 103"]


def test_where_nobody_says_which_pictures_are_of_coco_a_person_is_told(same_pictures: Path) -> None:
    sources = _opened(same_pictures, "sherlock/sherlock.json", part="all")

    (sentence,) = sources.notes
    assert sentence.startswith("Pictures of Visual Genome that may be COCO's, too: 4; put its image_data.json beside")


def test_descriptions_without_their_pictures_teach_nothing(file: Path, tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match=r"describes no picture in .* that may be learned from; name the folder"):
        open_descriptions("narrator", [f"narratives:{file}"], [], tmp_path)


def test_each_file_has_its_own_pictures_though_their_names_be_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, grey in (("a", 10), ("b", 200)):
        (tmp_path / name / "pictures").mkdir(parents=True)
        Image.new("RGB", (8, 6), (grey,) * 3).save(tmp_path / name / "pictures" / "1.png")
        line = {"dataset_id": "flickr30k", "image_id": "1", "caption": name}
        (tmp_path / name / "told.jsonl").write_text(json.dumps(line), "utf-8")
    named = [f"narratives:{tmp_path / name}/told.jsonl" for name in ("a", "b")]

    found = open_descriptions("narrator", named, [], None)

    images = [each[0].image for each in found.descriptions]
    assert [found.open_image(image).getpixel((0, 0)) for image in images] == [(10,) * 3, (200,) * 3]
    assert found.images == tuple(images)
    assert found.missing == 0
    monkeypatch.chdir(tmp_path)  # another spelling is no other data, and --resume goes on
    assert open_descriptions("narrator", ["narratives:a/told.jsonl", "narratives:b/told.jsonl"], [], None).digest == (
        found.digest
    )
    (tmp_path / "b" / "pictures" / "1.png").unlink()
    assert open_descriptions("narrator", named, [], tmp_path / "a" / "pictures").missing == 0
