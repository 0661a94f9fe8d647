"""Migrations to come, tried on a copy of the house with one table more."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from db.schema import newest_revision
from db.store import Store, open_store
from tests.db.examples import answer, image, question

ROOT = Path(__file__).parents[2]

ONE_TABLE_MORE = """

class NoteRow(Base):
    __tablename__ = "notes"

    turn_id: Mapped[str] = mapped_column(ForeignKey("turns.id", ondelete="CASCADE"), primary_key=True)
    text: Mapped[str]
    written_at: Mapped[datetime]
"""

# SQLite can change a column only by copying the table, dropping the old one and renaming the new one.
CHANGE_A_COLUMN = """
import sqlalchemy as sa
from alembic import op

revision = "{next}"
down_revision = "{newest}"


def upgrade() -> None:
    with op.batch_alter_table("conversations") as table:
        table.alter_column("owner", type_=sa.String(300))
"""

NEXT = f"{int(newest_revision()) + 1:04}"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the folders that the store is made of."""
    for folder in ("db", "models"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__", "*.safetensors"))
    return tmp_path


def python(house: Path, *words: str) -> str:
    # Only the copy may be found, not the checkout that the environment was installed from.
    environment = {**os.environ, "PYTHONPATH": str(house)}
    done = subprocess.run(
        [sys.executable, *words], cwd=house, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_revision_is_written_for_a_new_table_and_brings_it(house: Path, tmp_path: Path) -> None:
    with (house / "db" / "tables.py").open("a", encoding="utf-8") as tables:
        tables.write(ONE_TABLE_MORE)

    python(house, "-m", "db.migrations", "keep notes")
    python(house, "-c", "from db.store import open_store; open_store('x.sqlite3').close()")
    found = python(
        house,
        "-c",
        "import sqlite3; c = sqlite3.connect('x.sqlite3'); columns = c.execute('PRAGMA table_info(notes)');"
        "print([row[1:3] for row in columns], *c.execute('SELECT version_num FROM alembic_version'))",
    )

    assert found == f"[('turn_id', 'VARCHAR(64)'), ('text', 'TEXT'), ('written_at', 'DATETIME')] ('{NEXT}',)\n"
    written = (house / "db" / "migrations" / "versions" / f"{NEXT}_keep_notes.py").read_text("utf-8")
    assert written.startswith('"""Keep notes."""\n\nimport sqlalchemy as sa\n')
    assert "db.tables" not in written


def test_rebuilding_a_table_keeps_the_rows_that_belong_to_it(house: Path, store: Store, address: str) -> None:
    store.save_image(image(), owner="ann")
    turn = store.add_turn(store.start_conversation("ann", image().id).id, question(), owner="ann")
    store.save_answer(turn.id, answer(), owner="ann")
    before = store.conversations_of("ann")
    store.close()
    revision = CHANGE_A_COLUMN.format(next=NEXT, newest=newest_revision())
    (house / "db" / "migrations" / "versions" / f"{NEXT}_rebuild.py").write_text(revision, "utf-8")
    show = "import sys; from db.store import open_store; print(*open_store(sys.argv[1]).conversations_of('ann'))"

    after = python(house, "-c", show, address)

    assert after == f"{before[0]!s}\n"
    with pytest.raises(Exception, match="newer Deixis"):
        open_store(address)
