"""A line that says how far a stage of a corpus run is: drawn over on a terminal, else written when a stage ends."""

import sys

import typer

from training.corpus.journal.progress import Progress

_BAR = 20  # characters


class StageLine:
    """Tells of stages on stderr. `quiet` leaves all of it away."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._drawn_over = sys.stderr.isatty()
        self._stage = ""
        self._last = ""

    def tell(self, stage: str, progress: Progress) -> None:
        """Show where a stage is."""
        if self._quiet:
            return
        if stage != self._stage:
            self.end()
        self._stage, self._last = stage, in_words(stage, progress)
        if self._drawn_over:
            typer.echo(f"\r\x1b[K{self._last}", nl=False, file=sys.stderr)

    def note(self, sentence: str) -> None:
        """Say something beside the stages."""
        if not self._quiet:
            self.end()
            typer.echo(sentence, file=sys.stderr)

    def end(self) -> None:
        """Finish the line of the last stage."""
        if self._last:
            typer.echo("" if self._drawn_over else self._last, file=sys.stderr)
        self._last = ""


def in_words(stage: str, at: Progress) -> str:
    """Return progress as one line: a bar, what is done and failed, rate, time left, calls and cost."""
    finished = at.done + at.failed
    whole = finished + at.left if at.left is not None else None
    full = _BAR if whole == 0 else _BAR * finished // whole if whole else 0
    parts = [f"[{'#' * full:<{_BAR}}] {stage} {finished}{f'/{whole}' if whole is not None else ''}"]
    parts += [f"{at.failed} failed"] if at.failed else []
    parts += [f"{at.rate:.1f} a second"] if at.rate else []
    parts += [_time(at.seconds_left)] if at.seconds_left else []
    tokens = at.prompt_tokens + at.reply_tokens
    parts += [f"{tokens} tokens"] if tokens else []
    parts += [f"cost {at.cost:.2f}"] if at.cost else []
    parts += [at.stopped] if at.stopped else []
    return ", ".join(parts)


def _time(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s left"
    minutes = seconds / 60
    return f"{minutes:.0f} min left" if minutes < 90 else f"{minutes / 60:.1f} h left"
