"""Where the `deixis` command begins: while it is being loaded, which takes a while, Ctrl-C ends it with a word."""

import os
import signal
from types import FrameType

INTERRUPTED = 128 + signal.SIGINT


def main() -> None:
    """Run the command line."""
    before = signal.signal(signal.SIGINT, end_at_once)
    from typer.main import get_command

    from app.cli import root

    command = get_command(root)
    signal.signal(signal.SIGINT, before)
    command(prog_name="deixis")


def end_at_once(_signal: int, _frame: FrameType | None) -> None:
    """End the process where it stands: as an exception Ctrl-C gets lost, or comes out as an error of its own, in the
    middle of somebody's import."""
    os.write(2, b"Stopped.\n")
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    main()
