"""What a training of a critic is asked for, whichever kind of critic it is, and how it tells where it is."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from training.blip2.changes import Changes
from training.embedded.critic_data import Labelled
from training.loop.running import KEEP_EVERY, RunFolders, Watch

_TOLD_EVERY = 5  # steps


class _Told(Protocol):
    """What every trainer of a critic tells of its last steps."""

    @property
    def step(self) -> int: ...
    @property
    def steps(self) -> int: ...
    @property
    def seconds(self) -> float: ...


_Progress = TypeVar("_Progress", bound=_Told)


class At(NamedTuple):
    """Where a training is: `figures` by name are means since it last told."""

    step: int
    steps: int
    seconds: float
    figures: Mapping[str, float]


class Following(NamedTuple):
    """How a training is followed and stopped, and after how many steps all is kept; every part has a silent default."""

    say: Callable[[str], None] = lambda _line: None
    looked: Callable[[int], None] = lambda _count: None
    at: Callable[[At], None] = lambda _at: None
    should_stop: Callable[[], bool] = lambda: False
    keep_every: int = KEEP_EVERY

    def watch(self, figures_of: Callable[[_Progress], Mapping[str, float]]) -> Watch[_Progress]:
        """Return how a run is followed whose progress holds the figures that `figures_of` takes out of it."""

        def tell(at: _Progress) -> None:
            self.at(At(at.step, at.steps, at.seconds, figures_of(at)))

        return Watch(
            begun=self.say,
            drawn=self.looked,
            progress=tell,
            should_stop=self.should_stop,
            every=_TOLD_EVERY,
            keep_every=self.keep_every,
        )


class Order(NamedTuple):
    """Train a critic on `data` from what lies in the folder `init`, in a run of its own; `name` is what it is called.

    None leaves a setting to the preset; `changes` are of a critic of BLIP-2, beside `seed` and `steps`. A run that was
    stopped goes on with `resume`.
    """

    name: str
    data: Labelled
    init: Path
    folders: RunFolders
    following: Following = Following()
    seed: int | None = None
    steps: int | None = None
    changes: Changes = Changes()
    resume: bool = False
    threads: int | None = None
    device: str = "cpu"
