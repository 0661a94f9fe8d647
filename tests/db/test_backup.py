import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from db.backup import back_up, restore
from db.engine import database_url
from db.health import examine
from db.store import open_store
from models.errors import StoreProblem
from tests.db.examples import NOON, image, question

URL = "sqlite:///{}"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A database with one conversation of one turn."""
    place = tmp_path / "deixis.sqlite3"
    with open_store(place) as store:
        store.save_image(image(), owner="ann")
        store.add_turn(store.start_conversation("ann", image().id).id, question(), owner="ann")
    return place


def turns_in(place: Path) -> int:
    with open_store(place) as store:
        return sum(len(conversation.turns) for conversation in store.conversations_of("ann"))


def names_in(folder: Path) -> set[str]:
    """Return the names of the files, less the empty one by which processes take turns."""
    return {path.name for path in folder.iterdir() if not path.name.endswith("-turns")}


def test_a_backup_is_one_file_that_holds_everything(place: Path, tmp_path: Path) -> None:
    back_up(database_url(place), tmp_path / "copy.sqlite3")

    assert names_in(tmp_path) == {"deixis.sqlite3", "copy.sqlite3"}
    assert turns_in(tmp_path / "copy.sqlite3") == 1


def test_a_backup_under_load_holds_all_that_was_acknowledged_before_it(place: Path, tmp_path: Path) -> None:
    acknowledged: list[str] = []
    some, done = threading.Event(), threading.Event()

    def write() -> None:
        with open_store(place) as store:
            (conversation,) = store.conversations_of("ann")
            while not done.is_set():
                acknowledged.append(store.add_turn(conversation.id, question(), owner="ann").id)
                if len(acknowledged) == 20:
                    some.set()

    with ThreadPoolExecutor(1) as threads:
        writer = threads.submit(write)
        assert some.wait(timeout=60)
        before = list(acknowledged)
        back_up(database_url(place), tmp_path / "copy.sqlite3")
        done.set()
        writer.result()

    assert examine(database_url(place)).ok
    with open_store(tmp_path / "copy.sqlite3") as copy:
        (conversation,) = copy.conversations_of("ann")
    assert set(before) <= {turn.id for turn in conversation.turns}


def test_a_backup_overwrites_only_when_told_and_never_the_database(place: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    copy.write_text("precious")

    with pytest.raises(StoreProblem, match="--yes"):
        back_up(database_url(place), copy)
    with pytest.raises(StoreProblem, match="the database itself"):
        back_up(database_url(place), place, overwrite=True)
    assert copy.read_text() == "precious"

    back_up(database_url(place), copy, overwrite=True)

    assert turns_in(copy) == 1


def test_a_backup_needs_a_file_name_in_a_folder_that_exists(place: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreProblem, match="is a folder"):
        back_up(database_url(place), tmp_path, overwrite=True)
    with pytest.raises(StoreProblem, match="Nothing can be written"):
        back_up(database_url(place), tmp_path / "missing" / "copy.sqlite3")


@pytest.mark.parametrize("damage", [b"not a database" * 100, b""])
def test_a_damaged_database_is_not_backed_up(place: Path, tmp_path: Path, damage: bytes) -> None:
    whole = place.read_bytes()
    place.write_bytes(whole[:4096] + damage + whole[4096 + len(damage) : -20_000])

    with pytest.raises(StoreProblem, match="damaged"):
        back_up(database_url(place), tmp_path / "copy.sqlite3")

    assert names_in(tmp_path) == {"deixis.sqlite3"}


def test_a_restored_database_is_the_backup_and_the_one_before_is_kept(place: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    back_up(database_url(place), copy)
    with open_store(place) as store:
        (conversation,) = store.conversations_of("ann")
        store.add_turn(conversation.id, question(), owner="ann")

    kept = restore(database_url(place), copy, now=NOON, overwrite=True)

    assert kept is not None
    assert (turns_in(place), turns_in(kept), turns_in(copy)) == (1, 2, 1)
    assert examine(database_url(place)).ok


def test_a_backup_is_restored_where_there_was_nothing(place: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.sqlite3"

    assert restore(database_url(elsewhere), place, now=NOON) is None

    assert turns_in(elsewhere) == 1


def test_a_damaged_database_can_be_replaced_and_is_kept_as_it_is(place: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    back_up(database_url(place), copy)
    place.write_bytes(b"ruins" * 1000)
    (tmp_path / "deixis.sqlite3-wal").write_bytes(b"more ruins")

    kept = restore(database_url(place), copy, now=NOON, overwrite=True)

    assert kept is not None
    assert kept.read_bytes() == b"ruins" * 1000
    assert kept.with_name(kept.name + "-wal").read_bytes() == b"more ruins"
    assert turns_in(place) == 1


def test_nothing_is_replaced_without_being_told(place: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    back_up(database_url(place), copy)
    before = place.read_bytes()

    with pytest.raises(StoreProblem, match="--yes"):
        restore(database_url(place), copy, now=NOON)

    assert place.read_bytes() == before


def test_a_database_in_use_is_not_replaced(place: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    back_up(database_url(place), copy)

    with open_store(place) as store:
        store.conversations_of("ann")
        with pytest.raises(StoreProblem, match="in use"):
            restore(database_url(place), copy, now=NOON, overwrite=True)

    assert names_in(tmp_path) == {"deixis.sqlite3", "copy.sqlite3"}


def another_program(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()


def newer(file: Path) -> None:
    open_store(file).close()
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (another_program, "not a backup of a Deixis database"),
        (newer, "'9999'"),
        (lambda file: file.write_bytes(b"words" * 999), "not an SQLite database"),
        (lambda file: file.write_bytes(b""), "not a backup of a Deixis database"),
        (Path.exists, "There is no backup"),
    ],
)
def test_what_is_no_backup_of_ours_changes_nothing(place: Path, tmp_path: Path, make, words: str) -> None:
    (tmp_path / "other").mkdir()
    file = tmp_path / "other" / "file"
    make(file)
    before = place.read_bytes()

    with pytest.raises(StoreProblem, match=words):
        restore(database_url(place), file, now=NOON, overwrite=True)

    assert place.read_bytes() == before
    assert names_in(tmp_path) == {"deixis.sqlite3", "other"}


def test_postgresql_is_left_to_its_own_tools(tmp_path: Path) -> None:
    url = database_url("postgresql://u@h/n")

    with pytest.raises(StoreProblem, match="pg_dump"):
        back_up(url, tmp_path / "copy")
    with pytest.raises(StoreProblem, match="pg_restore"):
        restore(url, tmp_path / "copy", now=NOON)
