"""The pictures of an export: each once, as it was found or with regions drawn in, and where the chats point to."""

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from models.corpus import Entry
from models.errors import BadPicture, BadSetting
from models.judging import Candidate
from models.marks import draw_regions
from models.pictures import read_picture
from models.records import QAR, Box, Region
from tests.fakes.picture_files import picture_bytes
from training.corpus.export.choice import ExportSettings, PicturesAs
from training.corpus.export.picture_files import inside
from training.corpus.export.write import export
from training.corpus.import_entries import import_entries

REGIONS = (Region(id=0, box=Box(4, 4, 30, 40), label="person"), Region(id=1, box=Box(20, 10, 60, 44), label="dog"))
BY_IDS = QAR(question="Why does [1] bark?", answer="[0] came in.", rationale="[1] looks at [0].")
IN_WORDS = QAR(question="Why does the dog bark?", answer="Somebody came in.", rationale="It looks there.")
FILES = {
    "sub/a.png": picture_bytes(shade=40),
    "b.jpg": picture_bytes(shade=90, kind="JPEG", orientation=6),
}
FORMS = ("conversations", "unpaired", "llava", "lskd")


def entry(path: str, qar: QAR, number: int) -> Entry:
    image = hashlib.sha256(FILES[path]).hexdigest()
    candidate = Candidate(id=f"text {number}", image_id=image, regions=REGIONS, qar=qar, scores={"me": 0.9})
    return Entry(candidate=candidate, path=path)


ENTRIES = [
    entry("sub/a.png", BY_IDS, 0),
    entry("sub/a.png", IN_WORDS, 1),
    entry("b.jpg", BY_IDS, 2),
    entry("sub/a.png", BY_IDS, 3),
]


class Shelf:
    """Pictures by their paths, and how often each was read."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, _image_id: str, path: str) -> bytes:
        self.read.append(path)
        return FILES[path]


def exported(out: Path, pictures: PicturesAs, shelf: Shelf | None = None) -> list[dict[str, Any]]:
    """Export and return the list of picture files."""
    settings = ExportSettings(formats=FORMS, critic="me", pictures=pictures)
    export(ENTRIES, out, settings, read_picture=shelf or Shelf())
    return [json.loads(line) for line in (out / "picture_files.jsonl").read_text("utf-8").splitlines()]


def lines(out: Path, form: str) -> list[dict[str, Any]]:
    (path,) = (out / form).iterdir()
    text = path.read_text("utf-8")
    return json.loads(text) if path.suffix == ".json" else [json.loads(line) for line in text.splitlines()]


def test_plain_pictures_are_the_files_themselves_each_read_once(tmp_path: Path) -> None:
    shelf = Shelf()

    listed = exported(tmp_path / "out", "plain", shelf)

    assert shelf.read == ["sub/a.png", "b.jpg"]
    assert {each["file"] for each in listed} == {"pictures/sub/a.png", "pictures/b.jpg"}
    for path, content in FILES.items():
        assert (tmp_path / "out/pictures" / path).read_bytes() == content


def test_marked_pictures_show_what_a_student_sees_and_plain_ones_where_no_region_is_named(tmp_path: Path) -> None:
    listed = exported(tmp_path / "out", "marked")

    by_path = {(each["path"], tuple(each.get("regions", ()))): tmp_path / "out" / each["file"] for each in listed}
    assert by_path.keys() == {("sub/a.png", (0, 1)), ("sub/a.png", ()), ("b.jpg", (0, 1))}
    assert by_path["sub/a.png", ()].read_bytes() == FILES["sub/a.png"]
    seen = draw_regions(read_picture(FILES["sub/a.png"]).image, REGIONS)
    with Image.open(by_path["sub/a.png", (0, 1)]) as marked:
        assert (marked.format, marked.tobytes()) == ("PNG", seen.tobytes())
    with Image.open(by_path["b.jpg", (0, 1)]) as marked:
        assert (marked.format, marked.size, dict(marked.getexif())) == ("JPEG", (48, 64), {})  # upright by itself


def test_chats_point_to_the_pictures_in_the_export_and_come_back_with_their_own_paths(tmp_path: Path) -> None:
    files = {each["file"] for each in exported(tmp_path / "out", "marked")}

    shown = {form: [line["images"][0] for line in lines(tmp_path / "out", form)] for form in FORMS[:2]}
    shown["llava"] = [line["image"] for line in lines(tmp_path / "out", "llava")]
    assert shown["conversations"] == shown["unpaired"] == shown["llava"]
    assert set(shown["llava"]) == files
    assert shown["llava"][0] == shown["llava"][3] != shown["llava"][1] == "pictures/sub/a.png"
    assert [line["image"] for line in lines(tmp_path / "out", "lskd")] == [each.path for each in ENTRIES]
    for form in ("jsonl", *FORMS):
        (path,) = (tmp_path / "out" / form).iterdir()
        assert list(import_entries(path)) == ENTRIES, form


def test_a_text_that_was_edited_is_still_about_its_picture(tmp_path: Path) -> None:
    exported(tmp_path / "out", "marked")
    (path,) = (tmp_path / "out/llava").iterdir()
    path.write_text(path.read_text("utf-8").replace("Somebody came in.", "The postman came."), "utf-8")

    (edited,) = [each for each in import_entries(path) if isinstance(each, Entry) and each.candidate.id == "text 1"]

    assert (edited.candidate.qar.answer, edited.path) == ("The postman came.", "sub/a.png")


def test_the_manifest_vouches_for_the_list_and_the_list_for_the_pictures(tmp_path: Path) -> None:
    listed = exported(tmp_path / "first", "marked")
    exported(tmp_path / "second", "marked")

    told = json.loads((tmp_path / "first/manifest.json").read_text("utf-8"))
    (of_list,) = [each for each in told["files"] if each["path"] == "picture_files.jsonl"]
    content = (tmp_path / "first/picture_files.jsonl").read_bytes()
    assert (of_list["entries"], of_list["sha256"]) == (3, hashlib.sha256(content).hexdigest())
    assert told["settings"]["pictures"] == "marked"
    for each in listed:
        content = (tmp_path / "first" / each["file"]).read_bytes()
        assert (each["bytes"], each["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    names = [path.relative_to(tmp_path / "first") for path in (tmp_path / "first").rglob("*") if path.is_file()]
    for name in names:
        assert (tmp_path / "first" / name).read_bytes() == (tmp_path / "second" / name).read_bytes(), name


def test_a_picture_that_has_changed_ends_the_export_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(BadPicture, match=r"sub/a\.png has changed since it was listed; put the earlier file"):
        export(
            ENTRIES, tmp_path / "out", ExportSettings(pictures="plain"), read_picture=lambda *_: picture_bytes(shade=7)
        )

    assert list(tmp_path.iterdir()) == []


def test_pictures_that_are_not_at_hand_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="The pictures are not at hand"):
        export(ENTRIES, tmp_path / "out", ExportSettings(pictures="plain"))


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("a/b.jpg", "a/b.jpg"),
        ("a//./b.jpg", "a/b.jpg"),
        ("a/../b.jpg", "b.jpg"),
        ("../../etc/b.jpg", "id.jpg"),
        ("/etc/b.jpg", "id.jpg"),
        ("a/../..", "id"),
        (".", "id"),
    ],
)
def test_no_path_leads_out_of_the_export(path: str, place: str) -> None:
    assert inside(path, "id") == place


def test_a_jpeg_keeps_the_colours_of_thin_lines(tmp_path: Path) -> None:
    listed = exported(tmp_path / "out", "marked")

    (file,) = [each["file"] for each in listed if each["path"] == "b.jpg"]
    with Image.open(io.BytesIO((tmp_path / "out" / file).read_bytes())) as marked:
        difference = [
            abs(ours - theirs)
            for ours, theirs in zip(
                marked.tobytes(), draw_regions(read_picture(FILES["b.jpg"]).image, REGIONS).tobytes(), strict=True
            )
        ]
    assert sum(difference) / len(difference) < 2
