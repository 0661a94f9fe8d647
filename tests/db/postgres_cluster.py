"""A private PostgreSQL server for the tests: its own folder, a socket and no port, gone when the tests are done."""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

PASSWORD = "s3cret: 100% of it"


def programs() -> Path | None:
    """Return the folder that initdb and pg_ctl lie in, the newest if there are several."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(folders, key=lambda folder: int(folder.parent.name), default=None)


@contextlib.contextmanager
def running(folder: Path, *, durable: bool = False) -> Iterator[str]:
    """Yield the form of addresses on a fresh server; the database's name goes to the `{}`. Tests need no fsync."""
    home = Path(tempfile.mkdtemp(prefix="deixis-pg-"))  # short: a socket's path has at most 107 characters
    user = _unprivileged_user()
    if user is not None:
        os.chown(home, user, -1)
    options = f"-c listen_addresses= -c unix_socket_directories={home} -c max_connections=100"
    if not durable:
        options += " -c fsync=off"

    def run(*words: str) -> None:
        # To a file: the server keeps the streams it was started with, and waiting for a pipe would never end.
        with (home / "log").open("ab") as log:
            subprocess.run(words, check=True, cwd=home, user=user, stdout=log, stderr=log, timeout=60)

    try:
        (home / "password").write_text(PASSWORD)
        access = ("-U", "deixis", "-A", "scram-sha-256", "--pwfile", f"{home}/password")
        run(str(folder / "initdb"), "-D", f"{home}/data", *access, "-E", "UTF8", "--locale=C", "--no-sync")
        run(str(folder / "pg_ctl"), "-D", f"{home}/data", "-o", options, "-w", "start")
        yield f"postgresql+psycopg://deixis:{quote(PASSWORD)}@/{{}}?host={home}"
    finally:
        if (home / "data" / "postmaster.pid").exists():
            run(str(folder / "pg_ctl"), "-D", f"{home}/data", "-m", "immediate", "-w", "stop")
        shutil.rmtree(home)


def _unprivileged_user() -> int | None:
    """Return whom to run as, since PostgreSQL refuses root; None stands for oneself."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name: entry.pw_uid for entry in pwd.getpwall()}
    return names.get("postgres", names["nobody"])
