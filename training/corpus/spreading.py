"""Who does the work of a stage: this process, or others to whom it is given."""

from typing import Protocol

from training.corpus.journal.stage import Engine


class Spread(Protocol):
    """Gives the work of a stage to others: they do what the engine would do here; `seeing` is work with pictures."""

    def __call__(self, engine: Engine, *, seeing: bool) -> Engine: ...


def nobody_else(engine: Engine, *, seeing: bool) -> Engine:  # noqa: ARG001 - whatever the work is
    """Let nobody else work."""
    return engine
