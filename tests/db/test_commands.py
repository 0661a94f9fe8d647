import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.commands.db import db_commands
from db.engine import database_url
from db.health import TABLES, examine
from db.schema import newest_revision
from db.store import open_store
from models.errors import StoreProblem
from tests.db.examples import image
from tests.db.postgres_cluster import PASSWORD

ROOT = Path(__file__).parents[2]


def deixis_db(*words: str | Path, **environment: str) -> Result:
    return CliRunner().invoke(db_commands, [str(word) for word in words], env=environment)


def test_upgrade_makes_a_database_and_check_finds_it_well(tmp_path: Path) -> None:
    made = deixis_db("upgrade", "--data-dir", tmp_path, "--json")

    checked = deixis_db("check", "--data-dir", tmp_path, "--json")

    assert json.loads(made.stdout) == {"address": str(tmp_path / "deixis.sqlite3"), "revision": newest_revision()}
    found = json.loads(checked.stdout)
    assert (checked.exit_code, found["ok"], found["problems"]) == (0, True, [])
    assert found["settings"]["journal_mode"] == "wal"
    assert found["counts"] == dict.fromkeys(TABLES, 0)


def test_check_reads_the_environment_unless_a_flag_says_otherwise(tmp_path: Path) -> None:
    open_store(tmp_path / "a.sqlite3").close()

    by_environment = deixis_db("check", DEIXIS_DB=str(tmp_path / "a.sqlite3"))
    by_flag = deixis_db("check", "--db", tmp_path / "b.sqlite3", DEIXIS_DB=str(tmp_path / "a.sqlite3"))

    assert (by_environment.exit_code, by_flag.exit_code) == (0, 1)
    assert "all well" in by_environment.stdout
    assert "no database at" in by_flag.stderr
    assert not (tmp_path / "b.sqlite3").exists()


def test_check_counts_what_is_stored_on_either_kind_of_database(address: str) -> None:
    with open_store(address) as store:
        store.save_image(image(), owner="ann")

    found = json.loads(deixis_db("check", "--db", address, "--json").stdout)

    assert found["ok"]
    assert (found["counts"]["images"], found["counts"]["image_owners"], found["counts"]["turns"]) == (1, 1, 0)


def test_upgrade_makes_the_tables_on_either_kind_of_database(address: str) -> None:
    made = deixis_db("upgrade", "--db", address, "--json")

    assert (made.exit_code, examine(database_url(address)).problems) == (0, ())
    assert PASSWORD not in made.output


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (
            "INSERT INTO answers VALUES ('lost', 'student', '', '', '', 0, 0, '{}', '', '', 1, NULL)",
            "1 rows point nowhere",
        ),
        ("UPDATE alembic_version SET version_num = '0000'", "revision is 0000"),
        ("DROP TABLE alembic_version", "no Deixis tables"),
        ("PRAGMA journal_mode = DELETE", "journal_mode is delete"),
        ("PRAGMA writable_schema = ON; UPDATE sqlite_master SET rootpage = 3 WHERE name = 'answers'", "damaged"),
    ],
)
def test_check_names_what_is_wrong_and_fails(tmp_path: Path, statement: str, words: str) -> None:
    open_store(tmp_path / "deixis.sqlite3").close()
    connection = sqlite3.connect(tmp_path / "deixis.sqlite3", isolation_level=None)
    connection.executescript(statement)
    connection.close()

    checked = deixis_db("check", "--data-dir", tmp_path, "--json")

    found = json.loads(checked.stdout)
    assert (checked.exit_code, found["ok"]) == (1, False)
    assert words in " ".join([*found.get("problems", []), found.get("error", "")])


def test_check_does_not_change_a_database(tmp_path: Path) -> None:
    open_store(tmp_path / "deixis.sqlite3").close()
    before = (tmp_path / "deixis.sqlite3").read_bytes()

    deixis_db("check", "--data-dir", tmp_path)

    assert (tmp_path / "deixis.sqlite3").read_bytes() == before


def test_backup_and_restore_bring_back_what_was_there(tmp_path: Path) -> None:
    with open_store(tmp_path / "deixis.sqlite3") as store:
        store.save_image(image(), owner="ann")
    copy = tmp_path / "copy.sqlite3"

    saved = deixis_db("backup", copy, "--data-dir", tmp_path, "--json")
    (tmp_path / "deixis.sqlite3").unlink()
    restored = deixis_db("restore", copy, "--data-dir", tmp_path, "--json")
    refused = deixis_db("restore", copy, "--data-dir", tmp_path)

    assert json.loads(saved.stdout) == {"file": str(copy), "bytes": copy.stat().st_size}
    assert json.loads(restored.stdout) == {"database": str(tmp_path / "deixis.sqlite3"), "kept": None}
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "--yes" in refused.stderr
    assert examine(database_url(tmp_path / "deixis.sqlite3")).counts["images"] == 1


def test_a_problem_is_one_json_value_when_json_is_asked_for(tmp_path: Path) -> None:
    failed = deixis_db("check", "--db", "mysql://u:s3cret@h/n", "--json")

    assert failed.exit_code == 1
    assert set(json.loads(failed.stdout)) == {"ok", "error"}
    assert "s3cret" not in failed.output


def test_examining_what_is_not_there_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(StoreProblem, match="no database at"):
        examine(database_url(tmp_path / "deixis.sqlite3"))

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["upgrade", "check"])
def test_looking_after_a_database_that_is_up_to_date_imports_nothing_heavy(tmp_path: Path, command: str) -> None:
    open_store(tmp_path / "deixis.sqlite3").close()
    program = (
        "import sys; from app.commands.db import db_commands; db_commands(standalone_mode=False);"
        "print(sorted({'torch', 'gradio', 'transformers', 'alembic', 'pandas', 'numpy'} & set(sys.modules)))"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, command, "--data-dir", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "DEIXIS_DB": ""},
    )

    assert done.stdout.endswith("[]\n")
