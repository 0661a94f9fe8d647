"""A Ray cluster of one's own on this machine, or one that is running somewhere.

One's own has only what the work needs: no dashboard, no statistics sent to Ray's makers, no file in the home folder. It
ends with the process that began it, however that ends. Others who reach this machine cannot use it without its token.
"""

import contextlib
import functools
import hashlib
import importlib
import importlib.util
import logging
import os
import secrets
import shutil
import socket
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, Self

from models.errors import BadSetting
from training.corpus.on_ray.watcher import watched

_PATIENCE = 10.0  # seconds to reach a cluster that is running
_SHARED_MEMORY = 256 * 2**20  # bytes, for all that is under way
_PLACE = Path("/tmp")  # noqa: S108 - sockets must have short names; the folder in it is ours alone
# By the second only what ends a process is written to the screen: Ray warns there of what Ray Data itself does.
_QUIET: Mapping[str, str] = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_BACKEND_LOG_LEVEL": "fatal"}
# Else workers wait for whatever else the machine does.
_OWN: Mapping[str, str] = {"RAY_worker_niceness": "0"}


class Workers(NamedTuple):
    """How many processes do a stage's work, and whether each has a GPU of its own."""

    number: int
    gpus: int = 0


class Cluster:
    """A cluster that is begun when it is first needed, and ended when the block is left.

    `address` is that of a running one; without it one is begun for the run in `folder`. At most `most` workers do the
    work, by default as many as there are processors. With `gpus` each has one of those that the cluster has, if any.
    """

    def __init__(self, folder: Path, *, address: str = "", most: int | None = None, gpus: bool = False) -> None:
        if address:
            _reach(address)
        require_ray()
        self._home = _PLACE / f"deixis-ray-{hashlib.sha256(f'{Path.home()} {folder}'.encode()).hexdigest()[:8]}"
        self._address = address
        self._most = most
        self._gpus = gpus
        self._open = contextlib.ExitStack()
        self._began = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def workers(self, *, seeing: bool) -> Workers:
        """Return who works; `seeing` is work with models that a GPU is for. Raises BadSetting without a cluster."""
        if not self._began:
            self._open.enter_context(_joined(self._address) if self._address else self._own())
            self._began = True
        there = part_of_ray("ray").cluster_resources()
        processors = max(int(there.get("CPU", 1)), 1)
        number = min(self._most or processors, processors)
        gpus = int(there.get("GPU", 0)) if seeing and self._gpus else 0
        return Workers(min(number, gpus), 1) if gpus else Workers(number)

    @contextlib.contextmanager
    def _own(self) -> Iterator[None]:
        own = _environment({**_QUIET, **_OWN, "RAY_AUTH_TOKEN": _token()})
        with _folder(self._home), watched(self._home), own, _session():
            _begin(
                address="local",
                num_cpus=self._most,
                object_store_memory=_SHARED_MEMORY,
                include_dashboard=False,
                _node_ip_address="127.0.0.1",
                _temp_dir=str(self._home / "ray"),  # Ray opens its folder to all, and this one is ours
            )
            yield


def _reach(address: str) -> None:
    """Raise BadSetting where nobody listens: Ray itself would go on knocking for minutes."""
    host, _, port = address.rpartition(":")
    try:
        socket.create_connection((host, int(port)), timeout=_PATIENCE).close()
    except ValueError:
        raise BadSetting(
            f"The Ray cluster {address!r} has no such address; write HOST:PORT, such as head:6379."
        ) from None
    except OSError as error:
        raise BadSetting(f"The Ray cluster {address} cannot be reached ({error}); begin it, or name another.") from None


@functools.cache
def _token() -> str:
    """Return a secret of this process: Ray reads the first one that it is told and no other."""
    return secrets.token_hex(32)


def require_ray() -> None:
    """Raise BadSetting when Ray is not installed."""
    if importlib.util.find_spec("ray") is None or importlib.util.find_spec("pyarrow") is None:
        raise BadSetting("The engine ray needs Ray: pip install 'deixis[ray]' brings it; or leave --engine away.")


def part_of_ray(name: str) -> Any:  # Any: where types are checked Ray need not be installed
    """Return a module of Ray, imported when it is needed."""
    return importlib.import_module(name)


@contextlib.contextmanager
def _joined(address: str) -> Iterator[None]:
    with _environment(_QUIET), _session():
        _begin(address=address)
        yield


@contextlib.contextmanager
def _session() -> Iterator[None]:
    """End what is begun in the block."""
    try:
        yield
    finally:
        part_of_ray("ray").shutdown()


def _begin(**how: Any) -> None:  # Any: what Ray's own function takes
    ray, data = part_of_ray("ray"), part_of_ray("ray.data")
    logging.getLogger("ray").setLevel(logging.ERROR)
    try:
        ray.init(log_to_driver=False, logging_level=logging.ERROR, **how)
    except (OSError, RuntimeError, ValueError, ray.exceptions.RayError) as error:
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise BadSetting(f"The Ray cluster {how['address']} cannot be used: {reason}") from error
    context = data.DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    context.max_errored_blocks = -1  # what is missing is done again, see `engine.py`
    logging.getLogger("ray.data").setLevel(logging.CRITICAL)


@contextlib.contextmanager
def _folder(path: Path) -> Iterator[None]:
    """Make a folder for the block, for its owner only. What is there was left by a run that was killed: one process at
    a time works on a run."""
    try:
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir(mode=0o700)
    except OSError as error:
        raise BadSetting(f"The folder {path}, which Ray needs, cannot be made: {error.strerror}.") from None
    try:
        yield
    finally:
        shutil.rmtree(path, ignore_errors=True)


@contextlib.contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    """Set variables for the block: Ray has no other way to be told these."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
