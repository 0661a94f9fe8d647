"""`deixis app`: serve the page and the JSON API on this machine."""

import contextlib
import logging
import socket
import sys
import threading
import time
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.verbalizer_option import Verbalizer
from models.errors import BadSetting, DeixisError

if TYPE_CHECKING:
    import uvicorn

    from app.settings import Settings

SHUTDOWN_SECONDS = 3


def app_command(
    host: Annotated[str | None, typer.Option(help="Address to listen on; 127.0.0.1 is this machine only.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; 0 takes a free one.  [7860]")] = None,
    student: Annotated[str | None, typer.Option(help="Model that answers: embedded, hf:..., openai:...")] = None,
    teacher: Annotated[str | None, typer.Option(help="Model to compare with, written the same way.")] = None,
    model: Annotated[list[str] | None, typer.Option(help="Another model for the menu; repeat it for more.")] = None,
    pointer: Annotated[str | None, typer.Option(help="What a click finds: classical or sam:<folder-or-id>.")] = None,
    verbalizer: Verbalizer = None,
    base_url: Annotated[str | None, typer.Option(help="Endpoint of openai: models; else OPENAI_BASE_URL.")] = None,
    device: Annotated[str | None, typer.Option(help="Where hf: models run: auto, cpu, cuda, cuda:1, mps.")] = None,
    db: Annotated[str | None, typer.Option(help="File or postgresql+psycopg:// address; else DEIXIS_DB.")] = None,
    data_dir: Annotated[
        Path | None, typer.Option(help="Folder of the data; else DEIXIS_DATA_DIR, else ./data.")
    ] = None,
    allow_host: Annotated[
        list[str] | None, typer.Option(help="Another host name that the page may be reached by; repeat it for more.")
    ] = None,
    root_path: Annotated[
        str | None, typer.Option(help="Path that a proxy serves the app below and takes away, such as /deixis.")
    ] = None,
    forwarded_allow_ips: Annotated[
        str | None, typer.Option(help="Proxies whose X-Forwarded-For and -Proto are believed: addresses, networks.")
    ] = None,
    browser: Annotated[bool, typer.Option("--open/--no-open", help="Open the page in a browser.")] = True,
) -> None:
    """Open the app: point at a picture and ask. Ctrl+C stops it.

    It listens on this machine only, unless there is an admin (`deixis annotate users add NAME --role admin`): then
    everybody has to sign in. docs/serving.md says how to put it behind a proxy.
    """
    from app.settings import read_settings
    from models.registry import check_model
    from models.verbalizing.registry import named_verbalizers

    try:
        settings = read_settings(
            host=host, port=port, student=student, teacher=teacher, pointer=pointer, db_url=db, data_dir=data_dir,
            openai_base_url=base_url, device=device, allowed_hosts=allow_host, more_models=model,
            verbalizers=verbalizer, root_path=root_path, forwarded_allow_ips=forwarded_allow_ips,
        )  # fmt: skip
        for name in settings.models:
            check_model(name)
        named_verbalizers(settings.verbalizers)
        _check_reach(settings)
        listening = _listen(settings)
    except DeixisError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    with listening:
        _serve(settings, listening, browser=browser)


def _check_reach(settings: "Settings") -> None:
    """Refuse to be reached from other machines by people who need not sign in. Raises BadSetting and StoreProblem."""
    if not (settings.is_reachable or settings.is_behind_proxy) or _has_admin(settings.database):
        return
    reached, left_out = (
        (settings.host, "--host") if settings.is_reachable else ("a proxy", "--root-path and --forwarded-allow-ips")
    )
    raise BadSetting(
        f"Other machines can reach {reached}, and there is no admin account yet, so that everybody could use "
        f"everything; make one with `deixis annotate users add NAME --role admin`, or leave {left_out} out."
    )


def _has_admin(database: str) -> bool:
    from db.engine import database_url, sqlite_file
    from db.store import open_store

    file = sqlite_file(database_url(database))
    if file is not None and not file.exists():
        return False  # and nothing is made
    with open_store(database) as store:
        return store.people.has_admin()


def _listen(settings: "Settings") -> socket.socket:
    """Take the port before anything heavy is loaded. Raises BadSetting."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    if sys.platform != "win32":  # there, the same option would let two servers share a port
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
    except OSError as error:
        listening.close()
        raise BadSetting(
            f"Cannot listen on {settings.host} port {settings.port} ({error.strerror}). "
            "If another program has the port, choose one with --port."
        ) from None
    return listening


def _serve(settings: "Settings", listening: socket.socket, *, browser: bool) -> None:
    from app.server import create_app, server_of

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for talkative in ("alembic", "uvicorn", "httpx", "httpx2"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
    try:
        app = create_app(settings)
        shelf = app.state.asking.shelf
        if settings.student.startswith("embedded"):
            shelf.warm(settings.student)
    except DeixisError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    server = server_of(app, shutdown_seconds=SHUTDOWN_SECONDS)
    address = _address(settings.host, listening.getsockname()[1])
    where = f"Deixis is at {address}"
    if settings.root_path:  # then the pages work at the proxy's address, and not here
        where, browser = f"Deixis listens at {address} for the proxy that has it below {settings.root_path}/", False
    threading.Thread(target=_announce, args=(server, where, address if browser else ""), daemon=True).start()
    with contextlib.suppress(KeyboardInterrupt):  # Ctrl+C is how it is meant to end
        server.run(sockets=[listening])


def _announce(server: "uvicorn.Server", where: str, address: str) -> None:
    """Say that the server has started; open the page if there is an address."""
    while not (server.started or server.should_exit):
        time.sleep(0.05)
    if not server.started:
        return
    typer.echo(f"{where} (Ctrl+C stops it)")
    if address:
        _open(address)


def _open(address: str) -> None:
    """Open the page, unless the only browser here would take over the terminal."""
    try:
        found = webbrowser.get()
    except webbrowser.Error:
        return
    if type(found) is not webbrowser.GenericBrowser:  # lynx and its like are exactly that; others derive from it
        found.open(address)


def _address(host: str, port: int) -> str:
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104 - shown
    return f"http://{shown}:{port}"
