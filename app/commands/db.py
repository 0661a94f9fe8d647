"""`deixis db`: migrate, examine, back up and restore the database. Imports neither torch nor gradio."""

import contextlib
import dataclasses
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models.errors import DeixisError

if TYPE_CHECKING:
    from db.engine import URL

db_commands = typer.Typer(no_args_is_help=True, help="Look after the database.")

Database = Annotated[str | None, typer.Option("--db", help="File or postgresql+psycopg:// address; else DEIXIS_DB.")]
DataDir = Annotated[
    Path | None, typer.Option("--data-dir", help="Folder of the data; else DEIXIS_DATA_DIR, else ./data.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON value and nothing else.")]
Yes = Annotated[bool, typer.Option("--yes", help="Replace what is there.")]


@db_commands.command()
def upgrade(db: Database = None, data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Make the database, or bring it to this program's schema. `deixis app` does so by itself."""
    with _said_plainly(as_json):
        from db.schema import newest_revision
        from db.store import open_store

        with open_store(_place(db, data_dir)) as store:
            address = store.address
        revision = newest_revision()
        _say({"address": address, "revision": revision}, f"{address} is at schema revision {revision}.", as_json)


@db_commands.command()
def check(db: Database = None, data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Examine the database: integrity, references, schema revision, settings. Exit code 1 if anything is wrong."""
    with _said_plainly(as_json):
        from db.health import examine

        health = examine(_url(db, data_dir))
        lines = [
            f"database   {health.address} ({health.kind})",
            f"revision   {health.revision} (newest: {health.newest_revision})",
            "settings   " + ", ".join(f"{name}={value}" for name, value in health.settings.items()),
            "rows       " + ", ".join(f"{name} {count}" for name, count in health.counts.items()),
            *(f"WRONG      {problem}" for problem in health.problems),
            *(["all well"] if health.ok else []),
        ]
        _say({"ok": health.ok, **dataclasses.asdict(health)}, "\n".join(lines), as_json)
    if not health.ok:
        raise typer.Exit(1)


@db_commands.command()
def backup(
    file: Annotated[Path, typer.Argument(help="Where to write the copy.")],
    db: Database = None,
    data_dir: DataDir = None,
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Copy an SQLite database to one file while it is in use. The pictures are files: copy their folder as well."""
    with _said_plainly(as_json):
        from db.backup import back_up

        back_up(_url(db, data_dir), file.absolute(), overwrite=yes)
        size = file.stat().st_size
        _say({"file": str(file), "bytes": size}, f"{file} holds the whole database ({size} bytes).", as_json)


@db_commands.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A copy made by `deixis db backup`.")],
    db: Database = None,
    data_dir: DataDir = None,
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Put a backup in the database's place, after examining it. The database that was there is kept beside it."""
    with _said_plainly(as_json):
        from db.backup import restore as put_back
        from db.engine import shown

        url = _url(db, data_dir)
        kept = put_back(url, file.absolute(), now=datetime.now(UTC), overwrite=yes)
        lines = [f"{shown(url)} is restored from {file}.", *([f"The one before is kept as {kept}."] if kept else [])]
        _say({"database": shown(url), "kept": str(kept) if kept else None}, "\n".join(lines), as_json)


def _url(db: str | None, data_dir: Path | None) -> "URL":
    from db.engine import database_url

    return database_url(_place(db, data_dir))


def _place(db: str | None, data_dir: Path | None) -> str:
    from app.settings import read_settings

    return read_settings(db_url=db, data_dir=data_dir).database


def _say(value: dict[str, object], text: str, as_json: bool) -> None:
    typer.echo(json.dumps(value) if as_json else text)


@contextlib.contextmanager
def _said_plainly(as_json: bool) -> Iterator[None]:
    """End the command with exit code 1 and one sentence when something is wrong."""
    try:
        yield
    except DeixisError as error:
        if as_json:
            typer.echo(json.dumps({"ok": False, "error": str(error)}))
        else:
            typer.echo(f"Error: {error}", err=True)
        raise typer.Exit(1) from None
