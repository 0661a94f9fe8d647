import hashlib
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from db.image_files import UNFINISHED_SECONDS, ImageFiles
from models.errors import NotFound, StoreProblem
from tests.db.examples import content, image

ROOT = Path(__file__).parents[2]


def test_a_picture_reads_back_byte_for_byte(files: ImageFiles) -> None:
    files.put(image().id, content(), b"jpeg")

    assert files.original(image().id).read_bytes() == content()
    assert files.display(image().id).read_bytes() == b"jpeg"
    assert list(files.ids()) == [image().id]


def test_a_stored_picture_never_changes(files: ImageFiles) -> None:
    files.put(image().id, content(), b"first")
    before = files.display(image().id).stat()

    files.put(image().id, content(), b"second")

    assert files.display(image().id).read_bytes() == b"first"
    assert files.display(image().id).stat().st_mtime_ns == before.st_mtime_ns


def test_what_is_missing_is_put_back(files: ImageFiles) -> None:
    files.put(image().id, content(), b"jpeg")
    files.original(image().id).unlink()

    files.put(image().id, content(), b"jpeg")

    assert files.original(image().id).read_bytes() == content()


def test_bytes_that_do_not_match_their_id_are_refused(files: ImageFiles) -> None:
    with pytest.raises(ValueError, match="sha256"):
        files.put(image(0).id, content(1), b"jpeg")

    assert list(files.ids()) == []


def test_a_deleted_picture_is_not_found_and_deleting_twice_is_fine(files: ImageFiles) -> None:
    files.put(image().id, content(), b"jpeg")

    files.delete(image().id)
    files.delete(image().id)

    for read in (files.original, files.display):
        with pytest.raises(NotFound):
            read(image().id)


@pytest.mark.parametrize(
    "bad",
    [
        *("", ".", "..", "../" * 5 + "etc/passwd", "/etc/passwd", "a" * 63, "a" * 65, "A" * 64, "g" * 64),
        *("a" * 63 + "\n", "a" * 64 + "\n", "%2e" * 20, "a" * 60 + "/../", "\x00" * 64, "０" * 64),
    ],
)
def test_what_is_no_picture_id_touches_no_file(files: ImageFiles, tmp_path: Path, bad: str) -> None:
    with pytest.raises(NotFound):
        files.put(bad, b"x", b"x")
    for use in (files.original, files.display, files.delete):
        with pytest.raises(NotFound):
            use(bad)

    assert list(tmp_path.rglob("*")) == []


def test_only_the_owner_of_the_folder_can_look_inside(files: ImageFiles) -> None:
    files.put(image().id, content(), b"jpeg")

    place = files.original(image().id)

    assert [path.stat().st_mode & 0o077 for path in (place, place.parent)] == [0, 0]


def test_a_reader_sees_a_whole_picture_or_none(files: ImageFiles) -> None:
    original = os.urandom(4_000_000)
    image_id = hashlib.sha256(original).hexdigest()
    finished = threading.Event()

    def write() -> None:
        for _ in range(10):
            files.put(image_id, original, original)
            files.delete(image_id)
        finished.set()

    def read() -> list[int]:
        sizes = []
        while not finished.is_set():
            for find in (files.original, files.display):
                try:
                    sizes.append(find(image_id).stat().st_size)
                except (NotFound, FileNotFoundError):
                    continue
        return sizes

    with ThreadPoolExecutor(3) as threads:
        readers = [threads.submit(read) for _ in range(2)]
        threads.submit(write).result()
        sizes = {size for reader in readers for size in reader.result()}

    assert sizes == {len(original)}


def test_a_folder_that_cannot_take_the_picture_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "pictures").write_text("not a folder")

    with pytest.raises(StoreProblem, match="cannot be stored in"):
        ImageFiles(tmp_path / "pictures").put(image().id, content(), b"jpeg")


def test_a_full_disk_is_named_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    # A process that may write no file beyond 100 kB meets the same error path as a full disk.
    program = """
import hashlib, resource, signal, sys
from pathlib import Path
from db.image_files import ImageFiles
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
original = bytes(200_000)
try:
    ImageFiles(Path(sys.argv[1])).put(hashlib.sha256(original).hexdigest(), original, b"jpeg")
except Exception as error:
    print(type(error).__name__, error)
"""

    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout.startswith("StoreProblem The picture cannot be stored in ")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_a_dead_process_left_half_written_is_removed_after_an_hour(files: ImageFiles) -> None:
    files.put(image().id, content(), b"jpeg")
    folder = files.original(image().id).parent
    old, young = folder / ".old.unfinished", folder / ".young.unfinished"
    for file in (old, young):
        file.write_bytes(b"half")
    an_hour_ago = time.time() - UNFINISHED_SECONDS - 1
    os.utime(old, (an_hour_ago, an_hour_ago))

    files.remove_unfinished()

    assert (old.exists(), young.exists()) == (False, True)
    assert list(files.ids()) == [image().id]
