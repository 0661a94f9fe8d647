"""What a person asks for who wants a critic made of people's labels, and what stands for what."""

from collections.abc import Collection
from pathlib import Path

from app.label_source import Wanted
from app.settings import Settings
from models.critic_folders import own_critics
from models.records import Record
from training.blip2.changes import Changes
from training.critics.report import PresetName

NOBODY = "none"  # in the place of a critic to compare with
VERBALIZERS = "verbalizers"  # in the place of a critic to begin with
_RUNS = Path("training") / "critics"


class Asked(Record):
    """From which labels, called what, by which preset, beginning with which critic and compared with which.

    "" is the critic in use; no preset the usual one of what it begins with. `changes` are of a critic of BLIP-2. `out`
    is a folder outside of the data folder, whose critic is then not registered.
    """

    name: str
    labels: str = ""
    rounds: tuple[str, ...] = ()
    rule: str | None = None
    pictures: Path | None = None
    preset: PresetName | None = None
    init: str = ""
    against: str = ""
    out: Path | None = None
    seed: int | None = None
    steps: int | None = None
    changes: Changes = Changes()
    threads: int = 1
    device: str = "auto"
    resume: bool = False

    @property
    def wanted(self) -> Wanted:
        """Return which labels are meant."""
        return Wanted(self.labels, self.rounds, self.rule, self.pictures)


def run_folder(name: str, settings: Settings) -> Path:
    """Return where the run of a critic of that name keeps what it needs to go on."""
    return settings.data_dir / _RUNS / name


def free_name(settings: Settings, *, but: Collection[str] = ()) -> str:
    """Return a name that no critic has, nor one that is being trained, nor one of `but`: people-1, people-2 and on."""
    taken = {*own_critics(settings.critics), *but}
    number = 1
    while (name := f"people-{number}") in taken or run_folder(name, settings).exists():
        number += 1
    return name
