"""Find the folder that a name means: a folder on disk, a model in the hub's cache, or one to be downloaded.

What is complete in the cache is used as it is, without asking the hub. Only weights in the safetensors format are
downloaded or read: the older format can run code of its own when it is opened.
"""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import httpx2
from huggingface_hub import HfApi, constants, snapshot_download
from huggingface_hub.errors import (
    GatedRepoError,
    HfHubHTTPError,
    LocalEntryNotFoundError,
    OfflineModeIsEnabled,
    RepositoryNotFoundError,
)

from models.errors import ModelUnavailable
from models.huggingface.memory import stored_parameters

_WANTED = ["*.json", "*.safetensors", "*.txt", "*.model", "*.jinja"]
_UNWANTED = ["*/*", "consolidated*"]  # copies of the same weights in other formats
_HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]*(/[A-Za-z0-9][\w.-]*)?")
_PICKLED = (".bin", ".pt", ".pth", ".ckpt")
_PATIENCE = 10.0  # seconds for the hub to say what a model is


class Hub(NamedTuple):
    """Where hub models come from and are kept; None is the hub itself and the user's own cache."""

    address: str | None = None
    cache: Path | None = None


class Checkpoint(NamedTuple):
    """A model's folder, read as far as it can be without loading the model."""

    name: str
    folder: Path
    config: dict[str, Any]  # config.json as it is: its shape is each model's own
    parameters: dict[str, int]

    @property
    def model_type(self) -> str:
        return str(self.config.get("model_type", ""))


def find_checkpoint(
    folder_or_id: str, name: str, *, fits: Callable[[dict[str, int]], None], hub: Hub | None = None
) -> Checkpoint:
    """Find or download the model. `fits` raises when that many parameters will not do, before they are downloaded.

    Raises ModelUnavailable for a folder that is not there or holds no model, and for what the hub will not give.
    """
    folder = Path(folder_or_id).expanduser()
    if folder.is_dir():
        return _read_folder(folder, name, fits)
    if folder.is_file():
        raise ModelUnavailable(f"{name} is a file. Give the folder that holds config.json and the weights.")
    if folder_or_id.startswith((".", "/", "~", "\\")) or not _HUB_ID.fullmatch(folder_or_id):
        raise ModelUnavailable(f"{name}: there is no folder {folder_or_id}, and it cannot be the name of a hub model.")
    hub = hub or Hub()
    cached = in_cache(folder_or_id, hub)
    return _read_folder(cached or _download(folder_or_id, name, fits, hub), name, fits)


def _read_folder(folder: Path, name: str, fits: Callable[[dict[str, int]], None]) -> Checkpoint:
    try:
        config = json.loads((folder / "config.json").read_text("utf-8"))
    except FileNotFoundError:
        raise ModelUnavailable(f"{name}: {folder} holds no config.json, so it is not a saved model.") from None
    except (OSError, ValueError):
        raise ModelUnavailable(f"{name}: {folder / 'config.json'} cannot be read as JSON.") from None
    if not isinstance(config, dict):
        raise ModelUnavailable(f"{name}: {folder / 'config.json'} does not describe a model.")
    _require_safetensors([file.name for file in folder.iterdir()], name)
    parameters = stored_parameters(folder)
    fits(parameters)
    return Checkpoint(name, folder, config, parameters)


def _require_safetensors(files: list[str], name: str) -> None:
    if any(file.endswith(".safetensors") for file in files):
        return
    if any(file.endswith(_PICKLED) for file in files):
        raise ModelUnavailable(
            f"{name} has its weights in the pickle format only, which can run code when it is opened. "
            "Use a copy saved as safetensors."
        )
    raise ModelUnavailable(f"{name} holds no weights (no .safetensors file).")


def in_cache(model_id: str, hub: Hub = Hub()) -> Path | None:
    """Return the folder of a model that lies whole in the cache."""
    try:
        return Path(
            snapshot_download(
                model_id,
                cache_dir=hub.cache,
                local_files_only=True,
                allow_patterns=_WANTED,
                ignore_patterns=_UNWANTED,
            )
        )
    except LocalEntryNotFoundError:
        return None


def _download(model_id: str, name: str, fits: Callable[[dict[str, int]], None], hub: Hub) -> Path:
    try:
        info = HfApi(endpoint=hub.address).model_info(model_id, files_metadata=True, timeout=_PATIENCE)
        files = {file.rfilename: file.size or 0 for file in info.siblings or ()}
        _require_safetensors([file for file in files if "/" not in file], name)
        fits(info.safetensors.parameters if info.safetensors else {})
        _require_disk(files, name, hub)
        folder = snapshot_download(
            model_id,
            cache_dir=hub.cache,
            endpoint=hub.address,
            allow_patterns=_WANTED,
            ignore_patterns=_UNWANTED,
        )
    except (httpx2.HTTPError, OSError) as error:
        raise _unavailable(error, model_id, name) from error
    return Path(folder)


def _require_disk(files: dict[str, int], name: str, hub: Hub) -> None:
    need = sum(size for file, size in files.items() if "/" not in file and file.endswith(".safetensors"))
    place = (hub.cache or Path(constants.HF_HUB_CACHE)).absolute()
    existing = next(folder for folder in (place, *place.parents) if folder.exists())
    free = shutil.disk_usage(existing).free
    if need > free:
        raise ModelUnavailable(f"{name} takes {need / 1e9:.1f} GB of disk, and {place} has {free / 1e9:.1f} GB left.")


def _unavailable(error: Exception, model_id: str, name: str) -> ModelUnavailable:
    match error:
        case GatedRepoError():
            return ModelUnavailable(
                f"{name} is only given to who accepted its terms. Accept them at huggingface.co/{model_id} "
                "and log in with `hf auth login`."
            )
        case RepositoryNotFoundError():
            return ModelUnavailable(
                f"{name}: there is no folder {model_id} here, and the hub shows no model of that name. "
                "Check the spelling; a private model needs `hf auth login`."
            )
        case OfflineModeIsEnabled():
            return ModelUnavailable(
                f"{name} is not on this machine, and HF_HUB_OFFLINE forbids a download. Unset it, or give a folder."
            )
        case HfHubHTTPError():
            return ModelUnavailable(f"{name}: the hub answered {error.response.status_code}. Try again later.")
        case OSError() if not isinstance(error, LocalEntryNotFoundError):
            return ModelUnavailable(f"{name} could not be stored: {error.strerror or 'the disk refused it'}.")
        case _:
            return ModelUnavailable(
                f"{name} is not on this machine, and the hub cannot be reached. Check the network, or give a folder."
            )
