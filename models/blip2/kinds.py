"""Which folders hold a BLIP-2, and which of them its first stage, told without loading anything."""

import json
from pathlib import Path
from typing import Any

ARCHITECTURE = "Blip2ForImageTextRetrieval"


def compares(folder: Path) -> bool:
    """Tell whether a folder holds a model that compares pictures and texts."""
    try:
        return _config(folder)["architectures"][0] == ARCHITECTURE
    except (LookupError, TypeError):
        return False


def is_another(folder: Path) -> bool:
    """Tell whether a folder holds a model of another build than BLIP-2's, which compares or writes."""
    return _config(folder).get("model_type", "blip-2") != "blip-2"


def _config(folder: Path) -> dict[str, Any]:  # Any: JSON
    try:
        read = json.loads((folder / "config.json").read_bytes())
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}
