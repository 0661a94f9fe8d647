"""`deixis doctor`: what is ready on this machine and what is missing. Changes nothing and asks no other machine."""

import importlib.metadata
import importlib.util
import json
import os
import platform
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import typer

from models.errors import DeixisError

if TYPE_CHECKING:
    from app.settings import Settings

State = Literal["ok", "off", "problem"]

LEAST_MEMORY = 4 * 2**30  # the embedded student, Gradio and a picture of the largest size
VLM_PACKAGES = ("torchvision", "num2words", "sentencepiece", "google.protobuf")
SIGN = {"ok": "ok      ", "off": "off     ", "problem": "PROBLEM "}


class Check(NamedTuple):
    """One line of the examination: "off" is something optional that is not there."""

    name: str
    state: State
    detail: str


def doctor_command(
    db: Annotated[str | None, typer.Option(help="File or postgresql+psycopg:// address; else DEIXIS_DB.")] = None,
    data_dir: Annotated[
        Path | None, typer.Option(help="Folder of the data; else DEIXIS_DATA_DIR, else ./data.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON value and nothing else.")] = False,
) -> None:
    """Say what is ready and what is missing. Exit code 1 if something that is needed is wrong."""
    from app.settings import read_settings

    try:
        settings = read_settings(db_url=db, data_dir=data_dir)
    except DeixisError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    checks = list(examine(settings))
    ok = all(check.state != "problem" for check in checks)
    if as_json:
        typer.echo(json.dumps({"ok": ok, "checks": [check._asdict() for check in checks]}, ensure_ascii=False))
    else:
        for check in checks:
            typer.echo(f"{SIGN[check.state]}{check.name:<18}{check.detail}")
    if not ok:
        raise typer.Exit(1)


def examine(settings: "Settings") -> Iterator[Check]:
    """Yield every check. An examination that fails itself is a problem, not an end."""
    examinations: tuple[tuple[str, Callable[[], Check]], ...] = (
        ("python", _python),
        ("memory", _memory),
        ("processor", _processor),
        ("torch", _torch),
        ("extra vlm", lambda: _extra("vlm", VLM_PACKAGES, "Qwen-VL, SmolVLM, LLaVA-OneVision")),
        ("extra postgres", lambda: _extra("postgres", ("psycopg",), "PostgreSQL")),
        ("extra ray", lambda: _extra("ray", ("ray", "pyarrow"), "deixis corpus --engine ray")),
        ("extra parquet", lambda: _extra("parquet", ("pyarrow",), "corpora as Parquet")),
        ("extra peft", lambda: _extra("peft", ("peft",), "deixis train student --lora")),
        ("lavis", _lavis),
        ("embedded student", _embedded),
        ("openai endpoint", lambda: _endpoint(settings)),
        ("data folder", lambda: _data_folder(settings.data_dir)),
        ("database", lambda: _database(settings)),
    )
    for name, examination in examinations:
        try:
            yield examination()
        except Exception as error:  # a broken installation fails in ways of its own, and that is what is asked
            yield Check(name, "problem", f"{type(error).__name__}: {error}")


def _python() -> Check:
    right = sys.version_info >= (3, 11)
    detail = f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    return Check("python", "ok" if right else "problem", detail if right else f"{detail}; 3.11 or newer is needed")


def _memory() -> Check:
    import psutil

    memory = psutil.virtual_memory()
    detail = f"{memory.available / 2**30:.1f} GB free of {memory.total / 2**30:.1f} GB"
    enough = memory.total >= LEAST_MEMORY
    return Check("memory", "ok" if enough else "problem", detail if enough else f"{detail}; 4 GB are needed")


def _processor() -> Check:
    return Check("processor", "ok", f"{os.cpu_count() or 1} cores")


def _torch() -> Check:
    from models.huggingface.devices import place
    from models.registry import ModelOptions

    device, dtype = place(ModelOptions(), "torch")
    slow = "; no GPU, so hf: models are slow" if device == "cpu" else ""
    return Check("torch", "ok", f"{importlib.metadata.version('torch')}, models run on {device} in {dtype}{slow}")


def _extra(name: str, packages: tuple[str, ...], use: str) -> Check:
    missing = [package for package in packages if not _installed(package)]
    if missing:
        hint = f"pip install -e '.[{name}]'"
        return Check(f"extra {name}", "off", f"{', '.join(missing)} not installed; {use} would need: {hint}")
    return Check(f"extra {name}", "ok", f"installed, for {use}")


def _installed(package: str) -> bool:
    try:
        return importlib.util.find_spec(package) is not None
    except ModuleNotFoundError:  # the package around it is missing
        return False


def _lavis() -> Check:
    from models.lavis.client import PYTHON

    if not PYTHON.exists():
        return Check("lavis", "off", "not installed; models lavis:... would need: make lavis")
    return Check("lavis", "ok", "in an environment of its own, for models lavis:...")


def _embedded() -> Check:
    import models.embedded

    home = Path(models.embedded.__path__[0])
    found = {
        file.parent.name: sum(part.stat().st_size for part in file.parent.iterdir())
        for file in sorted(home.glob("*/settings.json"))
    }
    if not found:
        return Check("embedded student", "problem", f"none in {home}; `make student` trains it")
    shown = ", ".join(f"embedded:{name} ({size / 2**20:.1f} MB)" for name, size in found.items())
    return Check("embedded student", "ok", shown)


def _endpoint(settings: "Settings") -> Check:
    from urllib.parse import urlsplit

    key = "key set" if settings.openai_api_key.get_secret_value() else "no key"
    if settings.openai_base_url:
        return Check("openai endpoint", "ok", f"{urlsplit(settings.openai_base_url).hostname}, {key}; not asked")
    if settings.openai_api_key.get_secret_value():
        return Check("openai endpoint", "ok", "OpenAI, key set; not asked")
    return Check("openai endpoint", "off", "neither OPENAI_API_KEY nor OPENAI_BASE_URL is set; openai: models need one")


def _data_folder(folder: Path) -> Check:
    if folder.is_dir():
        writable = os.access(folder, os.W_OK | os.X_OK)
        return Check(
            "data folder", "ok" if writable else "problem", f"{folder}{'' if writable else ' is not writable'}"
        )
    parent = next(parent for parent in folder.parents if parent.exists())
    if parent.is_dir() and os.access(parent, os.W_OK | os.X_OK):
        return Check("data folder", "ok", f"{folder} will be made at the first start")
    return Check("data folder", "problem", f"{folder} cannot be made, because {parent} is not writable")


def _database(settings: "Settings") -> Check:
    from db.engine import database_url, sqlite_file
    from db.health import examine as examine_database

    try:
        url = database_url(settings.database)
        file = sqlite_file(url)
        if file and not file.exists():
            return Check("database", "ok", f"{file} will be made at the first start")
        health = examine_database(url)
    except DeixisError as error:
        return Check("database", "problem", str(error))
    if not health.ok:
        return Check("database", "problem", f"{health.address}: {' '.join(health.problems)}")
    return Check("database", "ok", f"{health.address}, {health.counts.get('conversations', 0)} conversations")
