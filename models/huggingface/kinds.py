"""By what a saved model can choose among answers, told by its config.json before anything is loaded."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from models.choices import Nature

# The first is what a model is asked where nobody says: judging both together knows more than comparing them.
MATCHING: Mapping[str, tuple[Nature, ...]] = {
    "Blip2ForImageTextRetrieval": ("itm", "itc"),
    "BlipForImageTextRetrieval": ("itm", "itc"),
    "CLIPModel": ("itc",),
    "SiglipModel": ("itc",),
    "Siglip2Model": ("itc",),
}
WRITING: tuple[Nature, ...] = ("likelihood",)


def natures_of(folder_or_id: str) -> tuple[Nature, ...]:
    """Return by what the model in a folder or in the hub's cache chooses, best first; nothing where none is there yet.

    A model that is not known to match is taken to write; loading it says whether it does.
    """
    config = _config_file(folder_or_id)
    try:
        found: Any = json.loads(config.read_bytes()) if config is not None else None
    except (OSError, ValueError):
        return ()
    return natures_in(found) if isinstance(found, dict) else ()


def natures_in(config: Mapping[str, Any]) -> tuple[Nature, ...]:
    """Return the same for the contents of a config.json."""
    return MATCHING.get(architecture_in(config), WRITING)


def architecture_in(config: Mapping[str, Any]) -> str:
    """Return the class that a model was saved as, "" where its settings do not say."""
    named = config.get("architectures")
    return str(named[0]) if isinstance(named, list) and named else ""


def _config_file(folder_or_id: str) -> Path | None:
    folder = Path(folder_or_id).expanduser()
    if folder.is_dir():
        return folder / "config.json"
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    try:
        found = try_to_load_from_cache(folder_or_id, "config.json")
    except HFValidationError:
        return None
    return Path(found) if isinstance(found, str) else None
