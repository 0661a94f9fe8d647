"""Which folders hold a first stage of BLIP-2, told without loading anything."""

import json
from pathlib import Path

ARCHITECTURE = "Blip2ForImageTextRetrieval"


def compares(folder: Path) -> bool:
    """Tell whether a folder holds a model that compares pictures and texts."""
    try:
        return json.loads((folder / "config.json").read_bytes())["architectures"][0] == ARCHITECTURE
    except (OSError, ValueError, LookupError, TypeError):
        return False
