"""Files of descriptions are opened with their pictures; some pictures are held out."""

import json
from pathlib import Path

import pytest
from PIL import Image

from models.errors import BadSetting
from tests.training.benchmarks.official.grounding_files import write_refcoco
from training.data.descriptions import is_held_out
from training.generative.description_sources import open_descriptions

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


def test_descriptions_without_their_pictures_teach_nothing(file: Path, tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match=r"describes no picture in .* that is learned; name the folder"):
        open_descriptions("narrator", [f"narratives:{file}"], [], tmp_path)
