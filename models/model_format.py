"""Which kind of model a folder holds, told without loading it."""

import json
from pathlib import Path

SETTINGS = "settings.json"


def format_of(folder: Path) -> str | None:
    """Return the kind that a folder's settings tell ("deixis-student-1"), None where it cannot be told."""
    try:
        return json.loads((folder / SETTINGS).read_bytes()).get("format")
    except (OSError, ValueError, AttributeError):
        return None
