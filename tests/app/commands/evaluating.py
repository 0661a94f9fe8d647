"""`deixis evaluate` as a program calls it."""

import json
from typing import Any

from typer.testing import CliRunner

from app.cli import root


def run(*arguments: object, code: int = 0) -> Any:
    """Return the JSON value that `deixis evaluate` prints, once it has ended with that exit code."""
    done = CliRunner().invoke(root, ["evaluate", *map(str, arguments), "--json"])
    assert done.exit_code == code, done.output
    return json.loads(done.stdout)
