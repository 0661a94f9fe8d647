"""`deixis corpus` as a program runs it."""

import json
from typing import Any

from typer.testing import CliRunner

from app.cli import root


def deixis(*arguments: object, code: int = 0) -> Any:
    """Run `deixis corpus ... --json` and return the value that it prints."""
    result = CliRunner().invoke(root, ["corpus", *map(str, arguments), "--json"])
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)
