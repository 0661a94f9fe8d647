"""Pictures: right pixels or one sentence, for every kind of file a person may bring."""

import io
import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from models.errors import BadPicture
from models.pictures import MAX_BYTES, display_jpeg, read_picture, read_record
from models.records import ImageRecord
from tests.benchmarks import picture_makers as make
from tests.benchmarks import pictures as corpus
from tests.benchmarks.bad_pictures import Bad, bad_pictures
from tests.benchmarks.good_pictures import good_pictures
from tests.benchmarks.picture_samples import INDEXES, RGB, Good, written

# Pillow warns about damaged metadata and about sizes that this reader refuses by itself; users see neither.
pytestmark = [
    pytest.mark.filterwarnings("ignore::UserWarning:PIL"),
    pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning"),
]


@pytest.mark.parametrize("case", good_pictures(), ids=lambda case: case.name)
def test_a_good_picture_is_read_with_the_right_pixels(case: Good) -> None:
    outcome = corpus.read(case.data, case.name)

    assert corpus.fault_of_good(case, outcome) is None


@pytest.mark.parametrize("case", bad_pictures(), ids=lambda case: case.name)
def test_a_bad_picture_is_refused_in_a_sentence_that_names_file_and_reason(case: Bad) -> None:
    outcome = corpus.read(case.data, case.name)

    assert corpus.fault_of_refusal(case.name, case.words, outcome) is None


@pytest.mark.parametrize("case", good_pictures(), ids=lambda case: case.name)
def test_the_header_alone_tells_the_record_of_a_good_picture(case: Good) -> None:
    assert read_record(case.data, name=case.name) == read_picture(case.data, name=case.name).record


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_header_alone_tells_how_large_a_picture_is_once_it_is_turned(kind: str, orientation: int) -> None:
    image, file = Image.new("RGB", (64, 32), "red"), io.BytesIO()
    exif = image.getexif()
    exif[0x112] = orientation
    image.save(file, kind, exif=exif)

    record = read_record(file.getvalue(), name="turned", source="camera")

    assert record == read_picture(file.getvalue(), name="turned", source="camera").record
    assert (record.width, record.height) == ((64, 32) if orientation < 5 else (32, 64))


@pytest.mark.parametrize("case", bad_pictures(), ids=lambda case: case.name)
def test_the_header_alone_refuses_a_bad_picture_in_a_sentence_unless_its_damage_is_in_the_pixels(case: Bad) -> None:
    outcome: object = None
    try:
        outcome = read_record(case.data, name=case.name)
    except BadPicture as refused:
        outcome = str(refused)

    assert isinstance(outcome, ImageRecord) or "cannot be used" in str(outcome)


def test_a_jpeg_of_one_colour_whose_header_is_longer_than_its_pixels_is_read() -> None:
    image, file = Image.new("RGB", (64, 32), "red"), io.BytesIO()
    exif = image.getexif()
    exif[0x010E] = "a description " * 20
    image.save(file, "JPEG", exif=exif)

    assert read_picture(file.getvalue()).image.size == (64, 32)


def test_mutants_never_crash_and_never_give_wrong_pixels_where_that_can_be_known() -> None:
    report = corpus.run(size=500, seed=20)

    assert report.faults == []
    assert report.refused > 100
    assert report.refused + report.changed_without_checksum < report.mutants


def test_the_corpus_is_large_enough_for_what_the_readme_says() -> None:
    names = [case.name for case in (*good_pictures(), *bad_pictures())]

    assert len(names) >= 60
    assert len(names) == len(set(names))


def test_pictures_near_the_limit_stay_within_memory_and_time(tmp_path: Path) -> None:
    taken = corpus.run_large(tmp_path, only=("alpha.png", "photo.jpg"))

    assert corpus.faults_of_large(taken) == []


def test_a_wrong_judge_would_be_noticed() -> None:
    turned = Good("turned", written(RGB, "PNG"), np.ascontiguousarray(RGB[:, ::-1]), 0)
    readable = Bad("readable.png", written(RGB, "PNG"), "")

    assert corpus.fault_of_good(turned, corpus.read(turned.data, turned.name)) is not None
    assert corpus.fault_of_refusal(readable.name, "", corpus.read(readable.data, readable.name)) is not None


@pytest.mark.parametrize("name", ["cat.jpg", "cat", "katze.GIF", "", "кот.txt", "../../etc/passwd"])
def test_the_content_and_not_the_name_says_what_a_file_is(name: str) -> None:
    picture = read_picture(make.png(RGB, 2), name=name)

    assert picture.media_type == "image/png"
    assert np.array_equal(np.asarray(picture.image), RGB)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("cat.png", '"cat.png" cannot be used'),
        ("", "The picture cannot be used"),
        ("C:\\Users\\me\\cat.png", '"cat.png" cannot'),
        ("/pictures/a\x00b\ncat.png", '"abcat.png" cannot'),
        ("x" * 300 + "-last-words.png", '-last-words.png" cannot'),
    ],
)
def test_a_refusal_names_the_file_short_and_without_its_folder(name: str, shown: str) -> None:
    with pytest.raises(BadPicture) as refusal:
        read_picture(b"", name=name)

    assert shown in str(refusal.value)
    assert len(str(refusal.value)) < 200


def test_a_picture_is_known_by_the_bytes_as_received_and_by_its_upright_size() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    data = written(RGB, "JPEG", exif=exif)

    record = read_picture(data, name="phone.jpg", source="camera").record

    assert (record.width, record.height) == (RGB.shape[0], RGB.shape[1])
    assert record.source == "camera"
    assert read_picture(data, name="C:\\Users\\me\\ph\x00one\ud800.jpg").record.source == "phone.jpg"
    assert record.id == read_picture(data).record.id != read_picture(written(RGB, "PNG")).record.id


def test_nothing_of_the_files_metadata_is_left_on_the_picture() -> None:
    exif = Image.Exif()
    exif[0x010F] = "a secret camera"
    data = written(RGB, "JPEG", exif=exif, comment=b"a secret remark", dpi=(300, 300), xmp=b"<x>a secret place</x>")

    picture = read_picture(data)

    assert picture.image.info == {}
    assert b"secret" not in display_jpeg(picture.image)
    assert b"secret" not in make.saved(picture.image, "PNG")


@pytest.mark.parametrize(
    ("size", "shown"), [((640, 480), (640, 480)), ((4096, 1024), (2048, 512)), ((90, 4500), (41, 2048))]
)
def test_the_display_copy_is_a_jpeg_of_at_most_2048_pixels(size: tuple[int, int], shown: tuple[int, int]) -> None:
    copy = Image.open(io.BytesIO(display_jpeg(Image.new("RGB", size, (200, 40, 40)))))

    assert copy.format == "JPEG"
    assert copy.size == shown
    assert np.abs(np.asarray(copy).astype(int) - (200, 40, 40)).max() <= 3


def test_a_file_of_just_the_largest_size_is_looked_at_and_one_byte_more_is_not() -> None:
    whole = make.png(RGB, 2)

    assert read_picture(whole + bytes(MAX_BYTES - len(whole))).image.size == (64, 48)
    with pytest.raises(BadPicture, match="at most 32 MB"):
        read_picture(whole + bytes(MAX_BYTES - len(whole) + 1))


def test_a_photograph_with_data_left_over_is_read_with_a_remark() -> None:
    whole = written(np.tile(RGB, (4, 4, 1)), "JPEG", quality=90)
    out_of_step = whole[:-2] + bytes(200) + whole[-2:]

    assert read_picture(whole).notes == ()
    assert "damaged in places" in read_picture(out_of_step).notes[0]


def test_several_threads_read_the_same_pixels() -> None:
    files = [
        make.png(RGB, 2),
        written(RGB, "JPEG"),
        written(INDEXES, "GIF"),
        written(RGB, "WEBP"),
        written(RGB, "TIFF"),
    ]
    expected = [read_picture(file).image.tobytes() for file in files]
    different: list[int] = []

    def read_all() -> None:
        for _ in range(20):
            different.extend(
                index for index, file in enumerate(files) if read_picture(file).image.tobytes() != expected[index]
            )

    threads = [threading.Thread(target=read_all) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert different == []
