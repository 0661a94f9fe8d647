"""What a person can set: flags first, then the environment, then defaults. The only reader of the environment.

DEIXIS_DATA_DIR   the folder of the database, the pictures and the cookie secret (--data-dir, else ./data)
DEIXIS_DB         file or postgresql+psycopg:// address of the database (--db, else a file in the data folder)
OPENAI_API_KEY    key for openai:<model>; there is no flag for it, since command lines are readable by others
OPENAI_BASE_URL   endpoint for openai:<model> (--base-url, else OpenAI's own)
"""

import ipaddress
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_core import PydanticCustomError

from models.errors import BadSetting
from models.records import Record
from models.registry import DType, ModelOptions

ENVIRONMENT = {
    "data_dir": "DEIXIS_DATA_DIR",
    "db_url": "DEIXIS_DB",
    "openai_api_key": "OPENAI_API_KEY",
    "openai_base_url": "OPENAI_BASE_URL",
}
FLAGS = {
    "db_url": "--db",
    "openai_base_url": "--base-url",
    "allowed_hosts": "--allow-host",
    "more_models": "--model",
    "verbalizers": "--verbalizer",
}
DATABASE_FILE = "deixis.sqlite3"
CRITICS, STUDENTS, EVALUATIONS = "critics", "students", "evaluations"  # folders in the data folder
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
EVERY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104 - compared with, not listened on
PREFIX = re.compile(r"(/[\w~-][\w.~-]*)*", re.ASCII)


def _prefix(text: Any) -> Any:
    """Return the path that a proxy serves the app below, without a slash at its end."""
    if isinstance(text, str) and PREFIX.fullmatch(path := text.rstrip("/")):
        return path
    raise PydanticCustomError("prefix", "a path such as /deixis")


def _networks(text: Any) -> Any:
    """Return the addresses and networks that a comma stands between."""
    names = tuple(name.strip() for name in text.split(",") if name.strip()) if isinstance(text, str) else text
    try:
        return tuple(str(ipaddress.ip_network(name)) for name in names)
    except ValueError:
        raise PydanticCustomError("networks", "addresses or networks such as 127.0.0.1,10.0.0.0/8") from None


class Settings(Record):
    """Everything that is set once, at the start. `openai_api_key` is never printed."""

    data_dir: Path = Path("data")
    db_url: str = Field(default="", repr=False)  # may hold a password
    student: str = "embedded"
    teacher: str = ""
    more_models: tuple[str, ...] = ()
    pointer: str = "classical"
    verbalizers: tuple[str, ...] = ()
    host: str = "127.0.0.1"
    port: int = Field(default=7860, ge=0, le=65535)
    allowed_hosts: tuple[str, ...] = ()
    root_path: Annotated[str, BeforeValidator(_prefix)] = ""
    forwarded_allow_ips: Annotated[tuple[str, ...], BeforeValidator(_networks)] = ()
    device: str = "auto"
    dtype: DType = "auto"
    openai_base_url: str = ""
    openai_api_key: SecretStr = SecretStr("")
    timeout: float = Field(default=60.0, gt=0)

    @property
    def database(self) -> str:
        """Where the database is: an address, or a file."""
        return self.db_url or str(self.data_dir / DATABASE_FILE)

    @property
    def critics(self) -> Path:
        """Where the critics are that were made of the labels of this data folder."""
        return self.data_dir / CRITICS

    @property
    def students(self) -> Path:
        """Where the students are that were trained on a corpus of this data folder."""
        return self.data_dir / STUDENTS

    @property
    def evaluations(self) -> Path:
        """Where it is kept what models said of benchmarks, so that an evaluation goes on where it was stopped."""
        return self.data_dir / EVALUATIONS

    @property
    def models(self) -> tuple[str, ...]:
        """The model menu: the student, what else was named, the embedded student and the distilled one; each once."""
        named = (self.student, *self.more_models, self.teacher, "embedded", "embedded:distilled")
        return tuple(dict.fromkeys(name for name in named if name))

    @property
    def is_behind_proxy(self) -> bool:
        """Whether what was set makes sense behind a proxy only, which is there to let others in."""
        return bool(self.root_path or self.forwarded_allow_ips)

    @property
    def is_reachable(self) -> bool:
        """Whether other machines can reach the address that is listened on; a name may mean any address."""
        try:
            return not ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host.lower() != "localhost"

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names that this server answers to, in lower case."""
        own = () if self.host in EVERY_ADDRESS else (f"[{self.host}]" if ":" in self.host else self.host,)
        return tuple(dict.fromkeys(name.lower() for name in (*LOOPBACK, *own, *self.allowed_hosts)))

    @property
    def model_options(self) -> ModelOptions:
        return ModelOptions(
            device=self.device,
            dtype=self.dtype,
            base_url=self.openai_base_url,
            api_key=self.openai_api_key,
            timeout=self.timeout,
            verbalizers=self.verbalizers,
            critics=str(self.critics),
            students=str(self.students),
        )


def read_settings(environment: Mapping[str, str] = os.environ, **flags: Any) -> Settings:
    """Return the settings in force; a flag that is None was not given. Raises BadSetting with one sentence."""
    given = {name: environment[variable] for name, variable in ENVIRONMENT.items() if environment.get(variable)}
    given |= {name: value for name, value in flags.items() if value is not None}
    try:
        settings = Settings.model_validate(given)
    except ValidationError as error:
        raise BadSetting(_sentence(error, flags)) from None
    return settings.model_copy(update={"data_dir": settings.data_dir.expanduser().absolute()})


def _sentence(error: ValidationError, flags: Mapping[str, Any]) -> str:
    first = error.errors()[0]
    name = str(first["loc"][0])
    written = FLAGS.get(name, f"--{name.replace('_', '-')}") if flags.get(name) is not None else ENVIRONMENT.get(name)
    value = "this value" if name == "openai_api_key" else repr(first["input"])
    said = first["msg"].removeprefix("Input should be ")
    return f"{written or name} cannot be {value}; it should be {said}."
