"""The folder of a run, in the data folder: its settings, and the journal from which every stage goes on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from models.errors import BadSetting, NotFound, StoreProblem
from models.whole_file import write_whole
from training.corpus.journal.journal import Journal
from training.corpus.run_settings import CorpusSettings

SETTINGS, JOURNAL = "settings.json", "journal.sqlite"
_SHOWN = 5  # names


class RunFolder(NamedTuple):
    """An open run."""

    settings: CorpusSettings
    journal: Journal


@contextmanager
def open_run(folder: Path, settings: CorpusSettings | None = None) -> Iterator[RunFolder]:
    """Open a run, or begin it with the settings. Raises BadSetting when it was begun with others, NotFound without
    settings when there is none."""
    known = _known(folder)
    agreed = known or settings
    if agreed is None:
        raise _no_run(folder)
    if known is not None and settings is not None and known != settings:
        changed = ", ".join(
            name for name in CorpusSettings.model_fields if getattr(known, name) != getattr(settings, name)
        )
        raise BadSetting(
            f"The run {folder.name} was begun with other settings ({changed}); give this one another name."
        )
    folder.mkdir(parents=True, exist_ok=True)
    with Journal(folder / JOURNAL) as journal:
        if known is None:
            # Once the journal is ours, nobody else can begin the run. Half a file of settings would end it for good.
            write_whole(folder / SETTINGS, f"{agreed.model_dump_json(indent=1)}\n".encode())
        yield RunFolder(agreed, journal)


@contextmanager
def look_into_run(folder: Path) -> Iterator[RunFolder]:
    """Open a run to read what it has so far; somebody may be at work on it meanwhile. Raises NotFound."""
    known = _known(folder)
    if known is None or not (folder / JOURNAL).is_file():
        raise _no_run(folder)
    with Journal(folder / JOURNAL, only_read=True) as journal:
        yield RunFolder(known, journal)


def _no_run(folder: Path) -> NotFound:
    """Return the problem that there is no such run, with the names of those that there are."""
    there = sorted(each.parent.name for each in folder.parent.glob(f"*/{SETTINGS}"))
    others = (
        f", or name one that there is: {', '.join(there[:_SHOWN])}{' ...' * (len(there) > _SHOWN)}" if there else ""
    )
    return NotFound(f"There is no run {folder.name!r}; begin it with `deixis corpus run`{others}.")


def _known(folder: Path) -> CorpusSettings | None:
    path = folder / SETTINGS
    try:
        return CorpusSettings.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except ValueError as problem:
        raise StoreProblem(f"{path} does not hold the settings of a run: {str(problem).splitlines()[0]}.") from None
