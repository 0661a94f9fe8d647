import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import text

from db.engine import database_url, open_engine, shown
from db.health import examine
from db.store import Store, open_store
from models.errors import StoreProblem
from tests.db.examples import image

ROOT = Path(__file__).parents[2]


def test_a_file_is_opened_so_that_nothing_acknowledged_is_lost_and_nothing_erased_is_left(tmp_path: Path) -> None:
    place = tmp_path / "deixis.sqlite3"
    open_store(place).close()

    with open_engine(database_url(place), pooled=False).connect() as connection:
        values = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")
        }

    kept = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000}
    assert values == {**kept, "secure_delete": 1}


def test_a_transaction_that_writes_holds_the_file_from_its_first_statement(tmp_path: Path) -> None:
    engine = open_engine(database_url(tmp_path / "deixis.sqlite3"), pooled=False)
    writer = engine.execution_options(begin="IMMEDIATE")

    with writer.connect() as first, engine.connect() as reader, engine.connect() as second:
        first.execute(text("SELECT 1"))
        reader.execute(text("SELECT 1"))
        second.exec_driver_sql("PRAGMA busy_timeout=0")

        with pytest.raises(Exception, match="database is locked"):
            second.execute(text("CREATE TABLE t (x INTEGER)"))


@pytest.mark.parametrize(
    ("place", "address"),
    [
        ("/data/x.db", "sqlite:////data/x.db"),
        (Path("/data/x.db"), "sqlite:////data/x.db"),
        ("sqlite:////data/x.db", "sqlite:////data/x.db"),
        ("/data/odd ?#%20@:name", "sqlite:////data/odd ?#%20@:name"),
        ("postgres://u@h/n", "postgresql+psycopg://u@h/n"),
        ("postgresql://u@h:5433/n", "postgresql+psycopg://u@h:5433/n"),
        ("postgresql+psycopg://u@/n?host=/run", "postgresql+psycopg://u@/n?host=/run"),
    ],
)
def test_an_address_is_a_path_or_a_url(place: str | Path, address: str) -> None:
    url = database_url(place)

    assert url.drivername == address.partition(":")[0]
    if url.drivername == "sqlite":
        assert url.database == address.removeprefix("sqlite:///")
    else:
        assert url.render_as_string(hide_password=False) == address.replace("=/run", "=%2Frun")


@pytest.mark.parametrize(
    "address",
    ["mysql://u:s3cret@h/n", "http://[::1:s3cret", "sqlite://", "sqlite:///x?mode=memory", "sqlite:///:memory:"],
)
def test_an_address_that_means_nothing_is_refused_in_words(address: str) -> None:
    with pytest.raises(StoreProblem) as refusal:
        database_url(address)

    assert "sqlite" in str(refusal.value)
    assert "s3cret" not in str(refusal.value)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql+psycopg://u:s3cret@127.0.0.1:1/n",
        "postgresql+psycopg://u:s%33cret@no-such-host.invalid/n",
        "postgresql+psycopg://u@127.0.0.1:1/n?password=s3cret",
        "postgresql+psycopg://u:s3cret@127.0.0.1:1/n?no_such_option=s3cret",
    ],
)
def test_a_server_that_cannot_be_reached_is_named_without_the_password(address: str) -> None:
    with pytest.raises(StoreProblem, match="PostgreSQL database postgresql") as refusal:
        open_store(address)

    assert "s3cret" not in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_database_that_the_server_does_not_have_is_named(cluster: str) -> None:
    with pytest.raises(StoreProblem, match='"missing" does not exist'):
        open_store(cluster.format("missing"))


def test_a_missing_psycopg_is_named_with_the_way_to_install_it() -> None:
    program = """
import sys
sys.modules["psycopg"] = None
from db.store import open_store
try:
    open_store("postgresql+psycopg://u@h/n")
except Exception as error:
    print(type(error).__name__, error)
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.startswith("StoreProblem ")
    assert "pip install -e '.[postgres]'" in done.stdout


def test_the_last_folder_is_made_and_a_missing_one_above_is_refused(tmp_path: Path) -> None:
    open_store(tmp_path / "data" / "deixis.sqlite3").close()

    with pytest.raises(StoreProblem, match="does not exist"):
        open_store(tmp_path / "no" / "data" / "deixis.sqlite3")

    assert [path.stat().st_mode & 0o077 for path in (tmp_path / "data", tmp_path / "data" / "deixis.sqlite3")] == [0, 0]
    assert not (tmp_path / "no").exists()


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder")

    with pytest.raises(StoreProblem, match=r"data cannot be made or used"):
        open_store(tmp_path / "data" / "deixis.sqlite3")


USE_AS_NOBODY = """
import os, pwd, sys, tempfile
from pathlib import Path
from db.store import open_store
from tests.db.examples import image
with tempfile.TemporaryDirectory() as folder:
    open_store(Path(folder) / "x").close()  # imports what the other user may not be able to read
if os.geteuid() == 0:
    os.setuid(pwd.getpwnam("nobody").pw_uid)
try:
    with open_store(sys.argv[1]) as store:
        store.save_image(image(), owner="ann")
except Exception as error:
    print(f"{type(error).__name__}: {error}")
"""


@pytest.mark.parametrize("there_before", [False, True])
def test_a_folder_that_cannot_be_written_to_is_named(there_before: bool) -> None:
    # Root may write anywhere, so root becomes somebody else; pytest's own folders would not let that one in.
    folder = Path(tempfile.mkdtemp(prefix="deixis-"))
    place = folder / "deixis.sqlite3"
    if there_before:
        open_store(place).close()
        place.chmod(0o444)
    folder.chmod(0o555)

    done = subprocess.run(
        [sys.executable, "-c", USE_AS_NOBODY, str(place)], cwd=ROOT, capture_output=True, text=True, check=True
    )

    folder.chmod(0o755)
    shutil.rmtree(folder)
    assert done.stdout.startswith(f"StoreProblem: The database {place} cannot be ")
    assert "opened" in done.stdout or "written to" in done.stdout


FILL_THE_DISK = """
import resource, signal, sys
from db.store import open_store
from tests.db.examples import image, question
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with open_store(sys.argv[1]) as store:
    store.save_image(image(), owner="ann")
    conversation = store.start_conversation("ann", image().id)
    # A process that may write no file beyond 400 kB meets the same errors as a full disk.
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
    try:
        while True:
            print(store.add_turn(conversation.id, question(text="x" * 5000), owner="ann").id)
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
"""


def test_a_full_disk_is_named_and_the_database_stays_whole(tmp_path: Path) -> None:
    place = tmp_path / "deixis.sqlite3"

    done = subprocess.run(
        [sys.executable, "-c", FILL_THE_DISK, str(place)], cwd=ROOT, capture_output=True, text=True, check=True
    )

    *acknowledged, said = done.stdout.splitlines()
    with open_store(place) as store:
        (conversation,) = store.conversations_of("ann")
    assert said.startswith(f"StoreProblem: The disk that holds the database {place} is full")
    assert acknowledged
    assert [turn.id for turn in conversation.turns] == acknowledged
    assert examine(database_url(place)).ok


def test_a_server_that_restarts_is_found_again(postgres_address: str) -> None:
    with open_store(postgres_address) as store:
        store.save_image(image(), owner="ann")
        drop_connections(postgres_address)

        assert store.image(image().id, owner="ann") == image()


def drop_connections(address: str) -> None:
    engine = open_engine(database_url(address), pooled=False)
    with engine.connect() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )


def test_a_store_says_where_it_is_without_the_password(store: Store) -> None:
    assert store.address.endswith("deixis.sqlite3") or store.address.startswith("postgresql+psycopg://deixis:***@/")
    assert "s3cret" not in shown(database_url("postgresql+psycopg://u:s3cret@h/n?password=s3cret"))
